/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clause/lg-clause.h"
#include "lg-cli-print.h"

G_BEGIN_DECLS

/**
 * LgCliExit:
 * @LG_CLI_HEALTHY: it went well and no fault was found
 * @LG_CLI_FAULT: a fault was found
 * @LG_CLI_USAGE: wrong usage or bad input
 * @LG_CLI_NOT_SEEN: no fault was found, but what would tell was not seen
 *
 * The exit codes of every subcommand.
 */
typedef enum
{
  LG_CLI_HEALTHY = 0,
  LG_CLI_FAULT = 1,
  LG_CLI_USAGE = 2,
  LG_CLI_NOT_SEEN = 3,
} LgCliExit;

/* The subcommands. argv[0] is the subcommand's name. */
LgCliExit   lg_cli_sign       (int                argc,
                               char             **argv);
LgCliExit   lg_cli_explain    (int                argc,
                               char             **argv);
LgCliExit   lg_cli_check      (int                argc,
                               char             **argv);
LgCliExit   lg_cli_watch      (int                argc,
                               char             **argv);
LgCliExit   lg_cli_register   (int                argc,
                               char             **argv);
LgCliExit   lg_cli_devices    (int                argc,
                               char             **argv);
LgCliExit   lg_cli_roots      (int                argc,
                               char             **argv);
LgCliExit   lg_cli_platforms  (int                argc,
                               char             **argv);
LgCliExit   lg_cli_open       (int                argc,
                               char             **argv);
LgCliExit   lg_cli_practice   (int                argc,
                               char             **argv);
void        lg_cli_complain_platform (const char *id);

gboolean    lg_cli_parse      (GOptionContext    *context,
                               int               *argc,
                               char            ***argv);
void        lg_cli_set_string (JsonBuilder       *builder,
                               const char        *key,
                               const char        *value);
void        lg_cli_set_clause (JsonBuilder       *builder,
                               const char        *key,
                               const LgClause    *clause);
const char *lg_cli_get_nick   (GType              type,
                               int                number);

G_END_DECLS
