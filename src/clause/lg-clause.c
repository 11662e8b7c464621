/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-clause.h"

#include "device/lg-json-reader.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The one argument that is a list of clauses, and the members of each. */
#define SAID "said"
#define PART_ID "clause"
#define PART_ARGS "args"

/* A recording may nest what it likes; nothing made here goes deeper than this. */
#define DEPTH_MAX 8

struct _LgClause
{
  char       *id;
  GString    *args;    /* JSON, whole at any time; empty without arguments */
  gboolean    saying;  /* the list is the last argument, and open for more */
  guint       depth;
  JsonObject *read;    /* @args, once somebody asked */
};

static LgClause *
make (const char *id)
{
  LgClause *self = g_new0 (LgClause, 1);

  self->id = g_strdup (id);
  self->args = g_string_new (NULL);
  return self;
}

/**
 * lg_clause_new:
 * @id: the identifier, a literal that stands in the table of clauses
 * @...: pairs of an argument's name and its string, ended by %NULL; a string that is %NULL is none
 *
 * Returns: (transfer full): a clause
 */
LgClause *
lg_clause_new (const char *id,
               ...)
{
  LgClause *self;
  va_list pairs;
  const char *name;

  g_return_val_if_fail (id != NULL, NULL);

  self = make (id);
  va_start (pairs, id);
  while ((name = va_arg (pairs, const char *)) != NULL)
    lg_clause_set_string (self, name, va_arg (pairs, const char *));
  va_end (pairs);
  return self;
}

/* Strictly JSON, one object, and not nested so deep that reading it could hurt. */
static gboolean
is_readable (const char *args)
{
  LgJsonReader reader;
  gsize length = strlen (args);
  LgJsonToken token;

  lg_json_reader_init (&reader, args, length);
  token = lg_json_reader_next (&reader);
  return length <= LG_CLAUSE_ARGS_MAX && token == LG_JSON_OBJECT
         && lg_json_reader_skip (&reader, token) != LG_JSON_BROKEN
         && lg_json_reader_next (&reader) == LG_JSON_END;
}

/**
 * lg_clause_new_from_json:
 * @id: the identifier, from anywhere
 * @args: (nullable): its arguments as JSON, from anywhere
 *
 * What a recording says. Arguments that are no JSON object, or too large, are none.
 *
 * Returns: (transfer full): a clause
 */
LgClause *
lg_clause_new_from_json (const char *id,
                         const char *args)
{
  LgClause *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = make (id);
  if (args != NULL && is_readable (args))
    g_string_append (self->args, args);
  return self;
}

/**
 * lg_clause_copy:
 *
 * Returns: (transfer full): a clause that says the same
 */
LgClause *
lg_clause_copy (const LgClause *self)
{
  LgClause *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = make (self->id);
  g_string_append_len (copy->args, self->args->str, self->args->len);
  copy->saying = self->saying;
  copy->depth = self->depth;
  return copy;
}

/**
 * lg_clause_free:
 * @self: (transfer full): a clause
 */
void
lg_clause_free (LgClause *self)
{
  g_clear_pointer (&self->read, json_object_unref);
  g_string_free (self->args, TRUE);
  g_free (self->id);
  g_free (self);
}

static void
append_quoted (GString    *json,
               const char *text)
{
  g_string_append_c (json, '"');
  for (; *text != '\0'; text++)
    if (*text == '"' || *text == '\\')
      g_string_append_printf (json, "\\%c", *text);
    else if ((guchar) *text < ' ' || *text == 0x7f)
      g_string_append_printf (json, "\\u%04x", (guchar) *text);
    else
      g_string_append_c (json, *text);
  g_string_append_c (json, '"');
}

/* Puts a member behind the others; @json is its name and value. */
static void
add_member (LgClause   *self,
            const char *json)
{
  gboolean first = self->args->len == 0;

  if (self->args->len + strlen (json) + 3 > LG_CLAUSE_ARGS_MAX)
    return;

  g_clear_pointer (&self->read, json_object_unref);
  self->saying = FALSE;
  if (first)
    g_string_append_c (self->args, '{');
  else
    self->args->str[self->args->len - 1] = ',';
  g_string_append (self->args, json);
  g_string_append_c (self->args, '}');
}

/**
 * lg_clause_set_string:
 * @name: an argument that has no value yet: letters and dashes
 * @value: (nullable): its value; what is not UTF-8 is replaced, what is too long is cut
 */
void
lg_clause_set_string (LgClause   *self,
                      const char *name,
                      const char *value)
{
  g_autoptr (GString) json = NULL;
  g_autofree char *valid = NULL;
  gsize length;

  g_return_if_fail (self != NULL && name != NULL);

  if (value == NULL)
    return;

  length = strnlen (value, LG_CLAUSE_VALUE_MAX + 1);
  valid = g_utf8_make_valid (value, length);
  if (length > LG_CLAUSE_VALUE_MAX)
    {
      char *end = g_utf8_find_prev_char (valid, valid + LG_CLAUSE_VALUE_MAX);
      char *cut = g_strconcat (end != NULL ? (*end = '\0', valid) : "", "…", NULL);

      g_free (valid);
      valid = cut;
    }

  json = g_string_new (NULL);
  append_quoted (json, name);
  g_string_append_c (json, ':');
  append_quoted (json, valid);
  add_member (self, json->str);
}

