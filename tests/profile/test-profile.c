/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile/lg-profile-platform.h"
#include "lg-test-property.h"
#include "profile/lg-profile-file.h"

#include <string.h>

#define SECRET "0123456789abcdef0123456789abcdef"

static void
count_cb (LgProfile *self,
          guint     *count)
{
  *count += 1;
}

static void
test_properties (void)
{
  g_autoptr (LgProfile) self = lg_profile_new ("press");

  lg_test_string_property (G_OBJECT (self), "title");
  lg_test_string_property (G_OBJECT (self), "group");
  lg_test_number_property (G_OBJECT (self), "takeover-confirmed", TRUE, FALSE);
  lg_test_number_property (G_OBJECT (self), "mqtt-5-confirmed", TRUE, FALSE);
  g_assert_cmpstr (lg_profile_get_id (self), ==, "press");
}

static void
test_new_ids_differ (void)
{
  g_autoptr (LgProfile) one = lg_profile_new (NULL);
  g_autoptr (LgProfile) other = lg_profile_new (NULL);

  g_assert_cmpstr (lg_profile_get_id (one), !=, lg_profile_get_id (other));
}

static void
assert_title (LgProfile  *self,
              const char *title,
              const char *subtitle)
{
  g_autofree char *has_title = lg_profile_dup_title (self);
  g_autofree char *has_subtitle = lg_profile_dup_subtitle (self);

  g_assert_cmpstr (has_title, ==, title);
  g_assert_cmpstr (has_subtitle, ==, subtitle);
}

static void
test_title (void)
{
  g_autoptr (LgProfile) self = lg_profile_new (NULL);
  LgCredentials *credentials = lg_profile_get_credentials (self);
  guint count = 0;

  assert_title (self, "New device", "Alibaba Cloud IoT Platform");

  g_signal_connect (self, "notify::title", G_CALLBACK (lg_test_count_cb), &count);
  lg_credentials_set_device_name (credentials, "press-04");
  g_assert_cmpuint (count, ==, 1);
  lg_credentials_set_product_key (credentials, "pk");
  assert_title (self, "press-04", "Alibaba Cloud IoT Platform · pk");

  lg_profile_set_title (self, "The press");
  assert_title (self, "The press", "Alibaba Cloud IoT Platform · pk");
  lg_profile_set_title (self, "");
  assert_title (self, "press-04", "Alibaba Cloud IoT Platform · pk");

  lg_endpoint_set_platform_id (lg_profile_get_endpoint (self), "custom");
  lg_credentials_set_mode (credentials, LG_MODE_CUSTOM);
  lg_credentials_set_mqtt_client_id (credentials, "me");
  assert_title (self, "me", "Custom broker");
}

static void
test_changed (void)
{
  g_autoptr (LgProfile) self = lg_profile_new (NULL);
  g_autoptr (LgSecret) secret = lg_secret_new (SECRET);
  guint count = 0;

  g_signal_connect (self, "changed", G_CALLBACK (count_cb), &count);
  lg_credentials_set_device_name (lg_profile_get_credentials (self), "press-04");
  g_assert_cmpuint (count, ==, 1);
  lg_endpoint_set_port (lg_profile_get_endpoint (self), 443);
  g_assert_cmpuint (count, ==, 2);
  lg_profile_set_takeover_confirmed (self, TRUE);
  g_assert_cmpuint (count, ==, 3);
  lg_profile_set_title (self, "The press");
  g_assert_cmpuint (count, ==, 4);

  lg_profile_set_group (self, " Hall 2 ");
  g_assert_cmpuint (count, ==, 5);
  lg_profile_set_secret_place (self, LG_SECRET_PLACE_KEYRING);
  g_assert_cmpuint (count, ==, 6);

  lg_profile_set_title (self, "The press");
  lg_profile_set_group (self, "Hall 2");
  lg_profile_set_secret_place (self, LG_SECRET_PLACE_KEYRING);
  lg_credentials_set_secret (lg_profile_get_credentials (self), secret);
  g_assert_cmpuint (count, ==, 6);
}

