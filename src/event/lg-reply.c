/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A platform's answer to the payload of a message: the link is fine, what was sent may not be. */
#include "lg-reply.h"

#include "device/lg-json-reader.h"
#include "device/lg-printable.h"

#include <stdlib.h>
#include <string.h>

#define WORDS_LENGTH 80

/**
 * lg_reply_is_topic:
 * @topic: of a message that came
 *
 * Returns: whether a platform answers a device's messages on such a topic: `…_reply` (Alibaba
 *   Cloud, device properties, events and services), `…_response` (Tuya, MQTT Topics)
 */
gboolean
lg_reply_is_topic (const char *topic)
{
  return g_str_has_suffix (topic, "_reply") || g_str_has_suffix (topic, "_response");
}

static gboolean
is_named (const LgJsonReader *reader,
          const char         *name)
{
  return reader->length == strlen (name) && memcmp (reader->token, name, reader->length) == 0;
}

/**
 * lg_reply_read:
 * @payload: what came
 * @length: how many bytes
 * @code: (out): the member `code`
 *
 * Returns: (transfer full) (nullable): the code and the member `message` or `msg`, in words; %NULL
 *   when it is no answer of that form
 */
char *
lg_reply_read (const char *payload,
               gsize       length,
               int        *code)
{
  LgJsonReader reader;
  LgJsonToken token;
  g_autofree char *words = NULL;
  gboolean found = FALSE;

  lg_json_reader_init (&reader, payload != NULL ? payload : "", length);
  if (lg_json_reader_next (&reader) != LG_JSON_OBJECT)
    return NULL;

  while (lg_json_reader_next (&reader) == LG_JSON_NAME)
    {
      gboolean is_code = is_named (&reader, "code");
      gboolean is_words = is_named (&reader, "message") || is_named (&reader, "msg");

      token = lg_json_reader_next (&reader);
      if (is_code && token == LG_JSON_NUMBER)
        {
          g_autofree char *number = g_strndup (reader.token, reader.length);

          found = TRUE;
          *code = atoi (number);
        }
      else if (is_words && token == LG_JSON_STRING && words == NULL)
        words = g_strndup (reader.token, reader.length);
      if (lg_json_reader_skip (&reader, token) == LG_JSON_BROKEN)
        return NULL;
    }

  if (!found)
    return NULL;

  length = words != NULL ? strlen (words) : 0;
  if (length > 0)
    {
      g_autofree char *line = lg_printable_line (words, length);
      g_autofree char *shown = lg_printable_shorten (line, WORDS_LENGTH);

      return g_strdup_printf ("%d (%s)", *code, shown);
    }
  return g_strdup_printf ("%d", *code);
}
