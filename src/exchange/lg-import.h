/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-import-device.h"

G_BEGIN_DECLS

#define LG_IMPORT_ERROR (lg_import_error_quark ())
GQuark lg_import_error_quark (void);

/**
 * LgImportError:
 * @LG_IMPORT_ERROR_EMPTY: there is nothing
 * @LG_IMPORT_ERROR_TOO_LARGE: more than [const@IMPORT_LENGTH_MAX] bytes or
 *   [const@IMPORT_DEVICES_MAX] devices
 * @LG_IMPORT_ERROR_NOT_TEXT: no text in an encoding that is known
 * @LG_IMPORT_ERROR_MALFORMED: the form is known, and broken; the message names line and rule
 * @LG_IMPORT_ERROR_UNKNOWN: nothing in it is about a device
 *
 * Why a text gave no device.
 */
typedef enum
{
  LG_IMPORT_ERROR_EMPTY,
  LG_IMPORT_ERROR_TOO_LARGE,
  LG_IMPORT_ERROR_NOT_TEXT,
  LG_IMPORT_ERROR_MALFORMED,
  LG_IMPORT_ERROR_UNKNOWN,
} LgImportError;

/** The longest text that is read, bytes. */
#define LG_IMPORT_LENGTH_MAX (1024 * 1024)

/** The most devices that are taken from one text. */
#define LG_IMPORT_DEVICES_MAX 2000

GPtrArray *lg_import_parse (const char  *text,
                            gsize        length,
                            GPtrArray   *left_out,
                            GError     **error);

G_END_DECLS
