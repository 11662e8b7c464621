/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-stream.h"
#include "lg-tls-failure.h"

G_BEGIN_DECLS

void                 lg_stream_set_user_data_free (LgStream        *self,
                                                   GDestroyNotify   free_func);
void                 lg_stream_offer_everything   (LgStream        *self);
const LgTlsProgress *lg_stream_get_progress       (LgStream        *self);
const guint8        *lg_stream_get_first_bytes    (LgStream        *self,
                                                   gsize           *n_first);
LgIoStatus           lg_stream_await_refusal      (LgStream        *self,
                                                   GError         **error);

G_END_DECLS
