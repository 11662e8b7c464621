/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every fault of the practice platform after the handshake, lived through by a device: its end must
 * have the cause, and no other is certain. */
#include "fault-device.h"

#include "practice/lg-practice-fault-private.h"

#include <signal.h>
#include <string.h>

#define SCALE 50

/* Little enough that what the machine takes is not stretched to what tells links apart. */
#define FLAPPING_SCALE 2

/* A device that asks after 5 s of silence, the least libmosquitto allows. */
#define PING_S 5
#define LONG_KEEPALIVE_S 1200

#define CERTAIN LG_CONFIDENCE_CERTAIN
#define LIKELY LG_CONFIDENCE_LIKELY

/* The evidence besides the time of the end; over plain TCP other words where they differ. */
typedef struct
{
  const char   *fault;
  LgConfidence  confidence;
  const char   *evidence;
  const char   *plain_evidence;
} Row;

static const Row rows[] = {
  { "connack-1", CERTAIN, "code 1" },
  { "connack-2", CERTAIN, "code 2" },
  { "connack-3", CERTAIN, "code 3" },
  { "connack-4", CERTAIN, "code 4" },
  { "connack-5", CERTAIN, "code 5" },
  { "connack-undefined", CERTAIN, "0x42" },
  { "connack-missing", CERTAIN, "there was no CONNACK" },
  { "closed-on-connect", CERTAIN, "close_notify", "FIN" },
  { "fin-on-connect", CERTAIN, "FIN" },
  { "reset-on-connect", CERTAIN, "reset" },
  { "garbage-after-tls", CERTAIN, "incomplete packet" },
  { "garbage-connack", CERTAIN, "CONNACK" },
  { "http-after-tls", CERTAIN, "HTTP/1.1 400 Bad Request" },
  { "early-packet", CERTAIN, "another packet before CONNACK" },
  { "malformed-packet", CERTAIN, "PUBLISH" },
  { "connack-twice", CERTAIN, "a second CONNACK" },
  { "suback-refused", CERTAIN, "0x80" },
  { "closed-on-subscribe", LIKELY, "had no SUBACK" },
  { "kicked", CERTAIN, "Kicked by the same device" },
  { "flapping", LIKELY, "3" },
  { "no-pingresp", CERTAIN, "PINGREQ" },
  { "half-open", CERTAIN, "PINGREQ" },
  { "network-gone", CERTAIN, "PINGREQ" },
  { "reset-online", CERTAIN, "TCP reset" },
  { "fin-online", CERTAIN, "FIN" },
  { "closed-online", CERTAIN, "close_notify", "FIN" },
  { "alert-online", CERTAIN, "bad_record_mac" },
  { "broker-restarted", CERTAIN, "close_notify", "FIN" },
};

typedef struct
{
  const Row  *row;
  LgSecurity  security;
} Case;

/* Plain TCP has no alerts; and what takes long and is the same without TLS is seen once. */
static gboolean
is_worth_it (const Row  *row,
             LgSecurity  security)
{
  static const char *const tls_only[] = { "alert-online", "no-pingresp", "network-gone", NULL };

  return security == LG_SECURITY_TLS || !g_strv_contains (tls_only, row->fault);
}

static gboolean
asks (const LgPracticeFault *fault)
{
  return g_strcmp0 (fault->cause, "keepalive.no-pingresp") == 0;
}

/* What a device does until it has met with the fault. */
static void
live (FaultDevice           *device,
      const LgPracticeFault *fault)
{
  guint n_links = g_strcmp0 (fault->cause, "kicked.flapping") == 0 ? 3 : 1;

  if (asks (fault))
    {
      device->config.keepalive.interval_s = LONG_KEEPALIVE_S;
      device->config.keepalive.ping_s = PING_S;
    }
  for (guint i = 0; i < n_links; i++)
    {
      fault_device_connect (device);
      if (fault->conduct.moment == LG_PRACTICE_MOMENT_SUBSCRIBE)
        {
          fault_device_settle (device, LG_SESSION_CONNECTED);
          lg_session_subscribe (device->session, "/a1Practice0/practice-device/user/get", 0, NULL);
          while (fault_device_find (device, fault->cause) == NULL)
            fault_device_run_for (device, 1000);
        }
      else
        {
          fault_device_settle (device, LG_SESSION_DISCONNECTED);
        }
    }
}

static void
test_fault (gconstpointer data)
{
  const Case *test = data;
  const Row *row = test->row;
  const LgPracticeFault *fault = lg_practice_fault_find (row->fault);
  g_autoptr (LgPractice) practice = fault_practice_start (row->fault, SCALE);
  gboolean plain = test->security == LG_SECURITY_TCP;
  g_autofree char *end_time = NULL;
  FaultDevice device;

  fault_device_open (&device, practice, SCALE, test->security);
  live (&device, fault);
  end_time = fault_dup_time (device.end != NULL ? device.end->wall_us
                             : fault_device_find (&device, fault->cause)->wall_us);
  fault_device_assert_cause (&device, fault->cause, row->confidence, LG_SEVERITY_FAULT,
                             (const char *const[]) {
                               end_time,
                               plain && row->plain_evidence != NULL ? row->plain_evidence
                                                                    : row->evidence,
                               NULL,
                             });
  fault_device_close (&device);
}

/* A device that subscribes at once, as a window does, is answered after its login: nothing on the
 * way that counts from the last packet would end its links after such times. */
