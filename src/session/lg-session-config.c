/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-session-config.h"

#include "event/lg-tap.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_CONNACK_TIMEOUT_MS 10000

/**
 * lg_session_config_set_endpoint:
 * @endpoint: where the device connects
 *
 * Takes over how CONNECT is to be made there: version, Keep Alive and Clean Session, and the
 * platform's keep-alive rule.
 */
void
lg_session_config_set_endpoint (LgSessionConfig *self,
                                LgEndpoint      *endpoint)
{
  const LgLimits *limits = lg_platform_get_limits (lg_endpoint_get_platform (endpoint));

  self->protocol = lg_endpoint_get_protocol (endpoint) == LG_PROTOCOL_MQTT_5 ? LG_MQTT_5
                                                                             : LG_MQTT_3_1_1;
  self->clean_session = lg_endpoint_get_clean_session (endpoint);
  self->keepalive = (LgKeepaliveRule) {
    .interval_s = lg_endpoint_get_keepalive (endpoint),
    .factor_percent = limits->keepalive_factor_percent,
    .scan_period_s = limits->scan_period,
  };
}

/**
 * lg_session_config_get_connect:
 * @connect: (out): what goes into CONNECT; borrows from @self
 *
 * The one place that says what CONNECT is made of.
 */
void
lg_session_config_get_connect (const LgSessionConfig *self,
                               LgConnect             *connect)
{
  LgSecret *password = lg_connect_params_get_password (self->params);
  const char *username = lg_connect_params_get_username (self->params);
  const char *client_id = lg_connect_params_get_client_id (self->params);

  *connect = (LgConnect) {
    .version = self->protocol,
    .client_id = client_id != NULL ? client_id : "",
    .username = username != NULL && *username != '\0' ? username : NULL,
    .keepalive = self->keepalive.interval_s,
    .clean_session = self->clean_session,
    .session_expiry_s = self->clean_session ? 0 : LG_SESSION_EXPIRY_NEVER,
    .topic_alias_maximum = LG_TAP_TOPIC_ALIASES,
    .maximum_packet_size = LG_SESSION_PACKET_MAX,
    .will_topic = self->will_topic,
    .will_qos = self->will_flags & LG_EVENT_FLAG_QOS_MASK,
    .will_retain = (self->will_flags & LG_EVENT_FLAG_RETAIN) != 0,
  };
  if (self->will_payload != NULL)
    connect->will_payload = g_bytes_get_data (self->will_payload, &connect->will_length);
  if (password != NULL && lg_secret_get_length (password) > 0)
    {
      connect->password = lg_secret_peek (password);
      connect->password_length = lg_secret_get_length (password);
    }
}

/**
 * lg_session_config_measure_connect:
 * @params: what the device logs in with
 * @endpoint: where
 *
 * Returns: how many bytes a device's CONNECT has, for the buffer it needs: without the limit that
 *   is this program's own
 */
gsize
lg_session_config_measure_connect (LgConnectParams *params,
                                   LgEndpoint      *endpoint)
{
  LgSessionConfig config = { .params = params };
  LgConnect connect;

  g_return_val_if_fail (params != NULL && LG_IS_ENDPOINT (endpoint), 0);

  lg_session_config_set_endpoint (&config, endpoint);
  lg_session_config_get_connect (&config, &connect);
  connect.maximum_packet_size = 0;
  return lg_packet_get_connect_size (&connect);
}

/* The roots may be shared between threads, the operator's list of them may not. */
static GListModel *
copy_roots (GListModel *roots)
{
  GListStore *copy = g_list_store_new (LG_TYPE_ROOT);

  for (guint i = 0; i < g_list_model_get_n_items (roots); i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (roots, i);

      g_list_store_append (copy, root);
    }

  return G_LIST_MODEL (copy);
}

/**
 * lg_session_config_copy:
 * @self: what the caller wants
 *
 * Makes a copy for a network thread, which shares nothing with the caller that is not thread-safe,
 * with the defaults filled in.
 *
 * Returns: (transfer full): a copy
 */
LgSessionConfig *
lg_session_config_copy (const LgSessionConfig *self)
{
  LgSessionConfig *copy = g_new (LgSessionConfig, 1);

  *copy = *self;
  copy->host = g_strdup (self->host);
  copy->root = self->root != NULL ? g_object_ref (self->root) : NULL;
  copy->known_roots = self->known_roots != NULL ? copy_roots (self->known_roots) : NULL;
  copy->will_topic = g_strdup (self->will_topic);
  copy->will_payload = self->will_payload != NULL ? g_bytes_ref (self->will_payload) : NULL;
  copy->params = lg_connect_params_ref (self->params);
  if (copy->protocol == 0)
    copy->protocol = LG_MQTT_3_1_1;
  if (copy->connack_timeout_ms == 0)
    copy->connack_timeout_ms = DEFAULT_CONNACK_TIMEOUT_MS;
  return copy;
}

/**
 * lg_session_config_free:
 * @self: a copy
 */
void
lg_session_config_free (LgSessionConfig *self)
{
  g_free ((char *) self->host);
  g_free ((char *) self->will_topic);
  g_clear_pointer (&self->will_payload, g_bytes_unref);
  g_clear_object (&self->root);
  g_clear_object (&self->known_roots);
  lg_connect_params_unref (self->params);
  g_free (self);
}

/**
 * lg_session_config_validate:
 * @error: return location (%LG_SESSION_ERROR_INVALID)
 *
 * Judges whether the identity fits into CONNECT at all (MQTT 3.1.1, 1.5.3: a string has at most
 * 65535 bytes).
 *
 * Returns: whether it does; else %LG_SESSION_ERROR_INVALID
 */
gboolean
lg_session_config_validate (const LgSessionConfig  *self,
                            GError                **error)
{
  const char *client_id = lg_connect_params_get_client_id (self->params);
  const char *username = lg_connect_params_get_username (self->params);
  LgSecret *password = lg_connect_params_get_password (self->params);
  const char *broken = NULL;

  if (client_id != NULL && strlen (client_id) > G_MAXUINT16)
    broken = _("The client ID is longer than MQTT can send (65535 bytes)");
  else if (username != NULL && strlen (username) > G_MAXUINT16)
    broken = _("The user name is longer than MQTT can send (65535 bytes)");
  else if (password != NULL && lg_secret_get_length (password) > G_MAXUINT16)
    broken = _("The password is longer than MQTT can send (65535 bytes)");
  else if (self->will_payload != NULL && g_bytes_get_size (self->will_payload) > G_MAXUINT16)
    broken = _("The will is longer than MQTT can send (65535 bytes)");

  if (broken != NULL)
    g_set_error_literal (error, LG_SESSION_ERROR, LG_SESSION_ERROR_INVALID, broken);
  return broken == NULL;
}
