/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-certificate.h"

G_BEGIN_DECLS

/**
 * LgCertificateForm:
 * @LG_CERTIFICATE_FORM_PEM: PEM
 * @LG_CERTIFICATE_FORM_DER: DER
 * @LG_CERTIFICATE_FORM_TRUSTED: PEM of OpenSSL's own kind, `TRUSTED CERTIFICATE`
 * @LG_CERTIFICATE_FORM_PKCS7: PKCS#7 (.p7b), PEM or DER
 * @LG_CERTIFICATE_FORM_QUOTED: PEM as a string of a program or of JSON
 * @LG_CERTIFICATE_FORM_NUMBERS: an array of numbers
 * @LG_CERTIFICATE_FORM_BASE64: base64 without the lines around it
 *
 * How a certificate is written down.
 */
typedef enum
{
  LG_CERTIFICATE_FORM_PEM,
  LG_CERTIFICATE_FORM_DER,
  LG_CERTIFICATE_FORM_TRUSTED,
  LG_CERTIFICATE_FORM_PKCS7,
  LG_CERTIFICATE_FORM_QUOTED,
  LG_CERTIFICATE_FORM_NUMBERS,
  LG_CERTIFICATE_FORM_BASE64,
} LgCertificateForm;

#define LG_TYPE_CERTIFICATE_FORM (lg_certificate_form_get_type ())
GType lg_certificate_form_get_type (void) G_GNUC_CONST;

/**
 * LgFirmwareFind:
 * @offset: where it begins, bytes from the start of the image
 * @length: how many bytes it takes there
 * @form: how it is written
 * @joined: it is PEM, and the line breaks behind its first line or in front of its last are missing
 * @certificate: (nullable): the certificate; %NULL: PEM that is cut off or damaged
 *
 * A certificate inside a firmware image or any other file.
 */
typedef struct
{
  gsize              offset;
  gsize              length;
  LgCertificateForm  form;
  gboolean           joined;
  LgCertificate     *certificate;
} LgFirmwareFind;

/**
 * LgFirmwareRest:
 * @complete: all of it was looked at
 * @broken: there is PEM of a certificate that cannot be read
 * @damaged: something else in it looks like a certificate and cannot be read
 * @cut: the end of one of these is missing
 * @other: (nullable): what it holds instead, translated
 *
 * What is told of a file beside the certificates in it.
 */
typedef struct
{
  gboolean    complete;
  gboolean    broken;
  gboolean    damaged;
  gboolean    cut;
  const char *other;
} LgFirmwareRest;

GPtrArray  *lg_firmware_scan               (GBytes            *image,
                                            gboolean          *complete);
GPtrArray  *lg_firmware_scan_file          (GBytes            *file,
                                            LgFirmwareRest    *rest);
const char *lg_certificate_form_get_name   (LgCertificateForm  form);

G_END_DECLS
