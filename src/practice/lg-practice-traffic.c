/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-traffic.h"

#include "lg-practice-answer.h"
#include "lg-practice-subscribe.h"
#include "lg-practice-topics.h"
#include "mqtt/lg-packet-writer.h"
#include "mqtt/lg-reason-code.h"
#include "mqtt/lg-topic-aliases.h"
#include "mqtt/lg-topic-rules.h"
#include "platform/lg-platform.h"

#include <string.h>

/* What the platform allows an MQTT 5 client (Alibaba Cloud, MQTT 5.0). */
#define PACKET_MAX 262144
#define TOPIC_ALIAS_MAX 20

struct _LgPracticeTraffic
{
  const LgPracticeDevice *device;
  LgMqttVersion           version;
  guint16                 keepalive;
  guint32                 session_expiry_s;
  LgPracticeSubscribe    *subscribe;
  LgTopicAliases         *aliases;
  gint64                  second_ms;
  gint64                  second;
  guint                   published[2]; /* in that second, by QoS */
};

/**
 * lg_practice_traffic_new:
 * @device: the device that is online; must outlive the result
 * @connect: its CONNECT
 * @time_scale: divides the platform's times
 *
 * Returns: (transfer full): the traffic of one connection
 */
LgPracticeTraffic *
lg_practice_traffic_new (const LgPracticeDevice *device,
                         const LgPacket         *connect,
                         double                  time_scale)
{
  LgPracticeTraffic *self = g_new0 (LgPracticeTraffic, 1);
  const LgProperty *expiry = lg_packet_find_property (connect, LG_PROPERTY_SESSION_EXPIRY);

  self->device = device;
  self->second_ms = MAX (1, (gint64) (1000 / time_scale));
  self->version = connect->version;
  self->keepalive = connect->keepalive;
  self->session_expiry_s = expiry != NULL ? expiry->number : 0;
  self->subscribe = lg_practice_subscribe_new (device, connect->version);
  self->aliases = lg_topic_aliases_new (TOPIC_ALIAS_MAX);
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
  lg_topic_aliases_free (self->aliases);
  g_free (self);
}

static void
forward (const LgPacket *packet,
         GByteArray     *out)
{
  g_byte_array_append (out, packet->bytes.data, packet->bytes.length);
}

/* FALSE, to close the connection: with MQTT 5 it is told why. */
static gboolean
send_away (LgPracticeTraffic *self,
           GByteArray        *to_device,
           guint8             code,
           const char        *reason)
{
  if (self->version == LG_MQTT_5)
    lg_packet_write_disconnect (to_device, LG_MQTT_5, code, reason);
  return FALSE;
}

/* What ends the connection. */
static gboolean
check_publish (LgPracticeTraffic *self,
               const LgPacket    *packet,
               GByteArray        *to_device)
{
  gboolean five = self->version == LG_MQTT_5;
  const LgLimits *limits =
    lg_platform_get_limits_of (lg_platform_get ("alibaba"),
                               five ? LG_PROTOCOL_MQTT_5 : LG_PROTOCOL_MQTT_3_1_1);

  if (packet->qos > limits->qos_max)
    return send_away (self, to_device, LG_REASON_NO_QOS, "QoS 2 is not supported");
  if (packet->retain && !limits->retain)
    return FALSE;
  if (five ? packet->bytes.length > PACKET_MAX : packet->payload.length > limits->payload_max)
    return send_away (self, to_device, LG_REASON_TOO_LARGE, "A packet has at most 262144 bytes");

  return TRUE;
}

/* What the platform does not take: with MQTT 5 a QoS 1 message is refused. Before, it cannot be:
 * the platform drops one without a right to it, and says so in its log only; a topic that breaks
 * the rules ends the connection. */
static gboolean
refuse_publish (LgPracticeTraffic *self,
                const LgPacket    *packet,
                gboolean           well_formed,
                GByteArray        *to_device)
{
  guint8 code = well_formed ? LG_REASON_NOT_AUTHORIZED : LG_REASON_BAD_TOPIC;
  const char *reason = well_formed ? "The topic is not one of this device"
                                   : "A topic has at most 128 bytes and 7 slashes";

  if (!well_formed && (self->version != LG_MQTT_5 || packet->qos == 0))
    return send_away (self, to_device, code, reason);
  if (packet->qos > 0)
    lg_packet_write_puback (to_device, self->version, packet->packet_id, code, reason);
  return TRUE;
}

/* "30 a second with QoS 0, 10 with QoS 1" (Alibaba Cloud, document 30527): what is beyond is
 * dropped, and the device learns of it with MQTT 5 only. */
static gboolean
is_too_fast (LgPracticeTraffic *self,
             guint              qos,
             gint64             now_ms)
{
  const LgLimits *limits = lg_platform_get_limits (lg_platform_get ("alibaba"));
  guint max = qos == 0 ? limits->publishes_per_second : limits->publishes_per_second_qos_1;

  if (now_ms / self->second_ms != self->second)
    {
      self->second = now_ms / self->second_ms;
      memset (self->published, 0, sizeof self->published);
    }
  return ++self->published[qos] > max;
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

  if (lg_packet_find_property (packet, LG_PROPERTY_TOPIC_ALIAS) != NULL)
    lg_packet_write_without_alias (to_broker, packet);
  else
    forward (packet, to_broker);
  if (target != NULL)
    lg_packet_write_publish (to_broker, self->version, target, packet->payload.data,
                             packet->payload.length, 0, 0, FALSE);
  if (lg_practice_answer_make (&answer, self->device, topic, packet->payload, now_ms))
    lg_packet_write_publish (to_device, self->version, answer.topic, answer.payload,
                             strlen (answer.payload), 0, 0, FALSE);
}

