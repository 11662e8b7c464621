/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days as the command line reads and writes them: 2028-01-29, UTC. */
#include "config.h"

#include "lg-cli-date.h"

#include "lg-cli.h"

#include <glib/gi18n.h>

/**
 * lg_cli_format_date:
 * @seconds: Unix seconds; 0: none
 *
 * Returns: (transfer full) (nullable): the day
 */
char *
lg_cli_format_date (gint64 seconds)
{
  g_autoptr (GDateTime) time = seconds != 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : NULL;
}

/**
 * lg_cli_parse_date:
 * @field: name of the input
 * @text: what was typed
 * @seconds: (out): the first second of that day, Unix seconds
 *
 * Reads a day and complains if there is none.
 *
 * Returns: whether all is well
 */
gboolean
lg_cli_parse_date (const char *field,
                   const char *text,
                   gint64     *seconds)
{
  g_autofree char *midnight = g_strconcat (text, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (midnight, NULL);

  if (date == NULL)
    {
      lg_cli_complain (field, _("“%s” is no date like 2028-01-29."), text);
      return FALSE;
    }
  *seconds = g_date_time_to_unix (date);
  return TRUE;
}

/**
 * lg_cli_set_date:
 * @builder: an object being built
 * @key: name of the member
 * @seconds: Unix seconds; 0 becomes null
 *
 * Adds a member.
 */
void
lg_cli_set_date (JsonBuilder *builder,
                 const char  *key,
                 gint64       seconds)
{
  g_autofree char *text = lg_cli_format_date (seconds);

  lg_cli_set_string (builder, key, text);
}
