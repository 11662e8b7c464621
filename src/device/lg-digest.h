/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-secret.h"

G_BEGIN_DECLS

/** LgDigestKind: how a key and a text become a digest; only the first is documented. */
typedef enum
{
  LG_DIGEST_HMAC,
  LG_DIGEST_APPENDED,
  LG_DIGEST_PREPENDED,
  LG_DIGEST_ALONE,
  LG_DIGEST_EXCHANGED,
} LgDigestKind;

/** LgHexCase: both are in use; Alibaba Cloud's examples have the first, Tuya's the second. */
typedef enum
{
  LG_HEX_UPPER,
  LG_HEX_LOWER,
} LgHexCase;

/**
 * LgDigest:
 * @kind: how key and text are combined
 * @hash: OpenSSL's name of the hash function
 * @size: size of the digest, bytes
 * @nick: (nullable): the `signmethod` that announces it, or %NULL
 * @title: what it is called (`HMAC-SHA256`); never translated
 *
 * One way of making a password of a key and a text.
 */
typedef struct
{
  LgDigestKind  kind;
  const char   *hash;
  gsize         size;
  const char   *nick;
  const char   *title;
} LgDigest;

#define LG_DIGEST_MAX 32

extern const LgDigest lg_digests[];
extern const guint lg_n_digests;

const LgDigest *lg_digest_find    (const char      *nick);
const LgDigest *lg_digest_guess   (const char      *nick);
const LgDigest *lg_digest_of_size (gsize            size);
gboolean        lg_digest_compute (const LgDigest  *self,
                                   LgSecret        *key,
                                   const char      *text,
                                   gsize            length,
                                   guint8           bytes[LG_DIGEST_MAX]);
LgSecret       *lg_digest_sign    (const LgDigest  *self,
                                   LgSecret        *key,
                                   const char      *text,
                                   gsize            length,
                                   LgHexCase        hex_case,
                                   GError         **error);

G_END_DECLS
