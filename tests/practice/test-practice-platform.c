/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device meets on the practice platform once it speaks to it. */
#include "test-peer.h"

#include "lib/lg-test-time.h"
#include "trust/lg-verdict.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#define TIME_SCALE 60 /* Keep Alive 30 s: cut off 0.75 s to 1.25 s after the last packet */
#define UPDATE "/a1Practice0/practice-device/user/update"
#define GET "/a1Practice0/practice-device/user/get"
#define NTP "/ext/ntp/a1Practice0/practice-device/"
#define POST "/sys/a1Practice0/practice-device/thing/event/property/post"
#define KICK "{\"title\":\"kick\",\"content\":\"Kicked by the same device\"}"

static LgPractice *practice; /* one for all tests: each opens its own connections */
static const LgPracticePort *ports;
static gsize n_ports;

#define TLS_PORT (&ports[0])
#define TCP_PORT (&ports[n_ports - 1])

static void
greet (const LgPracticePort *port,
       const char           *address)
{
  g_autoptr (Peer) peer = peer_new (practice, port, address);

  peer_send_connect (peer, "");
  peer_expect (peer, LG_PACKET_CONNACK, 0);
  peer_send_subscribe (peer, GET);
  peer_expect (peer, LG_PACKET_SUBACK, 1);
  peer_send_publish (peer, UPDATE, "hello", 1);
  for (guint i = 0; i < 2; i++)
    {
      g_auto (LgPacket) packet = LG_PACKET_INIT;

      /* The broker may answer and deliver in either order. */
      g_assert_true (peer_receive (peer, &packet));
      if (packet.type != LG_PACKET_PUBACK)
        g_assert_cmpmem (packet.payload.data, packet.payload.length, "hello", 5);
    }
  g_assert_true (peer_check_alive (peer));
}

static void
test_every_port (gconstpointer address)
{
  for (gsize i = 0; i < n_ports; i++)
    greet (&ports[i], address);
}

static gboolean
has_ipv6 (void)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("::1", 0);

  return socket != NULL && g_socket_bind (socket, address, FALSE, NULL);
}

/* Each port's chain fits the root it names, by every name, and not the other port's. */
static void
test_roots (void)
{
  static const char *const hosts[] = { "localhost", "127.0.0.1", "::1" };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (gsize i = 0; ports[i].tls; i++)
    {
      g_autoptr (Peer) peer = peer_new (practice, &ports[i], "127.0.0.1");
      g_autoptr (GPtrArray) chain = lg_stream_dup_chain (peer_get_stream (peer));

      for (gsize j = 0; ports[j].tls; j++)
        {
          g_autofree char *pem = NULL;
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (LgRoot) root = NULL;
          gboolean same = strcmp (ports[i].root_file, ports[j].root_file) == 0;

          g_assert_true (g_file_get_contents (ports[j].root_file, &pem, NULL, NULL));
          bytes = g_bytes_new (pem, strlen (pem));
          root = lg_root_new_from_bytes ("practice", LG_ROOT_FILE, bytes, NULL);
          for (gsize k = 0; k < G_N_ELEMENTS (hosts); k++)
            {
              g_autoptr (LgVerdict) verdict = lg_verdict_new (chain, root, hosts[k], now, NULL);

              g_assert_cmpint (verdict->cause == NULL, ==, same);
            }
        }
    }
}

static void
test_own_subscription (void)
{
  g_autoptr (Peer) peer = peer_new_online (practice, TCP_PORT, "");

  peer_send_subscribe (peer, UPDATE);
  peer_expect (peer, LG_PACKET_SUBACK, 1);
  peer_send_publish (peer, UPDATE, "mine", 0);
  peer_expect_message (peer, UPDATE, "mine");
}

static void
test_services (void)
{
  g_autoptr (Peer) peer = peer_new_online (practice, TCP_PORT, "");

  peer_send_publish (peer, NTP "request", "{\"deviceSendTime\":\"1\"}", 0);
  peer_expect_message (peer, NTP "response", NULL);
  peer_send_publish (peer, POST, "{\"id\":\"1\",\"params\":{}}", 0);
  peer_expect_message (peer, POST "_reply",
                       "{\"code\":200,\"data\":{},\"id\":\"1\",\"message\":\"success\","
                       "\"method\":\"thing.event.property.post\",\"version\":\"1.0\"}");
}

static void
test_refused_filter (void)
{
  g_autoptr (Peer) peer = peer_new_online (practice, TCP_PORT, "");

  peer_send_subscribe (peer, "/a1Practice0/other/user/get");
  peer_expect (peer, LG_PACKET_SUBACK, 0x80);
  peer_send_subscribe (peer, GET);
  peer_expect (peer, LG_PACKET_SUBACK, 1);
}

