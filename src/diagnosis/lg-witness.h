/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-event.h"
#include "lg-rejection.h"
#include "tls/lg-server-hello.h"
#include "trust/lg-key-exchange.h"

G_BEGIN_DECLS

/**
 * LgWitness:
 * @said_hello: a ClientHello was seen
 * @hello: what it says
 * @answered: a ServerHello was seen
 * @answer: what it says; its session ID is not kept
 * @chain: (nullable) (element-type LgCertificate): the chain, where it can be read
 * @signed_by: who signed the key exchange
 * @flight: whether the server has shown its certificate, readable or not
 * @largest_record: bytes of the longest record of the server in the handshake
 * @alert: number of the device's alert in clear; -1: none was seen
 * @alert_sized: whether the device's first protected record has the size of an alert
 * @finished: whether the device has ended its handshake
 * @said: records of content the device has sent since
 * @random: that of the server
 * @n_protected: protected records of the device
 *
 * What the events of somebody else's TLS handshake show. Private to this folder.
 */
typedef struct
{
  gboolean       said_hello;
  LgClientHello  hello;
  gboolean       answered;
  LgServerHello  answer;
  GPtrArray     *chain;
  LgSignedBy     signed_by;
  gboolean       flight;
  guint          largest_record;
  int            alert;
  gboolean       alert_sized;
  gboolean       finished;
  guint          said;
  GBytes        *random;
  guint          n_protected;
} LgWitness;

void      lg_witness_init          (LgWitness       *self);
void      lg_witness_clear         (LgWitness       *self);
void      lg_witness_gather        (LgWitness       *self,
                                    const LgEvent   *event);
gboolean  lg_witness_is_agreed     (const LgWitness *self);
LgRejectionSign lg_witness_get_sign (const LgWitness *self,
                                     int              reason);

G_END_DECLS
