/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-verdict.h"

G_BEGIN_DECLS

/**
 * LgRejectionReason:
 * @LG_REJECTION_ROOT: the chain needs a root the device does not have
 * @LG_REJECTION_NAMESAKE: the issuer has the name of the device's root and another key
 * @LG_REJECTION_SELF_SIGNED: the server's certificate is its own issuer
 * @LG_REJECTION_INTERMEDIATE: the server leaves a certificate out
 * @LG_REJECTION_EXPIRED: a certificate of the chain has ended
 * @LG_REJECTION_EARLY: one is not valid yet
 * @LG_REJECTION_HOST: it is for another name
 * @LG_REJECTION_WEAK: a key or signature of it is too weak
 * @LG_REJECTION_PURPOSE: a certificate may not be used so
 * @LG_REJECTION_SIGNATURE: the server's key exchange is not signed by its certificate's key
 * @LG_REJECTION_STORED_ROOT: the root in the device has ended
 * @LG_REJECTION_CLOCK: the device's clock is wrong
 * @LG_REJECTION_MEMORY: the device has not enough memory
 * @LG_REJECTION_RECORD: a record is larger than what the device keeps room for
 *
 * Why a device does not accept a server's certificate; a set of them.
 */
typedef enum
{
  LG_REJECTION_ROOT = 1 << 0,
  LG_REJECTION_NAMESAKE = 1 << 1,
  LG_REJECTION_SELF_SIGNED = 1 << 2,
  LG_REJECTION_INTERMEDIATE = 1 << 3,
  LG_REJECTION_EXPIRED = 1 << 4,
  LG_REJECTION_EARLY = 1 << 5,
  LG_REJECTION_HOST = 1 << 6,
  LG_REJECTION_WEAK = 1 << 7,
  LG_REJECTION_PURPOSE = 1 << 8,
  LG_REJECTION_SIGNATURE = 1 << 9,
  LG_REJECTION_STORED_ROOT = 1 << 10,
  LG_REJECTION_CLOCK = 1 << 11,
  LG_REJECTION_MEMORY = 1 << 12,
  LG_REJECTION_RECORD = 1 << 13,
} LgRejectionReason;

LgRejectionReason lg_chain_faults_find (GPtrArray  *chain,
                                        LgRoot     *root,
                                        GListModel *known_roots,
                                        const char *host,
                                        gint64      at_s);

G_END_DECLS
