/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What consoles, SDKs and client libraries write. */
#include "config.h"

#include "lg-log-row.h"

#include <glib/gi18n-lib.h>

#define CERTAIN LG_SEVERITY_FAULT, LG_CONFIDENCE_CERTAIN
#define LIKELY LG_SEVERITY_FAULT, LG_CONFIDENCE_LIKELY
#define POSSIBLE LG_SEVERITY_FAULT, LG_CONFIDENCE_POSSIBLE
#define NOTE LG_SEVERITY_NOTE, LG_CONFIDENCE_CERTAIN

/* A number that is not part of another. */
#define CODE(number) "(?<![\\w.-])(?:" number ")(?![\\w.])"
#define PLATFORM_CODE(number) \
  "(?:\\bcode|状态码|错误码)\\W{0,4}(?:" number ")(?!\\w)|^\\s*(?:" number ")\\s*$"
#define RETURN_CODE(number) \
  "(?:connack\\b|\\brc\\b|return[ _-]?code\\b|reason[ _-]?code\\b|\\bstate\\b)[^\\d-]{0,24}" \
  "(?:0x0?)?" number "(?![\\w.])"
#define STATE_CODE(number) "\\b(?:rc|state)\\b\\s*[=:]?\\s*" number "(?![\\w.])"
/* Errors of the C library, whose numbers Linux and newlib share. */
#define ERRNO(number, name) "\\berr(?:no|or)?\\b\\W{0,4}" number "(?!\\w)|\\b" name "\\b"
/* Four hexadecimal digits, with or without zeros before them, or the same number as decimal. */
#define MBEDTLS(hex, decimal) CODE ("-0x0*" hex "|-" decimal)
/* Two digits mean nothing where mbed TLS is not named, or they are not written its way. */
#define MBEDTLS_NET(hex, decimal) \
  CODE ("-0x00" hex) "|(?:mbedtls|ssl|tls)\\w*\\b.{0,60}" CODE ("-0x" hex "|-" decimal)

#define SDK4 N_("It is Link SDK for C 4: its names for these numbers are shifted by one, so the " \
                "number counts and not the name beside it.")
#define SDK4_NAME N_("It is a name of Link SDK for C 4, whose names are shifted by one: they say " \
                     "one thing and mean the CONNACK code before it.")
#define SDK4_NUMBER N_("It is a number of Link SDK for C 4.")
#define SDK3 N_("It is the number of the vendor's Link SDK for C 3.")
#define CONNACK N_("It is a CONNACK code, or a client library's word for it.")
#define REASON N_("It is a reason code of MQTT 5, or a client library's word for it.")
#define CONSOLE N_("It is a reason the platform's console writes into the device's log.")
#define PLATFORM N_("It is a code of the platform.")
#define PUBSUB N_("It is a state of the library PubSubClient.")
#define MBED N_("It is an error of mbed TLS, or ESP-IDF's name for it.")
#define SYSTEM N_("It is an error of the device's network functions.")
#define LIBRARY N_("It is what a TLS library says.")
#define CLIENT N_("It is what a client library says.")
#define TUYA N_("It is a code of Tuya's device log.")

#define BAD_VERSION "mqtt.version-refused", CERTAIN, \
    N_("The server does not speak this version of MQTT")
#define BAD_CLIENT_ID "mqtt.client-id-rejected", CERTAIN, N_("The server rejects the client ID")
#define UNAVAILABLE "mqtt.server-unavailable", CERTAIN, N_("The MQTT service is not available")
#define CREDENTIALS "auth.bad-credentials", CERTAIN, N_("User name or password is wrong")
#define AUTHORIZED "auth.not-authorized", CERTAIN, N_("The device is not authorized")
#define LIKELY_CLIENT_ID "mqtt.client-id-rejected", LIKELY, N_("The server rejects the client ID")
#define LIKELY_UNAVAILABLE "mqtt.server-unavailable", LIKELY, \
    N_("The MQTT service is not available")
