/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clause/lg-clause.h"
#include "lg-root.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LgVerdictFault:
 * @code: OpenSSL's X509_V_ERR_… number
 * @depth: 0 for the leaf
 * @subject: the certificate's subject, or %NULL
 */
typedef struct
{
  int   code;
  int   depth;
  char *subject;
} LgVerdictFault;

/**
 * LgVerdictClock:
 * @LG_VERDICT_CLOCK_RIGHT: nothing speaks against the time that was judged at
 * @LG_VERDICT_CLOCK_BEHIND: everything in the chain begins later
 * @LG_VERDICT_CLOCK_AHEAD: everything in it ended more than a year ago, or the server's own
 *   certificate more than ten
 *
 * Whether a wrong clock explains the dates of a chain better than the chain does.
 */
typedef enum
{
  LG_VERDICT_CLOCK_RIGHT,
  LG_VERDICT_CLOCK_BEHIND,
  LG_VERDICT_CLOCK_AHEAD,
} LgVerdictClock;

/**
 * LgVerdict:
 * @cause: a cause identifier of the vocabulary (`cert.wrong-root`, …), or %NULL when trusted
 * @note: `cert.wrong-order` when the chain is usable but sent in the wrong order, or %NULL; never a
 *   reason for distrust
 * @clock: whether the time judged at is to be doubted before @cause is believed; only where dates
 *   are the cause
 * @faults: (element-type LgVerdictFault) every fault found, at every depth, the most fundamental
 *   first
 * @valid_until: the earliest end in the verified chain, Unix seconds; 0 when not trusted
 * @fitting_root: the name of another known root that verifies this chain, or %NULL
 *
 * The judgement of one chain against one root and host name.
 */
typedef struct
{
  const char     *cause;
  const char     *note;
  LgVerdictClock  clock;
  GPtrArray      *faults;
  gint64          valid_until;
  char           *fitting_root;
} LgVerdict;

LgVerdict *lg_verdict_new       (GPtrArray  *chain,
                                 LgRoot     *root,
                                 const char *host,
                                 gint64      at_s,
                                 GListModel *known_roots);
void       lg_verdict_free      (LgVerdict  *self);
const char *lg_verdict_name_fault (int       code);
LgClause  *lg_verdict_dup_clause (const LgVerdict *verdict,
                                 GPtrArray  *chain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgVerdict, lg_verdict_free)

G_END_DECLS
