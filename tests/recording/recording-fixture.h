/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "recording/lg-recording.h"
#include "lib/lg-test-time.h"

/** Fixture: a folder of its own and a recording in it. */
typedef struct
{
  char        *folder;
  char        *path;
  LgRecording *recording;
  gint64       last_id;
} Fixture;

void fixture_set_up      (Fixture        *self,
                          gconstpointer   data);
void fixture_tear_down   (Fixture        *self,
                          gconstpointer   data);
void fixture_push        (Fixture        *self,
                          const LgEvent  *init);
void fixture_push_many   (Fixture        *self,
                          guint           n);
void fixture_wait_length (Fixture        *self,
                          guint64         length);

/* Iterates the main context until the condition holds; fails the test after ten seconds. */
#define wait_until(condition)                                                 \
  G_STMT_START {                                                              \
    gint64 deadline_ = lg_test_get_deadline (10 * G_TIME_SPAN_SECOND);     \
    guint wake_up_ = g_timeout_add (50, wake_up_cb, NULL);                    \
    while (!(condition))                                                      \
      {                                                                       \
        g_assert_cmpint (g_get_monotonic_time (), <, deadline_);              \
        g_main_context_iteration (NULL, TRUE);                                \
      }                                                                       \
    g_source_remove (wake_up_);                                               \
  } G_STMT_END

gboolean wake_up_cb (gpointer user_data);
