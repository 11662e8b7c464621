/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-mailbox.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define LG_RECORDING_ERROR (lg_recording_error_quark ())
GQuark lg_recording_error_quark (void);

/** LgRecordingError: why a recording cannot be made, read or go on. */
typedef enum
{
  LG_RECORDING_ERROR_OPEN,
  LG_RECORDING_ERROR_DISK_FULL,
  LG_RECORDING_ERROR_READ_ONLY,
  LG_RECORDING_ERROR_DAMAGED,
  LG_RECORDING_ERROR_VERSION,
  LG_RECORDING_ERROR_FAILED,
} LgRecordingError;

#define LG_TYPE_RECORDING (lg_recording_get_type ())

/**
 * LgRecording:
 *
 * An SQLite file that grows while a session lives. A writer thread drains the mailbox in batches of
 * at most 4096 events or 250 ms, one transaction each. Reading goes through a read-only connection
 * of the main thread.
 *
 * One that is opened is read-only, and stays as it was at that moment.
 *
 * Properties (read-only, notifying on the main thread): `length` (events durable so far, uint64;
 * ids are 1 … length), `error` (boxed GError or %NULL: recording stopped, the session lives on).
 */
G_DECLARE_FINAL_TYPE (LgRecording, lg_recording, LG, RECORDING, GObject)

/**
 * LgRecordingFunc:
 * @event: borrowed for the call
 *
 * Called by [method@Recording.walk]; returns whether to go on.
 */
typedef gboolean (*LgRecordingFunc) (const LgEvent *event,
                                     gpointer       user_data);

gboolean      lg_recording_is_magic    (const guint8  *bytes,
                                        gsize          length);
LgRecording  *lg_recording_new         (const char    *path,
                                        GError       **error);
LgRecording  *lg_recording_open        (const char    *path,
                                        GError       **error);
LgMailbox    *lg_recording_get_mailbox (LgRecording   *self);
guint64       lg_recording_get_length  (LgRecording   *self);
const GError *lg_recording_get_error   (LgRecording   *self);
LgEvent      *lg_recording_read        (LgRecording   *self,
                                        gint64         id,
                                        GError       **error);
gboolean      lg_recording_walk        (LgRecording   *self,
                                        gint64         after,
                                        LgRecordingFunc func,
                                        gpointer       user_data,
                                        GError       **error);
void          lg_recording_set_meta    (LgRecording   *self,
                                        const char    *key,
                                        const char    *value);
char         *lg_recording_dup_meta    (LgRecording   *self,
                                        const char    *key);
gboolean      lg_recording_copy        (LgRecording   *self,
                                        const char    *path,
                                        GError       **error);
gboolean      lg_recording_close       (LgRecording   *self,
                                        GError       **error);

G_END_DECLS
