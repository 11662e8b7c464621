/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgLogField:
 * @LG_LOG_FIELD_DEVICE: which device: its DeviceName, else its client ID
 * @LG_LOG_FIELD_ADDRESS: the address it connects from
 * @LG_LOG_FIELD_FIRMWARE: its firmware
 * @LG_LOG_FIELD_REGION: its region
 * @LG_LOG_FIELD_TIME: when it happened
 *
 * What a record may name.
 */
typedef enum
{
  LG_LOG_FIELD_DEVICE,
  LG_LOG_FIELD_ADDRESS,
  LG_LOG_FIELD_FIRMWARE,
  LG_LOG_FIELD_REGION,
  LG_LOG_FIELD_TIME,
} LgLogField;

#define LG_LOG_N_FIELDS (LG_LOG_FIELD_TIME + 1)

/**
 * LgLogColumns:
 * @separator: what is between the fields of a table; 0: the text is none
 * @column: the number of each field's column; -1: there is none
 *
 * The columns of a table, as its first line names them.
 */
typedef struct
{
  char separator;
  int  column[LG_LOG_N_FIELDS];
} LgLogColumns;

gboolean  lg_log_columns_read (LgLogColumns       *self,
                               const char         *line);
char     *lg_log_name_find    (LgLogField          field,
                               const LgLogColumns *columns,
                               const char         *line);

G_END_DECLS
