/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

void     lg_key_file_save_object (GKeyFile    *file,
                                  const char  *group,
                                  GObject     *object);
gboolean lg_key_file_load_object (GKeyFile    *file,
                                  const char  *group,
                                  GObject     *object,
                                  GError     **error);

G_END_DECLS
