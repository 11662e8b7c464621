/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/devices/lg-device-list.h"
#include "app/devices/lg-device-row.h"
#include "app/devices/lg-import-dialog.h"
#include "app/devices/lg-name-dialog.h"
#include "lg-test-devices.h"
#include "lg-test-window.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define MANY 1000

static GtkWidget *
get_window (LgTestWindow *test)
{
  return GTK_WIDGET (test->window);
}

static LgDeviceList *
get_list (LgTestWindow *test)
{
  GtkWidget *list = lg_test_find (get_window (test), LG_TYPE_DEVICE_LIST, NULL);

  g_assert_nonnull (list);
  return LG_DEVICE_LIST (list);
}

/* The list's items: devices and headings. */
static GListModel *
get_shown (LgTestWindow *test)
{
  GtkWidget *view = lg_test_find (GTK_WIDGET (get_list (test)), GTK_TYPE_LIST_VIEW, NULL);

  return view != NULL ? G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (view))) : NULL;
}

static guint
count_shown (LgTestWindow *test)
{
  GListModel *shown = get_shown (test);
  guint n = 0;

  for (guint i = 0; shown != NULL && i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (shown, i);

      n += LG_IS_LINK (item);
    }

  return n;
}

static LgProfile *
get_profile (LgTestWindow *test)
{
  return lg_link_get_profile (lg_window_get_link (test->window));
}

static void
search (LgTestWindow *test,
        const char   *text)
{
  GtkWidget *entry;

  gtk_widget_activate_action (get_window (test), "win.search-devices", NULL);
  lg_test_settle ();
  entry = lg_test_find (GTK_WIDGET (get_list (test)), GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  lg_test_settle ();
}

static void
add (LgTestWindow *test,
     const char   *name,
     const char   *group)
{
  gtk_widget_activate_action (get_window (test), "win.add-device", NULL);
  lg_credentials_set_device_name (lg_profile_get_credentials (get_profile (test)), name);
  lg_profile_set_group (get_profile (test), group);
  lg_test_settle ();
}

/* Devices and headings as they follow each other. */
static char *
describe (LgTestWindow *test)
{
  GListModel *shown = get_shown (test);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (shown, i);
      g_autofree char *title = LG_IS_LINK (item)
                                 ? lg_profile_dup_title (lg_link_get_profile (LG_LINK (item)))
                                 : NULL;

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", title != NULL ? title : "#");
    }

  return g_string_free (text, FALSE);
}

static void
assert_described (LgTestWindow *test,
                  const char   *expected)
{
  g_autofree char *description = describe (test);

  g_assert_cmpstr (description, ==, expected);
}

static void
test_groups (LgTestWindow  *test,
             gconstpointer  user_data)
{
  add (test, "pump-11", "Hall 2");
  add (test, "press-04", "Hall 1");
  add (test, "pump-12", "Hall 2");
  add (test, "oven", "");
  assert_described (test, "Practice device oven # press-04 # pump-11 pump-12");
  g_assert_true (lg_test_shows (get_window (test), "Hall 1"));

  /* A device that changes its group stays selected. */
  lg_profile_set_group (get_profile (test), "Hall 1");
  lg_test_settle ();
  assert_described (test, "Practice device # press-04 oven # pump-11 pump-12");
  g_assert_true (lg_device_list_get_selected (get_list (test)) ==
                 lg_window_get_link (test->window));
  lg_test_window_save (test, "device-list-groups");
}

/* The arrow keys choose devices, never a heading. */
static void
test_headings_are_passed (LgTestWindow  *test,
                          gconstpointer  user_data)
{
  GtkSelectionModel *selection;

  add (test, "press-04", "Hall 1");
  add (test, "oven", "");
  assert_described (test, "Practice device oven # press-04");
  selection = GTK_SELECTION_MODEL (get_shown (test));

  gtk_selection_model_select_item (selection, 2, TRUE);
  lg_test_settle ();
  g_assert_true (gtk_selection_model_is_selected (selection, 3));
  gtk_selection_model_select_item (selection, 2, TRUE);
  lg_test_settle ();
  g_assert_true (gtk_selection_model_is_selected (selection, 1));
}

