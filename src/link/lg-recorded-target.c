/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-recorded-target.h"

#include <json-glib/json-glib.h>

static const char *const properties[] = { "platform", "host-kind", "port", "security", "protocol",
                                          "keepalive" };

static char *
dup_key (guint attempt)
{
  return g_strdup_printf ("target.%u", attempt);
}

static void
set_string (JsonBuilder *builder,
            const char  *key,
            const char  *value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, value);
}

/* Enumerations by their nicks, so that the file can be read without this program. */
static void
set_property (JsonBuilder *builder,
              LgEndpoint  *endpoint,
              const char  *name)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_object_get_property (G_OBJECT (endpoint), name, &value);
  json_builder_set_member_name (builder, name);
  if (G_VALUE_HOLDS_ENUM (&value))
    {
      g_autoptr (GEnumClass) klass = g_type_class_ref (G_VALUE_TYPE (&value));

      json_builder_add_string_value (
        builder, g_enum_get_value (klass, g_value_get_enum (&value))->value_nick);
    }
  else if (G_VALUE_HOLDS_STRING (&value))
    json_builder_add_string_value (builder, g_value_get_string (&value));
  else
    json_builder_add_int_value (builder, g_value_get_uint (&value));
}

/**
 * lg_recorded_target_write:
 * @recording: what is recorded into
 * @attempt: which attempt of the recording it is, from 1
 * @target: what it connects to
 *
 * Writes the target beside the events.
 */
void
lg_recorded_target_write (LgRecording            *recording,
                          guint                   attempt,
                          const LgRecordedTarget *target)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *key = dup_key (attempt);
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  set_string (builder, "device", target->device);
  set_string (builder, "host", target->host);
  set_string (builder, "root", target->root);
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    set_property (builder, target->endpoint, properties[i]);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  lg_recording_set_meta (recording, key, json);
}

static char *
dup_string (JsonObject *object,
            const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_dup_string (node) : NULL;
}

/* What has no such value keeps the property's own. */
static void
read_property (LgEndpoint *endpoint,
               JsonObject *object,
               const char *name)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (endpoint), name);
  g_autofree char *text = dup_string (object, name);
  JsonNode *node = json_object_get_member (object, name);

  if (G_IS_PARAM_SPEC_ENUM (pspec) && text != NULL)
    {
      const GEnumValue *value
        = g_enum_get_value_by_nick (G_PARAM_SPEC_ENUM (pspec)->enum_class, text);

      if (value != NULL)
        g_object_set (endpoint, name, value->value, NULL);
    }
  else if (G_IS_PARAM_SPEC_UINT (pspec) && node != NULL && JSON_NODE_HOLDS_VALUE (node))
    {
      GParamSpecUInt *range = G_PARAM_SPEC_UINT (pspec);
      gint64 number = json_node_get_int (node);

      g_object_set (endpoint, name, (guint) CLAMP (number, range->minimum, range->maximum), NULL);
    }
}

/**
 * lg_recorded_target_read:
 * @recording: a recording
 * @attempt: which attempt of it, from 1
 *
 * Reads what the attempt connected to. A platform that is not known here is any broker.
 *
 * Returns: (transfer full) (nullable): the target, if it was written and can be read
 */
LgRecordedTarget *
lg_recorded_target_read (LgRecording *recording,
                         guint        attempt)
{
  g_autofree char *key = dup_key (attempt);
  g_autofree char *json = lg_recording_dup_meta (recording, key);
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  g_autofree char *platform = NULL;
  LgRecordedTarget *self;
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  object = json_node_get_object (root);
  platform = dup_string (object, "platform");
  self = g_new0 (LgRecordedTarget, 1);
  self->device = dup_string (object, "device");
  self->host = dup_string (object, "host");
  self->root = dup_string (object, "root");
  self->endpoint = lg_endpoint_new ();
  lg_endpoint_set_platform_id (self->endpoint,
                               platform != NULL && lg_platform_get (platform) != NULL
                               ? platform : "custom");
  for (guint i = 1; i < G_N_ELEMENTS (properties); i++)
    read_property (self->endpoint, object, properties[i]);
  return self;
}

/**
 * lg_recorded_target_free:
 * @self: (transfer full): a target
 */
void
lg_recorded_target_free (LgRecordedTarget *self)
{
  g_free (self->device);
  g_free (self->host);
  g_free (self->root);
  g_clear_object (&self->endpoint);
  g_free (self);
}
