/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-client.h"
#include "lg-practice-login.h"
#include "lg-practice-traffic.h"
#include "lg-practice-wire.h"
#include "mqtt/lg-framer.h"

G_BEGIN_DECLS

typedef enum
{
  CLIENT_LOGIN, /* no valid CONNECT yet */
  CLIENT_WAITING, /* for the broker to forget the client before, then for its CONNACK */
  CLIENT_ONLINE,
  CLIENT_REGISTERED, /* it has got what it is to log in with, and is to leave */
  CLIENT_FROZEN, /* nothing is read or said any more */
  CLIENT_ENDED,
} ClientState;

struct _LgPracticeClient
{
  const LgPracticeClientHost *host;
  LgSecurity                  security;
  LgPracticeWire             *device;
  LgPracticeWire             *broker;
  LgFramer                   *from_device;
  LgFramer                   *from_broker;
  LgPracticeDevice           *identity; /* NULL until it has logged in */
  LgPracticeTraffic          *traffic;
  GSource                    *login_deadline;
  GSource                    *misdeed; /* what is to go wrong later */
  ClientState                 state;
  LgMqttVersion               version;
  gboolean                    clean_session;
  guint32                     session_expiry_s;
  gboolean                    notify;
  guint16                     keepalive;
  gint64                      heard_at; /* last packet that resets the keep-alive timer */
};

void     lg_practice_client_end            (LgPracticeClient  *self);
void     lg_practice_client_send           (LgPracticeClient  *self,
                                            LgPracticeWire    *wire,
                                            const GByteArray  *bytes);
void     lg_practice_client_update_flow    (LgPracticeClient  *self);
void     lg_practice_client_set_deadline   (LgPracticeClient  *self,
                                            guint              ms);
void     lg_practice_client_refuse         (LgPracticeClient  *self,
                                            LgPracticeVerdict  verdict);
void     lg_practice_client_handle_connect (LgPracticeClient  *self,
                                            const LgPacket    *packet);

G_END_DECLS
