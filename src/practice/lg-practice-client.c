/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-client.h"
#include "lg-practice-login.h"
#include "lg-practice-registration.h"
#include "lg-practice-traffic.h"
#include "lg-practice-wire.h"
#include "event/lg-clause-words.h"
#include "mqtt/lg-framer.h"

#include "mqtt/lg-packet-writer.h"
#include "mqtt/lg-reason-code.h"
#include "platform/lg-platform.h"

#include <string.h>

#define LOGIN_DEADLINE_MS 10000
#define LOGIN_DEADLINE_MIN_MS 1000 /* however the times are scaled: a busy machine must get in */
#define REGISTRATION_MS 15000 /* then the platform closes, if the device has not */
#define CONNECT_FLAG_CLEAN_SESSION 0x02
#define ANSWER_SIZE 4096 /* more than the answer to a registration takes */
#define PACKET_MAX (256 * 1024 + 4096)
#define BUFFER_MAX (256 * 1024)
#define KICK "{\"title\":\"kick\",\"content\":\"Kicked by the same device\"}"

typedef enum
{
  CLIENT_LOGIN, /* no valid CONNECT yet */
  CLIENT_WAITING, /* for the broker to forget the client before, then for its CONNACK */
  CLIENT_ONLINE,
  CLIENT_REGISTERED, /* it has got what it is to log in with, and is to leave */
  CLIENT_FROZEN, /* nothing is read or said any more */
  CLIENT_ENDED,
} ClientState;

struct _LgPracticeClient
{
  const LgPracticeClientHost *host;
  LgSecurity                  security;
  LgPracticeWire             *device;
  LgPracticeWire             *broker;
  LgFramer                   *from_device;
  LgFramer                   *from_broker;
  LgPracticeDevice           *identity; /* NULL until it has logged in */
  LgPracticeTraffic          *traffic;
  GSource                    *login_deadline;
  GSource                    *misdeed; /* what is to go wrong later */
  ClientState                 state;
  LgMqttVersion               version;
  gboolean                    clean_session;
  guint32                     session_expiry_s;
  gboolean                    notify;
  guint16                     keepalive;
  gint64                      heard_at; /* last packet that resets the keep-alive timer */
};

static void process_device (LgPracticeClient *self);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static GSource *
start_timer (LgPracticeClient *self,
             guint             ms,
             GSourceFunc       callback)
{
  GSource *source = g_timeout_source_new (ms);

  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, self->host->context);
  return source;
}

static void
end_with (LgPracticeClient  *self,
          LgPracticeGoodbye  goodbye)
{
  self->state = CLIENT_ENDED;
  clear_source (&self->login_deadline);
  clear_source (&self->misdeed);
  if (self->device != NULL)
    lg_practice_wire_close (self->device, goodbye);
  if (self->broker != NULL)
    lg_practice_wire_close (self->broker, LG_PRACTICE_GOODBYE_ORDERLY);
}

/* Closes both of its sides in order. */
static void
end (LgPracticeClient *self)
{
  end_with (self, LG_PRACTICE_GOODBYE_ORDERLY);
}

/* Bytes for one side wait in the gateway up to a limit; beyond it, whoever fills it is not read. */
static void
update_flow (LgPracticeClient *self)
{
  gboolean device_has_room, broker_has_room;

  if (self->device == NULL || self->state == CLIENT_ENDED)
    return;
  device_has_room = lg_practice_wire_get_pending (self->device) <= BUFFER_MAX;
  broker_has_room = self->broker == NULL
                    || lg_practice_wire_get_pending (self->broker) <= BUFFER_MAX;
  lg_practice_wire_set_reading (self->device, device_has_room && broker_has_room
                                              && self->state != CLIENT_WAITING
                                              && self->state != CLIENT_FROZEN);
  if (self->broker != NULL)
    lg_practice_wire_set_reading (self->broker, device_has_room);
}

static void
send_bytes (LgPracticeClient *self,
            LgPracticeWire   *wire,
            const GByteArray *bytes)
{
  lg_practice_wire_send (wire, bytes->data, bytes->len);
  update_flow (self);
}

