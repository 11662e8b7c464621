/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes as files and programs write them: base64 in strings, comments and indented blocks, and
 * arrays of numbers. */
#include "lg-certificate-text.h"

#include <string.h>

typedef struct
{
  const char *at;
  const char *end;
  const char *prefix;
  gsize       prefix_length;
  char        quote;
  gboolean    outside;
  gboolean    quoted;
  gboolean    line_break;
} Reader;

/* What stands between two strings of a program is passed over, with the quotes in its comments. */
static gboolean
skip_outside (Reader *self)
{
  gsize left = self->end - self->at;

  if (*self->at == self->quote)
    {
      self->outside = FALSE;
      self->at++;
    }
  else if (*self->at == ';' || *self->at == '\0')
    {
      return FALSE;
    }
  else if (left > 1 && memcmp (self->at, "/*", 2) == 0)
    {
      const char *close = memmem (self->at + 2, left - 2, "*/", 2);

      self->at = close != NULL ? close + 2 : self->end;
    }
  else if (*self->at == '#' || (left > 1 && memcmp (self->at, "//", 2) == 0))
    {
      const char *close = memchr (self->at, '\n', left);

      self->at = close != NULL ? close + 1 : self->end;
    }
  else
    {
      self->at++;
    }
  return TRUE;
}

/* In a comment or a quotation each line begins as the first one does. */
static void
skip_line_end (Reader *self)
{
  while (self->at < self->end && g_ascii_isspace (*self->at))
    self->at++;
  if (self->prefix_length > 0 && (gsize) (self->end - self->at) > self->prefix_length
      && memcmp (self->at, self->prefix, self->prefix_length) == 0)
    self->at += self->prefix_length;
}

static gboolean
read_hex (Reader *self,
          guint   n_digits,
          char   *c)
{
  int value = 0;

  if ((gsize) (self->end - self->at) < n_digits)
    return FALSE;
  for (guint i = 0; i < n_digits; i++)
    {
      int digit = g_ascii_xdigit_value (self->at[i]);

      if (digit < 0)
        return FALSE;
      value = value << 4 | digit;
    }
  self->at += n_digits;
  *c = value < 0x80 ? value : '?';
  return TRUE;
}

/* A string in a string has its backslashes twice and more. Leaves in @c what is meant, 0: nothing
 * but white space. */
static void
read_escape (Reader *self,
             char   *c)
{
  while (self->at < self->end && *self->at == '\\')
    self->at++;
  *c = 0;
  if (self->at == self->end)
    return;

  switch (*self->at)
    {
    case '\r':
    case '\n':
      skip_line_end (self);
      return;

    case '"':
    case '\'':
      return;

    case 'n':
    case 'r':
      self->line_break = TRUE;
      self->at++;
      return;

    case '/':
      *c = *self->at++;
      return;

    case 'u':
    case 'x':
      self->at++;
      if (!read_hex (self, self->at[-1] == 'u' ? 4 : 2, c))
        *c = '?';
      if (*c == '\n' || *c == '\r')
        {
          self->line_break = TRUE;
          *c = 0;
        }
      return;

    default:
      self->at++;
      return;
    }
}

/* The next character that is meant; 0: there is none. */
static char
read_meant (Reader *self)
{
  while (self->at < self->end)
    {
      char c = *self->at;

      if (self->outside)
        {
          if (!skip_outside (self))
            return 0;
        }
      else if (c == '\r' || c == '\n')
        {
          self->line_break = TRUE;
          skip_line_end (self);
        }
      else if (c == '\\')
        {
          self->quoted = TRUE;
          read_escape (self, &c);
          if (c != 0)
            return c;
        }
      else if (c == '"' || c == '\'' || c == '`')
        {
          if (self->quote != 0 && self->quote != c)
            return c;
          self->quote = c;
          self->outside = self->quoted = TRUE;
          self->at++;
        }
      else
        {
          self->at++;
          if (c != ' ' && c != '\t')
            return c;
        }
    }
  return 0;
}

