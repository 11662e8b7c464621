/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What xxd, hexdump, od, certutil and PowerShell's Format-Hex print: an offset and bytes a line. */
#include "lg-hex-dump.h"

#include <string.h>

/* A star stands for any number of equal lines; nobody dumps more than this. */
#define SIZE_MAX_BYTES (16 * 1024 * 1024)
#define OFFSET_MIN 4
#define OFFSET_MAX 16
#define HALF 8
#define LINE_BYTES 64

typedef struct
{
  const char *offset;
  gsize       n_digits;
  const char *bytes;
  gsize       length;
  gboolean    words;
} Line;

typedef struct
{
  GByteArray *bytes;
  guint       base;
  gsize       gap;
  guint64     begin;
  guint64     end;
  gboolean    starred;
} Reader;

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

static gsize
count_digits (const char *text,
              gsize       length)
{
  gsize n = 0;

  while (n < length && g_ascii_isxdigit (text[n]))
    n++;
  return n;
}

/* The offset and what follows it; FALSE: no line of a dump. */
static gboolean
split_line (const char *text,
            gsize       length,
            Line       *line)
{
  const char *bar = memchr (text, '|', length);
  gsize n, colon;

  if (bar != NULL)
    length = bar - text;
  while (length > 0 && is_blank (*text))
    text++, length--;
  n = count_digits (text, length);
  colon = n < length && text[n] == ':';
  if (n < OFFSET_MIN || n > OFFSET_MAX || (n + colon < length && !is_blank (text[n + colon])))
    return FALSE;

  *line = (Line) { .offset = text, .n_digits = n };
  text += n + colon;
  length -= n + colon;
  while (length > 0 && is_blank (*text))
    text++, length--;
  line->bytes = text;
  line->length = length;
  /* Words of the machine that dumped, unless a colon says that xxd only grouped the bytes. */
  line->words = colon == 0 && count_digits (text, length) == 4;
  return TRUE;
}

/* As many bytes as there are before the column of characters, @max at most. That column is known by
 * @max, or by two blanks in front of it, which behind @gap bytes only divide. */
static gsize
read_bytes (const Line *line,
            gsize       max,
            gboolean    exact,
            gsize       gap,
            guint8     *bytes)
{
  const char *at = line->bytes, *end = line->bytes + line->length;
  gsize n = 0;

  while (at < end && n < max)
    {
      gsize digits = count_digits (at, end - at);
      gsize blanks = 0;

      if (digits < 2 || digits % 2 != 0 || digits > 16 || (line->words && digits != 4))
        break;
      /* A word's lower byte comes first; behind the last byte of all it is filled up. */
      for (gsize i = 0; i < digits; i += 2)
        if (n + i / 2 < max || line->words)
          bytes[n + (line->words ? 1 - i / 2 : i / 2)] =
            g_ascii_xdigit_value (at[i]) << 4 | g_ascii_xdigit_value (at[i + 1]);
      n = MIN (n + digits / 2, max);
      at += digits;
      while (at + blanks < end && is_blank (at[blanks]))
        blanks++;
      if (blanks > 1 && !exact && (n != gap || blanks > 2))
        break;
      at += blanks;
    }
  return n;
}

static guint64
read_offset (const Line *line,
             guint       base)
{
  guint64 offset = 0;

  for (gsize i = 0; i < line->n_digits; i++)
    offset = offset * base + g_ascii_xdigit_value (line->offset[i]);
  return offset;
}

/* od counts in eights, all others in sixteens, and some leave a gap in the middle: by how long the
 * first line is. */
static gboolean
find_form (Reader     *self,
           const Line *first,
           const Line *second)
{
  static const struct
  {
    guint base;
    gsize gap;
  } forms[] = { { 16, 0 }, { 16, HALF }, { 8, 0 }, { 8, HALF } };
  guint8 bytes[LINE_BYTES + 1];

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      gsize n = read_bytes (first, LINE_BYTES, FALSE, forms[i].gap, bytes);

      self->base = forms[i].base;
      self->gap = forms[i].gap;
      if (n > 0 && read_offset (second, self->base) - read_offset (first, self->base) == n)
        return TRUE;
    }
  return FALSE;
}

