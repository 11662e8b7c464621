/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-name-dialog.h"

#include "app/widgets/lg-entry.h"
#include "device/lg-printable.h"

#include <string.h>

struct _LgNameDialog
{
  AdwMessageDialog  parent_instance;
  GtkEditable      *title;
  GtkEditable      *group;
  GtkMenuButton    *groups;
  LgProfile        *profile;
};

G_DEFINE_FINAL_TYPE (LgNameDialog, lg_name_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
choose_group_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  gtk_editable_set_text (LG_NAME_DIALOG (widget)->group, g_variant_get_string (parameter, NULL));
}

static void
response_cb (LgNameDialog *self,
             const char   *response)
{
  if (strcmp (response, "save") != 0)
    return;

  lg_profile_set_title (self->profile, gtk_editable_get_text (self->title));
  lg_profile_set_group (self->profile, gtk_editable_get_text (self->group));
}

static void
entry_activated_cb (LgNameDialog *self)
{
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (self), "save");
}

static void
lg_name_dialog_dispose (GObject *object)
{
  LgNameDialog *self = LG_NAME_DIALOG (object);

  g_clear_object (&self->profile);

  G_OBJECT_CLASS (lg_name_dialog_parent_class)->dispose (object);
}

static void
lg_name_dialog_class_init (LgNameDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_name_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "name.group", "s", choose_group_action);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-name-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LgNameDialog, title);
  gtk_widget_class_bind_template_child (widget_class, LgNameDialog, group);
  gtk_widget_class_bind_template_child (widget_class, LgNameDialog, groups);
  gtk_widget_class_bind_template_callback (widget_class, response_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
}

static void
lg_name_dialog_init (LgNameDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lg_entry_name_all (GTK_WIDGET (self));
}

static int
compare_titles (gconstpointer a,
                gconstpointer b)
{
  return g_utf8_collate (a, b);
}

/* The groups there are, to choose from. */
static void
offer_groups (LgNameDialog *self,
              GListModel   *profiles)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GList) sorted = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr (LgProfile) profile = g_list_model_get_item (profiles, i);

      if (*lg_profile_get_group (profile) != '\0')
        g_hash_table_add (titles, g_strdup (lg_profile_get_group (profile)));
    }

  sorted = g_list_sort (g_hash_table_get_keys (titles), compare_titles);
  for (GList *title = sorted; title != NULL; title = title->next)
    {
      g_autofree char *shown = lg_printable_line (title->data, -1);
      g_autoptr (GMenuItem) item = g_menu_item_new (shown, NULL);

      g_menu_item_set_action_and_target (item, "name.group", "s", title->data);
      g_menu_append_item (menu, item);
    }

  gtk_menu_button_set_menu_model (self->groups, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->groups), sorted != NULL);
}

/**
 * lg_name_dialog_new:
 * @parent: the window it belongs to
 * @profile: what to name
 * @profiles: list model of [class@Profile], whose groups are offered
 *
 * Returns: (transfer full): a dialog that changes @profile when the operator says so
 */
GtkWidget *
lg_name_dialog_new (GtkWindow  *parent,
                    LgProfile  *profile,
                    GListModel *profiles)
{
  LgNameDialog *self = g_object_new (LG_TYPE_NAME_DIALOG, "transient-for", parent, NULL);
  const char *title = lg_profile_get_own_title (profile);

  self->profile = g_object_ref (profile);
  gtk_editable_set_text (self->title, title != NULL ? title : "");
  gtk_editable_set_text (self->group, lg_profile_get_group (profile));
  offer_groups (self, profiles);
  return GTK_WIDGET (self);
}
