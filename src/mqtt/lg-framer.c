/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-framer.h"

#include "lg-packet-private.h"

#include <string.h>

/* Room for the first packets of a link: one with a secret is not moved, and leaves no copy. */
#define FIRST_PACKETS 4096

/* Type byte, four bytes of length, 268 435 455 bytes (MQTT 3.1.1, 2.2.3). */
#define LARGEST_PACKET (1 + 4 + 268435455)

struct _LgFramer
{
  gsize       max_packet;
  GByteArray *buffer;
  gsize       start;
  GError     *error;
};

/**
 * lg_framer_new:
 * @max_packet: the longest packet to accept, bytes with the fixed header; 0: what MQTT allows
 *
 * Makes a framer for one direction of one connection.
 *
 * Returns: (transfer full): a new framer
 */
LgFramer *
lg_framer_new (gsize max_packet)
{
  LgFramer *self = g_new0 (LgFramer, 1);

  self->max_packet = max_packet > 0 ? max_packet : LARGEST_PACKET;
  self->buffer = g_byte_array_sized_new (FIRST_PACKETS);

  return self;
}

/**
 * lg_framer_free:
 * @self: a framer
 *
 * Frees it; the slices it gave become invalid.
 */
void
lg_framer_free (LgFramer *self)
{
  g_return_if_fail (self != NULL);

  g_byte_array_unref (self->buffer);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * lg_framer_push:
 * @self: a framer
 * @data: (array length=length): bytes as they were read
 * @length: their number
 *
 * Adds bytes to the stream. The slices given so far become invalid.
 */
void
lg_framer_push (LgFramer     *self,
                const guint8 *data,
                gsize         length)
{
  gsize left = self->buffer->len - self->start;

  g_return_if_fail (data != NULL || length == 0);

  /* Moving only when no more is moved than was consumed keeps the cost of a byte constant. */
  if (self->start > 0 && left <= self->start)
    {
      memmove (self->buffer->data, self->buffer->data + self->start, left);
      g_byte_array_set_size (self->buffer, left);
      self->start = 0;
    }

  if (length > 0)
    g_byte_array_append (self->buffer, data, length);
}

/* Fails for good: behind a broken length there is no next packet. */
static gboolean
lg_framer_fail (LgFramer  *self,
                GError   **error)
{
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

static void
lg_framer_refuse (LgFramer     *self,
                  LgPacketType  type,
                  gsize         total)
{
  LgClause *clause = lg_clause_new ("packet.too-large", "packet", lg_packet_type_get_name (type),
                                    NULL);

  lg_clause_set_number (clause, "size", total);
  lg_clause_set_number (clause, "max", self->max_packet);
  lg_mqtt_error_set (&self->error, LG_MQTT_ERROR_TOO_LARGE, clause);
}

/**
 * lg_framer_next:
 * @self: a framer
 * @packet: (out): the next whole packet, valid until the next push
 * @error: (nullable): return location (%LG_MQTT_ERROR_MALFORMED, %LG_MQTT_ERROR_TOO_LARGE)
 *
 * Takes the next packet out of the stream. Bytes that cannot begin a packet are an error as soon as
 * they are seen, without waiting for the rest; so is the length of a packet over the limit. An
 * error stays: the stream cannot be read on.
 *
 * Returns: %TRUE with a packet; %FALSE without @error when more bytes are needed; %FALSE with
 *   %LG_MQTT_ERROR_MALFORMED or %LG_MQTT_ERROR_TOO_LARGE
 */
gboolean
lg_framer_next (LgFramer  *self,
                LgSlice   *packet,
                GError   **error)
{
  const guint8 *data = self->buffer->data + self->start;
  gsize left = self->buffer->len - self->start;
  gsize total;

  g_return_val_if_fail (packet != NULL, FALSE);

  if (self->error == NULL && left > 0)
    {
      total = lg_packet_get_total (data, left, &self->error);
      if (total > self->max_packet)
        lg_framer_refuse (self, data[0] >> 4, total);
      else if (total > 0 && total <= left)
        {
          *packet = (LgSlice) { data, total };
          self->start += total;
          return TRUE;
        }
    }

  return self->error != NULL ? lg_framer_fail (self, error) : FALSE;
}

/**
 * lg_framer_pending:
 * @self: a framer
 *
 * How many bytes wait for the rest of their packet. More than 0 at the end of a stream means the
 * peer stopped inside a packet.
 *
 * Returns: bytes
 */
gsize
lg_framer_pending (LgFramer *self)
{
  return self->buffer->len - self->start;
}

/**
 * lg_framer_wipe:
 * @self: a framer
 *
 * Clears the bytes of the packets taken so far: one of them held a secret. The slices given become
 * zeros.
 */
void
lg_framer_wipe (LgFramer *self)
{
  g_return_if_fail (self != NULL);

  if (self->start > 0)
    explicit_bzero (self->buffer->data, self->start);
}
