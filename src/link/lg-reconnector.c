/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-reconnector.h"

struct _LgReconnector
{
  GObject          parent_instance;
  LgSession       *session;
  LgDiagnosis     *diagnosis;
  LgReconnect      policy;
  gboolean         enabled;
  gboolean         was_online;
  LgReconnectStop  stop;
  GError          *error;
  gint64           up_us;
  gint64           due_us;
  int              seconds_left;
  guint            n_retries;
  guint            timer;
};

G_DEFINE_FINAL_TYPE (LgReconnector, lg_reconnector, G_TYPE_OBJECT)

enum
{
  PROP_ENABLED = 1,
  PROP_SECONDS_LEFT,
  PROP_STOP,
  N_PROPS,
};

enum
{
  SIGNAL_RETRY,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void schedule (LgReconnector *self);

static void
set_seconds_left (LgReconnector *self,
                  int            seconds_left)
{
  if (self->seconds_left == seconds_left)
    return;

  self->seconds_left = seconds_left;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECONDS_LEFT]);
}

static void
set_stop (LgReconnector   *self,
          LgReconnectStop  stop)
{
  if (self->stop == stop)
    return;

  self->stop = stop;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STOP]);
}

static void
cancel (LgReconnector *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->due_us = 0;
  set_seconds_left (self, -1);
}

static gboolean
timer_cb (gpointer user_data)
{
  LgReconnector *self = user_data;

  self->timer = 0;
  schedule (self);
  return G_SOURCE_REMOVE;
}

