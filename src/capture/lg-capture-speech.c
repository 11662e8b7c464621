/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-capture-speech.h"

#include "mqtt/lg-framer.h"
#include "tls/lg-tls-dissector.h"

#include <string.h>

#define CONNECT_BYTE (LG_PACKET_CONNECT << 4)
#define RECORD_HEADER 5
#define SHORT_PACKET 4

/* A length of one to four bytes, then the name with its length (MQTT 3.1, 3.1.1 and 5). */
static gboolean
is_connect (LgSlice bytes)
{
  for (gsize at = 2; at <= 5 && at + 6 <= bytes.length; at++)
    {
      const char *name = (const char *) bytes.data + at;

      if (memcmp (name, "\0\4MQTT", 6) == 0 || memcmp (name, "\0\6MQIs", 6) == 0)
        return TRUE;
      if ((bytes.data[at - 1] & 0x80) == 0)
        break;
    }
  return FALSE;
}

/**
 * lg_capture_speech_tell:
 * @bytes: the first bytes of a device
 *
 * Returns: what it speaks; %LG_CAPTURE_SPEECH_UNKNOWN: these bytes do not tell
 */
LgCaptureSpeech
lg_capture_speech_tell (LgSlice bytes)
{
  if (bytes.length > 0 && bytes.data[0] == CONNECT_BYTE && is_connect (bytes))
    return LG_CAPTURE_SPEECH_MQTT;
  if (bytes.length > RECORD_HEADER && bytes.data[0] == LG_TLS_HANDSHAKE
      && lg_tls_is_record (bytes.data, bytes.length)
      && bytes.data[RECORD_HEADER] == LG_TLS_CLIENT_HELLO)
    return LG_CAPTURE_SPEECH_TLS;
  return LG_CAPTURE_SPEECH_UNKNOWN;
}

/* Packets of MQTT, whole, from the first byte to the last. */
static gboolean
is_made_of_packets (LgSlice     bytes,
                    LgDirection direction)
{
  g_autoptr (LgFramer) framer = lg_framer_new (0);
  LgSlice packet;
  gsize length = 0;

  lg_framer_push (framer, bytes.data, bytes.length);
  while (lg_framer_next (framer, &packet, NULL))
    {
      g_auto (LgPacket) parts = LG_PACKET_INIT;

      if (!lg_packet_dissect (&parts, packet.data, packet.length, LG_MQTT_3_1_1, direction, NULL)
          && !lg_packet_dissect (&parts, packet.data, packet.length, LG_MQTT_5, direction, NULL))
        return FALSE;
      length += packet.length;
    }
  return length == bytes.length;
}

/**
 * lg_capture_speech_tell_middle:
 * @bytes: a segment in the middle of a connection
 * @direction: who sent it
 * @expected: whether MQTT in clear is expected at that port
 *
 * Elsewhere two bytes that could be a PINGREQ are none to go by.
 *
 * Returns: what is spoken; %LG_CAPTURE_SPEECH_UNKNOWN: these bytes do not tell
 */
LgCaptureSpeech
lg_capture_speech_tell_middle (LgSlice     bytes,
                               LgDirection direction,
                               gboolean    expected)
{
  LgCaptureSpeech speech = lg_capture_speech_tell (bytes);

  if (speech != LG_CAPTURE_SPEECH_UNKNOWN)
    return speech;
  if (lg_tls_is_record (bytes.data, bytes.length) && (bytes.data[3] | bytes.data[4]) != 0)
    return LG_CAPTURE_SPEECH_TLS;
  if ((expected || bytes.length > SHORT_PACKET) && is_made_of_packets (bytes, direction))
    return LG_CAPTURE_SPEECH_MQTT;
  return LG_CAPTURE_SPEECH_UNKNOWN;
}
