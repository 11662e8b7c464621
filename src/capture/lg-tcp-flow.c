/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tcp-flow.h"

#define WAITING_BYTES_MAX (1 << 20)
#define WAITING_MAX 1024u

/* So many more segments after an acknowledgement of what the capture lacks: then it was not only
   written down in another order. */
#define PATIENCE 32u

/* A segment that waits for what stands before it. */
typedef struct
{
  guint32  sequence;
  gint64   wall_us;
  GBytes  *bytes;
  gsize    length;
} Waiting;

struct _LgTcpFlow
{
  LgTcpFlowFunc func;
  gpointer      user_data;
  gboolean      begun;
  gboolean      from_start;
  guint32       next;
  GQueue        waiting;
  gsize         waiting_bytes;
  gboolean      is_acknowledged;
  guint32       acknowledged;
  guint         overdue;
  gint64        last_us;
  guint64       missing;
  guint         repeated;
};

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * lg_tcp_flow_new:
 * @func: told of the bytes in order
 * @user_data: closure for @func
 *
 * Returns: (transfer full): one direction of a connection
 */
LgTcpFlow *
lg_tcp_flow_new (LgTcpFlowFunc func,
                 gpointer      user_data)
{
  LgTcpFlow *self = g_new0 (LgTcpFlow, 1);

  self->func = func;
  self->user_data = user_data;
  g_queue_init (&self->waiting);
  return self;
}

/**
 * lg_tcp_flow_free:
 * @self: one direction
 */
void
lg_tcp_flow_free (LgTcpFlow *self)
{
  g_return_if_fail (self != NULL);

  g_queue_clear_full (&self->waiting, waiting_free);
  g_free (self);
}

/* How far @number is ahead of what was told; numbers wrap (RFC 9293, 3.4). */
static gint32
get_lead (const LgTcpFlow *self,
          guint32          number)
{
  return (gint32) (number - self->next);
}

static void
tell_missing (LgTcpFlow *self,
              gsize      length,
              gint64     wall_us)
{
  if (length == 0)
    return;

  self->missing += length;
  self->next += length;
  self->func ((LgSlice) { NULL, length }, wall_us, self->user_data);
}

/* Tells what is new of a segment that begins where nothing is missing before it. @length: on the
   wire. */
static void
tell (LgTcpFlow *self,
      guint32    sequence,
      LgSlice    bytes,
      gsize      length,
      gint64     wall_us)
{
  gsize old = (guint32) (self->next - sequence);
  gsize kept;

  if (old >= length)
    return;

  kept = bytes.length > old ? bytes.length - old : 0;
  if (kept > 0)
    {
      self->next += kept;
      self->func ((LgSlice) { bytes.data + old, kept }, wall_us, self->user_data);
    }
  tell_missing (self, length - old - kept, wall_us);
}

static void
tell_waiting (LgTcpFlow *self)
{
  for (Waiting *first = g_queue_peek_head (&self->waiting);
       first != NULL && get_lead (self, first->sequence) <= 0;
       first = g_queue_peek_head (&self->waiting))
    {
      LgSlice bytes = { g_bytes_get_data (first->bytes, NULL), g_bytes_get_size (first->bytes) };

      g_queue_pop_head (&self->waiting);
      self->waiting_bytes -= bytes.length;
      tell (self, first->sequence, bytes, first->length, first->wall_us);
      waiting_free (first);
    }
  self->overdue = 0;
}

static void
put_by (LgTcpFlow          *self,
        const LgTcpSegment *segment,
        guint32             sequence,
        gint64              wall_us)
{
  GList *at = self->waiting.tail;
  Waiting *waiting = g_new (Waiting, 1);

  *waiting = (Waiting) {
    sequence, wall_us, g_bytes_new (segment->payload.data, segment->payload.length),
    segment->length,
  };
  while (at != NULL && (gint32) (((Waiting *) at->data)->sequence - sequence) > 0)
    at = at->prev;
  if (at != NULL)
    g_queue_insert_after (&self->waiting, at, waiting);
  else
    g_queue_push_head (&self->waiting, waiting);
  self->waiting_bytes += segment->payload.length;
}