static gboolean
deadline_cb (gpointer user_data)
{
  end (user_data);
  return G_SOURCE_REMOVE;
}

/* Ends it then, in place of an earlier deadline. */
static void
set_deadline (LgPracticeClient *self,
              guint             ms)
{
  clear_source (&self->login_deadline);
  self->login_deadline = start_timer (self, ms, deadline_cb);
}

/* @packet: what the device sent, if that is the moment. */
static void
misbehave (LgPracticeClient *self,
           const LgPacket   *packet)
{
  const LgPracticeConduct *conduct = self->host->conduct;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  lg_practice_conduct_write (conduct, self->version, packet, bytes);
  send_bytes (self, self->device, bytes);

  switch (conduct->act)
    {
    case LG_PRACTICE_ACT_REFUSES:
      if (self->state == CLIENT_LOGIN || packet == NULL)
        end (self);
      break;

    case LG_PRACTICE_ACT_ENDS:
      end_with (self, conduct->goodbye);
      break;

    case LG_PRACTICE_ACT_FREEZES:
      lg_practice_client_freeze (self);
      break;

    case LG_PRACTICE_ACT_KICKS:
      lg_practice_client_kick (self);
      break;

    case LG_PRACTICE_ACT_RESTARTS:
    case LG_PRACTICE_ACT_VANISHES:
      self->host->strike (self->host->user_data);
      break;

    case LG_PRACTICE_ACT_IGNORES:
    case LG_PRACTICE_ACT_SAYS:
    default:
      break;
    }
}

static gboolean
misdeed_cb (gpointer user_data)
{
  LgPracticeClient *self = user_data;

  clear_source (&self->misdeed);
  misbehave (self, NULL);
  return G_SOURCE_REMOVE;
}

static void
handle_device_packet (LgPracticeClient *self,
                      LgPacket         *packet)
{
  g_autoptr (GByteArray) to_broker = g_byte_array_new ();
  g_autoptr (GByteArray) to_device = g_byte_array_new ();
  gboolean go_on;

  if (lg_practice_traffic_resets (packet->type))
    self->heard_at = g_get_monotonic_time ();

  go_on = lg_practice_traffic_from_device (self->traffic, packet, g_get_real_time () / 1000,
                                           to_broker, to_device);
  send_bytes (self, self->broker, to_broker);
  send_bytes (self, self->device, to_device);
  if (!go_on)
    end (self);
}

static void
handle_broker_packet (LgPracticeClient *self,
                      const LgPacket   *packet)
{
  const LgPracticeConduct *conduct = self->host->conduct;
  g_autoptr (GByteArray) to_device = g_byte_array_new ();

  lg_practice_traffic_from_broker (self->traffic, packet, to_device);
  send_bytes (self, self->device, to_device);

  if (packet->type == LG_PACKET_CONNACK && packet->code != LG_PRACTICE_ACCEPTED)
    {
      end (self);
    }
  else if (packet->type == LG_PACKET_CONNACK)
    {
      clear_source (&self->login_deadline);
      self->state = CLIENT_ONLINE;
      self->identity->activated = TRUE;
      self->identity->n_links++;
      self->heard_at = g_get_monotonic_time ();
      update_flow (self);
      if (conduct->moment == LG_PRACTICE_MOMENT_ONLINE)
        {
          guint ms = lg_practice_conduct_get_delay_ms (conduct, self->identity->n_links);

          self->misdeed = start_timer (self, ms / self->host->time_scale, misdeed_cb);
        }
      /* It need not have waited for CONNACK. */
      process_device (self);
    }
}

/* Tells it, as far as there is a CONNACK for it, and ends it. */
static void
refuse (LgPracticeClient  *self,
        LgPracticeVerdict  verdict)
{
  g_autoptr (GByteArray) packet = g_byte_array_new ();

  lg_practice_login_write_refusal (self->version, verdict, packet);
  send_bytes (self, self->device, packet);
  end (self);
}

/* Who has nothing to get is accepted and gets nothing; what the platform does then is not
 * documented, and closing is our choice. */
