/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-platform-private.h"

#include "lg-platform-resources.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RESOURCE_PATH "/org/linkglass/Linkglass/platforms/"
#define PORT_GROUP "Port "
#define TOPIC_GROUP "Topic "

/* Where no platform file tells what is known: MQTT's own rules. */
#define MQTT_KEEPALIVE_PERCENT 150

static void
lg_port_free (LgPort *port)
{
  g_free (port->root);
  g_free (port->note);
  g_free (port->source);
  g_free (port);
}

static void
lg_region_free (LgRegion *region)
{
  g_free (region->id);
  g_free (region->name);
  g_free (region->host);
  g_free (region);
}

static void
lg_topic_free (LgTopic *topic)
{
  g_free (topic->id);
  g_free (topic->name);
  g_free (topic->topic);
  g_free (topic->reply);
  g_free (topic->payload);
  g_free (topic);
}

static char *
get_string (GKeyFile   *file,
            const char *group,
            const char *key)
{
  return g_key_file_get_string (file, group, key, NULL);
}

/* strings.c beside the key files holds what is translated here; an operator's own file has its
 * translations in it. */
static char *
get_translated (GKeyFile   *file,
                const char *group,
                const char *key)
{
  g_autofree char *text = g_key_file_get_locale_string (file, group, key, NULL, NULL);

  return text != NULL ? g_strdup (_(text)) : NULL;
}

static guint
get_number (GKeyFile   *file,
            const char *group,
            const char *key)
{
  return g_key_file_get_integer (file, group, key, NULL);
}

/* Most platforms have devices of the first mode, and do not say so. */
static LgMode
get_mode (GKeyFile *file)
{
  g_autofree char *nick = get_string (file, "Platform", "mode");
  g_autoptr (GEnumClass) modes = g_type_class_ref (LG_TYPE_MODE);
  const GEnumValue *mode = nick != NULL ? g_enum_get_value_by_nick (modes, nick) : NULL;

  return mode != NULL ? (LgMode) mode->value : LG_MODE_DEVICE_SECRET;
}

/* "Port 8883 tls" */
static LgPort *
read_port (GKeyFile   *file,
           const char *group)
{
  LgPort *port = g_new0 (LgPort, 1);
  char *end;

  port->port = g_ascii_strtoull (group + strlen (PORT_GROUP), &end, 10);
  port->security = strcmp (end, " tls") == 0 ? LG_SECURITY_TLS : LG_SECURITY_TCP;
  port->root = get_string (file, group, "root");
  port->recommended = g_key_file_get_boolean (file, group, "recommended", NULL);
  port->note = get_translated (file, group, "note");
  port->source = get_string (file, group, "source");

  return port;
}

/* "Topic property-post" */
static LgTopic *
read_topic (GKeyFile   *file,
            const char *group)
{
  LgTopic *topic = g_new0 (LgTopic, 1);

  topic->id = g_strdup (group + strlen (TOPIC_GROUP));
  topic->name = get_translated (file, group, "name");
  topic->topic = get_string (file, group, "topic");
  topic->upstream = g_key_file_get_boolean (file, group, "upstream", NULL);
  topic->reply = get_string (file, group, "reply");
  topic->payload = get_string (file, group, "payload");

  return topic;
}

static void
read_regions (LgPlatform *self,
              GKeyFile   *file)
{
  g_auto (GStrv) ids = g_key_file_get_keys (file, "Regions", NULL, NULL);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      LgRegion *region;

      if (strchr (ids[i], '[') != NULL)
        continue;
      region = g_new0 (LgRegion, 1);

      region->id = g_strdup (ids[i]);
      region->name = get_translated (file, "Regions", ids[i]);
      region->host = get_string (file, "Region hosts", ids[i]);
      g_ptr_array_add (self->regions, region);
    }
}

static void
read_limits (LgPlatform *self,
             GKeyFile   *file)
{
  LgLimits *five = &self->limits[LG_PROTOCOL_MQTT_5];
  LgLimits limits = {
    .keepalive_min = get_number (file, "Limits", "keepalive-min"),
    .keepalive_max = get_number (file, "Limits", "keepalive-max"),
    .keepalive_recommended = get_number (file, "Limits", "keepalive-recommended"),
    .keepalive_factor_percent = get_number (file, "Limits", "keepalive-factor-percent"),
    .keepalive_note = get_translated (file, "Limits", "note"),
    .scan_period = get_number (file, "Limits", "scan-period"),
    .client_id_max = get_number (file, "Limits", "client-id-max"),
    .topic_max = get_number (file, "Limits", "topic-max"),
    .topic_slashes_max = get_number (file, "Limits", "topic-slashes-max"),
    .payload_max = get_number (file, "Limits", "payload-max"),
    .qos_max = get_number (file, "Limits", "qos-max"),
    .retain = g_key_file_get_boolean (file, "Limits", "retain", NULL),
    .connects_per_minute = get_number (file, "Limits", "connects-per-minute"),
    .subscriptions_max = get_number (file, "Limits", "subscriptions-max"),
    .publishes_per_second = get_number (file, "Limits", "publishes-per-second"),
    .publishes_per_second_qos_1 = get_number (file, "Limits", "publishes-per-second-qos-1"),
  };

  self->limits[LG_PROTOCOL_MQTT_3_1_1] = *five = limits;
  five->retain |= g_key_file_get_boolean (file, "Limits MQTT 5", "retain", NULL);
}

