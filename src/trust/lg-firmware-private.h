/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-firmware.h"

G_BEGIN_DECLS

/* Far more than any certificate a device can hold. */
#define MAX_LENGTH (64 * 1024)
/* Certificates within keep the form they are found in. */
#define SAME_FORM -1

/**
 * LgFirmwareScan:
 * @data: the bytes that are looked at
 * @length: how many
 * @budget: bytes that may still be parsed in vain
 * @depth: how often these bytes were unwrapped
 * @first: how much of @found was found outside of them
 * @found: (element-type LgFirmwareFind): what was found
 * @rest: what is told beside
 * @within: looks for certificates in bytes that were a text in the image
 *
 * The search for certificates in bytes, and in the bytes that texts among them stand for.
 */
typedef struct _LgFirmwareScan LgFirmwareScan;

struct _LgFirmwareScan
{
  const guint8   *data;
  gsize           length;
  gsize           budget;
  guint           depth;
  guint           first;
  GPtrArray      *found;
  LgFirmwareRest  rest;
  gboolean      (*within) (LgFirmwareScan *scan, GByteArray *bytes, gsize offset, gsize length,
                           int form);
};

void     lg_firmware_add         (LgFirmwareScan    *scan,
                                  gsize              offset,
                                  gsize              length,
                                  LgCertificateForm  form,
                                  LgCertificate     *certificate);
void     lg_firmware_bytes_free  (GByteArray        *bytes);
void     lg_firmware_scan_pem    (LgFirmwareScan    *scan);

G_END_DECLS
