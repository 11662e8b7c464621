/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules a platform file keeps; docs/platform-file.md tells them. */
#include "config.h"

#include "lg-platform-private.h"

#include "device/lg-printable.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TEXT_MAX 1000
#define PAYLOAD_MAX 4000
#define HOST_MAX 253
#define TOPIC_MAX 1024

/* WORDS may have other languages, as name[zh_CN]. */
typedef enum
{
  WORDS,
  TEXT,
  PAYLOAD,
  BOOLEAN,
  NUMBER,
  HOST,
  DOMAINS,
  LIST,
  MODE,
  LIKE,
  KINDS,
  ROOT,
  TOPIC,
  REPLY,
} Kind;

typedef struct
{
  const char *key;
  Kind        kind;
  gboolean    required;
  guint       min;
  guint       max;
} Rule;

static const Rule platform_rules[] = {
  { "name", WORDS, TRUE },
  { "source", TEXT, TRUE },
  { "host-hint", WORDS },
  { "mode", MODE },
  { "like", LIKE },
  { NULL },
};

static const Rule host_rules[] = {
  { "public", HOST },
  { "instance", HOST },
  { "ipv6", HOST },
  { "ipv6-region", TEXT },
  { "ipv6-port", NUMBER, FALSE, 1, G_MAXUINT16 },
  { "mqtt-5", KINDS },
  { "mqtt-5-note", WORDS },
  { "mqtt-5-lock", WORDS },
  { "domains", DOMAINS },
  { "instance-regions", LIST },
  { "source", TEXT },
  { NULL },
};

static const Rule port_rules[] = {
  { "root", ROOT },
  { "recommended", BOOLEAN },
  { "note", WORDS },
  { "source", TEXT },
  { NULL },
};

static const Rule limit_rules[] = {
  { "keepalive-min", NUMBER, FALSE, 1, G_MAXUINT16 },
  { "keepalive-max", NUMBER, FALSE, 1, G_MAXUINT16 },
  { "keepalive-recommended", NUMBER, FALSE, 1, G_MAXUINT16 },
  { "keepalive-factor-percent", NUMBER, FALSE, 100, 1000 },
  { "scan-period", NUMBER, FALSE, 0, 3600 },
  { "note", WORDS },
  { "client-id-max", NUMBER, FALSE, 1, G_MAXUINT16 },
  { "topic-max", NUMBER, FALSE, 1, G_MAXUINT16 },
  { "topic-slashes-max", NUMBER, FALSE, 1, G_MAXUINT16 },
  { "payload-max", NUMBER, FALSE, 1, 268435455 },
  { "qos-max", NUMBER, FALSE, 0, 2 },
  { "retain", BOOLEAN },
  { "connects-per-minute", NUMBER, FALSE, 1, 60000 },
  { "subscriptions-max", NUMBER, FALSE, 1, 1000000 },
  { "publishes-per-second", NUMBER, FALSE, 1, 1000000 },
  { "publishes-per-second-qos-1", NUMBER, FALSE, 1, 1000000 },
  { "source", TEXT },
  { NULL },
};

static const Rule limit_5_rules[] = {
  { "retain", BOOLEAN },
  { "source", TEXT },
  { NULL },
};

static const Rule topic_rules[] = {
  { "name", WORDS, TRUE },
  { "topic", TOPIC, TRUE },
  { "upstream", BOOLEAN },
  { "reply", REPLY },
  { "payload", PAYLOAD },
  { "source", TEXT },
  { NULL },
};

/* Its keys are the identifiers of regions. */
static const Rule region_rule = { NULL, WORDS };
static const Rule region_host_rule = { NULL, HOST };
static const Rule source_rule = { "source", TEXT };

typedef struct
{
  GKeyFile          *file;
  LgPlatformLines   *lines;
  const char *const *roots;
  GPtrArray         *faults;
  const char        *group;
  const char        *key;
} Check;

static void complain (Check      *self,
                      const char *format,
                      ...) G_GNUC_PRINTF (2, 3);

/* Tells of the key being looked at; of one that is missing at its group. */
static void
complain (Check      *self,
          const char *format,
          ...)
{
  g_autofree char *message = NULL;
  guint line = lg_platform_lines_find (self->lines, self->group, self->key);
  va_list arguments;

  va_start (arguments, format);
  message = lg_printable_vformat (format, arguments);
  va_end (arguments);
  if (line == 0)
    line = lg_platform_lines_find (self->lines, self->group, NULL);
  g_ptr_array_add (self->faults,
                   lg_platform_fault_new (line, self->group, self->key, "%s", message));
}