/**
 * lg_certificate_text_read_base64:
 * @text: where the base64 begins
 * @length: bytes up to the end of the text
 * @prefix: what each line begins with, blanks around it left out
 * @prefix_length: bytes of @prefix; 0: nothing
 * @seen: (out): what was seen
 *
 * Reads base64 up to what is none, through line ends of any kind, the strings of a program one
 * after another, their escapes and the comments between them, JSON's escapes, indentation, and
 * comments.
 *
 * Returns: (transfer full): the bytes
 */
GByteArray *
lg_certificate_text_read_base64 (const char        *text,
                                 gsize              length,
                                 const char        *prefix,
                                 gsize              prefix_length,
                                 LgCertificateText *seen)
{
  Reader reader = {
    .at = text, .end = text + length, .prefix = prefix, .prefix_length = prefix_length,
  };
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean padded = FALSE;
  guint8 *bytes;
  gsize n;

  memset (seen, 0, sizeof *seen);
  while (TRUE)
    {
      const char *before = reader.at;
      char c = read_meant (&reader);

      padded |= c == '=';
      if (c == 0 || !(c == '=' || (!padded && (g_ascii_isalnum (c) || c == '+' || c == '/'))))
        {
          if (c != 0 && reader.at > before)
            reader.at--;
          break;
        }
      seen->joined |= digits->len == 0 && !reader.line_break;
      reader.line_break = FALSE;
      g_string_append_c (digits, c);
    }

  seen->joined |= !reader.line_break;
  seen->quoted = reader.quoted;
  seen->length = reader.at - text;
  seen->n_digits = digits->len;
  bytes = g_base64_decode (digits->str, &n);
  /* It may be a key. */
  explicit_bzero (digits->str, digits->len);
  return g_byte_array_new_take (bytes, n);
}

typedef enum
{
  NUMBERS_PREFIXED,
  NUMBERS_ESCAPED,
  NUMBERS_PAIRS,
  NUMBERS_DECIMAL,
} Numbers;

static gboolean
read_hex_byte (const char **at,
               const char  *end,
               guint8      *byte)
{
  int high, low;

  if (end - *at < 2)
    return FALSE;
  high = g_ascii_xdigit_value ((*at)[0]);
  low = g_ascii_xdigit_value ((*at)[1]);
  if (high < 0 || low < 0)
    return FALSE;
  *byte = high << 4 | low;
  *at += 2;
  return TRUE;
}

/* Java has no unsigned bytes, and writes the upper half as negative numbers. */
static gboolean
read_decimal (const char **at,
              const char  *end,
              guint8      *byte)
{
  const char *p = *at;
  gboolean negative = p < end && *p == '-';
  guint value = 0, n = 0;

  for (p += negative; p < end && n < 3 && g_ascii_isdigit (*p); p++, n++)
    value = value * 10 + (*p - '0');
  if (n == 0 || value > (negative ? 128 : 255)
      || (p < end && (g_ascii_isalnum (*p) || *p == '.')))
    return FALSE;
  *byte = negative ? 256 - value : value;
  *at = p;
  return TRUE;
}

static gboolean
read_number (const char **at,
             const char  *end,
             Numbers      form,
             guint8      *byte)
{
  const char *p = *at;
  int digit;

  if (form == NUMBERS_DECIMAL)
    return read_decimal (at, end, byte);
  if (form == NUMBERS_PAIRS)
    return read_hex_byte (at, end, byte);

  if (end - p < 3 || *p != (form == NUMBERS_PREFIXED ? '0' : '\\')
      || (p[1] != 'x' && (form == NUMBERS_ESCAPED || p[1] != 'X')))
    return FALSE;
  p += 2;
  digit = g_ascii_xdigit_value (*p);
  if (!read_hex_byte (&p, end, byte))
    {
      if (digit < 0)
        return FALSE;
      *byte = digit;
      p++;
    }
  *at = p;
  return form == NUMBERS_ESCAPED || p == end || !g_ascii_isxdigit (*p);
}

/* A comment between two numbers is no longer: an image must not be read again and again. */
#define ASIDE_MAX 256

