/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-topic-rules.h"

#include "lg-packet.h"
#include "lg-topic-fault.h"

#include <glib/gi18n-lib.h>

static const char *const fault_texts[] = {
  [LG_TOPIC_FAULT_EMPTY] = N_("A topic has at least one character"),
  [LG_TOPIC_FAULT_TOO_LONG] = N_("A topic has at most 65535 bytes"),
  [LG_TOPIC_FAULT_NOT_UTF8] = N_("A topic is UTF-8 text without NUL characters"),
  [LG_TOPIC_FAULT_WILDCARD_IN_NAME] = N_("A topic to publish to has no wildcard (+ or #)"),
  [LG_TOPIC_FAULT_HASH_NOT_LAST] = N_("The wildcard # is the last level of a filter"),
  [LG_TOPIC_FAULT_WILDCARD_NOT_ALONE] = N_("A wildcard (+ or #) is a whole level of a filter"),
};

/**
 * lg_topic_fault_get_text:
 * @fault: a fault, or any number
 *
 * Returns: (nullable): the rule that is broken, in English; translate it before an operator reads
 *   it; %NULL when there is no such fault
 */
const char *
lg_topic_fault_get_text (LgTopicFault fault)
{
  return (guint) fault < G_N_ELEMENTS (fault_texts) ? fault_texts[fault] : NULL;
}

/**
 * lg_topic_find_fault:
 * @text: (array length=length): a topic name or filter
 * @length: its bytes
 * @filter: whether it is a filter, and may have wildcards
 *
 * MQTT 3.1.1, 4.7; MQTT 5 has the same rules.
 *
 * Returns: the first rule that is broken
 */
LgTopicFault
lg_topic_find_fault (const char *text,
                     gsize       length,
                     gboolean    filter)
{
  if (length == 0)
    return LG_TOPIC_FAULT_EMPTY;
  if (length > G_MAXUINT16)
    return LG_TOPIC_FAULT_TOO_LONG;
  if (!g_utf8_validate_len (text, length, NULL))
    return LG_TOPIC_FAULT_NOT_UTF8;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] != '+' && text[i] != '#')
        continue;
      if (!filter)
        return LG_TOPIC_FAULT_WILDCARD_IN_NAME;
      if (i > 0 && text[i - 1] != '/')
        return LG_TOPIC_FAULT_WILDCARD_NOT_ALONE;
      if (i + 1 == length)
        continue;
      if (text[i + 1] != '/')
        return LG_TOPIC_FAULT_WILDCARD_NOT_ALONE;
      if (text[i] == '#')
        return LG_TOPIC_FAULT_HASH_NOT_LAST;
    }

  return LG_TOPIC_FAULT_NONE;
}

static gboolean
lg_topic_check (const char  *text,
                gboolean     filter,
                GError     **error)
{
  LgTopicFault fault = lg_topic_find_fault (text, strlen (text), filter);

  if (fault == LG_TOPIC_FAULT_NONE)
    return TRUE;

  g_set_error_literal (error, LG_MQTT_ERROR, LG_MQTT_ERROR_MALFORMED, _(fault_texts[fault]));
  return FALSE;
}

/**
 * lg_topic_is_valid_name:
 * @topic: a topic to publish to
 * @error: (nullable): return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * Judges a topic name by MQTT's own rules (MQTT 3.1.1, 4.7); a platform may be stricter.
 *
 * Returns: whether it is valid; else @error is %LG_MQTT_ERROR_MALFORMED with a translated text
 */
gboolean
lg_topic_is_valid_name (const char  *topic,
                        GError     **error)
{
  g_return_val_if_fail (topic != NULL, FALSE);

  return lg_topic_check (topic, FALSE, error);
}

/**
 * lg_topic_is_valid_filter:
 * @filter: a topic filter to subscribe to
 * @error: (nullable): return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * Judges a topic filter by MQTT's own rules (MQTT 3.1.1, 4.7); a platform may be stricter.
 *
 * Returns: whether it is valid; else @error is %LG_MQTT_ERROR_MALFORMED with a translated text
 */
gboolean
lg_topic_is_valid_filter (const char  *filter,
                          GError     **error)
{
  g_return_val_if_fail (filter != NULL, FALSE);

  return lg_topic_check (filter, TRUE, error);
}

/**
 * lg_topic_matches_filter:
 * @topic: a valid topic name
 * @filter: a valid topic filter
 *
 * Whether a message on @topic belongs to a subscription of @filter. A filter that begins with a
 * wildcard does not match a topic that begins with `$` (MQTT 3.1.1, 4.7.2).
 *
 * Returns: whether it matches
 */
gboolean
lg_topic_matches_filter (const char *topic,
                         const char *filter)
{
  g_return_val_if_fail (topic != NULL, FALSE);
  g_return_val_if_fail (filter != NULL, FALSE);

  if (topic[0] == '$' && (filter[0] == '+' || filter[0] == '#'))
    return FALSE;

  for (;;)
    {
      gsize topic_level = strcspn (topic, "/");
      gsize filter_level = strcspn (filter, "/");

      if (filter[0] == '#')
        return TRUE;
      if (!(filter_level == 1 && filter[0] == '+')
          && !(filter_level == topic_level && memcmp (topic, filter, topic_level) == 0))
        return FALSE;

      topic += topic_level;
      filter += filter_level;
      /* "a/#" includes its parent "a". */
      if (topic[0] == '\0')
        return filter[0] == '\0' || strcmp (filter, "/#") == 0;
      if (filter[0] == '\0')
        return FALSE;
      topic++;
      filter++;
    }
}
