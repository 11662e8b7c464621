/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-credentials.h"

G_DEFINE_ENUM_TYPE (LgMode, lg_mode,
                    G_DEFINE_ENUM_VALUE (LG_MODE_DEVICE_SECRET, "device"),
                    G_DEFINE_ENUM_VALUE (LG_MODE_NO_PREREGISTRATION, "no-preregistration"),
                    G_DEFINE_ENUM_VALUE (LG_MODE_CUSTOM, "custom"))

G_DEFINE_ENUM_TYPE (LgTimestampPolicy, lg_timestamp_policy,
                    G_DEFINE_ENUM_VALUE (LG_TIMESTAMP_NOW, "now"),
                    G_DEFINE_ENUM_VALUE (LG_TIMESTAMP_FIXED, "fixed"),
                    G_DEFINE_ENUM_VALUE (LG_TIMESTAMP_NONE, "none"))

enum
{
  PROP_MODE = 1,
  PROP_SECRET,
  PROP_SIGN_METHOD,
  PROP_TIMESTAMP_POLICY,
  PROP_PRODUCT_KEY,
  PROP_DEVICE_NAME,
  PROP_CLIENT_ID,
  PROP_TIMESTAMP,
  PROP_EXTENDED_PARAMETERS,
  PROP_MQTT_CLIENT_ID,
  PROP_MQTT_USERNAME,
  N_PROPS,
};

struct _LgCredentials
{
  GObject            parent_instance;
  LgMode             mode;
  LgSecret          *secret;
  LgSignMethod       sign_method;
  LgTimestampPolicy  timestamp_policy;
  char              *strings[N_PROPS];
};

G_DEFINE_FINAL_TYPE (LgCredentials, lg_credentials, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
notify (LgCredentials *self,
        guint          prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
set_string (LgCredentials *self,
            guint          prop_id,
            const char    *value)
{
  if (value == NULL && prop_id != PROP_CLIENT_ID)
    value = "";

  if (g_strcmp0 (self->strings[prop_id], value) == 0)
    return;

  g_free (self->strings[prop_id]);
  self->strings[prop_id] = g_strdup (value);
  notify (self, prop_id);
}

static void
lg_credentials_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  LgCredentials *self = LG_CREDENTIALS (object);

  switch (prop_id)
    {
    case PROP_MODE:
      g_value_set_enum (value, self->mode);
      break;

    case PROP_SECRET:
      g_value_set_boxed (value, self->secret);
      break;

    case PROP_SIGN_METHOD:
      g_value_set_enum (value, self->sign_method);
      break;

    case PROP_TIMESTAMP_POLICY:
      g_value_set_enum (value, self->timestamp_policy);
      break;

    default:
      g_value_set_string (value, self->strings[prop_id]);
    }
}

static void
lg_credentials_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  LgCredentials *self = LG_CREDENTIALS (object);

  switch (prop_id)
    {
    case PROP_MODE:
      lg_credentials_set_mode (self, g_value_get_enum (value));
      break;

    case PROP_SECRET:
      lg_credentials_set_secret (self, g_value_get_boxed (value));
      break;

    case PROP_SIGN_METHOD:
      lg_credentials_set_sign_method (self, g_value_get_enum (value));
      break;

    case PROP_TIMESTAMP_POLICY:
      lg_credentials_set_timestamp_policy (self, g_value_get_enum (value));
      break;

    default:
      set_string (self, prop_id, g_value_get_string (value));
    }
}

static void
lg_credentials_finalize (GObject *object)
{
  LgCredentials *self = LG_CREDENTIALS (object);

  g_clear_pointer (&self->secret, lg_secret_unref);
  for (guint i = 0; i < N_PROPS; i++)
    g_free (self->strings[i]);

  G_OBJECT_CLASS (lg_credentials_parent_class)->finalize (object);
}

