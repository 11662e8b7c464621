/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-reconnect.h"

#include "session/lg-session.h"

#define FIRST_DELAY_US ((gint64) G_USEC_PER_SEC)
#define LONGEST_DELAY_US (60 * (gint64) G_USEC_PER_SEC)
#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)

/* A delay is up to this much shorter, so that devices that lost one server do not return as one. */
#define JITTER 0.25

/* Where a platform names no limit, that of Alibaba Cloud (Limits, 2023-12) does no harm. */
#define CONNECTS_PER_MINUTE 5

G_DEFINE_ENUM_TYPE (LgReconnectStop, lg_reconnect_stop,
                    G_DEFINE_ENUM_VALUE (LG_RECONNECT_GOES_ON, "goes-on"),
                    G_DEFINE_ENUM_VALUE (LG_RECONNECT_NOT_WANTED, "not-wanted"),
                    G_DEFINE_ENUM_VALUE (LG_RECONNECT_NEVER_ONLINE, "never-online"),
                    G_DEFINE_ENUM_VALUE (LG_RECONNECT_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (LG_RECONNECT_KICKED, "kicked"),
                    G_DEFINE_ENUM_VALUE (LG_RECONNECT_FLAPPING, "flapping"),
                    G_DEFINE_ENUM_VALUE (LG_RECONNECT_EDITED, "edited"),
                    G_DEFINE_ENUM_VALUE (LG_RECONNECT_FAILED, "failed"))

/**
 * lg_reconnect_start:
 * @per_minute: how many CONNECTs a minute the platform takes of a device; 0: not known
 *
 * Begins afresh, as when the operator connects. The CONNECTs before still count.
 */
void
lg_reconnect_start (LgReconnect *self,
                    guint        per_minute)
{
  g_return_if_fail (self != NULL);

  self->per_minute = per_minute > 0 ? MIN (per_minute, LG_RECONNECT_CONNECTS_MAX)
                                    : CONNECTS_PER_MINUTE;
  self->ends = 0;
}

/**
 * lg_reconnect_connecting:
 * @now_us: when
 *
 * Counts one attempt, whoever began it.
 */
void
lg_reconnect_connecting (LgReconnect *self,
                         gint64       now_us)
{
  g_return_if_fail (self != NULL);

  self->connects_us[self->next] = now_us;
  self->next = (self->next + 1) % LG_RECONNECT_CONNECTS_MAX;
}

/**
 * lg_reconnect_get_earliest:
 * @now_us: now
 *
 * Returns: when the platform's limit allows another CONNECT; @now_us when it does so now
 */
gint64
lg_reconnect_get_earliest (const LgReconnect *self,
                           gint64             now_us)
{
  gint64 before_us;

  g_return_val_if_fail (self != NULL && self->per_minute > 0, now_us);

  before_us = self->connects_us[(self->next + LG_RECONNECT_CONNECTS_MAX - self->per_minute)
                                % LG_RECONNECT_CONNECTS_MAX];
  return before_us != 0 ? MAX (now_us, before_us + MINUTE_US) : now_us;
}

/**
 * lg_reconnect_plan:
 * @up_us: how long the link that ended was up, µs; 0: it never was
 * @now_us: now
 * @random: from 0 to 1
 *
 * Plans the next attempt: 1 s after the first end, then 2 s, 4 s and so on, at most 60 s, less up
 * to a quarter by chance, and never more often than the platform allows. A link that was up for a
 * minute begins at 1 s again.
 *
 * Returns: when to try again
 */
gint64
lg_reconnect_plan (LgReconnect *self,
                   gint64       up_us,
                   gint64       now_us,
                   double       random)
{
  gint64 delay_us = FIRST_DELAY_US;

  g_return_val_if_fail (self != NULL, now_us);
  g_return_val_if_fail (random >= 0 && random <= 1, now_us);

  if (up_us >= MINUTE_US)
    self->ends = 0;
  for (guint i = 0; i < self->ends && delay_us < LONGEST_DELAY_US; i++)
    delay_us *= 2;
  self->ends++;

  delay_us = MIN (delay_us, LONGEST_DELAY_US) * (1 - JITTER * random);
  return lg_reconnect_get_earliest (self, now_us + delay_us);
}

/**
 * lg_reconnect_judge:
 * @end_code: a [enum@EndReason], as the event of an end has it
 * @cause: (nullable): the cause that was found for it
 * @confidence: how sure that is: a kick that was told ends the attempts, one inferred does not
 *
 * Judges whether an attempt with the same values may end better than the last. It does not when the
 * values, the certificate or the port are wrong, and it makes things worse when another client uses
 * the same identity.
 *
 * Returns: whether to go on, or why not
 */
LgReconnectStop
lg_reconnect_judge (int           end_code,
                    const char   *cause,
                    LgConfidence  confidence)
{
  static const struct
  {
    const char      *prefix;
    LgReconnectStop  stop;
  } rows[] = {
    { "kicked.same-device", LG_RECONNECT_KICKED },
    { "kicked.flapping", LG_RECONNECT_FLAPPING },
    { "auth.", LG_RECONNECT_REFUSED },
    { "cert.", LG_RECONNECT_REFUSED },
    { "clock.", LG_RECONNECT_REFUSED },
    { "root.", LG_RECONNECT_REFUSED },
    { "keepalive.out-of-range", LG_RECONNECT_REFUSED },
    { "mqtt.client-id-rejected", LG_RECONNECT_REFUSED },
    { "mqtt.refused", LG_RECONNECT_REFUSED },
    { "mqtt.tls-expected", LG_RECONNECT_REFUSED },
    { "mqtt.version-refused", LG_RECONNECT_REFUSED },
    { "server.moved", LG_RECONNECT_REFUSED },
    { "tls.client-certificate-required", LG_RECONNECT_REFUSED },
    { "tls.intercepted", LG_RECONNECT_REFUSED },
    { "tls.not-tls", LG_RECONNECT_REFUSED },
  };

  if (end_code == LG_END_OPERATOR)
    return LG_RECONNECT_NOT_WANTED;

  for (guint i = 0; cause != NULL && i < G_N_ELEMENTS (rows); i++)
    if (g_str_has_prefix (cause, rows[i].prefix)
        && (rows[i].stop != LG_RECONNECT_KICKED || confidence == LG_CONFIDENCE_CERTAIN))
      return rows[i].stop;

  return LG_RECONNECT_GOES_ON;
}
