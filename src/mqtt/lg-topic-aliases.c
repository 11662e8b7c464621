/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-topic-aliases.h"

#include "lg-byte-reader.h"

struct _LgTopicAliases
{
  guint16     maximum;
  GHashTable *topics; /* alias → GBytes */
};

/**
 * lg_topic_aliases_new:
 * @maximum: the Topic Alias Maximum told to the side that sends them
 *
 * Returns: (transfer full): no alias yet
 */
LgTopicAliases *
lg_topic_aliases_new (guint16 maximum)
{
  LgTopicAliases *self = g_new0 (LgTopicAliases, 1);

  self->maximum = maximum;
  self->topics = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_bytes_unref);
  return self;
}

/**
 * lg_topic_aliases_free:
 * @self: (transfer full): aliases
 *
 * Frees them; the topics they filled in become invalid.
 */
void
lg_topic_aliases_free (LgTopicAliases *self)
{
  g_hash_table_unref (self->topics);
  g_free (self);
}

static gboolean
fail (GError    **error,
      LgClause   *fault,
      guint       alias)
{
  const LgReader publish = { .type = LG_PACKET_PUBLISH };

  return lg_reader_fail_number (&publish, error, fault, "alias", alias);
}

/**
 * lg_topic_aliases_resolve:
 * @publish: a PUBLISH of that side; what its alias stands for becomes its topic, valid until the
 *   next call
 * @error: return location (%LG_MQTT_ERROR_MALFORMED)
 *
 * Learns the alias of a message with a topic, and fills in the topic of one without (MQTT 5,
 * 3.3.2.3.4). A message without an alias is left alone.
 *
 * Returns: %TRUE; or %FALSE with %LG_MQTT_ERROR_MALFORMED when the alias is over the maximum, or
 *   was never given a topic
 */
gboolean
lg_topic_aliases_resolve (LgTopicAliases  *self,
                          LgPacket        *publish,
                          GError         **error)
{
  const LgProperty *property = lg_packet_find_property (publish, LG_PROPERTY_TOPIC_ALIAS);
  gpointer key;
  GBytes *topic;

  if (property == NULL)
    return TRUE;
  if (property->number > self->maximum)
    return fail (error, lg_clause_new ("malformed.alias-over", NULL), property->number);

  key = GUINT_TO_POINTER (property->number);
  if (publish->topic.length > 0)
    {
      g_hash_table_insert (self->topics, key,
                           g_bytes_new (publish->topic.data, publish->topic.length));
      return TRUE;
    }

  topic = g_hash_table_lookup (self->topics, key);
  if (topic == NULL)
    return fail (error, lg_clause_new ("malformed.alias-unknown", NULL), property->number);
  publish->topic.data = g_bytes_get_data (topic, &publish->topic.length);
  return TRUE;
}
