/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a finding says of an end besides its cause: what fits, too, which events show it, what the
   platform's console calls it. */
#include "event/lg-end-reason.h"
#include "scenario.h"

#define SLEPT(s, seconds) \
  AT (s, LG_EVENT_NOTE, .code = LG_NOTE_SLEPT, .duration_us = (seconds) * 1000000LL)
#define HELD(s) AT (s, LG_EVENT_NOTE, .code = LG_NOTE_PINGS_HELD)
#define JOINED(s) AT (s, LG_EVENT_NOTE, .code = LG_NOTE_RIVAL, .topic = "press-04 (copy)")

#define TLS LG_SECURITY_TLS

typedef struct
{
  const char   *name;
  const char   *platform;
  LgEvent       events[24];
  const char   *cause;
  LgConfidence  confidence;
  const char   *console;
  const char   *alternatives[3];
  const char   *cited;
} End;

#define CERTAIN LG_CONFIDENCE_CERTAIN
#define LIKELY LG_CONFIDENCE_LIKELY

/* ONLINE is seven events: STATE, DNS, TCP, TLS, VERIFY, CONNECT and CONNACK. */
static const End ends[] = {
  { "own", "alibaba", { ONLINE (0, 60), END (20, LG_END_OPERATOR) },
    "client.disconnected", CERTAIN, "Device disconnect", { NULL }, "8" },
  { "own-in-window", "alibaba", { ONLINE (0, 60), HELD (1), END (100, LG_END_DROPPED) },
    "client.disconnected", CERTAIN, "Connection reset by peer", { NULL }, "7 9" },
  { "told-kick", "alibaba", { ONLINE (0, 60), NOTIFIED (20, KICK), END (20, LG_END_CLOSE_NOTIFY) },
    "kicked.same-device", CERTAIN, "Kicked by the same device", { NULL }, "7 8 9" },
  { "told-kick-in-window", "alibaba",
    { ONLINE (0, 60), NOTIFIED (99, KICK), END (100, LG_END_CLOSE_NOTIFY) },
    "kicked.same-device", CERTAIN, "Kicked by the same device or Keepalive timeout",
    { "keepalive.expired possible" }, "7 8 9" },
  { "told-kick-tuya", "tuya", { ONLINE (0, 60), NOTIFIED (20, KICK), END (20, LG_END_FIN) },
    "kicked.same-device", CERTAIN, NULL, { NULL }, "7 8 9" },
  { "taken-over", "alibaba",
    { ONLINE (0, 60), IN (9, DISCONNECT, .code = 0x8e), END (9, LG_END_SERVER_DISCONNECT) },
    "kicked.same-device", CERTAIN, "Kicked by the same device", { NULL }, "7 8 9" },
  { "rival", "practice", { ONLINE (0, 60), JOINED (19), END (20, LG_END_FIN) },
    "kicked.same-device", LIKELY, "Kicked by the same device", { NULL }, "7 8 9" },
  { "rival-long-ago", "practice", { ONLINE (0, 300), JOINED (19), END (80, LG_END_FIN) },
    "server.closed", CERTAIN, "Connection occurs exception or Kicked by the same device",
    { "kicked.same-device possible" }, "7 9" },
  { "closed", "alibaba", { ONLINE (0, 60), END (20, LG_END_CLOSE_NOTIFY) },
    "server.closed", CERTAIN, "Connection occurs exception or Kicked by the same device",
    { "kicked.same-device possible" }, "7 8" },
  { "closed-on-custom", "custom", { ONLINE (0, 60), END (20, LG_END_FIN) },
    "server.closed", CERTAIN, NULL, { "kicked.same-device possible" }, "7 8" },
  { "closed-by-the-older-page", "alibaba",
    { ONLINE (0, 60), HELD (1), END (61, LG_END_CLOSE_NOTIFY) },
    "server.closed", CERTAIN, "Connection occurs exception or Keepalive timeout",
    { "keepalive.expired possible" }, "7 9" },
  { "expired", "alibaba",
    { ONLINE (0, 60), OUT (10, SUBSCRIBE, .topic = "/a"), END (111, LG_END_CLOSE_NOTIFY) },
    "keepalive.expired", LIKELY, "Keepalive timeout or Kicked by the same device",
    { "kicked.same-device possible" }, "6 8 9" },
  { "expired-reset", "alibaba", { ONLINE (0, 60), END (101, LG_END_RESET) },
    "keepalive.expired", LIKELY, "Keepalive timeout or Connection reset by peer",
    { "network.reset possible" }, "6 7 8" },
  { "expired-held", "alibaba", { ONLINE (0, 60), HELD (1), END (101, LG_END_CLOSE_NOTIFY) },
    "keepalive.expired", CERTAIN, "Keepalive timeout", { NULL }, "6 7 9" },
  { "expired-after-publish", "alibaba",
    { ONLINE (0, 60), END (201, LG_END_CLOSE_NOTIFY, .duration_us = 101 * G_USEC_PER_SEC) },
    "keepalive.expired", LIKELY, "Keepalive timeout or Kicked by the same device",
    { "kicked.same-device possible" }, "6 8" },
  { "no-pingresp", "alibaba", { ONLINE (0, 60), OUT (60, PINGREQ), END (70, LG_END_NO_PINGRESP) },
    "keepalive.no-pingresp", CERTAIN, "Keepalive timeout", { "network.lost possible" }, "8 9" },
  { "reset", "alibaba", { ONLINE (0, 60), END (20, LG_END_RESET) },
    "network.reset", CERTAIN, "Connection reset by peer", { NULL }, "7 8" },
  { "lost", "alibaba", { ONLINE (0, 60), END (20, LG_END_LOST, .text = "No route") },
    "network.lost", CERTAIN, "Keepalive timeout", { NULL }, "7 8" },
  { "asleep-short", "alibaba", { ONLINE (0, 60), SLEPT (20, 40), END (21, LG_END_RESET) },
    "network.lost", LIKELY, "Keepalive timeout", { "keepalive.expired possible" }, "8 9" },
  { "asleep-long", "alibaba", { ONLINE (0, 60), SLEPT (20, 3600), END (21, LG_END_RESET) },
    "network.lost", LIKELY, "Keepalive timeout", { NULL }, "8 9" },
  { "asleep-no-pingresp", "alibaba",
    { ONLINE (0, 60), SLEPT (20, 3600), OUT (21, PINGREQ), END (31, LG_END_NO_PINGRESP) },
    "network.lost", LIKELY, "Keepalive timeout", { NULL }, "8 10" },
  { "slept-and-went-on", "alibaba",
    { ONLINE (0, 60), SLEPT (20, 10), IN (21, PUBLISH, .topic = "/ext/error"),
      END (22, LG_END_RESET) },
    "network.reset", CERTAIN, "Connection reset by peer", { NULL }, "7 10" },
  { "refused", "alibaba",
    { LOGGING_IN (0, 60), IN (1, CONNACK, .code = 4), END (1, LG_END_CONNACK + 4) },
    "auth.bad-credentials", CERTAIN, NULL, { NULL }, "6 8" },
};

