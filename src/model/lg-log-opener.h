/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/lg-text-decoder.h"
#include "log/lg-log-tale.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LgLogOpened:
 * @tale: what the log tells
 * @name: (nullable): the file's name; %NULL: it was pasted
 * @encoding: what the file is taken for
 *
 * A log that was read.
 */
typedef struct
{
  LgLogTale      *tale;
  char           *name;
  LgTextEncoding  encoding;
} LgLogOpened;

void         lg_log_open_text_async (const char           *text,
                                     const LgDropCase     *known,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
void         lg_log_open_file_async (GFile                *file,
                                     const LgDropCase     *known,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
LgLogOpened *lg_log_open_finish     (GAsyncResult         *result,
                                     GError              **error);
void         lg_log_opened_free     (LgLogOpened          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgLogOpened, lg_log_opened_free)

G_END_DECLS
