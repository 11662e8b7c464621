/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facts.tsv holds the vendors' statements; here the program is asked for each of them. */
#include "device/lg-connect-params.h"
#include "diagnosis/lg-rule.h"
#include "event/lg-keepalive.h"
#include "log/lg-log-line.h"
#include "mqtt/lg-reason-code.h"
#include "platform/lg-endpoint.h"
#include "trust/lg-known-root.h"
#include "trust/lg-root-store.h"

#include <stdlib.h>
#include <string.h>

#define PRODUCT_KEY "a1B2c3D4e5F"
#define QUOTE_MAX 60
#define ROWS_MIN 120
#define NOW_MS 1700000000000

/* What the program answers; %NULL: there is no such thing. */
typedef char *(*Ask) (GStrv       arguments,
                      const char *expected);

static const char *const levels[] = { "risk", "rule", "error" };

static const LgPlatform *
get_platform (GStrv arguments)
{
  const LgPlatform *platform = lg_platform_get (arguments[0]);

  g_assert_nonnull (platform);
  return platform;
}

/* Where the answer has @expected in it, that is the answer. */
static char *
find_in (const char *text,
         const char *expected)
{
  return g_strdup (text != NULL && strstr (text, expected) != NULL ? expected : text);
}

static char *
ask_limit (GStrv       arguments,
           const char *expected)
{
  static const struct
  {
    const char *key;
    gsize       offset;
  } keys[] = {
    { "keepalive-min", G_STRUCT_OFFSET (LgLimits, keepalive_min) },
    { "keepalive-max", G_STRUCT_OFFSET (LgLimits, keepalive_max) },
    { "keepalive-recommended", G_STRUCT_OFFSET (LgLimits, keepalive_recommended) },
    { "keepalive-factor-percent", G_STRUCT_OFFSET (LgLimits, keepalive_factor_percent) },
    { "scan-period", G_STRUCT_OFFSET (LgLimits, scan_period) },
    { "client-id-max", G_STRUCT_OFFSET (LgLimits, client_id_max) },
    { "topic-max", G_STRUCT_OFFSET (LgLimits, topic_max) },
    { "topic-slashes-max", G_STRUCT_OFFSET (LgLimits, topic_slashes_max) },
    { "payload-max", G_STRUCT_OFFSET (LgLimits, payload_max) },
    { "qos-max", G_STRUCT_OFFSET (LgLimits, qos_max) },
    { "retain", G_STRUCT_OFFSET (LgLimits, retain) },
    { "connects-per-minute", G_STRUCT_OFFSET (LgLimits, connects_per_minute) },
    { "subscriptions-max", G_STRUCT_OFFSET (LgLimits, subscriptions_max) },
    { "publishes-per-second", G_STRUCT_OFFSET (LgLimits, publishes_per_second) },
    { "publishes-per-second-qos-1", G_STRUCT_OFFSET (LgLimits, publishes_per_second_qos_1) },
  };
  LgProtocol protocol = strcmp (arguments[1], "5") == 0 ? LG_PROTOCOL_MQTT_5
                                                        : LG_PROTOCOL_MQTT_3_1_1;
  const LgLimits *limits = lg_platform_get_limits_of (get_platform (arguments), protocol);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strcmp (keys[i].key, arguments[2]) == 0)
      return g_strdup_printf ("%u", G_STRUCT_MEMBER (guint, limits, keys[i].offset));

  return NULL;
}

static char *
ask_keepalive (GStrv       arguments,
               const char *expected)
{
  g_autoptr (LgIssue) issue =
    lg_platform_validate_keepalive (get_platform (arguments), atoi (arguments[1]));

  return g_strdup (issue != NULL ? levels[issue->level] : "none");
}

static char *
ask_advice (GStrv       arguments,
            const char *expected)
{
  g_autofree char *advice = lg_platform_dup_keepalive_advice (get_platform (arguments));

  return find_in (advice, expected);
}

/* When a silent link is ended, in seconds behind CONNACK: first and last. */
static char *
ask_window (GStrv       arguments,
            const char *expected)
{
  const LgLimits *limits = lg_platform_get_limits (get_platform (arguments));
  const LgKeepaliveRule rule = {
    .interval_s = atoi (arguments[1]),
    .factor_percent = limits->keepalive_factor_percent,
    .scan_period_s = limits->scan_period,
  };
  LgKeepalive keepalive;
  gint64 from, until;

  lg_keepalive_start (&keepalive, &rule, NOW_MS);
  if (!lg_keepalive_get_window (&keepalive, &from, &until))
    return NULL;
  from -= NOW_MS;
  until -= NOW_MS;
  return g_strdup_printf ("%d %d", (int) (from / G_USEC_PER_SEC), (int) (until / G_USEC_PER_SEC));
}

