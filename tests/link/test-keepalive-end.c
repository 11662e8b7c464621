/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The platform's deadline, met on purpose. */
#include "link-fixture.h"

/* The practice platform's times are this much shorter. What is seen of it is stretched again before
   it is judged, so that diagnosis reads the times it would have read without. */
#define TIME_SCALE 20

typedef struct
{
  LgDiagnosis *diagnosis;
  gint64       begin_us;
} Stretched;

static void
event_cb (Stretched     *self,
          const LgEvent *event)
{
  LgEvent stretched = *event;

  if (self->begin_us == 0)
    self->begin_us = event->mono_us;
  stretched.mono_us = self->begin_us + (event->mono_us - self->begin_us) * TIME_SCALE;
  stretched.duration_us = event->duration_us * TIME_SCALE;
  lg_diagnosis_feed (self->diagnosis, &stretched);
}

static LgPractice *
start_practice (void)
{
  LgPractice *practice = lg_practice_new (&(LgPracticeOptions) { .time_scale = TIME_SCALE });
  g_autoptr (GError) error = NULL;

  lg_practice_start (practice, &error);
  g_assert_no_error (error);
  return practice;
}

/* A silent device is cut off inside the window that was foretold, and the finding says so. */
static void
test_expired (void)
{
  g_autoptr (LgPractice) practice = start_practice ();
  LgLink *link = link_new_practice (practice);
  LgSession *session = lg_link_get_session (link);
  LgEndpoint *endpoint = lg_profile_get_endpoint (lg_link_get_profile (link));
  Stretched stretched = { lg_diagnosis_new (), 0 };
  LgFinding *finding;
  LgKeepalive keepalive;
  gint64 from_us, until_us, end_us;

  lg_endpoint_set_keepalive (endpoint, 30);
  lg_diagnosis_set_target (stretched.diagnosis, endpoint, "localhost", NULL);
  g_signal_connect_swapped (session, "event", G_CALLBACK (event_cb), &stretched);
  lg_session_set_hold_pings (session, TRUE);
  link_connect (link);
  link_settle (link, LG_SESSION_CONNECTED);
  lg_session_get_keepalive (session, &keepalive);
  link_settle (link, LG_SESSION_DISCONNECTED);

  end_us = g_get_monotonic_time ();
  g_assert_true (lg_keepalive_get_window (&keepalive, &from_us, &until_us));
  from_us = (from_us - keepalive.reset_us) / TIME_SCALE;
  until_us = (until_us - keepalive.reset_us) / TIME_SCALE;
  g_assert_cmpint (end_us - keepalive.reset_us, >=, from_us);
  g_assert_cmpint (end_us - keepalive.reset_us, <=, until_us + G_USEC_PER_SEC);

  finding = lg_diagnosis_get_latest (stretched.diagnosis);
  g_test_message ("%s", lg_finding_get_evidence (finding));
  g_assert_cmpstr (lg_finding_get_cause (finding), ==, "keepalive.expired");
  g_assert_cmpint (lg_finding_get_confidence (finding), ==, LG_CONFIDENCE_CERTAIN);

  g_object_unref (stretched.diagnosis);
  link_close (link);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keepalive-end/expired", test_expired);

  return g_test_run ();
}
