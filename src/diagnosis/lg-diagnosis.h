/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-event.h"
#include "lg-detection.h"
#include "lg-finding.h"
#include "lg-rejection.h"
#include "platform/lg-endpoint.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define LG_TYPE_DIAGNOSIS (lg_diagnosis_get_type ())

/**
 * LgDiagnosis:
 *
 * Turns the events of a session into findings. A list model of [class@Finding], oldest first; it
 * only
 * grows. Pure: times come from the events. Property `latest` (notifying): the newest finding.
 */
G_DECLARE_FINAL_TYPE (LgDiagnosis, lg_diagnosis, LG, DIAGNOSIS, GObject)

LgDiagnosis *lg_diagnosis_new           (void);
void         lg_diagnosis_set_target    (LgDiagnosis   *self,
                                         LgEndpoint    *endpoint,
                                         const char    *host,
                                         const char    *root_title);
void         lg_diagnosis_read_along    (LgDiagnosis   *self,
                                         LgRoot        *root,
                                         GListModel    *known_roots,
                                         GPtrArray     *chain);
gboolean     lg_diagnosis_get_rejection (LgDiagnosis   *self,
                                         LgRejection   *rejection);
void         lg_diagnosis_feed          (LgDiagnosis   *self,
                                         const LgEvent *event);
void         lg_diagnosis_conclude      (LgDiagnosis   *self,
                                         const char    *cause,
                                         const LgEvent *event);
LgFinding   *lg_diagnosis_get_latest    (LgDiagnosis   *self);
gboolean     lg_diagnosis_get_detection (LgDiagnosis   *self,
                                         LgDetection   *detection);

G_END_DECLS