static char *
ask_resets (GStrv       arguments,
            const char *expected)
{
  static const struct
  {
    const char   *name;
    LgPacketType  type;
  } types[] = {
    { "PUBLISH", LG_PACKET_PUBLISH }, { "SUBSCRIBE", LG_PACKET_SUBSCRIBE },
    { "PINGREQ", LG_PACKET_PINGREQ }, { "PUBACK", LG_PACKET_PUBACK },
    { "UNSUBSCRIBE", LG_PACKET_UNSUBSCRIBE }, { "PUBREL", LG_PACKET_PUBREL },
    { "DISCONNECT", LG_PACKET_DISCONNECT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].name, arguments[0]) == 0)
      return g_strdup (lg_keepalive_resets_timer (LG_DIRECTION_OUT, types[i].type) ? "yes" : "no");

  return NULL;
}

static const LgPort *
find_port (GStrv arguments)
{
  return lg_platform_find_port (get_platform (arguments), atoi (arguments[1]),
                                strcmp (arguments[2], "tls") == 0 ? LG_SECURITY_TLS
                                                                  : LG_SECURITY_TCP);
}

static char *
ask_port (GStrv       arguments,
          const char *expected)
{
  const LgPort *port = find_port (arguments);

  return g_strdup (port == NULL ? "none" : port->root != NULL ? port->root : "-");
}

static char *
ask_port_note (GStrv       arguments,
               const char *expected)
{
  const LgPort *port = find_port (arguments);

  return port != NULL ? find_in (port->note, expected) : NULL;
}

/* The one that is recommended is the only one, and the first. */
static char *
ask_recommended (GStrv       arguments,
                 const char *expected)
{
  GPtrArray *ports = lg_platform_get_ports (get_platform (arguments));
  const LgPort *first = ports->pdata[0];

  for (guint i = 1; i < ports->len; i++)
    g_assert_false (((LgPort *) ports->pdata[i])->recommended);
  return first->recommended
         ? g_strdup_printf ("%u %s", first->port,
                            first->security == LG_SECURITY_TLS ? "tls" : "tcp")
         : NULL;
}

static char *
ask_root (GStrv       arguments,
          const char *expected)
{
  g_autoptr (LgRootStore) store = lg_root_store_new (NULL);
  LgRoot *root = lg_root_store_find (store, arguments[0]);
  g_autoptr (GDateTime) until = NULL;

  g_assert_nonnull (root);
  if (strcmp (arguments[1], "md5") == 0)
    return g_strdup (lg_root_get_md5 (root));

  until = g_date_time_new_from_unix_utc (lg_root_get_not_after (root));
  return g_date_time_format (until, "%Y-%m-%d");
}

/* "alibaba public cn-shanghai 8883": the region is the instance where that makes the host. */
static LgEndpoint *
make_endpoint (GStrv arguments)
{
  g_autoptr (GEnumClass) kinds = g_type_class_ref (LG_TYPE_HOST_KIND);
  LgEndpoint *endpoint = lg_endpoint_new ();

  lg_endpoint_choose_platform (endpoint, arguments[0]);
  lg_endpoint_set_host_kind (endpoint, g_enum_get_value_by_nick (kinds, arguments[1])->value);
  if (strcmp (arguments[1], "instance") == 0)
    lg_endpoint_set_instance_id (endpoint, arguments[2]);
  else
    lg_endpoint_set_region (endpoint, arguments[2]);
  if (arguments[3] != NULL)
    lg_endpoint_set_port (endpoint, atoi (arguments[3]));
  return endpoint;
}

static char *
ask_host (GStrv       arguments,
          const char *expected)
{
  g_autoptr (LgEndpoint) endpoint = make_endpoint (arguments);

  return lg_endpoint_resolve_host (endpoint, PRODUCT_KEY);
}

/* The level of the issue at the field that "field:level" names. */
static char *
find_level (GPtrArray  *issues,
            const char *expected)
{
  g_autofree char *field = g_strndup (expected, strcspn (expected, ":"));

  for (guint i = 0; i < issues->len; i++)
    {
      const LgIssue *issue = issues->pdata[i];

      if (strcmp (lg_field_get_nick (issue->field), field) == 0)
        return g_strdup_printf ("%s:%s", field, levels[issue->level]);
    }
  return g_strdup_printf ("%s:none", field);
}

static char *
ask_endpoint (GStrv       arguments,
              const char *expected)
{
  g_autoptr (LgEndpoint) endpoint = make_endpoint (arguments);
  g_autoptr (GPtrArray) issues = lg_endpoint_validate (endpoint, PRODUCT_KEY);

  return find_level (issues, expected);
}

static char *
ask_hint (GStrv       arguments,
          const char *expected)
{
  return find_in (lg_platform_get_host_hint (get_platform (arguments)), expected);
}

