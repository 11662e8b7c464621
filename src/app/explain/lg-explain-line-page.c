/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-explain-line-page.h"

#include "app/widgets/lg-entry.h"
#include "diagnosis/lg-settle.h"
#include "lg-explain-findings.h"
#include "log/lg-log-line.h"

#include <glib/gi18n.h>

struct _LgExplainLinePage
{
  AdwBin             parent_instance;
  GtkEditable       *line;
  GtkWidget         *examples;
  GtkWidget         *unknown;
  AdwActionRow      *unknown_row;
  LgExplainFindings *findings;
  GtkWidget         *settle_group;
  AdwActionRow      *settle_row;
  GtkButton         *settle;
  LgLink            *link;
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

static LgFamily
get_family (LgExplainLinePage *self)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (lg_link_get_profile (self->link));

  return lg_family_of_platform (lg_endpoint_get_platform (endpoint));
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
              const LgLogLine   *read)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->unknown_row),
                                 read->recognized ? _("This line tells no fault by itself")
                                                  : _("Nothing in this line is known"));
  adw_action_row_set_subtitle (self->unknown_row, read->next != NULL ? read->next : "");
}

static void
changed_cb (LgExplainLinePage *self)
{
  g_autofree char *line = g_strstrip (g_strdup (gtk_editable_get_text (self->line)));
  g_autoptr (LgLogLine) read = NULL;

  if (self->link == NULL)
    return;

  read = lg_log_line_read (line, get_family (self));
  gtk_widget_set_visible (self->examples, *line == '\0');
  gtk_widget_set_visible (self->unknown, *line != '\0' && read->findings->len == 0);
  show_unknown (self, read);
  lg_explain_findings_show (self->findings, read->findings);
  show_settle (self, read->findings);
}

static void
example_activated_cb (LgExplainLinePage *self,
                      AdwPreferencesRow *row)
{
  gtk_editable_set_text (self->line, adw_preferences_row_get_title (row));
  gtk_widget_grab_focus (GTK_WIDGET (self->line));
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
  g_clear_object (&LG_EXPLAIN_LINE_PAGE (object)->link);

  G_OBJECT_CLASS (lg_explain_line_page_parent_class)->dispose (object);
}

static void
lg_explain_line_page_class_init (LgExplainLinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_explain_line_page_dispose;
  g_type_ensure (LG_TYPE_EXPLAIN_FINDINGS);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               LG_RESOURCES "lg-explain-line-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, line);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, examples);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, unknown);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, unknown_row);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, findings);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, settle_group);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, settle_row);
  gtk_widget_class_bind_template_child (widget_class, LgExplainLinePage, settle);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
lg_explain_line_page_init (LgExplainLinePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lg_entry_name_all (GTK_WIDGET (self));
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
