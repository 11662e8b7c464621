/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-connection-page.h"

#include "app/widgets/lg-finding-row.h"
#include "diagnosis/lg-settle.h"
#include "lg-keepalive-card.h"
#include "lg-link-bar.h"
#include "lg-step-cell.h"
#include "model/lg-event-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _LgConnectionPage
{
  GtkWidget            parent_instance;
  LgLink              *link;

  GtkScrolledWindow   *scroller;
  GtkListBox          *newest;
  LgKeepaliveCard     *card;
  LgLinkBar           *bar;
  AdwPreferencesGroup *attempt;
  GtkWidget           *no_steps;
  GtkFlowBox          *steps;
  GtkListBox          *history;
};

G_DEFINE_FINAL_TYPE (LgConnectionPage, lg_connection_page, GTK_TYPE_WIDGET)

enum
{
  PROP_LINK = 1,
  PROP_ENDED,
  PROP_ENDS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GtkWidget *
create_step_cb (gpointer item,
                gpointer user_data)
{
  return lg_step_cell_new (item);
}

static GtkWidget *
create_finding_cb (gpointer item,
                   gpointer user_data)
{
  GtkWidget *row = lg_finding_row_new (item);

  if (lg_settle_find (LG_FINDING (item)->cause) == LG_SETTLE_VALUES)
    lg_finding_row_add_action (LG_FINDING_ROW (row), _("Values Sent"), "win.explain-values");
  return row;
}

static GtkWidget *
create_newest_cb (gpointer item,
                  gpointer user_data)
{
  GtkWidget *row = lg_finding_row_new (item);

  /* It stands open, with the evidence in it. */
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), "");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  return row;
}

static LgFinding *
get_newest (LgConnectionPage *self)
{
  return self->link != NULL ? lg_diagnosis_get_latest (lg_link_get_diagnosis (self->link)) : NULL;
}

/* What the operator ended needs no answer. */
static gboolean
is_ended (LgConnectionPage *self)
{
  LgFinding *newest = get_newest (self);

  return newest != NULL && newest->severity != LG_SEVERITY_NOTE
         && lg_session_get_state (lg_link_get_session (self->link)) == LG_SESSION_DISCONNECTED;
}

/* Stays after an automatic reconnect, when all looks well again. */
static char *
dup_ends (LgConnectionPage *self)
{
  GListModel *ends = self->link != NULL ? G_LIST_MODEL (lg_link_get_diagnosis (self->link)) : NULL;
  guint n = ends != NULL ? g_list_model_get_n_items (ends) : 0;
  g_autoptr (LgFinding) first = n > 0 ? g_list_model_get_item (ends, 0) : NULL;
  g_autoptr (GDateTime) since = NULL;
  g_autofree char *time = NULL;

  if (first == NULL)
    return g_strdup (_("Every end of this link, newest first, with what is known of the reason."));

  since = g_date_time_new_from_unix_local (first->wall_us / G_USEC_PER_SEC);
  time = g_date_time_format (since, "%H:%M:%S");
  /* Translators: how many times the link has ended, and when it did first */
  return g_strdup_printf (ngettext ("%u end since %s, newest first",
                                    "%u ends since %s, newest first", n), n, time);
}

static void
ends_changed_cb (LgConnectionPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENDED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENDS]);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LgFinding *newest = get_newest (LG_CONNECTION_PAGE (widget));
  g_autofree char *text = NULL;

  if (newest == NULL)
    return;

  text = g_strjoin ("\n", newest->title, newest->evidence, newest->meaning, newest->advice, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  gtk_widget_activate_action (widget, "win.toast", "s", _("Copied"));
}

static gint64
add_up (GListModel *steps)
{
  gint64 duration_us = 0;

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (LgAttemptStep) step = g_list_model_get_item (steps, i);

      duration_us += lg_attempt_step_get_duration_us (step);
    }

  return duration_us;
}

/* The history has what is over; this is what goes on. */
static void
show_online (LgConnectionPage *self)
{
  LgSession *session = lg_link_get_session (self->link);
  gint64 since_us = lg_session_get_connected_at (session);
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_local (since_us / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (since, "%H:%M:%S");
  g_autofree char *took
    = lg_event_text_dup_duration (add_up (G_LIST_MODEL (lg_link_get_attempt (self->link))));
  g_autofree char *text = NULL;

  /* A description is markup, and a duration may be "< 0.1 ms". */
  if (lg_session_get_state (session) == LG_SESSION_CONNECTED)
    /* Translators: since when a device is online, and how long it took to connect */
    text = g_markup_printf_escaped (_("Online since %s, connected in %s."), time, took);
  adw_preferences_group_set_description (self->attempt, text);
}

static void
steps_changed_cb (LgConnectionPage *self)
{
  LgAttempt *attempt = self->link != NULL ? lg_link_get_attempt (self->link) : NULL;
  gboolean empty = attempt == NULL || g_list_model_get_n_items (G_LIST_MODEL (attempt)) == 0;

  gtk_widget_set_visible (self->no_steps, empty);
  gtk_widget_set_visible (GTK_WIDGET (self->steps), !empty);
  if (self->link != NULL)
    show_online (self);
  ends_changed_cb (self);
}

static int
compare_newest_first (const void *first,
                      const void *second,
                      void       *user_data)
{
  const LgFinding *a = first, *b = second;

  return (a->wall_us < b->wall_us) - (a->wall_us > b->wall_us);
}

static GListModel *
new_newest_first (LgDiagnosis *diagnosis)
{
  GtkCustomSorter *sorter = gtk_custom_sorter_new (compare_newest_first, NULL, NULL);

  return G_LIST_MODEL (gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (diagnosis)),
                                                GTK_SORTER (sorter)));
}

