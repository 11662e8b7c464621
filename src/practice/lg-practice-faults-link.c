/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong on a link that is up. */
#include "config.h"

#include "lg-practice-fault-tables.h"

#include <glib/gi18n-lib.h>

#define ON(when, how) .moment = LG_PRACTICE_MOMENT_ ## when, .act = LG_PRACTICE_ACT_ ## how

/* Long enough to look around before it happens. */
#define SOON(how) ON (ONLINE, how), .after_s = 10
#define ENDS_SOON(how) SOON (ENDS), .goodbye = LG_PRACTICE_GOODBYE_ ## how

const LgPracticeFault lg_practice_faults_link[] = {
  { "malformed-packet", N_("A packet that is no valid MQTT comes after 10 s online"),
    "mqtt.malformed",
    .conduct = { SOON (SAYS), LG_PRACTICE_WORDS ("\x36\x05\x00\x01t\x00\x01") } },
  { "connack-twice", N_("A second CONNACK comes after 10 s online"), "mqtt.malformed",
    .conduct = { SOON (SAYS), LG_PRACTICE_WORDS ("\x20\x02\x00\x00") } },
  { "suback-refused", N_("Every subscription is refused with SUBACK 0x80"), "subscribe.refused",
    .conduct = { ON (SUBSCRIBE, REFUSES), .code = 0x80 } },
  { "closed-on-subscribe", N_("The server closes on every SUBSCRIBE"), "subscribe.refused",
    .conduct = { ON (SUBSCRIBE, ENDS) } },

  { "kicked", N_("Another client takes the device’s place after 10 s"), "kicked.same-device",
    .conduct = { SOON (KICKS) } },
  { "flapping", N_("The server closes every link after 1 to 4 s, as two clients in turn do it"),
    "kicked.flapping", .conduct = { ON (ONLINE, ENDS), .after_s = 2, .irregular = TRUE } },
  { "no-pingresp", N_("PINGREQ is never answered"), "keepalive.no-pingresp",
    .conduct = { ON (PINGREQ, IGNORES) } },
  { "half-open", N_("After 10 s the server reads nothing any more, and does not close"),
    "keepalive.no-pingresp", .conduct = { SOON (FREEZES) } },
  { "network-gone", N_("After 10 s nothing comes through any more; 60 s later it does again"),
    "keepalive.no-pingresp", .conduct = { SOON (VANISHES), .once = TRUE } },

  { "reset-online", N_("The connection is reset after 10 s online"), "network.reset",
    .conduct = { ENDS_SOON (RESET) } },
  { "fin-online", N_("The server closes TCP alone after 10 s online"), "server.closed",
    .conduct = { ENDS_SOON (FIN) } },
  { "closed-online", N_("The server closes in order after 10 s online and says no reason"),
    "server.closed", .conduct = { ENDS_SOON (ORDERLY) } },
  { "alert-online", N_("The server ends TLS with a fatal alert after 10 s online"), "tls.alert",
    .conduct = { ENDS_SOON (ALERT) } },
  { "broker-restarted", N_("The server restarts after the link was up for 10 s"),
    "server.closed", .conduct = { SOON (RESTARTS), .once = TRUE } },
  { NULL },
};
