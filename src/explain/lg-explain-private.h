/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-digest.h"
#include "lg-explain.h"
#include "lg-known.h"
#include "lg-way.h"

G_BEGIN_DECLS

/** LgScheme: what kind of login a device attempts, as its values tell. */
typedef enum
{
  LG_SCHEME_DEVICE,
  LG_SCHEME_TOKEN,
  LG_SCHEME_REGISTRATION,
  LG_SCHEME_TUYALINK,
} LgScheme;

struct _LgExplain
{
  const LgDeviceValues *values;
  LgScheme              scheme;
  LgMqttClientId       *parts;
  LgKnown               known;
  char                 *sent_device_name;
  char                 *sent_product_key;
  char                 *product_key;
  char                 *device_name;
  const LgDigest       *announced;
  LgSecret             *password;
  GPtrArray            *explanations;
  gboolean              complete;
  char                 *client_id;
  char                 *username;
  char                 *content;
  const char           *method_nick;
  LgSecret             *right_password;
};

LgExplanation *lg_explain_add             (LgExplain     *self,
                                           const char    *cause,
                                           LgSeverity     severity,
                                           LgConfidence   confidence,
                                           const char    *title,
                                           const char    *format,
                                           ...) G_GNUC_PRINTF (6, 7);
void           lg_explain_check_client_id (LgExplain     *self);
void           lg_explain_check_transport (LgExplain     *self);
void           lg_explain_check_username  (LgExplain     *self);
void           lg_explain_check_blanks    (LgExplain     *self);
void           lg_explain_check_password  (LgExplain     *self);
void           lg_explain_check_token     (LgExplain     *self);
void           lg_explain_check_tuyalink  (LgExplain     *self);
LgWay         *lg_explain_make_way        (LgExplain     *self,
                                           LgSecret      *key);
gboolean       lg_explain_find_way        (LgExplain     *self);
void           lg_explain_correct         (LgExplain     *self);

G_END_DECLS
