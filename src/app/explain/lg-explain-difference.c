/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two values one above the other, with the part in which they differ marked in both. */
#include "config.h"

#include "lg-explain-difference.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

/* On light and on dark; from the GNOME palette. */
static const char *const colors[2][2] = {
  { "#1f7a45", "#8ff0a4" },
  { "#c01c28", "#ff7b63" },
};

/* A blank is seen only in the middle of a text. */
static char *
show_blanks (const char *text,
             gsize       from,
             gsize       until)
{
  g_autoptr (GString) shown = g_string_new_len (text, from);

  for (const char *at = text + from; at < text + until; at++)
    if (*at == ' ')
      g_string_append (shown, "␣");
    else if (*at == '\n' || *at == '\r' || *at == '\t')
      g_string_append (shown, *at == '\t' ? "⇥" : "⏎");
    else
      g_string_append_c (shown, *at);
  g_string_append (shown, text + until);
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

/* How many bytes the ends have in common, at most what follows the first difference. */
static gsize
count_common_end (const char *first,
                  const char *second,
                  gsize       from)
{
  gsize first_length = strlen (first), second_length = strlen (second), n = 0;

  while (n < MIN (first_length, second_length) - from
         && first[first_length - n - 1] == second[second_length - n - 1])
    n++;
  /* No character is cut. */
  while (n > 0 && (first[first_length - n] & 0xc0) == 0x80)
    n--;
  return n;
}

static GtkWidget *
make_value (const char *text,
            gsize       from,
            gsize       until,
            gboolean    wrong)
{
  const char *color = colors[wrong][adw_style_manager_get_dark (adw_style_manager_get_default ())];
  g_autofree char *shown = show_blanks (text, from, until);
  gsize end = until + strlen (shown) - strlen (text);
  g_autofree char *before = g_markup_escape_text (shown, from);
  g_autofree char *marked = g_markup_escape_text (shown + from, end - from);
  g_autofree char *after = g_markup_escape_text (shown + end, -1);
  g_autofree char *markup = g_strdup_printf (
    "<span insert_hyphens='no'>%s<span color='%s' weight='bold' underline='%s'>%s</span>%s</span>",
    before, color, wrong ? "error" : "single", marked, after);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "monospace");
  return label;
}

static GtkWidget *
make_name (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static const char *
get_subject (const LgExplanation *explanation)
{
  static const struct
  {
    const char *subject;
    const char *name;
  } subjects[] = {
    { "clientId", N_("Client ID") },
    { "username", N_("User name") },
    { "content", N_("Signed text") },
    { "password", N_("Password") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (g_strcmp0 (explanation->subject, subjects[i].subject) == 0)
      return _(subjects[i].name);

  return "";
}

/**
 * lg_explain_difference_new:
 * @explanation: an explanation that compares
 *
 * Returns: (transfer floating): what is expected above what the device sends
 */
GtkWidget *
lg_explain_difference_new (const LgExplanation *explanation)
{
  const char *expected = explanation->expected, *actual = explanation->actual;
  GtkWidget *grid = gtk_grid_new ();
  gsize from, common;
  g_autofree char *where = NULL;

  g_return_val_if_fail (expected != NULL && actual != NULL && explanation->difference >= 0, NULL);

  from = g_utf8_offset_to_pointer (actual, MIN (explanation->difference,
                                                g_utf8_strlen (actual, -1))) - actual;
  from = MIN (from, strlen (expected));
  common = count_common_end (expected, actual, from);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "lg-finding-part");
  gtk_grid_attach (GTK_GRID (grid), make_name (_("Expected")), 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), make_value (expected, from, strlen (expected) - common, FALSE),
                   1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), make_name (_("The device’s")), 0, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), make_value (actual, from, strlen (actual) - common, TRUE),
                   1, 1, 1, 1);
  /* Translators: a value's name, as “Client ID”, and a number */
  where = g_strdup_printf (_("%s: they differ from character %d on."), get_subject (explanation),
                           explanation->difference + 1);
  /* Of a password only forms are compared, not characters. */
  gtk_grid_attach (GTK_GRID (grid), make_name (g_str_equal (explanation->subject, "password")
                                               ? get_subject (explanation) : where), 1, 2, 1, 1);
  return grid;
}
