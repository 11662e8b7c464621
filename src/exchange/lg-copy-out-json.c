/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-copy-out-private.h"

#include "device/lg-printable.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* What MQTTX waits for a CONNACK unless told otherwise, seconds. */
#define MQTTX_TIMEOUT 10

static void
add_string (JsonBuilder *builder,
            const char  *member,
            const char  *value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value != NULL ? value : "");
}

static void
add_int (JsonBuilder *builder,
         const char  *member,
         gint64       value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder,
             const char  *member,
             gboolean     value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, value);
}

static void
add_password (JsonBuilder        *builder,
              const char         *member,
              const LgCopySource *source)
{
  LgSecret *password = lg_connect_params_get_password (source->params);

  add_string (builder, member, password != NULL ? lg_secret_peek (password) : NULL);
}

static void
append (GString     *out,
        JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  char *text = json_to_string (root, TRUE);
  char *printable = lg_printable_json (text);

  g_string_append (out, printable);
  g_string_append_c (out, '\n');
  explicit_bzero (text, strlen (text));
  explicit_bzero (printable, strlen (printable));
  g_free (text);
  g_free (printable);
}

/**
 * lg_copy_out_write_json:
 * @out: gets the text
 * @source: what to write
 * @error: return location, not used
 *
 * Writes what the vendor's console copies as a device's MQTT connection parameters.
 *
 * Returns: %TRUE
 */
gboolean
lg_copy_out_write_json (GString             *out,
                        const LgCopySource  *source,
                        GError             **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "clientId", lg_connect_params_get_client_id (source->params));
  add_string (builder, "username", lg_connect_params_get_username (source->params));
  add_string (builder, "mqttHostUrl", source->host);
  add_password (builder, "passwd", source);
  add_int (builder, "port", lg_endpoint_get_port (source->endpoint));
  json_builder_end_object (builder);
  append (out, builder);
  return TRUE;
}

/* The same device again is the same connection. */
static char *
make_mqttx_id (const LgCopySource *source)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *parts[] = { lg_connect_params_get_username (source->params), source->host };
  char *id;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_checksum_update (checksum, (const guchar *) parts[i], strlen (parts[i]) + 1);
  id = g_strdup (g_checksum_get_string (checksum));
  id[32] = '\0';
  return id;
}

static void
add_mqttx_will (JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "will");
  json_builder_begin_object (builder);
  add_string (builder, "lastWillTopic", "");
  add_string (builder, "lastWillPayload", "");
  add_int (builder, "lastWillQos", 0);
  add_boolean (builder, "lastWillRetain", FALSE);
  json_builder_end_object (builder);
}

static void
add_empty_array (JsonBuilder *builder,
                 const char  *member)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
}

/**
 * lg_copy_out_write_mqttx:
 * @out: gets the text
 * @source: what to write
 * @error: return location, not used
 *
 * Writes a connection as MQTTX exports and imports it (emqx/MQTTX, ImportData.vue). It would make
 * the same client ID different by appending the time unless told not to, and it does not reconnect:
 * a second client with the same credentials would force the device offline again and again.
 *
 * Returns: %TRUE
 */
gboolean
lg_copy_out_write_mqttx (GString             *out,
                         const LgCopySource  *source,
                         GError             **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean tls = lg_endpoint_get_security (source->endpoint) == LG_SECURITY_TLS;
  g_autofree char *id = make_mqttx_id (source);

  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add_string (builder, "id", id);
  add_string (builder, "name", source->title);
  add_string (builder, "clientId", lg_connect_params_get_client_id (source->params));
  add_boolean (builder, "clientIdWithTime", FALSE);
  add_string (builder, "username", lg_connect_params_get_username (source->params));
  add_password (builder, "password", source);
  add_string (builder, "protocol", tls ? "mqtts" : "mqtt");
  add_string (builder, "host", source->host);
  add_int (builder, "port", lg_endpoint_get_port (source->endpoint));
  add_string (builder, "path", "");
  add_boolean (builder, "ssl", tls);
  add_boolean (builder, "rejectUnauthorized", TRUE);
  add_string (builder, "certType", tls ? "server" : "");
  add_string (builder, "ca", "");
  add_string (builder, "cert", "");
  add_string (builder, "key", "");
  add_string (builder, "mqttVersion",
              lg_endpoint_get_protocol (source->endpoint) == LG_PROTOCOL_MQTT_5 ? "5.0" : "3.1.1");
  add_int (builder, "keepalive", lg_endpoint_get_keepalive (source->endpoint));
  add_boolean (builder, "clean", lg_endpoint_get_clean_session (source->endpoint));
  add_int (builder, "connectTimeout", MQTTX_TIMEOUT);
  add_boolean (builder, "reconnect", FALSE);
  add_int (builder, "unreadMessageCount", 0);
  add_empty_array (builder, "messages");
  add_empty_array (builder, "subscriptions");
  add_mqttx_will (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  append (out, builder);
  return TRUE;
}
