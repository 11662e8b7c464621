/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An operator types a secret, has it kept, connects, exports and closes. Afterwards every file that
 * was written anywhere in a home of its own is searched for the secret and the computed password,
 * and while it runs every child's command line and environment. */
#include "config.h"

#include "app/device/lg-secret-row.h"
#include "lg-test-window.h"
#include "lib/lg-test-keyring.h"
#include "lib/lg-test-tree.h"
#include "practice/lg-practice.h"
#include "profile/lg-profile-file.h"
#include "profile/lg-profile-sign.h"

#include <string.h>

typedef struct
{
  LgTestWindow  window;
  LgTestKeyring *keyring;
  LgPractice    *practice;
  LgSecret      *secret;
  LgSecret      *password;
  guint          n_recordings;
  guint          n_files;
} Scene;

static char *home;

static GtkWidget *
get_window (Scene *scene)
{
  return GTK_WIDGET (scene->window.window);
}

static LgLink *
get_link (Scene *scene)
{
  return lg_window_get_link (scene->window.window);
}

static gboolean
contains (const char *data,
          gsize       length,
          LgSecret   *secret)
{
  return memmem (data, length, lg_secret_peek (secret), lg_secret_get_length (secret)) != NULL;
}

static void
assert_clean (Scene      *scene,
              const char *path)
{
  g_autofree char *data = NULL;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, NULL))
    return;

  if (contains (data, length, scene->secret) || contains (data, length, scene->password))
    g_error ("%s holds a secret", path);
  scene->n_files++;
  scene->n_recordings += g_str_has_prefix (data, "SQLite format 3") && length > 0;
}

static void
assert_clean_tree (Scene      *scene,
                   const char *path)
{
  g_autofree char *practice =
    g_path_get_dirname (lg_practice_get_device_secret_file (scene->practice));
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  /* The practice platform's own side, where the device's owner finds the secret. */
  if (strcmp (path, practice) == 0)
    return;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        assert_clean_tree (scene, child);
      else if (g_file_test (child, G_FILE_TEST_IS_REGULAR))
        assert_clean (scene, child);
    }
}

/* Returns how many children there are. */
static guint
assert_clean_children (Scene *scene)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;
  guint n = 0;

  while ((task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/proc/self/task/%s/children", task);
      g_autofree char *text = NULL;
      g_auto (GStrv) pids = NULL;

      if (!g_file_get_contents (path, &text, NULL, NULL))
        continue;

      pids = g_strsplit (g_strstrip (text), " ", -1);
      for (guint i = 0; pids[i] != NULL && *pids[i] != '\0'; i++)
        {
          g_autofree char *cmdline = g_strdup_printf ("/proc/%s/cmdline", pids[i]);
          g_autofree char *environ = g_strdup_printf ("/proc/%s/environ", pids[i]);

          assert_clean (scene, cmdline);
          assert_clean (scene, environ);
          n++;
        }
    }

  return n;
}

static gboolean
has_answered (gpointer row)
{
  return lg_test_find (row, GTK_TYPE_BUTTON, "Keep in Keyring") != NULL
         || lg_test_find (row, GTK_TYPE_BUTTON, "This Session Only") != NULL;
}

static gboolean
is_kept (gpointer row)
{
  GtkWidget *button = lg_test_find (row, GTK_TYPE_BUTTON, "This Session Only");

  return button != NULL && gtk_widget_get_sensitive (button);
}

