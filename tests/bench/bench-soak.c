/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twenty-four hours of a session with the practice platform, recorded and diagnosed, in time that
 * is divided: does memory grow, or the number of descriptors and threads?
 *
 * usage: bench-soak [HOURS] [SCALE]
 *
 * PINGREQ goes out every 5 s, the least libmosquitto allows, so the scale is bounded by the Keep
 * Alive: 300 makes 1500 s of it, of 1800 s that the platform waits for a device with 1200 s. */
#include "fault-device.h"

#include "recording/lg-recording.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define HOURS 24
#define SCALE 300
#define KEEPALIVE_S 1200
#define PING_S 5

/* A device that reports twice an hour, asks in between, and reads what comes of it. */
#define REPORT_S 1800
#define MESSAGES 12

/* What the first hours load stays: growth is counted from here on. */
#define SETTLED_HOUR 2
#define GOAL_KIB 1024

typedef struct
{
  long  rss_kib;
  guint n_fds;
  guint n_threads;
} Usage;

static guint
count (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static Usage
measure (void)
{
  g_autofree char *text = NULL;
  long pages = 0;

  g_file_get_contents ("/proc/self/statm", &text, NULL, NULL);
  sscanf (text, "%*d %ld", &pages);
  return (Usage) {
    pages * sysconf (_SC_PAGESIZE) / 1024, count ("/proc/self/fd"), count ("/proc/self/task"),
  };
}

static void
report (FaultDevice *device)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("{\"params\":{\"Temp\":25.1}}", 24);

  for (guint i = 0; i < MESSAGES; i++)
    lg_session_publish (device->session, "/a1Practice0/practice-device/user/update", payload,
                        i % 2, NULL);
}

static void
live_an_hour (FaultDevice *device)
{
  gint64 begin_us = g_get_monotonic_time ();
  gint64 step_us = REPORT_S * G_USEC_PER_SEC / device->scale;

  for (guint i = 1; i <= 3600 / REPORT_S; i++)
    {
      while (g_get_monotonic_time () < begin_us + i * step_us)
        {
          while (g_main_context_iteration (NULL, FALSE))
            ;
          g_usleep (5000);
        }
      report (device);
    }
}

static void
print_line (FaultDevice *device,
            LgRecording *recording,
            guint        hour,
            Usage        usage)
{
  LgKeepalive keepalive;

  lg_session_get_keepalive (device->session, &keepalive);
  g_print ("%4u h  %8ld KiB  %3u descriptors  %2u threads  %5" G_GUINT64_FORMAT " events  %4"
           G_GUINT64_FORMAT " PINGRESP  %u findings\n", hour, usage.rss_kib, usage.n_fds,
           usage.n_threads, lg_recording_get_length (recording), keepalive.answered,
           g_list_model_get_n_items (G_LIST_MODEL (device->diagnosis)));
}

int
main (int    argc,
      char **argv)
{
  guint hours = argc > 1 ? atoi (argv[1]) : HOURS;
  guint scale = argc > 2 ? atoi (argv[2]) : SCALE;
  g_autofree char *directory = g_dir_make_tmp ("linkglass-soak-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "soak.linkglass", NULL);
  g_autoptr (LgRecording) recording = lg_recording_new (path, NULL);
  LgPractice *practice;
  FaultDevice device;
  Usage settled = { 0 }, last = { 0 };

  signal (SIGPIPE, SIG_IGN);
  practice = fault_practice_start (NULL, scale);
  fault_device_open (&device, practice, scale, LG_SECURITY_TLS);
  lg_session_set_mailbox (device.session, lg_recording_get_mailbox (recording));
  device.config.keepalive.interval_s = KEEPALIVE_S;
  device.config.keepalive.ping_s = PING_S;
  fault_device_connect (&device);
  fault_device_settle (&device, LG_SESSION_CONNECTED);
  lg_session_subscribe (device.session, "/a1Practice0/practice-device/user/get", 1, NULL);

  for (guint hour = 1; hour <= hours; hour++)
    {
      live_an_hour (&device);
      last = measure ();
      if (hour == SETTLED_HOUR)
        settled = last;
      print_line (&device, recording, hour, last);
    }
  g_print ("from hour %d to %u: %+ld KiB, %+d descriptors, %+d threads, %u ends; goal at most %d "
           "KiB and no descriptor: %s\n", SETTLED_HOUR, hours, last.rss_kib - settled.rss_kib,
           (int) last.n_fds - (int) settled.n_fds, (int) last.n_threads - (int) settled.n_threads,
           device.n_ends, GOAL_KIB,
           last.rss_kib - settled.rss_kib <= GOAL_KIB && last.n_fds <= settled.n_fds
           && device.n_ends == 0 ? "met" : "MISSED");

  fault_device_close (&device);
  lg_recording_close (recording, NULL);
  g_object_unref (practice);
  g_remove (path);
  g_rmdir (directory);
  return 0;
}
