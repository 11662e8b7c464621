/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/lg-subscriptions.h"

static void
feed (LgSubscriptions *subscriptions,
      int              kind,
      const char      *filter,
      guint            qos,
      int              code)
{
  lg_subscriptions_feed (subscriptions, &(LgEvent) {
    .kind = kind, .topic = filter, .flags = qos, .code = code,
  });
}

static void
assert_item (LgSubscriptions     *subscriptions,
             guint                position,
             const char          *filter,
             LgSubscriptionState  state,
             guint                qos)
{
  g_autoptr (LgSubscription) item = g_list_model_get_item (G_LIST_MODEL (subscriptions), position);

  g_assert_nonnull (item);
  g_assert_cmpstr (lg_subscription_get_filter (item), ==, filter);
  g_assert_cmpint (lg_subscription_get_state (item), ==, state);
  g_assert_cmpuint (lg_subscription_get_qos (item), ==, qos);
}

static void
test_life (void)
{
  const int subscribe = LG_EVENT_PACKET + LG_PACKET_SUBSCRIBE;
  const int suback = LG_EVENT_PACKET + LG_PACKET_SUBACK;
  g_autoptr (LgSubscriptions) subscriptions = lg_subscriptions_new ();

  feed (subscriptions, subscribe, "a", 1, 0);
  feed (subscriptions, subscribe, "b", 1, 0);
  assert_item (subscriptions, 0, "a", LG_SUBSCRIPTION_ASKED, 1);

  feed (subscriptions, suback, "a", 0, 0);
  feed (subscriptions, suback, "b", 0, 0x80);
  assert_item (subscriptions, 0, "a", LG_SUBSCRIPTION_GRANTED, 0);
  assert_item (subscriptions, 1, "b", LG_SUBSCRIPTION_REFUSED, 1);

  feed (subscriptions, LG_EVENT_END, NULL, 0, 5);
  assert_item (subscriptions, 0, "a", LG_SUBSCRIPTION_ENDED, 0);
  assert_item (subscriptions, 1, "b", LG_SUBSCRIPTION_REFUSED, 1);

  /* Asking again is no second subscription. */
  feed (subscriptions, subscribe, "a", 1, 0);
  assert_item (subscriptions, 0, "a", LG_SUBSCRIPTION_ASKED, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (subscriptions)), ==, 2);

  feed (subscriptions, LG_EVENT_PACKET + LG_PACKET_UNSUBACK, "a", 0, 0);
  lg_subscriptions_forget (subscriptions, "unknown");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (subscriptions)), ==, 1);
  assert_item (subscriptions, 0, "b", LG_SUBSCRIPTION_REFUSED, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/subscriptions/life", test_life);

  return g_test_run ();
}
