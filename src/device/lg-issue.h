/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * LgField:
 * The input an issue belongs to. The nick (`product-key`, …) is stable and is what the command line
 * prints.
 */
typedef enum
{
  LG_FIELD_PRODUCT_KEY,
  LG_FIELD_DEVICE_NAME,
  LG_FIELD_DEVICE_ID,
  LG_FIELD_SECRET,
  LG_FIELD_CLIENT_ID,
  LG_FIELD_SIGN_METHOD,
  LG_FIELD_TIMESTAMP,
  LG_FIELD_SUPERSEDED_FORM,
  LG_FIELD_EXTENDED_PARAMETERS,
  LG_FIELD_MQTT_CLIENT_ID,
  LG_FIELD_MQTT_USERNAME,
  LG_FIELD_REGION,
  LG_FIELD_INSTANCE_ID,
  LG_FIELD_HOST,
  LG_FIELD_PORT,
  LG_FIELD_ROOT,
  LG_FIELD_KEEPALIVE,
  LG_FIELD_PROTOCOL,
  LG_FIELD_TOPIC,
  LG_FIELD_RANDOM,
} LgField;

/**
 * LgIssueLevel:
 * @LG_ISSUE_RISK: unusual, but no documented rule is broken
 * @LG_ISSUE_RULE: a documented platform rule is broken; it may be sent as typed on purpose
 * @LG_ISSUE_ERROR: nothing can be sent: a value is missing or cannot be encoded
 */
typedef enum
{
  LG_ISSUE_RISK,
  LG_ISSUE_RULE,
  LG_ISSUE_ERROR,
} LgIssueLevel;

/**
 * LgIssue:
 * @field: the input it belongs to
 * @level: how much it matters
 * @missing: nothing was typed yet, which is no mistake so far
 * @message: one translated sentence that names the rule
 */
typedef struct
{
  LgField       field;
  LgIssueLevel  level;
  gboolean      missing;
  char         *message;
} LgIssue;

#define LG_TYPE_FIELD (lg_field_get_type ())
#define LG_TYPE_ISSUE_LEVEL (lg_issue_level_get_type ())

GType          lg_field_get_type       (void) G_GNUC_CONST;
GType          lg_issue_level_get_type (void) G_GNUC_CONST;

LgIssue       *lg_issue_new            (LgField       field,
                                        LgIssueLevel  level,
                                        const char   *format,
                                        ...) G_GNUC_PRINTF (3, 4);
LgIssue       *lg_issue_new_missing    (LgField       field,
                                        const char   *format,
                                        ...) G_GNUC_PRINTF (2, 3);
void           lg_issue_free           (LgIssue      *self);
const LgIssue *lg_issues_find          (GPtrArray    *issues,
                                        LgField       field);
const LgIssue *lg_issues_get_worst     (GPtrArray    *issues);
const char    *lg_field_get_nick       (LgField       field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgIssue, lg_issue_free)

G_END_DECLS
