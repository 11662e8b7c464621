/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a link as a whole, though each of its values may be right. */
#include "link/lg-link.h"

#include <string.h>

static void
test_mode_of_platform (void)
{
  static const struct
  {
    const char *platform;
    LgMode      mode;
    gboolean    warns;
  } rows[] = {
    { "tuyalink", LG_MODE_TUYALINK, FALSE },
    { "tuyalink", LG_MODE_CUSTOM, FALSE },
    { "tuyalink", LG_MODE_DEVICE_SECRET, TRUE },
    { "tuyalink", LG_MODE_REGISTRATION, TRUE },
    { "tuya", LG_MODE_TUYALINK, TRUE },
    { "tuya", LG_MODE_DEVICE_SECRET, FALSE },
    { "alibaba", LG_MODE_TUYALINK, TRUE },
    { "alibaba", LG_MODE_REGISTRATION, FALSE },
    { "alibaba", LG_MODE_CUSTOM, FALSE },
    { "practice", LG_MODE_TUYALINK, TRUE },
    { "custom", LG_MODE_TUYALINK, FALSE },
    { "custom", LG_MODE_DEVICE_SECRET, FALSE },
  };
  g_autoptr (LgRootStore) roots = lg_root_store_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgProfile) profile = lg_profile_new (NULL);
      g_autoptr (LgLink) link = lg_link_new (profile, roots, NULL);
      LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
      g_autoptr (GPtrArray) issues = NULL;
      const LgIssue *issue;

      lg_endpoint_choose_platform (endpoint, rows[i].platform);
      lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
      lg_endpoint_set_host (endpoint, "mqtt.example.com");
      lg_credentials_set_mode (lg_profile_get_credentials (profile), rows[i].mode);
      issues = lg_link_validate (link);
      issue = lg_issues_find (issues, LG_FIELD_HOST);

      g_test_message ("%s: %s", rows[i].platform, issue != NULL ? issue->message : "");
      g_assert_cmpint (issue != NULL, ==, rows[i].warns);
      if (issue == NULL)
        continue;
      g_assert_cmpint (issue->level, ==, LG_ISSUE_RISK);
      g_assert_nonnull (strstr (issue->message,
                                lg_platform_get_name (lg_endpoint_get_platform (endpoint))));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/validate/mode-of-platform", test_mode_of_platform);

  return g_test_run ();
}
