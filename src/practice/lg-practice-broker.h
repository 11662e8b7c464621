/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** LgPracticeBroker: the stock mosquitto broker of the practice platform, on a private socket. */
typedef struct _LgPracticeBroker LgPracticeBroker;

char             *lg_practice_broker_find    (const char              *program,
                                              GError                 **error);
LgPracticeBroker *lg_practice_broker_start   (const char              *program,
                                              const char              *directory,
                                              GError                 **error);
gboolean          lg_practice_broker_restart (LgPracticeBroker        *self,
                                              GError                 **error);
void              lg_practice_broker_stop    (LgPracticeBroker        *self);
int               lg_practice_broker_connect (const LgPracticeBroker  *self,
                                              GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeBroker, lg_practice_broker_stop)

G_END_DECLS
