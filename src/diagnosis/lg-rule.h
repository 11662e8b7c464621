/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-facts.h"
#include "lg-finding.h"

G_BEGIN_DECLS

/* What a rule is about besides an [enum@EndReason]. */
#define LG_RULE_ANY_END -1
#define LG_RULE_SUBACK_REFUSED -2
#define LG_RULE_PUBACK_REFUSED -3
#define LG_RULE_REPLY_REFUSED -4
/* A note on what this side asked for. */
#define LG_RULE_NOTE(note) (-4000 - (note))
/* A code of MQTT 5 in one of these packets. */
#define LG_RULE_DISCONNECT(code) (-1000 - (code))
#define LG_RULE_PUBACK(code) (-2000 - (code))
#define LG_RULE_SUBACK(code) (-3000 - (code))
/* A code on `/ext/error`. */
#define LG_RULE_SUB_DEVICE(code) (-4000 - (code))

typedef gboolean (*LgRuleFunc) (const LgFacts *facts);

/**
 * LgRule:
 * @reason: an [enum@EndReason], or one of the above
 * @applies: (nullable): what else must hold; %NULL: nothing
 * @cause: the cause's identifier
 * @confidence: how sure this evidence makes us
 * @severity: how bad it is
 * @title: what happened; a sentence to translate, see [func@Wording.fill]
 * @evidence: how we know; the same. Of a rival: why it fits less
 * @console: (nullable): the words Alibaba Cloud's console has for it (document 44542)
 * @advice: (nullable): what to do next, where the evidence says more than the cause
 *
 * One row: what the wire tells, and which cause it points to. In a table the first row that applies
 * counts; a table ends with a row without a cause.
 */
typedef struct
{
  int           reason;
  LgRuleFunc    applies;
  const char   *cause;
  LgConfidence  confidence;
  LgSeverity    severity;
  const char   *title;
  const char   *evidence;
  const char   *console;
  const char   *advice;
} LgRule;

/**
 * LgRemark:
 * @cause: the cause's identifier
 * @families: the platforms it is true of
 * @meaning: what it means there; a sentence to translate
 * @advice: what to do next; the same
 *
 * One row: a cause as one platform's operator needs it. The first that fits counts; every cause has
 * one for all platforms at its end.
 */
typedef struct
{
  const char *cause;
  LgFamily    families;
  const char *meaning;
  const char *advice;
} LgRemark;

extern const LgRule lg_rules_connect[];
extern const LgRule lg_rules_tls[];
extern const LgRule lg_rules_verdict[];
extern const LgRule lg_rules_login[];
extern const LgRule lg_rules_register[];
extern const LgRule lg_rules_link[];
extern const LgRule lg_rules_check[];
extern const LgRule lg_rules_rival[];
extern const LgRule lg_rules_told[];
extern const LgRule lg_rules_request[];
extern const LgRule lg_rules_seen[];
extern const LgRule lg_rules_seen_besides[];

extern const LgRemark lg_remarks_connect[];
extern const LgRemark lg_remarks_tls[];
extern const LgRemark lg_remarks_login[];
extern const LgRemark lg_remarks_register[];
extern const LgRemark lg_remarks_link[];
extern const LgRemark lg_remarks_check[];
extern const LgRemark lg_remarks_values[];
extern const LgRemark lg_remarks_told[];
extern const LgRemark lg_remarks_request[];
extern const LgRemark lg_remarks_tuyalink[];
extern const LgRemark lg_remarks_device[];
extern const LgRemark lg_remarks_seen[];

const LgRule   *lg_rule_find          (const LgFacts *facts);
GPtrArray      *lg_rule_find_rivals   (const LgFacts *facts,
                                       const char    *cause);
const LgRule   *lg_rule_find_note     (const LgFacts *facts,
                                       LgNote         note);
const LgRule   *lg_rule_find_cause    (const char    *cause);
const char     *lg_rule_find_console  (const char    *cause,
                                       LgFamily       family);
const LgRemark *lg_remark_find        (const char    *cause,
                                       LgFamily       family);
const LgRemark *lg_remark_find_device (const char    *cause,
                                       LgFamily       family);

G_END_DECLS
