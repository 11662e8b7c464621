/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON: the console's connection parameters, device certificates, MQTTX's connections. */
#include "config.h"

#include "lg-import-record.h"
#include "lg-import.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* json-glib's parser calls itself; what is nested deeper than this is no list of devices. */
#define DEPTH_MAX 32

/* Members of a connection that are about something else. */
static const char *const other_members[] = {
  "will", "properties", "messages", "subscriptions", "client", NULL,
};

static guint
measure_depth (const char *text,
               gsize       length)
{
  gboolean in_string = FALSE;
  guint depth = 0, deepest = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        in_string = !in_string;
      else if (!in_string && (text[i] == '{' || text[i] == '['))
        {
          depth++;
          deepest = MAX (deepest, depth);
        }
      else if (!in_string && (text[i] == '}' || text[i] == ']') && depth > 0)
        depth--;
    }
  return deepest;
}

static LgImportKind
guess_kind (JsonObject *object)
{
  static const struct
  {
    const char   *member;
    LgImportKind  kind;
  } signs[] = {
    { "mqttHostUrl", LG_IMPORT_KIND_CONSOLE },
    { "passwd", LG_IMPORT_KIND_CONSOLE },
    { "certType", LG_IMPORT_KIND_MQTTX },
    { "mqttVersion", LG_IMPORT_KIND_MQTTX },
    { "usetls", LG_IMPORT_KIND_NODE_RED },
    { "username", LG_IMPORT_KIND_CONSOLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (json_object_has_member (object, signs[i].member))
      return signs[i].kind;
  return LG_IMPORT_KIND_CERTIFICATE;
}

/* A number or a truth value as the text it was written as. */
static void
take_value (LgImportRecord *record,
            LgImportValue   value,
            JsonNode       *node)
{
  g_autofree char *number = NULL;
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    {
      lg_import_record_set (record, value, json_node_get_string (node), -1);
      return;
    }

  if (type == G_TYPE_INT64)
    number = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_BOOLEAN)
    number = g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (number != NULL)
    lg_import_record_set (record, value, number, -1);
}

/* Takes the members that are known, and those of the objects within. */
static void
take_object (LgImportRecord *record,
             JsonObject     *object)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node))
    {
      LgImportValue value = lg_import_value_find (member, -1);

      if (JSON_NODE_HOLDS_OBJECT (node) && !g_strv_contains (other_members, member))
        take_object (record, json_node_get_object (node));
      else if (JSON_NODE_HOLDS_VALUE (node) && value != LG_IMPORT_N_VALUES)
        take_value (record, value, node);
    }
}

static gboolean
names_a_device (JsonObject *object)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node))
    switch ((int) lg_import_value_find (member, -1))
      {
      case LG_IMPORT_PRODUCT_KEY:
      case LG_IMPORT_DEVICE_NAME:
      case LG_IMPORT_DEVICE_ID:
      case LG_IMPORT_DEVICE_SECRET:
      case LG_IMPORT_CLIENT_ID:
      case LG_IMPORT_MQTT_CLIENT_ID:
      case LG_IMPORT_USERNAME:
        if (JSON_NODE_HOLDS_VALUE (node))
          return TRUE;
        break;

      default:
        break;
      }
  return FALSE;
}

static void take_node (GPtrArray *records,
                       JsonNode  *node);

/* Where one element of a list is about a device, the others should be, too. */
static void
take_array (GPtrArray *records,
            JsonArray *array)
{
  g_autoptr (GArray) left_out = g_array_new (FALSE, FALSE, sizeof (guint));
  guint before = records->len;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      guint n = records->len, number = i + 1;

      take_node (records, json_array_get_element (array, i));
      if (records->len == n)
        g_array_append_val (left_out, number);
    }

  for (guint i = 0; records->len > before && i < left_out->len; i++)
    {
      LgImportRecord *record = lg_import_record_new (LG_IMPORT_KIND_CERTIFICATE, 1);

      lg_import_record_remark (record, LG_SEVERITY_NOTE,
                               _("Element %u of the list: nothing says which device it is."),
                               g_array_index (left_out, guint, i));
      g_ptr_array_add (records, record);
    }
}

