/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-summary.h"

#include "lg-cli.h"

#include <glib/gi18n.h>

/**
 * lg_cli_sort_findings:
 * @diagnosis: what was found
 *
 * Returns: (transfer full) (element-type LgFinding): the findings, faults first, those of a kind in
 *   the order they happened
 */
GPtrArray *
lg_cli_sort_findings (LgDiagnosis *diagnosis)
{
  GListModel *model = G_LIST_MODEL (diagnosis);
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);

  for (int severity = LG_SEVERITY_FAULT; severity <= LG_SEVERITY_NOTE; severity++)
    for (guint i = 0; i < g_list_model_get_n_items (model); i++)
      {
        g_autoptr (LgFinding) finding = g_list_model_get_item (model, i);

        if (lg_finding_get_severity (finding) == (LgSeverity) severity)
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
  return self->findings->len > 0 &&
         lg_finding_get_severity (self->findings->pdata[0]) == LG_SEVERITY_FAULT;
}

static void
add_finding (JsonBuilder *builder,
             LgFinding   *finding)
{
  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "cause", lg_finding_get_cause (finding));
  lg_cli_set_string (builder, "severity",
                     lg_cli_get_nick (LG_TYPE_SEVERITY, lg_finding_get_severity (finding)));
  lg_cli_set_string (builder, "confidence",
                     lg_cli_get_nick (LG_TYPE_CONFIDENCE, lg_finding_get_confidence (finding)));
  lg_cli_set_string (builder, "title", lg_finding_get_title (finding));
  lg_cli_set_string (builder, "evidence", lg_finding_get_evidence (finding));
  lg_cli_set_string (builder, "meaning", lg_finding_get_meaning (finding));
  lg_cli_set_string (builder, "advice", lg_finding_get_advice (finding));
  json_builder_end_object (builder);
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
  json_builder_add_int_value (builder, 0);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->findings->len; i++)
    add_finding (builder, self->findings->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  lg_cli_print_json (builder);
}

static void
print_part (const char *name,
            const char *text)
{
  if (text != NULL && *text != '\0')
    g_print (_("  %s: %s\n"), name, text);
}

static void
print_finding (LgFinding *finding)
{
  g_print ("\n%s [%s, %s, %s]\n", lg_finding_get_title (finding), lg_finding_get_cause (finding),
           lg_cli_get_nick (LG_TYPE_SEVERITY, lg_finding_get_severity (finding)),
           lg_cli_get_nick (LG_TYPE_CONFIDENCE, lg_finding_get_confidence (finding)));
  print_part (_("Evidence"), lg_finding_get_evidence (finding));
  print_part (_("On this platform"), lg_finding_get_meaning (finding));
  print_part (_("Next step"), lg_finding_get_advice (finding));
}

/**
 * lg_cli_summary_print_text:
 *
 * Prints the summary for people.
 */
void
lg_cli_summary_print_text (const LgCliSummary *self)
{
  g_print ("\n%s\n", self->connected ? _("The device was online.")
                                     : _("The device was never online."));
  g_print (_("Messages: %u in, %u out\n"),
           (guint) self->messages_in, (guint) self->messages_out);
  for (guint i = 0; i < self->findings->len; i++)
    print_finding (self->findings->pdata[i]);
}