#define LIKELY_CREDENTIALS "auth.bad-credentials", LIKELY, N_("User name or password is wrong")
#define LIKELY_AUTHORIZED "auth.not-authorized", LIKELY, N_("The device is not authorized")
#define CLOSED "server.closed", LIKELY, N_("The server closed the link and gave no reason")
#define RESET "network.reset", CERTAIN, N_("The connection was reset")
#define LOST "network.lost", LIKELY, N_("The network connection was lost")
#define KICKED "kicked.same-device", CERTAIN, N_("Forced offline by another client")
#define EXPIRED "keepalive.expired", CERTAIN, \
    N_("The platform ended a link that was silent too long")
#define NO_PINGRESP "keepalive.no-pingresp", LIKELY, N_("The server no longer answers")
#define NO_CONNACK "mqtt.connack-timeout", LIKELY, N_("The server does not answer CONNECT")
#define RATE "limit.rate", CERTAIN, N_("The device sends too much")
#define NO_RIGHT "topic.invalid", LIKELY, N_("The device may not publish to this topic")
#define PAYLOAD "payload.rejected", CERTAIN, \
    N_("The platform does not accept the message's content")
#define NO_NAME "dns.not-found", LIKELY, N_("The server's name was not found")
#define UNREACHED "tcp.unreachable", LIKELY, N_("The server was not reached")
#define REFUSED "tcp.refused", CERTAIN, N_("Nothing listens on this port")
#define NO_ANSWER "tcp.timeout", LIKELY, N_("The server's address does not answer")
#define UNTRUSTED "cert.unknown-issuer", LIKELY, N_("The server's certificate was not trusted")
#define NOT_TLS "tls.not-tls", POSSIBLE, N_("What answers does not speak TLS")

