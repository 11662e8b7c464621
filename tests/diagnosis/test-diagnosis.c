/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario-table.h"

static void
assert_complete (LgFinding *finding)
{
  const char *texts[] = {
    finding->title, finding->evidence,
    finding->meaning, finding->advice,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_cmpstr (texts[i], !=, "");
      g_assert_null (strchr (texts[i], '!'));
    }
}

static void
test_scenario (gconstpointer data)
{
  const Scenario *scenario = data;
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis (scenario->platform, scenario->security,
                                                      LG_HOST_TYPED);
  LgFinding *finding;

  feed (diagnosis, scenario->events, G_N_ELEMENTS (scenario->events));

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diagnosis)), ==, 1);
  finding = lg_diagnosis_get_latest (diagnosis);
  assert_complete (finding);
  g_assert_cmpstr (finding->cause, ==, scenario->cause);
  g_assert_cmpint (finding->confidence, ==, scenario->confidence);
  g_assert_cmpint (finding->severity, ==, scenario->severity);
  g_test_message ("%s", finding->evidence);
  for (guint i = 0; i < G_N_ELEMENTS (scenario->evidence); i++)
    if (scenario->evidence[i] != NULL)
      g_assert_nonnull (strstr (finding->evidence, scenario->evidence[i]));
  g_assert_null (strstr (finding->evidence, "—"));
}

/* What the dates would tell is not lost where the clock is doubted; and the next attempt, with the
 * date set, is judged anew. */
static void
test_clock (void)
{
  static const char *const causes[] = { "root.expired", "cert.expired", "cert.not-yet-valid" };

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);
      const LgEvent doubted[] = {
        REACHED (0), AT (1, LG_EVENT_VERIFY, .code = 10, .topic = causes[i], .text = "old"),
        AT (1, LG_EVENT_NOTE, .code = LG_NOTE_CLOCK_AHEAD), FAILED (1, NOT_TRUSTED),
      };
      const LgEvent again[] = {
        REACHED (9), AT (10, LG_EVENT_VERIFY, .code = 10, .topic = causes[i], .text = "old"),
        FAILED (10, NOT_TRUSTED),
      };
      LgFinding *finding;
      const LgAlternative *other;

      feed (diagnosis, doubted, G_N_ELEMENTS (doubted));
      finding = lg_diagnosis_get_latest (diagnosis);
      g_assert_cmpstr (finding->cause, ==, "clock.skew");
      g_assert_cmpuint (finding->alternatives->len, ==, 1);
      other = finding->alternatives->pdata[0];
      g_assert_cmpstr (other->cause, ==, causes[i]);
      g_assert_cmpint (other->confidence, ==, LG_CONFIDENCE_POSSIBLE);

      feed (diagnosis, again, G_N_ELEMENTS (again));
      finding = lg_diagnosis_get_latest (diagnosis);
      g_assert_cmpstr (finding->cause, ==, causes[i]);
      g_assert_cmpint (finding->confidence, ==, LG_CONFIDENCE_CERTAIN);
      g_assert_cmpuint (finding->alternatives->len, ==, 0);
    }
}

/* A success is none, nor is what only looks like a refusal: on a broker of one's own, or on a topic
 * of one's own. */
static void
test_accepted (void)
{
#define REFUSED "{\"code\":460}"
  static const struct
  {
    const char *platform;
    LgEvent     event;
  } rows[] = {
    { "alibaba", REPLIED (6, "/sys/pk/dn/thing/event/property/post_reply", "{\"code\":200}") },
    { "alibaba", REPLIED (6, "/sys/pk/dn/thing/event/property/post_reply", "{\"code\":") },
    { "alibaba", REPLIED (6, "/sys/pk/dn/thing/service/property/set", REFUSED) },
    { "alibaba", REPLIED (6, "/pk/dn/user/my_reply", REFUSED) },
    { "custom", REPLIED (6, "/sys/pk/dn/thing/event/property/post_reply", REFUSED) },
    { "tuyalink", REPLIED (6, "tylink/6c/thing/property/report_response", "{\"code\":0}") },
  };
  const LgEvent online[] = { ONLINE (0, 60) };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgDiagnosis) diagnosis = make_diagnosis (rows[i].platform, TLS, LG_HOST_TYPED);

      feed (diagnosis, online, G_N_ELEMENTS (online));
      feed (diagnosis, &rows[i].event, 1);
      g_assert_null (lg_diagnosis_get_latest (diagnosis));
    }
}

