/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recording-fixture.h"

#include "recording/lg-event-view.h"

static const struct
{
  guint8       kind;
  LgEventKinds kinds;
} kinds[] = {
  { LG_EVENT_PACKET + LG_PACKET_PUBLISH, LG_EVENT_KINDS_MESSAGES },
  { LG_EVENT_PACKET + LG_PACKET_PUBACK, LG_EVENT_KINDS_PACKETS },
  { LG_EVENT_PACKET + LG_PACKET_CONNECT, LG_EVENT_KINDS_PACKETS },
  { LG_EVENT_PACKET + LG_PACKET_PINGREQ, LG_EVENT_KINDS_PACKETS },
  { LG_EVENT_DNS, LG_EVENT_KINDS_TRANSPORT },
  { LG_EVENT_TCP, LG_EVENT_KINDS_TRANSPORT },
  { LG_EVENT_TLS, LG_EVENT_KINDS_TRANSPORT },
  { LG_EVENT_VERIFY, LG_EVENT_KINDS_TRANSPORT },
  { LG_EVENT_ALERT, LG_EVENT_KINDS_TRANSPORT },
  { LG_EVENT_STATE, LG_EVENT_KINDS_STATE },
  { LG_EVENT_END, LG_EVENT_KINDS_STATE },
  { LG_EVENT_NOTE, LG_EVENT_KINDS_STATE },
};

/* A view and the plain array it has to be equal to. */
typedef struct
{
  LgEventView  *view;
  LgEventKinds  kinds;
  GArray       *expected;
  guint         shown;
} Pair;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Pair       *pair)
{
  g_assert_cmpuint (position, ==, pair->shown);
  g_assert_cmpuint (removed, ==, 0);
  g_assert_cmpuint (added, >, 0);
  pair->shown += added;
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, pair->shown);
}

static void
pair_init (Pair         *pair,
           LgRecording  *recording,
           LgEventKinds  filter)
{
  pair->view = lg_event_view_new (recording, filter);
  pair->kinds = filter;
  pair->expected = g_array_new (FALSE, FALSE, sizeof (gint64));
  pair->shown = g_list_model_get_n_items (G_LIST_MODEL (pair->view));
  g_signal_connect (pair->view, "items-changed", G_CALLBACK (items_changed_cb), pair);
}

static void
pair_clear (Pair *pair)
{
  g_assert_finalize_object (pair->view);
  g_array_unref (pair->expected);
}

static gint64
get_id (LgEventView *view,
        guint        position)
{
  g_autoptr (LgEventRow) row = g_list_model_get_item (G_LIST_MODEL (view), position);

  return lg_event_row_get_event (row)->id;
}

static void
assert_pair (Pair *pair)
{
  wait_until (pair->shown == pair->expected->len);
  for (guint i = 0; i < pair->expected->len; i++)
    g_assert_cmpint (get_id (pair->view, i), ==, g_array_index (pair->expected, gint64, i));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (pair->view), pair->expected->len));
}

static void
push_random (Fixture *fixture,
             Pair    *pairs,
             guint    n_pairs)
{
  guint what = g_test_rand_int_range (0, G_N_ELEMENTS (kinds));

  fixture_push (fixture, &(LgEvent) { .kind = kinds[what].kind });
  for (guint i = 0; i < n_pairs; i++)
    if (pairs[i].kinds & kinds[what].kinds)
      g_array_append_val (pairs[i].expected, fixture->last_id);
}

static void
test_equals_an_array (Fixture       *fixture,
                      gconstpointer  data)
{
  Pair pairs[16];

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    pair_init (&pairs[i], fixture->recording, i);

  for (guint round = 0; round < 12; round++)
    {
      guint n = g_test_rand_int_range (0, 1000);

      for (guint i = 0; i < n; i++)
        push_random (fixture, pairs, G_N_ELEMENTS (pairs));
      fixture_wait_length (fixture, fixture->last_id);
      for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
        assert_pair (&pairs[i]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    pair_clear (&pairs[i]);
}

/* An event is found by its id in every view that shows it, and in no other. */
static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  Pair pairs[16];

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    pair_init (&pairs[i], fixture->recording, i);
  for (guint i = 0; i < 300; i++)
    push_random (fixture, pairs, G_N_ELEMENTS (pairs));
  fixture_wait_length (fixture, fixture->last_id);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      guint next = 0;

      assert_pair (&pairs[i]);
      for (gint64 id = 0; id <= fixture->last_id + 1; id++)
        {
          GArray *expected = pairs[i].expected;
          gboolean shown = next < expected->len && g_array_index (expected, gint64, next) == id;
          guint position;

          g_assert_cmpint (lg_event_view_find (pairs[i].view, id, &position), ==, shown);
          if (shown)
            g_assert_cmpuint (position, ==, next++);
        }
      pair_clear (&pairs[i]);
    }
}

static void
test_same_object (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GListModel) view = NULL;
  g_autoptr (LgEventRow) held = NULL;

  fixture_push_many (fixture, 10000);
  fixture_wait_length (fixture, 10000);
  view = G_LIST_MODEL (lg_event_view_new (fixture->recording, LG_EVENT_KINDS_ALL));
  held = g_list_model_get_item (view, 1234);

  /* Through everything, so that no cache of pages still has it. */
  for (guint i = 0; i < 10000; i += 100)
    g_object_unref (g_list_model_get_item (view, i));

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LgEventRow) again = g_list_model_get_item (view, 1234);

      g_assert_true (again == held);
    }

  g_clear_object (&view);
  g_assert_cmpint (lg_event_row_get_event (held)->id, ==, 1235);
}

static void
test_late_filter (Fixture       *fixture,
                  gconstpointer  data)
{
  guint n = 300000;
  gint64 start, longest = 0;
  Pair pair;

  fixture_push_many (fixture, n);
  fixture_push (fixture, &(LgEvent) { .kind = LG_EVENT_END });
  fixture_wait_length (fixture, n + 1);

  start = g_get_monotonic_time ();
  pair_init (&pair, fixture->recording, LG_EVENT_KINDS_STATE);
  while (pair.shown < 1)
    {
      gint64 before = g_get_monotonic_time (), took_us;

      g_main_context_iteration (NULL, TRUE);
      took_us = g_get_monotonic_time () - before;
      longest = MAX (longest, took_us);
    }
  g_test_message ("one match in %u events after %.0f ms, the main loop held up for %.1f ms at most",
                  n, (g_get_monotonic_time () - start) / 1000., longest / 1000.);
  g_assert_cmpint (get_id (pair.view, 0), ==, n + 1);
  pair_clear (&pair);
}

static void
test_reads_on_after_close (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (LgEventView) view = lg_event_view_new (fixture->recording, LG_EVENT_KINDS_MESSAGES);

  fixture_push_many (fixture, 1000);
  g_assert_true (lg_recording_close (fixture->recording, NULL));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (view)) == 1000);
  g_assert_cmpint (get_id (view, 999), ==, 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add(path, test) \
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)
  add ("/event-view/equals-an-array", test_equals_an_array);
  add ("/event-view/find", test_find);
  add ("/event-view/same-object", test_same_object);
  add ("/event-view/late-filter", test_late_filter);
  add ("/event-view/reads-on-after-close", test_reads_on_after_close);
#undef add

  return g_test_run ();
}
