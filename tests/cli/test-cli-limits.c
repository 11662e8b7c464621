/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ends in time: under a flood, without a reader, with a silent server, without descriptors. */
#include "lg-test-cli.h"
#include "lib/lg-test-peer.h"
#include "lib/lg-test-time.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONNACK "\x20\x02\x00\x00"
#define PUBLISH "\x30\x06\x00\x03" "t/x" "1"
#define PUBLISH_8 PUBLISH PUBLISH PUBLISH PUBLISH PUBLISH PUBLISH PUBLISH PUBLISH
#define PUBLISH_64 PUBLISH_8 PUBLISH_8 PUBLISH_8 PUBLISH_8 PUBLISH_8 PUBLISH_8 PUBLISH_8 PUBLISH_8
#define LOGIN LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), LG_TEST_SEND_STEP (CONNACK)

static char **
make_arguments (guint16            port,
                const char *const *more)
{
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_autofree char *number = g_strdup_printf ("%u", port);

  g_strv_builder_add_many (arguments, "watch", "--platform", "custom", "--mode", "custom",
                           "--mqtt-client-id", "the-client", "--host", "127.0.0.1",
                           "--transport", "tcp", "--port", number, NULL);
  g_strv_builder_addv (arguments, (const char **) more);
  return g_strv_builder_end (arguments);
}

/* Where the output goes. */
typedef enum
{
  READ,
  BLOCKED_PIPE,
  BLOCKED_TERMINAL,
} Reader;

typedef struct
{
  const char *name;
  const char *options[4];
  Reader      reader;
  gboolean    by_signal;
} FloodRow;

static const FloodRow flood_rows[] = {
  { "text/time", { "--seconds", "2" }, READ, FALSE },
  { "text/signal", { NULL }, READ, TRUE },
  { "json/time", { "--json", "--seconds", "2" }, READ, FALSE },
  { "json/signal", { "--json" }, READ, TRUE },
  { "quiet/time", { "--quiet", "--seconds", "2" }, READ, FALSE },
  { "quiet/signal", { "--quiet" }, READ, TRUE },
  { "pipe/time", { "--json", "--seconds", "2" }, BLOCKED_PIPE, FALSE },
  { "pipe/signal", { NULL }, BLOCKED_PIPE, TRUE },
  { "terminal/time", { "--seconds", "2" }, BLOCKED_TERMINAL, FALSE },
  { "terminal/signal", { "--json" }, BLOCKED_TERMINAL, TRUE },
};

static void
open_output (Reader  reader,
             int    *ours,
             int    *theirs)
{
  int fds[2];

  if (reader == BLOCKED_TERMINAL)
    {
      *ours = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);
      g_assert_cmpint (grantpt (*ours), ==, 0);
      g_assert_cmpint (unlockpt (*ours), ==, 0);
      *theirs = open (ptsname (*ours), O_RDWR | O_NOCTTY | O_CLOEXEC);
      g_assert_cmpint (*theirs, >=, 0);
      return;
    }

  g_assert_cmpint (pipe2 (fds, O_CLOEXEC), ==, 0);
  *ours = fds[0];
  *theirs = fds[1];
}

static gpointer
read_cb (gpointer fd)
{
  GString *text = g_string_new (NULL);
  char buffer[65536];
  gssize n;

  while ((n = read (GPOINTER_TO_INT (fd), buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, n);
  return text;
}

static void
assert_counted (const char *text,
                gboolean    json)
{
  g_autoptr (GRegex) regex = g_regex_new (json ? "\"notPrinted\":([0-9]+)"
                                          : "\n([0-9]+) events were not printed", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *number = NULL;

  g_assert_true (g_regex_match (regex, text, 0, &match));
  number = g_match_info_fetch (match, 1);
  g_assert_cmpuint (g_ascii_strtoull (number, NULL, 10), >, 0);
}

/* As soon as it is up, which the peer knows. */
static void
wait_for_login (LgTestPeer *peer)
{
  gint64 deadline = lg_test_get_deadline (10 * G_USEC_PER_SEC);

  for (;;)
    {
      g_autoptr (GBytes) received = lg_test_peer_dup_received (peer);

      if (g_bytes_get_size (received) > 0)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (1000);
    }
}

static void
assert_output (const FloodRow *row,
               const GString  *text)
{
  gboolean json = g_strcmp0 (row->options[0], "--json") == 0;
  gboolean quiet = g_strcmp0 (row->options[0], "--quiet") == 0;

  g_assert_cmpint (text->str[text->len - 1], ==, '\n');
  g_assert_nonnull (strstr (text->str, "client.disconnected"));
  if (!quiet)
    assert_counted (text->str, json);
}

static void
test_flood (gconstpointer data)
{
  static const LgTestStep script[] = { LOGIN, LG_TEST_FLOOD_STEP (PUBLISH_64), { 0 } };
  const FloodRow *row = data;
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  g_auto (GStrv) arguments = make_arguments (lg_test_peer_get_port (peer), row->options);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (0);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  GThread *reader = NULL;
  gint64 start_us, limit_us = 3 * G_USEC_PER_SEC;
  int ours, theirs;

  open_output (row->reader, &ours, &theirs);
  g_subprocess_launcher_take_stdout_fd (launcher, theirs);
  if (row->reader == BLOCKED_TERMINAL)
    g_subprocess_launcher_take_stderr_fd (launcher, fcntl (theirs, F_DUPFD_CLOEXEC, 0));
  g_strv_builder_add (argv, g_getenv ("LINKGLASS_CLI"));
  g_strv_builder_addv (argv, (const char **) arguments);
  strv = g_strv_builder_end (argv);
  start_us = g_get_monotonic_time ();
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) strv, NULL);
  g_assert_nonnull (process);
  g_clear_object (&launcher);
  if (row->reader == READ)
    reader = g_thread_new ("reader", read_cb, GINT_TO_POINTER (ours));
  if (row->by_signal)
    {
      wait_for_login (peer);
      /* Long enough for the flood to get ahead of the printing. */
      g_usleep (G_USEC_PER_SEC);
      start_us = g_get_monotonic_time ();
      limit_us = G_USEC_PER_SEC;
      g_subprocess_send_signal (process, SIGTERM);
    }

  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_test_message ("%" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - start_us) / 1000);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, lg_test_stretch (limit_us));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, row->reader != READ);
  if (reader != NULL)
    {
      GString *text = g_thread_join (reader);

      assert_output (row, text);
      g_string_free (text, TRUE);
    }
  close (ours);
}

