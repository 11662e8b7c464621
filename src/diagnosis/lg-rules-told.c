/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server says itself with a reason code of MQTT 5. */
#include "config.h"

#include "lg-rule.h"
#include "mqtt/lg-reason-code.h"

#include <glib/gi18n-lib.h>

#define CERTAIN LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT

#define REFUSED(code) (LG_END_CONNACK + LG_REASON_##code)
#define ENDED(code) LG_RULE_DISCONNECT (LG_REASON_##code)
#define UNPUBLISHED(code) LG_RULE_PUBACK (LG_REASON_##code)
#define UNSUBSCRIBED(code) LG_RULE_SUBACK (LG_REASON_##code)

#define AT_LOGIN \
  N_("CONNECT of {connect-time} with the client ID {client-id} was answered at {end-time} with " \
     "CONNACK: {refusal}")
#define AT_END \
  N_("At {end-time}, after {up} online, the server sent DISCONNECT with the reason {reason}")
#define AT_PUBLISH \
  N_("A PUBLISH to {filter} was answered at {end-time} with PUBACK: {answer}")
#define AT_SUBSCRIBE \
  N_("SUBACK of {end-time} says for it: {answer}")

/* A cause and its title. */
#define SAYS_MALFORMED "mqtt.malformed", CERTAIN, \
  N_("The server could not read what was sent")
#define SAYS_PROTOCOL "server.disconnect", CERTAIN, \
  N_("The server saw a rule of MQTT broken")
#define SAYS_RANGE "keepalive.out-of-range", LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT, \
  N_("The keep-alive interval is out of range")
#define SAYS_VERSION "mqtt.version-refused", CERTAIN, \
  N_("The server does not speak this version of MQTT")
#define SAYS_CLIENT_ID "mqtt.client-id-rejected", CERTAIN, \
  N_("The server rejects the client ID")
#define SAYS_CREDENTIALS "auth.bad-credentials", CERTAIN, \
  N_("User name or password is wrong")
#define SAYS_NO_RIGHT "auth.not-authorized", CERTAIN, \
  N_("The device is not authorized")
#define SAYS_BANNED "auth.not-authorized", CERTAIN, \
  N_("The platform has banned this device")
#define SAYS_DOWN "mqtt.server-unavailable", CERTAIN, \
  N_("The MQTT service is not available")
#define SAYS_OTHER_SERVER "server.moved", CERTAIN, \
  N_("The server asks to use another one")
#define SAYS_RATE "limit.rate", CERTAIN, N_("The device sends too much")
#define SAYS_LOGINS "limit.rate", CERTAIN, N_("The device connects too often")
#define SAYS_UNANSWERED "limit.rate", CERTAIN, \
  N_("Too many messages wait for their answer")
#define SAYS_SIZE "limit.payload", CERTAIN, N_("A packet was too large for the server")
#define SAYS_QOS "limit.qos", CERTAIN, N_("The server does not take this QoS")
#define SAYS_RETAIN "limit.retain", CERTAIN, N_("The server takes no retained messages")
#define SAYS_TOPIC "topic.invalid", CERTAIN, N_("The server does not take the topic")
#define SAYS_NO_TOPIC "topic.invalid", CERTAIN, N_("The device may not publish to {filter}")
#define SAYS_UNPUBLISHED "publish.refused", CERTAIN, N_("The message to {filter} was refused")
#define SAYS_UNSUBSCRIBED "subscribe.refused", CERTAIN, \
  N_("The subscription to {filter} was refused")
#define SAYS_SUBSCRIPTIONS "limit.subscriptions", CERTAIN, \
  N_("The server takes no more subscriptions of this device")

#define SAYS_ADMINISTRATIVE "server.disconnect", CERTAIN, \
  N_("The connection was ended by an administrative action")
#define SAYS_TIME "server.disconnect", CERTAIN, \
  N_("The time the server allows one connection is up")
#define SAYS_AUTH_METHOD(cause) cause, CERTAIN, \
  N_("The server does not take this way of signing in")
