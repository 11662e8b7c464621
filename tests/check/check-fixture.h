/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/lg-check.h"
#include "trust/lg-pki.h"

G_BEGIN_DECLS

/**
 * CheckFixture:
 * @root: a root of one's own
 * @pair: a sound server certificate of it for localhost, 127.0.0.1 and ::1
 * @directory: for files
 * @store: the roots Linkglass brings along, and @root
 * @good: @root among them
 */
typedef struct
{
  LgKeyPair   *root;
  LgKeyPair   *pair;
  char        *directory;
  LgRootStore *store;
  LgRoot      *good;
} CheckFixture;

void       check_fixture_set_up      (CheckFixture      *self,
                                      gconstpointer      data);
void       check_fixture_tear_down   (CheckFixture      *self,
                                      gconstpointer      data);
LgRoot    *check_fixture_add_root    (CheckFixture      *self,
                                      const char        *name,
                                      const char        *pem);
LgKeyPair *check_make_pair           (const LgPkiSpec   *spec,
                                      LgKeyPair         *issuer);
LgCheck   *check_fixture_make        (CheckFixture      *self,
                                      const char        *platform,
                                      const char        *host,
                                      LgRoot            *root);
void       check_run                 (LgCheck           *check);
LgFinding *check_find                (LgCheck           *check,
                                      const char        *cause);
void       check_assert_cause        (LgCheck           *check,
                                      const char        *cause,
                                      LgConfidence       confidence);
guint16    check_find_closed_port    (void);

G_END_DECLS
