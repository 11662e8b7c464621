/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-session.h"

#include "lg-network-thread.h"
#include "lg-session-config.h"
#include "mqtt/lg-topic-rules.h"

#include <glib/gi18n-lib.h>

#define QOS_MAX 2

G_DEFINE_QUARK (lg-session-error-quark, lg_session_error)

struct _LgSession
{
  GObject          parent_instance;
  LgOutlet        *outlet;
  gboolean         has_mailbox;
  LgNetworkThread *thread;
  LgSessionState   state;
  gint64           connected_at;
  gboolean         hold_pings;
  gboolean         held_at_end;
  gint64           ended_at;
  LgStats          notified;
};

G_DEFINE_FINAL_TYPE (LgSession, lg_session, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_CONNECTED_AT,
  PROP_MESSAGES_IN,
  PROP_MESSAGES_OUT,
  PROP_PACKETS_IN,
  PROP_PACKETS_OUT,
  PROP_HOLD_PINGS,
  N_PROPS,
};

enum
{
  SIGNAL_EVENT,
  SIGNAL_DELIVERED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify_stats (LgSession *self)
{
  LgStats last = self->notified;
  LgStats now;

  lg_outlet_get_stats (self->outlet, &now);
  self->notified = now;

  if (now.messages_in != last.messages_in)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGES_IN]);
  if (now.messages_out != last.messages_out)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGES_OUT]);
  if (now.packets_in != last.packets_in)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PACKETS_IN]);
  if (now.packets_out != last.packets_out)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PACKETS_OUT]);
}

static void
set_state (LgSession      *self,
           LgSessionState  state,
           gint64          wall_us)
{
  g_autoptr (LgSession) alive = g_object_ref (self);
  gint64 before = self->connected_at;
  gboolean held = self->hold_pings;

  if (self->state == state)
    return;

  /* All first: who is told of the one may ask for the other. */
  self->state = state;
  if (state == LG_SESSION_CONNECTED)
    self->connected_at = wall_us;
  else if (state == LG_SESSION_DISCONNECTED)
    {
      self->ended_at = wall_us;
      self->held_at_end = self->hold_pings;
      self->connected_at = 0;
      self->hold_pings = FALSE;
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (self->connected_at != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED_AT]);
  if (self->hold_pings != held)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOLD_PINGS]);
}

static void
tell_delivery (LgSession *self)
{
  g_autoptr (LgSecret) payload = lg_outlet_take_delivery (self->outlet);

  if (payload != NULL)
    g_signal_emit (self, signals[SIGNAL_DELIVERED], 0, payload);
}

static void
outlet_cb (gpointer       owner,
           const LgEvent *event)
{
  g_autoptr (LgSession) self = g_object_ref (LG_SESSION (owner));

  if (event == NULL)
    {
      notify_stats (self);
      return;
    }

  /* From here on nothing can be sent, though the state is still that of before the event. */
  if (event->kind == LG_EVENT_STATE && event->code == LG_SESSION_DISCONNECTED)
    g_clear_pointer (&self->thread, lg_network_thread_unref);
  g_signal_emit (self, signals[SIGNAL_EVENT], 0, event);
  if (lg_event_get_packet (event) == LG_PACKET_PUBLISH)
    tell_delivery (self);
  if (event->kind == LG_EVENT_STATE)
    set_state (self, event->code, event->wall_us);
}

static void
lg_session_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  LgSession *self = LG_SESSION (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    case PROP_CONNECTED_AT:
      g_value_set_int64 (value, self->connected_at);
      break;

    case PROP_MESSAGES_IN:
      g_value_set_uint64 (value, lg_session_get_messages_in (self));
      break;

    case PROP_MESSAGES_OUT:
      g_value_set_uint64 (value, lg_session_get_messages_out (self));
      break;

    case PROP_PACKETS_IN:
      g_value_set_uint64 (value, lg_session_get_packets_in (self));
      break;

    case PROP_PACKETS_OUT:
      g_value_set_uint64 (value, lg_session_get_packets_out (self));
      break;

    case PROP_HOLD_PINGS:
      g_value_set_boolean (value, self->hold_pings);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_session_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_HOLD_PINGS);

  lg_session_set_hold_pings (LG_SESSION (object), g_value_get_boolean (value));
}

static void
lg_session_dispose (GObject *object)
{
  LgSession *self = LG_SESSION (object);

  lg_session_disconnect (self);
  g_clear_pointer (&self->thread, lg_network_thread_unref);
  lg_outlet_disown (self->outlet);

  G_OBJECT_CLASS (lg_session_parent_class)->dispose (object);
}

