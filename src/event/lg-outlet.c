/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-outlet.h"

#include "lg-reply.h"
#include "mqtt/lg-reason-code.h"

#include <pthread.h>

/* What waits for the main thread: only a flood of answers nobody asked for can fill it. */
#define NOTICES_MAX_EVENTS 4096
#define NOTICES_MAX_BYTES (8 << 20)
#define STATS_INTERVAL_US (100 * 1000)

struct _LgOutlet
{
  int              ref_count;
  LgMailbox       *mailbox;
  LgMailbox       *notices;
  GMainContext    *context;
  int              armed;
  gboolean         replays;

  /* Main thread only. */
  LgOutletFunc     func;
  gpointer         owner;

  /* Network thread only: attempts follow one another, so there is one at a time. */
  gint64           last_id;
  guint64          told_packets;
  gint64           told_us;

  pthread_mutex_t  mutex;
  LgStats          stats;
  LgSecret        *delivery;
};

/**
 * lg_outlet_new:
 * @func: told of events on the main thread
 * @owner: (not nullable): closure for @func, not referenced
 *
 * Makes an outlet whose main thread is the one that calls this.
 *
 * Returns: (transfer full): an outlet without a mailbox
 */
LgOutlet *
lg_outlet_new (LgOutletFunc func,
               gpointer     owner)
{
  LgOutlet *self = g_new0 (LgOutlet, 1);

  self->ref_count = 1;
  pthread_mutex_init (&self->mutex, NULL);
  self->notices = lg_mailbox_new (NOTICES_MAX_EVENTS, NOTICES_MAX_BYTES);
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->owner = owner;
  return self;
}

/**
 * lg_outlet_new_replay:
 * @func: told of every event, in the thread that emits it
 * @owner: (not nullable): closure for @func, not referenced
 *
 * Makes an outlet for what happened earlier: its times are those of the events, in Unix µs, and
 * there is no mailbox and no main thread.
 *
 * Returns: (transfer full): an outlet
 */
LgOutlet *
lg_outlet_new_replay (LgOutletFunc func,
                      gpointer     owner)
{
  LgOutlet *self = lg_outlet_new (func, owner);

  self->replays = TRUE;
  return self;
}

/**
 * lg_outlet_ref:
 *
 * Returns: (transfer full): @self
 */
LgOutlet *
lg_outlet_ref (LgOutlet *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

/**
 * lg_outlet_unref:
 * @self: (transfer full): an outlet
 *
 * Drops a reference, from any thread.
 */
void
lg_outlet_unref (LgOutlet *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_clear_pointer (&self->mailbox, lg_mailbox_unref);
  g_clear_pointer (&self->delivery, lg_secret_unref);
  lg_mailbox_unref (self->notices);
  g_main_context_unref (self->context);
  pthread_mutex_destroy (&self->mutex);
  g_free (self);
}

/**
 * lg_outlet_disown:
 *
 * Has the main thread told of nothing more: the owner is going. Events still go to the mailbox.
 */
void
lg_outlet_disown (LgOutlet *self)
{
  self->owner = NULL;
  lg_mailbox_close (self->notices);
}

/**
 * lg_outlet_set_mailbox:
 * @mailbox: where every event goes from now on
 *
 * Main thread, and only between attempts.
 */
void
lg_outlet_set_mailbox (LgOutlet  *self,
                       LgMailbox *mailbox)
{
  lg_mailbox_ref (mailbox);
  g_clear_pointer (&self->mailbox, lg_mailbox_unref);
  self->mailbox = mailbox;
}

/**
 * lg_outlet_get_stats:
 * @stats: (out): a copy of the statistics of this moment
 */
void
lg_outlet_get_stats (LgOutlet *self,
                     LgStats  *stats)
{
  pthread_mutex_lock (&self->mutex);
  *stats = self->stats;
  pthread_mutex_unlock (&self->mutex);
}

/**
 * lg_outlet_set_wake_fd:
 * @eventfd: written to when a full outlet has space again; -1 for none
 */
void
lg_outlet_set_wake_fd (LgOutlet *self,
                       int       eventfd)
{
  lg_mailbox_set_space_fd (self->mailbox, eventfd);
  lg_mailbox_set_space_fd (self->notices, eventfd);
}

static gboolean
tell_cb (gpointer data)
{
  LgOutlet *self = data;
  g_autoptr (GPtrArray) batch = NULL;

  g_atomic_int_set (&self->armed, FALSE);
  batch = lg_mailbox_take (self->notices, 1, 0);
  for (guint i = 0; i < batch->len && self->owner != NULL; i++)
    self->func (self->owner, batch->pdata[i]);
  if (self->owner != NULL)
    self->func (self->owner, NULL);

  return G_SOURCE_REMOVE;
}

static void
arm (LgOutlet *self)
{
  g_autoptr (GSource) source = NULL;

  if (!g_atomic_int_compare_and_exchange (&self->armed, FALSE, TRUE))
    return;

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, lg_outlet_ref (self), (GDestroyNotify) lg_outlet_unref);
  g_source_attach (source, self->context);
}