static char *
join_events (LgFinding *finding)
{
  GArray *events = finding->events;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < events->len; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? " " : "",
                            (int) g_array_index (events, LgCitation, i).id);
  return g_string_free (text, FALSE);
}

static void
assert_alternative (const LgAlternative *alternative,
                    const char          *expected)
{
  static const char *const nicks[] = { "certain", "likely", "possible" };
  g_autofree char *found = g_strdup_printf ("%s %s", alternative->cause,
                                            nicks[alternative->confidence]);

  g_test_message ("%s: %s", alternative->title, alternative->reason);
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpstr (alternative->title, !=, "");
  g_assert_cmpstr (alternative->reason, !=, "");
  g_assert_null (strstr (alternative->reason, "—"));
}

static void
test_end (gconstpointer data)
{
  const End *end = data;
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis (end->platform, TLS, LG_HOST_TYPED);
  g_autofree char *events = NULL;
  GPtrArray *alternatives;
  LgFinding *finding;
  guint n = 0;

  feed (diagnosis, end->events, G_N_ELEMENTS (end->events));
  finding = lg_diagnosis_get_latest (diagnosis);
  alternatives = finding->alternatives;
  events = join_events (finding);
  g_test_message ("%s", finding->evidence);

  g_assert_cmpstr (finding->cause, ==, end->cause);
  g_assert_cmpint (finding->confidence, ==, end->confidence);
  g_assert_cmpstr (finding->console, ==, end->console);
  g_assert_cmpstr (events, ==, end->cited);
  for (; end->alternatives[n] != NULL; n++)
    {
      g_assert_cmpuint (alternatives->len, >, n);
      assert_alternative (alternatives->pdata[n], end->alternatives[n]);
    }
  g_assert_cmpuint (alternatives->len, ==, n);
}

