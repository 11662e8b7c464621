/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tls-dissector.h"

#include "lg-server-hello.h"

#include <string.h>

#define RECORD_HEADER 5
#define MESSAGE_HEADER 4

/* TLSCiphertext.length (RFC 5246, 6.2.3): 2^14 + 2048. */
#define RECORD_MAX (16384 + 2048)

/* One direction. A record's content is dealt with as it comes: only a message is held. */
typedef struct
{
  guint8      header[RECORD_HEADER];
  gsize       n_header;
  gsize       left;
  gboolean    ciphered;
  gboolean    protected;
  gboolean    torn;
  gboolean    lost;
  GByteArray *message;
  gsize       passed_over;
  guint8      alert[2];
  gsize       n_alert;
} Flow;

struct _LgTlsDissector
{
  LgTlsFunc func;
  gpointer  user_data;
  gboolean  tls_1_3;
  Flow      flows[LG_DIRECTION_IN + 1];
};

/**
 * lg_tls_is_record:
 * @data: (array length=length): the first bytes of a stream, or of a segment
 * @length: their number
 *
 * Returns: whether they can begin a TLS record; %FALSE of fewer than 5
 */
gboolean
lg_tls_is_record (const guint8 *data,
                  gsize         length)
{
  return length >= RECORD_HEADER
         && data[0] >= LG_TLS_CHANGE_CIPHER_SPEC && data[0] <= LG_TLS_APPLICATION
         && data[1] == 3 && data[2] <= 4
         && (data[3] << 8 | data[4]) <= RECORD_MAX;
}

/**
 * lg_tls_dissector_new:
 * @func: told of what is seen
 * @user_data: closure for @func
 *
 * Returns: (transfer full): a dissector for one connection
 */
LgTlsDissector *
lg_tls_dissector_new (LgTlsFunc func,
                      gpointer  user_data)
{
  LgTlsDissector *self = g_new0 (LgTlsDissector, 1);

  self->func = func;
  self->user_data = user_data;
  for (guint i = LG_DIRECTION_OUT; i <= LG_DIRECTION_IN; i++)
    self->flows[i].message = g_byte_array_new ();
  return self;
}

/**
 * lg_tls_dissector_free:
 * @self: a dissector
 */
void
lg_tls_dissector_free (LgTlsDissector *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = LG_DIRECTION_OUT; i <= LG_DIRECTION_IN; i++)
    g_byte_array_unref (self->flows[i].message);
  g_free (self);
}

static guint16
get_version (const Flow *flow)
{
  return flow->header[1] << 8 | flow->header[2];
}

static gsize
get_size (const Flow *flow)
{
  return flow->header[3] << 8 | flow->header[4];
}

static void
tell (LgTlsDissector *self,
      LgDirection     direction,
      LgTlsItemKind   kind,
      int             code,
      gsize           size,
      LgSlice         body)
{
  const Flow *flow = &self->flows[direction];

  self->func (&(LgTlsItem) { kind, direction, code, get_version (flow), size, body },
              self->user_data);
}

static void
forget_message (Flow *flow)
{
  g_byte_array_set_size (flow->message, 0);
  flow->passed_over = 0;
}

static void
lose (LgTlsDissector *self,
      LgDirection     direction)
{
  Flow *flow = &self->flows[direction];

  if (flow->lost)
    return;

  flow->lost = TRUE;
  flow->n_header = 0;
  flow->left = 0;
  forget_message (flow);
  tell (self, direction, LG_TLS_ITEM_LOST, 0, 0, (LgSlice) { NULL, 0 });
}

/* TLS 1.3 protects everything after ServerHello, but the record that says so is the message's own:
   a HelloRetryRequest, which protects nothing, is one, too. */
static void
look_at_server_hello (LgTlsDissector *self,
                      LgSlice         body)
{
  g_auto (LgServerHello) hello = LG_SERVER_HELLO_INIT;

  if (lg_server_hello_parse (&hello, body) && hello.version >= LG_TLS_1_3 && !hello.retry)
    self->tls_1_3 = TRUE;
}

static gsize
get_message_length (const GByteArray *message)
{
  return message->data[1] << 16 | message->data[2] << 8 | message->data[3];
}

static void
end_message (LgTlsDissector *self,
             LgDirection     direction)
{
  Flow *flow = &self->flows[direction];
  gsize total = MESSAGE_HEADER + get_message_length (flow->message);
  gboolean whole = flow->message->len == total;
  LgSlice body = { whole ? flow->message->data + MESSAGE_HEADER : NULL,
                   whole ? total - MESSAGE_HEADER : 0 };

  if (flow->message->data[0] == LG_TLS_SERVER_HELLO && whole)
    look_at_server_hello (self, body);
  tell (self, direction, LG_TLS_ITEM_MESSAGE, flow->message->data[0], total, body);
  forget_message (flow);
}

/* Takes from @data what belongs to the message that has begun. */
static gsize
gather_message (LgTlsDissector *self,
                LgDirection     direction,
                const guint8   *data,
                gsize           length)
{
  Flow *flow = &self->flows[direction];
  gsize have = flow->message->len;
  gsize total, n;

  if (have < MESSAGE_HEADER)
    {
      n = MIN (length, MESSAGE_HEADER - have);
      g_byte_array_append (flow->message, data, n);
      if (have + n == MESSAGE_HEADER && get_message_length (flow->message) == 0)
        end_message (self, direction);
      return n;
    }

  total = MESSAGE_HEADER + get_message_length (flow->message);
  n = MIN (length, total - have - flow->passed_over);
  if (total <= LG_TLS_HELD_MAX)
    g_byte_array_append (flow->message, data, n);
  else
    flow->passed_over += n;
  if (flow->message->len + flow->passed_over == total)
    end_message (self, direction);
  return n;
}

