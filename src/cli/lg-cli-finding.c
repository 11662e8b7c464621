/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-finding.h"

#include "lg-cli.h"

#include <glib/gi18n.h>

static void
add_events (JsonBuilder *builder,
            GArray      *events)
{
  json_builder_set_member_name (builder, "events");
  json_builder_begin_array (builder);
  for (guint i = 0; i < events->len; i++)
    json_builder_add_int_value (builder, g_array_index (events, LgCitation, i).id);
  json_builder_end_array (builder);
}

static void
add_alternatives (JsonBuilder *builder,
                  GPtrArray   *alternatives)
{
  json_builder_set_member_name (builder, "alternatives");
  json_builder_begin_array (builder);
  for (guint i = 0; i < alternatives->len; i++)
    {
      const LgAlternative *alternative = alternatives->pdata[i];

      json_builder_begin_object (builder);
      lg_cli_set_string (builder, "cause", alternative->cause);
      lg_cli_set_string (builder, "confidence",
                         lg_cli_get_nick (LG_TYPE_CONFIDENCE, alternative->confidence));
      lg_cli_set_string (builder, "title", alternative->title);
      lg_cli_set_string (builder, "reason", alternative->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_finding (JsonBuilder *builder,
             LgFinding   *finding)
{
  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "cause", finding->cause);
  lg_cli_set_string (builder, "severity",
                     lg_cli_get_nick (LG_TYPE_SEVERITY, finding->severity));
  lg_cli_set_string (builder, "confidence",
                     lg_cli_get_nick (LG_TYPE_CONFIDENCE, finding->confidence));
  lg_cli_set_string (builder, "title", finding->title);
  lg_cli_set_string (builder, "evidence", finding->evidence);
  lg_cli_set_string (builder, "meaning", finding->meaning);
  lg_cli_set_string (builder, "advice", finding->advice);
  lg_cli_set_string (builder, "console", finding->console);
  add_events (builder, finding->events);
  add_alternatives (builder, finding->alternatives);
  json_builder_end_object (builder);
}

/**
 * lg_cli_findings_add_json:
 * @findings: (element-type LgFinding): findings
 * @builder: an object being built
 *
 * Adds the member `findings`, the same in every subcommand.
 */
void
lg_cli_findings_add_json (GPtrArray   *findings,
                          JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    add_finding (builder, findings->pdata[i]);
  json_builder_end_array (builder);
}

/**
 * lg_cli_findings_have_fault:
 * @findings: (element-type LgFinding): findings
 *
 * Returns: whether one of them is a fault: then the exit status is 1
 */
gboolean
lg_cli_findings_have_fault (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (LG_FINDING (findings->pdata[i])->severity == LG_SEVERITY_FAULT)
      return TRUE;
  return FALSE;
}

/* Evidence of several ports has a line for each. */
static void
print_part (const char *name,
            const char *text)
{
  g_auto (GStrv) lines = NULL;

  if (text == NULL || *text == '\0')
    return;

  lines = g_strsplit (text, "\n", -1);
  lg_cli_print (_("  %s: %s\n"), name, lines[0]);
  for (guint i = 1; lines[i] != NULL; i++)
    lg_cli_print ("    %s\n", lines[i]);
}

static void
print_alternatives (GPtrArray *alternatives)
{
  for (guint i = 0; i < alternatives->len; i++)
    {
      const LgAlternative *alternative = alternatives->pdata[i];

      lg_cli_print (_("  %s: %s [%s, %s]. %s\n"), _("Fits, too"), alternative->title,
                    alternative->cause,
                    lg_cli_get_nick (LG_TYPE_CONFIDENCE, alternative->confidence),
                    alternative->reason);
    }
}

/**
 * lg_cli_finding_print_text:
 * @finding: a finding
 *
 * Prints it for people.
 */
void
lg_cli_finding_print_text (LgFinding *finding)
{
  lg_cli_print ("\n%s [%s, %s, %s]\n", finding->title,
                finding->cause,
                lg_cli_get_nick (LG_TYPE_SEVERITY, finding->severity),
                lg_cli_get_nick (LG_TYPE_CONFIDENCE, finding->confidence));
  print_part (_("Evidence"), finding->evidence);
  print_part (finding->alternatives->len > 0
                ? _("The console may show") : _("The console says"),
              finding->console);
  print_part (_("On this platform"), finding->meaning);
  print_part (_("Next step"), finding->advice);
  print_alternatives (finding->alternatives);
}
