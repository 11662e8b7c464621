/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-rule.h"

#define NOT_TRUSTED (LG_END_TRANSPORT + LG_TRANSPORT_ERROR_NOT_TRUSTED)

static gboolean
is_about (const LgRule  *rule,
          const LgFacts *facts,
          int            reason)
{
  return (rule->reason == reason || rule->reason == LG_RULE_ANY_END)
         && (rule->applies == NULL || rule->applies (facts));
}

static const LgRule *
find_in_table (const LgRule  *rules,
               const LgFacts *facts,
               int            reason)
{
  for (const LgRule *rule = rules; rule->cause != NULL; rule++)
    if (is_about (rule, facts, reason))
      return rule;

  return NULL;
}

static const LgRule *
find_cause (const LgRule *rules,
            const char   *cause)
{
  for (const LgRule *rule = rules; rule->cause != NULL; rule++)
    if (g_strcmp0 (rule->cause, cause) == 0)
      return rule;

  return NULL;
}

/* A request the server answered with a refusal, while the link goes on. */
static const LgRule *
find_refusal (const LgFacts *facts)
{
  int code = facts->event->code;
  gboolean publish = lg_event_get_packet (facts->event) != LG_PACKET_SUBACK;
  const LgRule *rule;

  if (lg_event_get_packet (facts->event) == LG_PACKET_PUBLISH)
    return find_in_table (lg_rules_told, facts, LG_RULE_SUB_DEVICE (facts->sub_device.code));

  rule = find_in_table (lg_rules_told, facts,
                        publish ? LG_RULE_PUBACK (code) : LG_RULE_SUBACK (code));

  return rule != NULL ? rule
    : find_in_table (lg_rules_told, facts,
                     publish ? LG_RULE_PUBACK_REFUSED : LG_RULE_SUBACK_REFUSED);
}

/**
 * lg_rule_find_note:
 * @facts: what is known, with the event to judge
 * @note: what was noted of a request
 *
 * Returns: (transfer none): the rule that applies
 */
const LgRule *
lg_rule_find_note (const LgFacts *facts,
                   LgNote         note)
{
  return find_in_table (lg_rules_request, facts, LG_RULE_NOTE (note));
}

/**
 * lg_rule_find:
 * @facts: what is known, with the event to judge
 *
 * Returns: (transfer none) (nullable): the rule that applies; every end has one
 */
const LgRule *
lg_rule_find (const LgFacts *facts)
{
  static const LgRule *const tables[] = {
    lg_rules_connect, lg_rules_tls, lg_rules_register, lg_rules_told, lg_rules_login,
    lg_rules_link,
  };
  const LgRule *rule = NULL;

  if (facts->event->kind == LG_EVENT_NOTE)
    return lg_rule_find_note (facts, facts->event->code);
  /* A message may come as an answer to a device's own, or tell of a sub-device. */
  if (lg_event_get_packet (facts->event) == LG_PACKET_PUBLISH
      && facts->reply.mono_us == facts->event->mono_us)
    return find_in_table (lg_rules_request, facts, LG_RULE_REPLY_REFUSED);
  if (facts->event->kind != LG_EVENT_END)
    return find_refusal (facts);

  if (facts->read_along)
    rule = find_in_table (lg_rules_seen, facts, facts->event->code);
  if (rule != NULL)
    return rule;

  /* The chain was judged already: the rule is the one for the cause VERIFY told, unless the clock
   * it was judged by is in doubt. */
  if (facts->event->code == NOT_TRUSTED && facts->clock.mono_us == 0)
    rule = find_cause (lg_rules_verdict, facts->verify_cause);
  else if (facts->event->code == LG_END_SERVER_DISCONNECT)
    rule = find_in_table (lg_rules_told, facts, LG_RULE_DISCONNECT (facts->disconnect.code));
  for (guint i = 0; i < G_N_ELEMENTS (tables) && rule == NULL; i++)
    rule = find_in_table (tables[i], facts, facts->event->code);

  return rule;
}

static int
compare_confidences (const void *a,
                     const void *b)
{
  const LgRule *const *left = a, *const *right = b;

  return (int) (*left)->confidence - (int) (*right)->confidence;
}