#define SAYS_PAYLOAD "server.disconnect", CERTAIN, \
  N_("The payload is not of the form it was declared to have")
#define SAYS_FEATURE "server.disconnect", CERTAIN, \
  N_("The server does not offer this kind of subscription")
#define SAYS_UNSPECIFIED "server.disconnect", CERTAIN, \
  N_("The server ended the link for a reason no code names")

#define SUB_DEVICE(code, cause, title, advice) \
  { LG_RULE_SUB_DEVICE (code), lg_facts_has_request, cause, CERTAIN, title, \
    N_("The platform wrote on /ext/error: {sub-device}. The gateway’s last request about a " \
       "sub-device was {request} at {request-time}"), NULL, advice }, \
  { LG_RULE_SUB_DEVICE (code), NULL, cause, CERTAIN, title, \
    N_("The platform wrote on /ext/error: {sub-device}. The gateway had asked nothing about a " \
       "sub-device before"), NULL, advice }

/* What of it may come at login and as the end of a link. */
#define BOTH(code, what) \
  { REFUSED (code), NULL, what, AT_LOGIN }, \
  { ENDED (code), NULL, what, AT_END }

const LgRule lg_rules_told[] = {
  { REFUSED (BAD_CLIENT_ID), lg_facts_is_keepalive_range, SAYS_RANGE, AT_LOGIN },
  { REFUSED (PROTOCOL_ERROR), lg_facts_is_keepalive_range, SAYS_RANGE, AT_LOGIN },
  { ENDED (PROTOCOL_ERROR), lg_facts_is_keepalive_range, SAYS_RANGE, AT_END },
  BOTH (MALFORMED, SAYS_MALFORMED),
  { ENDED (PROTOCOL_ERROR), NULL, SAYS_PROTOCOL, AT_END },
  { REFUSED (BAD_VERSION), NULL, SAYS_VERSION, AT_LOGIN },
  { REFUSED (BAD_CLIENT_ID), NULL, SAYS_CLIENT_ID, AT_LOGIN },
  { REFUSED (BAD_CREDENTIALS), NULL, SAYS_CREDENTIALS, AT_LOGIN },
  BOTH (NOT_AUTHORIZED, SAYS_NO_RIGHT),
  BOTH (UNAVAILABLE, SAYS_DOWN),
  BOTH (BUSY, SAYS_DOWN),
  BOTH (BANNED, SAYS_BANNED),
  BOTH (SHUTTING_DOWN, SAYS_DOWN),
  BOTH (BAD_FILTER, SAYS_TOPIC),
  BOTH (BAD_TOPIC, SAYS_TOPIC),
  BOTH (BAD_ALIAS, SAYS_TOPIC),
  BOTH (RECEIVE_MAXIMUM, SAYS_UNANSWERED),
  BOTH (TOO_LARGE, SAYS_SIZE),
  BOTH (RATE, SAYS_RATE),
  BOTH (QUOTA, SAYS_RATE),
  BOTH (CONNECT_RATE, SAYS_LOGINS),
  BOTH (NO_RETAIN, SAYS_RETAIN),
  BOTH (NO_QOS, SAYS_QOS),
  BOTH (OTHER_SERVER, SAYS_OTHER_SERVER),
  BOTH (MOVED, SAYS_OTHER_SERVER),
  { REFUSED (BAD_AUTH_METHOD), NULL, SAYS_AUTH_METHOD ("mqtt.refused"), AT_LOGIN },
  { ENDED (BAD_AUTH_METHOD), NULL, SAYS_AUTH_METHOD ("server.disconnect"), AT_END },
  { ENDED (BAD_PAYLOAD), NULL, SAYS_PAYLOAD, AT_END },
  { ENDED (ADMINISTRATIVE), NULL, SAYS_ADMINISTRATIVE, AT_END },
  { ENDED (CONNECT_TIME), NULL, SAYS_TIME, AT_END },
  { ENDED (NO_SHARED), NULL, SAYS_FEATURE, AT_END },
  { ENDED (NO_SUBSCRIPTION_ID), NULL, SAYS_FEATURE, AT_END },
  { ENDED (NO_WILDCARD), NULL, SAYS_FEATURE, AT_END },
  { ENDED (UNSPECIFIED), NULL, SAYS_UNSPECIFIED, AT_END },
  { ENDED (IMPLEMENTATION), NULL, SAYS_UNSPECIFIED, AT_END },
  { UNPUBLISHED (NOT_AUTHORIZED), NULL, SAYS_NO_TOPIC, AT_PUBLISH },
  { UNPUBLISHED (BAD_TOPIC), NULL, SAYS_TOPIC, AT_PUBLISH },
  { UNPUBLISHED (QUOTA), NULL, SAYS_RATE, AT_PUBLISH },
  SUB_DEVICE (520, "publish.refused", N_("A sub-device is not logged in through this gateway"),
    N_("Let the gateway log the sub-device in (combine/login), and wait for the answer before it "
       "sends anything for it; after every reconnect, too.")),
  SUB_DEVICE (521, "auth.not-authorized", N_("A sub-device was deleted on the platform"),
    N_("Add the sub-device to the platform and to this gateway again, or take it out of the "
       "gateway’s list.")),
  SUB_DEVICE (522, "auth.not-authorized", N_("A sub-device is disabled on the platform"),
    N_("Enable the sub-device in the console, or ask who disabled it.")),
  { LG_RULE_PUBACK_REFUSED, NULL, SAYS_UNPUBLISHED, AT_PUBLISH },
  { UNSUBSCRIBED (BAD_FILTER), NULL, SAYS_TOPIC, AT_SUBSCRIBE },
  { UNSUBSCRIBED (QUOTA), NULL, SAYS_SUBSCRIPTIONS, AT_SUBSCRIBE },
  { LG_RULE_SUBACK_REFUSED, NULL, SAYS_UNSUBSCRIBED, AT_SUBSCRIBE },
  { 0 },
};