static void
handle_registration (LgPracticeClient *self,
                     const LgPacket   *packet)
{
  const LgPracticeConduct *conduct = self->host->conduct;
  gboolean misbehaves = conduct->moment == LG_PRACTICE_MOMENT_REGISTRATION;
  g_autoptr (GByteArray) connack = g_byte_array_new ();
  /* Sized so that the secret in it is not moved, and leaves no copy. */
  g_autoptr (GByteArray) answer = g_byte_array_sized_new (ANSWER_SIZE);
  LgPracticeVerdict verdict;

  verdict = misbehaves && conduct->act == LG_PRACTICE_ACT_REFUSES
            ? conduct->code
            : lg_practice_registration_judge (self->host->registry, packet, self->security,
                                              misbehaves ? NULL : answer);
  if (verdict != LG_PRACTICE_ACCEPTED)
    {
      refuse (self, verdict);
      return;
    }

  self->state = CLIENT_REGISTERED;
  lg_packet_write_connack (connack, packet->version, FALSE, LG_PRACTICE_ACCEPTED, NULL, 0);
  send_bytes (self, self->device, connack);
  send_bytes (self, self->device, answer);
  explicit_bzero (answer->data, answer->len);
  set_deadline (self, REGISTRATION_MS / self->host->time_scale);
  if (answer->len == 0 && !(misbehaves && conduct->act == LG_PRACTICE_ACT_IGNORES))
    end (self);
}

static void
handle_login (LgPracticeClient *self,
              const LgPacket   *packet)
{
  const LgProperty *expiry = lg_packet_find_property (packet, LG_PROPERTY_SESSION_EXPIRY);
  const LgPracticeDevice *usual = lg_practice_registry_get_device (self->host->registry);
  LgPracticeVerdict verdict;

  self->identity = lg_practice_registry_find_by_username (self->host->registry, packet->username);
  verdict = lg_practice_login_judge (self->identity != NULL ? self->identity : usual, packet,
                                     self->security, &self->notify);
  if (verdict != LG_PRACTICE_ACCEPTED)
    {
      self->identity = NULL;
      refuse (self, verdict);
      return;
    }

  self->state = CLIENT_WAITING;
  self->traffic = lg_practice_traffic_new (self->identity, packet, self->host->time_scale);
  self->keepalive = packet->keepalive;
  self->session_expiry_s = expiry != NULL ? expiry->number : 0;
  self->clean_session = (packet->connect_flags & CONNECT_FLAG_CLEAN_SESSION) != 0;
  update_flow (self);

  self->host->claim (self, self->host->user_data);
}

/* Lets it register, or log in: then it waits for its turn at the broker. */
static void
handle_connect (LgPracticeClient *self,
                const LgPacket   *packet)
{
  self->version = packet->version;
  if (lg_practice_registration_is_asked (packet))
    handle_registration (self, packet);
  else
    handle_login (self, packet);
}

static void
dismiss_broken (LgPracticeClient *self,
                const GError     *error)
{
  g_autoptr (LgClause) clause = lg_mqtt_error_dup_clause (error);
  g_autofree char *words = lg_clause_words_dup_english (clause);

  lg_practice_client_dismiss (self, error->code == LG_MQTT_ERROR_TOO_LARGE ? LG_REASON_TOO_LARGE
                                                                           : LG_REASON_MALFORMED,
                              words);
}

/* FALSE: there is no whole packet yet, or the bytes were not MQTT and the client has ended. */
static gboolean
take_packet (LgPracticeClient *self,
             LgDirection       direction,
             LgPacket         *packet)
{
  g_autoptr (GError) error = NULL;
  LgFramer *framer = direction == LG_DIRECTION_OUT ? self->from_device : self->from_broker;
  LgSlice bytes;

  if (lg_framer_next (framer, &bytes, &error)
      && lg_packet_dissect (packet, bytes.data, bytes.length, self->version, direction, &error))
    return TRUE;
  if (error != NULL)
    dismiss_broken (self, error);
  return FALSE;
}

