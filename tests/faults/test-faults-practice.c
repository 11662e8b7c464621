/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every fault of the practice platform up to the handshake, served for real: the check must name
 * its cause, and claim no other. */
#include "check-fixture.h"

#include "practice/lg-practice-fault-private.h"
#include "practice/lg-practice.h"

#include <signal.h>

#define TLS_PORT 0
#define OTHER_TLS_PORT 2

/* A cause is named with certainty, as the only one, and is a fault, unless it is listed here. */
static const struct
{
  const char   *fault;
  LgConfidence  confidence;
  LgSeverity    severity;
  const char   *beside; /* as certain as anything: it is both */
} exceptions[] = {
  { "expires-soon", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_RISK, NULL },
  { "root-expires-soon", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_RISK, NULL },
  { "wrong-order", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_NOTE, NULL },
  { "missing-intermediate", LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT, NULL },
  { "intercepted", LG_CONFIDENCE_POSSIBLE, LG_SEVERITY_FAULT, "cert.unknown-issuer" },
  { "port-filtered", LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT, NULL },
  { "plain-closed", LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT, NULL },
  { "plain-silent", LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT, NULL },
};

static void
assert_cause (LgCheck                *check,
              const LgPracticeFault  *fault)
{
  GListModel *findings = lg_check_get_findings (check);
  LgFinding *expected = fault->cause != NULL ? check_find (check, fault->cause) : NULL;
  LgConfidence confidence = LG_CONFIDENCE_CERTAIN;
  LgSeverity severity = LG_SEVERITY_FAULT;
  const char *beside = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (g_str_equal (exceptions[i].fault, fault->name))
      {
        confidence = exceptions[i].confidence;
        severity = exceptions[i].severity;
        beside = exceptions[i].beside;
      }

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (LgFinding) finding = g_list_model_get_item (findings, i);
      const char *cause = finding->cause;

      g_test_message ("%s (%d, %d): %s | %s", cause,
                      finding->severity, finding->confidence,
                      finding->title, finding->evidence);
      if (g_strcmp0 (cause, fault->cause) != 0 && g_strcmp0 (cause, beside) != 0)
        g_assert_true (finding->severity != LG_SEVERITY_FAULT
                       || (fault->cause != NULL
                           && finding->confidence != LG_CONFIDENCE_CERTAIN));
    }

  g_assert_cmpint (expected != NULL, ==, fault->cause != NULL);
  g_assert_cmpint (lg_check_is_healthy (check), ==,
                   fault->cause == NULL || severity != LG_SEVERITY_FAULT);
  if (expected == NULL)
    return;
  g_assert_cmpint (expected->confidence, ==, confidence);
  g_assert_cmpint (expected->severity, ==, severity);
  g_assert_cmpstr (expected->evidence, !=, "");
  g_assert_cmpstr (expected->advice, !=, "");
}

static LgRootStore *
load_roots (const LgPracticePort *ports)
{
  LgRootStore *store = lg_root_store_new (NULL);
  g_autoptr (GError) error = NULL;

  lg_root_store_load_file (store, ports[TLS_PORT].root_file, &error);
  g_assert_no_error (error);
  lg_root_store_load_file (store, ports[OTHER_TLS_PORT].root_file, &error);
  g_assert_no_error (error);
  return store;
}

/* The port with the fault and its root, as a device has it; or, where another port tells more, both
 * of them with every root. */
static void
set_up_check (LgCheck               *check,
              LgRootStore           *store,
              const LgPracticeFault *fault,
              const LgPracticePort  *ports,
              gsize                  n_ports)
{
  gboolean compares = g_strcmp0 (fault->cause, "tcp.port-filtered") == 0;

  for (gsize i = 0; i < n_ports; i++)
    if (lg_practice_fault_is_at (fault, ports[i].vendor_port, ports[i].tls)
        || (compares && i == OTHER_TLS_PORT))
      lg_check_add_port (check, ports[i].port, ports[i].tls ? LG_SECURITY_TLS : LG_SECURITY_TCP);
  if (!compares)
    lg_check_add_root (check, lg_root_store_find (store, ports[TLS_PORT].root_file));
}

static void
test_fault (gconstpointer data)
{
  const LgPracticeFault *fault = data;
  g_autoptr (LgPractice) practice = lg_practice_new (&(LgPracticeOptions) { .fault = fault });
  g_autoptr (GError) error = NULL;
  g_autoptr (LgCheck) check = NULL;
  CheckFixture fixture = { 0 };
  const LgPracticePort *ports;
  gsize n_ports;

  lg_practice_start (practice, &error);
  g_assert_no_error (error);
  ports = lg_practice_get_ports (practice, &n_ports);
  fixture.store = load_roots (ports);
  check = check_fixture_make (&fixture, "custom", lg_practice_get_host (practice), NULL);
  set_up_check (check, fixture.store, fault, ports, n_ports);

  check_run (check);
  assert_cause (check, fault);
  g_object_unref (fixture.store);
}

static gboolean
has_ipv6 (void)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, NULL);

  return socket != NULL && g_socket_bind (socket, address, FALSE, NULL);
}

int
main (int    argc,
      char **argv)
{
  const LgPracticeFault *fault;

  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; (fault = lg_practice_fault_get (i)) != NULL; i++)
    if (!lg_practice_fault_is_conduct (fault)
        && (g_strcmp0 (fault->host, "::1") != 0 || has_ipv6 ()))
      {
        g_autofree char *path = g_strdup_printf ("/faults/%s", fault->name);

        g_test_add_data_func (path, fault, test_fault);
      }

  return g_test_run ();
}
