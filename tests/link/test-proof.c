/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a login from here proves, and until when. */
#include "link-fixture.h"

static void
test_proof (void)
{
  g_autoptr (LgPractice) practice = lg_practice_new (&(LgPracticeOptions) { 0 });
  g_autoptr (GError) error = NULL;
  LgCredentials *credentials;
  LgLink *link;

  lg_practice_start (practice, &error);
  g_assert_no_error (error);
  link = link_new_practice (practice);
  credentials = lg_profile_get_credentials (lg_link_get_profile (link));
  g_assert_false (lg_link_is_proven (link));

  link_connect (link);
  link_settle (link, LG_SESSION_CONNECTED);
  g_assert_true (lg_link_is_proven (link));

  /* It outlives the link, and what has nothing to do with the credentials. */
  lg_link_disconnect (link);
  link_settle (link, LG_SESSION_DISCONNECTED);
  lg_endpoint_set_keepalive (lg_profile_get_endpoint (lg_link_get_profile (link)), 600);
  g_assert_true (lg_link_is_proven (link));

  lg_credentials_set_client_id (credentials, "other");
  g_assert_false (lg_link_is_proven (link));

  /* Edited while the old values log in: that proves nothing of the new ones. */
  link_connect (link);
  lg_credentials_set_client_id (credentials, "another");
  link_settle (link, LG_SESSION_CONNECTED);
  g_assert_false (lg_link_is_proven (link));

  link_close (link);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/proof/login", test_proof);

  return g_test_run ();
}
