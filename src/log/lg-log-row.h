/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-log-owner.h"
#include "lg-log-reading.h"

G_BEGIN_DECLS

/* How many readings a line may have. */
#define LG_LOG_READINGS 4

/**
 * LgLogCode:
 * @from: the first number
 * @to: the last
 * @confidence: how sure the number makes us of its first reading
 * @readings: what it stands for, the likeliest first; more than one: none is certain
 *
 * A row of an owner's table of numbers, which ends with a row without a reading.
 */
typedef struct
{
  gint64       from;
  gint64       to;
  LgConfidence confidence;
  LgLogReading readings[LG_LOG_READINGS];
} LgLogCode;

/**
 * LgLogRow:
 * @owner: who writes such lines
 * @pattern: a regular expression; case does not matter. The group `code` is a number, decimal or
 *   with `0x`, `hex` one in hexadecimal digits
 * @codes: (nullable): the owner's table for that number; a line whose number is not in it is not
 *   this row's
 * @confidence: of a row without a table: how sure the words make us
 * @readings: of a row without a table: what they say
 * @next: (nullable): what to look for where the line tells no reason; a sentence to translate
 * @own: only of a line that is about no other part of the device, whose numbers look alike
 *
 * What a line of a log says, and what that means. The first row that fits counts; a table ends with
 * a row without a pattern. Private to this folder.
 */
typedef struct
{
  LgLogOwner       owner;
  const char      *pattern;
  const LgLogCode *codes;
  LgConfidence     confidence;
  LgLogReading     readings[LG_LOG_READINGS];
  const char      *next;
  gboolean         own;
} LgLogRow;

#define LG_LOG_WORDS(owner, pattern, confidence, ...) \
  { LG_LOG_OWNER_##owner, pattern, NULL, LG_CONFIDENCE_##confidence, { __VA_ARGS__ }, NULL }
#define LG_LOG_CODES(owner, pattern, codes) \
  { LG_LOG_OWNER_##owner, pattern, codes, LG_CONFIDENCE_POSSIBLE, { LG_LOG_NOTHING }, NULL }
#define LG_LOG_OWN_WORDS(owner, pattern, confidence, ...) \
  { LG_LOG_OWNER_##owner, pattern, NULL, LG_CONFIDENCE_##confidence, { __VA_ARGS__ }, NULL, TRUE }
#define LG_LOG_OWN_CODES(owner, pattern, codes) \
  { LG_LOG_OWNER_##owner, pattern, codes, LG_CONFIDENCE_POSSIBLE, { LG_LOG_NOTHING }, NULL, TRUE }
#define LG_LOG_ASKS(owner, pattern, next) \
  { LG_LOG_OWNER_##owner, pattern, NULL, LG_CONFIDENCE_POSSIBLE, { LG_LOG_UNTOLD }, next }
#define LG_LOG_CODE(code, confidence, ...) \
  { code, code, LG_CONFIDENCE_##confidence, { __VA_ARGS__ } }
#define LG_LOG_RANGE(from, to, confidence, ...) \
  { from, to, LG_CONFIDENCE_##confidence, { __VA_ARGS__ } }

/* A number that is not part of another. */
#define LG_LOG_ALONE(number) "(?<![\\w.-])" number "(?![\\w.]|\\.\\d)"
/* Decimal, or hexadecimal with its mark. */
#define LG_LOG_NUMBER "(?<!-)(?<code>-?(?:0x[0-9a-f]{1,8}|\\d{1,9}))(?![\\w]|\\.\\d)"

/* A CONNACK code or a reason code of MQTT 5, by MQTT itself (3.1.1, table 3.1; 5, 2.4). */
extern const LgLogCode lg_log_connack_codes[];
/* A code of SUBACK (3.1.1, 3.9.3; 5, 3.9.3). */
extern const LgLogCode lg_log_suback_codes[];

extern const LgLogRow lg_log_rows_module[];
extern const LgLogRow lg_log_rows_sdk[];
extern const LgLogRow lg_log_rows_client[];
extern const LgLogRow lg_log_rows_platform[];
extern const LgLogRow lg_log_rows_tls[];
extern const LgLogRow lg_log_rows_chinese[];
extern const LgLogRow lg_log_rows_mqtt[];
extern const LgLogRow lg_log_rows_system[];

/* The tables in the order in which they are asked, ended by %NULL: who names itself comes first. */
extern const LgLogRow *const lg_log_tables[];

G_END_DECLS
