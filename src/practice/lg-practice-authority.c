/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-authority.h"

#include "trust/lg-pki.h"

#include <glib/gstdio.h>

struct _LgPracticeAuthority
{
  char        *root_file;
  LgTlsServer *server;
};

/**
 * lg_practice_authority_new:
 * @name: common name of the root
 * @file: where to write the root, PEM
 * @error: return location
 *
 * Makes a self-signed root and, under it, a certificate for this machine: `localhost`, 127.0.0.1
 * and ::1. As at the vendor's, the root itself is not sent in the handshake.
 *
 * Returns: (transfer full): the authority, or %NULL
 */
LgPracticeAuthority *
lg_practice_authority_new (const char  *name,
                           const char  *file,
                           GError     **error)
{
  static const char *const names[] = { "localhost", "127.0.0.1", "::1", NULL };
  g_autoptr (LgPracticeAuthority) self = g_new0 (LgPracticeAuthority, 1);
  g_autoptr (LgKeyPair) root = NULL;
  g_autoptr (LgKeyPair) leaf = NULL;

  root = lg_key_pair_new (&(LgPkiSpec) { .name = name, .ca = TRUE }, NULL, error);
  if (root == NULL)
    return NULL;
  leaf = lg_key_pair_new (&(LgPkiSpec) { .name = "localhost", .names = names }, root, error);
  if (leaf == NULL)
    return NULL;
  self->server = lg_tls_server_new (lg_key_pair_get_certificate_pem (leaf),
                                    lg_key_pair_get_key_pem (leaf), error);
  if (self->server == NULL
      || !g_file_set_contents (file, lg_key_pair_get_certificate_pem (root), -1, error))
    return NULL;

  self->root_file = g_strdup (file);
  return g_steal_pointer (&self);
}

/**
 * lg_practice_authority_free:
 * @self: (transfer full): an authority
 *
 * Frees it and removes its file.
 */
void
lg_practice_authority_free (LgPracticeAuthority *self)
{
  g_clear_pointer (&self->server, lg_tls_server_unref);
  if (self->root_file != NULL)
    g_unlink (self->root_file);
  g_free (self->root_file);
  g_free (self);
}

/**
 * lg_practice_authority_get_root_file:
 * @self: an authority
 *
 * Returns: path of the root's PEM file
 */
const char *
lg_practice_authority_get_root_file (LgPracticeAuthority *self)
{
  return self->root_file;
}

/**
 * lg_practice_authority_get_server:
 * @self: an authority
 *
 * Returns: (transfer none): what a listener under it shows
 */
LgTlsServer *
lg_practice_authority_get_server (LgPracticeAuthority *self)
{
  return self->server;
}
