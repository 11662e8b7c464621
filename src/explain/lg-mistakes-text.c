/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing the right values in another text. */
#include "config.h"

#include "lg-mistake.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef char *(*StyleFunc) (const char *name);

static char *
spell_lower (const char *name)
{
  return g_ascii_strdown (name, -1);
}

static char *
spell_upper (const char *name)
{
  return g_ascii_strup (name, -1);
}

static char *
spell_capital (const char *name)
{
  char *spelling = g_strdup (name);

  *spelling = g_ascii_toupper (*spelling);
  return spelling;
}

static char *
spell_with_capital_end (const char *name)
{
  return g_str_has_suffix (name, "Id") ? g_strdup_printf ("%.*sID", (int) strlen (name) - 2, name)
                                       : g_strdup (name);
}

static char *
spell_joined (const char *name,
              char        joint)
{
  GString *spelling = g_string_new (NULL);

  for (; *name != '\0'; name++)
    {
      if (g_ascii_isupper (*name))
        g_string_append_c (spelling, joint);
      g_string_append_c (spelling, g_ascii_tolower (*name));
    }

  return g_string_free (spelling, FALSE);
}

static char *
spell_with_underscore (const char *name)
{
  return spell_joined (name, '_');
}

static char *
spell_with_hyphen (const char *name)
{
  return spell_joined (name, '-');
}

static char *
spell_time_stamp (const char *name)
{
  return g_strdup (strcmp (name, "timestamp") == 0 ? "timeStamp" : name);
}

#define N_STYLES 7
#define N_SPELLED 4

/* Every style for all names, then for one name at a time. */
static gboolean
misspell (LgWay         *way,
          const LgKnown *known,
          guint          variant)
{
  static const StyleFunc styles[N_STYLES] = {
    spell_lower, spell_upper, spell_capital, spell_with_capital_end, spell_with_underscore,
    spell_with_hyphen, spell_time_stamp,
  };
  guint only = variant / N_STYLES;

  for (guint i = 0; i < way->n_fields; i++)
    if (only == 0 || only == i + 1)
      {
        g_free (way->fields[i].spelling);
        way->fields[i].spelling = styles[variant % N_STYLES] (way->fields[i].name);
      }

  return only <= way->n_fields;
}

/* The variant, written in the factorial number system, says which of the rest comes next. */
static gboolean
reorder (LgWay         *way,
         const LgKnown *known,
         guint          variant)
{
  guint number = variant + 1;

  for (guint i = 0; i < way->n_fields; i++)
    {
      guint rest = way->n_fields - i;
      LgWayField *from = &way->fields[i + number % rest];
      LgWayField field = *from;

      memmove (&way->fields[i + 1], &way->fields[i], (char *) from - (char *) &way->fields[i]);
      way->fields[i] = field;
      number /= rest;
    }

  return number == 0;
}

static gboolean
separate (LgWay         *way,
          const LgKnown *known,
          guint          variant)
{
  static const struct
  {
    const char *equals;
    const char *between;
  } layouts[] = {
    { "=", "&" }, { "=", "," }, { "=", "" }, { "", "&" },
    { "", "," }, { ":", "," }, { " ", " " }, { "", " " },
    { "", "\n" }, { "=", "\n" }, { "=", ";" }, { ":", "" },
    { "=", ", " }, { "", "" },
  };

  way->layout.equals = layouts[variant].equals;
  way->layout.between = layouts[variant].between;
  return TRUE;
}

static gboolean
terminate (LgWay         *way,
           const LgKnown *known,
           guint          variant)
{
  static const struct
  {
    const char *end;
    gsize       length;
  } ends[] = { { "\n", 1 }, { "\r\n", 2 }, { "\0", 1 }, { " ", 1 }, { "&", 1 }, { ",", 1 },
               { "|", 1 } };

  way->layout.end = ends[variant].end;
  way->layout.end_length = ends[variant].length;
  return TRUE;
}

