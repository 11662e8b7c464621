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
 *
 * Nicks `pending`, `trusted`, `distrusted`, `no-chain`.
 */
typedef enum
{
  LG_CHECK_PENDING,
  LG_CHECK_TRUSTED,
  LG_CHECK_DISTRUSTED,
  LG_CHECK_NO_CHAIN,
} LgCheckAnswer;

#define LG_TYPE_CHECK_ANSWER (lg_check_answer_get_type ())
GType lg_check_answer_get_type (void) G_GNUC_CONST;

#define LG_TYPE_CHECK_CELL (lg_check_cell_get_type ())

/**
 * LgCheckCell:
 *
 * What one root says of one port's chain. Properties: `root` (construct-only), and notifying:
 * `answer`, `cause` (identifier, %NULL when trusted), `fitting-root` (name of a known root that
 * would verify, or %NULL), `valid-until` (Unix seconds, 0 unless trusted).
 */
G_DECLARE_FINAL_TYPE (LgCheckCell, lg_check_cell, LG, CHECK_CELL, GObject)

LgCheckCell   *lg_check_cell_new              (LgRoot          *root);
void           lg_check_cell_set_verdict      (LgCheckCell     *self,
                                               const LgVerdict *verdict,
                                               const LgClause  *clause);
LgRoot        *lg_check_cell_get_root         (LgCheckCell     *self);
LgCheckAnswer  lg_check_cell_get_answer       (LgCheckCell     *self);
const char    *lg_check_cell_get_cause        (LgCheckCell     *self);
const char    *lg_check_cell_get_note         (LgCheckCell     *self);
const LgClause *lg_check_cell_get_clause      (LgCheckCell     *self);
const char    *lg_check_cell_get_fitting_root (LgCheckCell     *self);
gint64         lg_check_cell_get_valid_until  (LgCheckCell     *self);

G_END_DECLS
