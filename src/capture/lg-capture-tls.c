/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-capture-tls.h"

#include "tls/lg-server-hello.h"
#include "tls/lg-tls-alert.h"
#include "tls/lg-tls-dissector.h"
#include "tls/lg-tls-name.h"
#include "tls/lg-tls-size.h"
#include "tls/lg-tls-suite.h"

#include <string.h>

struct _LgCaptureTls
{
  LgOutlet       *outlet;
  LgTlsDissector *dissector;
  LgCaptureShown  shown;
  gboolean        tls_1_3;
  char           *agreed;
  guint           protected[LG_DIRECTION_IN + 1];
  LgSlice         bytes;
  gint64          wall_us;
};

static void
emit (LgCaptureTls *self,
      LgEvent       event)
{
  event.mono_us = self->wall_us;
  lg_outlet_emit (self->outlet, &event);
}

static gboolean
is_kept (int message)
{
  return message == LG_TLS_CLIENT_HELLO || message == LG_TLS_SERVER_HELLO
         || message == LG_TLS_CERTIFICATE || message == LG_TLS_SERVER_KEY_EXCHANGE;
}

static void
read_client_hello (LgCaptureTls *self,
                   LgSlice       body)
{
  g_auto (LgClientHello) hello = LG_CLIENT_HELLO_INIT;

  self->shown.hello = TRUE;
  if (!lg_client_hello_parse (&hello, body))
    return;

  g_free (self->shown.server_name);
  self->shown.server_name = g_steal_pointer (&hello.server_name);
}

static void
read_server_hello (LgCaptureTls *self,
                   LgSlice       body)
{
  g_auto (LgServerHello) hello = LG_SERVER_HELLO_INIT;
  const char *version, *suite;

  if (!lg_server_hello_parse (&hello, body))
    return;

  version = lg_tls_version_get_name (hello.version);
  suite = lg_tls_suite_get_name (hello.suite);
  g_free (self->agreed);
  self->agreed = g_strdup_printf ("%s %s", version != NULL ? version : "?",
                                  suite != NULL ? suite : "?");
  self->tls_1_3 = hello.version >= LG_TLS_1_3;
  self->shown.answered |= !hello.retry;
}

static void
note_message (LgCaptureTls    *self,
              const LgTlsItem *item)
{
  gboolean kept = is_kept (item->code) && item->body.data != NULL;
  LgEvent event = {
    .kind = LG_EVENT_HANDSHAKE, .direction = item->direction, .code = item->code,
    .size = item->size,
    .payload = kept ? item->body.data : NULL, .payload_length = kept ? item->body.length : 0,
  };

  if (item->code == LG_TLS_CLIENT_HELLO && item->direction == LG_DIRECTION_OUT)
    {
      read_client_hello (self, item->body);
      event.topic = self->shown.server_name;
    }
  else if (item->code == LG_TLS_SERVER_HELLO && item->direction == LG_DIRECTION_IN)
    {
      read_server_hello (self, item->body);
      event.text = self->agreed;
    }
  emit (self, event);
}

static void
note_alert (LgCaptureTls *self,
            LgDirection   direction,
            int           code)
{
  if (self->shown.alert != LG_DIRECTION_NONE)
    return;

  self->shown.alert = direction;
  self->shown.alert_code = code;
}

/* The first protected record of a TLS 1.3 client ends the handshake, or is an alert. In TLS 1.2 the
   server's one is its Finished, the last of the handshake unless a session is resumed. */
static void
note_protected (LgCaptureTls    *self,
                const LgTlsItem *item)
{
  gboolean first = self->protected[item->direction]++ == 0;

  emit (self, (LgEvent) {
    .kind = LG_EVENT_RECORD, .direction = item->direction, .code = item->code, .size = item->size,
  });
  if (self->tls_1_3 && first && item->direction == LG_DIRECTION_OUT
      && lg_tls_size_is_alert (item->size))
    note_alert (self, LG_DIRECTION_OUT, -1);
  if (self->shown.finished || !self->shown.answered || self->protected[LG_DIRECTION_OUT] == 0
      || self->shown.alert != LG_DIRECTION_NONE
      || (!self->tls_1_3 && self->protected[LG_DIRECTION_IN] == 0))
    return;

  self->shown.finished = TRUE;
  emit (self, (LgEvent) { .kind = LG_EVENT_TLS, .text = self->agreed });
}

