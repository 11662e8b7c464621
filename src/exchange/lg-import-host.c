/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-import-host.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TLS_PORT 8883
#define TCP_PORT 1883

/* What says which transport is meant, the strongest first. */
typedef enum
{
  SAID_BY_NOTHING,
  SAID_BY_PORT,
  SAID_BY_SECURE_MODE,
  SAID_BY_TEXT,
} SaidBy;

static const struct
{
  const char *word;
  LgSecurity  security;
  gboolean    websocket;
} words[] = {
  { "tls", LG_SECURITY_TLS, FALSE },
  { "ssl", LG_SECURITY_TLS, FALSE },
  { "mqtts", LG_SECURITY_TLS, FALSE },
  { "true", LG_SECURITY_TLS, FALSE },
  { "1", LG_SECURITY_TLS, FALSE },
  { "tcp", LG_SECURITY_TCP, FALSE },
  { "mqtt", LG_SECURITY_TCP, FALSE },
  { "false", LG_SECURITY_TCP, FALSE },
  { "0", LG_SECURITY_TCP, FALSE },
  { "wss", LG_SECURITY_TLS, TRUE },
  { "https", LG_SECURITY_TLS, TRUE },
  { "ws", LG_SECURITY_TCP, TRUE },
  { "http", LG_SECURITY_TCP, TRUE },
};

static gboolean
read_word (LgImportRecord *record,
           const char     *word,
           LgSecurity     *security)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i].word, word) == 0)
      {
        *security = words[i].security;
        if (words[i].websocket)
          lg_import_record_remark (record, LG_SEVERITY_RISK,
                                   _("It connects by WebSocket, which is not taken over: choose "
                                     "another port."));
        return TRUE;
      }

  lg_import_record_remark (record, LG_SEVERITY_NOTE, _("The transport “%s” is not known."), word);
  return FALSE;
}

/* scheme://host:port/path, of which a device needs the host alone. */
static void
tidy_host (LgImportRecord *record)
{
  const char *host = record->texts[LG_IMPORT_HOST];
  const char *scheme = host != NULL ? strstr (host, "://") : NULL;
  const char *begin = scheme != NULL ? scheme + strlen ("://") : host;
  g_autofree char *rest = NULL;
  char *colon;

  if (host == NULL)
    return;

  rest = g_strndup (begin, strcspn (begin, "/?#\"'<>,; "));
  colon = strrchr (rest, ':');
  if (colon != NULL && (strchr (rest, ':') == colon || colon[-1] == ']'))
    {
      lg_import_record_set (record, LG_IMPORT_PORT, colon + 1, -1);
      *colon = '\0';
    }
  if (scheme != NULL && !lg_import_record_has (record, LG_IMPORT_SECURITY))
    lg_import_record_set (record, LG_IMPORT_SECURITY, host, scheme - host);
  if (strcmp (rest, host) == 0)
    return;

  lg_import_record_remark (record, LG_SEVERITY_NOTE,
                           _("Only “%s” of “%s” is the host; the rest was left out there."),
                           rest, host);
  lg_import_record_replace (record, LG_IMPORT_HOST, rest, -1);
}

/* Samples keep the public host without the ProductKey that stands in front of it. */
static void
complete_host (LgImportRecord *record)
{
  const char *product_key = record->texts[LG_IMPORT_PRODUCT_KEY];
  g_autofree char *whole = NULL;

  if (record->texts[LG_IMPORT_HOST] == NULL || product_key == NULL
      || !g_str_has_prefix (record->texts[LG_IMPORT_HOST], "iot-as-mqtt."))
    return;

  whole = g_strdup_printf ("%s.%s", product_key, record->texts[LG_IMPORT_HOST]);
  lg_import_record_replace (record, LG_IMPORT_HOST, whole, -1);
}

/* The vendor's Python SDK calls the region host_name. */
static void
move_region (LgImportRecord *record)
{
  const char *host = record->texts[LG_IMPORT_HOST];

  if (host == NULL || lg_platform_find_region (lg_platform_get ("alibaba"), host) == NULL)
    return;

  lg_import_record_set (record, LG_IMPORT_REGION, host, -1);
  g_clear_pointer (&record->texts[LG_IMPORT_HOST], g_free);
}

static guint
read_number (LgImportRecord *record,
             LgImportValue   value,
             guint           max)
{
  guint64 number = 0;
  const char *text = record->texts[value];

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, max, &number, NULL))
    lg_import_record_remark (record, LG_SEVERITY_RISK,
                             _("%s is “%s”, which is no number from 1 to %u; it was left out."),
                             lg_import_value_get_name (value), text, max);
  return number;
}

