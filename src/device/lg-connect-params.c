/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-connect-params.h"

#include <glib/gi18n-lib.h>

/* "One product one secret without pre-registration" has a secure mode of its own. */
#define SECURE_MODE_TLS 2
#define SECURE_MODE_TCP 3
#define SECURE_MODE_NO_PREREGISTRATION (-2)

struct _LgConnectParams
{
  gatomicrefcount  ref_count;
  char            *client_id;
  char            *username;
  LgSecret        *password;
  char            *content;
  const char      *method_nick;
  int              secure_mode;
  GPtrArray       *steps;
  gsize            key_length;
};

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

static void
add_step (LgConnectParams *self,
          const char      *name,
          const char      *value)
{
  LgSignStep *step = g_new (LgSignStep, 1);

  step->name = g_strdup (name);
  step->value = g_strdup (value);
  g_ptr_array_add (self->steps, step);
}

static gboolean
require (const char  *value,
         const char  *name,
         GError     **error)
{
  if (value != NULL && *value != '\0')
    return TRUE;

  g_set_error (error, LG_DEVICE_ERROR, LG_DEVICE_ERROR_MISSING, _("%s is missing."), name);
  return FALSE;
}

static gboolean
require_identity (LgCredentials  *credentials,
                  const char     *secret_name,
                  GError        **error)
{
  LgSecret *secret = lg_credentials_get_secret (credentials);

  return require (lg_credentials_get_product_key (credentials), "ProductKey", error) &&
         require (lg_credentials_get_device_name (credentials), "DeviceName", error) &&
         require (secret != NULL ? lg_secret_peek (secret) : NULL, secret_name, error);
}

static char *
make_username (LgCredentials *credentials)
{
  return g_strdup_printf ("%s&%s",
                          lg_credentials_get_device_name (credentials),
                          lg_credentials_get_product_key (credentials));
}

static void
append_extended (GString       *client_id,
                 LgCredentials *credentials)
{
  const char *parameters = lg_credentials_get_extended_parameters (credentials);

  if (*parameters != '\0')
    g_string_append_printf (client_id, ",%s", parameters);
  g_string_append_c (client_id, '|');
}

static char *
make_timestamp (LgCredentials *credentials,
                gint64         now_ms)
{
  switch (lg_credentials_get_timestamp_policy (credentials))
    {
    case LG_TIMESTAMP_NOW:
      return g_strdup_printf ("%" G_GINT64_FORMAT, now_ms);

    case LG_TIMESTAMP_FIXED:
      return g_strdup (lg_credentials_get_timestamp (credentials));

    case LG_TIMESTAMP_NONE:
    default:
      return NULL;
    }
}

/* Signs the steps: names and values in their order, without separators. */
static gboolean
sign (LgConnectParams  *self,
      LgCredentials    *credentials,
      GError          **error)
{
  LgSecret *key = lg_credentials_get_secret (credentials);
  g_autoptr (GString) content = g_string_new (NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const LgSignStep *step = self->steps->pdata[i];

      g_string_append (content, step->name);
      g_string_append (content, step->value);
    }

  self->key_length = lg_secret_get_length (key);
  self->content = g_string_free (g_steal_pointer (&content), FALSE);
  self->password = lg_sign_method_sign (lg_credentials_get_sign_method (credentials), key,
                                        self->content, error);
  return self->password != NULL;
}

/* The content is every submitted parameter, sorted by name (Alibaba Cloud, "MQTT-TLS
 * connections"). */
static gboolean
fill_signed (LgConnectParams  *self,
             LgCredentials    *credentials,
             LgSecurity        security,
             gint64            now_ms,
             GError          **error)
{
  LgSignMethod method = lg_credentials_get_sign_method (credentials);
  const char *client_id = lg_credentials_get_client_id (credentials);
  g_autofree char *timestamp = make_timestamp (credentials, now_ms);
  g_autoptr (GString) mqtt_client_id = g_string_new (client_id);

  if (!require_identity (credentials, "DeviceSecret", error) ||
      (timestamp != NULL && !require (timestamp, "timestamp", error)))
    return FALSE;

  if (client_id != NULL)
    add_step (self, "clientId", client_id);
  add_step (self, "deviceName", lg_credentials_get_device_name (credentials));
  add_step (self, "productKey", lg_credentials_get_product_key (credentials));
  if (timestamp != NULL)
    add_step (self, "timestamp", timestamp);

  self->secure_mode = security == LG_SECURITY_TLS ? SECURE_MODE_TLS : SECURE_MODE_TCP;
  self->method_nick = lg_sign_method_get_nick (method);
  self->username = make_username (credentials);

  g_string_append_printf (mqtt_client_id, "|securemode=%d,signmethod=%s",
                          self->secure_mode, self->method_nick);
  if (timestamp != NULL)
    g_string_append_printf (mqtt_client_id, ",timestamp=%s", timestamp);
  append_extended (mqtt_client_id, credentials);

  self->client_id = g_string_free (g_steal_pointer (&mqtt_client_id), FALSE);
  return sign (self, credentials, error);
}