static gboolean
has (Check      *self,
     const char *group,
     const char *key)
{
  return g_key_file_has_key (self->file, group, key, NULL);
}

static void
check_text (Check      *self,
            const char *text,
            gsize       max)
{
  if (*text == '\0')
    complain (self, _("The value is empty."));
  else if (strlen (text) > max)
    complain (self, _("The value has %zu bytes; at most %zu are allowed."), strlen (text), max);
  else
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
      if (!lg_printable_is_harmless (g_utf8_get_char (p)) && *p != '\n' && *p != '\t')
        {
          complain (self, _("The value has a character that cannot be shown (U+%04X)."),
                    g_utf8_get_char (p));
          return;
        }
}

static void
check_number (Check      *self,
              const char *text,
              const Rule *rule)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, rule->min, rule->max, &number, NULL))
    complain (self, _("“%s” is no number from %u to %u."), text, rule->min, rule->max);
}

/* The text behind the variable at @text, which may be one of @variables only. */
static const char *
skip_variable (Check             *self,
               const char        *text,
               const char *const *variables)
{
  const char *end = strchr (text, '}');
  g_autofree char *name = end != NULL ? g_strndup (text, end + 1 - text) : g_strdup (text);
  g_autofree char *all = g_strjoinv (", ", (char **) variables);

  if (end != NULL && g_strv_contains (variables, name))
    return end + 1;

  complain (self, _("“%s” is none of %s."), name, all);
  return NULL;
}

static void
check_host (Check      *self,
            const char *text)
{
  static const char *const variables[] = {
    "${productKey}", "${regionId}", "${regionHost}", "${instanceId}", NULL,
  };

  if (*text == '\0' || strlen (text) > HOST_MAX)
    {
      check_text (self, text, HOST_MAX);
      return;
    }
  while (text != NULL && *text != '\0')
    if (g_str_has_prefix (text, "${"))
      text = skip_variable (self, text, variables);
    else if (g_ascii_isalnum (*text) || strchr (".-_", *text) != NULL)
      text++;
    else
      {
        complain (self, _("A host has letters, digits, dots, hyphens and variables only, and "
                          "neither a scheme nor a port."));
        return;
      }
}

static void
check_topic (Check      *self,
             const char *text)
{
  static const char *const variables[] = {
    "${productKey}", "${deviceName}", "${deviceId}", NULL,
  };
  gboolean upstream = g_key_file_get_boolean (self->file, self->group, "upstream", NULL);
  g_auto (GStrv) levels = g_strsplit (text, "/", -1);

  check_text (self, text, TOPIC_MAX);
  for (const char *p = text; p != NULL && (p = strstr (p, "${")) != NULL;)
    p = skip_variable (self, p, variables);

  for (guint i = 0; levels[i] != NULL; i++)
    if (strpbrk (levels[i], "+#") != NULL && upstream)
      complain (self, _("A device publishes to no wildcard."));
    else if (strpbrk (levels[i], "+#") != NULL
             && (strlen (levels[i]) > 1 || (levels[i][0] == '#' && levels[i + 1] != NULL)))
      complain (self, _("A wildcard is a level of its own, and “#” the last one."));
}

static void
check_reply (Check      *self,
             const char *text)
{
  g_autofree char *group = g_strconcat ("Topic ", text, NULL);

  if (!g_key_file_has_group (self->file, group)
      || g_key_file_get_boolean (self->file, group, "upstream", NULL))
    complain (self, _("“%s” is no topic of this file that the platform publishes to."), text);
}

static void
check_choice (Check             *self,
              const char        *text,
              const char *const *choices)
{
  g_autofree char *all = g_strjoinv (", ", (char **) choices);

  if (!g_strv_contains (choices, text))
    complain (self, _("“%s” is none of %s."), text, all);
}

static void
check_mode (Check      *self,
            const char *text)
{
  g_autoptr (GEnumClass) modes = g_type_class_ref (LG_TYPE_MODE);
  g_autoptr (GPtrArray) nicks = g_ptr_array_new ();

  for (guint i = 0; i < modes->n_values; i++)
    g_ptr_array_add (nicks, (char *) modes->values[i].value_nick);
  g_ptr_array_add (nicks, NULL);
  check_choice (self, text, (const char *const *) nicks->pdata);
}

/* A file beside the platform's is known by its dot. */
static void
check_root (Check      *self,
            const char *text)
{
  check_text (self, text, TEXT_MAX);
  if (self->roots != NULL && strpbrk (text, "./") == NULL && *text != '\0')
    check_choice (self, text, self->roots);
}

