/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be wrong with a name: in the host field, and in DNS. The name server is one of our own,
 * in a network of our own that has nothing but loopback. */
#include "check-fixture.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#define DNS_HEADER 12
#define SERVFAIL 2
#define NXDOMAIN 3
#define REFUSED 5
#define TYPE_A 1
#define TYPE_AAAA 28
/* As many as a message over UDP takes. */
#define MANY 28
/* Where a name server listens that never answers. */
#define SILENT "127.0.0.2"

/* How the name server answers a name. */
typedef struct
{
  const char *label;
  int         code; /* -1: not at all */
  guint16     type;
  const char *address;
  guint       n; /* so many addresses, counted up from it; 0: one */
} Answer;

static const Answer answers[] = {
  { "absent", .code = NXDOMAIN },
  { "broken", .code = SERVFAIL },
  { "refused", .code = REFUSED },
  { "silent", .code = -1 },
  { "empty", .code = 0 },
  { "six", .type = TYPE_AAAA, .address = "2001:db8::1" },
  { "four", .type = TYPE_A, .address = "192.0.2.1" },
  { "nowhere", .type = TYPE_A, .address = "0.0.0.0" },
  { "nowhere6", .type = TYPE_AAAA, .address = "::" },
  { "self", .type = TYPE_A, .address = "127.0.0.1" },
  { "many", .type = TYPE_A, .address = "192.0.2.1", .n = MANY },
  { "gateway", .type = TYPE_A, .address = "10.9.8.7" },
};

