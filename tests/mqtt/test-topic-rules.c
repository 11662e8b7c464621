/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mqtt/lg-packet.h"
#include "mqtt/lg-topic-rules.h"

static void
test_validity (void)
{
  const struct
  {
    const char *topic;
    gboolean    name;
    gboolean    filter;
  } rows[] = {
    { "a", TRUE, TRUE },
    { "/", TRUE, TRUE },
    { "/sys/a1/dn/thing/event/property/post", TRUE, TRUE },
    { "//", TRUE, TRUE },
    { "a b/温度", TRUE, TRUE },
    { "$SYS/x", TRUE, TRUE },
    { "", FALSE, FALSE },
    { "a\xff", FALSE, FALSE },
    { "#", FALSE, TRUE },
    { "+", FALSE, TRUE },
    { "a/#", FALSE, TRUE },
    { "+/+/#", FALSE, TRUE },
    { "/+/b", FALSE, TRUE },
    { "a#", FALSE, FALSE },
    { "a/#/b", FALSE, FALSE },
    { "#/", FALSE, FALSE },
    { "a+", FALSE, FALSE },
    { "+a", FALSE, FALSE },
    { "a/b+/c", FALSE, FALSE },
    { "##", FALSE, FALSE },
    { "+#", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) name_error = NULL;
      g_autoptr (GError) filter_error = NULL;

      g_test_message ("row %u", i);
      g_assert_true (lg_topic_is_valid_name (rows[i].topic, &name_error) == rows[i].name);
      g_assert_true (lg_topic_is_valid_filter (rows[i].topic, &filter_error) == rows[i].filter);
      g_assert_true ((name_error == NULL) == rows[i].name);
      g_assert_true ((filter_error == NULL) == rows[i].filter);
    }
}

static void
test_length (void)
{
  g_autofree char *longest = g_strnfill (65535, 'a');
  g_autofree char *longer = g_strnfill (65536, 'a');
  g_autoptr (GError) error = NULL;

  g_assert_true (lg_topic_is_valid_name (longest, NULL));
  g_assert_false (lg_topic_is_valid_name (longer, &error));
  g_assert_error (error, LG_MQTT_ERROR, LG_MQTT_ERROR_MALFORMED);
}

static void
test_matching (void)
{
  const struct
  {
    const char *topic;
    const char *filter;
    gboolean    matches;
  } rows[] = {
    { "a/b", "a/b", TRUE },
    { "a/b", "a/B", FALSE },
    { "a/b", "a", FALSE },
    { "a", "a/b", FALSE },
    { "a/b", "a/bc", FALSE },
    { "a/bc", "a/b", FALSE },
    { "a/b/c", "a/+/c", TRUE },
    { "a/b/c", "a/+", FALSE },
    { "a//c", "a/+/c", TRUE },
    { "a/", "a/+", TRUE },
    { "a", "a/+", FALSE },
    { "/a", "+/+", TRUE },
    { "/a", "/+", TRUE },
    { "/a", "+", FALSE },
    { "a", "#", TRUE },
    { "/", "#", TRUE },
    { "a", "a/#", TRUE },
    { "a/", "a/#", TRUE },
    { "a/b/c", "a/#", TRUE },
    { "ab", "a/#", FALSE },
    { "a/b/c", "+/b/#", TRUE },
    { "a/b", "a/b/#", TRUE },
    { "a/b", "a/b/c/#", FALSE },
    { "$SYS/x", "#", FALSE },
    { "$SYS/x", "+/x", FALSE },
    { "$SYS/x", "$SYS/#", TRUE },
    { "$SYS/x", "$SYS/+", TRUE },
    { "a/$x", "a/#", TRUE },
    { "a/$x", "a/+", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s on %s", rows[i].topic, rows[i].filter);
      g_assert_true (lg_topic_matches_filter (rows[i].topic, rows[i].filter) == rows[i].matches);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/topic-rules/validity", test_validity);
  g_test_add_func ("/topic-rules/length", test_length);
  g_test_add_func ("/topic-rules/matching", test_matching);

  return g_test_run ();
}
