/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-check-cell.h"

/**
 * lg_check_cell_new:
 * @root: whose answer it is
 * @answer: why there is no verdict
 *
 * Returns: (transfer full): a cell without a verdict
 */
LgCheckCell *
lg_check_cell_new (LgRoot        *root,
                   LgCheckAnswer  answer)
{
  LgCheckCell *self = g_new0 (LgCheckCell, 1);

  self->root = g_object_ref (root);
  self->answer = answer;
  return self;
}

/**
 * lg_check_cell_tell:
 * @root: whose answer it is
 * @verdict: the judgement
 * @clause: (nullable): what is to be said of it
 *
 * Returns: (transfer full): a cell that tells the verdict
 */
LgCheckCell *
lg_check_cell_tell (LgRoot          *root,
                    const LgVerdict *verdict,
                    const LgClause  *clause)
{
  LgCheckCell *self
    = lg_check_cell_new (root, verdict->cause == NULL ? LG_CHECK_TRUSTED : LG_CHECK_DISTRUSTED);

  self->cause = verdict->cause;
  self->note = verdict->note;
  self->clock = verdict->clock;
  self->clause = lg_clause_copy (clause);
  self->fitting_root = g_strdup (verdict->fitting_root);
  self->valid_until = verdict->valid_until;
  return self;
}

/**
 * lg_check_cell_free:
 * @self: (transfer full): a cell
 */
void
lg_check_cell_free (LgCheckCell *self)
{
  g_object_unref (self->root);
  g_clear_pointer (&self->clause, lg_clause_free);
  g_free (self->fitting_root);
  g_free (self);
}
