/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-explain-line-page.h"

#include "app/widgets/lg-file-chooser.h"
#include "device/lg-printable.h"
#include "diagnosis/lg-settle.h"
#include "lg-explain-findings.h"
#include "lg-explain-story.h"
#include "log/lg-log-line.h"

#include <glib/gi18n.h>

/* After the last key; a long log takes longer than a keystroke. */
#define DEBOUNCE_MS 150

struct _LgExplainLinePage
{
  AdwBin             parent_instance;
  GtkTextBuffer     *text;
  GtkWidget         *view;
  GtkWidget         *placeholder;
  GtkWidget         *examples;
  GtkWidget         *unknown;
  AdwActionRow      *unknown_row;
  LgExplainStory    *story;
  LgExplainFindings *findings;
  GtkWidget         *settle_group;
  AdwActionRow      *settle_row;
  GtkButton         *settle;
  LgLink            *link;
  GCancellable      *cancellable;
  guint              timeout;
};

G_DEFINE_FINAL_TYPE (LgExplainLinePage, lg_explain_line_page, ADW_TYPE_BIN)

/* What shows it, and where; one action of the window each. */
static const struct
{
  const char *label;
  const char *action;
  const char *subtitle;
} settles[] = {
  [LG_SETTLE_NOTHING] = { NULL },
  [LG_SETTLE_CHECK] = { N_("Run Checks"), "explain.check",
                        N_("Every port and root certificate of the selected device") },
  [LG_SETTLE_VALUES] = { N_("Values Sent"), "explain.values",
                         N_("The client ID, user name and password the device really sends") },
  [LG_SETTLE_CONNECT] = { N_("Connect"), "explain.connect",
                          N_("In the device's place: does it happen here, too?") },
};

static LgDropCase
get_case (LgExplainLinePage *self)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (lg_link_get_profile (self->link));
  const LgPlatform *platform = lg_endpoint_get_platform (endpoint);

  return (LgDropCase) {
    .family = lg_family_of_platform (platform),
    .limits = lg_platform_get_limits (platform),
  };
}

static void
show_settle (LgExplainLinePage *self,
             GPtrArray         *findings)
{
  LgSettle settle = findings->len > 0 ? lg_settle_find (LG_FINDING (findings->pdata[0])->cause)
                                      : LG_SETTLE_NOTHING;

  gtk_widget_set_visible (self->settle_group, settle != LG_SETTLE_NOTHING);
  if (settle == LG_SETTLE_NOTHING)
    return;

  gtk_button_set_label (self->settle, _(settles[settle].label));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->settle), settles[settle].action);
  adw_action_row_set_subtitle (self->settle_row, _(settles[settle].subtitle));
}

/* What to look for instead. */
static void
show_unknown (LgExplainLinePage *self,
              const char        *title,
              const char        *next)
{
  gtk_widget_set_visible (self->unknown, title != NULL);
  if (title == NULL)
    return;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->unknown_row), title);
  adw_action_row_set_subtitle (self->unknown_row, next != NULL ? next : "");
}

static void
show_line (LgExplainLinePage *self,
           const char        *text)
{
  g_autofree char *line = g_strstrip (g_strdup (text));
  const LgDropCase known = get_case (self);
  g_autoptr (LgLogLine) read = lg_log_line_read (line, known.family);
  const char *unknown = NULL;

  if (*line != '\0' && read->findings->len == 0)
    unknown = read->recognized ? _("This line tells no fault by itself")
                               : _("Nothing in this line is known");
  gtk_widget_set_visible (self->examples, *line == '\0');
  show_unknown (self, unknown, read->next);
  lg_explain_story_show (self->story, NULL);
  lg_explain_findings_show (self->findings, read->findings);
  show_settle (self, read->findings);
}

static void
show_log (LgExplainLinePage *self,
          const LgLogOpened *opened)
{
  gtk_widget_set_visible (self->examples, FALSE);
  show_unknown (self, opened->tale->recognized ? NULL : _("Nothing in this log is known"),
                opened->tale->next);
  lg_explain_story_show (self->story, opened);
  lg_explain_findings_show (self->findings, opened->tale->findings);
  show_settle (self, opened->tale->findings);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LgExplainLinePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LgLogOpened) opened = lg_log_open_finish (result, &error);
  g_autofree char *reason = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (opened != NULL)
    {
      show_log (self, opened);
      return;
    }

  reason = lg_printable_line (error->message, -1);
  gtk_widget_set_visible (self->examples, FALSE);
  lg_explain_story_show (self->story, NULL);
  lg_explain_findings_show (self->findings, NULL);
  show_unknown (self, _("The file was not read"), reason);
}

