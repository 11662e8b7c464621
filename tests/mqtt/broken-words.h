/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-clause-words.h"
#include "mqtt/lg-mqtt-error.h"

/* What a script reads of a packet that breaks the rules. */
static inline void
assert_broken (const GError *error,
               const char   *english)
{
  g_autoptr (LgClause) clause = lg_mqtt_error_dup_clause (error);
  g_autofree char *words = lg_clause_words_dup_english (clause);

  g_assert_cmpstr (words, ==, english);
}