static void
remark_contradiction (LgImportRecord *record,
                      const char     *secure_mode,
                      LgSecurity      security,
                      SaidBy          said_by,
                      guint           port)
{
  gboolean tls = security == LG_SECURITY_TLS;

  if (said_by == SAID_BY_TEXT && secure_mode != NULL
      && strcmp (secure_mode, tls ? "3" : "2") == 0)
    lg_import_record_remark (record, LG_SEVERITY_RISK,
                             tls
                             ? _("securemode=3 announces no TLS, and this connection is with TLS.")
                             : _("securemode=2 announces TLS, and this connection is not "
                                 "encrypted."));
  else if (said_by == SAID_BY_SECURE_MODE && tls && port == TCP_PORT)
    lg_import_record_remark (record, LG_SEVERITY_RISK,
                             _("securemode=2 announces TLS, and port 1883 is mostly used without "
                               "it. TLS is taken; choose the other entry of port 1883 if the "
                               "device does not encrypt."));
  else if (!tls && port == TLS_PORT)
    lg_import_record_remark (record, LG_SEVERITY_RISK,
                             _("Port 8883 is for TLS, and this connection is not encrypted."));
}

static LgSecurity
find_security (LgImportRecord *record,
               const char     *secure_mode,
               guint           port)
{
  const char *word = record->texts[LG_IMPORT_SECURITY];
  LgSecurity security = LG_SECURITY_TLS;
  SaidBy said_by = SAID_BY_NOTHING;

  if (word != NULL && read_word (record, word, &security))
    {
      said_by = SAID_BY_TEXT;
    }
  else if (g_strcmp0 (secure_mode, "2") == 0 || g_strcmp0 (secure_mode, "3") == 0)
    {
      security = *secure_mode == '2' ? LG_SECURITY_TLS : LG_SECURITY_TCP;
      said_by = SAID_BY_SECURE_MODE;
    }
  else if (port == TCP_PORT
           || (record->kind == LG_IMPORT_KIND_MOSQUITTO && port != TLS_PORT && port != 443))
    {
      /* mosquitto's clients use TLS only when they are told to. */
      security = LG_SECURITY_TCP;
      said_by = SAID_BY_PORT;
    }

  remark_contradiction (record, secure_mode, security, said_by, port);
  return security;
}

/* The instance ID in front of the platform's domain, or the region behind the ProductKey: the form
 * then shows where the host comes from. */
static gboolean
recognize_host (LgEndpoint *endpoint,
                const char *host,
                const char *product_key)
{
  static const LgHostKind kinds[] = { LG_HOST_IPV6, LG_HOST_INSTANCE, LG_HOST_PUBLIC };
  GPtrArray *regions = lg_platform_get_regions (lg_endpoint_get_platform (endpoint));
  g_autofree char *first = g_strndup (host, strcspn (host, "."));

  lg_endpoint_set_instance_id (endpoint, first);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint k = 0; k < MAX (regions->len, 1); k++)
      {
        const LgRegion *region = k < regions->len ? regions->pdata[k] : NULL;
        g_autofree char *made = NULL;

        lg_endpoint_set_host_kind (endpoint, kinds[i]);
        if (region != NULL)
          lg_endpoint_set_region (endpoint, region->id);
        made = lg_endpoint_resolve_host (endpoint, product_key);
        if (made != NULL && g_ascii_strcasecmp (made, host) == 0)
          return TRUE;
      }
  return FALSE;
}

static gboolean
is_platform (LgEndpoint *endpoint,
             const char *id)
{
  return strcmp (lg_platform_get_id (lg_endpoint_get_platform (endpoint)), id) == 0;
}

/* Whether nothing says that a login is one of these platforms. */
static gboolean
is_any_login (LgCredentials *credentials,
              LgEndpoint    *endpoint)
{
  return lg_credentials_get_mode (credentials) == LG_MODE_CUSTOM
         && !is_platform (endpoint, "tuyalink")
         && strchr (lg_credentials_get_mqtt_client_id (credentials), '|') == NULL
         && *lg_credentials_get_product_key (credentials) == '\0';
}

/* A host of no pattern is taken as typed. Where no MQTT client ID is signed, it is any broker's. */
static void
take_host (LgImportRecord *record,
           LgCredentials  *credentials,
           LgEndpoint     *endpoint)
{
  const char *host = record->texts[LG_IMPORT_HOST];
  const char *product_key = lg_credentials_get_product_key (credentials);
  g_autoptr (LgEndpoint) known = lg_endpoint_copy (endpoint);
  g_autoptr (LgEndpoint) tuyalink = lg_endpoint_copy (endpoint);

  lg_endpoint_set_platform_id (tuyalink, "tuyalink");
  if (recognize_host (tuyalink, host, NULL))
    {
      lg_endpoint_choose_platform (endpoint, "tuyalink");
      lg_endpoint_set_region (endpoint, lg_endpoint_get_region (tuyalink));
      return;
    }

  if (is_any_login (credentials, endpoint))
    lg_endpoint_set_platform_id (endpoint, "custom");
  else if (!is_platform (endpoint, "tuyalink") && strstr (host, "tuya") != NULL)
    lg_endpoint_set_platform_id (endpoint, "tuya");
  else if (recognize_host (known, host, product_key))
    {
      lg_endpoint_set_host_kind (endpoint, lg_endpoint_get_host_kind (known));
      if (lg_endpoint_get_host_kind (known) == LG_HOST_INSTANCE)
        lg_endpoint_set_instance_id (endpoint, lg_endpoint_get_instance_id (known));
      if (lg_endpoint_get_host_kind (known) == LG_HOST_PUBLIC)
        lg_endpoint_set_region (endpoint, lg_endpoint_get_region (known));
      return;
    }

  lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
  lg_endpoint_set_host (endpoint, host);
}