static void
lg_connection_page_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  LgConnectionPage *self = LG_CONNECTION_PAGE (object);

  if (prop_id == PROP_LINK)
    g_value_set_object (value, self->link);
  else if (prop_id == PROP_ENDED)
    g_value_set_boolean (value, is_ended (self));
  else
    g_value_take_string (value, dup_ends (self));
}

static void
lg_connection_page_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_LINK);

  lg_connection_page_set_link (LG_CONNECTION_PAGE (object), g_value_get_object (value));
}

static void
lg_connection_page_dispose (GObject *object)
{
  LgConnectionPage *self = LG_CONNECTION_PAGE (object);
  GtkWidget *child;

  g_clear_object (&self->link);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lg_connection_page_parent_class)->dispose (object);
}

static void
lg_connection_page_class_init (LgConnectionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_connection_page_get_property;
  object_class->set_property = lg_connection_page_set_property;
  object_class->dispose = lg_connection_page_dispose;

  properties[PROP_LINK] = g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK,
                                               G_PARAM_WRITABLE | flags);
  properties[PROP_ENDED] = g_param_spec_boolean ("ended", NULL, NULL, FALSE, flags);
  properties[PROP_ENDS] = g_param_spec_string ("ends", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "connection.copy-end", NULL, copy_action);

  g_type_ensure (LG_TYPE_KEEPALIVE_CARD);
  g_type_ensure (LG_TYPE_LINK_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-connection-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LgConnectionPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LgConnectionPage, newest);
  gtk_widget_class_bind_template_child (widget_class, LgConnectionPage, card);
  gtk_widget_class_bind_template_child (widget_class, LgConnectionPage, bar);
  gtk_widget_class_bind_template_child (widget_class, LgConnectionPage, attempt);
  gtk_widget_class_bind_template_child (widget_class, LgConnectionPage, no_steps);
  gtk_widget_class_bind_template_child (widget_class, LgConnectionPage, steps);
  gtk_widget_class_bind_template_child (widget_class, LgConnectionPage, history);
}

static void
lg_connection_page_init (LgConnectionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lg_connection_page_set_link:
 * @link: (nullable): the device to show
 *
 * Shows another device's link.
 */
void
lg_connection_page_set_link (LgConnectionPage *self,
                             LgLink           *link)
{
  g_autoptr (GListModel) newest_first = NULL, newest = NULL;

  g_return_if_fail (LG_IS_CONNECTION_PAGE (self));
  g_return_if_fail (link == NULL || LG_IS_LINK (link));

  if (self->link == link)
    return;

  if (self->link != NULL)
    {
      g_signal_handlers_disconnect_by_data (lg_link_get_attempt (self->link), self);
      g_signal_handlers_disconnect_by_data (lg_link_get_session (self->link), self);
      g_signal_handlers_disconnect_by_data (lg_link_get_diagnosis (self->link), self);
    }
  g_set_object (&self->link, link);

  lg_keepalive_card_set_link (self->card, link);
  lg_link_bar_set_link (self->bar, link);
  if (link != NULL)
    {
      newest_first = new_newest_first (lg_link_get_diagnosis (link));
      newest = G_LIST_MODEL (gtk_slice_list_model_new (g_object_ref (newest_first), 0, 1));
      g_signal_connect_object (lg_link_get_diagnosis (link), "notify::latest",
                               G_CALLBACK (ends_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (lg_link_get_attempt (link), "items-changed",
                               G_CALLBACK (steps_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (lg_link_get_session (link), "notify::state",
                               G_CALLBACK (steps_changed_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_flow_box_bind_model (self->steps,
                           link != NULL ? G_LIST_MODEL (lg_link_get_attempt (link)) : NULL,
                           create_step_cb, NULL, NULL);
  steps_changed_cb (self);
  gtk_list_box_bind_model (self->newest, newest, create_newest_cb, NULL, NULL);
  gtk_list_box_bind_model (self->history, newest_first, create_finding_cb, NULL, NULL);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

/**
 * lg_connection_page_show_end:
 *
 * Opens the newest end and puts the keyboard there.
 */
void
lg_connection_page_show_end (LgConnectionPage *self)
{
  GtkListBox *list;
  GtkListBoxRow *row;

  g_return_if_fail (LG_IS_CONNECTION_PAGE (self));

  list = is_ended (self) ? self->newest : self->history;
  row = gtk_list_box_get_row_at_index (list, 0);
  if (row == NULL)
    return;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}
