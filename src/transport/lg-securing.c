/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-securing.h"

#include "lg-stream-private.h"
#include "lg-wait.h"
#include "trust/lg-interception.h"

#define DEFAULT_TIMEOUT_MS 8000
#define REFUSAL_TIMEOUT_MS 500

/* Lives as long as the stream. */
typedef struct
{
  LgStepFunc step;
  gpointer   user_data;
} AlertTap;

typedef struct
{
  const LgTransportOptions *options;
  GCancellable             *cancellable;
  LgStream                 *stream;
  gint64                    begin_us;
  gint64                    deadline_us;
} Securing;

static void
alert_cb (gboolean    outgoing,
          gboolean    fatal,
          int         code,
          const char *name,
          gpointer    user_data)
{
  AlertTap *tap = user_data;
  g_autoptr (LgClause) clause = lg_clause_new ("alert.seen", "name", name, NULL);

  lg_clause_set_number (clause, "number", code);
  if (tap->step != NULL)
    tap->step (&(LgStep) {
                 .kind = LG_STEP_ALERT,
                 .mono_us = g_get_monotonic_time (),
                 .code = outgoing ? -code : code,
                 .subject = name,
                 .clause = clause,
               },
               tap->user_data);
}

/* Takes the clause over. */
static gboolean
fail (Securing         *self,
      LgTransportError  code,
      LgClause         *clause,
      GError          **error)
{
  gint64 now_us = g_get_monotonic_time ();

  if (self->options->step != NULL)
    self->options->step (&(LgStep) {
                           .kind = LG_STEP_TLS,
                           .mono_us = now_us,
                           .duration_us = now_us - self->begin_us,
                           .code = code,
                           .clause = clause,
                         },
                         self->options->user_data);

  lg_transport_error_set (error, code, clause);
  return FALSE;
}

static gboolean
fail_handshake (Securing     *self,
                LgIoStatus    status,
                const GError *failure,
                GError      **error)
{
  gboolean answered = lg_stream_get_progress (self->stream)->server_hello;
  LgTransportError code;

  if (status == LG_IO_FIN || status == LG_IO_CLOSE_NOTIFY)
    return fail (self, LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE, lg_clause_new ("tls.closed", NULL),
                 error);

  code = failure->code;
  if (code == LG_TRANSPORT_ERROR_RESET && answered)
    code = LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE;
  return fail (self, code, lg_transport_error_dup_clause (failure), error);
}

static LgWait
wait_for (Securing   *self,
          LgIoStatus  status,
          gint64      deadline_us)
{
  struct pollfd fd = {
    .fd = lg_stream_get_fd (self->stream),
    .events = status == LG_IO_WANT_WRITE ? POLLOUT : POLLIN,
  };

  return lg_wait (&fd, 1, deadline_us, self->cancellable);
}

static gboolean
shake_hands (Securing *self,
             GError  **error)
{
  for (;;)
    {
      g_autoptr (GError) failure = NULL;
      LgIoStatus status = lg_stream_handshake (self->stream, &failure);

      if (status == LG_IO_OK)
        return TRUE;

      if (status != LG_IO_WANT_READ && status != LG_IO_WANT_WRITE)
        return fail_handshake (self, status, failure, error);

      switch (wait_for (self, status, self->deadline_us))
        {
        case LG_WAIT_CANCELLED:
          g_cancellable_set_error_if_cancelled (self->cancellable, error);
          return FALSE;

        case LG_WAIT_TIMEOUT:
          return fail (self, LG_TRANSPORT_ERROR_HANDSHAKE_TIMEOUT,
                       lg_clause_new (lg_stream_get_progress (self->stream)->server_hello
                                      ? "tls.timeout" : "tls.silent", NULL),
                       error);

        case LG_WAIT_READY:
        default:
          break;
        }
    }
}

/* Under TLS 1.3 a client certificate is refused only after the handshake. */
static gboolean
await_refusal (Securing *self,
               GError  **error)
{
  gint64 until_us = g_get_monotonic_time () + REFUSAL_TIMEOUT_MS * G_TIME_SPAN_MILLISECOND;
  gint64 deadline_us = MIN (self->deadline_us, until_us);

  if (!lg_stream_get_progress (self->stream)->certificate_asked)
    return TRUE;

  for (;;)
    {
      g_autoptr (GError) failure = NULL;
      LgIoStatus status = lg_stream_await_refusal (self->stream, &failure);

      if (status == LG_IO_OK)
        return TRUE;
      if (status != LG_IO_WANT_READ && status != LG_IO_WANT_WRITE)
        return fail_handshake (self, status, failure, error);

      switch (wait_for (self, status, deadline_us))
        {
        case LG_WAIT_CANCELLED:
          g_cancellable_set_error_if_cancelled (self->cancellable, error);
          return FALSE;

        case LG_WAIT_TIMEOUT:
          return TRUE;

        case LG_WAIT_READY:
        default:
          break;
        }
    }
}

/* What cannot be read cannot be judged: there is no going on with the rest of the chain. */
static gboolean
check_certificate (Securing *self,
                   GError  **error)
{
  g_autoptr (GPtrArray) chain = lg_stream_dup_chain (self->stream);

  return chain->len > 0
         || fail (self, LG_TRANSPORT_ERROR_TLS, lg_clause_new ("tls.certificate-unreadable", NULL),
                  error);
}

