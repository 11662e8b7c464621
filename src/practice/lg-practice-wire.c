/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-wire.h"

#include <string.h>
#include <sys/socket.h>

#define CHUNK (16 * 1024)
#define CHUNKS_AT_ONCE 4
#define CLOSE_DEADLINE_US (2 * G_USEC_PER_SEC)

typedef enum
{
  WIRE_HANDSHAKE,
  WIRE_OPEN,
  WIRE_FLUSHING, /* to be closed once the out-buffer is empty */
  WIRE_LINGERING, /* closed by us; read on until the peer closes, else it would see a reset */
  WIRE_DEAD,
} WireState;

struct _LgPracticeWire
{
  GSource                    source;
  LgStream                  *stream;
  gpointer                   tag;
  const LgPracticeWireFuncs *funcs;
  gpointer                   user_data;
  GByteArray                *out;
  WireState                  state;
  LgPracticeGoodbye          goodbye;
  gboolean                   reading;
  gboolean                   unread; /* TLS may hold more bytes, which poll() does not see */
  GIOCondition               read_needs;
  GIOCondition               write_needs;
  gint64                     deadline; /* of closing, monotonic µs; -1: none */
};

static void
die (LgPracticeWire *self)
{
  self->state = WIRE_DEAD;
  g_source_destroy (&self->source);
  g_clear_pointer (&self->stream, lg_stream_free);
  self->funcs->closed (self, self->user_data);
}

/* What to wait for, after a call that moved nothing; 0: the stream is over. */
static GIOCondition
needs_after (LgIoStatus status)
{
  switch (status)
    {
    case LG_IO_WANT_READ:
      return G_IO_IN;
    case LG_IO_WANT_WRITE:
      return G_IO_OUT;
    case LG_IO_OK:
    case LG_IO_FIN:
    case LG_IO_CLOSE_NOTIFY:
    case LG_IO_ERROR:
    default:
      return 0;
    }
}

static gboolean
wants_to_read (const LgPracticeWire *self)
{
  return self->state == WIRE_LINGERING || (self->state == WIRE_OPEN && self->reading);
}

static void
wait_for_next (LgPracticeWire *self)
{
  GIOCondition condition = 0;
  gint64 ready_time = self->deadline;

  if (self->state == WIRE_HANDSHAKE)
    condition = self->read_needs;
  /* Not yet tried: a plain stream has no handshake to wait for. */
  if (self->state == WIRE_HANDSHAKE && self->read_needs == 0)
    ready_time = 0;
  if (wants_to_read (self))
    condition |= self->read_needs;
  if (self->state != WIRE_HANDSHAKE && self->out->len > 0)
    condition |= self->write_needs;
  if (self->state == WIRE_FLUSHING && self->out->len == 0)
    ready_time = 0;
  if (wants_to_read (self) && self->unread)
    ready_time = 0;

  g_source_modify_unix_fd (&self->source, self->tag, condition);
  g_source_set_ready_time (&self->source, ready_time);
}

static gboolean
shake_hands (LgPracticeWire *self)
{
  LgIoStatus status = lg_stream_handshake (self->stream, NULL);

  if (status == LG_IO_OK)
    {
      self->state = WIRE_OPEN;
      self->read_needs = G_IO_IN;
      return TRUE;
    }
  self->read_needs = needs_after (status);
  return self->read_needs != 0;
}

/* FALSE: there is nothing to wait for. */
static gboolean
say_goodbye (LgPracticeWire *self)
{
  self->state = WIRE_LINGERING;
  switch (self->goodbye)
    {
    case LG_PRACTICE_GOODBYE_FIN:
      shutdown (lg_stream_get_fd (self->stream), SHUT_WR);
      return TRUE;

    case LG_PRACTICE_GOODBYE_ALERT:
      lg_stream_send_alert (self->stream);
      shutdown (lg_stream_get_fd (self->stream), SHUT_WR);
      return TRUE;

    case LG_PRACTICE_GOODBYE_RESET:
      lg_stream_abort (self->stream);
      return FALSE;

    case LG_PRACTICE_GOODBYE_ORDERLY:
    default:
      lg_stream_shutdown (self->stream);
      return TRUE;
    }
}

static gboolean
flush (LgPracticeWire *self)
{
  gsize before = self->out->len;

  while (self->out->len > 0)
    {
      gsize n_written = 0;
      LgIoStatus status = lg_stream_write (self->stream, self->out->data, self->out->len,
                                           &n_written, NULL);

      if (status != LG_IO_OK)
        {
          self->write_needs = needs_after (status);
          if (self->write_needs == 0)
            return FALSE;
          break;
        }
      self->write_needs = G_IO_OUT;
      /* A secret may have gone. */
      explicit_bzero (self->out->data, n_written);
      g_byte_array_remove_range (self->out, 0, n_written);
    }
  if (self->out->len < before)
    self->funcs->drained (self, self->user_data);

  if (self->state == WIRE_FLUSHING && self->out->len == 0)
    return say_goodbye (self);
  return TRUE;
}

static gboolean
receive_into (LgPracticeWire *self,
              guint8          chunk[CHUNK])
{
  for (guint i = 0; i < CHUNKS_AT_ONCE && wants_to_read (self); i++)
    {
      gsize n_read = 0;
      LgIoStatus status = lg_stream_read (self->stream, chunk, CHUNK, &n_read, NULL);

      if (status != LG_IO_OK)
        {
          self->unread = FALSE;
          self->read_needs = needs_after (status);
          return self->read_needs != 0;
        }
      self->unread = TRUE;
      self->read_needs = G_IO_IN;
      if (self->state == WIRE_OPEN)
        self->funcs->received (self, chunk, n_read, self->user_data);
    }
  return TRUE;
}

