/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/**
 * LgCaptureSpeech:
 * @LG_CAPTURE_SPEECH_UNKNOWN: nothing was said yet
 * @LG_CAPTURE_SPEECH_MQTT: MQTT in clear
 * @LG_CAPTURE_SPEECH_TLS: TLS
 * @LG_CAPTURE_SPEECH_OTHER: neither
 *
 * What a device speaks, told by its first bytes.
 */
typedef enum
{
  LG_CAPTURE_SPEECH_UNKNOWN,
  LG_CAPTURE_SPEECH_MQTT,
  LG_CAPTURE_SPEECH_TLS,
  LG_CAPTURE_SPEECH_OTHER,
} LgCaptureSpeech;

LgCaptureSpeech lg_capture_speech_tell        (LgSlice     bytes);
LgCaptureSpeech lg_capture_speech_tell_middle (LgSlice     bytes,
                                               LgDirection direction,
                                               gboolean    expected);

G_END_DECLS