static void
lg_session_finalize (GObject *object)
{
  LgSession *self = LG_SESSION (object);

  lg_outlet_unref (self->outlet);

  G_OBJECT_CLASS (lg_session_parent_class)->finalize (object);
}

static void
lg_session_class_init (LgSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_session_get_property;
  object_class->set_property = lg_session_set_property;
  object_class->dispose = lg_session_dispose;
  object_class->finalize = lg_session_finalize;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, LG_TYPE_SESSION_STATE, LG_SESSION_DISCONNECTED, flags);
  properties[PROP_CONNECTED_AT] =
    g_param_spec_int64 ("connected-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_MESSAGES_IN] =
    g_param_spec_uint64 ("messages-in", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_MESSAGES_OUT] =
    g_param_spec_uint64 ("messages-out", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_PACKETS_IN] =
    g_param_spec_uint64 ("packets-in", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_PACKETS_OUT] =
    g_param_spec_uint64 ("packets-out", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_HOLD_PINGS] =
    g_param_spec_boolean ("hold-pings", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_EVENT] =
    g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_DELIVERED] =
    g_signal_new ("delivered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, LG_TYPE_SECRET | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
lg_session_init (LgSession *self)
{
  self->outlet = lg_outlet_new (outlet_cb, self);
}

/**
 * lg_session_new:
 *
 * Makes a session that is not connected. It belongs to the thread, and its main context, that makes
 * it: all methods are called there, and all signals come there.
 *
 * Returns: (transfer full): a new session
 */
LgSession *
lg_session_new (void)
{
  return g_object_new (LG_TYPE_SESSION, NULL);
}

/**
 * lg_session_set_mailbox:
 * @mailbox: where every event goes from now on
 *
 * Only while disconnected.
 */
void
lg_session_set_mailbox (LgSession *self,
                        LgMailbox *mailbox)
{
  g_return_if_fail (LG_IS_SESSION (self) && mailbox != NULL);
  g_return_if_fail (self->thread == NULL);

  lg_outlet_set_mailbox (self->outlet, mailbox);
  self->has_mailbox = TRUE;
}

/**
 * lg_session_connect:
 * @config: what to connect to; copied
 * @error: return location (%LG_SESSION_ERROR_BUSY, %LG_SESSION_ERROR_INVALID, #GIOErrorEnum,
 *   %G_THREAD_ERROR_AGAIN)
 *
 * Starts one attempt. How it goes is told by events; when it is over, for whatever reason, the
 * state is `disconnected` again.
 *
 * Returns: whether it was started; else %LG_SESSION_ERROR_BUSY, %LG_SESSION_ERROR_INVALID when
 *   the client ID, user name or password does not fit into CONNECT, or another error where this
 *   computer has no thread or descriptor left for it
 */
gboolean
lg_session_connect (LgSession              *self,
                    const LgSessionConfig  *config,
                    GError                **error)
{
  g_return_val_if_fail (LG_IS_SESSION (self) && config != NULL, FALSE);
  g_return_val_if_fail (config->host != NULL && config->params != NULL, FALSE);
  g_return_val_if_fail (config->security == LG_SECURITY_TCP || config->root != NULL, FALSE);
  g_return_val_if_fail (self->has_mailbox, FALSE);

  if (self->thread != NULL || self->state != LG_SESSION_DISCONNECTED)
    {
      g_set_error_literal (error, LG_SESSION_ERROR, LG_SESSION_ERROR_BUSY,
                           _("A connection is up or being made already"));
      return FALSE;
    }
  if (!lg_session_config_validate (config, error))
    return FALSE;

  self->thread = lg_network_thread_start (self->outlet, config, error);
  if (self->thread == NULL)
    return FALSE;

  if (self->hold_pings)
    lg_network_thread_command (self->thread, LG_COMMAND_HOLD_PINGS, NULL, NULL, 0);
  set_state (self, LG_SESSION_RESOLVING, 0);
  return TRUE;
}

/**
 * lg_session_disconnect:
 *
 * Ends the link or the attempt, whatever state it is in: within a second the state is
 * `disconnected`. What was published before is sent before, if the server takes it. Does not block.
 */
void
lg_session_disconnect (LgSession *self)
{
  g_return_if_fail (LG_IS_SESSION (self));

  if (self->thread != NULL)
    lg_network_thread_command (self->thread, LG_COMMAND_DISCONNECT, NULL, NULL, 0);
}

/* Whether there is a link to send on; not so while its end is being told. */
static gboolean
is_online (LgSession *self)
{
  return self->state == LG_SESSION_CONNECTED && self->thread != NULL;
}

/**
 * lg_session_drop:
 *
 * Resets the TCP connection on purpose, as a broken network would: without DISCONNECT, so that the
 * platform notices an unexpected end. Does nothing unless connected.
 */
void
lg_session_drop (LgSession *self)
{
  g_return_if_fail (LG_IS_SESSION (self));

  if (is_online (self))
    lg_network_thread_command (self->thread, LG_COMMAND_DROP, NULL, NULL, 0);
}

/**
 * lg_session_get_hold_pings:
 *
 * Returns: whether PINGREQ is held back
 */
gboolean
lg_session_get_hold_pings (LgSession *self)
{
  g_return_val_if_fail (LG_IS_SESSION (self), FALSE);

  return self->hold_pings;
}

/**
 * lg_session_set_hold_pings:
 * @hold_pings: whether to hold PINGREQ back
 *
 * Has no PINGREQ sent, to see what the platform does with a silent device, and rests the wait for a
 * PINGRESP. Set while disconnected, it is for the next link; it ends with the link.
 */
void
lg_session_set_hold_pings (LgSession *self,
                           gboolean   hold_pings)
{
  g_return_if_fail (LG_IS_SESSION (self));

  if (self->hold_pings == hold_pings)
    return;

  self->hold_pings = hold_pings;
  if (self->thread != NULL)
    lg_network_thread_command (self->thread,
                               hold_pings ? LG_COMMAND_HOLD_PINGS : LG_COMMAND_RELEASE_PINGS,
                               NULL, NULL, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOLD_PINGS]);
}

