/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/lg-platform.h"

#include <string.h>

static void
test_ids (void)
{
  const char *const *ids = lg_platform_get_ids ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const LgPlatform *platform = lg_platform_get (ids[i]);

      g_assert_nonnull (platform);
      g_assert_true (platform == lg_platform_get (ids[i]));
      g_assert_cmpstr (lg_platform_get_id (platform), ==, ids[i]);
      g_assert_cmpstr (lg_platform_get_name (platform), !=, "");
      g_assert_nonnull (lg_platform_get_source (platform));
    }

  g_assert_null (lg_platform_get ("nowhere"));
}

/* The pairings the vendors document. */
static void
test_ports (void)
{
  static const struct
  {
    const char *platform;
    guint       port;
    LgSecurity  security;
    const char *root;
    gboolean    recommended;
  } rows[] = {
    { "alibaba", 8883, LG_SECURITY_TLS, "aliyun-iot", TRUE },
    { "alibaba", 1883, LG_SECURITY_TLS, "globalsign-r1", FALSE },
    { "alibaba", 443, LG_SECURITY_TLS, "globalsign-r1", FALSE },
    { "alibaba", 1883, LG_SECURITY_TCP, NULL, FALSE },
    { "alibaba", 443, LG_SECURITY_TCP, NULL, FALSE },
    { "tuya", 8883, LG_SECURITY_TLS, "tuya", TRUE },
    { "tuya", 443, LG_SECURITY_TLS, "usertrust-rsa", FALSE },
    { "tuya", 1883, LG_SECURITY_TCP, NULL, FALSE },
    { "tuyalink", 8883, LG_SECURITY_TLS, "godaddy-g2", TRUE },
  };
  guint total = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const LgPlatform *platform = lg_platform_get (rows[i].platform);
      const LgPort *port = lg_platform_find_port (platform, rows[i].port, rows[i].security);

      g_assert_nonnull (port);
      g_assert_cmpstr (port->root, ==, rows[i].root);
      g_assert_cmpint (port->recommended, ==, rows[i].recommended);
      g_assert_nonnull (port->source);
    }

  for (const char *const *id = lg_platform_get_ids (); *id != NULL; id++)
    total += lg_platform_get_ports (lg_platform_get (*id))->len;
  g_assert_cmpuint (total, ==, G_N_ELEMENTS (rows));

  g_assert_null (lg_platform_find_port (lg_platform_get ("alibaba"), 8883, LG_SECURITY_TCP));
}

static void
test_limits (void)
{
  const LgLimits *limits = lg_platform_get_limits (lg_platform_get ("alibaba"));

  g_assert_cmpuint (limits->keepalive_min, ==, 30);
  g_assert_cmpuint (limits->keepalive_max, ==, 1200);
  g_assert_cmpuint (limits->keepalive_recommended, ==, 300);
  g_assert_cmpuint (limits->keepalive_factor_percent, ==, 150);
  g_assert_cmpuint (limits->scan_period, ==, 30);
  g_assert_cmpuint (limits->client_id_max, ==, 64);
  g_assert_cmpuint (limits->topic_max, ==, 128);
  g_assert_cmpuint (limits->topic_slashes_max, ==, 7);
  g_assert_cmpuint (limits->payload_max, ==, 262144);
  g_assert_cmpuint (limits->qos_max, ==, 1);
  g_assert_false (limits->retain);
  g_assert_cmpuint (limits->connects_per_minute, ==, 5);

  /* Retained messages came with MQTT 5. */
  limits = lg_platform_get_limits_of (lg_platform_get ("alibaba"), LG_PROTOCOL_MQTT_5);
  g_assert_true (limits->retain);
  g_assert_cmpuint (limits->qos_max, ==, 1);
  g_assert_cmpuint (limits->keepalive_max, ==, 1200);
}

static void
test_practice_is_like_alibaba (void)
{
  const LgPlatform *alibaba = lg_platform_get ("alibaba");
  const LgPlatform *practice = lg_platform_get ("practice");

  g_assert_cmpmem (lg_platform_get_limits (practice), sizeof (LgLimits),
                   lg_platform_get_limits (alibaba), sizeof (LgLimits));
  g_assert_true (lg_platform_get_topics (practice) == lg_platform_get_topics (alibaba));
}

static const LgTopic *
find_topic (GPtrArray  *topics,
            const char *id)
{
  for (guint i = 0; i < topics->len; i++)
    if (strcmp (((LgTopic *) topics->pdata[i])->id, id) == 0)
      return topics->pdata[i];

  return NULL;
}

