/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/lg-fleet.h"
#include "lg-cli.h"

G_BEGIN_DECLS

/**
 * LgCliFleetFormat:
 * @LG_CLI_FLEET_TEXT: a table for people
 * @LG_CLI_FLEET_JSON: one line of JSON
 * @LG_CLI_FLEET_CSV: a table for spreadsheets
 */
typedef enum
{
  LG_CLI_FLEET_TEXT,
  LG_CLI_FLEET_JSON,
  LG_CLI_FLEET_CSV,
} LgCliFleetFormat;

LgCliExit lg_cli_fleet (LgFleet          *fleet,
                        const char       *path,
                        LgCliFleetFormat  format);

G_END_DECLS
