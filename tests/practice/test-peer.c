/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-peer.h"

#include "device/lg-connect-params.h"
#include "lib/lg-test-time.h"
#include "mqtt/lg-framer.h"

#include <glib-unix.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

struct _Peer
{
  LgPractice *practice;
  LgStream   *stream;
  LgFramer   *framer;
  LgIoStatus  ended; /* LG_IO_OK until then */
};

/* Waits for what a call wanted; FALSE: it did not come within the deadline. */
static gboolean
wait_for (Peer       *self,
          LgIoStatus  status,
          gint64      deadline)
{
  struct pollfd fd = {
    .fd = lg_stream_get_fd (self->stream),
    .events = status == LG_IO_WANT_READ ? POLLIN : POLLOUT,
  };
  gint64 left = deadline - g_get_monotonic_time ();

  return left > 0 && poll (&fd, 1, left / 1000 + 1) > 0;
}

static gboolean
is_wanting (LgIoStatus status)
{
  return status == LG_IO_WANT_READ || status == LG_IO_WANT_WRITE;
}

static void
shake_hands (Peer *self)
{
  gint64 deadline = lg_test_get_deadline (PEER_DEADLINE_US);
  g_autoptr (GError) error = NULL;
  LgIoStatus status;

  do
    status = lg_stream_handshake (self->stream, &error);
  while (is_wanting (status) && wait_for (self, status, deadline));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, LG_IO_OK);
}

/* A connection, nothing said yet. */
Peer *
peer_new (LgPractice           *practice,
          const LgPracticePort *port,
          const char           *address)
{
  g_autoptr (GSocketAddress) target = g_inet_socket_address_new_from_string (address, port->port);
  g_autoptr (GError) error = NULL;
  g_autofree struct sockaddr *native = NULL;
  Peer *self = g_new0 (Peer, 1);
  gsize size = g_socket_address_get_native_size (target);
  int fd;

  native = g_malloc (size);
  g_assert_true (g_socket_address_to_native (target, native, size, NULL));
  fd = socket (native->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (connect (fd, native, size), ==, 0);
  g_assert_true (g_unix_set_fd_nonblocking (fd, TRUE, NULL));

  self->practice = practice;
  self->framer = lg_framer_new (G_MAXSIZE);
  self->stream = port->tls ? lg_stream_new_tls_client (fd, "localhost", NULL, NULL, &error)
                           : lg_stream_new_plain (fd);
  g_assert_no_error (error);
  shake_hands (self);
  return self;
}

/* A device that has logged in. */
Peer *
peer_new_online (LgPractice           *practice,
                 const LgPracticePort *port,
                 const char           *parameters)
{
  Peer *self = peer_new (practice, port, "127.0.0.1");

  peer_send_connect (self, parameters);
  peer_expect (self, LG_PACKET_CONNACK, 0);
  return self;
}

void
peer_free (Peer *self)
{
  lg_stream_free (self->stream);
  lg_framer_free (self->framer);
  g_free (self);
}

LgStream *
peer_get_stream (Peer *self)
{
  return self->stream;
}

/* How many bytes went out before the other side took no more for 0.2 s, or closed. */
gsize
peer_send_some (Peer             *self,
                const GByteArray *bytes)
{
  gsize sent = 0;

  while (sent < bytes->len)
    {
      gsize n_written = 0;
      LgIoStatus status = lg_stream_write (self->stream, bytes->data + sent, bytes->len - sent,
                                           &n_written, NULL);

      sent += n_written;
      if (status == LG_IO_OK)
        continue;
      if (!is_wanting (status)
          || !wait_for (self, status, lg_test_get_deadline (G_USEC_PER_SEC / 5)))
        break;
    }
  return sent;
}

void
peer_send (Peer             *self,
           const GByteArray *bytes)
{
  g_assert_cmpuint (peer_send_some (self, bytes), ==, bytes->len);
}

static LgConnectParams *
sign (Peer       *self,
      const char *parameters)
{
  g_autoptr (LgCredentials) credentials = lg_credentials_new ();
  g_autoptr (LgConnectParams) params = NULL;
  g_autoptr (LgSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_file_get_contents (lg_practice_get_device_secret_file (self->practice), &text, NULL, &error);
  g_assert_no_error (error);
  secret = lg_secret_new (text);
  lg_credentials_set_secret (credentials, secret);
  lg_credentials_set_product_key (credentials, lg_practice_get_product_key (self->practice));
  lg_credentials_set_device_name (credentials, lg_practice_get_device_name (self->practice));
  lg_credentials_set_client_id (credentials, "test");
  lg_credentials_set_extended_parameters (credentials, parameters);
  params = lg_connect_params_new (credentials, lg_stream_is_tls (self->stream) ? LG_SECURITY_TLS
                                                                               : LG_SECURITY_TCP,
                                  1700000000000, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&params);
}

/* A right CONNECT with Keep Alive 30 s; @parameters are extended ones. */
void
peer_send_connect (Peer       *self,
                   const char *parameters)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (LgConnectParams) params = sign (self, parameters);
  LgSecret *password = lg_connect_params_get_password (params);
  LgConnect connect = {
    .version = LG_MQTT_3_1_1,
    .client_id = lg_connect_params_get_client_id (params),
    .username = lg_connect_params_get_username (params),
    .password = lg_secret_peek (password),
    .password_length = lg_secret_get_length (password),
    .keepalive = 30,
    .clean_session = TRUE,
  };

  lg_packet_write_connect (bytes, &connect);
  peer_send (self, bytes);
}

void
peer_send_publish (Peer       *self,
                   const char *topic,
                   const char *payload,
                   guint8      qos)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  lg_packet_write_publish (bytes, LG_MQTT_3_1_1, topic, payload, strlen (payload), qos, qos, FALSE);
  peer_send (self, bytes);
}

