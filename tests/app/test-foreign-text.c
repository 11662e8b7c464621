/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others wrote is shown as what can be seen, wherever the window shows it, and is copied and
   saved to the letter. */
#include "config.h"

#include "lg-test-window.h"

#include "app/devices/lg-import-dialog.h"
#include "app/widgets/lg-copy-row.h"
#include "device/lg-printable.h"
#include "profile/lg-profile-file.h"

#include <string.h>

/* Colour for a terminal, a C1 control, a turn of direction, a line of its own, nothing to see. */
#define HOSTILE "a\x1b[31m\xc2\x9b" "b\xe2\x80\xae" "c\nd\xe2\x80\xa8" "e\xe2\x80\x8b"

static GtkWidget *
get_widget (LgTestWindow *test)
{
  return GTK_WIDGET (test->window);
}

static LgLink *
get_link (LgTestWindow *test)
{
  return lg_window_get_link (test->window);
}

/* Where it stands, for whoever has to mend it. */
static char *
dup_path (GtkWidget *widget)
{
  GString *path = g_string_new (NULL);

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    g_string_append_printf (path, " < %s", gtk_widget_get_name (widget));
  return g_string_free (path, FALSE);
}

static void
assert_harmless (GtkWidget  *widget,
                 const char *what,
                 const char *text)
{
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != '\n' && *p != '\t' && !lg_printable_is_harmless (g_utf8_get_char (p)))
      {
        g_autofree char *path = dup_path (widget);

        g_error ("The %s%s shows U+%04X", what, path, g_utf8_get_char (p));
      }
}

static void
assert_properties (GtkWidget *widget)
{
  static const char *const names[] = { "tooltip-text", "title", "subtitle", "description",
                                       "placeholder-text" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), names[i]);
      g_autofree char *text = NULL;

      if (pspec == NULL || G_PARAM_SPEC_VALUE_TYPE (pspec) != G_TYPE_STRING)
        continue;
      g_object_get (widget, names[i], &text, NULL);
      assert_harmless (widget, names[i], text);
    }
}

/* Whatever is in it, shown now or not. What is being edited is the operator's own. Returns how many
   texts had an escape, so that a test knows it has met what it gave. */
static guint
walk (GtkWidget *widget)
{
  guint n_escaped = 0;
  const char *text = NULL;

  if (GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget))
    return 0;

  assert_properties (widget);
  if (GTK_IS_LABEL (widget))
    text = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_INSCRIPTION (widget))
    text = gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  assert_harmless (widget, "text", text);
  if (text != NULL && strstr (text, "\\u{202e}") != NULL)
    n_escaped++;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_escaped += walk (child);
  return n_escaped;
}

static guint
walk_all (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n_escaped = 0;

  lg_test_settle ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      n_escaped += walk (window);
    }

  return n_escaped;
}

static void
close_others (LgTestWindow *test)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (item->data != test->window)
      gtk_window_destroy (item->data);
  lg_test_settle ();
}

static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }

  return NULL;
}

/* A saved device whose every value was written by somebody else. */
static void
set_up (LgTestWindow  *test,
        gconstpointer  user_data)
{
  LgProfile *profile;
  LgCredentials *credentials;
  LgEndpoint *endpoint;
  g_autoptr (LgSecret) secret = lg_secret_new (HOSTILE);

  lg_test_window_set_up (test, user_data);
  gtk_widget_activate_action (get_widget (test), "win.add-device", NULL);
  profile = lg_link_get_profile (get_link (test));
  credentials = lg_profile_get_credentials (profile);
  endpoint = lg_profile_get_endpoint (profile);
  lg_profile_set_title (profile, HOSTILE);
  lg_profile_set_group (profile, HOSTILE);
  lg_credentials_set_product_key (credentials, HOSTILE);
  lg_credentials_set_device_name (credentials, HOSTILE);
  lg_credentials_set_client_id (credentials, HOSTILE);
  lg_credentials_set_secret (credentials, secret);
  lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
  lg_endpoint_set_host (endpoint, HOSTILE);
  lg_endpoint_set_root (endpoint, "/nonexistent/" HOSTILE ".pem");
}

