/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** LgTopicFault: how a topic name or filter breaks MQTT's rules; the numbers are recorded. */
typedef enum
{
  LG_TOPIC_FAULT_NONE,
  LG_TOPIC_FAULT_EMPTY,
  LG_TOPIC_FAULT_TOO_LONG,
  LG_TOPIC_FAULT_NOT_UTF8,
  LG_TOPIC_FAULT_WILDCARD_IN_NAME,
  LG_TOPIC_FAULT_HASH_NOT_LAST,
  LG_TOPIC_FAULT_WILDCARD_NOT_ALONE,
} LgTopicFault;

LgTopicFault  lg_topic_find_fault     (const char   *text,
                                       gsize         length,
                                       gboolean      filter);
const char   *lg_topic_fault_get_text (LgTopicFault  fault);

G_END_DECLS
