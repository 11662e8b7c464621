/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What silence leads to, and what it does not: the platform's deadline met on purpose, a link that
 * is dead, and one that is well. */
#include "fault-device.h"
#include "lib/lg-test-time.h"

#include <signal.h>

#define HOLDING_SCALE 6
#define HOLDING_KEEPALIVE_S 30
#define N_DEVICES 50
#define N_LINKS 2

/* The way of CONNACK to the device, and how late a busy machine may be, in the platform's time:
   what diagnosis allows, too. */
#define EARLY_US (1 * G_USEC_PER_SEC)
#define LATE_US lg_test_stretch (3 * G_USEC_PER_SEC)

typedef struct
{
  LgPractice  *practice;
  FaultDevice  device;
  gint64       connect_at_us;
  gint64       from_us; /* of the window, since the last reset, not scaled */
  gint64       until_us;
  guint        n_links;
} Holder;

static void
plan_link (Holder *self)
{
  const LgLimits *limits = lg_platform_get_limits (lg_platform_get ("practice"));

  self->connect_at_us = g_get_monotonic_time ()
                        + g_random_int_range (0, limits->scan_period * 1000 / HOLDING_SCALE) * 1000;
  self->from_us = 0;
  self->n_links++;
}

static void
note_window (Holder *self)
{
  LgKeepalive keepalive;
  gint64 from_us, until_us;

  lg_session_get_keepalive (self->device.session, &keepalive);
  g_assert_true (lg_keepalive_get_window (&keepalive, &from_us, &until_us));
  self->from_us = from_us - keepalive.reset_us;
  self->until_us = until_us - keepalive.reset_us;
}

static void
judge_link (Holder *self)
{
  FaultDevice *device = &self->device;
  g_autofree char *end_time = fault_dup_time (device->end->wall_us);
  g_autofree char *window = g_strdup_printf ("%" G_GINT64_FORMAT, self->from_us / G_USEC_PER_SEC);

  g_assert_cmpint (device->end->duration_us, >=, self->from_us - EARLY_US);
  g_assert_cmpint (device->end->duration_us, <=, self->until_us + LATE_US);
  fault_device_assert_cause (device, "keepalive.expired", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_RISK,
                             (const char *const[]) { end_time, window, NULL });
}

/* Whether there is more to come. */
static gboolean
go_on (Holder *self)
{
  FaultDevice *device = &self->device;
  LgSessionState state = lg_session_get_state (device->session);

  if (self->connect_at_us != 0)
    {
      if (g_get_monotonic_time () < self->connect_at_us)
        return TRUE;
      self->connect_at_us = 0;
      lg_session_set_hold_pings (device->session, TRUE);
      fault_device_connect (device);
    }
  else if (state == LG_SESSION_CONNECTED && self->from_us == 0)
    {
      note_window (self);
    }
  else if (state == LG_SESSION_DISCONNECTED)
    {
      judge_link (self);
      if (self->n_links == N_LINKS)
        return FALSE;
      plan_link (self);
    }
  return TRUE;
}

/* A hundred silent links, each begun at another time of the platform's scan: every one is cut off
   inside the window that was drawn, and the finding says so. */
static void
test_deadline (void)
{
  Holder holders[N_DEVICES] = { 0 };
  gboolean busy[N_DEVICES];
  guint n_busy = N_DEVICES;

  for (guint i = 0; i < N_DEVICES; i++)
    {
      holders[i].practice = fault_practice_start (NULL, HOLDING_SCALE);
      fault_device_open (&holders[i].device, holders[i].practice, HOLDING_SCALE, LG_SECURITY_TCP);
      holders[i].device.config.keepalive.interval_s = HOLDING_KEEPALIVE_S;
      plan_link (&holders[i]);
      busy[i] = TRUE;
    }

  while (n_busy > 0)
    {
      n_busy = 0;
      for (guint i = 0; i < N_DEVICES; i++)
        {
          fault_device_drain (&holders[i].device, 0);
          busy[i] = busy[i] && go_on (&holders[i]);
          n_busy += busy[i];
        }
      g_usleep (1000);
    }

  for (guint i = 0; i < N_DEVICES; i++)
    {
      g_assert_cmpuint (holders[i].device.n_ends, ==, N_LINKS);
      fault_device_close (&holders[i].device);
      g_object_unref (holders[i].practice);
    }
}

#define HEALTHY_SCALE 40
#define HEALTHY_S (10 * 60)
#define N_HEALTHY 8

/* libmosquitto asks after 5 s of silence at the earliest: 200 s here, of 300 s allowed. */
#define PING_S 5

/* Mostly short, some longer than a device may be silent without asking. */
static gint64
pick_gap_us (void)
{
  double part = g_random_double ();

  return part * part * part * part * 2 * PING_S * G_USEC_PER_SEC;
}

static void
say_something (FaultDevice *device)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("{}", 2);
  guint8 qos = g_random_int_range (0, 2);

  if (g_random_int_range (0, 4) == 0)
    lg_session_subscribe (device->session, "/a1Practice0/practice-device/user/get", qos, NULL);
  else
    lg_session_publish (device->session, "/a1Practice0/practice-device/user/update", payload, qos,
                        NULL);
}

