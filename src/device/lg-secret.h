/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define LG_TYPE_SECRET (lg_secret_get_type ())

/**
 * LgSecret:
 *
 * A DeviceSecret, DeviceToken or computed password.
 *
 * The bytes live in OpenSSL's secure heap (locked into memory where the system allows it) and are
 * cleared when the last reference goes. They may go to two places only: an HMAC and a CONNECT
 * packet. An `LgSecret` is immutable; references may be taken and dropped from any thread.
 */
typedef struct _LgSecret LgSecret;

GType       lg_secret_get_type   (void) G_GNUC_CONST;

LgSecret   *lg_secret_new        (const char     *text);
LgSecret   *lg_secret_new_bytes  (gconstpointer   data,
                                  gsize           length);
LgSecret   *lg_secret_ref        (LgSecret       *self);
void        lg_secret_unref      (LgSecret       *self);
gsize       lg_secret_get_length (const LgSecret *self);
const char *lg_secret_peek       (const LgSecret *self);
gboolean    lg_secret_equal      (const LgSecret *a,
                                  const LgSecret *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgSecret, lg_secret_unref)

G_END_DECLS
