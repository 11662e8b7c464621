/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-firmware.h"

G_BEGIN_DECLS

/**
 * LgCertificateFile:
 * @certificates: (element-type LgCertificate): at least one, in the order of the file
 * @form: how the first one is written
 * @joined: PEM whose line breaks are missing, which TLS libraries do not read
 *
 * What is in a certificate file.
 */
typedef struct
{
  GPtrArray         *certificates;
  LgCertificateForm  form;
  gboolean           joined;
} LgCertificateFile;

gboolean lg_certificate_file_read (GBytes             *bytes,
                                   LgCertificateFile  *file,
                                   GError            **error);

G_END_DECLS
