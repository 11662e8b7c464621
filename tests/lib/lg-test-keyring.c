/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-keyring.h"

#include "lg-test-time.h"
#include "lg-test-tree.h"

#include <libsecret/secret.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#define SERVICE "org.freedesktop.secrets"
#define PASSWORD "open sesame"
#define START_DEADLINE_US (10 * G_USEC_PER_SEC)

struct _LgTestKeyring
{
  char        *directory;
  GTestDBus   *bus;
  GSubprocess *daemon;

  /* A service that fails. */
  GDBusConnection *service;
  char            *error_name;
  char            *message;
};

/* A test that aborts leaves no daemon behind. */
static void
die_with_test_cb (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static gboolean
has_programs (gboolean with_daemon)
{
  g_autofree char *bus = g_find_program_in_path ("dbus-daemon");
  g_autofree char *daemon = g_find_program_in_path ("gnome-keyring-daemon");

  if (bus == NULL)
    g_test_skip ("dbus-daemon is not installed (package dbus)");
  else if (with_daemon && daemon == NULL)
    g_test_skip ("gnome-keyring-daemon is not installed (package gnome-keyring)");

  return bus != NULL && (daemon != NULL || !with_daemon);
}

static gboolean
answers (void)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  gboolean owned = FALSE;

  g_assert_nonnull (connection);
  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "NameHasOwner",
                                       g_variant_new ("(s)", SERVICE), G_VARIANT_TYPE ("(b)"),
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (reply);
  g_variant_get (reply, "(b)", &owned);
  return owned;
}

