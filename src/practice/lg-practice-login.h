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
 *
 * The platform's answer to CONNECT; all but the last are CONNACK codes of MQTT 3.1.1.
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
} LgPracticeVerdict;

gboolean          lg_practice_login_password_fits (const LgConnectParams  *params,
                                                   LgSlice                 password);
LgPracticeVerdict lg_practice_login_judge         (const LgPracticeDevice *device,
                                                   const LgPacket         *connect,
                                                   LgSecurity              security,
                                                   gboolean               *notify);
void              lg_practice_login_write_connect (const LgPracticeDevice *device,
                                                   LgMqttVersion           version,
                                                   gboolean                clean_session,
                                                   GByteArray             *out);

G_END_DECLS
