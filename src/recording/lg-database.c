/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-database.h"

#include "lg-topic-ids.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

/* "LGls" in SQLite's header: tells a recording from any other database. */
#define APPLICATION_ID 0x4c476c73
/* 2: clauses and their arguments beside the text. */
#define USER_VERSION 2

/* The last moment of the year 9999, beyond which no date is. */
#define WALL_MAX_US (G_GINT64_CONSTANT (253402300799) * G_USEC_PER_SEC)

/* How long to wait for another program that reads the file. */
#define BUSY_MS 500

typedef enum
{
  STATEMENT_INSERT,
  STATEMENT_INSERT_TOPIC,
  STATEMENT_FIND_TOPIC,
  STATEMENT_SET_META,
  STATEMENT_GET_META,
  STATEMENT_READ,
  STATEMENT_WALK,
  STATEMENT_SCAN,
  N_STATEMENTS,
} Statement;

#define SELECT_EVENT                                                                              \
  "SELECT event.id, wall, mono, kind, direction, topic.name, flags, packet_id, code, size,"       \
  " duration, clause, args, text, payload"                                                        \
  " FROM event LEFT JOIN topic ON topic.id = event.topic"

static const char *const statements[N_STATEMENTS] = {
  [STATEMENT_INSERT] =
    "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
  [STATEMENT_INSERT_TOPIC] = "INSERT OR IGNORE INTO topic (name) VALUES (?1)",
  [STATEMENT_FIND_TOPIC] = "SELECT id FROM topic WHERE name = ?1",
  [STATEMENT_SET_META] = "INSERT OR REPLACE INTO meta VALUES (?1, ?2)",
  [STATEMENT_GET_META] = "SELECT value FROM meta WHERE key = ?1",
  [STATEMENT_READ] = SELECT_EVENT " WHERE event.id = ?1",
  [STATEMENT_WALK] = SELECT_EVENT " WHERE event.id > ?1 ORDER BY event.id",
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
      g_set_error_literal (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_DAMAGED,
                           _("The file is damaged."));
      break;

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
                         _("The file is another program’s database, not a recording."));
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

/* The file may come from anybody, and it may be cut short: then it is read as far as it goes,
   which SQLite does only where the schema may be written, if anything might. */
static const char reading[] =
  "PRAGMA trusted_schema = OFF;"
  "PRAGMA cell_size_check = ON;"
  "PRAGMA writable_schema = ON;";