/* What was being read is not asked for any more. */
static GCancellable *
start_anew (LgExplainLinePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

static char *
dup_text (LgExplainLinePage *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->text, &start, &end);
  return gtk_text_buffer_get_text (self->text, &start, &end, FALSE);
}

static gboolean
read_cb (gpointer user_data)
{
  LgExplainLinePage *self = user_data;
  const LgDropCase known = get_case (self);
  g_autofree char *text = dup_text (self);

  self->timeout = 0;
  lg_log_open_text_async (text, &known, start_anew (self), opened_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* One line is judged at once, several are a log. */
static void
changed_cb (LgExplainLinePage *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  gtk_widget_set_visible (self->placeholder, *text == '\0');
  if (self->link == NULL)
    return;

  start_anew (self);
  if (strchr (stripped, '\n') != NULL)
    self->timeout = g_timeout_add (DEBOUNCE_MS, read_cb, self);
  else
    show_line (self, stripped);
}

/* The file's text is read, and not kept: it may have more lines than a text view shows at once. */
static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LgExplainLinePage) self = user_data;
  g_autoptr (GFile) file = lg_file_chooser_finish (result);

  if (file != NULL && self->link != NULL)
    lg_explain_line_page_open (self, file);
}

static void
open_clicked_cb (LgExplainLinePage *self)
{
  lg_file_chooser_open_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Log File"),
                              NULL, chosen_cb, g_object_ref (self));
}

static void
example_activated_cb (LgExplainLinePage *self,
                      AdwPreferencesRow *row)
{
  gtk_text_buffer_set_text (self->text, adw_preferences_row_get_title (row), -1);
  gtk_widget_grab_focus (self->view);
}

static void
add_examples (LgExplainLinePage *self)
{
  /* As devices and consoles write them: not for translation. */
  static const char *const examples[] = {
    "mqtt connect failed, rc=4", "aiot_mqtt_connect failed: -0x0304", "result = -35",
    "Keepalive timeout after 100sec", "Kicked by the same device",
    "mbedtls_ssl_handshake returned -0x2700",
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), examples[i]);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_swapped (row, "activated", G_CALLBACK (example_activated_cb), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->examples), row);
    }
}

static void
lg_explain_line_page_dispose (GObject *object)
{
  LgExplainLinePage *self = LG_EXPLAIN_LINE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (lg_explain_line_page_parent_class)->dispose (object);
}

static void
lg_explain_line_page_class_init (LgExplainLinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_explain_line_page_dispose;
  g_type_ensure (LG_TYPE_EXPLAIN_FINDINGS);
  g_type_ensure (LG_TYPE_EXPLAIN_STORY);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               LG_RESOURCES "lg-explain-line-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, text);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, view);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, placeholder);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, examples);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, unknown);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, unknown_row);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, story);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, findings);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, settle_group);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, settle_row);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, settle);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
}

static void
lg_explain_line_page_init (LgExplainLinePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_examples (self);
}

/**
 * lg_explain_line_page_set_link:
 * @link: the device whose platform's rules apply
 */
void
lg_explain_line_page_set_link (LgExplainLinePage *self,
                               LgLink            *link)
{
  g_return_if_fail (LG_IS_EXPLAIN_LINE_PAGE (self));

  if (g_set_object (&self->link, link))
    changed_cb (self);
}

/**
 * lg_explain_line_page_open:
 * @file: a file with a log
 *
 * Shows what it tells, instead of what was typed.
 */
void
lg_explain_line_page_open (LgExplainLinePage *self,
                           GFile             *file)
{
  LgDropCase known;

  g_return_if_fail (LG_IS_EXPLAIN_LINE_PAGE (self) && G_IS_FILE (file) && self->link != NULL);

  known = get_case (self);
  gtk_text_buffer_set_text (self->text, "", -1);
  lg_log_open_file_async (file, &known, start_anew (self), opened_cb, g_object_ref (self));
}
