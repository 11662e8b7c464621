/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-check-bar.h"

#include "app/widgets/lg-adaptive-bin.h"
#include "model/lg-days-left.h"

#include <glib/gi18n.h>

#define DAY_S (24 * 60 * 60)

struct _LgCheckBar
{
  AdwBin          parent_instance;
  GtkCheckButton *login;
  GtkMenuButton  *date;
  GtkPopover     *popover;
  GtkCalendar    *calendar;
  GtkButton      *after_root;
  LgCheckup      *checkup;
  GBindingGroup  *bindings;
  GSignalGroup   *signals;
  gint64          after_root_s;
  gboolean        updating;
};

G_DEFINE_FINAL_TYPE (LgCheckBar, lg_check_bar, ADW_TYPE_BIN)

static void
update_date (LgCheckBar *self)
{
  gint64 at_s = self->checkup != NULL ? lg_checkup_get_at (self->checkup) : 0;
  g_autoptr (GDateTime) day = at_s != 0 ? g_date_time_new_from_unix_utc (at_s)
                                        : g_date_time_new_now_utc ();
  g_autofree char *date = lg_days_left_format_date (at_s);
  g_autofree char *label = at_s != 0 ? g_strdup_printf (_("As of %s"), date)
                                     : g_strdup (_("As of Today"));

  gtk_menu_button_set_label (self->date, label);
  self->updating = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->updating = FALSE;
}

/* What was checked already is judged anew. */
static void
judge_as_of (LgCheckBar *self,
             gint64      at_s)
{
  gtk_popover_popdown (self->popover);
  if (lg_checkup_get_at (self->checkup) == at_s)
    return;

  lg_checkup_set_at (self->checkup, at_s);
  if (lg_checkup_get_check (self->checkup) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.run-checks", NULL);
}

static void
day_selected_cb (LgCheckBar *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autoptr (GDateTime) noon = NULL;

  if (self->updating || self->checkup == NULL)
    return;

  noon = g_date_time_new_utc (g_date_time_get_year (date), g_date_time_get_month (date),
                              g_date_time_get_day_of_month (date), 12, 0, 0);
  judge_as_of (self, g_date_time_to_unix (noon));
}

static void
after_root_clicked_cb (LgCheckBar *self)
{
  judge_as_of (self, self->after_root_s);
}

static void
today_clicked_cb (LgCheckBar *self)
{
  judge_as_of (self, 0);
}

static void
lg_check_bar_dispose (GObject *object)
{
  LgCheckBar *self = LG_CHECK_BAR (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->signals);
  g_clear_object (&self->checkup);

  G_OBJECT_CLASS (lg_check_bar_parent_class)->dispose (object);
}

static void
lg_check_bar_class_init (LgCheckBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_check_bar_dispose;

  g_type_ensure (LG_TYPE_ADAPTIVE_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-check-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LgCheckBar, login);
  gtk_widget_class_bind_template_child (widget_class, LgCheckBar, date);
  gtk_widget_class_bind_template_child (widget_class, LgCheckBar, popover);
  gtk_widget_class_bind_template_child (widget_class, LgCheckBar, calendar);
  gtk_widget_class_bind_template_child (widget_class, LgCheckBar, after_root);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, after_root_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_clicked_cb);
}

static void
lg_check_bar_init (LgCheckBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "login", self->login, "active",
                        G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  self->signals = g_signal_group_new (LG_TYPE_CHECKUP);
  g_signal_group_connect_swapped (self->signals, "notify::at", G_CALLBACK (update_date), self);
  update_date (self);
}

/* The next root that platforms name to end is the day to try out. */
static void
offer_end (LgCheckBar  *self,
           LgRootStore *roots)
{
  LgRoot *root = lg_root_store_find (roots, "globalsign-r1");
  g_autofree char *date = NULL, *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->after_root), root != NULL);
  if (root == NULL)
    return;

  self->after_root_s = lg_root_get_not_after (root) + DAY_S;
  date = lg_days_left_format_date (self->after_root_s);
  /* Translators: a root certificate, and the day after its end. */
  label = g_strdup_printf (_("After %s ends: %s"), lg_root_get_title (root), date);
  gtk_button_set_label (self->after_root, label);
}

/**
 * lg_check_bar_set_checkup:
 * @checkup: what to set up
 * @roots: to know when one ends
 */
void
lg_check_bar_set_checkup (LgCheckBar  *self,
                          LgCheckup   *checkup,
                          LgRootStore *roots)
{
  g_return_if_fail (LG_IS_CHECK_BAR (self));

  if (!g_set_object (&self->checkup, checkup))
    return;

  g_binding_group_set_source (self->bindings, checkup);
  g_signal_group_set_target (self->signals, checkup);
  offer_end (self, roots);
  update_date (self);
}
