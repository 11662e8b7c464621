/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/lg-import.h"

#include <string.h>

#define CERTIFICATE "{\"ProductKey\":\"a1B2c3D4e5F\",\"DeviceName\":\"press-04\"," \
                    "\"DeviceSecret\":\"0123456789abcdef0123456789abcdef\"}"

static LgImportDevice *
parse_one (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = lg_import_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 1);
  return g_object_ref (devices->pdata[0]);
}

/* What a device certificate becomes is ready to connect. */
static void
test_is_complete (void)
{
  g_autoptr (LgImportDevice) device = parse_one (CERTIFICATE);
  LgCredentials *credentials = lg_import_device_get_credentials (device);
  g_autoptr (GPtrArray) issues = lg_credentials_validate (credentials);

  g_assert_cmpuint (issues->len, ==, 0);
  g_assert_cmpint (lg_credentials_get_timestamp_policy (credentials), ==, LG_TIMESTAMP_NOW);
  g_assert_false (lg_import_device_is_signed (device));
}

/* A signed text tells how it was signed, so that only the secret is missing to sign anew. */
static void
test_signed_tells_how (void)
{
  g_autoptr (LgImportDevice) device =
    parse_one ("{\"clientId\":\"SN-1|securemode=2,signmethod=hmacsha1,timestamp=789,ext=1,lan=C|\","
               "\"username\":\"device&pk\",\"passwd\":\"FAFD\"}");
  LgCredentials *credentials = lg_import_device_get_credentials (device);

  g_assert_true (lg_import_device_is_signed (device));
  g_assert_cmpstr (lg_credentials_get_client_id (credentials), ==, "SN-1");
  g_assert_cmpint (lg_credentials_get_sign_method (credentials), ==, LG_SIGN_METHOD_HMACSHA1);
  g_assert_cmpint (lg_credentials_get_timestamp_policy (credentials), ==, LG_TIMESTAMP_FIXED);
  g_assert_cmpstr (lg_credentials_get_timestamp (credentials), ==, "789");
  g_assert_cmpstr (lg_credentials_get_extended_parameters (credentials), ==, "ext=1,lan=C");
  g_assert_cmpstr (lg_credentials_get_mqtt_username (credentials), ==, "device&pk");
}

/* A login of TuyaLink names the device twice; with its secret it can be signed anew. */
static void
test_tuyalink (void)
{
  static const struct
  {
    const char *secret;
    LgMode      mode;
  } rows[] = {
    { "", LG_MODE_CUSTOM },
    { "\ndeviceSecret=0123456789abcdef", LG_MODE_TUYALINK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (
        "clientId=tuyalink_6c95\n"
        "username=6c95|signMethod=hmacSha256,timestamp=1657367540,secureMode=1,accessType=1\n"
        "password=FAFD", rows[i].secret, NULL);
      g_autoptr (LgImportDevice) device = parse_one (text);
      LgCredentials *credentials = lg_import_device_get_credentials (device);
      LgEndpoint *endpoint = lg_import_device_get_endpoint (device);
      g_autoptr (GPtrArray) issues = lg_credentials_validate (credentials);

      g_assert_cmpint (lg_credentials_get_mode (credentials), ==, rows[i].mode);
      g_assert_cmpstr (lg_credentials_get_device_id (credentials), ==, "6c95");
      g_assert_cmpstr (lg_credentials_get_timestamp (credentials), ==, "1657367540");
      g_assert_cmpstr (lg_credentials_get_extended_parameters (credentials), ==, "");
      g_assert_cmpstr (lg_platform_get_id (lg_endpoint_get_platform (endpoint)), ==, "tuyalink");
      g_assert_cmpuint (issues->len, ==, 0);
    }
}

/* A host that follows a pattern shows where it comes from. */
static void
test_hosts (void)
{
  static const struct
  {
    const char *host;
    LgHostKind  kind;
    const char *platform;
  } rows[] = {
    { "a1B2c3D4e5F.iot-as-mqtt.eu-central-1.aliyuncs.com", LG_HOST_PUBLIC, "alibaba" },
    { "iot-06z00.mqtt.iothub.aliyuncs.com", LG_HOST_INSTANCE, "alibaba" },
    { "ipv6.itls.cn-shanghai.aliyuncs.com", LG_HOST_IPV6, "alibaba" },
    { "other.iot-as-mqtt.cn-shanghai.aliyuncs.com", LG_HOST_TYPED, "alibaba" },
    { "m1.tuyacn.com", LG_HOST_PUBLIC, "tuyalink" },
    { "m1.tuyaeu.com", LG_HOST_PUBLIC, "tuyalink" },
    { "m1-weaz.tuyaeu.com", LG_HOST_PUBLIC, "tuyalink" },
    { "m1.tuyaus.com", LG_HOST_PUBLIC, "tuyalink" },
    { "m1-ueaz.tuyaus.com", LG_HOST_PUBLIC, "tuyalink" },
    { "m1.tuyain.com", LG_HOST_PUBLIC, "tuyalink" },
    { "mqtt.iot.tuya.example", LG_HOST_TYPED, "tuya" },
    { "192.0.2.7", LG_HOST_TYPED, "alibaba" },
    { "[2001:db8::1]", LG_HOST_TYPED, "alibaba" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("pk=a1B2c3D4e5F\ndn=press-04\nhost=%s\n",
                                               rows[i].host);
      g_autoptr (LgImportDevice) device = parse_one (text);
      LgEndpoint *endpoint = lg_import_device_get_endpoint (device);
      g_autofree char *host = lg_endpoint_resolve_host (endpoint, "a1B2c3D4e5F");

      g_assert_cmpint (lg_endpoint_get_host_kind (endpoint), ==, rows[i].kind);
      g_assert_cmpstr (lg_platform_get_id (lg_endpoint_get_platform (endpoint)), ==,
                       rows[i].platform);
      g_assert_cmpstr (host, ==, rows[i].host);
    }
}

static void
test_limits (void)
{
  g_autofree char *large = g_strnfill (LG_IMPORT_LENGTH_MAX + 1, 'x');
  g_autoptr (GString) many = g_string_new ("ProductKey,DeviceName\n");
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autoptr (GError) error = NULL;

  g_assert_null (lg_import_parse (large, LG_IMPORT_LENGTH_MAX + 1, &error));
  g_assert_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_TOO_LARGE);
  g_clear_error (&error);

  for (guint i = 0; i <= LG_IMPORT_DEVICES_MAX; i++)
    g_string_append_printf (many, "pk,device-%u\n", i);
  g_assert_null (lg_import_parse (many->str, many->len, &error));
  g_assert_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_TOO_LARGE);
  g_clear_error (&error);

  g_assert_null (lg_import_parse (deep, strlen (deep), &error));
  g_assert_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_MALFORMED);
}

static void
test_utf16 (void)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *text = g_convert (CERTIFICATE, -1, "UTF-16", "UTF-8", NULL, &length, NULL);
  g_autoptr (GPtrArray) devices = lg_import_parse (text, length, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/is-complete", test_is_complete);
  g_test_add_func ("/import/signed-tells-how", test_signed_tells_how);
  g_test_add_func ("/import/tuyalink", test_tuyalink);
  g_test_add_func ("/import/hosts", test_hosts);
  g_test_add_func ("/import/limits", test_limits);
  g_test_add_func ("/import/utf16", test_utf16);

  return g_test_run ();
}
