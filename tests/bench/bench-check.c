/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long does `linkglass-cli check` take for 3 ports × 4 roots, beside one `openssl s_client`?
 * The servers answer a ClientHello after 100 ms; both programs are started anew for each run. */
#include "tls-peer.h"
#include "trust/lg-pki.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/socket.h>

#define N_PORTS 3
#define N_ROOTS 4
#define N_RUNS 5
#define ANSWER_MS 100
#define GOAL 1.5

typedef struct
{
  char    *directory;
  char    *roots[N_ROOTS];
  TlsPeer *peers[N_PORTS];
} Scene;

static int
answer_late (SSL  *ssl,
             int  *alert,
             void *data)
{
  g_usleep (ANSWER_MS * 1000);
  return SSL_CLIENT_HELLO_SUCCESS;
}

static void
set_up_peer (SSL_CTX *context)
{
  SSL_CTX_set_client_hello_cb (context, answer_late, NULL);
}

/* The last root is the one that fits. */
static void
set_up (Scene *self)
{
  const char *const names[] = { "127.0.0.1", NULL };
  g_autoptr (LgKeyPair) leaf = NULL;

  self->directory = g_dir_make_tmp ("linkglass-bench-XXXXXX", NULL);
  for (guint i = 0; i < N_ROOTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("root%u.pem", i);
      g_autoptr (LgKeyPair) root = lg_key_pair_new (&(LgPkiSpec) {
        .name = name, .ca = TRUE, .rsa_bits = 2048,
      }, NULL, NULL);

      self->roots[i] = g_build_filename (self->directory, name, NULL);
      g_assert_true (g_file_set_contents (self->roots[i], lg_key_pair_get_certificate_pem (root),
                                          -1, NULL));
      if (i == N_ROOTS - 1)
        leaf = lg_key_pair_new (&(LgPkiSpec) {
          .name = "leaf", .names = names, .rsa_bits = 2048,
        }, root, NULL);
    }
  for (guint i = 0; i < N_PORTS; i++)
    self->peers[i] = tls_peer_new (lg_key_pair_get_certificate_pem (leaf),
                                   lg_key_pair_get_key_pem (leaf), AF_INET, set_up_peer);
}

static void
tear_down (Scene *self)
{
  for (guint i = 0; i < N_PORTS; i++)
    tls_peer_free (self->peers[i]);
  for (guint i = 0; i < N_ROOTS; i++)
    {
      g_remove (self->roots[i]);
      g_free (self->roots[i]);
    }
  g_rmdir (self->directory);
  g_free (self->directory);
}

static GStrv
make_check_command (Scene *self)
{
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();

  g_strv_builder_add_many (argv, g_getenv ("LINKGLASS_CLI"), "check", "--json", "--platform",
                           "custom", "--host", "127.0.0.1", NULL);
  for (guint i = 0; i < N_PORTS; i++)
    {
      g_autofree char *port = g_strdup_printf ("%u", tls_peer_get_port (self->peers[i]));

      g_strv_builder_add_many (argv, "--port", port, NULL);
    }
  for (guint i = 0; i < N_ROOTS; i++)
    g_strv_builder_add_many (argv, "--root", self->roots[i], NULL);
  return g_strv_builder_end (argv);
}

static GStrv
make_openssl_command (Scene *self)
{
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", tls_peer_get_port (self->peers[0]));

  g_strv_builder_add_many (argv, "openssl", "s_client", "-connect", address, "-verify_return_error",
                           "-CAfile", self->roots[N_ROOTS - 1], "-verify_ip", "127.0.0.1", NULL);
  return g_strv_builder_end (argv);
}

/* Milliseconds from the start of the program to its end. */
static double
run (const char *const *argv)
{
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                       &error);

  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return g_timer_elapsed (timer, NULL) * 1000;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

static double
report (const char *name,
        double     *ms)
{
  qsort (ms, N_RUNS, sizeof *ms, compare);
  g_print ("%-40s %6.1f ms  (%.1f to %.1f, %d runs)\n", name, ms[N_RUNS / 2], ms[0],
           ms[N_RUNS - 1], N_RUNS);
  return ms[N_RUNS / 2];
}

int
main (void)
{
  Scene scene;
  g_auto (GStrv) check = NULL;
  g_auto (GStrv) openssl = NULL;
  double check_ms[N_RUNS], openssl_ms[N_RUNS];
  double ratio;

  signal (SIGPIPE, SIG_IGN);
  set_up (&scene);
  check = make_check_command (&scene);
  openssl = make_openssl_command (&scene);

  run ((const char *const *) check);
  run ((const char *const *) openssl);
  for (guint i = 0; i < N_RUNS; i++)
    {
      openssl_ms[i] = run ((const char *const *) openssl);
      check_ms[i] = run ((const char *const *) check);
    }
  tear_down (&scene);

  ratio = report ("linkglass-cli check, 3 ports x 4 roots", check_ms);
  ratio /= report ("openssl s_client, one of these ports", openssl_ms);
  g_print ("ratio %.2f, goal at most %.1f: %s\n", ratio, GOAL, ratio <= GOAL ? "met" : "MISSED");
  return 0;
}
