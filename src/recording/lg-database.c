/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-database.h"

#include "lg-topic-ids.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

/* "LGls" in SQLite's header: tells a recording from any other database. */
#define APPLICATION_ID 0x4c476c73
/* 2: clauses and their arguments beside the text. */
#define USER_VERSION 2

/* How long to wait for another program that reads the file. */
#define BUSY_MS 500

typedef enum
{
  STATEMENT_INSERT,
  STATEMENT_INSERT_TOPIC,
  STATEMENT_FIND_TOPIC,
  STATEMENT_SET_META,
  STATEMENT_READ,
  STATEMENT_SCAN,
  N_STATEMENTS,
} Statement;

static const char *const statements[N_STATEMENTS] = {
  [STATEMENT_INSERT] =
    "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
  [STATEMENT_INSERT_TOPIC] = "INSERT OR IGNORE INTO topic (name) VALUES (?1)",
  [STATEMENT_FIND_TOPIC] = "SELECT id FROM topic WHERE name = ?1",
  [STATEMENT_SET_META] = "INSERT OR REPLACE INTO meta VALUES (?1, ?2)",
  [STATEMENT_READ] =
    "SELECT event.id, wall, mono, kind, direction, topic.name, flags, packet_id, code, size,"
    " duration, clause, args, text, payload"
    " FROM event LEFT JOIN topic ON topic.id = event.topic WHERE event.id = ?1",
  [STATEMENT_SCAN] = "SELECT id, kind FROM event WHERE id > ?1 ORDER BY id",
};

static const char schema[] =
  "PRAGMA application_id = " G_STRINGIFY (APPLICATION_ID) ";"
  "PRAGMA user_version = " G_STRINGIFY (USER_VERSION) ";"
  "PRAGMA journal_mode = WAL;"
  "PRAGMA synchronous = NORMAL;"
  "PRAGMA wal_autocheckpoint = 4000;"
  "BEGIN;"
  "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE topic (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
  "CREATE TABLE event (id INTEGER PRIMARY KEY,"
  " wall INTEGER NOT NULL, mono INTEGER NOT NULL,"
  " kind INTEGER NOT NULL, direction INTEGER NOT NULL,"
  " topic INTEGER REFERENCES topic (id), flags INTEGER NOT NULL, packet_id INTEGER NOT NULL,"
  " code INTEGER NOT NULL, size INTEGER NOT NULL, duration INTEGER NOT NULL,"
  " clause TEXT, args TEXT, text TEXT, payload BLOB);"
  "COMMIT;";

struct _LgDatabase
{
  sqlite3      *handle;
  sqlite3_stmt *prepared[N_STATEMENTS];
  LgTopicIds   *topics;
};

G_DEFINE_QUARK (lg-recording-error-quark, lg_recording_error)

static void
set_error (LgDatabase  *self,
           GError     **error)
{
  const char *message = sqlite3_errmsg (self->handle);

  switch (sqlite3_errcode (self->handle))
    {
    case SQLITE_FULL:
      g_set_error_literal (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_DISK_FULL,
                           _("The disk is full."));
      break;

    case SQLITE_READONLY:
      g_set_error_literal (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_READ_ONLY,
                           _("The recording’s file may not be written to."));
      break;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      g_set_error_literal (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_DAMAGED,
                           _("The file is damaged or is not a recording."));
      break;

    case SQLITE_CANTOPEN:
      g_set_error (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_OPEN,
                   _("The recording’s file cannot be opened: %s."), message);
      break;

    default:
      g_set_error (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_FAILED,
                   _("The recording’s file cannot be read or written: %s."), message);
    }
}

