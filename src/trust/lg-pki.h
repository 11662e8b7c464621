/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgPkiSpec:
 * @name: common name; %NULL: none
 * @names: (nullable): subject alternative names; an IP literal becomes an IP entry
 * @not_before: Unix seconds; 0: an hour ago
 * @not_after: Unix seconds; 0: in a year, a CA in ten
 * @ca: whether it may sign others
 * @v1: X.509 version 1: no extensions at all
 * @rsa_bits: an RSA key of that size; 0: EC P-256
 * @digest: (nullable): digest of the signature; %NULL: `SHA256`
 * @serial: serial number; 0: random
 * @basic_constraints: (nullable): as in `x509v3_config(5)`; %NULL: what @ca says; `""`: left out
 * @key_usage: (nullable): likewise
 * @extended_key_usage: (nullable): likewise; %NULL: `serverAuth` unless @ca
 * @name_constraints: (nullable): likewise; %NULL: left out
 *
 * What a made certificate says; all zero is a sound server certificate without a name.
 */
typedef struct
{
  const char        *name;
  const char *const *names;
  gint64             not_before;
  gint64             not_after;
  gboolean           ca;
  gboolean           v1;
  guint              rsa_bits;
  const char        *digest;
  guint64            serial;
  const char        *basic_constraints;
  const char        *key_usage;
  const char        *extended_key_usage;
  const char        *name_constraints;
} LgPkiSpec;

/**
 * LgKeyPair:
 * A certificate made here and its private key, for the practice platform and the tests: nothing
 * that expires is kept in the source tree.
 */
typedef struct _LgKeyPair LgKeyPair;

LgKeyPair  *lg_key_pair_new                 (const LgPkiSpec  *spec,
                                             LgKeyPair        *issuer,
                                             GError          **error);
void        lg_key_pair_free                (LgKeyPair        *self);
const char *lg_key_pair_get_certificate_pem (LgKeyPair        *self);
const char *lg_key_pair_get_key_pem         (LgKeyPair        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgKeyPair, lg_key_pair_free)

G_END_DECLS
