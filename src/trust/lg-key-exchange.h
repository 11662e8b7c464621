/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-certificate.h"

G_BEGIN_DECLS

/**
 * LgSignedBy:
 * @LG_SIGNED_BY_UNKNOWN: it cannot be told
 * @LG_SIGNED_BY_KEY: by the certificate's key
 * @LG_SIGNED_BY_OTHER: not by it
 */
typedef enum
{
  LG_SIGNED_BY_UNKNOWN,
  LG_SIGNED_BY_KEY,
  LG_SIGNED_BY_OTHER,
} LgSignedBy;

LgSignedBy lg_key_exchange_check (LgCertificate *leaf,
                                  GBytes        *client_random,
                                  GBytes        *server_random,
                                  GBytes        *message);

G_END_DECLS
