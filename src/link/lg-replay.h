/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-diagnosis.h"
#include "recording/lg-recording.h"

G_BEGIN_DECLS

/**
 * LgReplayedAttempt:
 * @start_us: wall clock of its first event, Unix µs
 * @end_us: of its end; 0: the recording ends before
 * @online: whether the login was accepted
 * @cause: (nullable): the cause found at its end
 *
 * One attempt to connect and the link that came of it.
 */
typedef struct
{
  gint64  start_us;
  gint64  end_us;
  gboolean online;
  char   *cause;
} LgReplayedAttempt;

/**
 * LgReplay:
 * @device: (nullable): what the device is called
 * @host: (nullable): what it connected to first
 * @source: (nullable): where the events come from: `session` or `capture`
 * @start_us: wall clock of the first event, Unix µs; 0: there is none
 * @end_us: of the last
 * @n_events: how many events were read
 * @messages: PUBLISH packets by [enum@Direction]
 * @attempts: (element-type LgReplayedAttempt): the attempts, oldest first
 * @findings: (element-type LgFinding): the findings, as they were when it was live, oldest first
 *
 * What a recording tells.
 */
typedef struct
{
  char        *device;
  char        *host;
  char        *source;
  gint64       start_us;
  gint64       end_us;
  guint64      n_events;
  guint64      messages[3];
  GPtrArray   *attempts;
  GListStore  *findings;
} LgReplay;

LgReplay *lg_replay_new  (LgRecording  *recording,
                          GError      **error);
void      lg_replay_free (LgReplay     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgReplay, lg_replay_free)

G_END_DECLS
