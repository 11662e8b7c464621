/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-json-reader.h"

#include <openssl/crypto.h>
#include <string.h>

/* A bit of LgJsonReader.arrays a level; no answer of a platform is nested that deep. */
#define DEPTH_MAX 64

/* What must come next. */
enum
{
  STATE_VALUE,
  STATE_NAME,
  STATE_FIRST, /* in what has just begun: a member, or its end */
  STATE_AFTER, /* behind a value: a comma, or the end */
  STATE_BROKEN,
};

/**
 * lg_json_reader_init:
 * @text: (array length=length): a JSON text; must outlive the reader
 * @length: its length, bytes
 *
 * Begins at the beginning.
 */
void
lg_json_reader_init (LgJsonReader *self,
                     const char   *text,
                     gsize         length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL);

  *self = (LgJsonReader) { .at = text, .end = text + length, .state = STATE_VALUE };
}

static LgJsonToken
fail (LgJsonReader *self)
{
  self->state = STATE_BROKEN;
  return LG_JSON_BROKEN;
}

static char
peek (const LgJsonReader *self)
{
  return self->at < self->end ? *self->at : '\0';
}

static void
skip_blanks (LgJsonReader *self)
{
  while (self->at < self->end && memchr (" \t\r\n", *self->at, 4) != NULL)
    self->at++;
}

static gboolean
is_in_array (const LgJsonReader *self)
{
  return self->depth > 0 && (self->arrays >> (self->depth - 1) & 1) != 0;
}

static LgJsonToken
enter (LgJsonReader *self)
{
  gboolean array = *self->at++ == '[';
  guint64 bit;

  if (self->depth == DEPTH_MAX)
    return fail (self);

  bit = G_GUINT64_CONSTANT (1) << self->depth++;
  self->arrays = array ? self->arrays | bit : self->arrays & ~bit;
  self->state = STATE_FIRST;
  return array ? LG_JSON_ARRAY : LG_JSON_OBJECT;
}

static gboolean
at_closing (const LgJsonReader *self)
{
  return self->depth > 0 && (self->state == STATE_FIRST || self->state == STATE_AFTER)
         && peek (self) == (is_in_array (self) ? ']' : '}');
}

static LgJsonToken
leave (LgJsonReader *self)
{
  gboolean array = is_in_array (self);

  self->at++;
  self->depth--;
  self->state = STATE_AFTER;
  return array ? LG_JSON_ARRAY_END : LG_JSON_OBJECT_END;
}

/* The code unit of `uXXXX`, or -1. */
static int
read_unit (const char *at,
           const char *end)
{
  int unit = 0;

  if (end - at < 5 || *at != 'u')
    return -1;
  for (guint i = 1; i <= 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      unit = unit << 4 | digit;
    }
  return unit;
}