static void
test_pages (LgTestWindow  *test,
            gconstpointer  user_data)
{
  static const char *const pages[] = { "device", "ports", "connection", "traffic" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      gtk_widget_activate_action (get_widget (test), "win.page", "s", pages[i]);
      g_assert_cmpuint (walk_all (), >, 1);
    }

  gtk_widget_activate_action (get_widget (test), "win.page", "s", "ports");
  gtk_widget_activate_action (get_widget (test), "win.run-checks", NULL);
  g_assert_cmpuint (walk_all (), >, 1);
}

static void
test_subscription (LgTestWindow  *test,
                   gconstpointer  user_data)
{
  LgEvent event = {
    .kind = LG_EVENT_PACKET + LG_PACKET_SUBSCRIBE, .direction = LG_DIRECTION_OUT,
    .topic = (char *) "/" HOSTILE "/#",
  };
  guint before;

  gtk_widget_activate_action (get_widget (test), "win.page", "s", "traffic");
  before = walk_all ();
  lg_subscriptions_feed (lg_link_get_subscriptions (get_link (test)), &event);
  g_assert_cmpuint (walk_all (), >, before);
}

static void
test_dialogs (LgTestWindow  *test,
              gconstpointer  user_data)
{
  static const char *const actions[] = { "win.name-device", "win.explain",
                                         "win.check-several", "win.import" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_assert_true (gtk_widget_activate_action (get_widget (test), actions[i], NULL));
      g_assert_cmpuint (walk_all (), >, 1);
      close_others (test);
    }
}

static void
test_import (LgTestWindow  *test,
             gconstpointer  user_data)
{
  static const char json[] =
    "[{\"ProductKey\":\"a1\\u202e\\u001b[1m\",\"DeviceName\":\"b\\u009b\\u202e\","
    "\"DeviceSecret\":\"0123456789abcdef\"},{\"name\":\"c\\u202e\",\"host\":\"d\\u202e\\u2028\","
    "\"clientId\":\"e\\u202e\",\"username\":\"f\\u202e\",\"password\":\"0123456789\"}]";
  LgImportDialog *dialog;
  guint before = walk_all ();

  gtk_widget_activate_action (get_widget (test), "win.import", NULL);
  dialog = LG_IMPORT_DIALOG (find_window (LG_TYPE_IMPORT_DIALOG));
  lg_import_dialog_take_text (dialog, json, strlen (json));
  g_assert_cmpuint (walk_all (), >, before);
  close_others (test);
}

static void
test_removal (LgTestWindow  *test,
              gconstpointer  user_data)
{
  GtkWidget *toast;

  gtk_widget_activate_action (get_widget (test), "win.remove-device", NULL);
  walk_all ();
  toast = lg_test_find (get_widget (test), GTK_TYPE_LABEL, " removed");
  g_assert_nonnull (toast);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (toast)), "\\u{202e}"));
}

/* Shown with escapes, copied and saved without. */
static void
test_to_the_letter (LgTestWindow  *test,
                    gconstpointer  user_data)
{
  LgProfile *profile = lg_link_get_profile (get_link (test));
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (LgProfile) loaded = NULL;
  g_autofree char *copied = NULL, *value = NULL;
  GtkWidget *row;

  lg_profile_save (profile, file);
  loaded = lg_profile_load (file, lg_profile_get_id (profile), NULL);
  g_assert_cmpstr (lg_profile_get_own_title (loaded), ==, HOSTILE);
  g_assert_cmpstr (lg_profile_get_group (loaded), ==, HOSTILE);

  row = lg_test_find (get_widget (test), LG_TYPE_COPY_ROW, "mqttClientId");
  g_assert_nonnull (row);
  g_object_get (row, "value", &value, NULL);
  g_assert_nonnull (strstr (value, HOSTILE));
  g_signal_emit_by_name (lg_test_find (row, GTK_TYPE_BUTTON, NULL), "clicked");
  copied = lg_test_read_clipboard (test);
  g_assert_cmpstr (copied, ==, value);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*run) (LgTestWindow *test, gconstpointer user_data);
  } tests[] = {
    { "/foreign-text/pages", test_pages },
    { "/foreign-text/subscription", test_subscription },
    { "/foreign-text/dialogs", test_dialogs },
    { "/foreign-text/import", test_import },
    { "/foreign-text/removal", test_removal },
    { "/foreign-text/to-the-letter", test_to_the_letter },
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, LgTestWindow, NULL, set_up, tests[i].run,
                lg_test_window_tear_down);

  return g_test_run ();
}
