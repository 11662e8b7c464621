/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-platform-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_ENUM_TYPE (LgProtocol, lg_protocol,
                    G_DEFINE_ENUM_VALUE (LG_PROTOCOL_MQTT_3_1_1, "3.1.1"),
                    G_DEFINE_ENUM_VALUE (LG_PROTOCOL_MQTT_5, "5"))

/* One that is like another comes after it. */
static const char *const shipped[] = { "alibaba", "tuya", "tuyalink", "custom", "practice" };

#define N_SHIPPED G_N_ELEMENTS (shipped)

/* The operator's own follow, as they come; none ever goes. */
static const char *ids[N_SHIPPED + LG_OWN_PLATFORMS_MAX + 1] = {
  "alibaba", "tuya", "tuyalink", "custom", "practice",
};

static LgPlatform *platforms[N_SHIPPED + LG_OWN_PLATFORMS_MAX];

/**
 * lg_platform_get:
 * @id: an identifier (`alibaba`)
 *
 * Thread-safe.
 *
 * Returns: (transfer none) (nullable): the platform, or %NULL if there is none of that name
 */
const LgPlatform *
lg_platform_get (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < N_SHIPPED; i++)
    {
      if (strcmp (ids[i], id) != 0)
        continue;

      if (g_once_init_enter (&platforms[i]))
        g_once_init_leave (&platforms[i], lg_platform_load (id, lg_platform_get));

      return platforms[i];
    }

  for (guint i = N_SHIPPED; i < G_N_ELEMENTS (platforms); i++)
    {
      const LgPlatform *own = g_atomic_pointer_get (&platforms[i]);

      if (own == NULL)
        return NULL;
      if (strcmp (own->id, id) == 0)
        return own;
    }

  return NULL;
}

/**
 * lg_platform_is_shipped:
 * @id: an identifier
 *
 * Returns: whether Linkglass brings that platform along
 */
gboolean
lg_platform_is_shipped (const char *id)
{
  for (guint i = 0; i < N_SHIPPED; i++)
    if (strcmp (shipped[i], id) == 0)
      return TRUE;

  return FALSE;
}

/**
 * lg_platform_add:
 * @self: (transfer full): a platform of the operator's own
 *
 * Adds a platform for as long as the program runs. One thread adds platforms; others may read
 * meanwhile.
 *
 * Returns: whether it was added; %FALSE where there is one of that identifier, or too many
 */
gboolean
lg_platform_add (LgPlatform *self)
{
  guint i = N_SHIPPED;

  g_return_val_if_fail (self != NULL, FALSE);

  while (i < G_N_ELEMENTS (platforms) && platforms[i] != NULL)
    i++;
  if (i == G_N_ELEMENTS (platforms) || lg_platform_get (self->id) != NULL)
    {
      lg_platform_free (self);
      return FALSE;
    }

  g_atomic_pointer_set (&platforms[i], self);
  g_atomic_pointer_set (&ids[i], self->id);
  return TRUE;
}

/**
 * lg_platform_need:
 * @id: what a saved device names as its platform
 *
 * Finds a platform; one that has no file here has a stand-in, so that no device is lost with it.
 *
 * Returns: (transfer none) (nullable): the platform; %NULL where @id is no identifier, or where
 *   there are too many
 */
const LgPlatform *
lg_platform_need (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  if (lg_platform_get (id) == NULL && lg_platform_is_id (id))
    lg_platform_add (lg_platform_new_stand_in (id));

  return lg_platform_get (id);
}

/**
 * lg_platform_is_stand_in:
 *
 * Returns: whether nothing is known of it: a saved device names it, and it has no file
 */
gboolean
lg_platform_is_stand_in (const LgPlatform *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->stand_in;
}

/**
 * lg_platform_get_model:
 *
 * Returns: the identifier of the platform whose rules it has; its own where that is no other
 */
const char *
lg_platform_get_model (const LgPlatform *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->like != NULL ? self->like : self->id;
}

/**
 * lg_platform_get_ids:
 *
 * Returns: (transfer none) (array zero-terminated=1): every platform's identifier, in the order to
 *   show them
 */
const char *const *
lg_platform_get_ids (void)
{
  return ids;
}

/**
 * lg_platform_get_id:
 *
 * Returns: the identifier, as the command line and saved devices use it
 */
const char *
lg_platform_get_id (const LgPlatform *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/**
 * lg_platform_get_name:
 *
 * Returns: the translated name
 */
const char *
lg_platform_get_name (const LgPlatform *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * lg_platform_get_ports:
 *
 * Returns: (transfer none) (element-type LgPort): the documented pairings, best first; may be
 *   empty
 */
GPtrArray *
lg_platform_get_ports (const LgPlatform *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->ports;
}

/**
 * lg_platform_find_port:
 * @port: TCP port
 * @security: the transport
 *
 * Returns: (transfer none) (nullable): the documented pairing of @port and @security, or %NULL
 */
const LgPort *
lg_platform_find_port (const LgPlatform *self,
                       guint             port,
                       LgSecurity        security)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->ports->len; i++)
    {
      const LgPort *pairing = self->ports->pdata[i];

      if (pairing->port == port && pairing->security == security)
        return pairing;
    }

  return NULL;
}

