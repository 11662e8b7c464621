/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-finding.h"

G_BEGIN_DECLS

/**
 * LgPause:
 * @citation: the end of a link
 * @pause_us: how long before it nothing had passed, either way, µs
 * @up_us: how long the link was up, µs
 * @n_packets: how many packets are known to have passed after the login
 *
 * The pause before one end.
 */
typedef struct
{
  LgCitation citation;
  gint64     pause_us;
  gint64     up_us;
  guint      n_packets;
} LgPause;

GArray   *lg_pauses_new         (void);
void      lg_pauses_add         (GArray         *self,
                                 const LgPause  *pause);
gboolean  lg_pauses_are_counted (GArray         *self);
char     *lg_pauses_dup_pauses  (GArray         *self);
char     *lg_pauses_dup_ups     (GArray         *self);

G_END_DECLS
