/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "event/lg-keepalive.h"

#define S(seconds) ((gint64) ((seconds) * G_USEC_PER_SEC))

static LgKeepalive
start (guint  interval_s,
       gint64 connack_us)
{
  LgKeepalive keepalive;

  lg_keepalive_start (&keepalive,
                      &(LgKeepaliveRule) {
                        .interval_s = interval_s, .factor_percent = 150, .scan_period_s = 30,
                      },
                      connack_us);
  return keepalive;
}

static void
test_window (void)
{
  static const struct { guint interval_s, from_s, until_s; } rows[] = {
    { 30, 45, 75 },
    { 60, 90, 120 },
    { 300, 450, 480 },
    { 1200, 1800, 1830 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LgKeepalive keepalive = start (rows[i].interval_s, S (1000));
      gint64 from_us, until_us;

      g_assert_true (lg_keepalive_get_window (&keepalive, &from_us, &until_us));
      g_assert_cmpint (from_us, ==, S (1000 + rows[i].from_s));
      g_assert_cmpint (until_us, ==, S (1000 + rows[i].until_s));
    }
}

static void
test_no_window (void)
{
  LgKeepalive turned_off = start (0, S (1000));
  LgKeepalive not_online = start (60, 0);
  gint64 from_us, until_us;

  g_assert_false (lg_keepalive_get_window (&turned_off, &from_us, &until_us));
  g_assert_cmpint (lg_keepalive_get_next_ping (&turned_off), ==, 0);
  g_assert_false (lg_keepalive_get_window (&not_online, &from_us, &until_us));
  g_assert_cmpint (lg_keepalive_get_next_ping (&not_online), ==, 0);
}

static void
test_resets (void)
{
  for (LgPacketType type = LG_PACKET_CONNECT; type <= LG_PACKET_AUTH; type++)
    {
      gboolean expected = type == LG_PACKET_PUBLISH || type == LG_PACKET_SUBSCRIBE
        || type == LG_PACKET_PINGREQ || type == LG_PACKET_PUBACK;
      LgKeepalive keepalive = start (60, S (10));

      g_assert_cmpint (lg_keepalive_resets_timer (LG_DIRECTION_OUT, type), ==, expected);
      g_assert_false (lg_keepalive_resets_timer (LG_DIRECTION_IN, type));

      lg_keepalive_packet (&keepalive, LG_DIRECTION_IN, type, S (20));
      g_assert_cmpint (keepalive.reset_us, ==, S (10));
      g_assert_cmpint (keepalive.reset_type, ==, LG_PACKET_CONNACK);
      g_assert_cmpint (keepalive.last_in_us, ==, S (20));

      lg_keepalive_packet (&keepalive, LG_DIRECTION_OUT, type, S (30));
      g_assert_cmpint (keepalive.reset_us, ==, expected ? S (30) : S (10));
      g_assert_cmpint (keepalive.reset_type, ==, expected ? type : LG_PACKET_CONNACK);
      g_assert_cmpint (keepalive.last_out_us, ==, S (30));
    }
}

typedef struct
{
  LgDirection  direction;
  LgPacketType type;
  double       at_s;
  double       next_ping_s;
} PingRow;

static void
test_next_ping (void)
{
  /* Whole seconds of the older direction, and one interval of 60 s. */
  static const PingRow rows[] = {
    { LG_DIRECTION_OUT, LG_PACKET_CONNECT, 99.9, 159 },
    { LG_DIRECTION_OUT, LG_PACKET_PUBLISH, 130.7, 160 },
    { LG_DIRECTION_IN, LG_PACKET_PUBLISH, 140.2, 190 },
    { LG_DIRECTION_OUT, LG_PACKET_SUBSCRIBE, 150.0, 200 },
    { LG_DIRECTION_IN, LG_PACKET_SUBACK, 150.1, 210 },
    { LG_DIRECTION_OUT, LG_PACKET_PINGREQ, 210.5, 270 },
    { LG_DIRECTION_IN, LG_PACKET_PINGRESP, 211.1, 270 },
  };
  LgKeepalive keepalive = start (60, S (100.2));

  g_assert_cmpint (lg_keepalive_get_next_ping (&keepalive), ==, S (160));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      lg_keepalive_packet (&keepalive, rows[i].direction, rows[i].type, S (rows[i].at_s));
      g_assert_cmpint (lg_keepalive_get_next_ping (&keepalive), ==, S (rows[i].next_ping_s));
    }
}