/**
 * lg_clause_set_number:
 * @name: an argument that has no value yet: letters and dashes
 * @value: its value
 */
void
lg_clause_set_number (LgClause   *self,
                      const char *name,
                      gint64      value)
{
  g_autofree char *json = NULL;

  g_return_if_fail (self != NULL && name != NULL);

  json = g_strdup_printf ("\"%s\":%" G_GINT64_FORMAT, name, value);
  add_member (self, json);
}

/**
 * lg_clause_say:
 * @part: (transfer full): what is said, too
 *
 * Adds a clause to the list the clause is about, its argument `said`.
 */
void
lg_clause_say (LgClause *self,
               LgClause *part)
{
  g_autoptr (LgClause) owned = part;
  g_autoptr (GString) json = NULL;

  g_return_if_fail (self != NULL && part != NULL);

  if (part->depth + 1 > DEPTH_MAX)
    return;

  self->depth = MAX (self->depth, part->depth + 1);
  json = g_string_new ("{\"" PART_ID "\":");
  append_quoted (json, part->id);
  if (part->args->len > 0)
    g_string_append_printf (json, ",\"" PART_ARGS "\":%s", part->args->str);
  g_string_append_c (json, '}');

  if (!self->saying)
    {
      g_autofree char *list = g_strdup_printf ("\"" SAID "\":[%s]", json->str);
      gsize before = self->args->len;

      add_member (self, list);
      self->saying = self->args->len > before;
    }
  else if (self->args->len + json->len + 3 <= LG_CLAUSE_ARGS_MAX)
    {
      g_clear_pointer (&self->read, json_object_unref);
      g_string_truncate (self->args, self->args->len - strlen ("]}"));
      g_string_append_printf (self->args, ",%s]}", json->str);
    }
}

/**
 * lg_clause_get_id:
 *
 * Returns: (transfer none): the identifier
 */
const char *
lg_clause_get_id (const LgClause *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/**
 * lg_clause_get_args:
 *
 * Returns: (transfer none) (nullable): the arguments, a JSON object in one line; %NULL: there are
 *   none
 */
const char *
lg_clause_get_args (const LgClause *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->args->len > 0 ? self->args->str : NULL;
}

/**
 * lg_clause_is:
 * @self: (nullable): a clause
 * @id: an identifier
 *
 * Returns: whether the clause is that one
 */
gboolean
lg_clause_is (const LgClause *self,
              const char     *id)
{
  return self != NULL && g_str_equal (self->id, id);
}

static JsonNode *
find_member (const LgClause *self,
             const char     *name)
{
  LgClause *cache = (LgClause *) self;

  if (self->args->len == 0)
    return NULL;

  if (self->read == NULL)
    {
      g_autoptr (JsonNode) root = json_from_string (self->args->str, NULL);

      if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
        return NULL;
      cache->read = json_node_dup_object (root);
    }
  return json_object_get_member (self->read, name);
}

/**
 * lg_clause_dup_string:
 * @name: an argument
 *
 * Returns: (transfer full) (nullable): its value, as it came, a number in digits; %NULL where there
 *   is none or it is a list
 */
char *
lg_clause_dup_string (const LgClause *self,
                      const char     *name)
{
  JsonNode *node;
  gint64 number;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  node = find_member (self, name);
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_string (node) != NULL)
    return json_node_dup_string (node);
  return lg_clause_get_number (self, name, &number)
         ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : NULL;
}

/**
 * lg_clause_get_number:
 * @name: an argument
 * @value: (out): its value, if it is a number
 *
 * Returns: whether it is
 */
gboolean
lg_clause_get_number (const LgClause *self,
                      const char     *name,
                      gint64         *value)
{
  JsonNode *node;

  g_return_val_if_fail (self != NULL && name != NULL && value != NULL, FALSE);

  node = find_member (self, name);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;

  *value = json_node_get_int (node);
  return TRUE;
}

static LgClause *
read_part (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = object != NULL
                   ? json_object_get_string_member_with_default (object, PART_ID, NULL) : NULL;
  JsonNode *args = id != NULL ? json_object_get_member (object, PART_ARGS) : NULL;
  g_autofree char *json = args != NULL ? json_to_string (args, FALSE) : NULL;

  return id != NULL ? lg_clause_new_from_json (id, json) : NULL;
}

/**
 * lg_clause_dup_said:
 *
 * Returns: (transfer full) (element-type LgClause): the list the clause is about; may be empty
 */
GPtrArray *
lg_clause_dup_said (const LgClause *self)
{
  GPtrArray *said = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_clause_free);
  JsonNode *node;
  JsonArray *list;

  g_return_val_if_fail (self != NULL, said);

  node = find_member (self, SAID);
  list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      LgClause *part = read_part (json_array_get_element (list, i));

      if (part != NULL)
        g_ptr_array_add (said, part);
    }
  return said;
}

/**
 * lg_clause_to_raw:
 *
 * The clause without any words: for a program that does not know it, and for developers.
 *
 * Returns: (transfer full): identifier and arguments, not made printable
 */
char *
lg_clause_to_raw (const LgClause *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->args->len > 0 ? g_strdup_printf ("%s %s", self->id, self->args->str)
                             : g_strdup (self->id);
}
