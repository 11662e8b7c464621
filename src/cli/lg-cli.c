/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli.h"

#include <glib/gi18n.h>
#include <stdio.h>

/**
 * lg_cli_complain:
 * @field: the input it is about, as in [func@field_get_nick], or what else
 * @format: translated, in the manner of printf(); one sentence
 * @...: arguments of @format
 *
 * Prints one error in one line on standard error.
 */
void
lg_cli_complain (const char *field,
                 const char *format,
                 ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_printerr ("%s: %s\n", field, g_strdelimit (message, "\n", ' '));
}

/**
 * lg_cli_parse:
 * @context: what is understood
 * @argc: (inout): number of arguments
 * @argv: (inout): arguments; what is left are those that are no options
 *
 * Parses options and complains about wrong ones. `--help` ends the process.
 *
 * Returns: whether all is well
 */
gboolean
lg_cli_parse (GOptionContext   *context,
              int              *argc,
              char           ***argv)
{
  g_autoptr (GError) error = NULL;

  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;

  lg_cli_complain ("options", "%s", error->message);
  return FALSE;
}

/**
 * lg_cli_print_json:
 * @builder: a finished object
 *
 * Prints it as one line of UTF-8, whatever the locale, and flushes: someone may be waiting for it.
 */
void
lg_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  puts (text);
  fflush (stdout);
}

/**
 * lg_cli_set_string:
 * @builder: an object being built
 * @key: name of the member
 * @value: (nullable): its value; %NULL becomes null
 *
 * Adds a member.
 */
void
lg_cli_set_string (JsonBuilder *builder,
                   const char  *key,
                   const char  *value)
{
  json_builder_set_member_name (builder, key);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/**
 * lg_cli_get_nick:
 * @type: a type of enumeration
 * @number: one of its values
 *
 * Returns: (nullable): the value's nick
 */
const char *
lg_cli_get_nick (GType type,
                 int   number)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  const GEnumValue *value = g_enum_get_value (klass, number);

  return value != NULL ? value->value_nick : NULL;
}
