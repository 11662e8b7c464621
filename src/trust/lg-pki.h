/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgPkiSpec:
 * @name: common name
 * @names: (nullable) subject alternative names; an IP literal becomes an IP entry
 * @not_before: Unix seconds
 * @not_after: Unix seconds
 * @ca: whether it may sign others
 *
 * What a made certificate says.
 */
typedef struct
{
  const char        *name;
  const char *const *names;
  gint64             not_before;
  gint64             not_after;
  gboolean           ca;
} LgPkiSpec;

/**
 * LgKeyPair:
 * A certificate made here and its private key, for the practice platform and the tests: nothing
 * that expires is kept in the source tree.
 */
typedef struct _LgKeyPair LgKeyPair;

LgKeyPair  *lg_key_pair_new      (const LgPkiSpec  *spec,
                                  LgKeyPair        *issuer,
                                  GError          **error);
void        lg_key_pair_free     (LgKeyPair        *self);
const char *lg_key_pair_get_certificate_pem (LgKeyPair *self);
const char *lg_key_pair_get_key_pem (LgKeyPair     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgKeyPair, lg_key_pair_free)

G_END_DECLS
