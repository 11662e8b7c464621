/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From CONNECT to CONNACK, and the requests a server may refuse. */
#include "config.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

#define REFUSED(code) (LG_END_CONNACK + (code))

#define CERTAIN LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT
#define LIKELY LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT

static gboolean
is_offline (const LgFacts *facts)
{
  return !lg_facts_is_online (facts);
}

static gboolean
is_plain_to_tls_port (const LgFacts *facts)
{
  return !lg_facts_is_online (facts) && facts->target.tls_only_port
         && facts->target.security == LG_SECURITY_TCP;
}

static gboolean
is_plain_on_instance (const LgFacts *facts)
{
  return facts->target.family == LG_FAMILY_ALIBABA && facts->target.instance_host
         && facts->target.security == LG_SECURITY_TCP;
}

static gboolean
is_version_not_offered (const LgFacts *facts)
{
  return !facts->target.version_offered;
}

static gboolean
is_tls_spoken (const LgFacts *facts)
{
  return facts->target.security == LG_SECURITY_TCP && lg_facts_has_spoken (facts, "tls");
}

static gboolean
is_other_spoken (const LgFacts *facts)
{
  return lg_facts_has_spoken (facts, "http") || lg_facts_has_spoken (facts, "ssh");
}

static gboolean
is_older_spoken (const LgFacts *facts)
{
  return facts->target.protocol == LG_PROTOCOL_MQTT_5 && lg_facts_has_spoken (facts, "mqtt");
}

static gboolean
is_hung_up (const LgFacts *facts)
{
  return lg_facts_has_spoken (facts, "hangs-up");
}

static gboolean
is_refused_code (const LgFacts *facts)
{
  return facts->event->code >= LG_END_CONNACK && facts->event->code <= REFUSED (G_MAXUINT8);
}

#define VERSION_REFUSED "mqtt.version-refused", CERTAIN, \
    N_("The server does not speak this version of MQTT"), \
    N_("CONNECT of {connect-time} was answered at {end-time} with CONNACK code {code}: " \
       "unacceptable protocol version")
#define CLIENT_ID_REJECTED "mqtt.client-id-rejected", CERTAIN, \
    N_("The server rejects the client ID"), \
    N_("CONNECT of {connect-time} with the client ID {client-id} was answered at {end-time} with " \
       "CONNACK code {code}: identifier rejected")
#define SERVER_UNAVAILABLE "mqtt.server-unavailable", CERTAIN, \
    N_("The MQTT service is not available"), \
    N_("CONNECT of {connect-time} was answered at {end-time} with CONNACK code {code}: server " \
       "unavailable")
#define BAD_CREDENTIALS "auth.bad-credentials", CERTAIN, \
    N_("User name or password is wrong"), \
    N_("CONNECT of {connect-time} with the client ID {client-id} was answered at {end-time} with " \
       "CONNACK code {code}: bad user name or password")
#define NOT_AUTHORIZED "auth.not-authorized", CERTAIN, \
    N_("The device is not authorized"), \
    N_("CONNECT of {connect-time} with the client ID {client-id} was answered at {end-time} with " \
       "CONNACK code {code}: not authorized")
#define KEEPALIVE_RANGE "keepalive.out-of-range", LIKELY, \
    N_("The keep-alive interval is out of range"), \
    N_("CONNECT of {connect-time} asked for {keepalive} s, the platform accepts {keepalive-min} " \
       "to {keepalive-max} s; it was answered at {end-time} with CONNACK code {code}")

