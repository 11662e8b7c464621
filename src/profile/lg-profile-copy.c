/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-profile.h"

static void
copy_properties (gpointer from,
                 gpointer to)
{
  guint n_specs;
  g_autofree GParamSpec **specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (from),
                                                                  &n_specs);

  for (guint i = 0; i < n_specs; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (from, specs[i]->name, &value);
      g_object_set_property (to, specs[i]->name, &value);
    }
}

/**
 * lg_profile_copy:
 *
 * What this operator confirmed, and where the secret is kept, belongs to @self alone.
 *
 * Returns: (transfer full): a device of another ID with the same values, the secret included
 */
LgProfile *
lg_profile_copy (LgProfile *self)
{
  LgProfile *copy;

  g_return_val_if_fail (LG_IS_PROFILE (self), NULL);

  copy = lg_profile_new (NULL);
  if (lg_profile_has_own_title (self))
    {
      g_autofree char *title = lg_profile_dup_title (self);

      lg_profile_set_title (copy, title);
    }
  lg_profile_set_group (copy, lg_profile_get_group (self));
  lg_profile_set_values (copy, lg_profile_get_credentials (self), lg_profile_get_endpoint (self));
  return copy;
}

/**
 * lg_profile_set_values:
 * @credentials: who the device is
 * @endpoint: where it connects
 *
 * Copies every value of both, the secret included; no reference is kept.
 */
void
lg_profile_set_values (LgProfile     *self,
                       LgCredentials *credentials,
                       LgEndpoint    *endpoint)
{
  g_return_if_fail (LG_IS_PROFILE (self));

  copy_properties (credentials, lg_profile_get_credentials (self));
  copy_properties (endpoint, lg_profile_get_endpoint (self));
}