/* A message the device has no right to send is acknowledged and dropped, nothing more. */
static void
test_unauthorised_publish (void)
{
  g_autoptr (Peer) peer = peer_new_online (practice, TCP_PORT, "");

  peer_send_publish (peer, "/a1Practice0/other/user/update", "x", 1);
  peer_expect (peer, LG_PACKET_PUBACK, 0);
  g_assert_true (peer_check_alive (peer));
}

static void
test_refused_login (void)
{
  g_autoptr (Peer) peer = peer_new (practice, TLS_PORT, "127.0.0.1");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  LgConnect connect = {
    .version = LG_MQTT_3_1_1,
    .client_id = "x|securemode=2,signmethod=hmacsha256|",
    .username = "practice-device&a1Practice0",
    .password = "wrong",
    .password_length = 5,
    .keepalive = 60,
  };

  lg_packet_write_connect (bytes, &connect);
  peer_send (peer, bytes);
  peer_expect (peer, LG_PACKET_CONNACK, 4);
  g_assert_cmpint (peer_wait_for_end (peer), ==, LG_IO_CLOSE_NOTIFY);
}

/* SUBSCRIBE may come with CONNECT, before CONNACK. */
static void
test_early_subscribe (void)
{
  g_autoptr (Peer) peer = peer_new (practice, TCP_PORT, "127.0.0.1");

  peer_send_connect (peer, "");
  peer_send_subscribe (peer, GET);
  peer_expect (peer, LG_PACKET_CONNACK, 0);
  peer_expect (peer, LG_PACKET_SUBACK, 1);
}

/* Larger than the buffers on the way, and than a TLS record. */
static void
test_large_message (void)
{
  g_autoptr (Peer) peer = peer_new_online (practice, TLS_PORT, "");
  g_autofree char *payload = g_strnfill (256 * 1024, 'x');

  peer_send_subscribe (peer, UPDATE);
  peer_expect (peer, LG_PACKET_SUBACK, 1);
  peer_send_publish (peer, UPDATE, payload, 0);
  peer_expect_message (peer, UPDATE, payload);
}

typedef struct
{
  const char *name;
  gboolean    tls;
  const char *parameters;
  gboolean    told;
} KickRow;

static void
test_kick (gconstpointer data)
{
  const KickRow *row = data;
  const LgPracticePort *port = row->tls ? TLS_PORT : TCP_PORT;
  g_autoptr (Peer) first = peer_new_online (practice, port, row->parameters);
  g_autoptr (Peer) second = peer_new_online (practice, port, "");

  if (row->told)
    peer_expect_message (first, "/ext/notify", KICK);
  g_assert_cmpint (peer_wait_for_end (first), ==, row->tls ? LG_IO_CLOSE_NOTIFY : LG_IO_FIN);
  g_assert_true (peer_check_alive (second));
}

/* Many at once: the platform ends up with exactly one of them. */
static void
test_kick_crowd (void)
{
  Peer *crowd[10];
  guint n_alive = 0;

  for (guint i = 0; i < G_N_ELEMENTS (crowd); i++)
    {
      crowd[i] = peer_new (practice, TCP_PORT, "127.0.0.1");
      peer_send_connect (crowd[i], "");
    }
  for (guint i = 0; i < G_N_ELEMENTS (crowd); i++)
    {
      g_auto (LgPacket) packet = LG_PACKET_INIT;

      if (peer_receive (crowd[i], &packet) && peer_check_alive (crowd[i]))
        n_alive++;
      peer_free (crowd[i]);
    }
  g_assert_cmpuint (n_alive, ==, 1);
}

/* Sends @packet every 0.1 s, for @seconds or until the end; returns the seconds that took. */
static double
send_until_end (Peer             *peer,
                const GByteArray *packet,
                double            seconds)
{
  g_autoptr (GTimer) timer = g_timer_new ();
  struct pollfd fd = { .fd = lg_stream_get_fd (peer_get_stream (peer)), .events = POLLIN };

  while (g_timer_elapsed (timer, NULL) < seconds)
    {
      g_auto (LgPacket) answer = LG_PACKET_INIT;

      if (packet != NULL)
        peer_send_some (peer, packet);
      if (poll (&fd, 1, 100) > 0 && !peer_receive (peer, &answer))
        break;
    }
  return g_timer_elapsed (timer, NULL);
}

