/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis/lg-finding.h"

/* What a finding says stays, whatever becomes of what it was made from. */
static void
test_values (void)
{
  char title[] = "t", evidence[] = "e";
  g_autoptr (LgFinding) finding = lg_finding_new (&(LgFinding) {
    .cause = "cert.expired",
    .severity = LG_SEVERITY_RISK,
    .confidence = LG_CONFIDENCE_LIKELY,
    .title = title,
    .evidence = evidence,
    .meaning = "m",
    .advice = "a",
    .wall_us = 7,
    .duration_us = 8,
  });

  *title = *evidence = '?';
  g_assert_cmpstr (finding->cause, ==, "cert.expired");
  g_assert_cmpint (finding->severity, ==, LG_SEVERITY_RISK);
  g_assert_cmpint (finding->confidence, ==, LG_CONFIDENCE_LIKELY);
  g_assert_cmpstr (finding->title, ==, "t");
  g_assert_cmpstr (finding->evidence, ==, "e");
  g_assert_cmpstr (finding->meaning, ==, "m");
  g_assert_cmpstr (finding->advice, ==, "a");
  g_assert_cmpint (finding->wall_us, ==, 7);
  g_assert_cmpint (finding->duration_us, ==, 8);
}

/* Most findings tell of one cause and no session. */
static void
test_nothing_more (void)
{
  g_autoptr (LgFinding) finding = lg_finding_new (&(LgFinding) { 0 });

  g_assert_null (finding->console);
  g_assert_cmpuint (finding->events->len, ==, 0);
  g_assert_cmpuint (finding->alternatives->len, ==, 0);
}

/* A value of a device that stands in the evidence cannot begin a line of its own. */
static void
test_retell (void)
{
  const char *const lines[] = { "Port 1: a\nPort 2: b", "Port 3: c", NULL };
  g_autoptr (LgFinding) finding = lg_finding_new (&(LgFinding) {
    .cause = "tcp.refused", .title = "t", .evidence = "Port 1: a\nb", .wall_us = 7,
    .duration_us = 8,
  });
  g_autoptr (LgFinding) told = lg_finding_retell (finding, LG_SEVERITY_NOTE,
                                                        LG_CONFIDENCE_POSSIBLE, lines);
  g_auto (GStrv) parts = g_strsplit (told->evidence, "\n", -1);

  g_assert_null (strchr (finding->evidence, '\n'));
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_assert_true (g_str_has_prefix (parts[0], "Port 1: a"));
  g_assert_cmpstr (parts[1], ==, "Port 3: c");
  g_assert_cmpint (told->severity, ==, LG_SEVERITY_NOTE);
  g_assert_cmpint (finding->severity, ==, LG_SEVERITY_FAULT);
  g_assert_cmpstr (told->cause, ==, "tcp.refused");
  g_assert_cmpstr (told->title, ==, "t");
  g_assert_cmpint (told->wall_us, ==, 7);
  g_assert_cmpint (told->duration_us, ==, 0);
}

/* Scripts read these nicks. */
static void
test_nicks (void)
{
  g_autofree char *severity = g_enum_to_string (LG_TYPE_SEVERITY, LG_SEVERITY_FAULT);
  g_autoptr (GEnumClass) severities = g_type_class_ref (LG_TYPE_SEVERITY);
  g_autoptr (GEnumClass) confidences = g_type_class_ref (LG_TYPE_CONFIDENCE);
  const char *nicks[][3] = { { "fault", "risk", "note" }, { "certain", "likely", "possible" } };

  g_assert_cmpstr (severity, ==, "LG_SEVERITY_FAULT");
  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpstr (g_enum_get_value (severities, i)->value_nick, ==, nicks[0][i]);
      g_assert_cmpstr (g_enum_get_value (confidences, i)->value_nick, ==, nicks[1][i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/finding/values", test_values);
  g_test_add_func ("/finding/nothing-more", test_nothing_more);
  g_test_add_func ("/finding/retell", test_retell);
  g_test_add_func ("/finding/nicks", test_nicks);

  return g_test_run ();
}
