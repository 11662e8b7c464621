/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "capture/lg-capture.h"
#include "diagnosis/lg-diagnosis.h"
#include "tls/lg-client-hello.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * LgCliCaptured:
 * @device: the device's address and port
 * @way: the device's address, without the port of this connection, and the server
 * @server: the server's
 * @name: (nullable): the server's name
 * @speech: what the device speaks
 * @start_us: when it began, Unix µs
 * @end_us: when its last packet was captured
 * @packets: MQTT packets, by direction
 * @messages: PUBLISH packets, by direction
 * @missing: bytes the capture lacks, by direction
 * @repeated: segments that were sent again, by direction
 * @said_hello: whether a ClientHello was seen
 * @hello: what it says
 * @agreed: (nullable): TLS version and suite
 * @chain: (nullable) (element-type LgCertificate): the server's chain, where it can be read
 * @diagnosis: what was found
 * @findings: (element-type LgFinding): the same, faults first
 * @is_rejection: whether the device does not accept the server's certificate
 * @rejection: how that shows
 *
 * One connection of a capture, read to its end.
 */
typedef struct
{
  char            *device;
  char            *way;
  char            *server;
  char            *name;
  LgCaptureSpeech  speech;
  gint64           start_us;
  gint64           end_us;
  guint64          packets[LG_DIRECTION_IN + 1];
  guint64          messages[LG_DIRECTION_IN + 1];
  guint64          missing[LG_DIRECTION_IN + 1];
  guint64          repeated[LG_DIRECTION_IN + 1];
  gboolean         said_hello;
  LgClientHello    hello;
  char            *agreed;
  GPtrArray       *chain;
  LgDiagnosis     *diagnosis;
  GPtrArray       *findings;
  gboolean         is_rejection;
  LgRejection      rejection;
} LgCliCaptured;

void lg_cli_captured_print_json (GPtrArray              *links,
                                 GPtrArray              *findings,
                                 const char             *path,
                                 const LgCaptureCounts  *counts,
                                 const char             *error);

G_END_DECLS
