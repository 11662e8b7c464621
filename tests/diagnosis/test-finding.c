/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis/lg-finding.h"

static void
test_values (void)
{
  g_autoptr (LgFinding) finding = g_object_new (LG_TYPE_FINDING,
                                                "cause", "cert.expired",
                                                "severity", LG_SEVERITY_RISK,
                                                "confidence", LG_CONFIDENCE_LIKELY,
                                                "title", "t",
                                                "evidence", "e",
                                                "meaning", "m",
                                                "advice", "a",
                                                "wall-us", (gint64) 7,
                                                "duration-us", (gint64) 8,
                                                NULL);
  const char *names[] = { "cause", "title", "evidence", "meaning", "advice" };
  const char *texts[] = { "cert.expired", "t", "e", "m", "a" };

  g_assert_cmpstr (lg_finding_get_cause (finding), ==, "cert.expired");
  g_assert_cmpint (lg_finding_get_severity (finding), ==, LG_SEVERITY_RISK);
  g_assert_cmpint (lg_finding_get_confidence (finding), ==, LG_CONFIDENCE_LIKELY);
  g_assert_cmpstr (lg_finding_get_title (finding), ==, "t");
  g_assert_cmpstr (lg_finding_get_evidence (finding), ==, "e");
  g_assert_cmpstr (lg_finding_get_meaning (finding), ==, "m");
  g_assert_cmpstr (lg_finding_get_advice (finding), ==, "a");
  g_assert_cmpint (lg_finding_get_wall_us (finding), ==, 7);
  g_assert_cmpint (lg_finding_get_duration_us (finding), ==, 8);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = NULL;

      g_object_get (finding, names[i], &text, NULL);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

/* Most findings tell of one cause and no session. */
static void
test_nothing_more (void)
{
  g_autoptr (LgFinding) finding = g_object_new (LG_TYPE_FINDING, NULL);

  g_assert_null (lg_finding_get_console (finding));
  g_assert_cmpuint (lg_finding_get_events (finding)->len, ==, 0);
  g_assert_cmpuint (lg_finding_get_alternatives (finding)->len, ==, 0);
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
  g_test_add_func ("/finding/nicks", test_nicks);

  return g_test_run ();
}