static void
take_node (GPtrArray *records,
           JsonNode  *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      take_array (records, json_node_get_array (node));
    }
  else if (JSON_NODE_HOLDS_OBJECT (node) && names_a_device (json_node_get_object (node)))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (LgImportRecord) record = lg_import_record_new (guess_kind (object), 1);

      take_object (record, object);
      if (!lg_import_record_is_empty (record))
        g_ptr_array_add (records, g_steal_pointer (&record));
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *member;
      JsonNode *inner;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &member, &inner))
        take_node (records, inner);
    }
}

/* The line is known only while the error is told. */
static void
note_line_cb (JsonParser *parser,
              GError     *error,
              guint      *line)
{
  guint current = json_parser_get_current_line (parser);

  *line = MAX (current, 1);
}

/* Blanks in place of what people add to JSON: comments, and a comma behind the last element. */
static void
relax (char *text)
{
  char *comma = NULL;

  for (char *at = text; *at != '\0'; at++)
    if (*at == '"')
      {
        comma = NULL;
        for (at++; *at != '\0' && *at != '"'; at++)
          at += *at == '\\' && at[1] != '\0';
        if (*at == '\0')
          return;
      }
    else if (at[0] == '/' && at[1] == '/')
      while (*at != '\0' && at[1] != '\n' && at[1] != '\0')
        *at++ = ' ', *at = ' ';
    else if (at[0] == '/' && at[1] == '*' && strstr (at + 2, "*/") != NULL)
      {
        char *end = strstr (at + 2, "*/") + 2;

        for (; at < end; at++)
          *at = *at == '\n' ? '\n' : ' ';
        at--;
      }
    else if (*at == ',')
      comma = at;
    else if ((*at == '}' || *at == ']') && comma != NULL)
      *comma = ' ';
    else if (!g_ascii_isspace (*at))
      comma = NULL;
}

static gboolean
parse_relaxed (JsonParser *parser,
               const char *text,
               gsize       length)
{
  char *copy = g_strndup (text, length);
  gboolean good;

  relax (copy);
  good = json_parser_load_from_data (parser, copy, -1, NULL);
  explicit_bzero (copy, length);
  g_free (copy);
  return good;
}

/**
 * lg_import_read_json:
 * @text: a text
 * @length: bytes of it
 * @records: (element-type LgImportRecord): gets one record for each device
 * @error: return location (%LG_IMPORT_ERROR_MALFORMED)
 *
 * Reads an object, or an array of them, wherever in the text's structure they are. The vendor's
 * console copies its connection parameters and device certificates in this form; MQTTX exports it.
 * A parser's own message would repeat the text, so it is not used.
 *
 * Returns: %FALSE if it is JSON, and broken
 */
gboolean
lg_import_read_json (const char  *text,
                     gsize        length,
                     GPtrArray   *records,
                     GError     **error)
{
  g_autoptr (JsonParser) parser = NULL;
  guint line = 1;
  gsize blanks = strspn (text, " \t\r\n");

  if (text[blanks] != '{' && text[blanks] != '[')
    return TRUE;
  /* A log may begin its lines with brackets, too. */
  if (text[blanks] == '['
      && strchr ("{[]\"", text[blanks + 1 + strspn (text + blanks + 1, " \t\r\n")]) == NULL)
    return TRUE;

  if (measure_depth (text, length) > DEPTH_MAX)
    {
      g_set_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_MALFORMED,
                   _("This JSON is nested too deep for a list of devices."));
      return FALSE;
    }

  parser = json_parser_new ();
  g_signal_connect (parser, "error", G_CALLBACK (note_line_cb), &line);
  if (!json_parser_load_from_data (parser, text, length, NULL)
      && !parse_relaxed (parser, text, length))
    {
      g_set_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_MALFORMED,
                   _("Line %u: here it is no longer valid JSON."), line);
      return FALSE;
    }

  if (json_parser_get_root (parser) != NULL)
    take_node (records, json_parser_get_root (parser));
  return TRUE;
}
