/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-test-window.h"
#include "model/lg-pairing.h"
#include "model/lg-practice-announcement.h"
#include "model/lg-practice-process.h"

#include <glib/gstdio.h>

static const char answer[] =
  "{\"ready\": {\"host\": \"localhost\", \"ports\": ["
  "{\"port\": 40001, \"transport\": \"tls\", \"vendorPort\": 8883, \"root\": \"/x/iot-root.pem\"},"
  "{\"port\": 40002, \"transport\": \"tcp\", \"vendorPort\": 1883}],"
  "\"productKey\": \"a1Practice\", \"deviceName\": \"press-04\", \"deviceSecretFile\": \"%s\","
  "\"newDeviceName\": \"press-05\", \"productSecretFile\": \"%s\"}}";

/* A program that stands for `linkglass-cli`. */
static char *
make_program (const char *directory,
              const char *script)
{
  char *path = g_build_filename (directory, "practice", NULL);
  g_autofree char *text = g_strconcat ("#!/bin/sh\n", script, "\n", NULL);

  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  return path;
}

typedef struct
{
  char              *directory;
  char              *program;
  LgPracticeProcess *practice;
} Fixture;

static void
set_up (Fixture    *fixture,
        const char *script)
{
  fixture->directory = g_dir_make_tmp ("linkglass-XXXXXX", NULL);
  fixture->program = make_program (fixture->directory, script);
  fixture->practice = lg_practice_process_new (fixture->program);
}

static void
tear_down (Fixture *fixture)
{
  g_assert_finalize_object (fixture->practice);
  g_remove (fixture->program);
  g_rmdir (fixture->directory);
  g_free (fixture->program);
  g_free (fixture->directory);
}

static gboolean
has_problem (gpointer practice)
{
  return lg_practice_process_get_problem (practice) != NULL;
}

static gboolean
has_told (gpointer practice)
{
  return lg_practice_process_is_ready (practice) || has_problem (practice);
}

static void
test_fills_the_device (void)
{
  g_autofree char *secret_file = NULL, *line = NULL, *script = NULL;
  Fixture fixture;
  LgCredentials *credentials;
  LgEndpoint *endpoint;
  int fd;

  fd = g_file_open_tmp ("secret-XXXXXX", &secret_file, NULL);
  g_assert_true (g_file_set_contents (secret_file, "shh\n", -1, NULL));
  g_close (fd, NULL);
  line = g_strdup_printf (answer, secret_file, secret_file);
  script = g_strdup_printf ("echo '%s'; cat", line);
  set_up (&fixture, script);

  lg_practice_process_start (fixture.practice);
  lg_test_wait (has_told, fixture.practice);
  g_assert_cmpstr (lg_practice_process_get_problem (fixture.practice), ==, NULL);

  credentials = lg_profile_get_credentials (lg_practice_process_get_profile (fixture.practice));
  endpoint = lg_profile_get_endpoint (lg_practice_process_get_profile (fixture.practice));
  g_assert_cmpstr (lg_credentials_get_device_name (credentials), ==, "press-04");
  g_assert_cmpstr (lg_credentials_get_client_id (credentials), ==, "a1Practice.press-04");
  g_assert_cmpstr (lg_secret_peek (lg_credentials_get_secret (credentials)), ==, "shh");
  g_assert_cmpuint (lg_endpoint_get_port (endpoint), ==, 40001);
  g_assert_cmpstr (lg_endpoint_get_root (endpoint), ==, "/x/iot-root.pem");
  g_assert_cmpuint (g_list_model_get_n_items (
                      lg_practice_process_get_pairings (fixture.practice)),
                    ==, 2);

  /* An experiment is undone. */
  lg_credentials_set_device_name (credentials, "nobody");
  lg_practice_process_restore (fixture.practice);
  g_assert_cmpstr (lg_credentials_get_device_name (credentials), ==, "press-04");

  /* The one that is still to register. */
  lg_credentials_set_mode (credentials, LG_MODE_REGISTRATION);
  g_assert_cmpstr (lg_credentials_get_device_name (credentials), ==, "press-05");
  g_assert_cmpstr (lg_secret_peek (lg_credentials_get_secret (credentials)), ==, "shh");

  tear_down (&fixture);
  g_remove (secret_file);
}

static void
test_says_why_it_failed (void)
{
  static const struct
  {
    const char *script;
    const char *problem;
  } cases[] = {
    { "echo 'mosquitto is not installed.' >&2; exit 1", "mosquitto is not installed." },
    { "exit 1", "The practice platform ended without a word." },
    { "echo nonsense; cat", "The practice platform gave an answer Linkglass does not understand." },
    { "echo '{\"ready\": 1}'; cat",
      "The practice platform gave an answer Linkglass does not understand." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;

      set_up (&fixture, cases[i].script);
      lg_practice_process_start (fixture.practice);
      lg_test_wait (has_told, fixture.practice);
      g_assert_false (lg_practice_process_is_ready (fixture.practice));
      g_assert_cmpstr (lg_practice_process_get_problem (fixture.practice), ==, cases[i].problem);
      tear_down (&fixture);
    }
}

/* The platform may end while the window is open: that is said as well. */
static void
test_tells_its_end (void)
{
  g_autofree char *line = g_strdup_printf (answer, "/nonexistent", "/nonexistent");
  g_autofree char *script = g_strdup_printf ("echo '%s'; echo 'The broker ended.' >&2", line);
  Fixture fixture;

  set_up (&fixture, script);
  lg_practice_process_start (fixture.practice);
  lg_test_wait (has_problem, fixture.practice);
  g_assert_cmpstr (lg_practice_process_get_problem (fixture.practice), ==, "The broker ended.");
  g_assert_false (lg_practice_process_is_ready (fixture.practice));
  tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice-process/fills-the-device", test_fills_the_device);
  g_test_add_func ("/practice-process/says-why-it-failed", test_says_why_it_failed);
  g_test_add_func ("/practice-process/tells-its-end", test_tells_its_end);

  return g_test_run ();
}
