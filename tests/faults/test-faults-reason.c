/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every reason code with which an MQTT 5 server refuses or ends: it has its cause, and is shown. */
#include "fault-device.h"

#include "practice/lg-practice-fault-private.h"

#include <signal.h>
#include <string.h>

#define SCALE 100
#define MARK "-0x"

static void
test_reason (gconstpointer data)
{
  const LgPracticeFault *fault = data;
  g_autoptr (LgPractice) practice = fault_practice_start (fault->name, SCALE);
  g_autofree char *code = g_strdup_printf ("0x%02X", fault->conduct.code);
  g_autofree char *end_time = NULL;
  FaultDevice device;

  fault_device_open (&device, practice, SCALE, LG_SECURITY_TLS);
  device.config.protocol = LG_MQTT_5;
  fault_device_connect (&device);
  fault_device_settle (&device, LG_SESSION_DISCONNECTED);
  end_time = fault_dup_time (device.end->wall_us);
  fault_device_assert_cause (&device, fault->cause, LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT,
                             (const char *const[]) { end_time, code, NULL });
  fault_device_close (&device);
}

/* A device of MQTT 3.1.1 is let in, and sees its link end without a word. */
static void
test_without_reasons (void)
{
  g_autoptr (LgPractice) practice = fault_practice_start ("disconnect-0x98", SCALE);
  FaultDevice device;

  fault_device_open (&device, practice, SCALE, LG_SECURITY_TLS);
  fault_device_connect (&device);
  fault_device_settle (&device, LG_SESSION_DISCONNECTED);
  fault_device_assert_cause (&device, "server.closed", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT,
                             (const char *const[]) { "close_notify", NULL });
  fault_device_close (&device);
}

int
main (int    argc,
      char **argv)
{
  const LgPracticeFault *fault;

  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; (fault = lg_practice_fault_get (i)) != NULL; i++)
    if (strstr (fault->name, MARK) != NULL)
      {
        g_autofree char *path = g_strdup_printf ("/reason/%s", fault->name);

        g_test_add_data_func (path, fault, test_reason);
      }
  g_test_add_func ("/reason/without", test_without_reasons);

  return g_test_run ();
}
