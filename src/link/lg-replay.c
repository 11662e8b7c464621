/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-replay.h"

#include "event/lg-session-state.h"
#include "lg-recorded-target.h"

typedef struct
{
  LgReplay          *replay;
  LgRecording       *recording;
  LgReplayedAttempt *open;
} Reading;

static void
attempt_free (gpointer data)
{
  LgReplayedAttempt *self = data;

  g_free (self->cause);
  g_free (self);
}

/* The platform and the host are those of the attempt, as the operator may have changed them. */
static void
begin_attempt (Reading       *reading,
               const LgEvent *event)
{
  LgReplay *self = reading->replay;
  g_autoptr (LgRecordedTarget) target = NULL;

  reading->open = g_new0 (LgReplayedAttempt, 1);
  reading->open->start_us = event->wall_us;
  g_ptr_array_add (self->attempts, reading->open);
  target = lg_recorded_target_read (reading->recording, self->attempts->len);
  if (target == NULL)
    return;

  lg_diagnosis_set_target (self->diagnosis, target->endpoint, target->host, target->root);
  if (self->device == NULL)
    self->device = g_steal_pointer (&target->device);
  if (self->host == NULL)
    self->host = g_steal_pointer (&target->host);
}

/* Between two attempts there may be notes, and the state that says that there is none. */
static gboolean
is_of_attempt (const LgEvent *event)
{
  return event->kind != LG_EVENT_NOTE
         && (event->kind != LG_EVENT_STATE || event->code != LG_SESSION_DISCONNECTED);
}

static void
end_attempt (Reading       *reading,
             const LgEvent *event,
             LgFinding     *before)
{
  LgFinding *latest = lg_diagnosis_get_latest (reading->replay->diagnosis);

  reading->open->end_us = event->wall_us;
  if (latest != NULL && latest != before)
    reading->open->cause = g_strdup (latest->cause);
  reading->open = NULL;
}

static gboolean
event_cb (const LgEvent *event,
          gpointer       user_data)
{
  Reading *reading = user_data;
  LgReplay *self = reading->replay;
  LgPacketType packet = lg_event_get_packet (event);
  LgFinding *before;

  if (reading->open == NULL && is_of_attempt (event))
    begin_attempt (reading, event);
  if (self->n_events++ == 0)
    self->start_us = event->wall_us;
  self->end_us = event->wall_us;
  if (packet == LG_PACKET_PUBLISH)
    self->messages[event->direction]++;
  if (packet == LG_PACKET_CONNACK && event->code == 0 && reading->open != NULL)
    reading->open->online = TRUE;

  before = lg_diagnosis_get_latest (self->diagnosis);
  lg_diagnosis_feed (self->diagnosis, event);
  if (event->kind == LG_EVENT_END && reading->open != NULL)
    end_attempt (reading, event, before);
  return TRUE;
}

/**
 * lg_replay_new:
 * @recording: a recording
 * @error: return location (#LgRecordingError): what reading ended with before the end
 *
 * Reads a recording from its beginning and judges it as it was judged when it was live. What was
 * read before an error is there, too.
 *
 * Returns: (transfer full): what the recording tells, as far as it was read
 */
LgReplay *
lg_replay_new (LgRecording  *recording,
               GError      **error)
{
  g_return_val_if_fail (LG_IS_RECORDING (recording), NULL);

  LgReplay *self = g_new0 (LgReplay, 1);
  Reading reading = { .replay = self, .recording = recording };

  self->attempts = g_ptr_array_new_with_free_func (attempt_free);
  self->diagnosis = lg_diagnosis_new ();
  self->source = lg_recording_dup_meta (recording, "source");
  lg_recording_walk (recording, 0, event_cb, &reading, error);
  return self;
}

/**
 * lg_replay_free:
 * @self: (transfer full): what a recording tells
 */
void
lg_replay_free (LgReplay *self)
{
  g_free (self->device);
  g_free (self->host);
  g_free (self->source);
  g_ptr_array_unref (self->attempts);
  g_object_unref (self->diagnosis);
  g_free (self);
}