/* Dynamic registration signs with the ProductSecret, and never the clientId (Alibaba Cloud,
 * "MQTT-based dynamic registration"). It is possible over TLS only, so the transport changes
 * nothing. */
static gboolean
fill_registration (LgConnectParams  *self,
                   LgCredentials    *credentials,
                   GError          **error)
{
  gboolean preregistered = lg_credentials_get_preregistered (credentials);
  const char *random = lg_credentials_get_random (credentials);
  g_autoptr (GString) mqtt_client_id =
    g_string_new (lg_credentials_get_client_id (credentials));

  if (!require_identity (credentials, "ProductSecret", error) ||
      !require (random, "random", error))
    return FALSE;

  add_step (self, "deviceName", lg_credentials_get_device_name (credentials));
  add_step (self, "productKey", lg_credentials_get_product_key (credentials));
  add_step (self, "random", random);

  self->secure_mode = preregistered ? SECURE_MODE_TLS : SECURE_MODE_NO_PREREGISTRATION;
  self->method_nick = lg_sign_method_get_nick (lg_credentials_get_sign_method (credentials));
  self->username = make_username (credentials);

  g_string_append_printf (mqtt_client_id, "|securemode=%d,authType=%s,random=%s,signmethod=%s",
                          self->secure_mode, preregistered ? "register" : "regnwl", random,
                          self->method_nick);
  append_extended (mqtt_client_id, credentials);

  self->client_id = g_string_free (g_steal_pointer (&mqtt_client_id), FALSE);
  return sign (self, credentials, error);
}

static gboolean
fill_token (LgConnectParams  *self,
            LgCredentials    *credentials,
            GError          **error)
{
  const char *client_id = lg_credentials_get_client_id (credentials);
  g_autoptr (GString) mqtt_client_id = g_string_new (client_id);

  if (!require_identity (credentials, "DeviceToken", error) ||
      !require (client_id, "clientId", error))
    return FALSE;

  self->secure_mode = SECURE_MODE_NO_PREREGISTRATION;
  g_string_append_printf (mqtt_client_id, "|securemode=%d,authType=connwl", self->secure_mode);
  append_extended (mqtt_client_id, credentials);

  self->client_id = g_string_free (g_steal_pointer (&mqtt_client_id), FALSE);
  self->username = make_username (credentials);
  self->password = lg_secret_ref (lg_credentials_get_secret (credentials));
  return TRUE;
}

static void
fill_custom (LgConnectParams *self,
             LgCredentials   *credentials)
{
  const char *username = lg_credentials_get_mqtt_username (credentials);
  LgSecret *password = lg_credentials_get_secret (credentials);

  self->client_id = g_strdup (lg_credentials_get_mqtt_client_id (credentials));
  self->username = *username != '\0' ? g_strdup (username) : NULL;
  self->password = password != NULL ? lg_secret_ref (password) : NULL;
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
 * documents the same ones.
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
  gboolean filled = TRUE;

  g_return_val_if_fail (LG_IS_CREDENTIALS (credentials), NULL);

  self = g_new0 (LgConnectParams, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_sign_step_free);

  switch (lg_credentials_get_mode (credentials))
    {
    case LG_MODE_NO_PREREGISTRATION:
      filled = fill_token (self, credentials, error);
      break;

    case LG_MODE_REGISTRATION:
      filled = fill_registration (self, credentials, error);
      break;

    case LG_MODE_CUSTOM:
      fill_custom (self, credentials);
      break;

    case LG_MODE_DEVICE_SECRET:
    default:
      filled = fill_signed (self, credentials, security, now_ms, error);
    }

  return filled ? g_steal_pointer (&self) : NULL;
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
 * Returns: (nullable): the sign method as it is sent (`hmacsha256`), or %NULL
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
 * Returns: the `securemode` announced: 2, 3 or -2; 0 if none is (custom mode)
 */
int
lg_connect_params_get_secure_mode (const LgConnectParams *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->secure_mode;
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
