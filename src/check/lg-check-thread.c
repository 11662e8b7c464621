/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread of one port: it looks, judges for each root, and reports to the main thread. */
#include "lg-check-port-private.h"

#include "transport/lg-worker.h"

/* The thread never touches @port: its reports carry it back to where it belongs. */
typedef struct
{
  LgCheckPort        *port;
  GMainContext       *context;
  LgTransportOptions  options;
  char               *host;
  gint64              at_s;
  GCancellable       *cancellable;
  GPtrArray          *roots;
  GListStore         *known_roots;
} Thread;

/* One thing to tell: a step, a verdict, or with neither the end. */
typedef struct
{
  LgCheckPort  *port;
  LgCheckStep  *step;
  LgVerdict    *verdict;
  guint         position;
  LgClause     *clause;
  LgInspection  seen;
  GError       *error;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  g_object_unref (report->port);
  g_clear_pointer (&report->step, lg_check_step_free);
  g_clear_pointer (&report->verdict, lg_verdict_free);
  g_clear_pointer (&report->clause, lg_clause_free);
  lg_inspection_clear (&report->seen);
  g_clear_error (&report->error);
  g_free (report);
}

static gboolean
report_cb (gpointer data)
{
  Report *report = data;

  if (report->step != NULL)
    lg_check_port_take_step (report->port, g_steal_pointer (&report->step));
  else if (report->verdict != NULL)
    lg_check_port_set_verdict (report->port, report->position, report->verdict, report->clause);
  else
    lg_check_port_finish (report->port, &report->seen, report->error);
  return G_SOURCE_REMOVE;
}

/* An idle source, as g_main_context_invoke() may run things in this very thread. */
static void
post (Thread       *self,
      LgCheckPort  *port,
      const Report *init)
{
  GSource *source = g_idle_source_new ();
  Report *report = g_memdup2 (init, sizeof *init);

  report->port = port;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, report_cb, report, report_free);
  g_source_attach (source, self->context);
  g_source_unref (source);
}

static void
send (Thread       *self,
      const Report *init)
{
  post (self, g_object_ref (self->port), init);
}

static void
step_cb (const LgStep *step,
         gpointer      user_data)
{
  LgCheckStep *copy = g_new0 (LgCheckStep, 1);

  copy->kind = step->kind;
  copy->ok = step->code == 0;
  copy->mono_us = step->mono_us;
  copy->wall_us = g_get_real_time () - (g_get_monotonic_time () - step->mono_us);
  copy->duration_us = step->duration_us;
  copy->code = step->code;
  copy->subject = g_strdup (step->subject);
  copy->clause = lg_clause_copy (step->clause);
  send (user_data, &(Report) { .step = copy });
}

/* Whether any of the roots vouches for the chain. */
static gboolean
judge_cb (GPtrArray *chain,
          gpointer   user_data)
{
  Thread *self = user_data;
  gboolean trusted = FALSE;
  gint64 at_s = self->at_s != 0 ? self->at_s : g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; chain->len > 0 && i < self->roots->len
                      && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      LgVerdict *verdict = lg_verdict_new (chain, self->roots->pdata[i], self->host, at_s,
                                           G_LIST_MODEL (self->known_roots));

      trusted = trusted || verdict->cause == NULL;
      send (self, &(Report) {
        .verdict = verdict,
        .position = i,
        .clause = lg_verdict_dup_clause (verdict, chain),
      });
    }

  return trusted;
}

static void
thread_free (Thread *self)
{
  g_main_context_unref (self->context);
  g_free (self->host);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->roots);
  g_object_unref (self->known_roots);
  g_free (self);
}

/* The last report takes the port along, so that it is never freed in this thread. */
static gpointer
thread_main (gpointer data)
{
  Thread *self = data;
  Report end = { 0 };

  lg_transport_inspect (&self->options, &end.seen, self->cancellable, &end.error);
  post (self, self->port, &end);
  thread_free (self);
  return NULL;
}

/* A list model is for one thread: each gets its own. */
static GListStore *
copy_roots (GListModel *roots)
{
  GListStore *copy = g_list_store_new (LG_TYPE_ROOT);

  for (guint i = 0; i < g_list_model_get_n_items (roots); i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (roots, i);

      g_list_store_append (copy, root);
    }
  return copy;
}

static GPtrArray *
list_columns (LgCheckPort *port)
{
  GPtrArray *cells = lg_check_port_get_cells (port);
  GPtrArray *roots = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < cells->len; i++)
    {
      const LgCheckCell *cell = cells->pdata[i];

      g_ptr_array_add (roots, g_object_ref (cell->root));
    }
  return roots;
}

/**
 * lg_check_port_run:
 * @job: what to do
 * @known_roots: every known root, to name one that would fit
 *
 * Starts a thread that looks at the port with one connection (and one second look where the first
 * does not tell) and judges the chain for each root. Nobody waits for the thread: it reports to the
 * thread-default main context of the caller, and to nobody when that is gone. Where no thread can
 * be started, that is what is reported.
 */
void
lg_check_port_run (LgCheckPort      *self,
                   const LgCheckJob *job,
                   GListModel       *known_roots)
{
  Thread *thread = g_new0 (Thread, 1);
  Report end = { 0 };

  thread->port = g_object_ref (self);
  thread->context = g_main_context_ref_thread_default ();
  thread->host = g_strdup (job->host);
  thread->at_s = job->at_s;
  thread->cancellable = g_object_ref (job->cancellable);
  thread->roots = list_columns (self);
  thread->known_roots = copy_roots (known_roots);
  thread->options = (LgTransportOptions) {
    .host = thread->host,
    .port = lg_check_port_get_port (self),
    .security = lg_check_port_get_security (self),
    .dns_timeout_ms = job->dns_timeout_ms,
    .tcp_timeout_ms = job->tcp_timeout_ms,
    .tls_timeout_ms = job->tls_timeout_ms,
    .step = step_cb,
    .trusts = judge_cb,
    .user_data = thread,
  };
  if (lg_worker_start ("check-port", LG_WORKER_JOINED, thread_main, thread, thread->cancellable,
                       &end.error))
    return;

  post (thread, thread->port, &end);
  thread_free (thread);
}