/* The character behind a backslash, and where the text goes on; 0: none that a text may have. */
static gunichar
read_escape (const char **at,
             const char  *end)
{
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter = *at < end && **at != '\0' ? strchr (letters, **at) : NULL;
  int unit, low;

  if (letter != NULL)
    {
      (*at)++;
      return meanings[letter - letters];
    }

  unit = read_unit (*at, end);
  if (unit <= 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return 0;
  *at += 5;
  if (unit < 0xd800 || unit > 0xdbff)
    return unit;

  if (*at == end || **at != '\\')
    return 0;
  low = read_unit (*at + 1, end);
  if (low < 0xdc00 || low > 0xdfff)
    return 0;
  *at += 6;
  return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

/* Up to the closing quote; what is between is @token then, as it was written. */
static gboolean
read_string (LgJsonReader *self)
{
  self->token = ++self->at;
  while (self->at < self->end && *self->at != '"')
    {
      guchar byte = *self->at++;

      if (byte < ' ' || (byte == '\\' && read_escape (&self->at, self->end) == 0))
        return FALSE;
    }
  if (self->at == self->end)
    return FALSE;

  self->length = self->at++ - self->token;
  return g_utf8_validate_len (self->token, self->length, NULL);
}

static gboolean
read_digits (LgJsonReader *self)
{
  const char *start = self->at;

  while (g_ascii_isdigit (peek (self)))
    self->at++;
  return self->at > start;
}

static gboolean
read_number (LgJsonReader *self)
{
  self->token = self->at;
  if (peek (self) == '-')
    self->at++;
  if (peek (self) == '0')
    self->at++;
  else if (!read_digits (self))
    return FALSE;
  if (peek (self) == '.')
    {
      self->at++;
      if (!read_digits (self))
        return FALSE;
    }
  if (peek (self) == 'e' || peek (self) == 'E')
    {
      self->at++;
      if (peek (self) == '+' || peek (self) == '-')
        self->at++;
      if (!read_digits (self))
        return FALSE;
    }

  self->length = self->at - self->token;
  return TRUE;
}

static gboolean
read_literal (LgJsonReader *self,
              const char   *literal)
{
  gsize length = strlen (literal);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, literal, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

static LgJsonToken
read_name (LgJsonReader *self)
{
  if (peek (self) != '"' || !read_string (self))
    return fail (self);
  skip_blanks (self);
  if (peek (self) != ':')
    return fail (self);

  self->at++;
  self->state = STATE_VALUE;
  return LG_JSON_NAME;
}

static LgJsonToken
read_value (LgJsonReader *self)
{
  LgJsonToken token = LG_JSON_BROKEN;
  char first = peek (self);

  if (first == '{' || first == '[')
    return enter (self);

  if (first == '"' && read_string (self))
    token = LG_JSON_STRING;
  else if ((first == '-' || g_ascii_isdigit (first)) && read_number (self))
    token = LG_JSON_NUMBER;
  else if (first == 't' && read_literal (self, "true"))
    token = LG_JSON_TRUE;
  else if (first == 'f' && read_literal (self, "false"))
    token = LG_JSON_FALSE;
  else if (first == 'n' && read_literal (self, "null"))
    token = LG_JSON_NULL;
  if (token == LG_JSON_BROKEN)
    return fail (self);

  self->state = STATE_AFTER;
  return token;
}

/**
 * lg_json_reader_next:
 *
 * Goes on to what comes next. Refused are, besides what RFC 8259 refuses: strings that are no
 * UTF-8 or have half a surrogate pair or a zero in them, and more than 64 levels.
 *
 * Returns: what it is
 */
LgJsonToken
lg_json_reader_next (LgJsonReader *self)
{
  g_return_val_if_fail (self != NULL, LG_JSON_BROKEN);

  self->token = NULL;
  self->length = 0;
  skip_blanks (self);
  if (self->state == STATE_BROKEN)
    return LG_JSON_BROKEN;
  if (self->state == STATE_AFTER && self->depth == 0)
    return self->at == self->end ? LG_JSON_END : fail (self);
  if (at_closing (self))
    return leave (self);

  if (self->state == STATE_AFTER)
    {
      if (peek (self) != ',')
        return fail (self);
      self->at++;
      skip_blanks (self);
    }
  if (self->state != STATE_VALUE && !is_in_array (self))
    return read_name (self);
  return read_value (self);
}

/**
 * lg_json_reader_skip:
 * @token: what was read last
 *
 * Goes on behind a value: behind its end, if @token begins an object or an array.
 *
 * Returns: @token or the end it has; %LG_JSON_BROKEN if that is not reached
 */
LgJsonToken
lg_json_reader_skip (LgJsonReader *self,
                     LgJsonToken   token)
{
  guint depth;

  g_return_val_if_fail (self != NULL, LG_JSON_BROKEN);

  if (token != LG_JSON_OBJECT && token != LG_JSON_ARRAY)
    return token;

  depth = self->depth;
  while (token != LG_JSON_BROKEN && self->depth >= depth)
    token = lg_json_reader_next (self);
  return token;
}

static void
unescape (const char *text,
          gsize       length,
          char       *plain,
          gsize      *plain_length)
{
  const char *end = text + length;
  char *out = plain;

  while (text < end)
    if (*text != '\\')
      *out++ = *text++;
    else
      {
        text++;
        out += g_unichar_to_utf8 (read_escape (&text, end), out);
      }
  *plain_length = out - plain;
}

/**
 * lg_json_reader_dup_text:
 *
 * The text of the string or name that was read last, what was escaped as it is meant; a number as
 * it is written.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL where something else was read
 */
LgSecret *
lg_json_reader_dup_text (const LgJsonReader *self)
{
  LgSecret *text;
  char *plain;
  gsize length = 0;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->token == NULL)
    return NULL;

  /* An escape is never shorter than what it stands for. */
  plain = g_malloc (self->length + 1);
  unescape (self->token, self->length, plain, &length);
  text = lg_secret_new_bytes (plain, length);
  OPENSSL_cleanse (plain, self->length + 1);
  g_free (plain);
  return text;
}
