/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/device/lg-device-page.h"
#include "app/devices/lg-device-list.h"
#include "lg-test-marks.h"
#include "lg-test-window.h"

static GtkWidget *
get_widget (LgTestWindow *test)
{
  return GTK_WIDGET (test->window);
}

static LgProfile *
get_profile (LgTestWindow *test)
{
  return lg_link_get_profile (lg_window_get_link (test->window));
}

static gboolean
can_connect (LgTestWindow *test)
{
  return gtk_widget_get_sensitive (lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "Connect"));
}

/* Selects a device in the list; %NULL: the first. */
static void
select_device (LgTestWindow *test,
               LgProfile    *profile)
{
  GtkWidget *list = lg_test_find (get_widget (test), LG_TYPE_DEVICE_LIST, NULL);
  GListModel *links = lg_workspace_get_links (test->workspace);

  for (guint i = 0; i < g_list_model_get_n_items (links); i++)
    {
      g_autoptr (LgLink) link = g_list_model_get_item (links, i);

      if (profile == NULL || lg_link_get_profile (link) == profile)
        {
          lg_device_list_set_selected (LG_DEVICE_LIST (list), link);
          break;
        }
    }
  lg_test_settle ();
}

/* The device of the documentation's example, but for its secret. */
static void
add_device (LgTestWindow *test)
{
  LgCredentials *credentials;

  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  credentials = lg_profile_get_credentials (get_profile (test));
  lg_credentials_set_sign_method (credentials, LG_SIGN_METHOD_HMACSHA1);
  lg_credentials_set_timestamp_policy (credentials, LG_TIMESTAMP_FIXED);
  lg_endpoint_set_security (lg_profile_get_endpoint (get_profile (test)), LG_SECURITY_TCP);
  lg_endpoint_set_port (lg_profile_get_endpoint (get_profile (test)), 1883);
  lg_test_settle ();

  lg_test_type (get_widget (test), "ProductKey", "pk");
  lg_test_type (get_widget (test), "DeviceName", "device");
  lg_test_type (get_widget (test), "clientId", "12345");
  lg_test_type (get_widget (test), "Fixed timestamp (ms)", "789");
  lg_test_settle ();
}

static void
test_documented_example (LgTestWindow  *test,
                         gconstpointer  user_data)
{
  GtkWidget *reveal;

  add_device (test);
  lg_test_type (get_widget (test), "DeviceSecret", "secret");
  lg_test_settle ();

  g_assert_true (lg_test_shows (get_widget (test),
                                "12345|securemode=3,signmethod=hmacsha1,timestamp=789|"));
  g_assert_true (lg_test_shows (get_widget (test), "device&pk"));
  g_assert_true (lg_test_shows (get_widget (test),
                                "clientId12345deviceNamedeviceproductKeypktimestamp789"));
  g_assert_true (lg_test_shows (get_widget (test), "HMAC-SHA1"));

  g_assert_false (lg_test_shows (get_widget (test), "FAFD82A3D602B37FB0FA8B7892F24A477F851A14"));
  reveal = lg_test_find (lg_test_find (get_widget (test), ADW_TYPE_PREFERENCES_ROW, "mqttPassword"),
                         GTK_TYPE_TOGGLE_BUTTON, NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (reveal), TRUE);
  g_assert_true (lg_test_shows (get_widget (test), "FAFD82A3D602B37FB0FA8B7892F24A477F851A14"));
  lg_test_window_save (test, "device-page");
}

/* What is copied is the value, not the dots shown in its place. */
static void
test_copies_what_is_hidden (LgTestWindow  *test,
                            gconstpointer  user_data)
{
  g_autofree char *text = NULL;
  GtkWidget *row, *copy;

  add_device (test);
  lg_test_type (get_widget (test), "DeviceSecret", "secret");
  lg_test_settle ();

  row = lg_test_find (get_widget (test), ADW_TYPE_PREFERENCES_ROW, "mqttPassword");
  copy = gtk_widget_get_last_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
  g_signal_emit_by_name (copy, "clicked");
  lg_test_settle ();

  text = lg_test_read_clipboard (test);
  g_assert_cmpstr (text, ==, "FAFD82A3D602B37FB0FA8B7892F24A477F851A14");
  g_assert_true (lg_test_shows (get_widget (test), "Copied"));
}

