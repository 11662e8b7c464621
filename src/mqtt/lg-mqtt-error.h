/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clause/lg-clause.h"

G_BEGIN_DECLS

#define LG_MQTT_ERROR (lg_mqtt_error_quark ())
GQuark lg_mqtt_error_quark (void);

/**
 * LgMqttError:
 * @LG_MQTT_ERROR_MALFORMED: bytes that are no valid packet of this version and direction
 * @LG_MQTT_ERROR_TOO_LARGE: the packet is longer than the limit set
 */
typedef enum
{
  LG_MQTT_ERROR_MALFORMED,
  LG_MQTT_ERROR_TOO_LARGE,
} LgMqttError;

void      lg_mqtt_error_set        (GError       **error,
                                    LgMqttError    code,
                                    LgClause      *clause);
LgClause *lg_mqtt_error_dup_clause (const GError  *error);

G_END_DECLS
