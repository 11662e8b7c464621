/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawing of the keep-alive clock, and what it says to those who do not see it. */
#include "config.h"

#include "app/connection/lg-clock-drawing.h"
#include "app/connection/lg-clock-words.h"
#include "lg-test-window.h"

#define S(seconds) ((gint64) ((seconds) * 1e6))

/* A widget that shows one drawing. */
#define TEST_TYPE_CLOCK (test_clock_get_type ())
G_DECLARE_FINAL_TYPE (TestClock, test_clock, TEST, CLOCK, GtkWidget)

struct _TestClock
{
  GtkWidget      parent_instance;
  LgClockDrawing drawing;
};

G_DEFINE_FINAL_TYPE (TestClock, test_clock, GTK_TYPE_WIDGET)

static void
test_clock_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  lg_clock_drawing_draw (&TEST_CLOCK (widget)->drawing, widget, snapshot);
}

static void
test_clock_class_init (TestClockClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = test_clock_snapshot;
}

static void
test_clock_init (TestClock *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), 250, LG_CLOCK_DRAWING_HEIGHT);
}

/* A link that went online an hour ago, and what it did since then. */
static LgClockDrawing
make_clock (guint  interval_s,
            double reset_s,
            double in_s)
{
  gint64 now_us = g_get_monotonic_time ();
  LgClockDrawing clock = { .now_us = now_us, .wall_us = g_get_real_time () };
  const LgKeepaliveRule rule = {
    .interval_s = interval_s, .factor_percent = 150, .scan_period_s = 30,
  };

  lg_keepalive_start (&clock.keepalive, &rule, now_us - S (3600));
  lg_keepalive_packet (&clock.keepalive, LG_DIRECTION_OUT, LG_PACKET_PINGREQ, now_us - S (reset_s));
  lg_keepalive_packet (&clock.keepalive, LG_DIRECTION_IN, LG_PACKET_PINGRESP,
                       now_us - S (reset_s - 0.05));
  lg_keepalive_packet (&clock.keepalive, LG_DIRECTION_IN, LG_PACKET_PUBLISH, now_us - S (in_s));
  return clock;
}

static LgClockDrawing
make_learned (guint  interval_s,
              double reset_s,
              double phase_s)
{
  LgClockDrawing clock = make_clock (interval_s, reset_s, 1);

  lg_detection_observe (&clock.detection, 30, clock.now_us - S (phase_s));
  return clock;
}

static LgClockDrawing
make_waiting (void)
{
  LgClockDrawing clock = make_clock (60, 64, 20);

  lg_keepalive_packet (&clock.keepalive, LG_DIRECTION_OUT, LG_PACKET_PINGREQ,
                       clock.now_us - S (4));
  return clock;
}

static LgClockDrawing
make_held (void)
{
  LgClockDrawing clock = make_learned (30, 50, 3);

  clock.held = TRUE;
  return clock;
}

/* One below the other, to be looked at. */
static void
test_pictures (LgTestWindow  *test,
               gconstpointer  user_data)
{
  const LgClockDrawing clocks[] = {
    make_clock (300, 167, 60), make_learned (300, 30, 7), make_waiting (), make_held (),
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      TestClock *clock = g_object_new (TEST_TYPE_CLOCK, NULL);

      clock->drawing = clocks[i];
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (clock));
      gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
    }
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (test->window), box);
  lg_test_settle ();
  lg_test_window_save (test, "clock");
}

static void
assert_says (const LgClockDrawing *clock,
             const char *const    *words)
{
  g_autofree char *text = lg_clock_words_dup_description (clock);

  g_test_message ("%s", text);
  for (; *words != NULL; words++)
    g_assert_nonnull (strstr (text, *words));
}

/* Every part of the drawing has words. */
static void
test_description (void)
{
  const LgClockDrawing quiet = make_clock (300, 167, 90);
  const LgClockDrawing learned = make_learned (300, 30, 7);
  const LgClockDrawing waiting = make_waiting ();
  const LgClockDrawing held = make_held ();
  LgClockDrawing endless = make_clock (0, 5, 5);

  assert_says (&quiet, (const char *[]) { "The next PINGREQ is due in 1",
                                          "Last packet out: 2:47 ago", "Last packet in: 1:30 ago",
                                          "last reset by PINGREQ", "closes between", NULL });
  assert_says (&learned, (const char *[]) { "estimated to look at", NULL });
  assert_says (&waiting, (const char *[]) { "PINGRESP is awaited for 6 s more", NULL });
  assert_says (&held, (const char *[]) { "PINGREQ is paused.", "the platform closes between",
                                         NULL });
  assert_says (&endless, (const char *[]) { "The timer was last reset by PINGREQ", NULL });
}

/* The width stands for all there is to come: up to the end of the window, or the next PINGREQ. */
static void
test_scale (void)
{
  LgClockDrawing clock = make_clock (300, 167, 60);
  LgClockDrawing late = make_clock (60, 10, 10);

  g_assert_cmpfloat_with_epsilon (lg_clock_drawing_get_s (&clock), 480 * 1.03, 0.01);
  late.keepalive.rule.factor_percent = 0;
  g_assert_cmpfloat (lg_clock_drawing_get_s (&late), >, 58);
  g_assert_cmpfloat (lg_clock_drawing_get_s (&late), <, 63);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/clock/pictures", LgTestWindow, NULL, lg_test_window_set_up, test_pictures,
              lg_test_window_tear_down);
  g_test_add_func ("/clock/description", test_description);
  g_test_add_func ("/clock/scale", test_scale);

  return g_test_run ();
}
