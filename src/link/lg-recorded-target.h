/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-diagnosis.h"
#include "recording/lg-recording.h"

G_BEGIN_DECLS

/**
 * LgRecordedTarget:
 * @device: (nullable): what the device is called
 * @host: (nullable): host name or address
 * @root: (nullable): title of the root that was selected
 * @endpoint: where it connected; only what diagnosis asks of it is kept
 *
 * What an attempt connected to, as a recording keeps it. It holds no secret.
 */
typedef struct
{
  char       *device;
  char       *host;
  char       *root;
  LgEndpoint *endpoint;
} LgRecordedTarget;

void              lg_recorded_target_write (LgRecording            *recording,
                                            guint                   attempt,
                                            const LgRecordedTarget *target);
LgRecordedTarget *lg_recorded_target_read  (LgRecording            *recording,
                                            guint                   attempt);
void              lg_recorded_target_free  (LgRecordedTarget       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgRecordedTarget, lg_recorded_target_free)

G_END_DECLS
