/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link-fixture.h"
#include "lib/lg-test-time.h"

#include <glib/gstdio.h>

#define DEADLINE_US (20 * G_USEC_PER_SEC)

static char *
make_record_path (void)
{
  g_autofree char *directory = g_dir_make_tmp ("linkglass-link-XXXXXX", NULL);

  return g_build_filename (directory, "test.linkglass", NULL);
}

static LgLink *
make_link (LgProfile *profile,
           guint16    port)
{
  g_autoptr (LgRootStore) roots = lg_root_store_new_for_system ();
  g_autofree char *path = make_record_path ();
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);

  lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
  lg_endpoint_set_host (endpoint, "127.0.0.1");
  lg_endpoint_set_port (endpoint, port);
  lg_endpoint_set_security (endpoint, LG_SECURITY_TCP);
  return lg_link_new (profile, roots, path);
}

/* A client of any broker on this computer. */
LgLink *
link_new (guint16 port)
{
  g_autoptr (LgProfile) profile = lg_profile_new ("test");
  LgCredentials *credentials = lg_profile_get_credentials (profile);

  lg_endpoint_set_platform_id (lg_profile_get_endpoint (profile), "custom");
  lg_credentials_set_mode (credentials, LG_MODE_CUSTOM);
  lg_credentials_set_mqtt_client_id (credentials, "the-client");
  return make_link (profile, port);
}

/* The practice device, without TLS, and told on /ext/notify when it is kicked. */
LgLink *
link_new_practice (LgPractice *practice)
{
  g_autoptr (LgProfile) profile = lg_profile_new ("practice");
  LgCredentials *credentials = lg_profile_get_credentials (profile);
  g_autoptr (LgSecret) secret = NULL;
  g_autofree char *text = NULL;
  const LgPracticePort *ports;
  gsize n_ports;

  g_assert_true (g_file_get_contents (lg_practice_get_device_secret_file (practice), &text, NULL,
                                      NULL));
  secret = lg_secret_new (g_strchomp (text));
  ports = lg_practice_get_ports (practice, &n_ports);
  lg_endpoint_set_platform_id (lg_profile_get_endpoint (profile), "practice");
  lg_credentials_set_product_key (credentials, lg_practice_get_product_key (practice));
  lg_credentials_set_device_name (credentials, lg_practice_get_device_name (practice));
  lg_credentials_set_client_id (credentials, "test");
  lg_credentials_set_extended_parameters (credentials, "ext=3");
  lg_credentials_set_secret (credentials, secret);
  return make_link (profile, ports[n_ports - 1].port);
}

void
link_connect (LgLink *link)
{
  g_autoptr (GError) error = NULL;

  lg_link_connect (link, &error);
  g_assert_no_error (error);
}

void
link_wait (LinkCondition condition,
           gpointer      user_data)
{
  gint64 deadline = lg_test_get_deadline (DEADLINE_US);

  while (!condition (user_data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

typedef struct
{
  LgLink         *link;
  LgSessionState  state;
} Settling;

static gboolean
is_settled (gpointer user_data)
{
  Settling *settling = user_data;

  return lg_session_get_state (lg_link_get_session (settling->link)) == settling->state;
}

void
link_settle (LgLink         *link,
             LgSessionState  state)
{
  link_wait (is_settled, &(Settling) { link, state });
}

/* Ends the link, and takes its recording away. */
void
link_close (LgLink *link)
{
  g_autofree char *path = NULL;
  g_autofree char *directory = NULL;

  lg_link_disconnect (link);
  link_settle (link, LG_SESSION_DISCONNECTED);
  g_object_get (link, "record-path", &path, NULL);
  if (lg_link_get_recording (link) != NULL)
    g_assert_true (lg_recording_close (lg_link_get_recording (link), NULL));
  g_assert_finalize_object (link);

  directory = g_path_get_dirname (path);
  g_remove (path);
  g_rmdir (directory);
}
