/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/lg-text-decoder.h"
#include "lg-fleet-device.h"

G_BEGIN_DECLS

/**
 * LgFleetError:
 * @line: the line it begins in, from 1
 * @message: what is wrong with it, translated
 *
 * A row of a fleet file that is passed over.
 */
typedef struct
{
  guint  line;
  char  *message;
} LgFleetError;

GPtrArray *lg_fleet_csv_parse  (const char      *text,
                                gsize            length,
                                GPtrArray       *errors,
                                LgTextEncoding  *encoding);
GPtrArray *lg_fleet_errors_new (void);
char      *lg_fleet_csv_write  (GPtrArray       *devices,
                                gint64           at_s);

G_END_DECLS
