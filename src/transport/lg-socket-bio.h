/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <openssl/bio.h>

G_BEGIN_DECLS

/**
 * LgSocketState:
 * @fd: the descriptor, owned by the stream
 * @error: errno of the last call that failed, or 0
 * @fin: whether the peer closed its direction
 * @first: the first bytes the peer sent
 * @n_first: how many of them there are
 *
 * What OpenSSL's own socket BIO forgets: how a socket ended, and what the peer said first.
 */
typedef struct
{
  int      fd;
  int      error;
  gboolean fin;
  guint8   first[16];
  gsize    n_first;
} LgSocketState;

BIO *lg_socket_bio_new (LgSocketState *state);

G_END_DECLS
