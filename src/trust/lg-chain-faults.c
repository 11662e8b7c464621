/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-chain-faults.h"

#include <openssl/x509_vfy.h>

/* A name no certificate is for, where none is known (RFC 6761, 6.4). */
#define NO_NAME "name.invalid"

static LgRejectionReason
classify (int code)
{
  switch (code)
    {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return LG_REJECTION_EXPIRED;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return LG_REJECTION_EARLY;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return LG_REJECTION_HOST;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return LG_REJECTION_WEAK;
    case X509_V_ERR_INVALID_PURPOSE:
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_INVALID_EXTENSION:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
    case X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE:
    case X509_V_ERR_PERMITTED_VIOLATION:
    case X509_V_ERR_EXCLUDED_VIOLATION:
      return LG_REJECTION_PURPOSE;
    default:
      return 0;
    }
}

static gboolean
has_fault (const LgVerdict *verdict,
           int              code)
{
  for (guint i = 0; i < verdict->faults->len; i++)
    if (((const LgVerdictFault *) verdict->faults->pdata[i])->code == code)
      return TRUE;
  return FALSE;
}

/* What the chain's end says. Where no root was chosen, the device's may have the issuer's name. */
static LgRejectionReason
judge_anchor (const LgVerdict *verdict,
              gboolean         chosen)
{
  const LgRejectionReason namesake = chosen ? 0 : LG_REJECTION_NAMESAKE;

  if (g_strcmp0 (verdict->cause, "cert.self-signed") == 0)
    return LG_REJECTION_SELF_SIGNED;
  if (g_strcmp0 (verdict->cause, "cert.missing-intermediate") == 0)
    return LG_REJECTION_ROOT | LG_REJECTION_INTERMEDIATE | namesake;
  if (g_strcmp0 (verdict->cause, "cert.wrong-root") == 0)
    return LG_REJECTION_ROOT;
  if (g_strcmp0 (verdict->cause, "cert.unknown-issuer") != 0)
    return 0;
  if (has_fault (verdict, X509_V_ERR_AKID_SKID_MISMATCH)
      || has_fault (verdict, X509_V_ERR_CERT_SIGNATURE_FAILURE))
    return LG_REJECTION_NAMESAKE;
  return LG_REJECTION_ROOT | namesake;
}

static LgVerdict *
judge (GPtrArray  *chain,
       LgRoot     *root,
       GListModel *known_roots,
       const char *host,
       gint64      at_s)
{
  LgVerdict *verdict = lg_verdict_new (chain, root, host != NULL ? host : NO_NAME, at_s,
                                       known_roots);

  return verdict;
}

/* Without a root of the operator's choice the one that fits is taken, else the first. */
static LgVerdict *
judge_with_any (GPtrArray  *chain,
                GListModel *known_roots,
                const char *host,
                gint64      at_s)
{
  g_autoptr (LgRoot) first = g_list_model_get_item (known_roots, 0);
  g_autoptr (LgVerdict) verdict = judge (chain, first, known_roots, host, at_s);

  for (guint i = 1; verdict->fitting_root != NULL && i < g_list_model_get_n_items (known_roots);
       i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (known_roots, i);

      if (g_str_equal (lg_root_get_name (root), verdict->fitting_root))
        return judge (chain, root, NULL, host, at_s);
    }
  return g_steal_pointer (&verdict);
}

/**
 * lg_chain_faults_find:
 * @chain: (element-type LgCertificate): what a server sent
 * @root: (nullable): the root a device is to have; %NULL: any known one will do
 * @known_roots: (nullable): every known root
 * @host: (nullable): the name that was asked for; %NULL: it is not known, and not judged
 * @at_s: when, Unix seconds
 *
 * What a careful device would find wrong with a chain.
 *
 * Returns: a set of reasons; 0: nothing
 */
LgRejectionReason
lg_chain_faults_find (GPtrArray  *chain,
                      LgRoot     *root,
                      GListModel *known_roots,
                      const char *host,
                      gint64      at_s)
{
  g_autoptr (LgVerdict) verdict = NULL;
  LgRejectionReason reasons;

  g_return_val_if_fail (chain != NULL && chain->len > 0, 0);

  if (root == NULL && (known_roots == NULL || g_list_model_get_n_items (known_roots) == 0))
    return 0;

  verdict = root != NULL ? judge (chain, root, known_roots, host, at_s)
                         : judge_with_any (chain, known_roots, host, at_s);
  reasons = judge_anchor (verdict, root != NULL);
  for (guint i = 0; i < verdict->faults->len; i++)
    reasons |= classify (((const LgVerdictFault *) verdict->faults->pdata[i])->code);
  if (g_strcmp0 (verdict->cause, "root.expired") == 0)
    reasons = (reasons & ~LG_REJECTION_EXPIRED) | LG_REJECTION_STORED_ROOT;
  return host != NULL ? reasons : reasons & ~LG_REJECTION_HOST;
}