static void
assert_cut_off (double seconds)
{
  g_assert_cmpfloat (seconds, >, 1.5 * 30 / TIME_SCALE - 0.05);
  g_assert_cmpfloat (seconds, <, (1.5 * 30 + 30) / TIME_SCALE + lg_test_stretch (1));
}

static void
test_keepalive_silent (void)
{
  g_autoptr (Peer) peer = peer_new_online (practice, TLS_PORT, "");

  assert_cut_off (send_until_end (peer, NULL, lg_test_stretch (10)));
  g_assert_cmpint (peer_wait_for_end (peer), ==, LG_IO_CLOSE_NOTIFY);
}

/* UNSUBSCRIBE is answered, but is not on the vendor's list of what resets the timer. */
static void
test_keepalive_unsubscribe (void)
{
  static const guint8 unsubscribe[] = { 0xa2, 0x06, 0, 1, 0, 2, '/', 'x' };
  g_autoptr (Peer) peer = peer_new_online (practice, TCP_PORT, "");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, unsubscribe, sizeof unsubscribe);
  assert_cut_off (send_until_end (peer, bytes, lg_test_stretch (10)));
}

static void
test_keepalive_ping (void)
{
  g_autoptr (Peer) peer = peer_new_online (practice, TCP_PORT, "");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8[]) { LG_PACKET_PINGREQ << 4, 0 }, 2);
  g_assert_cmpfloat (send_until_end (peer, bytes, 2), >=, 2);
  /* Answers to the last pings may still be on the way. */
  peer_send_subscribe (peer, GET);
  while (TRUE)
    {
      g_auto (LgPacket) packet = LG_PACKET_INIT;

      g_assert_true (peer_receive (peer, &packet));
      if (packet.type == LG_PACKET_SUBACK)
        break;
    }
}

typedef struct
{
  const char *name;
  gboolean    online;
  const char *bytes;
  gsize       length;
} BadRow;

#define BYTES(text) text, sizeof text - 1

static const BadRow bad[] = {
  { "http", FALSE, BYTES ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") },
  { "zeroes", FALSE, BYTES ("\0\0\0\0\0\0\0\0") },
  { "ones", FALSE, BYTES ("\xff\xff\xff\xff\xff\xff\xff") },
  { "ping-first", FALSE, BYTES ("\xc0\0") },
  { "client-hello", FALSE, BYTES ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03") },
  { "huge-connect", FALSE, BYTES ("\x10\xff\xff\xff\x7f") },
  { "half-a-connect", FALSE, BYTES ("\x10\x20\x00\x04MQTT") },
  { "nothing", FALSE, BYTES ("") },
  { "second-connect", TRUE, BYTES ("\x10\x0d\x00\x04MQTT\x04\x02\x00\x3c\x00\x01x") },
  { "connack", TRUE, BYTES ("\x20\x02\x00\x00") },
  { "qos-2", TRUE, BYTES ("\x34\x06\x00\x02/x\x00\x01") },
  { "qos-3", TRUE, BYTES ("\x36\x06\x00\x02/x\x00\x01") },
  { "pubrel", TRUE, BYTES ("\x62\x02\x00\x01") },
  { "retain", TRUE, BYTES ("\x31\x04\x00\x02/x") },
  { "wildcard-topic", TRUE, BYTES ("\x30\x04\x00\x02/#") },
  { "empty-topic", TRUE, BYTES ("\x30\x02\x00\x00") },
  { "8-slashes", TRUE, BYTES ("\x30\x0a\x00\x08////////") },
  { "no-filter", TRUE, BYTES ("\x82\x02\x00\x01") },
};

/* Whatever it is, only the connection it came on ends. */
static void
test_bad (gconstpointer data)
{
  const BadRow *row = data;
  g_autoptr (Peer) peer = row->online ? peer_new_online (practice, TCP_PORT, "")
                                      : peer_new (practice, TCP_PORT, "127.0.0.1");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) row->bytes, row->length);
  peer_send (peer, bytes);
  g_assert_cmpint (peer_wait_for_end (peer), ==, LG_IO_FIN);
  greet (TCP_PORT, "127.0.0.1");
}

static void
test_payload (gconstpointer data)
{
  g_autofree char *payload = g_strnfill (256 * 1024 + GPOINTER_TO_UINT (data), 'x');
  g_autoptr (Peer) peer = peer_new_online (practice, TCP_PORT, "");

  peer_send_publish (peer, UPDATE, payload, 1);
  if (GPOINTER_TO_UINT (data) == 0)
    peer_expect (peer, LG_PACKET_PUBACK, 0);
  else
    g_assert_cmpint (peer_wait_for_end (peer), ==, LG_IO_FIN);
}

