/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-terms.h"

#include "lg-session.h"

#include <string.h>

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
    .retain = get_number (connack, LG_PROPERTY_RETAIN_AVAILABLE, 1) != 0,
    .wildcards = get_number (connack, LG_PROPERTY_WILDCARD_AVAILABLE, 1) != 0,
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

static gboolean
fail (LgNote       note,
      LgNote      *note_out,
      const char  *why,
      GError     **error)
{
  *note_out = note;
  g_set_error (error, LG_SESSION_ERROR, LG_SESSION_ERROR_INVALID, "not sent; %s", why);
  return FALSE;
}

static gboolean
allow_size (const LgTerms  *self,
            gsize           size,
            LgNote         *note,
            GError        **error)
{
  g_autofree char *why = NULL;

  if (self->maximum_packet_size == 0 || size <= self->maximum_packet_size)
    return TRUE;

  why = g_strdup_printf ("the server takes packets of at most %u bytes, this one has %"
                         G_GSIZE_FORMAT, self->maximum_packet_size, size);
  return fail (LG_NOTE_TOO_LARGE, note, why, error);
}

/**
 * lg_terms_allow:
 * @size: a PUBLISH, bytes on the wire
 * @flags: its QoS and %LG_EVENT_FLAG_RETAIN
 * @note: (out): which limit it breaks
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
                guint8          flags,
                LgNote         *note,
                GError        **error)
{
  g_autofree char *why = NULL;

  if (!allow_size (self, size, note, error))
    return FALSE;
  if ((flags & LG_EVENT_FLAG_RETAIN) != 0 && !self->retain)
    return fail (LG_NOTE_NO_RETAIN, note, "the server retains no messages", error);
  if ((flags & LG_EVENT_FLAG_QOS_MASK) <= self->maximum_qos)
    return TRUE;

  why = g_strdup_printf ("the server takes no QoS above %u", self->maximum_qos);
  return fail (LG_NOTE_NO_QOS, note, why, error);
}

/**
 * lg_terms_allow_filter:
 * @size: a SUBSCRIBE or UNSUBSCRIBE, bytes on the wire
 * @filter: its topic filter
 * @note: (out): which limit it breaks
 * @error: return location for a #GError, in English as everything recorded
 *
 * Judges whether a subscription may be asked for, or ended.
 *
 * Returns: whether it may; else %LG_SESSION_ERROR_INVALID
 */
gboolean
lg_terms_allow_filter (const LgTerms  *self,
                       gsize           size,
                       const char     *filter,
                       LgNote         *note,
                       GError        **error)
{
  if (!self->wildcards && strpbrk (filter, "+#") != NULL)
    return fail (LG_NOTE_NO_WILDCARD, note, "the server takes no wildcards", error);

  return allow_size (self, size, note, error);
}
