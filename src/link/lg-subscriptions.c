/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-subscriptions.h"

/* SUBACK's return code for a refusal (MQTT 3.1.1, 3.9.3). */
#define REFUSED 0x80

G_DEFINE_ENUM_TYPE (LgSubscriptionState, lg_subscription_state,
                    G_DEFINE_ENUM_VALUE (LG_SUBSCRIPTION_ASKED, "asked"),
                    G_DEFINE_ENUM_VALUE (LG_SUBSCRIPTION_GRANTED, "granted"),
                    G_DEFINE_ENUM_VALUE (LG_SUBSCRIPTION_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (LG_SUBSCRIPTION_ENDED, "ended"))

struct _LgSubscription
{
  GObject              parent_instance;
  char                *filter;
  LgSubscriptionState  state;
  guint                qos;
};

G_DEFINE_FINAL_TYPE (LgSubscription, lg_subscription, G_TYPE_OBJECT)

enum
{
  PROP_FILTER = 1,
  PROP_STATE,
  PROP_QOS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
lg_subscription_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  LgSubscription *self = LG_SUBSCRIPTION (object);

  switch (prop_id)
    {
    case PROP_FILTER:
      g_value_set_string (value, self->filter);
      break;

    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    case PROP_QOS:
      g_value_set_uint (value, self->qos);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_subscription_finalize (GObject *object)
{
  g_free (LG_SUBSCRIPTION (object)->filter);

  G_OBJECT_CLASS (lg_subscription_parent_class)->finalize (object);
}

static void
lg_subscription_class_init (LgSubscriptionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_subscription_get_property;
  object_class->finalize = lg_subscription_finalize;

  properties[PROP_FILTER] = g_param_spec_string ("filter", NULL, NULL, NULL, flags);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, LG_TYPE_SUBSCRIPTION_STATE, LG_SUBSCRIPTION_ASKED,
                       flags);
  properties[PROP_QOS] = g_param_spec_uint ("qos", NULL, NULL, 0, 2, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_subscription_init (LgSubscription *self)
{
}

/**
 * lg_subscription_get_filter:
 *
 * Returns: (transfer none): the topic filter
 */
const char *
lg_subscription_get_filter (LgSubscription *self)
{
  g_return_val_if_fail (LG_IS_SUBSCRIPTION (self), NULL);

  return self->filter;
}

/**
 * lg_subscription_get_state:
 *
 * Returns: what came of it so far
 */
LgSubscriptionState
lg_subscription_get_state (LgSubscription *self)
{
  g_return_val_if_fail (LG_IS_SUBSCRIPTION (self), LG_SUBSCRIPTION_ENDED);

  return self->state;
}

/**
 * lg_subscription_get_qos:
 *
 * Returns: the QoS granted, until then the one asked for
 */
guint8
lg_subscription_get_qos (LgSubscription *self)
{
  g_return_val_if_fail (LG_IS_SUBSCRIPTION (self), 0);

  return self->qos;
}

static void
update (LgSubscription      *self,
        LgSubscriptionState  state,
        guint                qos)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  if (self->qos != qos)
    {
      self->qos = qos;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QOS]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

struct _LgSubscriptions
{
  GObject    parent_instance;
  GPtrArray *items;
};

static GType
lg_subscriptions_get_item_type (GListModel *model)
{
  return LG_TYPE_SUBSCRIPTION;
}

static guint
lg_subscriptions_get_n_items (GListModel *model)
{
  return LG_SUBSCRIPTIONS (model)->items->len;
}

static gpointer
lg_subscriptions_get_item (GListModel *model,
                           guint       position)
{
  GPtrArray *items = LG_SUBSCRIPTIONS (model)->items;

  return position < items->len ? g_object_ref (items->pdata[position]) : NULL;
}

static void
lg_subscriptions_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = lg_subscriptions_get_item_type;
  iface->get_n_items = lg_subscriptions_get_n_items;
  iface->get_item = lg_subscriptions_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LgSubscriptions, lg_subscriptions, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      lg_subscriptions_list_model_init))

static void
lg_subscriptions_finalize (GObject *object)
{
  g_ptr_array_unref (LG_SUBSCRIPTIONS (object)->items);

  G_OBJECT_CLASS (lg_subscriptions_parent_class)->finalize (object);
}

static void
lg_subscriptions_class_init (LgSubscriptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lg_subscriptions_finalize;
}

static void
lg_subscriptions_init (LgSubscriptions *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

static gboolean
find (LgSubscriptions *self,
      const char      *filter,
      guint           *position)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_str_equal (lg_subscription_get_filter (self->items->pdata[i]), filter))
      {
        *position = i;
        return TRUE;
      }

  return FALSE;
}

static void
ask (LgSubscriptions *self,
     const LgEvent   *event)
{
  guint qos = event->flags & LG_EVENT_FLAG_QOS_MASK;
  LgSubscription *item;
  guint position;

  if (find (self, event->topic, &position))
    {
      update (self->items->pdata[position], LG_SUBSCRIPTION_ASKED, qos);
      return;
    }

  item = g_object_new (LG_TYPE_SUBSCRIPTION, NULL);
  item->filter = g_strdup (event->topic);
  item->qos = qos;
  g_ptr_array_add (self->items, item);
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
}

static void
answer (LgSubscriptions *self,
        const LgEvent   *event)
{
  gboolean refused = event->code >= REFUSED;
  LgSubscription *item;
  guint position;

  if (!find (self, event->topic, &position))
    return;

  item = self->items->pdata[position];
  update (item, refused ? LG_SUBSCRIPTION_REFUSED : LG_SUBSCRIPTION_GRANTED,
          refused ? item->qos : (guint) event->code & LG_EVENT_FLAG_QOS_MASK);
}

static void
end (LgSubscriptions *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      LgSubscription *item = self->items->pdata[i];

      if (item->state != LG_SUBSCRIPTION_REFUSED)
        update (item, LG_SUBSCRIPTION_ENDED, item->qos);
    }
}

