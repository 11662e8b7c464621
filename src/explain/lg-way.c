/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-way.h"

#include <stdlib.h>
#include <string.h>

static const LgWayLayout documented = { FALSE, "", "", "", 0 };

/**
 * lg_way_new:
 * @digest: what is computed
 * @key: the key
 *
 * Returns: (transfer full): a way that signs nothing yet, names and values without anything between
 */
LgWay *
lg_way_new (const LgDigest *digest,
            LgSecret       *key)
{
  LgWay *self = g_new0 (LgWay, 1);

  self->digest = digest;
  self->key = lg_secret_ref (key);
  self->layout = documented;
  return self;
}

/**
 * lg_way_copy:
 *
 * Returns: (transfer full): the same way
 */
LgWay *
lg_way_copy (const LgWay *self)
{
  LgWay *copy = lg_way_new (self->digest, self->key);

  copy->layout = self->layout;
  copy->n_fields = self->n_fields;
  for (guint i = 0; i < self->n_fields; i++)
    {
      copy->fields[i].name = self->fields[i].name;
      copy->fields[i].spelling = g_strdup (self->fields[i].spelling);
      copy->fields[i].value = g_strdup (self->fields[i].value);
    }

  return copy;
}

static void
clear_field (LgWayField *field)
{
  g_clear_pointer (&field->spelling, g_free);
  g_clear_pointer (&field->value, g_free);
}

/**
 * lg_way_free:
 *
 * Frees a way.
 */
void
lg_way_free (LgWay *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_fields; i++)
    clear_field (&self->fields[i]);
  lg_secret_unref (self->key);
  g_free (self);
}

/**
 * lg_way_add:
 * @name: the documented name; must outlive the way
 * @value: the value
 *
 * Signs one more value, the last in order; beyond %LG_WAY_FIELDS_MAX, nothing.
 */
void
lg_way_add (LgWay      *self,
            const char *name,
            const char *value)
{
  if (self->n_fields < LG_WAY_FIELDS_MAX)
    self->fields[self->n_fields++] = (LgWayField) { .name = name, .value = g_strdup (value) };
}

/**
 * lg_way_find:
 * @name: a documented name
 *
 * Returns: (transfer none) (nullable): the value signed under it
 */
LgWayField *
lg_way_find (LgWay      *self,
             const char *name)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (strcmp (self->fields[i].name, name) == 0)
      return &self->fields[i];

  return NULL;
}

/**
 * lg_way_set:
 * @name: a documented name; must outlive the way
 * @value: the value
 *
 * Signs another value under the name; one that was not signed takes its place in the alphabet.
 */
void
lg_way_set (LgWay      *self,
            const char *name,
            const char *value)
{
  LgWayField *field = lg_way_find (self, name);

  if (field != NULL)
    {
      g_free (field->value);
      field->value = g_strdup (value);
    }
  else
    {
      lg_way_add (self, name, value);
      lg_way_sort (self);
    }
}

/**
 * lg_way_remove:
 * @name: a documented name
 *
 * Signs no value of that name.
 */
void
lg_way_remove (LgWay      *self,
               const char *name)
{
  LgWayField *field = lg_way_find (self, name);

  if (field == NULL)
    return;

  clear_field (field);
  self->n_fields--;
  memmove (field, field + 1, (char *) &self->fields[self->n_fields] - (char *) field);
}

static int
compare_names (const void *a,
               const void *b)
{
  const LgWayField *first = a;
  const LgWayField *second = b;

  return strcmp (first->name, second->name);
}

/**
 * lg_way_sort:
 *
 * Puts what is signed into the alphabetical order of its names, as documented.
 */
void
lg_way_sort (LgWay *self)
{
  qsort (self->fields, self->n_fields, sizeof *self->fields, compare_names);
}

/**
 * lg_way_set_key:
 * @key: (array length=length): the bytes to sign with
 * @length: how many
 *
 * Signs with another key.
 */
void
lg_way_set_key (LgWay         *self,
                gconstpointer  key,
                gsize          length)
{
  LgSecret *other = lg_secret_new_bytes (key, length);

  lg_secret_unref (self->key);
  self->key = other;
}

/**
 * lg_way_make_content:
 *
 * Returns: (transfer full): the text that is signed
 */
GString *
lg_way_make_content (const LgWay *self)
{
  GString *content = g_string_new (NULL);

  for (guint i = 0; i < self->n_fields; i++)
    {
      const LgWayField *field = &self->fields[i];

      if (i > 0)
        g_string_append (content, self->layout.between);
      if (!self->layout.bare)
        {
          g_string_append (content, field->spelling != NULL ? field->spelling : field->name);
          g_string_append (content, self->layout.equals);
        }
      g_string_append (content, field->value);
    }

  return g_string_append_len (content, self->layout.end, self->layout.end_length);
}

/**
 * lg_way_compute:
 * @bytes: (out): the digest, as many bytes as its kind has
 *
 * Returns: whether OpenSSL computes it
 */
gboolean
lg_way_compute (const LgWay *self,
                guint8       bytes[LG_DIGEST_MAX])
{
  GString *content = lg_way_make_content (self);
  gboolean good = lg_digest_compute (self->digest, self->key, content->str, content->len, bytes);

  g_string_free (content, TRUE);
  return good;
}
