/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-authority.h"

#include "trust/lg-pki.h"

#include <glib/gstdio.h>

#define DAY_US (24 * 60 * 60 * (gint64) G_USEC_PER_SEC)
#define CA_DAYS (10 * 365)
#define LEAF_DAYS 365

struct _LgPracticeAuthority
{
  char        *root_file;
  char        *chain_pem;
  LgTlsServer *server;
};

/* Everyone who may have a part in a chain. */
typedef struct
{
  LgKeyPair *root;
  LgKeyPair *signer; /* at the end of the chain: the root or an impostor */
  LgKeyPair *intermediate;
  LgKeyPair *leaf;
  LgKeyPair *stranger;
} Cast;

static void
clear_cast (Cast *self)
{
  g_clear_pointer (&self->root, lg_key_pair_free);
  g_clear_pointer (&self->signer, lg_key_pair_free);
  g_clear_pointer (&self->intermediate, lg_key_pair_free);
  g_clear_pointer (&self->leaf, lg_key_pair_free);
  g_clear_pointer (&self->stranger, lg_key_pair_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cast, clear_cast)

static LgKeyPair *
make_pair (const LgPkiSpec  *spec,
           guint             days,
           LgKeyPair        *issuer,
           GError          **error)
{
  LgPkiSpec dated = *spec;

  /* Whole days: what is made a second later must not look as if it worked longer. */
  if (days == 0)
    days = spec->ca ? CA_DAYS : LEAF_DAYS;
  if (dated.not_after == 0)
    dated.not_after = (g_get_real_time () / DAY_US + 1 + days) * DAY_US / G_USEC_PER_SEC;
  return lg_key_pair_new (&dated, issuer, error);
}

static LgKeyPair *
make_ca (const LgPkiSpec  *spec,
         const char       *name,
         guint             days,
         LgKeyPair        *issuer,
         GError          **error)
{
  LgPkiSpec ca = *spec;

  ca.name = name;
  ca.ca = TRUE;
  return make_pair (&ca, days, issuer, error);
}

static LgKeyPair *
make_leaf (const LgPracticeChain  *chain,
           LgKeyPair              *issuer,
           GError                **error)
{
  static const char *const names[] = { "localhost", "127.0.0.1", "::1", NULL };
  LgPkiSpec leaf = chain->leaf;

  if (leaf.name == NULL)
    leaf.name = "localhost";
  if (leaf.names == NULL)
    leaf.names = names;
  return make_pair (&leaf, chain->leaf_days, issuer, error);
}

static gboolean
make_cast (Cast                   *self,
           const char             *name,
           const LgPracticeChain  *chain,
           GError                **error)
{
  const LgPkiSpec plain = { 0 };
  LgKeyPair *issuer;

  self->root = make_ca (&chain->root, name, chain->root_days, NULL, error);
  self->stranger = make_ca (&plain, "Stranger CA", 0, NULL, error);
  if (self->root == NULL || self->stranger == NULL)
    return FALSE;

  if (chain->issuer == LG_PRACTICE_ISSUER_NAMESAKE)
    self->signer = make_ca (&plain, name, 0, NULL, error);
  issuer = self->signer != NULL ? self->signer : self->root;
  if (chain->issuer == LG_PRACTICE_ISSUER_STRANGER)
    issuer = self->stranger;
  if (chain->intermediate.name != NULL)
    issuer = self->intermediate = make_ca (&chain->intermediate, chain->intermediate.name, 0,
                                           issuer, error);
  if (issuer != NULL)
    self->leaf = make_leaf (chain, chain->issuer != LG_PRACTICE_ISSUER_ITSELF ? issuer : NULL,
                            error);
  return self->leaf != NULL;
}

static char *
join_chain (const Cast *cast,
            const char *sends)
{
  GString *pem = g_string_new (NULL);

  for (const char *letter = sends != NULL ? sends : "l"; *letter != '\0'; letter++)
    {
      LgKeyPair *pair = *letter == 'l' ? cast->leaf
                        : *letter == 'i' ? cast->intermediate
                        : *letter == 'r' ? cast->root
                                         : cast->stranger;

      g_string_append (pem, lg_key_pair_get_certificate_pem (pair));
    }
  return g_string_free (pem, FALSE);
}

/**
 * lg_practice_authority_new:
 * @name: common name of the root
 * @file: where to write the root, PEM
 * @chain: what it issues
 * @error: return location (#GIOErrorEnum, #GFileError)
 *
 * Makes a self-signed root and, under it, a certificate for this machine: `localhost`, 127.0.0.1
 * and ::1. As at the vendor's, the root itself is not sent in the handshake. @chain may want all of
 * that otherwise.
 *
 * Returns: (transfer full): the authority, or %NULL
 */
LgPracticeAuthority *
lg_practice_authority_new (const char             *name,
                           const char             *file,
                           const LgPracticeChain  *chain,
                           GError                **error)
{
  g_autoptr (LgPracticeAuthority) self = g_new0 (LgPracticeAuthority, 1);
  g_auto (Cast) cast = { 0 };

  if (!make_cast (&cast, name, chain, error))
    return NULL;

  self->chain_pem = join_chain (&cast, chain->sends);
  self->server = lg_tls_server_new_odd (self->chain_pem, lg_key_pair_get_key_pem (cast.leaf),
                                        chain->offer, error);
  if (self->server == NULL
      || !g_file_set_contents (file, lg_key_pair_get_certificate_pem (cast.root), -1, error))
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
  g_free (self->chain_pem);
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

/**
 * lg_practice_authority_get_chain_pem:
 * @self: an authority
 *
 * Returns: the certificates a listener under it shows, PEM
 */
const char *
lg_practice_authority_get_chain_pem (LgPracticeAuthority *self)
{
  return self->chain_pem;
}