static void
test_missing_value_blocks (LgTestWindow  *test,
                           gconstpointer  user_data)
{
  GtkWidget *connect;

  add_device (test);
  g_assert_false (can_connect (test));
  connect = lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "Connect");
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (connect), "DeviceSecret"));
  g_assert_true (lg_test_shows (get_widget (test), "Not ready to connect"));

  lg_test_type (get_widget (test), "DeviceSecret", "secret");
  g_assert_true (can_connect (test));
}

static void
test_broken_rule_is_sent_on_purpose (LgTestWindow  *test,
                                     gconstpointer  user_data)
{
  GtkWidget *row, *spin, *check;

  add_device (test);
  lg_test_type (get_widget (test), "DeviceSecret", "secret");
  row = lg_test_find (get_widget (test), ADW_TYPE_PREFERENCES_ROW, "Keep-alive (seconds)");
  spin = lg_test_find (row, GTK_TYPE_SPIN_BUTTON, NULL);
  gtk_editable_set_text (GTK_EDITABLE (spin), "15");
  lg_test_settle ();

  g_assert_false (can_connect (test));
  g_assert_true (gtk_widget_has_css_class (row, "warning"));
  lg_test_assert_marks (get_widget (test),
                        (const char *[]) { "lg-warning-symbolic", NULL },
                        "marks-device");

  check = lg_test_find (get_widget (test), GTK_TYPE_CHECK_BUTTON, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (can_connect (test));
}

static void
test_client_id_follows (LgTestWindow  *test,
                        gconstpointer  user_data)
{
  LgCredentials *credentials;

  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  lg_test_settle ();
  credentials = lg_profile_get_credentials (get_profile (test));

  lg_test_type (get_widget (test), "ProductKey", "pk");
  lg_test_type (get_widget (test), "DeviceName", "device");
  g_assert_cmpstr (lg_credentials_get_client_id (credentials), ==, "pk.device");
  lg_test_type (get_widget (test), "DeviceName", "device2");
  g_assert_cmpstr (lg_credentials_get_client_id (credentials), ==, "pk.device2");

  lg_test_type (get_widget (test), "clientId", "SN-0001");
  lg_test_type (get_widget (test), "DeviceName", "device3");
  g_assert_cmpstr (lg_credentials_get_client_id (credentials), ==, "SN-0001");
}

static void
test_custom_mode_hides_signing (LgTestWindow  *test,
                                gconstpointer  user_data)
{
  add_device (test);
  lg_test_type (get_widget (test), "DeviceSecret", "secret");
  g_assert_true (lg_test_shows (get_widget (test), "How it was signed"));

  lg_credentials_set_mode (lg_profile_get_credentials (get_profile (test)), LG_MODE_CUSTOM);
  lg_test_settle ();
  g_assert_false (lg_test_shows (get_widget (test), "How it was signed"));
  g_assert_null (lg_test_find (get_widget (test), GTK_TYPE_EDITABLE, "ProductKey"));
  g_assert_nonnull (lg_test_find (get_widget (test), GTK_TYPE_EDITABLE, "MQTT user name"));
}

/* Values belong to their device: another one shows none of them. */
static void
test_devices_are_apart (LgTestWindow  *test,
                        gconstpointer  user_data)
{
  LgProfile *first;

  add_device (test);
  first = get_profile (test);
  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  lg_test_settle ();
  g_assert_true (get_profile (test) != first);
  lg_test_type (get_widget (test), "ProductKey", "other");
  g_assert_cmpstr (lg_credentials_get_product_key (lg_profile_get_credentials (first)), ==, "pk");
  g_assert_cmpstr (lg_credentials_get_device_name (lg_profile_get_credentials (first)), ==,
                   "device");
}

/* A root from a file joins the list of roots while the row shows a root that is not in it. */
static void
test_root_from_a_file (LgTestWindow  *test,
                       gconstpointer  user_data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "roots",
                                                 "aliyun-iot-root-ca.pem", NULL);
  g_autoptr (GError) error = NULL;
  LgEndpoint *endpoint;
  GtkWidget *own;
  LgRoot *root;

  add_device (test);
  endpoint = lg_profile_get_endpoint (get_profile (test));
  lg_endpoint_set_security (endpoint, LG_SECURITY_TLS);
  lg_endpoint_set_root (endpoint, "/nonexistent/device-root.pem");
  own = lg_test_find (get_widget (test), ADW_TYPE_EXPANDER_ROW, "Another port or root");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (own), TRUE);
  lg_test_settle ();
  g_assert_true (lg_test_shows (own, "device-root.pem"));

  root = lg_root_store_load_file (lg_workspace_get_roots (test->workspace), path, &error);
  g_assert_no_error (error);
  lg_endpoint_set_root (endpoint, lg_root_get_name (root));
  lg_test_settle ();
  g_assert_false (lg_test_shows (own, "device-root.pem"));
  g_assert_true (lg_test_shows (own, lg_root_get_title (root)));
}

