/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is called fine that had no answer or was not sent. */
#include "lg-test-cli.h"
#include "lib/lg-test-broker.h"
#include "lib/lg-test-peer.h"

#define CONNECT LG_TEST_EXPECT_STEP (LG_PACKET_CONNECT)
#define SUBSCRIBE LG_TEST_EXPECT_STEP (LG_PACKET_SUBSCRIBE)
#define PUBLISH LG_TEST_EXPECT_STEP (LG_PACKET_PUBLISH)
#define SEND LG_TEST_SEND_STEP
#define LOGIN CONNECT, SEND ("\x20\x02\x00\x00")
#define LOGIN_5(properties) CONNECT, SEND (properties)

typedef struct
{
  const char *name;
  LgTestStep  script[6];
  const char *options[8];
  const char *cause;
  const char *evidence;
} Row;

#define ASK "--subscribe", "t/x"
#define PUT(qos) "--publish", "t/x=1", "--qos", (qos)

static const Row rows[] = {
  { "no-suback", { LOGIN }, { ASK }, "subscribe.unanswered", "SUBSCRIBE for t/x" },
  { "suback-of-another", { LOGIN, SUBSCRIBE, SEND ("\x90\x03\x12\x34\x00") }, { ASK },
    "subscribe.unanswered", "identifier 4660" },
  { "no-puback", { LOGIN, PUBLISH }, { PUT ("1") }, "publish.unanswered", "PUBLISH to t/x" },
  { "puback-of-another", { LOGIN, PUBLISH, SEND ("\x40\x02\x12\x34") }, { PUT ("1") },
    "publish.unanswered", "PUBLISH to t/x" },
  { "no-pubcomp", { LOGIN, PUBLISH, SEND ("\x50\x02\x00\x01") }, { PUT ("2") },
    "publish.unanswered", "PUBLISH to t/x" },
  { "in-flight", { LOGIN, PUBLISH, LG_TEST_IDLE_STEP (1200) }, { PUT ("1"), "--no-reconnect" },
    "publish.unanswered", "PUBLISH to t/x" },
  { "no-such-qos", { LOGIN_5 ("\x20\x05\x00\x00\x02\x24\x00") }, { PUT ("1"), "--mqtt", "5" },
    "limit.qos", "no QoS above 0" },
  { "no-retain", { LOGIN_5 ("\x20\x05\x00\x00\x02\x25\x00") },
    { PUT ("0"), "--retain", "--mqtt", "5" }, "limit.retain", "retains no messages" },
  { "no-wildcards", { LOGIN_5 ("\x20\x05\x00\x00\x02\x28\x00") },
    { "--subscribe", "t/#", "--mqtt", "5" }, "topic.invalid", "takes no wildcards" },
  /* SUBSCRIBE for t/x has 11 bytes. */
  { "large-subscribe", { LOGIN_5 ("\x20\x08\x00\x00\x05\x27\x00\x00\x00\x0a") },
    { ASK, "--mqtt", "5" }, "limit.payload", "at most 10 bytes, this one has 11" },
};

static void
run_watch (LgTestRun         *run,
           guint16            port,
           const char        *output,
           const char *const *options)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *number = g_strdup_printf ("%u", port);
  g_auto (GStrv) arguments = NULL;

  g_strv_builder_add_many (builder, "watch", output, "--platform", "custom", "--mode", "custom",
                           "--mqtt-client-id", "test", "--host", "127.0.0.1", "--transport", "tcp",
                           "--port", number, "--seconds", "3", NULL);
  g_strv_builder_addv (builder, (const char **) options);
  arguments = g_strv_builder_end (builder);
  lg_test_cli (run, NULL, NULL, (const char *const *) arguments);
  g_test_message ("%s", run->out);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (row->script, NULL);
  g_autofree char *found = g_strdup_printf ("\"cause\":\"%s\",\"severity\":\"fault\"", row->cause);
  g_auto (LgTestRun) run = { 0 };

  run_watch (&run, lg_test_peer_get_port (peer), "--json", row->options);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.out, found));
  g_assert_nonnull (strstr (run.out, row->evidence));
  g_assert_null (strstr (run.out, "Nothing is wrong"));
}

/* Whoever is answered is told so. */
static void
test_answered (void)
{
  static const LgTestStep script[] = {
    LOGIN, PUBLISH, SEND ("\x50\x02\x00\x01"), LG_TEST_EXPECT_STEP (LG_PACKET_PUBREL),
    SEND ("\x70\x02\x00\x01"), { 0 },
  };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  g_auto (LgTestRun) run = { 0 };

  run_watch (&run, lg_test_peer_get_port (peer), "--json", ARGS (PUT ("2")));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_null (strstr (run.out, "unanswered"));
}

/* The device's mistakes can be made on purpose: QoS 2, retain and a will go out as asked. */
static void
test_on_purpose (void)
{
  static const LgTestStep script[] = { LOGIN, PUBLISH, { 0 } };
  static const guint8 flags[] = { 'M', 'Q', 'T', 'T', 4, 0x02 | 0x04 | 0x10 | 0x20 };
  static const guint8 will[] = { 0, 4, 't', 'e', 's', 't', 0, 3, 'w', '/', 'x', 0, 4, 'g', 'o', 'n',
                                 'e' };
  static const guint8 publish[] = { 0x35, 8, 0, 3, 't', '/', 'x' };
  g_autoptr (LgTestPeer) peer = lg_test_peer_new (script, NULL);
  g_autoptr (GBytes) received = NULL;
  g_auto (LgTestRun) run = { 0 };
  const struct { const guint8 *bytes; gsize n; } parts[] = {
    { flags, sizeof flags }, { will, sizeof will }, { publish, sizeof publish },
  };
  gconstpointer bytes;
  gsize length;

  run_watch (&run, lg_test_peer_get_port (peer), "--json",
             ARGS (PUT ("2"), "--retain", "--will-topic", "w/x", "--will-payload", "gone",
                   "--will-qos", "2", "--will-retain"));
  received = lg_test_peer_dup_received (peer);
  bytes = g_bytes_get_data (received, &length);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_nonnull (memmem (bytes, length, parts[i].bytes, parts[i].n));

  run_watch (&run, 1, "--json", ARGS ("--will-payload", "gone"));
  g_assert_cmpint (run.status, ==, 2);
}

/* With a stock broker QoS 2 and retain come back. */
static void
test_broker (void)
{
  g_autoptr (LgTestBroker) broker = lg_test_broker_new (NULL, NULL);
  g_auto (LgTestRun) run = { 0 };

  if (broker == NULL)
    return;

  run_watch (&run, lg_test_broker_get_port (broker), "--json",
             ARGS (ASK, PUT ("2"), "--messages", "1", "--seconds", "60"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "\"messagesIn\":1,"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli/health/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/cli/health/answered", test_answered);
  g_test_add_func ("/cli/health/on-purpose", test_on_purpose);
  g_test_add_func ("/cli/health/broker", test_broker);

  return g_test_run ();
}