static gboolean
handle_publish (LgPracticeTraffic *self,
                LgPacket          *packet,
                gint64             now_ms,
                GByteArray        *to_broker,
                GByteArray        *to_device)
{
  g_autofree char *topic = NULL;
  gboolean well_formed;

  if (!lg_topic_aliases_resolve (self->aliases, packet, NULL))
    return send_away (self, to_device, LG_REASON_BAD_ALIAS, "The Topic Alias is not known");
  if (!check_publish (self, packet, to_device))
    return FALSE;

  topic = lg_slice_dup_text (packet->topic);
  well_formed = lg_topic_is_valid_name (topic, NULL) && lg_practice_topics_accept_form (topic);
  if (!well_formed || !lg_practice_topics_allow (self->device, topic))
    return refuse_publish (self, packet, well_formed, to_device);
  if (is_too_fast (self, packet->qos, now_ms))
    {
      if (packet->qos > 0)
        lg_packet_write_puback (to_device, self->version, packet->packet_id, LG_REASON_QUOTA,
                                "A device publishes at most 10 messages a second with QoS 1");
      return TRUE;
    }

  forward_publish (self, packet, topic, now_ms, to_broker, to_device);
  return TRUE;
}

static gboolean
handle_subscribe (LgPracticeTraffic *self,
                  const LgPacket    *packet,
                  GByteArray        *to_broker,
                  GByteArray        *to_device)
{
  if (lg_packet_find_property (packet, LG_PROPERTY_SUBSCRIPTION_ID) != NULL)
    return send_away (self, to_device, LG_REASON_NO_SUBSCRIPTION_ID,
                      "Subscription Identifiers are not supported");

  lg_practice_subscribe_take (self->subscribe, packet, to_broker, to_device);
  return TRUE;
}

/**
 * lg_practice_traffic_from_device:
 * @self: the traffic of one connection
 * @packet: what the device sent, after CONNECT; a Topic Alias is resolved
 * @now_ms: the platform's clock, Unix ms
 * @to_broker: gets what goes on to the broker
 * @to_device: gets what the platform answers itself
 *
 * Passes a packet on, with the platform's rules: no QoS 2, no retained messages, payloads of at
 * most 256 KB, well-formed topics (a PUBLISH against them ends the connection); a device's own
 * topics only (a PUBLISH to another is dropped, a SUBSCRIBE gets 0x80 for that filter); 100
 * subscriptions; 30 messages a second with QoS 0 and 10 with QoS 1 (the others are dropped); the
 * platform's answers. How the platform behaves beyond 5 CONNECTs a minute and 50 messages a second
 * down is not documented, and not imitated. With MQTT 5 every refusal has its code and says why.
 *
 * Returns: %FALSE if the connection shall be closed: after DISCONNECT, or for a broken rule
 */
gboolean
lg_practice_traffic_from_device (LgPracticeTraffic *self,
                                 LgPacket          *packet,
                                 gint64             now_ms,
                                 GByteArray        *to_broker,
                                 GByteArray        *to_device)
{
  switch (packet->type)
    {
    case LG_PACKET_PUBLISH:
      return handle_publish (self, packet, now_ms, to_broker, to_device);

    case LG_PACKET_SUBSCRIBE:
      return handle_subscribe (self, packet, to_broker, to_device);

    case LG_PACKET_AUTH:
      return send_away (self, to_device, LG_REASON_BAD_AUTH_METHOD,
                        "There is no authentication beyond CONNECT");

    case LG_PACKET_UNSUBSCRIBE:
      lg_practice_subscribe_drop (self->subscribe, packet);
      forward (packet, to_broker);
      return TRUE;

    case LG_PACKET_PUBACK:
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
    default:
      return FALSE;
    }
}

/* The platform's own CONNACK (Alibaba Cloud, MQTT 5.0), whatever the broker behind it offers. */
static void
write_connack (LgPracticeTraffic *self,
               const LgPacket    *packet,
               GByteArray        *to_device)
{
  const LgProperty properties[] = {
    { LG_PROPERTY_SESSION_EXPIRY, .number = self->session_expiry_s },
    { LG_PROPERTY_SERVER_KEEPALIVE, .number = self->keepalive },
    { LG_PROPERTY_TOPIC_ALIAS_MAXIMUM, .number = TOPIC_ALIAS_MAX },
    { LG_PROPERTY_MAXIMUM_QOS, .number = 1 },
    { LG_PROPERTY_RETAIN_AVAILABLE, .number = 1 },
    { LG_PROPERTY_MAXIMUM_PACKET_SIZE, .number = PACKET_MAX },
    { LG_PROPERTY_WILDCARD_AVAILABLE, .number = 1 },
    { LG_PROPERTY_SUBSCRIPTION_ID_AVAILABLE, .number = 0 },
    { LG_PROPERTY_SHARED_AVAILABLE, .number = 1 },
  };

  lg_packet_write_connack (to_device, self->version, packet->session_present, packet->code,
                           properties, packet->code == 0 ? G_N_ELEMENTS (properties) : 0);
}

/**
 * lg_practice_traffic_from_broker:
 * @self: the traffic of one connection
 * @packet: what the broker sent
 * @to_device: gets what goes on to the device
 *
 * Passes a packet on; SUBACK gets the platform's own refusals, CONNACK its own properties.
 */
void
lg_practice_traffic_from_broker (LgPracticeTraffic *self,
                                 const LgPacket    *packet,
                                 GByteArray        *to_device)
{
  if (packet->type == LG_PACKET_CONNACK)
    write_connack (self, packet, to_device);
  else if (packet->type == LG_PACKET_SUBACK)
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
