/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-explain-findings.h"

#include "app/widgets/lg-finding-row.h"

struct _LgExplainFindings
{
  AdwPreferencesGroup  parent_instance;
  GPtrArray           *rows;
};

G_DEFINE_FINAL_TYPE (LgExplainFindings, lg_explain_findings, ADW_TYPE_PREFERENCES_GROUP)

static void
lg_explain_findings_dispose (GObject *object)
{
  g_clear_pointer (&LG_EXPLAIN_FINDINGS (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (lg_explain_findings_parent_class)->dispose (object);
}

static void
lg_explain_findings_class_init (LgExplainFindingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lg_explain_findings_dispose;
}

static void
lg_explain_findings_init (LgExplainFindings *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * lg_explain_findings_show:
 * @findings: (nullable) (element-type LgFinding): what was found
 *
 * Shows it, instead of what was shown before.
 */
void
lg_explain_findings_show (LgExplainFindings *self,
                          GPtrArray         *findings)
{
  guint n = findings != NULL ? findings->len : 0;

  g_return_if_fail (LG_IS_EXPLAIN_FINDINGS (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = lg_finding_row_new (findings->pdata[i]);

      lg_finding_row_set_compact (LG_FINDING_ROW (row));
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), i == 0);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}
