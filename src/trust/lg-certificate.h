/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define LG_TRUST_ERROR (lg_trust_error_quark ())
GQuark lg_trust_error_quark (void);

/**
 * LgTrustError:
 * @LG_TRUST_ERROR_EMPTY: no bytes at all
 * @LG_TRUST_ERROR_NO_CERTIFICATE: bytes, but neither PEM nor DER of a certificate
 * @LG_TRUST_ERROR_DAMAGED: a certificate that cannot be read
 * @LG_TRUST_ERROR_UNREADABLE: the file cannot be read
 * @LG_TRUST_ERROR_UNKNOWN: no root of that name
 */
typedef enum
{
  LG_TRUST_ERROR_EMPTY,
  LG_TRUST_ERROR_NO_CERTIFICATE,
  LG_TRUST_ERROR_DAMAGED,
  LG_TRUST_ERROR_UNREADABLE,
  LG_TRUST_ERROR_UNKNOWN,
} LgTrustError;

#define LG_TYPE_CERTIFICATE (lg_certificate_get_type ())

/**
 * LgCertificate:
 * One X.509 certificate. Immutable, reference counted, may be shared between threads.
 */
typedef struct _LgCertificate LgCertificate;

GType          lg_certificate_get_type       (void) G_GNUC_CONST;

GPtrArray     *lg_certificates_parse         (GBytes               *bytes,
                                              GError              **error);
GPtrArray     *lg_certificates_parse_message (gconstpointer         message,
                                              gsize                 length);
LgCertificate *lg_certificate_new_from_der   (gconstpointer         der,
                                              gsize                 length,
                                              GError              **error);
LgCertificate *lg_certificate_ref            (LgCertificate        *self);
void           lg_certificate_unref          (LgCertificate        *self);
const char    *lg_certificate_get_subject    (const LgCertificate  *self);
const char    *lg_certificate_get_name       (const LgCertificate  *self);
const char    *lg_certificate_get_issuer     (const LgCertificate  *self);
gint64         lg_certificate_get_not_before (const LgCertificate  *self);
gint64         lg_certificate_get_not_after  (const LgCertificate  *self);
const char    *lg_certificate_get_sha256     (const LgCertificate  *self);
const char    *lg_certificate_get_key        (const LgCertificate  *self);
GStrv          lg_certificate_dup_names      (const LgCertificate  *self);
gboolean       lg_certificate_is_self_signed (const LgCertificate  *self);
gboolean       lg_certificate_is_ca          (const LgCertificate  *self);
GBytes        *lg_certificate_get_der        (const LgCertificate  *self);
char          *lg_certificate_to_pem         (const LgCertificate  *self);
gpointer       lg_certificate_get_x509       (const LgCertificate  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgCertificate, lg_certificate_unref)

G_END_DECLS
