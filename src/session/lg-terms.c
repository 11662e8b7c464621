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
      .clause = "note.keepalive",
    });
}

static LgClause *
refuse_size (const LgTerms *self,
             gsize          size,
             LgNote        *note)
{
  LgClause *refusal;

  if (self->maximum_packet_size == 0 || size <= self->maximum_packet_size)
    return NULL;

  *note = LG_NOTE_TOO_LARGE;
  refusal = lg_clause_new ("publish.too-large", NULL);
  lg_clause_set_number (refusal, "max", self->maximum_packet_size);
  lg_clause_set_number (refusal, "size", size);
  return refusal;
}

/**
 * lg_terms_refuse:
 * @size: a PUBLISH, bytes on the wire
 * @flags: its QoS and %LG_EVENT_FLAG_RETAIN
 * @note: (out): which limit it breaks
 *
 * Judges whether a message may be sent. The size is exact, and libmosquitto is not told the limit:
 * its two checks of it disagree by some bytes, and in between 2.0.11 aborts.
 *
 * Returns: (transfer full) (nullable): why it may not; %NULL: it may
 */
LgClause *
lg_terms_refuse (const LgTerms *self,
                 gsize          size,
                 guint8         flags,
                 LgNote        *note)
{
  LgClause *refusal = refuse_size (self, size, note);

  if (refusal != NULL)
    return refusal;

  if ((flags & LG_EVENT_FLAG_RETAIN) != 0 && !self->retain)
    {
      *note = LG_NOTE_NO_RETAIN;
      return lg_clause_new ("publish.retain", NULL);
    }
  if ((flags & LG_EVENT_FLAG_QOS_MASK) > self->maximum_qos)
    {
      *note = LG_NOTE_NO_QOS;
      refusal = lg_clause_new ("publish.qos", NULL);
      lg_clause_set_number (refusal, "max", self->maximum_qos);
    }

  return refusal;
}

/**
 * lg_terms_refuse_filter:
 * @size: a SUBSCRIBE or UNSUBSCRIBE, bytes on the wire
 * @filter: its topic filter
 * @note: (out): which limit it breaks
 *
 * Judges whether a subscription may be asked for, or ended.
 *
 * Returns: (transfer full) (nullable): why it may not; %NULL: it may
 */
LgClause *
lg_terms_refuse_filter (const LgTerms *self,
                        gsize          size,
                        const char    *filter,
                        LgNote        *note)
{
  if (self->wildcards || strpbrk (filter, "+#") == NULL)
    return refuse_size (self, size, note);

  *note = LG_NOTE_NO_WILDCARD;
  return lg_clause_new ("subscribe.wildcard", NULL);
}
