/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-interception.h"

#include "lg-certificate.h"

#include <string.h>

/**
 * lg_interception_is_maker:
 * @issuer: who made a certificate
 *
 * Returns: whether the name is that of a product that opens TLS on the way: no proof, as some of
 *   their makers run servers, too
 */
gboolean
lg_interception_is_maker (const char *issuer)
{
  static const char *const names[] = {
    "zscaler", "fortinet", "fortigate", "blue coat", "bluecoat", "symantec web", "palo alto",
    "netskope", "sophos", "umbrella", "check point", "watchguard", "barracuda", "forcepoint",
    "websense", "web gateway", "skyhigh", "kaspersky", "eset ssl", "avast", "avg technologies",
    "bitdefender", "mitmproxy", "charles proxy", "fiddler", "squid", "sonicwall", "untangle",
    "sangfor", "hillstone", "portswigger", "cato networks", "ssl inspection", "ssl-inspection",
    "tls inspection", "ssl proxy", "decryption",
  };

  g_autofree char *folded = g_utf8_casefold (issuer, -1);

  for (gsize k = 0; k < G_N_ELEMENTS (names); k++)
    if (strstr (folded, names[k]) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * lg_interception_is_likely:
 * @chain: (element-type LgCertificate): the certificates as sent
 *
 * Returns: whether [func@interception_is_maker] is true of an issuer in it
 */
gboolean
lg_interception_is_likely (GPtrArray *chain)
{
  for (guint i = 0; i < chain->len; i++)
    if (lg_interception_is_maker (lg_certificate_get_issuer (chain->pdata[i])))
      return TRUE;
  return FALSE;
}

/**
 * lg_interception_is_suspected:
 * @chain: (element-type LgCertificate): the certificates as sent
 * @verdict: its judgement
 * @root: the root it was judged with
 *
 * Returns: whether an inspecting proxy may have sent the chain: its name is in it, and no root but
 *   one this computer was told to trust vouches for it
 */
gboolean
lg_interception_is_suspected (GPtrArray       *chain,
                              const LgVerdict *verdict,
                              LgRoot          *root)
{
  static const char *const causes[] = {
    "cert.unknown-issuer", "cert.missing-intermediate", "cert.wrong-root", NULL,
  };
  gboolean possible = verdict->cause != NULL
    ? g_strv_contains (causes, verdict->cause)
    : lg_root_get_source (root) == LG_ROOT_SYSTEM_STORE;

  return possible && lg_interception_is_likely (chain);
}