/* Gives up what stands before the first segment that waits. */
static void
give_up (LgTcpFlow *self)
{
  const Waiting *first = g_queue_peek_head (&self->waiting);

  if (first != NULL)
    {
      tell_missing (self, get_lead (self, first->sequence), first->wall_us);
      tell_waiting (self);
    }
}

static void
begin (LgTcpFlow          *self,
       const LgTcpSegment *segment)
{
  self->begun = TRUE;
  self->from_start = (segment->flags & LG_TCP_SYN) != 0;
  self->next = segment->sequence + (self->from_start ? 1 : 0);
}

/* A keep-alive probe repeats one byte on purpose (RFC 9293, 3.8.4). */
static gboolean
is_repeated (const LgTcpFlow *self,
             guint32          sequence,
             gsize            length)
{
  return get_lead (self, sequence + length) <= 0
         && !(length == 1 && get_lead (self, sequence) == -1);
}

/**
 * lg_tcp_flow_add:
 * @segment: the next one captured of this direction
 * @wall_us: when, Unix µs
 *
 * Takes a segment in, and tells what can be told now.
 */
void
lg_tcp_flow_add (LgTcpFlow          *self,
                 const LgTcpSegment *segment,
                 gint64              wall_us)
{
  gboolean syn = (segment->flags & LG_TCP_SYN) != 0;
  guint32 sequence = segment->sequence + (syn ? 1 : 0);

  g_return_if_fail (self != NULL);

  /* An acknowledgement alone has a number, too, but that of a keep-alive probe is an old one. */
  if (!self->begun && (syn || segment->length > 0))
    begin (self, segment);
  if (!self->begun || segment->length == 0)
    return;

  self->last_us = wall_us;
  if (get_lead (self, sequence) > 0)
    put_by (self, segment, sequence, wall_us);
  else
    {
      self->repeated += is_repeated (self, sequence, segment->length);
      tell (self, sequence, segment->payload, segment->length, wall_us);
      tell_waiting (self);
    }

  while (self->waiting_bytes > WAITING_BYTES_MAX || self->waiting.length > WAITING_MAX)
    give_up (self);
}

/**
 * lg_tcp_flow_acknowledge:
 * @number: the number the other side acknowledges
 *
 * What was acknowledged was sent: if it does not turn up, the capture lacks it.
 */
void
lg_tcp_flow_acknowledge (LgTcpFlow *self,
                         guint32    number)
{
  g_return_if_fail (self != NULL);

  if (!self->begun)
    return;

  if (!self->is_acknowledged || (gint32) (number - self->acknowledged) > 0)
    self->acknowledged = number;
  self->is_acknowledged = TRUE;
  if (get_lead (self, self->acknowledged) <= 0 || self->waiting.length == 0)
    return;

  if (++self->overdue > PATIENCE)
    give_up (self);
}

/**
 * lg_tcp_flow_finish:
 *
 * Nothing more comes: tells what waits, and what is missing before it.
 */
void
lg_tcp_flow_finish (LgTcpFlow *self)
{
  gint32 lead;

  g_return_if_fail (self != NULL);

  while (self->waiting.length > 0)
    give_up (self);
  /* A FIN counts as a byte. */
  lead = self->is_acknowledged ? get_lead (self, self->acknowledged) : 0;
  if (lead > 1)
    tell_missing (self, lead - 1, self->last_us);
}

/**
 * lg_tcp_flow_is_from_start:
 *
 * Returns: whether its first byte was captured
 */
gboolean
lg_tcp_flow_is_from_start (const LgTcpFlow *self)
{
  return self->from_start;
}

/**
 * lg_tcp_flow_get_missing:
 *
 * Returns: how many bytes the capture lacks
 */
guint64
lg_tcp_flow_get_missing (const LgTcpFlow *self)
{
  return self->missing;
}

/**
 * lg_tcp_flow_get_repeated:
 *
 * Returns: how many segments brought nothing new
 */
guint
lg_tcp_flow_get_repeated (const LgTcpFlow *self)
{
  return self->repeated;
}
