/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong between the handshake and CONNACK. */
#include "config.h"

#include "lg-practice-fault-tables.h"

#include <glib/gi18n-lib.h>

#define ON_CONNECT(how) .moment = LG_PRACTICE_MOMENT_CONNECT, .act = LG_PRACTICE_ACT_ ## how
#define ENDS(how) ON_CONNECT (ENDS), .goodbye = LG_PRACTICE_GOODBYE_ ## how
#define CONNACK(number) .conduct = { ON_CONNECT (REFUSES), .code = (number) }

const LgPracticeFault lg_practice_faults_login[] = {
  { "connack-1", N_("CONNACK 1: this version of MQTT is refused"), "mqtt.version-refused",
    CONNACK (1) },
  { "connack-2", N_("CONNACK 2: the client ID is rejected"), "mqtt.client-id-rejected",
    CONNACK (2) },
  { "connack-3", N_("CONNACK 3: the service is not available"), "mqtt.server-unavailable",
    CONNACK (3) },
  { "connack-4", N_("CONNACK 4: user name or password is wrong"), "auth.bad-credentials",
    CONNACK (4) },
  { "connack-5", N_("CONNACK 5: the device is not authorized"), "auth.not-authorized",
    CONNACK (5) },
  { "connack-undefined", N_("CONNACK with a code that MQTT does not have"), "mqtt.refused",
    CONNACK (66) },
  { "connack-missing", N_("CONNECT is never answered"), "mqtt.connack-timeout",
    .conduct = { ON_CONNECT (FREEZES) } },
  { "closed-on-connect", N_("The server closes on CONNECT"), "mqtt.closed-before-connack",
    .conduct = { ENDS (ORDERLY) } },
  { "fin-on-connect", N_("The server closes TCP alone on CONNECT"), "mqtt.closed-before-connack",
    .conduct = { ENDS (FIN) } },
  { "reset-on-connect", N_("The server resets the connection on CONNECT"),
    "mqtt.closed-before-connack", .conduct = { ENDS (RESET) } },
  { "garbage-after-tls", N_("Bytes that are no MQTT come as soon as the connection is made"),
    "mqtt.malformed",
    .conduct = { .moment = LG_PRACTICE_MOMENT_SECURED, .act = LG_PRACTICE_ACT_SAYS,
                 LG_PRACTICE_WORDS ("220 ready for requests\r\n") } },
  { "garbage-connack", N_("Bytes that are no MQTT come in place of CONNACK"), "mqtt.malformed",
    .conduct = { ON_CONNECT (SAYS), LG_PRACTICE_WORDS ("\x20\x03\x00\x00\x00") } },
  { "http-after-tls", N_("An HTTP server answers CONNECT"), "mqtt.not-mqtt",
    .conduct = { ENDS (ORDERLY),
                 LG_PRACTICE_WORDS ("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n") } },
  { "early-packet", N_("Another packet comes before CONNACK"), "mqtt.malformed",
    .conduct = { ON_CONNECT (SAYS), LG_PRACTICE_WORDS ("\xd0\x00") } },
  { NULL },
};
