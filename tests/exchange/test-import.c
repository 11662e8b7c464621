/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/lg-import.h"
#include "lib/lg-test-time.h"

#include <string.h>

#define CERTIFICATE "{\"ProductKey\":\"a1B2c3D4e5F\",\"DeviceName\":\"press-04\"," \
                    "\"DeviceSecret\":\"0123456789abcdef0123456789abcdef\"}"

static LgImportDevice *
parse_one (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = lg_import_parse (text, strlen (text), NULL, &error);

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

  g_assert_null (lg_import_parse (large, LG_IMPORT_LENGTH_MAX + 1, NULL, &error));
  g_assert_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_TOO_LARGE);
  g_clear_error (&error);

  for (guint i = 0; i <= LG_IMPORT_DEVICES_MAX; i++)
    g_string_append_printf (many, "pk,device-%u\n", i);
  g_assert_null (lg_import_parse (many->str, many->len, NULL, &error));
  g_assert_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_TOO_LARGE);
  g_clear_error (&error);

  g_assert_null (lg_import_parse (deep, strlen (deep), NULL, &error));
  g_assert_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_MALFORMED);
}

/* How long a list is says nothing about how deep it is. */
static void
test_lists (void)
{
  static const guint lengths[] = { 1, 29, 30, 1000, LG_IMPORT_DEVICES_MAX };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GString) text = g_string_new ("{\"devices\":[");
      g_autoptr (GPtrArray) devices = NULL;
      g_autoptr (GError) error = NULL;

      for (guint k = 0; k < lengths[i]; k++)
        g_string_append_printf (text, "%s{\"ProductKey\":\"pk\",\"DeviceName\":\"device-%u\"}",
                                k > 0 ? "," : "", k);
      g_string_append (text, "]}");
      devices = lg_import_parse (text->str, text->len, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (devices->len, ==, lengths[i]);
    }
}

/* Nested as deep as is taken, and one level deeper. */
static void
test_depth (void)
{
  for (guint depth = 31; depth <= 32; depth++)
    {
      g_autofree char *open = g_strnfill (depth, '[');
      g_autofree char *close = g_strnfill (depth, ']');
      g_autofree char *text = g_strconcat (open, CERTIFICATE, close, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) devices = lg_import_parse (text, strlen (text), NULL, &error);

      g_assert_true ((devices != NULL) == (depth == 31));
      g_assert_true ((error != NULL) == (depth == 32));
    }
}

/* One device that cannot be read is told, and costs none of the others. */
static void
test_left_out (void)
{
  static const struct
  {
    const char *text;
    guint       n_devices;
    const char *told[3];
  } rows[] = {
    { "ProductKey,DeviceName,Port\npk,press-04,1\n,,1883\npk,pump-11,1\n,,443\n", 2,
      { "Line 3", "Line 5" } },
    { "[{\"port\":1883}," CERTIFICATE ",7,{\"DeviceName\":\"pump-11\"}]", 2,
      { "Element 1 ", "Element 3 " } },
    { "{\"a\":[[" CERTIFICATE ",{\"DeviceName\":\"\"}]],\"tags\":[1,2]}", 1, { "Element 2 " } },
    { "[" CERTIFICATE "]", 1, { NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) devices = lg_import_parse (rows[i].text, strlen (rows[i].text),
                                                       left_out, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (devices->len, ==, rows[i].n_devices);
      g_assert_cmpuint (left_out->len, ==, g_strv_length ((GStrv) rows[i].told));
      for (guint k = 0; k < left_out->len; k++)
        g_assert_true (g_str_has_prefix (left_out->pdata[k], rows[i].told[k]));
    }
}

static void
test_utf16 (void)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *text = g_convert (CERTIFICATE, -1, "UTF-16", "UTF-8", NULL, &length, NULL);
  g_autoptr (GPtrArray) devices = lg_import_parse (text, length, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 1);
}

/* A text made to be searched again and again takes no longer than one of its length. */
static void
test_time (void)
{
  static const char *const parts[] = {
    "|securemode=2", "a=\"", "f(\"AT+x\"", "x=/*\"", "aaaa", "\"AT+QMTCONN=1\" + f(",
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GString) text = g_string_new ("#define A \"b\"\n");
      g_autoptr (GTimer) timer = NULL;
      g_autoptr (GPtrArray) devices = NULL;

      while (text->len < 512 * 1024)
        g_string_append (text, parts[i]);
      timer = g_timer_new ();
      devices = lg_import_parse (text->str, text->len, NULL, NULL);
      g_test_message ("%s: %.2f s", parts[i], g_timer_elapsed (timer, NULL));
      g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, lg_test_stretch (10));
    }
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
  g_test_add_func ("/import/lists", test_lists);
  g_test_add_func ("/import/depth", test_depth);
  g_test_add_func ("/import/left-out", test_left_out);
  g_test_add_func ("/import/utf16", test_utf16);

  g_test_add_func ("/import/time", test_time);

  return g_test_run ();
}
