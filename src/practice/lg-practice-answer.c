/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-answer.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define PROPERTY_POST "thing.event.property.post"

/* Codes of `post_reply` (Alibaba Cloud, message codes). */
#define CODE_SUCCESS 200
#define CODE_REQUEST_ERROR 400
#define CODE_PARAMETER_ERROR 460

static JsonObject *
parse_object (JsonParser *parser,
              LgSlice     payload)
{
  JsonNode *root;

  if (!json_parser_load_from_data (parser, (const char *) payload.data, payload.length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

static char *
build (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* Members are copied as they came: devices send both strings and numbers. */
static void
add_copy (JsonBuilder *builder,
          const char  *name,
          JsonObject  *from)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_value (builder, json_node_copy (json_object_get_member (from, name)));
}

static char *
answer_ntp (LgSlice payload,
            gint64  now_ms)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, now_ms);
  JsonObject *request = parse_object (parser, payload);

  if (request == NULL || !json_object_has_member (request, "deviceSendTime"))
    return NULL;

  json_builder_begin_object (builder);
  add_copy (builder, "deviceSendTime", request);
  add_string (builder, "serverRecvTime", now);
  add_string (builder, "serverSendTime", now);
  return build (builder);
}

static char *
answer_post (LgSlice payload)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  JsonObject *request = parse_object (parser, payload);
  JsonNode *params = request != NULL ? json_object_get_member (request, "params") : NULL;
  gint64 code;
  const char *message;

  if (request == NULL)
    {
      code = CODE_REQUEST_ERROR;
      message = "request error";
    }
  else if (params == NULL || !JSON_NODE_HOLDS_OBJECT (params))
    {
      code = CODE_PARAMETER_ERROR;
      message = "request parameter error";
    }
  else
    {
      code = CODE_SUCCESS;
      message = "success";
    }

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "code");
  json_builder_add_int_value (builder, code);
  json_builder_set_member_name (builder, "data");
  json_builder_begin_object (builder);
  json_builder_end_object (builder);
  if (request != NULL && json_object_has_member (request, "id"))
    add_copy (builder, "id", request);
  add_string (builder, "message", message);
  add_string (builder, "method", PROPERTY_POST);
  add_string (builder, "version", "1.0");
  return build (builder);
}

/**
 * lg_practice_answer_make:
 * @self: (out): the answer; clear it with lg_practice_answer_clear()
 * @device: the device that published
 * @topic: where
 * @payload: what
 * @now_ms: the platform's clock, Unix ms
 *
 * What the platform itself answers to a message: the NTP service's response, or the reply to a
 * property post. The platform pushes it whether or not the device subscribed. Pure.
 *
 * Returns: %TRUE if there is an answer
 */
gboolean
lg_practice_answer_make (LgPracticeAnswer       *self,
                         const LgPracticeDevice *device,
                         const char             *topic,
                         LgSlice                 payload,
                         gint64                  now_ms)
{
  g_autofree char *ntp = g_strdup_printf ("/ext/ntp/%s/%s/", device->product_key,
                                          device->device_name);
  g_autofree char *post = g_strdup_printf ("/sys/%s/%s/thing/event/property/post",
                                           device->product_key, device->device_name);

  memset (self, 0, sizeof *self);
  if (strcmp (topic, post) == 0)
    {
      self->topic = g_strconcat (post, "_reply", NULL);
      self->payload = answer_post (payload);
    }
  else if (g_str_has_prefix (topic, ntp) && strcmp (topic + strlen (ntp), "request") == 0)
    {
      self->topic = g_strconcat (ntp, "response", NULL);
      self->payload = answer_ntp (payload, now_ms);
    }
  return self->payload != NULL;
}

/**
 * lg_practice_answer_clear:
 * @self: an answer
 */
void
lg_practice_answer_clear (LgPracticeAnswer *self)
{
  g_clear_pointer (&self->topic, g_free);
  g_clear_pointer (&self->payload, g_free);
}