static void
report_secured (Securing *self)
{
  gint64 now_us = g_get_monotonic_time ();
  const char *version = lg_stream_get_tls_version (self->stream);
  g_autoptr (LgClause) clause
    = lg_clause_new ("tls.secured", "version", version,
                     "cipher", lg_stream_get_tls_cipher (self->stream), NULL);

  if (self->options->step != NULL)
    self->options->step (&(LgStep) {
                           .kind = LG_STEP_TLS,
                           .mono_us = now_us,
                           .duration_us = now_us - self->begin_us,
                           .subject = version,
                           .clause = clause,
                         },
                         self->options->user_data);
}

static gboolean
judge (LgStream                  *stream,
       const LgTransportOptions  *options,
       LgVerdict                **verdict_out,
       GError                   **error)
{
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (GPtrArray) chain = lg_stream_dup_chain (stream);
  g_autoptr (LgVerdict) verdict =
    lg_verdict_new (chain, options->root, options->host,
                    g_get_real_time () / G_USEC_PER_SEC, options->known_roots);
  const char *subject = chain->len > 0 ? lg_certificate_get_name (chain->pdata[0]) : NULL;
  g_autoptr (LgClause) judged = lg_clause_new ("cert.judged", "subject", subject, NULL);
  const LgVerdictFault *fault = verdict->faults->len > 0 ? verdict->faults->pdata[0] : NULL;
  gboolean trusted = verdict->cause == NULL;
  gint64 now_us = g_get_monotonic_time ();

  lg_clause_say (judged, lg_verdict_dup_clause (verdict, chain));
  if (options->step != NULL)
    options->step (&(LgStep) {
                     .kind = LG_STEP_VERIFY,
                     .mono_us = now_us,
                     .duration_us = now_us - begin_us,
                     .code = trusted || fault == NULL ? 0 : fault->code,
                     .subject = subject,
                     .cause = verdict->cause,
                     .clock = verdict->clock,
                     .intercepted = lg_interception_is_suspected (chain, verdict, options->root),
                     .clause = judged,
                   },
                   options->user_data);

  if (!trusted)
    lg_transport_error_set (error, LG_TRANSPORT_ERROR_NOT_TRUSTED,
                            lg_verdict_dup_clause (verdict, chain));
  if (verdict_out != NULL)
    *verdict_out = g_steal_pointer (&verdict);
  return trusted;
}

static gboolean
start (Securing *self,
       int       fd,
       GError  **error)
{
  const LgTransportOptions *options = self->options;
  guint timeout_ms = options->tls_timeout_ms != 0 ? options->tls_timeout_ms : DEFAULT_TIMEOUT_MS;
  AlertTap *tap = g_new0 (AlertTap, 1);

  self->begin_us = g_get_monotonic_time ();
  self->deadline_us = self->begin_us + timeout_ms * G_TIME_SPAN_MILLISECOND;
  tap->step = options->step;
  tap->user_data = options->user_data;
  self->stream = lg_stream_new_tls_client (fd, options->host, alert_cb, tap, error);
  if (self->stream == NULL)
    {
      g_free (tap);
      return FALSE;
    }

  lg_stream_set_user_data_free (self->stream, g_free);
  return TRUE;
}

/**
 * lg_securing_shake_hands:
 * @fd: (transfer full): a connected, non-blocking socket
 * @options: host name, deadline and step function
 * @cancellable: (nullable): ends it at once
 * @error: return location (#LgTransportError, %G_IO_ERROR_CANCELLED)
 *
 * Does the TLS handshake within its deadline. The chain is not judged: nothing may be sent.
 *
 * Returns: (transfer full): a stream, or %NULL
 */
LgStream *
lg_securing_shake_hands (int                        fd,
                         const LgTransportOptions  *options,
                         GCancellable              *cancellable,
                         GError                   **error)
{
  Securing self = { .options = options, .cancellable = cancellable };

  if (!start (&self, fd, error))
    return NULL;

  if (!shake_hands (&self, error) || !await_refusal (&self, error)
      || !check_certificate (&self, error))
    {
      lg_stream_free (self.stream);
      return NULL;
    }

  report_secured (&self);
  return self.stream;
}

/**
 * lg_securing_run:
 * @fd: (transfer full): a connected, non-blocking socket
 * @options: host name, root, deadline and step function
 * @cancellable: (nullable): ends it at once
 * @verdict: (out) (optional) (nullable): the judgement of the chain, once there is one
 * @error: return location (#LgTransportError, %G_IO_ERROR_CANCELLED)
 *
 * Does the TLS handshake within its deadline and judges the chain as sent. Nothing is sent after
 * the handshake unless the chain is trusted.
 *
 * Returns: (transfer full): a secured stream, or %NULL
 */
LgStream *
lg_securing_run (int                        fd,
                 const LgTransportOptions  *options,
                 GCancellable              *cancellable,
                 LgVerdict                **verdict,
                 GError                   **error)
{
  g_autoptr (LgStream) stream = lg_securing_shake_hands (fd, options, cancellable, error);

  if (stream == NULL || !judge (stream, options, verdict, error))
    return NULL;
  return g_steal_pointer (&stream);
}
