/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-database.h"

G_BEGIN_DECLS

/**
 * LgWriter:
 *
 * The thread that drains a mailbox into a database. Private to this folder; its functions are for
 * the thread that made it.
 */
typedef struct _LgWriter LgWriter;

/** LgWriterFunc: more events are durable, or an error ended the writing. */
typedef void (*LgWriterFunc) (gpointer user_data);

LgWriter *lg_writer_new        (LgDatabase    *database,
                                LgMailbox     *mailbox,
                                LgWriterFunc   changed,
                                gpointer       user_data,
                                GError       **error);
guint64   lg_writer_get_length (LgWriter      *self);
GError   *lg_writer_dup_error  (LgWriter      *self);
gboolean  lg_writer_set_meta   (LgWriter      *self,
                                const char    *key,
                                const char    *value);
void      lg_writer_finish     (LgWriter      *self);
void      lg_writer_free       (LgWriter      *self);

G_END_DECLS
