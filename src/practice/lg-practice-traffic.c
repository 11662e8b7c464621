/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-traffic.h"

#include "lg-practice-answer.h"
#include "lg-practice-subscribe.h"
#include "lg-practice-topics.h"
#include "mqtt/lg-packet-writer.h"
#include "mqtt/lg-topic-rules.h"
#include "platform/lg-platform.h"

#include <string.h>

struct _LgPracticeTraffic
{
  const LgPracticeDevice *device;
  LgPracticeSubscribe    *subscribe;
};

/**
 * lg_practice_traffic_new:
 * @device: the device that is online; must outlive the result
 *
 * Returns: (transfer full): the traffic of one connection
 */
LgPracticeTraffic *
lg_practice_traffic_new (const LgPracticeDevice *device)
{
  LgPracticeTraffic *self = g_new0 (LgPracticeTraffic, 1);

  self->device = device;
  self->subscribe = lg_practice_subscribe_new (device);
  return self;
}

/**
 * lg_practice_traffic_free:
 * @self: (transfer full): the traffic of one connection
 */
void
lg_practice_traffic_free (LgPracticeTraffic *self)
{
  lg_practice_subscribe_free (self->subscribe);
  g_free (self);
}

static void
forward (const LgPacket *packet,
         GByteArray     *out)
{
  g_byte_array_append (out, packet->bytes.data, packet->bytes.length);
}

static gboolean
accept_publish (const LgPacket *packet,
                const char     *topic)
{
  const LgLimits *limits = lg_platform_get_limits (lg_platform_get ("alibaba"));

  return packet->qos <= limits->qos_max && (!packet->retain || limits->retain)
         && packet->payload.length <= limits->payload_max
         && lg_topic_is_valid_name (topic, NULL) && lg_practice_topics_accept_form (topic);
}

/* What the platform itself says needs no subscription; what it or its rule sends is QoS 0. */
static void
forward_publish (LgPracticeTraffic *self,
                 const LgPacket    *packet,
                 const char        *topic,
                 gint64             now_ms,
                 GByteArray        *to_broker,
                 GByteArray        *to_device)
{
  g_autofree char *target = lg_practice_topics_get_forward (self->device, topic);
  g_auto (LgPracticeAnswer) answer = { NULL, NULL };

  forward (packet, to_broker);
  if (target != NULL)
    lg_packet_write_publish (to_broker, LG_MQTT_3_1_1, target, packet->payload.data,
                             packet->payload.length, 0, 0, FALSE);
  if (lg_practice_answer_make (&answer, self->device, topic, packet->payload, now_ms))
    lg_packet_write_publish (to_device, LG_MQTT_3_1_1, answer.topic, answer.payload,
                             strlen (answer.payload), 0, 0, FALSE);
}

static gboolean
handle_publish (LgPracticeTraffic *self,
                const LgPacket    *packet,
                gint64             now_ms,
                GByteArray        *to_broker,
                GByteArray        *to_device)
{
  g_autofree char *topic = lg_slice_dup_text (packet->topic);

  if (!accept_publish (packet, topic))
    return FALSE;

  if (lg_practice_topics_allow (self->device, topic))
    forward_publish (self, packet, topic, now_ms, to_broker, to_device);
  else if (packet->qos > 0)
    /* MQTT 3.1.1 cannot refuse a message: the platform drops it, and says so in its log only. */
    lg_packet_write_puback (to_device, LG_MQTT_3_1_1, packet->packet_id, 0, NULL);
  return TRUE;
}

/**
 * lg_practice_traffic_from_device:
 * @self: the traffic of one connection
 * @packet: what the device sent, after CONNECT
 * @now_ms: the platform's clock, Unix ms
 * @to_broker: gets what goes on to the broker
 * @to_device: gets what the platform answers itself
 *
 * Passes a packet on, with the platform's rules: no QoS 2, no retained messages, payloads of at
 * most 256 KB, well-formed topics (a PUBLISH against them ends the connection); a device's own
 * topics only (a PUBLISH to another is dropped, a SUBSCRIBE gets 0x80 for that filter); the
 * platform's answers.
 *
 * Returns: %FALSE if the connection shall be closed: after DISCONNECT, or for a broken rule
 */
gboolean
lg_practice_traffic_from_device (LgPracticeTraffic *self,
                                 const LgPacket    *packet,
                                 gint64             now_ms,
                                 GByteArray        *to_broker,
                                 GByteArray        *to_device)
{
  switch (packet->type)
    {
    case LG_PACKET_PUBLISH:
      return handle_publish (self, packet, now_ms, to_broker, to_device);

    case LG_PACKET_SUBSCRIBE:
      lg_practice_subscribe_take (self->subscribe, packet, to_broker, to_device);
      return TRUE;

    case LG_PACKET_PUBACK:
    case LG_PACKET_UNSUBSCRIBE:
    case LG_PACKET_PINGREQ:
      forward (packet, to_broker);
      return TRUE;

    case LG_PACKET_DISCONNECT:
      forward (packet, to_broker);
      return FALSE;

    /* QoS 2, or not a client's to send now. */
    case LG_PACKET_CONNECT:
    case LG_PACKET_CONNACK:
    case LG_PACKET_PUBREC:
    case LG_PACKET_PUBREL:
    case LG_PACKET_PUBCOMP:
    case LG_PACKET_SUBACK:
    case LG_PACKET_UNSUBACK:
    case LG_PACKET_PINGRESP:
    case LG_PACKET_AUTH:
    default:
      return FALSE;
    }
}

/**
 * lg_practice_traffic_from_broker:
 * @self: the traffic of one connection
 * @packet: what the broker sent
 * @to_device: gets what goes on to the device
 *
 * Passes a packet on; SUBACK gets the platform's own refusals.
 */
void
lg_practice_traffic_from_broker (LgPracticeTraffic *self,
                                 const LgPacket    *packet,
                                 GByteArray        *to_device)
{
  if (packet->type == LG_PACKET_SUBACK)
    lg_practice_subscribe_merge (self->subscribe, packet, to_device);
  else
    forward (packet, to_device);
}

/**
 * lg_practice_traffic_resets:
 * @type: type of a packet from the device
 *
 * "The timer is reset when a PUBLISH, SUBSCRIBE, PING, or PUBACK message is received" (Alibaba
 * Cloud, MQTT-TLS connections, 2023-12).
 *
 * Returns: whether it resets the keep-alive timer
 */
gboolean
lg_practice_traffic_resets (LgPacketType type)
{
  return type == LG_PACKET_PUBLISH || type == LG_PACKET_SUBSCRIBE || type == LG_PACKET_PINGREQ
         || type == LG_PACKET_PUBACK;
}
