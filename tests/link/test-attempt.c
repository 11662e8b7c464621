/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "event/lg-packet-clause.h"
#include "link/lg-attempt.h"
#include "session/lg-session.h"

static void
feed (LgAttempt  *attempt,
      int         kind,
      int         code,
      const char *text)
{
  lg_attempt_feed (attempt, &(LgEvent) {
    .kind = kind, .code = code, .text = text, .duration_us = 1500,
  });
}

/* Takes the clause over. */
static void
feed_clause (LgAttempt *attempt,
             int        kind,
             int        code,
             LgClause  *clause)
{
  g_autoptr (LgClause) owned = clause;
  LgEvent event = { .kind = kind, .code = code, .duration_us = 1500 };

  lg_event_say (&event, clause);
  lg_attempt_feed (attempt, &event);
}

static void
assert_step (LgAttempt  *attempt,
             guint       position,
             const char *title,
             const char *detail,
             gboolean    ok)
{
  g_autoptr (LgAttemptStep) step = g_list_model_get_item (G_LIST_MODEL (attempt), position);

  g_assert_nonnull (step);
  g_assert_cmpstr (lg_attempt_step_get_title (step), ==, title);
  g_assert_cmpstr (lg_attempt_step_get_detail (step), ==, detail);
  g_assert_cmpint (lg_attempt_step_get_duration_us (step), ==, 1500);
  g_assert_cmpint (lg_attempt_step_get_ok (step), ==, ok);
}

static void
test_steps (void)
{
  g_autoptr (LgAttempt) attempt = lg_attempt_new ();

  feed (attempt, LG_EVENT_STATE, LG_SESSION_RESOLVING, NULL);
  feed_clause (attempt, LG_EVENT_DNS, 0,
               lg_clause_new ("dns.found", "name", "localhost", "addresses", "::1", NULL));
  feed (attempt, LG_EVENT_TCP, 111, "[::1]:8883");
  feed_clause (attempt, LG_EVENT_TCP, 0,
               lg_clause_new ("tcp.connected", "address", "127.0.0.1:8883", NULL));
  feed (attempt, LG_EVENT_PACKET + LG_PACKET_CONNECT, 300, "id");
  feed (attempt, LG_EVENT_PACKET + LG_PACKET_CONNACK, 4, NULL);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (attempt)), ==, 4);
  assert_step (attempt, 0, "DNS", "localhost: ::1", TRUE);
  assert_step (attempt, 1, "TCP", "[::1]:8883", FALSE);
  assert_step (attempt, 2, "TCP", "127.0.0.1:8883", TRUE);
  assert_step (attempt, 3, "Login", "refused, CONNACK 4", FALSE);
}

static void
say_property (LgClause     *clause,
              LgPropertyId  property,
              gint64        value)
{
  LgClause *part = lg_clause_new ("mqtt.property", NULL);

  lg_clause_set_number (part, "property", property);
  lg_clause_set_number (part, "value", value);
  lg_clause_say (clause, part);
}

/* With MQTT 5 CONNACK says more than a code; what a server writes is not taken for more. */
static void
test_told (void)
{
  g_autoptr (LgAttempt) attempt = lg_attempt_new ();
  LgClause *accepted = lg_clause_new ("packet.said", NULL);
  LgClause *refused = lg_clause_new ("packet.said", NULL);
  LgClause *bare = lg_clause_new ("packet.said", NULL);
  g_autoptr (LgAttemptStep) step = NULL;

  say_property (accepted, LG_PROPERTY_SERVER_KEEPALIVE, 60);
  say_property (accepted, LG_PROPERTY_MAXIMUM_QOS, 1);
  say_property (bare, LG_PROPERTY_MAXIMUM_QOS, 1);
  lg_clause_say (refused, lg_packet_clause_new_reason (LG_PACKET_CONNACK, 0x86));
  lg_clause_say (refused, lg_clause_new ("mqtt.reason-string", "words", "why; Server Keep Alive 1",
                                         NULL));
  feed_clause (attempt, LG_EVENT_PACKET + LG_PACKET_CONNACK, 0, accepted);
  feed_clause (attempt, LG_EVENT_PACKET + LG_PACKET_CONNACK, 0x86, refused);
  feed_clause (attempt, LG_EVENT_PACKET + LG_PACKET_CONNACK, 0, bare);
  assert_step (attempt, 0, "Login", "accepted · Server Keep Alive 60", TRUE);
  assert_step (attempt, 1, "Login",
               "0x86 Bad User Name or Password; “why; Server Keep Alive 1”", FALSE);
  assert_step (attempt, 2, "Login", "accepted", TRUE);

  step = g_list_model_get_item (G_LIST_MODEL (attempt), 0);
  g_assert_cmpstr (lg_attempt_step_get_told (step), ==, "Server Keep Alive 60\nMaximum QoS 1");
}

static void
test_starts_afresh (void)
{
  g_autoptr (LgAttempt) attempt = lg_attempt_new ();

  feed (attempt, LG_EVENT_DNS, 0, "a.example");
  feed (attempt, LG_EVENT_STATE, LG_SESSION_CONNECTED, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (attempt)), ==, 1);

  feed (attempt, LG_EVENT_STATE, LG_SESSION_RESOLVING, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (attempt)), ==, 0);

  feed (attempt, LG_EVENT_DNS, 0, "b.example");
  assert_step (attempt, 0, "DNS", "b.example", TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attempt/steps", test_steps);
  g_test_add_func ("/attempt/told", test_told);
  g_test_add_func ("/attempt/starts-afresh", test_starts_afresh);

  return g_test_run ();
}
