/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgLogWord:
 * @LG_LOG_WORD_OTHER: something else
 * @LG_LOG_WORD_OFFLINE: a connection ended
 * @LG_LOG_WORD_ONLINE: a login succeeded
 * @LG_LOG_WORD_FAILED: an attempt to connect failed
 *
 * What a line of a log is about.
 */
typedef enum
{
  LG_LOG_WORD_OTHER,
  LG_LOG_WORD_OFFLINE,
  LG_LOG_WORD_ONLINE,
  LG_LOG_WORD_FAILED,
  LG_LOG_N_WORDS,
} LgLogWord;

LgLogWord lg_log_word_find (const char *line);

G_END_DECLS
