/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/lg-check.h"

G_BEGIN_DECLS

/**
 * LgCheckLook:
 * @LG_CHECK_LOOK_NONE: there is nothing to say
 * @LG_CHECK_LOOK_WAITING: not known yet
 * @LG_CHECK_LOOK_GOOD: it works
 * @LG_CHECK_LOOK_RISK: it works, but
 * @LG_CHECK_LOOK_FAULT: it does not work
 */
typedef enum
{
  LG_CHECK_LOOK_NONE,
  LG_CHECK_LOOK_WAITING,
  LG_CHECK_LOOK_GOOD,
  LG_CHECK_LOOK_RISK,
  LG_CHECK_LOOK_FAULT,
} LgCheckLook;

/**
 * LgCheckWord:
 * @look: how it is shown
 * @text: in a word or a number
 * @detail: (nullable): in a sentence
 *
 * What one cell of the matrix says.
 */
typedef struct
{
  LgCheckLook  look;
  char        *text;
  char        *detail;
} LgCheckWord;

/**
 * LgCheckColumn:
 *
 * What a column of the matrix is about; from @LG_CHECK_COLUMN_ROOTS on the roots, in the check's
 * order.
 */
typedef enum
{
  LG_CHECK_COLUMN_PORT,
  LG_CHECK_COLUMN_DNS,
  LG_CHECK_COLUMN_TCP,
  LG_CHECK_COLUMN_TLS,
  LG_CHECK_COLUMN_UNTIL,
  LG_CHECK_COLUMN_LOGIN,
  LG_CHECK_COLUMN_ROOTS,
} LgCheckColumn;

const LgCheckCell *lg_check_word_find_fit    (LgCheckPort   *port);
void               lg_check_word_init        (LgCheckWord   *self,
                                              LgCheckPort   *port,
                                              guint          column);
void               lg_check_word_clear       (LgCheckWord   *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LgCheckWord, lg_check_word_clear)

G_END_DECLS
