/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-client-hello.h"

G_BEGIN_DECLS

char *lg_tls_fingerprint_dup_ja3 (const LgClientHello *hello);
char *lg_tls_fingerprint_dup_ja4 (const LgClientHello *hello);

G_END_DECLS