/**
 * lg_platform_get_mqtt_5_note:
 *
 * Returns: (nullable): where the platform offers MQTT 5, translated; %NULL where nothing is
 *   documented
 */
const char *
lg_platform_get_mqtt_5_note (const LgPlatform *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->mqtt_5_note;
}

/**
 * lg_platform_get_mqtt_5_lock:
 *
 * Returns: (nullable): what the vendor says a device loses once it connected with MQTT 5,
 *   translated, with its source; %NULL where nothing of the kind is documented
 */
const char *
lg_platform_get_mqtt_5_lock (const LgPlatform *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->mqtt_5_lock;
}

/**
 * lg_platform_get_regions:
 *
 * Returns: (transfer none) (element-type LgRegion): the regions that have a public host
 */
GPtrArray *
lg_platform_get_regions (const LgPlatform *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->regions;
}

/**
 * lg_platform_get_limits:
 *
 * Returns: (transfer none): the documented limits, those of MQTT 3.1.1 where versions differ
 */
const LgLimits *
lg_platform_get_limits (const LgPlatform *self)
{
  return lg_platform_get_limits_of (self, LG_PROTOCOL_MQTT_3_1_1);
}

/**
 * lg_platform_get_limits_of:
 * @protocol: an MQTT version
 *
 * Returns: (transfer none): the limits documented for @protocol
 */
const LgLimits *
lg_platform_get_limits_of (const LgPlatform *self,
                           LgProtocol        protocol)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->limits[protocol];
}

/**
 * lg_platform_get_topics:
 *
 * Returns: (transfer none) (element-type LgTopic): the topic catalogue, commonest first
 */
GPtrArray *
lg_platform_get_topics (const LgPlatform *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->topics;
}

/**
 * lg_platform_get_source:
 *
 * Returns: the vendor's document most of the platform's description comes from
 */
const char *
lg_platform_get_source (const LgPlatform *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->source;
}

/**
 * lg_platform_owns_host:
 * @host: a host name
 *
 * Returns: whether it lies in a domain of the platform's own, as far as it documents one
 */
gboolean
lg_platform_owns_host (const LgPlatform *self,
                       const char       *host)
{
  g_return_val_if_fail (self != NULL && host != NULL, FALSE);

  for (guint i = 0; self->domains != NULL && self->domains[i] != NULL; i++)
    {
      g_autofree char *suffix = g_strconcat (".", self->domains[i], NULL);

      if (g_str_has_suffix (host, suffix))
        return TRUE;
    }

  return FALSE;
}

/**
 * lg_platform_get_host_hint:
 *
 * Returns: (nullable): where the operator finds the host, translated
 */
const char *
lg_platform_get_host_hint (const LgPlatform *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->host_hint;
}

/**
 * lg_platform_find_region:
 * @id: a region ID
 *
 * Returns: (transfer none) (nullable): the region that has a public host, or %NULL
 */
const LgRegion *
lg_platform_find_region (const LgPlatform *self,
                         const char       *id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < self->regions->len; i++)
    {
      const LgRegion *region = self->regions->pdata[i];

      if (strcmp (region->id, id) == 0)
        return region;
    }

  return NULL;
}

/**
 * lg_platform_get_mode:
 *
 * Returns: how its devices usually sign in
 */
LgMode
lg_platform_get_mode (const LgPlatform *self)
{
  g_return_val_if_fail (self != NULL, LG_MODE_DEVICE_SECRET);

  return self->mode;
}

/**
 * lg_platform_of_mode:
 * @mode: a mode
 *
 * Returns: (transfer none): the platform it is made for, the first of several
 */
const LgPlatform *
lg_platform_of_mode (LgMode mode)
{
  for (guint i = 0; ids[i] != NULL; i++)
    if (lg_platform_get (ids[i])->mode == mode)
      return lg_platform_get (ids[i]);

  return lg_platform_get (ids[0]);
}

/**
 * lg_topic_expand:
 * @topic: an entry of the catalogue
 * @credentials: the device
 *
 * Returns: (transfer full): the topic of one device
 */
char *
lg_topic_expand (const LgTopic *topic,
                 LgCredentials *credentials)
{
  GString *text;

  g_return_val_if_fail (topic != NULL, NULL);
  g_return_val_if_fail (LG_IS_CREDENTIALS (credentials), NULL);

  text = g_string_new (topic->topic);
  g_string_replace (text, "${productKey}", lg_credentials_get_product_key (credentials), 0);
  g_string_replace (text, "${deviceName}", lg_credentials_get_device_name (credentials), 0);
  g_string_replace (text, "${deviceId}", lg_credentials_get_device_id (credentials), 0);

  return g_string_free (text, FALSE);
}

