/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-fault.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define LG_PRACTICE_ERROR (lg_practice_error_quark ())
GQuark lg_practice_error_quark (void);

/**
 * LgPracticeError:
 * @LG_PRACTICE_ERROR_NO_BROKER: mosquitto is not installed; the message says how to install it
 * @LG_PRACTICE_ERROR_FAILED: it could not start; the message says why
 */
typedef enum
{
  LG_PRACTICE_ERROR_NO_BROKER,
  LG_PRACTICE_ERROR_FAILED,
} LgPracticeError;

/**
 * LgPracticeOptions:
 * @directory: where root files, the secret and the broker's files go; %NULL: a private temporary
 *   one
 * @time_scale: divides the platform's times (30 s scan, keep-alive deadlines) for tests; 0: 1
 * @broker: path of the mosquitto broker; %NULL: searched in PATH and /usr/sbin
 * @fault: (nullable): what is wrong with it
 */
typedef struct
{
  const char            *directory;
  double                 time_scale;
  const char            *broker;
  const LgPracticeFault *fault;
} LgPracticeOptions;

/**
 * LgPracticePort:
 * @port: the port, chosen free
 * @tls: whether TLS is spoken
 * @vendor_port: the vendor's port it stands for: 8883, 1883, 443
 * @root_file: PEM file of the root that fits, %NULL for plain TCP
 */
typedef struct
{
  guint16     port;
  gboolean    tls;
  guint16     vendor_port;
  const char *root_file;
} LgPracticePort;

#define LG_TYPE_PRACTICE (lg_practice_get_type ())

/**
 * LgPractice:
 *
 * The practice platform: a gateway on loopback, IPv4 and IPv6, that behaves as the vendor
 * documents,
 * in front of a stock mosquitto broker. It runs in a thread of its own.
 */
G_DECLARE_FINAL_TYPE (LgPractice, lg_practice, LG, PRACTICE, GObject)

LgPractice           *lg_practice_new                    (const LgPracticeOptions  *options);
gboolean              lg_practice_start                  (LgPractice               *self,
                                                          GError                  **error);
void                  lg_practice_stop                   (LgPractice               *self);
const char           *lg_practice_get_host               (LgPractice               *self);
const LgPracticePort *lg_practice_get_ports              (LgPractice               *self,
                                                          gsize                    *n_ports);
const char           *lg_practice_get_product_key        (LgPractice               *self);
const char           *lg_practice_get_device_name        (LgPractice               *self);
const char           *lg_practice_get_device_secret_file (LgPractice               *self);
const char           *lg_practice_get_device_token_file  (LgPractice               *self);
const char           *lg_practice_get_new_device_name    (LgPractice               *self);
const char           *lg_practice_get_product_secret_file (LgPractice              *self);
const LgPracticeFault *lg_practice_get_fault             (LgPractice               *self);
char                 *lg_practice_to_json                (LgPractice               *self);

G_END_DECLS