static void
lg_credentials_class_init (LgCredentialsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  static const struct
  {
    guint       prop_id;
    const char *name;
  } strings[] = {
    { PROP_PRODUCT_KEY, "product-key" },
    { PROP_DEVICE_NAME, "device-name" },
    { PROP_CLIENT_ID, "client-id" },
    { PROP_TIMESTAMP, "timestamp" },
    { PROP_EXTENDED_PARAMETERS, "extended-parameters" },
    { PROP_MQTT_CLIENT_ID, "mqtt-client-id" },
    { PROP_MQTT_USERNAME, "mqtt-username" },
  };

  object_class->get_property = lg_credentials_get_property;
  object_class->set_property = lg_credentials_set_property;
  object_class->finalize = lg_credentials_finalize;

  properties[PROP_MODE] =
    g_param_spec_enum ("mode", NULL, NULL, LG_TYPE_MODE, LG_MODE_DEVICE_SECRET, flags);
  properties[PROP_SECRET] =
    g_param_spec_boxed ("secret", NULL, NULL, LG_TYPE_SECRET, flags);
  properties[PROP_SIGN_METHOD] =
    g_param_spec_enum ("sign-method", NULL, NULL,
                       LG_TYPE_SIGN_METHOD, LG_SIGN_METHOD_HMACSHA256, flags);
  properties[PROP_TIMESTAMP_POLICY] =
    g_param_spec_enum ("timestamp-policy", NULL, NULL,
                       LG_TYPE_TIMESTAMP_POLICY, LG_TIMESTAMP_NOW, flags);
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    properties[strings[i].prop_id] =
      g_param_spec_string (strings[i].name, NULL, NULL,
                           strings[i].prop_id == PROP_CLIENT_ID ? NULL : "", flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_credentials_init (LgCredentials *self)
{
  self->sign_method = LG_SIGN_METHOD_HMACSHA256;
  for (guint i = PROP_PRODUCT_KEY; i < N_PROPS; i++)
    self->strings[i] = i == PROP_CLIENT_ID ? NULL : g_strdup ("");
}

/**
 * lg_credentials_new:
 *
 * Returns: (transfer full): credentials with nothing typed yet
 */
LgCredentials *
lg_credentials_new (void)
{
  return g_object_new (LG_TYPE_CREDENTIALS, NULL);
}

/**
 * lg_credentials_copy:
 *
 * Returns: (transfer full): other credentials with the same values; the secret is shared
 */
LgCredentials *
lg_credentials_copy (LgCredentials *self)
{
  LgCredentials *copy;

  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  copy = lg_credentials_new ();
  copy->mode = self->mode;
  copy->secret = self->secret != NULL ? lg_secret_ref (self->secret) : NULL;
  copy->sign_method = self->sign_method;
  copy->timestamp_policy = self->timestamp_policy;
  for (guint i = PROP_PRODUCT_KEY; i < N_PROPS; i++)
    {
      g_free (copy->strings[i]);
      copy->strings[i] = g_strdup (self->strings[i]);
    }

  return copy;
}

/**
 * lg_credentials_get_mode:
 *
 * Returns: how the device proves who it is
 */
LgMode
lg_credentials_get_mode (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), 0);

  return self->mode;
}

/** lg_credentials_set_mode: Notifies if @mode differs from the old value. */
void
lg_credentials_set_mode (LgCredentials *self,
                         LgMode        mode)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  if (self->mode == mode)
    return;

  self->mode = mode;
  notify (self, PROP_MODE);
}

/**
 * lg_credentials_get_product_key:
 *
 * Returns: the ProductKey as typed
 */
const char *
lg_credentials_get_product_key (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return self->strings[PROP_PRODUCT_KEY];
}

/** lg_credentials_set_product_key: Notifies if @product_key differs from the old value. */
void
lg_credentials_set_product_key (LgCredentials *self,
                                const char    *product_key)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  set_string (self, PROP_PRODUCT_KEY, product_key);
}

/**
 * lg_credentials_get_device_name:
 *
 * Returns: the DeviceName as typed
 */
const char *
lg_credentials_get_device_name (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return self->strings[PROP_DEVICE_NAME];
}

/** lg_credentials_set_device_name: Notifies if @device_name differs from the old value. */
void
lg_credentials_set_device_name (LgCredentials *self,
                                const char    *device_name)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  set_string (self, PROP_DEVICE_NAME, device_name);
}

/**
 * lg_credentials_get_secret:
 *
 * Returns: (transfer none) (nullable): DeviceSecret, DeviceToken or MQTT password, after the mode
 */
