/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/lg-reconnect.h"
#include "session/lg-session.h"

#define S(seconds) ((gint64) ((seconds) * (double) G_USEC_PER_SEC))

/* Attempts that fail at once: how long each waits, by the back-off alone. */
static void
test_delays (void)
{
  static const double longest_s[] = { 1, 2, 4, 8, 16, 32, 60, 60, 60 };

  for (int random = 0; random <= 1; random++)
    {
      LgReconnect policy = { 0 };

      lg_reconnect_start (&policy, 16);
      for (guint i = 0; i < G_N_ELEMENTS (longest_s); i++)
        {
          gint64 now_us = S (1000 + i * 100);
          gint64 delay_us = lg_reconnect_plan (&policy, 0, now_us, random) - now_us;

          g_assert_cmpint (delay_us, ==, S (longest_s[i] * (random == 0 ? 1 : 0.75)));
        }

      /* A link that was up for long is a new beginning, one that was not is none. */
      g_assert_cmpint (lg_reconnect_plan (&policy, S (59), S (5000), 0), ==, S (5060));
      g_assert_cmpint (lg_reconnect_plan (&policy, S (60), S (6000), 0), ==, S (6001));
      g_assert_cmpint (lg_reconnect_plan (&policy, 0, S (7000), 0), ==, S (7002));
      lg_reconnect_start (&policy, 16);
      g_assert_cmpint (lg_reconnect_plan (&policy, 0, S (8000), 0), ==, S (8001));
    }
}

/* However the ends come, and whatever the operator and the network do: never more than the limit
   within any minute. */
static void
test_limit (void)
{
  for (guint limit = 1; limit <= 8; limit++)
    {
      LgReconnect policy = { 0 };
      g_autoptr (GArray) connects = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GRand) random = g_rand_new_with_seed (4711 + limit);
      gint64 now_us = S (100);

      lg_reconnect_start (&policy, limit);
      for (guint i = 0; i < 300; i++)
        {
          lg_reconnect_connecting (&policy, now_us);
          g_array_append_val (connects, now_us);
          if (i >= limit)
            g_assert_cmpint (now_us - g_array_index (connects, gint64, i - limit), >=, S (60));

          now_us += g_rand_int_range (random, 0, S (3));
          if (g_rand_boolean (random))
            now_us = lg_reconnect_plan (&policy, g_rand_int_range (random, 0, S (120)), now_us,
                                        g_rand_double (random));
          else
            now_us = lg_reconnect_get_earliest (&policy, now_us);
        }
    }
}

static void
test_limit_unknown (void)
{
  LgReconnect policy = { 0 };

  lg_reconnect_start (&policy, 0);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpint (lg_reconnect_get_earliest (&policy, S (100 + i)), ==, S (100 + i));
      lg_reconnect_connecting (&policy, S (100 + i));
    }
  g_assert_cmpint (lg_reconnect_get_earliest (&policy, S (110)), ==, S (160));

  /* The CONNECTs of before count, too, when the operator begins afresh. */
  lg_reconnect_start (&policy, 0);
  g_assert_cmpint (lg_reconnect_get_earliest (&policy, S (110)), ==, S (160));
  g_assert_cmpint (lg_reconnect_get_earliest (&policy, S (170)), ==, S (170));
}

static void
test_judge (void)
{
  static const struct { int code; const char *cause; LgReconnectStop stop; } rows[] = {
    { LG_END_OPERATOR, "client.disconnected", LG_RECONNECT_NOT_WANTED },
    { LG_END_DROPPED, "client.disconnected", LG_RECONNECT_GOES_ON },
    { LG_END_FIN, "server.closed", LG_RECONNECT_GOES_ON },
    { LG_END_FIN, "kicked.flapping", LG_RECONNECT_FLAPPING },
    { LG_END_CLOSE_NOTIFY, "kicked.same-device", LG_RECONNECT_KICKED },
    { LG_END_SERVER_DISCONNECT, "kicked.same-device", LG_RECONNECT_KICKED },
    { LG_END_RESET, "network.reset", LG_RECONNECT_GOES_ON },
    { LG_END_LOST, "network.lost", LG_RECONNECT_GOES_ON },
    { LG_END_NO_PINGRESP, "keepalive.no-pingresp", LG_RECONNECT_GOES_ON },
    { LG_END_FIN, "keepalive.expired", LG_RECONNECT_GOES_ON },
    { LG_END_CONNACK + 1, "mqtt.version-refused", LG_RECONNECT_REFUSED },
    { LG_END_CONNACK + 0x84, "mqtt.version-refused", LG_RECONNECT_REFUSED },
    { LG_END_CONNACK + 0x9d, "server.moved", LG_RECONNECT_REFUSED },
    { LG_END_SERVER_DISCONNECT, "server.moved", LG_RECONNECT_REFUSED },
    { LG_END_CONNACK + 0x88, "mqtt.server-unavailable", LG_RECONNECT_GOES_ON },
    { LG_END_CONNACK + 2, "mqtt.client-id-rejected", LG_RECONNECT_REFUSED },
    { LG_END_CONNACK + 2, "keepalive.out-of-range", LG_RECONNECT_REFUSED },
    { LG_END_CONNACK + 3, "mqtt.server-unavailable", LG_RECONNECT_GOES_ON },
    { LG_END_CONNACK + 4, "auth.bad-credentials", LG_RECONNECT_REFUSED },
    { LG_END_CONNACK + 5, "auth.not-authorized", LG_RECONNECT_REFUSED },
    { LG_END_TRANSPORT + LG_TRANSPORT_ERROR_REFUSED, "tcp.refused", LG_RECONNECT_GOES_ON },
    { LG_END_TRANSPORT + LG_TRANSPORT_ERROR_NOT_FOUND, "dns.not-found", LG_RECONNECT_GOES_ON },
    { LG_END_TRANSPORT + LG_TRANSPORT_ERROR_NOT_TRUSTED, "cert.expired", LG_RECONNECT_REFUSED },
    { LG_END_TRANSPORT + LG_TRANSPORT_ERROR_NOT_TRUSTED, "root.expired", LG_RECONNECT_REFUSED },
    { LG_END_TRANSPORT + LG_TRANSPORT_ERROR_NOT_TRUSTED, "clock.skew", LG_RECONNECT_REFUSED },
    { LG_END_INTERNAL, NULL, LG_RECONNECT_GOES_ON },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (lg_reconnect_judge (rows[i].code, rows[i].cause, LG_CONFIDENCE_CERTAIN), ==,
                     rows[i].stop);

  /* A kick nobody told of may be another thing; flapping is always inferred. */
  g_assert_cmpint (lg_reconnect_judge (LG_END_FIN, "kicked.same-device", LG_CONFIDENCE_LIKELY), ==,
                   LG_RECONNECT_GOES_ON);
  g_assert_cmpint (lg_reconnect_judge (LG_END_FIN, "kicked.flapping", LG_CONFIDENCE_LIKELY), ==,
                   LG_RECONNECT_FLAPPING);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reconnect/delays", test_delays);
  g_test_add_func ("/reconnect/limit", test_limit);
  g_test_add_func ("/reconnect/limit-unknown", test_limit_unknown);
  g_test_add_func ("/reconnect/judge", test_judge);

  return g_test_run ();
}
