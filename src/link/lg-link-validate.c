/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-link.h"

/**
 * lg_link_validate:
 *
 * Judges everything typed: the credentials, then the endpoint.
 *
 * Returns: (transfer full) (element-type LgIssue): the issues found; empty when there is none
 */
GPtrArray *
lg_link_validate (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  LgProfile *profile = lg_link_get_profile (self);
  LgCredentials *credentials = lg_profile_get_credentials (profile);
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
  GPtrArray *issues = lg_credentials_validate (credentials);

  g_ptr_array_extend_and_steal (
    issues, lg_endpoint_validate (endpoint, lg_credentials_get_product_key (credentials)));
  return issues;
}