/* Hours of an ordinary link, and the end the operator wants. */
static void
test_healthy (void)
{
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);
  const LgEvent start[] = {
    ONLINE (0, 60), OUT (1, SUBSCRIBE, .topic = "/a"), IN (1.1, SUBACK, .topic = "/a", .code = 1),
    AT (2, LG_EVENT_NOTE, .text = "pressure"), OUT (3, UNSUBSCRIBE, .topic = "/a"),
    IN (3.1, UNSUBACK, .topic = "/a"), NOTIFIED (4, KICK),
  };
  const LgEvent end = END (7200, LG_END_OPERATOR);

  feed (diagnosis, start, G_N_ELEMENTS (start));
  for (guint i = 1; i < 120; i++)
    {
      const LgEvent pings[] = { OUT (i * 60, PINGREQ), IN (i * 60 + 0.05, PINGRESP) };

      feed (diagnosis, pings, G_N_ELEMENTS (pings));
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diagnosis)), ==, 0);
  g_assert_null (lg_diagnosis_get_latest (diagnosis));

  feed (diagnosis, &end, 1);
  g_assert_cmpint (lg_diagnosis_get_latest (diagnosis)->severity, ==,
                   LG_SEVERITY_NOTE);
  g_assert_cmpint (lg_diagnosis_get_latest (diagnosis)->duration_us, ==,
                   7200 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (lg_diagnosis_get_latest (diagnosis)->wall_us, ==, end.wall_us);
}

static void
assert_ends (const LgEvent     *events,
             guint              n_events,
             const char *const *causes)
{
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);
  guint n_causes = g_strv_length ((char **) causes);

  for (guint i = 0; i < n_events; i++)
    lg_diagnosis_feed (diagnosis, &events[i]);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diagnosis)), ==, n_causes);
  for (guint i = 0; i < n_causes; i++)
    {
      g_autoptr (LgFinding) finding = g_list_model_get_item (G_LIST_MODEL (diagnosis), i);

      g_assert_cmpstr (finding->cause, ==, causes[i]);
    }
}

static void
test_flapping (void)
{
  const LgEvent close[] = {
    ONLINE (0, 300), END (9, LG_END_CLOSE_NOTIFY),
    ONLINE (20, 300), END (31, LG_END_CLOSE_NOTIFY),
    ONLINE (40, 300), END (55, LG_END_CLOSE_NOTIFY),
    ONLINE (60, 300), NOTIFIED (70, KICK), END (70, LG_END_CLOSE_NOTIFY),
    ONLINE (80, 300), END (90, LG_END_RESET),
    ONLINE (1000, 300), END (1010, LG_END_CLOSE_NOTIFY),
  };
  const LgEvent told[] = {
    ONLINE (0, 300), NOTIFIED (9, KICK), END (9, LG_END_CLOSE_NOTIFY),
    ONLINE (20, 300), NOTIFIED (29, KICK), END (29, LG_END_CLOSE_NOTIFY),
    ONLINE (40, 300), END (49, LG_END_FIN),
  };
  const LgEvent silent[] = {
    ONLINE (0, 30), END (46, LG_END_CLOSE_NOTIFY),
    ONLINE (50, 30), END (96, LG_END_CLOSE_NOTIFY),
    ONLINE (100, 30), END (146, LG_END_CLOSE_NOTIFY),
    ONLINE (150, 30), END (155, LG_END_CLOSE_NOTIFY),
  };

  assert_ends (close, G_N_ELEMENTS (close),
               (const char *[]) { "server.closed", "server.closed", "kicked.flapping",
                                  "kicked.same-device", "network.reset", "server.closed", NULL });
  assert_ends (told, G_N_ELEMENTS (told),
               (const char *[]) { "kicked.same-device", "kicked.same-device", "kicked.flapping",
                                  NULL });
  assert_ends (silent, G_N_ELEMENTS (silent),
               (const char *[]) { "keepalive.expired", "keepalive.expired", "keepalive.expired",
                                  "server.closed", NULL });
}

/* Nothing of an earlier attempt may colour the next one. */
static void
test_forgets (void)
{
  const LgEvent events[] = {
    REACHED (0), AT (1, LG_EVENT_VERIFY, .code = 10, .topic = "cert.expired", .text = "old"),
    FAILED (1, NOT_TRUSTED),
    ONLINE (5, 300), NOTIFIED (9, KICK), END (9, LG_END_FIN),
    ONLINE (11, 300), END (12, LG_END_FIN),
    REACHED (20), FAILED (21, NOT_TRUSTED, .text = "new"),
  };

  assert_ends (events, G_N_ELEMENTS (events),
               (const char *[]) { "cert.expired", "kicked.same-device", "server.closed",
                                  "cert.unknown-issuer", NULL });
}

static void
test_plain_on_instance (void)
{
  const LgEvent rows[][8] = {
    { RESOLVED (0), AT (0, LG_EVENT_TCP, .code = ECONNREFUSED, ADDRESS ("192.0.2.7:1883")),
      FAILED (1, REFUSED) },
    { REACHED (0), OUT (0, CONNECT, .code = 60, .text = "c"),
      END (1, LG_END_CLOSED_BEFORE_CONNACK) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgDiagnosis) diagnosis = lg_diagnosis_new ();
      g_autoptr (LgEndpoint) endpoint = lg_endpoint_new ();

      lg_endpoint_set_host_kind (endpoint, LG_HOST_INSTANCE);
      lg_endpoint_set_port (endpoint, 1883);
      lg_endpoint_set_security (endpoint, PLAIN);
      lg_diagnosis_set_target (diagnosis, endpoint, "iot.example", NULL);
      feed (diagnosis, rows[i], G_N_ELEMENTS (rows[i]));
      g_assert_cmpstr (lg_diagnosis_get_latest (diagnosis)->cause, ==,
                       "tcp.plain-disabled");
    }
}

