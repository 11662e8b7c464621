/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-choice-factory.h"

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          AdwComboRow              *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_item_set_child (list_item, box);
}

/* Marks the item that is chosen. */
static void
mark (AdwComboRow *row,
      GParamSpec  *pspec,
      GtkListItem *list_item)
{
  GtkWidget *check = gtk_widget_get_last_child (gtk_list_item_get_child (list_item));
  gboolean chosen = adw_combo_row_get_selected_item (row) == gtk_list_item_get_item (list_item);

  gtk_widget_set_opacity (check, chosen ? 1 : 0);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         AdwComboRow              *row)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  gpointer item = gtk_list_item_get_item (list_item);
  g_autofree char *title = NULL;

  g_object_get (item, GTK_IS_STRING_OBJECT (item) ? "string" : "title", &title, NULL);
  gtk_label_set_text (GTK_LABEL (label), title);
  g_signal_connect_object (row, "notify::selected-item", G_CALLBACK (mark), list_item, 0);
  mark (row, NULL, list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           AdwComboRow              *row)
{
  g_signal_handlers_disconnect_by_func (row, mark, list_item);
}

/**
 * lg_choice_factory_install:
 * @row: a combo row whose items are strings or have a property `title`
 */
void
lg_choice_factory_install (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), row);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), row);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), row);
  adw_combo_row_set_list_factory (row, factory);
}
