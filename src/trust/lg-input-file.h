/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LgInputKind:
 * @LG_INPUT_REGULAR: regular files only
 * @LG_INPUT_PIPE: pipes, too, as a shell's `<(…)` makes them
 */
typedef enum
{
  LG_INPUT_REGULAR,
  LG_INPUT_PIPE,
} LgInputKind;

int   lg_input_file_open (const char   *path,
                          LgInputKind   kind,
                          GError      **error);
char *lg_input_file_read (const char   *path,
                          gsize         max,
                          gsize        *length,
                          GError      **error);

G_END_DECLS