/* A platform brings its host, its ports and its root. */
static void
test_platform_brings_its_port (LgTestWindow  *test,
                               gconstpointer  user_data)
{
  LgEndpoint *endpoint;
  GtkWidget *platform;

  add_device (test);
  endpoint = lg_profile_get_endpoint (get_profile (test));
  g_assert_true (lg_test_shows (get_widget (test), "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com"));

  platform = lg_test_find (get_widget (test), ADW_TYPE_COMBO_ROW, "Platform");
  adw_combo_row_set_selected (ADW_COMBO_ROW (platform), 1);
  lg_test_settle ();
  g_assert_cmpstr (lg_platform_get_id (lg_endpoint_get_platform (endpoint)), ==, "tuya");
  g_assert_cmpint (lg_endpoint_get_security (endpoint), ==, LG_SECURITY_TLS);
  g_assert_cmpuint (lg_endpoint_get_port (endpoint), ==, 8883);
  g_assert_nonnull (lg_test_find (get_widget (test), GTK_TYPE_EDITABLE, "Host name or address"));

  adw_combo_row_set_selected (ADW_COMBO_ROW (platform), 0);
  lg_test_settle ();
  g_assert_true (lg_test_shows (get_widget (test), "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com"));
}

static void
choose (LgTestWindow *test,
        const char   *title,
        guint         position)
{
  adw_combo_row_set_selected (
    ADW_COMBO_ROW (lg_test_find (get_widget (test), ADW_TYPE_COMBO_ROW, title)), position);
  lg_test_settle ();
}

/* TuyaLink has fields, a host and a signed text of its own. */
static void
test_tuyalink (LgTestWindow  *test,
               gconstpointer  user_data)
{
  LgCredentials *credentials;

  add_device (test);
  credentials = lg_profile_get_credentials (get_profile (test));
  choose (test, "Platform", 2);
  g_assert_cmpint (lg_credentials_get_mode (credentials), ==, LG_MODE_TUYALINK);
  g_assert_null (lg_test_find (get_widget (test), GTK_TYPE_EDITABLE, "ProductKey"));
  g_assert_null (lg_test_find (get_widget (test), GTK_TYPE_EDITABLE, "clientId"));
  g_assert_null (lg_test_find (get_widget (test), ADW_TYPE_COMBO_ROW, "Sign method"));

  lg_test_type (get_widget (test), "deviceId", "6c95875d0f5ba69607nzfl");
  lg_test_type (get_widget (test), "deviceSecret", "fb803786602df760");
  lg_test_type (get_widget (test), "Fixed timestamp (s)", "7258089600");
  lg_test_settle ();
  g_assert_true (lg_test_shows (get_widget (test), "tuyalink_6c95875d0f5ba69607nzfl"));
  g_assert_true (lg_test_shows (get_widget (test),
                                "deviceId=6c95875d0f5ba69607nzfl,timestamp=7258089600,"
                                "secureMode=1,accessType=1"));
  g_assert_true (lg_test_shows (get_widget (test), "m1.tuyacn.com"));
  g_assert_true (lg_test_shows (get_widget (test), "lower-case hex"));
  g_assert_true (can_connect (test));
  lg_test_window_save (test, "device-page-tuyalink");

  choose (test, "Platform", 0);
  g_assert_cmpint (lg_credentials_get_mode (credentials), ==, LG_MODE_DEVICE_SECRET);
}

