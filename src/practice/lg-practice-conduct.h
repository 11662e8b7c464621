/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-wire.h"
#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/**
 * LgPracticeMoment:
 * @LG_PRACTICE_MOMENT_NEVER: it behaves
 * @LG_PRACTICE_MOMENT_SECURED: the connection is made and secured; nothing was said yet
 * @LG_PRACTICE_MOMENT_CONNECT: in place of CONNACK
 * @LG_PRACTICE_MOMENT_REGISTRATION: when a device registers
 * @LG_PRACTICE_MOMENT_ONLINE: after CONNACK
 * @LG_PRACTICE_MOMENT_SUBSCRIBE: in place of what a SUBSCRIBE brings about
 * @LG_PRACTICE_MOMENT_PUBLISH: in place of what a PUBLISH brings about
 * @LG_PRACTICE_MOMENT_PINGREQ: in place of PINGRESP
 *
 * When the platform misbehaves toward a device.
 */
typedef enum
{
  LG_PRACTICE_MOMENT_NEVER,
  LG_PRACTICE_MOMENT_SECURED,
  LG_PRACTICE_MOMENT_CONNECT,
  LG_PRACTICE_MOMENT_REGISTRATION,
  LG_PRACTICE_MOMENT_ONLINE,
  LG_PRACTICE_MOMENT_SUBSCRIBE,
  LG_PRACTICE_MOMENT_PUBLISH,
  LG_PRACTICE_MOMENT_PINGREQ,
} LgPracticeMoment;

/**
 * LgPracticeAct:
 * @LG_PRACTICE_ACT_IGNORES: does nothing about it
 * @LG_PRACTICE_ACT_SAYS: sends the words
 * @LG_PRACTICE_ACT_REFUSES: answers with the code: a CONNACK, and closes; or a SUBACK; or, out of
 *   itself, sends it in a DISCONNECT of MQTT 5, and closes
 * @LG_PRACTICE_ACT_ENDS: ends the connection with the goodbye
 * @LG_PRACTICE_ACT_FREEZES: reads and says nothing any more, and keeps the connection
 * @LG_PRACTICE_ACT_KICKS: closes as if the same device had logged in again
 * @LG_PRACTICE_ACT_RESTARTS: ends the broker and starts it anew, which closes every session
 * @LG_PRACTICE_ACT_VANISHES: freezes every connection and answers no TCP for 60 s
 *
 * What the platform does then.
 */
typedef enum
{
  LG_PRACTICE_ACT_IGNORES,
  LG_PRACTICE_ACT_SAYS,
  LG_PRACTICE_ACT_REFUSES,
  LG_PRACTICE_ACT_ENDS,
  LG_PRACTICE_ACT_FREEZES,
  LG_PRACTICE_ACT_KICKS,
  LG_PRACTICE_ACT_RESTARTS,
  LG_PRACTICE_ACT_VANISHES,
} LgPracticeAct;

/**
 * LgPracticeConduct:
 * @moment: when it misbehaves
 * @act: how
 * @code: what to refuse with
 * @goodbye: how to end
 * @words: (nullable): bytes to send before it acts
 * @n_words: how many
 * @after_s: how long after the moment, s of the platform's time
 * @irregular: whether each link is given another time, from half of @after_s to twice as long
 * @once: whether only the first device to come meets with it
 *
 * How the platform misbehaves after the handshake, at every port. All zero: not at all.
 */
typedef struct
{
  LgPracticeMoment   moment;
  LgPracticeAct      act;
  guint8             code;
  LgPracticeGoodbye  goodbye;
  const char        *words;
  gsize              n_words;
  guint              after_s;
  gboolean           irregular;
  gboolean           once;
} LgPracticeConduct;

void     lg_practice_conduct_write        (const LgPracticeConduct *self,
                                           LgMqttVersion            version,
                                           const LgPacket          *packet,
                                           GByteArray              *out);
gboolean lg_practice_conduct_is_about     (const LgPracticeConduct *self,
                                           LgPacketType             type);
guint    lg_practice_conduct_get_delay_ms (const LgPracticeConduct *self,
                                           guint                    nth);

G_END_DECLS
