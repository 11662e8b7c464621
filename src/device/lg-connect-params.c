/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-connect-params-private.h"

G_DEFINE_BOXED_TYPE (LgConnectParams, lg_connect_params,
                     lg_connect_params_ref, lg_connect_params_unref)

G_DEFINE_ENUM_TYPE (LgSecurity, lg_security,
                    G_DEFINE_ENUM_VALUE (LG_SECURITY_TLS, "tls"),
                    G_DEFINE_ENUM_VALUE (LG_SECURITY_TCP, "tcp"))

static void
lg_sign_step_free (LgSignStep *step)
{
  g_free (step->name);
  g_free (step->value);
  g_free (step);
}

/**
 * lg_connect_params_new:
 * @credentials: what the operator typed
 * @security: the transport, which decides the secure mode
 * @now_ms: the time for a timestamp of now, ms since the epoch
 * @error: return location
 *
 * Computes what a device with these credentials must put into CONNECT. Values that break a platform
 * rule are used as typed; only a missing value is an error (#LgDeviceError).
 *
 * The rules are those of Alibaba Cloud, "MQTT-TLS connections"; Tuya's marketplace edition
 * documents the same ones. Those of TuyaLink are in Tuya's SDK for C.
 *
 * Returns: (transfer full): the parameters, or %NULL
 */
LgConnectParams *
lg_connect_params_new (LgCredentials  *credentials,
                       LgSecurity      security,
                       gint64          now_ms,
                       GError        **error)
{
  g_autoptr (LgConnectParams) self = NULL;

  g_return_val_if_fail (LG_IS_CREDENTIALS (credentials), NULL);

  self = g_new0 (LgConnectParams, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->mode = lg_credentials_get_mode (credentials);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_sign_step_free);
  if (!lg_connect_params_fill (self, credentials, security, now_ms, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * lg_connect_params_ref:
 *
 * Thread-safe.
 *
 * Returns: (transfer full): @self
 */
LgConnectParams *
lg_connect_params_ref (LgConnectParams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * lg_connect_params_unref:
 *
 * Drops a reference. Thread-safe.
 */
void
lg_connect_params_unref (LgConnectParams *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->client_id);
  g_free (self->username);
  g_clear_pointer (&self->password, lg_secret_unref);
  g_free (self->content);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/**
 * lg_connect_params_get_client_id:
 *
 * Returns: the MQTT client ID, with its extended parameters
 */
const char *
lg_connect_params_get_client_id (const LgConnectParams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->client_id;
}

/**
 * lg_connect_params_get_username:
 *
 * Returns: (nullable): the MQTT user name; %NULL if none is sent (custom mode)
 */
const char *
lg_connect_params_get_username (const LgConnectParams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->username;
}

/**
 * lg_connect_params_get_password:
 *
 * Returns: (transfer none) (nullable): the MQTT password; %NULL if none is sent (custom mode)
 */
LgSecret *
lg_connect_params_get_password (const LgConnectParams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->password;
}

/**
 * lg_connect_params_get_content:
 *
 * Returns: (nullable): the text that was signed; %NULL if nothing is signed in this mode
 */
const char *
lg_connect_params_get_content (const LgConnectParams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->content;
}

/**
 * lg_connect_params_get_method_nick:
 *
 * Returns: (nullable): the sign method as it is sent (`hmacsha256`), or %NULL; the superseded form
 *   without pre-registration announces one, though nothing is signed
 */
const char *
lg_connect_params_get_method_nick (const LgConnectParams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->method_nick;
}

/**
 * lg_connect_params_get_secure_mode:
 *
 * Returns: the `securemode` announced: 2, 3 or -2, in TuyaLink 1; 0 if none is (custom mode)
 */
int
lg_connect_params_get_secure_mode (const LgConnectParams *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->secure_mode;
}

/**
 * lg_connect_params_get_mode:
 *
 * Returns: whose rules these are
 */
LgMode
lg_connect_params_get_mode (const LgConnectParams *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->mode;
}

/**
 * lg_connect_params_get_digest:
 *
 * Returns: (transfer none) (nullable): what was computed; %NULL if nothing is signed in this mode
 */
const LgDigest *
lg_connect_params_get_digest (const LgConnectParams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->digest;
}

/**
 * lg_connect_params_get_key_name:
 *
 * Returns: (nullable): the vendor's name of the key that signed (`DeviceSecret`), or %NULL
 */
const char *
lg_connect_params_get_key_name (const LgConnectParams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key_name;
}

/**
 * lg_connect_params_get_steps:
 *
 * Returns: (transfer none) (element-type LgSignStep): what was signed, in order; empty if nothing
 *   is signed in this mode
 */
GPtrArray *
lg_connect_params_get_steps (const LgConnectParams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->steps;
}

/**
 * lg_connect_params_get_key_length:
 *
 * Returns: the length of the key that signed, bytes; 0 if nothing is signed in this mode
 */
gsize
lg_connect_params_get_key_length (const LgConnectParams *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->key_length;
}
