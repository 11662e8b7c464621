/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mqtt/lg-packet.h"

/* Every field of a packet that is not empty, in one line, so that a table can hold it. */

static inline void
append_slice (GString    *text,
              const char *name,
              LgSlice     slice)
{
  g_autofree char *value = lg_slice_dup_text (slice);

  if (slice.data != NULL)
    g_string_append_printf (text, " %s='%s'", name, value);
}

static inline void
append_arrays (GString        *text,
               const LgPacket *packet)
{
  for (guint i = 0; packet->filters != NULL && i < packet->filters->len; i++)
    {
      const LgFilter *filter = &g_array_index (packet->filters, LgFilter, i);

      append_slice (text, "filter", filter->filter);
      g_string_append_printf (text, "/%02x", filter->options);
    }
  for (gsize i = 0; i < packet->codes.length; i++)
    g_string_append_printf (text, " code=%02x", packet->codes.data[i]);
  for (guint i = 0; packet->properties != NULL && i < packet->properties->len; i++)
    {
      const LgProperty *property = &g_array_index (packet->properties, LgProperty, i);

      g_string_append_printf (text, " %02x:%u", property->id, property->number);
      append_slice (text, "text", property->text);
      append_slice (text, "value", property->value);
    }
}

static inline char *
packet_to_text (const LgPacket *packet)
{
  GString *text = g_string_new (lg_packet_type_get_name (packet->type));
  const struct
  {
    const char *name;
    guint       value;
  } numbers[] = {
    { "version", packet->version }, { "flags", packet->connect_flags },
    { "keepalive", packet->keepalive }, { "dup", packet->dup }, { "qos", packet->qos },
    { "retain", packet->retain }, { "id", packet->packet_id }, { "reason", packet->code },
    { "session", packet->session_present },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i].value != 0)
      g_string_append_printf (text, " %s=%u", numbers[i].name, numbers[i].value);
  append_slice (text, "topic", packet->topic);
  append_slice (text, "payload", packet->payload);
  append_slice (text, "client", packet->client_id);
  append_slice (text, "will", packet->will_topic);
  append_slice (text, "will-payload", packet->will_payload);
  append_slice (text, "user", packet->username);
  append_slice (text, "password", packet->password);
  append_arrays (text, packet);

  return g_string_free (text, FALSE);
}
