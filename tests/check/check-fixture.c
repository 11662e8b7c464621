/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-fixture.h"
#include "lib/lg-test-time.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* Long enough for a loaded machine, short enough for a port that never answers. */
#define TIMEOUT_MS 900

LgKeyPair *
check_make_pair (const LgPkiSpec *spec,
                 LgKeyPair       *issuer)
{
  g_autoptr (GError) error = NULL;
  LgKeyPair *pair = lg_key_pair_new (spec, issuer, &error);

  g_assert_no_error (error);
  return pair;
}

LgRoot *
check_fixture_add_root (CheckFixture *self,
                        const char   *name,
                        const char   *pem)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  g_autoptr (GError) error = NULL;
  LgRoot *root;

  g_file_set_contents (path, pem, -1, &error);
  g_assert_no_error (error);
  root = lg_root_store_load_file (self->store, path, &error);
  g_assert_no_error (error);
  return root;
}

void
check_fixture_set_up (CheckFixture  *self,
                      gconstpointer  data)
{
  const char *const names[] = { "localhost", "127.0.0.1", "::1", NULL };

  self->directory = g_dir_make_tmp ("linkglass-check-XXXXXX", NULL);
  self->store = lg_root_store_new (NULL);
  self->root = check_make_pair (&(LgPkiSpec) { .name = "Good Root", .ca = TRUE }, NULL);
  self->pair = check_make_pair (&(LgPkiSpec) { .name = "localhost", .names = names }, self->root);
  self->good = check_fixture_add_root (self, "good.pem",
                                       lg_key_pair_get_certificate_pem (self->root));
}

void
check_fixture_tear_down (CheckFixture  *self,
                         gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (self->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->directory);
  g_free (self->directory);
  lg_key_pair_free (self->root);
  lg_key_pair_free (self->pair);
  g_object_unref (self->store);
}

LgCheck *
check_fixture_make (CheckFixture *self,
                    const char   *platform,
                    const char   *host,
                    LgRoot       *root)
{
  g_autoptr (LgEndpoint) endpoint = lg_endpoint_new ();
  LgCheck *check;

  lg_endpoint_set_platform_id (endpoint, platform);
  lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
  lg_endpoint_set_host (endpoint, host);
  check = lg_check_new (endpoint, host, self->store);
  lg_check_set_timeouts (check, TIMEOUT_MS, TIMEOUT_MS, TIMEOUT_MS, TIMEOUT_MS);
  if (root != NULL)
    lg_check_add_root (check, root);
  return check;
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  lg_check_run_finish (LG_CHECK (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

void
check_run (LgCheck *check)
{
  gint64 deadline_us = lg_test_get_deadline (30 * G_USEC_PER_SEC);
  gboolean done = FALSE;

  lg_check_run_async (check, NULL, done_cb, &done);
  while (!done)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_main_context_iteration (NULL, TRUE);
    }
}

LgFinding *
check_find (LgCheck    *check,
            const char *cause)
{
  GListModel *findings = lg_check_get_findings (check);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (LgFinding) finding = g_list_model_get_item (findings, i);

      if (g_str_equal (finding->cause, cause))
        return finding;
    }
  return NULL;
}

/* @cause is found and is first, and nothing else is claimed as a certain fault. %NULL: no fault. */
void
check_assert_cause (LgCheck      *check,
                    const char   *cause,
                    LgConfidence  confidence)
{
  GListModel *findings = lg_check_get_findings (check);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (LgFinding) finding = g_list_model_get_item (findings, i);

      g_test_message ("%s (%d, %d): %s | %s", finding->cause,
                      finding->severity, finding->confidence,
                      finding->title, finding->evidence);
      if (i == 0 && cause != NULL)
        {
          g_assert_cmpstr (finding->cause, ==, cause);
          g_assert_cmpint (finding->confidence, ==, confidence);
        }
      else
        g_assert_true (finding->severity != LG_SEVERITY_FAULT
                       || finding->confidence != LG_CONFIDENCE_CERTAIN);
      g_assert_cmpstr (finding->evidence, !=, "");
      g_assert_cmpstr (finding->advice, !=, "");
    }
  if (cause != NULL)
    g_assert_cmpuint (g_list_model_get_n_items (findings), >, 0);
}

guint16
check_find_closed_port (void)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &length), ==, 0);
  close (fd);
  return ntohs (address.sin_port);
}