static void
read_hosts (LgPlatform *self,
            GKeyFile   *file)
{
  g_autoptr (GEnumClass) kinds = g_type_class_ref (LG_TYPE_HOST_KIND);
  g_auto (GStrv) mqtt_5 = g_key_file_get_string_list (file, "Hosts", "mqtt-5", NULL, NULL);

  self->hosts[LG_HOST_PUBLIC] = get_string (file, "Hosts", "public");
  self->hosts[LG_HOST_INSTANCE] = get_string (file, "Hosts", "instance");
  self->hosts[LG_HOST_IPV6] = get_string (file, "Hosts", "ipv6");
  self->mqtt_5_note = get_translated (file, "Hosts", "mqtt-5-note");
  self->mqtt_5_lock = get_translated (file, "Hosts", "mqtt-5-lock");
  for (guint i = 0; mqtt_5 != NULL && mqtt_5[i] != NULL; i++)
    self->mqtt_5[g_enum_get_value_by_nick (kinds, mqtt_5[i])->value] = TRUE;
  self->ipv6_region = get_string (file, "Hosts", "ipv6-region");
  self->ipv6_port = get_number (file, "Hosts", "ipv6-port");
  self->domains = g_key_file_get_string_list (file, "Hosts", "domains", NULL, NULL);
  self->instance_regions =
    g_key_file_get_string_list (file, "Hosts", "instance-regions", NULL, NULL);
}

/* A platform may have the rules and topics of another one, but not its places. */
static void
read_rules (LgPlatform       *self,
            GKeyFile         *file,
            LgPlatformFinder  find)
{
  const LgPlatform *model = self->like != NULL ? find (self->like) : NULL;
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  if (model != NULL)
    {
      memcpy (self->limits, model->limits, sizeof self->limits);
      self->topics = g_ptr_array_ref (model->topics);
      return;
    }

  read_limits (self, file);
  self->topics = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_topic_free);
  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], TOPIC_GROUP))
      g_ptr_array_add (self->topics, read_topic (file, groups[i]));
}

/*
 * lg_platform_new_from_file:
 * @id: the platform's identifier
 * @file: its key file, without a fault
 * @find: finds the platform whose rules this one has, too
 *
 * Returns: (transfer full): the platform
 */
LgPlatform *
lg_platform_new_from_file (const char       *id,
                           GKeyFile         *file,
                           LgPlatformFinder  find)
{
  LgPlatform *self = g_new0 (LgPlatform, 1);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  self->id = g_strdup (id);
  self->name = get_translated (file, "Platform", "name");
  self->source = get_string (file, "Platform", "source");
  self->host_hint = get_translated (file, "Platform", "host-hint");
  self->like = get_string (file, "Platform", "like");
  self->mode = get_mode (file);
  self->ports = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_port_free);
  self->regions = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_region_free);
  read_hosts (self, file);
  read_regions (self, file);
  read_rules (self, file, find);

  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], PORT_GROUP))
      g_ptr_array_add (self->ports, read_port (file, groups[i]));

  return self;
}

/*
 * lg_platform_load:
 * @id: a platform whose key file is compiled in
 * @find: finds the platform whose rules this one has, too
 *
 * Returns: (transfer full): the platform
 */
LgPlatform *
lg_platform_load (const char       *id,
                  LgPlatformFinder  find)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH, id, ".ini", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  /* Named here, or the linker drops the resource from the static library. */
  bytes = g_resource_lookup_data (lg_platform_get_resource (), path, 0, &error);
  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error))
    g_error ("%s: %s", path, error->message);

  return lg_platform_new_from_file (id, file, find);
}

/**
 * lg_platform_free:
 *
 * Frees a platform that is not among those there are.
 */
void
lg_platform_free (LgPlatform *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->source);
  g_free (self->host_hint);
  g_free (self->like);
  for (guint i = 0; i < G_N_ELEMENTS (self->hosts); i++)
    g_free (self->hosts[i]);
  g_free (self->mqtt_5_note);
  g_free (self->mqtt_5_lock);
  g_free (self->ipv6_region);
  g_strfreev (self->domains);
  g_strfreev (self->instance_regions);
  g_ptr_array_unref (self->ports);
  g_ptr_array_unref (self->regions);
  g_ptr_array_unref (self->topics);
  if (self->like == NULL)
    g_free ((char *) self->limits[LG_PROTOCOL_MQTT_3_1_1].keepalive_note);
  g_free (self);
}

/*
 * lg_platform_new_stand_in:
 * @id: an identifier
 *
 * Returns: (transfer full): a platform of which nothing but its identifier is known
 */
LgPlatform *
lg_platform_new_stand_in (const char *id)
{
  LgPlatform *self = g_new0 (LgPlatform, 1);

  self->id = g_strdup (id);
  self->name = g_strdup_printf (_("%s (unknown platform)"), id);
  self->source = g_strdup ("");
  self->mode = LG_MODE_CUSTOM;
  self->stand_in = TRUE;
  self->ports = g_ptr_array_new ();
  self->regions = g_ptr_array_new ();
  self->topics = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (self->limits); i++)
    self->limits[i] = (LgLimits) {
      .keepalive_factor_percent = MQTT_KEEPALIVE_PERCENT,
      .qos_max = 2,
      .retain = TRUE,
    };

  return self;
}
