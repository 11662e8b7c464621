/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-event-row.h"

G_BEGIN_DECLS

/**
 * LgRowCache:
 *
 * The rows of a view: pages of 256 that were used last, and every row that anyone still holds.
 * Private to this folder.
 */
typedef struct _LgRowCache LgRowCache;

/** LgRowCacheFunc: reads the event at a position; never %NULL. */
typedef LgEvent *(*LgRowCacheFunc) (guint    position,
                                    gpointer user_data);

LgRowCache *lg_row_cache_new  (LgRowCacheFunc  read,
                               gpointer        user_data);
void        lg_row_cache_free (LgRowCache     *self);
LgEventRow *lg_row_cache_get  (LgRowCache     *self,
                               guint           position,
                               guint           length);

G_END_DECLS
