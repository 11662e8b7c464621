/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-fleet-device.h"
#include "platform/lg-endpoint.h"
#include "trust/lg-root-store.h"

G_BEGIN_DECLS

#define LG_TYPE_FLEET (lg_fleet_get_type ())

/**
 * LgFleet:
 *
 * Many devices, each with the root it is declared to carry: until when does each of them work? A
 * list model of [class@FleetDevice], in the order they were added. The root is as declared, nobody
 * reads it from the device. Properties, notifying: `progress` (0 to 1), `running`. Main thread
 * only.
 */
G_DECLARE_FINAL_TYPE (LgFleet, lg_fleet, LG, FLEET, GObject)

LgFleet    *lg_fleet_new          (LgEndpoint           *endpoint,
                                   LgRootStore          *roots);
void        lg_fleet_add          (LgFleet              *self,
                                   LgFleetDevice        *device);
void        lg_fleet_set_at       (LgFleet              *self,
                                   gint64                at_s);
gint64      lg_fleet_get_at       (LgFleet              *self);
void        lg_fleet_set_timeouts (LgFleet              *self,
                                   guint                 dns_ms,
                                   guint                 tcp_ms,
                                   guint                 tls_ms);
void        lg_fleet_run_async    (LgFleet              *self,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean    lg_fleet_run_finish   (LgFleet              *self,
                                   GAsyncResult         *result,
                                   GError              **error);
GPtrArray  *lg_fleet_sort         (LgFleet              *self);

G_END_DECLS
