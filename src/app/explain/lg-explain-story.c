/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-explain-story.h"

#include "device/lg-printable.h"

#include <glib/gi18n.h>

/* More rows than these nobody reads, and each is a widget. */
#define MOST_ROWS 100

struct _LgExplainStory
{
  AdwPreferencesGroup  parent_instance;
  GPtrArray           *rows;
};

G_DEFINE_FINAL_TYPE (LgExplainStory, lg_explain_story, ADW_TYPE_PREFERENCES_GROUP)

static void
lg_explain_story_dispose (GObject *object)
{
  g_clear_pointer (&LG_EXPLAIN_STORY (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (lg_explain_story_parent_class)->dispose (object);
}

static void
lg_explain_story_class_init (LgExplainStoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lg_explain_story_dispose;
}

static void
lg_explain_story_init (LgExplainStory *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("What the log tells"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
add_row (LgExplainStory *self,
         const char     *title,
         const char     *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), TRUE);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
add_chapter (LgExplainStory     *self,
             const LgLogChapter *chapter,
             gboolean            several)
{
  g_autofree char *what = lg_log_chapter_describe (chapter);
  g_autofree char *places = lg_log_chapter_describe_places (chapter);
  g_autofree char *where = several && chapter->device != NULL
                           ? g_strdup_printf ("%s · %s", chapter->device, places)
                           : g_strdup (places);
  g_autofree char *title = lg_printable_line (what, -1);
  g_autofree char *subtitle = lg_printable_line (where, -1);

  add_row (self, title, subtitle);
}

/* The file, the guess at its encoding, and the figures. */
static char *
describe (const LgLogOpened *opened)
{
  g_autofree char *name = opened->name != NULL ? lg_printable_line (opened->name, -1) : NULL;

  if (name == NULL)
    return g_strdup (opened->tale->summary);
  return g_strdup_printf ("%s · %s · %s", name, lg_text_encoding_get_name (opened->encoding),
                          opened->tale->summary);
}

/**
 * lg_explain_story_show:
 * @opened: (nullable): a log that was read
 *
 * Shows what happened in it, instead of what was shown before.
 */
void
lg_explain_story_show (LgExplainStory    *self,
                       const LgLogOpened *opened)
{
  const GPtrArray *chapters = opened != NULL ? opened->tale->chapters : NULL;
  guint n = chapters != NULL ? chapters->len : 0;
  g_autofree char *text = opened != NULL ? describe (opened) : NULL;
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  g_return_if_fail (LG_IS_EXPLAIN_STORY (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < MIN (n, MOST_ROWS); i++)
    add_chapter (self, chapters->pdata[i], opened->tale->devices->len > 1);
  if (n > MOST_ROWS)
    {
      g_autofree char *more = g_strdup_printf (_("%u more"), n - MOST_ROWS);

      add_row (self, more, NULL);
    }
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), escaped);
  gtk_widget_set_visible (GTK_WIDGET (self), opened != NULL);
}