const LgRule lg_rules_login[] = {
  { REFUSED (1), NULL, VERSION_REFUSED },
  { REFUSED (2), lg_facts_is_keepalive_range, KEEPALIVE_RANGE },
  { REFUSED (2), NULL, CLIENT_ID_REJECTED },
  { REFUSED (3), NULL, SERVER_UNAVAILABLE },
  { REFUSED (4), NULL, BAD_CREDENTIALS },
  { REFUSED (5), NULL, NOT_AUTHORIZED },
  { LG_RULE_ANY_END, is_refused_code, "mqtt.refused", CERTAIN,
    N_("The server refuses the login"),
    N_("CONNECT of {connect-time} was answered at {end-time} with CONNACK: {refusal}") },
  { LG_RULE_ANY_END, is_tls_spoken, "mqtt.tls-expected", CERTAIN,
    N_("Port {port} expects TLS"),
    N_("CONNECT went out without TLS at {connect-time} and had no CONNACK by {end-time}; "
       "{spoken}") },
  { LG_RULE_ANY_END, is_other_spoken, "mqtt.not-mqtt", CERTAIN,
    N_("Port {port} answers, but not with MQTT"),
    N_("What came back by {end-time}: {spoken}") },
  { LG_RULE_ANY_END, is_older_spoken, "mqtt.version-refused", LIKELY,
    N_("The server does not take a CONNECT of MQTT 5"),
    N_("CONNECT of MQTT 5 went out at {connect-time} and had no CONNACK by {end-time}; {spoken}") },
  { LG_END_CLOSED_BEFORE_CONNACK, is_hung_up, "mqtt.closed-before-connect", LIKELY,
    N_("The connection was closed before the login began"),
    N_("It was closed at {end-time} without a CONNACK; another one, on which nothing was sent, was "
       "closed, too") },
  { LG_END_CONNACK_TIMEOUT, NULL, "mqtt.connack-timeout", CERTAIN,
    N_("The server does not answer CONNECT"),
    N_("CONNECT went out at {connect-time}; by {end-time} there was no CONNACK") },
  { LG_END_CLOSED_BEFORE_CONNECT, NULL, "mqtt.closed-before-connect", CERTAIN,
    N_("The connection was closed before the login began"),
    N_("It was up ({tcp}) and was closed at {end-time}, before CONNECT went out: {detail}") },
  { LG_END_CLOSED_BEFORE_CONNACK, is_version_not_offered, "mqtt.version-refused", LIKELY,
    N_("The server closed on a CONNECT of MQTT 5"),
    N_("CONNECT of MQTT 5 went out at {connect-time}; at {end-time} the server closed without an "
       "answer, and the platform does not document this version for {host}") },
  { LG_END_CLOSED_BEFORE_CONNACK, is_plain_to_tls_port, "mqtt.tls-expected", LIKELY,
    N_("Port {port} expects TLS"),
    N_("CONNECT went out without TLS at {connect-time}; at {end-time} the server closed without an "
       "answer") },
  { LG_END_CLOSED_BEFORE_CONNACK, is_plain_on_instance, "tcp.plain-disabled", LIKELY,
    N_("Plain TCP was closed without an answer"),
    N_("CONNECT went out without TLS at {connect-time}; at {end-time} the server closed without an "
       "answer") },
  { LG_END_CLOSED_BEFORE_CONNACK, NULL, "mqtt.closed-before-connack", CERTAIN,
    N_("The server closed the connection instead of answering CONNECT"),
    N_("CONNECT went out at {connect-time}; the connection was closed at {end-time} without a "
       "CONNACK: {detail}") },
  { LG_END_MALFORMED, is_plain_to_tls_port, "mqtt.tls-expected", LIKELY,
    N_("Port {port} expects TLS"),
    N_("CONNECT went out without TLS at {connect-time}; the answer at {end-time} is no MQTT: "
       "{detail}") },
  { LG_END_MALFORMED, is_offline, "mqtt.malformed", CERTAIN,
    N_("The answer to CONNECT is no MQTT"),
    N_("CONNECT went out at {connect-time}; what came back by {end-time} breaks the rules: "
       "{detail}") },
  { LG_END_MALFORMED, NULL, "mqtt.malformed", CERTAIN,
    N_("The server sent bytes that are no valid MQTT"),
    N_("At {end-time}, after {up} online, a packet broke the rules: {detail}") },
  { 0 },
};

