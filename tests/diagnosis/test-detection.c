/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis/lg-detection.h"

#define S(seconds) ((gint64) ((seconds) * G_USEC_PER_SEC))

static void
test_nothing_known (void)
{
  LgDetection detection = { 0 };

  g_assert_cmpint (lg_detection_get_next (&detection, S (100)), ==, 0);
  g_assert_cmpint (lg_detection_get_miss (&detection, S (100)), ==, 0);
}

/* An end at t fixes the phase, t modulo the period. */
static void
test_phase (void)
{
  static const struct { double from_s, next_s; } rows[] = {
    { 461.5, 461.5 }, { 461.75, 491.5 }, { 491.5, 491.5 }, { 491.75, 521.5 }, { 900, 911.5 },
    { 461.25, 461.5 }, { 431.5, 431.5 }, { 1, 11.5 }, { -20, -18.5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LgDetection detection = { 0 };

      g_assert_cmpint (lg_detection_observe (&detection, 30, S (461.5)), ==, LG_DETECTION_LEARNED);
      g_assert_cmpint (lg_detection_get_next (&detection, S (rows[i].from_s)), ==,
                       S (rows[i].next_s));
    }
}

/* A window of one period holds exactly one moment, wherever it begins. */
static void
test_one_in_a_window (void)
{
  LgDetection detection = { 0 };

  lg_detection_observe (&detection, 30, S (1234.5));
  for (gint64 from_us = 0; from_us < S (90); from_us += 777777)
    {
      gint64 next_us = lg_detection_get_next (&detection, from_us);

      g_assert_cmpint (next_us, >=, from_us);
      g_assert_cmpint (next_us, <, from_us + S (30));
      g_assert_cmpint (lg_detection_get_next (&detection, next_us + 1), ==, next_us + S (30));
      g_assert_cmpint (lg_detection_get_miss (&detection, next_us), ==, 0);
    }
}

static void
test_confirmed (void)
{
  LgDetection detection = { 0 };

  lg_detection_observe (&detection, 30, S (461.5));
  g_assert_cmpint (lg_detection_get_miss (&detection, S (461.5 + 301.5)), ==, S (1.5));
  g_assert_cmpint (lg_detection_get_miss (&detection, S (461.5 + 298.5)), ==, S (1.5));
  g_assert_cmpint (lg_detection_observe (&detection, 30, S (461.5 + 301.5)), ==,
                   LG_DETECTION_CONFIRMED);
  g_assert_cmpuint (detection.n_seen, ==, 2);

  /* The newest counts from now on, so that two clocks may drift apart slowly. */
  g_assert_cmpint (lg_detection_observe (&detection, 30, S (461.5 + 603)), ==,
                   LG_DETECTION_CONFIRMED);
  g_assert_cmpint (lg_detection_get_next (&detection, S (461.5 + 603)), ==, S (461.5 + 603));
}

static void
test_contradicted (void)
{
  static const double off_s[] = { 2.1, 15, 27.9, 302.1, -2.1 };

  for (guint i = 0; i < G_N_ELEMENTS (off_s); i++)
    {
      LgDetection detection = { 0 };

      lg_detection_observe (&detection, 30, S (500));
      g_assert_cmpint (lg_detection_observe (&detection, 30, S (500 + off_s[i])), ==,
                       LG_DETECTION_CONTRADICTED);
      g_assert_cmpint (lg_detection_get_next (&detection, S (600)), ==, 0);
      g_assert_cmpint (lg_detection_observe (&detection, 30, S (700)), ==, LG_DETECTION_LEARNED);
    }
}

/* Another platform, another period: what is known is of no use for it. */
static void
test_other_period (void)
{
  LgDetection detection = { 0 };

  lg_detection_observe (&detection, 30, S (500));
  g_assert_cmpint (lg_detection_observe (&detection, 60, S (530)), ==, LG_DETECTION_CONTRADICTED);
}

/* The schedule goes on while this computer sleeps; its monotonic clock does not. */
static void
test_sleep (void)
{
  LgDetection detection = { 0 };

  lg_detection_observe (&detection, 30, S (500));
  lg_detection_sleep (&detection, S (100));
  g_assert_cmpint (lg_detection_get_next (&detection, S (500)), ==, S (520));
  g_assert_cmpint (lg_detection_observe (&detection, 30, S (520)), ==, LG_DETECTION_CONFIRMED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/detection/nothing-known", test_nothing_known);
  g_test_add_func ("/detection/phase", test_phase);
  g_test_add_func ("/detection/one-in-a-window", test_one_in_a_window);
  g_test_add_func ("/detection/confirmed", test_confirmed);
  g_test_add_func ("/detection/contradicted", test_contradicted);
  g_test_add_func ("/detection/other-period", test_other_period);
  g_test_add_func ("/detection/sleep", test_sleep);

  return g_test_run ();
}
