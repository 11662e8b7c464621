/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/lg-copy-out.h"
#include "exchange/lg-esp-at.h"
#include "exchange/lg-import.h"

#include <string.h>

#define NOW_MS G_GINT64_CONSTANT (1657367540773)
#define SECRET "0123456789abcdef0123456789abcdef"
#define PEM "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"

typedef struct
{
  LgCredentials   *credentials;
  LgEndpoint      *endpoint;
  LgConnectParams *params;
  char            *host;
} Device;

static void
device_clear (Device *self)
{
  g_clear_object (&self->credentials);
  g_clear_object (&self->endpoint);
  g_clear_pointer (&self->params, lg_connect_params_unref);
  g_clear_pointer (&self->host, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Device, device_clear)

static void
device_compute (Device *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->params, lg_connect_params_unref);
  g_free (self->host);
  self->params = lg_connect_params_new (self->credentials,
                                        lg_endpoint_get_security (self->endpoint), NOW_MS, &error);
  g_assert_no_error (error);
  self->host = lg_endpoint_resolve_host (self->endpoint,
                                         lg_credentials_get_product_key (self->credentials));
}

static void
device_init (Device     *self,
             LgMode      mode,
             LgSecurity  security,
             const char *password)
{
  g_autoptr (LgSecret) secret = lg_secret_new (password);

  self->credentials = lg_credentials_new ();
  self->endpoint = lg_endpoint_new ();
  g_object_set (self->credentials,
                "mode", mode,
                "product-key", mode != LG_MODE_CUSTOM ? "a1B2c3D4e5F" : "",
                "device-name", mode != LG_MODE_CUSTOM ? "press-04" : "",
                "client-id", "SN \"4\"\\1",
                "mqtt-client-id", "me, \"myself\"\\",
                "mqtt-username", "user,name",
                "secret", secret,
                NULL);
  lg_endpoint_set_security (self->endpoint, security);
  lg_endpoint_set_port (self->endpoint, security == LG_SECURITY_TLS ? 8883 : 1883);
  lg_endpoint_set_keepalive (self->endpoint, 120);
  lg_endpoint_set_clean_session (self->endpoint, FALSE);
  if (mode == LG_MODE_CUSTOM)
    {
      lg_endpoint_set_platform_id (self->endpoint, "custom");
      lg_endpoint_set_host_kind (self->endpoint, LG_HOST_TYPED);
      lg_endpoint_set_host (self->endpoint, "broker.example.com");
    }
  device_compute (self);
}

static LgSecret *
write_form (const Device *device,
            LgCopyForm    form)
{
  g_autoptr (GError) error = NULL;
  LgCopySource source = {
    .params = device->params,
    .endpoint = device->endpoint,
    .host = device->host,
    .title = "press-04",
    .topic = "/a1B2c3D4e5F/press-04/user/it's",
    .root_pem = PEM,
  };
  LgSecret *text = lg_copy_out_write (form, &source, &error);

  g_assert_no_error (error);
  return text;
}

static gboolean
same_password (const Device *a,
               const Device *b)
{
  return lg_secret_equal (lg_connect_params_get_password (a->params),
                          lg_connect_params_get_password (b->params));
}

/* What was written is read as the same device: the CONNECT it makes is the same. */
static void
assert_round_trip (const Device *device,
                   LgCopyForm    form)
{
  g_autoptr (LgSecret) text = write_form (device, form);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = lg_import_parse (lg_secret_peek (text),
                                                   lg_secret_get_length (text), NULL, &error);
  g_auto (Device) copy = { 0 };

  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 1);
  copy.credentials = g_object_ref (lg_import_device_get_credentials (devices->pdata[0]));
  copy.endpoint = g_object_ref (lg_import_device_get_endpoint (devices->pdata[0]));
  device_compute (&copy);

  g_assert_cmpstr (lg_connect_params_get_client_id (copy.params), ==,
                   lg_connect_params_get_client_id (device->params));
  g_assert_cmpstr (lg_connect_params_get_username (copy.params), ==,
                   lg_connect_params_get_username (device->params));
  g_assert_true (same_password (&copy, device));
  g_assert_cmpstr (copy.host, ==, device->host);
  g_assert_cmpuint (lg_endpoint_get_port (copy.endpoint), ==,
                    lg_endpoint_get_port (device->endpoint));
  g_assert_cmpint (lg_endpoint_get_security (copy.endpoint), ==,
                   lg_endpoint_get_security (device->endpoint));
  if (form == LG_COPY_JSON)
    return;
  g_assert_cmpuint (lg_endpoint_get_keepalive (copy.endpoint), ==, 120);
  g_assert_cmpint (lg_endpoint_get_clean_session (copy.endpoint), ==,
                   form == LG_COPY_MOSQUITTO_PUB);
}

