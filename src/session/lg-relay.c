/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-relay.h"

#include "lg-end-reason.h"
#include "lg-inbound.h"
#include "lg-outbound.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/* A bound for one turn, so that commands get theirs under a flood. */
#define PACKETS_PER_TURN 5000

/* What is for the client goes to it in pieces of about this size. */
#define FORWARD_SIZE (64 << 10)

/* How long a DISCONNECT may take to get out. */
#define LEAVE_US (500 * 1000)

struct _LgRelay
{
  LgStream              *stream;
  LgOutlet              *outlet;
  const LgSessionConfig *config;
  LgMosquittoClient     *client;
  LgTap                 *tap;
  int                    peer_fd;
  LgOutbound            *outbound;
  LgInbound             *inbound;

  /* On its way to the client. */
  GByteArray            *in;
  gsize                  in_done;
  gint64                 forwarded_s;

  gint64                 start_us;
  gint64                 leave_us;
  gint64                 tick_us;
  gint64                 stats_us;
  gint64                 pressed_us;
  gint64                 released_us;
  gboolean               online;
  gboolean               broken;

  int                    end;
  char                  *end_detail;
};

static void
set_end (LgRelay    *self,
         int         reason,
         const char *detail)
{
  if (self->end != 0)
    return;

  /* Whatever happens on the way out, it was the operator who ended it. */
  self->end = self->leave_us != 0 ? LG_END_OPERATOR : reason;
  self->end_detail = self->leave_us != 0 ? NULL : g_strdup (detail);
}

static void
set_end_of_stream (LgRelay      *self,
                   LgIoStatus    status,
                   const GError *error)
{
  const char *detail;
  LgEndReason reason = lg_end_reason_from_stream (status, error, self->online, &detail);
  g_autofree char *cut = NULL;

  if (lg_inbound_is_cut (self->inbound))
    detail = cut = g_strconcat (detail, " in the middle of a packet", NULL);
  set_end (self, reason, detail);
  self->broken = TRUE;
}

/* libmosquitto waits one Keep Alive for an answer, which may be less than our own deadline. */
static void
set_end_of_client (LgRelay *self,
                   GError  *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    set_end (self, LG_END_INTERNAL, error->message);
  else
    set_end (self, self->online ? LG_END_NO_PINGRESP : LG_END_CONNACK_TIMEOUT, NULL);

  g_error_free (error);
}

/**
 * lg_relay_new:
 * @stream: (transfer full): the server's stream, connected and secured
 * @outlet: where the events go
 * @config: what to log in with; must outlive the relay
 * @error: return location for a #GError
 *
 * Makes a relay whose client is about to send CONNECT.
 *
 * Returns: (transfer full) (nullable): a relay, or %NULL with @error
 */