static LgCredentials *
make_device (void)
{
  return g_object_new (LG_TYPE_CREDENTIALS,
                       "product-key", "a1B2c3D4e5F",
                       "device-name", "press-04",
                       "device-id", "6c95875d0f5ba69607nzfl",
                       NULL);
}

static void
test_expand (void)
{
  static const struct
  {
    const char *platform;
    const char *id;
    const char *topic;
    const char *reply;
  } rows[] = {
    { "alibaba", "property-post", "/sys/a1B2c3D4e5F/press-04/thing/event/property/post",
      "property-post-reply" },
    { "tuyalink", "property-report", "tylink/6c95875d0f5ba69607nzfl/thing/property/report",
      "property-report-response" },
  };
  g_autoptr (LgCredentials) device = make_device ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GPtrArray *topics = lg_platform_get_topics (lg_platform_get (rows[i].platform));
      const LgTopic *topic = find_topic (topics, rows[i].id);
      g_autofree char *expanded = lg_topic_expand (topic, device);

      g_assert_cmpstr (expanded, ==, rows[i].topic);
      g_assert_true (topic->upstream);
      g_assert_cmpstr (topic->reply, ==, rows[i].reply);
    }
}

/* No variable is left, no rule of the platform is broken, and a reply comes from the platform. */
static void
check_topics (const LgPlatform *platform)
{
  GPtrArray *topics = lg_platform_get_topics (platform);
  g_autoptr (LgCredentials) device = make_device ();

  for (guint i = 0; i < topics->len; i++)
    {
      const LgTopic *topic = topics->pdata[i];
      g_autofree char *text = lg_topic_expand (topic, device);
      g_autoptr (GPtrArray) issues = lg_platform_validate_topic (platform, text);

      g_assert_null (strstr (text, "${"));
      g_assert_cmpuint (issues->len, ==, 0);
      g_assert_true (topic->upstream || topic->payload == NULL);
      if (topic->reply != NULL)
        g_assert_false (find_topic (topics, topic->reply)->upstream);
    }
}

static void
test_topics (void)
{
  for (const char *const *id = lg_platform_get_ids (); *id != NULL; id++)
    check_topics (lg_platform_get (*id));
}

