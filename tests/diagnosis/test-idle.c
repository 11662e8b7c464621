/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links that end the same time after their last packet. */
#include "event/lg-end-reason.h"
#include "scenario.h"

#include <string.h>

/* What a link says before it ends: most messages that arrive are told by nothing else. */
#define QUIET(s, seconds) \
  AT (s, LG_EVENT_NOTE, .code = LG_NOTE_QUIET, .duration_us = (gint64) ((seconds) * 1e6))
#define SUBSCRIBED(s) OUT (s, SUBSCRIBE, .topic = "/a"), IN (s, SUBACK, .topic = "/a")

typedef struct
{
  const char   *name;
  LgEvent       events[48];
  const char   *cause;
  LgConfidence  confidence;
  const char   *alternatives[3];
  const char   *evidence[3];
} Row;

static const Row rows[] = {
  { "lengths-differ",
    { ONLINE (0, 300), QUIET (9, 8), END (9, LG_END_FIN),
      ONLINE (20, 300), QUIET (50, 8.1), END (50, LG_END_FIN, .duration_us = 30 * G_USEC_PER_SEC) },
    "network.idle-timeout", LG_CONFIDENCE_LIKELY, { "kicked.same-device" },
    { "8.0, 8.1 s", "9.0, 30.0 s", "10:00:50" } },
  { "traffic",
    { ONLINE (0, 300), SUBSCRIBED (0.5), QUIET (8.5, 8), END (8.5, LG_END_FIN),
      ONLINE (20, 300), SUBSCRIBED (20.5), QUIET (28.5, 8), END (28.5, LG_END_CLOSE_NOTIFY),
      ONLINE (40, 300), SUBSCRIBED (40.5), QUIET (48.5, 8), END (48.5, LG_END_FIN) },
    "network.idle-timeout", LG_CONFIDENCE_LIKELY, { "kicked.flapping", "server.closed" },
    { "8.0, 8.0, 8.0 s" } },
  { "reset",
    { ONLINE (0, 300), END (60, LG_END_RESET), ONLINE (70, 300), END (130.3, LG_END_RESET) },
    "network.idle-timeout", LG_CONFIDENCE_LIKELY, { NULL }, { "60.0, 60.3 s" } },
  { "since-login",
    { ONLINE (0, 300), END (8, LG_END_FIN), ONLINE (20, 300), END (28, LG_END_FIN),
      ONLINE (40, 300), END (48, LG_END_FIN) },
    "kicked.flapping", LG_CONFIDENCE_LIKELY, { "network.idle-timeout", "server.closed" },
    { "number 3" } },
  { "two-since-login",
    { ONLINE (0, 300), END (8, LG_END_FIN), ONLINE (20, 300), END (28, LG_END_FIN) },
    "server.closed", LG_CONFIDENCE_CERTAIN, { "network.idle-timeout", "kicked.same-device" },
    { "FIN" } },
  { "no-rhythm",
    { ONLINE (0, 300), SUBSCRIBED (1), END (9, LG_END_FIN),
      ONLINE (20, 300), SUBSCRIBED (21), END (38, LG_END_FIN),
      ONLINE (40, 300), SUBSCRIBED (41), END (44, LG_END_FIN) },
    "kicked.flapping", LG_CONFIDENCE_LIKELY, { "server.closed" }, { "number 3" } },
  { "a-told-kick-between",
    { ONLINE (0, 300), SUBSCRIBED (1), END (9, LG_END_FIN),
      ONLINE (20, 300), SUBSCRIBED (21), NOTIFIED (29, KICK), END (29, LG_END_FIN) },
    "kicked.same-device", LG_CONFIDENCE_CERTAIN, { NULL }, { "/ext/notify" } },
  { "the-platforms-own-window",
    { ONLINE (0, 30), SUBSCRIBED (1), END (48, LG_END_FIN),
      ONLINE (60, 30), SUBSCRIBED (61), END (108, LG_END_FIN) },
    "keepalive.expired", LG_CONFIDENCE_LIKELY, { "kicked.same-device" }, { "47.0 s" } },
  { "at-once",
    { ONLINE (0, 300), SUBSCRIBED (1), END (1.2, LG_END_FIN),
      ONLINE (20, 300), SUBSCRIBED (21), END (21.2, LG_END_FIN) },
    "server.closed", LG_CONFIDENCE_CERTAIN, { "kicked.same-device" }, { "FIN" } },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", LG_SECURITY_TLS, LG_HOST_TYPED);
  GPtrArray *alternatives;
  LgFinding *finding;

  feed (diagnosis, row->events, G_N_ELEMENTS (row->events));
  finding = lg_diagnosis_get_latest (diagnosis);
  alternatives = finding->alternatives;
  g_test_message ("%s", finding->evidence);

  g_assert_cmpstr (finding->cause, ==, row->cause);
  g_assert_cmpint (finding->confidence, ==, row->confidence);
  for (guint i = 0; i < G_N_ELEMENTS (row->evidence) && row->evidence[i] != NULL; i++)
    g_assert_nonnull (strstr (finding->evidence, row->evidence[i]));
  for (guint i = 0; i < G_N_ELEMENTS (row->alternatives) && row->alternatives[i] != NULL; i++)
    {
      g_assert_cmpuint (alternatives->len, >, i);
      g_assert_cmpstr (((const LgAlternative *) alternatives->pdata[i])->cause, ==,
                       row->alternatives[i]);
    }
}

/* Another host has timers of its own. */
static void
test_another_host (void)
{
  const LgEvent events[] = { ONLINE (0, 300), SUBSCRIBED (1), END (9, LG_END_FIN) };
  g_autoptr (LgDiagnosis) diagnosis = lg_diagnosis_new ();

  for (guint i = 0; i < 2; i++)
    {
      lg_diagnosis_set_target (diagnosis, NULL, i == 0 ? "one.example" : "two.example", NULL);
      feed (diagnosis, events, G_N_ELEMENTS (events));
      g_assert_cmpstr (lg_diagnosis_get_latest (diagnosis)->cause, ==,
                       "server.closed");
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/idle/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/idle/another-host", test_another_host);

  return g_test_run ();
}
