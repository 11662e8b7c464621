/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-recording.h"

G_BEGIN_DECLS

/**
 * LgDatabase:
 *
 * One connection to a recording's SQLite file, the only place that knows SQLite. Private to this
 * folder; one thread at a time.
 */
typedef struct _LgDatabase LgDatabase;

/**
 * LgDatabaseFunc:
 * @id: an event's id
 * @kind: what it is about, see [enum@EventKind]
 *
 * Called by [func@Database.scan]; returns whether to go on.
 */
typedef gboolean (*LgDatabaseFunc) (gint64   id,
                                    guint8   kind,
                                    gpointer user_data);

LgDatabase *lg_database_create   (const char      *path,
                                  GError         **error);
LgDatabase *lg_database_open     (const char      *path,
                                  GError         **error);
void        lg_database_free     (LgDatabase      *self);
gboolean    lg_database_execute  (LgDatabase      *self,
                                  const char      *sql,
                                  GError         **error);
gboolean    lg_database_append   (LgDatabase      *self,
                                  const LgEvent   *event,
                                  GError         **error);
gboolean    lg_database_set_meta (LgDatabase      *self,
                                  const char      *key,
                                  const char      *value,
                                  GError         **error);
char       *lg_database_dup_meta (LgDatabase      *self,
                                  const char      *key);
guint64     lg_database_count    (LgDatabase      *self);
gboolean    lg_database_copy     (LgDatabase      *self,
                                  const char      *path,
                                  GError         **error);
gboolean    lg_database_seal     (LgDatabase      *self,
                                  GError         **error);
LgEvent    *lg_database_read     (LgDatabase      *self,
                                  gint64           id,
                                  GError         **error);
gboolean    lg_database_walk     (LgDatabase      *self,
                                  gint64           after,
                                  LgRecordingFunc  func,
                                  gpointer         user_data,
                                  GError         **error);
gboolean    lg_database_scan     (LgDatabase      *self,
                                  gint64           after,
                                  LgDatabaseFunc   func,
                                  gpointer         user_data,
                                  GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgDatabase, lg_database_free)

G_END_DECLS
