/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the facts say of a link that ended over what this side sent. */
#include "lg-facts.h"

/* How soon a server closes over what it does not take. */
#define SENT_AHEAD_US (5 * (gint64) G_USEC_PER_SEC)

/* Whether the server closed just after such a packet. */
static gboolean
is_closed_after (const LgFacts *self,
                 LgPacketType   type)
{
  int code = self->event->code;

  return self->sent.citation.kind == LG_EVENT_PACKET + type
         && self->event->mono_us - self->sent.mono_us <= SENT_AHEAD_US
         && (code == LG_END_FIN || code == LG_END_CLOSE_NOTIFY || code == LG_END_RESET);
}

/* %NULL: the server did not close just after a PUBLISH, or no limits are known. */
static const LgLimits *
get_limits (const LgFacts *self)
{
  return self->target.platform != NULL && is_closed_after (self, LG_PACKET_PUBLISH)
         ? lg_platform_get_limits_of (self->target.platform, self->target.protocol) : NULL;
}

/**
 * lg_facts_is_sent_refused:
 *
 * Returns: whether the server closed on what this side sent, for any reason below
 */
gboolean
lg_facts_is_sent_refused (const LgFacts *self)
{
  return lg_facts_is_payload_refused (self) || lg_facts_is_topic_refused (self)
         || lg_facts_is_qos_refused (self) || lg_facts_is_retain_refused (self)
         || lg_facts_is_subscribe_refused (self);
}

/**
 * lg_facts_is_payload_refused:
 *
 * Returns: whether the server closed on a message larger than the platform takes
 */
gboolean
lg_facts_is_payload_refused (const LgFacts *self)
{
  const LgLimits *limits = get_limits (self);

  return limits != NULL && limits->payload_max > 0
         && self->sent.code > (int) limits->payload_max;
}

/**
 * lg_facts_is_topic_refused:
 *
 * Returns: whether the server closed on a message to a topic that breaks the platform's rules
 */
gboolean
lg_facts_is_topic_refused (const LgFacts *self)
{
  g_autofree char *issue = get_limits (self) != NULL ? lg_facts_dup_topic_issue (self) : NULL;

  return issue != NULL;
}

/**
 * lg_facts_is_qos_refused:
 *
 * Returns: whether the server closed on a message with a QoS the platform does not have
 */
gboolean
lg_facts_is_qos_refused (const LgFacts *self)
{
  const LgLimits *limits = get_limits (self);

  return limits != NULL && limits->qos_max > 0
         && (self->sent_flags & LG_EVENT_FLAG_QOS_MASK) > limits->qos_max;
}

/**
 * lg_facts_is_retain_refused:
 *
 * Returns: whether the server closed on a retained message, where the platform keeps none
 */
gboolean
lg_facts_is_retain_refused (const LgFacts *self)
{
  const LgLimits *limits = get_limits (self);

  return limits != NULL && !limits->retain && (self->sent_flags & LG_EVENT_FLAG_RETAIN) != 0;
}

/**
 * lg_facts_is_subscribe_refused:
 *
 * Returns: whether the server closed on a SUBSCRIBE instead of answering it
 */
gboolean
lg_facts_is_subscribe_refused (const LgFacts *self)
{
  return is_closed_after (self, LG_PACKET_SUBSCRIBE);
}

/**
 * lg_facts_dup_topic_issue:
 *
 * Returns: (transfer full) (nullable): which of the platform's rules the topic of the last PUBLISH
 *   breaks, in words; %NULL: none
 */
char *
lg_facts_dup_topic_issue (const LgFacts *self)
{
  g_autoptr (GPtrArray) issues = NULL;

  if (self->target.platform == NULL || self->sent.text == NULL)
    return NULL;

  issues = lg_platform_validate_topic (self->target.platform, self->sent.text);
  return issues->len > 0 ? g_strdup (((const LgIssue *) issues->pdata[0])->message) : NULL;
}
