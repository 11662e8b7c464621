/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of a check: every port side by side, then the login. */
#include "lg-check-login.h"
#include "lg-check-private.h"
#include "session/lg-session-config.h"

/**
 * lg_check_update_findings:
 *
 * Judges everything seen so far, anew.
 */
void
lg_check_update_findings (LgCheck *self)
{
  g_autoptr (GPtrArray) findings = lg_check_judge (self);
  guint n_login = self->login != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->login)) : 0;

  /* Only a port without a fault is logged in to: what it tells is the worst of what is left. */
  for (guint i = 0; i < n_login; i++)
    g_ptr_array_insert (findings, i, g_list_model_get_item (G_LIST_MODEL (self->login), i));
  g_list_store_splice (self->findings, 0, g_list_model_get_n_items (G_LIST_MODEL (self->findings)),
                       findings->pdata, findings->len);
}

static void
complete (LgCheck *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  lg_check_update_findings (self);
  lg_check_notify_progress (self);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static void
login_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (LgCheck) self = user_data;
  LgCheckStep *step = lg_check_login_finish (result, NULL);

  if (step != NULL)
    {
      self->logged_in = step->ok;
      lg_check_port_take_step (lg_check_get_best_port (self), step);
    }
  self->n_done++;
  complete (self);
}

static void
log_in (LgCheck     *self,
        LgCheckPort *port)
{
  const LgCheckCell *cell = lg_check_port_get_choice (port);
  LgSessionConfig config = {
    .host = self->host,
    .port = lg_check_port_get_port (port),
    .security = lg_check_port_get_security (port),
    .root = cell != NULL ? cell->root : NULL,
    .known_roots = G_LIST_MODEL (self->known_roots),
    .params = self->params,
    .dns_timeout_ms = self->dns_ms,
    .tcp_timeout_ms = self->tcp_ms,
    .tls_timeout_ms = self->tls_ms,
    .connack_timeout_ms = self->connack_ms,
  };

  lg_session_config_set_endpoint (&config, self->endpoint);
  self->login = lg_check_make_diagnosis (self, port);
  lg_check_login_async (&config, self->login, g_task_get_cancellable (self->task), login_cb,
                        g_object_ref (self));
}

static void
port_done_cb (LgCheckPort *port,
              GParamSpec  *pspec,
              LgCheck     *self)
{
  LgCheckPort *best;

  self->n_done++;
  lg_check_update_findings (self);
  lg_check_notify_progress (self);
  if (self->task == NULL)
    return;
  if (self->n_done < self->ports->len)
    return;

  best = lg_check_get_best_port (self);
  if (self->params != NULL && best != NULL
      && lg_check_port_get_security (best) == self->params_security
      && !g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    log_in (self, best);
  else
    complete (self);
}

/**
 * lg_check_make_ports:
 *
 * Begins with the ports that are asked for, none of them looked at.
 */
void
lg_check_make_ports (LgCheck *self)
{
  guint n_before = self->ports->len;
  GListModel *columns = lg_check_get_roots (self);

  g_ptr_array_set_size (self->ports, 0);
  for (guint i = 0; i < self->wishes->len; i++)
    {
      const LgCheckWish *wish = &g_array_index (self->wishes, LgCheckWish, i);
      LgCheckPort *port = lg_check_port_new (wish->port, wish->security, columns,
                                             lg_check_find_selected (self, wish->port),
                                             wish->wanted);

      g_ptr_array_add (self->ports, port);
      g_signal_connect_object (port, "notify::done", G_CALLBACK (port_done_cb), self, 0);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->ports->len);
}

/**
 * lg_check_refuse_host:
 *
 * What looks like a missing name once it is resolved is told before.
 *
 * Returns: whether the host cannot be one; then that is the finding
 */
gboolean
lg_check_refuse_host (LgCheck *self)
{
  g_autoptr (LgFinding) finding = lg_check_judge_host (self);

  if (finding == NULL)
    return FALSE;

  g_list_store_append (self->findings, finding);
  return TRUE;
}

/**
 * lg_check_run_async:
 * @cancellable: (nullable): ends it at once
 * @callback: called when every port is done, and the login if one was asked for
 * @user_data: closure for @callback
 *
 * Runs the check, anew if it ran before: each port is looked at in a thread of its own, side by
 * side, with one handshake. A host that cannot be one is a finding, and no port is looked at.
 */
void
lg_check_run_async (LgCheck             *self,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GCancellable) own = NULL;

  g_return_if_fail (LG_IS_CHECK (self) && self->task == NULL);
  g_return_if_fail (self->wishes->len > 0);

  own = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  self->task = g_task_new (self, own, callback, user_data);
  self->n_done = 0;
  self->n_steps = self->wishes->len + (self->params != NULL);
  self->logged_in = FALSE;
  self->pasted = FALSE;
  self->judged_at_s = self->at_s != 0 ? self->at_s : g_get_real_time () / G_USEC_PER_SEC;
  g_clear_object (&self->login);
  g_list_store_remove_all (self->findings);
  lg_check_make_ports (self);
  lg_check_notify_progress (self);

  if (lg_check_refuse_host (self))
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      g_task_return_boolean (task, TRUE);
      lg_check_notify_progress (self);
      return;
    }

  for (guint i = 0; i < self->ports->len; i++)
    lg_check_port_run (self->ports->pdata[i],
                       &(LgCheckJob) {
                         .host = self->host,
                         .at_s = self->judged_at_s,
                         .dns_timeout_ms = self->dns_ms,
                         .tcp_timeout_ms = self->tcp_ms,
                         .tls_timeout_ms = self->tls_ms,
                         .cancellable = own,
                       },
                       G_LIST_MODEL (self->known_roots));
}

/**
 * lg_check_run_finish:
 * @result: what the callback was given
 * @error: return location; only %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it ran to its end; what it found is in the findings
 */
gboolean
lg_check_run_finish (LgCheck       *self,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