static void
test_search (LgTestWindow  *test,
             gconstpointer  user_data)
{
  LgLink *pump;

  add (test, "press-04", "Hall 1");
  add (test, "pump-11", "Hall 2");
  pump = lg_window_get_link (test->window);

  search (test, "press");
  assert_described (test, "# press-04");
  /* What the operator works on does not change because the list is searched. */
  g_assert_true (lg_window_get_link (test->window) == pump);

  search (test, "hall 2");
  assert_described (test, "# pump-11");
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (get_shown (test)), 1));

  search (test, "nothing of the kind");
  g_assert_true (lg_test_shows (get_window (test), "No device matches"));
  lg_test_window_save (test, "device-list-none");
  g_signal_emit_by_name (lg_test_find (get_window (test), GTK_TYPE_BUTTON, "Show All"), "clicked");
  lg_test_settle ();
  g_assert_cmpuint (count_shown (test), ==, 3);
  g_assert_true (lg_window_get_link (test->window) == pump);
}

/* A removed device's neighbor takes over, in a search, too. */
static void
test_remove_while_searching (LgTestWindow  *test,
                             gconstpointer  user_data)
{
  add (test, "press-04", "");
  add (test, "oven", "");
  add (test, "press-05", "");
  search (test, "press");
  gtk_widget_activate_action (get_window (test), "win.remove-device", NULL);
  lg_test_settle ();
  assert_described (test, "press-04");
  g_assert_true (lg_device_list_get_selected (get_list (test)) ==
                 lg_window_get_link (test->window));
  gtk_widget_activate_action (get_window (test), "win.remove-device", NULL);
  lg_test_settle ();
  g_assert_true (lg_test_shows (get_window (test), "No device matches"));
  g_assert_nonnull (lg_window_get_link (test->window));
}

static GtkWindow *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (LG_IS_NAME_DIALOG (window->data))
      return window->data;

  return NULL;
}

static void
test_name (LgTestWindow  *test,
           gconstpointer  user_data)
{
  g_autofree char *title = NULL;
  GtkWindow *dialog;

  add (test, "press-04", "Hall 1");
  gtk_widget_activate_action (get_window (test), "win.name-device", NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  lg_test_settle ();
  lg_test_type (GTK_WIDGET (dialog), "Name", "The old press");
  lg_test_type (GTK_WIDGET (dialog), "Group", "Hall 3");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "save");
  lg_test_settle ();

  title = lg_profile_dup_title (get_profile (test));
  g_assert_cmpstr (title, ==, "The old press");
  g_assert_true (lg_test_shows (get_window (test), "Hall 3"));
  g_assert_true (lg_test_shows (GTK_WIDGET (get_list (test)), "The old press"));
}

static LgImportDialog *
import (LgTestWindow *test,
        const char   *text)
{
  LgImportDialog *dialog = lg_import_dialog_new (GTK_WINDOW (test->window), test->workspace,
                                                 lg_window_get_link (test->window));

  gtk_window_present (GTK_WINDOW (dialog));
  lg_import_dialog_take_text (dialog, text, strlen (text));
  lg_test_settle ();
  return dialog;
}

/* What was exported comes back as it was, but not a second time. */
static void
test_export_and_import (LgTestWindow  *test,
                        gconstpointer  user_data)
{
  g_autofree char *text = NULL;
  LgImportDialog *dialog;

  add (test, "press-04", "Hall 1");
  add (test, "pump-11", "Hall 2");
  text = lg_profile_export_text (lg_workspace_get_profiles (test->workspace));

  dialog = import (test, text);
  g_assert_true (lg_test_shows (GTK_WIDGET (dialog), "These devices are saved already."));
  gtk_window_destroy (GTK_WINDOW (dialog));

  gtk_widget_activate_action (get_window (test), "win.remove-device", NULL);
  lg_test_settle ();
  assert_described (test, "Practice device # press-04");
  import (test, text);
  assert_described (test, "Practice device # press-04 # pump-11");
}

/* As many devices as a plant has: all are there, and what is selected stays so. */
static void
test_many (LgTestWindow  *test,
           gconstpointer  user_data)
{
  g_autofree char *id = NULL;

  g_assert_cmpuint (lg_test_save_devices (test->directory, MANY), ==, MANY);
  lg_test_window_reopen (test);
  g_assert_cmpuint (count_shown (test), ==, MANY + 1);

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_shown (test)), 500, TRUE);
  lg_test_settle ();
  id = g_strdup (lg_profile_get_id (get_profile (test)));

  search (test, "device-0007");
  g_assert_cmpuint (count_shown (test), ==, 1);
  search (test, "device-00");
  g_assert_cmpuint (count_shown (test), ==, 100);
  search (test, "hall 3");
  g_assert_cmpuint (count_shown (test), ==, MANY / 10);
  g_assert_cmpstr (lg_profile_get_id (get_profile (test)), ==, id);
  lg_test_window_save (test, "device-list-many");

  search (test, "");
  g_assert_cmpuint (count_shown (test), ==, MANY + 1);
  g_assert_cmpstr (lg_profile_get_id (get_profile (test)), ==, id);
}