static void
test_is_practice (void)
{
  g_autoptr (LgProfile) self = lg_profile_new (NULL);

  g_assert_false (lg_profile_is_practice (self));
  lg_endpoint_set_platform_id (lg_profile_get_endpoint (self), "practice");
  g_assert_true (lg_profile_is_practice (self));
}

static LgProfile *
make_unusual (void)
{
  g_autoptr (LgSecret) secret = lg_secret_new (SECRET);
  LgProfile *self = lg_profile_new ("an-id");

  lg_profile_set_title (self, " 压力机 “04”; first\nsecond ");
  lg_profile_set_group (self, "[Hall] 2; \"north\"");
  lg_profile_set_secret_place (self, LG_SECRET_PLACE_KEYRING);
  lg_profile_set_takeover_confirmed (self, TRUE);
  lg_profile_set_mqtt_5_confirmed (self, TRUE);
  g_object_set (lg_profile_get_credentials (self),
                "mode", LG_MODE_NO_PREREGISTRATION,
                "product-key", "pk\\s",
                "device-name", "press-04",
                "client-id", "",
                "secret", secret,
                "sign-method", LG_SIGN_METHOD_HMACMD5,
                "timestamp-policy", LG_TIMESTAMP_FIXED,
                "timestamp", "789",
                "extended-parameters", "ext=3,_v=1.0",
                "mqtt-client-id", "me",
                "mqtt-username", "my name",
                NULL);
  g_object_set (lg_profile_get_endpoint (self),
                "platform", "tuya",
                "host-kind", LG_HOST_TYPED,
                "region", "us-east-1",
                "instance-id", "iot-06",
                "host", "mqtt.example.com",
                "port", 443,
                "security", LG_SECURITY_TCP,
                "root", "/a root;file.pem",
                "keepalive", 60,
                "clean-session", FALSE,
                NULL);

  return self;
}

static void
assert_same_properties (GObject *one,
                        GObject *other)
{
  guint n;
  g_autofree GParamSpec **pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (one), &n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) ours = G_VALUE_INIT;
      g_auto (GValue) theirs = G_VALUE_INIT;

      if (strcmp (pspecs[i]->name, "secret") == 0)
        continue;
      g_object_get_property (one, pspecs[i]->name, &ours);
      g_object_get_property (other, pspecs[i]->name, &theirs);
      g_assert_cmpint (g_param_values_cmp (pspecs[i], &ours, &theirs), ==, 0);
    }
}

static void
test_round_trip (void)
{
  g_autoptr (LgProfile) saved = make_unusual ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GKeyFile) read = g_key_file_new ();
  g_autoptr (LgProfile) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *title = lg_profile_dup_title (saved);
  g_autofree char *subtitle = lg_profile_dup_subtitle (saved);

  lg_profile_save (saved, file);
  text = g_key_file_to_data (file, NULL, NULL);
  g_assert_null (strstr (text, SECRET));

  g_key_file_load_from_data (read, text, strlen (text), G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  loaded = lg_profile_load (read, "an-id", &error);
  g_assert_no_error (error);

  assert_title (loaded, title, subtitle);
  g_assert_cmpstr (lg_profile_get_group (loaded), ==, lg_profile_get_group (saved));
  g_assert_cmpint (lg_profile_get_secret_place (loaded), ==, LG_SECRET_PLACE_KEYRING);
  g_assert_true (lg_profile_get_takeover_confirmed (loaded));
  g_assert_true (lg_profile_get_mqtt_5_confirmed (loaded));
  assert_same_properties (G_OBJECT (lg_profile_get_credentials (saved)),
                          G_OBJECT (lg_profile_get_credentials (loaded)));
  assert_same_properties (G_OBJECT (lg_profile_get_endpoint (saved)),
                          G_OBJECT (lg_profile_get_endpoint (loaded)));
  g_assert_null (lg_credentials_get_secret (lg_profile_get_credentials (loaded)));
}

