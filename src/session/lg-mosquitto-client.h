/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-event.h"
#include "mqtt/lg-packet.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* libmosquitto 2.0 pings no more often than this, seconds. */
#define LG_MOSQUITTO_KEEPALIVE_MIN 5

/**
 * LgMosquittoClient:
 *
 * libmosquitto as the MQTT client of one connection, talking over a private Unix socket. It
 * keeps the protocol's state: packet identifiers, acknowledgements, pings. It knows neither the
 * server nor the device: the relay at the other end of the socket does. Never blocks. Use from one
 * thread.
 */
typedef struct _LgMosquittoClient LgMosquittoClient;

LgMosquittoClient *lg_mosquitto_client_new         (LgMqttVersion       version,
                                                    guint               keepalive_s,
                                                    gboolean            clean_session,
                                                    int                *peer_fd,
                                                    GError            **error);
void               lg_mosquitto_client_free        (LgMosquittoClient  *self);
int                lg_mosquitto_client_get_fd      (LgMosquittoClient  *self);
gboolean           lg_mosquitto_client_wants_write (LgMosquittoClient  *self);
gboolean           lg_mosquitto_client_run         (LgMosquittoClient  *self,
                                                    GError            **error);
gboolean           lg_mosquitto_client_tick        (LgMosquittoClient  *self,
                                                    GError            **error);
gboolean           lg_mosquitto_client_subscribe   (LgMosquittoClient  *self,
                                                    const char         *filter,
                                                    guint8              qos,
                                                    GError            **error);
gboolean           lg_mosquitto_client_unsubscribe (LgMosquittoClient  *self,
                                                    const char         *filter,
                                                    GError            **error);
gboolean           lg_mosquitto_client_publish     (LgMosquittoClient  *self,
                                                    const char         *topic,
                                                    GBytes             *payload,
                                                    guint8              flags,
                                                    GError            **error);
gboolean           lg_mosquitto_client_disconnect  (LgMosquittoClient  *self,
                                                    GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgMosquittoClient, lg_mosquitto_client_free)

G_END_DECLS
