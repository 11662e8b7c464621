/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be wrong with a name: in the host field, and in DNS. The name server is one of our own,
 * in a network of our own that has nothing but loopback. */
#include "check-fixture.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#define DNS_HEADER 12
#define NXDOMAIN 3
#define SERVFAIL 2
#define TYPE_A 1
#define TYPE_AAAA 28

/* How the name server answers a name. */
typedef struct
{
  const char *label;
  int         code; /* -1: not at all */
  guint16     type;
  const char *address;
} Answer;

static const Answer answers[] = {
  { "absent", NXDOMAIN, 0, NULL },
  { "broken", SERVFAIL, 0, NULL },
  { "silent", -1, 0, NULL },
  { "empty", 0, 0, NULL },
  { "six", 0, TYPE_AAAA, "2001:db8::1" },
  { "four", 0, TYPE_A, "192.0.2.1" },
};

static const struct
{
  const char *path;
  const char *host;
  const char *cause;
  gboolean    resolves;
} rows[] = {
  { "/names/scheme", "mqtts://host.example", "input.host-malformed", FALSE },
  { "/names/port", "host.example:8883", "input.host-malformed", FALSE },
  { "/names/blank-before", " host.example", "input.host-malformed", FALSE },
  { "/names/blank-within", "host. example", "input.host-malformed", FALSE },
  { "/names/blank-after", "host.example ", "input.host-malformed", FALSE },
  { "/names/path", "host.example/mqtt", "input.host-malformed", FALSE },
  { "/names/nothing", "", "input.host-malformed", FALSE },
  { "/names/absent", "absent.example", "dns.not-found", TRUE },
  { "/names/without-address", "empty.example", "dns.not-found", TRUE },
  { "/names/broken-resolver", "broken.example", "dns.resolver-unreachable", TRUE },
  { "/names/silent-resolver", "silent.example", "dns.resolver-unreachable", TRUE },
  { "/names/other-family", "six.example", "dns.no-usable-address", TRUE },
  { "/names/no-route", "four.example", "tcp.unreachable", TRUE },
};

static gboolean has_network;

static const Answer *
find_answer (const guint8 *question)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (question[0] == strlen (answers[i].label)
        && memcmp (question + 1, answers[i].label, question[0]) == 0)
      return &answers[i];
  return NULL;
}

/* Turns a query for label.example into its answer (RFC 1035, section 4); returns the new length. */
static gsize
answer (guint8 *message,
        gsize   length)
{
  const guint8 *question = message + DNS_HEADER;
  gsize end = DNS_HEADER + strlen ((const char *) question) + 5;
  const Answer *row = find_answer (question);
  guint16 type = message[end - 4] << 8 | message[end - 3];
  gsize size = type == TYPE_A ? 4 : 16;
  const guint8 record[] = { 0xc0, DNS_HEADER, 0, type, 0, 1, 0, 0, 0, 60, 0, size };

  if (row == NULL || row->code < 0)
    return 0;

  message[2] = 0x84 | (message[2] & 1); /* an answer, authoritative */
  message[3] = 0x80 | row->code;
  memset (message + 6, 0, 6);
  if (row->type != type)
    return end;

  message[7] = 1;
  memcpy (message + end, record, sizeof record);
  inet_pton (type == TYPE_A ? AF_INET : AF_INET6, row->address, message + end + sizeof record);
  return end + sizeof record + size;
}

static gpointer
name_server_thread (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);
  guint8 message[600];
  struct sockaddr_in peer;
  socklen_t peer_length = sizeof peer;
  gssize length;

  while ((length = recvfrom (fd, message, 512, 0, (struct sockaddr *) &peer, &peer_length)) > 0)
    {
      gsize n = length > DNS_HEADER ? answer (message, length) : 0;

      if (n > 0)
        sendto (fd, message, n, 0, (struct sockaddr *) &peer, peer_length);
      peer_length = sizeof peer;
    }
  return NULL;
}

static gboolean
start_name_server (void)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET, .sin_port = htons (53), .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  if (bind (fd, (struct sockaddr *) &address, sizeof address) != 0)
    return FALSE;
  g_thread_unref (g_thread_new ("name-server", name_server_thread, GINT_TO_POINTER (fd)));
  return TRUE;
}

static gboolean
raise_loopback (void)
{
  struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  gboolean raised = ioctl (fd, SIOCSIFFLAGS, &request) == 0;

  close (fd);
  return raised;
}

/* Lays @contents over a file of the system, for this process alone. */
static gboolean
replace_file (const char *path,
              const char *contents)
{
  char name[] = "/tmp/linkglass-names-XXXXXX";
  int fd = g_mkstemp (name);
  gboolean replaced = write (fd, contents, strlen (contents)) > 0
                      && mount (name, path, NULL, MS_BIND, NULL) == 0;

  close (fd);
  unlink (name);
  return replaced;
}

/* Before there is any thread: only then may a process leave its namespaces. */
static gboolean
enter_own_network (void)
{
  return (unshare (CLONE_NEWNET | CLONE_NEWNS) == 0
          || unshare (CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS) == 0)
         && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
         && raise_loopback ()
         && replace_file ("/etc/resolv.conf", "nameserver 127.0.0.1\noptions attempts:1\n")
         && replace_file ("/etc/hosts", "127.0.0.1 localhost\n")
         && start_name_server ();
}

static void
test_row (CheckFixture  *self,
          gconstpointer  data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (LgCheck) check = check_fixture_make (self, "custom", rows[row].host, self->good);

  if (rows[row].resolves && !has_network)
    {
      g_test_skip ("no network of one's own can be made here");
      return;
    }

  lg_check_add_port (check, 8883, LG_SECURITY_TLS);
  lg_check_add_port (check, 443, LG_SECURITY_TLS);
  check_run (check);
  check_assert_cause (check, rows[row].cause, LG_CONFIDENCE_CERTAIN);
}

int
main (int    argc,
      char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  has_network = enter_own_network ();
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_test_add (rows[i].path, CheckFixture, GUINT_TO_POINTER (i), check_fixture_set_up, test_row,
                check_fixture_tear_down);

  return g_test_run ();
}
