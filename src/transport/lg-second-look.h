/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-inspection.h"

G_BEGIN_DECLS

LgSpeaks lg_second_look_at_mqtt (int            fd,
                                 gint64         deadline_us,
                                 GCancellable  *cancellable,
                                 gboolean      *closed);
LgSpeaks lg_second_look_at_tls  (int            fd,
                                 const char    *server_name,
                                 gint64         deadline_us,
                                 GCancellable  *cancellable,
                                 char         **version);
LgSpeaks lg_second_look_guess   (const guint8  *first,
                                 gsize          length);

G_END_DECLS