static void
test_round_trip (void)
{
  LgKeepalive keepalive = start (60, S (100));

  lg_keepalive_packet (&keepalive, LG_DIRECTION_IN, LG_PACKET_PINGRESP, S (101));
  g_assert_cmpuint (keepalive.answered, ==, 0);

  lg_keepalive_packet (&keepalive, LG_DIRECTION_OUT, LG_PACKET_PINGREQ, S (160));
  g_assert_cmpint (keepalive.ping_us, ==, S (160));
  g_assert_cmpuint (keepalive.round_trips.n, ==, 0);

  lg_keepalive_packet (&keepalive, LG_DIRECTION_IN, LG_PACKET_PUBLISH, S (160.01));
  g_assert_cmpint (keepalive.ping_us, ==, S (160));

  lg_keepalive_packet (&keepalive, LG_DIRECTION_IN, LG_PACKET_PINGRESP, S (160.032));
  g_assert_cmpint (keepalive.ping_us, ==, 0);
  g_assert_cmpuint (keepalive.round_trips.n, ==, 1);
  g_assert_cmpuint (lg_round_trips_get (&keepalive.round_trips, 0), ==, 32000);
  g_assert_cmpuint (keepalive.pings, ==, 1);
  g_assert_cmpuint (keepalive.answered, ==, 1);
}

static void
assert_figures (const LgRoundTrips *trips,
                guint32             last_us,
                guint32             min_us,
                guint32             median_us,
                guint32             p99_us)
{
  LgRoundTripFigures figures;

  g_assert_true (lg_round_trips_summarize (trips, &figures));
  g_assert_cmpuint (figures.last_us, ==, last_us);
  g_assert_cmpuint (figures.min_us, ==, min_us);
  g_assert_cmpuint (figures.median_us, ==, median_us);
  g_assert_cmpuint (figures.p99_us, ==, p99_us);
}

static void
test_figures (void)
{
  LgRoundTrips trips = { 0 };
  LgRoundTripFigures figures;

  g_assert_false (lg_round_trips_summarize (&trips, &figures));

  lg_round_trips_add (&trips, 42000);
  assert_figures (&trips, 42000, 42000, 42000, 42000);
  lg_round_trips_add (&trips, 40000);
  assert_figures (&trips, 40000, 40000, 40000, 42000);
  lg_round_trips_add (&trips, 118000);
  assert_figures (&trips, 118000, 40000, 42000, 118000);

  /* One to a hundred milliseconds, worst first. */
  trips = (LgRoundTrips) { 0 };
  for (guint ms = 100; ms > 0; ms--)
    lg_round_trips_add (&trips, ms * 1000);
  assert_figures (&trips, 1000, 1000, 50000, 99000);

  /* What is old is forgotten: the hundred is, the latest of the window are not. */
  for (guint i = 0; i < LG_ROUND_TRIPS_MAX; i++)
    lg_round_trips_add (&trips, 5000 + i);
  assert_figures (&trips, 5127, 5000, 5063, 5126);
  g_assert_cmpuint (lg_round_trips_get (&trips, 0), ==, 5000);
  g_assert_cmpuint (lg_round_trips_get (&trips, LG_ROUND_TRIPS_MAX - 1), ==, 5127);

  /* Times that cannot be. */
  trips = (LgRoundTrips) { 0 };
  lg_round_trips_add (&trips, -1);
  lg_round_trips_add (&trips, G_MAXINT64);
  assert_figures (&trips, G_MAXUINT32, 0, 0, G_MAXUINT32);
}

