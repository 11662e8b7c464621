/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-witness.h"

#include "event/lg-end-reason.h"
#include "tls/lg-tls-dissector.h"
#include "tls/lg-tls-size.h"
#include "tls/lg-tls-suite.h"

#include <string.h>

#define RANDOM_AT 2
#define RANDOM_BYTES 32

/* After a Finished, an alert is still as short as this; a login is longer. TLS 1.2: 26 with GCM or
   CCM, 18 with ChaCha20-Poly1305; TLS 1.3: 19. */
static gboolean
is_short (guint32 size)
{
  return size == 18 || size == 26 || lg_tls_size_is_alert (size);
}

/**
 * lg_witness_init:
 *
 * Makes it empty.
 */
void
lg_witness_init (LgWitness *self)
{
  *self = (LgWitness) { .alert = -1 };
}

/**
 * lg_witness_clear:
 *
 * Frees what it holds, and makes it empty.
 */
void
lg_witness_clear (LgWitness *self)
{
  lg_client_hello_clear (&self->hello);
  lg_server_hello_clear (&self->answer);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_clear_pointer (&self->random, g_bytes_unref);
  lg_witness_init (self);
}

static gboolean
is_1_3 (const LgWitness *self)
{
  return self->answered && self->answer.version >= LG_TLS_1_3;
}

static void
gather_client_hello (LgWitness *self,
                     LgSlice    body)
{
  lg_client_hello_clear (&self->hello);
  self->hello = (LgClientHello) LG_CLIENT_HELLO_INIT;
  self->said_hello = lg_client_hello_parse (&self->hello, body);
}

static void
gather_server_hello (LgWitness *self,
                     LgSlice    body)
{
  lg_server_hello_clear (&self->answer);
  self->answer = (LgServerHello) LG_SERVER_HELLO_INIT;
  self->answered = lg_server_hello_parse (&self->answer, body) && !self->answer.retry;
  self->answer.session_id = (LgSlice) { NULL, 0 };
  g_clear_pointer (&self->random, g_bytes_unref);
  if (self->answered)
    self->random = g_bytes_new (body.data + RANDOM_AT, RANDOM_BYTES);
}

static void
gather_chain (LgWitness *self,
              LgSlice    body)
{
  self->flight = TRUE;
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  self->chain = lg_certificates_parse_message (body.data, body.length);
}

static void
gather_key_exchange (LgWitness *self,
                     LgSlice    body)
{
  g_autoptr (GBytes) message = g_bytes_new (body.data, body.length);
  g_autoptr (GBytes) client_random = NULL;

  if (!self->said_hello || self->random == NULL || self->chain == NULL
      || self->answer.version != LG_TLS_1_2)
    return;

  client_random = g_bytes_new (self->hello.random, sizeof self->hello.random);
  self->signed_by = lg_key_exchange_check (self->chain->pdata[0], client_random, self->random,
                                           message);
}

static void
gather_message (LgWitness     *self,
                const LgEvent *event)
{
  LgSlice body = { event->payload, event->payload_length };

  if (body.data == NULL)
    return;
  if (event->direction == LG_DIRECTION_OUT)
    {
      if (event->code == LG_TLS_CLIENT_HELLO)
        gather_client_hello (self, body);
      return;
    }

  if (event->code == LG_TLS_SERVER_HELLO)
    gather_server_hello (self, body);
  else if (event->code == LG_TLS_CERTIFICATE)
    gather_chain (self, body);
  else if (event->code == LG_TLS_SERVER_KEY_EXCHANGE)
    gather_key_exchange (self, body);
  if (!self->finished)
    self->largest_record = MAX (self->largest_record, event->size);
}

/* A record of an alert's size is one where a Finished is expected; behind that it is an alert or a
   close_notify, and no content either. */
static void
gather_record_out (LgWitness     *self,
                   const LgEvent *event)
{
  gboolean first;

  if (event->code == LG_TLS_CHANGE_CIPHER_SPEC)
    return;

  first = self->n_protected++ == 0;
  if (first && is_1_3 (self) && lg_tls_size_is_alert (event->size))
    self->alert_sized = TRUE;
  else if (first)
    self->finished = TRUE;
  else if (event->code == LG_TLS_APPLICATION && !is_short (event->size))
    self->said++;
}

static void
gather_record (LgWitness     *self,
               const LgEvent *event)
{
  if (event->direction == LG_DIRECTION_OUT)
    {
      gather_record_out (self, event);
      return;
    }

  if (self->finished || event->code == LG_TLS_CHANGE_CIPHER_SPEC)
    return;
  self->largest_record = MAX (self->largest_record, event->size);
  self->flight |= is_1_3 (self) && !self->answer.resumed;
}

/**
 * lg_witness_gather:
 * @event: the next event of a link that is read along on
 *
 * Takes in what it shows.
 */
void
lg_witness_gather (LgWitness     *self,
                   const LgEvent *event)
{
  if (event->kind == LG_EVENT_HANDSHAKE)
    gather_message (self, event);
  else if (event->kind == LG_EVENT_RECORD)
    gather_record (self, event);
  else if (event->kind == LG_EVENT_ALERT && event->direction == LG_DIRECTION_OUT
           && event->code > 0 && self->alert < 0)
    self->alert = event->code;
}

/* Suites that begin to exist with TLS 1.2 are named by what they authenticate with. */
static gboolean
is_suite_of (guint16 suite,
             guint16 version)
{
  const char *name = lg_tls_suite_get_name (suite);

  return version >= LG_TLS_1_2 || name == NULL
         || (strstr (name, "GCM") == NULL && strstr (name, "CCM") == NULL
             && strstr (name, "CHACHA") == NULL && !g_str_has_suffix (name, "SHA256")
             && !g_str_has_suffix (name, "SHA384"));
}

/**
 * lg_witness_is_agreed:
 *
 * Returns: whether the server chose what the device offers
 */
gboolean
lg_witness_is_agreed (const LgWitness *self)
{
  const LgServerHello *answer = &self->answer;

  if (!self->said_hello || !self->answered)
    return FALSE;

  return lg_tls_list_has (self->hello.suites, answer->suite)
         && is_suite_of (answer->suite, answer->version)
         && (self->hello.versions->len > 0
             ? lg_tls_list_has (self->hello.versions, answer->version)
             : answer->version <= self->hello.version);
}

/**
 * lg_witness_get_sign:
 * @reason: how the link ended, a [enum@EndReason]
 *
 * Returns: how a rejection of the server's certificate shows, if it is one
 */
LgRejectionSign
lg_witness_get_sign (const LgWitness *self,
                     int              reason)
{
  gboolean closed = reason == LG_END_DEVICE_CLOSED || reason == LG_END_DEVICE_RESET;

  if (!lg_witness_is_agreed (self) || !self->flight)
    return LG_REJECTION_SIGN_NONE;

  if (reason == LG_END_DEVICE_ALERT && !self->finished && self->alert > 0)
    return LG_REJECTION_SIGN_ALERT;
  if (reason == LG_END_DEVICE_ALERT && self->alert_sized)
    return LG_REJECTION_SIGN_SIZE;
  if (closed && self->finished && self->said == 0)
    return LG_REJECTION_SIGN_LATE;
  if (closed && !self->finished)
    return LG_REJECTION_SIGN_BARE;
  return LG_REJECTION_SIGN_NONE;
}