/* “(byte)” and a comment between two numbers. */
static gsize
measure_aside (const char *at,
               const char *end)
{
  const char *close = NULL;
  gsize left = MIN ((gsize) (end - at), ASIDE_MAX);

  if (left > 1 && memcmp (at, "/*", 2) == 0)
    {
      close = memmem (at, left, "*/", 2);
      return close != NULL ? (gsize) (close + 2 - at) : left;
    }
  if (left > 1 && memcmp (at, "//", 2) == 0)
    {
      close = memchr (at, '\n', left);
      return close != NULL ? (gsize) (close - at) : left;
    }
  if (*at == '(')
    {
      close = at + 1;
      while (close < at + left && (g_ascii_isalnum (*close) || *close == '_' || *close == ' '))
        close++;
      return close < at + left && *close == ')' ? close + 1 - at : 0;
    }
  return 0;
}

static void
skip_between (const char **at,
              const char  *end,
              Numbers      form)
{
  static const char *const between[] = {
    [NUMBERS_PREFIXED] = " \t\r\n,{}\\",
    [NUMBERS_ESCAPED] = " \t\r\n\"'",
    [NUMBERS_PAIRS] = " \t\r\n:",
    [NUMBERS_DECIMAL] = " \t\r\n,{}",
  };

  while (*at < end)
    {
      gsize n = form == NUMBERS_PREFIXED || form == NUMBERS_DECIMAL ? measure_aside (*at, end) : 0;

      if (n == 0 && **at != '\0' && strchr (between[form], **at) != NULL)
        n = 1;
      /* A backslash continues the line of a string; else it is the next number’s. */
      if (n == 0 && form == NUMBERS_ESCAPED && end - *at > 1 && **at == '\\'
          && g_ascii_isspace ((*at)[1]))
        n = 2;
      if (n == 0)
        break;
      *at += n;
    }
}

/* DER of a certificate, or the dashes of PEM. */
static gboolean
begins_well (const guint8 *bytes)
{
  return (bytes[0] == 0x30 && (bytes[1] == 0x81 || bytes[1] == 0x82))
         || memcmp (bytes, "---", 3) == 0;
}

/* By the first digit of 0x30 or 0x2d; FALSE: none of them. */
static gboolean
guess_form (char     first,
            Numbers *form)
{
  switch (first)
    {
    case '0':
      *form = NUMBERS_PREFIXED;
      return TRUE;

    case '\\':
      *form = NUMBERS_ESCAPED;
      return TRUE;

    case '2':
    case '3':
      *form = NUMBERS_PAIRS;
      return TRUE;

    case '4':
      *form = NUMBERS_DECIMAL;
      return TRUE;

    default:
      return FALSE;
    }
}

/**
 * lg_certificate_text_read_numbers:
 * @text: where the first number may begin
 * @length: bytes up to the end of the text
 * @n_read: (out): bytes of the text that were read
 *
 * Reads an array of numbers that may be a certificate or its PEM: `0x30, 0x82`, `\x30\x82`,
 * `30 82` or `30:82`, or decimal ones as Java, Go and Python have them.
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL: no such array begins here
 */
GByteArray *
lg_certificate_text_read_numbers (const char *text,
                                  gsize       length,
                                  gsize      *n_read)
{
  const char *at = text, *end = text + length;
  g_autoptr (GByteArray) bytes = NULL;
  guint8 first[3], byte;
  Numbers form;

  if (length < sizeof first || !guess_form (*text, &form))
    return NULL;
  for (guint i = 0; i < sizeof first; i++)
    {
      if (!read_number (&at, end, form, &first[i]))
        return NULL;
      skip_between (&at, end, form);
    }
  if (!begins_well (first))
    return NULL;

  bytes = g_byte_array_new ();
  g_byte_array_append (bytes, first, sizeof first);
  while (read_number (&at, end, form, &byte))
    {
      g_byte_array_append (bytes, &byte, 1);
      skip_between (&at, end, form);
    }
  *n_read = at - text;
  return g_steal_pointer (&bytes);
}
