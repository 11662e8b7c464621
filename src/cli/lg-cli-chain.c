/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-cli-chain.h"

#include "lg-cli-date.h"
#include "lg-cli.h"
#include "trust/lg-certificate.h"

/**
 * lg_cli_add_chain:
 * @builder: an object being built
 * @chain: (nullable) (element-type LgCertificate): certificates, the server's own first
 *
 * Adds the member `chain`, the same in every subcommand.
 */
void
lg_cli_add_chain (JsonBuilder *builder,
                  GPtrArray   *chain)
{
  json_builder_set_member_name (builder, "chain");
  json_builder_begin_array (builder);
  for (guint i = 0; chain != NULL && i < chain->len; i++)
    {
      const LgCertificate *certificate = chain->pdata[i];

      json_builder_begin_object (builder);
      lg_cli_set_string (builder, "subject", lg_certificate_get_subject (certificate));
      lg_cli_set_string (builder, "issuer", lg_certificate_get_issuer (certificate));
      lg_cli_set_date (builder, "notBefore", lg_certificate_get_not_before (certificate));
      lg_cli_set_date (builder, "notAfter", lg_certificate_get_not_after (certificate));
      lg_cli_set_string (builder, "sha256", lg_certificate_get_sha256 (certificate));
      lg_cli_set_string (builder, "key", lg_certificate_get_key (certificate));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}
