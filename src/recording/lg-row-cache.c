/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-row-cache.h"

#define PAGE_ROWS 256
#define MAX_PAGES 8

/* For large payloads: where reading ahead stops so that no frame is late, and what all pages may
 * hold together. */
#define AHEAD_BYTES (1024 * 1024)
#define MAX_BYTES (16 * 1024 * 1024)

typedef struct
{
  guint       number;
  gsize       bytes;
  LgEventRow *rows[PAGE_ROWS];
} Page;

struct _LgRowCache
{
  LgRowCacheFunc  read;
  gpointer        user_data;
  GQueue          pages;  /* of Page, the one used last first */
  gsize           bytes;
  GHashTable     *alive;  /* position → LgEventRow, not owned */
};

static void
page_free (Page *page)
{
  for (guint i = 0; i < PAGE_ROWS; i++)
    g_clear_object (&page->rows[i]);
  g_free (page);
}

static GQuark
position_quark (void)
{
  return g_quark_from_static_string ("lg-row-cache-position");
}

static void
row_gone_cb (gpointer  user_data,
             GObject  *row)
{
  LgRowCache *self = user_data;

  g_hash_table_remove (self->alive, g_object_get_qdata (row, position_quark ()));
}

static LgEventRow *
ref_row (LgRowCache *self,
         guint       position)
{
  gpointer key = GUINT_TO_POINTER (position);
  LgEventRow *row = g_hash_table_lookup (self->alive, key);

  if (row != NULL)
    return g_object_ref (row);

  row = lg_event_row_new (self->read (position, self->user_data));
  g_object_set_qdata (G_OBJECT (row), position_quark (), key);
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, self);
  g_hash_table_insert (self->alive, key, row);
  return row;
}

static Page *
find_page (LgRowCache *self,
           guint       number)
{
  GList *link = self->pages.head;
  Page *page;

  while (link != NULL && ((Page *) link->data)->number != number)
    link = link->next;

  if (link != NULL)
    {
      g_queue_unlink (&self->pages, link);
      g_queue_push_head_link (&self->pages, link);
      return link->data;
    }

  page = g_new0 (Page, 1);
  page->number = number;
  g_queue_push_head (&self->pages, page);
  return page;
}

static void
trim (LgRowCache *self)
{
  while (self->pages.length > MAX_PAGES || (self->pages.length > 1 && self->bytes > MAX_BYTES))
    {
      Page *page = g_queue_pop_tail (&self->pages);

      self->bytes -= page->bytes;
      page_free (page);
    }
}

static gsize
add_row (LgRowCache *self,
         Page       *page,
         guint       i)
{
  LgEventRow *row = ref_row (self, page->number * PAGE_ROWS + i);
  gsize bytes = lg_event_get_footprint (lg_event_row_get_event (row));

  page->rows[i] = row;
  page->bytes += bytes;
  self->bytes += bytes;
  return bytes;
}

/**
 * lg_row_cache_new:
 * @read: (scope notified): reads an event
 *
 * Returns: (transfer full): an empty cache
 */
LgRowCache *
lg_row_cache_new (LgRowCacheFunc read,
                  gpointer       user_data)
{
  LgRowCache *self = g_new0 (LgRowCache, 1);

  self->read = read;
  self->user_data = user_data;
  self->alive = g_hash_table_new (NULL, NULL);
  return self;
}

/**
 * lg_row_cache_free:
 * @self: (transfer full): a cache; rows that others hold live on
 */
void
lg_row_cache_free (LgRowCache *self)
{
  GHashTableIter iter;
  gpointer row;

  g_queue_clear_full (&self->pages, (GDestroyNotify) page_free);
  g_hash_table_iter_init (&iter, self->alive);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_object_weak_unref (row, row_gone_cb, self);
  g_hash_table_unref (self->alive);
  g_free (self);
}

/**
 * lg_row_cache_get:
 * @position: which row
 * @length: how many rows there are to read ahead
 *
 * Returns: (transfer none): the row; the same object as long as anyone holds it
 */
LgEventRow *
lg_row_cache_get (LgRowCache *self,
                  guint       position,
                  guint       length)
{
  Page *page = find_page (self, position / PAGE_ROWS);
  guint first = page->number * PAGE_ROWS;
  guint end = MIN (PAGE_ROWS, length - first);
  gsize ahead = 0;

  for (guint i = position - first; i < end && page->rows[i] == NULL && ahead < AHEAD_BYTES; i++)
    ahead += add_row (self, page, i);

  trim (self);
  return page->rows[position - first];
}