static LgFinding *
get_finding (LgDiagnosis *diagnosis,
             guint        position)
{
  g_autoptr (LgFinding) finding = g_list_model_get_item (G_LIST_MODEL (diagnosis), position);

  g_assert_nonnull (finding);
  return finding;
}

/* Without a word from the server the suspicion grows, and three ends make the pattern. */
static void
test_pattern (void)
{
  const LgEvent events[] = {
    ONLINE (0, 300), END (9, LG_END_CLOSE_NOTIFY),
    ONLINE (20, 300), END (31, LG_END_FIN),
    ONLINE (40, 300), END (55, LG_END_CLOSE_NOTIFY),
  };
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);
  g_autofree char *cited = NULL;
  const LgAlternative *suspected;
  LgFinding *second, *third;

  feed (diagnosis, events, G_N_ELEMENTS (events));
  second = get_finding (diagnosis, 1);
  third = get_finding (diagnosis, 2);

  g_assert_cmpstr (second->cause, ==, "server.closed");
  suspected = second->alternatives->pdata[0];
  g_assert_nonnull (strstr (suspected->reason, "number 2"));

  /* Every end of the pattern is evidence of it. */
  cited = join_events (third);
  g_assert_cmpstr (third->cause, ==, "kicked.flapping");
  g_assert_cmpint (third->confidence, ==, LIKELY);
  g_assert_cmpstr (cited, ==, "8 16 23 24");
  g_assert_cmpuint (third->alternatives->len, ==, 1);
  assert_alternative (third->alternatives->pdata[0], "server.closed possible");
}

/* What the platform told ranks before the pattern. */
static void
test_told_before_pattern (void)
{
  const LgEvent events[] = {
    ONLINE (0, 300), NOTIFIED (9, KICK), END (9, LG_END_CLOSE_NOTIFY),
    ONLINE (20, 300), NOTIFIED (29, KICK), END (29, LG_END_RESET),
    ONLINE (40, 300), NOTIFIED (49, KICK), END (49, LG_END_CLOSE_NOTIFY),
  };
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);
  LgFinding *finding;

  feed (diagnosis, events, G_N_ELEMENTS (events));
  g_assert_cmpuint (get_finding (diagnosis, 1)->alternatives->len, ==, 0);
  finding = get_finding (diagnosis, 2);
  g_assert_cmpstr (finding->cause, ==, "kicked.same-device");
  g_assert_cmpint (finding->confidence, ==, CERTAIN);
  assert_alternative (finding->alternatives->pdata[0], "kicked.flapping likely");
}

/* The pattern of two sessions of this program that fight ends their attempts, too. */
static void
test_rivals (void)
{
  const LgEvent events[] = {
    ONLINE (0, 300), JOINED (8), END (9, LG_END_FIN),
    ONLINE (20, 300), JOINED (28), END (29, LG_END_FIN),
    ONLINE (40, 300), JOINED (48), END (49, LG_END_FIN),
  };
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("practice", TLS, LG_HOST_TYPED);
  LgFinding *first, *third;

  feed (diagnosis, events, G_N_ELEMENTS (events));
  first = get_finding (diagnosis, 0);
  third = get_finding (diagnosis, 2);
  g_assert_cmpstr (first->cause, ==, "kicked.same-device");
  g_assert_nonnull (strstr (first->evidence, "press-04 (copy)"));
  g_assert_cmpstr (third->cause, ==, "kicked.flapping");
  assert_alternative (third->alternatives->pdata[0], "kicked.same-device likely");
}