/**
 * lg_session_get_state:
 *
 * Returns: the state, as of the last event told
 */
LgSessionState
lg_session_get_state (LgSession *self)
{
  g_return_val_if_fail (LG_IS_SESSION (self), LG_SESSION_DISCONNECTED);

  return self->state;
}

/**
 * lg_session_get_connected_at:
 *
 * Returns: since when the link is up, Unix µs; 0 when it is not
 */
gint64
lg_session_get_connected_at (LgSession *self)
{
  g_return_val_if_fail (LG_IS_SESSION (self), 0);

  return self->connected_at;
}

static LgStats
get_stats (LgSession *self)
{
  LgStats stats;

  lg_outlet_get_stats (self->outlet, &stats);
  return stats;
}

/**
 * lg_session_get_keepalive:
 * @keepalive: (out): a copy of the keep-alive clock of this moment, all zero while offline
 */
void
lg_session_get_keepalive (LgSession   *self,
                          LgKeepalive *keepalive)
{
  g_return_if_fail (LG_IS_SESSION (self) && keepalive != NULL);

  *keepalive = get_stats (self).keepalive;
}

/**
 * lg_session_get_end:
 * @end: (out): how the latest link ended
 *
 * Returns: whether there was one; not while another attempt is under way, and not where the latest
 *   attempt never came online
 */
gboolean
lg_session_get_end (LgSession    *self,
                    LgSessionEnd *end)
{
  LgStats stats;

  g_return_val_if_fail (LG_IS_SESSION (self) && end != NULL, FALSE);

  stats = get_stats (self);
  *end = (LgSessionEnd) { stats.ended, self->held_at_end, stats.ended_us, self->ended_at };
  return self->state == LG_SESSION_DISCONNECTED && stats.ended.online_us != 0;
}

/**
 * lg_session_get_messages_in:
 *
 * Returns: the PUBLISH packets received in all attempts
 */
guint64
lg_session_get_messages_in (LgSession *self)
{
  g_return_val_if_fail (LG_IS_SESSION (self), 0);

  return get_stats (self).messages_in;
}

/**
 * lg_session_get_messages_out:
 *
 * Returns: the PUBLISH packets sent in all attempts
 */
guint64
lg_session_get_messages_out (LgSession *self)
{
  g_return_val_if_fail (LG_IS_SESSION (self), 0);

  return get_stats (self).messages_out;
}

/**
 * lg_session_get_packets_in:
 *
 * Returns: the MQTT packets received in all attempts
 */
guint64
lg_session_get_packets_in (LgSession *self)
{
  g_return_val_if_fail (LG_IS_SESSION (self), 0);

  return get_stats (self).packets_in;
}

/**
 * lg_session_get_packets_out:
 *
 * Returns: the MQTT packets sent in all attempts
 */
guint64
lg_session_get_packets_out (LgSession *self)
{
  g_return_val_if_fail (LG_IS_SESSION (self), 0);

  return get_stats (self).packets_out;
}