LgRelay *
lg_relay_new (LgStream               *stream,
              LgOutlet               *outlet,
              const LgSessionConfig  *config,
              GError                **error)
{
  g_autoptr (LgRelay) self = g_new0 (LgRelay, 1);

  self->stream = stream;
  self->outlet = lg_outlet_ref (outlet);
  self->config = config;
  self->tap = lg_tap_new (outlet);
  self->outbound = lg_outbound_new (stream, self->tap, config);
  self->inbound = lg_inbound_new (stream);
  self->in = g_byte_array_new ();
  self->start_us = g_get_monotonic_time ();
  self->stats_us = G_MAXINT64;
  self->peer_fd = -1;
  self->client = lg_mosquitto_client_new (config->keepalive.interval_s, config->clean_session,
                                          &self->peer_fd, error);

  return self->client != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * lg_relay_free:
 * @self: a relay
 *
 * Closes the link at once and frees the relay.
 */
void
lg_relay_free (LgRelay *self)
{
  lg_outbound_free (self->outbound);
  g_clear_pointer (&self->client, lg_mosquitto_client_free);
  if (self->peer_fd >= 0)
    close (self->peer_fd);
  lg_stream_free (self->stream);
  lg_inbound_free (self->inbound);
  g_byte_array_unref (self->in);
  lg_tap_free (self->tap);
  lg_outlet_unref (self->outlet);
  g_free (self->end_detail);
  g_free (self);
}

/* Whether there is room for more from the server. */
static gboolean
flush_in (LgRelay *self)
{
  while (self->in_done < self->in->len)
    {
      ssize_t n = send (self->peer_fd, self->in->data + self->in_done,
                        self->in->len - self->in_done, MSG_NOSIGNAL);

      if (n < 0)
        return FALSE;
      self->in_done += n;
    }

  g_byte_array_set_size (self->in, 0);
  self->in_done = 0;
  return TRUE;
}

static void
go_online (LgRelay *self)
{
  self->online = TRUE;
  lg_outlet_go_online (self->outlet, &self->config->keepalive,
                       lg_outbound_get_connect_time (self->outbound),
                       lg_inbound_get_time (self->inbound));
  lg_outlet_emit (self->outlet, &(LgEvent) {
    .kind = LG_EVENT_STATE, .code = LG_SESSION_CONNECTED,
  });
}

/* A QoS 0 message needs no answer, so the client need not see it: it is told once a second, the
   unit of its clock, that something arrived. */
static gboolean
client_needs (LgRelay        *self,
              const LgPacket *packet)
{
  gint64 now_s = lg_inbound_get_time (self->inbound) / G_USEC_PER_SEC;

  if (packet->type == LG_PACKET_PUBLISH && packet->qos == 0 && self->forwarded_s == now_s)
    return FALSE;

  self->forwarded_s = now_s;
  return TRUE;
}

static void
receive (LgRelay *self,
         LgSlice  bytes)
{
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autoptr (GError) error = NULL;

  if (!lg_tap_read_in (self->tap, bytes, lg_inbound_get_time (self->inbound), &packet, &error))
    set_end (self, LG_END_MALFORMED, error->message);
  else if (!self->online && packet.type != LG_PACKET_CONNACK)
    set_end (self, LG_END_MALFORMED, "another packet before CONNACK");
  else if (self->online && packet.type == LG_PACKET_CONNACK)
    set_end (self, LG_END_MALFORMED, "a second CONNACK");
  else if (packet.type == LG_PACKET_CONNACK && packet.code != 0)
    set_end (self, LG_END_CONNACK + packet.code, NULL);
  else if (packet.type == LG_PACKET_DISCONNECT)
    set_end (self, LG_END_SERVER_DISCONNECT, NULL);
  else
    {
      if (packet.type == LG_PACKET_CONNACK)
        go_online (self);
      if (client_needs (self, &packet))
        g_byte_array_append (self->in, bytes.data, bytes.length);
    }
}

static void
pull_in (LgRelay *self)
{
  for (guint i = 0; i < PACKETS_PER_TURN && self->end == 0; i++)
    {
      g_autoptr (GError) error = NULL;
      LgIoStatus status;
      LgSlice bytes;

      if (lg_outlet_is_full (self->outlet)
          || (self->in->len >= FORWARD_SIZE && !flush_in (self)))
        break;

      status = lg_inbound_next (self->inbound, &bytes, &error);
      if (status == LG_IO_OK)
        receive (self, bytes);
      else if (error != NULL && error->domain == LG_MQTT_ERROR)
        set_end (self, LG_END_MALFORMED, error->message);
      else if (status == LG_IO_WANT_READ || status == LG_IO_WANT_WRITE)
        break;
      else
        set_end_of_stream (self, status, error);
    }

  flush_in (self);
}

static void
push_out (LgRelay *self)
{
  g_autoptr (GError) error = NULL;
  LgIoStatus status = lg_outbound_pump (self->outbound, self->peer_fd, &error);

  if (lg_outbound_has_left (self->outbound))
    {
      set_end (self, LG_END_OPERATOR, NULL);
    }
  else if (status == LG_IO_FIN || status == LG_IO_CLOSE_NOTIFY || status == LG_IO_ERROR)
    {
      /* What the server said before it closed says more than the failed write. */
      if (self->leave_us == 0)
        pull_in (self);
      set_end_of_stream (self, status, error);
    }
}

/* Pressure is an event: without it a gap in the recording would look like the server's silence. */
static void
note_pressure (LgRelay *self,
               gint64   now_us)
{
  gboolean full = lg_outlet_is_full (self->outlet);

  if (full && self->pressed_us == 0)
    {
      self->pressed_us = now_us;
      lg_outlet_emit (self->outlet, &(LgEvent) {
        .kind = LG_EVENT_NOTE, .text = "the recording is behind: reading has stopped",
      });
    }
  else if (!full && self->pressed_us != 0)
    {
      lg_outlet_emit (self->outlet, &(LgEvent) {
        .kind = LG_EVENT_NOTE, .text = "the recording has caught up: reading goes on",
        .duration_us = now_us - self->pressed_us,
      });
      self->pressed_us = 0;
      self->released_us = now_us;
      self->tick_us = now_us + G_USEC_PER_SEC;
    }
}

/* Whether the outlet is full; leaving needs no room in it. */
static gboolean
is_held (LgRelay *self)
{
  return self->pressed_us != 0 && self->leave_us == 0;
}

/* When the current wait ends without an answer, or G_MAXINT64 when nothing is waited for. */
static gint64
get_deadline (LgRelay *self,
              int     *reason)
{
  LgStats stats;

  if (self->leave_us != 0)
    {
      *reason = LG_END_OPERATOR;
      return self->leave_us;
    }
  if (!self->online)
    {
      *reason = LG_END_CONNACK_TIMEOUT;
      return self->start_us + self->config->connack_timeout_ms * 1000LL;
    }

  lg_outlet_get_stats (self->outlet, &stats);
  if (stats.keepalive.ping_us == 0)
    return G_MAXINT64;
  *reason = LG_END_NO_PINGRESP;
  return MAX (stats.keepalive.ping_us, self->released_us)
    + self->config->pingresp_timeout_ms * 1000LL;
}

static void
check_deadline (LgRelay *self,
                gint64   now_us)
{
  int reason = 0;

  if (now_us >= get_deadline (self, &reason))
    set_end (self, reason, NULL);
}

static void
run_client (LgRelay *self,
            gint64   now_us)
{
  GError *error = NULL;

  if (!lg_mosquitto_client_run (self->client, &error))
    {
      set_end_of_client (self, error);
      return;
    }
  if (now_us < self->tick_us || self->leave_us != 0)
    return;

  /* On the second, because libmosquitto counts in whole ones. */
  self->tick_us = (now_us / G_USEC_PER_SEC + 1) * G_USEC_PER_SEC;
  if (!lg_mosquitto_client_tick (self->client, &error))
    set_end_of_client (self, error);
}

/**
 * lg_relay_turn:
 *
 * Moves what can be moved, both ways.
 *
 * Returns: whether the link goes on; else [method@Relay.get_end] says why not
 */
gboolean
lg_relay_turn (LgRelay *self)
{
  gint64 now_us = g_get_monotonic_time ();

  note_pressure (self, now_us);
  if (self->leave_us == 0)
    pull_in (self);
  if (self->end == 0 && !is_held (self))
    run_client (self, now_us);
  if (self->end == 0)
    push_out (self);
  if (self->end == 0 && !is_held (self))
    check_deadline (self, g_get_monotonic_time ());
  self->stats_us = lg_outlet_tell_stats (self->outlet, now_us);

  return self->end == 0;
}

static gboolean
is_reading (LgRelay *self)
{
  return self->pressed_us == 0 && self->leave_us == 0 && self->in->len == 0;
}

static int
get_timeout_ms (LgRelay *self)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 until_us = self->stats_us;
  int reason;

  if (!is_held (self))
    {
      if (is_reading (self) && lg_inbound_get_events (self->inbound) == 0)
        return 0;
      until_us = MIN (until_us, get_deadline (self, &reason));
      if (self->leave_us == 0)
        until_us = MIN (until_us, self->tick_us);
    }
  if (until_us == G_MAXINT64)
    return -1;

  return CLAMP ((until_us - now_us + 999) / 1000, 0, 60 * 1000);
}