/* While this computer sleeps the platform counts on; this computer's monotonic clock does not. */
static void
test_sleep (void)
{
  LgKeepalive keepalive = start (300, S (1000));
  gint64 from_us, until_us;

  lg_keepalive_packet (&keepalive, LG_DIRECTION_OUT, LG_PACKET_PINGREQ, S (1100));
  lg_keepalive_packet (&keepalive, LG_DIRECTION_IN, LG_PACKET_PINGRESP, S (1100.1));
  lg_keepalive_sleep (&keepalive, S (200));
  g_assert_true (lg_keepalive_get_window (&keepalive, &from_us, &until_us));
  g_assert_cmpint (from_us, ==, S (1100 + 450 - 200));
  g_assert_cmpint (until_us, ==, S (1100 + 480 - 200));
  g_assert_cmpint (lg_keepalive_get_next_ping (&keepalive), ==, S (1400));

  /* What is sent afterwards resets the platform's timer as ever. */
  lg_keepalive_packet (&keepalive, LG_DIRECTION_OUT, LG_PACKET_PUBLISH, S (1101));
  g_assert_true (lg_keepalive_get_window (&keepalive, &from_us, &until_us));
  g_assert_cmpint (from_us, ==, S (1101 + 450));
}

/* Server Keep Alive of MQTT 5 replaces what CONNECT asked for, from CONNACK on. */
static void
test_set_interval (void)
{
  LgKeepalive keepalive = start (300, S (1000));
  gint64 from_us, until_us;

  lg_keepalive_set_interval (&keepalive, 60);
  g_assert_true (lg_keepalive_get_window (&keepalive, &from_us, &until_us));
  g_assert_cmpint (from_us, ==, S (1090));
  g_assert_cmpint (until_us, ==, S (1120));
  g_assert_cmpint (lg_keepalive_get_next_ping (&keepalive), ==, S (1060));
  g_assert_cmpint (keepalive.reset_us, ==, S (1000));

  lg_keepalive_set_interval (&keepalive, 0);
  g_assert_false (lg_keepalive_get_window (&keepalive, &from_us, &until_us));
  g_assert_cmpint (lg_keepalive_get_next_ping (&keepalive), ==, 0);
}

static void
test_pong_due (void)
{
  LgKeepalive keepalive = start (60, S (100));

  g_assert_cmpint (lg_keepalive_get_pong_due (&keepalive), ==, 0);

  lg_keepalive_packet (&keepalive, LG_DIRECTION_OUT, LG_PACKET_PINGREQ, S (160));
  g_assert_cmpint (lg_keepalive_get_pong_due (&keepalive), ==, S (170));
  keepalive.rule.pingresp_ms = 2500;
  g_assert_cmpint (lg_keepalive_get_pong_due (&keepalive), ==, S (162.5));

  /* Only the answer ends the wait. */
  lg_keepalive_packet (&keepalive, LG_DIRECTION_IN, LG_PACKET_PUBLISH, S (161));
  g_assert_cmpint (lg_keepalive_get_pong_due (&keepalive), ==, S (162.5));
  lg_keepalive_packet (&keepalive, LG_DIRECTION_IN, LG_PACKET_PINGRESP, S (161.5));
  g_assert_cmpint (lg_keepalive_get_pong_due (&keepalive), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keepalive/window", test_window);
  g_test_add_func ("/keepalive/no-window", test_no_window);
  g_test_add_func ("/keepalive/resets", test_resets);
  g_test_add_func ("/keepalive/next-ping", test_next_ping);
  g_test_add_func ("/keepalive/round-trip", test_round_trip);
  g_test_add_func ("/keepalive/figures", test_figures);
  g_test_add_func ("/keepalive/sleep", test_sleep);
  g_test_add_func ("/keepalive/set-interval", test_set_interval);
  g_test_add_func ("/keepalive/pong-due", test_pong_due);

  return g_test_run ();
}