/* The nick of a [enum@Speaks]. */
static const char *
get_other_protocol (LgSlice bytes)
{
  if (bytes.length >= 4 && memcmp (bytes.data, "HTTP", 4) == 0)
    return "http";
  if (bytes.length >= 4 && memcmp (bytes.data, "SSH-", 4) == 0)
    return "ssh";
  return bytes.data[0] == LG_PACKET_CONNACK << 4 ? "mqtt" : "unknown";
}

static void
note_lost (LgCaptureTls *self,
           LgDirection   direction)
{
  gboolean answer = direction == LG_DIRECTION_IN && !self->shown.answered;

  if (self->bytes.data == NULL)
    return;

  if (answer)
    self->shown.not_tls = get_other_protocol (self->bytes);
  emit (self, (LgEvent) {
    .kind = LG_EVENT_NOTE, .direction = direction,
    .code = answer ? LG_NOTE_SPEAKS : LG_NOTE_OTHER_PROTOCOL,
    .topic = answer ? self->shown.not_tls : NULL,
  });
}

static void
emit_alert (LgCaptureTls    *self,
            const LgTlsItem *item)
{
  g_autoptr (LgClause) clause
    = lg_clause_new ("alert.seen", "name", lg_tls_alert_get_name (item->code), NULL);
  LgEvent event = {
    .kind = LG_EVENT_ALERT, .direction = item->direction, .code = item->code,
  };

  lg_clause_set_number (clause, "number", item->code);
  lg_event_say (&event, clause);
  emit (self, event);
}

static void
item_cb (const LgTlsItem *item,
         gpointer         user_data)
{
  LgCaptureTls *self = user_data;

  switch (item->kind)
    {
    case LG_TLS_ITEM_MESSAGE:
      note_message (self, item);
      break;
    case LG_TLS_ITEM_ALERT:
      emit_alert (self, item);
      if (item->code != 0)
        note_alert (self, item->direction, item->code);
      break;
    case LG_TLS_ITEM_CHANGE_CIPHER_SPEC:
      emit (self, (LgEvent) {
        .kind = LG_EVENT_RECORD, .direction = item->direction,
        .code = LG_TLS_CHANGE_CIPHER_SPEC, .size = item->size,
      });
      break;
    case LG_TLS_ITEM_PROTECTED:
      note_protected (self, item);
      break;
    case LG_TLS_ITEM_LOST:
    default:
      note_lost (self, item->direction);
    }
}

/**
 * lg_capture_tls_new:
 * @outlet: where the events go
 *
 * Returns: (transfer full): a reader at the beginning of a connection, or in the middle of one
 */
LgCaptureTls *
lg_capture_tls_new (LgOutlet *outlet)
{
  LgCaptureTls *self = g_new0 (LgCaptureTls, 1);

  self->outlet = lg_outlet_ref (outlet);
  self->dissector = lg_tls_dissector_new (item_cb, self);
  return self;
}

/**
 * lg_capture_tls_free:
 * @self: a reader
 */
void
lg_capture_tls_free (LgCaptureTls *self)
{
  g_return_if_fail (self != NULL);

  lg_tls_dissector_free (self->dissector);
  lg_outlet_unref (self->outlet);
  g_free (self->shown.server_name);
  g_free (self->agreed);
  g_free (self);
}

/**
 * lg_capture_tls_push:
 * @direction: who sent them
 * @bytes: the next bytes; without data: bytes that are missing
 * @wall_us: when they were captured, Unix µs
 *
 * Reads on.
 */
void
lg_capture_tls_push (LgCaptureTls *self,
                     LgDirection   direction,
                     LgSlice       bytes,
                     gint64        wall_us)
{
  g_return_if_fail (self != NULL);

  self->bytes = bytes;
  self->wall_us = wall_us;
  if (bytes.data != NULL)
    lg_tls_dissector_push (self->dissector, direction, bytes.data, bytes.length);
  else
    lg_tls_dissector_skip (self->dissector, direction, bytes.length);
}

/**
 * lg_capture_tls_get_shown:
 *
 * Returns: (transfer none): what the connection shows of itself
 */
const LgCaptureShown *
lg_capture_tls_get_shown (const LgCaptureTls *self)
{
  return &self->shown;
}
