/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong before MQTT: TCP, the TLS offer, and ports where something else listens. */
#include "config.h"

#include "lg-practice-fault-tables.h"

#include <glib/gi18n-lib.h>

#define WORDS LG_PRACTICE_WORDS

const LgPracticeFault lg_practice_faults_transport[] = {
  { "tls-1.0", N_("Only TLS 1.0 is offered"), "tls.protocol-version",
    .chain = { .offer = LG_TLS_OFFER_TLS_1_0 } },
  { "tls-1.1", N_("Only TLS 1.1 is offered"), "tls.protocol-version",
    .chain = { .offer = LG_TLS_OFFER_TLS_1_1 } },
  { "no-common-cipher", N_("No cipher suite in common"), "tls.no-common-cipher",
    .chain = { .offer = LG_TLS_OFFER_FOREIGN_SUITES } },
  { "client-certificate-1.2", N_("A client certificate is demanded (TLS 1.2)"),
    "tls.client-certificate-required", .chain = { .offer = LG_TLS_OFFER_DEMANDING_1_2 } },
  { "client-certificate-1.3", N_("A client certificate is demanded (TLS 1.3)"),
    "tls.client-certificate-required", .chain = { .offer = LG_TLS_OFFER_DEMANDING_1_3 } },
  { "alert", N_("The server ends the handshake with the alert internal_error"), "tls.alert",
    .manner = LG_PRACTICE_MANNER_ANSWERS, WORDS ("\x15\x03\x03\x00\x02\x02\x50") },
  { "unrecognized-name", N_("The server ends the handshake as it does not know the name"),
    "tls.alert",
    .manner = LG_PRACTICE_MANNER_ANSWERS, WORDS ("\x15\x03\x03\x00\x02\x02\x70") },
  { "closed-in-handshake", N_("The server closes during the handshake"),
    "tls.closed-in-handshake", .manner = LG_PRACTICE_MANNER_ANSWERS },
  { "silent-handshake", N_("The server accepts TCP and never answers the handshake"),
    "tls.handshake-timeout", .manner = LG_PRACTICE_MANNER_SILENT },
  { "plain-mqtt", N_("MQTT without TLS on the TLS port"), "tls.not-tls",
    .manner = LG_PRACTICE_MANNER_OTHER_SECURITY },
  { "http", N_("An HTTP server on the TLS port"), "tls.not-tls",
    .manner = LG_PRACTICE_MANNER_ANSWERS,
    WORDS ("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n") },
  { "other-protocol", N_("A server of another protocol on the TLS port"), "tls.not-tls",
    .manner = LG_PRACTICE_MANNER_GREETS, WORDS ("SSH-2.0-OpenSSH_9.2\r\n") },

  { "refused", N_("Nothing listens on the TLS port"), "tcp.refused",
    .manner = LG_PRACTICE_MANNER_REFUSES },
  { "reset", N_("Every connection is reset right after it was accepted"), "tcp.reset",
    .manner = LG_PRACTICE_MANNER_RESETS },
  { "black-hole", N_("No port answers TCP"), "tcp.timeout",
    .place = LG_PRACTICE_PLACE_EVERYWHERE, .manner = LG_PRACTICE_MANNER_BLACK_HOLE },
  { "port-filtered", N_("The TLS port does not answer TCP, but others do"), "tcp.port-filtered",
    .manner = LG_PRACTICE_MANNER_BLACK_HOLE },

  { "plain-tls", N_("TLS on the port without TLS"), "mqtt.tls-expected",
    .place = LG_PRACTICE_PLACE_PLAIN, .manner = LG_PRACTICE_MANNER_OTHER_SECURITY },
  { "plain-refused", N_("Nothing listens on the port without TLS"), "tcp.refused",
    .place = LG_PRACTICE_PLACE_PLAIN, .manner = LG_PRACTICE_MANNER_REFUSES },
  { "plain-closed", N_("The port without TLS closes on CONNECT"), "mqtt.closed-before-connack",
    .place = LG_PRACTICE_PLACE_PLAIN, .manner = LG_PRACTICE_MANNER_ANSWERS },
  { "plain-silent", N_("The port without TLS never answers CONNECT"), "mqtt.connack-timeout",
    .place = LG_PRACTICE_PLACE_PLAIN, .manner = LG_PRACTICE_MANNER_SILENT },
  { "plain-http", N_("An HTTP server on the port without TLS"), "mqtt.not-mqtt",
    .place = LG_PRACTICE_PLACE_PLAIN, .manner = LG_PRACTICE_MANNER_ANSWERS,
    WORDS ("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n") },
  { NULL },
};