static void
type_device (Scene *scene)
{
  g_autofree char *text = NULL;
  const LgPracticePort *ports;
  LgEndpoint *endpoint;
  LgCredentials *credentials;
  gsize n_ports;

  gtk_widget_activate_action (get_window (scene), "win.add-device", NULL);
  credentials = lg_profile_get_credentials (lg_link_get_profile (get_link (scene)));
  endpoint = lg_profile_get_endpoint (lg_link_get_profile (get_link (scene)));
  ports = lg_practice_get_ports (scene->practice, &n_ports);
  lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
  lg_endpoint_set_host (endpoint, "127.0.0.1");
  lg_endpoint_set_port (endpoint, ports[n_ports - 1].port);
  lg_endpoint_set_security (endpoint, LG_SECURITY_TCP);
  /* So that the password is known here. */
  lg_credentials_set_timestamp_policy (credentials, LG_TIMESTAMP_NONE);

  g_assert_true (g_file_get_contents (lg_practice_get_device_secret_file (scene->practice), &text,
                                      NULL, NULL));
  scene->secret = lg_secret_new (g_strchomp (text));
  lg_test_type (get_window (scene), "ProductKey", lg_practice_get_product_key (scene->practice));
  lg_test_type (get_window (scene), "DeviceName", lg_practice_get_device_name (scene->practice));
  lg_test_type (get_window (scene), "DeviceSecret", text);
}

static void
keep_in_keyring (Scene *scene)
{
  GtkWidget *row = lg_test_find (get_window (scene), LG_TYPE_SECRET_ROW, NULL);

  lg_test_wait (has_answered, row);
  g_signal_emit_by_name (lg_test_find (row, GTK_TYPE_BUTTON, "Keep in Keyring"), "clicked");
  lg_test_wait (is_kept, row);
}

static gboolean
is_connected (gpointer session)
{
  return lg_session_get_state (session) == LG_SESSION_CONNECTED;
}

static gboolean
is_disconnected (gpointer session)
{
  return lg_session_get_state (session) == LG_SESSION_DISCONNECTED;
}

static void
log_in (Scene *scene)
{
  g_autoptr (LgConnectParams) params =
    lg_profile_sign (lg_link_get_profile (get_link (scene)), LG_SECURITY_TCP, 0, NULL);
  LgSession *session = lg_link_get_session (get_link (scene));
  g_autoptr (GError) error = NULL;

  scene->password = lg_secret_ref (lg_connect_params_get_password (params));
  lg_link_connect (get_link (scene), &error);
  g_assert_no_error (error);
  lg_test_wait (is_connected, session);
  g_assert_cmpuint (assert_clean_children (scene), >=, 2);
  lg_link_disconnect (get_link (scene));
  lg_test_wait (is_disconnected, session);
}

static void
test_nothing_on_disk (void)
{
  g_autofree char *export = g_build_filename (home, "export.ini", NULL);
  g_autoptr (GError) error = NULL;
  Scene scene = { .practice = lg_practice_new (NULL) };

  scene.keyring = lg_test_keyring_new ();
  if (scene.keyring == NULL)
    return;
  if (!lg_practice_start (scene.practice, &error))
    {
      g_test_skip (error->message);
      return;
    }

  lg_test_window_set_up (&scene.window, NULL);
  type_device (&scene);
  keep_in_keyring (&scene);
  log_in (&scene);
  g_assert_true (lg_profile_export_file (lg_workspace_get_profiles (scene.window.workspace),
                                         export, NULL));
  lg_test_window_reopen (&scene.window);

  scene.n_files = 0;
  assert_clean_tree (&scene, home);
  /* The devices, the export, the keyring and at least one recording. */
  g_assert_cmpuint (scene.n_files, >=, 4);
  g_assert_cmpuint (scene.n_recordings, >=, 1);

  lg_test_window_tear_down (&scene.window, NULL);
  lg_practice_stop (scene.practice);
  g_object_unref (scene.practice);
  lg_secret_unref (scene.secret);
  lg_secret_unref (scene.password);
  lg_test_keyring_kill (scene.keyring);
}

int
main (int    argc,
      char **argv)
{
  static const char *const variables[] = {
    "HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
  };
  int status;

  /* Not g_dir_make_tmp(), which would remember where temporary files go. */
  home = g_build_filename (g_getenv ("TMPDIR") != NULL ? g_getenv ("TMPDIR") : "/tmp",
                           "linkglass-home-XXXXXX", NULL);
  g_assert_nonnull (g_mkdtemp (home));
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_setenv (variables[i], home, TRUE);

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/nothing-on-disk/session", test_nothing_on_disk);
  status = g_test_run ();
  lg_test_remove_tree (home);
  g_free (home);
  return status;
}