static char *
ask_lock (GStrv       arguments,
          const char *expected)
{
  return find_in (lg_platform_get_mqtt_5_lock (get_platform (arguments)), expected);
}

static char *
ask_mqtt_5 (GStrv       arguments,
            const char *expected)
{
  char *parts[] = { arguments[0], arguments[1], (char *) "cn-shanghai", NULL };
  g_autoptr (LgEndpoint) endpoint = make_endpoint (parts);

  lg_endpoint_set_protocol (endpoint, LG_PROTOCOL_MQTT_5);
  return g_strdup (lg_endpoint_is_protocol_offered (endpoint) ? "yes" : "no");
}

/* "x*65" */
static char *
repeat (const char *value)
{
  return g_str_has_prefix (value, "x*") ? g_strnfill (atoi (value + 2), 'x') : g_strdup (value);
}

static void
set_credential (LgCredentials *credentials,
                const char    *name,
                const char    *value)
{
  static const struct
  {
    const char *name;
    const char *property;
  } texts[] = {
    { "id", "client-id" }, { "dn", "device-name" }, { "pk", "product-key" },
    { "random", "random" }, { "device-id", "device-id" },
  };
  g_autoptr (GEnumClass) modes = g_type_class_ref (LG_TYPE_MODE);
  g_autoptr (GEnumClass) methods = g_type_class_ref (LG_TYPE_SIGN_METHOD);
  g_autoptr (LgSecret) secret = lg_secret_new (value);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].name, name) == 0)
      g_object_set (credentials, texts[i].property, value, NULL);
  if (strcmp (name, "secret") == 0)
    lg_credentials_set_secret (credentials, secret);
  else if (strcmp (name, "mode") == 0)
    lg_credentials_set_mode (credentials, g_enum_get_value_by_nick (modes, value)->value);
  else if (strcmp (name, "method") == 0)
    lg_credentials_set_sign_method (credentials, g_enum_get_value_by_nick (methods, value)->value);
  else if (strcmp (name, "superseded") == 0)
    lg_credentials_set_superseded_form (credentials, TRUE);
  else if (strcmp (name, "preregistered") == 0)
    lg_credentials_set_preregistered (credentials, FALSE);
  else if (strcmp (name, "ts") == 0)
    {
      lg_credentials_set_timestamp (credentials, value);
      lg_credentials_set_timestamp_policy (credentials, LG_TIMESTAMP_FIXED);
    }
}

/* Without a timestamp unless one is named. */
static LgCredentials *
make_credentials (GStrv arguments)
{
  LgCredentials *credentials = lg_credentials_new ();

  lg_credentials_set_timestamp_policy (credentials, LG_TIMESTAMP_NONE);
  for (guint i = 0; arguments[i] != NULL; i++)
    {
      const char *equals = strchr (arguments[i], '=');
      g_autofree char *name = equals != NULL ? g_strndup (arguments[i], equals - arguments[i])
                                             : NULL;
      g_autofree char *value = equals != NULL ? repeat (equals + 1) : NULL;

      if (name != NULL)
        set_credential (credentials, name, value);
    }
  return credentials;
}

static char *
ask_credentials (GStrv       arguments,
                 const char *expected)
{
  g_autoptr (LgCredentials) credentials = make_credentials (arguments);
  g_autoptr (GPtrArray) issues = lg_credentials_validate (credentials);

  return find_level (issues, expected);
}

/* The last argument says which of the values. */
static char *
ask_connect (GStrv       arguments,
             const char *expected)
{
  g_autoptr (LgCredentials) credentials = make_credentials (arguments);
  g_autoptr (GError) error = NULL;
  g_autoptr (LgConnectParams) params = NULL;
  gboolean tcp = g_strv_contains ((const char *const *) arguments, "security=tcp");
  const char *which = arguments[g_strv_length (arguments) - 1];

  params = lg_connect_params_new (credentials, tcp ? LG_SECURITY_TCP : LG_SECURITY_TLS, NOW_MS,
                                  &error);
  g_assert_no_error (error);
  if (strcmp (which, "client-id") == 0)
    return g_strdup (lg_connect_params_get_client_id (params));
  if (strcmp (which, "username") == 0)
    return g_strdup (lg_connect_params_get_username (params));
  if (strcmp (which, "content") == 0)
    return g_strdup (lg_connect_params_get_content (params));
  return g_strdup (lg_secret_peek (lg_connect_params_get_password (params)));
}

static char *
ask_topic_rule (GStrv       arguments,
                const char *expected)
{
  g_autoptr (GPtrArray) issues =
    lg_platform_validate_topic (get_platform (arguments), arguments[1]);

  return g_strdup_printf ("%u", issues->len);
}

