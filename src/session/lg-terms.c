/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-terms.h"

#include "lg-session.h"

#define QOS_MAX 2

static gint64
get_number (const LgPacket *connack,
            LgPropertyId    id,
            gint64          otherwise)
{
  const LgProperty *property = lg_packet_find_property (connack, id);

  return property != NULL ? property->number : otherwise;
}

/**
 * lg_terms_read:
 * @connack: a dissected CONNACK
 *
 * Reads what a server asks (MQTT 5, 3.2.2.3).
 */
void
lg_terms_read (LgTerms        *self,
               const LgPacket *connack)
{
  *self = (LgTerms) {
    .keepalive_s = get_number (connack, LG_PROPERTY_SERVER_KEEPALIVE, -1),
    .receive_maximum = get_number (connack, LG_PROPERTY_RECEIVE_MAXIMUM, 0),
    .maximum_packet_size = get_number (connack, LG_PROPERTY_MAXIMUM_PACKET_SIZE, 0),
    .maximum_qos = get_number (connack, LG_PROPERTY_MAXIMUM_QOS, QOS_MAX),
  };
}

/**
 * lg_terms_tell:
 * @keepalive_s: what the device asked for, seconds
 * @outlet: where the event goes
 *
 * Notes it if the server sets another Keep Alive.
 */
void
lg_terms_tell (const LgTerms *self,
               guint          keepalive_s,
               LgOutlet      *outlet)
{
  if (self->keepalive_s >= 0 && self->keepalive_s != (int) keepalive_s)
    lg_outlet_emit (outlet, &(LgEvent) {
      .kind = LG_EVENT_NOTE, .code = LG_NOTE_KEEPALIVE,
      .duration_us = self->keepalive_s * (gint64) G_USEC_PER_SEC,
      .text = "the server sets another Keep Alive",
    });
}

/**
 * lg_terms_allow:
 * @size: a PUBLISH, bytes on the wire
 * @qos: its QoS
 * @error: return location for a #GError, in English as everything recorded
 *
 * Judges whether a message may be sent. The size is exact, and libmosquitto is not told the limit:
 * its two checks of it disagree by some bytes, and in between 2.0.11 aborts.
 *
 * Returns: whether it may; else %LG_SESSION_ERROR_INVALID
 */
gboolean
lg_terms_allow (const LgTerms  *self,
                gsize           size,
                guint8          qos,
                GError        **error)
{
  if (self->maximum_packet_size != 0 && size > self->maximum_packet_size)
    g_set_error (error, LG_SESSION_ERROR, LG_SESSION_ERROR_INVALID,
                 "not sent; the server takes packets of at most %u bytes, this one has %"
                 G_GSIZE_FORMAT, self->maximum_packet_size, size);
  else if (qos > self->maximum_qos)
    g_set_error (error, LG_SESSION_ERROR, LG_SESSION_ERROR_INVALID,
                 "not sent; the server takes no QoS above %u", self->maximum_qos);
  else
    return TRUE;

  return FALSE;
}
