/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-summary.h"

#include "lg-cli-finding.h"
#include "lg-cli.h"

#include <glib/gi18n.h>

/**
 * lg_cli_sort_findings:
 * @model: (element-type LgFinding): what was found, as by a [class@Diagnosis]
 *
 * Returns: (transfer full) (element-type LgFinding): the findings, faults first, those of a kind in
 *   the order they happened
 */
GPtrArray *
lg_cli_sort_findings (GListModel *model)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);

  for (int severity = LG_SEVERITY_FAULT; severity <= LG_SEVERITY_NOTE; severity++)
    for (guint i = 0; i < g_list_model_get_n_items (model); i++)
      {
        g_autoptr (LgFinding) finding = g_list_model_get_item (model, i);

        if (finding->severity == (LgSeverity) severity)
          g_ptr_array_add (sorted, g_steal_pointer (&finding));
      }

  return sorted;
}

/**
 * lg_cli_summary_has_fault:
 *
 * Returns: whether a fault is among the findings
 */
gboolean
lg_cli_summary_has_fault (const LgCliSummary *self)
{
  return lg_cli_findings_have_fault (self->findings);
}

/**
 * lg_cli_summary_print_json:
 *
 * Prints the summary as one line of JSON.
 */
void
lg_cli_summary_print_json (const LgCliSummary *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "summary");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "connected");
  json_builder_add_boolean_value (builder, self->connected);
  json_builder_set_member_name (builder, "messagesIn");
  json_builder_add_int_value (builder, self->messages_in);
  json_builder_set_member_name (builder, "messagesOut");
  json_builder_add_int_value (builder, self->messages_out);
  json_builder_set_member_name (builder, "reconnects");
  json_builder_add_int_value (builder, self->reconnects);
  json_builder_set_member_name (builder, "notPrinted");
  json_builder_add_int_value (builder, self->not_printed);
  lg_cli_findings_add_json (self->findings, builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  lg_cli_print_json (builder);
}

/**
 * lg_cli_summary_print_text:
 *
 * Prints the summary for people.
 */
void
lg_cli_summary_print_text (const LgCliSummary *self)
{
  lg_cli_print ("\n%s\n", self->connected ? _("The device was online.")
                                          : _("The device was never online."));
  lg_cli_print (_("Messages: %u in, %u out\n"),
                (guint) self->messages_in, (guint) self->messages_out);
  if (self->reconnects > 0)
    lg_cli_print (_("Reconnects: %u\n"), self->reconnects);
  if (self->not_printed > 0)
    lg_cli_print (ngettext ("%u event was not printed: more came than could be printed in time.\n",
                            "%u events were not printed: more came than could be printed in "
                            "time.\n", self->not_printed), (guint) self->not_printed);
  for (guint i = 0; i < self->findings->len; i++)
    lg_cli_finding_print_text (self->findings->pdata[i]);
}
