/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-profile-platform.h"

/* The pairing the platform recommends, or documents first. Where it documents none, a root of
 * another platform is no root of this one. */
static void
choose_port (LgEndpoint *endpoint)
{
  GPtrArray *ports = lg_platform_get_ports (lg_endpoint_get_platform (endpoint));
  const LgPort *chosen = ports->len > 0 ? g_ptr_array_index (ports, 0) : NULL;

  for (guint i = 0; i < ports->len; i++)
    {
      const LgPort *port = g_ptr_array_index (ports, i);

      if (port->recommended)
        chosen = port;
    }

  if (chosen != NULL)
    {
      lg_endpoint_set_security (endpoint, chosen->security);
      lg_endpoint_set_port (endpoint, chosen->port);
    }
  lg_endpoint_set_root (endpoint, chosen != NULL ? chosen->root : NULL);
}

/* Modes that have a ProductKey are all those of any platform that knows one. */
static gboolean
has_mode (const LgPlatform *platform,
          LgMode            mode)
{
  LgMode usual = lg_platform_get_mode (platform);

  return mode == usual || (lg_mode_has_product_key (mode) && lg_mode_has_product_key (usual));
}

/**
 * lg_profile_choose_platform:
 * @platform_id: the identifier of a platform there is
 *
 * Makes @self a device of another platform, which brings what makes a host there, its recommended
 * port and root, and, where the mode is none of its own, the way its devices usually sign in.
 */
void
lg_profile_choose_platform (LgProfile  *self,
                            const char *platform_id)
{
  LgEndpoint *endpoint;
  LgCredentials *credentials;
  const LgPlatform *platform;

  g_return_if_fail (LG_IS_PROFILE (self));
  g_return_if_fail (platform_id != NULL);

  endpoint = lg_profile_get_endpoint (self);
  credentials = lg_profile_get_credentials (self);
  lg_endpoint_choose_platform (endpoint, platform_id);
  platform = lg_endpoint_get_platform (endpoint);
  if (!has_mode (platform, lg_credentials_get_mode (credentials)))
    lg_credentials_set_mode (credentials, lg_platform_get_mode (platform));
  choose_port (endpoint);
}

/**
 * lg_profile_choose_mode:
 * @mode: how the device signs in
 *
 * Sets the mode. One that the device's platform does not have brings a platform that has it. The
 * practice device stays one.
 */
void
lg_profile_choose_mode (LgProfile *self,
                        LgMode     mode)
{
  const LgPlatform *platform;

  g_return_if_fail (LG_IS_PROFILE (self));

  platform = lg_endpoint_get_platform (lg_profile_get_endpoint (self));
  lg_credentials_set_mode (lg_profile_get_credentials (self), mode);
  if (!lg_profile_is_practice (self) && !has_mode (platform, mode))
    lg_profile_choose_platform (self, lg_platform_get_id (lg_platform_of_mode (mode)));
}
