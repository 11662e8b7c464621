/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-text-decoder.h"

#include "device/lg-byte-order-mark.h"

#include <string.h>

/* Enough to know an encoding by. */
#define SAMPLE 65536

static gboolean
begins_with (const char *data,
             gsize       length,
             const char *mark)
{
  return length >= strlen (mark) && memcmp (data, mark, strlen (mark)) == 0;
}

/* Without a mark: every other byte of ASCII is zero in UTF-16. */
static gboolean
is_utf16 (const char *data,
          gsize       length,
          gboolean    big)
{
  gsize zeros = 0, others = 0, n = MIN (length, SAMPLE) / 2;

  for (gsize i = 0; i < n; i++)
    {
      zeros += data[2 * i + (big ? 0 : 1)] == '\0';
      others += data[2 * i + (big ? 1 : 0)] == '\0';
    }

  return n >= 2 && zeros * 2 > n && others * 20 < n;
}

/* Bytes that UTF-8 has no place for. */
static gsize
count_invalid (const char *data,
               gsize       length)
{
  const char *at = data, *end = data + length;
  gsize invalid = 0;

  while (at < end)
    {
      const char *bad;

      if (g_utf8_validate_len (at, end - at, &bad))
        break;
      /* A character that the end of the sample cuts is no fault. */
      if (end - bad < 4 && g_utf8_get_char_validated (bad, end - bad) == (gunichar) -2)
        break;
      invalid += *bad != '\0';
      at = bad + 1;
    }

  return invalid;
}

/* Pairs that are a common Chinese character or its punctuation in GB 18030 (rows 0xA1 to 0xF7 of GB
   2312), and bytes above ASCII that are none. */
static gboolean
is_gb18030 (const char *data,
            gsize       length)
{
  gsize common = 0, other = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar first = data[i], second = i + 1 < length ? data[i + 1] : 0;

      if (first < 0x80)
        continue;
      if (first >= 0x81 && first <= 0xfe && second >= 0x40 && second != 0x7f && second != 0xff)
        {
          common += first >= 0xa1 && first <= 0xf7 && second >= 0xa1;
          i++;
        }
      else if (i + 1 < length)
        other++;
    }

  return common > 0 && common >= 4 * other;
}

/**
 * lg_text_encoding_guess:
 * @data: (array length=length): the beginning of a text, or the whole of it
 * @length: its bytes
 *
 * Finds out in which encoding a text is: by its mark, by the zero bytes of UTF-16, or by what its
 * bytes above ASCII are. Pure; any thread.
 *
 * Returns: the encoding; UTF-8 where nothing speaks for another
 */
LgTextEncoding
lg_text_encoding_guess (const char *data,
                        gsize       length)
{
  g_return_val_if_fail (data != NULL || length == 0, LG_TEXT_ENCODING_UTF_8);

  if (begins_with (data, length, "\xFF\xFE"))
    return LG_TEXT_ENCODING_UTF_16LE;
  if (begins_with (data, length, "\xFE\xFF"))
    return LG_TEXT_ENCODING_UTF_16BE;
  if (begins_with (data, length, LG_BYTE_ORDER_MARK))
    return LG_TEXT_ENCODING_UTF_8;
  if (is_utf16 (data, length, FALSE))
    return LG_TEXT_ENCODING_UTF_16LE;
  if (is_utf16 (data, length, TRUE))
    return LG_TEXT_ENCODING_UTF_16BE;
  /* The first Chinese line may come late: the whole text is looked through. */
  return count_invalid (data, length) > 0 && is_gb18030 (data, length)
         ? LG_TEXT_ENCODING_GB_18030 : LG_TEXT_ENCODING_UTF_8;
}

/**
 * lg_text_encoding_get_name:
 * @self: an encoding
 *
 * Returns: the encoding's name as people know it, never translated
 */
const char *
lg_text_encoding_get_name (LgTextEncoding self)
{
  switch (self)
    {
    case LG_TEXT_ENCODING_UTF_8:
      return "UTF-8";
    case LG_TEXT_ENCODING_UTF_16LE:
    case LG_TEXT_ENCODING_UTF_16BE:
      return "UTF-16";
    case LG_TEXT_ENCODING_GB_18030:
      return "GB 18030";
    }

  g_return_val_if_reached (NULL);
}

