/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-impostor.h"

#include "lg-practice-listener.h"
#include "lg-practice-wire.h"
#include "trust/lg-certificate.h"

#include <string.h>

#define GARBAGE "this is no certificate"

struct _LgPracticeImpostor
{
  LgPracticeManner    manner;
  GMainContext       *context;
  GByteArray         *words;
  LgPracticeListener *listener;
  GPtrArray          *wires;
};

static void
received_cb (LgPracticeWire *wire,
             const guint8   *data,
             gsize           length,
             gpointer        user_data)
{
  LgPracticeImpostor *self = user_data;

  if (self->manner != LG_PRACTICE_MANNER_ANSWERS && self->manner != LG_PRACTICE_MANNER_DAMAGES)
    return;
  lg_practice_wire_send (wire, self->words->data, self->words->len);
  lg_practice_wire_close (wire, LG_PRACTICE_GOODBYE_ORDERLY);
}

static void
drained_cb (LgPracticeWire *wire,
            gpointer        user_data)
{
}

static void
closed_cb (LgPracticeWire *wire,
           gpointer        user_data)
{
  LgPracticeImpostor *self = user_data;

  g_ptr_array_remove_fast (self->wires, wire);
}

static void
accepted_cb (LgStream *stream,
             gpointer  user_data)
{
  static const LgPracticeWireFuncs funcs = {
    .received = received_cb,
    .drained = drained_cb,
    .closed = closed_cb,
  };
  LgPracticeImpostor *self = user_data;
  LgPracticeWire *wire;

  if (self->manner == LG_PRACTICE_MANNER_RESETS)
    {
      lg_stream_abort (stream);
      lg_stream_free (stream);
      return;
    }

  wire = lg_practice_wire_new (stream, self->context, &funcs, self);
  g_ptr_array_add (self->wires, wire);
  if (self->manner == LG_PRACTICE_MANNER_GREETS)
    lg_practice_wire_send (wire, self->words->data, self->words->len);
}

/* Big-endian, as everything in TLS. */
static void
append_number (GByteArray *bytes,
               gsize       number,
               guint       n_bytes)
{
  while (n_bytes-- > 0)
    g_byte_array_append (bytes, &(guint8) { number >> (8 * n_bytes) }, 1);
}

static void
append_vector (GByteArray    *bytes,
               gconstpointer  data,
               gsize          length,
               guint          n_length_bytes)
{
  append_number (bytes, length, n_length_bytes);
  g_byte_array_append (bytes, data, length);
}

static void
append_handshake (GByteArray       *bytes,
                  guint8            type,
                  const GByteArray *body)
{
  append_number (bytes, 22, 1); /* a record with one handshake message, TLS 1.2 */
  append_number (bytes, 0x0303, 2);
  append_number (bytes, body->len + 4, 2);
  append_number (bytes, type, 1);
  append_vector (bytes, body->data, body->len, 3);
}

/* ServerHello and Certificate of TLS 1.2 (RFC 5246, 7.4): no TLS library sends the latter with
 * something in it that is no certificate. */
static void
append_damaged_chain (GByteArray *bytes,
                      const char *chain_pem)
{
  g_autoptr (GBytes) pem = g_bytes_new_static (chain_pem, strlen (chain_pem));
  g_autoptr (GPtrArray) chain = lg_certificates_parse (pem, NULL);
  g_autoptr (GByteArray) hello = g_byte_array_new ();
  g_autoptr (GByteArray) list = g_byte_array_new ();
  g_autoptr (GByteArray) certificate = g_byte_array_new ();
  const guint8 random[32] = { 0 };

  append_number (hello, 0x0303, 2);
  g_byte_array_append (hello, random, sizeof random);
  append_number (hello, 0, 1); /* no session ID */
  append_number (hello, 0xc02b, 2); /* TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 */
  append_number (hello, 0, 1); /* no compression */
  append_number (hello, 5, 2);
  append_number (hello, 0xff01000100, 5); /* renegotiation_info, or clients stop here */
  append_handshake (bytes, 2, hello);

  for (guint i = 0; i < chain->len; i++)
    {
      GBytes *der = lg_certificate_get_der (chain->pdata[i]);

      append_vector (list, g_bytes_get_data (der, NULL), g_bytes_get_size (der), 3);
    }
  append_vector (list, GARBAGE, strlen (GARBAGE), 3);
  append_vector (certificate, list->data, list->len, 3);
  append_handshake (bytes, 11, certificate);
}

static LgPracticeDoor
choose_door (LgPracticeManner manner)
{
  if (manner == LG_PRACTICE_MANNER_REFUSES)
    return LG_PRACTICE_DOOR_SHUT;
  return manner == LG_PRACTICE_MANNER_BLACK_HOLE ? LG_PRACTICE_DOOR_NOWHERE
                                                 : LG_PRACTICE_DOOR_OPEN;
}

/**
 * lg_practice_impostor_new:
 * @fault: how it behaves; see [func@PracticeFault.is_impostor]
 * @authority: (nullable): whose certificates to damage, where the fault is that
 * @context: what drives it; to be used from its thread only
 * @error: return location (#GIOErrorEnum)
 *
 * Opens a port, chosen free, on 127.0.0.1 and ::1.
 *
 * Returns: (transfer full): the impostor, or %NULL
 */
LgPracticeImpostor *
lg_practice_impostor_new (const LgPracticeFault  *fault,
                          LgPracticeAuthority    *authority,
                          GMainContext           *context,
                          GError                **error)
{
  g_autoptr (LgPracticeImpostor) self = g_new0 (LgPracticeImpostor, 1);

  self->manner = fault->manner;
  self->context = context;
  self->wires = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_practice_wire_free);
  self->words = g_byte_array_new ();
  if (fault->manner == LG_PRACTICE_MANNER_DAMAGES)
    append_damaged_chain (self->words, lg_practice_authority_get_chain_pem (authority));
  else
    g_byte_array_append (self->words, (const guint8 *) fault->words, fault->n_words);
  self->listener = lg_practice_listener_new (choose_door (fault->manner), NULL, context,
                                             accepted_cb, self, error);
  return self->listener != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * lg_practice_impostor_free:
 * @self: (transfer full): an impostor
 *
 * Closes its port and every connection.
 */
void
lg_practice_impostor_free (LgPracticeImpostor *self)
{
  g_clear_pointer (&self->listener, lg_practice_listener_free);
  g_ptr_array_unref (self->wires);
  g_byte_array_unref (self->words);
  g_free (self);
}

/**
 * lg_practice_impostor_get_port:
 * @self: an impostor
 *
 * Returns: the port it sits at
 */
guint16
lg_practice_impostor_get_port (LgPracticeImpostor *self)
{
  return lg_practice_listener_get_port (self->listener);
}