typedef struct
{
  LgEvent     events[32];
  const char *alternatives[3];
  const char *reasons[3];
} Order;

static const Order orders[] = {
  { { ONLINE (0, 60), NOTIFIED (9, KICK), END (9, LG_END_FIN),
      ONLINE (20, 60), NOTIFIED (29, KICK), END (29, LG_END_FIN),
      ONLINE (40, 60), NOTIFIED (139, KICK), END (140, LG_END_FIN) },
    { "kicked.flapping likely", "keepalive.expired possible", "server.closed possible" },
    { "end number 3", "the platform told its reason", "sheds connections" } },
  { { ONLINE (0, 60), END (9, LG_END_FIN), ONLINE (20, 60), END (30, LG_END_FIN),
      ONLINE (40, 60), END (101, LG_END_FIN) },
    { "keepalive.expired possible", "server.closed possible" },
    { "superseded page", "sheds connections" } },
  { { ONLINE (0, 60), END (61, LG_END_FIN) },
    { "keepalive.expired possible", "kicked.same-device possible" },
    { "superseded page", "it happened once" } },
  { { ONLINE (0, 60), END (9, LG_END_FIN), ONLINE (20, 60), END (81, LG_END_FIN) },
    { "keepalive.expired possible", "kicked.same-device possible" },
    { "superseded page", "end number 2" } },
  { { ONLINE (0, 60), END (100, LG_END_FIN) },
    { "kicked.same-device possible" }, { "fell into the window" } },
  { { ONLINE (0, 60), END (9, LG_END_FIN), ONLINE (20, 60), END (30, LG_END_FIN),
      ONLINE (40, 60), END (140, LG_END_FIN) },
    { "kicked.same-device possible" }, { "fell into the window" } },
  { { ONLINE (0, 60), JOINED (99), END (100, LG_END_FIN) },
    { "keepalive.expired possible" }, { "another reason came before that" } },
  { { ONLINE (0, 60), SLEPT (20, 80), END (21, LG_END_FIN) },
    { "keepalive.expired possible", "kicked.same-device possible" },
    { "another reason came before that", "fell into the window" } },
  { { ONLINE (0, 60), SLEPT (20, 80), END (21, LG_END_RESET) },
    { "keepalive.expired possible", "network.reset possible" },
    { "another reason came before that", "forgot a silent connection" } },
};

static void
assert_order (const Order *order,
              int          closed)
{
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);
  LgEvent events[G_N_ELEMENTS (order->events)];
  GPtrArray *found;
  guint n = 0;

  memcpy (events, order->events, sizeof events);
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (events[i].kind == LG_EVENT_END && events[i].code == LG_END_FIN)
      events[i].code = closed;

  feed (diagnosis, events, G_N_ELEMENTS (events));
  found = lg_diagnosis_get_latest (diagnosis)->alternatives;
  g_test_message ("%s: %u", lg_diagnosis_get_latest (diagnosis)->cause, found->len);
  for (; n < G_N_ELEMENTS (order->alternatives) && order->alternatives[n] != NULL; n++)
    {
      const LgAlternative *alternative = n < found->len ? found->pdata[n] : NULL;

      g_assert_nonnull (alternative);
      assert_alternative (alternative, order->alternatives[n]);
      g_assert_nonnull (strstr (alternative->reason, order->reasons[n]));
    }
  g_assert_cmpuint (found->len, ==, n);
}

/* The likelier alternative stands first, then the more particular one; of two reasons for one cause
   the one that tells more is given. With or without close_notify, the end is the same. */
static void
test_order (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      assert_order (&orders[i], LG_END_FIN);
      assert_order (&orders[i], LG_END_CLOSE_NOTIFY);
    }
}

