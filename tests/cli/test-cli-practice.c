/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-practice.h"

#include <signal.h>

static void
test_ready (void)
{
  LgTestPractice practice;
  const char *secret_file;
  g_autofree char *file = NULL;

  lg_test_practice_start (&practice, ARGS ("practice", "--until-eof"));
  g_assert_cmpstr (lg_test_practice_get (&practice, "host"), ==, "localhost");
  g_assert_cmpuint (json_array_get_length (
                      json_object_get_array_member (practice.ready, "ports")), ==, 4);
  secret_file = lg_test_practice_get (&practice, "deviceSecretFile");
  g_assert_true (g_file_test (secret_file, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_test (lg_test_practice_get (&practice, "root"), G_FILE_TEST_IS_REGULAR));

  /* Nothing is left behind. */
  file = g_strdup (secret_file);
  lg_test_practice_stop (&practice);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
}

static void
test_fault (void)
{
  LgTestPractice practice;
  g_auto (LgTestRun) list = { 0 };
  g_auto (LgTestRun) unknown = { 0 };

  lg_test_practice_start (&practice, ARGS ("practice", "--until-eof", "--fault", "fake-root"));
  g_assert_cmpstr (lg_test_practice_get (&practice, "fault"), ==, "fake-root");
  g_assert_cmpstr (lg_test_practice_get (&practice, "expectedCause"), ==, "cert.unknown-issuer");
  lg_test_practice_stop (&practice);

  lg_test_cli (&list, NULL, NULL, ARGS ("practice", "--fault", "list"));
  g_assert_cmpint (list.status, ==, 0);
  g_assert_nonnull (strstr (list.out, "\nfake-root "));

  lg_test_cli (&unknown, NULL, NULL, ARGS ("practice", "--fault", "no-such-fault"));
  g_assert_cmpint (unknown.status, ==, 2);
  g_assert_true (g_str_has_prefix (unknown.err, "fault: "));
  g_assert_nonnull (strstr (unknown.err, "--fault list"));
}

static void
test_signal (void)
{
  static const int signals[] = { SIGINT, SIGTERM };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autoptr (GSubprocess) process = lg_test_spawn (NULL, ARGS ("practice"));
      g_autoptr (GDataInputStream) lines = lg_test_open_lines (process);
      g_autofree char *line = lg_test_read_line (lines);

      g_assert_true (g_str_has_prefix (line, "{\"ready\":"));
      g_subprocess_send_signal (process, signals[i]);
      g_assert_true (g_subprocess_wait (process, NULL, NULL));
      g_assert_true (g_subprocess_get_if_exited (process));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
    }
}

static void
test_usage (void)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("practice", "--time-scale", "-1"));
  g_assert_cmpint (run.status, ==, 2);
  lg_test_cli (&run, NULL, NULL, ARGS ("practice", "--directory", "/dev/null/there"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_true (g_str_has_prefix (run.err, "practice: "));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/practice/ready", test_ready);
  g_test_add_func ("/cli/practice/fault", test_fault);
  g_test_add_func ("/cli/practice/signal", test_signal);
  g_test_add_func ("/cli/practice/usage", test_usage);

  return g_test_run ();
}
