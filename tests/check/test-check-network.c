/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs a network of one's own: the platform's real port numbers, and missing routes. */
#include "check-fixture.h"

#include "tls-peer.h"

#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Leaves the machine's network for an empty one that has only loopback. */
static gboolean
enter_network (void)
{
  struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
  gboolean up;
  int fd;

  if (unshare (CLONE_NEWNET) != 0)
    return FALSE;
  fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  up = ioctl (fd, SIOCSIFFLAGS, &request) == 0;
  close (fd);
  return up;
}

static TlsPeer *
serve_on (CheckFixture *self,
          guint16       port)
{
  return tls_peer_new_on (lg_key_pair_get_certificate_pem (self->pair),
                          lg_key_pair_get_key_pem (self->pair), AF_INET, port, NULL);
}

/* The documented ports of a platform, one of them plain and closed, as new instances have it. */
static void
test_usual_ports (CheckFixture  *self,
                  gconstpointer  data)
{
  g_autoptr (LgCheck) check = check_fixture_make (self, "tuya", "127.0.0.1", self->good);
  g_autoptr (TlsPeer) main_peer = serve_on (self, 8883);
  g_autoptr (TlsPeer) other_peer = serve_on (self, 443);
  LgFinding *finding;

  lg_check_add_usual_ports (check);
  check_run (check);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (check)), ==, 3);
  g_assert_true (lg_check_is_healthy (check));
  g_assert_cmpuint (lg_check_port_get_port (lg_check_get_best_port (check)), ==, 8883);
  finding = check_find (check, "tcp.refused");
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity, ==, LG_SEVERITY_NOTE);
}

static void
test_no_route (CheckFixture  *self,
               gconstpointer  data)
{
  static const struct { const char *host; const char *cause; } rows[] = {
    { "192.0.2.1", "tcp.unreachable" },
    { "2001:db8::1", "dns.no-usable-address" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgCheck) check = check_fixture_make (self, "custom", rows[i].host, self->good);

      lg_check_add_port (check, 8883, LG_SECURITY_TLS);
      check_run (check);
      check_assert_cause (check, rows[i].cause, LG_CONFIDENCE_CERTAIN);
    }
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (CheckFixture *, gconstpointer);
  } tests[] = {
    { "/check/network/usual-ports", test_usual_ports },
    { "/check/network/no-route", test_no_route },
  };

  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  if (!enter_network ())
    {
      g_print ("1..0 # SKIP no network namespace may be made here\n");
      return 0;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, CheckFixture, NULL, check_fixture_set_up, tests[i].test,
                check_fixture_tear_down);

  return g_test_run ();
}
