/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-conduct.h"

#include "mqtt/lg-packet-writer.h"

static void
write_suback (const LgPracticeConduct *self,
              LgMqttVersion            version,
              const LgPacket          *subscribe,
              GByteArray              *out)
{
  g_autoptr (GByteArray) codes = g_byte_array_new ();

  for (guint i = 0; i < subscribe->filters->len; i++)
    g_byte_array_append (codes, &self->code, 1);
  lg_packet_write_suback (out, version, subscribe->packet_id, codes->data, codes->len, NULL);
}

/**
 * lg_practice_conduct_write:
 * @self: how the platform misbehaves
 * @version: what the device speaks, after its CONNECT
 * @packet: (nullable): what it sent, if that is the moment
 * @out: gets what to send
 *
 * Writes the words, and the refusal of @packet if that is the act. Pure.
 */
void
lg_practice_conduct_write (const LgPracticeConduct *self,
                           LgMqttVersion            version,
                           const LgPacket          *packet,
                           GByteArray              *out)
{
  if (self->n_words > 0)
    g_byte_array_append (out, (const guint8 *) self->words, self->n_words);
  if (self->act != LG_PRACTICE_ACT_REFUSES)
    return;

  if (packet == NULL && version == LG_MQTT_5)
    lg_packet_write_disconnect (out, version, self->code, NULL);
  if (packet == NULL)
    return;
  if (packet->type == LG_PACKET_CONNECT)
    lg_packet_write_connack (out, packet->version, FALSE, self->code, NULL, 0);
  else if (packet->type == LG_PACKET_SUBSCRIBE)
    write_suback (self, version, packet, out);
}

/**
 * lg_practice_conduct_is_about:
 * @type: type of a packet from an online device
 *
 * Returns: whether such a packet is the moment it misbehaves
 */
gboolean
lg_practice_conduct_is_about (const LgPracticeConduct *self,
                              LgPacketType             type)
{
  switch (self->moment)
    {
    case LG_PRACTICE_MOMENT_CONNECT:
      return type == LG_PACKET_CONNECT;
    case LG_PRACTICE_MOMENT_SUBSCRIBE:
      return type == LG_PACKET_SUBSCRIBE;
    case LG_PRACTICE_MOMENT_PUBLISH:
      return type == LG_PACKET_PUBLISH;
    case LG_PRACTICE_MOMENT_PINGREQ:
      return type == LG_PACKET_PINGREQ;
    case LG_PRACTICE_MOMENT_NEVER:
    case LG_PRACTICE_MOMENT_SECURED:
    case LG_PRACTICE_MOMENT_REGISTRATION:
    case LG_PRACTICE_MOMENT_ONLINE:
    default:
      return FALSE;
    }
}

/**
 * lg_practice_conduct_get_delay_ms:
 * @nth: which link of the device it is
 *
 * Times that have nothing to do with each other, as a rival has who connects when it likes; the
 * same ones in every run.
 *
 * Returns: how long after the moment it acts, ms of the platform's time
 */
guint
lg_practice_conduct_get_delay_ms (const LgPracticeConduct *self,
                                  guint                    nth)
{
  static const guint percents[] = { 65, 130, 95, 170, 50, 115, 200 };

  return self->after_s * (self->irregular ? 10 * percents[nth % G_N_ELEMENTS (percents)] : 1000);
}
