/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-step-cell.h"

#include "device/lg-printable.h"

#include <glib/gi18n.h>

static GtkWidget *
new_line (const char *text,
          const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_heading (LgAttemptStep *step)
{
  gboolean ok = lg_attempt_step_get_ok (step);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (ok ? "lg-good-symbolic" : "lg-fault-symbolic");

  gtk_widget_add_css_class (icon, ok ? "success" : "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, ok ? _("done") : _("failed"),
                                  -1);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), new_line (lg_attempt_step_get_title (step), "heading"));
  return box;
}

/**
 * lg_step_cell_new:
 * @step: a step of connecting
 *
 * Returns: (transfer floating): a small column: whether it went well, how long it took, and on what
 */
GtkWidget *
lg_step_cell_new (LgAttemptStep *step)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *shown = lg_printable_line (lg_attempt_step_get_detail (step), -1);
  g_autofree char *told = lg_printable_lines (lg_attempt_step_get_told (step));
  GtkWidget *detail = new_line (shown, "caption");
  g_autoptr (PangoAttrList) no_hyphens = pango_attr_list_new ();
  g_autofree char *time = g_strdup_printf (_("%.1f ms"),
                                           lg_attempt_step_get_duration_us (step) / 1000.0);

  /* Addresses and cipher names are cut where they must be; a hyphen would become part of them. */
  pango_attr_list_insert (no_hyphens, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (detail), no_hyphens);
  gtk_label_set_wrap (GTK_LABEL (detail), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (detail), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (detail), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (detail), 18);
  gtk_label_set_selectable (GTK_LABEL (detail), TRUE);
  gtk_widget_set_tooltip_text (detail, told);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_box_append (GTK_BOX (box), new_heading (step));
  gtk_box_append (GTK_BOX (box), new_line (time, "numeric"));
  gtk_box_append (GTK_BOX (box), detail);
  return box;
}
