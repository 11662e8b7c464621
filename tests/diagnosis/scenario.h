/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events as a session would tell them, in seconds from the start of a scenario. */
#pragma once

#include "diagnosis/lg-diagnosis.h"
#include "event/lg-end-reason.h"
#include "event/lg-session-state.h"
#include "transport/lg-transport.h"

G_BEGIN_DECLS

/* Time 0 of a scenario: 2026-11-21 10:00:00 UTC. */
#define WALL_US (G_GINT64_CONSTANT (1795255200) * G_USEC_PER_SEC)
#define MONO_US (G_GINT64_CONSTANT (5000) * G_USEC_PER_SEC)

#define AT(s, k, ...) \
  { .wall_us = WALL_US + (gint64) ((s) * 1e6), .mono_us = MONO_US + (gint64) ((s) * 1e6), \
    .kind = (k), __VA_ARGS__ }
#define OUT(s, packet, ...) \
  AT (s, LG_EVENT_PACKET + LG_PACKET_##packet, .direction = LG_DIRECTION_OUT, __VA_ARGS__)
#define IN(s, packet, ...) \
  AT (s, LG_EVENT_PACKET + LG_PACKET_##packet, .direction = LG_DIRECTION_IN, __VA_ARGS__)
#define END(s, reason, ...) AT (s, LG_EVENT_END, .code = (reason), __VA_ARGS__)
#define FAILED(s, error, ...) \
  END (s, LG_END_TRANSPORT + LG_TRANSPORT_ERROR_##error, __VA_ARGS__)

#define RESOLVED(s) \
  AT (s, LG_EVENT_STATE, .code = LG_SESSION_RESOLVING), \
  AT (s, LG_EVENT_DNS, .text = "iot.example 192.0.2.7")
#define ADDRESS(text) .clause = "tcp.failed", .args = "{\"address\":\"" text "\"}"
#define REACHED(s) RESOLVED (s), AT (s, LG_EVENT_TCP, ADDRESS ("192.0.2.7:8883"))
#define LOGGING_IN(s, ka) \
  REACHED (s), AT (s, LG_EVENT_TLS, .text = "TLSv1.3"), AT (s, LG_EVENT_VERIFY), \
  OUT (s, CONNECT, .code = (ka), .text = "pk.dn|securemode=2|", .topic = "dn&pk")
#define REGISTERING(s) \
  REACHED (s), OUT (s, CONNECT, .code = 300, .text = "id|authType=register|", .topic = "dn&pk")
#define ONLINE(s, ka) LOGGING_IN (s, ka), IN (s, CONNACK)
#define KICK "{\"title\":\"kick\",\"content\":\"Kicked by the same device\"}"
#define NOTIFIED(s, said) \
  IN (s, PUBLISH, .topic = "/ext/notify", .payload = (const guint8 *) (said), \
      .payload_length = sizeof (said) - 1)
#define REPLIED(s, to, said) \
  IN (s, PUBLISH, .topic = (to), .payload = (const guint8 *) (said), \
      .payload_length = sizeof (said) - 1)

LgDiagnosis *make_diagnosis (const char    *platform,
                             LgSecurity     security,
                             LgHostKind     host_kind);
void         feed           (LgDiagnosis   *diagnosis,
                             const LgEvent *events,
                             guint          n_events);

G_END_DECLS
