/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/lg-log-opener.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LG_TYPE_EXPLAIN_STORY (lg_explain_story_get_type ())

/**
 * LgExplainStory:
 *
 * What a whole log tells, an attempt of the device a row; hidden while there is none.
 */
G_DECLARE_FINAL_TYPE (LgExplainStory, lg_explain_story, LG, EXPLAIN_STORY, AdwPreferencesGroup)

void lg_explain_story_show (LgExplainStory    *self,
                            const LgLogOpened *opened);

G_END_DECLS
