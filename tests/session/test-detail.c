/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/lg-detail.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* What is recorded, and what a Chinese operator reads. */
static const struct
{
  const char *name;
  const char *recorded;
  const char *shown;
} cases[] = {
  { "whole", "closed before the handshake ended", "握手完成之前连接断开" },
  { "value", "localhost: trusted until 2027-11-21", "localhost: 可信，有效期到2027-11-21" },
  { "colon", "the recording is behind: reading has stopped", "记录跟不上，已暂停读取" },
  { "clauses",
    "a.example.com: certificate has expired; issuer CN=A: B; valid 2020-01-01 to 2021-01-01",
    "a.example.com: 证书已过期; 颁发者CN=A: B; 有效期2020-01-01到2021-01-01" },
  { "own-words", "[::1]:1883: Connection refused", "[::1]:1883: Connection refused" },
  { "near-miss", "trusted until", "trusted until" },
  { "empty", "", "" },
};

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *shown = lg_detail_translate (cases[i].recorded);

  if (g_str_equal (g_dgettext (GETTEXT_PACKAGE, "not trusted"), "not trusted"))
    {
      g_test_skip ("LANGUAGE has no effect in this locale");
      return;
    }

  g_assert_cmpstr (shown, ==, cases[i].shown);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LINKGLASS_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/detail/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }

  return g_test_run ();
}