/* Ten minutes of a healthy device, which now says much and now nothing: not a word about it. */
static void
test_healthy (void)
{
  LgPractice *practices[N_HEALTHY];
  FaultDevice devices[N_HEALTHY];
  gint64 next_us[N_HEALTHY] = { 0 };
  guint64 n_pings = 0, n_messages = 0;
  gint64 until_us;

  for (guint i = 0; i < N_HEALTHY; i++)
    {
      practices[i] = fault_practice_start (NULL, HEALTHY_SCALE);
      fault_device_open (&devices[i], practices[i], HEALTHY_SCALE,
                         i % 2 == 0 ? LG_SECURITY_TLS : LG_SECURITY_TCP);
      devices[i].config.keepalive.ping_s = PING_S;
      devices[i].config.keepalive.pingresp_ms = 5000;
      fault_device_connect (&devices[i]);
      fault_device_settle (&devices[i], LG_SESSION_CONNECTED);
    }

  until_us = g_get_monotonic_time () + HEALTHY_S * G_USEC_PER_SEC / HEALTHY_SCALE;
  while (g_get_monotonic_time () < until_us)
    for (guint i = 0; i < N_HEALTHY; i++)
      {
        fault_device_drain (&devices[i], 1000);
        if (g_get_monotonic_time () < next_us[i])
          continue;
        say_something (&devices[i]);
        next_us[i] = g_get_monotonic_time () + pick_gap_us ();
      }

  for (guint i = 0; i < N_HEALTHY; i++)
    {
      LgKeepalive keepalive;

      lg_session_get_keepalive (devices[i].session, &keepalive);
      n_pings += keepalive.answered;
      n_messages += lg_session_get_messages_out (devices[i].session);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (devices[i].diagnosis)), ==, 0);
      g_assert_cmpuint (devices[i].n_ends, ==, 0);
      fault_device_close (&devices[i]);
      g_object_unref (practices[i]);
    }
  g_test_message ("%" G_GUINT64_FORMAT " PINGRESP, %" G_GUINT64_FORMAT " PUBLISH", n_pings,
                  n_messages);
  g_assert_cmpuint (n_pings, >, 0);
  g_assert_cmpuint (n_messages, >, N_HEALTHY);
}

/* The peer stops, and keeps the connection: that is known one interval and the wait for PINGRESP
   later. */
static void
test_half_open (void)
{
  g_autoptr (LgPractice) practice = fault_practice_start ("half-open", 1000);
  FaultDevice device;
  gint64 begin_us;

  fault_device_open (&device, practice, 1, LG_SECURITY_TLS);
  device.config.keepalive.interval_s = 30;
  device.config.keepalive.ping_s = PING_S;
  fault_device_connect (&device);
  fault_device_settle (&device, LG_SESSION_CONNECTED);
  begin_us = g_get_monotonic_time ();
  fault_device_settle (&device, LG_SESSION_DISCONNECTED);

  /* libmosquitto counts in whole seconds. */
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <=,
                   (PING_S + 1) * G_USEC_PER_SEC + device.config.keepalive.pingresp_ms * 1000
                   + lg_test_stretch (G_USEC_PER_SEC / 2));
  fault_device_assert_cause (&device, "keepalive.no-pingresp", LG_CONFIDENCE_CERTAIN,
                             LG_SEVERITY_FAULT, (const char *const[]) { "PINGREQ", NULL });
  fault_device_close (&device);
}

/* The network goes and comes back: the link dies of silence, the next attempt of silence, too, and
   then all is well. */
static void
test_network_gone (void)
{
  g_autoptr (LgPractice) practice = fault_practice_start ("network-gone", 6);
  gint64 deadline;
  FaultDevice device;

  fault_device_open (&device, practice, 1, LG_SECURITY_TLS);
  device.config.keepalive.interval_s = 1200;
  device.config.keepalive.ping_s = PING_S;
  device.config.tcp_timeout_ms = 500;
  fault_device_connect (&device);
  fault_device_settle (&device, LG_SESSION_CONNECTED);
  fault_device_settle (&device, LG_SESSION_DISCONNECTED);
  fault_device_assert_cause (&device, "keepalive.no-pingresp", LG_CONFIDENCE_CERTAIN,
                             LG_SEVERITY_FAULT, (const char *const[]) { "PINGREQ", NULL });

  fault_device_connect (&device);
  fault_device_settle (&device, LG_SESSION_DISCONNECTED);
  fault_device_assert_cause (&device, "tcp.timeout", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT,
                             (const char *const[]) { "Connection timed out", NULL });

  deadline = lg_test_get_deadline (20 * G_USEC_PER_SEC);
  while (lg_session_get_state (device.session) != LG_SESSION_CONNECTED)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      if (lg_session_get_state (device.session) == LG_SESSION_DISCONNECTED)
        fault_device_connect (&device);
      fault_device_drain (&device, 1000);
    }
  fault_device_close (&device);
}

int
main (int    argc,
      char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/silence/deadline", test_deadline);
  g_test_add_func ("/silence/healthy", test_healthy);
  g_test_add_func ("/silence/half-open", test_half_open);
  g_test_add_func ("/silence/network-gone", test_network_gone);

  return g_test_run ();
}