/* From Ctrl+N to a device that can connect, whichever of mode and platform is chosen first. */
static void
test_new_tuyalink (LgTestWindow  *test,
                   gconstpointer  first)
{
  LgEndpoint *endpoint;

  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  lg_test_settle ();
  endpoint = lg_profile_get_endpoint (get_profile (test));
  choose (test, first, g_str_equal (first, "Mode") ? LG_MODE_TUYALINK : 2);

  g_assert_cmpstr (lg_platform_get_id (lg_endpoint_get_platform (endpoint)), ==, "tuyalink");
  g_assert_true (lg_test_shows (get_widget (test), "m1.tuyacn.com"));
  lg_test_type (get_widget (test), "deviceId", "6c95875d0f5ba69607nzfl");
  lg_test_type (get_widget (test), "deviceSecret", "fb803786602df760");
  lg_test_settle ();
  g_assert_true (can_connect (test));
  g_assert_cmpstr (lg_endpoint_get_root_name (endpoint), ==, "godaddy-g2");

  /* And back: nothing of it is left. */
  choose (test, "Mode", LG_MODE_DEVICE_SECRET);
  g_assert_cmpstr (lg_platform_get_id (lg_endpoint_get_platform (endpoint)), ==, "alibaba");
  g_assert_cmpstr (lg_endpoint_get_region (endpoint), ==, "cn-shanghai");
}

static void
test_new_custom (LgTestWindow  *test,
                 gconstpointer  first)
{
  LgEndpoint *endpoint;

  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  lg_test_settle ();
  endpoint = lg_profile_get_endpoint (get_profile (test));
  choose (test, first, g_str_equal (first, "Mode") ? LG_MODE_CUSTOM : 3);

  g_assert_cmpstr (lg_platform_get_id (lg_endpoint_get_platform (endpoint)), ==, "custom");
  g_assert_cmpint (lg_credentials_get_mode (lg_profile_get_credentials (get_profile (test))), ==,
                   LG_MODE_CUSTOM);
  g_assert_null (lg_test_find (get_widget (test), ADW_TYPE_COMBO_ROW, "Instance"));
  lg_test_type (get_widget (test), "Host name or address", "broker.example");
  lg_test_type (get_widget (test), "MQTT client ID", "press-04");
  lg_test_type (get_widget (test), "MQTT user name", "user");
  lg_test_type (get_widget (test), "MQTT password", "secret");
  lg_test_settle ();
  g_assert_true (can_connect (test));
  g_assert_cmpstr (lg_endpoint_get_root_name (endpoint), ==, "system");
  lg_test_window_save (test, "device-page-custom");
}

/* What is saved is shown, not what the device before had in its place. */
static void
test_unknown_data_center (LgTestWindow  *test,
                          gconstpointer  user_data)
{
  LgProfile *first, *second;
  GtkWidget *row;

  add_device (test);
  first = get_profile (test);
  add_device (test);
  second = get_profile (test);
  lg_endpoint_choose_platform (lg_profile_get_endpoint (first), "tuyalink");
  lg_endpoint_choose_platform (lg_profile_get_endpoint (second), "tuyalink");
  lg_endpoint_set_region (lg_profile_get_endpoint (first), "moon-1");
  lg_test_settle ();
  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  lg_endpoint_choose_platform (lg_profile_get_endpoint (get_profile (test)), "tuyalink");
  lg_endpoint_set_region (lg_profile_get_endpoint (get_profile (test)), "mars-2");
  lg_test_settle ();

  row = lg_test_find (get_widget (test), ADW_TYPE_COMBO_ROW, "Data center");
  g_assert_true (lg_test_shows (row, "mars-2"));
  select_device (test, first);
  g_assert_true (lg_test_shows (row, "moon-1"));
  select_device (test, second);
  g_assert_false (lg_test_shows (row, "moon-1"));
  g_assert_true (lg_test_shows (row, "ay"));
}

