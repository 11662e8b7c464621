/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-outlet.h"

G_BEGIN_DECLS

/**
 * LgCaptureTls:
 *
 * Reads along on a connection that speaks TLS: bytes in, events out. Private to this folder.
 */
typedef struct _LgCaptureTls LgCaptureTls;

/**
 * LgCaptureShown:
 * @hello: a ClientHello was seen
 * @server_name: (nullable): the name it asks for
 * @answered: a ServerHello was seen
 * @alert: who sent the first alert that is an error, or what by its size is one
 * @alert_code: its number; -1: only its size is known
 * @finished: the handshake has ended well, as far as can be seen
 * @not_tls: (nullable): what the server's answer is instead of TLS, the nick of a [enum@Speaks]
 *
 * What the connection shows of itself. Private to this folder.
 */
typedef struct
{
  gboolean    hello;
  char       *server_name;
  gboolean    answered;
  LgDirection alert;
  int         alert_code;
  gboolean    finished;
  const char *not_tls;
} LgCaptureShown;

LgCaptureTls         *lg_capture_tls_new       (LgOutlet           *outlet);
void                  lg_capture_tls_free      (LgCaptureTls       *self);
void                  lg_capture_tls_push      (LgCaptureTls       *self,
                                                LgDirection         direction,
                                                LgSlice             bytes,
                                                gint64              wall_us);
const LgCaptureShown *lg_capture_tls_get_shown (const LgCaptureTls *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgCaptureTls, lg_capture_tls_free)

G_END_DECLS
