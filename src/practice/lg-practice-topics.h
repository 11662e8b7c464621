/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-device.h"
#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

gboolean lg_practice_topics_accept_form (const char             *topic);
gboolean lg_practice_topics_allow       (const LgPracticeDevice *device,
                                         const char             *filter);
char    *lg_practice_topics_get_forward (const LgPracticeDevice *device,
                                         const char             *topic);

G_END_DECLS