/* All of it is printed where nobody is in a hurry, however slow the reader. */
static void
test_all_is_printed (void)
{
  static const LgTestStep script[] = {
    LOGIN, LG_TEST_SEND_STEP (PUBLISH_64 PUBLISH_64 PUBLISH_64 PUBLISH_64 PUBLISH_64 PUBLISH_64
                              PUBLISH_64 PUBLISH_64 PUBLISH_64 PUBLISH_64 PUBLISH_64 PUBLISH_64
                              PUBLISH_64 PUBLISH_64 PUBLISH_64 PUBLISH_64 PUBLISH_64 PUBLISH_64),
    { LG_TEST_FIN, 0, NULL, 0 }, { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  g_auto (GStrv) arguments = make_arguments (lg_test_peer_get_port (peer),
                                             ARGS ("--json", "--no-reconnect"));
  g_auto (LgTestRun) run = { 0 };
  guint n = 0;

  lg_test_cli (&run, NULL, NULL, (const char *const *) arguments);
  for (const char *at = run.out; (at = strstr (at, "\"PUBLISH\"")) != NULL; at++)
    n++;
  g_assert_cmpuint (n, ==, 18 * 64);
  g_assert_nonnull (strstr (run.out, "\"notPrinted\":0"));
  g_assert_cmpint (run.status, ==, 1);
}

typedef struct
{
  const char *name;
  LgTestStep  script[4];
  const char *options[6];
  const char *told;
} OpenRow;

static const OpenRow open_rows[] = {
  { "silent", { LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), { 0 } }, { "--seconds", "1" },
    "client.ended-early" },
  { "silent-json", { LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT), { 0 } },
    { "--json", "--seconds", "1" }, "client.ended-early" },
  { "no-suback", { LOGIN, { 0 } }, { "--subscribe", "a/b", "--seconds", "1" },
    "1 subscription had no answer" },
  { "no-message", { LOGIN, { 0 } }, { "--messages", "2", "--seconds", "1" },
    "0 of 2 messages" },
};

/* A run that ends before its question is answered is not healthy. */
static void
test_open (gconstpointer data)
{
  const OpenRow *row = data;
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (row->script, NULL);
  g_auto (GStrv) arguments = make_arguments (lg_test_peer_get_port (peer), row->options);
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, (const char *const *) arguments);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_true (strstr (run.out, row->told) != NULL || strstr (run.err, row->told) != NULL);
}

static void
limit_cb (gpointer data)
{
  rlim_t n = GPOINTER_TO_INT (data);

  setrlimit (RLIMIT_NOFILE, &(struct rlimit) { n, n });
}

