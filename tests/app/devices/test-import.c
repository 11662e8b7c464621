/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/devices/lg-import-dialog.h"
#include "app/devices/lg-import-row.h"
#include "app/explain/lg-explain-window.h"
#include "exchange/lg-import.h"
#include "lg-test-window.h"

#include <string.h>

#define SECRET "0123456789abcdef0123456789abcdef"
#define CERTIFICATE "{\"ProductKey\":\"a1B2c3D4e5F\",\"DeviceName\":\"press-04\"," \
                    "\"DeviceSecret\":\"" SECRET "\"}"
#define CONSOLE "{\"clientId\":\"a1B2c3D4e5F.press-04|securemode=2,signmethod=hmacsha256," \
                "timestamp=1657367540773|\",\"username\":\"press-04&a1B2c3D4e5F\"," \
                "\"mqttHostUrl\":\" iot-06z00abcd.mqtt.iothub.aliyuncs.com \",\"passwd\":" \
                "\"a8f5f167f44f4964e6c998dee827110c03c0b3d5e4e3bd5bbdc0ea1b2c3d4e5f\"," \
                "\"port\":1883}"
#define TABLE "ProductKey,DeviceName,DeviceSecret,Port\na1B2c3D4e5F,press-04," SECRET ",\n" \
              "a1B2c3D4e5F,press-05," SECRET ",443\na1B2c3D4e5F,pump-11,,\n"

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

static guint
count_devices (LgTestWindow *test)
{
  return g_list_model_get_n_items (lg_workspace_get_links (test->workspace));
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (LG_IS_IMPORT_DIALOG (window))
        return window;
    }
  return NULL;
}

static gboolean
is_answered (gpointer user_data)
{
  GtkWidget *dialog = find_dialog ();

  return dialog != NULL && gtk_widget_get_mapped (dialog)
         && (lg_test_find (dialog, LG_TYPE_IMPORT_ROW, NULL) != NULL
          || lg_test_shows (dialog, "Line ") || lg_test_shows (dialog, "clipboard"));
}

/* As an operator does: copied elsewhere, pasted into the window. */
static GtkWidget *
paste (LgTestWindow *test,
       const char   *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (get_widget (test)), text);
  gtk_widget_activate_action (get_widget (test), "win.paste", NULL);
  lg_test_wait (is_answered, NULL);
  lg_test_settle ();
  return find_dialog ();
}

static GtkWidget *
find_import_button (GtkWidget *dialog)
{
  return lg_test_find (dialog, GTK_TYPE_BUTTON, "_Import");
}

static void
press_import (GtkWidget *dialog)
{
  g_assert_true (gtk_widget_get_sensitive (find_import_button (dialog)));
  g_signal_emit_by_name (find_import_button (dialog), "clicked");
  lg_test_settle ();
  g_assert_null (find_dialog ());
}

/* The practice device stays as it is; a new one is made, selected and shown. */
static void
test_paste_makes_new (LgTestWindow  *test,
                      gconstpointer  user_data)
{
  LgCredentials *credentials;
  GtkWidget *dialog = paste (test, CERTIFICATE);

  g_assert_cmpuint (count_devices (test), ==, 1);
  g_assert_true (lg_test_shows (dialog, "Device certificate"));
  g_assert_true (lg_test_shows (dialog, "press-04"));
  g_assert_true (lg_test_shows (dialog, "ProductKey a1B2c3D4e5F · DeviceSecret"));
  g_assert_false (lg_test_shows (dialog, SECRET));
  g_assert_false (lg_test_shows (dialog, "A new device"));
  lg_test_save (dialog, "import-one");
  press_import (dialog);

  g_assert_cmpuint (count_devices (test), ==, 2);
  g_assert_false (lg_profile_is_practice (get_profile (test)));
  credentials = lg_profile_get_credentials (get_profile (test));
  g_assert_cmpstr (lg_credentials_get_device_name (credentials), ==, "press-04");
  g_assert_true (strcmp (lg_secret_peek (lg_credentials_get_secret (credentials)), SECRET) == 0);
  g_assert_true (lg_test_shows (get_widget (test), "press-04&a1B2c3D4e5F"));
}

/* A row that is about no device is told before the others are imported. */
static void
test_tells_left_out (LgTestWindow  *test,
                     gconstpointer  user_data)
{
  GtkWidget *dialog = paste (test, "ProductKey,DeviceName,Port\npk,press-04,1\n,,1883\npk,fan,1\n");

  g_assert_true (lg_test_shows (dialog, "2 devices"));
  g_assert_true (lg_test_shows (dialog, "Line 3: nothing in this row says which device it is."));
  lg_test_save (dialog, "import-left-out");
  press_import (dialog);
  g_assert_cmpuint (count_devices (test), ==, 3);
}

