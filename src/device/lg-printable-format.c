/* SPDX-License-Identifier: GPL-3.0-or-later */
/* printf() that takes every string it is given for one from outside. Pure. */
#include "lg-printable.h"

#include <string.h>

/* More than any sentence has. */
#define N_ARGUMENTS_MAX 16

typedef enum
{
  KIND_NONE,
  KIND_INT,
  KIND_LONG,
  KIND_INT64,
  KIND_SIZE,
  KIND_DOUBLE,
  KIND_STRING,
} Kind;

typedef union
{
  int         as_int;
  long        as_long;
  gint64      as_int64;
  gsize       as_size;
  double      as_double;
  const char *as_string;
} Value;

/* One conversion: `%`, `2$`, flags, width, precision, length, letter. Of width and precision, -1 is
   none, and what is below that names the argument that has it. */
typedef struct
{
  const char *end;
  guint       argument;
  char        flags[8];
  int         width;
  int         precision;
  char        length[4];
  char        letter;
} Conversion;

typedef struct
{
  guint n;
  Kind  kinds[N_ARGUMENTS_MAX];
  Value values[N_ARGUMENTS_MAX];
} Arguments;

#define FROM_ARGUMENT(n) (-2 - (int) (n))

static guint
read_number (const char **at)
{
  guint number = 0;

  while (g_ascii_isdigit (**at))
    number = number * 10 + (guint) (*(*at)++ - '0');
  return number;
}

static void
copy_while (char        *to,
            gsize        size,
            const char **at,
            const char  *set)
{
  gsize n = MIN (strspn (*at, set), size - 1);

  memcpy (to, *at, n);
  to[n] = '\0';
  *at += n;
}

static int
read_size (const char **at,
           guint       *next)
{
  if (**at != '*')
    return read_number (at);

  (*at)++;
  return FROM_ARGUMENT ((*next)++);
}

/* @at is behind the percent sign. Translators put arguments into another order with `%2$s`. */
static void
read_conversion (Conversion *self,
                 const char *at,
                 guint      *next)
{
  const char *behind = at;
  guint position = read_number (&behind);

  *self = (Conversion) { .width = -1, .precision = -1 };
  if (position > 0 && *behind == '$')
    at = behind + 1;
  else
    position = 0;

  copy_while (self->flags, sizeof self->flags, &at, "-+ #0");
  if (*at == '*' || g_ascii_isdigit (*at))
    self->width = read_size (&at, next);
  if (*at == '.')
    {
      at++;
      self->precision = read_size (&at, next);
    }
  copy_while (self->length, sizeof self->length, &at, "hlqjzt");
  self->letter = *at;
  self->argument = position > 0 ? position - 1 : self->letter != '%' ? (*next)++ : 0;
  self->end = *at != '\0' ? at + 1 : at;
}

static Kind
get_kind (const Conversion *conversion)
{
  if (conversion->letter == 's')
    return KIND_STRING;
  if (strchr ("aAeEfFgG", conversion->letter) != NULL)
    return KIND_DOUBLE;
  if (g_str_equal (conversion->length, "l"))
    return KIND_LONG;
  if (g_str_equal (conversion->length, "ll") || g_str_equal (conversion->length, "j"))
    return KIND_INT64;
  if (g_str_equal (conversion->length, "z") || g_str_equal (conversion->length, "t"))
    return KIND_SIZE;
  return KIND_INT;
}

static void
set_kind (Arguments *self,
          guint      argument,
          Kind       kind)
{
  g_assert (argument < N_ARGUMENTS_MAX);

  self->kinds[argument] = kind;
  self->n = MAX (self->n, argument + 1);
}

static void
read_kinds (Arguments  *self,
            const char *format)
{
  guint next = 0;

  while ((format = strchr (format, '%')) != NULL)
    {
      Conversion conversion;

      read_conversion (&conversion, format + 1, &next);
      format = conversion.end;
      if (conversion.width < -1)
        set_kind (self, FROM_ARGUMENT (conversion.width), KIND_INT);
      if (conversion.precision < -1)
        set_kind (self, FROM_ARGUMENT (conversion.precision), KIND_INT);
      if (conversion.letter != '%')
        set_kind (self, conversion.argument, get_kind (&conversion));
    }
}

static void
read_values (Arguments *self,
             va_list   *arguments)
{
  for (guint i = 0; i < self->n; i++)
    switch (self->kinds[i])
      {
      case KIND_LONG:
        self->values[i].as_long = va_arg (*arguments, long);
        break;
      case KIND_INT64:
        self->values[i].as_int64 = va_arg (*arguments, gint64);
        break;
      case KIND_SIZE:
        self->values[i].as_size = va_arg (*arguments, gsize);
        break;
      case KIND_DOUBLE:
        self->values[i].as_double = va_arg (*arguments, double);
        break;
      case KIND_STRING:
        self->values[i].as_string = va_arg (*arguments, const char *);
        break;
      case KIND_NONE:
      case KIND_INT:
      default:
        self->values[i].as_int = va_arg (*arguments, int);
        break;
      }
}

