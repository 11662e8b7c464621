/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-replay.h"

#include "event/lg-session-state.h"
#include "lg-recorded-target.h"
#include "trust/lg-root-store.h"

typedef struct
{
  LgReplay          *replay;
  LgRecording       *recording;
  LgReplayedAttempt *open;
  LgDiagnosis       *diagnosis;
  LgRootStore       *roots;
} Reading;

static void
attempt_free (gpointer data)
{
  LgReplayedAttempt *self = data;

  g_free (self->cause);
  g_free (self);
}

static void
collect_findings (Reading *reading)
{
  GListModel *model = G_LIST_MODEL (reading->diagnosis);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (LgFinding) finding = g_list_model_get_item (model, i);

      g_list_store_append (reading->replay->findings, finding);
    }
  g_clear_object (&reading->diagnosis);
}

static LgRoot *
find_root (LgRootStore *roots,
           const char  *title)
{
  GListModel *model = G_LIST_MODEL (roots);

  for (guint i = 0; title != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (model, i);

      if (g_str_equal (lg_root_get_title (root), title))
        return g_steal_pointer (&root);
    }
  return NULL;
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

  lg_diagnosis_set_target (reading->diagnosis, target->endpoint, target->host, target->root);
  if (reading->roots != NULL)
    {
      g_autoptr (LgRoot) root = find_root (reading->roots, target->root);

      lg_diagnosis_read_along (reading->diagnosis, root, G_LIST_MODEL (reading->roots), NULL);
    }
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

/* In a capture the next link is another one, maybe another device's: each is judged alone. */
static void
end_attempt (Reading       *reading,
             const LgEvent *event,
             LgFinding     *before)
{
  LgFinding *latest = lg_diagnosis_get_latest (reading->diagnosis);

  reading->open->end_us = event->wall_us;
  if (latest != NULL && latest != before)
    reading->open->cause = g_strdup (latest->cause);
  reading->open = NULL;
  if (reading->roots == NULL)
    return;

  collect_findings (reading);
  reading->diagnosis = lg_diagnosis_new ();
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

  before = lg_diagnosis_get_latest (reading->diagnosis);
  lg_diagnosis_feed (reading->diagnosis, event);
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
  Reading reading = { .replay = self, .recording = recording, .diagnosis = lg_diagnosis_new () };

  self->attempts = g_ptr_array_new_with_free_func (attempt_free);
  self->findings = g_list_store_new (LG_TYPE_FINDING);
  self->source = lg_recording_dup_meta (recording, "source");
  if (g_strcmp0 (self->source, "capture") == 0)
    reading.roots = lg_root_store_new_for_system ();
  lg_recording_walk (recording, 0, event_cb, &reading, error);
  collect_findings (&reading);
  g_clear_object (&reading.roots);
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
  g_object_unref (self->findings);
  g_free (self);
}