static void
count (LgOutlet      *self,
       const LgEvent *event)
{
  LgPacketType type = lg_event_get_packet (event);
  LgStats *stats = &self->stats;

  pthread_mutex_lock (&self->mutex);
  if (event->direction == LG_DIRECTION_OUT)
    {
      stats->packets_out++;
      stats->messages_out += type == LG_PACKET_PUBLISH;
    }
  else
    {
      stats->packets_in++;
      stats->messages_in += type == LG_PACKET_PUBLISH;
    }
  if (stats->keepalive.online_us != 0)
    lg_keepalive_packet (&stats->keepalive, event->direction, type, event->mono_us);
  pthread_mutex_unlock (&self->mutex);
}

/* Messages that arrive are for the recording; the main thread hears of those in which the platform
   itself speaks (`/ext/notify`, answers to a payload), and of what it had sent. */
static gboolean
concerns_main_thread (const LgEvent *event)
{
  LgPacketType type = lg_event_get_packet (event);

  if (type == LG_PACKET_PUBLISH)
    return event->direction == LG_DIRECTION_OUT
           || (event->topic != NULL
               && (g_str_has_prefix (event->topic, "/ext/") || lg_reply_is_topic (event->topic)));
  return type != LG_PACKET_PUBACK || event->code >= LG_REASON_FAILURE;
}

/**
 * lg_outlet_emit:
 * @init: what happened; its id and wall clock are filled in, and its @mono_us when it is 0
 *
 * Lets one event out. Network thread only. Never blocks.
 */
void
lg_outlet_emit (LgOutlet      *self,
                const LgEvent *init)
{
  LgEvent *event = lg_event_copy (init);
  LgEvent *notice = NULL;
  gint64 now_us = g_get_monotonic_time ();

  event->id = ++self->last_id;
  if (event->mono_us == 0)
    event->mono_us = now_us;
  event->wall_us = self->replays ? event->mono_us
                                 : g_get_real_time () - (now_us - event->mono_us);

  if (event->kind > LG_EVENT_PACKET)
    count (self, event);
  if (self->replays)
    {
      self->func (self->owner, event);
      lg_event_free (event);
      return;
    }

  /* The recording first: who hears of the end of a link may close the recording. */
  if (concerns_main_thread (event))
    notice = lg_event_copy (event);
  lg_mailbox_push (self->mailbox, event);
  if (notice != NULL)
    {
      lg_mailbox_push (self->notices, notice);
      arm (self);
    }
}

static LgSecret *
exchange_delivery (LgOutlet *self,
                   LgSecret *next)
{
  LgSecret *last;

  pthread_mutex_lock (&self->mutex);
  last = self->delivery;
  self->delivery = next;
  pthread_mutex_unlock (&self->mutex);
  return last;
}

