/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-event.h"

G_BEGIN_DECLS

/**
 * LgMailbox:
 *
 * A bounded queue of events between one producer (a network thread) and one consumer (a writer
 * thread). Bounded in records and in bytes; when it is full the producer stops reading its socket,
 * and nothing is dropped. Thread-safe, reference counted.
 */
typedef struct _LgMailbox LgMailbox;

LgMailbox *lg_mailbox_new       (gsize       max_events,
                                 gsize       max_bytes);
LgMailbox *lg_mailbox_ref       (LgMailbox  *self);
void       lg_mailbox_unref     (LgMailbox  *self);
void       lg_mailbox_push      (LgMailbox  *self,
                                 LgEvent    *event);
gboolean   lg_mailbox_is_full   (LgMailbox  *self);
void       lg_mailbox_set_space_fd (LgMailbox *self,
                                 int         eventfd);
GPtrArray *lg_mailbox_take      (LgMailbox  *self,
                                 gsize       enough,
                                 gint64      wait_us);
void       lg_mailbox_close     (LgMailbox  *self);
gboolean   lg_mailbox_is_closed (LgMailbox  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgMailbox, lg_mailbox_unref)

G_END_DECLS
