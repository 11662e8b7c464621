/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-check-report.h"

#include "device/lg-printable.h"
#include "lg-check-word.h"
#include "lg-days-left.h"

#include <glib/gi18n.h>

/**
 * lg_check_report_describe_source:
 * @check: a check
 *
 * Returns: (transfer full) (nullable): from where the host was looked at, once that is known
 */
char *
lg_check_report_describe_source (LgCheck *check)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr (LgCheckPort) port = g_list_model_get_item (G_LIST_MODEL (check), i);
      const LgInspection *seen = lg_check_port_get_seen (port);

      if (lg_check_is_pasted (check) && seen->local_address != NULL)
        return lg_printable_format (_("Told by another computer, with the address %s"),
                                    seen->local_address);
      if (seen->local_address != NULL)
        return g_strdup_printf (_("From %s (%s): this computer’s network, maybe not the device’s"),
                                seen->local_address,
                                seen->interface != NULL ? seen->interface : "?");
    }
  return lg_check_is_pasted (check) ? g_strdup (_("Told by another computer")) : NULL;
}

static void
append_row (GString     *text,
            LgCheckPort *port,
            guint        n_roots)
{
  const guint first[] = { LG_CHECK_COLUMN_PORT, LG_CHECK_COLUMN_DNS, LG_CHECK_COLUMN_TCP,
                          LG_CHECK_COLUMN_TLS };
  const guint last[] = { LG_CHECK_COLUMN_UNTIL, LG_CHECK_COLUMN_LOGIN };
  guint n = G_N_ELEMENTS (first) + n_roots + G_N_ELEMENTS (last);

  for (guint i = 0; i < n; i++)
    {
      g_auto (LgCheckWord) word = { 0 };
      guint column = i < G_N_ELEMENTS (first) ? first[i]
                     : i < G_N_ELEMENTS (first) + n_roots
                     ? LG_CHECK_COLUMN_ROOTS + i - (guint) G_N_ELEMENTS (first)
                     : last[i - G_N_ELEMENTS (first) - n_roots];

      lg_check_word_init (&word, port, column);
      g_string_append_printf (text, "| %s ", word.text);
    }
  g_string_append (text, "|\n");
}

static void
append_matrix (GString *text,
               LgCheck *check)
{
  GListModel *roots = lg_check_get_roots (check);
  guint n_roots = g_list_model_get_n_items (roots);

  g_string_append_printf (text, "| %s | DNS | TCP | TLS ", _("Port"));
  for (guint i = 0; i < n_roots; i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (roots, i);

      g_string_append_printf (text, "| %s ", lg_root_get_title (root));
    }
  g_string_append_printf (text, "| %s | %s |\n", _("Works until"), _("Login"));
  for (guint i = 0; i < n_roots + 6; i++)
    g_string_append (text, "|---");
  g_string_append (text, "|\n");

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr (LgCheckPort) port = g_list_model_get_item (G_LIST_MODEL (check), i);

      append_row (text, port, n_roots);
    }
}

static void
append_part (GString    *text,
             const char *name,
             const char *part)
{
  if (part != NULL && *part != '\0')
    /* Translators: the name of a part of a finding, and that part. */
    g_string_append_printf (text, _("- %s: %s\n"), name, part);
}

static void
append_findings (GString    *text,
                 GListModel *findings)
{
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (LgFinding) finding = g_list_model_get_item (findings, i);

      g_string_append_printf (text, "\n## %s\n\n", finding->title);
      append_part (text, _("Evidence"), finding->evidence);
      append_part (text, _("On this platform"), finding->meaning);
      append_part (text, _("Next step"), finding->advice);
    }
}

/**
 * lg_check_report_new:
 * @check: a check that ran
 *
 * Returns: (transfer full): the matrix and the findings as Markdown
 */
char *
lg_check_report_new (LgCheck *check)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H:%M %z");
  g_autofree char *source = lg_check_report_describe_source (check);
  g_autofree char *day = lg_days_left_format_date (lg_check_get_at (check));

  g_string_append_printf (text, _("# Ports and certificates of %s\n\n"), lg_check_get_host (check));
  g_string_append_printf (text, _("Written %s; certificates judged as of %s.\n"), time, day);
  if (source != NULL)
    g_string_append_printf (text, "%s.\n", source);
  g_string_append_c (text, '\n');
  append_matrix (text, check);
  append_findings (text, lg_check_get_findings (check));
  return g_string_free (text, FALSE);
}
