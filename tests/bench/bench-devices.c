/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the list of 1000 saved devices takes: to load, to be shown, and to be searched. */
#include "config.h"

#include "app/devices/lg-device-list.h"
#include "app/lg-test-devices.h"
#include "lib/lg-test-tree.h"
#include "model/lg-workspace.h"

#include <stdlib.h>
#include <time.h>

#define DEVICES 1000
#define RUNS 5

typedef struct
{
  double wall_ms;
  double cpu_ms;
} Sample;

typedef struct
{
  LgWorkspace *workspace;
  GtkWidget   *window;
  GtkWidget   *list;
} Fixture;

static void
painted_cb (gboolean *painted)
{
  *painted = TRUE;
}

/* Runs until what was changed is drawn. */
static void
wait_for_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb),
                                             &painted);

  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

static GtkEditable *
find_search (GtkWidget *ancestor)
{
  for (GtkWidget *child = gtk_widget_get_first_child (ancestor);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *found = GTK_IS_SEARCH_ENTRY (child) ? GTK_EDITABLE (child)
                                                       : find_search (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static Sample
now (void)
{
  struct timespec cpu;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &cpu);
  return (Sample) { g_get_monotonic_time () / 1000.0, cpu.tv_sec * 1e3 + cpu.tv_nsec / 1e6 };
}

static void
add_since (GArray *samples,
           Sample  begin)
{
  Sample end = now ();
  Sample took = { end.wall_ms - begin.wall_ms, end.cpu_ms - begin.cpu_ms };

  g_array_append_val (samples, took);
}

static int
compare_wall (gconstpointer a,
              gconstpointer b)
{
  const Sample *one = a;
  const Sample *other = b;

  return (one->wall_ms > other->wall_ms) - (one->wall_ms < other->wall_ms);
}

static int
compare_cpu (gconstpointer a,
             gconstpointer b)
{
  const Sample *one = a;
  const Sample *other = b;

  return (one->cpu_ms > other->cpu_ms) - (one->cpu_ms < other->cpu_ms);
}

/* On a busy computer the time of the processor tells more than that of the clock. */
static void
report (const char *name,
        GArray     *samples)
{
  guint last = samples->len - 1;
  Sample median, most;

  g_array_sort (samples, compare_wall);
  median.wall_ms = g_array_index (samples, Sample, last / 2).wall_ms;
  most.wall_ms = g_array_index (samples, Sample, last).wall_ms;
  g_array_sort (samples, compare_cpu);
  median.cpu_ms = g_array_index (samples, Sample, last / 2).cpu_ms;
  most.cpu_ms = g_array_index (samples, Sample, last).cpu_ms;
  g_print ("%-44s median %5.1f ms (processor %5.1f), most %5.1f ms (processor %5.1f), of %u\n",
           name, median.wall_ms, median.cpu_ms, most.wall_ms, most.cpu_ms, samples->len);
}

static void
show (Fixture *fixture)
{
  fixture->window = gtk_window_new ();
  fixture->list = g_object_new (LG_TYPE_DEVICE_LIST, NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->list);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 260, 700);
  lg_device_list_set_links (LG_DEVICE_LIST (fixture->list),
                            lg_workspace_get_links (fixture->workspace));
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_for_frame (fixture->window);
}

/* One letter after the other, and one backspace after the other. */
static void
type (Fixture    *fixture,
      const char *text,
      GArray     *handled,
      GArray     *drawn)
{
  GtkEditable *search = find_search (fixture->list);
  gsize length = strlen (text);

  for (gsize i = 1; i < 2 * length; i++)
    {
      g_autofree char *part = g_strndup (text, i <= length ? i : 2 * length - i);
      Sample begin = now ();

      gtk_editable_set_text (search, part);
      add_since (handled, begin);
      wait_for_frame (fixture->window);
      add_since (drawn, begin);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *directory = g_dir_make_tmp ("linkglass-bench-XXXXXX", NULL);
  g_autoptr (GArray) loads = g_array_new (FALSE, FALSE, sizeof (Sample));
  g_autoptr (GArray) shows = g_array_new (FALSE, FALSE, sizeof (Sample));
  g_autoptr (GArray) handled = g_array_new (FALSE, FALSE, sizeof (Sample));
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (Sample));

  gtk_init ();
  adw_init ();
  lg_test_save_devices (directory, DEVICES);

  for (guint i = 0; i < RUNS; i++)
    {
      Fixture fixture = { 0 };
      Sample begin = now ();

      fixture.workspace = lg_workspace_new (directory, "/nonexistent/linkglass-cli");
      add_since (loads, begin);
      begin = now ();
      show (&fixture);
      add_since (shows, begin);

      lg_device_list_search (LG_DEVICE_LIST (fixture.list));
      type (&fixture, "device-0777", handled, drawn);
      type (&fixture, "hall 3 aliyun", handled, drawn);

      gtk_window_destroy (GTK_WINDOW (fixture.window));
      lg_workspace_close (fixture.workspace, NULL);
      g_object_unref (fixture.workspace);
    }

  report ("1000 saved devices: loaded, and the roots", loads);
  report ("1000 saved devices: list built and drawn", shows);
  report ("a key typed into the search: handled", handled);
  report ("a key typed into the search: drawn", drawn);
  lg_test_remove_tree (directory);
  return EXIT_SUCCESS;
}