/**
 * lg_subscriptions_new:
 *
 * Returns: (transfer full): no subscriptions yet
 */
LgSubscriptions *
lg_subscriptions_new (void)
{
  return g_object_new (LG_TYPE_SUBSCRIPTIONS, NULL);
}

/**
 * lg_subscriptions_feed:
 * @event: the session's next event
 *
 * Reads one event: SUBSCRIBE, SUBACK, UNSUBACK and the end of the link matter.
 */
void
lg_subscriptions_feed (LgSubscriptions *self,
                       const LgEvent   *event)
{
  g_return_if_fail (LG_IS_SUBSCRIPTIONS (self));
  g_return_if_fail (event != NULL);

  if (event->kind == LG_EVENT_END)
    end (self);
  else if (event->topic == NULL)
    return;
  else if (event->kind == LG_EVENT_PACKET + LG_PACKET_SUBSCRIBE)
    ask (self, event);
  else if (event->kind == LG_EVENT_PACKET + LG_PACKET_SUBACK)
    answer (self, event);
  else if (event->kind == LG_EVENT_PACKET + LG_PACKET_UNSUBACK)
    lg_subscriptions_forget (self, event->topic);
}

/**
 * lg_subscriptions_renew:
 * @session: a session that is connected again
 *
 * Subscribes once more to all that ended with the link before.
 */
void
lg_subscriptions_renew (LgSubscriptions *self,
                        LgSession       *session)
{
  g_return_if_fail (LG_IS_SUBSCRIPTIONS (self));
  g_return_if_fail (LG_IS_SESSION (session));

  for (guint i = 0; i < self->items->len; i++)
    {
      LgSubscription *item = self->items->pdata[i];

      if (item->state == LG_SUBSCRIPTION_ENDED)
        lg_session_subscribe (session, item->filter, item->qos, NULL);
    }
}

/**
 * lg_subscriptions_forget:
 * @filter: a topic filter
 *
 * Takes a subscription off the list; to end one that was granted, unsubscribe instead.
 */
void
lg_subscriptions_forget (LgSubscriptions *self,
                         const char      *filter)
{
  guint position;

  g_return_if_fail (LG_IS_SUBSCRIPTIONS (self));
  g_return_if_fail (filter != NULL);

  if (!find (self, filter, &position))
    return;

  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}