/* Asking for nothing would still report an error or a hang-up, again and again. */
static struct pollfd
watch (int   fd,
       short events)
{
  return (struct pollfd) { .fd = events != 0 ? fd : -1, .events = events };
}

/**
 * lg_relay_wait:
 * @wake_fd: a descriptor that ends the wait when it is readable
 *
 * Blocks until another turn is worth it.
 */
void
lg_relay_wait (LgRelay *self,
               int      wake_fd)
{
  short read_events = is_reading (self) ? lg_inbound_get_events (self->inbound) : 0;
  short write_events = lg_outbound_get_events (self->outbound);
  struct pollfd fds[] = {
    watch (lg_stream_get_fd (self->stream), read_events | write_events),
    watch (self->peer_fd, (write_events != 0 ? 0 : POLLIN) | (self->in->len > 0 ? POLLOUT : 0)),
    watch (lg_mosquitto_client_get_fd (self->client),
           is_held (self) ? 0
           : POLLIN | (lg_mosquitto_client_wants_write (self->client) ? POLLOUT : 0)),
    watch (wake_fd, POLLIN),
  };

  poll (fds, G_N_ELEMENTS (fds), get_timeout_ms (self));
}

/**
 * lg_relay_leave:
 *
 * Has DISCONNECT sent behind whatever is still to be written, and nothing more read; the link ends
 * when it is out, or after half a second.
 */
void
lg_relay_leave (LgRelay *self)
{
  GError *error = NULL;

  if (self->leave_us != 0)
    return;

  self->leave_us = g_get_monotonic_time () + LEAVE_US;
  if (!self->online)
    set_end (self, LG_END_OPERATOR, NULL);
  else if (!lg_mosquitto_client_disconnect (self->client, &error))
    set_end_of_client (self, error);
}

/**
 * lg_relay_shutdown:
 *
 * Says good-bye to the server in order, unless the stream is broken: close_notify where TLS is on,
 * then FIN.
 */
void
lg_relay_shutdown (LgRelay *self)
{
  if (!self->broken)
    lg_stream_shutdown (self->stream);
}

/**
 * lg_relay_get_client:
 *
 * Returns: (transfer none): what subscribes and publishes on this link
 */
LgMosquittoClient *
lg_relay_get_client (LgRelay *self)
{
  return self->client;
}

/**
 * lg_relay_get_end:
 * @detail: (out) (nullable): a few English words, or %NULL
 *
 * Returns: why the link ended, a [enum@EndReason] and what it is added to; 0 while it goes on
 */
int
lg_relay_get_end (LgRelay     *self,
                  const char **detail)
{
  *detail = self->end_detail;
  return self->end;
}
