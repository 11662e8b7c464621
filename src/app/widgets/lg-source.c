/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-source.h"

#include <adwaita.h>

static GtkSourceBuffer *
get_buffer (GtkSourceView *view)
{
  return GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)));
}

static void
dark_changed_cb (GtkSourceView   *view,
                 GParamSpec      *pspec,
                 AdwStyleManager *manager)
{
  const char *id = adw_style_manager_get_dark (manager) ? "Adwaita-dark" : "Adwaita";
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();

  gtk_source_buffer_set_style_scheme (get_buffer (view),
                                      gtk_source_style_scheme_manager_get_scheme (schemes, id));
}

/**
 * lg_source_follow_style:
 * @view: a view
 *
 * Keeps the view's colours with the window's, light or dark.
 */
void
lg_source_follow_style (GtkSourceView *view)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_return_if_fail (GTK_SOURCE_IS_VIEW (view));

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (dark_changed_cb), view,
                           G_CONNECT_SWAPPED);
  dark_changed_cb (view, NULL, manager);
}

/**
 * lg_source_set_json:
 * @view: a view
 * @json: whether its text is JSON, to be coloured as such
 */
void
lg_source_set_json (GtkSourceView *view,
                    gboolean       json)
{
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();

  g_return_if_fail (GTK_SOURCE_IS_VIEW (view));

  gtk_source_buffer_set_language (
    get_buffer (view), json ? gtk_source_language_manager_get_language (languages, "json") : NULL);
}

/**
 * lg_source_set_text:
 * @view: a view
 * @text: what to show
 *
 * Replaces the text and goes to its beginning.
 */
void
lg_source_set_text (GtkSourceView *view,
                    const char    *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;

  g_return_if_fail (GTK_SOURCE_IS_VIEW (view));
  g_return_if_fail (text != NULL);

  buffer = GTK_TEXT_BUFFER (get_buffer (view));
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
}

/**
 * lg_source_dup_text:
 * @view: a view
 *
 * Returns: (transfer full): all of its text
 */
char *
lg_source_dup_text (GtkSourceView *view)
{
  GtkTextIter start, end;

  g_return_val_if_fail (GTK_SOURCE_IS_VIEW (view), NULL);

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (get_buffer (view)), &start, &end);
  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (get_buffer (view)), &start, &end, TRUE);
}