const LgLogRow lg_log_rows[] = {
  { "kicked by the same device", KICKED, CONSOLE },
  { "keep-?\\s?alive timeout", EXPIRED, CONSOLE },
  { "connection reset by peer", RESET, CONSOLE },
  { "connection occurs exception", CLOSED, CONSOLE },
  { "gateway offline", "network.lost", LIKELY,
    N_("The gateway this device connects through went offline"), CONSOLE },
  { "device disconnect\\b", "client.disconnected", NOTE, N_("The device itself disconnected"),
    CONSOLE },
  { "rate limit\\s*:", RATE, CONSOLE },
  { "no authorization", NO_RIGHT, CONSOLE },
  { "payload is not json|\\bbad request\\b", PAYLOAD, CONSOLE },
  { "iot hub cannot publish messages", "network.lost", POSSIBLE,
    N_("The device does not acknowledge what the platform sends"), CONSOLE },
  { "device cannot receive messages", "network.lost", POSSIBLE,
    N_("The platform's messages do not reach the device"), CONSOLE },

  { "connack_rcode_unacceptable_protocol", BAD_VERSION, SDK4_NUMBER },
  { "connack_rcode_server_unavailable(?!.*-0x)|mqtt server unavailable, disconnect",
    LIKELY_CLIENT_ID, SDK4_NAME },
  { "connack_rcode_bad_username_password(?!.*-0x)|mqtt bad username or password, disconnect",
    LIKELY_UNAVAILABLE, SDK4_NAME },
  { "connack_rcode_not_authorized(?!.*-0x)|mqtt authorize fail, disconnect", LIKELY_CREDENTIALS,
    SDK4_NAME },
  { CODE ("-0x0*301"), "mqtt.malformed", LIKELY, N_("The answer to CONNECT is no MQTT"),
    SDK4_NUMBER },
  { CODE ("-0x0*302"), BAD_VERSION, SDK4_NUMBER },
  { CODE ("-0x0*303"), BAD_CLIENT_ID, SDK4 },
  { CODE ("-0x0*304"), UNAVAILABLE, SDK4 },
  { CODE ("-0x0*305"), CREDENTIALS, SDK4 },
  { CODE ("-0x0*503"), "register.timeout", CERTAIN,
    N_("Dynamic registration got no answer"), SDK4_NUMBER },

  { MBEDTLS ("7880", "30848"), CLOSED,
    N_("It is mbed TLS for close_notify: the peer ended TLS in order.") },
  { MBEDTLS ("2700", "9984") "|MBEDTLS_ERR_X509_CERT_VERIFY_FAILED", UNTRUSTED, MBED },
  { MBEDTLS ("(?:2180|3b00)", "(?:8576|15104)") "|X509_CRT_PARSE_FAILED", "root.damaged", LIKELY,
    N_("The device cannot read its root certificate"), MBED },
  { MBEDTLS ("7780", "30592"), "tls.alert", LIKELY, N_("The server ended TLS with an alert"),
    MBED },
  { MBEDTLS ("(?:7200|6e80|7700)", "(?:29184|28288|30464)"), NOT_TLS, MBED },
  { MBEDTLS ("7280", "29312"), "tls.closed-in-handshake", POSSIBLE,
    N_("The server closed the connection during TLS"), MBED },
  { MBEDTLS ("6800", "26624"), "tls.handshake-timeout", POSSIBLE,
    N_("The server was silent during TLS"), MBED },
  { MBEDTLS_NET ("50", "80") "|MBEDTLS_ERR_NET_CONN_RESET", RESET, MBED },
  { MBEDTLS_NET ("(?:4c|4e)", "(?:76|78)") "|MBEDTLS_ERR_NET_(?:RECV|SEND)_FAILED", LOST, MBED },
  { MBEDTLS_NET ("44", "68") "|MBEDTLS_ERR_NET_CONNECT_FAILED", UNREACHED, MBED },
  { MBEDTLS_NET ("52", "82") "|MBEDTLS_ERR_NET_UNKNOWN_HOST", NO_NAME, MBED },
  { "ESP_TLS_CANNOT_RESOLVE_HOSTNAME|" CODE ("0x8001"), NO_NAME, MBED },
  { "ESP_TLS_FAILED_CONNECT_TO_HOST|" CODE ("0x8004"), UNREACHED, MBED },
  { "ESP_TLS_CONNECTION_TIMEOUT|" CODE ("0x8006"), NO_ANSWER, MBED },
  { "ESP_ERR_MBEDTLS_SSL_HANDSHAKE_FAILED|" CODE ("0x801a"), "tls.failed", LIKELY,
    N_("The TLS handshake failed"), MBED },

  { CODE ("-35"), CREDENTIALS, SDK3 },
  { CODE ("-34"), AUTHORIZED, SDK3 },
  { CODE ("-36"), UNAVAILABLE, SDK3 },
  { CODE ("-37"), BAD_CLIENT_ID, SDK3 },
  { CODE ("-38"), BAD_VERSION, SDK3 },

  { PLATFORM_CODE ("6288"), "register.refused", CERTAIN,
    N_("Dynamic registration is not switched on"), PLATFORM },
  { PLATFORM_CODE ("6289"), "register.already-active", CERTAIN,
    N_("The device was activated before"), PLATFORM },
  { PLATFORM_CODE ("6287|6600|6292"), CREDENTIALS, PLATFORM },
  { PLATFORM_CODE ("6100|6250|9200"), "auth.not-authorized", LIKELY,
    N_("The platform does not know this device, or it was never activated"), PLATFORM },
  { PLATFORM_CODE ("52[12]|6204|6208"), "auth.not-authorized", CERTAIN,
    N_("The device is disabled or deleted"), PLATFORM },
  { PLATFORM_CODE ("[45]27"), KICKED, PLATFORM },
  { PLATFORM_CODE ("520"), "server.closed", LIKELY,
    N_("The platform has no session of this device"), PLATFORM },
  { PLATFORM_CODE ("9201"), "network.lost", LIKELY, N_("The device is offline"), PLATFORM },
  { PLATFORM_CODE ("429|6452"), RATE, PLATFORM },
  { PLATFORM_CODE ("6203"), NO_RIGHT, PLATFORM },
  { PLATFORM_CODE ("4[06]0|6106|6207|63\\d\\d|6450|2600[1267]|26010"), PAYLOAD, PLATFORM },
  { PLATFORM_CODE ("500|6760"), LIKELY_UNAVAILABLE, PLATFORM },

  { STATE_CODE ("-4"), NO_CONNACK, PUBSUB },
  { STATE_CODE ("-3"), LOST, PUBSUB },
  { STATE_CODE ("-2"), "tcp.unreachable", POSSIBLE, N_("The server was not reached"), PUBSUB },
  { STATE_CODE ("-1"), "client.disconnected", NOTE, N_("The device itself disconnected"),
    PUBSUB },

  { RETURN_CODE ("(?:142|8e)") "|session taken over", KICKED, REASON },
  { RETURN_CODE ("(?:141|8d)"), EXPIRED, REASON },
  { RETURN_CODE ("(?:1|132|84)"), BAD_VERSION, CONNACK },
  { RETURN_CODE ("(?:2|133|85)"), BAD_CLIENT_ID, CONNACK },
  { RETURN_CODE ("(?:3|136|88|137|89)"), UNAVAILABLE, CONNACK },
  { RETURN_CODE ("(?:4|134|86|140|8c)"), CREDENTIALS, CONNACK },
  { RETURN_CODE ("(?:5|135|87|138|8a)"), AUTHORIZED, CONNACK },
  { RETURN_CODE ("(?:150|96|151|97)"), RATE, REASON },
  { RETURN_CODE ("(?:153|99)"), PAYLOAD, REASON },
  { "unacceptable protocol|unsupported protocol version|connection_refuse_protocol", BAD_VERSION,
    CONNACK },
  { "identifier[ _]rejected|client identifier not valid|connection_refuse_id_rejected",
    BAD_CLIENT_ID, CONNACK },
  { "(?:server|broker)[ _]unavailable", UNAVAILABLE, CONNACK },
  { "bad[ _]user[ _]?name|bad[ _]userdata|bad user name or password", CREDENTIALS, CONNACK },
  { "not[ _]authori[sz]ed", AUTHORIZED, CONNACK },

  { "\\bacl_fail\\b", NO_RIGHT, TUYA },
  { "\\bauth_fail\\b", CREDENTIALS, TUYA },
  { "\\bpush_mqtt_fail\\b", "network.lost", POSSIBLE,
    N_("The platform's messages do not reach the device"), TUYA },

  { "no ping_?resp|ping_?resp (?:was )?not received|ping(?:resp)? timeout|ping_outstanding",
    NO_PINGRESP, CLIENT },
  { "getaddrinfo|enotfound|eai_again|name or service not known|no such host|unknown ?host|"
    "(?:could not|cannot|couldn't|failed to) resolve|dns (?:lookup )?fail", NO_NAME, SYSTEM },
  { "certificate (?:has )?expired|certificate is expired", "cert.expired", CERTAIN,
    N_("A certificate of the server has expired"), LIBRARY },
  { "certificate (?:is )?not yet valid", "cert.not-yet-valid", CERTAIN,
    N_("A certificate of the server is not yet valid"), LIBRARY },
  { "hostname mismatch|doesn't match|no alternative certificate subject name|"
    "certificate is (?:not )?valid for|host ?name .{0,60}(?:not match|verif)",
    "cert.host-mismatch", LIKELY, N_("The server's certificate is for another name"), LIBRARY },
  { "certificate verify failed|unable to get (?:local )?issuer|self[- ]signed certificate|"
    "unknown (?:authority|ca)\\b|PKIX path", UNTRUSTED, LIBRARY },
  { "wrong version number|packet length too long|first record does not look like", NOT_TLS,
    LIBRARY },
  { "no shared cipher|no cipher|handshake[ _]failure", "tls.no-common-cipher", POSSIBLE,
    N_("Device and server have no TLS method in common"), LIBRARY },

  { ERRNO ("104", "ECONNRESET"), RESET, SYSTEM },
  { ERRNO ("111", "ECONNREFUSED") "|connection refused(?!\\s*[:,])", REFUSED, SYSTEM },
  { "\\bEHOSTUNREACH\\b|no route to host|host is unreachable|network is (?:unreachable|down)",
    UNREACHED, SYSTEM },
  { "software caused connection abort", LOST, SYSTEM },
  { ERRNO ("(?:110|116)", "ETIMEDOUT") "|connect(?:ion)? timed? ?out|i/o timeout", NO_ANSWER,
    SYSTEM },
  { "bcn_timeout|beacon timeout|sta_disconnected|wi-?fi\\b.{0,20}\\b(?:lost|disconnect|down)|"
    "\\blink (?:is )?down\\b|no carrier", LOST, SYSTEM },
  { "\\b32109\\b|\\bconnection lost\\b", LOST, CLIENT },
  { "socket hang up|unexpected eof|closed by (?:the )?(?:remote|peer|server)|"
    "remote host closed", CLOSED, CLIENT },
  { NULL },
};
