/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-subscribe.h"

#include "lg-practice-topics.h"
#include "mqtt/lg-packet-writer.h"
#include "mqtt/lg-topic-rules.h"
#include "platform/lg-platform.h"

#define QOS_MASK 0x03
#define CODE_FAILURE 0x80
#define CODE_OF_BROKER 0xff /* no SUBACK code: the broker's answer goes here */

struct _LgPracticeSubscribe
{
  const LgPracticeDevice *device;
  GHashTable             *pending; /* packet ID → GByteArray of codes, some still the broker's */
};

/**
 * lg_practice_subscribe_new:
 * @device: the device that subscribes; must outlive the result
 *
 * Returns: (transfer full): nothing pending
 */
LgPracticeSubscribe *
lg_practice_subscribe_new (const LgPracticeDevice *device)
{
  LgPracticeSubscribe *self = g_new0 (LgPracticeSubscribe, 1);

  self->device = device;
  self->pending = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_byte_array_unref);
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
  g_free (self);
}

static gboolean
accept (LgPracticeSubscribe *self,
        LgSlice              filter)
{
  g_autofree char *text = lg_slice_dup_text (filter);

  return lg_topic_is_valid_filter (text, NULL) && lg_practice_topics_accept_form (text)
         && lg_practice_topics_allow (self->device, text);
}

/**
 * lg_practice_subscribe_take:
 * @self: what is pending
 * @subscribe: a SUBSCRIBE of MQTT 3.1.1
 * @forward: gets the SUBSCRIBE for the broker; nothing if no filter is left
 * @answer: gets the SUBACK, if every filter is refused
 *
 * Takes out the filters that are not the device's. QoS 2, which the platform does not have, is
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
      guint8 code = CODE_FAILURE;

      if (accept (self, filter.filter))
        {
          code = CODE_OF_BROKER;
          filter.options = MIN (filter.options & QOS_MASK, limits->qos_max);
          g_array_append_val (accepted, filter);
        }
      g_byte_array_append (codes, &code, 1);
    }

  if (accepted->len == 0)
    {
      lg_packet_write_suback (answer, LG_MQTT_3_1_1, subscribe->packet_id, codes->data, codes->len,
                              NULL);
      return;
    }
  lg_packet_write_subscribe (forward, LG_MQTT_3_1_1, subscribe->packet_id, accepted);
  g_hash_table_insert (self->pending, GUINT_TO_POINTER (subscribe->packet_id),
                       g_steal_pointer (&codes));
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
  lg_packet_write_suback (answer, LG_MQTT_3_1_1, suback->packet_id, codes->data, codes->len,
                              NULL);
  g_hash_table_remove (self->pending, id);
}
