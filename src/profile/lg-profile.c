/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-profile.h"

#include "lg-key-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY_TITLE "title"
#define KEY_TAKEOVER "takeover-confirmed"

struct _LgProfile
{
  GObject        parent_instance;
  char          *id;
  char          *title;
  LgCredentials *credentials;
  LgEndpoint    *endpoint;
  gboolean       takeover_confirmed;
};

G_DEFINE_FINAL_TYPE (LgProfile, lg_profile, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_CREDENTIALS,
  PROP_ENDPOINT,
  PROP_TAKEOVER_CONFIRMED,
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

    case PROP_CREDENTIALS:
      g_value_set_object (value, self->credentials);
      break;

    case PROP_ENDPOINT:
      g_value_set_object (value, self->endpoint);
      break;

    case PROP_TAKEOVER_CONFIRMED:
      g_value_set_boolean (value, self->takeover_confirmed);
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

    case PROP_CREDENTIALS:
      self->credentials = g_value_dup_object (value);
      break;

    case PROP_ENDPOINT:
      self->endpoint = g_value_dup_object (value);
      break;

    case PROP_TAKEOVER_CONFIRMED:
      lg_profile_set_takeover_confirmed (self, g_value_get_boolean (value));
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
  properties[PROP_TITLE] = g_param_spec_string (KEY_TITLE, NULL, NULL, NULL, flags);
  properties[PROP_CREDENTIALS] =
    g_param_spec_object ("credentials", NULL, NULL, LG_TYPE_CREDENTIALS, construct);
  properties[PROP_ENDPOINT] =
    g_param_spec_object ("endpoint", NULL, NULL, LG_TYPE_ENDPOINT, construct);
  properties[PROP_TAKEOVER_CONFIRMED] =
    g_param_spec_boolean (KEY_TAKEOVER, NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", LG_TYPE_PROFILE, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lg_profile_init (LgProfile *self)
{
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
 * lg_profile_dup_title:
 *
 * Returns: (transfer full): what the operator called the device, else its DeviceName, else "New
 *   device", translated
 */
char *
lg_profile_dup_title (LgProfile *self)
{
  const char *name;

  g_return_val_if_fail (LG_IS_PROFILE (self), NULL);

  if (self->title != NULL)
    return g_strdup (self->title);

  name = lg_credentials_get_mode (self->credentials) == LG_MODE_CUSTOM
           ? lg_credentials_get_mqtt_client_id (self->credentials)
           : lg_credentials_get_device_name (self->credentials);
  return g_strdup (*name != '\0' ? name : _("New device"));
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
  if (lg_credentials_get_mode (self->credentials) == LG_MODE_CUSTOM || *product_key == '\0')
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

/**
 * lg_profile_save:
 * @file: a key file
 *
 * Writes everything but the secret into a group of @file that is named after the profile's ID.
 */
void
lg_profile_save (LgProfile *self,
                 GKeyFile  *file)
{
  g_return_if_fail (LG_IS_PROFILE (self));
  g_return_if_fail (file != NULL);

  if (self->title != NULL)
    g_key_file_set_string (file, self->id, KEY_TITLE, self->title);
  g_key_file_set_boolean (file, self->id, KEY_TAKEOVER, self->takeover_confirmed);
  lg_key_file_save_object (file, self->id, G_OBJECT (self->credentials));
  lg_key_file_save_object (file, self->id, G_OBJECT (self->endpoint));
}

/* An unknown platform is damage here, where everywhere else it would be a programmer's mistake. */
static gboolean
has_known_platform (GKeyFile    *file,
                    const char  *group,
                    GError     **error)
{
  g_autofree char *platform = g_key_file_get_string (file, group, "platform", NULL);

  if (platform == NULL || lg_platform_get (platform) != NULL)
    return TRUE;

  g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
               _("“%s” is no known platform."), platform);
  return FALSE;
}

/**
 * lg_profile_load:
 * @file: a key file
 * @id: the group to read, which is the profile's ID
 * @error: return location (#GKeyFileError)
 *
 * Reads what lg_profile_save() wrote. What is missing keeps its default.
 *
 * Returns: (transfer full): the profile, or %NULL if a value is damaged
 */
LgProfile *
lg_profile_load (GKeyFile    *file,
                 const char  *id,
                 GError     **error)
{
  g_autoptr (LgProfile) self = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (file != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = lg_profile_new (id);
  if (!has_known_platform (file, id, error) ||
      !lg_key_file_load_object (file, id, G_OBJECT (self->credentials), error) ||
      !lg_key_file_load_object (file, id, G_OBJECT (self->endpoint), error))
    return NULL;

  title = g_key_file_get_string (file, id, KEY_TITLE, NULL);
  lg_profile_set_title (self, title);
  self->takeover_confirmed = g_key_file_get_boolean (file, id, KEY_TAKEOVER, NULL);

  return g_steal_pointer (&self);
}
