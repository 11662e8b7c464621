/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/lg-profile-search.h"

static gboolean
finds (const char *search_text,
       const char *typed)
{
  g_auto (GStrv) words = lg_profile_search_words (typed);

  return lg_profile_search_matches (search_text, (const char *const *) words);
}

static void
test_finds (void)
{
  g_autoptr (LgProfile) profile = lg_profile_new (NULL);
  LgCredentials *credentials = lg_profile_get_credentials (profile);
  g_autofree char *text = NULL;

  lg_profile_set_title (profile, "压力机 Ä 四");
  lg_profile_set_group (profile, "Hall 2");
  lg_credentials_set_product_key (credentials, "a1B2c3D4e5F");
  lg_credentials_set_device_name (credentials, "Press-04");
  text = lg_profile_dup_search_text (profile);

  g_assert_true (finds (text, NULL));
  g_assert_true (finds (text, "  "));
  g_assert_true (finds (text, "压力"));
  g_assert_true (finds (text, "hall"));
  g_assert_true (finds (text, "A1b2"));
  g_assert_true (finds (text, "press-0"));
  g_assert_true (finds (text, "cn-shanghai.aliyuncs"));
  /* The same letter in two pieces, and as an input method makes it. */
  g_assert_true (finds (text, "a\xcc\x88"));
  g_assert_true (finds (text, "ｐｒｅｓｓ"));
  /* Every word, wherever it is. */
  g_assert_true (finds (text, "04 hall"));
  g_assert_false (finds (text, "04 hall 3"));
  /* What ends one value and begins the next is nowhere. */
  g_assert_false (finds (text, "四Hall"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile-search/finds", test_finds);

  return g_test_run ();
}