static void
process_device (LgPracticeClient *self)
{
  while (self->state == CLIENT_LOGIN || self->state == CLIENT_ONLINE
         || self->state == CLIENT_REGISTERED)
    {
      g_auto (LgPacket) packet = LG_PACKET_INIT;

      if (!take_packet (self, LG_DIRECTION_OUT, &packet))
        break;
      if (lg_practice_conduct_is_about (self->host->conduct, packet.type))
        misbehave (self, &packet);
      else if (self->state == CLIENT_ONLINE)
        handle_device_packet (self, &packet);
      else if (self->state == CLIENT_LOGIN && packet.type == LG_PACKET_CONNECT)
        handle_connect (self, &packet);
      else
        end (self);
      /* It has the password in it. */
      if (packet.type == LG_PACKET_CONNECT)
        lg_framer_wipe (self->from_device);
    }
}

static void
process_broker (LgPracticeClient *self)
{
  while (self->state == CLIENT_WAITING || self->state == CLIENT_ONLINE)
    {
      g_auto (LgPacket) packet = LG_PACKET_INIT;

      if (!take_packet (self, LG_DIRECTION_IN, &packet))
        break;
      handle_broker_packet (self, &packet);
    }
}

static void
received_cb (LgPracticeWire *wire,
             const guint8   *data,
             gsize           length,
             gpointer        user_data)
{
  LgPracticeClient *self = user_data;

  if (wire == self->device)
    {
      lg_framer_push (self->from_device, data, length);
      process_device (self);
    }
  else
    {
      lg_framer_push (self->from_broker, data, length);
      process_broker (self);
    }
}

static void
drained_cb (LgPracticeWire *wire,
            gpointer        user_data)
{
  update_flow (user_data);
}

static void
closed_cb (LgPracticeWire *wire,
           gpointer        user_data)
{
  LgPracticeClient *self = user_data;
  gboolean wire_was_broker = wire == self->broker;

  g_clear_pointer (wire == self->device ? &self->device : &self->broker, lg_practice_wire_free);
  if (wire_was_broker && self->state == CLIENT_WAITING)
    refuse (self, LG_PRACTICE_UNAVAILABLE);
  else
    end (self);
  if (wire_was_broker)
    self->host->released (self, self->host->user_data);
  if (self->broker == NULL && self->device == NULL)
    self->host->gone (self, self->host->user_data);
}

static const LgPracticeWireFuncs wire_funcs = {
  .received = received_cb,
  .drained = drained_cb,
  .closed = closed_cb,
};

/**
 * lg_practice_client_new:
 * @host: what it needs of its gateway; must outlive the client
 * @stream: (transfer full): the accepted stream
 *
 * Takes over a new connection. It has 10 s to get online, its handshake and CONNECT included.
 *
 * Returns: (transfer full): the client; free it when `gone` is called
 */
LgPracticeClient *
lg_practice_client_new (const LgPracticeClientHost *host,
                        LgStream                   *stream)
{
  LgPracticeClient *self = g_new0 (LgPracticeClient, 1);
  guint deadline_ms = LOGIN_DEADLINE_MS / host->time_scale;

  self->host = host;
  self->security = lg_stream_is_tls (stream) ? LG_SECURITY_TLS : LG_SECURITY_TCP;
  self->version = LG_MQTT_3_1_1;
  self->from_device = lg_framer_new (PACKET_MAX);
  self->from_broker = lg_framer_new (PACKET_MAX);
  self->device = lg_practice_wire_new (stream, host->context, &wire_funcs, self);
  set_deadline (self, MAX (deadline_ms, LOGIN_DEADLINE_MIN_MS));
  if (host->conduct->moment == LG_PRACTICE_MOMENT_SECURED)
    misbehave (self, NULL);
  return self;
}

/**
 * lg_practice_client_get_identity:
 *
 * Returns: (nullable): the device it has logged in as; %NULL if it has not
 */
const LgPracticeDevice *
lg_practice_client_get_identity (LgPracticeClient *self)
{
  return self->identity;
}

/**
 * lg_practice_client_free:
 * @self: (transfer full): a client
 *
 * Closes what is still open; nothing is called any more.
 */