/* A sentence each, so that a translator sees whole ones. */
static void
append_sentence (GString    *text,
                 const char *sentence)
{
  if (sentence == NULL)
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

/**
 * lg_platform_dup_keepalive_advice:
 *
 * Which Keep Alive to choose, and why: the platform's range and advice (Alibaba Cloud and Tuya,
 * MQTT-TLS connections), when it ends a silent link, and what an unstable network asks for.
 *
 * Returns: (transfer full): translated sentences
 */
char *
lg_platform_dup_keepalive_advice (const LgPlatform *self)
{
  GString *text;
  const LgLimits *limits;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  limits = lg_platform_get_limits (self);
  if (limits->keepalive_max > 0)
    {
      g_autofree char *range = g_strdup_printf (
        _("The platform accepts %u to %u s and recommends %u s or more: each PINGREQ costs power "
          "and data, and a longer interval outlives longer gaps in the network."),
        limits->keepalive_min, limits->keepalive_max, limits->keepalive_recommended);
      g_autofree char *unstable = g_strdup_printf (
        _("On an unstable network choose it longer, towards %u s. A NAT or firewall on the way "
          "that forgets a silent link sooner is the reason to choose it shorter."),
        limits->keepalive_max);

      append_sentence (text, range);
      append_sentence (text, unstable);
    }
  if (limits->keepalive_factor_percent > 0)
    {
      g_autofree char *deadline = g_strdup_printf (
        _("A link that is silent for %.1f × Keep Alive is ended at the next look, up to %u s "
          "later."), limits->keepalive_factor_percent / 100.0, limits->scan_period);

      append_sentence (text, deadline);
    }
  append_sentence (text, limits->keepalive_note);

  return g_string_free (text, FALSE);
}

/**
 * lg_platform_validate_keepalive:
 * @seconds: Keep Alive, seconds
 *
 * The platform's rule for Keep Alive (Alibaba Cloud, "MQTT-TLS connections", and Tuya: 30 to
 * 1200 s, 300 s or more recommended; TuyaLink: the same range, 60 s are usual).
 *
 * Returns: (transfer full) (nullable): what is wrong, or %NULL
 */
LgIssue *
lg_platform_validate_keepalive (const LgPlatform *self,
                                guint             seconds)
{
  const LgLimits *limits;

  g_return_val_if_fail (self != NULL, NULL);

  limits = lg_platform_get_limits (self);
  if (seconds > G_MAXUINT16)
    return lg_issue_new (LG_FIELD_KEEPALIVE, LG_ISSUE_ERROR,
                         _("Keep Alive is %u s; MQTT sends at most %d s."), seconds, G_MAXUINT16);

  if (limits->keepalive_max == 0)
    return NULL;

  if (seconds < limits->keepalive_min || seconds > limits->keepalive_max)
    return lg_issue_new (LG_FIELD_KEEPALIVE, LG_ISSUE_RULE,
                         _("Keep Alive is %u s; %u to %u s are allowed."),
                         seconds, limits->keepalive_min, limits->keepalive_max);

  if (seconds < limits->keepalive_recommended)
    return lg_issue_new (LG_FIELD_KEEPALIVE, LG_ISSUE_RISK,
                         _("Keep Alive is %u s; %u s or more are recommended."),
                         seconds, limits->keepalive_recommended);

  return NULL;
}

static guint
count_slashes (const char *topic)
{
  guint count = 0;

  for (; *topic != '\0'; topic++)
    count += *topic == '/';

  return count;
}

/* The platform's own topics have as many levels as it likes. */
static gboolean
is_system_topic (const char *topic)
{
  static const char *const prefixes[] = { "/sys/", "/ext/", "/ota/", "/shadow/" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (topic, prefixes[i]))
      return TRUE;

  return FALSE;
}

/**
 * lg_platform_validate_topic:
 * @topic: a topic or filter that is valid MQTT
 *
 * The platform's rules for topics (Alibaba Cloud, "Limits": 128 bytes and 7 slashes).
 *
 * Returns: (transfer full) (element-type LgIssue): the issues found; empty when there is none
 */
GPtrArray *
lg_platform_validate_topic (const LgPlatform *self,
                            const char       *topic)
{
  GPtrArray *issues;
  const LgLimits *limits;
  gsize length;
  guint slashes;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (topic != NULL, NULL);

  issues = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_issue_free);
  limits = lg_platform_get_limits (self);
  length = strlen (topic);
  slashes = count_slashes (topic);

  if (limits->topic_max > 0 && length > limits->topic_max)
    g_ptr_array_add (issues,
                     lg_issue_new (LG_FIELD_TOPIC, LG_ISSUE_RULE,
                                   _("The topic has %zu bytes; at most %u are allowed."),
                                   length, limits->topic_max));

  if (limits->topic_slashes_max > 0 && slashes > limits->topic_slashes_max
      && !is_system_topic (topic))
    g_ptr_array_add (issues,
                     lg_issue_new (LG_FIELD_TOPIC, LG_ISSUE_RULE,
                                   _("The topic has %u slashes; at most %u are allowed."),
                                   slashes, limits->topic_slashes_max));

  return issues;
}