/* An end in the window teaches when the platform looks; a later one confirms or contradicts it. */
static void
test_detection (void)
{
  const LgEvent events[] = {
    ONLINE (0, 60), END (101, LG_END_CLOSE_NOTIFY),
    ONLINE (110, 60), END (221, LG_END_CLOSE_NOTIFY),
    ONLINE (230, 60), END (325, LG_END_CLOSE_NOTIFY),
    ONLINE (400, 60), END (500, LG_END_CLOSE_NOTIFY),
  };
  const struct { guint n_events; const char *says; double next_s; } rows[] = {
    { 8, "it is estimated when the platform looks: every 30 s", 131 },
    { 16, "when the platform was estimated to look", 251 },
    { 24, "that estimate is dropped", 0 },
    { 32, "it is estimated", 530 },
  };
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);
  LgDetection detection;
  guint fed = 0;

  g_assert_false (lg_diagnosis_get_detection (diagnosis, &detection));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 end_us;

      feed (diagnosis, events + fed, rows[i].n_events - fed);
      fed = rows[i].n_events;
      end_us = events[fed - 1].mono_us;
      g_assert_nonnull (strstr (lg_diagnosis_get_latest (diagnosis)->evidence,
                                rows[i].says));
      g_assert_cmpint (lg_diagnosis_get_detection (diagnosis, &detection), ==,
                       rows[i].next_s != 0);
      if (rows[i].next_s != 0)
        g_assert_cmpint (lg_detection_get_next (&detection, end_us + 1), ==,
                         MONO_US + rows[i].next_s * G_USEC_PER_SEC);
    }
}

/* What one host's ends teach is not another's, and only cut-offs on time teach. */
static void
test_detection_limits (void)
{
  const LgEvent expired[] = { ONLINE (0, 60), END (101, LG_END_CLOSE_NOTIFY) };
  const LgEvent other[] = {
    ONLINE (0, 60), END (50, LG_END_CLOSE_NOTIFY),
    ONLINE (60, 60), NOTIFIED (160, KICK), END (160, LG_END_CLOSE_NOTIFY),
    ONLINE (200, 60), END (295, LG_END_DROPPED),
  };
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);
  g_autoptr (LgDiagnosis) custom = make_diagnosis ("custom", TLS, LG_HOST_TYPED);
  g_autoptr (LgEndpoint) endpoint = lg_endpoint_new ();
  LgDetection detection;

  feed (custom, expired, G_N_ELEMENTS (expired));
  g_assert_false (lg_diagnosis_get_detection (custom, &detection));

  feed (diagnosis, other, G_N_ELEMENTS (other));
  g_assert_false (lg_diagnosis_get_detection (diagnosis, &detection));

  feed (diagnosis, expired, G_N_ELEMENTS (expired));
  lg_diagnosis_set_target (diagnosis, endpoint, "iot.example", "Another Root");
  g_assert_true (lg_diagnosis_get_detection (diagnosis, &detection));
  lg_diagnosis_set_target (diagnosis, endpoint, "other.example", "Another Root");
  g_assert_false (lg_diagnosis_get_detection (diagnosis, &detection));
}

/* Somebody sets this computer's clock while the link is up: silence is not measured by it. */
static void
test_clock_step (void)
{
  const gint64 steps_s[] = { -7200, -60, 60, 7200 };

  for (guint i = 0; i < G_N_ELEMENTS (steps_s); i++)
    {
      g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);
      const LgEvent online[] = { ONLINE (0, 60) };
      LgEvent closed = END (30, LG_END_CLOSE_NOTIFY);
      LgEvent expired = END (131, LG_END_CLOSE_NOTIFY);

      closed.wall_us += steps_s[i] * G_USEC_PER_SEC;
      expired.wall_us += steps_s[i] * G_USEC_PER_SEC;
      feed (diagnosis, online, G_N_ELEMENTS (online));
      feed (diagnosis, &closed, 1);
      g_assert_cmpstr (lg_diagnosis_get_latest (diagnosis)->cause, ==,
                       "server.closed");
      g_assert_cmpint (lg_diagnosis_get_latest (diagnosis)->duration_us, ==,
                       30 * G_USEC_PER_SEC);

      feed (diagnosis, online, G_N_ELEMENTS (online));
      expired.mono_us -= 30 * G_USEC_PER_SEC;
      feed (diagnosis, &expired, 1);
      g_assert_cmpstr (lg_diagnosis_get_latest (diagnosis)->cause, ==,
                       "keepalive.expired");
      g_assert_nonnull (strstr (lg_diagnosis_get_latest (diagnosis)->evidence,
                                "101.0 s"));
    }
}

