/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many times as slow as an idle machine this one may be before a test gives up: what the
 * sanitizer costs (set by meson) times what other work costs (TIMEOUT_MULTIPLIER, 4 if unset). */
static inline gint64
lg_test_get_patience (void)
{
  static const struct { const char *name; gint64 unset; } factors[] = {
    { "TIMEOUT_MULTIPLIER", 4 }, { "SANITIZER_MULTIPLIER", 1 },
  };
  gint64 patience = 1;

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      const char *value = g_getenv (factors[i].name);

      patience *= value != NULL ? g_ascii_strtoll (value, NULL, 10) : factors[i].unset;
    }
  return patience;
}

/* The upper limit of what takes at most @time on an idle machine, in any unit. Where a test shows
 * that something was not waited for, what it would have waited for is to be stretched, too. */
static inline gint64
lg_test_stretch (gint64 time)
{
  return time * lg_test_get_patience ();
}

/* When a wait for what takes at most @time_us on an idle machine is given up, CLOCK_MONOTONIC. */
static inline gint64
lg_test_get_deadline (gint64 time_us)
{
  return g_get_monotonic_time () + lg_test_stretch (time_us);
}

G_END_DECLS
