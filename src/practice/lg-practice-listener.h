/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "transport/lg-stream.h"

G_BEGIN_DECLS

/**
 * LgPracticeAcceptFunc:
 * @stream: (transfer full): a new connection, its handshake not yet done
 * @user_data: closure
 */
typedef void (*LgPracticeAcceptFunc) (LgStream *stream,
                                      gpointer  user_data);

/**
 * LgPracticeDoor:
 * @LG_PRACTICE_DOOR_OPEN: connections are accepted
 * @LG_PRACTICE_DOOR_SHUT: they are refused
 * @LG_PRACTICE_DOOR_NOWHERE: they get no answer at all
 *
 * What happens to those who connect.
 */
typedef enum
{
  LG_PRACTICE_DOOR_OPEN,
  LG_PRACTICE_DOOR_SHUT,
  LG_PRACTICE_DOOR_NOWHERE,
} LgPracticeDoor;

/** LgPracticeListener: one port, on 127.0.0.1 and, where there is IPv6, on ::1. */
typedef struct _LgPracticeListener LgPracticeListener;

LgPracticeListener *lg_practice_listener_new      (LgPracticeDoor         door,
                                                   LgTlsServer           *server,
                                                   GMainContext          *context,
                                                   LgPracticeAcceptFunc   accepted,
                                                   gpointer               user_data,
                                                   GError               **error);
void                lg_practice_listener_free     (LgPracticeListener    *self);
gboolean            lg_practice_listener_set_door (LgPracticeListener    *self,
                                                   LgPracticeDoor         door,
                                                   GError               **error);
guint16             lg_practice_listener_get_port (LgPracticeListener    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeListener, lg_practice_listener_free)

G_END_DECLS