/* The daemon reads the password of the login keyring, which it makes, from its standard input. */
static GSubprocess *
spawn (LgTestKeyring  *self,
       GError        **error)
{
  static const char *const variables[] = {
    "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR",
  };
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                               | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  GSubprocess *daemon;
  GOutputStream *input;

  g_subprocess_launcher_set_child_setup (launcher, die_with_test_cb, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_subprocess_launcher_setenv (launcher, variables[i], self->directory, TRUE);
  /* What the daemon warns of is its own affair. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  daemon = g_subprocess_launcher_spawn (launcher, error, "gnome-keyring-daemon", "--foreground",
                                        "--components=secrets", "--unlock",
                                        "--control-directory", self->directory, NULL);
  if (daemon == NULL)
    return NULL;

  input = g_subprocess_get_stdin_pipe (daemon);
  g_assert_true (g_output_stream_write_all (input, PASSWORD, strlen (PASSWORD), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (input, NULL, NULL));
  return daemon;
}

static gboolean
start_daemon (LgTestKeyring *self)
{
  g_autoptr (GError) error = NULL;
  gint64 deadline = lg_test_get_deadline (START_DEADLINE_US);

  self->daemon = spawn (self, &error);
  while (self->daemon != NULL && !answers () && g_get_monotonic_time () < deadline)
    g_usleep (5000);
  if (self->daemon != NULL && answers ())
    return TRUE;

  g_test_skip_printf ("gnome-keyring-daemon does not run here: %s",
                      error != NULL ? error->message : "it does not answer");
  return FALSE;
}

static LgTestKeyring *
new_with_bus (void)
{
  LgTestKeyring *self = g_new0 (LgTestKeyring, 1);

  self->directory = g_dir_make_tmp ("linkglass-keyring-XXXXXX", NULL);
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  return self;
}

/**
 * lg_test_keyring_new:
 *
 * Starts a bus and a keyring that is open and empty. Where that cannot be, the test is skipped.
 *
 * Returns: (transfer full) (nullable): a keyring that answers, or %NULL
 */
LgTestKeyring *
lg_test_keyring_new (void)
{
  g_autoptr (LgTestKeyring) self = NULL;

  if (!has_programs (TRUE))
    return NULL;

  self = new_with_bus ();
  return start_daemon (self) ? g_steal_pointer (&self) : NULL;
}

/**
 * lg_test_keyring_new_absent:
 *
 * Starts a bus without a keyring. Where that cannot be, the test is skipped.
 *
 * Returns: (transfer full) (nullable): a bus, or %NULL
 */
LgTestKeyring *
lg_test_keyring_new_absent (void)
{
  return has_programs (FALSE) ? new_with_bus () : NULL;
}

/* In GDBus' own thread. */
static GDBusMessage *
fail_cb (GDBusConnection *connection,
         GDBusMessage    *message,
         gboolean         incoming,
         gpointer         user_data)
{
  LgTestKeyring *self = user_data;
  g_autoptr (GDBusMessage) reply = NULL;

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;

  reply = g_dbus_message_new_method_error_literal (message, self->error_name, self->message);
  g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
  g_object_unref (message);
  return NULL;
}

/**
 * lg_test_keyring_new_failing:
 * @error_name: the D-Bus name of an error
 * @message: what the service says of it
 *
 * Starts a bus with a keyring that is there and answers every question with the same error. Where
 * that cannot be, the test is skipped.
 *
 * Returns: (transfer full) (nullable): a keyring that fails, or %NULL
 */
LgTestKeyring *
lg_test_keyring_new_failing (const char *error_name,
                             const char *message)
{
  LgTestKeyring *self = lg_test_keyring_new_absent ();
  g_autoptr (GVariant) reply = NULL;

  if (self == NULL)
    return NULL;

  self->error_name = g_strdup (error_name);
  self->message = g_strdup (message);
  self->service =
    g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                            | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, NULL);
  g_assert_nonnull (self->service);
  g_dbus_connection_add_filter (self->service, fail_cb, self, NULL);
  reply = g_dbus_connection_call_sync (self->service, "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", SERVICE, 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (reply);
  return self;
}

/**
 * lg_test_keyring_free:
 * @self: a keyring
 *
 * Stops it and its bus, and removes its files.
 */
void
lg_test_keyring_free (LgTestKeyring *self)
{
  lg_test_keyring_kill (self);
  if (self->service != NULL)
    g_dbus_connection_close_sync (self->service, NULL, NULL);
  g_clear_object (&self->service);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  secret_service_disconnect ();
  g_test_dbus_down (self->bus);
  g_object_unref (self->bus);
  lg_test_remove_tree (self->directory);
  g_free (self->directory);
  g_free (self->error_name);
  g_free (self->message);
  g_free (self);
}

static SecretService *
get_service (void)
{
  SecretService *service = secret_service_get_sync (SECRET_SERVICE_OPEN_SESSION, NULL, NULL);

  g_assert_nonnull (service);
  return service;
}

/**
 * lg_test_keyring_lock:
 *
 * Locks it as the operator's desktop would.
 */
void
lg_test_keyring_lock (LgTestKeyring *self)
{
  SecretService *service = get_service ();
  SecretCollection *collection = secret_collection_for_alias_sync (service,
                                                                   SECRET_COLLECTION_DEFAULT,
                                                                   SECRET_COLLECTION_NONE, NULL,
                                                                   NULL);
  GList objects = { .data = collection };

  g_assert_nonnull (collection);
  g_assert_cmpint (secret_service_lock_sync (service, &objects, NULL, NULL, NULL), ==, 1);
  g_object_unref (collection);
  g_object_unref (service);
}

/**
 * lg_test_keyring_unlock:
 *
 * Opens it with its password, as logging in would.
 */
void
lg_test_keyring_unlock (LgTestKeyring *self)
{
  lg_test_keyring_kill (self);
  secret_service_disconnect ();
  g_assert_true (start_daemon (self));
}

/**
 * lg_test_keyring_kill:
 *
 * Ends the daemon, if it runs, without giving it time to say good-bye.
 */
void
lg_test_keyring_kill (LgTestKeyring *self)
{
  if (self->daemon == NULL)
    return;

  g_subprocess_force_exit (self->daemon);
  g_subprocess_wait (self->daemon, NULL, NULL);
  g_clear_object (&self->daemon);
  while (answers ())
    g_usleep (1000);
}

/**
 * lg_test_keyring_get_directory:
 *
 * Returns: where its files are
 */
const char *
lg_test_keyring_get_directory (LgTestKeyring *self)
{
  return self->directory;
}

/**
 * lg_test_keyring_dup_label:
 * @profile_id: a profile's ID
 *
 * Returns: (nullable): the label of the one item of that profile, or %NULL
 */
char *
lg_test_keyring_dup_label (LgTestKeyring *self,
                           const char    *profile_id)
{
  SecretService *service = get_service ();
  g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  char *label = NULL;
  GList *items;

  g_hash_table_insert (attributes, (char *) "xdg:schema", (char *) "org.linkglass.Linkglass");
  g_hash_table_insert (attributes, (char *) "profile", (char *) profile_id);
  items = secret_service_search_sync (service, NULL, attributes, SECRET_SEARCH_ALL, NULL, NULL);
  g_assert_cmpuint (g_list_length (items), <=, 1);
  if (items != NULL)
    label = secret_item_get_label (items->data);

  g_list_free_full (items, g_object_unref);
  g_object_unref (service);
  return label;
}