/* Bytes up to @until, which repeat the last line where a star stood for them. */
static gboolean
fill (Reader  *self,
      guint64  until)
{
  gsize begin = self->bytes->len - (self->end - self->begin);
  gsize length = self->end - self->begin;

  if (until < self->end || until - self->end > SIZE_MAX_BYTES - self->bytes->len)
    return FALSE;
  if (until > self->end && (!self->starred || length == 0))
    return FALSE;

  while (self->end < until)
    {
      guint8 byte = self->bytes->data[begin + (self->bytes->len - begin) % length];

      g_byte_array_append (self->bytes, &byte, 1);
      self->end++;
    }
  self->starred = FALSE;
  return TRUE;
}

/* @next: the line after it; %NULL: there is none. */
static gboolean
take_line (Reader     *self,
           const Line *line,
           const Line *next,
           gboolean    starred)
{
  guint64 offset = read_offset (line, self->base);
  guint64 after = next != NULL ? read_offset (next, self->base) : 0;
  guint8 bytes[LINE_BYTES + 1];
  gboolean exact = next != NULL && !starred;
  gsize n;

  if (self->bytes->len == 0)
    self->begin = self->end = offset;
  if (!fill (self, offset) || (exact && (after <= offset || after - offset > LINE_BYTES)))
    return FALSE;

  n = read_bytes (line, exact ? after - offset : LINE_BYTES, exact, self->gap,
                  bytes);
  if (exact && n != after - offset)
    return FALSE;
  g_byte_array_append (self->bytes, bytes, n);
  self->begin = offset;
  self->end = offset + n;
  self->starred = starred;
  return n > 0 || next == NULL;
}

/* The lines of a dump; @stars: whether one follows each. */
static GArray *
read_lines (const char *text,
            gsize       length,
            GArray     *stars)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  const char *end = text + length;

  while (text < end)
    {
      const char *stop = memchr (text, '\n', end - text);
      gsize n = (stop != NULL ? stop : end) - text;
      gboolean star = n > 0 && n <= 2 && *text == '*';
      Line line;

      if (star && lines->len > 0)
        g_array_index (stars, gboolean, lines->len - 1) = TRUE;
      else if (split_line (text, n, &line))
        {
          gboolean none = FALSE;

          g_array_append_val (lines, line);
          g_array_append_val (stars, none);
        }
      else if (n > 1 || (n == 1 && *text != '\r'))
        return NULL;
      text += n + 1;
    }
  return g_steal_pointer (&lines);
}

/**
 * lg_hex_dump_read:
 * @text: a file
 *
 * Reads a dump with offsets, as `xxd`, `hexdump`, `hexdump -C`, `od -t x1`, `od -x`, `certutil
 * -encodehex` and Format-Hex print it, with or without the column of characters. Every line must
 * begin where the one before it ended.
 *
 * Returns: (transfer full) (nullable): what was dumped; %NULL if the file is no dump
 */
GBytes *
lg_hex_dump_read (GBytes *text)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  g_autoptr (GArray) stars = g_array_new (FALSE, TRUE, sizeof (gboolean));
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Reader self = { .bytes = bytes };

  g_return_val_if_fail (text != NULL, NULL);

  lines = read_lines (data, length, stars);
  if (lines == NULL || lines->len < 2)
    return NULL;
  if (!find_form (&self, &g_array_index (lines, Line, 0), &g_array_index (lines, Line, 1)))
    return NULL;
  for (guint i = 0; i < lines->len; i++)
    if (!take_line (&self, &g_array_index (lines, Line, i),
                    i + 1 < lines->len ? &g_array_index (lines, Line, i + 1) : NULL,
                    g_array_index (stars, gboolean, i)))
      return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
