/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-keepalive.h"

#define DEFAULT_PINGRESP_MS 10000

/**
 * lg_keepalive_start:
 * @rule: the platform's rule
 * @connack_us: when CONNACK arrived, `CLOCK_MONOTONIC` µs
 *
 * Sets the clock to the moment the link went online: that is when the platform's timer starts
 * (Alibaba Cloud, MQTT-TLS connections, 2023-12).
 */
void
lg_keepalive_start (LgKeepalive           *self,
                    const LgKeepaliveRule *rule,
                    gint64                 connack_us)
{
  g_return_if_fail (self != NULL && rule != NULL);

  *self = (LgKeepalive) {
    .rule = *rule,
    .online_us = connack_us,
    .last_in_us = connack_us,
    .reset_us = connack_us,
    .reset_type = LG_PACKET_CONNACK,
  };
}

/**
 * lg_keepalive_packet:
 * @direction: who sent it
 * @type: which packet
 * @mono_us: when it was on the wire, `CLOCK_MONOTONIC` µs
 *
 * Tells the clock of one packet. The CONNECT may be told after [method@Keepalive.start], with its
 * own time: the next PINGREQ is counted from it until something else is sent.
 */
void
lg_keepalive_packet (LgKeepalive  *self,
                     LgDirection   direction,
                     LgPacketType  type,
                     gint64        mono_us)
{
  g_return_if_fail (self != NULL);

  if (direction == LG_DIRECTION_OUT)
    self->last_out_us = mono_us;
  else
    self->last_in_us = mono_us;

  if (lg_keepalive_resets_timer (direction, type))
    {
      self->reset_us = mono_us;
      self->reset_type = type;
    }

  if (direction == LG_DIRECTION_OUT && type == LG_PACKET_PINGREQ)
    {
      if (self->ping_us == 0)
        self->ping_us = mono_us;
      self->pings++;
    }
  else if (direction == LG_DIRECTION_IN && type == LG_PACKET_PINGRESP && self->ping_us != 0)
    {
      lg_round_trips_add (&self->round_trips, mono_us - self->ping_us);
      self->ping_us = 0;
      self->answered++;
    }
}

/**
 * lg_keepalive_set_interval:
 * @interval_s: Keep Alive, seconds; 0: turned off
 *
 * Has another interval count than the one CONNECT asked for: Server Keep Alive of an MQTT 5 CONNACK
 * replaces it (MQTT 5, section 3.2.2.3.14).
 */
void
lg_keepalive_set_interval (LgKeepalive *self,
                           guint        interval_s)
{
  g_return_if_fail (self != NULL);

  self->rule.interval_s = interval_s;
}

/**
 * lg_keepalive_sleep:
 * @slept_us: for how long the computer was suspended, µs
 *
 * Tells the clock of a time `CLOCK_MONOTONIC` has not counted. The platform's timer has: its window
 * comes that much earlier. libmosquitto has not, so the next PINGREQ is where it was. Steps of the
 * wall clock need not be told: nothing here reads it.
 */
void
lg_keepalive_sleep (LgKeepalive *self,
                    gint64       slept_us)
{
  g_return_if_fail (self != NULL);

  self->reset_us -= slept_us;
}

/**
 * lg_keepalive_rule_get_ping_s:
 *
 * Returns: after how much silence this side sends PINGREQ, seconds; 0: never
 */
guint
lg_keepalive_rule_get_ping_s (const LgKeepaliveRule *self)
{
  return self->ping_s != 0 ? self->ping_s : self->interval_s;
}

/**
 * lg_keepalive_rule_get_wait_us:
 *
 * Returns: how long this side waits for a sign of life after a PINGREQ, µs
 */
gint64
lg_keepalive_rule_get_wait_us (const LgKeepaliveRule *self)
{
  return (self->pingresp_ms != 0 ? self->pingresp_ms : DEFAULT_PINGRESP_MS) * 1000LL;
}

/**
 * lg_keepalive_get_next_ping:
 *
 * When libmosquitto 2.0.x will send the next PINGREQ if nothing else is sent: in whole seconds, one
 * interval after the older of the last packet out and the last packet in. A PINGREQ counts as both.
 *
 * Returns: `CLOCK_MONOTONIC` µs, or 0 when there is none to come
 */
gint64
lg_keepalive_get_next_ping (const LgKeepalive *self)
{
  gint64 out_us, in_us;

  g_return_val_if_fail (self != NULL, 0);

  if (self->online_us == 0 || lg_keepalive_rule_get_ping_s (&self->rule) == 0)
    return 0;

  out_us = self->last_out_us != 0 ? self->last_out_us : self->online_us;
  in_us = self->ping_us != 0 ? MAX (self->last_in_us, out_us) : self->last_in_us;
  return (MIN (out_us, in_us) / G_USEC_PER_SEC + lg_keepalive_rule_get_ping_s (&self->rule))
         * G_USEC_PER_SEC;
}

/**
 * lg_keepalive_get_window:
 * @from_us: (out): the deadline: when the platform may take the device offline at the earliest
 * @until_us: (out): the deadline and one detection period: when it will have done so at the latest
 *
 * When a platform that hears nothing more ends the link, `CLOCK_MONOTONIC` µs. Alibaba Cloud checks
 * on a schedule, so it acts at some time between the deadline and one period later (MQTT-TLS
 * connections, 2023-12).
 *
 * Returns: whether there is such a window: the link is online and keep-alive is not turned off
 */
gboolean
lg_keepalive_get_window (const LgKeepalive *self,
                         gint64            *from_us,
                         gint64            *until_us)
{
  gint64 interval_us;

  g_return_val_if_fail (self != NULL && from_us != NULL && until_us != NULL, FALSE);

  if (self->online_us == 0 || self->rule.interval_s == 0 || self->rule.factor_percent == 0)
    return FALSE;

  interval_us = self->rule.interval_s * (gint64) G_USEC_PER_SEC;
  *from_us = self->reset_us + interval_us * self->rule.factor_percent / 100;
  *until_us = *from_us + self->rule.scan_period_s * (gint64) G_USEC_PER_SEC;
  return TRUE;
}

/**
 * lg_keepalive_get_pong_due:
 *
 * When this side takes the link for dead, because the PINGREQ that waits has no PINGRESP.
 *
 * Returns: `CLOCK_MONOTONIC` µs, or 0 when no PINGREQ waits
 */
gint64
lg_keepalive_get_pong_due (const LgKeepalive *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->ping_us == 0)
    return 0;

  return self->ping_us + lg_keepalive_rule_get_wait_us (&self->rule);
}

/**
 * lg_keepalive_resets_timer:
 * @direction: who sent the packet
 * @type: what it is
 *
 * Whether a packet resets the platform's timer: only PUBLISH, SUBSCRIBE, PINGREQ and PUBACK from
 * the device do (Alibaba Cloud, MQTT-TLS connections, 2023-12); nothing the platform sends does.
 *
 * Returns: whether it does
 */
gboolean
lg_keepalive_resets_timer (LgDirection  direction,
                           LgPacketType type)
{
  return direction == LG_DIRECTION_OUT
    && (type == LG_PACKET_PUBLISH || type == LG_PACKET_SUBSCRIBE
        || type == LG_PACKET_PINGREQ || type == LG_PACKET_PUBACK);
}
