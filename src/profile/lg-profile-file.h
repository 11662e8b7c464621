/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-profile.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Profiles as text: a key file with a group for each, named after its ID. Never a secret. */
void       lg_profile_save           (LgProfile    *self,
                                      GKeyFile     *file);
LgProfile *lg_profile_load           (GKeyFile     *file,
                                      const char   *id,
                                      GError      **error);
gboolean   lg_profile_equal          (LgProfile    *self,
                                      LgProfile    *other);
char      *lg_profile_export_text    (GListModel   *profiles);
gboolean   lg_profile_is_export_text (const char   *text);
gboolean   lg_profile_parse_text     (const char   *text,
                                      gsize         length,
                                      GListStore   *profiles);
gboolean   lg_profile_export_file    (GListModel   *profiles,
                                      const char   *path,
                                      GError      **error);
/** LG_PROFILE_FILE_MAX: how many bytes a file of devices may have. */
#define LG_PROFILE_FILE_MAX (32 * 1024 * 1024)


G_END_DECLS