static gboolean
drop_names (LgWay         *way,
            const LgKnown *known,
            guint          variant)
{
  static const char *const between[] = { "", "&", ",", ".", "|" };

  way->layout = (LgWayLayout) { .bare = TRUE, .equals = "", .between = between[variant],
                                .end = "" };
  return TRUE;
}

/* TuyaLink signs two parameters whose values are fixed: either of them is left out, or both. */
static gboolean
omit_fixed (LgWay         *way,
            const LgKnown *known,
            guint          variant)
{
  if (lg_way_find (way, "accessType") == NULL)
    return FALSE;

  if (variant != 0)
    lg_way_remove (way, "secureMode");
  if (variant != 1)
    lg_way_remove (way, "accessType");
  return TRUE;
}

static gboolean
sign_whole_username (LgWay         *way,
                     const LgKnown *known,
                     guint          variant)
{
  if (lg_way_find (way, "deviceId") == NULL || known->sent_username == NULL)
    return FALSE;

  while (way->n_fields > 0)
    lg_way_remove (way, way->fields[0].name);
  lg_way_add (way, "deviceId", known->sent_username);
  return drop_names (way, known, 0);
}

/* Extended parameters are never signed: all of them, or those every example has. */
static gboolean
sign_more (LgWay         *way,
           const LgKnown *known,
           guint          variant)
{
  guint n_right = way->n_fields;

  for (guint i = 0; i < known->sent->parameters->len; i++)
    {
      const LgParameter *parameter = known->sent->parameters->pdata[i];
      gboolean mode = strcmp (parameter->name, "securemode") == 0;
      gboolean method = strcmp (parameter->name, "signmethod") == 0;
      gboolean wanted = variant == 0 || (variant == 1 && (mode || method))
                        || (variant == 2 && mode) || (variant == 3 && method);

      if (wanted && parameter->value != NULL && lg_way_find (way, parameter->name) == NULL)
        lg_way_add (way, parameter->name, parameter->value);
    }

  /* TuyaLink's order is not that of the alphabet. */
  if (lg_way_find (way, "deviceId") == NULL)
    lg_way_sort (way);
  return way->n_fields > n_right;
}

static gboolean
escape_values (LgWay         *way,
               const LgKnown *known,
               guint          variant)
{
  for (guint i = 0; i < way->n_fields; i++)
    {
      g_autofree char *value = way->fields[i].value;

      way->fields[i].value = g_uri_escape_string (value, NULL, FALSE);
    }

  return TRUE;
}

#define NAMES "auth.content-names"

const LgMistake lg_mistakes_text[] = {
  { LG_ASPECT_EXTRA, 4, FALSE, sign_more, NAMES,
    N_("Extended parameters were signed, too") },
  { LG_ASPECT_EXTRA, 1, FALSE, escape_values, NAMES,
    N_("The values were signed with percent escapes") },
  { LG_ASPECT_NAMES, N_STYLES * (1 + N_SPELLED), FALSE, misspell, NAMES,
    N_("The names are spelled differently in the signed text") },
  { LG_ASPECT_ORDER, 23, FALSE, reorder, "auth.content-order",
    N_("The signed text is not in the documented order of its names") },
  { LG_ASPECT_LAYOUT, 14, FALSE, separate, NAMES,
    N_("Other characters than documented stand between the signed names and values") },
  { LG_ASPECT_LAYOUT, 1, TRUE, sign_whole_username, NAMES,
    N_("The user name was signed as it is") },
  { LG_ASPECT_EXTRA, 3, FALSE, omit_fixed, NAMES,
    N_("secureMode or accessType was not signed") },
  { LG_ASPECT_LAYOUT, 7, FALSE, terminate, NAMES,
    N_("The signed text has a character too many at its end") },
  { LG_ASPECT_LAYOUT, 5, FALSE, drop_names, NAMES,
    N_("The signed text lacks the names") },
  { 0 },
};
