/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several addresses side by side: which one wins, and which failure is told. */
#include "lib/lg-test-peer.h"
#include "lib/lg-test-time.h"
#include "transport/lg-dialer.h"
#include "transport/lg-resolver.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#define TIMEOUT_MS 700

typedef enum
{
  GOOD,
  GOOD_TOO,
  REFUSING,
  BLACK_HOLE,
  NO_IPV4_ROUTE,
  NO_IPV6_ROUTE,
  NO_FAMILY,
  N_PLACES,
} Place;

typedef struct
{
  LgTestPeer      *peers[2];
  LgTestBlackHole  hole;
  guint16          ports[N_PLACES];
  GArray          *codes;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  static const LgTestStep script[] = { { LG_TEST_END } };
  LgTestPeer *gone = lg_test_peer_new (script, NULL);

  self->ports[REFUSING] = lg_test_peer_get_port (gone);
  lg_test_peer_free (gone);
  for (gsize i = 0; i < G_N_ELEMENTS (self->peers); i++)
    {
      self->peers[i] = lg_test_peer_new (script, NULL);
      self->ports[GOOD + i] = lg_test_peer_get_port (self->peers[i]);
    }
  lg_test_black_hole_open (&self->hole);
  self->ports[BLACK_HOLE] = self->hole.port;
  self->codes = g_array_new (FALSE, FALSE, sizeof (int));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->peers); i++)
    lg_test_peer_free (self->peers[i]);
  lg_test_black_hole_close (&self->hole);
  g_array_unref (self->codes);
}

/* TCP to a broadcast or multicast address fails as if there were no route, without a packet. */
static LgAddress
make_address (Fixture *self,
              Place    place)
{
  LgAddress address = { .length = sizeof (struct sockaddr_in) };
  struct sockaddr_in *v4 = (struct sockaddr_in *) &address.storage;
  struct sockaddr_in6 *v6 = (struct sockaddr_in6 *) &address.storage;

  if (place == NO_IPV6_ROUTE)
    {
      *v6 = (struct sockaddr_in6) { .sin6_family = AF_INET6, .sin6_port = htons (8883) };
      g_assert_cmpint (inet_pton (AF_INET6, "ff0e::1", &v6->sin6_addr), ==, 1);
      address.length = sizeof *v6;
      return address;
    }

  *v4 = (struct sockaddr_in) {
    .sin_family = place == NO_FAMILY ? 200 : AF_INET,
    .sin_port = htons (self->ports[place]),
    .sin_addr.s_addr = htonl (place == NO_IPV4_ROUTE ? INADDR_BROADCAST : INADDR_LOOPBACK),
  };
  return address;
}

static void
step_cb (const LgStep *step,
         gpointer      user_data)
{
  Fixture *self = user_data;

  g_assert_cmpint (step->kind, ==, LG_STEP_TCP);
  g_assert_nonnull (step->subject);
  g_array_append_val (self->codes, step->code);
}

static int
dial (Fixture       *self,
      const Place   *places,
      gsize          n_places,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (GArray) addresses = g_array_new (FALSE, FALSE, sizeof (LgAddress));
  LgTransportOptions options = {
    .host = "localhost", .port = 8883, .tcp_timeout_ms = TIMEOUT_MS,
    .step = step_cb, .user_data = self,
  };

  for (gsize i = 0; i < n_places; i++)
    {
      LgAddress address = make_address (self, places[i]);

      g_array_append_val (addresses, address);
    }
  g_array_set_size (self->codes, 0);
  return lg_dialer_connect (addresses, &options, cancellable, error);
}

static void
test_wins (Fixture       *self,
           gconstpointer  data)
{
  static const struct { Place places[3]; gsize n; Place winner; } rows[] = {
    { { GOOD, GOOD_TOO }, 2, GOOD },
    { { REFUSING, GOOD }, 2, GOOD },
    { { BLACK_HOLE, GOOD }, 2, GOOD },
    { { NO_FAMILY, NO_IPV6_ROUTE, GOOD_TOO }, 3, GOOD_TOO },
    { { BLACK_HOLE, REFUSING, GOOD }, 3, GOOD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      struct sockaddr_in peer;
      socklen_t length = sizeof peer;
      int fd = dial (self, rows[i].places, rows[i].n, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (getpeername (fd, (struct sockaddr *) &peer, &length), ==, 0);
      g_assert_cmpint (ntohs (peer.sin_port), ==, self->ports[rows[i].winner]);
      g_assert_cmpint (g_array_index (self->codes, int, self->codes->len - 1), ==, 0);
      close (fd);
    }
}

/* Reset is hard to make here: see the tests of the handshake. */
static void
test_all_fail (Fixture       *self,
               gconstpointer  data)
{
  static const struct { Place places[3]; gsize n; LgTransportError code; } rows[] = {
    { { REFUSING }, 1, LG_TRANSPORT_ERROR_REFUSED },
    { { REFUSING, BLACK_HOLE }, 2, LG_TRANSPORT_ERROR_TIMEOUT },
    { { BLACK_HOLE, REFUSING }, 2, LG_TRANSPORT_ERROR_TIMEOUT },
    { { NO_IPV6_ROUTE, REFUSING }, 2, LG_TRANSPORT_ERROR_REFUSED },
    { { REFUSING, NO_FAMILY }, 2, LG_TRANSPORT_ERROR_REFUSED },
    { { NO_IPV4_ROUTE }, 1, LG_TRANSPORT_ERROR_UNREACHABLE },
    { { NO_IPV6_ROUTE, NO_IPV4_ROUTE }, 2, LG_TRANSPORT_ERROR_UNREACHABLE },
    { { NO_IPV6_ROUTE }, 1, LG_TRANSPORT_ERROR_NO_USABLE_ADDRESS },
    { { NO_FAMILY, NO_IPV6_ROUTE }, 2, LG_TRANSPORT_ERROR_NO_USABLE_ADDRESS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 begin_us = g_get_monotonic_time ();

      g_assert_cmpint (dial (self, rows[i].places, rows[i].n, NULL, &error), ==, -1);
      g_assert_error (error, LG_TRANSPORT_ERROR, (int) rows[i].code);
      /* Every address is told of, in whatever order they failed. */
      g_assert_cmpuint (self->codes->len, ==, rows[i].n);
      for (guint n = 0; n < self->codes->len; n++)
        g_assert_cmpint (g_array_index (self->codes, int, n), !=, 0);
      g_assert_cmpint (g_get_monotonic_time () - begin_us, <,
                       (TIMEOUT_MS + lg_test_stretch (1000)) * 1000);
    }
}

static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  static const Place places[] = { BLACK_HOLE };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_cmpint (dial (self, places, 1, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (self->codes->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/dialer/wins", Fixture, NULL, set_up, test_wins, tear_down);
  g_test_add ("/dialer/all-fail", Fixture, NULL, set_up, test_all_fail, tear_down);
  g_test_add ("/dialer/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);

  return g_test_run ();
}