static void
test_modes (void)
{
  static const struct
  {
    const char *platform;
    LgMode      mode;
  } rows[] = {
    { "alibaba", LG_MODE_DEVICE_SECRET },
    { "tuya", LG_MODE_DEVICE_SECRET },
    { "tuyalink", LG_MODE_TUYALINK },
    { "custom", LG_MODE_CUSTOM },
    { "practice", LG_MODE_DEVICE_SECRET },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (lg_platform_get_mode (lg_platform_get (rows[i].platform)), ==, rows[i].mode);

  g_assert_true (lg_platform_of_mode (LG_MODE_TUYALINK) == lg_platform_get ("tuyalink"));
  g_assert_true (lg_platform_of_mode (LG_MODE_CUSTOM) == lg_platform_get ("custom"));
  g_assert_true (lg_platform_of_mode (LG_MODE_REGISTRATION) == lg_platform_get ("alibaba"));
}

#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN

static void
test_validate_topic (void)
{
  static const struct
  {
    const char *platform;
    const char *topic;
    guint       n_issues;
  } rows[] = {
    { "alibaba", "/pk/device/user/update", 0 },
    { "alibaba", SIXTY SIXTY "12345678", 0 },
    { "alibaba", SIXTY SIXTY "123456789", 1 },
    { "alibaba", "/1/2/3/4/5/6/7", 0 },
    { "alibaba", "/1/2/3/4/5/6/7/8", 1 },
    { "alibaba", "/1/2/3/4/5/6/7/8" SIXTY SIXTY, 2 },
    { "alibaba", "/sys/pk/device/thing/event/property/batch/post", 0 },
    { "custom", "/1/2/3/4/5/6/7/8" SIXTY SIXTY, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) issues =
        lg_platform_validate_topic (lg_platform_get (rows[i].platform), rows[i].topic);

      g_assert_cmpuint (issues->len, ==, rows[i].n_issues);
      if (issues->len > 0)
        g_assert_cmpint (lg_issues_find (issues, LG_FIELD_TOPIC)->level, ==, LG_ISSUE_RULE);
    }
}

static void
test_validate_keepalive (void)
{
  static const struct
  {
    const char *platform;
    guint       seconds;
    int         level;
  } rows[] = {
    { "alibaba", 1, LG_ISSUE_RULE },
    { "alibaba", 29, LG_ISSUE_RULE },
    { "alibaba", 30, LG_ISSUE_RISK },
    { "alibaba", 299, LG_ISSUE_RISK },
    { "alibaba", 300, -1 },
    { "alibaba", 1200, -1 },
    { "alibaba", 1201, LG_ISSUE_RULE },
    { "alibaba", 0, LG_ISSUE_RULE },
    { "alibaba", 65536, LG_ISSUE_ERROR },
    { "tuyalink", 20, LG_ISSUE_RULE },
    { "tuyalink", 60, -1 },
    { "tuya", 0, LG_ISSUE_RULE },
    { "tuya", 29, LG_ISSUE_RULE },
    { "tuya", 30, LG_ISSUE_RISK },
    { "tuya", 1200, -1 },
    { "tuya", 1201, LG_ISSUE_RULE },
    { "practice", 20, LG_ISSUE_RULE },
    { "custom", 0, -1 },
    { "custom", 20, -1 },
    { "custom", 70000, LG_ISSUE_ERROR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgIssue) issue =
        lg_platform_validate_keepalive (lg_platform_get (rows[i].platform), rows[i].seconds);

      g_assert_cmpint (issue != NULL ? (int) issue->level : -1, ==, rows[i].level);
    }
}

/* The range, the reason, both ways to leave the middle of it, and which page no longer counts. */
static void
test_keepalive_advice (void)
{
  static const struct
  {
    const char *platform;
    const char *says[6];
    const char *omits;
  } rows[] = {
    { "alibaba",
      { "30 to 1200 s", "300 s or more", "unstable network choose it longer, towards 1200 s",
        "NAT", "1.5 × Keep Alive", "superseded" }, NULL },
    { "tuya", { "30 to 1200 s", "300 s or more", "NAT", "up to 30 s" }, "superseded" },
    { "practice", { "30 to 1200 s", "superseded" }, NULL },
    { "custom", { NULL }, "1200" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *advice =
        lg_platform_dup_keepalive_advice (lg_platform_get (rows[i].platform));

      g_test_message ("%s", advice);
      for (guint j = 0; j < G_N_ELEMENTS (rows[i].says) && rows[i].says[j] != NULL; j++)
        g_assert_nonnull (strstr (advice, rows[i].says[j]));
      if (rows[i].omits != NULL)
        g_assert_null (strstr (advice, rows[i].omits));
    }
}

static void
assert_listed (const char *list,
               const char *text)
{
  g_autofree char *entry = g_strdup_printf ("\nN_(\"%s\")\n", text);

  if (strstr (list, entry) == NULL)
    g_error ("data/platforms/strings.c lacks: %s", text);
}

/* Nothing a key file shows may be lost to the translators, and every entry names its source. */
static void
test_strings_and_sources (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "platforms", NULL);
  g_autofree char *list_path = g_build_filename (folder, "strings.c", NULL);
  g_autofree char *list = NULL;

  g_assert_true (g_file_get_contents (list_path, &list, NULL, NULL));

  for (const char *const *id = lg_platform_get_ids (); *id != NULL; id++)
    {
      g_autofree char *name = g_strconcat (*id, ".ini", NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GKeyFile) file = g_key_file_new ();
      g_auto (GStrv) groups = NULL;

      g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL));
      groups = g_key_file_get_groups (file, NULL);
      for (guint i = 0; groups[i] != NULL; i++)
        {
          gboolean regions = strcmp (groups[i], "Regions") == 0;
          g_auto (GStrv) keys = g_key_file_get_keys (file, groups[i], NULL, NULL);

          g_assert_true (regions || g_key_file_has_key (file, groups[i], "source", NULL));
          for (guint j = 0; keys[j] != NULL; j++)
            {
              g_autofree char *text = g_key_file_get_string (file, groups[i], keys[j], NULL);

              if (regions || g_strv_contains ((const char *const []) { "name", "note",
                                              "host-hint", NULL }, keys[j]))
                assert_listed (list, text);
            }
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/platform/ids", test_ids);
  g_test_add_func ("/platform/ports", test_ports);
  g_test_add_func ("/platform/limits", test_limits);
  g_test_add_func ("/platform/practice-is-like-alibaba", test_practice_is_like_alibaba);
  g_test_add_func ("/platform/modes", test_modes);
  g_test_add_func ("/platform/expand", test_expand);
  g_test_add_func ("/platform/topics", test_topics);
  g_test_add_func ("/platform/validate-topic", test_validate_topic);
  g_test_add_func ("/platform/validate-keepalive", test_validate_keepalive);
  g_test_add_func ("/platform/keepalive-advice", test_keepalive_advice);
  g_test_add_func ("/platform/strings-and-sources", test_strings_and_sources);

  return g_test_run ();
}