/* TCP alone on a TLS port: ended with the login's deadline. */
static void
test_no_handshake (void)
{
  LgPracticePort port = *TLS_PORT;
  g_autoptr (Peer) peer = NULL;

  port.tls = FALSE;
  peer = peer_new (practice, &port, "127.0.0.1");
  g_assert_cmpint (peer_wait_for_end (peer), ==, LG_IO_FIN);
}

static double
get_cpu_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

/* Waits until hardly any processor time is used any more. */
static void
wait_until_idle (void)
{
  gint64 deadline = lg_test_get_deadline (PEER_DEADLINE_US);
  double before;

  do
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      before = get_cpu_time ();
      poll (NULL, 0, 100);
    }
  while (get_cpu_time () - before > 0.02);
}

/* A device that floods and never reads is no longer read; neither waiting for it nor its sudden end
 * costs anything. */
static void
test_backpressure (void)
{
  Peer *peer = peer_new_online (practice, TCP_PORT, "");
  g_autoptr (Peer) next = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GArray) filters = g_array_new (FALSE, FALSE, sizeof (LgFilter));
  gsize limit = 256 * 1024 * 1024;
  gsize sent = 0;
  gsize n;

  /* Each is answered, where of messages only some are a second. */
  g_array_append_val (filters, ((LgFilter) { { (const guint8 *) "/x", 2 }, 0 }));
  for (guint i = 0; i < 4096; i++)
    lg_packet_write_subscribe (bytes, LG_MQTT_3_1_1, i + 1, filters);
  do
    sent += n = peer_send_some (peer, bytes);
  while (n == bytes->len && sent < limit);
  g_assert_cmpuint (sent, <, limit);
  wait_until_idle ();

  lg_stream_abort (peer_get_stream (peer));
  peer_free (peer);
  next = peer_new_online (practice, TCP_PORT, "");
  wait_until_idle ();
}

static void
add_tests (void)
{
  static const KickRow kicks[] = {
    { "tcp", FALSE, "", FALSE },
    { "tcp-rrpc-only", FALSE, "ext=1", FALSE },
    { "tcp-told", FALSE, "ext=2", TRUE },
    { "tls", TRUE, "", FALSE },
    { "tls-told", TRUE, "ext=3", TRUE },
  };

  g_test_add_data_func ("/practice/platform/ipv4", "127.0.0.1", test_every_port);
  if (has_ipv6 ())
    g_test_add_data_func ("/practice/platform/ipv6", "::1", test_every_port);
  g_test_add_func ("/practice/platform/roots", test_roots);
  g_test_add_func ("/practice/platform/own-subscription", test_own_subscription);
  g_test_add_func ("/practice/platform/services", test_services);
  g_test_add_func ("/practice/platform/refused-filter", test_refused_filter);
  g_test_add_func ("/practice/platform/unauthorised-publish", test_unauthorised_publish);
  g_test_add_func ("/practice/platform/refused-login", test_refused_login);
  g_test_add_func ("/practice/platform/early-subscribe", test_early_subscribe);
  g_test_add_func ("/practice/platform/large-message", test_large_message);
  for (guint i = 0; i < G_N_ELEMENTS (kicks); i++)
    {
      g_autofree char *path = g_strdup_printf ("/practice/platform/kick/%s", kicks[i].name);

      g_test_add_data_func (path, &kicks[i], test_kick);
    }
  g_test_add_func ("/practice/platform/kick/crowd", test_kick_crowd);
  g_test_add_func ("/practice/platform/keepalive/silent", test_keepalive_silent);
  g_test_add_func ("/practice/platform/keepalive/unsubscribe", test_keepalive_unsubscribe);
  g_test_add_func ("/practice/platform/keepalive/ping", test_keepalive_ping);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strdup_printf ("/practice/platform/bad/%s", bad[i].name);

      g_test_add_data_func (path, &bad[i], test_bad);
    }
  g_test_add_data_func ("/practice/platform/payload/largest", GUINT_TO_POINTER (0), test_payload);
  g_test_add_data_func ("/practice/platform/payload/too-large", GUINT_TO_POINTER (1), test_payload);
  g_test_add_func ("/practice/platform/no-handshake", test_no_handshake);
  g_test_add_func ("/practice/platform/backpressure", test_backpressure);
}

int
main (int   argc,
      char *argv[])
{
  LgPracticeOptions options = { .time_scale = TIME_SCALE };
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  practice = lg_practice_new (&options);
  lg_practice_start (practice, &error);
  g_assert_no_error (error);
  ports = lg_practice_get_ports (practice, &n_ports);

  add_tests ();
  result = g_test_run ();
  g_object_unref (practice);
  return result;
}
