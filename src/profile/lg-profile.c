/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-profile.h"

#include "device/lg-printable.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_ENUM_TYPE (LgSecretPlace, lg_secret_place,
                    G_DEFINE_ENUM_VALUE (LG_SECRET_PLACE_SESSION, "session"),
                    G_DEFINE_ENUM_VALUE (LG_SECRET_PLACE_KEYRING, "keyring"))

struct _LgProfile
{
  GObject        parent_instance;
  char          *id;
  char          *title;
  char          *group;
  LgSecretPlace  secret_place;
  LgCredentials *credentials;
  LgEndpoint    *endpoint;
  gboolean       takeover_confirmed;
  gboolean       mqtt_5_confirmed;
};

G_DEFINE_FINAL_TYPE (LgProfile, lg_profile, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_GROUP,
  PROP_SECRET_PLACE,
  PROP_CREDENTIALS,
  PROP_ENDPOINT,
  PROP_TAKEOVER_CONFIRMED,
  PROP_MQTT_5_CONFIRMED,
  N_PROPS,
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
credentials_notify_cb (LgProfile  *self,
                       GParamSpec *pspec)
{
  if (strcmp (pspec->name, "secret") == 0)
    return;

  if (self->title == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
endpoint_notify_cb (LgProfile *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
lg_profile_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  LgProfile *self = LG_PROFILE (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;

    case PROP_TITLE:
      g_value_take_string (value, lg_profile_dup_title (self));
      break;

    case PROP_GROUP:
      g_value_set_string (value, self->group);
      break;

    case PROP_SECRET_PLACE:
      g_value_set_enum (value, self->secret_place);
      break;

    case PROP_CREDENTIALS:
      g_value_set_object (value, self->credentials);
      break;

    case PROP_ENDPOINT:
      g_value_set_object (value, self->endpoint);
      break;

    case PROP_TAKEOVER_CONFIRMED:
      g_value_set_boolean (value, self->takeover_confirmed);
      break;

    case PROP_MQTT_5_CONFIRMED:
      g_value_set_boolean (value, self->mqtt_5_confirmed);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_profile_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  LgProfile *self = LG_PROFILE (object);

  switch (prop_id)
    {
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;

    case PROP_TITLE:
      lg_profile_set_title (self, g_value_get_string (value));
      break;

    case PROP_GROUP:
      lg_profile_set_group (self, g_value_get_string (value));
      break;

    case PROP_SECRET_PLACE:
      lg_profile_set_secret_place (self, g_value_get_enum (value));
      break;

    case PROP_CREDENTIALS:
      self->credentials = g_value_dup_object (value);
      break;

    case PROP_ENDPOINT:
      self->endpoint = g_value_dup_object (value);
      break;

    case PROP_TAKEOVER_CONFIRMED:
      lg_profile_set_takeover_confirmed (self, g_value_get_boolean (value));
      break;

    case PROP_MQTT_5_CONFIRMED:
      lg_profile_set_mqtt_5_confirmed (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_profile_constructed (GObject *object)
{
  LgProfile *self = LG_PROFILE (object);

  G_OBJECT_CLASS (lg_profile_parent_class)->constructed (object);

  if (self->id == NULL)
    self->id = g_uuid_string_random ();
  if (self->credentials == NULL)
    self->credentials = lg_credentials_new ();
  if (self->endpoint == NULL)
    self->endpoint = lg_endpoint_new ();

  g_signal_connect_object (self->credentials, "notify", G_CALLBACK (credentials_notify_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->endpoint, "notify", G_CALLBACK (endpoint_notify_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
lg_profile_finalize (GObject *object)
{
  LgProfile *self = LG_PROFILE (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->group);
  g_object_unref (self->credentials);
  g_object_unref (self->endpoint);

  G_OBJECT_CLASS (lg_profile_parent_class)->finalize (object);
}

static void
lg_profile_class_init (LgProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_profile_get_property;
  object_class->set_property = lg_profile_set_property;
  object_class->constructed = lg_profile_constructed;
  object_class->finalize = lg_profile_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, construct);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_GROUP] = g_param_spec_string ("group", NULL, NULL, "", flags);
  properties[PROP_SECRET_PLACE] =
    g_param_spec_enum ("secret-place", NULL, NULL, LG_TYPE_SECRET_PLACE, LG_SECRET_PLACE_SESSION,
                       flags);
  properties[PROP_CREDENTIALS] =
    g_param_spec_object ("credentials", NULL, NULL, LG_TYPE_CREDENTIALS, construct);
  properties[PROP_ENDPOINT] =
    g_param_spec_object ("endpoint", NULL, NULL, LG_TYPE_ENDPOINT, construct);
  properties[PROP_TAKEOVER_CONFIRMED] =
    g_param_spec_boolean ("takeover-confirmed", NULL, NULL, FALSE, flags);
  properties[PROP_MQTT_5_CONFIRMED] =
    g_param_spec_boolean ("mqtt-5-confirmed", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", LG_TYPE_PROFILE, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lg_profile_init (LgProfile *self)
{
  self->group = g_strdup ("");
}

/**
 * lg_profile_new:
 * @id: (nullable): a stable identifier; %NULL for a new random one
 *
 * Returns: (transfer full): a device with nothing typed yet
 */
LgProfile *
lg_profile_new (const char *id)
{
  return g_object_new (LG_TYPE_PROFILE, "id", id, NULL);
}

/**
 * lg_profile_get_id:
 *
 * Returns: the stable identifier
 */
const char *
lg_profile_get_id (LgProfile *self)
{
  g_return_val_if_fail (LG_IS_PROFILE (self), NULL);

  return self->id;
}

/**
 * lg_profile_get_name:
 *
 * Returns: what the operator called the device, else its DeviceName, device ID or MQTT client ID,
 *   after the mode, to the letter; else "New device", translated. For other programs and to
 *   compare; what is shown is lg_profile_dup_title()
 */
const char *
lg_profile_get_name (LgProfile *self)
{
  const char *name;

  g_return_val_if_fail (LG_IS_PROFILE (self), NULL);

  if (self->title != NULL)
    return self->title;

  name = lg_credentials_get_name (self->credentials);
  return *name != '\0' ? name : _("New device");
}

/**
 * lg_profile_dup_title:
 *
 * Returns: (transfer full): lg_profile_get_name(), printable
 */
char *
lg_profile_dup_title (LgProfile *self)
{
  return lg_printable_line (lg_profile_get_name (self), -1);
}

/**
 * lg_profile_get_own_title:
 *
 * Returns: (nullable): the title the operator gave the device, to the letter
 */
const char *
lg_profile_get_own_title (LgProfile *self)
{
  g_return_val_if_fail (LG_IS_PROFILE (self), NULL);

  return self->title;
}

/**
 * lg_profile_dup_subtitle:
 *
 * Returns: (transfer full): what tells two devices of the same name apart: the platform and the
 *   ProductKey, as far as typed
 */
char *
lg_profile_dup_subtitle (LgProfile *self)
{
  const char *platform, *product_key;

  g_return_val_if_fail (LG_IS_PROFILE (self), NULL);

  platform = lg_platform_get_name (lg_endpoint_get_platform (self->endpoint));
  product_key = lg_credentials_get_product_key (self->credentials);
  if (!lg_mode_has_product_key (lg_credentials_get_mode (self->credentials))
      || *product_key == '\0')
    return g_strdup (platform);

  return g_strdup_printf ("%s · %s", platform, product_key);
}

/**
 * lg_profile_set_title:
 * @title: (nullable): what the operator calls the device; %NULL or empty for its DeviceName
 *
 * Notifies `title` and emits `changed` if it differs from the old one.
 */
void
lg_profile_set_title (LgProfile  *self,
                      const char *title)
{
  g_return_if_fail (LG_IS_PROFILE (self));

  if (title != NULL && *title == '\0')
    title = NULL;

  if (g_strcmp0 (self->title, title) == 0)
    return;

  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * lg_profile_get_group:
 *
 * Returns: the group of devices it belongs to; empty for none
 */
const char *
lg_profile_get_group (LgProfile *self)
{
  g_return_val_if_fail (LG_IS_PROFILE (self), NULL);

  return self->group;
}

/**
 * lg_profile_set_group:
 * @group: (nullable): the operator's name for some devices; %NULL or blank for none
 *
 * Notifies `group` and emits `changed` if it differs from the old one.
 */
void
lg_profile_set_group (LgProfile  *self,
                      const char *group)
{
  g_autofree char *stripped = g_strstrip (g_strdup (group != NULL ? group : ""));

  g_return_if_fail (LG_IS_PROFILE (self));

  if (strcmp (self->group, stripped) == 0)
    return;

  g_free (self->group);
  self->group = g_steal_pointer (&stripped);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUP]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * lg_profile_get_secret_place:
 *
 * Returns: where the operator chose to keep the secret
 */
LgSecretPlace
lg_profile_get_secret_place (LgProfile *self)
{
  g_return_val_if_fail (LG_IS_PROFILE (self), LG_SECRET_PLACE_SESSION);

  return self->secret_place;
}

/** lg_profile_set_secret_place: Notifies and emits `changed` if @place differs. */
void
lg_profile_set_secret_place (LgProfile     *self,
                             LgSecretPlace  place)
{
  g_return_if_fail (LG_IS_PROFILE (self));

  if (self->secret_place == place)
    return;

  self->secret_place = place;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECRET_PLACE]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * lg_profile_get_credentials:
 *
 * Returns: (transfer none): who the device is; edit it in place
 */
LgCredentials *
lg_profile_get_credentials (LgProfile *self)
{
  g_return_val_if_fail (LG_IS_PROFILE (self), NULL);

  return self->credentials;
}

/**
 * lg_profile_get_endpoint:
 *
 * Returns: (transfer none): where it connects; edit it in place
 */
LgEndpoint *
lg_profile_get_endpoint (LgProfile *self)
{
  g_return_val_if_fail (LG_IS_PROFILE (self), NULL);

  return self->endpoint;
}

/**
 * lg_profile_get_takeover_confirmed:
 *
 * Returns: whether the operator knows that connecting takes the real device's place
 */
gboolean
lg_profile_get_takeover_confirmed (LgProfile *self)
{
  g_return_val_if_fail (LG_IS_PROFILE (self), FALSE);

  return self->takeover_confirmed;
}

/** lg_profile_set_takeover_confirmed: Notifies and emits `changed` if @confirmed differs. */
void
lg_profile_set_takeover_confirmed (LgProfile *self,
                                   gboolean   confirmed)
{
  g_return_if_fail (LG_IS_PROFILE (self));

  if (self->takeover_confirmed == confirmed)
    return;

  self->takeover_confirmed = confirmed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TAKEOVER_CONFIRMED]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * lg_profile_is_practice:
 *
 * Returns: whether the device is one of the practice platform
 */
gboolean
lg_profile_is_practice (LgProfile *self)
{
  g_return_val_if_fail (LG_IS_PROFILE (self), FALSE);

  return strcmp (lg_platform_get_id (lg_endpoint_get_platform (self->endpoint)), "practice") == 0;
}

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
  lg_profile_set_title (copy, lg_profile_get_own_title (self));
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

/**
 * lg_profile_get_mqtt_5_confirmed:
 *
 * Returns: whether the operator knows what a login with MQTT 5 takes from the device for good
 */
gboolean
lg_profile_get_mqtt_5_confirmed (LgProfile *self)
{
  g_return_val_if_fail (LG_IS_PROFILE (self), FALSE);

  return self->mqtt_5_confirmed;
}

/** lg_profile_set_mqtt_5_confirmed: Notifies and emits `changed` if @confirmed differs. */
void
lg_profile_set_mqtt_5_confirmed (LgProfile *self,
                                 gboolean   confirmed)
{
  g_return_if_fail (LG_IS_PROFILE (self));

  if (self->mqtt_5_confirmed == confirmed)
    return;

  self->mqtt_5_confirmed = confirmed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MQTT_5_CONFIRMED]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