static int
get_size (const Arguments *self,
          int              size)
{
  return size < -1 ? self->values[FROM_ARGUMENT (size)].as_int : size;
}

/* Width and precision count columns and characters, where printf() counts bytes. */
static void
append_string (GString          *text,
               const Conversion *conversion,
               const char       *value,
               int               width,
               int               precision)
{
  g_autofree char *line = lg_printable_line (value != NULL ? value : "(null)", -1);
  gboolean left = strchr (conversion->flags, '-') != NULL || width < -1;
  int padding;

  if (precision >= 0 && g_utf8_strlen (line, -1) > precision)
    *g_utf8_offset_to_pointer (line, precision) = '\0';
  padding = MAX (0, ABS (width) - lg_printable_get_width (line));
  if (width == -1)
    padding = 0;

  g_string_append_printf (text, "%*s%s%*s", left ? 0 : padding, "", line, left ? padding : 0, "");
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

/* The C library's own conversion, of this one value. */
static void
append_number (GString          *text,
               const Conversion *conversion,
               Kind              kind,
               Value             value,
               int               width,
               int               precision)
{
  g_autoptr (GString) format = g_string_new ("%");

  g_string_append (format, conversion->flags);
  if (width != -1)
    g_string_append_printf (format, "%d", width);
  if (precision >= 0)
    g_string_append_printf (format, ".%d", precision);
  g_string_append (format, conversion->length);
  g_string_append_c (format, conversion->letter);

  if (kind == KIND_DOUBLE)
    g_string_append_printf (text, format->str, value.as_double);
  else if (kind == KIND_LONG)
    g_string_append_printf (text, format->str, value.as_long);
  else if (kind == KIND_INT64)
    g_string_append_printf (text, format->str, value.as_int64);
  else if (kind == KIND_SIZE)
    g_string_append_printf (text, format->str, value.as_size);
  else
    g_string_append_printf (text, format->str, value.as_int);
}

#pragma GCC diagnostic pop

static void
append_conversion (GString          *text,
                   const Conversion *conversion,
                   const Arguments  *arguments)
{
  int width = get_size (arguments, conversion->width);
  int precision = get_size (arguments, conversion->precision);
  Kind kind = get_kind (conversion);
  Value value = arguments->values[conversion->argument];

  if (conversion->letter == '%')
    g_string_append_c (text, '%');
  else if (kind == KIND_STRING)
    append_string (text, conversion, value.as_string, width, precision);
  else if (conversion->letter == 'c')
    append_string (text, conversion, (char[]) { (char) value.as_int, '\0' }, width, -1);
  else
    append_number (text, conversion, kind, value, width, precision);
}

/**
 * lg_printable_vformat:
 * @format: in the manner of printf(), translated or not; its own lines are what they are
 * @arguments: arguments of @format
 *
 * As [func@printable_format].
 *
 * Returns: (transfer full): the text, UTF-8
 */
char *
lg_printable_vformat (const char *format,
                      va_list     arguments)
{
  GString *text = g_string_new (NULL);
  Arguments read = { 0 };
  guint next = 0;
  const char *at;
  va_list copy;

  g_return_val_if_fail (format != NULL, NULL);

  va_copy (copy, arguments);
  read_kinds (&read, format);
  read_values (&read, &copy);
  va_end (copy);

  while ((at = strchr (format, '%')) != NULL)
    {
      Conversion conversion;

      g_string_append_len (text, format, at - format);
      read_conversion (&conversion, at + 1, &next);
      append_conversion (text, &conversion, &read);
      format = conversion.end;
    }
  g_string_append (text, format);
  return g_string_free (text, FALSE);
}

/**
 * lg_printable_format:
 * @format: in the manner of printf(), translated or not; its own lines are what they are
 * @...: arguments of @format
 *
 * Composes a text like g_strdup_printf(), but every string among the arguments becomes
 * [func@printable_line] before: none of them can reach beyond its place. Widths of strings count a
 * terminal's columns, precisions characters.
 *
 * Returns: (transfer full): the text, UTF-8
 */
char *
lg_printable_format (const char *format,
                     ...)
{
  va_list arguments;
  char *text;

  va_start (arguments, format);
  text = lg_printable_vformat (format, arguments);
  va_end (arguments);
  return text;
}

/**
 * lg_printable_append:
 * @text: a text being composed
 * @format: in the manner of printf(), translated or not
 * @...: arguments of @format
 *
 * Appends what [func@printable_format] composes.
 */
void
lg_printable_append (GString    *text,
                     const char *format,
                     ...)
{
  g_autofree char *more = NULL;
  va_list arguments;

  va_start (arguments, format);
  more = lg_printable_vformat (format, arguments);
  va_end (arguments);
  g_string_append (text, more);
}