/* Wakes up at every whole second before the attempt, and for the attempt. */
static void
schedule (LgReconnector *self)
{
  g_autoptr (LgReconnector) alive = g_object_ref (self);
  gint64 left_us = self->due_us - g_get_monotonic_time ();
  gint64 wait_us = (left_us - 1) % G_USEC_PER_SEC + 1;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (left_us <= 0)
    {
      cancel (self);
      /* Who heard that none is planned any more may have ended it. */
      if (self->stop != LG_RECONNECT_GOES_ON)
        return;
      self->n_retries++;
      g_signal_emit (self, signals[SIGNAL_RETRY], 0);
      return;
    }

  /* Before it is told: who hears of it may cancel it. */
  self->timer = g_timeout_add ((wait_us + 999) / 1000, timer_cb, self);
  set_seconds_left (self, (left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

static void
session_event_cb (LgReconnector *self,
                  const LgEvent *event)
{
  LgFinding *finding = lg_diagnosis_get_latest (self->diagnosis);
  LgReconnectStop stop;

  if (event->kind == LG_EVENT_STATE && event->code == LG_SESSION_RESOLVING)
    {
      lg_reconnect_connecting (&self->policy, event->mono_us);
    }
  else if (event->kind == LG_EVENT_STATE && event->code == LG_SESSION_CONNECTED)
    {
      self->was_online = TRUE;
    }
  else if (event->kind == LG_EVENT_END && self->stop == LG_RECONNECT_GOES_ON)
    {
      stop = lg_reconnect_judge (event->code, finding->cause,
                                 finding->confidence);
      if (stop == LG_RECONNECT_GOES_ON && !self->was_online)
        stop = LG_RECONNECT_NEVER_ONLINE;
      self->up_us = finding->duration_us;
      set_stop (self, stop);
    }
}

static void
session_state_cb (LgReconnector *self)
{
  gint64 now_us = g_get_monotonic_time ();

  cancel (self);
  if (lg_session_get_state (self->session) != LG_SESSION_DISCONNECTED
      || self->stop != LG_RECONNECT_GOES_ON || !self->enabled)
    return;

  self->due_us = lg_reconnect_plan (&self->policy, self->up_us, now_us, g_random_double ());
  schedule (self);
}

static void
network_changed_cb (LgReconnector *self,
                    gboolean       available)
{
  if (available)
    lg_reconnector_hurry (self);
}

static void
lg_reconnector_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  LgReconnector *self = LG_RECONNECTOR (object);

  switch (prop_id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;

    case PROP_SECONDS_LEFT:
      g_value_set_int (value, self->seconds_left);
      break;

    case PROP_STOP:
      g_value_set_enum (value, self->stop);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_reconnector_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_ENABLED);

  lg_reconnector_set_enabled (LG_RECONNECTOR (object), g_value_get_boolean (value));
}

static void
lg_reconnector_dispose (GObject *object)
{
  LgReconnector *self = LG_RECONNECTOR (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->diagnosis);

  G_OBJECT_CLASS (lg_reconnector_parent_class)->dispose (object);
}

static void
lg_reconnector_finalize (GObject *object)
{
  g_clear_error (&LG_RECONNECTOR (object)->error);

  G_OBJECT_CLASS (lg_reconnector_parent_class)->finalize (object);
}

static void
lg_reconnector_class_init (LgReconnectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_reconnector_get_property;
  object_class->set_property = lg_reconnector_set_property;
  object_class->dispose = lg_reconnector_dispose;
  object_class->finalize = lg_reconnector_finalize;

  properties[PROP_ENABLED] =
    g_param_spec_boolean ("enabled", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  properties[PROP_SECONDS_LEFT] =
    g_param_spec_int ("seconds-left", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[PROP_STOP] =
    g_param_spec_enum ("stop", NULL, NULL, LG_TYPE_RECONNECT_STOP, LG_RECONNECT_NOT_WANTED, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lg_reconnector_init (LgReconnector *self)
{
  self->stop = LG_RECONNECT_NOT_WANTED;
  self->seconds_left = -1;
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * lg_reconnector_new:
 * @session: whose ends to follow
 * @diagnosis: what says why; fed with each event before this hears of it
 *
 * Returns: (transfer full): a reconnector that is not enabled
 */
LgReconnector *
lg_reconnector_new (LgSession   *session,
                    LgDiagnosis *diagnosis)
{
  LgReconnector *self = g_object_new (LG_TYPE_RECONNECTOR, NULL);

  self->session = g_object_ref (session);
  self->diagnosis = g_object_ref (diagnosis);
  g_signal_connect_object (session, "event", G_CALLBACK (session_event_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (session_state_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * lg_reconnector_start:
 * @per_minute: how many CONNECTs a minute the platform takes of a device; 0: not known
 *
 * The operator connects: ends are followed from now on.
 */
void
lg_reconnector_start (LgReconnector *self,
                      guint          per_minute)
{
  g_return_if_fail (LG_IS_RECONNECTOR (self));

  cancel (self);
  lg_reconnect_start (&self->policy, per_minute);
  self->was_online = FALSE;
  g_clear_error (&self->error);
  set_stop (self, LG_RECONNECT_GOES_ON);
}

/**
 * lg_reconnector_end:
 * @reason: why
 *
 * Plans no attempt any more, whatever happens, until the operator connects again.
 */
void
lg_reconnector_end (LgReconnector   *self,
                    LgReconnectStop  reason)
{
  g_autoptr (LgReconnector) alive = NULL;

  g_return_if_fail (LG_IS_RECONNECTOR (self));
  g_return_if_fail (reason != LG_RECONNECT_GOES_ON);

  alive = g_object_ref (self);
  cancel (self);
  set_stop (self, reason);
}

/**
 * lg_reconnector_fail:
 * @error: why an attempt that was due could not begin, as lg_link_connect() tells it
 *   (#LgLinkError, #LgSessionError)
 *
 * Plans no attempt any more, as the next would fail for the same reason: one of this computer, not
 * of the server.
 */
void
lg_reconnector_fail (LgReconnector *self,
                     const GError  *error)
{
  g_return_if_fail (LG_IS_RECONNECTOR (self) && error != NULL);

  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  lg_reconnector_end (self, LG_RECONNECT_FAILED);
}

/**
 * lg_reconnector_get_error:
 *
 * Returns: (transfer none) (nullable): why the last attempt could not begin, with
 *   %LG_RECONNECT_FAILED
 */
const GError *
lg_reconnector_get_error (LgReconnector *self)
{
  g_return_val_if_fail (LG_IS_RECONNECTOR (self), NULL);

  return self->error;
}

/**
 * lg_reconnector_hurry:
 *
 * Has the planned attempt made at once, or as soon as the platform's limit allows it.
 */
void
lg_reconnector_hurry (LgReconnector *self)
{
  gint64 earliest_us;

  g_return_if_fail (LG_IS_RECONNECTOR (self));

  if (self->due_us == 0)
    return;

  earliest_us = lg_reconnect_get_earliest (&self->policy, g_get_monotonic_time ());
  self->due_us = MIN (self->due_us, earliest_us);
  schedule (self);
}

/**
 * lg_reconnector_get_enabled:
 *
 * Returns: whether attempts are planned
 */
gboolean
lg_reconnector_get_enabled (LgReconnector *self)
{
  g_return_val_if_fail (LG_IS_RECONNECTOR (self), FALSE);

  return self->enabled;
}

/**
 * lg_reconnector_set_enabled:
 * @enabled: whether to plan attempts
 *
 * Turned off, a planned attempt is not made.
 */
void
lg_reconnector_set_enabled (LgReconnector *self,
                            gboolean       enabled)
{
  g_return_if_fail (LG_IS_RECONNECTOR (self));

  if (self->enabled == enabled)
    return;

  self->enabled = enabled;
  if (!enabled)
    cancel (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
}

/**
 * lg_reconnector_get_seconds_left:
 *
 * Returns: how many seconds, rounded up, until the next attempt; -1: none is planned
 */
int
lg_reconnector_get_seconds_left (LgReconnector *self)
{
  g_return_val_if_fail (LG_IS_RECONNECTOR (self), -1);

  return self->seconds_left;
}

/**
 * lg_reconnector_get_stop:
 *
 * Returns: why no attempt follows the last end
 */
LgReconnectStop
lg_reconnector_get_stop (LgReconnector *self)
{
  g_return_val_if_fail (LG_IS_RECONNECTOR (self), LG_RECONNECT_NOT_WANTED);

  return self->stop;
}

/**
 * lg_reconnector_get_n_retries:
 *
 * Returns: how many attempts it has asked for
 */
guint
lg_reconnector_get_n_retries (LgReconnector *self)
{
  g_return_val_if_fail (LG_IS_RECONNECTOR (self), 0);

  return self->n_retries;
}
