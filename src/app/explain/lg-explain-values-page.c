/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-explain-values-page.h"

#include "app/widgets/lg-entry.h"
#include "diagnosis/lg-explained.h"
#include "lg-explain-difference.h"
#include "lg-explain-findings.h"
#include "lg-explain-right.h"
#include "link/lg-proof.h"
#include "model/lg-explain-job.h"

#include <glib/gi18n.h>

/* After the last key; pasting three values takes longer than judging them. */
#define DEBOUNCE_MS 150

struct _LgExplainValuesPage
{
  AdwBin             parent_instance;
  GtkEditable       *client_id;
  GtkEditable       *username;
  GtkEditable       *password;
  GtkSpinButton     *keepalive;
  AdwComboRow       *transport;
  GtkWidget         *empty;
  GtkWidget         *verdict_group;
  AdwActionRow      *verdict;
  GtkImage          *verdict_icon;
  GtkWidget         *differences;
  GtkListBox        *difference_rows;
  LgExplainFindings *findings;
  LgExplainRight    *right;
  LgLink            *link;
  GSignalGroup      *credentials;
  GSignalGroup      *session;
  GCancellable      *cancellable;
  guint              timeout;
};

G_DEFINE_FINAL_TYPE (LgExplainValuesPage, lg_explain_values_page, ADW_TYPE_BIN)

static gboolean
is_empty (LgExplainValuesPage *self)
{
  return *gtk_editable_get_text (self->client_id) == '\0'
         && *gtk_editable_get_text (self->username) == '\0'
         && *gtk_editable_get_text (self->password) == '\0';
}

static void
show_verdict (LgExplainValuesPage *self,
              const LgExplain     *explain,
              gboolean             proven)
{
  gboolean valid = lg_explain_is_valid (explain), complete = lg_explain_is_complete (explain);
  const char *subtitle = "";

  gtk_widget_set_visible (self->verdict_group, valid || !complete);
  if (valid && complete)
    subtitle = proven ? lg_explained_proof () : _("A device that sends them and is refused has "
                                                  "another fault: check host and port.");
  else if (!complete)
    subtitle = _("The password was not recomputed: that needs all three values, and the selected "
                 "device's secret on the Device page.");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->verdict),
                                 valid && complete ? _("These values are right")
                                 : valid ? _("No fault was found in what can be judged")
                                         : _("Not everything could be judged"));
  adw_action_row_set_subtitle (self->verdict, subtitle);
  gtk_image_set_from_icon_name (self->verdict_icon, valid && complete ? "lg-good-symbolic"
                                                                      : "lg-question-symbolic");
}

static void
show_differences (LgExplainValuesPage *self,
                  GPtrArray           *explanations)
{
  GtkWidget *row;
  gboolean any = FALSE;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->difference_rows))) != NULL)
    gtk_list_box_remove (self->difference_rows, row);

  for (guint i = 0; explanations != NULL && i < explanations->len; i++)
    if (((LgExplanation *) explanations->pdata[i])->subject != NULL)
      {
        gtk_list_box_append (self->difference_rows,
                             lg_explain_difference_new (explanations->pdata[i]));
        any = TRUE;
      }
  gtk_widget_set_visible (self->differences, any);
}

static void
show_findings (LgExplainValuesPage *self,
               const LgExplain     *explain,
               gboolean             proven)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (lg_link_get_profile (self->link));
  LgFamily family = lg_family_of_platform (lg_endpoint_get_platform (endpoint));
  g_autoptr (GPtrArray) findings = lg_explained_findings (explain, family, proven);

  show_differences (self, lg_explain_get_explanations (explain));
  lg_explain_findings_show (self->findings, findings);
}

static void
explained_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (LgExplainValuesPage) self = user_data;
  g_autoptr (LgExplain) explain = lg_explain_job_finish (LG_PROFILE (object), result, NULL);
  gboolean proven;

  if (explain == NULL || self->link == NULL)
    return;

  proven = lg_link_is_proven (self->link);
  show_verdict (self, explain, proven);
  show_findings (self, explain, proven);
  lg_explain_right_show (self->right, explain);
}

static void
clear_results (LgExplainValuesPage *self)
{
  show_differences (self, NULL);
  lg_explain_findings_show (self->findings, NULL);
  gtk_widget_set_visible (self->verdict_group, FALSE);
  lg_explain_right_show (self->right, NULL);
}

