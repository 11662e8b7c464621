/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-cli-printer.h"

#include "lg-cli-output.h"

/* For how long it prints before the main loop looks at time and signals again. */
#define SLICE_US (10 * G_TIME_SPAN_MILLISECOND)

struct _LgCliPrinter
{
  LgCliOutput    *output;
  LgCliPrintFunc  print;
  GSourceFunc     gone;
  gpointer        user_data;
  LgRecording    *recording;
  guint64         printed;
  guint           source;
};

static guint64
count_left (LgCliPrinter *self)
{
  return self->print == NULL || self->recording == NULL ? 0
         : lg_recording_get_length (self->recording) - self->printed;
}

static gboolean
slice_cb (gpointer user_data)
{
  LgCliPrinter *self = user_data;
  gint64 until_us = g_get_monotonic_time () + SLICE_US;

  while (count_left (self) > 0 && !lg_cli_output_is_full (self->output)
         && g_get_monotonic_time () < until_us)
    {
      g_autoptr (LgEvent) event = lg_recording_read (self->recording, ++self->printed, NULL);

      if (event != NULL)
        self->print (event);
    }

  if (lg_cli_output_has_failed (self->output))
    self->gone (self->user_data);
  if (count_left (self) > 0 && !lg_cli_output_is_full (self->output))
    return G_SOURCE_CONTINUE;

  self->source = 0;
  return G_SOURCE_REMOVE;
}

/* Only while nothing else is to be done. */
static void
go_on (LgCliPrinter *self)
{
  if (self->source == 0 && count_left (self) > 0)
    self->source = g_idle_add (slice_cb, self);
}

static gboolean
room_cb (gpointer user_data)
{
  go_on (user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * lg_cli_printer_new:
 * @print: (nullable): prints one event in one line; %NULL: none is printed
 * @gone: called when nobody reads standard output any more
 * @user_data: closure for @gone
 *
 * From now on whatever is printed waits in memory while nobody takes it, see [struct@CliOutput].
 *
 * Returns: (transfer full): a printer without a recording
 */
LgCliPrinter *
lg_cli_printer_new (LgCliPrintFunc print,
                    GSourceFunc    gone,
                    gpointer       user_data)
{
  LgCliPrinter *self = g_new0 (LgCliPrinter, 1);

  self->print = print;
  self->gone = gone;
  self->user_data = user_data;
  self->output = lg_cli_output_new (room_cb, self);
  return self;
}

/**
 * lg_cli_printer_free:
 * @self: (transfer full): a printer
 *
 * Returns: whether all that was given to the output is written
 */
gboolean
lg_cli_printer_free (LgCliPrinter *self)
{
  gboolean good;

  g_clear_handle_id (&self->source, g_source_remove);
  good = lg_cli_output_free (self->output);
  if (self->recording != NULL)
    g_signal_handlers_disconnect_by_data (self->recording, self);
  g_clear_object (&self->recording);
  g_free (self);
  return good;
}

/**
 * lg_cli_printer_follow:
 * @recording: what to print
 *
 * Prints what is in @recording and what gets into it, in slices.
 */
void
lg_cli_printer_follow (LgCliPrinter *self,
                       LgRecording  *recording)
{
  self->recording = g_object_ref (recording);
  g_signal_connect_swapped (recording, "notify::length", G_CALLBACK (go_on), self);
  go_on (self);
}

/**
 * lg_cli_printer_wait:
 * @late: becomes %TRUE, in the main loop, when it may not wait any longer
 *
 * Runs the main loop until all is printed and written, or it is late.
 *
 * Returns: whether all is written, as far as somebody reads
 */
gboolean
lg_cli_printer_wait (LgCliPrinter   *self,
                     const gboolean *late)
{
  go_on (self);
  while ((count_left (self) > 0 || !lg_cli_output_is_empty (self->output)) && !*late
         && !lg_cli_output_has_failed (self->output))
    g_main_context_iteration (NULL, TRUE);

  return lg_cli_output_is_empty (self->output);
}

/**
 * lg_cli_printer_give_up:
 *
 * Prints no event any more.
 *
 * Returns: how many were not printed
 */
guint64
lg_cli_printer_give_up (LgCliPrinter *self)
{
  guint64 n = count_left (self);

  g_clear_handle_id (&self->source, g_source_remove);
  self->print = NULL;
  return n + lg_cli_output_drop_waiting (self->output);
}
