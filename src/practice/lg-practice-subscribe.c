/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-subscribe.h"

#include "lg-practice-topics.h"
#include "mqtt/lg-packet-writer.h"
#include "mqtt/lg-reason-code.h"
#include "mqtt/lg-topic-rules.h"
#include "platform/lg-platform.h"

#include <string.h>

#define SHARE "$share/"
#define QOS_MASK 0x03
#define CODE_FAILURE 0x80
#define CODE_OF_BROKER 0xff /* no SUBACK code: the broker's answer goes here */

struct _LgPracticeSubscribe
{
  const LgPracticeDevice *device;
  LgMqttVersion           version;
  GHashTable             *pending; /* packet ID → GByteArray of codes, some still the broker's */
  GHashTable             *filters; /* what the device is subscribed to */
};

/**
 * lg_practice_subscribe_new:
 * @device: the device that subscribes; must outlive the result
 * @version: what it speaks
 *
 * Returns: (transfer full): nothing pending
 */
LgPracticeSubscribe *
lg_practice_subscribe_new (const LgPracticeDevice *device,
                           LgMqttVersion           version)
{
  LgPracticeSubscribe *self = g_new0 (LgPracticeSubscribe, 1);

  self->device = device;
  self->version = version;
  self->pending = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_byte_array_unref);
  self->filters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * lg_practice_subscribe_free:
 * @self: (transfer full): what is pending
 */
void
lg_practice_subscribe_free (LgPracticeSubscribe *self)
{
  g_hash_table_unref (self->pending);
  g_hash_table_unref (self->filters);
  g_free (self);
}

/* The filter of "$share/GROUP/FILTER". */
static const char *
skip_share (const char *filter)
{
  const char *group = g_str_has_prefix (filter, SHARE) ? strchr (filter + strlen (SHARE), '/')
                                                       : NULL;

  return group != NULL ? group + 1 : filter;
}

/* Counts @filter; one that is there already is no further one. */
static gboolean
has_room (LgPracticeSubscribe *self,
          const char          *filter)
{
  const LgLimits *limits = lg_platform_get_limits (lg_platform_get ("alibaba"));

  if (!g_hash_table_contains (self->filters, filter)
      && g_hash_table_size (self->filters) >= limits->subscriptions_max)
    return FALSE;

  g_hash_table_add (self->filters, g_strdup (filter));
  return TRUE;
}

static guint8
judge (LgPracticeSubscribe *self,
       LgSlice              filter)
{
  gboolean five = self->version == LG_MQTT_5;
  g_autofree char *text = lg_slice_dup_text (filter);
  const char *shared = five ? skip_share (text) : text;

  if (!lg_topic_is_valid_filter (text, NULL) || !lg_practice_topics_accept_form (shared))
    return five ? LG_REASON_BAD_FILTER : CODE_FAILURE;
  if (!lg_practice_topics_allow (self->device, shared))
    return five ? LG_REASON_NOT_AUTHORIZED : CODE_FAILURE;
  if (!has_room (self, text))
    return five ? LG_REASON_QUOTA : CODE_FAILURE;

  return CODE_OF_BROKER;
}

/* The first refusal is what the reason string speaks of. */
static const char *
get_reason (const GByteArray *codes)
{
  for (guint i = 0; i < codes->len; i++)
    if (codes->data[i] == LG_REASON_NOT_AUTHORIZED)
      return "The topic is not one of this device";
    else if (codes->data[i] == LG_REASON_BAD_FILTER)
      return "A topic has at most 128 bytes and 7 slashes";
    else if (codes->data[i] == LG_REASON_QUOTA)
      return "A device has at most 100 subscriptions";

  return NULL;
}

/**
 * lg_practice_subscribe_take:
 * @self: what is pending
 * @subscribe: a SUBSCRIBE
 * @forward: gets the SUBSCRIBE for the broker; nothing if no filter is left
 * @answer: gets the SUBACK, if every filter is refused
 *
 * Takes out the filters that are not the device's, and those beyond the 100 it may have (Alibaba
 * Cloud, document 30527: SUBACK says so). QoS 2, which the platform does not have, is
 * asked of the broker as QoS 1, so that this is what SUBACK grants.
 */
void
lg_practice_subscribe_take (LgPracticeSubscribe *self,
                            const LgPacket      *subscribe,
                            GByteArray          *forward,
                            GByteArray          *answer)
{
  const LgLimits *limits = lg_platform_get_limits (lg_platform_get ("alibaba"));
  g_autoptr (GByteArray) codes = g_byte_array_new ();
  g_autoptr (GArray) accepted = g_array_new (FALSE, FALSE, sizeof (LgFilter));

  for (guint i = 0; i < subscribe->filters->len; i++)
    {
      LgFilter filter = g_array_index (subscribe->filters, LgFilter, i);
      guint8 code = judge (self, filter.filter);

      if (code == CODE_OF_BROKER)
        {
          filter.options = (filter.options & ~QOS_MASK)
                           | MIN (filter.options & QOS_MASK, limits->qos_max);
          g_array_append_val (accepted, filter);
        }
      g_byte_array_append (codes, &code, 1);
    }

  if (accepted->len == 0)
    {
      lg_packet_write_suback (answer, self->version, subscribe->packet_id, codes->data, codes->len,
                              get_reason (codes));
      return;
    }
  lg_packet_write_subscribe (forward, self->version, subscribe->packet_id, accepted);
  g_hash_table_insert (self->pending, GUINT_TO_POINTER (subscribe->packet_id),
                       g_steal_pointer (&codes));
}

/**
 * lg_practice_subscribe_drop:
 * @self: what is pending
 * @unsubscribe: an UNSUBSCRIBE
 *
 * Makes room for other subscriptions.
 */
void
lg_practice_subscribe_drop (LgPracticeSubscribe *self,
                            const LgPacket      *unsubscribe)
{
  for (guint i = 0; i < unsubscribe->filters->len; i++)
    {
      g_autofree char *text =
        lg_slice_dup_text (g_array_index (unsubscribe->filters, LgFilter, i).filter);

      g_hash_table_remove (self->filters, text);
    }
}

/**
 * lg_practice_subscribe_merge:
 * @self: what is pending
 * @suback: the broker's SUBACK
 * @answer: gets the SUBACK for the device
 *
 * Puts the broker's codes and the refusals together, in the order the device asked.
 */
void
lg_practice_subscribe_merge (LgPracticeSubscribe *self,
                             const LgPacket      *suback,
                             GByteArray          *answer)
{
  gpointer id = GUINT_TO_POINTER (suback->packet_id);
  GByteArray *codes = g_hash_table_lookup (self->pending, id);
  gsize next = 0;

  if (codes == NULL)
    {
      g_byte_array_append (answer, suback->bytes.data, suback->bytes.length);
      return;
    }
  for (guint i = 0; i < codes->len; i++)
    if (codes->data[i] == CODE_OF_BROKER)
      codes->data[i] = next < suback->codes.length ? suback->codes.data[next++] : CODE_FAILURE;
  lg_packet_write_suback (answer, self->version, suback->packet_id, codes->data, codes->len,
                              get_reason (codes));
  g_hash_table_remove (self->pending, id);
}
