/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-secret.h"
#include "lg-keepalive.h"
#include "lg-mailbox.h"

G_BEGIN_DECLS

/**
 * LgOutlet:
 *
 * The one way out of a session's network thread, for every attempt of the session: it numbers the
 * events, fills the mailbox, and has what concerns the main thread told there. Thread-safe,
 * reference counted.
 */
typedef struct _LgOutlet LgOutlet;

/**
 * LgStats:
 * @messages_in: PUBLISH packets received
 * @messages_out: PUBLISH packets sent
 * @packets_in: all packets received
 * @packets_out: all packets sent
 * @keepalive: the keep-alive clock; all zero while offline
 * @ended: the keep-alive clock as it stood when the link ended; all zero before that, and where the
 *   latest attempt never came online
 * @ended_us: when that was, `CLOCK_MONOTONIC` µs
 *
 * What has been on the wire of a session so far.
 */
typedef struct
{
  guint64     messages_in;
  guint64     messages_out;
  guint64     packets_in;
  guint64     packets_out;
  LgKeepalive keepalive;
  LgKeepalive ended;
  gint64      ended_us;
} LgStats;

/**
 * LgOutletFunc:
 * @owner: closure
 * @event: (nullable): an event for the main thread, or %NULL at the end of a round of them
 *
 * Called on the main thread. A round also comes without events when the statistics have changed.
 */
typedef void (*LgOutletFunc) (gpointer       owner,
                              const LgEvent *event);

LgOutlet *lg_outlet_new          (LgOutletFunc           func,
                                  gpointer               owner);
LgOutlet *lg_outlet_new_replay   (LgOutletFunc           func,
                                  gpointer               owner);
LgOutlet *lg_outlet_ref          (LgOutlet              *self);
void      lg_outlet_unref        (LgOutlet              *self);
void      lg_outlet_disown       (LgOutlet              *self);
void      lg_outlet_set_mailbox  (LgOutlet              *self,
                                  LgMailbox             *mailbox);
void      lg_outlet_get_stats    (LgOutlet              *self,
                                  LgStats               *stats);
void      lg_outlet_set_wake_fd  (LgOutlet              *self,
                                  int                    eventfd);
void      lg_outlet_emit         (LgOutlet              *self,
                                  const LgEvent         *init);
void      lg_outlet_deliver      (LgOutlet              *self,
                                  LgSecret              *payload);
LgSecret *lg_outlet_take_delivery (LgOutlet             *self);
gboolean  lg_outlet_is_full      (LgOutlet              *self);
void      lg_outlet_go_online    (LgOutlet              *self,
                                  const LgKeepaliveRule *rule,
                                  gint64                 connect_us,
                                  gint64                 connack_us);
void      lg_outlet_sleep        (LgOutlet              *self,
                                  gint64                 slept_us);
void      lg_outlet_go_offline   (LgOutlet              *self,
                                  gint64                 now_us);
gint64    lg_outlet_tell_stats   (LgOutlet              *self,
                                  gint64                 now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgOutlet, lg_outlet_unref)

G_END_DECLS
