/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of the Device page at the keyboard, and where it says what is wrong. */
#include "config.h"

#include "app/device/lg-device-page.h"
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

/* The title of the row the keyboard is in, or %NULL. */
static const char *
get_focused_title (LgTestWindow *test)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (test->window));
  GtkWidget *row = focus != NULL
                   ? gtk_widget_get_ancestor (focus, ADW_TYPE_PREFERENCES_ROW) : NULL;

  return row != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : NULL;
}

/* What blocks is told in red where it is typed, and nowhere else, and is one click away. */
static void
test_cause_is_named (LgTestWindow  *test,
                     gconstpointer  user_data)
{
  static const struct
  {
    const char *title;
    const char *text;
    const char *says;
  } cases[] = {
    { "ProductKey", "a1 B2c3D4e5", "ProductKey contains a blank, and the host begins with it." },
    { "Instance ID", "iot 06z00", "The host contains a blank." },
    { "Fixed timestamp (ms)", "noon", "timestamp" },
  };
  LgEndpoint *endpoint;

  add_device (test);
  lg_test_type (get_widget (test), "DeviceSecret", "secret");
  endpoint = lg_profile_get_endpoint (get_profile (test));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *before = NULL;
      GtkWidget *row, *region, *show;

      lg_endpoint_set_host_kind (endpoint, i == 1 ? LG_HOST_INSTANCE : LG_HOST_PUBLIC);
      lg_test_settle ();
      row = lg_test_find (get_widget (test), ADW_TYPE_ENTRY_ROW, cases[i].title);
      before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
      gtk_editable_set_text (GTK_EDITABLE (row), cases[i].text);
      lg_test_settle ();

      g_assert_true (gtk_widget_has_css_class (row, "error")
                     || gtk_widget_has_css_class (row, "warning"));
      g_assert_true (lg_test_shows (get_widget (test), cases[i].says));
      region = lg_test_find (get_widget (test), ADW_TYPE_COMBO_ROW, "Region");
      g_assert_false (region != NULL && gtk_widget_has_css_class (region, "explained"));
      show = lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "Go to the Field");
      g_assert_nonnull (show);
      g_signal_emit_by_name (show, "clicked");
      lg_test_settle ();
      g_assert_cmpstr (get_focused_title (test), ==, cases[i].title);
      lg_test_window_save (test, "device-cause");
      gtk_editable_set_text (GTK_EDITABLE (row), before);
    }

  /* Without an instance the host is made of the ProductKey, and ready is ready. */
  lg_test_type (get_widget (test), "ProductKey", "a1B2c3D4e5F");
  lg_test_settle ();
  g_assert_null (lg_test_find (get_widget (test), GTK_TYPE_BUTTON, "Go to the Field"));
}

/* What is not typed yet is no mistake: it is named without alarm. */
static void
test_missing_is_calm (LgTestWindow  *test,
                      gconstpointer  user_data)
{
  GtkWidget *row;

  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  lg_test_settle ();
  row = lg_test_find (get_widget (test), ADW_TYPE_ENTRY_ROW, "ProductKey");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_true (gtk_widget_has_css_class (row, "explained"));
  g_assert_false (lg_test_shows (get_widget (test), "The host begins with the ProductKey"));

  /* A new device is typed into at once. */
  g_assert_cmpstr (get_focused_title (test), ==, "ProductKey");
}

/* The keyboard goes through the form as it is read, and passes what is only a remark. */
static void
test_tab_order (LgTestWindow  *test,
                gconstpointer  user_data)
{
  static const char *const titles[] = {
    "ProductKey", "DeviceName", "DeviceSecret", "clientId", "Sign method", "Timestamp",
    "Fixed timestamp (ms)", "Extended parameters", "Platform", "Instance", "Region",
    "Host the device connects to", "Port and root", "Another port or root", "MQTT version",
    "Keep-alive (seconds)", "Clean session",
  };
  guint n = 1;

  add_device (test);
  gtk_widget_activate_action (
    lg_test_find (get_widget (test), LG_TYPE_DEVICE_PAGE, NULL), "device.show-field", "s",
    "product-key");
  g_assert_cmpstr (get_focused_title (test), ==, titles[0]);
  for (guint i = 0; i < 60 && n < G_N_ELEMENTS (titles); i++)
    {
      g_signal_emit_by_name (test->window, "move-focus", GTK_DIR_TAB_FORWARD);
      if (g_strcmp0 (get_focused_title (test), titles[n]) == 0)
        n++;
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (titles));

  /* And back, from the last one. */
  n--;
  for (guint i = 0; i < 60 && n > 0; i++)
    {
      g_signal_emit_by_name (test->window, "move-focus", GTK_DIR_TAB_BACKWARD);
      if (g_strcmp0 (get_focused_title (test), titles[n - 1]) == 0)
        n--;
    }
  g_assert_cmpuint (n, ==, 0);
}

#define ADD(path, func) \
  g_test_add (path, LgTestWindow, NULL, lg_test_window_set_up, func, lg_test_window_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/device-form/cause-is-named", test_cause_is_named);
  ADD ("/device-form/missing-is-calm", test_missing_is_calm);
  ADD ("/device-form/tab-order", test_tab_order);

  return g_test_run ();
}
