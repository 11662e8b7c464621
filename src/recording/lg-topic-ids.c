/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-topic-ids.h"

#include <string.h>

/* Roughly what one entry takes besides its text. */
#define ENTRY_SIZE 64

struct _LgTopicIds
{
  GHashTable *ids;
  gsize       size;
};

/**
 * lg_topic_ids_new:
 *
 * Returns: (transfer full): an empty memory
 */
LgTopicIds *
lg_topic_ids_new (void)
{
  LgTopicIds *self = g_new0 (LgTopicIds, 1);

  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * lg_topic_ids_free:
 * @self: (transfer full): a memory
 */
void
lg_topic_ids_free (LgTopicIds *self)
{
  g_hash_table_unref (self->ids);
  g_free (self);
}

/**
 * lg_topic_ids_add:
 * @topic: a topic that is not remembered
 * @id: its number, greater than 0
 *
 * Remembers @topic. Where that would take more than %LG_TOPIC_IDS_MAX the others are forgotten:
 * that costs a look-up, and a device that makes up topics must not cost memory.
 */
void
lg_topic_ids_add (LgTopicIds *self,
                  const char *topic,
                  gint64      id)
{
  gsize size = strlen (topic) + ENTRY_SIZE;

  if (self->size + size > LG_TOPIC_IDS_MAX)
    {
      g_hash_table_remove_all (self->ids);
      self->size = 0;
    }

  g_hash_table_insert (self->ids, g_strdup (topic), GSIZE_TO_POINTER (id));
  self->size += size;
}

/**
 * lg_topic_ids_find:
 * @id: (out): its number
 *
 * Returns: whether @topic is remembered
 */
gboolean
lg_topic_ids_find (LgTopicIds *self,
                   const char *topic,
                   gint64     *id)
{
  gpointer known = g_hash_table_lookup (self->ids, topic);

  *id = GPOINTER_TO_SIZE (known);
  return known != NULL;
}

/**
 * lg_topic_ids_get_size:
 *
 * Returns: what it takes, in bytes, roughly
 */
gsize
lg_topic_ids_get_size (LgTopicIds *self)
{
  return self->size;
}
