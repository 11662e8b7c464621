/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-event.h"
#include "lg-capture-speech.h"
#include "lg-ip-packet.h"
#include "lg-tcp-segment.h"

G_BEGIN_DECLS

/**
 * LgCaptureEnds:
 * @device: the device's address
 * @device_port: its port
 * @server: the server's address
 * @server_port: its port
 *
 * The two ends of a connection.
 */
typedef struct
{
  LgIpAddress device;
  LgIpAddress server;
  guint16     device_port;
  guint16     server_port;
} LgCaptureEnds;

/**
 * LgCaptureLink:
 *
 * One TCP connection of a capture, from its first packet to its last.
 */
typedef struct _LgCaptureLink LgCaptureLink;

/**
 * LgCaptureFunc:
 * @link: a connection of a device
 * @event: (nullable): what happened on it, borrowed; its ids begin with 1 in each connection. %NULL
 *   once, after its last one
 * @user_data: closure
 */
typedef void (*LgCaptureFunc) (LgCaptureLink *link,
                               const LgEvent *event,
                               gpointer       user_data);

LgCaptureLink  *lg_capture_link_new              (const LgCaptureEnds *ends,
                                                  gboolean             wanted,
                                                  LgCaptureFunc        func,
                                                  gpointer             user_data);
void            lg_capture_link_free             (LgCaptureLink       *self);
void            lg_capture_link_add              (LgCaptureLink       *self,
                                                  LgDirection          direction,
                                                  const LgTcpSegment  *segment,
                                                  gint64               wall_us);
void            lg_capture_link_finish           (LgCaptureLink       *self);
gboolean        lg_capture_link_is_over          (LgCaptureLink       *self);
gboolean        lg_capture_link_is_another       (LgCaptureLink       *self,
                                                  const LgTcpSegment  *segment);
void            lg_capture_link_set_name         (LgCaptureLink       *self,
                                                  const char          *name);

const LgCaptureEnds *lg_capture_link_get_ends    (LgCaptureLink       *self);
const char     *lg_capture_link_get_name         (LgCaptureLink       *self);
char           *lg_capture_link_dup_device       (LgCaptureLink       *self);
char           *lg_capture_link_dup_server       (LgCaptureLink       *self);
LgCaptureSpeech lg_capture_link_get_speech       (LgCaptureLink       *self);
gint64          lg_capture_link_get_start_us     (LgCaptureLink       *self);
gint64          lg_capture_link_get_end_us       (LgCaptureLink       *self);
guint64         lg_capture_link_get_packets      (LgCaptureLink       *self,
                                                  LgDirection          direction);
guint64         lg_capture_link_get_messages     (LgCaptureLink       *self,
                                                  LgDirection          direction);
guint64         lg_capture_link_get_missing      (LgCaptureLink       *self,
                                                  LgDirection          direction);
guint           lg_capture_link_get_repeated     (LgCaptureLink       *self,
                                                  LgDirection          direction);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgCaptureLink, lg_capture_link_free)

G_END_DECLS
