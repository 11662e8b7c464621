/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-issue.h"

G_DEFINE_ENUM_TYPE (LgField, lg_field,
                    G_DEFINE_ENUM_VALUE (LG_FIELD_PRODUCT_KEY, "product-key"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_DEVICE_NAME, "device-name"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_DEVICE_ID, "device-id"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_SECRET, "secret"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_CLIENT_ID, "client-id"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_SIGN_METHOD, "sign-method"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_TIMESTAMP, "timestamp"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_SUPERSEDED_FORM, "superseded-form"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_EXTENDED_PARAMETERS, "extended-parameters"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_MQTT_CLIENT_ID, "mqtt-client-id"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_MQTT_USERNAME, "mqtt-username"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_REGION, "region"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_INSTANCE_ID, "instance-id"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_HOST, "host"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_PORT, "port"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_ROOT, "root"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_KEEPALIVE, "keepalive"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_PROTOCOL, "mqtt"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_TOPIC, "topic"),
                    G_DEFINE_ENUM_VALUE (LG_FIELD_RANDOM, "random"))

G_DEFINE_ENUM_TYPE (LgIssueLevel, lg_issue_level,
                    G_DEFINE_ENUM_VALUE (LG_ISSUE_RISK, "risk"),
                    G_DEFINE_ENUM_VALUE (LG_ISSUE_RULE, "rule"),
                    G_DEFINE_ENUM_VALUE (LG_ISSUE_ERROR, "error"))

/**
 * lg_issue_new:
 * @field: the input it belongs to
 * @level: how much it matters
 * @format: translated, in the manner of printf(); never with a secret among the arguments
 * @...: arguments of @format
 *
 * Returns: (transfer full): a new issue
 */
LgIssue *
lg_issue_new (LgField       field,
              LgIssueLevel  level,
              const char   *format,
              ...)
{
  LgIssue *self = g_new0 (LgIssue, 1);
  va_list arguments;

  self->field = field;
  self->level = level;
  va_start (arguments, format);
  self->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return self;
}

/**
 * lg_issue_new_missing:
 * @field: the input it belongs to
 * @format: translated, in the manner of printf()
 * @...: arguments of @format
 *
 * Returns: (transfer full): an error that says that nothing was typed yet
 */
LgIssue *
lg_issue_new_missing (LgField     field,
                      const char *format,
                      ...)
{
  LgIssue *self = g_new0 (LgIssue, 1);
  va_list arguments;

  self->field = field;
  self->level = LG_ISSUE_ERROR;
  self->missing = TRUE;
  va_start (arguments, format);
  self->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return self;
}

/**
 * lg_issue_free:
 *
 * Frees an issue.
 */
void
lg_issue_free (LgIssue *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->message);
  g_free (self);
}

/**
 * lg_issues_find:
 * @issues: (element-type LgIssue): issues
 * @field: an input
 *
 * Returns: (transfer none) (nullable): the worst issue of @field, the first of several as bad
 */
const LgIssue *
lg_issues_find (GPtrArray *issues,
                LgField    field)
{
  const LgIssue *worst = NULL;

  g_return_val_if_fail (issues != NULL, NULL);

  for (guint i = 0; i < issues->len; i++)
    {
      const LgIssue *issue = issues->pdata[i];

      if (issue->field == field && (worst == NULL || issue->level > worst->level))
        worst = issue;
    }

  return worst;
}

/**
 * lg_issues_get_worst:
 * @issues: (element-type LgIssue): issues
 *
 * Of what blocks, a value that is wrong comes before one that is not typed yet.
 *
 * Returns: (transfer none) (nullable): the worst issue, the first of several as bad
 */
const LgIssue *
lg_issues_get_worst (GPtrArray *issues)
{
  const LgIssue *worst = NULL;

  g_return_val_if_fail (issues != NULL, NULL);

  for (guint i = 0; i < issues->len; i++)
    {
      const LgIssue *issue = issues->pdata[i];

      if (worst == NULL || issue->level > worst->level
          || (issue->level == worst->level && worst->missing && !issue->missing))
        worst = issue;
    }

  return worst;
}

/**
 * lg_field_get_nick:
 *
 * Returns: the stable name of @field (`product-key`)
 */
const char *
lg_field_get_nick (LgField field)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (LG_TYPE_FIELD);
  const GEnumValue *value = g_enum_get_value (klass, field);

  g_return_val_if_fail (value != NULL, NULL);

  return value->value_nick;
}