/* A saved device may have a way of making its host that the platform does not know. */
static void
test_unknown_host_kind (LgTestWindow  *test,
                        gconstpointer  user_data)
{
  LgEndpoint *endpoint;
  GtkWidget *row;

  add_device (test);
  endpoint = lg_profile_get_endpoint (get_profile (test));
  lg_endpoint_set_platform_id (endpoint, "custom");
  lg_test_settle ();
  row = lg_test_find (get_widget (test), ADW_TYPE_COMBO_ROW, "Instance");
  g_assert_nonnull (row);
  g_assert_null (lg_test_find (get_widget (test), GTK_TYPE_EDITABLE, "Host name or address"));

  choose (test, "Instance", 0);
  g_assert_cmpint (lg_endpoint_get_host_kind (endpoint), ==, LG_HOST_TYPED);
  g_assert_nonnull (lg_test_find (get_widget (test), GTK_TYPE_EDITABLE, "Host name or address"));
}

/* Another device's page begins at its top, and shows no secret that was revealed for this one. */
static void
test_begins_at_the_top (LgTestWindow  *test,
                        gconstpointer  user_data)
{
  GtkWidget *page, *scroller, *reveal;
  GtkAdjustment *adjustment;

  add_device (test);
  lg_test_type (get_widget (test), "DeviceSecret", "secret");
  lg_test_settle ();
  gtk_test_widget_wait_for_draw (get_widget (test));
  page = lg_test_find (get_widget (test), LG_TYPE_DEVICE_PAGE, NULL);
  scroller = lg_test_find (page, GTK_TYPE_SCROLLED_WINDOW, NULL);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  reveal = lg_test_find (lg_test_find (get_widget (test), ADW_TYPE_PREFERENCES_ROW, "mqttPassword"),
                         GTK_TYPE_TOGGLE_BUTTON, NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (reveal), TRUE);
  gtk_adjustment_set_value (adjustment, 200);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 100);

  select_device (test, NULL);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (reveal)));
}

/* Nothing is signed; the superseded form announces a method all the same, and says what it is. */
static void
test_no_preregistration (LgTestWindow  *test,
                         gconstpointer  user_data)
{
  LgCredentials *credentials;

  add_device (test);
  credentials = lg_profile_get_credentials (get_profile (test));
  choose (test, "Mode", LG_MODE_NO_PREREGISTRATION);
  lg_test_type (get_widget (test), "DeviceToken", "^1^1677597746541^9ffd7c5bcf0c87f");
  lg_test_settle ();
  g_assert_true (lg_test_shows (get_widget (test), "Nothing is signed"));
  g_assert_null (lg_test_find (get_widget (test), ADW_TYPE_COMBO_ROW, "Sign method"));

  lg_credentials_set_superseded_form (credentials, TRUE);
  lg_test_settle ();
  g_assert_nonnull (lg_test_find (get_widget (test), ADW_TYPE_COMBO_ROW, "Sign method"));
  g_assert_true (lg_test_shows (get_widget (test),
                                "12345|securemode=-2,signmethod=hmacsha1,timestamp=789|"));
  g_assert_true (lg_test_shows (get_widget (test), "An older English page has this form"));
  lg_test_window_save (test, "device-page-superseded");
}

