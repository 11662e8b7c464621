/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-recording-private.h"
#include "lg-recording-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* What may wait for the disk before the session has to stop reading. */
#define MAILBOX_EVENTS 65536
#define MAILBOX_BYTES (32 * 1024 * 1024)

struct _LgRecording
{
  GObject     parent_instance;
  char       *path;
  LgMailbox  *mailbox;
  LgWriter   *writer;
  LgDatabase *reader;
  guint64     length;
  GError     *error;
};

G_DEFINE_FINAL_TYPE (LgRecording, lg_recording, G_TYPE_OBJECT)

enum
{
  PROP_LENGTH = 1,
  PROP_ERROR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
update (LgRecording *self)
{
  guint64 length = lg_writer_get_length (self->writer);

  if (self->error == NULL)
    {
      self->error = lg_writer_dup_error (self->writer);
      if (self->error != NULL)
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }

  if (self->length != length)
    {
      self->length = length;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LENGTH]);
    }
}

static void
writer_changed_cb (gpointer user_data)
{
  g_autoptr (LgRecording) self = g_object_ref (user_data);

  update (self);
}

/* The file is created by us, not by SQLite: readable for its owner only, and never one that is
 * there already. */
static gboolean
create_file (const char  *path,
             GError     **error)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      int saved_errno = errno;

      g_set_error (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_OPEN,
                   _("The recording “%s” cannot be created: %s."), path,
                   g_strerror (saved_errno));
      return FALSE;
    }

  return g_close (fd, error);
}

static char *
create_cache_file (GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "linkglass", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "%Y-%m-%d %H-%M-%S");

  g_mkdir_with_parents (folder, 0700);
  for (guint i = 1;; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf (" (%u)", i) : g_strdup ("");
      g_autofree char *file = g_strconcat (name, number, ".linkglass", NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (create_file (path, error))
        return g_steal_pointer (&path);
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return NULL;
      g_clear_error (error);
    }
}

