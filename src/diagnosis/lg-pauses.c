/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ends that each come the same time after the last packet: a timer on the way counts. */
#include "lg-pauses.h"

/* What one timer may differ by: its own steps, and the way. */
#define TOLERANCE_US (500 * (gint64) G_TIME_SPAN_MILLISECOND)
#define TOLERANCE_DIVISOR 50

/* With so many packets after the login, the last one is not the login itself. */
#define PACKETS_ENOUGH 2

#define PAUSES_MAX 8

static gint64
get_tolerance (gint64 pause_us)
{
  return TOLERANCE_US + pause_us / TOLERANCE_DIVISOR;
}

/**
 * lg_pauses_new:
 *
 * Returns: (transfer full) (element-type LgPause): no pauses yet
 */
GArray *
lg_pauses_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (LgPause));
}

/**
 * lg_pauses_add:
 * @self: (element-type LgPause): pauses of one length, in order
 * @pause: the next one
 *
 * Adds a pause. One of another length begins a new row.
 */
void
lg_pauses_add (GArray        *self,
               const LgPause *pause)
{
  if (self->len > 0)
    {
      const LgPause *first = &g_array_index (self, LgPause, 0);

      if (ABS (pause->pause_us - first->pause_us) > get_tolerance (first->pause_us))
        g_array_set_size (self, 0);
    }
  if (self->len == PAUSES_MAX)
    g_array_remove_index (self, 0);

  g_array_append_vals (self, pause, 1);
}

/**
 * lg_pauses_are_counted:
 * @self: (element-type LgPause): pauses of one length
 *
 * Returns: whether it is the last packet the time is counted from, and not the login: the links
 *   were up for different times, or packets passed on each
 */
gboolean
lg_pauses_are_counted (GArray *self)
{
  gboolean passed = self->len > 0;

  for (guint i = 0; i < self->len; i++)
    {
      const LgPause *first = &g_array_index (self, LgPause, 0);
      const LgPause *each = &g_array_index (self, LgPause, i);

      if (ABS (each->up_us - first->up_us) > 2 * get_tolerance (first->pause_us))
        return TRUE;
      passed = passed && each->n_packets >= PACKETS_ENOUGH;
    }

  return passed;
}

static char *
join_seconds (GArray *self,
              gsize   offset)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->len; i++)
    g_string_append_printf (text, "%s%.1f", i > 0 ? ", " : "",
                            G_STRUCT_MEMBER (gint64, &g_array_index (self, LgPause, i), offset)
                              / (double) G_USEC_PER_SEC);

  return g_string_free (text, FALSE);
}

/**
 * lg_pauses_dup_pauses:
 * @self: (element-type LgPause): pauses
 *
 * Returns: (transfer full): how long they were, in seconds
 */
char *
lg_pauses_dup_pauses (GArray *self)
{
  return join_seconds (self, G_STRUCT_OFFSET (LgPause, pause_us));
}

/**
 * lg_pauses_dup_ups:
 * @self: (element-type LgPause): pauses
 *
 * Returns: (transfer full): how long their links were up, in seconds
 */
char *
lg_pauses_dup_ups (GArray *self)
{
  return join_seconds (self, G_STRUCT_OFFSET (LgPause, up_us));
}