static void
read_content (LgTlsDissector *self,
              LgDirection     direction,
              const guint8   *data,
              gsize           length)
{
  Flow *flow = &self->flows[direction];

  if (flow->protected || flow->torn)
    return;
  if (flow->header[0] == LG_TLS_ALERT && flow->n_alert + length <= sizeof flow->alert)
    {
      memcpy (flow->alert + flow->n_alert, data, length);
      flow->n_alert += length;
    }
  while (flow->header[0] == LG_TLS_HANDSHAKE && length > 0)
    {
      gsize taken = gather_message (self, direction, data, length);

      data += taken;
      length -= taken;
    }
}

static void
begin_record (LgTlsDissector *self,
              LgDirection     direction)
{
  Flow *flow = &self->flows[direction];
  guint8 content = flow->header[0];

  flow->left = get_size (flow);
  flow->torn = FALSE;
  flow->n_alert = 0;
  flow->ciphered |= content == LG_TLS_APPLICATION;
  /* TLS 1.3 has protected handshake records look like application data. An alert in clear is two
     bytes long; a protected one is longer, as it carries a tag. */
  if (content == LG_TLS_ALERT)
    flow->protected = flow->left != sizeof flow->alert;
  else if (content == LG_TLS_HANDSHAKE)
    flow->protected = flow->ciphered && !self->tls_1_3;
  else
    flow->protected = content == LG_TLS_APPLICATION;
  if (flow->protected)
    forget_message (flow);
}

static void
end_record (LgTlsDissector *self,
            LgDirection     direction)
{
  Flow *flow = &self->flows[direction];
  guint8 content = flow->header[0];
  const LgSlice none = { NULL, 0 };

  if (content == LG_TLS_CHANGE_CIPHER_SPEC)
    {
      tell (self, direction, LG_TLS_ITEM_CHANGE_CIPHER_SPEC, 0, get_size (flow), none);
      flow->ciphered = TRUE;
      forget_message (flow);
    }
  else if (flow->protected)
    tell (self, direction, LG_TLS_ITEM_PROTECTED, content, get_size (flow), none);
  else if (content == LG_TLS_ALERT && flow->n_alert == sizeof flow->alert)
    tell (self, direction, LG_TLS_ITEM_ALERT, flow->alert[1], get_size (flow), none);
  flow->n_header = 0;
}

/* A short answer of another protocol is told by its first byte. */
static gboolean
can_be_header (const Flow *flow)
{
  if (flow->n_header == RECORD_HEADER)
    return lg_tls_is_record (flow->header, RECORD_HEADER);

  return flow->header[0] >= LG_TLS_CHANGE_CIPHER_SPEC && flow->header[0] <= LG_TLS_APPLICATION;
}

/* Where bytes are missing, the next ones that look like a record's beginning may be one. */
static gboolean
resume (Flow         *flow,
        const guint8 *data,
        gsize         length)
{
  if (!flow->lost)
    return TRUE;
  if (!lg_tls_is_record (data, length))
    return FALSE;

  flow->lost = FALSE;
  return TRUE;
}

/**
 * lg_tls_dissector_push:
 * @self: a dissector
 * @direction: who sent them
 * @data: (array length=length): bytes as they were read, or a segment's
 * @length: their number
 *
 * Reads on in one direction.
 */
void
lg_tls_dissector_push (LgTlsDissector *self,
                       LgDirection     direction,
                       const guint8   *data,
                       gsize           length)
{
  Flow *flow;

  g_return_if_fail (self != NULL);
  g_return_if_fail (direction == LG_DIRECTION_OUT || direction == LG_DIRECTION_IN);

  flow = &self->flows[direction];
  if (!resume (flow, data, length))
    return;

  while (length > 0)
    {
      gsize n = flow->n_header < RECORD_HEADER ? 1 : MIN (length, flow->left);

      if (flow->n_header < RECORD_HEADER)
        {
          flow->header[flow->n_header++] = *data;
          if (!can_be_header (flow))
            {
              lose (self, direction);
              return;
            }
          if (flow->n_header == RECORD_HEADER)
            begin_record (self, direction);
        }
      else
        {
          read_content (self, direction, data, n);
          flow->left -= n;
        }
      data += n;
      length -= n;
      if (flow->n_header == RECORD_HEADER && flow->left == 0)
        end_record (self, direction);
    }
}

/**
 * lg_tls_dissector_skip:
 * @self: a dissector
 * @direction: whose bytes are missing
 * @length: how many
 *
 * Passes over bytes that were sent and not seen. Inside one record only that record's content is
 * lost; beyond it, reading goes on at the next bytes that look like a record's beginning.
 */
void
lg_tls_dissector_skip (LgTlsDissector *self,
                       LgDirection     direction,
                       gsize           length)
{
  Flow *flow;

  g_return_if_fail (self != NULL);
  g_return_if_fail (direction == LG_DIRECTION_OUT || direction == LG_DIRECTION_IN);

  flow = &self->flows[direction];
  if (length == 0)
    return;
  if (flow->lost || flow->n_header < RECORD_HEADER || flow->left < length)
    {
      lose (self, direction);
      return;
    }

  flow->torn = TRUE;
  forget_message (flow);
  flow->left -= length;
  if (flow->left == 0)
    end_record (self, direction);
}