/* "alibaba property-post up" */
static char *
ask_topic (GStrv       arguments,
           const char *expected)
{
  GPtrArray *topics = lg_platform_get_topics (get_platform (arguments));
  g_autoptr (LgCredentials) device = g_object_new (LG_TYPE_CREDENTIALS,
                                                   "product-key", PRODUCT_KEY,
                                                   "device-name", "press-04",
                                                   "device-id", "6c95875d0f5ba69607nzfl",
                                                   NULL);

  for (guint i = 0; i < topics->len; i++)
    {
      const LgTopic *topic = topics->pdata[i];

      if (strcmp (topic->id, arguments[1]) == 0
          && topic->upstream == (strcmp (arguments[2], "up") == 0))
        return lg_topic_expand (topic, device);
    }
  return NULL;
}

static char *
ask_remark (GStrv       arguments,
            const char *expected)
{
  const LgRemark *remark = lg_remark_find (
    arguments[0], lg_family_of_platform (lg_platform_get (arguments[1])));
  g_autofree char *text = g_strconcat (remark->meaning, " ", remark->advice, NULL);

  return find_in (text, expected);
}

/* The likeliest of what the line may mean. */
static char *
ask_log (GStrv       arguments,
         const char *expected)
{
  g_autofree char *line = g_strjoinv (" ", arguments);
  g_autoptr (GPtrArray) findings = lg_log_line_findings (line, LG_FAMILY_ALIBABA);

  return findings->len > 0 ? g_strdup (LG_FINDING (findings->pdata[0])->cause) : NULL;
}

static char *
ask_reason (GStrv       arguments,
            const char *expected)
{
  return find_in (lg_reason_code_get_name (LG_PACKET_DISCONNECT,
                                           strtoul (arguments[0], NULL, 16)), expected);
}

static const struct
{
  const char *verb;
  Ask         ask;
} verbs[] = {
  { "limit", ask_limit },
  { "keepalive", ask_keepalive },
  { "advice", ask_advice },
  { "window", ask_window },
  { "resets", ask_resets },
  { "port", ask_port },
  { "port-note", ask_port_note },
  { "recommended", ask_recommended },
  { "root", ask_root },
  { "host", ask_host },
  { "endpoint", ask_endpoint },
  { "hint", ask_hint },
  { "lock", ask_lock },
  { "mqtt-5", ask_mqtt_5 },
  { "credentials", ask_credentials },
  { "connect", ask_connect },
  { "topic-rule", ask_topic_rule },
  { "topic", ask_topic },
  { "remark", ask_remark },
  { "log", ask_log },
  { "reason", ask_reason },
};

static char *
ask (const char *verb,
     const char *arguments,
     const char *expected)
{
  g_auto (GStrv) list = g_strsplit (arguments, " ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (verbs[i].verb, verb) == 0)
      return verbs[i].ask (list, expected);

  g_error ("facts.tsv asks for “%s”", verb);
}

/* "FILE", a folder, or "FILE:WORDS" with words that stand in it. */
static void
assert_place (const char *where)
{
  gsize length = strcspn (where, ":");
  g_autofree char *relative = g_strndup (where, length);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", relative, NULL);
  g_autofree char *text = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_error ("%s: there is no such file", where);
  if (where[length] == '\0')
    return;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  if (strstr (text, where + length + 1) == NULL)
    g_error ("%s: the file does not have it", where);
}

static gboolean
is_answer (const char *answer,
           const char *expected)
{
  g_autofree char *lower = answer != NULL ? g_ascii_strdown (answer, -1) : NULL;
  g_autofree char *pattern = g_ascii_strdown (expected, -1);

  return lower != NULL && (strcmp (lower, pattern) == 0 || g_pattern_match_simple (pattern, lower));
}

static guint
test_row (char **columns)
{
  g_autofree char *answer = NULL;

  g_assert_cmpuint (g_strv_length (columns), ==, 6);
  g_assert_cmpint (g_utf8_strlen (columns[1], -1), <=, QUOTE_MAX);
  assert_place (columns[5]);
  answer = ask (columns[2], columns[3], columns[4]);
  if (is_answer (answer, columns[4]))
    return 0;

  g_printerr ("%s, “%s”: %s %s is %s, not %s\n", columns[0], columns[1], columns[2], columns[3],
              answer, columns[4]);
  return 1;
}

/* Every statement, all that are wrong at once. */
static void
test_statements (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "facts", "facts.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0, wrong = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && *lines[i] != '#')
      {
        g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);

        if (!g_hash_table_add (seen, lines[i]))
          g_error ("twice: %s", lines[i]);
        wrong += test_row (columns);
        n++;
      }
  g_assert_cmpuint (wrong, ==, 0);
  g_assert_cmpuint (n, >=, ROWS_MIN);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/facts/statements", test_statements);

  return g_test_run ();
}