void
peer_send_subscribe (Peer       *self,
                     const char *filter)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GArray) filters = g_array_new (FALSE, FALSE, sizeof (LgFilter));

  g_array_append_val (filters, ((LgFilter) { { (const guint8 *) filter, strlen (filter) }, 1 }));
  lg_packet_write_subscribe (bytes, LG_MQTT_3_1_1, 1, filters);
  peer_send (self, bytes);
}

/* The next packet; FALSE: the connection ended first. It is valid until the next call. */
gboolean
peer_receive (Peer     *self,
              LgPacket *packet)
{
  gint64 deadline = lg_test_get_deadline (PEER_DEADLINE_US);
  g_autoptr (GError) error = NULL;
  LgSlice bytes;

  while (!lg_framer_next (self->framer, &bytes, &error))
    {
      guint8 chunk[4096];
      gsize n_read = 0;
      LgIoStatus status;

      g_assert_no_error (error);
      status = lg_stream_read (self->stream, chunk, sizeof chunk, &n_read, NULL);
      if (status == LG_IO_OK)
        {
          lg_framer_push (self->framer, chunk, n_read);
          continue;
        }
      self->ended = status;
      if (!is_wanting (status))
        return FALSE;
      g_assert_true (wait_for (self, status, deadline));
    }

  lg_packet_dissect (packet, bytes.data, bytes.length, LG_MQTT_3_1_1, LG_DIRECTION_IN, &error);
  g_assert_no_error (error);
  return TRUE;
}

void
peer_expect (Peer         *self,
             LgPacketType  type,
             guint8        code)
{
  g_auto (LgPacket) packet = LG_PACKET_INIT;

  g_assert_true (peer_receive (self, &packet));
  g_assert_cmpstr (lg_packet_type_get_name (packet.type), ==, lg_packet_type_get_name (type));
  g_assert_cmphex (type == LG_PACKET_SUBACK ? packet.codes.data[0] : packet.code, ==, code);
}

void
peer_expect_message (Peer       *self,
                     const char *topic,
                     const char *payload)
{
  g_auto (LgPacket) packet = LG_PACKET_INIT;
  g_autofree char *received_topic = NULL;

  g_assert_true (peer_receive (self, &packet));
  g_assert_cmpint (packet.type, ==, LG_PACKET_PUBLISH);
  received_topic = lg_slice_dup_text (packet.topic);
  g_assert_cmpstr (received_topic, ==, topic);
  g_assert_cmpuint (packet.qos, ==, 0);
  if (payload != NULL)
    g_assert_cmpmem (packet.payload.data, packet.payload.length, payload, strlen (payload));
}

/* How the connection ended, after no further packet. */
LgIoStatus
peer_wait_for_end (Peer *self)
{
  g_auto (LgPacket) packet = LG_PACKET_INIT;

  if (peer_receive (self, &packet))
    g_error ("%s instead of the end", lg_packet_type_get_name (packet.type));
  return self->ended;
}

/* A ping and its answer; FALSE: the connection has ended. */
gboolean
peer_check_alive (Peer *self)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_auto (LgPacket) packet = LG_PACKET_INIT;

  g_byte_array_append (bytes, (const guint8[]) { LG_PACKET_PINGREQ << 4, 0 }, 2);
  return peer_send_some (self, bytes) == bytes->len && peer_receive (self, &packet)
         && packet.type == LG_PACKET_PINGRESP;
}
