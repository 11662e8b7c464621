/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-own-pairing-row.h"

#include "app/widgets/lg-choice-factory.h"
#include "app/widgets/lg-choice.h"
#include "app/widgets/lg-file-chooser.h"

#include <glib/gi18n.h>

struct _LgOwnPairingRow
{
  AdwExpanderRow  parent_instance;
  GtkSpinButton  *port;
  AdwComboRow    *security;
  AdwComboRow    *root;
  GtkWidget      *file;
  GtkWidget      *problem_row;
  GtkLabel       *problem;
  LgEndpoint     *endpoint;
  LgRootStore    *roots;
  GBindingGroup  *bindings;
  GSignalGroup   *signals;
  GSignalGroup   *root_signals;
  gboolean        updating;
};

G_DEFINE_FINAL_TYPE (LgOwnPairingRow, lg_own_pairing_row, ADW_TYPE_EXPANDER_ROW)

static void
set_problem (LgOwnPairingRow *self,
             const char      *problem)
{
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_row, problem != NULL);
}

static void
show_roots (LgOwnPairingRow *self)
{
  g_autoptr (GListModel) choices = lg_choices_roots (self->endpoint, self->roots);

  self->updating = TRUE;
  adw_combo_row_set_model (self->root, choices);
  lg_choices_choose (self->root, lg_endpoint_get_root_name (self->endpoint));
  self->updating = FALSE;
}

static void
show_endpoint (LgOwnPairingRow *self)
{
  gboolean tls = lg_endpoint_get_security (self->endpoint) == LG_SECURITY_TLS;

  gtk_widget_set_sensitive (GTK_WIDGET (self->root), tls);
  gtk_widget_set_sensitive (self->file, tls);
  if (g_strcmp0 (lg_choices_get_chosen (self->root),
                 lg_endpoint_get_root_name (self->endpoint)) != 0)
    show_roots (self);
}

static void
root_chosen_cb (LgOwnPairingRow *self)
{
  const char *name = lg_choices_get_chosen (self->root);

  if (self->updating || self->endpoint == NULL || name == NULL)
    return;

  lg_endpoint_set_root (self->endpoint, name);
  set_problem (self, NULL);
}

static void
file_chosen_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (LgOwnPairingRow) self = user_data;
  g_autoptr (GFile) file = lg_file_chooser_finish (result);
  g_autoptr (GError) error = NULL;
  LgRoot *root;

  if (file == NULL || self->endpoint == NULL)
    return;

  root = lg_root_store_load_file (self->roots, g_file_peek_path (file), &error);
  set_problem (self, error != NULL ? error->message : NULL);
  if (root != NULL)
    lg_endpoint_set_root (self->endpoint, lg_root_get_name (root));
}

static void
open_clicked_cb (LgOwnPairingRow *self)
{
  lg_file_chooser_open_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                              _("Root Certificate"), NULL, file_chosen_cb, g_object_ref (self));
}

static void
lg_own_pairing_row_dispose (GObject *object)
{
  LgOwnPairingRow *self = LG_OWN_PAIRING_ROW (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->signals);
  g_clear_object (&self->root_signals);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->roots);

  G_OBJECT_CLASS (lg_own_pairing_row_parent_class)->dispose (object);
}

static void
lg_own_pairing_row_class_init (LgOwnPairingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_own_pairing_row_dispose;

  g_type_ensure (LG_TYPE_CHOICE);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-own-pairing-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LgOwnPairingRow, port);
  gtk_widget_class_bind_template_child (widget_class, LgOwnPairingRow, security);
  gtk_widget_class_bind_template_child (widget_class, LgOwnPairingRow, root);
  gtk_widget_class_bind_template_child (widget_class, LgOwnPairingRow, file);
  gtk_widget_class_bind_template_child (widget_class, LgOwnPairingRow, problem_row);
  gtk_widget_class_bind_template_child (widget_class, LgOwnPairingRow, problem);
  gtk_widget_class_bind_template_callback (widget_class, root_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
}

static void
lg_own_pairing_row_init (LgOwnPairingRow *self)
{
  GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  gtk_widget_init_template (GTK_WIDGET (self));
  lg_choice_factory_install (self->root);

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "port", self->port, "value", flags);
  g_binding_group_bind (self->bindings, "security", self->security, "selected", flags);
  self->signals = g_signal_group_new (LG_TYPE_ENDPOINT);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (show_endpoint), self);
  self->root_signals = g_signal_group_new (LG_TYPE_ROOT_STORE);
  g_signal_group_connect_swapped (self->root_signals, "items-changed", G_CALLBACK (show_roots),
                                  self);
}

/**
 * lg_own_pairing_row_set_endpoint:
 * @endpoint: what to edit
 * @roots: the roots to choose from; files are added to them
 */
void
lg_own_pairing_row_set_endpoint (LgOwnPairingRow *self,
                                 LgEndpoint      *endpoint,
                                 LgRootStore     *roots)
{
  g_return_if_fail (LG_IS_OWN_PAIRING_ROW (self));

  g_set_object (&self->endpoint, endpoint);
  g_set_object (&self->roots, roots);
  g_binding_group_set_source (self->bindings, endpoint);
  g_signal_group_set_target (self->signals, endpoint);
  g_signal_group_set_target (self->root_signals, roots);
  set_problem (self, NULL);
  show_roots (self);
  show_endpoint (self);
}
