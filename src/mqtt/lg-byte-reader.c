/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-byte-reader.h"

#include "lg-topic-fault.h"

#define VARINT_MAX_BYTES 4

/**
 * lg_reader_get_left:
 *
 * Returns: how many bytes are left.
 */
gsize
lg_reader_get_left (const LgReader *self)
{
  return self->end - self->at;
}

/**
 * lg_reader_fail:
 * @error: return location (%LG_MQTT_ERROR_MALFORMED)
 * @fault: (transfer full): the rule that is broken
 *
 * Sets a malformed-packet error that names the packet, too. Always FALSE.
 */
gboolean
lg_reader_fail (const LgReader  *self,
                GError         **error,
                LgClause        *fault)
{
  LgClause *clause = lg_clause_new ("packet.malformed", "packet",
                                    lg_packet_type_get_name (self->type), NULL);

  lg_clause_say (clause, fault);
  lg_mqtt_error_set (error, LG_MQTT_ERROR_MALFORMED, clause);
  return FALSE;
}

/**
 * lg_reader_fail_number:
 * @error: return location (%LG_MQTT_ERROR_MALFORMED)
 * @fault: (transfer full): the rule that is broken
 * @name: an argument of it that is a number
 * @number: its value
 *
 * As [func@Reader.fail]. Always FALSE.
 */
gboolean
lg_reader_fail_number (const LgReader  *self,
                       GError         **error,
                       LgClause        *fault,
                       const char      *name,
                       gint64           number)
{
  lg_clause_set_number (fault, name, number);
  return lg_reader_fail (self, error, fault);
}

static gboolean
lg_reader_need (LgReader    *self,
                gsize        n_bytes,
                const char  *what,
                GError     **error)
{
  if (lg_reader_get_left (self) >= n_bytes)
    return TRUE;

  return lg_reader_fail (self, error, lg_clause_new ("malformed.ends-inside", "field", what, NULL));
}

/**
 * lg_reader_number:
 * @error: return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * Reads a big-endian number of one to four bytes.
 */
gboolean
lg_reader_number (LgReader    *self,
                  guint        n_bytes,
                  const char  *what,
                  guint32     *value,
                  GError     **error)
{
  if (!lg_reader_need (self, n_bytes, what, error))
    return FALSE;

  *value = 0;
  while (n_bytes-- > 0)
    *value = *value << 8 | *self->at++;

  return TRUE;
}

/**
 * lg_reader_byte:
 * @error: return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * Reads one byte.
 */
gboolean
lg_reader_byte (LgReader    *self,
                const char  *what,
                guint8      *value,
                GError     **error)
{
  if (!lg_reader_need (self, 1, what, error))
    return FALSE;

  *value = *self->at++;
  return TRUE;
}

/**
 * lg_reader_packet_id:
 * @error: return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * Reads a packet identifier, which is never 0 (MQTT 3.1.1, 2.3.1; MQTT 5, 2.2.1).
 */
gboolean
lg_reader_packet_id (LgReader  *self,
                     guint16   *value,
                     GError   **error)
{
  guint32 number;

  if (!lg_reader_number (self, 2, "packet identifier", &number, error))
    return FALSE;
  if (number == 0)
    return lg_reader_fail (self, error, lg_clause_new ("malformed.packet-id", NULL));

  *value = number;
  return TRUE;
}

/**
 * lg_reader_varint:
 * @error: return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * Reads a Variable Byte Integer, which takes the fewest bytes possible (MQTT 5, 1.5.5).
 */
gboolean
lg_reader_varint (LgReader    *self,
                  const char  *what,
                  guint32     *value,
                  GError     **error)
{
  guint8 byte = 0x80;

  *value = 0;
  for (guint i = 0; byte & 0x80; i++)
    {
      if (i == VARINT_MAX_BYTES)
        return lg_reader_fail (self, error,
                               lg_clause_new ("malformed.long-number", "field", what, NULL));
      if (!lg_reader_byte (self, what, &byte, error))
        return FALSE;
      if (i > 0 && byte == 0)
        return lg_reader_fail (self, error,
                               lg_clause_new ("malformed.padded", "field", what, NULL));

      *value |= (guint32) (byte & 0x7f) << (7 * i);
    }

  return TRUE;
}

/**
 * lg_reader_binary:
 * @error: return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * Reads a length of two bytes and that many bytes.
 */
gboolean
lg_reader_binary (LgReader    *self,
                  const char  *what,
                  LgSlice     *value,
                  GError     **error)
{
  guint32 length;

  if (!lg_reader_number (self, 2, what, &length, error)
      || !lg_reader_need (self, length, what, error))
    return FALSE;

  *value = (LgSlice) { self->at, length };
  self->at += length;
  return TRUE;
}

/**
 * lg_reader_string:
 * @error: return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * Reads a string: well-formed UTF-8 without U+0000 and surrogates (MQTT 3.1.1, 1.5.3).
 */
gboolean
lg_reader_string (LgReader    *self,
                  const char  *what,
                  LgSlice     *value,
                  GError     **error)
{
  if (!lg_reader_binary (self, what, value, error))
    return FALSE;
  if (memchr (value->data, 0, value->length) != NULL)
    return lg_reader_fail (self, error, lg_clause_new ("malformed.nul", "field", what, NULL));
  if (!g_utf8_validate_len ((const char *) value->data, value->length, NULL))
    return lg_reader_fail (self, error, lg_clause_new ("malformed.not-utf8", "field", what, NULL));

  return TRUE;
}

/**
 * lg_reader_topic:
 * @error: return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * Reads a topic name or filter. An empty one is the caller's to judge: an alias may replace it.
 */
gboolean
lg_reader_topic (LgReader    *self,
                 gboolean     filter,
                 const char  *what,
                 LgSlice     *value,
                 GError     **error)
{
  LgTopicFault fault;

  if (!lg_reader_string (self, what, value, error))
    return FALSE;
  if (value->length == 0)
    return TRUE;

  fault = lg_topic_find_fault ((const char *) value->data, value->length, filter);
  if (fault != LG_TOPIC_FAULT_NONE)
    return lg_reader_fail_number (self, error,
                                  lg_clause_new ("malformed.topic", "field", what, NULL),
                                  "topic-fault", fault);

  return TRUE;
}

/**
 * lg_reader_rest:
 *
 * Takes everything that is left.
 */
LgSlice
lg_reader_rest (LgReader *self)
{
  LgSlice rest = { self->at, lg_reader_get_left (self) };

  self->at = self->end;
  return rest;
}
