/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-registry.h"

#include <string.h>

#define PRODUCT_KEY "a1Practice0"
#define DEVICE_NAME "practice-device"
#define NEW_DEVICE_NAME "practice-new-device"

struct _LgPracticeRegistry
{
  LgSecret   *product_secret;
  GPtrArray  *devices;
};

/**
 * lg_practice_registry_new:
 * @error: return location (#GIOErrorEnum)
 *
 * Makes the product with a new random ProductSecret, the device that has been in use, with a new
 * random DeviceSecret and DeviceToken, and the one that was only added.
 *
 * Returns: (transfer full): the registry, or %NULL if the system has no randomness
 */
LgPracticeRegistry *
lg_practice_registry_new (GError **error)
{
  g_autoptr (LgPracticeRegistry) self = g_new0 (LgPracticeRegistry, 1);
  LgPracticeDevice *device;

  self->devices = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_practice_device_free);
  device = lg_practice_registry_add (self, DEVICE_NAME);
  lg_practice_registry_add (self, NEW_DEVICE_NAME);
  device->activated = TRUE;
  self->product_secret = lg_practice_device_make_secret (error);
  if (self->product_secret == NULL || !lg_practice_device_renew_secret (device, error)
      || !lg_practice_device_renew_token (device, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * lg_practice_registry_free:
 * @self: (transfer full): a registry
 */
void
lg_practice_registry_free (LgPracticeRegistry *self)
{
  g_clear_pointer (&self->product_secret, lg_secret_unref);
  g_ptr_array_unref (self->devices);
  g_free (self);
}

/**
 * lg_practice_registry_get_device:
 *
 * Returns: (transfer none): the device that has been in use
 */
const LgPracticeDevice *
lg_practice_registry_get_device (LgPracticeRegistry *self)
{
  return self->devices->pdata[0];
}

/**
 * lg_practice_registry_get_new_device:
 *
 * Returns: (transfer none): the device that was added and is still to register
 */
const LgPracticeDevice *
lg_practice_registry_get_new_device (LgPracticeRegistry *self)
{
  return self->devices->pdata[1];
}

/**
 * lg_practice_registry_get_product_secret:
 *
 * Returns: (transfer none): the ProductSecret
 */
LgSecret *
lg_practice_registry_get_product_secret (LgPracticeRegistry *self)
{
  return self->product_secret;
}

/**
 * lg_practice_registry_find:
 * @name: a DeviceName
 *
 * Returns: (transfer none) (nullable): the device of that name
 */
LgPracticeDevice *
lg_practice_registry_find (LgPracticeRegistry *self,
                           const char         *name)
{
  for (guint i = 0; i < self->devices->len; i++)
    {
      LgPracticeDevice *device = self->devices->pdata[i];

      if (g_str_equal (device->device_name, name))
        return device;
    }
  return NULL;
}

/**
 * lg_practice_registry_find_by_username:
 * @username: user name of a CONNECT, `DeviceName&ProductKey`
 *
 * Returns: (transfer none) (nullable): the device it names
 */
LgPracticeDevice *
lg_practice_registry_find_by_username (LgPracticeRegistry *self,
                                       LgSlice             username)
{
  for (guint i = 0; i < self->devices->len; i++)
    {
      LgPracticeDevice *device = self->devices->pdata[i];
      g_autofree char *expected = g_strdup_printf ("%s&%s", device->device_name,
                                                   device->product_key);

      if (username.length == strlen (expected)
          && memcmp (username.data, expected, username.length) == 0)
        return device;
    }
  return NULL;
}

/**
 * lg_practice_registry_add:
 * @name: its DeviceName
 *
 * Adds a device without any secret.
 *
 * Returns: (transfer none): it
 */
LgPracticeDevice *
lg_practice_registry_add (LgPracticeRegistry *self,
                          const char         *name)
{
  LgPracticeDevice *device = lg_practice_device_new (PRODUCT_KEY, name, NULL, NULL);

  g_ptr_array_add (self->devices, device);
  return device;
}
