/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-check.h"

#include "lg-cli-finding.h"
#include "lg-cli.h"

#include <glib/gi18n.h>

#define GAP 2

static char *
format_date (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format (time, "%Y-%m-%d");
}

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
    return g_strdup ("·");
  if (!shown->ok)
    return g_strdup_printf (_("✗ %.0f ms"), shown->duration_us / 1000.0);
  if (kind == LG_STEP_TLS && shown->subject != NULL)
    return g_strdup_printf (_("✓ %s %.0f ms"), shown->subject, shown->duration_us / 1000.0);
  return g_strdup_printf (_("✓ %.0f ms"), shown->duration_us / 1000.0);
}

static char *
describe_cell (LgCheckCell *cell)
{
  switch (lg_check_cell_get_answer (cell))
    {
    case LG_CHECK_TRUSTED:
      {
        g_autofree char *date = format_date (lg_check_cell_get_valid_until (cell));

        return g_strdup_printf (_("✓ until %s"), date);
      }

    case LG_CHECK_DISTRUSTED:
      return g_strdup_printf ("✗ %s", lg_check_cell_get_cause (cell));

    case LG_CHECK_PENDING:
    case LG_CHECK_NO_CHAIN:
    default:
      return g_strdup ("·");
    }
}

static GPtrArray *
make_head (LgCheck *check)
{
  GListModel *roots = lg_check_get_roots (check);
  GPtrArray *line = g_ptr_array_new_with_free_func (g_free);
  const char *const titles[] = { _("Port"), _("DNS"), _("TCP"), _("TLS"), _("MQTT"), _("Speaks") };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    g_ptr_array_add (line, g_strdup (titles[i]));
  for (guint i = 0; i < g_list_model_get_n_items (roots); i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (roots, i);

      g_ptr_array_add (line, g_path_get_basename (lg_root_get_name (root)));
    }
  return line;
}

static GPtrArray *
make_line (LgCheck     *check,
           LgCheckPort *port)
{
  GListModel *cells = lg_check_port_get_cells (port);
  GPtrArray *line = g_ptr_array_new_with_free_func (g_free);
  const char *transport = lg_cli_get_nick (LG_TYPE_SECURITY, lg_check_port_get_security (port));
  const LgStepKind kinds[] = { LG_STEP_DNS, LG_STEP_TCP, LG_STEP_TLS, LG_STEP_MQTT };
  LgSpeaks speaks;

  g_ptr_array_add (line, g_strdup_printf ("%u %s", lg_check_port_get_port (port), transport));
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_ptr_array_add (line, describe_step (port, kinds[i]));
  speaks = lg_check_get_speaks (check, lg_check_port_get_port (port));
  g_ptr_array_add (line, g_strdup (lg_cli_get_nick (LG_TYPE_SPEAKS, speaks)));
  for (guint i = 0; i < g_list_model_get_n_items (cells); i++)
    {
      g_autoptr (LgCheckCell) cell = g_list_model_get_item (cells, i);

      g_ptr_array_add (line, describe_cell (cell));
    }
  return line;
}

/* In a terminal a Chinese character is two columns wide. */
static int
get_width (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;

  return width;
}

/* Columns as wide as their widest entry. */
static void
print_table (GPtrArray *lines)
{
  GPtrArray *head = lines->pdata[0];
  g_autofree int *widths = g_new0 (int, head->len);

  for (guint i = 0; i < lines->len; i++)
    for (guint k = 0; k < ((GPtrArray *) lines->pdata[i])->len; k++)
      widths[k] = MAX (widths[k], get_width (((GPtrArray *) lines->pdata[i])->pdata[k]));

  for (guint i = 0; i < lines->len; i++)
    {
      GPtrArray *line = lines->pdata[i];

      for (guint k = 0; k < line->len; k++)
        {
          int padding = k + 1 < line->len ? GAP + widths[k] - get_width (line->pdata[k]) : 0;

          g_print ("%s%*s", (char *) line->pdata[k], padding, "");
        }
      g_print ("\n");
    }
}

static void
print_best (LgCheck *check)
{
  LgCheckPort *best = lg_check_get_best_port (check);
  LgCheckCell *cell = best != NULL ? lg_check_port_get_choice (best) : NULL;
  g_autofree char *date = NULL;

  if (best == NULL)
    g_print (_("\nNo port can be used.\n"));
  else if (cell == NULL)
    g_print (_("\nUse port %u without TLS: anyone on the way can read and change everything.\n"),
             lg_check_port_get_port (best));
  else
    {
      date = format_date (lg_check_cell_get_valid_until (cell));
      g_print (_("\nUse port %u with the root %s; it works until %s.\n"),
               lg_check_port_get_port (best), lg_root_get_name (lg_check_cell_get_root (cell)),
               date);
    }
}

static void
print_ports (LgCheck *check)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  const LgInspection *seen = NULL;

  g_ptr_array_add (lines, make_head (check));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr (LgCheckPort) port = g_list_model_get_item (G_LIST_MODEL (check), i);

      if (seen == NULL || seen->local_address == NULL)
        seen = lg_check_port_get_seen (port);
      g_ptr_array_add (lines, make_line (check, port));
    }

  g_print ("%s", lg_check_get_host (check));
  if (seen != NULL && seen->addresses != NULL)
    g_print (" (%s)", seen->addresses);
  if (seen != NULL && seen->local_address != NULL)
    g_print (_(", from this computer's address %s (%s)"), seen->local_address,
             seen->interface != NULL ? seen->interface : "?");
  g_print ("\n\n");
  print_table (lines);
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
    g_print ("%s\n", lg_check_has_logged_in (check) ? _("The device was let in.")
                                                    : _("The device was not let in."));
  for (guint i = 0; i < findings->len; i++)
    lg_cli_finding_print_text (findings->pdata[i]);
  if (request != NULL)
    g_print (_("\nFirewall request:\n\n%s"), request);
}