/* What is older or unknown is shown to be so, at its field. */
static void
test_older_and_unknown (LgTestWindow  *test,
                        gconstpointer  user_data)
{
  GtkWidget *extended;

  add_device (test);
  lg_test_type (get_widget (test), "DeviceSecret", "0123456789abcdef0123456789abcdef");
  choose (test, "Sign method", LG_SIGN_METHOD_SHA256);
  g_assert_true (lg_test_shows (get_widget (test), "Not verified: older pages"));

  extended = lg_test_find (get_widget (test), ADW_TYPE_EXPANDER_ROW, "Extended parameters");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (extended), TRUE);
  lg_test_settle ();
  lg_test_type (extended, "name=value, separated by commas", "lan=JS|Ali,color=1");
  lg_test_settle ();
  g_assert_true (lg_test_shows (extended, "color is in none"));
  g_assert_true (lg_test_shows (get_widget (test), "timestamp=789,lan=JS|Ali,color=1|"));
  lg_test_window_save (test, "device-page-older");
}

#define ADD(path, func) \
  g_test_add (path, LgTestWindow, NULL, lg_test_window_set_up, func, lg_test_window_tear_down)

/* Where the platform does not offer the version, its row says so; it may be sent all the same. */
static void
test_mqtt_version (LgTestWindow  *test,
                   gconstpointer  user_data)
{
  LgEndpoint *endpoint;

  add_device (test);
  lg_test_type (get_widget (test), "DeviceSecret", "secret");
  lg_test_settle ();
  endpoint = lg_profile_get_endpoint (get_profile (test));
  g_assert_false (lg_test_shows (get_widget (test), "does not offer MQTT 5"));

  lg_endpoint_set_protocol (endpoint, LG_PROTOCOL_MQTT_5);
  lg_test_settle ();
  g_assert_true (lg_test_shows (get_widget (test), "does not offer MQTT 5 on this host"));

  g_assert_true (lg_test_shows (get_widget (test), "Send as typed"));

  lg_endpoint_set_host_kind (endpoint, LG_HOST_INSTANCE);
  lg_endpoint_set_instance_id (endpoint, "iot-1");
  lg_test_settle ();
  g_assert_false (lg_test_shows (get_widget (test), "does not offer MQTT 5"));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/device-page/documented-example", test_documented_example);
  ADD ("/device-page/copies-what-is-hidden", test_copies_what_is_hidden);
  ADD ("/device-page/missing-value-blocks", test_missing_value_blocks);
  ADD ("/device-page/broken-rule-is-sent-on-purpose", test_broken_rule_is_sent_on_purpose);
  ADD ("/device-page/client-id-follows", test_client_id_follows);
  ADD ("/device-page/custom-mode-hides-signing", test_custom_mode_hides_signing);
  ADD ("/device-page/devices-are-apart", test_devices_are_apart);
  ADD ("/device-page/root-from-a-file", test_root_from_a_file);
  ADD ("/device-page/platform-brings-its-port", test_platform_brings_its_port);
  ADD ("/device-page/mqtt-version", test_mqtt_version);
  ADD ("/device-page/tuyalink", test_tuyalink);
  ADD ("/device-page/no-preregistration", test_no_preregistration);
  ADD ("/device-page/older-and-unknown", test_older_and_unknown);

#define ADD_FIRST(path, func, first) \
  g_test_add (path, LgTestWindow, first, lg_test_window_set_up, func, lg_test_window_tear_down)
  ADD_FIRST ("/device-page/new-tuyalink/mode-first", test_new_tuyalink, "Mode");
  ADD_FIRST ("/device-page/new-tuyalink/platform-first", test_new_tuyalink, "Platform");
  ADD_FIRST ("/device-page/new-custom/mode-first", test_new_custom, "Mode");
  ADD_FIRST ("/device-page/new-custom/platform-first", test_new_custom, "Platform");
#undef ADD_FIRST
  ADD ("/device-page/unknown-data-center", test_unknown_data_center);
  ADD ("/device-page/unknown-host-kind", test_unknown_host_kind);
  ADD ("/device-page/begins-at-the-top", test_begins_at_the_top);

  return g_test_run ();
}
