/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-profile.h"

G_BEGIN_DECLS

/* Finding saved devices by what the operator remembers of them. */
char     *lg_profile_dup_search_text (LgProfile          *self);
GStrv     lg_profile_search_words    (const char         *typed);
gboolean  lg_profile_search_matches  (const char         *search_text,
                                      const char *const  *words);

G_END_DECLS
