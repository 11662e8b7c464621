/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LG_CAPTURE_ERROR (lg_capture_error_quark ())
GQuark lg_capture_error_quark (void);

/**
 * LgCaptureError:
 * @LG_CAPTURE_ERROR_OPEN: the file cannot be opened
 * @LG_CAPTURE_ERROR_NOT_A_CAPTURE: neither pcap nor pcapng
 * @LG_CAPTURE_ERROR_LINK_TYPE: packets of a kind that is not read here
 * @LG_CAPTURE_ERROR_TRUNCATED: it ends inside a packet, or is damaged there; what stands before was
 *   read
 *
 * Why a capture cannot be read, or not to its end.
 */
typedef enum
{
  LG_CAPTURE_ERROR_OPEN,
  LG_CAPTURE_ERROR_NOT_A_CAPTURE,
  LG_CAPTURE_ERROR_LINK_TYPE,
  LG_CAPTURE_ERROR_TRUNCATED,
} LgCaptureError;

G_END_DECLS
