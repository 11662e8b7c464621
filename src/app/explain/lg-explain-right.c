/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-explain-right.h"

#include "app/widgets/lg-copy-row.h"

struct _LgExplainRight
{
  AdwPreferencesGroup  parent_instance;
  LgCopyRow           *client_id;
  LgCopyRow           *username;
  LgCopyRow           *password;
  LgCopyRow           *content;
};

G_DEFINE_FINAL_TYPE (LgExplainRight, lg_explain_right, ADW_TYPE_PREFERENCES_GROUP)

static void
lg_explain_right_class_init (LgExplainRightClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LG_TYPE_COPY_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-explain-right.ui");
  gtk_widget_class_bind_template_child (widget_class, LgExplainRight, client_id);
  gtk_widget_class_bind_template_child (widget_class, LgExplainRight, username);
  gtk_widget_class_bind_template_child (widget_class, LgExplainRight, password);
  gtk_widget_class_bind_template_child (widget_class, LgExplainRight, content);
}

static void
lg_explain_right_init (LgExplainRight *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_value (LgCopyRow  *row,
            const char *value)
{
  lg_copy_row_set_value (row, value);
  gtk_widget_set_visible (GTK_WIDGET (row), value != NULL);
}

/**
 * lg_explain_right_show:
 * @explain: (nullable): what is wrong; %NULL: nothing is known
 *
 * Shows the values as they should be.
 */
void
lg_explain_right_show (LgExplainRight  *self,
                       const LgExplain *explain)
{
  gboolean wrong = explain != NULL && !lg_explain_is_valid (explain);
  const char *client_id = wrong ? lg_explain_get_client_id (explain) : NULL;
  const char *username = wrong ? lg_explain_get_username (explain) : NULL;
  LgSecret *password = wrong ? lg_explain_get_password (explain) : NULL;

  g_return_if_fail (LG_IS_EXPLAIN_RIGHT (self));

  show_value (self->client_id, client_id);
  show_value (self->username, username);
  show_value (self->content, wrong ? lg_explain_get_content (explain) : NULL);
  lg_copy_row_set_secret (self->password, password);
  gtk_widget_set_visible (GTK_WIDGET (self->password), password != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), client_id != NULL || username != NULL);
}
