/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-broker.h"
#include "lg-test-time.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define START_DEADLINE_US (10 * G_USEC_PER_SEC)

static const char *const files[] = { "mosquitto.conf", "chain.pem", "key.pem" };

struct _LgTestBroker
{
  char        *directory;
  GSubprocess *process;
  guint16      port;
};

static struct sockaddr_in
get_address (guint16 port)
{
  return (struct sockaddr_in) {
    .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK), .sin_port = htons (port),
  };
}

static guint16
find_free_port (void)
{
  struct sockaddr_in address = get_address (0);
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  bind (fd, (struct sockaddr *) &address, length);
  getsockname (fd, (struct sockaddr *) &address, &length);
  close (fd);
  return ntohs (address.sin_port);
}

static gboolean
answers (guint16 port)
{
  struct sockaddr_in address = get_address (port);
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int result = connect (fd, (struct sockaddr *) &address, sizeof address);

  close (fd);
  return result == 0;
}

static void
write_file (LgTestBroker *self,
            const char   *name,
            const char   *text)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static char *
make_config (LgTestBroker *self,
             gboolean      tls)
{
  GString *config = g_string_new (NULL);

  /* As root, mosquitto would change to a user who cannot read the files. */
  g_string_append_printf (config, "user root\nlistener %u 127.0.0.1\nallow_anonymous true\n",
                          self->port);
  if (tls)
    g_string_append_printf (config, "certfile %s/chain.pem\nkeyfile %s/key.pem\n",
                            self->directory, self->directory);
  return g_string_free (config, FALSE);
}

static char *
find_broker (void)
{
  char *path = g_find_program_in_path ("mosquitto");

  if (path == NULL && g_file_test ("/usr/sbin/mosquitto", G_FILE_TEST_IS_EXECUTABLE))
    path = g_strdup ("/usr/sbin/mosquitto");
  return path;
}

/* A test that aborts leaves no broker behind. */
static void
die_with_test_cb (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/**
 * lg_test_broker_new:
 * @chain_pem: (nullable): speak TLS with this certificate chain; %NULL: plain TCP
 * @key_pem: (nullable): its key
 *
 * Starts a broker and waits until it answers. Without mosquitto the test is skipped.
 *
 * Returns: (transfer full) (nullable): a broker that answers, or %NULL
 */
LgTestBroker *
lg_test_broker_new (const char *chain_pem,
                    const char *key_pem)
{
  g_autofree char *program = find_broker ();
  g_autofree char *config = NULL;
  g_autofree char *config_path = NULL;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  gint64 deadline = lg_test_get_deadline (START_DEADLINE_US);
  LgTestBroker *self;

  if (program == NULL)
    {
      g_test_skip ("mosquitto is not installed (package mosquitto)");
      return NULL;
    }

  self = g_new0 (LgTestBroker, 1);
  self->directory = g_dir_make_tmp ("linkglass-broker-XXXXXX", NULL);
  self->port = find_free_port ();
  config = make_config (self, chain_pem != NULL);
  write_file (self, "mosquitto.conf", config);
  if (chain_pem != NULL)
    {
      write_file (self, "chain.pem", chain_pem);
      write_file (self, "key.pem", key_pem);
    }

  config_path = g_build_filename (self->directory, "mosquitto.conf", NULL);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_test_cb, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, program, "-c", config_path, NULL);
  g_assert_no_error (error);
  while (!answers (self->port))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (5000);
    }
  return self;
}

/**
 * lg_test_broker_free:
 * @self: a broker
 *
 * Stops it and removes its files.
 */
void
lg_test_broker_free (LgTestBroker *self)
{
  lg_test_broker_kill (self);
  g_object_unref (self->process);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (self->directory, files[i], NULL);

      g_unlink (path);
    }
  g_rmdir (self->directory);
  g_free (self->directory);
  g_free (self);
}

/**
 * lg_test_broker_get_port:
 *
 * Returns: the port it listens on
 */
guint16
lg_test_broker_get_port (LgTestBroker *self)
{
  return self->port;
}

/**
 * lg_test_broker_kill:
 *
 * Ends it without giving it time to say good-bye.
 */
void
lg_test_broker_kill (LgTestBroker *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
}
