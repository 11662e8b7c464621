/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `sign --as` prints is used by the programs it is for, on the practice platform. */
#include "lg-test-practice.h"
#include "lib/lg-test-time.h"

#include <signal.h>

static LgTestPractice practice;

static gboolean
have_clients (void)
{
  g_autofree char *sub = g_find_program_in_path ("mosquitto_sub");
  g_autofree char *pub = g_find_program_in_path ("mosquitto_pub");

  if (sub == NULL || pub == NULL)
    g_test_skip ("mosquitto's clients are not installed");
  return sub != NULL && pub != NULL;
}

static char *
sign_as (const char *form,
         gboolean    tls)
{
  const char *root = NULL;
  g_autofree char *port = lg_test_practice_dup_port (&practice, tls ? 8883 : 1883, tls, &root);
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL,
               ARGS ("sign", "--as", form, "--platform", "practice",
                     "--host", "127.0.0.1", "--port", port, "--transport", tls ? "tls" : "tcp",
                     "--product-key", lg_test_practice_get (&practice, "productKey"),
                     "--device-name", lg_test_practice_get (&practice, "deviceName"),
                     "--device-secret-file", lg_test_practice_get (&practice, "deviceSecretFile"),
                     tls ? "--root" : NULL, root));
  g_assert_cmpint (run.status, ==, 0);
  return g_steal_pointer (&run.out);
}

/* Runs the text in a shell of its own process group. */
static GSubprocess *
run_shell (const char *text)
{
  g_autoptr (GSubprocess) shell = NULL;
  g_autoptr (GError) error = NULL;
  gsize written;

  shell = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                            "setsid", "--wait", "sh", NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (shell), text, strlen (text), &written,
                             NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (shell), NULL, NULL);
  return g_steal_pointer (&shell);
}

/* The platform takes the CONNECT and the message: the values are right to the last byte. */
static void
test_publishes (gconstpointer tls)
{
  g_autofree char *text = NULL;
  g_autoptr (GSubprocess) shell = NULL;
  g_autoptr (GError) error = NULL;

  if (!have_clients ())
    return;

  text = sign_as ("mosquitto-pub", tls != NULL);
  shell = run_shell (text);
  g_subprocess_wait_check (shell, NULL, &error);
  g_assert_no_error (error);
}

/* The command line of a process below this one that runs @program, or NULL. */
static char *
find_command_line (const char *program,
                   const char *topic)
{
  g_autoptr (GDir) proc = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while (proc != NULL && (name = g_dir_read_name (proc)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", name, "cmdline", NULL);
      g_autofree char *line = NULL;
      gsize length;

      if (!g_ascii_isdigit (*name) || !g_file_get_contents (path, &line, &length, NULL))
        continue;
      for (gsize i = 0; i + 1 < length; i++)
        if (line[i] == '\0')
          line[i] = ' ';
      if (strstr (line, program) == line && strstr (line, topic) != NULL)
        return g_steal_pointer (&line);
    }
  return NULL;
}

static char *
dup_password (const char *text)
{
  const char *begin = strstr (text, "\n-P ") + strlen ("\n-P ");

  return g_strndup (begin, strcspn (begin, "\n"));
}

/* While it runs, nobody can read the password in its command line. */
static void
test_no_password_in_arguments (void)
{
  g_autofree char *text = NULL, *password = NULL, *line = NULL, *topic = NULL;
  g_autoptr (GSubprocess) shell = NULL;
  gint64 deadline = lg_test_get_deadline (20 * G_USEC_PER_SEC);

  if (!have_clients ())
    return;

  text = sign_as ("mosquitto-sub", TRUE);
  password = dup_password (text);
  g_assert_cmpuint (strlen (password), ==, 64);
  topic = g_strdup_printf ("/%s/%s/user/get", lg_test_practice_get (&practice, "productKey"),
                           lg_test_practice_get (&practice, "deviceName"));
  shell = run_shell (text);
  while ((line = find_command_line ("mosquitto_sub", topic)) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (10000);
    }

  g_assert_null (strstr (line, password));
  g_assert_null (strstr (line, "-P"));
  kill (-atoi (g_subprocess_get_identifier (shell)), SIGTERM);
  g_subprocess_send_signal (shell, SIGTERM);
  g_subprocess_wait (shell, NULL, NULL);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/cli-copy/publishes/tls", "tls", test_publishes);
  g_test_add_data_func ("/cli-copy/publishes/tcp", NULL, test_publishes);
  g_test_add_func ("/cli-copy/no-password-in-arguments", test_no_password_in_arguments);

  lg_test_practice_start (&practice, ARGS ("practice", "--until-eof"));
  status = g_test_run ();
  lg_test_practice_stop (&practice);
  return status;
}
