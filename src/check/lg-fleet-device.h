/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-finding.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define LG_TYPE_FLEET_DEVICE (lg_fleet_device_get_type ())

/**
 * LgFleetDevice:
 *
 * One device of a fleet: where it connects to, the root it is declared to carry, and what came of
 * trying that. Properties, for a table: `host`, `root` (fixed), and notifying: `done` and
 * `works-until` (Unix seconds; 0: it does not work, or is not known yet).
 */
G_DECLARE_FINAL_TYPE (LgFleetDevice, lg_fleet_device, LG, FLEET_DEVICE, GObject)

LgFleetDevice *lg_fleet_device_new             (guint          line,
                                                const char    *host,
                                                guint16        port,
                                                const char    *root);
guint          lg_fleet_device_get_line        (LgFleetDevice *self);
const char    *lg_fleet_device_get_host        (LgFleetDevice *self);
guint16        lg_fleet_device_get_port        (LgFleetDevice *self);
const char    *lg_fleet_device_get_root        (LgFleetDevice *self);
void           lg_fleet_device_set_result      (LgFleetDevice *self,
                                                gint64         works_until,
                                                GPtrArray     *findings);
void           lg_fleet_device_reset           (LgFleetDevice *self);
gboolean       lg_fleet_device_is_done         (LgFleetDevice *self);
gint64         lg_fleet_device_get_works_until (LgFleetDevice *self);
GPtrArray     *lg_fleet_device_get_findings    (LgFleetDevice *self);
LgFinding     *lg_fleet_device_get_fault       (LgFleetDevice *self);
int            lg_fleet_device_compare         (LgFleetDevice *self,
                                                LgFleetDevice *other);

G_END_DECLS
