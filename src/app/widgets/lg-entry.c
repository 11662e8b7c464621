/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-entry.h"

#include <glib/gi18n.h>

/* The button that reveals a password has no name of its own. */
static void
name_reveal_button (GtkWidget  *ancestor,
                    const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (ancestor);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (child)) == GTK_ACCESSIBLE_ROLE_BUTTON)
        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        name, -1);
      else
        name_reveal_button (child, name);
    }
}

static void
name_entry (AdwPreferencesRow *row)
{
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (row));

  if (GTK_IS_ACCESSIBLE (delegate))
    gtk_accessible_update_property (GTK_ACCESSIBLE (delegate), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    adw_preferences_row_get_title (row), -1);
  if (ADW_IS_PASSWORD_ENTRY_ROW (row))
    {
      g_autofree char *name = g_strdup_printf (_("Show %s"), adw_preferences_row_get_title (row));

      name_reveal_button (GTK_WIDGET (row), name);
    }
}

/**
 * lg_entry_set_text:
 * @row: an entry row
 * @text: what it shall show
 *
 * Sets the text unless it is shown already, so that the cursor stays while the operator types.
 */
void
lg_entry_set_text (GtkEditable *row,
                   const char  *text)
{
  if (g_strcmp0 (gtk_editable_get_text (row), text) != 0)
    gtk_editable_set_text (row, text);
}

/**
 * lg_entry_name_all:
 * @ancestor: a form
 *
 * Gives every entry row below @ancestor its title as accessible name, now and whenever it changes.
 */
void
lg_entry_name_all (GtkWidget *ancestor)
{
  for (GtkWidget *child = gtk_widget_get_first_child (ancestor);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (ADW_IS_ENTRY_ROW (child))
        {
          g_signal_connect (child, "notify::title", G_CALLBACK (name_entry), NULL);
          name_entry (ADW_PREFERENCES_ROW (child));
        }
      else
        lg_entry_name_all (child);
    }
}
