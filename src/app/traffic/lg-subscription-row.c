/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-subscription-row.h"

#include "device/lg-printable.h"

#include <glib/gi18n.h>

struct _LgSubscriptionRow
{
  GtkListBoxRow   parent_instance;
  GtkImage       *image;
  GtkLabel       *filter;
  GtkLabel       *state;
  GtkWidget      *again;

  LgLink         *link;
  LgSubscription *subscription;
};

G_DEFINE_FINAL_TYPE (LgSubscriptionRow, lg_subscription_row, GTK_TYPE_LIST_BOX_ROW)

/* Shape and words tell it, the style class only helps. */
typedef struct
{
  const char *icon;
  const char *css_class;
} Look;

static const Look looks[] = {
  [LG_SUBSCRIPTION_ASKED] = { "lg-waiting-symbolic", "dim-label" },
  [LG_SUBSCRIPTION_GRANTED] = { "lg-good-symbolic", "success" },
  [LG_SUBSCRIPTION_REFUSED] = { "lg-fault-symbolic", "error" },
  [LG_SUBSCRIPTION_ENDED] = { "lg-ended-symbolic", "dim-label" },
};

static char *
dup_state (LgSubscription *subscription)
{
  switch (lg_subscription_get_state (subscription))
    {
    case LG_SUBSCRIPTION_GRANTED:
      return g_strdup_printf (_("QoS %d granted"), lg_subscription_get_qos (subscription));
    case LG_SUBSCRIPTION_REFUSED:
      return g_strdup (_("refused"));
    case LG_SUBSCRIPTION_ENDED:
      return g_strdup (_("ended with the link"));
    case LG_SUBSCRIPTION_ASKED:
    default:
      return g_strdup (_("no answer yet"));
    }
}

static void
set_look (GtkWidget  *widget,
          const Look *look)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (widget, looks[i].css_class);
  gtk_widget_add_css_class (widget, look->css_class);
}

static void
update (LgSubscriptionRow *self)
{
  LgSubscriptionState state = lg_subscription_get_state (self->subscription);
  const char *filter = lg_subscription_get_filter (self->subscription);
  g_autofree char *text = dup_state (self->subscription);
  g_autofree char *label = g_strdup_printf ("%s, %s", filter, text);

  gtk_image_set_from_icon_name (self->image, looks[state].icon);
  set_look (GTK_WIDGET (self->image), &looks[state]);
  set_look (GTK_WIDGET (self->state), &looks[state]);
  gtk_label_set_text (self->state, text);
  gtk_widget_set_visible (self->again, state == LG_SUBSCRIPTION_ENDED
                                       || state == LG_SUBSCRIPTION_REFUSED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
again_clicked_cb (LgSubscriptionRow *self)
{
  lg_session_subscribe (lg_link_get_session (self->link),
                        lg_subscription_get_filter (self->subscription),
                        lg_subscription_get_qos (self->subscription), NULL);
}

/* One that the server knows is ended there, and goes from the list when the server says so. */
static void
remove_clicked_cb (LgSubscriptionRow *self)
{
  LgSubscriptionState state = lg_subscription_get_state (self->subscription);
  g_autofree char *filter = g_strdup (lg_subscription_get_filter (self->subscription));
  gboolean known = state == LG_SUBSCRIPTION_GRANTED || state == LG_SUBSCRIPTION_ASKED;

  if (!known || !lg_session_unsubscribe (lg_link_get_session (self->link), filter, NULL))
    lg_subscriptions_forget (lg_link_get_subscriptions (self->link), filter);
}

static void
lg_subscription_row_dispose (GObject *object)
{
  LgSubscriptionRow *self = LG_SUBSCRIPTION_ROW (object);

  g_clear_object (&self->link);
  g_clear_object (&self->subscription);
  gtk_widget_dispose_template (GTK_WIDGET (self), LG_TYPE_SUBSCRIPTION_ROW);

  G_OBJECT_CLASS (lg_subscription_row_parent_class)->dispose (object);
}

static void
lg_subscription_row_class_init (LgSubscriptionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_subscription_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               LG_RESOURCES "lg-subscription-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LgSubscriptionRow, image);
  gtk_widget_class_bind_template_child (widget_class, LgSubscriptionRow, filter);
  gtk_widget_class_bind_template_child (widget_class, LgSubscriptionRow, state);
  gtk_widget_class_bind_template_child (widget_class, LgSubscriptionRow, again);
  gtk_widget_class_bind_template_callback (widget_class, again_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
lg_subscription_row_init (LgSubscriptionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lg_subscription_row_new:
 * @link: the link it was made on
 * @subscription: the subscription
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
lg_subscription_row_new (LgLink         *link,
                         LgSubscription *subscription)
{
  g_return_val_if_fail (LG_IS_LINK (link), NULL);
  g_return_val_if_fail (LG_IS_SUBSCRIPTION (subscription), NULL);

  LgSubscriptionRow *self = g_object_new (LG_TYPE_SUBSCRIPTION_ROW, NULL);
  g_autofree char *filter = NULL;

  self->link = g_object_ref (link);
  self->subscription = g_object_ref (subscription);
  filter = lg_printable_line (lg_subscription_get_filter (subscription), -1);
  gtk_label_set_text (self->filter, filter);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->filter), filter);
  g_signal_connect_object (subscription, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
