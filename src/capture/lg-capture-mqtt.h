/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-outlet.h"

G_BEGIN_DECLS

/**
 * LgCaptureMqtt:
 *
 * Reads along on a connection that speaks MQTT in clear: bytes in, events out. After bytes that are
 * missing it goes on with the next segment that begins with a packet. Private to this folder.
 */
typedef struct _LgCaptureMqtt LgCaptureMqtt;

/**
 * LgCaptureTold:
 * @connect: CONNECT was seen
 * @connack: the code of CONNACK; -1: none was seen
 * @disconnect: who sent DISCONNECT first
 *
 * What was said of the connection itself. Private to this folder.
 */
typedef struct
{
  gboolean    connect;
  int         connack;
  LgDirection disconnect;
} LgCaptureTold;

LgCaptureMqtt       *lg_capture_mqtt_new      (LgOutlet            *outlet);
void                 lg_capture_mqtt_free     (LgCaptureMqtt       *self);
void                 lg_capture_mqtt_push     (LgCaptureMqtt       *self,
                                               LgDirection          direction,
                                               LgSlice              bytes,
                                               gint64               wall_us);
const LgCaptureTold *lg_capture_mqtt_get_told (const LgCaptureMqtt *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgCaptureMqtt, lg_capture_mqtt_free)

G_END_DECLS