/* A name in another encoding is kept as far as it can be read, and not lost at the next save. */
static void
test_other_encoding (void)
{
  static const char text[] =
    "[an-id]\ntitle=\\sPresse \xfc 4\ngroup=H\xe4lle\ndevice-name=press-04\n";
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GKeyFile) again = g_key_file_new ();
  g_autoptr (LgProfile) loaded = NULL;
  g_autofree char *title = NULL;
  g_autofree char *group = NULL;

  g_assert_true (g_key_file_load_from_data (file, text, sizeof text - 1, G_KEY_FILE_NONE, NULL));
  loaded = lg_profile_load (file, "an-id", NULL);
  g_assert_cmpstr (lg_profile_get_own_title (loaded), ==, " Presse \xef\xbf\xbd 4");

  lg_profile_save (loaded, again);
  title = g_key_file_get_string (again, "an-id", "title", NULL);
  group = g_key_file_get_string (again, "an-id", "group", NULL);
  g_assert_cmpstr (title, ==, " Presse \xef\xbf\xbd 4");
  g_assert_cmpstr (group, ==, "H\xef\xbf\xbdlle");
}

/* What is the operator's own stays at home: the secret, what was confirmed, the keyring. */
static void
test_export (void)
{
  g_autoptr (LgProfile) press = make_unusual ();
  g_autoptr (LgProfile) pump = lg_profile_new (NULL);
  g_autoptr (GListStore) exported = g_list_store_new (LG_TYPE_PROFILE);
  g_autoptr (GListStore) imported = g_list_store_new (LG_TYPE_PROFILE);
  g_autoptr (LgProfile) again = NULL;
  g_autofree char *text = NULL;

  g_list_store_append (exported, press);
  g_list_store_append (exported, pump);
  text = lg_profile_export_text (G_LIST_MODEL (exported));
  g_assert_null (strstr (text, SECRET));

  g_assert_true (lg_profile_parse_text (text, strlen (text), imported));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (imported)), ==, 2);
  again = g_list_model_get_item (G_LIST_MODEL (imported), 0);
  g_assert_true (lg_profile_equal (again, press));
  g_assert_false (lg_profile_get_takeover_confirmed (again));
  g_assert_false (lg_profile_get_mqtt_5_confirmed (again));
  g_assert_cmpint (lg_profile_get_secret_place (again), ==, LG_SECRET_PLACE_SESSION);
}

static void
test_copy (void)
{
  g_autoptr (LgProfile) press = make_unusual ();
  g_autoptr (LgProfile) copy = lg_profile_copy (press);
  g_autofree char *title = lg_profile_dup_title (copy);

  g_assert_cmpstr (lg_profile_get_id (copy), !=, lg_profile_get_id (press));
  g_assert_nonnull (strstr (title, "压力机"));
  assert_same_properties (G_OBJECT (lg_profile_get_credentials (press)),
                          G_OBJECT (lg_profile_get_credentials (copy)));
  assert_same_properties (G_OBJECT (lg_profile_get_endpoint (press)),
                          G_OBJECT (lg_profile_get_endpoint (copy)));
  g_assert_true (lg_secret_equal (
    lg_credentials_get_secret (lg_profile_get_credentials (press)),
    lg_credentials_get_secret (lg_profile_get_credentials (copy))));
  g_assert_false (lg_profile_get_takeover_confirmed (copy));
  g_assert_false (lg_profile_get_mqtt_5_confirmed (copy));
  g_assert_cmpint (lg_profile_get_secret_place (copy), ==, LG_SECRET_PLACE_SESSION);
}

static void
test_no_client_id (void)
{
  g_autoptr (LgProfile) saved = lg_profile_new ("an-id");
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (LgProfile) loaded = NULL;

  lg_profile_save (saved, file);
  loaded = lg_profile_load (file, "an-id", NULL);
  g_assert_null (lg_credentials_get_client_id (lg_profile_get_credentials (loaded)));
}

static void
test_damaged (void)
{
  static const char *const lines[] = {
    "platform=../nowhere",
    "mode=telepathy",
    "port=many",
    "clean-session=perhaps",
    "device-name=\xff\xfe",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *text = g_strdup_printf ("[an-id]\n%s\n", lines[i]);
      g_autoptr (GKeyFile) file = g_key_file_new ();
      g_autoptr (GError) error = NULL;

      g_assert_true (g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL));
      g_assert_null (lg_profile_load (file, "an-id", &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == G_KEY_FILE_ERROR);
    }
}

/* A device of a platform that has no file on this computer keeps all it has, and is saved as it
   was. */