/* Another device is not overwritten unless the operator says so. */
static void
test_asks_before_it_fills (LgTestWindow  *test,
                           gconstpointer  user_data)
{
  GtkWidget *dialog, *fill;
  LgProfile *profile;

  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  profile = get_profile (test);
  lg_profile_set_title (profile, "Hall 3");
  dialog = paste (test, CERTIFICATE);
  g_assert_true (lg_test_shows (dialog, "A new device"));
  press_import (dialog);
  g_assert_cmpuint (count_devices (test), ==, 3);
  g_assert_true (get_profile (test) != profile);

  dialog = paste (test, CONSOLE);
  fill = gtk_widget_get_first_child (lg_test_find (dialog, ADW_TYPE_ACTION_ROW, "press-04"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (lg_test_find (fill, GTK_TYPE_CHECK_BUTTON, NULL)),
                               TRUE);
  profile = get_profile (test);
  lg_test_save (dialog, "import-fill");
  press_import (dialog);
  g_assert_cmpuint (count_devices (test), ==, 3);
  g_assert_true (get_profile (test) == profile);
  g_assert_cmpint (lg_credentials_get_mode (lg_profile_get_credentials (profile)), ==,
                   LG_MODE_CUSTOM);
}

static GtkWidget *
find_explain_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (LG_IS_EXPLAIN_WINDOW (window))
        return window;
    }
  return NULL;
}

/* A password that is signed already can be explained by the device that should have made it. */
static void
test_explains (LgTestWindow  *test,
               gconstpointer  user_data)
{
  GtkWidget *dialog, *row, *window;

  press_import (paste (test, CERTIFICATE));
  dialog = paste (test, CONSOLE);
  row = lg_test_find (dialog, ADW_TYPE_ACTION_ROW, "Explain these values instead");
  lg_test_save (dialog, "import-signed");
  g_signal_emit_by_name (row, "activated");
  lg_test_settle ();
  g_assert_null (find_dialog ());
  window = find_explain_window ();
  g_assert_nonnull (window);
  row = lg_test_find (window, GTK_TYPE_EDITABLE, "MQTT user name");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "press-04&a1B2c3D4e5F");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
assert_offers (GtkWidget *dialog,
               gboolean   fill,
               gboolean   explain,
               gboolean   group)
{
  g_assert_cmpint (lg_test_find (dialog, ADW_TYPE_ACTION_ROW, "A new device") != NULL, ==, fill);
  g_assert_cmpint (lg_test_find (dialog, ADW_TYPE_ACTION_ROW, "Explain these values instead")
                   != NULL, ==, explain);
  g_assert_cmpint (lg_test_find (dialog, GTK_TYPE_EDITABLE, "Group (may be empty)") != NULL, ==,
                   group);
}

