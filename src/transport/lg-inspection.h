/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-transport.h"

G_BEGIN_DECLS

/**
 * LgSpeaks:
 * @LG_SPEAKS_NOTHING: no byte came back
 * @LG_SPEAKS_TLS: TLS
 * @LG_SPEAKS_MQTT: MQTT without TLS
 * @LG_SPEAKS_BOTH: TLS and MQTT without TLS
 * @LG_SPEAKS_HTTP: HTTP
 * @LG_SPEAKS_UNKNOWN: something else
 * @LG_SPEAKS_SSH: SSH
 *
 * What a port speaks, as far as it was asked; nicks `nothing`, `tls`, `mqtt`, `both`, `http`,
 * `unknown`, `ssh`.
 */
typedef enum
{
  LG_SPEAKS_NOTHING = 0,
  LG_SPEAKS_TLS = 1 << 0,
  LG_SPEAKS_MQTT = 1 << 1,
  LG_SPEAKS_BOTH = LG_SPEAKS_TLS | LG_SPEAKS_MQTT,
  LG_SPEAKS_HTTP = 1 << 2,
  LG_SPEAKS_UNKNOWN = 1 << 3,
  LG_SPEAKS_SSH = 1 << 4,
} LgSpeaks;

#define LG_TYPE_SPEAKS (lg_speaks_get_type ())
GType lg_speaks_get_type (void) G_GNUC_CONST;

/**
 * LgInspection:
 * @connected: an address answered TCP
 * @addresses: (nullable): the addresses of the name, `192.0.2.1, 2001:db8::1`
 * @peer_address: (nullable): the address that answered, port included
 * @local_address: (nullable): the address used on this computer
 * @interface: (nullable): the network interface with that address
 * @chain: (nullable) (element-type LgCertificate): the certificates as sent, leaf first
 * @tls_version: (nullable): the TLS version agreed on
 * @tls_cipher: (nullable): the cipher suite agreed on
 * @speaks: what the port speaks
 * @closed: the port closed instead of answering a CONNECT without credentials
 * @answer: what the answer to that CONNECT speaks, where it went through TLS
 * @hangs_up: the port closes a connection through TLS although nothing is sent on it
 * @line: (nullable): the first line of an answer in HTTP or SSH
 *
 * What a look at one port showed, however far it got. Nothing of it was judged.
 */
typedef struct
{
  gboolean   connected;
  char      *addresses;
  char      *peer_address;
  char      *local_address;
  char      *interface;
  GPtrArray *chain;
  char      *tls_version;
  char      *tls_cipher;
  LgSpeaks   speaks;
  gboolean   closed;
  LgSpeaks   answer;
  gboolean   hangs_up;
  char      *line;
} LgInspection;

gboolean lg_transport_inspect (const LgTransportOptions  *options,
                               LgInspection              *inspection,
                               GCancellable              *cancellable,
                               GError                   **error);
void     lg_inspection_clear  (LgInspection              *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LgInspection, lg_inspection_clear)

G_END_DECLS