static void
stop (LgExplainValuesPage *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
explain_cb (gpointer user_data)
{
  LgExplainValuesPage *self = user_data;
  const char *text = gtk_editable_get_text (self->password);
  g_autoptr (LgSecret) password = *text != '\0' ? lg_secret_new (text) : NULL;
  guint transport = adw_combo_row_get_selected (self->transport);
  int keepalive = gtk_spin_button_get_value_as_int (self->keepalive);

  self->timeout = 0;
  self->cancellable = g_cancellable_new ();
  lg_explain_job_async (lg_link_get_profile (self->link), &(LgDeviceValues) {
                          .client_id = gtk_editable_get_text (self->client_id),
                          .username = gtk_editable_get_text (self->username),
                          .password = password,
                          .transport_known = transport > 0,
                          .security = transport == 2 ? LG_SECURITY_TCP : LG_SECURITY_TLS,
                          .keepalive = keepalive > 0 ? keepalive : -1,
                        }, self->cancellable, explained_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (LgExplainValuesPage *self)
{
  stop (self);
  gtk_widget_set_visible (self->empty, is_empty (self));
  if (self->link == NULL || is_empty (self))
    clear_results (self);
  else
    self->timeout = g_timeout_add (DEBOUNCE_MS, explain_cb, self);
}

static void
lg_explain_values_page_dispose (GObject *object)
{
  LgExplainValuesPage *self = LG_EXPLAIN_VALUES_PAGE (object);

  stop (self);
  g_clear_object (&self->credentials);
  g_clear_object (&self->session);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (lg_explain_values_page_parent_class)->dispose (object);
}

static void
lg_explain_values_page_class_init (LgExplainValuesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_explain_values_page_dispose;
  g_type_ensure (LG_TYPE_EXPLAIN_FINDINGS);
  g_type_ensure (LG_TYPE_EXPLAIN_RIGHT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               LG_RESOURCES "lg-explain-values-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LgExplainValuesPage, client_id);
  gtk_widget_class_bind_template_child (widget_class, LgExplainValuesPage, username);
  gtk_widget_class_bind_template_child (widget_class, LgExplainValuesPage, password);
  gtk_widget_class_bind_template_child (widget_class, LgExplainValuesPage, keepalive);
  gtk_widget_class_bind_template_child (widget_class, LgExplainValuesPage, transport);
  gtk_widget_class_bind_template_child (widget_class, LgExplainValuesPage, empty);
  gtk_widget_class_bind_template_child (widget_class, LgExplainValuesPage, verdict_group);
  gtk_widget_class_bind_template_child (widget_class, LgExplainValuesPage, verdict);
  gtk_widget_class_bind_template_child (widget_class, LgExplainValuesPage, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, LgExplainValuesPage, differences);
  gtk_widget_class_bind_template_child (widget_class, LgExplainValuesPage, difference_rows);
  gtk_widget_class_bind_template_child (widget_class, LgExplainValuesPage, findings);
  gtk_widget_class_bind_template_child (widget_class, LgExplainValuesPage, right);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
lg_explain_values_page_init (LgExplainValuesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lg_entry_name_all (GTK_WIDGET (self));

  self->credentials = g_signal_group_new (LG_TYPE_CREDENTIALS);
  g_signal_group_connect_swapped (self->credentials, "notify", G_CALLBACK (changed_cb), self);
  self->session = g_signal_group_new (LG_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (changed_cb), self);
}

/**
 * lg_explain_values_page_set_link:
 * @link: the device that should send the values
 */
void
lg_explain_values_page_set_link (LgExplainValuesPage *self,
                                 LgLink              *link)
{
  g_return_if_fail (LG_IS_EXPLAIN_VALUES_PAGE (self));

  if (!g_set_object (&self->link, link))
    return;

  g_signal_group_set_target (self->credentials,
                             lg_profile_get_credentials (lg_link_get_profile (link)));
  g_signal_group_set_target (self->session, lg_link_get_session (link));
  changed_cb (self);
}

/**
 * lg_explain_values_page_set_values:
 * @sent: custom credentials: client ID, user name and password as a device sends them
 *
 * Types them in.
 */
void
lg_explain_values_page_set_values (LgExplainValuesPage *self,
                                   LgCredentials       *sent)
{
  LgSecret *password;

  g_return_if_fail (LG_IS_EXPLAIN_VALUES_PAGE (self));
  g_return_if_fail (LG_IS_CREDENTIALS (sent));

  password = lg_credentials_get_secret (sent);
  gtk_editable_set_text (self->client_id, lg_credentials_get_mqtt_client_id (sent));
  gtk_editable_set_text (self->username, lg_credentials_get_mqtt_username (sent));
  gtk_editable_set_text (self->password, password != NULL ? lg_secret_peek (password) : "");
}
