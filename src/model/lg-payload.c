/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-payload.h"

#include <string.h>

/* json-glib goes down one call a level, and any device may send a million brackets. */
#define MAX_DEPTH 200

#define HEX_COLUMNS 16

/* More lines than anybody reads, few enough for a text view to lay out at once. */
#define HEX_MAX_BYTES 65536

static gboolean
is_too_deep (const char *text,
             gsize       length)
{
  gboolean quoted = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length && depth <= MAX_DEPTH; i++)
    if (quoted && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted)
      depth += text[i] == '{' || text[i] == '[' ? 1 : text[i] == '}' || text[i] == ']' ? -1 : 0;

  return depth > MAX_DEPTH;
}

/**
 * lg_payload_parse:
 * @text: some text
 * @length: its length in bytes
 *
 * Returns: (transfer full) (nullable): its JSON object or array, or %NULL if it is neither
 */
JsonNode *
lg_payload_parse (const char *text,
                  gsize       length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  g_return_val_if_fail (text != NULL, NULL);

  if (is_too_deep (text, length) || !json_parser_load_from_data (parser, text, length, NULL))
    return NULL;

  root = json_parser_get_root (parser);
  if (root == NULL || !(JSON_NODE_HOLDS_OBJECT (root) || JSON_NODE_HOLDS_ARRAY (root)))
    return NULL;

  return json_parser_steal_root (parser);
}

/**
 * lg_payload_is_json:
 * @text: some text
 * @length: its length in bytes
 *
 * Returns: whether it is a JSON object or array
 */
gboolean
lg_payload_is_json (const char *text,
                    gsize       length)
{
  g_autoptr (JsonNode) root = lg_payload_parse (text, length);

  return root != NULL;
}

static void
break_line (GString *out,
            guint    depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

static const char *
append_string (GString    *out,
               const char *quote,
               const char *end)
{
  const char *c = quote + 1;

  while (c < end && *c != '"')
    c += *c == '\\' ? 2 : 1;
  c = MIN (c + 1, end);
  g_string_append_len (out, quote, c - quote);
  return c;
}

static const char *
skip_blanks (const char *c,
             const char *end)
{
  while (c < end && g_ascii_isspace (*c))
    c++;
  return c;
}

/* Only the blanks change. A number printed anew is not the number that was sent: 25.1 would become
 * 25.100000000000001. */
static char *
indent_json (const char *text,
             gsize       length)
{
  const char *end = text + length;
  GString *out = g_string_new (NULL);
  guint depth = 0;

  for (const char *c = skip_blanks (text, end); c < end; c = skip_blanks (c, end))
    {
      const char *next = skip_blanks (c + 1, end);

      if (*c == '"')
        {
          c = append_string (out, c, end);
          continue;
        }

      if (*c == '}' || *c == ']')
        break_line (out, depth > 0 ? --depth : 0);
      g_string_append_c (out, *c);
      if (*c == ':')
        g_string_append_c (out, ' ');
      else if (*c == ',')
        break_line (out, depth);
      else if ((*c == '{' || *c == '[') && next < end && *next == *c + 2)
        {
          g_string_append_c (out, *next);
          c = next;
        }
      else if (*c == '{' || *c == '[')
        break_line (out, ++depth);
      c++;
    }

  return g_string_free (out, FALSE);
}

static void
append_hex_line (GString      *out,
                 const guint8 *bytes,
                 gsize         offset,
                 gsize         n)
{
  g_string_append_printf (out, "%06zx ", offset);
  for (gsize i = 0; i < HEX_COLUMNS; i++)
    {
      if (i % (HEX_COLUMNS / 2) == 0)
        g_string_append_c (out, ' ');
      if (i < n)
        g_string_append_printf (out, "%02x ", bytes[offset + i]);
      else
        g_string_append (out, "   ");
    }

  g_string_append_c (out, ' ');
  for (gsize i = 0; i < n; i++)
    g_string_append_c (out, g_ascii_isprint (bytes[offset + i]) ? bytes[offset + i] : '.');
}

static char *
dump_hex (const guint8 *bytes,
          gsize         length)
{
  gsize shown = MIN (length, HEX_MAX_BYTES);
  GString *out = g_string_new (NULL);

  for (gsize offset = 0; offset < shown; offset += HEX_COLUMNS)
    {
      if (offset > 0)
        g_string_append_c (out, '\n');
      append_hex_line (out, bytes, offset, MIN (HEX_COLUMNS, shown - offset));
    }
  if (shown < length)
    g_string_append (out, "\n…");

  return g_string_free (out, FALSE);
}

/**
 * lg_payload_dup:
 * @bytes: a payload
 * @length: its length in bytes
 * @form: how to read it
 *
 * Returns: (transfer full) (nullable): the payload in that form as text for reading, or %NULL if it
 *   has no such form; every payload can be read as %LG_PAYLOAD_HEX
 */
char *
lg_payload_dup (const guint8  *bytes,
                gsize          length,
                LgPayloadForm  form)
{
  const char *text = (const char *) bytes;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (form == LG_PAYLOAD_HEX)
    return dump_hex (bytes, length);
  if (!g_utf8_validate_len (text, length, NULL))
    return NULL;
  if (form == LG_PAYLOAD_TEXT)
    return g_strndup (text, length);
  return lg_payload_is_json (text, length) ? indent_json (text, length) : NULL;
}
