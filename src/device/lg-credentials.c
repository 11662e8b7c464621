/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-credentials-private.h"

struct _LgCredentials
{
  GObject            parent_instance;
  LgMode             mode;
  LgSecret          *secret;
  LgSignMethod       sign_method;
  LgTimestampPolicy  timestamp_policy;
  gboolean           preregistered;
  gboolean           superseded_form;
  char              *texts[LG_CREDENTIALS_N_PROPS];
};

G_DEFINE_FINAL_TYPE (LgCredentials, lg_credentials, G_TYPE_OBJECT)

static GParamSpec *properties[LG_CREDENTIALS_N_PROPS];

static void
notify (LgCredentials *self,
        guint          prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
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
    case LG_CREDENTIALS_MODE:
      g_value_set_enum (value, self->mode);
      break;

    case LG_CREDENTIALS_SECRET:
      g_value_set_boxed (value, self->secret);
      break;

    case LG_CREDENTIALS_SIGN_METHOD:
      g_value_set_enum (value, self->sign_method);
      break;

    case LG_CREDENTIALS_TIMESTAMP_POLICY:
      g_value_set_enum (value, self->timestamp_policy);
      break;

    case LG_CREDENTIALS_PREREGISTERED:
      g_value_set_boolean (value, self->preregistered);
      break;

    case LG_CREDENTIALS_SUPERSEDED_FORM:
      g_value_set_boolean (value, self->superseded_form);
      break;

    default:
      g_value_set_string (value, self->texts[prop_id]);
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
    case LG_CREDENTIALS_MODE:
      lg_credentials_set_mode (self, g_value_get_enum (value));
      break;

    case LG_CREDENTIALS_SECRET:
      lg_credentials_set_secret (self, g_value_get_boxed (value));
      break;

    case LG_CREDENTIALS_SIGN_METHOD:
      lg_credentials_set_sign_method (self, g_value_get_enum (value));
      break;

    case LG_CREDENTIALS_TIMESTAMP_POLICY:
      lg_credentials_set_timestamp_policy (self, g_value_get_enum (value));
      break;

    case LG_CREDENTIALS_PREREGISTERED:
      lg_credentials_set_preregistered (self, g_value_get_boolean (value));
      break;

    case LG_CREDENTIALS_SUPERSEDED_FORM:
      lg_credentials_set_superseded_form (self, g_value_get_boolean (value));
      break;

    default:
      lg_credentials_set_text (self, prop_id, g_value_get_string (value));
    }
}

