/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-device.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/random.h>

#define RANDOM_BYTES 16

/**
 * lg_practice_device_new:
 * @product_key: its product
 * @device_name: its name
 * @secret: (nullable): DeviceSecret
 * @token: (nullable): DeviceToken
 *
 * Returns: (transfer full): a device
 */
LgPracticeDevice *
lg_practice_device_new (const char *product_key,
                        const char *device_name,
                        LgSecret   *secret,
                        LgSecret   *token)
{
  LgPracticeDevice *self = g_new0 (LgPracticeDevice, 1);

  self->product_key = g_strdup (product_key);
  self->device_name = g_strdup (device_name);
  self->secret = secret != NULL ? lg_secret_ref (secret) : NULL;
  self->token = token != NULL ? lg_secret_ref (token) : NULL;
  return self;
}

/* @prefix and 32 random hexadecimal digits, the length the vendor's secrets have. */
static LgSecret *
make_secret (const char  *prefix,
             GError     **error)
{
  guint8 bytes[RANDOM_BYTES];
  char text[64];
  gsize length;
  LgSecret *secret;

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return NULL;
    }

  length = g_strlcpy (text, prefix, sizeof text);
  g_assert (length + 2 * sizeof bytes < sizeof text);
  for (guint i = 0; i < sizeof bytes; i++)
    g_snprintf (text + length + 2 * i, 3, "%02x", bytes[i]);
  secret = lg_secret_new (text);
  explicit_bzero (text, sizeof text);
  explicit_bzero (bytes, sizeof bytes);
  return secret;
}

/**
 * lg_practice_device_make_secret:
 * @error: return location (#GIOErrorEnum)
 *
 * Returns: (transfer full): a new random secret, or %NULL if the system has no randomness
 */
LgSecret *
lg_practice_device_make_secret (GError **error)
{
  return make_secret ("", error);
}

/**
 * lg_practice_device_renew_secret:
 * @self: a device
 * @error: return location (#GIOErrorEnum)
 *
 * Gives it a new random DeviceSecret in place of the one it has.
 *
 * Returns: %FALSE if the system has no randomness
 */
gboolean
lg_practice_device_renew_secret (LgPracticeDevice  *self,
                                 GError           **error)
{
  LgSecret *secret = make_secret ("", error);

  if (secret == NULL)
    return FALSE;
  g_clear_pointer (&self->secret, lg_secret_unref);
  self->secret = secret;
  return TRUE;
}

/**
 * lg_practice_device_renew_token:
 * @self: a device
 * @error: return location (#GIOErrorEnum)
 *
 * Gives it a new random DeviceToken, which any client ID may use. The token has the shape seen from
 * the vendor, `^1^MILLISECONDS^DIGITS`.
 *
 * Returns: %FALSE if the system has no randomness
 */
gboolean
lg_practice_device_renew_token (LgPracticeDevice  *self,
                                GError           **error)
{
  g_autofree char *prefix = g_strdup_printf ("^1^%" G_GINT64_FORMAT "^", g_get_real_time () / 1000);
  LgSecret *token = make_secret (prefix, error);

  if (token == NULL)
    return FALSE;
  g_clear_pointer (&self->token, lg_secret_unref);
  g_clear_pointer (&self->client_id, g_free);
  self->token = token;
  return TRUE;
}

/**
 * lg_practice_device_free:
 * @self: (transfer full): a device
 */
void
lg_practice_device_free (LgPracticeDevice *self)
{
  g_free (self->product_key);
  g_free (self->device_name);
  g_clear_pointer (&self->secret, lg_secret_unref);
  g_clear_pointer (&self->token, lg_secret_unref);
  g_free (self->client_id);
  g_free (self);
}
