/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log/lg-drop-fleet.h"

#include <stdio.h>
#include <string.h>

/* 2024-01-15 12:00:00 UTC */
#define NOW G_GINT64_CONSTANT (1705320000)

#define CERTAIN LG_CONFIDENCE_CERTAIN
#define LIKELY LG_CONFIDENCE_LIKELY
#define POSSIBLE LG_CONFIDENCE_POSSIBLE

typedef struct
{
  const char   *text;
  guint         keepalive;
  double        silence;
  const char   *cause;
  LgConfidence  confidence;
  const char   *arithmetic;
} Row;

static GPtrArray *
judge (const Row  *row,
       const char *platform)
{
  const LgPlatform *description = lg_platform_get (platform);
  g_autoptr (LgDropFleet) fleet = lg_drop_fleet_parse (row->text, NOW);

  lg_drop_fleet_judge (fleet, &(LgDropCase) {
                         .family = lg_family_of_platform (description),
                         .limits = lg_platform_get_limits (description),
                         .keepalive_s = row->keepalive,
                         .silence_s = row->silence,
                       });
  return g_ptr_array_ref (fleet->findings);
}

static LgFinding *
find (GPtrArray  *findings,
      const char *cause)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (LG_FINDING (findings->pdata[i])->cause, cause))
      return findings->pdata[i];

  return NULL;
}

static void
assert_row (const Row  *row,
            const char *platform)
{
  g_autoptr (GPtrArray) findings = judge (row, platform);
  LgFinding *finding = find (findings, row->cause);

  g_test_message ("%s, Keep Alive %u: %s", row->text, row->keepalive, row->cause);
  g_assert_nonnull (finding);
  g_test_message ("%s", finding->evidence);
  g_assert_cmpint (finding->confidence, ==, row->confidence);
  g_assert_nonnull (strstr (finding->evidence, row->arithmetic));
  for (guint i = 0; i < findings->len; i++)
    {
      g_assert_cmpstr (LG_FINDING (findings->pdata[i])->meaning, !=, "");
      g_assert_cmpstr (LG_FINDING (findings->pdata[i])->advice, !=, "");
      if (i > 0)
        g_assert_cmpint (LG_FINDING (findings->pdata[i - 1])->confidence, <=,
                         LG_FINDING (findings->pdata[i])->confidence);
    }
}

