/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-topics.h"

#include "lg-cli-options.h"
#include "lg-cli.h"
#include "mqtt/lg-topic-rules.h"

#include <glib/gi18n.h>
#include <string.h>

static char *
expand (LgProfile  *profile,
        const char *topic)
{
  return lg_topic_expand (&(LgTopic) { .topic = (char *) topic },
                          lg_profile_get_credentials (profile));
}

/* A rule of the platform is only told; what is no MQTT at all cannot be sent. */
static gboolean
check_topic (LgProfile  *profile,
             const char *field,
             const char *topic,
             GError     *error)
{
  const LgPlatform *platform = lg_endpoint_get_platform (lg_profile_get_endpoint (profile));
  g_autoptr (GPtrArray) issues = NULL;

  if (error != NULL)
    {
      lg_cli_complain (field, "%s", error->message);
      return FALSE;
    }

  issues = lg_platform_validate_topic (platform, topic);
  return lg_cli_options_report (issues);
}

/**
 * lg_cli_message_free:
 *
 * Frees a message.
 */
void
lg_cli_message_free (LgCliMessage *self)
{
  g_free (self->topic);
  g_bytes_unref (self->payload);
  g_free (self);
}

/**
 * lg_cli_parse_filters:
 * @texts: (nullable): topic filters as given
 * @profile: the device, whose names are filled in
 *
 * Complains about what is no topic filter.
 *
 * Returns: (transfer full) (element-type utf8): the filters, or %NULL if one is wrong
 */
GPtrArray *
lg_cli_parse_filters (const char *const *texts,
                      LgProfile         *profile)
{
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func (g_free);
  gboolean good = TRUE;

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      char *filter = expand (profile, texts[i]);
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (filters, filter);
      lg_topic_is_valid_filter (filter, &error);
      good &= check_topic (profile, "subscribe", filter, error);
    }

  return good ? g_steal_pointer (&filters) : NULL;
}

/**
 * lg_cli_parse_topic:
 * @field: which option it is
 * @text: a topic name as given
 * @profile: the device, whose names are filled in
 *
 * Complains about what is no topic name.
 *
 * Returns: (transfer full): the topic, or %NULL
 */
char *
lg_cli_parse_topic (const char *field,
                    const char *text,
                    LgProfile  *profile)
{
  g_autofree char *topic = expand (profile, text);
  g_autoptr (GError) error = NULL;

  lg_topic_is_valid_name (topic, &error);
  return check_topic (profile, field, topic, error) ? g_steal_pointer (&topic) : NULL;
}

static LgCliMessage *
parse_message (const char *text,
               LgProfile  *profile)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name = NULL;
  g_autofree char *topic = NULL;
  LgCliMessage *message;

  if (equals == NULL)
    {
      lg_cli_complain ("publish", _("Give TOPIC=PAYLOAD."));
      return NULL;
    }

  name = g_strndup (text, equals - text);
  topic = lg_cli_parse_topic ("publish", name, profile);
  if (topic == NULL)
    return NULL;

  message = g_new (LgCliMessage, 1);
  message->topic = g_steal_pointer (&topic);
  message->payload = g_bytes_new (equals + 1, strlen (equals + 1));
  return message;
}

/**
 * lg_cli_parse_messages:
 * @texts: (nullable): `TOPIC=PAYLOAD` as given
 * @profile: the device, whose names are filled in
 *
 * Complains about what cannot be published.
 *
 * Returns: (transfer full) (element-type LgCliMessage): the messages, or %NULL if one is wrong
 */
GPtrArray *
lg_cli_parse_messages (const char *const *texts,
                       LgProfile         *profile)
{
  g_autoptr (GPtrArray) messages =
    g_ptr_array_new_with_free_func ((GDestroyNotify) lg_cli_message_free);
  gboolean good = TRUE;

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      LgCliMessage *message = parse_message (texts[i], profile);

      if (message != NULL)
        g_ptr_array_add (messages, message);
      else
        good = FALSE;
    }

  return good ? g_steal_pointer (&messages) : NULL;
}
