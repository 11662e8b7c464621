/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-recording-writer.h"

#include <pthread.h>

/* One transaction at most; also how long events are gathered, so that a trickle costs few
 * transactions and yet shows at once. */
#define BATCH_EVENTS 4096
#define GATHER_US (25 * G_TIME_SPAN_MILLISECOND)

/* Closing the mailbox ends the wait; nothing else has to. */
#define IDLE_US G_TIME_SPAN_HOUR

#define NOTIFY_MS 33

struct _LgWriter
{
  LgDatabase      *database;
  LgMailbox       *mailbox;
  GThread         *thread;
  GMainContext    *context;
  LgWriterFunc     changed;
  gpointer         user_data;

  /* Not GLib's, which ThreadSanitizer cannot see into. */
  pthread_mutex_t  mutex;
  guint64          length;
  GError          *error;
  GStrvBuilder    *meta;
  GSource         *notification;
};

static gboolean
notify_cb (gpointer user_data)
{
  LgWriter *self = user_data;

  pthread_mutex_lock (&self->mutex);
  g_clear_pointer (&self->notification, g_source_unref);
  pthread_mutex_unlock (&self->mutex);

  self->changed (self->user_data);
  return G_SOURCE_REMOVE;
}

/* With the mutex held. One timeout is under way at most, so the main thread is told at most every
 * NOTIFY_MS however fast we write. */
static void
schedule_notification (LgWriter *self)
{
  if (self->notification != NULL)
    return;

  self->notification = g_timeout_source_new (NOTIFY_MS);
  g_source_set_callback (self->notification, notify_cb, self, NULL);
  g_source_attach (self->notification, self->context);
}

static void
publish (LgWriter *self,
         guint64   length,
         GError   *error)
{
  pthread_mutex_lock (&self->mutex);
  self->length = MAX (self->length, length);
  if (error != NULL && self->error == NULL)
    self->error = g_error_copy (error);
  schedule_notification (self);
  pthread_mutex_unlock (&self->mutex);
}

static GStrv
take_meta (LgWriter *self)
{
  GStrv pairs;

  pthread_mutex_lock (&self->mutex);
  pairs = g_strv_builder_end (self->meta);
  pthread_mutex_unlock (&self->mutex);
  return pairs;
}

static gboolean
write_meta (LgWriter  *self,
            GError   **error)
{
  g_auto (GStrv) pairs = take_meta (self);

  for (guint i = 0; pairs[i] != NULL; i += 2)
    if (!lg_database_set_meta (self->database, pairs[i], pairs[i + 1], error))
      return FALSE;

  return TRUE;
}

static gboolean
write_rows (LgWriter   *self,
            GPtrArray  *events,
            guint       from,
            guint       until,
            GError    **error)
{
  if (!write_meta (self, error))
    return FALSE;

  for (guint i = from; i < until; i++)
    if (!lg_database_append (self->database, g_ptr_array_index (events, i), error))
      return FALSE;

  return lg_database_execute (self->database, "COMMIT", error);
}

static gboolean
write_transaction (LgWriter   *self,
                   GPtrArray  *events,
                   guint       from,
                   guint       until,
                   GError    **error)
{
  if (!lg_database_execute (self->database, "BEGIN IMMEDIATE", error))
    return FALSE;

  if (write_rows (self, events, from, until, error))
    return TRUE;

  lg_database_execute (self->database, "ROLLBACK", NULL);
  return FALSE;
}

static void
write_batch (LgWriter   *self,
             GPtrArray  *events,
             GError    **error)
{
  for (guint from = 0; from < events->len; from += BATCH_EVENTS)
    {
      guint until = MIN (from + BATCH_EVENTS, events->len);
      const LgEvent *last = g_ptr_array_index (events, until - 1);

      if (!write_transaction (self, events, from, until, error))
        break;
      publish (self, last->id, NULL);
    }
}

static GPtrArray *
take_batch (LgWriter *self)
{
  GPtrArray *batch = lg_mailbox_take (self->mailbox, 1, IDLE_US);

  if (batch->len > 0 && batch->len < BATCH_EVENTS)
    g_ptr_array_extend_and_steal (batch, lg_mailbox_take (self->mailbox, BATCH_EVENTS - batch->len,
                                                          GATHER_US));
  return batch;
}