static gboolean
check_online (LgSession  *self,
              GError    **error)
{
  if (is_online (self))
    return TRUE;

  g_set_error_literal (error, LG_SESSION_ERROR, LG_SESSION_ERROR_NOT_CONNECTED,
                       _("Not connected"));
  return FALSE;
}

static gboolean
check_qos (guint8   flags,
           GError **error)
{
  if ((flags & LG_EVENT_FLAG_QOS_MASK) <= QOS_MAX)
    return TRUE;

  g_set_error_literal (error, LG_SESSION_ERROR, LG_SESSION_ERROR_INVALID,
                       _("QoS is 0, 1 or 2"));
  return FALSE;
}

static gboolean
check_text (gboolean    (*is_valid) (const char *, GError **),
            const char   *text,
            GError      **error)
{
  g_autoptr (GError) broken = NULL;

  if (is_valid (text, &broken))
    return TRUE;

  g_set_error_literal (error, LG_SESSION_ERROR, LG_SESSION_ERROR_INVALID, broken->message);
  return FALSE;
}

/**
 * lg_session_subscribe:
 * @filter: topic filter
 * @qos: highest QoS wanted, 0 to 2
 * @error: return location (%LG_SESSION_ERROR_NOT_CONNECTED, %LG_SESSION_ERROR_INVALID)
 *
 * Sends SUBSCRIBE with this one filter. What the server grants is told by the event of its SUBACK,
 * whose topic is @filter.
 *
 * Returns: whether it is on its way; else a #LgSessionError
 */
gboolean
lg_session_subscribe (LgSession   *self,
                      const char  *filter,
                      guint8       qos,
                      GError     **error)
{
  g_return_val_if_fail (LG_IS_SESSION (self) && filter != NULL, FALSE);

  if (!check_online (self, error) || !check_qos (qos, error)
      || !check_text (lg_topic_is_valid_filter, filter, error))
    return FALSE;

  lg_network_thread_command (self->thread, LG_COMMAND_SUBSCRIBE, filter, NULL, qos);
  return TRUE;
}

/**
 * lg_session_unsubscribe:
 * @filter: topic filter
 * @error: return location (%LG_SESSION_ERROR_NOT_CONNECTED, %LG_SESSION_ERROR_INVALID)
 *
 * Sends UNSUBSCRIBE with this one filter; the event of its UNSUBACK has the topic @filter.
 *
 * Returns: whether it is on its way; else a #LgSessionError
 */
gboolean
lg_session_unsubscribe (LgSession   *self,
                        const char  *filter,
                        GError     **error)
{
  g_return_val_if_fail (LG_IS_SESSION (self) && filter != NULL, FALSE);

  if (!check_online (self, error) || !check_text (lg_topic_is_valid_filter, filter, error))
    return FALSE;

  lg_network_thread_command (self->thread, LG_COMMAND_UNSUBSCRIBE, filter, NULL, 0);
  return TRUE;
}

/**
 * lg_session_publish:
 * @topic: topic name
 * @payload: what to send
 * @flags: QoS, and %LG_EVENT_FLAG_RETAIN: what a platform does not take is sent, too, to see what
 *   it does
 * @error: return location (%LG_SESSION_ERROR_NOT_CONNECTED, %LG_SESSION_ERROR_INVALID)
 *
 * Sends PUBLISH.
 *
 * Returns: whether it is on its way; else a #LgSessionError
 */
gboolean
lg_session_publish (LgSession   *self,
                    const char  *topic,
                    GBytes      *payload,
                    guint8       flags,
                    GError     **error)
{
  g_return_val_if_fail (LG_IS_SESSION (self) && topic != NULL && payload != NULL, FALSE);

  if (!check_online (self, error) || !check_qos (flags, error)
      || !check_text (lg_topic_is_valid_name, topic, error))
    return FALSE;

  lg_network_thread_command (self->thread, LG_COMMAND_PUBLISH, topic, payload, flags);
  return TRUE;
}

/**
 * lg_session_note_rival:
 * @name: what the operator calls it
 *
 * Notes in the recording that another session of this program begins to log in as the same device,
 * so that what follows can be told from an end nobody knows the reason of. Does nothing unless
 * connected.
 */
void
lg_session_note_rival (LgSession  *self,
                       const char *name)
{
  g_return_if_fail (LG_IS_SESSION (self) && name != NULL);

  if (is_online (self))
    lg_network_thread_command (self->thread, LG_COMMAND_NOTE_RIVAL, name, NULL, 0);
}
