/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two hundred links, one after the other: nothing of them stays. */
#include "fault-device.h"
#include "lib/lg-test-time.h"

#include <signal.h>

#define N_CYCLES 200

static guint
count (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Up, a message or a subscription, and down: as it should be, or not. */
static void
cycle (FaultDevice *device,
       guint        number)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("{}", 2);

  fault_device_connect (device);
  if (number % 10 == 9) /* before it is up */
    {
      lg_session_disconnect (device->session);
      fault_device_settle (device, LG_SESSION_DISCONNECTED);
      return;
    }

  fault_device_settle (device, LG_SESSION_CONNECTED);
  lg_session_publish (device->session, "/a1Practice0/practice-device/user/update", payload, 1,
                      NULL);
  if (number % 4 == 3)
    lg_session_drop (device->session);
  else
    lg_session_disconnect (device->session);
  fault_device_settle (device, LG_SESSION_DISCONNECTED);
}

static void
wait_for (const char *directory,
          guint       n)
{
  gint64 deadline = lg_test_get_deadline (10 * G_USEC_PER_SEC);

  while (count (directory) > n)
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("%s: %u, but %u before", directory, count (directory), n);
      g_usleep (1000);
    }
}

static void
test_cycles (void)
{
  g_autoptr (LgPractice) practice = fault_practice_start (NULL, 1);
  FaultDevice devices[2];
  guint n_fds = 0, n_threads = 0;

  fault_device_open (&devices[0], practice, 1, LG_SECURITY_TLS);
  fault_device_open (&devices[1], practice, 1, LG_SECURITY_TCP);

  for (guint i = 0; i < N_CYCLES; i++)
    {
      cycle (&devices[i % 2], i);
      /* What the first ones load stays. */
      if (i == N_CYCLES / 10)
        {
          n_fds = count ("/proc/self/fd");
          n_threads = count ("/proc/self/task");
        }
    }

  wait_for ("/proc/self/fd", n_fds);
  wait_for ("/proc/self/task", n_threads);
  g_assert_cmpuint (devices[0].n_ends + devices[1].n_ends, ==, N_CYCLES);
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      /* A link that was dropped is no fault of anyone's. */
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (devices[i].diagnosis)); k++)
        {
          g_autoptr (LgFinding) finding =
            g_list_model_get_item (G_LIST_MODEL (devices[i].diagnosis), k);

          if (g_strcmp0 (finding->cause, "client.ended-early") != 0)
            g_assert_cmpstr (finding->cause, ==, "client.disconnected");
        }
      fault_device_close (&devices[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cycles", test_cycles);

  return g_test_run ();
}