static void
test_flapping_subscribed (void)
{
  g_autoptr (LgPractice) practice = fault_practice_start ("flapping", FLAPPING_SCALE);
  FaultDevice device;

  fault_device_open (&device, practice, FLAPPING_SCALE, LG_SECURITY_TCP);
  for (guint i = 0; i < 3; i++)
    {
      fault_device_connect (&device);
      fault_device_settle (&device, LG_SESSION_CONNECTED);
      lg_session_subscribe (device.session, "/a1Practice0/practice-device/user/get", 0, NULL);
      fault_device_settle (&device, LG_SESSION_DISCONNECTED);
      g_assert_null (fault_device_find (&device, "network.idle-timeout"));
    }
  g_assert_nonnull (fault_device_find (&device, "kicked.flapping"));
  fault_device_close (&device);
}

/* What the platform does not take, sent to a sound one. */
typedef struct
{
  const char *name;
  const char *topic;
  gsize       length;
  const char *cause;
  const char *evidence;
} SentRow;

#define LEVEL_40 "/0123456789012345678901234567890123456789"

static const SentRow sent_rows[] = {
  { "payload", "/a1Practice0/practice-device/user/update", 256 * 1024 + 1, "limit.payload",
    "262145 bytes" },
  { "slashes", "/a1Practice0/practice-device/user/1/2/3/4/5", 2, "topic.invalid", "slashes" },
  { "topic-long", "/a1Practice0/practice-device" LEVEL_40 LEVEL_40 LEVEL_40, 2, "topic.invalid",
    "bytes; at most 128" },
};

static void
test_sent (gconstpointer data)
{
  const SentRow *row = data;
  g_autoptr (LgPractice) practice = fault_practice_start (NULL, 1);
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (row->length), row->length);
  g_autofree char *end_time = NULL;
  g_autoptr (GError) error = NULL;
  FaultDevice device;

  fault_device_open (&device, practice, 1, LG_SECURITY_TLS);
  fault_device_connect (&device);
  fault_device_settle (&device, LG_SESSION_CONNECTED);
  lg_session_publish (device.session, row->topic, payload, 0, &error);
  g_assert_no_error (error);
  fault_device_settle (&device, LG_SESSION_DISCONNECTED);
  end_time = fault_dup_time (device.end->wall_us);
  fault_device_assert_cause (&device, row->cause, LIKELY, LG_SEVERITY_FAULT,
                             (const char *const[]) { end_time, row->topic, row->evidence, NULL });
  fault_device_close (&device);
}

/* Another client of the same device, by itself: where the client ID asks for it the platform says
   so; else that is one of the things that fit. */
static void
test_kick (gconstpointer told)
{
  g_autoptr (LgPractice) practice = fault_practice_start (NULL, 1);
  g_autofree char *end_time = NULL;
  FaultDevice first, second;

  fault_device_open_as (&first, practice, 1, LG_SECURITY_TLS, told != NULL ? "ext=3" : "");
  fault_device_open (&second, practice, 1, LG_SECURITY_TCP);
  fault_device_connect (&first);
  fault_device_settle (&first, LG_SESSION_CONNECTED);
  fault_device_connect (&second);
  fault_device_settle (&second, LG_SESSION_CONNECTED);
  fault_device_settle (&first, LG_SESSION_DISCONNECTED);

  end_time = fault_dup_time (first.end->wall_us);
  fault_device_assert_cause (&first, told != NULL ? "kicked.same-device" : "server.closed", CERTAIN,
                             LG_SEVERITY_FAULT, (const char *const[]) { end_time, NULL });
  if (told == NULL)
    {
      LgFinding *finding = fault_device_find (&first, "server.closed");
      LgAlternative *rival = g_ptr_array_index (finding->alternatives, 0);

      g_assert_cmpstr (rival->cause, ==, "kicked.same-device");
      g_assert_cmpint (rival->confidence, ==, LG_CONFIDENCE_POSSIBLE);
    }
  fault_device_close (&first);
  fault_device_close (&second);
}

/* A fault nobody has lived through has no place in the list; registering and the reasons of MQTT 5
   are tests of their own. */
static void
test_every_fault (void)
{
  const LgPracticeFault *fault;

  for (gsize i = 0; (fault = lg_practice_fault_get (i)) != NULL; i++)
    {
      gboolean here = lg_practice_fault_is_conduct (fault)
                      && fault->conduct.moment != LG_PRACTICE_MOMENT_REGISTRATION
                      && strstr (fault->name, "-0x") == NULL;
      guint n = 0;

      for (guint k = 0; k < G_N_ELEMENTS (rows); k++)
        n += g_str_equal (rows[k].fault, fault->name);
      g_assert_cmpuint (n, ==, here ? 1 : 0);
    }
}

int
main (int    argc,
      char **argv)
{
  static Case cases[2 * G_N_ELEMENTS (rows)];

  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Row *row = &rows[i / 2];
      LgSecurity security = i % 2 == 0 ? LG_SECURITY_TLS : LG_SECURITY_TCP;
      g_autofree char *path = g_strdup_printf ("/link/%s/%s", row->fault,
                                               security == LG_SECURITY_TLS ? "tls" : "tcp");

      cases[i] = (Case) { row, security };
      if (is_worth_it (row, security))
        g_test_add_data_func (path, &cases[i], test_fault);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sent_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/link/sent/%s", sent_rows[i].name);

      g_test_add_data_func (path, &sent_rows[i], test_sent);
    }
  g_test_add_data_func ("/link/kick/told", "", test_kick);
  g_test_add_data_func ("/link/kick/untold", NULL, test_kick);
  g_test_add_func ("/link/flapping-subscribed", test_flapping_subscribed);
  g_test_add_func ("/link/every-fault", test_every_fault);

  return g_test_run ();
}
