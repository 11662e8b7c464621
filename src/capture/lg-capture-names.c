/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-capture-names.h"

#include <string.h>

#define ADDRESSES_MAX 4096
#define NAME_MAX_BYTES 253
#define JUMPS_MAX 16
#define ANSWERS_MAX 64
#define HEADER 12
#define TYPE_A 1
#define TYPE_AAAA 28

struct _LgCaptureNames
{
  GHashTable *names;
};

static guint
hash_address (gconstpointer key)
{
  guint32 words[4];

  memcpy (words, key, sizeof words);
  return words[0] ^ words[1] * 31 ^ words[2] * 131 ^ words[3] * 31337;
}

static gboolean
are_equal (gconstpointer a,
           gconstpointer b)
{
  return memcmp (a, b, sizeof (LgIpAddress)) == 0;
}

/**
 * lg_capture_names_new:
 *
 * Returns: (transfer full): an empty table
 */
LgCaptureNames *
lg_capture_names_new (void)
{
  LgCaptureNames *self = g_new0 (LgCaptureNames, 1);

  self->names = g_hash_table_new_full (hash_address, are_equal, g_free, g_free);
  return self;
}

/**
 * lg_capture_names_free:
 * @self: a table
 */
void
lg_capture_names_free (LgCaptureNames *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->names);
  g_free (self);
}

static guint
get_16 (LgSlice bytes,
        gsize   at)
{
  return at + 2 <= bytes.length ? (guint) (bytes.data[at] << 8 | bytes.data[at + 1]) : 0;
}

/* Reads or passes over a name (RFC 1035, 4.1.4), which may point back; returns where it ends, 0 if
   it is none. */
static gsize
read_name (LgSlice  bytes,
           gsize    at,
           GString *name)
{
  gsize end = 0;

  for (guint jumps = 0; at < bytes.length;)
    {
      guint length = bytes.data[at];

      if (length == 0)
        return end > 0 ? end : at + 1;
      if (length >= 0xc0)
        {
          end = end > 0 ? end : at + 2;
          at = get_16 (bytes, at) & 0x3fff;
          if (++jumps > JUMPS_MAX)
            return 0;
          continue;
        }
      if (length > 63 || at + 1 + length > bytes.length || name->len + length > NAME_MAX_BYTES)
        return 0;
      if (name->len > 0)
        g_string_append_c (name, '.');
      g_string_append_len (name, (const char *) bytes.data + at + 1, length);
      at += 1 + length;
    }
  return 0;
}

static void
remember (LgCaptureNames *self,
          guint           type,
          LgSlice         data,
          const char     *name)
{
  LgIpAddress address = { { [10] = 0xff, [11] = 0xff } };

  if (type == TYPE_A && data.length == 4)
    memcpy (address.bytes + 12, data.data, 4);
  else if (type == TYPE_AAAA && data.length == 16)
    memcpy (address.bytes, data.data, 16);
  else
    return;

  if (g_hash_table_size (self->names) < ADDRESSES_MAX
      || g_hash_table_contains (self->names, &address))
    g_hash_table_replace (self->names, g_memdup2 (&address, sizeof address), g_strdup (name));
}

/**
 * lg_capture_names_add:
 * @answer: a DNS message
 *
 * Learns from it, if it is an answer: every address of it belongs to the name that was asked for.
 */
void
lg_capture_names_add (LgCaptureNames *self,
                      LgSlice         answer)
{
  g_autoptr (GString) name = g_string_new (NULL);
  gsize at = HEADER;
  guint n_answers;

  g_return_if_fail (self != NULL);

  if (answer.length < HEADER || (answer.data[2] & 0x80) == 0 || get_16 (answer, 4) != 1)
    return;

  at = read_name (answer, at, name);
  if (at == 0 || name->len == 0 || !g_utf8_validate (name->str, name->len, NULL))
    return;
  at += 4;
  n_answers = MIN (get_16 (answer, 6), ANSWERS_MAX);
  for (guint i = 0; i < n_answers; i++)
    {
      g_autoptr (GString) owner = g_string_new (NULL);
      gsize length;

      at = read_name (answer, at, owner);
      length = get_16 (answer, at + 8);
      if (at == 0 || at + 10 + length > answer.length)
        return;
      remember (self, get_16 (answer, at), (LgSlice) { answer.data + at + 10, length }, name->str);
      at += 10 + length;
    }
}

/**
 * lg_capture_names_find:
 * @address: an address
 *
 * Returns: (transfer none) (nullable): the name it was looked up by
 */
const char *
lg_capture_names_find (LgCaptureNames    *self,
                       const LgIpAddress *address)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_hash_table_lookup (self->names, address);
}