static void
lg_credentials_finalize (GObject *object)
{
  LgCredentials *self = LG_CREDENTIALS (object);

  g_clear_pointer (&self->secret, lg_secret_unref);
  for (guint i = 0; i < LG_CREDENTIALS_N_PROPS; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (lg_credentials_parent_class)->finalize (object);
}

static void
lg_credentials_class_init (LgCredentialsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  /* What credentials are at first stands here and nowhere else: construction sets it. */
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_EXPLICIT_NOTIFY
                      | G_PARAM_STATIC_STRINGS;
  static const struct
  {
    guint       prop_id;
    const char *name;
  } texts[] = {
    { LG_CREDENTIALS_PRODUCT_KEY, "product-key" },
    { LG_CREDENTIALS_DEVICE_NAME, "device-name" },
    { LG_CREDENTIALS_DEVICE_ID, "device-id" },
    { LG_CREDENTIALS_CLIENT_ID, "client-id" },
    { LG_CREDENTIALS_TIMESTAMP, "timestamp" },
    { LG_CREDENTIALS_EXTENDED_PARAMETERS, "extended-parameters" },
    { LG_CREDENTIALS_MQTT_CLIENT_ID, "mqtt-client-id" },
    { LG_CREDENTIALS_MQTT_USERNAME, "mqtt-username" },
    { LG_CREDENTIALS_RANDOM, "random" },
  };

  object_class->get_property = lg_credentials_get_property;
  object_class->set_property = lg_credentials_set_property;
  object_class->finalize = lg_credentials_finalize;

  properties[LG_CREDENTIALS_MODE] =
    g_param_spec_enum ("mode", NULL, NULL, LG_TYPE_MODE, LG_MODE_DEVICE_SECRET, flags);
  properties[LG_CREDENTIALS_SECRET] =
    g_param_spec_boxed ("secret", NULL, NULL, LG_TYPE_SECRET, flags);
  properties[LG_CREDENTIALS_SIGN_METHOD] =
    g_param_spec_enum ("sign-method", NULL, NULL,
                       LG_TYPE_SIGN_METHOD, LG_SIGN_METHOD_HMACSHA256, flags);
  properties[LG_CREDENTIALS_TIMESTAMP_POLICY] =
    g_param_spec_enum ("timestamp-policy", NULL, NULL,
                       LG_TYPE_TIMESTAMP_POLICY, LG_TIMESTAMP_NOW, flags);
  properties[LG_CREDENTIALS_PREREGISTERED] =
    g_param_spec_boolean ("preregistered", NULL, NULL, TRUE, flags);
  properties[LG_CREDENTIALS_SUPERSEDED_FORM] =
    g_param_spec_boolean ("superseded-form", NULL, NULL, FALSE, flags);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    properties[texts[i].prop_id] =
      g_param_spec_string (texts[i].name, NULL, NULL,
                           texts[i].prop_id == LG_CREDENTIALS_CLIENT_ID ? NULL : "", flags);

  g_object_class_install_properties (object_class, LG_CREDENTIALS_N_PROPS, properties);
}

static void
lg_credentials_init (LgCredentials *self)
{
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
  copy->preregistered = self->preregistered;
  copy->superseded_form = self->superseded_form;
  for (guint i = LG_CREDENTIALS_PRODUCT_KEY; i < LG_CREDENTIALS_N_PROPS; i++)
    {
      g_free (copy->texts[i]);
      copy->texts[i] = g_strdup (self->texts[i]);
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
  notify (self, LG_CREDENTIALS_MODE);
}

/**
 * lg_credentials_get_secret:
 *
 * Returns: (transfer none) (nullable): DeviceSecret, DeviceToken, ProductSecret or MQTT password,
 *   after the mode
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
  notify (self, LG_CREDENTIALS_SECRET);
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
  notify (self, LG_CREDENTIALS_SIGN_METHOD);
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
  notify (self, LG_CREDENTIALS_TIMESTAMP_POLICY);
}

/**
 * lg_credentials_get_preregistered:
 *
 * Returns: whether the platform knows the DeviceName before the device registers: then it gets a
 *   DeviceSecret, else a client ID and a DeviceToken
 */
gboolean
lg_credentials_get_preregistered (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), FALSE);

  return self->preregistered;
}

/** lg_credentials_set_preregistered: Notifies if @preregistered differs from the old value. */
void
lg_credentials_set_preregistered (LgCredentials *self,
                                  gboolean       preregistered)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  preregistered = !!preregistered;
  if (self->preregistered == preregistered)
    return;

  self->preregistered = preregistered;
  notify (self, LG_CREDENTIALS_PREREGISTERED);
}

/**
 * lg_credentials_get_superseded_form:
 *
 * Returns: whether a DeviceToken is sent with a sign method and a timestamp instead of `authType`,
 *   as the vendor's older English page has it ("MQTT-TCP connections")
 */
gboolean
lg_credentials_get_superseded_form (LgCredentials *self)
{
  g_return_val_if_fail (LG_IS_CREDENTIALS (self), FALSE);

  return self->superseded_form;
}

/** lg_credentials_set_superseded_form: Notifies if @superseded differs from the old value. */
void
lg_credentials_set_superseded_form (LgCredentials *self,
                                    gboolean       superseded)
{
  g_return_if_fail (LG_IS_CREDENTIALS (self));

  superseded = !!superseded;
  if (self->superseded_form == superseded)
    return;

  self->superseded_form = superseded;
  notify (self, LG_CREDENTIALS_SUPERSEDED_FORM);
}

/**
 * lg_credentials_get_text:
 * @property: one that is a text
 *
 * For the accessors of the texts only.
 *
 * Returns: (nullable): its value; %NULL for none
 */
const char *
lg_credentials_get_text (LgCredentials         *self,
                         LgCredentialsProperty  property)
{
  return self->texts[property];
}

/**
 * lg_credentials_set_text:
 * @property: one that is a text
 * @text: (nullable): its new value
 *
 * For the accessors of the texts only. Notifies if @text differs from the old value.
 */
void
lg_credentials_set_text (LgCredentials         *self,
                         LgCredentialsProperty  property,
                         const char            *text)
{
  if (text == NULL && property != LG_CREDENTIALS_CLIENT_ID)
    text = "";

  if (g_strcmp0 (self->texts[property], text) == 0)
    return;

  g_free (self->texts[property]);
  self->texts[property] = g_strdup (text);
  notify (self, property);
}
