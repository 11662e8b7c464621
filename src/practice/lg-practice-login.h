/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-connect-params.h"
#include "lg-practice-device.h"
#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/**
 * LgPracticeVerdict:
 * @LG_PRACTICE_ACCEPTED: CONNACK 0
 * @LG_PRACTICE_BAD_VERSION: CONNACK 1
 * @LG_PRACTICE_BAD_CLIENT_ID: CONNACK 2
 * @LG_PRACTICE_UNAVAILABLE: CONNACK 3
 * @LG_PRACTICE_BAD_CREDENTIALS: CONNACK 4
 * @LG_PRACTICE_NOT_AUTHORIZED: CONNACK 5
 * @LG_PRACTICE_HANG_UP: close without an answer
 * @LG_PRACTICE_BAD_METHOD: an Authentication Method is asked for, which only MQTT 5 can
 * @LG_PRACTICE_BAD_KEEPALIVE: CONNACK 2
 *
 * The platform's answer to CONNECT; those up to 5 are CONNACK codes of MQTT 3.1.1.
 */
typedef enum
{
  LG_PRACTICE_ACCEPTED,
  LG_PRACTICE_BAD_VERSION,
  LG_PRACTICE_BAD_CLIENT_ID,
  LG_PRACTICE_UNAVAILABLE,
  LG_PRACTICE_BAD_CREDENTIALS,
  LG_PRACTICE_NOT_AUTHORIZED,
  LG_PRACTICE_HANG_UP = 0x100,
  LG_PRACTICE_BAD_METHOD,
  LG_PRACTICE_BAD_KEEPALIVE,
} LgPracticeVerdict;

gboolean          lg_practice_login_password_fits (const LgConnectParams  *params,
                                                   LgSlice                 password);
LgPracticeVerdict lg_practice_login_judge         (const LgPracticeDevice *device,
                                                   const LgPacket         *connect,
                                                   LgSecurity              security,
                                                   gboolean               *notify);
void              lg_practice_login_write_refusal (LgMqttVersion           version,
                                                   LgPracticeVerdict       verdict,
                                                   GByteArray             *out);
void              lg_practice_login_write_connect (const LgPracticeDevice *device,
                                                   LgMqttVersion           version,
                                                   gboolean                clean_session,
                                                   guint32                 session_expiry_s,
                                                   GByteArray             *out);

G_END_DECLS