const LgRemark lg_remarks_login[] = {
  { "mqtt.version-refused", LG_FAMILY_ALIBABA,
    N_("The platform speaks MQTT 3.1 and 3.1.1, and MQTT 5 on Enterprise instances (Alibaba Cloud, "
       "document 30540). A device that once connected with MQTT 5 can no longer connect with 3.1 "
       "or 3.1.1 (Alibaba Cloud, MQTT 5.0 overview, Limits)."),
    N_("Use MQTT 3.1.1, unless this device has connected with MQTT 5 before: then only MQTT 5 is "
       "left to it.") },
  { "mqtt.version-refused", LG_FAMILY_ANY,
    N_("The server and the client have no protocol version in common."),
    N_("Use MQTT 3.1.1.") },
  { "keepalive.out-of-range", LG_FAMILY_ALIBABA,
    N_("The platform rejects connections whose Keep Alive is not 30 to 1200 s, and recommends 300 "
       "s or more (Alibaba Cloud, MQTT-TLS connections). Many libraries send less unless told, 15 "
       "s for example. An ill-formed client ID gets the same code."),
    N_("Set the device's Keep Alive to 300 s.") },
  { "keepalive.out-of-range", LG_FAMILY_TUYA,
    N_("The platform rejects connections whose Keep Alive is not 30 to 1200 s, and recommends more "
       "than 300 s (Tuya, MQTT-TLS connections). An ill-formed client ID gets the same code."),
    N_("Set the device's Keep Alive to more than 300 s.") },
  { "keepalive.out-of-range", LG_FAMILY_ANY,
    N_("The interval is outside the limits set for this platform. An ill-formed client ID gets the "
       "same code."),
    N_("Set the device's Keep Alive inside the limits.") },
  { "mqtt.client-id-rejected", LG_FAMILY_ALIBABA,
    N_("The client ID does not have the platform's form: too long, or its extended parameters are "
       "ill-formed (Alibaba Cloud, document 148610)."),
    N_("Check the part before the first bar (at most 64 characters), both bars, and the names "
       "securemode, signmethod and timestamp with commas between them.") },
  { "mqtt.client-id-rejected", LG_FAMILY_TUYA,
    N_("The platform documents the same form of client ID as Alibaba Cloud's: clientId, then the "
       "extended parameters between bars (Tuya, MQTT-TLS connections)."),
    N_("Check the part before the first bar, both bars, and the names securemode, signmethod and "
       "timestamp with commas between them.") },
  { "mqtt.client-id-rejected", LG_FAMILY_ANY,
    N_("The broker has a rule for client IDs that this one breaks. Many reject an empty one "
       "without a clean session."),
    N_("Ask who runs the broker for its rule.") },
  { "mqtt.server-unavailable", LG_FAMILY_ALIBABA,
    N_("The server was reached; the code says that its service is not available (Alibaba Cloud, "
       "document 148610). Devices with a Keep Alive of 15 s have been answered with it, too."),
    N_("Set a Keep Alive of 30 to 1200 s, wait a minute and connect again. If it stays, look at "
       "the platform's status page.") },
  { "mqtt.server-unavailable", LG_FAMILY_ANY,
    N_("The server was reached; it says that the service behind it is not available."),
    N_("Wait a minute and connect again. If it stays, look at the platform's status page.") },
  { "auth.bad-credentials", LG_FAMILY_ALIBABA,
    N_("The signature, the user name or one of the three values is wrong. The reasons usually met "
       "are a wrong DeviceSecret, a signed text that is not in alphabetical order, a timestamp or "
       "clientId that differs from the client ID, and a signmethod that is not the one used."),
    N_("Compare ProductKey, DeviceName and DeviceSecret with the console. If they are right, "
       "compare what the device sends with the values on the Device page, one by one.") },
  { "auth.bad-credentials", LG_FAMILY_TUYA,
    N_("The signature, the user name or one of the three values is wrong; the rule is the same as "
       "Alibaba Cloud's (Tuya, MQTT-TLS connections)."),
    N_("Compare ProductKey, DeviceName and DeviceSecret with the console. If they are right, "
       "compare what the device sends with the values on the Device page, one by one.") },
  { "auth.bad-credentials", LG_FAMILY_ANY,
    N_("The broker knows no such user, or the password is another."),
    N_("Check user name and password with who runs the broker.") },
  { "auth.not-authorized", LG_FAMILY_ALIBABA,
    N_("The platform calls it “device not authorized” (Alibaba Cloud, document 148610). Which "
       "states of a device lead to it is not documented; a disabled or deleted device, and an "
       "instance or region that is not the device's, are worth a look."),
    N_("Look the device up in the console: is it there, in this instance, and enabled?") },
  { "auth.not-authorized", LG_FAMILY_TUYA | LG_FAMILY_TUYALINK,
    N_("The platform does not document which states of a device lead to this code."),
    N_("Look the device up in the console: is it there, and enabled?") },
  { "auth.not-authorized", LG_FAMILY_ANY,
    N_("The broker understood the login and does not allow it."),
    N_("Ask who runs the broker which clients it allows.") },
  { "mqtt.refused", LG_FAMILY_ANY,
    N_("The server understood CONNECT and does not let this client in. Its code is none of those "
       "with a meaning of their own here."),
    N_("Read the reason string, if there is one, and the server's log of this time.") },
  { "mqtt.connack-timeout", LG_FAMILY_ANY,
    N_("Something accepts connections on this port, but it does not answer MQTT: the service may "
       "hang, or another kind of service listens."),
    N_("Check host and port, then connect again.") },
  { "mqtt.not-mqtt", LG_FAMILY_ANY,
    N_("Another kind of service listens on this port, or something on the way answers in the "
       "server's name: a captive portal, a proxy."),
    N_("Check host and port; try from another network.") },
  { "mqtt.tls-expected", LG_FAMILY_ANY,
    N_("The server speaks TLS on this port, or the platform documents it for TLS only."),
    N_("Turn TLS on, or use the port documented for plain TCP.") },
  { "mqtt.closed-before-connect", LG_FAMILY_ANY,
    N_("Whoever accepted the connection did not wait for a login: a proxy or load balancer with "
       "nothing behind it does so, and a server at its limit of connections. Nothing of the "
       "device's login plays a part."),
    N_("Ask who runs the server or the proxy in front of it; check the port.") },
  { "mqtt.closed-before-connack", LG_FAMILY_ALIBABA,
    N_("The platform documents a code for every refusal, so a silent close is unusual. A CONNECT "
       "it cannot read, a host of another instance, and more than 5 CONNECTs a minute are worth a "
       "look (Alibaba Cloud, document 30527)."),
    N_("Check the host and the client ID's form; wait a minute and connect again.") },
  { "mqtt.closed-before-connack", LG_FAMILY_ANY,
    N_("A server may close without an answer when it cannot read CONNECT, when it expects TLS, or "
       "when it limits connections."),
    N_("Check TLS and port; look into the broker's log for this time.") },
  { "mqtt.malformed", LG_FAMILY_ANY,
    N_("The port may belong to another protocol, or something on the way changes the bytes. The "
       "link was ended, because nothing after a broken packet can be read."),
    N_("Check host, port and TLS. The recording holds what was received before.") },
  { "subscribe.refused", LG_FAMILY_ALIBABA,
    N_("The topic is not among the product's topic classes, the device has no right to subscribe "
       "to it, or there are more than 100 subscriptions (Alibaba Cloud, document 30527)."),
    N_("Check ProductKey and DeviceName inside the topic, and the topic classes in the console.") },
  { "subscribe.refused", LG_FAMILY_ANY,
    N_("The server does not allow this device this topic filter; the link stays up."),
    N_("Check the topic's spelling and the rights of this device.") },
  { NULL },
};
