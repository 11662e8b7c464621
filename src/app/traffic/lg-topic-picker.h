/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_TOPIC_PICKER (lg_topic_picker_get_type ())

/**
 * LgTopicPicker:
 *
 * A button with the platform's topic catalogue below it, filled in for one device. Properties:
 * `upstream` (construct-only: what the device publishes, else what it subscribes to), `label`
 * (construct-only).
 *
 * Signal `picked (gpointer topic)`: a `const LgTopic *` was chosen.
 */
G_DECLARE_FINAL_TYPE (LgTopicPicker, lg_topic_picker, LG, TOPIC_PICKER, AdwBin)

void lg_topic_picker_set_profile (LgTopicPicker *self,
                                  LgProfile     *profile);

G_END_DECLS