static void
lg_recording_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  LgRecording *self = LG_RECORDING (object);

  switch (prop_id)
    {
    case PROP_LENGTH:
      g_value_set_uint64 (value, self->length);
      break;

    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_recording_finalize (GObject *object)
{
  LgRecording *self = LG_RECORDING (object);

  g_clear_pointer (&self->reader, lg_database_free);
  g_clear_pointer (&self->writer, lg_writer_free);
  g_clear_pointer (&self->mailbox, lg_mailbox_unref);
  g_clear_error (&self->error);
  g_free (self->path);

  G_OBJECT_CLASS (lg_recording_parent_class)->finalize (object);
}

static void
lg_recording_class_init (LgRecordingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_recording_get_property;
  object_class->finalize = lg_recording_finalize;

  properties[PROP_LENGTH] =
    g_param_spec_uint64 ("length", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_recording_init (LgRecording *self)
{
}

/**
 * lg_recording_is_magic:
 * @bytes: (array length=length): the first bytes of a file
 * @length: their number, of which 16 are enough
 *
 * Returns: whether it is a database, and so worth opening as a recording
 */
gboolean
lg_recording_is_magic (const guint8 *bytes,
                       gsize         length)
{
  static const char magic[] = "SQLite format 3";

  return length >= sizeof magic && memcmp (bytes, magic, sizeof magic) == 0;
}

/**
 * lg_recording_new:
 * @path: (nullable): the file to make; %NULL for one in the user's cache directory, named by the
 *   local date and time
 * @error: return location (#LgRecordingError, %G_THREAD_ERROR_AGAIN)
 *
 * Starts a recording. A file that exists is never overwritten. Dropping the last reference finishes
 * the recording as [method@Recording.close] does. Main thread only, as everything here.
 *
 * Returns: (transfer full): a recording, or %NULL with @error set
 */
LgRecording *
lg_recording_new (const char  *path,
                  GError     **error)
{
  g_autoptr (LgRecording) self = g_object_new (LG_TYPE_RECORDING, NULL);
  g_autoptr (GError) thread_error = NULL;
  LgDatabase *database;

  if (path == NULL)
    self->path = create_cache_file (error);
  else if (create_file (path, error))
    self->path = g_strdup (path);
  if (self->path == NULL)
    return NULL;

  database = lg_database_create (self->path, error);
  if (database == NULL)
    {
      g_unlink (self->path);
      return NULL;
    }

  self->mailbox = lg_mailbox_new (MAILBOX_EVENTS, MAILBOX_BYTES);
  self->writer = lg_writer_new (database, self->mailbox, writer_changed_cb, self, &thread_error);
  if (self->writer == NULL)
    {
      g_set_error_literal (error, LG_RECORDING_ERROR, LG_RECORDING_ERROR_OPEN,
                           thread_error->message);
      g_unlink (self->path);
      return NULL;
    }
  lg_writer_set_meta (self->writer, "generator", "linkglass " VERSION);
  return g_steal_pointer (&self);
}

/**
 * lg_recording_open:
 * @path: a recording, also one that another program is writing
 * @error: return location (#LgRecordingError)
 *
 * Opens a recording read-only. One that is damaged opens, too, if its beginning can be read; its
 * length is then what it says of itself, and reading fails where the damage is.
 *
 * Returns: (transfer full): a recording, or %NULL with @error set
 */
LgRecording *
lg_recording_open (const char  *path,
                   GError     **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (LgRecording) self = g_object_new (LG_TYPE_RECORDING, NULL);

  self->path = g_strdup (path);
  if (lg_recording_get_reader (self, error) == NULL)
    return NULL;

  self->length = lg_database_count (self->reader);
  return g_steal_pointer (&self);
}

/**
 * lg_recording_get_mailbox:
 *
 * Returns: (transfer none) (nullable): %NULL for one that was opened, else where the events to
 *   record are put, from any one thread
 */
LgMailbox *
lg_recording_get_mailbox (LgRecording *self)
{
  g_return_val_if_fail (LG_IS_RECORDING (self), NULL);

  return self->mailbox;
}

/**
 * lg_recording_get_length:
 *
 * Returns: how many events are durable, as last notified; their ids are 1 … length
 */
guint64
lg_recording_get_length (LgRecording *self)
{
  g_return_val_if_fail (LG_IS_RECORDING (self), 0);

  return self->length;
}

/**
 * lg_recording_get_error:
 *
 * Returns: (transfer none) (nullable): what ended the recording before its time. The mailbox is
 *   drained on, so that the session lives
 */
const GError *
lg_recording_get_error (LgRecording *self)
{
  g_return_val_if_fail (LG_IS_RECORDING (self), NULL);

  return self->error;
}

/*< private >
 * lg_recording_get_reader:
 *
 * Returns: (transfer none): the main thread's connection, or %NULL with @error set
 */
LgDatabase *
lg_recording_get_reader (LgRecording  *self,
                         GError      **error)
{
  if (self->reader == NULL)
    self->reader = lg_database_open (self->path, error);

  return self->reader;
}

/**
 * lg_recording_read:
 * @id: an event's id, 1 … length
 * @error: return location (#LgRecordingError)
 *
 * Reads one event back, also from a closed recording.
 *
 * Returns: (transfer full): the event, or %NULL with @error set
 */
LgEvent *
lg_recording_read (LgRecording  *self,
                   gint64        id,
                   GError      **error)
{
  g_return_val_if_fail (LG_IS_RECORDING (self), NULL);

  LgDatabase *reader = lg_recording_get_reader (self, error);

  return reader != NULL ? lg_database_read (reader, id, error) : NULL;
}

/**
 * lg_recording_walk:
 * @after: the id to begin behind; 0: all of them
 * @func: (scope call): called for each event in order until it returns %FALSE
 * @error: return location (#LgRecordingError)
 *
 * Reads events in one go: much faster than one by one.
 *
 * Returns: whether reading succeeded as far as it went
 */
gboolean
lg_recording_walk (LgRecording      *self,
                   gint64            after,
                   LgRecordingFunc   func,
                   gpointer          user_data,
                   GError          **error)
{
  g_return_val_if_fail (LG_IS_RECORDING (self) && func != NULL, FALSE);

  LgDatabase *reader = lg_recording_get_reader (self, error);

  return reader != NULL && lg_database_walk (reader, after, func, user_data, error);
}

/**
 * lg_recording_set_meta:
 * @key: what
 * @value: its value; replaces an earlier one; never a secret
 *
 * Writes a pair with the next events, into a recording that was not opened.
 */
void
lg_recording_set_meta (LgRecording *self,
                       const char  *key,
                       const char  *value)
{
  g_return_if_fail (LG_IS_RECORDING (self) && self->writer != NULL);
  g_return_if_fail (key != NULL && value != NULL);

  lg_writer_set_meta (self->writer, key, value);
}

/**
 * lg_recording_dup_meta:
 * @key: what
 *
 * Returns: (transfer full) (nullable): its value, if the file has it and can be read
 */
char *
lg_recording_dup_meta (LgRecording *self,
                       const char  *key)
{
  g_return_val_if_fail (LG_IS_RECORDING (self) && key != NULL, NULL);

  LgDatabase *reader = lg_recording_get_reader (self, NULL);

  return reader != NULL ? lg_database_dup_meta (reader, key) : NULL;
}

/**
 * lg_recording_copy:
 * @path: where to; a file that exists is never overwritten
 * @error: return location (#LgRecordingError)
 *
 * Writes all that is durable into one clean file. Waits for the disk.
 *
 * Returns: whether it is whole; if not, nothing is left of it
 */
gboolean
lg_recording_copy (LgRecording  *self,
                   const char   *path,
                   GError      **error)
{
  g_return_val_if_fail (LG_IS_RECORDING (self) && path != NULL, FALSE);

  LgDatabase *reader = lg_recording_get_reader (self, error);

  if (reader == NULL || !create_file (path, error))
    return FALSE;
  if (lg_database_copy (reader, path, error))
    return TRUE;

  g_unlink (path);
  return FALSE;
}

/**
 * lg_recording_close:
 * @error: return location (#LgRecordingError)
 *
 * Writes what is still in the mailbox and makes one file of the recording. Waits for the disk. What
 * is put into the mailbox afterwards is thrown away; reading goes on. Closing twice does nothing.
 *
 * Returns: %TRUE if all is in the file, else %FALSE with @error set to what ended the recording
 */
gboolean
lg_recording_close (LgRecording  *self,
                    GError      **error)
{
  g_return_val_if_fail (LG_IS_RECORDING (self), FALSE);

  g_clear_pointer (&self->reader, lg_database_free);
  if (self->writer == NULL)
    return TRUE;

  lg_writer_finish (self->writer);
  update (self);

  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}