/* What is offered follows the text pasted last, also where it is as many devices as before. */
static void
test_offers (LgTestWindow  *test,
             gconstpointer  user_data)
{
  static const struct
  {
    const char *text;
    gboolean    fill, explain, group;
  } cases[] = {
    { CONSOLE, TRUE, TRUE, FALSE },
    { CERTIFICATE, TRUE, FALSE, FALSE },
    { TABLE, FALSE, FALSE, TRUE },
    { "nonsense", FALSE, FALSE, FALSE },
    { CONSOLE, TRUE, TRUE, FALSE },
  };
  GtkWidget *dialog;

  press_import (paste (test, CERTIFICATE));
  dialog = paste (test, TABLE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      lg_import_dialog_take_text (LG_IMPORT_DIALOG (dialog), cases[i].text,
                                  strlen (cases[i].text));
      lg_test_settle ();
      assert_offers (dialog, cases[i].fill, cases[i].explain, cases[i].group);
      g_assert_cmpint (gtk_widget_get_sensitive (find_import_button (dialog)), ==,
                       cases[i].fill || cases[i].group);
    }
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What was tidied up and what contradicts itself stands beside the device. */
static void
test_shows_remarks (LgTestWindow  *test,
                    gconstpointer  user_data)
{
  GtkWidget *dialog = paste (test, CONSOLE);

  g_assert_true (lg_test_shows (dialog, "the blanks around it"));
  g_assert_true (lg_test_shows (dialog, "port 1883"));
  g_assert_true (lg_test_shows (dialog, "signed already"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_cmpuint (count_devices (test), ==, 1);
}

/* An error stays, can be copied, and leaves nothing to import. */
static void
test_error_stays (LgTestWindow  *test,
                  gconstpointer  user_data)
{
  GtkWidget *dialog = paste (test, "ProductKey,DeviceName\na1B2c3D4e5F,\"press-04\n");
  GtkWidget *label = lg_test_find (dialog, GTK_TYPE_LABEL, "Line 2");

  g_assert_nonnull (label);
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (label)));
  g_assert_false (gtk_widget_get_sensitive (find_import_button (dialog)));
  lg_test_save (dialog, "import-error");

  lg_import_dialog_take_text (LG_IMPORT_DIALOG (dialog), CERTIFICATE, strlen (CERTIFICATE));
  lg_test_settle ();
  press_import (dialog);
  g_assert_cmpuint (count_devices (test), ==, 2);
}

static void
test_several (LgTestWindow  *test,
              gconstpointer  user_data)
{
  GtkWidget *dialog = paste (test, TABLE);
  GListModel *links = lg_workspace_get_links (test->workspace);

  g_assert_true (lg_test_shows (dialog, "3 devices · 1 with a risk"));
  lg_test_type (dialog, "Group (may be empty)", "Hall 3");
  lg_test_save (dialog, "import-several");
  press_import (dialog);

  g_assert_cmpuint (g_list_model_get_n_items (links), ==, 4);
  for (guint i = 1; i < 4; i++)
    {
      g_autoptr (LgLink) link = g_list_model_get_item (links, i);

      g_assert_cmpstr (lg_profile_get_group (lg_link_get_profile (link)), ==, "Hall 3");
      g_assert_true ((i == 1) == (link == lg_window_get_link (test->window)));
    }
}

/* A sketch as it is, with the Wi-Fi's password in it; the device's secret is not shown. */
static void
test_program (LgTestWindow  *test,
              gconstpointer  user_data)
{
  GtkWidget *dialog = paste (test, "const char* ssid = \"hall\";\n"
                             "const char* password = \"wifi\";\n"
                             "#define PRODUCT_KEY   \"a1B2c3D4e5F\"\n"
                             "#define DEVICE_NAME   \"press-04\"\n"
                             "#define DEVICE_SECRET \"" SECRET "\"\n");
  LgCredentials *credentials;

  g_assert_true (lg_test_shows (dialog, "Source of a program"));
  g_assert_false (lg_test_shows (dialog, SECRET));
  lg_test_save (dialog, "import-program");
  press_import (dialog);
  credentials = lg_profile_get_credentials (get_profile (test));
  g_assert_cmpint (lg_credentials_get_mode (credentials), ==, LG_MODE_DEVICE_SECRET);
  g_assert_true (strcmp (lg_secret_peek (lg_credentials_get_secret (credentials)), SECRET) == 0);
}

/* Lines of a log begin with brackets, as a device file of Linkglass does. */
static void
test_log (LgTestWindow  *test,
          gconstpointer  user_data)
{
  GtkWidget *dialog = paste (test, "[wrn] x(481): Using default client_id: a1B2c3D4e5F.press-04|"
                             "securemode=2,signmethod=hmacsha256|\n"
                             "[wrn] x(488): Using default username: press-04&a1B2c3D4e5F\n"
                             "[wrn] x(496): Using default password: ******\n");

  g_assert_true (lg_test_shows (dialog, "press-04"));
  g_assert_true (lg_test_shows (dialog, "is masked in the text"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
shows_row (gpointer dialog)
{
  return lg_test_find (dialog, LG_TYPE_IMPORT_ROW, NULL) != NULL;
}

static void
test_file (LgTestWindow  *test,
           gconstpointer  user_data)
{
  g_autofree char *path = g_build_filename (test->directory, "devices.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *dialog;

  g_assert_true (g_file_set_contents (path, TABLE, -1, NULL));
  gtk_widget_activate_action (get_widget (test), "win.import", NULL);
  dialog = find_dialog ();
  lg_import_dialog_take_file (LG_IMPORT_DIALOG (dialog), file);
  lg_test_wait (shows_row, dialog);
  g_assert_true (lg_test_shows (dialog, "3 devices"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_true (g_file_delete (file, NULL, NULL));
}

/* What the page copies for another program is the device it shows, and the toast names the
 * password. */
static void
test_copies_out (LgTestWindow  *test,
                 gconstpointer  user_data)
{
  static const char *const forms[] = {
    "json", "mqttx", "mosquitto-sub", "mosquitto-pub", "esp-at",
  };

  press_import (paste (test, CERTIFICATE));
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      GtkWidget *menu = lg_test_find (get_widget (test), GTK_TYPE_LABEL, "Copy As…");
      g_autoptr (GPtrArray) devices = NULL;
      g_autofree char *text = NULL;

      g_assert_true (gtk_widget_activate_action (menu, "copy.as", "s", forms[i]));
      lg_test_settle ();
      g_assert_true (lg_test_shows (get_widget (test), "with the password"));
      text = lg_test_read_clipboard (test);
      devices = lg_import_parse (text, strlen (text), NULL, NULL);
      g_assert_nonnull (devices);
      g_assert_cmpstr (lg_credentials_get_device_name (
                         lg_import_device_get_credentials (devices->pdata[0])), ==, "press-04");
    }
  lg_test_window_save (test, "copy-as");
}

#define ADD(path, func) \
  g_test_add (path, LgTestWindow, NULL, lg_test_window_set_up, func, lg_test_window_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/import/paste-makes-new", test_paste_makes_new);
  ADD ("/import/tells-left-out", test_tells_left_out);
  ADD ("/import/asks-before-it-fills", test_asks_before_it_fills);
  ADD ("/import/explains", test_explains);
  ADD ("/import/offers", test_offers);
  ADD ("/import/shows-remarks", test_shows_remarks);
  ADD ("/import/error-stays", test_error_stays);
  ADD ("/import/several", test_several);
  ADD ("/import/program", test_program);
  ADD ("/import/log", test_log);
  ADD ("/import/file", test_file);
  ADD ("/import/copies-out", test_copies_out);

  return g_test_run ();
}