static gboolean
has_cause (GPtrArray  *rules,
           const char *cause)
{
  for (guint i = 0; i < rules->len; i++)
    if (g_str_equal (((const LgRule *) rules->pdata[i])->cause, cause))
      return TRUE;

  return FALSE;
}

/**
 * lg_rule_find_rivals:
 * @facts: what is known, with the end to judge
 * @cause: the cause that was found
 *
 * Looks for what fits the same facts, too.
 *
 * Returns: (transfer full) (element-type LgRule): a rule for each other cause, the likeliest first
 */
GPtrArray *
lg_rule_find_rivals (const LgFacts *facts,
                     const char    *cause)
{
  GPtrArray *rivals = g_ptr_array_new ();

  /* What a link of a registered device may meet with, and dates by a clock in doubt. */
  if (facts->event->kind != LG_EVENT_END
      || (facts->clock.mono_us == 0
          && (!lg_facts_is_online (facts) || lg_facts_is_registering (facts))))
    return rivals;

  for (const LgRule *rule = lg_rules_rival; rule->cause != NULL; rule++)
    if (!g_str_equal (rule->cause, cause) && !has_cause (rivals, rule->cause)
        && is_about (rule, facts, facts->event->code))
      g_ptr_array_add (rivals, (gpointer) rule);

  g_ptr_array_sort (rivals, compare_confidences);
  return rivals;
}

/**
 * lg_rule_find_cause:
 * @cause: a cause that a check can settle
 *
 * Returns: (transfer none): how it is told
 */
const LgRule *
lg_rule_find_cause (const char *cause)
{
  const LgRule *rule = find_cause (lg_rules_check, cause);

  if (rule == NULL)
    rule = find_cause (lg_rules_verdict, cause);
  if (rule == NULL)
    rule = find_cause (lg_rules_seen_besides, cause);
  g_assert (rule != NULL);
  return rule;
}

/**
 * lg_rule_find_console:
 * @cause: why a link ended
 * @family: the platform's family
 *
 * Returns: (nullable): the words the platform's console has for it, if it documents any
 */
const char *
lg_rule_find_console (const char *cause,
                      LgFamily    family)
{
  if (family != LG_FAMILY_ALIBABA)
    return NULL;

  for (const LgRule *rule = lg_rules_link; rule->cause != NULL; rule++)
    if (g_str_equal (rule->cause, cause) && rule->console != NULL)
      return rule->console;

  return NULL;
}

static const LgRemark *
find_remark (const LgRemark *remarks,
             const char     *cause,
             LgFamily        family)
{
  for (const LgRemark *remark = remarks; remark->cause != NULL; remark++)
    if (g_str_equal (remark->cause, cause) && (remark->families & family))
      return remark;

  return NULL;
}

/**
 * lg_remark_find:
 * @cause: a cause some rule names
 * @family: the platform's family
 *
 * Returns: (transfer none): what the cause means there
 */
const LgRemark *
lg_remark_find (const char *cause,
                LgFamily    family)
{
  static const LgRemark *const tables[] = {
    lg_remarks_tuyalink, lg_remarks_connect, lg_remarks_tls, lg_remarks_login, lg_remarks_link,
    lg_remarks_register, lg_remarks_check, lg_remarks_values, lg_remarks_told,
    lg_remarks_request,
    lg_remarks_seen,
  };
  const LgRemark *remark = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tables) && remark == NULL; i++)
    remark = find_remark (tables[i], cause, family);

  g_assert (remark != NULL);
  return remark;
}

/**
 * lg_remark_find_device:
 * @cause: a cause some rule names
 * @family: the platform's family
 *
 * As [func@remark_find], of what happened at a device and not at this computer.
 *
 * Returns: (transfer none): what the cause means there
 */
const LgRemark *
lg_remark_find_device (const char *cause,
                       LgFamily    family)
{
  const LgRemark *remark = find_remark (lg_remarks_device, cause, family);

  return remark != NULL ? remark : lg_remark_find (cause, family);
}
