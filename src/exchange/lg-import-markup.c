/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and values in XML: an app's resources, a property list, a tool's own elements. */
#include "config.h"

#include "lg-import-record.h"

#include <string.h>

/* More elements than a login has. */
#define ELEMENTS_MAX 10000

/* `name="…"` or the element itself is the name; in a property list the name is a key before it. */
static const char *const patterns[] = {
  "<[A-Za-z]\\w{0,32}\\s[^<>]{0,128}?(?:name|key)=[\"']([\\w.-]{1,64})[\"'][^<>]{0,128}>"
    "\\s{0,64}([^<>]{1,512}?)\\s{0,64}</",
  "<key>\\s{0,16}([\\w.-]{1,64})\\s{0,16}</key>\\s{0,64}<\\w{1,16}>([^<>]{1,512}?)</",
  "<([A-Za-z][\\w.-]{0,64})>\\s{0,64}([^<>]{1,512}?)\\s{0,64}</\\1>",
};

static void
take_elements (LgImportRecord *record,
               const char     *pattern,
               const char     *text)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (regex, text, 0, &match);
  for (guint n = 0; n < ELEMENTS_MAX && g_match_info_matches (match); n++)
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      char *value = g_match_info_fetch (match, 2);
      LgImportValue which = lg_import_value_find (name, -1);

      if (which != LG_IMPORT_N_VALUES && which != LG_IMPORT_TITLE && which != LG_IMPORT_GROUP)
        lg_import_record_set (record, which, value, -1);
      explicit_bzero (value, strlen (value));
      g_free (value);
      g_match_info_next (match, NULL);
    }
}

/**
 * lg_import_read_markup:
 * @text: a text
 * @length: bytes of it
 * @records: (element-type LgImportRecord): gets a record
 * @error: return location (%LG_IMPORT_ERROR_MALFORMED)
 *
 * Reads the elements of an XML text whose names are those of a login's values. It knows no broken
 * XML.
 *
 * Returns: %TRUE
 */
gboolean
lg_import_read_markup (const char  *text,
                       gsize        length,
                       GPtrArray   *records,
                       GError     **error)
{
  g_autoptr (LgImportRecord) record = NULL;

  if (strstr (text, "</") == NULL)
    return TRUE;

  record = lg_import_record_new (LG_IMPORT_KIND_LINES, 1);
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    take_elements (record, patterns[i], text);
  if (!lg_import_record_is_empty (record))
    g_ptr_array_add (records, g_steal_pointer (&record));
  return TRUE;
}
