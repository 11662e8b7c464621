/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-connect-params.h"

#include "lg-mqtt-client-id.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Alibaba Cloud's; "one product one secret without pre-registration" has one of its own. */
#define SECURE_MODE_TLS 2
#define SECURE_MODE_TCP 3
#define SECURE_MODE_NO_PREREGISTRATION (-2)

/* TuyaLink's, and the rest of its user name; in both the values are fixed. */
#define TUYALINK_SECURE_MODE 1
#define TUYALINK_METHOD "hmacSha256"

struct _LgConnectParams
{
  gatomicrefcount  ref_count;
  LgMode           mode;
  char            *client_id;
  char            *username;
  LgSecret        *password;
  char            *content;
  const LgDigest  *digest;
  const char      *method_nick;
  int              secure_mode;
  GPtrArray       *steps;
  const char      *key_name;
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
require_secret (LgCredentials  *credentials,
                const char     *name,
                GError        **error)
{
  LgSecret *secret = lg_credentials_get_secret (credentials);

  return require (secret != NULL ? lg_secret_peek (secret) : NULL, name, error);
}

static gboolean
require_identity (LgCredentials  *credentials,
                  const char     *secret_name,
                  GError        **error)
{
  return require (lg_credentials_get_product_key (credentials), "ProductKey", error)
         && require (lg_credentials_get_device_name (credentials), "DeviceName", error)
         && require_secret (credentials, secret_name, error);
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
                gint64         now)
{
  switch (lg_credentials_get_timestamp_policy (credentials))
    {
    case LG_TIMESTAMP_NOW:
      return g_strdup_printf ("%" G_GINT64_FORMAT, now);

    case LG_TIMESTAMP_FIXED:
      return g_strdup (lg_credentials_get_timestamp (credentials));

    case LG_TIMESTAMP_NONE:
    default:
      return NULL;
    }
}

static void
add_step (LgConnectParams *self,
          const char      *name,
          const char      *value)
{
  LgSignStep *step = g_new0 (LgSignStep, 1);

  step->name = g_strdup (name);
  step->value = g_strdup (value);
  g_ptr_array_add (self->steps, step);
}

static void
write_content (LgConnectParams *self,
               const char      *equals,
               const char      *between)
{
  GString *content = g_string_new (NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      LgSignStep *step = self->steps->pdata[i];

      if (i > 0)
        g_string_append (content, between);
      step->name_at = content->len;
      g_string_append_printf (content, "%s%s", step->name, equals);
      step->value_at = content->len;
      g_string_append (content, step->value);
    }

  self->content = g_string_free (content, FALSE);
}

/* Signs what the steps say. */
static gboolean
sign (LgConnectParams  *self,
      LgSecret         *key,
      const char       *key_name,
      LgHexCase         hex_case,
      GError          **error)
{
  self->key_name = key_name;
  self->key_length = lg_secret_get_length (key);
  self->password = lg_digest_sign (self->digest, key, self->content, strlen (self->content),
                                   hex_case, error);
  return self->password != NULL;
}

static void
announce_method (LgConnectParams *self,
                 LgCredentials   *credentials)
{
  self->method_nick = lg_sign_method_get_nick (lg_credentials_get_sign_method (credentials));
  self->digest = lg_digest_find (self->method_nick);
}

/* The content is every submitted parameter, sorted by name, name and value without separators. */
static gboolean
fill_device_secret (LgConnectParams  *self,
                    LgCredentials    *credentials,
                    LgSecurity        security,
                    gint64            now_ms,
                    GError          **error)
{
  const char *client_id = lg_credentials_get_client_id (credentials);
  g_autofree char *timestamp = make_timestamp (credentials, now_ms);
  g_autoptr (GString) mqtt_client_id = g_string_new (client_id);

  if (!require_identity (credentials, "DeviceSecret", error)
      || (timestamp != NULL && !require (timestamp, "timestamp", error)))
    return FALSE;

  self->secure_mode = security == LG_SECURITY_TLS ? SECURE_MODE_TLS : SECURE_MODE_TCP;
  announce_method (self, credentials);
  self->username = make_username (credentials);

  g_string_append_printf (mqtt_client_id, "|securemode=%d,signmethod=%s",
                          self->secure_mode, self->method_nick);
  if (timestamp != NULL)
    g_string_append_printf (mqtt_client_id, ",timestamp=%s", timestamp);
  append_extended (mqtt_client_id, credentials);
  self->client_id = g_string_free (g_steal_pointer (&mqtt_client_id), FALSE);

  if (client_id != NULL)
    add_step (self, "clientId", client_id);
  add_step (self, "deviceName", lg_credentials_get_device_name (credentials));
  add_step (self, "productKey", lg_credentials_get_product_key (credentials));
  if (timestamp != NULL)
    add_step (self, "timestamp", timestamp);
  write_content (self, "", "");

  /* Upper-case hexadecimal, as in the vendor's examples; its SDKs send either case. */
  return sign (self, lg_credentials_get_secret (credentials), "DeviceSecret", LG_HEX_UPPER, error);
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

  if (!require_identity (credentials, "ProductSecret", error)
      || !require (random, "random", error))
    return FALSE;

  self->secure_mode = preregistered ? SECURE_MODE_TLS : SECURE_MODE_NO_PREREGISTRATION;
  announce_method (self, credentials);
  self->username = make_username (credentials);

  g_string_append_printf (mqtt_client_id, "|securemode=%d,authType=%s,random=%s,signmethod=%s",
                          self->secure_mode, preregistered ? "register" : "regnwl", random,
                          self->method_nick);
  append_extended (mqtt_client_id, credentials);
  self->client_id = g_string_free (g_steal_pointer (&mqtt_client_id), FALSE);

  add_step (self, "deviceName", lg_credentials_get_device_name (credentials));
  add_step (self, "productKey", lg_credentials_get_product_key (credentials));
  add_step (self, "random", random);
  write_content (self, "", "");

  return sign (self, lg_credentials_get_secret (credentials), "ProductSecret", LG_HEX_UPPER, error);
}

/* `securemode=-2,signmethod=…,timestamp=…` is the form of an older English page ("MQTT-TCP
 * connections"); the current ones have `securemode=-2,authType=connwl`. */
static gboolean
fill_token (LgConnectParams  *self,
            LgCredentials    *credentials,
            gint64            now_ms,
            GError          **error)
{
  const char *client_id = lg_credentials_get_client_id (credentials);
  g_autofree char *timestamp = make_timestamp (credentials, now_ms);
  g_autoptr (GString) mqtt_client_id = g_string_new (client_id);
  gboolean superseded = lg_credentials_get_superseded_form (credentials);

  if (!require_identity (credentials, "DeviceToken", error)
      || !require (client_id, "clientId", error)
      || (superseded && timestamp != NULL && !require (timestamp, "timestamp", error)))
    return FALSE;

  self->secure_mode = SECURE_MODE_NO_PREREGISTRATION;
  g_string_append_printf (mqtt_client_id, "|securemode=%d", self->secure_mode);
  if (superseded)
    {
      self->method_nick = lg_sign_method_get_nick (lg_credentials_get_sign_method (credentials));
      g_string_append_printf (mqtt_client_id, ",signmethod=%s", self->method_nick);
      if (timestamp != NULL)
        g_string_append_printf (mqtt_client_id, ",timestamp=%s", timestamp);
    }
  else
    {
      g_string_append (mqtt_client_id, ",authType=connwl");
    }
  append_extended (mqtt_client_id, credentials);

  self->client_id = g_string_free (g_steal_pointer (&mqtt_client_id), FALSE);
  self->username = make_username (credentials);
  self->password = lg_secret_ref (lg_credentials_get_secret (credentials));
  return TRUE;
}

/* Tuya, TuyaLink's SDK for C: a timestamp in seconds, lower-case hexadecimal. */
static gboolean
fill_tuyalink (LgConnectParams  *self,
               LgCredentials    *credentials,
               gint64            now_ms,
               GError          **error)
{
  const char *device_id = lg_credentials_get_device_id (credentials);
  g_autofree char *timestamp = make_timestamp (credentials, now_ms / 1000);
  g_autofree char *secure_mode = g_strdup_printf ("%d", TUYALINK_SECURE_MODE);

  if (!require (device_id, "deviceId", error)
      || !require_secret (credentials, "deviceSecret", error)
      || !require (timestamp, "timestamp", error))
    return FALSE;

  self->secure_mode = TUYALINK_SECURE_MODE;
  self->method_nick = TUYALINK_METHOD;
  self->digest = lg_digest_guess (TUYALINK_METHOD);
  self->client_id = g_strconcat (LG_TUYALINK_PREFIX, device_id, NULL);

  add_step (self, "deviceId", device_id);
  add_step (self, "timestamp", timestamp);
  add_step (self, "secureMode", secure_mode);
  add_step (self, "accessType", "1");
  write_content (self, "=", ",");
  self->username = g_strdup_printf ("%s|signMethod=" TUYALINK_METHOD ",timestamp=%s,secureMode=%s,"
                                    "accessType=1", device_id, timestamp, secure_mode);

  return sign (self, lg_credentials_get_secret (credentials), "deviceSecret", LG_HEX_LOWER, error);
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

static gboolean
fill (LgConnectParams  *self,
      LgCredentials    *credentials,
      LgSecurity        security,
      gint64            now_ms,
      GError          **error)
{
  switch (self->mode)
    {
    case LG_MODE_NO_PREREGISTRATION:
      return fill_token (self, credentials, now_ms, error);

    case LG_MODE_REGISTRATION:
      return fill_registration (self, credentials, error);

    case LG_MODE_TUYALINK:
      return fill_tuyalink (self, credentials, now_ms, error);

    case LG_MODE_CUSTOM:
      fill_custom (self, credentials);
      return TRUE;

    case LG_MODE_DEVICE_SECRET:
    default:
      return fill_device_secret (self, credentials, security, now_ms, error);
    }
}

/**
 * lg_connect_params_new:
 * @credentials: what the operator typed
 * @security: the transport, which decides the secure mode
 * @now_ms: the time for a timestamp of now, ms since the epoch
 * @error: return location (#LgDeviceError)
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
  if (!fill (self, credentials, security, now_ms, error))
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