/* However few descriptors there are: a message and an exit status, no abort. */
static void
test_descriptors (void)
{
  static const char *const commands[][9] = {
    { "watch", "--platform", "practice", "--seconds", "1", NULL },
    { "check", "--platform", "practice", NULL },
    { "check", "--host", "127.0.0.1", "--port", "1/tcp", NULL },
    { "register", "--platform", "practice", "--out", "/nonexistent/secret", NULL },
    { "practice", "--until-eof", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    for (int n = 8; n <= 64; n += 1 + n / 16)
      {
        g_autoptr (GSubprocessLauncher) launcher =
          g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                     | G_SUBPROCESS_FLAGS_STDIN_PIPE
                                     | G_SUBPROCESS_FLAGS_STDERR_PIPE);
        g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
        g_autoptr (GSubprocess) process = NULL;
        g_auto (GStrv) strv = NULL;
        g_auto (LgTestRun) run = { 0 };

        g_strv_builder_add (argv, g_getenv ("LINKGLASS_CLI"));
        g_strv_builder_addv (argv, (const char **) commands[i]);
        strv = g_strv_builder_end (argv);
        g_subprocess_launcher_set_child_setup (launcher, limit_cb, GINT_TO_POINTER (n), NULL);
        process = g_subprocess_launcher_spawnv (launcher, (const char *const *) strv, NULL);
        g_assert_nonnull (process);
        g_subprocess_communicate_utf8 (process, "", NULL, &run.out, &run.err, NULL);
        g_test_message ("%s with %d: %s", commands[i][0], n, run.err);
        g_assert_true (g_subprocess_get_if_exited (process));
        g_assert_cmpint (g_subprocess_get_exit_status (process), <=, 2);
        g_assert_null (strstr (run.err, "Sanitizer"));
        if (g_subprocess_get_exit_status (process) > 0)
          g_assert_cmpuint (strlen (run.err) + strlen (run.out), >, 0);
      }
}

/* What is no file, or has no end, is told at once. */
static void
test_files (void)
{
  g_autofree char *directory = g_dir_make_tmp ("linkglass-files-XXXXXX", NULL);
  g_autofree char *fifo = g_build_filename (directory, "fifo", NULL);
  const char *const paths[] = { fifo, "/dev/zero", "/dev/tty", directory, "/nonexistent" };
  static const char *const commands[][9] = {
    { "roots", "verify", "@", NULL },
    { "roots", "scan", "@", NULL },
    { "check", "--fleet", "@", NULL },
    { "check", "--host", "127.0.0.1", "--port", "1/tls", "--root", "@", NULL },
    { "devices", "--import", "@", NULL },
    { "explain", "--drop-times", "@", NULL },
    { "sign", "--product-key", "pk", "--device-name", "d", "--device-secret-file", "@", NULL },
  };

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (paths); k++)
      {
        const char *arguments[9] = { NULL };
        gint64 start_us = g_get_monotonic_time ();
        g_auto (LgTestRun) run = { 0 };

        for (gsize n = 0; commands[i][n] != NULL; n++)
          arguments[n] = g_str_equal (commands[i][n], "@") ? paths[k] : commands[i][n];
        lg_test_cli (&run, NULL, "", arguments);
        g_test_message ("%s %s: %d", commands[i][0], paths[k], run.status);
        g_assert_cmpint (run.status, >, 0);
        g_assert_cmpint (g_get_monotonic_time () - start_us, <, lg_test_stretch (G_USEC_PER_SEC));
        g_assert_cmpuint (strlen (run.err), >, 0);
      }
  g_unlink (fifo);
  g_rmdir (directory);
}

/* A system's store that is a FIFO is passed over. */
static void
test_system_store (void)
{
  g_autofree char *directory = g_dir_make_tmp ("linkglass-files-XXXXXX", NULL);
  g_autofree char *fifo = g_build_filename (directory, "fifo", NULL);
  const char *const stores[] = { fifo, "/dev/zero" };

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      gint64 start_us = g_get_monotonic_time ();
      g_auto (LgTestRun) run = { 0 };

      g_setenv ("SSL_CERT_FILE", stores[i], TRUE);
      lg_test_cli (&run, NULL, "", ARGS ("roots"));
      g_assert_cmpint (run.status, ==, 0);
      g_assert_cmpint (g_get_monotonic_time () - start_us, <, lg_test_stretch (G_USEC_PER_SEC));
    }
  g_unsetenv ("SSL_CERT_FILE");
  g_unlink (fifo);
  g_rmdir (directory);
}

/* A shell's `<(…)` is a pipe, whose writer may take a while. */
static void
test_secret_from_pipe (void)
{
  g_autofree char *command = g_strdup_printf (
    "exec '%s' sign --json --product-key pk --device-name d --device-secret-file <(sleep 0.5; "
    "printf 'secret-%%s' part)", g_getenv ("LINKGLASS_CLI"));
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "bash", "-c", command, NULL);
  g_autofree char *out = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  g_assert_nonnull (strstr (out, "\"password\""));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (flood_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/cli/limits/flood/", flood_rows[i].name, NULL);

      g_test_add_data_func (path, &flood_rows[i], test_flood);
    }
  g_test_add_func ("/cli/limits/all-is-printed", test_all_is_printed);
  for (gsize i = 0; i < G_N_ELEMENTS (open_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/cli/limits/open/", open_rows[i].name, NULL);

      g_test_add_data_func (path, &open_rows[i], test_open);
    }
  g_test_add_func ("/cli/limits/descriptors", test_descriptors);
  g_test_add_func ("/cli/limits/files", test_files);
  g_test_add_func ("/cli/limits/system-store", test_system_store);
  g_test_add_func ("/cli/limits/secret-from-pipe", test_secret_from_pipe);

  return g_test_run ();
}
