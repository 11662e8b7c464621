/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-check-login.h"

/* Enough for one login, its answer, and what a broker sends before it sees DISCONNECT. */
#define MAILBOX_EVENTS 4096
#define MAILBOX_BYTES (1024 * 1024)

typedef struct
{
  LgSession   *session;
  LgDiagnosis *diagnosis;
  LgCheckStep *step;
  gulong       cancelled;
} Login;

static void
login_free (gpointer data)
{
  Login *login = data;

  g_object_unref (login->session);
  g_object_unref (login->diagnosis);
  g_free (login->step);
  g_free (login);
}

static void
note_answer (Login         *login,
             const LgEvent *event)
{
  login->step->ok = event->code == 0;
  login->step->code = event->code;
  login->step->wall_us = event->wall_us;
  login->step->mono_us = event->mono_us;
  login->step->duration_us = event->duration_us;
}

static void
finish (GTask *task)
{
  Login *login = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (login->session, task);
  g_cancellable_disconnect (g_task_get_cancellable (task), login->cancelled);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&login->step), g_free);
  g_object_unref (task);
}

/* After an answer the operator's own end is no news. */
static void
event_cb (GTask         *task,
          const LgEvent *event)
{
  Login *login = g_task_get_task_data (task);
  gboolean answered = login->step->ok;

  if (!answered)
    lg_diagnosis_feed (login->diagnosis, event);

  if (lg_event_get_packet (event) == LG_PACKET_CONNACK)
    {
      note_answer (login, event);
      if (event->code == 0)
        lg_session_disconnect (login->session);
    }
  else if (event->kind == LG_EVENT_STATE && event->code == LG_SESSION_DISCONNECTED)
    {
      finish (task);
    }
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  lg_session_disconnect (user_data);
}

/**
 * lg_check_login_async:
 * @config: where to log in and as whom; copied
 * @diagnosis: gets every event up to the answer
 * @cancellable: (nullable): ends it; from the main thread only
 * @callback: called when it ended
 * @user_data: closure for @callback
 *
 * Logs in once and disconnects at once. It is a session like any other: the server's chain is
 * judged on the very connection that carries the CONNECT, before that.
 */
void
lg_check_login_async (const LgSessionConfig *config,
                      LgDiagnosis           *diagnosis,
                      GCancellable          *cancellable,
                      GAsyncReadyCallback    callback,
                      gpointer               user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (LgMailbox) mailbox = lg_mailbox_new (MAILBOX_EVENTS, MAILBOX_BYTES);
  Login *login = g_new0 (Login, 1);
  GError *error = NULL;

  login->session = lg_session_new ();
  login->diagnosis = g_object_ref (diagnosis);
  login->step = g_new0 (LgCheckStep, 1);
  login->step->kind = LG_STEP_MQTT;
  login->step->code = -1;
  g_task_set_task_data (task, login, login_free);

  lg_session_set_mailbox (login->session, mailbox);
  g_signal_connect_swapped (login->session, "event", G_CALLBACK (event_cb), task);
  if (!lg_session_connect (login->session, config, &error))
    {
      g_signal_handlers_disconnect_by_data (login->session, task);
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (cancellable != NULL)
    login->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                              login->session, NULL);
}

/**
 * lg_check_login_finish:
 * @result: what @callback was given
 * @error: return location (#LgSessionError, #GIOErrorEnum); only if it was cancelled or could not
 *   be started
 *
 * Returns: (transfer full): the step; whether it is ok tells whether the device was let in
 */
LgCheckStep *
lg_check_login_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
