/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-device-inputs.h"

#include <glib/gi18n.h>

/* What is known of a device. One of the first six holds, and one of the kinds of host. */
typedef enum
{
  DEVICE_SECRET = 1 << LG_MODE_DEVICE_SECRET,
  TOKEN = 1 << LG_MODE_NO_PREREGISTRATION,
  REGISTRATION = 1 << LG_MODE_REGISTRATION,
  TUYALINK = 1 << LG_MODE_TUYALINK,
  CUSTOM = 1 << LG_MODE_CUSTOM,
  SUPERSEDED_TOKEN = CUSTOM << 1,
  FIXED_TIMESTAMP = CUSTOM << 2,
  PRACTICE = CUSTOM << 3,
  REAL = CUSTOM << 4,
  SEVERAL_HOST_KINDS = CUSTOM << 5,
  HOST = CUSTOM << 6,
} Fact;

#define HOST_KIND(kind) (HOST << LG_HOST_##kind)
#define ANY_TOKEN (TOKEN | SUPERSEDED_TOKEN)
#define ALIBABA (DEVICE_SECRET | ANY_TOKEN | REGISTRATION)
#define STAMPED (DEVICE_SECRET | SUPERSEDED_TOKEN | TUYALINK)
#define MADE_HOST (HOST_KIND (PUBLIC) | HOST_KIND (INSTANCE) | HOST_KIND (IPV6))

/* An input matters when one of these facts holds, and all of those. */
static const struct
{
  const char *name;
  guint       one_of;
  guint       all_of;
} inputs[] = {
  { "preregistered", REGISTRATION, 0 },
  { "product-key", ALIBABA, 0 },
  { "device-name", ALIBABA, 0 },
  { "device-id", TUYALINK, 0 },
  { "mqtt-client-id", CUSTOM, 0 },
  { "mqtt-username", CUSTOM, 0 },
  { "client-id", ALIBABA, 0 },
  { "superseded-form", ANY_TOKEN, 0 },
  { "sign-method", DEVICE_SECRET | SUPERSEDED_TOKEN | REGISTRATION, 0 },
  { "timestamp-policy", STAMPED, 0 },
  { "timestamp", STAMPED, FIXED_TIMESTAMP },
  { "extended-parameters", ALIBABA, 0 },
  { "platform", REAL, 0 },
  { "host-kind", REAL, SEVERAL_HOST_KINDS },
  { "region", HOST_KIND (PUBLIC) | HOST_KIND (IPV6), REAL },
  { "instance-id", HOST_KIND (INSTANCE), REAL },
  { "host", HOST_KIND (TYPED), REAL },
  { "resolved-host", PRACTICE | MADE_HOST, 0 },
};

static const char *const texts[] = {
  "secret-title", "timestamp-title", "client-id-advice", "host-kind-title", "region-title",
  "host-hint",
};

struct _LgDeviceInputs
{
  GObject       parent_instance;
  LgProfile    *profile;
  GSignalGroup *credentials;
  GSignalGroup *endpoint;
  guint         facts;
  const char   *texts[G_N_ELEMENTS (texts)];
};

G_DEFINE_FINAL_TYPE (LgDeviceInputs, lg_device_inputs, G_TYPE_OBJECT)

enum
{
  PROP_INPUTS = 1,
  PROP_TEXTS = PROP_INPUTS + G_N_ELEMENTS (inputs),
  N_PROPS = PROP_TEXTS + G_N_ELEMENTS (texts),
};

static GParamSpec *properties[N_PROPS];

static guint
get_facts (LgProfile *profile)
{
  LgCredentials *credentials = lg_profile_get_credentials (profile);
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
  LgHostKind kind = lg_endpoint_get_host_kind (endpoint);
  guint facts = 1 << lg_credentials_get_mode (credentials);

  if (facts == TOKEN && lg_credentials_get_superseded_form (credentials))
    facts = SUPERSEDED_TOKEN;
  if (lg_credentials_get_timestamp_policy (credentials) == LG_TIMESTAMP_FIXED)
    facts |= FIXED_TIMESTAMP;
  /* A host as typed is possible everywhere. */
  if (lg_platform_get_regions (lg_endpoint_get_platform (endpoint))->len > 0
      || kind != LG_HOST_TYPED)
    facts |= SEVERAL_HOST_KINDS;

  return facts | (lg_profile_is_practice (profile) ? PRACTICE : REAL) | HOST << kind;
}

