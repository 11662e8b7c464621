/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-ip-fragments.h"

#include <string.h>

#define DATAGRAMS_MAX 64
#define LENGTH_MAX 65535
#define UNIT 8

typedef struct
{
  LgIpAddress source;
  LgIpAddress target;
  guint32     id;
  guint8      protocol;
  gsize       total;
  guint8     *bytes;
  guint8      have[LENGTH_MAX / UNIT + 1];
} Datagram;

struct _LgIpFragments
{
  GQueue      datagrams;
  GByteArray *whole;
};

static void
datagram_free (gpointer data)
{
  Datagram *self = data;

  g_free (self->bytes);
  g_free (self);
}

/**
 * lg_ip_fragments_new:
 *
 * Returns: (transfer full): a new table
 */
LgIpFragments *
lg_ip_fragments_new (void)
{
  LgIpFragments *self = g_new0 (LgIpFragments, 1);

  g_queue_init (&self->datagrams);
  self->whole = g_byte_array_new ();
  return self;
}

/**
 * lg_ip_fragments_free:
 * @self: a table
 */
void
lg_ip_fragments_free (LgIpFragments *self)
{
  g_return_if_fail (self != NULL);

  g_queue_clear_full (&self->datagrams, datagram_free);
  g_byte_array_unref (self->whole);
  g_free (self);
}

static gboolean
belongs_to (const LgIpPacket *packet,
            const Datagram   *datagram)
{
  return datagram->id == packet->id && datagram->protocol == packet->protocol
         && memcmp (&datagram->source, &packet->source, sizeof (LgIpAddress)) == 0
         && memcmp (&datagram->target, &packet->target, sizeof (LgIpAddress)) == 0;
}

static Datagram *
find_datagram (LgIpFragments    *self,
               const LgIpPacket *packet)
{
  Datagram *datagram;

  for (GList *at = self->datagrams.head; at != NULL; at = at->next)
    if (belongs_to (packet, at->data))
      return at->data;

  if (self->datagrams.length == DATAGRAMS_MAX)
    datagram_free (g_queue_pop_tail (&self->datagrams));
  datagram = g_new0 (Datagram, 1);
  datagram->source = packet->source;
  datagram->target = packet->target;
  datagram->id = packet->id;
  datagram->protocol = packet->protocol;
  datagram->bytes = g_malloc (LENGTH_MAX);
  g_queue_push_head (&self->datagrams, datagram);
  return datagram;
}

static void
copy_in (Datagram         *datagram,
         const LgIpPacket *packet)
{
  gsize end = packet->offset + packet->length;

  for (gsize at = packet->offset; at < end; at += UNIT)
    if (!datagram->have[at / UNIT])
      {
        gsize n = MIN (UNIT, end - at);

        memcpy (datagram->bytes + at, packet->payload.data + (at - packet->offset), n);
        datagram->have[at / UNIT] = TRUE;
      }
  if (!packet->more && datagram->total == 0)
    datagram->total = end;
}

static gboolean
is_whole (const Datagram *datagram)
{
  for (gsize at = 0; at < datagram->total; at += UNIT)
    if (!datagram->have[at / UNIT])
      return FALSE;
  return datagram->total > 0;
}

/**
 * lg_ip_fragments_add:
 * @packet: (inout): a part; then the whole packet, its payload borrowed until the next call
 *
 * Returns: whether all its parts have been seen
 */
gboolean
lg_ip_fragments_add (LgIpFragments *self,
                     LgIpPacket    *packet)
{
  Datagram *datagram;

  g_return_val_if_fail (self != NULL && packet != NULL, FALSE);

  /* What was cut by the capture cannot be put together, nor can what breaks the rules. */
  if (packet->payload.length < packet->length || packet->length == 0
      || packet->offset + packet->length > LENGTH_MAX
      || (packet->more && packet->length % UNIT != 0))
    return FALSE;

  datagram = find_datagram (self, packet);
  copy_in (datagram, packet);
  if (!is_whole (datagram))
    return FALSE;

  g_byte_array_set_size (self->whole, 0);
  g_byte_array_append (self->whole, datagram->bytes, datagram->total);
  packet->fragment = FALSE;
  packet->payload = (LgSlice) { self->whole->data, self->whole->len };
  packet->length = self->whole->len;
  g_queue_remove (&self->datagrams, datagram);
  datagram_free (datagram);
  return TRUE;
}