/* 1.5 × Keep Alive + 0…30 s, both ways. */
static void
test_deadline (void)
{
  static const Row rows[] = {
    { "every 120 s", 0, 0, "keepalive.expired", POSSIBLE, "a Keep Alive of 60 to 80 s" },
    { "every 45 s", 0, 0, "keepalive.expired", POSSIBLE, "a Keep Alive of 30 s" },
    { "every 75 s", 0, 0, "keepalive.expired", POSSIBLE, "a Keep Alive of 30 to 50 s" },
    { "every 90 s", 0, 0, "keepalive.expired", POSSIBLE, "a Keep Alive of 40 to 60 s" },
    { "every 480 s", 0, 0, "keepalive.expired", POSSIBLE, "a Keep Alive of 300 to 320 s" },
    { "every 1800 s", 0, 0, "keepalive.expired", POSSIBLE, "a Keep Alive of 1180 to 1200 s" },
    { "every 1830 s", 0, 0, "keepalive.expired", POSSIBLE, "a Keep Alive of 1200 s" },
    { "118 121", 0, 0, "keepalive.expired", POSSIBLE, "a Keep Alive of 61 to 78 s" },
    { "95 118 102 110", 0, 0, "keepalive.expired", LIKELY, "a Keep Alive of 59 to 63 s" },
    { "120 121 119 700 120", 0, 0, "keepalive.expired", POSSIBLE, "4 of 5 intervals" },
    { "95 230 102 110", 0, 0, "keepalive.expired", LIKELY, "an end in between is missing" },
    { "every 100 s", 60, 0, "keepalive.expired", POSSIBLE, "after 90 to 120 s" },
    { "95 118 102 110", 60, 0, "keepalive.expired", LIKELY, "1.5 × Keep Alive 60 s = 90 s" },
    { "every 460 s", 300, 0, "keepalive.expired", POSSIBLE, "after 450 to 480 s" },
    { "1805 1829 1812", 1200, 0, "keepalive.expired", LIKELY, "after 1800 to 1830 s" },
    { "50 70 61", 30, 0, "keepalive.expired", LIKELY, "after 45 to 75 s" },
    { "37 1260 312 90 610", 60, 100, "keepalive.expired", LIKELY, "100 s is inside" },
    { "37 1260 312 90 610", 0, 100, "keepalive.expired", POSSIBLE, "a Keep Alive of 47 to 66 s" },
    { "12:00\n12:02\n12:04", 0, 0, "keepalive.expired", POSSIBLE, "a Keep Alive of 30 to 120 s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_row (&rows[i], "alibaba");
      assert_row (&rows[i], "tuya");
    }
}

/* What does not fit is not said. */
static void
test_no_deadline (void)
{
  static const struct
  {
    Row         row;
    const char *not;
  } rows[] = {
    { { "every 40 s" }, "keepalive.expired" },
    { { "every 1831 s" }, "keepalive.expired" },
    { { "every 120 s", 300 }, "keepalive.expired" },
    { { "every 500 s", 300 }, "keepalive.expired" },
    { { "every 120 s", 60, 20 }, "keepalive.expired" },
    { { "37 1260 312 90 610" }, "keepalive.expired" },
    { { "every 120 s" }, "kicked.flapping" },
    { { "every 120 s" }, "network.reset" },
    { { "every 300 s", 60 }, "network.reset" },
    { { "every 120 s" }, "keepalive.no-pingresp" },
    { { "120 240" }, "client.restarted" },
    { { "2023-10-04 03:00:00\n2023-10-04 05:10:00\n2023-10-04 09:00:00" }, "network.lost#" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) findings = judge (&rows[i].row, "alibaba");

      g_test_message ("%s: not %s", rows[i].row.text, rows[i].not);
      g_assert_null (find (findings, rows[i].not));
    }
}

static void
test_other_causes (void)
{
  static const Row rows[] = {
    { "3 4 3 5", 0, 0, "kicked.flapping", LIKELY, "shorter than any Keep Alive" },
    { "3 4 3 5", 0, 0, "kicked.flapping", LIKELY, "CONNECTs a minute; the platform allows 5" },
    { "3 4 3 5", 0, 0, "server.closed", POSSIBLE, "What the device sends first" },
    { "4 5", 0, 0, "kicked.flapping", POSSIBLE, "Two clients" },
    { "every 5 s", 0, 0, "kicked.same-device", POSSIBLE, "a third end" },
    { "37 1260 312 90 610", 0, 0, "kicked.same-device", POSSIBLE, "5 intervals of 37 s to 1260 s" },
    { "37 1260 312 90 610", 0, 0, "network.lost", POSSIBLE, "No deadline fits" },
    { "37 1260 312 90 610", 0, 0, "network.reset", POSSIBLE, "No deadline fits" },
    { "every 300 s", 0, 0, "network.reset", POSSIBLE, "1 × 300 s" },
    { "every 30 min", 0, 0, "network.reset", POSSIBLE, "1 × 1800 s" },
    { "every 2 h", 0, 0, "network.reset", POSSIBLE, "1 × 2:00:00 h" },
    { "602 601 603", 0, 0, "network.reset", POSSIBLE, "1 × 600 s" },
    { "every 120 s", 60, 0, "keepalive.no-pingresp", POSSIBLE, "2 × Keep Alive 60 s = 120 s" },
    { "every 61 s", 60, 0, "keepalive.no-pingresp", POSSIBLE, "1 × Keep Alive 60 s = 60 s" },
    { "120 121 119 120", 0, 0, "client.restarted", POSSIBLE, "differ by 2 s" },
    { "I (3000) connected\nI (63000) disconnected\nI (3000) connected\nI (64000) disconnected",
      0, 0, "client.restarted", LIKELY, "began anew (1)" },
    { "2023-10-01 03:00:10 offline\n2023-10-02 03:01:00 offline\n2023-10-04 02:59:20 offline",
      0, 0, "network.lost", POSSIBLE, "3 of 3 ends are on different days at about 03:0" },
    { "2023-10-01 23:59:10 offline\n2023-10-03 00:01:00 offline", 0, 0, "network.lost", POSSIBLE,
      "2 of 2 ends" },
    { "150 150 151 149", 300, 0, "network.reset", LIKELY, "shorter than the Keep Alive of 300 s" },
    { "14380 14401 14402", 0, 0, "network.lost", POSSIBLE, "It is 4 h" },
    { "every 24 h", 0, 0, "network.lost", POSSIBLE, "1 × 24 h" },
    { "every 5000 s", 0, 0, "kicked.same-device", POSSIBLE, "No deadline fits" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_row (&rows[i], "alibaba");
}

/* What the lines say comes first, and the arithmetic is put beside it. */
static void
test_told (void)
{
  static const Row rows[] = {
    { "12:00:00 Keepalive timeout\n12:02:00 Keepalive timeout", 0, 0, "keepalive.expired", LIKELY,
      "2 of 2 lines say so" },
    { "12:00:00 Keepalive timeout\n12:02:00 Keepalive timeout", 0, 0, "keepalive.expired", LIKELY,
      "a Keep Alive of 60 to 80 s" },
    { "Keepalive timeout after 100sec", 0, 0, "keepalive.expired", CERTAIN,
      "a Keep Alive of 47 to 66 s" },
    { "12:00:00 Keepalive timeout\n12:20:00 Keepalive timeout\n12:21:00 Keepalive timeout", 60, 0,
      "keepalive.expired", LIKELY, "silence begins later" },
    { "12:00:00 Kicked by the same device\n12:00:04 Kicked by the same device\n"
      "12:00:08 Kicked by the same device\n12:00:12 offline", 0, 0, "kicked.same-device", CERTAIN,
      "3 of 4 lines say so" },
    { "12:00:00 Kicked by the same device\n12:02:00 Kicked by the same device", 0, 0,
      "keepalive.expired", POSSIBLE, "60 to 80" },
    { "12:00:00 Connection reset by peer\n12:05:00 Connection reset by peer", 0, 0,
      "network.reset", CERTAIN, "1 × 300 s" },
    { "12:00:00 gateway offline\n12:20:00 gateway offline\n12:21:00 Kicked by the same device", 0,
      0, "network.lost", POSSIBLE, "2 of 3 lines say so" },
    { "12:00:00 Keepalive timeout\n12:02:00 Keepalive timeout\n12:03:10 Kicked by the same device\n"
      "12:05:10 Keepalive timeout", 0, 0, "kicked.same-device", LIKELY, "1 of 4 lines say so" },
    { "12:00:00 Keepalive timeout\n12:02:00 Keepalive timeout\n12:03:10 Kicked by the same device\n"
      "12:05:10 Keepalive timeout", 0, 0, "keepalive.expired", LIKELY, "3 of 4 lines say so" },
    { "12:00:00 Device disconnect\n12:20:00 Device disconnect", 0, 0, "client.disconnected",
      CERTAIN, "2 of 2 lines" },
    { "I (180123) mqtt_client: No PING_RESP, disconnected", 0, 0, "keepalive.no-pingresp", LIKELY,
      "1 of 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_row (&rows[i], "alibaba");
}

/* What the console would show, so that a look there settles it. */
static void
test_console (void)
{
  static const struct
  {
    Row         row;
    const char *words;
  } rows[] = {
    { { "every 120 s", 0, 0, "keepalive.expired" }, "Keepalive timeout" },
    { { "3 4 3 5", 0, 0, "kicked.flapping" }, "Kicked by the same device" },
    { { "every 300 s", 0, 0, "network.reset" }, "Connection reset by peer" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) alibaba = judge (&rows[i].row, "alibaba");
      g_autoptr (GPtrArray) tuya = judge (&rows[i].row, "tuya");

      g_assert_cmpstr (find (alibaba, rows[i].row.cause)->console, ==,
                       rows[i].words);
      g_assert_null (find (tuya, rows[i].row.cause)->console);
    }
}

/* The page that was superseded is Alibaba Cloud's. */
static void
test_older_page (void)
{
  static const Row rows[] = {
    { "every 120 s", 0, 0, "keepalive.expired", POSSIBLE, "superseded since" },
    { "every 120 s", 0, 0, "keepalive.expired", POSSIBLE, "1 × Keep Alive: about 120 s" },
    { "every 305 s", 300, 0, "keepalive.expired", POSSIBLE, "only that rule fits" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) tuya = judge (&rows[i], "tuya");
      LgFinding *finding = find (tuya, rows[i].cause);

      assert_row (&rows[i], "alibaba");
      g_assert_true (finding == NULL
                     || strstr (finding->evidence, rows[i].arithmetic) == NULL);
    }
}

/* A broker of one's own has no schedule, and no vendor's older page; nor has TuyaLink. */
static void
test_custom (void)
{
  static const char *const platforms[] = { "custom", "tuyalink" };
  Row row = { "every 90 s", 0, 0, "keepalive.expired", POSSIBLE, "a Keep Alive of 57 to 60 s" };

  for (guint i = 0; i < G_N_ELEMENTS (platforms); i++)
    {
      g_autoptr (GPtrArray) findings = judge (&row, platforms[i]);

      assert_row (&row, platforms[i]);
      g_assert_null (strstr (find (findings, "keepalive.expired")->evidence,
                             "vendor"));
    }
}

/* Nothing known, nothing said. */
static void
test_nothing (void)
{
  static const char *const texts[] = { "", "hello", "12:00:00 offline", "2023-10-04 12:00:00" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Row row = { texts[i] };
      g_autoptr (GPtrArray) findings = judge (&row, "alibaba");

      g_assert_cmpuint (findings->len, ==, 0);
    }
}

/* Whatever the Keep Alive and the phase of the scan: a device that falls silent at CONNACK is said
   to have been too silent, and its Keep Alive is among those that fit. */
static void
test_every_keepalive (void)
{
  for (guint keepalive = 30; keepalive <= 1200; keepalive += 30)
    for (guint seed = 0; seed < 4; seed++)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        guint from = 0, to = 0;
        const char *range;

        for (guint i = 0; i < 5; i++)
          g_string_append_printf (text, "%.1f ", 1.5 * keepalive + (i * 7 + seed * 11) % 30);

        for (guint known = 0; known <= 1; known++)
          {
            Row row = { text->str, known ? keepalive : 0 };
            g_autoptr (GPtrArray) findings = judge (&row, "alibaba");
            LgFinding *finding = find (findings, "keepalive.expired");

            g_test_message ("%u: %s", keepalive, text->str);
            g_assert_nonnull (finding);
            g_assert_cmpint (finding->confidence, ==, LIKELY);
            range = strstr (finding->evidence, "Alive of ");
            g_assert_cmpint (range == NULL, ==, known);
            if (range == NULL)
              continue;
            if (sscanf (range, "Alive of %u to %u", &from, &to) == 1)
              to = from;
            g_assert_cmpuint (from, <=, keepalive);
            g_assert_cmpuint (to, >=, keepalive);
          }
      }
}

/* Of several devices: what ends many in one moment is what they share; one by one, each is
   judged by
   its own times; then what those that end have in common. */
static void
test_fleet (void)
{
  static const struct
  {
    const char   *name;
    const char   *text;
    const char   *first;
    LgConfidence  confidence;
    const char   *evidence;
    const char   *not;
  } rows[] = {
    { "three together, twice",
      "12:00:00 deviceName=a offline\n12:00:00 deviceName=b offline\n12:00:01 deviceName=c "
      "offline\n"
      "12:07:40 deviceName=a offline\n12:07:41 deviceName=b offline\n12:07:41 deviceName=c offline",
      "network.lost", LIKELY, "6 of 6 ends are within a second", "kicked." },
    { "three together, a few seconds after their logins",
      "12:00:00 deviceName=a online\n12:00:00 deviceName=b online\n12:00:00 deviceName=c online\n"
      "12:00:05 deviceName=a offline\n12:00:05 deviceName=b offline\n12:00:05 deviceName=c offline",
      "network.lost", LIKELY, "a, b, c", "kicked." },
    { "together, from one address",
      "12:00:00 deviceName=a ip=1.2.3.4 offline\n12:00:00 deviceName=b ip=1.2.3.4 offline\n"
      "12:00:00 deviceName=c ip=1.2.3.4 offline", "network.lost", LIKELY, "one address, 1.2.3.4",
      "server." },
    { "together, from several addresses",
      "12:00:00 deviceName=a ip=1.2.3.4 offline\n12:00:00 deviceName=b ip=1.2.3.5 offline\n"
      "12:00:00 deviceName=c ip=5.2.3.4 offline", "server.closed", LIKELY, "3 of 3 ends", NULL },
    { "one by one, each at its deadline",
      "12:00:00 deviceName=a offline\n12:00:40 deviceName=b offline\n12:01:20 deviceName=c "
      "offline\n"
      "12:02:00 deviceName=a offline\n12:02:40 deviceName=b offline\n12:03:20 deviceName=c "
      "offline\n"
      "12:04:00 deviceName=a offline\n12:04:40 deviceName=b offline\n12:05:20 deviceName=c offline",
      "keepalive.expired", POSSIBLE, "3 of 3 devices (a, b, c)", "kicked." },
    { "one alone",
      "12:00:00 deviceName=a offline\n12:00:10 deviceName=b online\n12:00:20 deviceName=c online\n"
      "12:02:00 deviceName=a offline", "keepalive.expired", POSSIBLE, "1 of 3 devices (a)",
      "network." },
    { "one is kicked, the others time out",
      "12:00:00 deviceName=a Kicked by the same device\n12:00:30 deviceName=b Keepalive timeout\n"
      "12:01:10 deviceName=c Keepalive timeout\n12:02:30 deviceName=b Keepalive timeout",
      "kicked.same-device", CERTAIN, "1 of 3 devices (a)", NULL },
    { "those of one firmware",
      "12:00:00 deviceName=a firmware=1.2 offline\n12:00:40 deviceName=b firmware=1.2 offline\n"
      "12:00:50 deviceName=c firmware=1.3 online\n12:01:00 deviceName=d firmware=1.3 online",
      "client.failed", LIKELY, "firmware 1.2", NULL },
    { "those of one region",
      "12:00:00 deviceName=a region=x offline\n12:00:40 deviceName=b region=x offline\n"
      "12:00:50 deviceName=c region=y online\n12:01:00 deviceName=d region=z online",
      "network.lost", LIKELY, "region x", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Row row = { rows[i].text };
      g_autoptr (GPtrArray) findings = judge (&row, "alibaba");
      LgFinding *first;

      g_test_message ("%s", rows[i].name);
      g_assert_cmpuint (findings->len, >, 0);
      first = findings->pdata[0];
      g_test_message ("%s", first->evidence);
      g_assert_cmpstr (first->cause, ==, rows[i].first);
      g_assert_cmpint (first->confidence, ==, rows[i].confidence);
      g_assert_nonnull (strstr (first->evidence, rows[i].evidence));
      for (guint k = 0; k < findings->len && rows[i].not != NULL; k++)
        g_assert_false (g_str_has_prefix (LG_FINDING (findings->pdata[k])->cause, rows[i].not));
    }
}

/* Ends that have nothing to do with each other meet now and then; that is no common reason. */
static void
test_chance (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LgDropFleet) fleet = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "%d deviceName=d%d offline\n", 1696394135
                            + g_rand_int_range (rand, 0, 24 * 3600),
                            g_rand_int_range (rand, 0, 100));
  fleet = lg_drop_fleet_parse (text->str, NOW);
  lg_drop_fleet_judge (fleet, &(LgDropCase) {
                         .family = LG_FAMILY_ALIBABA,
                         .limits = lg_platform_get_limits (lg_platform_get ("alibaba")),
                       });
  g_assert_cmpuint (fleet->devices->len, ==, 100);
  for (guint i = 0; i < fleet->findings->len; i++)
    g_assert_null (strstr (LG_FINDING (fleet->findings->pdata[i])->title, "same moment"));
}

/* A tolerance is said, and nothing beside a window is called inside it. */
static void
test_tolerance (void)
{
  static const Row rows[] = {
    { "481 481 481", 300, 0, "keepalive.expired", LIKELY, "481 s is 1 s beside it, within" },
    { "449 449 449", 300, 0, "keepalive.expired", LIKELY, "449 s is 1 s beside it, within" },
    { "480 480 480", 300, 0, "keepalive.expired", LIKELY, "480 s is inside" },
    { "602 602 602", 0, 0, "network.reset", POSSIBLE, "602 s is 2 s beside it, within" },
    { "600 600 600", 0, 0, "network.reset", POSSIBLE, "600 s is just that" },
    { "72 72", 60, 0, "keepalive.no-pingresp", POSSIBLE, "72 s is 2 s beside it, within" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_row (&rows[i], "alibaba");
}

/* Right after the login, another client is the less likely reason. */
static void
test_at_login (void)
{
  static const char *const texts[] = {
    "12:00:00.100 connected\n12:00:00.160 disconnected\n12:00:05.100 connected\n"
    "12:00:05.170 disconnected\n12:00:10.100 connected\n12:00:10.165 disconnected\n"
    "12:00:15.100 connected\n12:00:15.165 disconnected",
    "12:00:00 connected\n12:00:00 disconnected\n12:00:05 connected\n12:00:05 disconnected\n"
    "12:00:10 connected\n12:00:10 disconnected",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Row row = { texts[i] };
      g_autoptr (GPtrArray) findings = judge (&row, "alibaba");

      g_assert_cmpstr (LG_FINDING (findings->pdata[0])->cause, ==, "server.closed");
      g_assert_cmpint (LG_FINDING (findings->pdata[0])->confidence, ==, LIKELY);
      g_assert_cmpint (find (findings, "kicked.flapping")->confidence, ==,
                       POSSIBLE);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drop-times/deadline", test_deadline);
  g_test_add_func ("/drop-times/no-deadline", test_no_deadline);
  g_test_add_func ("/drop-times/other-causes", test_other_causes);
  g_test_add_func ("/drop-times/told", test_told);
  g_test_add_func ("/drop-times/console", test_console);
  g_test_add_func ("/drop-times/older-page", test_older_page);
  g_test_add_func ("/drop-times/custom", test_custom);
  g_test_add_func ("/drop-times/nothing", test_nothing);
  g_test_add_func ("/drop-times/fleet", test_fleet);
  g_test_add_func ("/drop-times/chance", test_chance);
  g_test_add_func ("/drop-times/tolerance", test_tolerance);
  g_test_add_func ("/drop-times/at-login", test_at_login);
  g_test_add_func ("/drop-times/every-keepalive", test_every_keepalive);

  return g_test_run ();
}
