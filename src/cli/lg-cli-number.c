/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-number.h"

#include "lg-cli.h"

#include <glib/gi18n.h>

/**
 * lg_cli_parse_number:
 * @field: name of the input
 * @text: what was typed
 * @min: smallest number allowed
 * @max: largest number allowed
 * @number: (out): the number
 *
 * Reads a number and complains if there is none in the range.
 *
 * Returns: whether all is well
 */
gboolean
lg_cli_parse_number (const char *field,
                     const char *text,
                     guint       min,
                     guint       max,
                     guint      *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, min, max, &value, NULL))
    {
      lg_cli_complain (field, _("“%s” is no number from %u to %u."), text, min, max);
      return FALSE;
    }

  *number = value;
  return TRUE;
}
