/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every reason a server may have under MQTT 5 (3.2.2.2 and 3.14.2.1) to refuse a device or to end
 * its session. */
#include "config.h"

#include "lg-practice-fault-tables.h"

#include <glib/gi18n-lib.h>

#define CONNACK(number, cause) \
  { "connack-0x" #number, N_("MQTT 5: CONNECT is refused with the reason in the fault’s name"), \
    cause, .conduct = { .moment = LG_PRACTICE_MOMENT_CONNECT, .act = LG_PRACTICE_ACT_REFUSES, \
                        .code = 0x ## number } }
#define DISCONNECT(number, cause) \
  { "disconnect-0x" #number, N_("MQTT 5: after 10 s the session ends with that reason"), cause, \
    .conduct = { .moment = LG_PRACTICE_MOMENT_ONLINE, .act = LG_PRACTICE_ACT_REFUSES, \
                 .code = 0x ## number, .after_s = 10 } }

const LgPracticeFault lg_practice_faults_reason[] = {
  CONNACK (80, "mqtt.refused"),
  CONNACK (81, "mqtt.malformed"),
  CONNACK (82, "mqtt.refused"),
  CONNACK (83, "mqtt.refused"),
  CONNACK (84, "mqtt.version-refused"),
  CONNACK (85, "mqtt.client-id-rejected"),
  CONNACK (86, "auth.bad-credentials"),
  CONNACK (87, "auth.not-authorized"),
  CONNACK (88, "mqtt.server-unavailable"),
  CONNACK (89, "mqtt.server-unavailable"),
  CONNACK (8a, "auth.not-authorized"),
  CONNACK (8c, "mqtt.refused"),
  CONNACK (90, "topic.invalid"),
  CONNACK (95, "limit.payload"),
  CONNACK (97, "limit.rate"),
  CONNACK (99, "mqtt.refused"),
  CONNACK (9a, "limit.retain"),
  CONNACK (9b, "limit.qos"),
  CONNACK (9c, "server.moved"),
  CONNACK (9d, "server.moved"),
  CONNACK (9f, "limit.rate"),

  DISCONNECT (80, "server.disconnect"),
  DISCONNECT (81, "mqtt.malformed"),
  DISCONNECT (82, "server.disconnect"),
  DISCONNECT (83, "server.disconnect"),
  DISCONNECT (87, "auth.not-authorized"),
  DISCONNECT (89, "mqtt.server-unavailable"),
  DISCONNECT (8b, "mqtt.server-unavailable"),
  DISCONNECT (8d, "keepalive.expired"),
  DISCONNECT (8e, "kicked.same-device"),
  DISCONNECT (8f, "topic.invalid"),
  DISCONNECT (90, "topic.invalid"),
  DISCONNECT (93, "limit.rate"),
  DISCONNECT (94, "topic.invalid"),
  DISCONNECT (95, "limit.payload"),
  DISCONNECT (96, "limit.rate"),
  DISCONNECT (97, "limit.rate"),
  DISCONNECT (98, "server.disconnect"),
  DISCONNECT (99, "server.disconnect"),
  DISCONNECT (9a, "limit.retain"),
  DISCONNECT (9b, "limit.qos"),
  DISCONNECT (9c, "server.moved"),
  DISCONNECT (9d, "server.moved"),
  DISCONNECT (9e, "server.disconnect"),
  DISCONNECT (9f, "limit.rate"),
  { NULL },
};