static void
check_list (Check      *self,
            const Rule *rule)
{
  static const char *const kinds[] = { "public", "instance", "ipv6", NULL };
  g_auto (GStrv) list =
    g_key_file_get_string_list (self->file, self->group, self->key, NULL, NULL);

  if (list == NULL || list[0] == NULL)
    complain (self, _("The value is empty."));
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    if (rule->kind == LIST)
      check_text (self, list[i], TEXT_MAX);
    else if (rule->kind == DOMAINS)
      check_host (self, list[i]);
    else if (!g_strv_contains (kinds, list[i]))
      check_choice (self, list[i], kinds);
    else if (!has (self, "Hosts", list[i]))
      complain (self, _("There is no host “%s” in this group."), list[i]);
}

static void
check_value (Check      *self,
             const Rule *rule)
{
  static const char *const booleans[] = { "true", "false", NULL };
  static const char *const models[] = { "alibaba", "tuya", "tuyalink", "custom", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_key_file_get_string (self->file, self->group, self->key, &error);

  if (error != NULL)
    {
      complain (self, _("A backslash stands for nothing here; write “\\\\” for one."));
      return;
    }

  switch (rule->kind)
    {
    case WORDS:
    case TEXT:
      check_text (self, text, TEXT_MAX);
      break;

    case PAYLOAD:
      check_text (self, text, PAYLOAD_MAX);
      break;

    case BOOLEAN:
      check_choice (self, text, booleans);
      break;

    case NUMBER:
      check_number (self, text, rule);
      break;

    case HOST:
      check_host (self, text);
      break;

    case MODE:
      check_mode (self, text);
      break;

    case LIKE:
      check_choice (self, text, models);
      break;

    case ROOT:
      check_root (self, text);
      break;

    case TOPIC:
      check_topic (self, text);
      break;

    case REPLY:
      check_reply (self, text);
      break;

    case DOMAINS:
    case LIST:
    case KINDS:
    default:
      check_list (self, rule);
    }
}

/* The rule of "name[zh_CN]" is that of "name", where other languages make sense. */
static const Rule *
find_rule (const Rule *rules,
           const char *key)
{
  for (guint i = 0; rules[i].key != NULL; i++)
    {
      gsize length = strlen (rules[i].key);

      if (strncmp (rules[i].key, key, length) == 0
          && (key[length] == '\0' || (rules[i].kind == WORDS && key[length] == '[')))
        return &rules[i];
    }
  return NULL;
}

static void
check_group (Check      *self,
             const Rule *rules)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->file, self->group, NULL, NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const Rule *rule = find_rule (rules, keys[i]);

      self->key = keys[i];
      if (rule == NULL)
        complain (self, _("There is no such key in this group."));
      else
        check_value (self, rule);
    }
  for (guint i = 0; rules[i].key != NULL; i++)
    {
      self->key = rules[i].key;
      if (rules[i].required && !has (self, self->group, self->key))
        complain (self, _("The key is missing."));
    }
  self->key = NULL;
}

/* The keys are the regions themselves. */
static void
check_regions (Check      *self,
               gboolean    hosts,
               const Rule *rule)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->file, self->group, NULL, NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      gsize length = strcspn (keys[i], "[");
      g_autofree char *id = g_strndup (keys[i], length);

      self->key = keys[i];
      if (hosts && strcmp (keys[i], "source") == 0)
        check_value (self, &source_rule);
      else if (!lg_platform_is_id (id) || (hosts && keys[i][length] != '\0'))
        complain (self, _("A region has small letters, digits and hyphens, 32 at most."));
      else if (hosts && !has (self, "Regions", id))
        complain (self, _("There is no such region in [Regions]."));
      else
        check_value (self, rule);
    }
  self->key = NULL;
}

/* "Port 8883 tls" */
static void
check_port (Check      *self,
            const char *title)
{
  g_auto (GStrv) parts = g_strsplit (title, " ", -1);
  gboolean tcp = g_strv_length (parts) == 2 && strcmp (parts[1], "tcp") == 0;

  if (g_strv_length (parts) != 2 || (!tcp && strcmp (parts[1], "tls") != 0)
      || !g_ascii_string_to_unsigned (parts[0], 10, 1, G_MAXUINT16, NULL, NULL))
    complain (self, _("The group of a port is named as [Port 8883 tls] or [Port 1883 tcp]."));
  check_group (self, port_rules);
  if (tcp && has (self, self->group, "root"))
    {
      self->key = "root";
      complain (self, _("Without TLS there is no root certificate."));
    }
}