/* Zero bytes end a text in C. */
static void
replace_zeros (char *data,
               gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (data[i] == '\0')
      data[i] = ' ';
}

static char *
make_valid (const char *data,
            gsize       length)
{
  g_autofree char *copy = g_memdup2 (data, length);

  replace_zeros (copy, length);
  return g_utf8_make_valid (copy, length);
}

/* What iconv() makes of it; where it stops, one byte is lost and it goes on. */
static char *
convert (const char  *data,
         gsize        length,
         const char  *from,
         LgTextFlags  flags)
{
  g_autoptr (GString) text = g_string_sized_new (length + 1);
  gsize unit = g_str_has_prefix (from, "UTF-16") ? 2 : 1;

  while (length > 0)
    {
      gsize read = 0, written = 0;
      g_autoptr (GError) error = NULL;
      g_autofree char *part = g_convert (data, length, "UTF-8", from, &read, &written, &error);

      if (part == NULL && read > 0)
        part = g_convert (data, read, "UTF-8", from, NULL, &written, NULL);
      if (part != NULL)
        g_string_append_len (text, part, written);
      if (error == NULL && read == length)
        break;
      if (flags == LG_TEXT_STRICT)
        return NULL;

      read = MIN (read, length);
      g_string_append (text, "\xEF\xBF\xBD");
      data += MIN (read + unit, length);
      length -= MIN (read + unit, length);
    }

  if (flags == LG_TEXT_STRICT && memchr (text->str, '\0', text->len) != NULL)
    return NULL;
  replace_zeros (text->str, text->len);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The mark is no part of the text. */
static void
skip_mark (LgTextEncoding   self,
           const char     **data,
           gsize           *length)
{
  static const char *const marks[] = { LG_BYTE_ORDER_MARK, "\xFF\xFE", "\xFE\xFF", NULL };

  if (marks[self] != NULL && begins_with (*data, *length, marks[self]))
    {
      *length -= strlen (marks[self]);
      *data += strlen (marks[self]);
    }
}

/**
 * lg_text_encoding_decode:
 * @self: an encoding
 * @data: (array length=length): a text, or whole lines of it
 * @length: its bytes
 * @flags: what is done with bytes that are no text
 *
 * Makes UTF-8 of a text. What the caller gave, and what is returned, are the caller's to clear if
 * secrets are in it. Pure; any thread.
 *
 * Returns: (transfer full) (nullable): UTF-8 without a mark; %NULL if it is no text and @flags
 *   refuse that. A zero byte is none
 */
char *
lg_text_encoding_decode (LgTextEncoding  self,
                         const char     *data,
                         gsize           length,
                         LgTextFlags     flags)
{
  static const char *const names[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030" };

  g_return_val_if_fail (data != NULL || length == 0, NULL);
  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (names), NULL);

  skip_mark (self, &data, &length);
  if (length == 0)
    return g_strdup ("");
  if (self == LG_TEXT_ENCODING_UTF_8 && flags == LG_TEXT_STRICT)
    return g_utf8_validate_len (data, length, NULL) ? g_strndup (data, length) : NULL;
  if (self == LG_TEXT_ENCODING_UTF_8)
    return make_valid (data, length);

  return convert (data, length, names[self], flags);
}

/**
 * lg_text_decode:
 * @bytes: a text as it was read from a file or pasted
 * @flags: what is done with bytes that are no text
 * @encoding: (out) (optional): the encoding it seems to be in, to be shown to the operator
 *
 * Recognizes the encoding of a text and makes UTF-8 of it: spreadsheets and serial terminals for
 * Chinese users write GB 18030, Windows' own tools UTF-16. Pure; any thread.
 *
 * Returns: (transfer full) (nullable): UTF-8; %NULL if it is no text and @flags refuse that
 */
char *
lg_text_decode (GBytes         *bytes,
                LgTextFlags     flags,
                LgTextEncoding *encoding)
{
  const char *data;
  gsize length;
  LgTextEncoding guess;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  guess = lg_text_encoding_guess (data, length);
  if (encoding != NULL)
    *encoding = guess;
  return lg_text_encoding_decode (guess, data, length, flags);
}
