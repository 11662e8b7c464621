/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What a client ID of TuyaLink begins with, before the device ID (Tuya, SDK for TuyaLink). */
#define LG_TUYALINK_PREFIX "tuyalink_"

/**
 * LgParameter:
 * @name: what stands before the first `=`, without blanks around it
 * @value: (nullable): what stands after it, without blanks around it; %NULL: there is no `=`
 */
typedef struct
{
  char *name;
  char *value;
} LgParameter;

/**
 * LgMqttClientId:
 * @id: clientId: what stands before the first bar; everything if there is none
 * @n_bars: 0, 1 (the closing one is missing) or 2
 * @after: what stands after the closing bar, usually empty
 * @separator: what separates the parameters; `,` unless all of them are separated otherwise
 * @escaped: whether the separators are escaped, as some modules' commands need it (`\,`)
 * @parameters: (element-type LgParameter): the extended parameters, in the order sent
 *
 * The parts of an MQTT client ID, `clientId|name=value,name=value|`, as far as a device keeps to
 * that form.
 */
typedef struct
{
  char      *id;
  guint      n_bars;
  char      *after;
  char       separator;
  gboolean   escaped;
  GPtrArray *parameters;
} LgMqttClientId;

LgMqttClientId *lg_mqtt_client_id_parse (const char           *text);
void            lg_mqtt_client_id_free  (LgMqttClientId       *self);
const char     *lg_mqtt_client_id_get   (const LgMqttClientId *self,
                                         const char           *name);
const char     *lg_parameter_find_known (const char           *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgMqttClientId, lg_mqtt_client_id_free)

G_END_DECLS
