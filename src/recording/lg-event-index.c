/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-event-index.h"

#define WORD_BITS 64
#define BLOCK_WORDS 64

struct _LgEventIndex
{
  GArray *words;
  GArray *ranks;  /* how many ids lie before each block of words */
  guint   length;
};

/**
 * lg_event_index_new:
 *
 * Returns: (transfer full): an empty index
 */
LgEventIndex *
lg_event_index_new (void)
{
  LgEventIndex *self = g_new0 (LgEventIndex, 1);

  self->words = g_array_new (FALSE, TRUE, sizeof (guint64));
  self->ranks = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

/**
 * lg_event_index_free:
 * @self: (transfer full): an index
 */
void
lg_event_index_free (LgEventIndex *self)
{
  g_array_unref (self->words);
  g_array_unref (self->ranks);
  g_free (self);
}

/**
 * lg_event_index_append:
 * @id: an id greater than all before it
 */
void
lg_event_index_append (LgEventIndex *self,
                       gint64        id)
{
  guint word = id / WORD_BITS;

  while (self->ranks->len <= word / BLOCK_WORDS)
    g_array_append_val (self->ranks, self->length);
  if (self->words->len <= word)
    g_array_set_size (self->words, word + 1);

  g_array_index (self->words, guint64, word) |= G_GUINT64_CONSTANT (1) << (id % WORD_BITS);
  self->length++;
}

/**
 * lg_event_index_get_length:
 *
 * Returns: how many ids there are
 */
guint
lg_event_index_get_length (LgEventIndex *self)
{
  return self->length;
}

/* The last block with no more than @position ids before it. */
static guint
find_block (LgEventIndex *self,
            guint         position)
{
  guint low = 0;
  guint high = self->ranks->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->ranks, guint, middle) <= position)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/**
 * lg_event_index_get:
 * @position: less than the length
 *
 * Returns: the id at that position
 */
gint64
lg_event_index_get (LgEventIndex *self,
                    guint         position)
{
  g_assert (position < self->length);

  guint block = find_block (self, position);
  guint left = position - g_array_index (self->ranks, guint, block);
  guint word = block * BLOCK_WORDS;
  guint64 bits = g_array_index (self->words, guint64, word);

  while (left >= (guint) __builtin_popcountll (bits))
    {
      left -= __builtin_popcountll (bits);
      bits = g_array_index (self->words, guint64, ++word);
    }
  for (; left > 0; left--)
    bits &= bits - 1;

  return (gint64) word * WORD_BITS + __builtin_ctzll (bits);
}