static gboolean
matters (guint facts,
         guint i)
{
  return (facts & inputs[i].one_of) != 0 && (facts & inputs[i].all_of) == inputs[i].all_of;
}

/* In the order of the names. */
static void
get_texts (LgProfile  *profile,
           const char *values[])
{
  LgMode mode = lg_credentials_get_mode (lg_profile_get_credentials (profile));
  const LgPlatform *platform = lg_endpoint_get_platform (lg_profile_get_endpoint (profile));
  gboolean data_centers = lg_platform_get_mode (platform) == LG_MODE_TUYALINK;
  const char *secret = lg_mode_get_secret_name (mode);
  const char *hint = lg_platform_get_host_hint (platform);

  values[0] = secret != NULL ? secret : _("MQTT password");
  values[1] = mode == LG_MODE_TUYALINK ? _("Fixed timestamp (s)") : _("Fixed timestamp (ms)");
  values[2] = mode == LG_MODE_NO_PREREGISTRATION
              ? _("The one that registration delivered with the DeviceToken.")
              : _("Usually ProductKey.DeviceName, or the device’s own MAC address or serial number "
                  "from its label; never this computer’s.");
  values[3] = data_centers ? _("Address") : _("Instance");
  values[4] = data_centers ? _("Data center") : _("Region");
  values[5] = hint != NULL ? hint : "";
}

static void
update (LgDeviceInputs *self)
{
  guint before = self->facts;
  const char *values[G_N_ELEMENTS (texts)] = { "", "", "", "", "", "" };

  self->facts = self->profile != NULL ? get_facts (self->profile) : 0;
  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    if (matters (before, i) != matters (self->facts, i))
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INPUTS + i]);

  if (self->profile != NULL)
    get_texts (self->profile, values);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!g_str_equal (self->texts[i], values[i]))
      {
        self->texts[i] = values[i];
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXTS + i]);
      }
}

static void
lg_device_inputs_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  LgDeviceInputs *self = LG_DEVICE_INPUTS (object);

  if (prop_id < PROP_TEXTS)
    g_value_set_boolean (value, matters (self->facts, prop_id - PROP_INPUTS));
  else
    g_value_set_static_string (value, self->texts[prop_id - PROP_TEXTS]);
}

static void
lg_device_inputs_dispose (GObject *object)
{
  LgDeviceInputs *self = LG_DEVICE_INPUTS (object);

  g_clear_object (&self->credentials);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (lg_device_inputs_parent_class)->dispose (object);
}

static void
lg_device_inputs_class_init (LgDeviceInputsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_device_inputs_get_property;
  object_class->dispose = lg_device_inputs_dispose;

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    properties[PROP_INPUTS + i] =
      g_param_spec_boolean (inputs[i].name, NULL, NULL, FALSE, flags);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    properties[PROP_TEXTS + i] = g_param_spec_string (texts[i], NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_device_inputs_init (LgDeviceInputs *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    self->texts[i] = "";
  self->credentials = g_signal_group_new (LG_TYPE_CREDENTIALS);
  g_signal_group_connect_swapped (self->credentials, "notify", G_CALLBACK (update), self);
  self->endpoint = g_signal_group_new (LG_TYPE_ENDPOINT);
  g_signal_group_connect_swapped (self->endpoint, "notify", G_CALLBACK (update), self);
}

/**
 * lg_device_inputs_set_profile:
 * @profile: (nullable): the device that is filled in
 */
void
lg_device_inputs_set_profile (LgDeviceInputs *self,
                              LgProfile      *profile)
{
  g_return_if_fail (LG_IS_DEVICE_INPUTS (self));
  g_return_if_fail (profile == NULL || LG_IS_PROFILE (profile));

  if (!g_set_object (&self->profile, profile))
    return;

  g_signal_group_set_target (self->credentials,
                             profile != NULL ? lg_profile_get_credentials (profile) : NULL);
  g_signal_group_set_target (self->endpoint,
                             profile != NULL ? lg_profile_get_endpoint (profile) : NULL);
  update (self);
}
