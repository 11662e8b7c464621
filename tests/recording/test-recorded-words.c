/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording has no language: what was recorded in one reads in the other. */
#include "config.h"

#include "event/lg-clause-words.h"
#include "recording-fixture.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#define ENGLISH "session present; Session taken over; “Kicked”; Server Keep Alive 60"
#define CHINESE "会话已存在; 会话被接管; “Kicked”; Server Keep Alive 60"

static void
push (Fixture *fixture)
{
  g_autoptr (LgClause) clause = lg_clause_new ("packet.said", NULL);
  LgClause *reason = lg_clause_new ("mqtt.reason", "packet", "DISCONNECT", NULL);
  LgClause *keepalive = lg_clause_new ("mqtt.property", NULL);
  LgEvent event = { .kind = LG_EVENT_PACKET + LG_PACKET_DISCONNECT, .code = 0x8e };

  lg_clause_set_number (reason, "reason", 0x8e);
  lg_clause_set_number (keepalive, "property", LG_PROPERTY_SERVER_KEEPALIVE);
  lg_clause_set_number (keepalive, "value", 60);
  lg_clause_say (clause, lg_clause_new ("mqtt.session-present", NULL));
  lg_clause_say (clause, reason);
  lg_clause_say (clause, lg_clause_new ("mqtt.reason-string", "words", "Kicked", NULL));
  lg_clause_say (clause, keepalive);
  lg_event_say (&event, clause);
  fixture_push (fixture, &event);
}

static void
assert_reads (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LgEvent) event = lg_recording_read (fixture->recording, 1, &error);
  g_autofree char *shown = NULL, *english = NULL;

  g_assert_no_error (error);
  g_assert_null (event->text);
  english = lg_event_dup_english (event);
  g_assert_cmpstr (english, ==, ENGLISH);
  shown = lg_event_dup_text (event);
  if (g_str_equal (g_dgettext (GETTEXT_PACKAGE, "not trusted"), "not trusted"))
    g_test_skip ("LANGUAGE has no effect in this locale");
  else
    g_assert_cmpstr (shown, ==, CHINESE);
}

/* While it is written, and once it is closed. */
static void
test_reads_in_chinese (Fixture       *fixture,
                       gconstpointer  data)
{
  push (fixture);
  fixture_wait_length (fixture, 1);
  assert_reads (fixture);
  g_assert_true (lg_recording_close (fixture->recording, NULL));
  assert_reads (fixture);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LINKGLASS_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_add ("/recorded-words/chinese", Fixture, NULL, fixture_set_up, test_reads_in_chinese,
              fixture_tear_down);

  return g_test_run ();
}
