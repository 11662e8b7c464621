/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-device.h"
#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/** LgPracticeSubscribe: the subscriptions of one connection that the broker has yet to answer. */
typedef struct _LgPracticeSubscribe LgPracticeSubscribe;

LgPracticeSubscribe *lg_practice_subscribe_new   (const LgPracticeDevice    *device,
                                                  LgMqttVersion              version);
void                 lg_practice_subscribe_free  (LgPracticeSubscribe       *self);
void                 lg_practice_subscribe_take  (LgPracticeSubscribe       *self,
                                                  const LgPacket            *subscribe,
                                                  GByteArray                *forward,
                                                  GByteArray                *answer);
void                 lg_practice_subscribe_drop  (LgPracticeSubscribe       *self,
                                                  const LgPacket            *unsubscribe);
void                 lg_practice_subscribe_merge (LgPracticeSubscribe       *self,
                                                  const LgPacket            *suback,
                                                  GByteArray                *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeSubscribe, lg_practice_subscribe_free)

G_END_DECLS
