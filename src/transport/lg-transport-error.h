/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clause/lg-clause.h"

G_BEGIN_DECLS

#define LG_TRANSPORT_ERROR (lg_transport_error_quark ())
GQuark lg_transport_error_quark (void);

/**
 * LgTransportError:
 * @LG_TRANSPORT_ERROR_NOT_FOUND: the name does not exist
 * @LG_TRANSPORT_ERROR_RESOLVER: no resolver answered in time
 * @LG_TRANSPORT_ERROR_NO_USABLE_ADDRESS: only addresses of a family this machine cannot reach
 * @LG_TRANSPORT_ERROR_REFUSED: nothing listens
 * @LG_TRANSPORT_ERROR_UNREACHABLE: no route
 * @LG_TRANSPORT_ERROR_TIMEOUT: no answer to TCP within the deadline
 * @LG_TRANSPORT_ERROR_RESET: reset
 * @LG_TRANSPORT_ERROR_NOT_TLS: the peer answers, but not TLS
 * @LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE: closed before the handshake ended
 * @LG_TRANSPORT_ERROR_HANDSHAKE_TIMEOUT: the handshake did not end within the deadline
 * @LG_TRANSPORT_ERROR_PROTOCOL_VERSION: no common TLS version
 * @LG_TRANSPORT_ERROR_NO_COMMON_CIPHER: no common cipher suite
 * @LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE: the server demands a client certificate
 * @LG_TRANSPORT_ERROR_ALERT: another fatal alert
 * @LG_TRANSPORT_ERROR_NOT_TRUSTED: the selected root or the host name does not fit the chain
 * @LG_TRANSPORT_ERROR_TLS: another TLS failure
 * @LG_TRANSPORT_ERROR_FAILED: anything else
 * @LG_TRANSPORT_ERROR_NAME_SERVER: a name server answered that it failed or refuses to tell
 * @LG_TRANSPORT_ERROR_NO_ADDRESS: the name exists, but has no address
 * @LG_TRANSPORT_ERROR_BLOCKED: the name's only addresses are no other computer's
 *
 * Where connecting ended. Stored in recordings: never renumber. A cancelled connect is
 * %G_IO_ERROR_CANCELLED.
 */
typedef enum
{
  LG_TRANSPORT_ERROR_NOT_FOUND,
  LG_TRANSPORT_ERROR_RESOLVER,
  LG_TRANSPORT_ERROR_NO_USABLE_ADDRESS,
  LG_TRANSPORT_ERROR_REFUSED,
  LG_TRANSPORT_ERROR_UNREACHABLE,
  LG_TRANSPORT_ERROR_TIMEOUT,
  LG_TRANSPORT_ERROR_RESET,
  LG_TRANSPORT_ERROR_NOT_TLS,
  LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE,
  LG_TRANSPORT_ERROR_HANDSHAKE_TIMEOUT,
  LG_TRANSPORT_ERROR_PROTOCOL_VERSION,
  LG_TRANSPORT_ERROR_NO_COMMON_CIPHER,
  LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE,
  LG_TRANSPORT_ERROR_ALERT,
  LG_TRANSPORT_ERROR_NOT_TRUSTED,
  LG_TRANSPORT_ERROR_TLS,
  LG_TRANSPORT_ERROR_FAILED,
  LG_TRANSPORT_ERROR_NAME_SERVER,
  LG_TRANSPORT_ERROR_NO_ADDRESS,
  LG_TRANSPORT_ERROR_BLOCKED,
} LgTransportError;

void      lg_transport_error_set        (GError           **error,
                                         LgTransportError   code,
                                         LgClause          *clause);
void      lg_transport_error_set_errno  (GError           **error,
                                         int                saved_errno);
LgClause *lg_transport_error_dup_clause (const GError      *error);

G_END_DECLS
