/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-connect-params.h"
#include "lg-stream.h"
#include "lg-transport-error.h"
#include "trust/lg-verdict.h"

G_BEGIN_DECLS

/* Above what the system's resolver waits for one or two silent name servers (5 s each), so that the
 * one behind them is still heard. */
#define LG_TRANSPORT_DNS_TIMEOUT_MS 15000

/** LgStepKind: nicks `dns`, `tcp`, `tls`, `alert`, `verify`, `mqtt`. */
typedef enum
{
  LG_STEP_DNS,
  LG_STEP_TCP,
  LG_STEP_TLS,
  LG_STEP_ALERT,
  LG_STEP_VERIFY,
  LG_STEP_MQTT,
} LgStepKind;

/**
 * LgStep:
 * @kind: what was done
 * @mono_us: when it ended, `CLOCK_MONOTONIC` µs
 * @duration_us: how long it took, µs
 * @code: 0 when it went well; `EAI_…` (DNS), `errno` (TCP), a [enum@TransportError] (TLS), an alert
 *   number (ALERT; negative: sent by us), an `X509_V_ERR_…` (VERIFY), 1 without a CONNACK (MQTT)
 * @subject: (nullable): the name asked, the address tried (`[::1]:8883`), the TLS version, the
 *   alert's name, or the name of the chain's leaf
 * @cause: (VERIFY) the verdict's cause identifier; %NULL when trusted and for all other kinds
 * @intercepted: (VERIFY) the chain seems to be an inspecting proxy's
 * @clock: (VERIFY) whether this computer's clock is to be doubted first
 * @clause: what is to be said of it, subject included
 *
 * One finished step. An address that fails is a step of its own.
 */
typedef struct
{
  LgStepKind      kind;
  gint64          mono_us;
  gint64          duration_us;
  int             code;
  const char     *subject;
  const char     *cause;
  gboolean        intercepted;
  LgVerdictClock  clock;
  const LgClause *clause;
} LgStep;

typedef void (*LgStepFunc) (const LgStep *step,
                            gpointer      user_data);

typedef gboolean (*LgTrustsFunc) (GPtrArray *chain,
                                  gpointer   user_data);

/**
 * LgTransportOptions:
 * @host: host name or IP literal
 * @port: TCP port
 * @security: TLS or plain TCP
 * @root: the selected root (TLS); the chain is judged against it before any byte of MQTT
 * @known_roots: (nullable): every known root, to name one that would have fitted
 * @dns_timeout_ms: deadline of the DNS step; 0: %LG_TRANSPORT_DNS_TIMEOUT_MS
 * @tcp_timeout_ms: deadline of the TCP step; 0: 5 s
 * @tls_timeout_ms: deadline of the TLS step; 0: 8 s
 * @step: called for every finished step, in the calling thread
 * @user_data: closure for @step and @trusts
 * @trusts: (nullable): for [func@transport_inspect]: whether a chain is trusted, called in the same
 *   thread; only then it asks whether there is MQTT behind TLS
 * @every_address: try all addresses at once and tell of each, instead of stopping at the first
 *   that answers
 */
typedef struct
{
  const char   *host;
  guint16       port;
  LgSecurity    security;
  LgRoot       *root;
  GListModel   *known_roots;
  guint         dns_timeout_ms;
  guint         tcp_timeout_ms;
  guint         tls_timeout_ms;
  LgStepFunc    step;
  LgTrustsFunc  trusts;
  gpointer      user_data;
  gboolean      every_address;
} LgTransportOptions;

LgStream *lg_transport_connect (const LgTransportOptions  *options,
                                GCancellable              *cancellable,
                                LgVerdict                **verdict,
                                GError                   **error);

G_END_DECLS
