/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-check-cell.h"
#include "transport/lg-inspection.h"

G_BEGIN_DECLS

/* Somebody else's tool did not tell. */
#define LG_CHECK_DURATION_UNKNOWN -1

/**
 * LgCheckStep:
 * @kind: what was done
 * @ok: whether it went well
 * @wall_us: when it ended, Unix µs
 * @mono_us: the same, `CLOCK_MONOTONIC` µs
 * @duration_us: how long it took, µs, or %LG_CHECK_DURATION_UNKNOWN
 * @code: see [struct@Step]
 * @subject: (nullable): see [struct@Step]
 * @clause: (nullable): what is to be said of it
 *
 * One finished step of a port.
 */
typedef struct
{
  LgStepKind  kind;
  gboolean    ok;
  gint64      wall_us;
  gint64      mono_us;
  gint64      duration_us;
  int         code;
  char       *subject;
  LgClause   *clause;
} LgCheckStep;

#define LG_TYPE_CHECK_PORT (lg_check_port_get_type ())

/**
 * LgCheckPort:
 *
 * One port of a check: its steps as they end, what it speaks, and a cell for each root. Properties:
 * `port` and `security` (fixed), and notifying: `n-steps`, `done`. What [method@CheckPort.get_seen]
 * gives is complete when `done` is true.
 */
G_DECLARE_FINAL_TYPE (LgCheckPort, lg_check_port, LG, CHECK_PORT, GObject)

guint16             lg_check_port_get_port     (LgCheckPort *self);
LgSecurity          lg_check_port_get_security (LgCheckPort *self);
gboolean            lg_check_port_is_done      (LgCheckPort *self);
GPtrArray          *lg_check_port_get_steps    (LgCheckPort *self);
GPtrArray          *lg_check_port_get_cells    (LgCheckPort *self);
const LgInspection *lg_check_port_get_seen     (LgCheckPort *self);
const GError       *lg_check_port_get_error    (LgCheckPort *self);
const LgCheckCell  *lg_check_port_get_choice   (LgCheckPort *self);
gboolean            lg_check_port_is_usable    (LgCheckPort *self);
gboolean            lg_check_port_is_told      (LgCheckPort *self);
gboolean            lg_check_port_has_seen     (LgCheckPort *self,
                                                LgStepKind   kind);

G_END_DECLS
