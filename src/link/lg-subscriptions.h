/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/lg-session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LgSubscriptionState:
 * @LG_SUBSCRIPTION_ASKED: SUBSCRIBE was sent, there is no answer yet
 * @LG_SUBSCRIPTION_GRANTED: the server granted it
 * @LG_SUBSCRIPTION_REFUSED: the server refused it (SUBACK 0x80)
 * @LG_SUBSCRIPTION_ENDED: the link it was made on is gone
 *
 * Nicks `asked`, `granted`, `refused`, `ended`.
 */
typedef enum
{
  LG_SUBSCRIPTION_ASKED,
  LG_SUBSCRIPTION_GRANTED,
  LG_SUBSCRIPTION_REFUSED,
  LG_SUBSCRIPTION_ENDED,
} LgSubscriptionState;

#define LG_TYPE_SUBSCRIPTION_STATE (lg_subscription_state_get_type ())
GType lg_subscription_state_get_type (void) G_GNUC_CONST;

#define LG_TYPE_SUBSCRIPTION (lg_subscription_get_type ())

/**
 * LgSubscription:
 *
 * A topic filter that was asked for, and what came of it. Properties (read-only): `filter`, `state`
 * (notifying), `qos` (notifying; the QoS granted, until then the one asked for).
 */
G_DECLARE_FINAL_TYPE (LgSubscription, lg_subscription, LG, SUBSCRIPTION, GObject)

const char          *lg_subscription_get_filter (LgSubscription *self);
LgSubscriptionState  lg_subscription_get_state  (LgSubscription *self);
guint8               lg_subscription_get_qos    (LgSubscription *self);

#define LG_TYPE_SUBSCRIPTIONS (lg_subscriptions_get_type ())

/**
 * LgSubscriptions:
 *
 * The subscriptions of a session, read from its events: a list model of [class@Subscription] in the
 * order they were first asked for.
 */
G_DECLARE_FINAL_TYPE (LgSubscriptions, lg_subscriptions, LG, SUBSCRIPTIONS, GObject)

LgSubscriptions *lg_subscriptions_new    (void);
void             lg_subscriptions_feed   (LgSubscriptions *self,
                                          const LgEvent   *event);
void             lg_subscriptions_renew  (LgSubscriptions *self,
                                          LgSession       *session);
void             lg_subscriptions_forget (LgSubscriptions *self,
                                          const char      *filter);

G_END_DECLS
