/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-log-reading.h"

#include <glib/gi18n-lib.h>

#define FAULT LG_SEVERITY_FAULT
#define NOTE LG_SEVERITY_NOTE

static const struct
{
  const char *cause;
  LgSeverity  severity;
  const char *title;
  const char *meaning; /* where what happened is not all that the cause may be */
  const char *advice;
} readings[] = {
  [LG_LOG_NOTHING] = { NULL },
  [LG_LOG_HARMLESS] = { NULL },
  [LG_LOG_UNTOLD] = { NULL },
  [LG_LOG_BAD_VERSION] = { "mqtt.version-refused", FAULT,
    N_("The server does not speak this version of MQTT") },
  [LG_LOG_BAD_CLIENT_ID] = { "mqtt.client-id-rejected", FAULT,
    N_("The server rejects the client ID") },
  [LG_LOG_UNAVAILABLE] = { "mqtt.server-unavailable", FAULT,
    N_("The MQTT service is not available") },
  [LG_LOG_CREDENTIALS] = { "auth.bad-credentials", FAULT, N_("User name or password is wrong") },
  [LG_LOG_AUTHORIZED] = { "auth.not-authorized", FAULT, N_("The device is not authorized") },
  [LG_LOG_REFUSED_OTHER] = { "mqtt.refused", FAULT,
    N_("The server refuses the login for a reason MQTT 3.1.1 does not define") },
  [LG_LOG_CLOSED] = { "server.closed", FAULT,
    N_("The server closed the link and gave no reason") },
  [LG_LOG_CLOSED_BY_ERROR] = { "server.closed", FAULT,
    N_("The server ended the link after an error") },
  [LG_LOG_RESET] = { "network.reset", FAULT, N_("The connection was reset") },
  [LG_LOG_LOST] = { "network.lost", FAULT, N_("The network connection was lost") },
  [LG_LOG_GATEWAY_LOST] = { "network.lost", FAULT,
    N_("The gateway this device connects through went offline"),
    N_("A sub-device has no connection of its own: when its gateway’s ends, all of its sub-devices "
       "go offline with it."),
    N_("Explain the gateway’s own log of this time.") },
  [LG_LOG_UNACKNOWLEDGED] = { "network.lost", FAULT,
    N_("The device does not acknowledge what the platform sends"),
    N_("Messages with QoS 1 wait for the device’s PUBACK; when too many wait, the platform sends "
       "no more (Alibaba Cloud, document 44542)."),
    N_("Look whether the device’s program reads and acknowledges messages while it works, and "
       "whether its link was dead at this time.") },
  [LG_LOG_UNDELIVERED] = { "network.lost", FAULT,
    N_("The platform's messages do not reach the device"),
    N_("The device was offline, or its link was dead and nobody had noticed yet."),
    N_("Compare the time with the device’s last PINGREQ and with the ends of its connection.") },
  [LG_LOG_OFFLINE] = { "network.lost", FAULT, N_("The device is offline") },
  [LG_LOG_NO_SESSION] = { "server.closed", FAULT,
    N_("The platform has no session of this device"),
    N_("A gateway spoke for a sub-device that is not logged in through it (Alibaba Cloud, Error "
       "codes for devices)."),
    N_("Let the gateway log the sub-device in (combine/login), and wait for the answer before it "
       "sends anything for it; after every reconnect, too.") },
  [LG_LOG_KICKED] = { "kicked.same-device", FAULT, N_("Forced offline by another client") },
  [LG_LOG_EXPIRED] = { "keepalive.expired", FAULT,
    N_("The platform ended a link that was silent too long") },
  [LG_LOG_NO_PINGRESP] = { "keepalive.no-pingresp", FAULT, N_("The server no longer answers") },
  [LG_LOG_NO_CONNACK] = { "mqtt.connack-timeout", FAULT,
    N_("The server does not answer CONNECT") },
  [LG_LOG_NOT_CONNACK] = { "mqtt.malformed", FAULT, N_("The answer to CONNECT is no MQTT") },
  [LG_LOG_MOVED] = { "server.moved", FAULT, N_("The server sends the device to another one") },
  [LG_LOG_MALFORMED] = { "mqtt.malformed", FAULT, N_("A packet was no valid MQTT") },
  [LG_LOG_RATE] = { "limit.rate", FAULT, N_("The device sends too much") },
  [LG_LOG_NO_RIGHT] = { "topic.invalid", FAULT,
    N_("The device may not publish to this topic") },
  [LG_LOG_BAD_TOPIC] = { "topic.invalid", FAULT, N_("The topic is not allowed"),
    N_("The topic breaks a rule for topics: its length, its slashes, or a wildcard where none may "
       "be."),
    N_("Write the topic down as the device sends it, and compare it with the platform’s list of "
       "topics.") },
  [LG_LOG_SUBSCRIBE] = { "subscribe.refused", FAULT, N_("The server refuses the subscription") },
  [LG_LOG_PAYLOAD] = { "payload.rejected", FAULT,
    N_("The platform does not accept the message's content") },
  [LG_LOG_TOO_LARGE] = { "limit.payload", FAULT, N_("A packet was too large for the server") },
  [LG_LOG_QOS] = { "limit.qos", FAULT, N_("The server does not take this QoS") },
  [LG_LOG_RETAIN] = { "limit.retain", FAULT, N_("The server does not take retained messages") },
  [LG_LOG_NO_NAME] = { "dns.not-found", FAULT, N_("The server's name was not found") },
  [LG_LOG_UNREACHED] = { "tcp.unreachable", FAULT, N_("The server was not reached") },
  [LG_LOG_TCP_REFUSED] = { "tcp.refused", FAULT, N_("Nothing listens on this port") },
  [LG_LOG_NO_ANSWER] = { "tcp.timeout", FAULT, N_("The server's address does not answer") },
  [LG_LOG_UNTRUSTED] = { "cert.unknown-issuer", FAULT,
    N_("The server's certificate was not trusted") },
  [LG_LOG_EXPIRED_CERT] = { "cert.expired", FAULT,
    N_("A certificate of the server has expired") },
  [LG_LOG_NOT_YET_VALID] = { "cert.not-yet-valid", FAULT,
    N_("A certificate of the server is not yet valid") },
  [LG_LOG_OTHER_NAME] = { "cert.host-mismatch", FAULT,
    N_("The server's certificate is for another name") },
  [LG_LOG_WEAK] = { "cert.weak", FAULT, N_("The device finds a certificate's key too weak") },
  [LG_LOG_CLIENT_CERT] = { "tls.client-certificate-required", FAULT,
    N_("The server wants a certificate of the device, or rejects it") },
  [LG_LOG_NOT_TLS] = { "tls.not-tls", FAULT, N_("What answers does not speak TLS") },
  [LG_LOG_TLS_VERSION] = { "tls.protocol-version", FAULT,
    N_("Device and server have no TLS version in common") },
  [LG_LOG_NO_CIPHER] = { "tls.no-common-cipher", FAULT,
    N_("Device and server have no TLS method in common") },
  [LG_LOG_TLS_ALERT] = { "tls.alert", FAULT, N_("TLS ended with an alert") },
  [LG_LOG_TLS_CLOSED] = { "tls.closed-in-handshake", FAULT,
    N_("The server closed the connection during TLS") },
  [LG_LOG_TLS_TIMEOUT] = { "tls.handshake-timeout", FAULT, N_("The server was silent during TLS") },
  [LG_LOG_TLS_FAILED] = { "tls.failed", FAULT, N_("The TLS handshake failed") },
  [LG_LOG_ROOT_DAMAGED] = { "root.damaged", FAULT,
    N_("The device cannot read its root certificate") },
  [LG_LOG_ROOT_MISSING] = { "root.empty", FAULT, N_("The device has no root certificate") },
  [LG_LOG_TLS_BUFFER] = { "device.tls-buffer", FAULT,
    N_("The device's TLS buffer is too small for what the server sends") },
  [LG_LOG_MEMORY] = { "device.memory", FAULT, N_("The device ran out of memory") },
  [LG_LOG_MISUSE] = { "client.failed", FAULT,
    N_("The device's module does not accept the command") },
  [LG_LOG_CLIENT_DISCONNECTED] = { "client.disconnected", NOTE,
    N_("The device itself disconnected") },
  [LG_LOG_RESTARTED] = { "client.restarted", FAULT, N_("The device restarted") },
  [LG_LOG_REGISTER_OFF] = { "register.refused", FAULT,
    N_("Dynamic registration is not switched on") },
  [LG_LOG_REGISTER_ACTIVE] = { "register.already-active", FAULT,
    N_("The device was activated before") },
  [LG_LOG_REGISTER_TIMEOUT] = { "register.timeout", FAULT,
    N_("Dynamic registration got no answer") },
  [LG_LOG_REGISTER_SIGNATURE] = { "register.bad-signature", FAULT,
    N_("The signature of a registration is wrong"),
    N_("A registration is signed with the ProductSecret over deviceName, productKey and random; "
       "the clientId is not signed (Alibaba Cloud, dynamic registration)."),
    N_("Copy the ProductSecret from the product’s page in the console, and compare the signed text "
       "with that of “linkglass-cli register”.") },
  [LG_LOG_UNKNOWN_DEVICE] = { "auth.not-authorized", FAULT,
    N_("The platform does not know this device, or it was never activated") },
  [LG_LOG_DISABLED] = { "auth.not-authorized", FAULT,
    N_("The device is disabled or deleted"),
    N_("The platform knows the device, or knew it, and does not let it in: someone disabled or "
       "deleted it in the console or through the API."),
    N_("Look the device up in the console: is it there, and enabled? A sub-device that was deleted "
       "must be added to its gateway again.") },
  [LG_LOG_ADMINISTRATIVE] = { "server.disconnect", FAULT,
    N_("The connection was ended by an administrative action"),
    N_("An operator or a rule of the platform ended it, for example because the device was "
       "disabled, deleted or moved."),
    N_("Look the device up in the console, and ask who else works there.") },
  [LG_LOG_UNSPECIFIED] = { "server.disconnect", FAULT,
    N_("The server refused it for a reason no code names"),
    N_("0x80 and 0x83 say only that no other code fits."),
    N_("Read the reason string, if there is one, and the platform’s log of this time.") },
  [LG_LOG_TIME_IS_UP] = { "server.disconnect", FAULT,
    N_("The time the server allows one connection is up"),
    N_("The server lets no connection last longer, whatever it does."),
    N_("Let the device connect again; with a session that is kept nothing is lost.") },
};