/* Ten minutes of a healthy link, with gaps of any length between what is sent and received, and
   PINGREQ where a library would send it. */
static void
test_no_false_alarm (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);
      const LgEvent online[] = { ONLINE (0, 30) };
      const LgEvent end = END (600, LG_END_OPERATOR);
      double next_out = 0, next_in = 0, ping = 30, pong = 1e9;

      feed (diagnosis, online, G_N_ELEMENTS (online));
      for (double now = 0; now < 600; now += 0.5)
        {
          if (now >= next_out)
            {
              const LgEvent sent[] = { OUT (now, SUBSCRIBE, .topic = "/a"),
                                       IN (now + 0.1, SUBACK, .topic = "/a", .code = 1) };

              feed (diagnosis, sent, G_N_ELEMENTS (sent));
              next_out = now + g_test_rand_double_range (0.5, 120);
            }
          if (now >= next_in)
            {
              const LgEvent received = IN (now, PUBLISH, .topic = "/ext/error/pk/dn");

              feed (diagnosis, &received, 1);
              next_in = now + g_test_rand_double_range (0.5, 120);
            }
          if (now >= ping)
            {
              const LgEvent asked = OUT (now, PINGREQ);

              feed (diagnosis, &asked, 1);
              ping = now + 30;
              pong = now + g_test_rand_double_range (0, 9);
            }
          if (now >= pong)
            {
              const LgEvent answered = IN (now, PINGRESP);

              feed (diagnosis, &answered, 1);
              pong = 1e9;
            }
        }
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diagnosis)), ==, 0);

      feed (diagnosis, &end, 1);
      g_assert_cmpstr (lg_diagnosis_get_latest (diagnosis)->cause, ==,
                       "client.disconnected");
      g_assert_cmpuint (lg_diagnosis_get_latest (diagnosis)->alternatives->len, ==,
                        0);
    }
}

/* What is closed a round trip after a SUBSCRIBE was closed for it; what is closed a second later
 * may have any reason. */
static void
test_close_after_subscribe (void)
{
  static const struct
  {
    double   after_s;
    gboolean refused;
  } rows[] = { { 0.05, TRUE }, { 0.4, TRUE }, { 1, FALSE }, { 2, FALSE }, { 4, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);
      const LgEvent events[] = {
        ONLINE (0, 60), OUT (10, SUBSCRIBE, .topic = "/a"), END (10 + rows[i].after_s, LG_END_FIN),
      };
      LgFinding *finding;

      feed (diagnosis, events, G_N_ELEMENTS (events));
      finding = lg_diagnosis_get_latest (diagnosis);
      g_test_message ("%g s: %s", rows[i].after_s, finding->cause);
      g_assert_cmpint (g_str_equal (finding->cause, "subscribe.refused"), ==,
                       rows[i].refused);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ends/%s", ends[i].name);

      g_test_add_data_func (path, &ends[i], test_end);
    }
  g_test_add_func ("/ends/pattern", test_pattern);
  g_test_add_func ("/ends/told-before-pattern", test_told_before_pattern);
  g_test_add_func ("/ends/rivals", test_rivals);
  g_test_add_func ("/ends/order", test_order);
  g_test_add_func ("/ends/detection", test_detection);
  g_test_add_func ("/ends/detection-limits", test_detection_limits);
  g_test_add_func ("/ends/clock-step", test_clock_step);
  g_test_add_func ("/ends/no-false-alarm", test_no_false_alarm);
  g_test_add_func ("/ends/close-after-subscribe", test_close_after_subscribe);

  return g_test_run ();
}
