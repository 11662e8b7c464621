/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust/lg-verdict.h"

G_BEGIN_DECLS

/**
 * LgCheckAnswer:
 * @LG_CHECK_PENDING: not known yet
 * @LG_CHECK_TRUSTED: the root verifies the port's chain
 * @LG_CHECK_DISTRUSTED: it does not
 * @LG_CHECK_NO_CHAIN: there is no chain to judge
 */
typedef enum
{
  LG_CHECK_PENDING,
  LG_CHECK_TRUSTED,
  LG_CHECK_DISTRUSTED,
  LG_CHECK_NO_CHAIN,
} LgCheckAnswer;

/**
 * LgCheckCell:
 * @root: whose answer it is
 * @answer: whether the root verifies the chain
 * @cause: (nullable): identifier of the cause of distrust
 * @note: (nullable): identifier of what is odd about a chain that is trusted
 * @clock: whether the time judged at is to be doubted first
 * @clause: (nullable): what is to be said of the judgement
 * @fitting_root: (nullable): name of another known root that verifies the chain
 * @valid_until: the earliest end in the verified chain, Unix seconds; 0 unless trusted
 *
 * What one root says of one port's chain.
 */
typedef struct
{
  LgRoot         *root;
  LgCheckAnswer   answer;
  const char     *cause;
  const char     *note;
  LgVerdictClock  clock;
  LgClause       *clause;
  char           *fitting_root;
  gint64          valid_until;
} LgCheckCell;

LgCheckCell *lg_check_cell_new  (LgRoot          *root,
                                 LgCheckAnswer    answer);
LgCheckCell *lg_check_cell_tell (LgRoot          *root,
                                 const LgVerdict *verdict,
                                 const LgClause  *clause);
void         lg_check_cell_free (LgCheckCell     *self);

G_END_DECLS