static void
finish_file (LgWriter  *self,
             GError   **error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (write_transaction (self, none, 0, 0, error))
    lg_database_seal (self->database, error);
}

/* After an error the mailbox is drained all the same: a full one would stop the session. */
static gpointer
writer_thread (gpointer data)
{
  LgWriter *self = data;
  g_autoptr (GError) error = NULL;

  for (;;)
    {
      g_autoptr (GPtrArray) batch = take_batch (self);

      if (batch->len == 0 && lg_mailbox_is_closed (self->mailbox))
        break;
      if (error != NULL)
        continue;

      write_batch (self, batch, &error);
      if (error != NULL)
        publish (self, 0, error);
    }

  if (error != NULL)
    lg_database_seal (self->database, NULL);
  else
    finish_file (self, &error);
  if (error != NULL)
    publish (self, 0, error);

  g_clear_pointer (&self->database, lg_database_free);
  return NULL;
}

/**
 * lg_writer_new:
 * @database: (transfer full): where to write
 * @mailbox: what to drain
 * @changed: called in the caller's main context, at most every 33 ms
 * @error: return location (%G_THREAD_ERROR_AGAIN)
 *
 * Starts the thread. It gathers events for 25 ms and writes them in transactions of at most 4096.
 *
 * Returns: (transfer full) (nullable): the running writer, or %NULL where no thread can be started
 */
LgWriter *
lg_writer_new (LgDatabase    *database,
               LgMailbox     *mailbox,
               LgWriterFunc   changed,
               gpointer       user_data,
               GError       **error)
{
  LgWriter *self = g_new0 (LgWriter, 1);

  self->database = database;
  self->mailbox = lg_mailbox_ref (mailbox);
  self->context = g_main_context_ref_thread_default ();
  self->changed = changed;
  self->user_data = user_data;
  self->meta = g_strv_builder_new ();
  pthread_mutex_init (&self->mutex, NULL);
  self->thread = g_thread_try_new ("recording", writer_thread, self, error);
  if (self->thread != NULL)
    return self;

  lg_writer_free (self);
  return NULL;
}

/**
 * lg_writer_get_length:
 *
 * Returns: the id of the last event that is durable
 */
guint64
lg_writer_get_length (LgWriter *self)
{
  guint64 length;

  pthread_mutex_lock (&self->mutex);
  length = self->length;
  pthread_mutex_unlock (&self->mutex);
  return length;
}

/**
 * lg_writer_dup_error:
 *
 * Returns: (transfer full) (nullable): what ended the writing
 */
GError *
lg_writer_dup_error (LgWriter *self)
{
  GError *error;

  pthread_mutex_lock (&self->mutex);
  error = self->error != NULL ? g_error_copy (self->error) : NULL;
  pthread_mutex_unlock (&self->mutex);
  return error;
}

/**
 * lg_writer_set_meta:
 *
 * Writes a pair with the next batch, or at the end.
 *
 * Returns: whether the writer is still at work
 */
gboolean
lg_writer_set_meta (LgWriter   *self,
                    const char *key,
                    const char *value)
{
  gboolean working;

  pthread_mutex_lock (&self->mutex);
  working = self->thread != NULL && self->error == NULL;
  if (working)
    {
      g_strv_builder_add (self->meta, key);
      g_strv_builder_add (self->meta, value);
    }
  pthread_mutex_unlock (&self->mutex);
  return working;
}

/**
 * lg_writer_finish:
 *
 * Closes the mailbox and waits until what is in it is written and the file is one file. Waits for
 * the disk, never for the network. No other connection to the file may be open.
 */
void
lg_writer_finish (LgWriter *self)
{
  if (self->thread == NULL)
    return;

  lg_mailbox_close (self->mailbox);
  g_thread_join (g_steal_pointer (&self->thread));

  if (self->notification != NULL)
    g_source_destroy (self->notification);
  g_clear_pointer (&self->notification, g_source_unref);
}

/**
 * lg_writer_free:
 * @self: (transfer full): a writer; it is finished if it was not
 */
void
lg_writer_free (LgWriter *self)
{
  lg_writer_finish (self);
  g_clear_pointer (&self->database, lg_database_free);
  lg_mailbox_unref (self->mailbox);
  g_main_context_unref (self->context);
  pthread_mutex_destroy (&self->mutex);
  g_clear_error (&self->error);
  g_strv_builder_unref (self->meta);
  g_free (self);
}
