/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-certificate.h"

G_BEGIN_DECLS

/**
 * LgFirmwareFind:
 * @offset: where it begins, bytes from the start of the image
 * @length: how many bytes it takes there
 * @pem: written as PEM text; else as DER
 * @certificate: (nullable): the certificate; %NULL: PEM that is cut off or damaged
 *
 * A certificate inside a firmware image.
 */
typedef struct
{
  gsize          offset;
  gsize          length;
  gboolean       pem;
  LgCertificate *certificate;
} LgFirmwareFind;

GPtrArray *lg_firmware_scan (GBytes   *image,
                             gboolean *complete);

G_END_DECLS
