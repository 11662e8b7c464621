/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-catalogue.h"

#include "lg-payload.h"
#include "mqtt/lg-topic-rules.h"

/* A reply is looked for among so many events before it. */
#define MAX_EVENTS_BETWEEN 500

/**
 * lg_catalogue_get_platform:
 *
 * Returns: (transfer none): the platform the device belongs to
 */
const LgPlatform *
lg_catalogue_get_platform (LgProfile *profile)
{
  g_return_val_if_fail (LG_IS_PROFILE (profile), NULL);

  return lg_endpoint_get_platform (lg_profile_get_endpoint (profile));
}

/**
 * lg_catalogue_expand:
 * @topic: an entry of the platform's catalogue
 *
 * Returns: (transfer full): the device's own topic
 */
char *
lg_catalogue_expand (LgProfile     *profile,
                     const LgTopic *topic)
{
  g_return_val_if_fail (LG_IS_PROFILE (profile), NULL);

  return lg_topic_expand (topic, lg_profile_get_credentials (profile));
}

/**
 * lg_catalogue_find:
 * @topic: the topic of a message
 *
 * Returns: (transfer none) (nullable): what the platform calls it
 */
const LgTopic *
lg_catalogue_find (LgProfile  *profile,
                   const char *topic)
{
  GPtrArray *topics;

  g_return_val_if_fail (LG_IS_PROFILE (profile), NULL);

  topics = lg_platform_get_topics (lg_catalogue_get_platform (profile));
  for (guint i = 0; i < topics->len; i++)
    {
      g_autofree char *own = lg_catalogue_expand (profile, topics->pdata[i]);

      if (lg_topic_matches_filter (topic, own))
        return topics->pdata[i];
    }
  return NULL;
}

/* The `id` by which Alibaba Cloud and Tuya pair a reply with its request (Alink JSON). */
static char *
dup_message_id (const LgEvent *event)
{
  g_autoptr (JsonNode) root = event->payload == NULL ? NULL
    : lg_payload_parse ((const char *) event->payload, event->payload_length);
  JsonNode *id;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  id = json_object_get_member (json_node_get_object (root), "id");
  return id != NULL && JSON_NODE_HOLDS_VALUE (id) ? json_to_string (id, FALSE) : NULL;
}

static GStrv
list_request_topics (LgProfile     *profile,
                     const LgEvent *reply)
{
  GPtrArray *topics = lg_platform_get_topics (lg_catalogue_get_platform (profile));
  const LgTopic *own = lg_catalogue_find (profile, reply->topic);
  g_autoptr (GStrvBuilder) requests = g_strv_builder_new ();

  for (guint i = 0; own != NULL && i < topics->len; i++)
    {
      const LgTopic *topic = topics->pdata[i];
      g_autofree char *expanded = lg_catalogue_expand (profile, topic);

      if (g_strcmp0 (topic->reply, own->id) == 0)
        g_strv_builder_add (requests, expanded);
    }

  return g_strv_builder_end (requests);
}

static gboolean
is_request (const LgEvent      *event,
            const char *const  *topics,
            const char         *id)
{
  g_autofree char *own_id = NULL;

  if (lg_event_get_packet (event) != LG_PACKET_PUBLISH || event->direction != LG_DIRECTION_OUT
      || event->topic == NULL || !g_strv_contains (topics, event->topic))
    return FALSE;
  if (id == NULL)
    return TRUE;

  own_id = dup_message_id (event);
  return g_strcmp0 (id, own_id) == 0;
}

/**
 * lg_catalogue_find_request:
 * @recording: where @reply was recorded
 * @reply: a message from the platform
 *
 * Finds the message that @reply answers: the latest one before it on the topic that the catalogue
 * pairs with its own, and with the same `id` if it has one.
 *
 * Returns: (transfer full) (nullable): the request
 */
LgEvent *
lg_catalogue_find_request (LgProfile     *profile,
                           LgRecording   *recording,
                           const LgEvent *reply)
{
  g_auto (GStrv) topics = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (LG_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (LG_IS_RECORDING (recording), NULL);

  if (lg_event_get_packet (reply) != LG_PACKET_PUBLISH || reply->direction != LG_DIRECTION_IN
      || reply->topic == NULL)
    return NULL;

  topics = list_request_topics (profile, reply);
  if (topics[0] == NULL)
    return NULL;

  id = dup_message_id (reply);
  for (gint64 i = reply->id - 1; i > 0 && i >= reply->id - MAX_EVENTS_BETWEEN; i--)
    {
      g_autoptr (LgEvent) event = lg_recording_read (recording, i, NULL);

      if (event != NULL && is_request (event, (const char *const *) topics, id))
        return g_steal_pointer (&event);
    }
  return NULL;
}
