/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* What a run of linkglass-cli did. */
typedef struct
{
  int   status;
  char *out;
  char *err;
} LgTestRun;

static inline void
lg_test_run_clear (LgTestRun *run)
{
  g_clear_pointer (&run->out, g_free);
  g_clear_pointer (&run->err, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LgTestRun, lg_test_run_clear)

static inline GSubprocess *
lg_test_spawn (const char         *secret_variable,
               const char *const  *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                               G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_strv_builder_add (argv, g_getenv ("LINKGLASS_CLI"));
  g_strv_builder_addv (argv, (const char **) arguments);
  strv = g_strv_builder_end (argv);
  if (secret_variable != NULL)
    g_subprocess_launcher_setenv (launcher, "LINKGLASS_SECRET", secret_variable, TRUE);

  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) strv, &error);
  g_assert_no_error (error);
  return process;
}

/* Runs linkglass-cli to its end, with @input on its standard input. */
static inline void
lg_test_cli (LgTestRun          *run,
             const char         *secret_variable,
             const char         *input,
             const char *const  *arguments)
{
  g_autoptr (GSubprocess) process = lg_test_spawn (secret_variable, arguments);
  g_autoptr (GError) error = NULL;

  lg_test_run_clear (run);
  g_subprocess_communicate_utf8 (process, input, NULL, &run->out, &run->err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  run->status = g_subprocess_get_exit_status (process);
  /* Not the output: `sign` prints a password. */
  g_test_message ("exit %d\n%s", run->status, run->err);
}

static inline JsonObject *
lg_test_parse_json (JsonParser *parser,
                    const char *text)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

#define ARGS(...) ((const char *const []) { __VA_ARGS__, NULL })
