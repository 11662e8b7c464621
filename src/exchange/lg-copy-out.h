/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "platform/lg-endpoint.h"

G_BEGIN_DECLS

/**
 * LgCopyForm:
 * @LG_COPY_JSON: the console's JSON of connection parameters
 * @LG_COPY_MOSQUITTO_SUB: shell commands that run `mosquitto_sub`
 * @LG_COPY_MOSQUITTO_PUB: shell commands that run `mosquitto_pub`
 * @LG_COPY_MQTTX: a connection that MQTTX imports
 * @LG_COPY_ESP_AT: ESP-AT commands
 *
 * A form that other programs take connect parameters in; nicks `json`, `mosquitto-sub`,
 * `mosquitto-pub`, `mqttx`, `esp-at`.
 */
typedef enum
{
  LG_COPY_JSON,
  LG_COPY_MOSQUITTO_SUB,
  LG_COPY_MOSQUITTO_PUB,
  LG_COPY_MQTTX,
  LG_COPY_ESP_AT,
} LgCopyForm;

#define LG_TYPE_COPY_FORM (lg_copy_form_get_type ())
GType lg_copy_form_get_type (void) G_GNUC_CONST;

#define LG_COPY_OUT_ERROR (lg_copy_out_error_quark ())
GQuark lg_copy_out_error_quark (void);

/**
 * LgCopyOutError:
 * @LG_COPY_OUT_ERROR_INCOMPLETE: there is no host
 * @LG_COPY_OUT_ERROR_UNFIT: a value cannot be written in this form
 */
typedef enum
{
  LG_COPY_OUT_ERROR_INCOMPLETE,
  LG_COPY_OUT_ERROR_UNFIT,
} LgCopyOutError;

/**
 * LgCopySource:
 * @params: what goes into CONNECT
 * @endpoint: where it goes
 * @host: (nullable): the resolved host
 * @title: what to call the device
 * @topic: (nullable): the topic to subscribe to or to publish on; %NULL: `#`
 * @root_pem: (nullable): the root certificate that fits; %NULL: the system's
 *
 * What there is to write.
 */
typedef struct
{
  const LgConnectParams *params;
  LgEndpoint            *endpoint;
  const char            *host;
  const char            *title;
  const char            *topic;
  const char            *root_pem;
} LgCopySource;

LgSecret   *lg_copy_out_write    (LgCopyForm           form,
                                  const LgCopySource  *source,
                                  GError             **error);
const char *lg_copy_out_get_note (LgCopyForm           form,
                                  LgSecurity           security);

G_END_DECLS
