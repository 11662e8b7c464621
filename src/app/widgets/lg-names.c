/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-names.h"

#include <adwaita.h>

/* What a long row begins with is enough to know it by. */
#define LABELS_MAX 3

static gboolean
has_label (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/* A group of rows names its list after its title, even where it has none. */
static gboolean
is_untitled (GtkWidget *widget)
{
  GtkWidget *group = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP);
  const char *title;

  if (!GTK_IS_LIST_BOX (widget) || group == NULL)
    return FALSE;

  title = adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group));
  return title == NULL || *title == '\0';
}

static gboolean
is_named (GtkWidget *widget)
{
  return has_label (widget)
         || (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                               GTK_ACCESSIBLE_RELATION_LABELLED_BY)
             && !is_untitled (widget));
}

/* What says something inside, as it is read. Returns how many. */
static guint
collect (GtkWidget     *widget,
         GtkAccessible *labels[],
         guint          n,
         guint          max)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && n < max;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_mapped (child))
        continue;
      if (has_label (child))
        labels[n++] = GTK_ACCESSIBLE (child);
      else
        n = collect (child, labels, n, max);
    }

  return n;
}

/* A row is known by its texts, what holds rows by the first of them. */
static guint
get_max (GtkWidget *widget)
{
  return GTK_IS_SCROLLABLE (widget) || GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_LIST_BOX (widget)
         || GTK_IS_PANED (widget) ? 1 : LABELS_MAX;
}

static void
name (GtkWidget *widget)
{
  GtkAccessible *labels[LABELS_MAX];
  GtkWidget *parent = gtk_widget_get_parent (widget);
  guint n = 0;

  /* The button inside a drop-down is what takes the focus. */
  if (GTK_IS_DROP_DOWN (parent) && has_label (parent))
    labels[n++] = GTK_ACCESSIBLE (parent);
  n = collect (widget, labels, n, get_max (widget));

  /* What is still empty is part of something that has a name. */
  for (; n == 0 && parent != NULL; parent = gtk_widget_get_parent (parent))
    if (has_label (parent))
      labels[n++] = GTK_ACCESSIBLE (parent);

  if (n == 1)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    labels[0], NULL, -1);
  else if (n == 2)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    labels[0], labels[1], NULL, -1);
  else if (n == 3)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    labels[0], labels[1], labels[2], NULL, -1);
}

static gboolean
mapped_cb (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               user_data)
{
  GtkWidget *widget = g_value_get_object (values);

  if (gtk_widget_get_focusable (widget) && !is_named (widget))
    name (widget);

  return G_SOURCE_CONTINUE;
}

/**
 * lg_names_install:
 *
 * From now on whatever can take the focus has an accessible name, in every window: GTK and
 * libadwaita leave some of their parts without one (rows of lists and tables, expanders, the button
 * of a drop-down, what scrolls). A part without a name of its own is known by the labels in it;
 * they are a relation, so that the name follows them.
 *
 * Called once.
 */
void
lg_names_install (void)
{
  g_autoptr (GTypeClass) widget_class = g_type_class_ref (GTK_TYPE_WIDGET);

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
}
