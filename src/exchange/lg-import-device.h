/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-severity.h"
#include "platform/lg-endpoint.h"

G_BEGIN_DECLS

/**
 * LgImportKind:
 * @LG_IMPORT_KIND_CONSOLE: the console's JSON of MQTT connection parameters
 * @LG_IMPORT_KIND_CERTIFICATE: a device certificate (ProductKey, DeviceName, DeviceSecret) as JSON
 * @LG_IMPORT_KIND_MQTTX: a connection exported by MQTTX
 * @LG_IMPORT_KIND_LINES: names and values, or the three values alone
 * @LG_IMPORT_KIND_TABLE: a table, one device a row
 * @LG_IMPORT_KIND_MOSQUITTO: a command line of `mosquitto_sub` or `mosquitto_pub`
 * @LG_IMPORT_KIND_ESP_AT: ESP-AT commands
 * @LG_IMPORT_KIND_AT: AT commands of a cellular module
 * @LG_IMPORT_KIND_PROGRAM: the source of a program
 * @LG_IMPORT_KIND_NODE_RED: a broker of a Node-RED flow
 *
 * The form a device's values were written in.
 */
typedef enum
{
  LG_IMPORT_KIND_CONSOLE,
  LG_IMPORT_KIND_CERTIFICATE,
  LG_IMPORT_KIND_MQTTX,
  LG_IMPORT_KIND_LINES,
  LG_IMPORT_KIND_TABLE,
  LG_IMPORT_KIND_MOSQUITTO,
  LG_IMPORT_KIND_ESP_AT,
  LG_IMPORT_KIND_AT,
  LG_IMPORT_KIND_PROGRAM,
  LG_IMPORT_KIND_NODE_RED,
} LgImportKind;

/**
 * LgImportRemark:
 * @severity: risk: the values contradict each other or will not do; note: what was tidied up
 * @text: one sentence, translated; never with a secret in it
 *
 * What the operator should know about an imported device before using it.
 */
typedef struct
{
  LgSeverity  severity;
  char       *text;
} LgImportRemark;

#define LG_TYPE_IMPORT_DEVICE (lg_import_device_get_type ())

/**
 * LgImportDevice:
 *
 * A device as it was understood from a text: credentials and endpoint ready for a profile, and what
 * there is to say about them. Immutable.
 */
G_DECLARE_FINAL_TYPE (LgImportDevice, lg_import_device, LG, IMPORT_DEVICE, GObject)

LgImportDevice *lg_import_device_new             (LgImportKind    kind,
                                                  guint           line,
                                                  const char     *title,
                                                  const char     *group,
                                                  LgCredentials  *credentials,
                                                  LgEndpoint     *endpoint,
                                                  GPtrArray      *remarks);
LgImportKind    lg_import_device_get_kind        (LgImportDevice *self);
guint           lg_import_device_get_line        (LgImportDevice *self);
const char     *lg_import_device_get_title       (LgImportDevice *self);
const char     *lg_import_device_get_group       (LgImportDevice *self);
LgCredentials  *lg_import_device_get_credentials (LgImportDevice *self);
LgEndpoint     *lg_import_device_get_endpoint    (LgImportDevice *self);
GPtrArray      *lg_import_device_get_remarks     (LgImportDevice *self);
gboolean        lg_import_device_is_signed       (LgImportDevice *self);
char           *lg_import_device_dup_subtitle    (LgImportDevice *self);
const char     *lg_import_kind_get_name          (LgImportKind    kind);

G_END_DECLS