static const struct
{
  const char *path;
  const char *host;
  const char *cause;
  gboolean    resolves;
  const char *says; /* a part of the title or evidence */
} rows[] = {
  { "/names/scheme", "mqtts://host.example", "input.host-malformed", FALSE },
  { "/names/port", "host.example:8883", "input.host-malformed", FALSE },
  { "/names/blank-before", " host.example", "input.host-malformed", FALSE },
  { "/names/blank-within", "host. example", "input.host-malformed", FALSE },
  { "/names/blank-after", "host.example ", "input.host-malformed", FALSE },
  { "/names/path", "host.example/mqtt", "input.host-malformed", FALSE },
  { "/names/nothing", "", "input.host-malformed", FALSE },
  { "/names/absent", "absent.example", "dns.not-found", TRUE, "does not exist" },
  { "/names/without-address", "empty.example", "dns.no-usable-address", TRUE,
    "exists, but has no address" },
  { "/names/broken-resolver", "broken.example", "dns.server-failed", TRUE,
    "the name server 127.0.0.1 answered SERVFAIL" },
  { "/names/refusing-resolver", "refused.example", "dns.server-failed", TRUE,
    "the name server 127.0.0.1 answered REFUSED" },
  { "/names/silent-resolver", "silent.example", "dns.resolver-unreachable", TRUE, NULL },
  { "/names/other-family", "six.example", "dns.no-usable-address", TRUE,
    "no address this computer can reach" },
  { "/names/no-route", "four.example", "tcp.unreachable", TRUE, NULL },
  { "/names/nowhere", "nowhere.example", "dns.blocked", TRUE, "nowhere.example: 0.0.0.0" },
  { "/names/nowhere-six", "nowhere6.example", "dns.blocked", TRUE, "nowhere6.example: ::" },
  { "/names/self", "self.example", "dns.blocked", TRUE, "self.example: 127.0.0.1" },
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

  message[7] = MAX (row->n, 1);
  for (guint i = 0; i < message[7]; i++)
    {
      memcpy (message + end, record, sizeof record);
      inet_pton (type == TYPE_A ? AF_INET : AF_INET6, row->address, message + end + sizeof record);
      end += sizeof record + size;
      message[end - 1] += i;
    }
  return end;
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
  struct sockaddr_in silent = address;
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  int silent_fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  silent.sin_addr.s_addr = inet_addr (SILENT);
  if (bind (fd, (struct sockaddr *) &address, sizeof address) != 0
      || bind (silent_fd, (struct sockaddr *) &silent, sizeof silent) != 0)
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

/* Only what replace_file() laid there. */
static gboolean
rewrite_file (const char *path,
              const char *contents)
{
  int fd = open (path, O_WRONLY | O_TRUNC | O_CLOEXEC);
  gboolean written = fd >= 0 && write (fd, contents, strlen (contents)) > 0;

  close (fd);
  return written;
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

/* A platform's own name that leads into this network: a block page, maybe. */
static void
test_private (CheckFixture  *self,
              gconstpointer  data)
{
  g_autoptr (LgCheck) check = check_fixture_make (self, "alibaba", "gateway.aliyuncs.com",
                                                  self->good);
  LgFinding *finding;

  if (!has_network)
    {
      g_test_skip ("no network of one's own can be made here");
      return;
    }

  lg_check_add_port (check, 8883, LG_SECURITY_TLS);
  check_run (check);
  check_assert_cause (check, "tcp.unreachable", LG_CONFIDENCE_CERTAIN);
  finding = check_find (check, "dns.blocked");
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->confidence, ==, LG_CONFIDENCE_POSSIBLE);
  g_assert_nonnull (strstr (finding->evidence, "10.9.8.7"));
}

/* Of very many addresses some are told and tried, and the rest is counted. */
static void
test_many (CheckFixture  *self,
           gconstpointer  data)
{
  g_autoptr (LgCheck) check = check_fixture_make (self, "custom", "many.example", self->good);
  g_autoptr (LgCheckPort) port = NULL;
  GPtrArray *steps;
  guint n_tried = 0;

  if (!has_network)
    {
      g_test_skip ("no network of one's own can be made here");
      return;
    }

  lg_check_add_port (check, 8883, LG_SECURITY_TLS);
  check_run (check);
  port = g_list_model_get_item (G_LIST_MODEL (check), 0);
  steps = lg_check_port_get_steps (port);
  for (guint i = 0; i < steps->len; i++)
    n_tried += ((const LgCheckStep *) steps->pdata[i])->kind == LG_STEP_TCP;
  g_assert_cmpuint (n_tried, ==, 16);
  g_assert_true (g_str_has_suffix (lg_check_port_get_seen (port)->addresses, ", … +12"));
}

/* linkglass-cli at a terminal, as far as standard error goes. */
static GSubprocess *
run_at_terminal (int *terminal)
{
  const char *const argv[] = {
    g_getenv ("LINKGLASS_CLI"), "check", "--platform", "custom", "--host", "four.example", "--port",
    "8883", NULL,
  };
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;
  int slave;

  g_assert_cmpint (openpty (terminal, &slave, NULL, NULL, NULL), ==, 0);
  g_subprocess_launcher_take_stderr_fd (launcher, slave);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  return process;
}

static void
assert_told_of (int         terminal,
                const char *text)
{
  g_autoptr (GString) told = g_string_new (NULL);
  char bytes[256];
  gssize n;

  while ((n = read (terminal, bytes, sizeof bytes)) > 0)
    g_string_append_len (told, bytes, n);
  close (terminal);
  g_test_message ("%s", told->str);
  g_assert_nonnull (strstr (told->str, text));
}

/* A silent name server costs the system's resolver 5 s; the one behind it has the address. */
static void
test_patience (CheckFixture  *self,
               gconstpointer  data)
{
  g_autoptr (LgCheck) check = check_fixture_make (self, "custom", "four.example", self->good);
  g_autoptr (GSubprocess) process = NULL;
  int terminal;

  if (!has_network)
    {
      g_test_skip ("no network of one's own can be made here");
      return;
    }

  g_assert_true (rewrite_file ("/etc/resolv.conf",
                               "nameserver " SILENT "\nnameserver 127.0.0.1\n"));
  process = run_at_terminal (&terminal);
  lg_check_set_timeouts (check, 0, 0, 0, 0);
  lg_check_add_port (check, 8883, LG_SECURITY_TLS);
  check_run (check);
  check_assert_cause (check, "tcp.unreachable", LG_CONFIDENCE_CERTAIN);

  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  assert_told_of (terminal, "Looking up four.example: no answer for 3 s");
}

static LgConfidence
get_confidence (const char *cause)
{
  return g_str_equal (cause, "dns.blocked") ? LG_CONFIDENCE_LIKELY : LG_CONFIDENCE_CERTAIN;
}

static void
test_row (CheckFixture  *self,
          gconstpointer  data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (LgCheck) check = check_fixture_make (self, "custom", rows[row].host, self->good);
  LgFinding *finding;

  if (rows[row].resolves && !has_network)
    {
      g_test_skip ("no network of one's own can be made here");
      return;
    }

  lg_check_add_port (check, 8883, LG_SECURITY_TLS);
  lg_check_add_port (check, 443, LG_SECURITY_TLS);
  check_run (check);
  check_assert_cause (check, rows[row].cause, get_confidence (rows[row].cause));
  finding = check_find (check, rows[row].cause);
  if (rows[row].says != NULL)
    g_assert_true (strstr (finding->title, rows[row].says) != NULL
                   || strstr (finding->evidence, rows[row].says) != NULL);
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
  g_test_add ("/names/private", CheckFixture, NULL, check_fixture_set_up, test_private,
              check_fixture_tear_down);
  g_test_add ("/names/many", CheckFixture, NULL, check_fixture_set_up, test_many,
              check_fixture_tear_down);
  g_test_add ("/names/patience", CheckFixture, NULL, check_fixture_set_up, test_patience,
              check_fixture_tear_down);

  return g_test_run ();
}