LgSecret *
lg_credentials_get_secret (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return self->secret;
}

/** lg_credentials_set_secret: Takes a reference; notifies if the bytes of @secret differ. */
void
lg_credentials_set_secret (LgCredentials *self,
                           LgSecret      *secret)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  if (lg_secret_equal (self->secret, secret))
    return;

  g_clear_pointer (&self->secret, lg_secret_unref);
  self->secret = secret != NULL ? lg_secret_ref (secret) : NULL;
  notify (self, PROP_SECRET);
}

/**
 * lg_credentials_get_client_id:
 *
 * Returns: (nullable): what stands before the first bar; %NULL: not submitted; empty: submitted so
 */
const char *
lg_credentials_get_client_id (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return self->strings[PROP_CLIENT_ID];
}

/** lg_credentials_set_client_id: Notifies if @client_id differs from the old value. */
void
lg_credentials_set_client_id (LgCredentials *self,
                              const char    *client_id)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  set_string (self, PROP_CLIENT_ID, client_id);
}

/**
 * lg_credentials_get_sign_method:
 *
 * Returns: the algorithm to sign with
 */
LgSignMethod
lg_credentials_get_sign_method (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), 0);

  return self->sign_method;
}

/** lg_credentials_set_sign_method: Notifies if @method differs from the old value. */
void
lg_credentials_set_sign_method (LgCredentials *self,
                                LgSignMethod  method)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  if (self->sign_method == method)
    return;

  self->sign_method = method;
  notify (self, PROP_SIGN_METHOD);
}

/**
 * lg_credentials_get_timestamp_policy:
 *
 * Returns: whether a timestamp is submitted, and which
 */
LgTimestampPolicy
lg_credentials_get_timestamp_policy (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), 0);

  return self->timestamp_policy;
}

/** lg_credentials_set_timestamp_policy: Notifies if @policy differs from the old value. */
void
lg_credentials_set_timestamp_policy (LgCredentials *self,
                                     LgTimestampPolicy policy)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  if (self->timestamp_policy == policy)
    return;

  self->timestamp_policy = policy;
  notify (self, PROP_TIMESTAMP_POLICY);
}

/**
 * lg_credentials_get_timestamp:
 *
 * Returns: the timestamp of the policy `fixed`, ms since the epoch, as typed
 */
const char *
lg_credentials_get_timestamp (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return self->strings[PROP_TIMESTAMP];
}

/** lg_credentials_set_timestamp: Notifies if @timestamp differs from the old value. */
void
lg_credentials_set_timestamp (LgCredentials *self,
                              const char    *timestamp)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  set_string (self, PROP_TIMESTAMP, timestamp);
}

/**
 * lg_credentials_get_extended_parameters:
 *
 * Returns: further `k=v,k=v` between the bars, never signed
 */
const char *
lg_credentials_get_extended_parameters (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return self->strings[PROP_EXTENDED_PARAMETERS];
}

/** lg_credentials_set_extended_parameters: Notifies if @parameters differs from the old value. */
void
lg_credentials_set_extended_parameters (LgCredentials *self,
                                        const char    *parameters)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  set_string (self, PROP_EXTENDED_PARAMETERS, parameters);
}

/**
 * lg_credentials_get_mqtt_client_id:
 *
 * Returns: the whole MQTT client ID of custom mode
 */
const char *
lg_credentials_get_mqtt_client_id (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return self->strings[PROP_MQTT_CLIENT_ID];
}

/** lg_credentials_set_mqtt_client_id: Notifies if @client_id differs from the old value. */
void
lg_credentials_set_mqtt_client_id (LgCredentials *self,
                                   const char    *client_id)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  set_string (self, PROP_MQTT_CLIENT_ID, client_id);
}

/**
 * lg_credentials_get_mqtt_username:
 *
 * Returns: the MQTT user name of custom mode
 */
const char *
lg_credentials_get_mqtt_username (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  return self->strings[PROP_MQTT_USERNAME];
}

/** lg_credentials_set_mqtt_username: Notifies if @username differs from the old value. */
void
lg_credentials_set_mqtt_username (LgCredentials *self,
                                  const char    *username)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  set_string (self, PROP_MQTT_USERNAME, username);
}