/**
 * lg_log_reading_get_cause:
 *
 * Returns: (nullable): the cause's identifier; %NULL where there is no fault
 */
const char *
lg_log_reading_get_cause (LgLogReading self)
{
  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (readings), NULL);

  return readings[self].cause;
}

/**
 * lg_log_reading_get_severity:
 *
 * Returns: how bad it is
 */
LgSeverity
lg_log_reading_get_severity (LgLogReading self)
{
  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (readings), LG_SEVERITY_NOTE);

  return readings[self].severity;
}

/**
 * lg_log_reading_get_title:
 *
 * Returns: (nullable): what happened, translated
 */
const char *
lg_log_reading_get_title (LgLogReading self)
{
  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (readings), NULL);

  return readings[self].title != NULL ? _(readings[self].title) : NULL;
}

/**
 * lg_log_reading_get_meaning:
 *
 * Returns: (nullable): what it means, translated; %NULL where that is the same for all of its cause
 */
const char *
lg_log_reading_get_meaning (LgLogReading self)
{
  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (readings), NULL);

  return readings[self].meaning != NULL ? _(readings[self].meaning) : NULL;
}

/**
 * lg_log_reading_get_advice:
 *
 * Returns: (nullable): what to do next, translated; %NULL where that is the same for all of its
 *   cause
 */
const char *
lg_log_reading_get_advice (LgLogReading self)
{
  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (readings), NULL);

  return readings[self].advice != NULL ? _(readings[self].advice) : NULL;
}