static void
test_round_trip (void)
{
  static const struct
  {
    LgMode      mode;
    const char *secret;
  } modes[] = {
    { LG_MODE_DEVICE_SECRET, SECRET },
    { LG_MODE_NO_PREREGISTRATION, "^1^1677597746541^9ffd7c5bcf0c87f" },
    { LG_MODE_CUSTOM, "pass, \"word\"\\ of it" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    for (int security = LG_SECURITY_TLS; security <= LG_SECURITY_TCP; security++)
      for (int form = LG_COPY_JSON; form <= LG_COPY_ESP_AT; form++)
        {
          g_auto (Device) device = { 0 };

          device_init (&device, modes[i].mode, security, modes[i].secret);
          assert_round_trip (&device, form);
        }
}

static LgProtocol
import_protocol (const Device *device,
                 LgCopyForm    form)
{
  g_autoptr (LgSecret) text = write_form (device, form);
  g_autoptr (GPtrArray) devices = lg_import_parse (lg_secret_peek (text),
                                                   lg_secret_get_length (text), NULL, NULL);

  return lg_endpoint_get_protocol (lg_import_device_get_endpoint (devices->pdata[0]));
}

/* MQTT 5 is said where it can be, and refused where the program has none. Back from the text it is
 * taken for a broker of one's own, but not where a device could not return from it. */
static void
test_mqtt_5 (void)
{
  static const LgCopyForm forms[] = { LG_COPY_MQTTX, LG_COPY_MOSQUITTO_SUB };
  g_auto (Device) device = { 0 };
  g_auto (Device) own = { 0 };
  g_autoptr (GError) error = NULL;
  LgCopySource source = { 0 };

  device_init (&device, LG_MODE_DEVICE_SECRET, LG_SECURITY_TLS, SECRET);
  device_init (&own, LG_MODE_CUSTOM, LG_SECURITY_TLS, SECRET);
  lg_endpoint_set_protocol (device.endpoint, LG_PROTOCOL_MQTT_5);
  lg_endpoint_set_protocol (own.endpoint, LG_PROTOCOL_MQTT_5);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_assert_cmpint (import_protocol (&own, forms[i]), ==, LG_PROTOCOL_MQTT_5);
      g_assert_cmpint (import_protocol (&device, forms[i]), ==, LG_PROTOCOL_MQTT_3_1_1);
    }

  source = (LgCopySource) { .params = device.params, .endpoint = device.endpoint,
                            .host = device.host, .title = "" };
  g_assert_null (lg_copy_out_write (LG_COPY_ESP_AT, &source, &error));
  g_assert_error (error, LG_COPY_OUT_ERROR, LG_COPY_OUT_ERROR_UNFIT);
}

/* No command reaches the limit, however the lengths are; nothing is cut. */
static void
test_esp_at_limit (void)
{
  for (guint length = 1; length < 600; length += 7)
    {
      g_auto (Device) device = { 0 };
      g_autofree char *client_id = g_strnfill (length, ',');
      g_autofree char *username = g_strnfill (length / 3 + 1, 'u');
      g_autoptr (LgSecret) text = NULL;
      g_auto (GStrv) lines = NULL;

      device_init (&device, LG_MODE_CUSTOM, LG_SECURITY_TLS, "password");
      lg_credentials_set_mqtt_client_id (device.credentials, client_id);
      lg_credentials_set_mqtt_username (device.credentials, username);
      device_compute (&device);
      text = write_form (&device, LG_COPY_ESP_AT);
      lines = g_strsplit (lg_secret_peek (text), "\r\n", -1);
      for (guint i = 0; lines[i] != NULL; i++)
        if (g_str_has_prefix (lines[i], "AT+"))
          g_assert_cmpuint (strlen (lines[i]), <, LG_ESP_AT_COMMAND_MAX);
      assert_round_trip (&device, LG_COPY_ESP_AT);
    }
}

/* The escapes are the ones the vendor documents, and a command that is too long is split. */
static void
test_esp_at_text (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (LgSecret) text = NULL, split = NULL;
  g_autofree char *name = g_strnfill (65, 'n');

  device_init (&device, LG_MODE_CUSTOM, LG_SECURITY_TCP, "p\\w");
  text = write_form (&device, LG_COPY_ESP_AT);
  g_assert_cmpstr (lg_secret_peek (text), ==,
                   "AT+MQTTUSERCFG=0,1,\"me\\, \\\"myself\\\"\\\\\",\"user\\,name\",\"p\\\\w\","
                   "0,0,\"\"\r\n"
                   "AT+MQTTCONNCFG=0,120,1,\"\",\"\",0,0\r\n"
                   "AT+MQTTCONN=0,\"broker.example.com\",1883,0\r\n");

  lg_credentials_set_mqtt_username (device.credentials, name);
  device_compute (&device);
  split = write_form (&device, LG_COPY_ESP_AT);
  g_assert_nonnull (strstr (lg_secret_peek (split), "\",\"\",\"p\\\\w\",0,0,\"\"\r\n"
                            "AT+MQTTLONGUSERNAME=0,65\r\nnnnn"));
}

/* What another program reads, reads as it should. */
static void
test_json_members (void)
{
  g_auto (Device) device = { 0 };
  g_autoptr (LgSecret) console = NULL, mqttx = NULL;

  device_init (&device, LG_MODE_CUSTOM, LG_SECURITY_TLS, "pw");
  console = write_form (&device, LG_COPY_JSON);
  g_assert_nonnull (strstr (lg_secret_peek (console), "\"mqttHostUrl\" : \"broker.example.com\""));
  g_assert_nonnull (strstr (lg_secret_peek (console), "\"port\" : 8883"));
  mqttx = write_form (&device, LG_COPY_MQTTX);
  g_assert_nonnull (strstr (lg_secret_peek (mqttx), "\"certType\" : \"server\""));
  g_assert_nonnull (strstr (lg_secret_peek (mqttx), "\"protocol\" : \"mqtts\""));
  g_assert_nonnull (strstr (lg_secret_peek (mqttx), "\"clientIdWithTime\" : false"));
  g_assert_nonnull (strstr (lg_secret_peek (mqttx), "\"reconnect\" : false"));
}

static void
test_unfit (void)
{
  static const struct
  {
    const char     *username;
    const char     *host;
    LgCopyForm      form;
    LgCopyOutError  code;
  } rows[] = {
    { "user", "", LG_COPY_JSON, LG_COPY_OUT_ERROR_INCOMPLETE },
    { "us\ner", "host", LG_COPY_MOSQUITTO_SUB, LG_COPY_OUT_ERROR_UNFIT },
    { "us\ner", "host", LG_COPY_ESP_AT, LG_COPY_OUT_ERROR_UNFIT },
    { " user", "host", LG_COPY_MOSQUITTO_PUB, LG_COPY_OUT_ERROR_UNFIT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Device) device = { 0 };
      g_autoptr (GError) error = NULL;
      LgCopySource source = { .host = rows[i].host, .title = "" };

      device_init (&device, LG_MODE_CUSTOM, LG_SECURITY_TLS, "pw");
      lg_credentials_set_mqtt_username (device.credentials, rows[i].username);
      device_compute (&device);
      source.params = device.params;
      source.endpoint = device.endpoint;
      g_assert_null (lg_copy_out_write (rows[i].form, &source, &error));
      g_assert_error (error, LG_COPY_OUT_ERROR, (int) rows[i].code);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/copy-out/round-trip", test_round_trip);
  g_test_add_func ("/copy-out/mqtt-5", test_mqtt_5);
  g_test_add_func ("/copy-out/esp-at-limit", test_esp_at_limit);
  g_test_add_func ("/copy-out/esp-at-text", test_esp_at_text);
  g_test_add_func ("/copy-out/json-members", test_json_members);
  g_test_add_func ("/copy-out/unfit", test_unfit);

  return g_test_run ();
}
