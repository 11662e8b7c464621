/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-packet-private.h"
#include "lg-property.h"

#define OPTIONS_QOS 0x03
#define OPTION_NO_LOCAL 0x04
#define OPTIONS_RETAIN_HANDLING 0x30
#define OPTIONS_RESERVED_3 0xfc
#define OPTIONS_RESERVED_5 0xc0

#define SUBACK_FAILURE 0x80

/* The packet identifier and, in MQTT 5, the properties. */
static gboolean
read_head (LgPacket       *self,
           LgReader       *reader,
           LgMqttVersion   version,
           GError        **error)
{
  if (!lg_reader_packet_id (reader, &self->packet_id, error))
    return FALSE;

  return version != LG_MQTT_5
         || lg_property_read_all (reader, LG_PROPERTY_IN (self->type), &self->properties, error);
}

static gboolean
read_options (LgReader       *reader,
              LgMqttVersion   version,
              LgFilter       *filter,
              GError        **error)
{
  guint8 reserved = version == LG_MQTT_5 ? OPTIONS_RESERVED_5 : OPTIONS_RESERVED_3;
  guint8 options;

  if (!lg_reader_byte (reader, "subscription options", &options, error))
    return FALSE;
  if (options & reserved)
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.options", NULL));
  if ((options & OPTIONS_QOS) == OPTIONS_QOS)
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.asked-qos", NULL));
  if ((options & OPTIONS_RETAIN_HANDLING) == OPTIONS_RETAIN_HANDLING)
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.retain-handling", NULL));
  if ((options & OPTION_NO_LOCAL) && filter->filter.length > strlen ("$share/")
      && memcmp (filter->filter.data, "$share/", strlen ("$share/")) == 0)
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.no-local", NULL));

  filter->options = options;
  return TRUE;
}

static gboolean
read_filters (LgPacket       *self,
              LgReader       *reader,
              LgMqttVersion   version,
              GError        **error)
{
  if (lg_reader_get_left (reader) == 0)
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.no-filter", NULL));

  self->filters = g_array_new (FALSE, FALSE, sizeof (LgFilter));
  while (lg_reader_get_left (reader) > 0)
    {
      LgFilter filter = { 0 };

      if (!lg_reader_topic (reader, TRUE, "topic filter", &filter.filter, error))
        return FALSE;
      if (filter.filter.length == 0)
        return lg_reader_fail (reader, error, lg_clause_new ("malformed.empty-filter", NULL));
      if (self->type == LG_PACKET_SUBSCRIBE && !read_options (reader, version, &filter, error))
        return FALSE;
      g_array_append_val (self->filters, filter);
    }

  return TRUE;
}

/**
 * lg_packet_dissect_subscribe:
 *
 * MQTT 3.1.1 and MQTT 5, 3.8
 */
gboolean
lg_packet_dissect_subscribe (LgPacket       *self,
                             LgReader       *reader,
                             LgMqttVersion   version,
                             LgDirection     direction,
                             GError        **error)
{
  return read_head (self, reader, version, error) && read_filters (self, reader, version, error);
}

/**
 * lg_packet_dissect_unsubscribe:
 *
 * MQTT 3.1.1 and MQTT 5, 3.10
 */
gboolean
lg_packet_dissect_unsubscribe (LgPacket       *self,
                               LgReader       *reader,
                               LgMqttVersion   version,
                               LgDirection     direction,
                               GError        **error)
{
  return read_head (self, reader, version, error) && read_filters (self, reader, version, error);
}

static gboolean
read_codes (LgPacket  *self,
            LgReader  *reader,
            GError   **error)
{
  if (lg_reader_get_left (reader) == 0)
    return lg_reader_fail (reader, error, lg_clause_new ("malformed.no-code", NULL));

  self->codes = lg_reader_rest (reader);
  return TRUE;
}

/* MQTT 3.1.1, 3.9.3; MQTT 5, 2.4: whatever it is from 0x80 on, it is a refusal. */
static gboolean
is_suback_code (guint8        code,
                LgMqttVersion version)
{
  return code <= 2 || (version == LG_MQTT_5 ? code >= SUBACK_FAILURE : code == SUBACK_FAILURE);
}

/**
 * lg_packet_dissect_suback:
 *
 * MQTT 3.1.1 and MQTT 5, 3.9
 */
gboolean
lg_packet_dissect_suback (LgPacket       *self,
                          LgReader       *reader,
                          LgMqttVersion   version,
                          LgDirection     direction,
                          GError        **error)
{
  if (!read_head (self, reader, version, error) || !read_codes (self, reader, error))
    return FALSE;

  for (gsize i = 0; i < self->codes.length; i++)
    if (!is_suback_code (self->codes.data[i], version))
      return lg_reader_fail_number (reader, error, lg_clause_new ("malformed.code", NULL), "hex",
                                    self->codes.data[i]);

  return TRUE;
}

/**
 * lg_packet_dissect_unsuback:
 *
 * MQTT 3.1.1, 3.11: no codes; MQTT 5, 3.11: one for each filter
 */
gboolean
lg_packet_dissect_unsuback (LgPacket       *self,
                            LgReader       *reader,
                            LgMqttVersion   version,
                            LgDirection     direction,
                            GError        **error)
{
  return read_head (self, reader, version, error)
         && (version != LG_MQTT_5 || read_codes (self, reader, error));
}
