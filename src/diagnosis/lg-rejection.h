/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-severity.h"
#include "tls/lg-tls-stack.h"
#include "trust/lg-chain-faults.h"

G_BEGIN_DECLS

/**
 * LgRejectionSign:
 * @LG_REJECTION_SIGN_NONE: nothing that looks like a rejection
 * @LG_REJECTION_SIGN_ALERT: an alert in clear
 * @LG_REJECTION_SIGN_SIZE: a record of an alert's size
 * @LG_REJECTION_SIGN_LATE: the device ended its handshake and the link, and sent nothing between
 * @LG_REJECTION_SIGN_BARE: it ended the link after the server's certificate, without a word
 *
 * How a device shows that it does not accept a certificate; nicks `none`, `alert`, `size`, `late`,
 * `bare`.
 */
typedef enum
{
  LG_REJECTION_SIGN_NONE,
  LG_REJECTION_SIGN_ALERT,
  LG_REJECTION_SIGN_SIZE,
  LG_REJECTION_SIGN_LATE,
  LG_REJECTION_SIGN_BARE,
} LgRejectionSign;

#define LG_TYPE_REJECTION_SIGN (lg_rejection_sign_get_type ())
GType lg_rejection_sign_get_type (void) G_GNUC_CONST;

/**
 * LgRejection:
 * @sign: how it shows
 * @alert: its number, of an alert in clear
 * @stack: the device's TLS library, likely
 * @chain_known: whether the chain was seen or inspected
 * @chain_faults: what is wrong with the chain itself
 * @host_known: whether the name the device asks for is known
 * @large_record: whether the server sent a record above 4 KB
 *
 * What is known of a link that a device ended in its handshake.
 */
typedef struct
{
  LgRejectionSign   sign;
  int               alert;
  LgTlsStack        stack;
  gboolean          chain_known;
  LgRejectionReason chain_faults;
  gboolean          host_known;
  gboolean          large_record;
} LgRejection;

LgRejectionReason lg_rejection_find_reasons   (const LgRejection *self);
LgConfidence      lg_rejection_get_confidence (const LgRejection *self);
guint             lg_rejection_count          (LgRejectionReason  reasons);
const char       *lg_rejection_get_cause      (LgRejectionReason  reason);
const char       *lg_rejection_get_words      (LgRejectionReason  reason);

G_END_DECLS
