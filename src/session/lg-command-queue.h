/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** LgCommandKind: what the main thread wants of a network thread. */
typedef enum
{
  LG_COMMAND_SUBSCRIBE,
  LG_COMMAND_UNSUBSCRIBE,
  LG_COMMAND_PUBLISH,
  LG_COMMAND_DISCONNECT,
  LG_COMMAND_HOLD_PINGS,
  LG_COMMAND_RELEASE_PINGS,
  LG_COMMAND_DROP,
  LG_COMMAND_NOTE_RIVAL,
} LgCommandKind;

/**
 * LgCommand:
 * @kind: what to do
 * @topic: (nullable): topic or topic filter; for NOTE_RIVAL the name
 * @payload: (nullable): for PUBLISH
 * @flags: QoS of SUBSCRIBE and PUBLISH, and %LG_EVENT_FLAG_RETAIN
 */
typedef struct
{
  LgCommandKind  kind;
  char          *topic;
  GBytes        *payload;
  guint8         flags;
} LgCommand;

/**
 * LgCommandQueue:
 *
 * Commands on their way from the main thread to a network thread, which polls its descriptor.
 * Thread-safe.
 */
typedef struct _LgCommandQueue LgCommandQueue;

LgCommandQueue *lg_command_queue_new    (GError         **error);
void            lg_command_queue_free   (LgCommandQueue *self);
void            lg_command_queue_push   (LgCommandQueue *self,
                                         LgCommandKind   kind,
                                         const char     *topic,
                                         GBytes         *payload,
                                         guint8          flags);
GPtrArray      *lg_command_queue_take   (LgCommandQueue *self);
int             lg_command_queue_get_fd (LgCommandQueue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgCommandQueue, lg_command_queue_free)

G_END_DECLS
