/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-check.h"

#include "lg-cli-date.h"
#include "lg-cli-finding.h"
#include "lg-cli-table.h"
#include "lg-cli.h"

#include <glib/gi18n.h>

/* The steps of one kind in a few words: the time of the one that went well, else what failed. */
static char *
describe_step (LgCheckPort *port,
               LgStepKind   kind)
{
  GPtrArray *steps = lg_check_port_get_steps (port);
  const LgCheckStep *shown = NULL;

  for (guint i = 0; i < steps->len; i++)
    {
      const LgCheckStep *step = steps->pdata[i];

      if (step->kind == kind && (shown == NULL || (step->ok && !shown->ok)))
        shown = step;
    }

  if (shown == NULL)
    return g_strdup (lg_check_port_is_told (port) ? _("not seen") : "·");
  if (shown->duration_us < 0)
    return shown->ok && kind == LG_STEP_TLS && shown->subject != NULL
      ? g_strdup_printf ("✓ %s", shown->subject) : g_strdup (shown->ok ? "✓" : "✗");
  if (!shown->ok)
    return g_strdup_printf (_("✗ %.0f ms"), shown->duration_us / 1000.0);
  if (kind == LG_STEP_TLS && shown->subject != NULL)
    return g_strdup_printf (_("✓ %s %.0f ms"), shown->subject, shown->duration_us / 1000.0);
  return g_strdup_printf (_("✓ %.0f ms"), shown->duration_us / 1000.0);
}

static char *
describe_cell (LgCheckPort       *port,
               const LgCheckCell *cell)
{
  switch (cell->answer)
    {
    case LG_CHECK_TRUSTED:
      {
        g_autofree char *date = lg_cli_format_date (cell->valid_until);

        return g_strdup_printf (_("✓ until %s"), date);
      }

    case LG_CHECK_DISTRUSTED:
      return g_strdup_printf ("✗ %s", cell->cause);

    case LG_CHECK_PENDING:
    case LG_CHECK_NO_CHAIN:
    default:
      return g_strdup (lg_check_port_is_told (port) ? _("not seen") : "·");
    }
}

static void
add_head (GPtrArray *table,
          LgCheck   *check)
{
  GListModel *roots = lg_check_get_roots (check);
  GPtrArray *line = lg_cli_table_add_line (table);
  const char *const titles[] = { _("Port"), _("DNS"), _("TCP"), _("TLS"), _("MQTT"), _("Speaks") };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    g_ptr_array_add (line, g_strdup (titles[i]));
  for (guint i = 0; i < g_list_model_get_n_items (roots); i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (roots, i);

      g_ptr_array_add (line, g_path_get_basename (lg_root_get_name (root)));
    }
}

static void
add_line (GPtrArray   *table,
          LgCheck     *check,
          LgCheckPort *port)
{
  GPtrArray *cells = lg_check_port_get_cells (port);
  GPtrArray *line = lg_cli_table_add_line (table);
  const char *transport = lg_cli_get_nick (LG_TYPE_SECURITY, lg_check_port_get_security (port));
  const LgStepKind kinds[] = { LG_STEP_DNS, LG_STEP_TCP, LG_STEP_TLS, LG_STEP_MQTT };
  LgSpeaks speaks;

  g_ptr_array_add (line, g_strdup_printf ("%u %s", lg_check_port_get_port (port), transport));
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_ptr_array_add (line, describe_step (port, kinds[i]));
  speaks = lg_check_get_speaks (check, lg_check_port_get_port (port));
  g_ptr_array_add (line, g_strdup (speaks == LG_SPEAKS_NOTHING && lg_check_port_is_told (port)
                                   ? _("not seen") : lg_cli_get_nick (LG_TYPE_SPEAKS, speaks)));
  for (guint i = 0; i < cells->len; i++)
    {
      const LgCheckCell *cell = cells->pdata[i];

      g_ptr_array_add (line, describe_cell (port, cell));
    }
}

static void
print_best (LgCheck *check)
{
  LgCheckPort *best = lg_check_get_best_port (check);
  const LgCheckCell *cell = best != NULL ? lg_check_port_get_choice (best) : NULL;
  g_autofree char *date = NULL;

  if (lg_check_has_gaps (check))
    lg_cli_print (_("\nNo port is known to work. What was not seen there is not known.\n"));
  else if (best == NULL)
    lg_cli_print (_("\nNo port can be used.\n"));
  else if (cell == NULL)
    lg_cli_print (_("\nUse port %u without TLS: anyone on the way can read and change "
                    "everything.\n"), lg_check_port_get_port (best));
  else
    {
      date = lg_cli_format_date (cell->valid_until);
      lg_cli_print (_("\nUse port %u with the root %s; it works until %s.\n"),
                    lg_check_port_get_port (best), lg_root_get_name (cell->root),
                    date);
    }
}

static void
print_ports (LgCheck *check)
{
  g_autoptr (GPtrArray) table = lg_cli_table_new ();
  const LgInspection *seen = NULL;

  add_head (table, check);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr (LgCheckPort) port = g_list_model_get_item (G_LIST_MODEL (check), i);

      if (seen == NULL || seen->local_address == NULL)
        seen = lg_check_port_get_seen (port);
      add_line (table, check, port);
    }

  lg_cli_print ("%s", lg_check_get_host (check));
  if (seen != NULL && seen->addresses != NULL)
    lg_cli_print (" (%s)", seen->addresses);
  if (lg_check_is_pasted (check))
    lg_cli_print (_(", as told by another computer"));
  else if (seen != NULL && seen->local_address != NULL)
    lg_cli_print (_(", from this computer's address %s (%s)"), seen->local_address,
                  seen->interface != NULL ? seen->interface : "?");
  lg_cli_print ("\n\n");
  lg_cli_table_print (table);
}

/**
 * lg_cli_check_print_text:
 * @check: a check that ran
 * @findings: (element-type LgFinding): what was found
 *
 * Prints a table of ports and roots, the verdict, the findings, and what to ask for.
 */
void
lg_cli_check_print_text (LgCheck   *check,
                         GPtrArray *findings)
{
  g_autofree char *request = lg_check_dup_firewall_request (check);

  print_ports (check);
  print_best (check);
  if (lg_check_has_tried_login (check))
    lg_cli_print ("%s\n", lg_check_has_logged_in (check) ? _("The device was let in.")
                                                         : _("The device was not let in."));
  for (guint i = 0; i < findings->len; i++)
    lg_cli_finding_print_text (findings->pdata[i]);
  if (request != NULL)
    {
      lg_cli_print (_("\nFirewall request:\n\n%s"), "");
      lg_cli_print_lines (request);
    }
}