static void
make_host (LgImportRecord *record,
           LgCredentials  *credentials,
           LgEndpoint     *endpoint)
{
  const char *instance = record->texts[LG_IMPORT_INSTANCE_ID];
  const char *region = record->texts[LG_IMPORT_REGION];
  GPtrArray *regions = lg_platform_get_regions (lg_endpoint_get_platform (endpoint));

  if (instance != NULL)
    {
      lg_endpoint_set_host_kind (endpoint, LG_HOST_INSTANCE);
      lg_endpoint_set_instance_id (endpoint, instance);
      return;
    }

  for (guint i = 0; region != NULL && i < regions->len; i++)
    if (strcmp (((LgRegion *) regions->pdata[i])->id, region) == 0)
      {
        lg_endpoint_set_region (endpoint, region);
        return;
      }

  if (region != NULL)
    lg_import_record_remark (record, LG_SEVERITY_RISK,
                             _("The region “%s” is none that has public instances."), region);
  if (lg_credentials_get_mode (credentials) == LG_MODE_CUSTOM
      && !is_platform (endpoint, "tuyalink")
      && *lg_credentials_get_product_key (credentials) == '\0')
    {
      lg_endpoint_set_platform_id (endpoint, "custom");
      lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
    }
  lg_import_record_remark (record, LG_SEVERITY_NOTE,
                           _("The text names no host: check on the Device page where the device "
                             "connects."));
}

static void
take_protocol (LgImportRecord *record,
               LgEndpoint     *endpoint)
{
  const char *text = record->texts[LG_IMPORT_PROTOCOL];

  if (text == NULL)
    return;
  if (g_ascii_strncasecmp (text, "mqttv", strlen ("mqttv")) == 0)
    text += strlen ("mqttv");
  /* A device that connected with MQTT 5 cannot go back to 3.1.1 (Alibaba Cloud, MQTT 5.0,
   * Limits): there only the operator chooses it. */
  if (g_str_has_prefix (text, "5") && !is_platform (endpoint, "custom"))
    lg_import_record_remark (record, LG_SEVERITY_RISK,
                             _("The text says MQTT 5; 3.1.1 is taken, because on this platform a "
                               "device may not come back from MQTT 5."));
  else if (g_str_has_prefix (text, "5"))
    lg_endpoint_set_protocol (endpoint, LG_PROTOCOL_MQTT_5);
  else if (strcmp (text, "3.1.1") != 0 && strcmp (text, "311") != 0 && strcmp (text, "4") != 0)
    lg_import_record_remark (record, LG_SEVERITY_NOTE,
                             _("MQTT version “%s” is not spoken here; 3.1.1 is taken."), text);
}

/**
 * lg_import_host_take:
 * @record: the values; host and port are tidied up
 * @secure_mode: (nullable): what the MQTT client ID announces
 * @credentials: who the device is
 * @endpoint: gets where it connects; its platform is the one the credentials belong to
 *
 * Finds host, port, transport and what goes into CONNECT beside the credentials, and remarks upon
 * what contradicts itself.
 */
void
lg_import_host_take (LgImportRecord *record,
                     const char     *secure_mode,
                     LgCredentials  *credentials,
                     LgEndpoint     *endpoint)
{
  LgSecurity security;
  guint port, keepalive;

  g_return_if_fail (record != NULL);

  move_region (record);
  tidy_host (record);
  complete_host (record);
  port = read_number (record, LG_IMPORT_PORT, G_MAXUINT16);
  security = find_security (record, secure_mode, port);
  if (port == 0)
    port = security == LG_SECURITY_TLS ? TLS_PORT : TCP_PORT;
  lg_endpoint_set_security (endpoint, security);
  lg_endpoint_set_port (endpoint, port);

  if (record->texts[LG_IMPORT_HOST] != NULL)
    take_host (record, credentials, endpoint);
  else
    make_host (record, credentials, endpoint);

  take_protocol (record, endpoint);
  keepalive = read_number (record, LG_IMPORT_KEEPALIVE, G_MAXUINT16);
  if (keepalive > 0)
    lg_endpoint_set_keepalive (endpoint, keepalive);
  if (record->texts[LG_IMPORT_CLEAN] != NULL)
    lg_endpoint_set_clean_session (endpoint,
                                   g_ascii_strcasecmp (record->texts[LG_IMPORT_CLEAN],
                                                       "false") != 0);
}