static LgDatabase *
open_to_read (const char  *name,
              int          flags,
              GError     **error)
{
  g_autoptr (LgDatabase) self = open_file (name, SQLITE_OPEN_READONLY | flags, error);

  if (self == NULL || !lg_database_execute (self, reading, error) || !check_form (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* On media that cannot be written to, SQLite cannot make the file through which readers and a
   writer agree; without a writer's log beside it, there is nothing to agree on. */
static LgDatabase *
open_unchanging (const char  *path,
                 GError     **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *escaped = g_uri_escape_string (absolute, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file:", escaped, "?immutable=1", NULL);
  GStatBuf status;

  if (g_stat (log, &status) == 0 && status.st_size > 0)
    {
      g_set_error (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_OPEN,
                   _("The recording was not closed and lies where nothing can be written. Copy it "
                     "together with “%s” to another folder and open it there."), log);
      return NULL;
    }
  return open_to_read (uri, SQLITE_OPEN_URI, error);
}

/**
 * lg_database_open:
 * @path: a recording
 * @error: return location (#LgRecordingError)
 *
 * Opens a recording for reading, also one that is being written, one on media that cannot be
 * written to, and one that was cut short.
 *
 * Returns: (transfer full): a connection that cannot write, or %NULL with @error set: not a
 *   recording (%LG_RECORDING_ERROR_DAMAGED), of another form (%LG_RECORDING_ERROR_VERSION)
 */
LgDatabase *
lg_database_open (const char  *path,
                  GError     **error)
{
  g_autoptr (GError) first = NULL;
  LgDatabase *self = open_to_read (path, 0, &first);

  if (self != NULL)
    return self;
  if (g_error_matches (first, LG_RECORDING_ERROR, LG_RECORDING_ERROR_OPEN)
      && g_file_test (path, G_FILE_TEST_EXISTS))
    return open_unchanging (path, error);

  g_propagate_error (error, g_steal_pointer (&first));
  return NULL;
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
 * lg_database_dup_meta:
 * @key: what
 *
 * Returns: (transfer full) (nullable): its value, if it can be read
 */
char *
lg_database_dup_meta (LgDatabase *self,
                      const char *key)
{
  sqlite3_stmt *get = prepare (self, STATEMENT_GET_META, NULL);
  char *value = NULL;

  if (get == NULL)
    return NULL;

  sqlite3_bind_text (get, 1, key, -1, SQLITE_STATIC);
  if (sqlite3_step (get) == SQLITE_ROW && sqlite3_column_text (get, 0) != NULL)
    value = g_utf8_make_valid ((const char *) sqlite3_column_text (get, 0), -1);
  sqlite3_reset (get);
  return value;
}

/**
 * lg_database_count:
 *
 * Returns: the id of the last event, as far as that can be read
 */
guint64
lg_database_count (LgDatabase *self)
{
  gint64 last = 0;

  read_number (self, "SELECT max(id) FROM event", &last, NULL);
  return MAX (last, 0);
}

/**
 * lg_database_copy:
 * @path: an empty file
 * @error: return location (#LgRecordingError)
 *
 * Writes all that is durable into one file, which has no log beside it.
 *
 * Returns: whether it is whole
 */
gboolean
lg_database_copy (LgDatabase  *self,
                  const char  *path,
                  GError     **error)
{
  sqlite3_stmt *copy = NULL;
  gboolean done = sqlite3_prepare_v2 (self->handle, "VACUUM INTO ?1", -1, &copy, NULL) == SQLITE_OK
                  && sqlite3_bind_text (copy, 1, path, -1, SQLITE_STATIC) == SQLITE_OK
                  && sqlite3_step (copy) == SQLITE_DONE;

  if (!done)
    set_error (self, error);
  sqlite3_finalize (copy);
  return done;
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

/* What another program may have written into the file goes no further than here. */
static LgEvent *
make_event (sqlite3_stmt *row)
{
  static const int columns[] = { 5, 11, 12, 13 };
  const char *texts[G_N_ELEMENTS (columns)];
  g_autoptr (GPtrArray) mended = g_ptr_array_new_with_free_func (g_free);
  gint64 wall_us = sqlite3_column_int64 (row, 1);
  int direction = sqlite3_column_int (row, 4);
  const guint8 *payload = get_bytes (row, 14);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      texts[i] = get_text (row, columns[i]);
      if (texts[i] == NULL || g_utf8_validate (texts[i], -1, NULL))
        continue;
      g_ptr_array_add (mended, g_utf8_make_valid (texts[i], -1));
      texts[i] = mended->pdata[mended->len - 1];
    }

  return lg_event_copy (&(LgEvent) {
    .id = sqlite3_column_int64 (row, 0),
    .wall_us = CLAMP (wall_us, 0, WALL_MAX_US),
    .mono_us = sqlite3_column_int64 (row, 2),
    .kind = sqlite3_column_int (row, 3),
    .direction = CLAMP (direction, LG_DIRECTION_NONE, LG_DIRECTION_IN),
    .topic = texts[0],
    .flags = sqlite3_column_int (row, 6),
    .packet_id = sqlite3_column_int (row, 7),
    .code = sqlite3_column_int (row, 8),
    .size = sqlite3_column_int64 (row, 9),
    .duration_us = sqlite3_column_int64 (row, 10),
    .clause = texts[1],
    .args = texts[2],
    .text = texts[3],
    .payload = payload,
    .payload_length = payload != NULL ? sqlite3_column_bytes (row, 14) : 0,
  });
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
    event = make_event (read);
  else if (result == SQLITE_DONE)
    g_set_error (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_FAILED,
                 "no event %" G_GINT64_FORMAT, id);
  else
    set_error (self, error);

  sqlite3_reset (read);
  return event;
}

/**
 * lg_database_walk:
 * @after: the id to begin behind
 * @func: (scope call): called for each event in order until it returns %FALSE
 * @error: return location (#LgRecordingError)
 *
 * Reads events in one go, as they are at the beginning of that.
 *
 * Returns: whether reading succeeded as far as it went
 */
gboolean
lg_database_walk (LgDatabase       *self,
                  gint64            after,
                  LgRecordingFunc   func,
                  gpointer          user_data,
                  GError          **error)
{
  sqlite3_stmt *walk = prepare (self, STATEMENT_WALK, error);
  gboolean more = TRUE;
  int result = SQLITE_DONE;

  if (walk == NULL)
    return FALSE;

  sqlite3_bind_int64 (walk, 1, after);
  while (more && (result = sqlite3_step (walk)) == SQLITE_ROW)
    {
      g_autoptr (LgEvent) event = make_event (walk);

      more = func (event, user_data);
    }

  if (result != SQLITE_ROW && result != SQLITE_DONE)
    set_error (self, error);
  sqlite3_reset (walk);
  return result == SQLITE_ROW || result == SQLITE_DONE;
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
