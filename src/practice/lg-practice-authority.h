/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-chain.h"

G_BEGIN_DECLS

/**
 * LgPracticeAuthority:
 * A root certificate of the practice platform, written to a file, and what a listener under it
 * shows.
 */
typedef struct _LgPracticeAuthority LgPracticeAuthority;

LgPracticeAuthority *lg_practice_authority_new           (const char             *name,
                                                          const char             *file,
                                                          const LgPracticeChain  *chain,
                                                          GError                **error);
void                 lg_practice_authority_free          (LgPracticeAuthority    *self);
const char          *lg_practice_authority_get_root_file (LgPracticeAuthority    *self);
LgTlsServer         *lg_practice_authority_get_server    (LgPracticeAuthority    *self);
const char          *lg_practice_authority_get_chain_pem (LgPracticeAuthority    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeAuthority, lg_practice_authority_free)

G_END_DECLS