static gboolean
shows_three (gpointer test)
{
  return count_shown (test) == 3;
}

static gboolean
shows_two (gpointer test)
{
  return count_shown (test) == 2;
}

/* What a command adds while the window is open is there, with a link, and disturbs nobody. */
static void
test_added_elsewhere (LgTestWindow  *test,
                      gconstpointer  user_data)
{
  g_autoptr (LgProfileStore) command = NULL;
  g_autofree char *id = NULL;
  LgProfile *profile;

  add (test, "press-04", "");
  id = g_strdup (lg_profile_get_id (get_profile (test)));
  command = lg_profile_store_new (test->directory);
  profile = lg_profile_store_add (command);
  lg_credentials_set_device_name (lg_profile_get_credentials (profile), "pump-11");
  g_assert_true (lg_profile_store_flush (command, NULL));
  lg_test_wait (shows_three, test);
  assert_described (test, "Practice device press-04 pump-11");
  g_assert_cmpstr (lg_profile_get_id (get_profile (test)), ==, id);

  /* One that is shown is removed: another one is. */
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_shown (test)), 2, TRUE);
  lg_test_settle ();
  g_assert_cmpstr (lg_profile_get_id (get_profile (test)), ==, lg_profile_get_id (profile));
  lg_profile_store_remove (command, profile);
  g_assert_true (lg_profile_store_flush (command, NULL));
  lg_test_wait (shows_two, test);
  assert_described (test, "Practice device press-04");
  g_assert_nonnull (get_profile (test));
  lg_test_window_reopen (test);
  assert_described (test, "Practice device press-04");
}

static gboolean
tells_damage (gpointer test)
{
  return lg_test_shows (get_window (test), "Some saved devices are damaged.");
}

/* Damage while the window is open is told at once, and takes nothing from the window. */
static void
test_damaged_elsewhere (LgTestWindow  *test,
                        gconstpointer  user_data)
{
  g_autofree char *path = g_build_filename (test->directory, "devices.ini", NULL);
  g_autofree char *aside = NULL;

  add (test, "press-04", "");
  g_assert_true (g_file_set_contents (path, "[x]\ndevice-name=x\n[y]\nport=many\n", -1, NULL));
  lg_test_wait (tells_damage, test);
  assert_described (test, "Practice device press-04 x");
  lg_test_window_save (test, "device-list-damaged");

  aside = g_strdup (strchr (lg_workspace_get_problem (test->workspace), '/'));
  g_assert_nonnull (aside);
  g_assert_true (g_str_has_suffix (aside, "."));
  aside[strlen (aside) - 1] = '\0';
  g_assert_cmpint (g_remove (aside), ==, 0);
  lg_test_window_reopen (test);
  assert_described (test, "Practice device press-04 x");
}

static gboolean
tells_held (gpointer test)
{
  return lg_test_shows (get_window (test), "Another program holds the saved devices.");
}

static gboolean
tells_nothing (gpointer test)
{
  return !tells_held (test);
}

/* Another process that is stuck while it holds the devices neither stops the window nor costs what
   is typed meanwhile. */
static void
test_held_elsewhere (LgTestWindow  *test,
                     gconstpointer  user_data)
{
  g_autofree char *path = g_build_filename (test->directory, "devices.ini", NULL);
  g_autofree char *text = NULL;
  int lock;

  add (test, "press-04", "");
  lock = g_open (test->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  g_assert_cmpint (flock (lock, LOCK_EX), ==, 0);
  add (test, "pump-11", "");
  lg_test_wait (tells_held, test);
  lg_test_window_save (test, "device-list-held");

  close (lock);
  lg_test_wait (tells_nothing, test);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "pump-11"));
}

#define ADD(path, func) \
  g_test_add (path, LgTestWindow, NULL, lg_test_window_set_up, func, lg_test_window_tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/device-list/groups", test_groups);
  ADD ("/device-list/headings-are-passed", test_headings_are_passed);
  ADD ("/device-list/search", test_search);
  ADD ("/device-list/remove-while-searching", test_remove_while_searching);
  ADD ("/device-list/name", test_name);
  ADD ("/device-list/export-and-import", test_export_and_import);
  ADD ("/device-list/many", test_many);
  ADD ("/device-list/added-elsewhere", test_added_elsewhere);
  ADD ("/device-list/damaged-elsewhere", test_damaged_elsewhere);
  ADD ("/device-list/held-elsewhere", test_held_elsewhere);

  return g_test_run ();
}
