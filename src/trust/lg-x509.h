/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <openssl/x509.h>

G_BEGIN_DECLS

/* OpenSSL's certificate fields as GLib values. */

char  *lg_x509_dup_bio_text    (BIO             *bio);
char  *lg_x509_describe_name   (const X509_NAME *name);
char  *lg_x509_dup_common_name (X509            *x509);
GStrv  lg_x509_dup_names       (X509            *x509);
char  *lg_x509_describe_key    (X509            *x509);
gint64 lg_x509_read_time       (const ASN1_TIME *time);

G_END_DECLS
