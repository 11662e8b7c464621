/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-end-reason.h"
#include "event/lg-event.h"
#include "event/lg-keepalive.h"
#include "event/lg-mailbox.h"
#include "event/lg-session-state.h"
#include "transport/lg-transport.h"

G_BEGIN_DECLS

#define LG_SESSION_ERROR (lg_session_error_quark ())
GQuark lg_session_error_quark (void);

/**
 * LgSessionError:
 * @LG_SESSION_ERROR_NOT_CONNECTED: there is no link to send on
 * @LG_SESSION_ERROR_BUSY: a link is up or being made already
 * @LG_SESSION_ERROR_INVALID: the topic, filter or QoS breaks an MQTT rule, or one of the server's
 */
typedef enum
{
  LG_SESSION_ERROR_NOT_CONNECTED,
  LG_SESSION_ERROR_BUSY,
  LG_SESSION_ERROR_INVALID,
} LgSessionError;

/**
 * LgSessionConfig:
 * @host: host name or IP literal
 * @port: TCP port
 * @security: TLS or plain TCP
 * @root: (nullable): the selected root; needed for TLS
 * @known_roots: (nullable): to name a root that would have fitted
 * @params: client ID, user name and password
 * @protocol: MQTT version; 0: 3.1.1
 * @keepalive: the rule; its interval goes into CONNECT
 * @will_topic: (nullable): topic of a will; %NULL: none
 * @will_payload: (nullable): its payload
 * @will_flags: its QoS and %LG_EVENT_FLAG_RETAIN
 * @clean_session: MQTT 3.1.1 Clean Session; in MQTT 5 Clean Start, and without it a session that
 *   does not expire
 * @dns_timeout_ms: 0: 15 s
 * @tcp_timeout_ms: 0: 5 s
 * @tls_timeout_ms: 0: 8 s
 * @connack_timeout_ms: 0: 10 s
 * @answer_timeout_ms: how long the platform has to deliver a secret once the link is up, for a
 *   registration; 0: none is waited for
 *
 * What one attempt needs. [method@Session.connect] copies it.
 */
typedef struct
{
  const char      *host;
  guint16          port;
  LgSecurity       security;
  LgRoot          *root;
  GListModel      *known_roots;
  LgConnectParams *params;
  LgMqttVersion    protocol;
  LgKeepaliveRule  keepalive;
  const char      *will_topic;
  GBytes          *will_payload;
  guint8           will_flags;
  gboolean         clean_session;
  guint            dns_timeout_ms;
  guint            tcp_timeout_ms;
  guint            tls_timeout_ms;
  guint            connack_timeout_ms;
  guint            answer_timeout_ms;
} LgSessionConfig;

/**
 * LgSessionEnd:
 * @keepalive: the keep-alive clock as it stood
 * @held: whether PINGREQ was held back
 * @mono_us: when it was, `CLOCK_MONOTONIC` µs
 * @wall_us: the same, wall clock, Unix µs
 *
 * What a link looked like when it ended.
 */
typedef struct
{
  LgKeepalive keepalive;
  gboolean    held;
  gint64      mono_us;
  gint64      wall_us;
} LgSessionEnd;

#define LG_TYPE_SESSION (lg_session_get_type ())

/**
 * LgSession:
 *
 * One live link and everything seen on it. Lives on the main thread; its network thread fills the
 * mailbox. Every event of every attempt goes there, with ids dense from 1.
 *
 * Properties (read-only, notifying): `state` ([enum@SessionState]), `connected-at` (wall µs, 0 when
 * not connected), `messages-in`, `messages-out` (PUBLISH counts), `packets-in`, `packets-out`.
 * Property (notifying): `hold-pings`, whether PINGREQ is held back on this link; it ends with it.
 *
 * Signal `event (gpointer event)`: a `const LgEvent *` for everything but PUBLISH that arrives and
 * PUBACK (but for PUBLISH on `/ext/` or in answer to a payload, and a PUBACK that refuses), on the
 * main thread, in order, borrowed for the call.
 *
 * Signal `delivered (LgSecret payload)`: a message came that delivers a secret, the answer to a
 * registration. This is the only way its payload goes.
 *
 * The mailbox must be set before the first connect. Dropping the last reference stops the link;
 * the main thread never waits for the network thread.
 */
G_DECLARE_FINAL_TYPE (LgSession, lg_session, LG, SESSION, GObject)

LgSession      *lg_session_new           (void);
void            lg_session_set_mailbox   (LgSession              *self,
                                          LgMailbox              *mailbox);
gboolean        lg_session_connect       (LgSession              *self,
                                          const LgSessionConfig  *config,
                                          GError                **error);
void            lg_session_disconnect    (LgSession              *self);
void            lg_session_drop          (LgSession              *self);
void            lg_session_note_rival    (LgSession              *self,
                                          const char             *name);
gboolean        lg_session_get_hold_pings (LgSession             *self);
void            lg_session_set_hold_pings (LgSession             *self,
                                         gboolean                hold_pings);
gboolean        lg_session_subscribe     (LgSession              *self,
                                          const char             *filter,
                                          guint8                  qos,
                                          GError                **error);
gboolean        lg_session_unsubscribe   (LgSession              *self,
                                          const char             *filter,
                                          GError                **error);
gboolean        lg_session_publish       (LgSession              *self,
                                          const char             *topic,
                                          GBytes                 *payload,
                                          guint8                  flags,
                                          GError                **error);
LgSessionState  lg_session_get_state     (LgSession              *self);
gint64          lg_session_get_connected_at (LgSession           *self);
void            lg_session_get_keepalive (LgSession              *self,
                                          LgKeepalive            *keepalive);
gboolean        lg_session_get_end       (LgSession              *self,
                                          LgSessionEnd           *end);
guint64         lg_session_get_messages_in  (LgSession           *self);
guint64         lg_session_get_messages_out (LgSession           *self);
guint64         lg_session_get_packets_in   (LgSession           *self);
guint64         lg_session_get_packets_out  (LgSession           *self);

G_END_DECLS
