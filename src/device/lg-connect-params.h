/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-credentials.h"
#include "lg-device-error.h"
#include "lg-digest.h"

G_BEGIN_DECLS

/**
 * LgSecurity:
 * @LG_SECURITY_TLS: MQTT over TLS (`securemode=2`)
 * @LG_SECURITY_TCP: MQTT over plain TCP (`securemode=3`)
 *
 * The transport under MQTT; nicks `tls`, `tcp`.
 */
typedef enum
{
  LG_SECURITY_TLS,
  LG_SECURITY_TCP,
} LgSecurity;

#define LG_TYPE_SECURITY (lg_security_get_type ())
GType lg_security_get_type (void) G_GNUC_CONST;

/**
 * LgSignStep:
 * @name: a signed name
 * @value: its value
 * @name_at: where the name begins in the signed text, bytes
 * @value_at: where the value begins
 *
 * One signed name and value; they are in the order signed.
 */
typedef struct
{
  char  *name;
  char  *value;
  gsize  name_at;
  gsize  value_at;
} LgSignStep;

#define LG_TYPE_CONNECT_PARAMS (lg_connect_params_get_type ())

/**
 * LgConnectParams:
 *
 * What a device must put into CONNECT, and how it was made. Immutable and reference counted; may be
 * shared between threads.
 */
typedef struct _LgConnectParams LgConnectParams;

GType            lg_connect_params_get_type        (void) G_GNUC_CONST;

LgConnectParams *lg_connect_params_new             (LgCredentials         *credentials,
                                                    LgSecurity             security,
                                                    gint64                 now_ms,
                                                    GError               **error);
LgConnectParams *lg_connect_params_ref             (LgConnectParams       *self);
void             lg_connect_params_unref           (LgConnectParams       *self);
const char      *lg_connect_params_get_client_id   (const LgConnectParams *self);
const char      *lg_connect_params_get_username    (const LgConnectParams *self);
LgSecret        *lg_connect_params_get_password    (const LgConnectParams *self);
const char      *lg_connect_params_get_content     (const LgConnectParams *self);
const char      *lg_connect_params_get_method_nick (const LgConnectParams *self);
int              lg_connect_params_get_secure_mode (const LgConnectParams *self);
LgMode           lg_connect_params_get_mode        (const LgConnectParams *self);
const LgDigest  *lg_connect_params_get_digest      (const LgConnectParams *self);
const char      *lg_connect_params_get_key_name    (const LgConnectParams *self);
GPtrArray       *lg_connect_params_get_steps       (const LgConnectParams *self);
gsize            lg_connect_params_get_key_length  (const LgConnectParams *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgConnectParams, lg_connect_params_unref)

G_END_DECLS
