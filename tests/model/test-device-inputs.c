/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which inputs the window shows for a device, and that they follow it. */
#include "model/lg-device-inputs.h"
#include "profile/lg-profile-platform.h"

/* The inputs of use, by name, in the order of their properties. */
static char *
dup_shown (LgDeviceInputs *inputs)
{
  g_autofree GParamSpec **properties =
    g_object_class_list_properties (G_OBJECT_GET_CLASS (inputs), NULL);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) shown = NULL;

  for (guint i = 0; properties[i] != NULL; i++)
    {
      gboolean of_use = FALSE;

      if (properties[i]->value_type == G_TYPE_BOOLEAN)
        g_object_get (inputs, properties[i]->name, &of_use, NULL);
      if (of_use)
        g_strv_builder_add (names, properties[i]->name);
    }

  shown = g_strv_builder_end (names);
  return g_strjoinv (" ", shown);
}

static void
assert_shown (LgDeviceInputs *inputs,
              const char     *expected)
{
  g_autofree char *shown = dup_shown (inputs);

  g_assert_cmpstr (shown, ==, expected);
}

static void
assert_text (LgDeviceInputs *inputs,
             const char     *name,
             const char     *expected)
{
  g_autofree char *text = NULL;

  g_object_get (inputs, name, &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

#define HOST " platform host-kind region resolved-host"

static void
test_modes (void)
{
  static const struct
  {
    LgMode      mode;
    const char *shown;
    const char *secret;
  } cases[] = {
    { LG_MODE_DEVICE_SECRET,
      "product-key device-name client-id sign-method timestamp-policy extended-parameters" HOST,
      "DeviceSecret" },
    { LG_MODE_NO_PREREGISTRATION,
      "product-key device-name client-id superseded-form extended-parameters" HOST,
      "DeviceToken" },
    { LG_MODE_REGISTRATION,
      "preregistered product-key device-name client-id sign-method extended-parameters" HOST,
      "ProductSecret" },
    { LG_MODE_TUYALINK, "device-id timestamp-policy" HOST, "deviceSecret" },
    { LG_MODE_CUSTOM, "mqtt-client-id mqtt-username" HOST, "MQTT password" },
  };
  g_autoptr (LgDeviceInputs) inputs = g_object_new (LG_TYPE_DEVICE_INPUTS, NULL);
  g_autoptr (LgProfile) profile = lg_profile_new ("a");
  LgCredentials *credentials = lg_profile_get_credentials (profile);

  lg_device_inputs_set_profile (inputs, profile);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      lg_credentials_set_mode (credentials, cases[i].mode);
      assert_shown (inputs, cases[i].shown);
      assert_text (inputs, "secret-title", cases[i].secret);
    }

  /* What an older page asked for comes with a sign method and a timestamp, which may be fixed. */
  lg_credentials_set_mode (credentials, LG_MODE_NO_PREREGISTRATION);
  lg_credentials_set_superseded_form (credentials, TRUE);
  lg_credentials_set_timestamp_policy (credentials, LG_TIMESTAMP_FIXED);
  assert_shown (inputs, "product-key device-name client-id superseded-form sign-method "
                "timestamp-policy timestamp extended-parameters" HOST);
  assert_text (inputs, "timestamp-title", "Fixed timestamp (ms)");
  lg_credentials_set_mode (credentials, LG_MODE_TUYALINK);
  assert_text (inputs, "timestamp-title", "Fixed timestamp (s)");
}

static void
test_hosts (void)
{
  static const struct
  {
    LgHostKind  kind;
    const char *shown;
  } cases[] = {
    { LG_HOST_PUBLIC, "mqtt-client-id mqtt-username platform host-kind region resolved-host" },
    { LG_HOST_IPV6, "mqtt-client-id mqtt-username platform host-kind region resolved-host" },
    { LG_HOST_INSTANCE,
      "mqtt-client-id mqtt-username platform host-kind instance-id resolved-host" },
    { LG_HOST_TYPED, "mqtt-client-id mqtt-username platform host-kind host" },
  };
  g_autoptr (LgDeviceInputs) inputs = g_object_new (LG_TYPE_DEVICE_INPUTS, NULL);
  g_autoptr (LgProfile) profile = lg_profile_new ("a");
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);

  lg_credentials_set_mode (lg_profile_get_credentials (profile), LG_MODE_CUSTOM);
  lg_device_inputs_set_profile (inputs, profile);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      lg_endpoint_set_host_kind (endpoint, cases[i].kind);
      assert_shown (inputs, cases[i].shown);
    }

  /* A platform of one way only has nothing to choose. */
  lg_profile_choose_platform (profile, "custom");
  assert_shown (inputs, "mqtt-client-id mqtt-username platform host");
  lg_profile_choose_platform (profile, "tuyalink");
  assert_text (inputs, "region-title", "Data center");
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* From one device to none and to another: nothing is left of the one before. */
static void
test_follows (void)
{
  g_autoptr (LgDeviceInputs) inputs = g_object_new (LG_TYPE_DEVICE_INPUTS, NULL);
  g_autoptr (LgProfile) a = lg_profile_new ("a");
  g_autoptr (LgProfile) b = lg_profile_new ("b");
  guint count = 0;

  lg_credentials_set_mode (lg_profile_get_credentials (b), LG_MODE_CUSTOM);
  assert_shown (inputs, "");
  lg_device_inputs_set_profile (inputs, a);
  assert_text (inputs, "region-title", "Region");
  lg_device_inputs_set_profile (inputs, NULL);
  assert_shown (inputs, "");
  assert_text (inputs, "secret-title", "");
  assert_text (inputs, "host-hint", "");
  lg_device_inputs_set_profile (inputs, b);
  assert_shown (inputs, "mqtt-client-id mqtt-username" HOST);

  /* The one that is gone is not listened to, and only what changed is told. */
  g_signal_connect_swapped (inputs, "notify", G_CALLBACK (count_cb), &count);
  lg_credentials_set_mode (lg_profile_get_credentials (a), LG_MODE_TUYALINK);
  lg_credentials_set_mqtt_username (lg_profile_get_credentials (b), "typed");
  g_assert_cmpuint (count, ==, 0);
  lg_endpoint_set_host_kind (lg_profile_get_endpoint (b), LG_HOST_INSTANCE);
  g_assert_cmpuint (count, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/device-inputs/modes", test_modes);
  g_test_add_func ("/device-inputs/hosts", test_hosts);
  g_test_add_func ("/device-inputs/follows", test_follows);

  return g_test_run ();
}
