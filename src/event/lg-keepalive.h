/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-round-trips.h"
#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/**
 * LgKeepaliveRule:
 * @interval_s: Keep Alive sent in CONNECT, seconds
 * @factor_percent: the platform's deadline as a percentage of it (150)
 * @scan_period_s: the platform's scheduled detection period, seconds (30)
 * @ping_s: after how much silence this side sends PINGREQ, seconds (0: @interval_s)
 * @pingresp_ms: how long this side waits for a PINGRESP, milliseconds (0: 10 s)
 *
 * What the platform promises to do with a silent device, and this side with a silent platform.
 */
typedef struct
{
  guint interval_s;
  guint factor_percent;
  guint scan_period_s;
  guint ping_s;
  guint pingresp_ms;
} LgKeepaliveRule;

/**
 * LgKeepalive:
 *
 * The keep-alive clock of one link, as plain arithmetic over packets and their times. A value: copy
 * it freely. All times are `CLOCK_MONOTONIC` µs; 0 means "not yet". Read the fields; change them
 * only through the functions.
 *
 * @rule: the platform's rule
 * @online_us: when CONNACK arrived
 * @last_out_us: last packet to the platform
 * @last_in_us: last packet from the platform
 * @reset_us: what last reset the platform's timer was sent then (CONNACK arrived then, at first)
 * @reset_type: what it was: CONNACK, PUBLISH, SUBSCRIBE, PINGREQ or PUBACK
 * @ping_us: the first PINGREQ that waits for its answer, or 0
 * @round_trips: how long the answers to the latest PINGREQs took
 * @pings: PINGREQs sent
 * @answered: PINGRESPs received
 */
typedef struct
{
  LgKeepaliveRule rule;
  gint64          online_us;
  gint64          last_out_us;
  gint64          last_in_us;
  gint64          reset_us;
  LgPacketType    reset_type;
  gint64          ping_us;
  guint64         pings;
  guint64         answered;
  LgRoundTrips    round_trips;
} LgKeepalive;

void     lg_keepalive_start          (LgKeepalive           *self,
                                      const LgKeepaliveRule *rule,
                                      gint64                 connack_us);
void     lg_keepalive_packet         (LgKeepalive           *self,
                                      LgDirection            direction,
                                      LgPacketType           type,
                                      gint64                 mono_us);
void     lg_keepalive_set_interval   (LgKeepalive           *self,
                                      guint                  interval_s);
void     lg_keepalive_sleep          (LgKeepalive           *self,
                                      gint64                 slept_us);
guint    lg_keepalive_rule_get_ping_s (const LgKeepaliveRule *self);
gint64   lg_keepalive_rule_get_wait_us (const LgKeepaliveRule *self);
gint64   lg_keepalive_get_next_ping  (const LgKeepalive     *self);
gboolean lg_keepalive_get_window     (const LgKeepalive     *self,
                                      gint64                *from_us,
                                      gint64                *until_us);
gint64   lg_keepalive_get_pong_due   (const LgKeepalive     *self);
gboolean lg_keepalive_resets_timer   (LgDirection            direction,
                                      LgPacketType           type);

G_END_DECLS
