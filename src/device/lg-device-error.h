/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LG_DEVICE_ERROR (lg_device_error_quark ())
GQuark lg_device_error_quark (void);

/**
 * LgDeviceError:
 * @LG_DEVICE_ERROR_MISSING: a needed value is missing; the message names the field
 * @LG_DEVICE_ERROR_CRYPTO: OpenSSL refuses the algorithm
 */
typedef enum
{
  LG_DEVICE_ERROR_MISSING,
  LG_DEVICE_ERROR_CRYPTO,
} LgDeviceError;

G_END_DECLS
