/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-device.h"
#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/** LgPracticeAnswer: what the platform pushes: @topic and a JSON @payload. */
typedef struct
{
  char *topic;
  char *payload;
} LgPracticeAnswer;

gboolean lg_practice_answer_make  (LgPracticeAnswer       *self,
                                   const LgPracticeDevice *device,
                                   const char             *topic,
                                   LgSlice                 payload,
                                   gint64                  now_ms);
void     lg_practice_answer_clear (LgPracticeAnswer       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LgPracticeAnswer, lg_practice_answer_clear)

G_END_DECLS