/* Every end there is or may be, at any moment, on any platform, has all four parts. */
static void
test_any_end (void)
{
  const char *platforms[] = { "alibaba", "tuya", "tuyalink", "custom", "practice", NULL };
  const LgEvent before[][10] = { { { 0 } }, { LOGGING_IN (0, 60) }, { ONLINE (0, 60) } };

  for (guint p = 0; p < G_N_ELEMENTS (platforms); p++)
    for (guint b = 0; b < G_N_ELEMENTS (before); b++)
      for (int code = -3; code < 600; code++)
        {
          g_autoptr (LgDiagnosis) diagnosis = platforms[p] != NULL
            ? make_diagnosis (platforms[p], TLS, LG_HOST_TYPED) : lg_diagnosis_new ();
          const LgEvent end = END (33, code);

          feed (diagnosis, before[b], G_N_ELEMENTS (before[b]));
          feed (diagnosis, &end, 1);
          g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (diagnosis)), ==, 1);
          assert_complete (lg_diagnosis_get_latest (diagnosis));
          g_assert_true (code == LG_END_OPERATOR || code == LG_END_DROPPED
                         || lg_diagnosis_get_latest (diagnosis)->severity
                              == LG_SEVERITY_FAULT);
        }
}

/* Events of kinds and packets that do not exist must do no harm. */
static void
test_any_event (void)
{
  g_autoptr (LgDiagnosis) diagnosis = make_diagnosis ("alibaba", TLS, LG_HOST_TYPED);

  for (guint round = 0; round < 3; round++)
    for (guint kind = 0; kind < 256; kind++)
      for (guint direction = 0; direction < 4; direction++)
        {
          const LgEvent event = AT (kind, kind, .direction = direction, .code = -7);

          lg_diagnosis_feed (diagnosis, &event);
        }
}

/* What only a comparison tells has all four parts on every platform, too. */
static void
test_conclusions (void)
{
  const char *causes[] = {
    "input.host-malformed", "tcp.port-filtered", "mqtt.tls-expected", "mqtt.closed-before-connack",
    "mqtt.connack-timeout", "mqtt.malformed", "tcp.plain-disabled", "cert.wrong-order",
    "cert.expires-soon", "root.expires-soon", "root.unreadable", "root.empty",
    "root.damaged", "root.no-certificate", "root.line-breaks",
    "root.not-a-ca", "root.expired", "root.file-differs", "tls.intercepted",
  };
  const char *platforms[] = { "alibaba", "tuya", "tuyalink", "custom" };
  const LgEvent event = AT (0, LG_EVENT_NOTE, .text = "443");

  for (guint p = 0; p < G_N_ELEMENTS (platforms); p++)
    {
      g_autoptr (LgDiagnosis) diagnosis = make_diagnosis (platforms[p], TLS, LG_HOST_TYPED);

      for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
        {
          lg_diagnosis_conclude (diagnosis, causes[i], &event);
          assert_complete (lg_diagnosis_get_latest (diagnosis));
          g_assert_cmpstr (lg_diagnosis_get_latest (diagnosis)->cause, ==,
                           causes[i]);
        }
    }
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_notifies (void)
{
  g_autoptr (LgDiagnosis) diagnosis = lg_diagnosis_new ();
  g_autoptr (LgFinding) latest = NULL;
  const LgEvent events[] = { ONLINE (0, 60), END (5, LG_END_FIN) };
  guint added = 0, notified = 0;

  g_signal_connect_swapped (diagnosis, "items-changed", G_CALLBACK (count_cb), &added);
  g_signal_connect_swapped (diagnosis, "notify::latest", G_CALLBACK (count_cb), &notified);
  feed (diagnosis, events, G_N_ELEMENTS (events));
  g_assert_cmpuint (added, ==, 1);
  g_assert_cmpuint (notified, ==, 1);

  g_object_get (diagnosis, "latest", &latest, NULL);
  g_assert_true (latest == lg_diagnosis_get_latest (diagnosis));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (diagnosis)) == LG_TYPE_FINDING);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (diagnosis), 1));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      g_autofree char *path = g_strdup_printf ("/diagnosis/%s", scenarios[i].name);

      g_test_add_data_func (path, &scenarios[i], test_scenario);
    }
  g_test_add_func ("/diagnosis/healthy", test_healthy);
  g_test_add_func ("/diagnosis/clock", test_clock);
  g_test_add_func ("/diagnosis/accepted", test_accepted);
  g_test_add_func ("/diagnosis/flapping", test_flapping);
  g_test_add_func ("/diagnosis/forgets", test_forgets);
  g_test_add_func ("/diagnosis/plain-on-instance", test_plain_on_instance);
  g_test_add_func ("/diagnosis/any-end", test_any_end);
  g_test_add_func ("/diagnosis/conclusions", test_conclusions);
  g_test_add_func ("/diagnosis/any-event", test_any_event);
  g_test_add_func ("/diagnosis/notifies", test_notifies);

  return g_test_run ();
}