static void
check_topic_group (Check      *self,
                   const char *id)
{
  if (!lg_platform_is_id (id))
    complain (self, _("A topic’s name has small letters, digits and hyphens, 32 at most."));
  check_group (self, topic_rules);
}

/* A host that needs a region needs the regions, too. */
static void
check_host_parts (Check *self)
{
  static const char *const needs[][2] = {
    { "${regionId}", "Regions" },
    { "${regionHost}", "Region hosts" },
  };
  static const char *const hosts[] = { "public", "instance", "ipv6" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (needs); k++)
      {
        g_autofree char *host = g_key_file_get_string (self->file, "Hosts", hosts[i], NULL);

        self->key = hosts[i];
        if (host != NULL && strstr (host, needs[k][0]) != NULL
            && !g_key_file_has_group (self->file, needs[k][1]))
          complain (self, _("%s needs the group [%s]."), needs[k][0], needs[k][1]);
      }
  self->key = "ipv6";
  if (has (self, "Hosts", "ipv6")
      && !(has (self, "Hosts", "ipv6-region") && has (self, "Hosts", "ipv6-port")))
    complain (self, _("An IPv6 host needs the keys ipv6-region and ipv6-port."));
}

/* What is not given is 0, which is no limit. */
static void
check_keepalive (Check *self)
{
  guint min = g_key_file_get_integer (self->file, "Limits", "keepalive-min", NULL);
  guint max = g_key_file_get_integer (self->file, "Limits", "keepalive-max", NULL);
  guint advice = g_key_file_get_integer (self->file, "Limits", "keepalive-recommended", NULL);

  self->key = "keepalive-max";
  if (min > 0 && max == 0)
    complain (self, _("The key is missing."));
  else if (max > 0 && min > max)
    complain (self, _("It is less than keepalive-min (%u)."), min);
  self->key = "keepalive-recommended";
  if (advice > 0 && (advice < min || (max > 0 && advice > max)))
    complain (self, _("It lies outside %u to %u."), min, max);
}

static void
check_any_group (Check *self)
{
  gboolean like = has (self, "Platform", "like");
  gboolean rules = g_str_has_prefix (self->group, "Limits")
                   || g_str_has_prefix (self->group, "Topic ");

  if (like && rules)
    complain (self, _("“like” takes limits and topics from the other platform; leave this group "
                      "out."));
  if (strcmp (self->group, "Platform") == 0)
    check_group (self, platform_rules);
  else if (strcmp (self->group, "Hosts") == 0)
    {
      check_group (self, host_rules);
      check_host_parts (self);
    }
  else if (strcmp (self->group, "Regions") == 0)
    check_regions (self, FALSE, &region_rule);
  else if (strcmp (self->group, "Region hosts") == 0)
    check_regions (self, TRUE, &region_host_rule);
  else if (strcmp (self->group, "Limits") == 0)
    {
      check_group (self, limit_rules);
      check_keepalive (self);
    }
  else if (strcmp (self->group, "Limits MQTT 5") == 0)
    check_group (self, limit_5_rules);
  else if (g_str_has_prefix (self->group, "Port "))
    check_port (self, self->group + strlen ("Port "));
  else if (g_str_has_prefix (self->group, "Topic "))
    check_topic_group (self, self->group + strlen ("Topic "));
  else
    complain (self, _("There is no such group: Platform, Hosts, Regions, Region hosts, Port …, "
                      "Limits, Limits MQTT 5, Topic …."));
}

/*
 * lg_platform_verify:
 * @file: a platform's key file
 * @lines: where its values stand
 * @roots: (nullable): the names of the roots there are; %NULL to take any
 * @faults: (element-type LgPlatformFault): where what is wrong goes
 *
 * Judges every value. A file without faults can be read by lg_platform_new_from_file().
 */
void
lg_platform_verify (GKeyFile          *file,
                    LgPlatformLines   *lines,
                    const char *const *roots,
                    GPtrArray         *faults)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  Check self = { .file = file, .lines = lines, .roots = roots, .faults = faults };

  if (!g_key_file_has_group (file, "Platform"))
    g_ptr_array_add (faults, lg_platform_fault_new (0, "Platform", NULL,
                                                    _("The group is missing.")));
  for (guint i = 0; groups[i] != NULL; i++)
    {
      self.group = groups[i];
      self.key = NULL;
      check_any_group (&self);
    }
}