/* A password may have come. */
static gboolean
receive (LgPracticeWire *self)
{
  guint8 chunk[CHUNK];
  gboolean alive = receive_into (self, chunk);

  explicit_bzero (chunk, sizeof chunk);
  return alive;
}

static gboolean
dispatch (GSource     *source,
          GSourceFunc  callback,
          gpointer     user_data)
{
  LgPracticeWire *self = (LgPracticeWire *) source;
  GIOCondition condition = g_source_query_unix_fd (source, self->tag);
  gboolean alive;

  /* poll() reports a hang-up even of a wire that reads nothing at the moment: without this it would
   * be reported for ever. */
  alive = wants_to_read (self) || self->state == WIRE_HANDSHAKE
          || (condition & (G_IO_HUP | G_IO_ERR)) == 0;
  if (alive && self->deadline >= 0 && g_get_monotonic_time () >= self->deadline)
    alive = FALSE;
  if (alive && self->state == WIRE_HANDSHAKE)
    alive = shake_hands (self);
  if (alive && self->state != WIRE_HANDSHAKE)
    alive = flush (self) && receive (self);

  if (!alive)
    die (self);
  else
    wait_for_next (self);
  return G_SOURCE_CONTINUE;
}

static void
finalize (GSource *source)
{
  LgPracticeWire *self = (LgPracticeWire *) source;

  g_clear_pointer (&self->stream, lg_stream_free);
  g_byte_array_unref (self->out);
}

/**
 * lg_practice_wire_new:
 * @stream: (transfer full): a connected stream, its handshake not yet done
 * @context: what drives it
 * @funcs: callbacks
 * @user_data: closure
 *
 * Takes over @stream: does its handshake, then reads and writes.
 *
 * Returns: (transfer full): a wire
 */
LgPracticeWire *
lg_practice_wire_new (LgStream                  *stream,
                      GMainContext              *context,
                      const LgPracticeWireFuncs *funcs,
                      gpointer                   user_data)
{
  static GSourceFuncs source_funcs = { .dispatch = dispatch, .finalize = finalize };
  GSource *source = g_source_new (&source_funcs, sizeof (LgPracticeWire));
  LgPracticeWire *self = (LgPracticeWire *) source;

  g_source_set_static_name (source, "LgPracticeWire");
  self->stream = stream;
  self->funcs = funcs;
  self->user_data = user_data;
  /* So that a secret in it is not moved, and leaves no copy. */
  self->out = g_byte_array_sized_new (CHUNK);
  self->reading = TRUE;
  self->write_needs = G_IO_OUT;
  self->deadline = -1;
  self->tag = g_source_add_unix_fd (source, lg_stream_get_fd (stream), 0);
  wait_for_next (self);
  g_source_attach (source, context);
  return self;
}

/**
 * lg_practice_wire_free:
 * @self: (transfer full): a wire
 *
 * Drops the wire at once; no callback comes any more. Callable from within a callback.
 */
void
lg_practice_wire_free (LgPracticeWire *self)
{
  if (!g_source_is_destroyed (&self->source))
    {
      if (self->state != WIRE_HANDSHAKE)
        lg_stream_shutdown (self->stream);
      g_source_destroy (&self->source);
    }
  g_source_unref (&self->source);
}

/**
 * lg_practice_wire_send:
 * @self: a wire
 * @data: bytes
 * @length: how many
 *
 * Appends to the out-buffer. Does nothing once the wire is being closed.
 */
void
lg_practice_wire_send (LgPracticeWire *self,
                       const guint8   *data,
                       gsize           length)
{
  if (length == 0 || (self->state != WIRE_HANDSHAKE && self->state != WIRE_OPEN))
    return;
  g_byte_array_append (self->out, data, length);
  wait_for_next (self);
}

/**
 * lg_practice_wire_get_pending:
 * @self: a wire
 *
 * Returns: bytes in the out-buffer
 */
gsize
lg_practice_wire_get_pending (LgPracticeWire *self)
{
  return self->out->len;
}

/**
 * lg_practice_wire_set_reading:
 * @self: a wire
 * @reading: whether to read
 *
 * Pauses or resumes reading, so that TCP pushes back on the peer.
 */
void
lg_practice_wire_set_reading (LgPracticeWire *self,
                              gboolean        reading)
{
  if (self->reading == reading || self->state == WIRE_DEAD)
    return;
  self->reading = reading;
  wait_for_next (self);
}

/**
 * lg_practice_wire_close:
 * @self: a wire
 * @goodbye: how
 *
 * Sends what is in the out-buffer, closes and waits for the peer to close, at most 2 s; then
 * `closed` is called.
 */
void
lg_practice_wire_close (LgPracticeWire    *self,
                        LgPracticeGoodbye  goodbye)
{
  if (self->state != WIRE_HANDSHAKE && self->state != WIRE_OPEN)
    return;
  self->deadline = self->state == WIRE_HANDSHAKE ? 0
                                                 : g_get_monotonic_time () + CLOSE_DEADLINE_US;
  self->state = WIRE_FLUSHING;
  self->goodbye = goodbye;
  wait_for_next (self);
}
