/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-drop-log.h"

G_BEGIN_DECLS

/**
 * LgDropDevice:
 * @names: what the lines name of it, of each [enum@LogField] but the time; %NULL: nothing
 * @log: when it went offline
 * @n_together: how many of its ends are of one moment with those of other devices
 * @findings: (element-type LgFinding): which causes fit its own ends, the surest first
 *
 * One device of those a text is about.
 */
typedef struct
{
  char      *names[LG_LOG_FIELD_TIME];
  LgDropLog *log;
  guint      n_together;
  GPtrArray *findings;
} LgDropDevice;

LgDropDevice *lg_drop_device_new      (const char   *name,
                                       LgDropLog    *log);
void          lg_drop_device_free     (LgDropDevice *self);
const char   *lg_drop_device_get_name (LgDropDevice *self);

G_END_DECLS
