/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-packet-private.h"
#include "lg-property.h"

#define FLAG_RESERVED 0x01
#define FLAG_WILL 0x04
#define FLAGS_WILL_QOS 0x18
#define FLAG_WILL_RETAIN 0x20
#define FLAG_PASSWORD 0x40
#define FLAG_USERNAME 0x80

#define CONNACK_SESSION_PRESENT 0x01
#define CONNACK_BAD_VERSION_3 0x01

static gboolean
slice_is (LgSlice     slice,
          const char *text)
{
  return slice.length == strlen (text) && memcmp (slice.data, text, slice.length) == 0;
}

static gboolean
read_protocol (LgPacket  *self,
               LgReader  *reader,
               GError   **error)
{
  LgSlice name;
  guint8 level;

  if (!lg_reader_string (reader, "protocol name", &name, error)
      || !lg_reader_byte (reader, "protocol level", &level, error))
    return FALSE;
  if (!slice_is (name, "MQTT") && !slice_is (name, "MQIsdp"))
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.protocol-name", NULL));
  if (slice_is (name, "MQIsdp") ? level != LG_MQTT_3_1
                                : level != LG_MQTT_3_1_1 && level != LG_MQTT_5)
    return lg_reader_fail_number (reader, error, lg_clause_new ("malformed.level", NULL), "level",
                                  level);

  self->version = level;
  return TRUE;
}

static gboolean
read_flags (LgPacket  *self,
            LgReader  *reader,
            GError   **error)
{
  guint8 flags;

  if (!lg_reader_byte (reader, "connect flags", &flags, error))
    return FALSE;
  if (flags & FLAG_RESERVED)
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.connect-flag", NULL));
  if ((flags & FLAGS_WILL_QOS) == FLAGS_WILL_QOS)
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.will-qos", NULL));
  if (!(flags & FLAG_WILL) && (flags & (FLAGS_WILL_QOS | FLAG_WILL_RETAIN)))
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.will-flags", NULL));
  if (self->version != LG_MQTT_5 && (flags & FLAG_PASSWORD) && !(flags & FLAG_USERNAME))
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.password-alone", NULL));

  self->connect_flags = flags;
  return TRUE;
}

static gboolean
read_will (LgPacket  *self,
           LgReader  *reader,
           GError   **error)
{
  if (self->version == LG_MQTT_5
      && !lg_property_read_all (reader, LG_PROPERTY_IN_WILL, NULL, error))
    return FALSE;
  if (!lg_reader_topic (reader, FALSE, "will topic", &self->will_topic, error))
    return FALSE;
  if (self->will_topic.length == 0)
    return lg_reader_fail (reader, error,
                           lg_clause_new ("malformed.empty", "field", "will topic", NULL));

  return lg_reader_binary (reader, "will payload", &self->will_payload, error);
}

/**
 * lg_packet_dissect_connect:
 *
 * MQTT 3.1.1 and MQTT 5, 3.1
 */
gboolean
lg_packet_dissect_connect (LgPacket       *self,
                           LgReader       *reader,
                           LgMqttVersion   version,
                           LgDirection     direction,
                           GError        **error)
{
  guint32 keepalive;

  if (!read_protocol (self, reader, error) || !read_flags (self, reader, error)
      || !lg_reader_number (reader, 2, "Keep Alive", &keepalive, error))
    return FALSE;

  self->keepalive = keepalive;
  if (self->version == LG_MQTT_5
      && !lg_property_read_all (reader, LG_PROPERTY_IN (self->type), &self->properties, error))
    return FALSE;
  if (!lg_reader_string (reader, "client ID", &self->client_id, error))
    return FALSE;
  if ((self->connect_flags & FLAG_WILL) && !read_will (self, reader, error))
    return FALSE;
  if ((self->connect_flags & FLAG_USERNAME)
      && !lg_reader_string (reader, "user name", &self->username, error))
    return FALSE;

  return !(self->connect_flags & FLAG_PASSWORD)
         || lg_reader_binary (reader, "password", &self->password, error);
}

/* A server that does not know MQTT 5 says so in the form it knows. */
static gboolean
is_older_refusal (LgPacket *self,
                  LgReader *reader)
{
  return self->code == CONNACK_BAD_VERSION_3 && lg_reader_get_left (reader) == 0;
}

/**
 * lg_packet_dissect_connack:
 *
 * MQTT 3.1.1 and MQTT 5, 3.2
 */
gboolean
lg_packet_dissect_connack (LgPacket       *self,
                           LgReader       *reader,
                           LgMqttVersion   version,
                           LgDirection     direction,
                           GError        **error)
{
  guint8 flags;

  if (!lg_reader_byte (reader, "acknowledge flags", &flags, error)
      || !lg_reader_byte (reader, "return code", &self->code, error))
    return FALSE;
  if (flags & ~CONNACK_SESSION_PRESENT)
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.connack-flags", NULL));
  if (flags != 0 && self->code != 0)
    return lg_reader_fail_number (reader, error,
                                  lg_clause_new ("malformed.session-in-refusal", NULL), "code",
                                  self->code);

  self->session_present = flags != 0;
  return version != LG_MQTT_5 || is_older_refusal (self, reader)
         || lg_property_read_all (reader, LG_PROPERTY_IN (self->type), &self->properties, error);
}
