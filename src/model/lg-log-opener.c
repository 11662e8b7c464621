/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a whole log away from the main thread: thousands of lines take longer than a frame. */
#include "config.h"

#include "lg-log-opener.h"

#include "trust/lg-input-file.h"

#include <string.h>

/* The log of many days. */
#define FILE_MAX (64 * 1024 * 1024)

/* What is asked for. */
typedef struct
{
  char       *text;
  char       *path;
  LgDropCase  known;
  gint64      now_s;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  if (order->text != NULL)
    explicit_bzero (order->text, strlen (order->text));
  g_free (order->text);
  g_free (order->path);
  g_free (order);
}

static char *
read_file (const char      *path,
           LgTextEncoding  *encoding,
           GError         **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  char *data = lg_input_file_read (path, FILE_MAX, &length, error);

  if (data == NULL)
    return NULL;

  bytes = g_bytes_new_take (data, length);
  return lg_text_decode (bytes, LG_TEXT_DAMAGED, encoding);
}

/* Splits @text at its ends of lines. */
static gboolean
read_lines (LgLogStory   *story,
            char         *text,
            GCancellable *cancellable)
{
  char *line = text, *end;

  while (line != NULL && *line != '\0')
    {
      g_autoptr (LgLogMoment) moment = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;

      end = strchr (line, '\n');
      if (end != NULL)
        *end = '\0';
      moment = lg_log_story_take (story, line);
      line = end != NULL ? end + 1 : NULL;
    }

  return TRUE;
}

static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Order *order = data;
  g_autoptr (LgLogStory) story = lg_log_story_new (order->known.family, order->now_s);
  g_autoptr (LgLogOpened) opened = g_new0 (LgLogOpened, 1);
  GError *error = NULL;

  if (order->path != NULL)
    {
      opened->name = g_path_get_basename (order->path);
      order->text = read_file (order->path, &opened->encoding, &error);
    }
  if (order->text == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (!read_lines (story, order->text, cancellable))
    {
      g_task_return_error_if_cancelled (task);
      return;
    }

  opened->tale = lg_log_tale_new (story, &order->known, order->now_s);
  g_task_return_pointer (task, g_steal_pointer (&opened), (GDestroyNotify) lg_log_opened_free);
}

static void
start (Order               *order,
       const LgDropCase    *known,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  order->known = *known;
  order->now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, open_thread);
}

/**
 * lg_log_open_text_async:
 * @text: a log, UTF-8
 * @known: the platform, and what else is known of the device
 * @cancellable: (nullable): to stop it
 * @callback: called in the main thread with the result
 * @user_data: for @callback
 *
 * Reads a log that was pasted. Nothing of it is kept but what the story tells, secrets masked.
 */
void
lg_log_open_text_async (const char          *text,
                        const LgDropCase    *known,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Order *order;

  g_return_if_fail (text != NULL && known != NULL);

  order = g_new0 (Order, 1);
  order->text = g_strdup (text);
  start (order, known, cancellable, callback, user_data);
}

/**
 * lg_log_open_file_async:
 * @file: a local file with a log, in any encoding
 * @known: the platform, and what else is known of the device
 * @cancellable: (nullable): to stop it
 * @callback: called in the main thread with the result
 * @user_data: for @callback
 *
 * Reads a log from a file.
 */
void
lg_log_open_file_async (GFile               *file,
                        const LgDropCase    *known,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Order *order;

  g_return_if_fail (G_IS_FILE (file) && known != NULL);

  order = g_new0 (Order, 1);
  order->path = g_file_get_path (file);
  if (order->path == NULL)
    order->path = g_file_get_uri (file);
  start (order, known, cancellable, callback, user_data);
}

/**
 * lg_log_open_finish:
 * @result: what the callback got
 * @error: return location (#GFileError, %G_IO_ERROR_CANCELLED)
 *
 * Returns: (transfer full) (nullable): what the log tells
 */
LgLogOpened *
lg_log_open_finish (GAsyncResult  *result,
                    GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * lg_log_opened_free:
 *
 * Frees it.
 */
void
lg_log_opened_free (LgLogOpened *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->tale, lg_log_tale_free);
  g_free (self->name);
  g_free (self);
}
