/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-link-private.h"

#include <glib/gi18n-lib.h>

/* TuyaLink is a platform and a mode, and neither goes with another one. A finished login may be
 * anyone's, and a broker of one's own may take any. */
static gboolean
is_mode_of_platform (LgMode            mode,
                     const LgPlatform *platform)
{
  LgMode usual = lg_platform_get_mode (platform);

  return mode == LG_MODE_CUSTOM || usual == LG_MODE_CUSTOM ||
         (mode == LG_MODE_TUYALINK) == (usual == LG_MODE_TUYALINK);
}

/**
 * lg_link_validate:
 *
 * Judges everything typed: the credentials, then the endpoint, then whether they go together.
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
  const LgPlatform *platform = lg_endpoint_get_platform (endpoint);
  GPtrArray *issues = lg_credentials_validate (credentials);

  g_ptr_array_extend_and_steal (
    issues, lg_endpoint_validate (endpoint, lg_credentials_get_product_key (credentials)));
  if (lg_link_is_registering (self) && lg_endpoint_get_security (endpoint) != LG_SECURITY_TLS)
    g_ptr_array_add (issues, lg_issue_new (LG_FIELD_PORT, LG_ISSUE_RULE,
                                           _("Registration is possible over TLS only.")));
  if (!is_mode_of_platform (lg_credentials_get_mode (credentials), platform))
    g_ptr_array_add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_RISK,
                                           _("The mode chosen is made for another platform than "
                                             "“%s”."), lg_platform_get_name (platform)));
  return issues;
}

/**
 * lg_link_refuse_broken_input:
 * @error: return location
 *
 * Returns: whether all that was typed can be sent; else @error is %LG_LINK_ERROR_INPUT
 */
gboolean
lg_link_refuse_broken_input (LgLink  *self,
                             GError **error)
{
  g_autoptr (GPtrArray) issues = lg_link_validate (self);
  const LgIssue *worst = lg_issues_get_worst (issues);

  if (worst == NULL || worst->level < LG_ISSUE_ERROR)
    return TRUE;

  g_set_error_literal (error, LG_LINK_ERROR, LG_LINK_ERROR_INPUT, worst->message);
  return FALSE;
}
