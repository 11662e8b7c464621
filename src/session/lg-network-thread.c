/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-network-thread.h"

#include "lg-relay.h"
#include "lg-session-config.h"
#include "transport/lg-second-look.h"
#include "transport/lg-worker.h"

struct _LgNetworkThread
{
  int              ref_count;
  LgOutlet        *outlet;
  LgSessionConfig *config;
  LgCommandQueue  *commands;
  GCancellable    *cancellable;
  gint64           ended_us;
};

static LgNetworkThread *
lg_network_thread_ref (LgNetworkThread *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

/**
 * lg_network_thread_unref:
 * @self: (transfer full): a network thread
 *
 * Drops a reference; the thread holds one itself while it runs.
 */
void
lg_network_thread_unref (LgNetworkThread *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  lg_outlet_unref (self->outlet);
  lg_session_config_free (self->config);
  g_clear_pointer (&self->commands, lg_command_queue_free);
  g_object_unref (self->cancellable);
  g_free (self);
}

static void
emit_state (LgNetworkThread *self,
            LgSessionState   state)
{
  lg_outlet_emit (self->outlet, &(LgEvent) { .kind = LG_EVENT_STATE, .code = state });
}

static void
emit_end (LgNetworkThread *self,
          int              reason,
          const LgClause  *clause)
{
  gint64 now_us = g_get_monotonic_time ();
  LgEvent event = { .mono_us = now_us, .kind = LG_EVENT_END, .code = reason };
  LgStats stats;

  self->ended_us = now_us;
  lg_outlet_get_stats (self->outlet, &stats);
  event.duration_us = stats.keepalive.online_us != 0 ? now_us - stats.keepalive.reset_us : 0;
  lg_event_say (&event, clause);
  lg_outlet_emit (self->outlet, &event);
}

static LgEventKind
get_event_kind (LgStepKind kind)
{
  static const LgEventKind kinds[] = {
    [LG_STEP_DNS] = LG_EVENT_DNS,
    [LG_STEP_TCP] = LG_EVENT_TCP,
    [LG_STEP_TLS] = LG_EVENT_TLS,
    [LG_STEP_ALERT] = LG_EVENT_ALERT,
    [LG_STEP_VERIFY] = LG_EVENT_VERIFY,
    [LG_STEP_MQTT] = LG_EVENT_NOTE,
  };

  return kinds[kind];
}

/* Runs in the network thread, and as long as the stream lives: alerts come at any time. */
static void
step_cb (const LgStep *step,
         gpointer      user_data)
{
  LgNetworkThread *self = user_data;
  LgEvent event = {
    .mono_us = step->mono_us,
    .kind = get_event_kind (step->kind),
    .code = step->code,
    .duration_us = step->duration_us,
    .topic = step->cause,
  };

  lg_event_say (&event, step->clause);
  if (step->kind == LG_STEP_ALERT)
    {
      event.code = ABS (step->code);
      event.direction = step->code < 0 ? LG_DIRECTION_OUT : LG_DIRECTION_IN;
    }
  lg_outlet_emit (self->outlet, &event);

  if (step->intercepted)
    lg_outlet_emit (self->outlet, &(LgEvent) {
      .kind = LG_EVENT_NOTE, .code = LG_NOTE_INTERCEPTED,
      .clause = "cert.intercepted",
    });
  if (step->clock == LG_VERDICT_CLOCK_BEHIND)
    lg_outlet_emit (self->outlet, &(LgEvent) {
      .kind = LG_EVENT_NOTE, .code = LG_NOTE_CLOCK_BEHIND, .clause = "cert.clock-behind",
    });
  else if (step->clock == LG_VERDICT_CLOCK_AHEAD)
    lg_outlet_emit (self->outlet, &(LgEvent) {
      .kind = LG_EVENT_NOTE, .code = LG_NOTE_CLOCK_AHEAD, .clause = "cert.clock-ahead",
    });
  if (step->kind == LG_STEP_DNS && step->code == 0)
    emit_state (self, LG_SESSION_CONNECTING);
  else if (step->kind == LG_STEP_TCP && step->code == 0
           && self->config->security == LG_SECURITY_TLS)
    emit_state (self, LG_SESSION_SECURING);
}

static LgTransportOptions
make_options (LgNetworkThread *self)
{
  const LgSessionConfig *config = self->config;

  return (LgTransportOptions) {
    .host = config->host,
    .port = config->port,
    .security = config->security,
    .root = config->root,
    .known_roots = config->known_roots,
    .dns_timeout_ms = config->dns_timeout_ms,
    .tcp_timeout_ms = config->tcp_timeout_ms,
    .tls_timeout_ms = config->tls_timeout_ms,
    .step = step_cb,
    .user_data = self,
  };
}

static LgStream *
connect_stream (LgNetworkThread *self)
{
  LgTransportOptions options = make_options (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (LgClause) clause = NULL;
  LgStream *stream = lg_transport_connect (&options, self->cancellable, NULL, &error);

  if (stream != NULL)
    return stream;

  clause = lg_transport_error_dup_clause (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      emit_state (self, LG_SESSION_DISCONNECTING);
      emit_end (self, LG_END_OPERATOR, NULL);
    }
  else if (error->domain == LG_TRANSPORT_ERROR)
    emit_end (self, LG_END_TRANSPORT + error->code, clause);
  else
    emit_end (self, LG_END_TRANSPORT + LG_TRANSPORT_ERROR_FAILED, clause);
  return NULL;
}

static void
note_rival (LgNetworkThread *self,
            const char      *name)
{
  g_autoptr (LgClause) clause = lg_clause_new ("note.rival", "name", name, NULL);
  LgEvent event = { .kind = LG_EVENT_NOTE, .code = LG_NOTE_RIVAL, .topic = name };

  lg_event_say (&event, clause);
  lg_outlet_emit (self->outlet, &event);
}

static void
note_refusal (LgNetworkThread *self,
              LgNote           note,
              const char      *topic,
              const LgClause  *refusal)
{
  LgEvent event = { .kind = LG_EVENT_NOTE, .code = note, .topic = topic };

  lg_event_say (&event, refusal);
  lg_outlet_emit (self->outlet, &event);
}

static void
run_command (LgNetworkThread *self,
             LgRelay         *relay,
             const LgCommand *command)
{
  LgNote note = LG_NOTE_OTHER;
  g_autoptr (LgClause) refusal = NULL;

  switch (command->kind)
    {
    case LG_COMMAND_SUBSCRIBE:
      refusal = lg_relay_subscribe (relay, command->topic, command->flags, &note);
      break;

    case LG_COMMAND_UNSUBSCRIBE:
      refusal = lg_relay_unsubscribe (relay, command->topic, &note);
      break;

    case LG_COMMAND_PUBLISH:
      refusal = lg_relay_publish (relay, command->topic, command->payload, command->flags, &note);
      break;

    case LG_COMMAND_DISCONNECT:
      emit_state (self, LG_SESSION_DISCONNECTING);
      lg_relay_leave (relay);
      break;

    case LG_COMMAND_HOLD_PINGS:
    case LG_COMMAND_RELEASE_PINGS:
      lg_relay_hold_pings (relay, command->kind == LG_COMMAND_HOLD_PINGS);
      break;

    case LG_COMMAND_DROP:
      lg_relay_drop (relay);
      break;

    case LG_COMMAND_NOTE_RIVAL:
      note_rival (self, command->topic);
      break;

    default:
      g_assert_not_reached ();
    }

  if (refusal != NULL)
    note_refusal (self, note, command->topic, refusal);
}

/* Takes the clause over. */
static void
note_speaks (LgNetworkThread *self,
             const char      *nick,
             LgClause        *clause)
{
  g_autoptr (LgClause) owned = clause;
  LgEvent event = { .kind = LG_EVENT_NOTE, .code = LG_NOTE_SPEAKS, .topic = nick };

  lg_event_say (&event, clause);
  lg_outlet_emit (self->outlet, &event);
}

static const char *
get_nick (LgSpeaks speaks)
{
  return speaks == LG_SPEAKS_TLS ? "tls" : speaks == LG_SPEAKS_HTTP ? "http"
    : speaks == LG_SPEAKS_SSH ? "ssh" : "mqtt";
}

/* What came instead of a CONNACK; whether that tells why. */
static gboolean
note_answer (LgNetworkThread *self,
             LgRelay         *relay)
{
  g_autofree char *line = NULL;
  LgSpeaks speaks = lg_relay_get_speaks (relay, &line);

  if (speaks != LG_SPEAKS_TLS && speaks != LG_SPEAKS_HTTP && speaks != LG_SPEAKS_SSH)
    return FALSE;

  note_speaks (self, get_nick (speaks),
               line != NULL ? lg_clause_new ("speaks.not-mqtt", "line", line, NULL)
                            : lg_second_look_new_clause (speaks));
  return TRUE;
}

/* Nothing came instead of a CONNACK: does another connection, without credentials, tell why? */
static void
look_again (LgNetworkThread *self,
            const LgAddress *peer,
            int              reason)
{
  LgTransportOptions options = make_options (self);
  gboolean plain = self->config->security == LG_SECURITY_TCP;
  LgSpeaks speaks = LG_SPEAKS_NOTHING;

  if (reason != LG_END_CLOSED_BEFORE_CONNACK && reason != LG_END_CLOSED_BEFORE_CONNECT
      && reason != LG_END_CONNACK_TIMEOUT)
    return;

  if (plain && lg_second_look_at_tls (&options, peer, self->cancellable) == LG_SPEAKS_TLS)
    speaks = LG_SPEAKS_TLS;
  else if (self->config->protocol == LG_MQTT_5)
    speaks = lg_second_look_at_mqtt (&options, peer, self->cancellable);

  if (speaks == LG_SPEAKS_TLS || speaks == LG_SPEAKS_MQTT)
    note_speaks (self, get_nick (speaks), speaks == LG_SPEAKS_TLS
                 ? lg_second_look_new_clause (speaks) : lg_clause_new ("look.older", NULL));
  else if (reason == LG_END_CLOSED_BEFORE_CONNACK
           && lg_second_look_hangs_up (&options, peer, self->cancellable))
    note_speaks (self, "hangs-up", lg_clause_new ("look.hung-up", NULL));
}

static void
run_link (LgNetworkThread *self,
          LgStream        *stream)
{
  int wake_fd = lg_command_queue_get_fd (self->commands);
  g_autoptr (GError) error = NULL;
  g_autoptr (LgClause) how = NULL;
  LgRelay *relay;
  LgAddress peer;
  gboolean told;
  int reason;

  lg_address_init_peer (&peer, lg_stream_get_fd (stream));
  emit_state (self, LG_SESSION_LOGGING_IN);
  relay = lg_relay_new (stream, self->outlet, self->config, &error);
  if (relay == NULL)
    {
      g_autoptr (LgClause) clause = lg_transport_error_dup_clause (error);

      emit_end (self, LG_END_TRANSPORT + LG_TRANSPORT_ERROR_FAILED, clause);
      return;
    }

  lg_outlet_set_wake_fd (self->outlet, wake_fd);
  while (lg_relay_turn (relay))
    {
      g_autoptr (GPtrArray) commands = NULL;

      lg_relay_wait (relay, wake_fd);
      commands = lg_command_queue_take (self->commands);
      for (guint i = 0; i < commands->len; i++)
        run_command (self, relay, commands->pdata[i]);
    }
  lg_outlet_set_wake_fd (self->outlet, -1);
  lg_relay_shutdown (relay);
  reason = lg_relay_get_end (relay)->reason;
  if (lg_relay_get_end (relay)->clause != NULL)
    how = lg_clause_copy (lg_relay_get_end (relay)->clause);
  told = note_answer (self, relay);
  lg_relay_free (relay);

  /* The one connection is closed before the other one is made. */
  if (!told)
    look_again (self, &peer, reason);
  emit_end (self, reason, how);
}

static gpointer
run_cb (gpointer data)
{
  g_autoptr (LgNetworkThread) self = data;
  LgStream *stream;

  emit_state (self, LG_SESSION_RESOLVING);
  stream = connect_stream (self);
  if (stream != NULL)
    run_link (self, stream);
  lg_outlet_go_offline (self->outlet, self->ended_us);
  emit_state (self, LG_SESSION_DISCONNECTED);
  return NULL;
}

/**
 * lg_network_thread_start:
 * @outlet: where the events go
 * @config: what to connect to; copied
 * @error: return location (#GIOErrorEnum, %G_THREAD_ERROR_AGAIN)
 *
 * Starts the thread. Its first event is the state `resolving`, its last the state `disconnected`,
 * behind the one that says why.
 *
 * Returns: (transfer full) (nullable): the running thread; %NULL where this computer has no thread
 *   or descriptor left for it
 */
LgNetworkThread *
lg_network_thread_start (LgOutlet               *outlet,
                         const LgSessionConfig  *config,
                         GError                **error)
{
  g_autoptr (LgNetworkThread) self = NULL;

  if (!lg_worker_has_descriptors (error))
    return NULL;

  self = g_new0 (LgNetworkThread, 1);
  self->ref_count = 1;
  self->outlet = lg_outlet_ref (outlet);
  self->config = lg_session_config_copy (config);
  self->cancellable = g_cancellable_new ();
  self->commands = lg_command_queue_new (error);
  if (self->commands == NULL)
    return NULL;

  if (lg_worker_start ("lg-network", LG_WORKER_JOINED, run_cb, lg_network_thread_ref (self),
                       self->cancellable, error))
    return g_steal_pointer (&self);

  lg_network_thread_unref (self);
  return NULL;
}

/**
 * lg_network_thread_command:
 * @kind: what to do
 * @topic: (nullable): topic or topic filter
 * @payload: (nullable): for PUBLISH
 * @flags: QoS of SUBSCRIBE and PUBLISH, and %LG_EVENT_FLAG_RETAIN
 *
 * Has something done on the link; its events say how it went. A disconnect also ends an attempt
 * that is still connecting.
 */
void
lg_network_thread_command (LgNetworkThread *self,
                           LgCommandKind    kind,
                           const char      *topic,
                           GBytes          *payload,
                           guint8           flags)
{
  lg_command_queue_push (self->commands, kind, topic, payload, flags);
  if (kind == LG_COMMAND_DISCONNECT)
    g_cancellable_cancel (self->cancellable);
}