void
lg_practice_client_free (LgPracticeClient *self)
{
  clear_source (&self->login_deadline);
  clear_source (&self->misdeed);
  g_clear_pointer (&self->device, lg_practice_wire_free);
  g_clear_pointer (&self->broker, lg_practice_wire_free);
  g_clear_pointer (&self->traffic, lg_practice_traffic_free);
  lg_framer_free (self->from_device);
  lg_framer_free (self->from_broker);
  g_free (self);
}

/**
 * lg_practice_client_go_on:
 * @self: a client that has claimed the device
 *
 * Forwards its CONNECT to the broker, whose CONNACK is the device's.
 *
 * Returns: whether it has a session at the broker now; if not, it is over (CONNACK 3)
 */
gboolean
lg_practice_client_go_on (LgPracticeClient *self)
{
  g_autoptr (GByteArray) packet = g_byte_array_new ();
  int fd;

  /* It may have run out of time while it waited. */
  if (self->state != CLIENT_WAITING)
    return FALSE;

  fd = lg_practice_broker_connect (self->host->broker, NULL);
  if (fd < 0)
    {
      refuse (self, LG_PRACTICE_UNAVAILABLE);
      return FALSE;
    }
  self->broker = lg_practice_wire_new (lg_stream_new_plain (fd), self->host->context, &wire_funcs,
                                       self);
  lg_practice_login_write_connect (self->identity, self->version, self->clean_session,
                                   self->session_expiry_s, packet);
  send_bytes (self, self->broker, packet);
  return TRUE;
}

/**
 * lg_practice_client_kick:
 * @self: a client
 *
 * Closes it because the same device has logged in again, saying so on `/ext/notify` if its client
 * ID asked for that (payload as seen by users of the vendor's C SDK 4).
 */
void
lg_practice_client_kick (LgPracticeClient *self)
{
  g_autoptr (GByteArray) packet = g_byte_array_new ();

  if (self->state == CLIENT_ONLINE && self->notify)
    {
      lg_packet_write_publish (packet, self->version, "/ext/notify", KICK, strlen (KICK), 0, 0,
                               FALSE);
      send_bytes (self, self->device, packet);
    }
  lg_practice_client_dismiss (self, LG_REASON_TAKEN_OVER, "Kicked by the same device");
}

/**
 * lg_practice_client_dismiss:
 * @self: a client
 * @code: reason code of MQTT 5
 * @reason: reason string
 *
 * Closes it, telling it why if it is online and speaks MQTT 5.
 */
void
lg_practice_client_dismiss (LgPracticeClient *self,
                            guint8            code,
                            const char       *reason)
{
  g_autoptr (GByteArray) packet = g_byte_array_new ();

  if (self->state == CLIENT_ONLINE && self->version == LG_MQTT_5)
    {
      lg_packet_write_disconnect (packet, LG_MQTT_5, code, reason);
      send_bytes (self, self->device, packet);
    }
  end (self);
}

/**
 * lg_practice_client_freeze:
 * @self: a client
 *
 * Reads and says nothing any more, and keeps the connection, as a network does in which nothing
 * comes through. Another login of the same device still ends it.
 */
void
lg_practice_client_freeze (LgPracticeClient *self)
{
  if (self->state == CLIENT_ENDED)
    return;
  self->state = CLIENT_FROZEN;
  clear_source (&self->login_deadline);
  clear_source (&self->misdeed);
  update_flow (self);
}

/**
 * lg_practice_client_scan:
 * @self: a client
 * @now_us: monotonic µs
 *
 * Closes it if its keep-alive has run out: no packet that resets the timer for 1.5 × Keep Alive.
 */
void
lg_practice_client_scan (LgPracticeClient *self,
                         gint64            now_us)
{
  const LgLimits *limits = lg_platform_get_limits (lg_platform_get ("alibaba"));
  double deadline_s = self->keepalive * limits->keepalive_factor_percent / 100.0;

  if (self->state == CLIENT_ONLINE
      && now_us - self->heard_at > deadline_s * G_USEC_PER_SEC / self->host->time_scale)
    lg_practice_client_dismiss (self, LG_REASON_KEEPALIVE_TIMEOUT, "Keepalive timeout");
}
