/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-import-triple.h"

#include <string.h>

/* What the vendor's values look like; no rule, only enough to tell them from other words. */
#define PRODUCT_KEY_MIN 6
#define PRODUCT_KEY_MAX 20
#define DEVICE_NAME_MAX 64
#define SECRET_MIN 16
#define SECRET_MAX 128

static gboolean
is_made_of (const char *text,
            const char *more,
            gsize       min,
            gsize       max)
{
  gsize n = 0;

  for (; text[n] != '\0'; n++)
    if (n == max || (!g_ascii_isalnum (text[n]) && strchr (more, text[n]) == NULL))
      return FALSE;
  return n >= min;
}

/**
 * lg_import_triple_take:
 * @record: gets the values
 * @values: (array fixed-size=3): three words
 *
 * Takes three words that stand without names for ProductKey, DeviceName and DeviceSecret, in the
 * order the vendor always lists them, if they look like these.
 *
 * Returns: whether they do
 */
gboolean
lg_import_triple_take (LgImportRecord    *record,
                       const char *const *values)
{
  if (!is_made_of (values[0], "", PRODUCT_KEY_MIN, PRODUCT_KEY_MAX)
      || !is_made_of (values[1], "-_@.:", 1, DEVICE_NAME_MAX)
      || !is_made_of (values[2], "+/=_-", SECRET_MIN, SECRET_MAX))
    return FALSE;

  lg_import_record_set (record, LG_IMPORT_PRODUCT_KEY, values[0], -1);
  lg_import_record_set (record, LG_IMPORT_DEVICE_NAME, values[1], -1);
  lg_import_record_set (record, LG_IMPORT_DEVICE_SECRET, values[2], -1);
  return TRUE;
}
