/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli.h"

#include "event/lg-clause-words.h"

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
 * lg_cli_set_clause:
 * @builder: an object being built
 * @key: name of the member for people who read JSON
 * @clause: (nullable): what is to be said; %NULL: @key becomes null
 *
 * Adds the clause: its identifier as `clause`, its arguments as `args`, its English words as @key.
 */
void
lg_cli_set_clause (JsonBuilder    *builder,
                   const char     *key,
                   const LgClause *clause)
{
  const char *args = clause != NULL ? lg_clause_get_args (clause) : NULL;
  g_autofree char *words = clause != NULL ? lg_clause_words_dup_english (clause) : NULL;

  if (clause != NULL)
    lg_cli_set_string (builder, "clause", lg_clause_get_id (clause));
  if (args != NULL)
    {
      json_builder_set_member_name (builder, "args");
      json_builder_add_value (builder, json_from_string (args, NULL));
    }
  lg_cli_set_string (builder, key, words);
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