static LgDatabase *
open_file (const char  *path,
           int          flags,
           GError     **error)
{
  g_autoptr (LgDatabase) self = g_new0 (LgDatabase, 1);

  self->topics = lg_topic_ids_new ();
  if (sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    {
      set_error (self, error);
      return NULL;
    }

  sqlite3_busy_timeout (self->handle, BUSY_MS);
  return g_steal_pointer (&self);
}

/**
 * lg_database_create:
 * @path: an empty file
 * @error: return location (#LgRecordingError)
 *
 * Makes a recording of an empty file, for one writer and any number of readers (WAL).
 *
 * Returns: (transfer full): a connection to write with, or %NULL with @error set
 */
LgDatabase *
lg_database_create (const char  *path,
                    GError     **error)
{
  g_autoptr (LgDatabase) self = open_file (path, SQLITE_OPEN_READWRITE, error);

  if (self == NULL || !lg_database_execute (self, schema, error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
read_number (LgDatabase  *self,
             const char  *sql,
             gint64      *number,
             GError     **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean read = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL) == SQLITE_OK
                  && sqlite3_step (statement) == SQLITE_ROW;

  if (read)
    *number = sqlite3_column_int64 (statement, 0);
  else
    set_error (self, error);
  sqlite3_finalize (statement);
  return read;
}

/* Whether it is a recording, and of the form this program writes. */
static gboolean
check_form (LgDatabase  *self,
            GError     **error)
{
  gint64 application, version;

  if (!read_number (self, "PRAGMA application_id", &application, error)
      || !read_number (self, "PRAGMA user_version", &version, error))
    return FALSE;

  if (application != APPLICATION_ID)
    g_set_error_literal (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_DAMAGED,
                         _("The file is damaged or is not a recording."));
  else if (version != USER_VERSION)
    g_set_error (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_VERSION,
                 version < USER_VERSION
                 ? _("The recording has an old form (%d) that this version of Linkglass does not "
                     "read.")
                 : _("The recording has a newer form (%d) than this version of Linkglass reads."),
                 (int) version);
  else
    return TRUE;

  return FALSE;
}

/**
 * lg_database_open:
 * @path: a recording
 * @error: return location (#LgRecordingError)
 *
 * Opens a recording for reading, also one that is being written.
 *
 * Returns: (transfer full): a connection that cannot write, or %NULL with @error set: not a
 *   recording (%LG_RECORDING_ERROR_DAMAGED), of another form (%LG_RECORDING_ERROR_VERSION)
 */
LgDatabase *
lg_database_open (const char  *path,
                  GError     **error)
{
  g_autoptr (LgDatabase) self = open_file (path, SQLITE_OPEN_READONLY, error);

  if (self == NULL || !check_form (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * lg_database_free:
 * @self: (transfer full): a connection
 *
 * Closes the connection; nothing that was committed is lost.
 */
void
lg_database_free (LgDatabase *self)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (self->prepared[i]);
  sqlite3_close (self->handle);
  lg_topic_ids_free (self->topics);
  g_free (self);
}

/**
 * lg_database_execute:
 * @sql: one or more statements
 * @error: return location (#LgRecordingError)
 *
 * Runs statements whose rows do not matter (`BEGIN`, `COMMIT`, `PRAGMA`).
 *
 * Returns: whether all of them succeeded
 */
gboolean
lg_database_execute (LgDatabase  *self,
                     const char  *sql,
                     GError     **error)
{
  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  set_error (self, error);
  return FALSE;
}

static sqlite3_stmt *
prepare (LgDatabase  *self,
         Statement    statement,
         GError     **error)
{
  sqlite3_stmt **prepared = &self->prepared[statement];

  if (*prepared == NULL
      && sqlite3_prepare_v3 (self->handle, statements[statement], -1, SQLITE_PREPARE_PERSISTENT,
                             prepared, NULL) != SQLITE_OK)
    set_error (self, error);

  return *prepared;
}

/* Runs a statement that returns nothing and makes it ready for the next time. */
static gboolean
run (LgDatabase    *self,
     sqlite3_stmt  *statement,
     GError       **error)
{
  gboolean done = sqlite3_step (statement) == SQLITE_DONE;

  if (!done)
    set_error (self, error);
  sqlite3_reset (statement);
  return done;
}

static gboolean
insert_topic (LgDatabase  *self,
              const char  *topic,
              gint64      *id,
              GError     **error)
{
  sqlite3_stmt *insert = prepare (self, STATEMENT_INSERT_TOPIC, error);
  sqlite3_stmt *find = insert != NULL ? prepare (self, STATEMENT_FIND_TOPIC, error) : NULL;
  gboolean found;

  if (find == NULL)
    return FALSE;

  sqlite3_bind_text (insert, 1, topic, -1, SQLITE_STATIC);
  if (!run (self, insert, error))
    return FALSE;

  sqlite3_bind_text (find, 1, topic, -1, SQLITE_STATIC);
  found = sqlite3_step (find) == SQLITE_ROW;
  if (found)
    *id = sqlite3_column_int64 (find, 0);
  else
    set_error (self, error);
  sqlite3_reset (find);
  return found;
}

static gboolean
bind_topic (LgDatabase    *self,
            sqlite3_stmt  *statement,
            int            column,
            const char    *topic,
            GError       **error)
{
  gint64 id;

  if (topic == NULL)
    {
      sqlite3_bind_null (statement, column);
      return TRUE;
    }

  if (!lg_topic_ids_find (self->topics, topic, &id))
    {
      if (!insert_topic (self, topic, &id, error))
        return FALSE;
      lg_topic_ids_add (self->topics, topic, id);
    }

  sqlite3_bind_int64 (statement, column, id);
  return TRUE;
}

/**
 * lg_database_append:
 * @event: what to write, under its own id
 * @error: return location (#LgRecordingError)
 *
 * Writes one event. If that fails, the transaction it is part of has to be rolled back and the
 * connection is not for writing any more.
 *
 * Returns: whether it was written
 */
gboolean
lg_database_append (LgDatabase     *self,
                    const LgEvent  *event,
                    GError        **error)
{
  sqlite3_stmt *insert = prepare (self, STATEMENT_INSERT, error);

  if (insert == NULL || !bind_topic (self, insert, 6, event->topic, error))
    return FALSE;

  sqlite3_bind_int64 (insert, 1, event->id);
  sqlite3_bind_int64 (insert, 2, event->wall_us);
  sqlite3_bind_int64 (insert, 3, event->mono_us);
  sqlite3_bind_int (insert, 4, event->kind);
  sqlite3_bind_int (insert, 5, event->direction);
  sqlite3_bind_int (insert, 7, event->flags);
  sqlite3_bind_int (insert, 8, event->packet_id);
  sqlite3_bind_int (insert, 9, event->code);
  sqlite3_bind_int64 (insert, 10, event->size);
  sqlite3_bind_int64 (insert, 11, event->duration_us);
  sqlite3_bind_text (insert, 12, event->clause, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 13, event->args, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 14, event->text, -1, SQLITE_STATIC);
  sqlite3_bind_blob64 (insert, 15, event->payload, event->payload_length, SQLITE_STATIC);
  return run (self, insert, error);
}

/**
 * lg_database_set_meta:
 * @key: what
 * @value: its value; replaces an earlier one
 * @error: return location (#LgRecordingError)
 *
 * Returns: whether it was written
 */
gboolean
lg_database_set_meta (LgDatabase  *self,
                      const char  *key,
                      const char  *value,
                      GError     **error)
{
  sqlite3_stmt *set = prepare (self, STATEMENT_SET_META, error);

  if (set == NULL)
    return FALSE;

  sqlite3_bind_text (set, 1, key, -1, SQLITE_STATIC);
  sqlite3_bind_text (set, 2, value, -1, SQLITE_STATIC);
  return run (self, set, error);
}

/**
 * lg_database_seal:
 * @error: return location (#LgRecordingError)
 *
 * Makes one file of the recording, without a write-ahead log beside it. No other connection may be
 * open.
 *
 * Returns: whether that succeeded; if not, the file and its log together are still whole
 */
gboolean
lg_database_seal (LgDatabase  *self,
                  GError     **error)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    g_clear_pointer (&self->prepared[i], sqlite3_finalize);

  return lg_database_execute (self, "PRAGMA journal_mode = DELETE", error);
}

static const char *
get_text (sqlite3_stmt *statement,
          int           column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

static const guint8 *
get_bytes (sqlite3_stmt *statement,
           int           column)
{
  /* SQLite gives NULL for bytes that are there but none. */
  if (sqlite3_column_type (statement, column) == SQLITE_BLOB
      && sqlite3_column_bytes (statement, column) == 0)
    return (const guint8 *) "";

  return sqlite3_column_blob (statement, column);
}

/**
 * lg_database_read:
 * @id: an event's id
 * @error: return location (#LgRecordingError)
 *
 * Returns: (transfer full): the event, or %NULL with @error set
 */
LgEvent *
lg_database_read (LgDatabase  *self,
                  gint64       id,
                  GError     **error)
{
  sqlite3_stmt *read = prepare (self, STATEMENT_READ, error);
  LgEvent *event = NULL;
  int result;

  if (read == NULL)
    return NULL;

  sqlite3_bind_int64 (read, 1, id);
  result = sqlite3_step (read);
  if (result == SQLITE_ROW)
    event = lg_event_copy (&(LgEvent) {
      .id = sqlite3_column_int64 (read, 0),
      .wall_us = sqlite3_column_int64 (read, 1),
      .mono_us = sqlite3_column_int64 (read, 2),
      .kind = sqlite3_column_int (read, 3),
      .direction = sqlite3_column_int (read, 4),
      .topic = get_text (read, 5),
      .flags = sqlite3_column_int (read, 6),
      .packet_id = sqlite3_column_int (read, 7),
      .code = sqlite3_column_int (read, 8),
      .size = sqlite3_column_int64 (read, 9),
      .duration_us = sqlite3_column_int64 (read, 10),
      .clause = get_text (read, 11),
      .args = get_text (read, 12),
      .text = get_text (read, 13),
      .payload = get_bytes (read, 14),
      .payload_length = sqlite3_column_bytes (read, 14),
    });
  else if (result == SQLITE_DONE)
    g_set_error (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_FAILED,
                 "no event %" G_GINT64_FORMAT, id);
  else
    set_error (self, error);

  sqlite3_reset (read);
  return event;
}

/**
 * lg_database_scan:
 * @after: the id to begin behind
 * @func: (scope call): called for each event in order until it returns %FALSE
 * @error: return location (#LgRecordingError)
 *
 * Goes through the kinds of the events.
 *
 * Returns: whether reading succeeded as far as it went
 */
gboolean
lg_database_scan (LgDatabase      *self,
                  gint64           after,
                  LgDatabaseFunc   func,
                  gpointer         user_data,
                  GError         **error)
{
  sqlite3_stmt *scan = prepare (self, STATEMENT_SCAN, error);
  int result;

  if (scan == NULL)
    return FALSE;

  sqlite3_bind_int64 (scan, 1, after);
  do
    result = sqlite3_step (scan);
  while (result == SQLITE_ROW
         && func (sqlite3_column_int64 (scan, 0), sqlite3_column_int (scan, 1), user_data));

  if (result != SQLITE_ROW && result != SQLITE_DONE)
    set_error (self, error);
  sqlite3_reset (scan);
  return result == SQLITE_ROW || result == SQLITE_DONE;
}
