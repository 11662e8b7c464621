/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-check-view.h"

#include "app/widgets/lg-columns-layout.h"
#include "app/widgets/lg-finding-row.h"
#include "lg-advice-card.h"
#include "lg-chain-view.h"
#include "lg-check-table.h"

#include <glib/gi18n.h>

struct _LgCheckView
{
  AdwBin        parent_instance;
  LgCheckTable *table;
  LgAdviceCard *advice;
  GtkListBox   *findings;
  GtkLabel     *no_findings;
  LgChainView  *chain;
  LgCheckup    *checkup;
  GSignalGroup *signals;
};

G_DEFINE_FINAL_TYPE (LgCheckView, lg_check_view, ADW_TYPE_BIN)

static LgCheck *
get_check (LgCheckView *self)
{
  return self->checkup != NULL ? lg_checkup_get_check (self->checkup) : NULL;
}

static void
selected_cb (LgCheckView *self)
{
  LgCheck *check = get_check (self);

  lg_chain_view_set_port (self->chain, lg_check_table_get_selected (self->table),
                          check != NULL ? lg_check_get_at (check) : 0);
}

static void
copy_request_cb (LgCheckView *self)
{
  g_autofree char *request = lg_check_dup_firewall_request (get_check (self));

  if (request == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), request);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                              _("Firewall request copied"));
}

/* What a firewall swallows is for somebody else to allow. */
static gboolean
is_about_firewall (const char *cause)
{
  return g_str_equal (cause, "tcp.port-filtered") || g_str_equal (cause, "tcp.timeout");
}

static void
add_request_button (LgCheckView    *self,
                    AdwExpanderRow *row)
{
  GtkWidget *button = gtk_button_new_with_label (_("Copy Firewall Request"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "lg-finding-button");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (copy_request_cb), self);
  adw_expander_row_add_row (row, button);
}

static GtkWidget *
create_finding_cb (gpointer item,
                   gpointer user_data)
{
  GtkWidget *row = lg_finding_row_new (item);

  lg_finding_row_set_compact (LG_FINDING_ROW (row));
  if (is_about_firewall (LG_FINDING (item)->cause))
    add_request_button (user_data, ADW_EXPANDER_ROW (row));
  return row;
}

/* The worst finding is what the operator came for. */
static void
open_worst (LgCheckView *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->findings, 0);

  if (row != NULL)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}

static void
running_cb (LgCheckView *self)
{
  LgCheck *check = get_check (self);
  LgCheckPort *best = check != NULL ? lg_check_get_best_port (check) : NULL;
  gboolean running = self->checkup != NULL && lg_checkup_get_running (self->checkup);

  gtk_label_set_text (self->no_findings,
                      running ? _("Nothing found yet.")
                      : check != NULL && lg_check_has_gaps (check)
                      ? _("No fault was told. What was not seen is not known.")
                      : _("Nothing is wrong with these ports."));
  if (running)
    return;

  open_worst (self);
  if (best != NULL && lg_check_port_get_security (best) == LG_SECURITY_TLS)
    lg_check_table_select (self->table, best);
}

static void
check_changed_cb (LgCheckView *self)
{
  LgCheck *check = get_check (self);

  lg_check_table_set_check (self->table, check);
  gtk_list_box_bind_model (self->findings, check != NULL ? lg_check_get_findings (check) : NULL,
                           create_finding_cb, self, NULL);
  selected_cb (self);
  running_cb (self);
}

static void
lg_check_view_dispose (GObject *object)
{
  LgCheckView *self = LG_CHECK_VIEW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->checkup);

  G_OBJECT_CLASS (lg_check_view_parent_class)->dispose (object);
}

static void
lg_check_view_class_init (LgCheckViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_check_view_dispose;

  g_type_ensure (LG_TYPE_ADVICE_CARD);
  g_type_ensure (LG_TYPE_CHAIN_VIEW);
  g_type_ensure (LG_TYPE_CHECK_TABLE);
  g_type_ensure (LG_TYPE_COLUMNS_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-check-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LgCheckView, table);
  gtk_widget_class_bind_template_child (widget_class, LgCheckView, advice);
  gtk_widget_class_bind_template_child (widget_class, LgCheckView, findings);
  gtk_widget_class_bind_template_child (widget_class, LgCheckView, no_findings);
  gtk_widget_class_bind_template_child (widget_class, LgCheckView, chain);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
lg_check_view_init (LgCheckView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (LG_TYPE_CHECKUP);
  g_signal_group_connect_swapped (self->signals, "notify::check", G_CALLBACK (check_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::running", G_CALLBACK (running_cb),
                                  self);
}

/**
 * lg_check_view_set_checkup:
 * @checkup: (nullable): whose latest check to show
 */
void
lg_check_view_set_checkup (LgCheckView *self,
                           LgCheckup   *checkup)
{
  g_return_if_fail (LG_IS_CHECK_VIEW (self));

  if (!g_set_object (&self->checkup, checkup))
    return;

  g_signal_group_set_target (self->signals, checkup);
  lg_advice_card_set_checkup (self->advice, checkup);
  check_changed_cb (self);
}
