/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-cli-wait.h"

#include <glib-unix.h>

struct _LgCliWait
{
  GMainLoop    *loop;
  GCancellable *cancellable;
  GAsyncResult *result;
  guint         interrupt;
  guint         terminate;
};

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * lg_cli_wait_new:
 *
 * Returns: (transfer full): from now on `SIGINT` and `SIGTERM` cancel
 */
LgCliWait *
lg_cli_wait_new (void)
{
  LgCliWait *self = g_new0 (LgCliWait, 1);

  self->loop = g_main_loop_new (NULL, FALSE);
  self->cancellable = g_cancellable_new ();
  self->interrupt = g_unix_signal_add (SIGINT, cancel_cb, self->cancellable);
  self->terminate = g_unix_signal_add (SIGTERM, cancel_cb, self->cancellable);
  return self;
}

/**
 * lg_cli_wait_free:
 * @self: (transfer full): a wait that is over
 */
void
lg_cli_wait_free (LgCliWait *self)
{
  g_source_remove (self->interrupt);
  g_source_remove (self->terminate);
  g_clear_object (&self->result);
  g_object_unref (self->cancellable);
  g_main_loop_unref (self->loop);
  g_free (self);
}

/**
 * lg_cli_wait_get_cancellable:
 *
 * Returns: (transfer none): what to give to the call
 */
GCancellable *
lg_cli_wait_get_cancellable (LgCliWait *self)
{
  return self->cancellable;
}

/**
 * lg_cli_wait_cb:
 * @source: the object
 * @result: its result
 * @user_data: the #LgCliWait
 *
 * The callback to give to the call.
 */
void
lg_cli_wait_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  LgCliWait *self = user_data;

  self->result = g_object_ref (result);
  g_main_loop_quit (self->loop);
}

/**
 * lg_cli_wait_run:
 *
 * Runs the main loop until the call is over.
 *
 * Returns: (transfer none): what the call's finish function takes
 */
GAsyncResult *
lg_cli_wait_run (LgCliWait *self)
{
  g_main_loop_run (self->loop);
  return self->result;
}