/**
 * lg_outlet_deliver:
 * @payload: a payload that holds a secret
 *
 * Keeps it for the main thread, in place of an earlier one that was not taken. Network thread only.
 */
void
lg_outlet_deliver (LgOutlet *self,
                   LgSecret *payload)
{
  G_GNUC_UNUSED g_autoptr (LgSecret) last = exchange_delivery (self, lg_secret_ref (payload));
}

/**
 * lg_outlet_take_delivery:
 *
 * Returns: (transfer full) (nullable): the payload that was delivered last, once; main thread
 */
LgSecret *
lg_outlet_take_delivery (LgOutlet *self)
{
  return exchange_delivery (self, NULL);
}

/**
 * lg_outlet_is_full:
 *
 * Returns: whether nothing more may be read until the wake descriptor is written to
 */
gboolean
lg_outlet_is_full (LgOutlet *self)
{
  return lg_mailbox_is_full (self->mailbox) || lg_mailbox_is_full (self->notices);
}

/**
 * lg_outlet_go_online:
 * @rule: the platform's keep-alive rule
 * @connect_us: when CONNECT was sent, `CLOCK_MONOTONIC` µs
 * @connack_us: when CONNACK arrived
 *
 * Starts the keep-alive clock.
 */
void
lg_outlet_go_online (LgOutlet              *self,
                     const LgKeepaliveRule *rule,
                     gint64                 connect_us,
                     gint64                 connack_us)
{
  pthread_mutex_lock (&self->mutex);
  lg_keepalive_start (&self->stats.keepalive, rule, connack_us);
  lg_keepalive_packet (&self->stats.keepalive, LG_DIRECTION_OUT, LG_PACKET_CONNECT, connect_us);
  pthread_mutex_unlock (&self->mutex);
}

/**
 * lg_outlet_sleep:
 * @slept_us: for how long the computer was suspended, µs
 *
 * Puts the keep-alive clock right, and notes it. Network thread only.
 */
void
lg_outlet_sleep (LgOutlet *self,
                 gint64    slept_us)
{
  pthread_mutex_lock (&self->mutex);
  lg_keepalive_sleep (&self->stats.keepalive, slept_us);
  pthread_mutex_unlock (&self->mutex);

  lg_outlet_emit (self, &(LgEvent) {
    .kind = LG_EVENT_NOTE, .code = LG_NOTE_SLEPT, .duration_us = slept_us,
    .clause = "note.suspended",
  });
}

/**
 * lg_outlet_go_offline:
 * @now_us: when the link ended, `CLOCK_MONOTONIC` µs
 *
 * Stops the keep-alive clock.
 */
void
lg_outlet_go_offline (LgOutlet *self,
                      gint64    now_us)
{
  pthread_mutex_lock (&self->mutex);
  self->stats.ended = self->stats.keepalive;
  self->stats.ended_us = now_us;
  self->stats.keepalive = (LgKeepalive) { 0 };
  pthread_mutex_unlock (&self->mutex);
}

/**
 * lg_outlet_tell_stats:
 * @now_us: `CLOCK_MONOTONIC` µs
 *
 * Has the main thread told that the statistics have changed, at most every 100 ms. Network thread
 * only.
 *
 * Returns: when to call again, `CLOCK_MONOTONIC` µs; %G_MAXINT64 when all is told
 */
gint64
lg_outlet_tell_stats (LgOutlet *self,
                      gint64    now_us)
{
  LgStats stats;

  lg_outlet_get_stats (self, &stats);
  if (stats.packets_in + stats.packets_out == self->told_packets)
    return G_MAXINT64;
  if (now_us < self->told_us + STATS_INTERVAL_US)
    return self->told_us + STATS_INTERVAL_US;

  self->told_packets = stats.packets_in + stats.packets_out;
  self->told_us = now_us;
  arm (self);
  return G_MAXINT64;
}