static void
test_platform_without_file (void)
{
  static const char text[] =
    "[an-id]\nplatform=acme-cloud\nhost-kind=public\nregion=east\ndevice-name=press-04\n";
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GKeyFile) saved = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LgProfile) loaded = NULL;
  g_autoptr (GPtrArray) issues = NULL;
  g_autofree char *platform = NULL;
  g_autofree char *region = NULL;

  g_assert_true (g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL));
  loaded = lg_profile_load (file, "an-id", &error);
  g_assert_no_error (error);

  issues = lg_endpoint_validate (lg_profile_get_endpoint (loaded), NULL);
  g_assert_nonnull (strstr (lg_issues_find (issues, LG_FIELD_HOST)->message, "acme-cloud.ini"));

  lg_profile_save (loaded, saved);
  platform = g_key_file_get_string (saved, "an-id", "platform", NULL);
  region = g_key_file_get_string (saved, "an-id", "region", NULL);
  g_assert_cmpstr (platform, ==, "acme-cloud");
  g_assert_cmpstr (region, ==, "east");
}

/* An editor put a mark before the text: the first device is read all the same. */
static void
test_byte_order_mark (void)
{
  static const char text[] =
    "\xef\xbb\xbf[one]\ndevice-name=press-04\n[two]\ndevice-name=pump-11\n";
  g_autoptr (GListStore) profiles = g_list_store_new (LG_TYPE_PROFILE);
  g_autoptr (LgProfile) first = NULL;

  g_assert_true (lg_profile_parse_text (text, strlen (text), profiles));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (profiles)), ==, 2);
  first = g_list_model_get_item (G_LIST_MODEL (profiles), 0);
  g_assert_cmpstr (lg_credentials_get_device_name (lg_profile_get_credentials (first)), ==,
                   "press-04");
}

/* Mode and platform bring each other, but where they fit already, and never for practice. */
static void
test_mode_and_platform (void)
{
  static const struct
  {
    const char *platform;
    LgMode      mode;
    const char *brought;
  } rows[] = {
    { "alibaba", LG_MODE_TUYALINK, "tuyalink" },
    { "alibaba", LG_MODE_CUSTOM, "custom" },
    { "tuya", LG_MODE_REGISTRATION, "tuya" },
    { "tuyalink", LG_MODE_DEVICE_SECRET, "alibaba" },
    { "tuyalink", LG_MODE_CUSTOM, "custom" },
    { "custom", LG_MODE_NO_PREREGISTRATION, "alibaba" },
    { "practice", LG_MODE_TUYALINK, "practice" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgProfile) profile = lg_profile_new ("a");
      LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
      LgCredentials *credentials = lg_profile_get_credentials (profile);

      lg_profile_choose_platform (profile, rows[i].platform);
      g_assert_cmpint (lg_credentials_get_mode (credentials), ==,
                       lg_platform_get_mode (lg_platform_get (rows[i].platform)));
      lg_profile_choose_mode (profile, rows[i].mode);
      g_assert_cmpint (lg_credentials_get_mode (credentials), ==, rows[i].mode);
      g_assert_cmpstr (lg_platform_get_id (lg_endpoint_get_platform (endpoint)), ==,
                       rows[i].brought);
      if (g_str_equal (rows[i].brought, "custom"))
        g_assert_null (lg_endpoint_get_root (endpoint));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile/properties", test_properties);
  g_test_add_func ("/profile/new-ids-differ", test_new_ids_differ);
  g_test_add_func ("/profile/title", test_title);
  g_test_add_func ("/profile/changed", test_changed);
  g_test_add_func ("/profile/is-practice", test_is_practice);
  g_test_add_func ("/profile/round-trip", test_round_trip);
  g_test_add_func ("/profile/other-encoding", test_other_encoding);
  g_test_add_func ("/profile/export", test_export);
  g_test_add_func ("/profile/copy", test_copy);
  g_test_add_func ("/profile/no-client-id", test_no_client_id);
  g_test_add_func ("/profile/platform-without-file", test_platform_without_file);
  g_test_add_func ("/profile/damaged", test_damaged);
  g_test_add_func ("/profile/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/profile/mode-and-platform", test_mode_and_platform);

  return g_test_run ();
}
