/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-profile-sign.h"

#include <string.h>

/* The vendor's C SDK sends an unsigned number of 32 bits, too. */
static void
fill_random (LgCredentials *credentials)
{
  g_autofree char *random = g_strdup_printf ("%u", g_random_int ());

  if (*lg_credentials_get_random (credentials) == '\0')
    lg_credentials_set_random (credentials, random);
}

/* A device that is not pre-registered names the instance it belongs to, where there is one. */
static void
fill_instance (LgCredentials *credentials,
               LgEndpoint    *endpoint)
{
  const char *typed = lg_credentials_get_extended_parameters (credentials);
  const char *instance_id = lg_endpoint_get_instance_id (endpoint);
  g_autofree char *parameters = NULL;

  if (lg_credentials_get_preregistered (credentials)
      || lg_endpoint_get_host_kind (endpoint) != LG_HOST_INSTANCE || *instance_id == '\0'
      || strstr (typed, "instanceId=") != NULL)
    return;

  parameters = g_strdup_printf ("instanceId=%s%s%s", instance_id, *typed != '\0' ? "," : "", typed);
  lg_credentials_set_extended_parameters (credentials, parameters);
}

/**
 * lg_profile_sign:
 * @security: the transport, which decides the secure mode
 * @now_ms: the time for a timestamp of now, ms since the epoch
 * @error: return location (#LgDeviceError)
 *
 * Computes what the device must put into CONNECT. Where registration needs a random value and none
 * was typed, one is made up; the instance is the endpoint's.
 *
 * Returns: (transfer full): the parameters, or %NULL if a value is missing (#LgDeviceError)
 */
LgConnectParams *
lg_profile_sign (LgProfile   *self,
                 LgSecurity   security,
                 gint64       now_ms,
                 GError     **error)
{
  g_autoptr (LgCredentials) credentials = NULL;

  g_return_val_if_fail (LG_IS_PROFILE (self), NULL);

  credentials = lg_credentials_copy (lg_profile_get_credentials (self));
  if (lg_credentials_get_mode (credentials) == LG_MODE_REGISTRATION)
    {
      fill_random (credentials);
      fill_instance (credentials, lg_profile_get_endpoint (self));
    }

  return lg_connect_params_new (credentials, security, now_ms, error);
}

/**
 * lg_profile_is_registering:
 *
 * Returns: whether connecting means to register, once, and to wait for the answer
 */
gboolean
lg_profile_is_registering (LgProfile *self)
{
  g_return_val_if_fail (LG_IS_PROFILE (self), FALSE);

  return lg_credentials_get_mode (lg_profile_get_credentials (self)) == LG_MODE_REGISTRATION;
}
