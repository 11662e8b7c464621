/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starting and stopping: what is there while it runs, and that nothing is left afterwards. */
#include "test-peer.h"
#include "lib/lg-test-time.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static LgPractice *
start (const LgPracticeOptions *options)
{
  g_autoptr (LgPractice) practice = lg_practice_new (options);
  g_autoptr (GError) error = NULL;

  lg_practice_start (practice, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&practice);
}

static const LgPracticePort *
get_port (LgPractice *practice,
          gboolean    tls)
{
  gsize n_ports;
  const LgPracticePort *ports = lg_practice_get_ports (practice, &n_ports);

  return tls ? &ports[0] : &ports[n_ports - 1];
}

static guint
count_entries (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* The only child of this process, or 0. */
static GPid
find_child (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", name, "stat", NULL);
      g_autofree char *stat = NULL;
      int parent;

      if (g_ascii_isdigit (*name) && g_file_get_contents (path, &stat, NULL, NULL)
          && sscanf (strrchr (stat, ')'), ") %*c %d", &parent) == 1 && parent == getpid ())
        return atoi (name);
    }
  return 0;
}

static void
remove_directory (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
test_no_broker (void)
{
  LgPracticeOptions options = { .broker = "/nonexistent/mosquitto" };
  g_autoptr (LgPractice) practice = lg_practice_new (&options);
  g_autoptr (GError) error = NULL;

  g_assert_false (lg_practice_start (practice, &error));
  g_assert_error (error, LG_PRACTICE_ERROR, LG_PRACTICE_ERROR_NO_BROKER);
  g_assert_nonnull (strstr (error->message, "apt install mosquitto"));
}

static void
test_broker_fails (void)
{
  LgPracticeOptions options = { .broker = "/bin/false" };
  g_autoptr (LgPractice) practice = lg_practice_new (&options);
  g_autoptr (GError) error = NULL;

  g_assert_false (lg_practice_start (practice, &error));
  g_assert_error (error, LG_PRACTICE_ERROR, LG_PRACTICE_ERROR_FAILED);
  g_assert_cmpint (find_child (), ==, 0);
}

static void
test_long_path (void)
{
  g_autofree char *top = g_dir_make_tmp ("test-practice-XXXXXX", NULL);
  g_autofree char *name = g_strnfill (120, 'x');
  g_autofree char *directory = g_build_filename (top, name, NULL);
  LgPracticeOptions options = { .directory = directory };
  g_autoptr (LgPractice) practice = lg_practice_new (&options);
  g_autoptr (GError) error = NULL;

  g_assert_false (lg_practice_start (practice, &error));
  g_assert_error (error, LG_PRACTICE_ERROR, LG_PRACTICE_ERROR_FAILED);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
  g_assert_cmpint (g_rmdir (top), ==, 0);
}

static void
test_json (void)
{
  g_autoptr (LgPractice) practice = start (NULL);
  g_autofree char *json = lg_practice_to_json (practice);
  g_autofree char *secret = NULL;
  g_autofree char *root = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  JsonObject *ready;
  JsonObject *port;
  JsonArray *ports;
  GStatBuf status;

  g_assert_nonnull (node);
  g_assert_null (strchr (json, '\n'));
  ready = json_object_get_object_member (json_node_get_object (node), "ready");
  g_assert_cmpstr (json_object_get_string_member (ready, "host"), ==, "localhost");
  g_assert_cmpstr (json_object_get_string_member (ready, "productKey"), ==,
                   lg_practice_get_product_key (practice));
  g_assert_cmpstr (json_object_get_string_member (ready, "deviceName"), ==,
                   lg_practice_get_device_name (practice));
  g_assert_true (g_file_test (json_object_get_string_member (ready, "productSecretFile"),
                              G_FILE_TEST_IS_REGULAR));
  g_assert_cmpstr (json_object_get_string_member (ready, "newDeviceName"), ==,
                   lg_practice_get_new_device_name (practice));
  g_assert_true (g_file_test (json_object_get_string_member (ready, "deviceTokenFile"),
                              G_FILE_TEST_EXISTS));

  ports = json_object_get_array_member (ready, "ports");
  g_assert_cmpuint (json_array_get_length (ports), ==, 4);
  port = json_array_get_object_element (ports, 0);
  g_assert_cmpint (json_object_get_int_member (port, "port"), ==, get_port (practice, TRUE)->port);
  g_assert_cmpint (json_object_get_int_member (port, "vendorPort"), ==, 8883);
  g_assert_cmpstr (json_object_get_string_member (port, "transport"), ==, "tls");
  g_assert_true (g_file_get_contents (json_object_get_string_member (port, "root"), &root, NULL,
                                      NULL));
  g_assert_true (g_str_has_prefix (root, "-----BEGIN CERTIFICATE-----"));
  port = json_array_get_object_element (ports, 3);
  g_assert_cmpstr (json_object_get_string_member (port, "transport"), ==, "tcp");
  g_assert_false (json_object_has_member (port, "root"));

  g_assert_cmpint (g_stat (json_object_get_string_member (ready, "deviceSecretFile"), &status),
                   ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_file_get_contents (lg_practice_get_device_secret_file (practice), &secret, NULL, NULL);
  g_assert_cmpuint (strlen (secret), ==, 32);
  g_assert_null (strstr (json, secret));
}

/* Where the socket @fd listens, or %NULL if it is none that does. */
static GInetAddress *
dup_listening_address (int fd)
{
  struct sockaddr_storage native;
  socklen_t length = sizeof native, size = sizeof (int);
  g_autoptr (GSocketAddress) address = NULL;
  int listening = 0;

  if (getsockopt (fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 || !listening
      || getsockname (fd, (struct sockaddr *) &native, &length) != 0)
    return NULL;

  address = g_socket_address_new_from_native (&native, length);
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return NULL;
  return g_object_ref (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/* Its secrets are for practice, its ports for this computer. */
static void
test_loopback_only (void)
{
  g_autoptr (LgPractice) practice = start (NULL);
  gsize n_ports, n_listening = 0;

  lg_practice_get_ports (practice, &n_ports);
  for (int fd = 0; fd < 1024; fd++)
    {
      g_autoptr (GInetAddress) address = dup_listening_address (fd);

      if (address == NULL)
        continue;
      g_assert_true (g_inet_address_get_is_loopback (address));
      n_listening++;
    }
  g_assert_cmpuint (n_listening, >=, n_ports);
}

static void
test_secrets_differ (void)
{
  g_autoptr (LgPractice) practice = start (NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_file_get_contents (lg_practice_get_device_secret_file (practice), &first, NULL, NULL);
  lg_practice_stop (practice);
  g_assert_true (lg_practice_start (practice, NULL));
  g_file_get_contents (lg_practice_get_device_secret_file (practice), &second, NULL, NULL);
  g_assert_cmpstr (first, !=, second);
}

static void
run_once (const char *directory)
{
  LgPracticeOptions options = { .directory = directory };
  g_autoptr (LgPractice) practice = start (&options);
  g_autoptr (Peer) tls = peer_new_online (practice, get_port (practice, TRUE), "");
  g_autoptr (Peer) mute = peer_new (practice, get_port (practice, FALSE), "127.0.0.1");

  g_assert_true (peer_check_alive (tls));
  lg_practice_stop (practice);
  g_assert_cmpint (peer_wait_for_end (tls), ==, LG_IO_CLOSE_NOTIFY);
  g_assert_cmpint (peer_wait_for_end (mute), ==, LG_IO_FIN);
}

static void
test_nothing_left (void)
{
  g_autofree char *directory = g_dir_make_tmp ("test-practice-XXXXXX", NULL);
  guint n_threads, n_fds;

  /* GLib and OpenSSL keep a few things from the first time on. */
  run_once (NULL);
  n_threads = count_entries ("/proc/self/task");
  n_fds = count_entries ("/proc/self/fd");

  run_once (directory);
  run_once (NULL);

  g_assert_cmpint (find_child (), ==, 0);
  g_assert_cmpuint (count_entries ("/proc/self/task"), ==, n_threads);
  g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, n_fds);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
  g_assert_cmpuint (count_entries (g_get_tmp_dir ()), ==, 0);
}

/* If the broker dies, logins are told so, and nothing hangs. */
static void
test_broker_dies (void)
{
  g_autoptr (LgPractice) practice = start (NULL);
  g_autoptr (Peer) before = peer_new_online (practice, get_port (practice, FALSE), "");
  g_autoptr (Peer) after = NULL;
  GPid broker = find_child ();

  g_assert_cmpint (broker, >, 0);
  g_assert_cmpint (kill (broker, SIGKILL), ==, 0);
  g_assert_cmpint (peer_wait_for_end (before), ==, LG_IO_FIN);

  after = peer_new (practice, get_port (practice, FALSE), "127.0.0.1");
  peer_send_connect (after, "");
  peer_expect (after, LG_PACKET_CONNACK, 3);
  g_assert_cmpint (peer_wait_for_end (after), ==, LG_IO_FIN);
}

/* Runs the practice platform in this process until it is killed. */
static int
hold (void)
{
  g_autoptr (LgPractice) practice = start (NULL);
  g_autofree char *directory = NULL;

  directory = g_path_get_dirname (lg_practice_get_device_secret_file (practice));
  g_print ("%s\n%d\n", directory, find_child ());
  pause ();
  return 1;
}

static gboolean
is_running (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "stat", NULL);
  g_autofree char *stat = NULL;

  /* In a container nobody may reap it. */
  return g_file_get_contents (path, &stat, NULL, NULL)
         && strncmp (strrchr (stat, ')'), ") Z", 3) != 0;
}

/* Even if we are killed, the broker does not live on. */
static void
test_killed (void)
{
  gint64 deadline = lg_test_get_deadline (PEER_DEADLINE_US);
  g_autoptr (GSubprocess) holder = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *directory = NULL;
  g_autofree char *broker = NULL;

  holder = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "/proc/self/exe", "--hold",
                             NULL);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (holder));
  directory = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  broker = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_assert_true (is_running (broker));

  g_subprocess_force_exit (holder);
  while (is_running (broker) && g_get_monotonic_time () < deadline)
    g_usleep (1000);
  g_assert_false (is_running (broker));
  remove_directory (directory);
}

/* If the broker hangs, a login ends within the platform's deadline, and stopping still stops. */
static void
test_broker_hangs (void)
{
  LgPracticeOptions options = { .time_scale = 10 };
  g_autoptr (LgPractice) practice = start (&options);
  g_autoptr (Peer) peer = peer_new (practice, get_port (practice, FALSE), "127.0.0.1");
  GPid broker = find_child ();

  g_assert_cmpint (broker, >, 0);
  g_assert_cmpint (kill (broker, SIGSTOP), ==, 0);
  peer_send_connect (peer, "");
  g_assert_cmpint (peer_wait_for_end (peer), ==, LG_IO_FIN);
}

int
main (int   argc,
      char *argv[])
{
  char temporary[] = "/tmp/test-practice-XXXXXX";
  int result;

  if (argc == 2 && strcmp (argv[1], "--hold") == 0)
    return hold ();

  /* A directory of our own, so that what is left in it was left by us; set before GLib looks. */
  g_mkdtemp (temporary);
  g_setenv ("TMPDIR", temporary, TRUE);
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);

  g_test_add_func ("/practice/start/no-broker", test_no_broker);
  g_test_add_func ("/practice/start/broker-fails", test_broker_fails);
  g_test_add_func ("/practice/start/long-path", test_long_path);
  g_test_add_func ("/practice/start/json", test_json);
  g_test_add_func ("/practice/start/loopback-only", test_loopback_only);
  g_test_add_func ("/practice/start/secrets-differ", test_secrets_differ);
  g_test_add_func ("/practice/start/broker-dies", test_broker_dies);
  g_test_add_func ("/practice/start/killed", test_killed);
  g_test_add_func ("/practice/start/broker-hangs", test_broker_hangs);
  g_test_add_func ("/practice/start/nothing-left", test_nothing_left);
  result = g_test_run ();
  g_rmdir (temporary);
  return result;
}