const LgRemark lg_remarks_told[] = {
  { "server.moved", LG_FAMILY_ANY,
    N_("The service for this device is now elsewhere, or its server is to be spared. A Server "
       "Reference, where there is one, names the host to use."),
    N_("Look the host up in the console, and use it here and in the device.") },
  { "publish.refused", LG_FAMILY_ANY,
    N_("The server received the message and did not take it; the link stays up. Before MQTT 5 a "
       "device is not told."),
    N_("Read the reason. Check the topic, the payload's form and the rights of this device.") },
  { "limit.payload", LG_FAMILY_ALIBABA,
    N_("A message may have 256 KB at most (Alibaba Cloud, document 30527), and an MQTT 5 packet "
       "262144 bytes, topic and properties included (Alibaba Cloud, MQTT 5.0)."),
    N_("Send less in one message.") },
  { "limit.payload", LG_FAMILY_ANY,
    N_("The server has a limit for packets. With MQTT 5 its CONNACK tells it: Maximum Packet "
       "Size."),
    N_("Send less in one message.") },
  { "limit.qos", LG_FAMILY_ALIBABA,
    N_("The platform has QoS 0 and 1 only (Alibaba Cloud, MQTT 5.0)."),
    N_("Publish with QoS 0 or 1.") },
  { "limit.qos", LG_FAMILY_ANY,
    N_("With MQTT 5 the server's CONNACK tells the highest QoS: Maximum QoS."),
    N_("Publish with a lower QoS.") },
  { "limit.retain", LG_FAMILY_ANY,
    N_("Messages to be retained are not offered here. With MQTT 5 the server's CONNACK tells it: "
       "Retain Available."),
    N_("Publish without the retain flag.") },
  { "limit.subscriptions", LG_FAMILY_ALIBABA,
    N_("A device may have 100 subscriptions (Alibaba Cloud, document 30527)."),
    N_("Unsubscribe from what is no longer needed, or use a wildcard.") },
  { "limit.subscriptions", LG_FAMILY_ANY,
    N_("The server has a limit for the subscriptions of one client."),
    N_("Unsubscribe from what is no longer needed, or use a wildcard.") },
  { NULL },
};
