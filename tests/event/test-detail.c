/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "event/lg-detail.h"
#include "mqtt/lg-reason-code.h"

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
  { "told", "Session taken over; “Kicked by the same device”; Server Keep Alive 60",
    "会话被接管; “Kicked by the same device”; Server Keep Alive 60" },
  { "refused", "not sent; the server takes packets of at most 2000 bytes, this one has 2001",
    "未发送; 服务器接受的报文最多2000字节，此报文有2001字节" },
  { "near-miss", "trusted until", "trusted until" },
  { "empty", "", "" },
};

static gboolean
has_translation (void)
{
  if (!g_str_equal (g_dgettext (GETTEXT_PACKAGE, "not trusted"), "not trusted"))
    return TRUE;

  g_test_skip ("LANGUAGE has no effect in this locale");
  return FALSE;
}

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *shown = lg_detail_translate (cases[i].recorded);

  if (has_translation ())
    g_assert_cmpstr (shown, ==, cases[i].shown);
}

/* Every failure of MQTT 5 has a name in the operator's language. */
static void
test_reasons (void)
{
  if (!has_translation ())
    return;

  for (guint code = LG_REASON_FAILURE; code <= LG_REASON_NO_WILDCARD; code++)
    {
      const char *name = lg_reason_code_get_name (LG_PACKET_DISCONNECT, code);
      g_autofree char *shown = lg_detail_translate (name);

      g_assert_cmpstr (shown, !=, name);
    }
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
  g_test_add_func ("/detail/reasons", test_reasons);

  return g_test_run ();
}
