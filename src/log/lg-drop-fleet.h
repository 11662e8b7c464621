/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-drop-device.h"
#include "lg-drop-times.h"

G_BEGIN_DECLS

/**
 * LgDropFleet:
 * @devices: (element-type LgDropDevice): the devices, in the order in which they are named; one
 *   without a name if none is
 * @findings: (element-type LgFinding): what was found, of all devices together first
 * @recognized: a time or a reason was found
 *
 * The devices a text with times is about, and what their ends have in common.
 */
typedef struct
{
  GPtrArray *devices;
  GPtrArray *findings;
  gboolean   recognized;
} LgDropFleet;

LgDropFleet *lg_drop_fleet_parse    (const char       *text,
                                     gint64            now_s);
void         lg_drop_fleet_judge    (LgDropFleet      *self,
                                     const LgDropCase *known);
char        *lg_drop_fleet_describe (LgDropFleet      *self);
void         lg_drop_fleet_free     (LgDropFleet      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgDropFleet, lg_drop_fleet_free)

G_END_DECLS
