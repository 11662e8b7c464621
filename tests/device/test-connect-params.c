/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/lg-connect-params.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "lib/lg-test-sign.h"

/* The vendor's documented example ("MQTT-TLS connections"). */
static LgCredentials *
documented_example (void)
{
  g_autoptr (LgSecret) secret = lg_secret_new ("secret");

  return g_object_new (LG_TYPE_CREDENTIALS,
                       "product-key", "pk",
                       "device-name", "device",
                       "secret", secret,
                       "client-id", "12345",
                       "sign-method", LG_SIGN_METHOD_HMACSHA1,
                       "timestamp-policy", LG_TIMESTAMP_FIXED,
                       "timestamp", "789",
                       NULL);
}

static LgConnectParams *
sign (LgCredentials *credentials,
      LgSecurity     security)
{
  g_autoptr (GError) error = NULL;
  LgConnectParams *params = lg_connect_params_new (credentials, security, 1700000000123, &error);

  g_assert_no_error (error);
  return params;
}

static void
assert_client_id (LgCredentials *credentials,
                  LgSecurity     security,
                  const char    *expected)
{
  g_autoptr (LgConnectParams) params = sign (credentials, security);

  g_assert_cmpstr (lg_connect_params_get_client_id (params), ==, expected);
}

static void
test_documented (void)
{
  g_autoptr (LgCredentials) credentials = documented_example ();
  g_autoptr (LgConnectParams) params = sign (credentials, LG_SECURITY_TCP);

  g_assert_cmpstr (lg_connect_params_get_client_id (params), ==,
                   "12345|securemode=3,signmethod=hmacsha1,timestamp=789|");
  g_assert_cmpstr (lg_connect_params_get_username (params), ==, "device&pk");
  g_assert_cmpstr (lg_connect_params_get_content (params), ==,
                   "clientId12345deviceNamedeviceproductKeypktimestamp789");
  g_assert_cmpstr (lg_secret_peek (lg_connect_params_get_password (params)), ==,
                   "FAFD82A3D602B37FB0FA8B7892F24A477F851A14");
  g_assert_cmpint (lg_connect_params_get_secure_mode (params), ==, 3);
  g_assert_cmpstr (lg_connect_params_get_method_nick (params), ==, "hmacsha1");
  g_assert_cmpuint (lg_connect_params_get_key_length (params), ==, 6);

  assert_client_id (credentials, LG_SECURITY_TLS,
                    "12345|securemode=2,signmethod=hmacsha1,timestamp=789|");
}

/* Where a step is said to be in the signed text, it is. */
static void
assert_places (LgConnectParams *params)
{
  const char *content = lg_connect_params_get_content (params);
  GPtrArray *steps = lg_connect_params_get_steps (params);

  for (guint i = 0; i < steps->len; i++)
    {
      const LgSignStep *step = steps->pdata[i];

      g_assert_true (g_str_has_prefix (content + step->name_at, step->name));
      g_assert_true (g_str_has_prefix (content + step->value_at, step->value));
    }
}

static void
test_steps (void)
{
  static const struct
  {
    const char *name;
    const char *value;
  } expected[] = {
    { "clientId", "12345" },
    { "deviceName", "device" },
    { "productKey", "pk" },
    { "timestamp", "789" },
  };
  g_autoptr (LgCredentials) credentials = documented_example ();
  g_autoptr (LgConnectParams) params = sign (credentials, LG_SECURITY_TLS);
  GPtrArray *steps = lg_connect_params_get_steps (params);

  g_assert_cmpuint (steps->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < steps->len; i++)
    {
      const LgSignStep *step = steps->pdata[i];

      g_assert_cmpstr (step->name, ==, expected[i].name);
      g_assert_cmpstr (step->value, ==, expected[i].value);
    }
  assert_places (params);
}

static void
test_optional (void)
{
  g_autoptr (LgCredentials) credentials = documented_example ();
  g_autoptr (LgConnectParams) bare = NULL;

  lg_credentials_set_timestamp_policy (credentials, LG_TIMESTAMP_NOW);
  assert_client_id (credentials, LG_SECURITY_TLS,
                    "12345|securemode=2,signmethod=hmacsha1,timestamp=1700000000123|");

  lg_credentials_set_extended_parameters (credentials, "ext=3,_v=1.0");
  assert_client_id (credentials, LG_SECURITY_TLS,
                    "12345|securemode=2,signmethod=hmacsha1,timestamp=1700000000123,ext=3,_v=1.0|");

  lg_credentials_set_timestamp_policy (credentials, LG_TIMESTAMP_NONE);
  lg_credentials_set_client_id (credentials, NULL);
  bare = sign (credentials, LG_SECURITY_TLS);
  g_assert_cmpstr (lg_connect_params_get_client_id (bare), ==,
                   "|securemode=2,signmethod=hmacsha1,ext=3,_v=1.0|");
  g_assert_cmpstr (lg_connect_params_get_content (bare), ==, "deviceNamedeviceproductKeypk");
}

static void
test_no_preregistration (void)
{
  g_autoptr (LgCredentials) credentials = documented_example ();
  g_autoptr (LgSecret) token = lg_secret_new ("^1^1677597746541^9ffd7c5bcf0c87f");
  g_autoptr (LgConnectParams) params = NULL;

  lg_credentials_set_mode (credentials, LG_MODE_NO_PREREGISTRATION);
  lg_credentials_set_client_id (credentials, "clientId");
  lg_credentials_set_secret (credentials, token);
  params = sign (credentials, LG_SECURITY_TLS);

  g_assert_cmpstr (lg_connect_params_get_client_id (params), ==,
                   "clientId|securemode=-2,authType=connwl|");
  g_assert_cmpstr (lg_connect_params_get_username (params), ==, "device&pk");
  g_assert_true (lg_secret_equal (lg_connect_params_get_password (params), token));
  g_assert_null (lg_connect_params_get_content (params));
  g_assert_null (lg_connect_params_get_method_nick (params));
  g_assert_cmpuint (lg_connect_params_get_steps (params)->len, ==, 0);
  g_assert_cmpint (lg_connect_params_get_secure_mode (params), ==, -2);
}

static LgCredentials *
registering (void)
{
  LgCredentials *credentials = documented_example ();
  g_autoptr (LgSecret) secret = lg_secret_new ("h1nQFYPZS0mWTEST");

  g_object_set (credentials,
                "mode", LG_MODE_REGISTRATION,
                "secret", secret,
                "random", "567345",
                NULL);
  return credentials;
}

static void
test_registration (void)
{
  g_autoptr (LgCredentials) credentials = registering ();
  g_autoptr (LgConnectParams) first = sign (credentials, LG_SECURITY_TLS);
  g_autoptr (LgConnectParams) second = NULL;

  g_assert_cmpstr (lg_connect_params_get_client_id (first), ==,
                   "12345|securemode=2,authType=register,random=567345,signmethod=hmacsha1|");
  g_assert_cmpstr (lg_connect_params_get_username (first), ==, "device&pk");
  g_assert_cmpstr (lg_connect_params_get_content (first), ==,
                   "deviceNamedeviceproductKeypkrandom567345");
  g_assert_cmpuint (lg_connect_params_get_key_length (first), ==, strlen ("h1nQFYPZS0mWTEST"));

  /* Neither the clientId nor the transport is signed. */
  lg_credentials_set_client_id (credentials, NULL);
  second = sign (credentials, LG_SECURITY_TCP);
  g_assert_cmpstr (lg_connect_params_get_client_id (second), ==,
                   "|securemode=2,authType=register,random=567345,signmethod=hmacsha1|");
  g_assert_true (lg_secret_equal (lg_connect_params_get_password (first),
                                  lg_connect_params_get_password (second)));
}

static void
test_registration_unknown (void)
{
  g_autoptr (LgCredentials) credentials = registering ();
  g_autoptr (LgConnectParams) known = sign (credentials, LG_SECURITY_TLS);
  g_autoptr (LgConnectParams) params = NULL;

  lg_credentials_set_preregistered (credentials, FALSE);
  lg_credentials_set_extended_parameters (credentials, "instanceId=iot-123");
  params = sign (credentials, LG_SECURITY_TLS);
  g_assert_cmpstr (lg_connect_params_get_client_id (params), ==,
                   "12345|securemode=-2,authType=regnwl,random=567345,signmethod=hmacsha1,"
                   "instanceId=iot-123|");
  g_assert_cmpint (lg_connect_params_get_secure_mode (params), ==, -2);
  g_assert_true (lg_secret_equal (lg_connect_params_get_password (params),
                                  lg_connect_params_get_password (known)));
}

/* The form of the older English page ("MQTT-TCP connections"). */
static void
test_superseded_form (void)
{
  g_autoptr (LgCredentials) credentials = documented_example ();
  g_autoptr (LgSecret) token = lg_secret_new ("^1^1677597746541^9ffd7c5bcf0c87f");
  g_autoptr (LgConnectParams) params = NULL;

  g_object_set (credentials,
                "mode", LG_MODE_NO_PREREGISTRATION,
                "superseded-form", TRUE,
                "client-id", "clientId",
                "secret", token,
                "timestamp", "132323232",
                NULL);
  params = sign (credentials, LG_SECURITY_TLS);
  g_assert_cmpstr (lg_connect_params_get_client_id (params), ==,
                   "clientId|securemode=-2,signmethod=hmacsha1,timestamp=132323232|");
  g_assert_true (lg_secret_equal (lg_connect_params_get_password (params), token));
  g_assert_null (lg_connect_params_get_content (params));
  g_assert_cmpstr (lg_connect_params_get_method_nick (params), ==, "hmacsha1");

  g_object_set (credentials,
                "timestamp-policy", LG_TIMESTAMP_NONE,
                "extended-parameters", "gw=0",
                NULL);
  assert_client_id (credentials, LG_SECURITY_TLS,
                    "clientId|securemode=-2,signmethod=hmacsha1,gw=0|");
}

/* SHA-256 of the text followed by the secret, computed by another library. */
static void
test_sha256 (void)
{
  g_autoptr (LgCredentials) credentials = documented_example ();
  g_autoptr (LgConnectParams) params = NULL;
  g_autofree char *expected =
    g_compute_checksum_for_string (G_CHECKSUM_SHA256,
                                   "clientId12345deviceNamedeviceproductKeypktimestamp789secret",
                                   -1);
  g_autofree char *upper = g_ascii_strup (expected, -1);

  lg_credentials_set_sign_method (credentials, LG_SIGN_METHOD_SHA256);
  params = sign (credentials, LG_SECURITY_TCP);
  g_assert_cmpstr (lg_connect_params_get_client_id (params), ==,
                   "12345|securemode=3,signmethod=sha256,timestamp=789|");
  g_assert_cmpstr (lg_secret_peek (lg_connect_params_get_password (params)), ==, upper);
  g_assert_false (lg_sign_method_is_verified (LG_SIGN_METHOD_SHA256));
  g_assert_true (lg_sign_method_is_verified (LG_SIGN_METHOD_HMACSHA256));
}

static LgCredentials *
make_tuyalink (const char *device_id,
               const char *device_secret,
               const char *timestamp)
{
  g_autoptr (LgSecret) secret = lg_secret_new (device_secret);

  return g_object_new (LG_TYPE_CREDENTIALS,
                       "mode", LG_MODE_TUYALINK,
                       "device-id", device_id,
                       "secret", secret,
                       "timestamp-policy", timestamp != NULL ? LG_TIMESTAMP_FIXED
                                                             : LG_TIMESTAMP_NOW,
                       "timestamp", timestamp,
                       NULL);
}

static void
test_tuyalink (void)
{
  g_autoptr (LgCredentials) credentials = make_tuyalink ("dev1", "0123456789abcdef", NULL);
  g_autoptr (LgConnectParams) params = NULL;
  g_autofree char *expected = NULL;

  /* What other modes need does not matter in this one. */
  g_object_set (credentials,
                "product-key", "pk",
                "client-id", "x",
                "extended-parameters", "ext=3",
                "sign-method", LG_SIGN_METHOD_HMACMD5,
                NULL);
  params = sign (credentials, LG_SECURITY_TLS);
  expected = lg_test_hmac (G_CHECKSUM_SHA256, "0123456789abcdef",
                           "deviceId=dev1,timestamp=1700000000,secureMode=1,accessType=1");

  g_assert_cmpstr (lg_connect_params_get_client_id (params), ==, "tuyalink_dev1");
  g_assert_cmpstr (lg_connect_params_get_username (params), ==,
                   "dev1|signMethod=hmacSha256,timestamp=1700000000,secureMode=1,accessType=1");
  g_assert_cmpstr (lg_secret_peek (lg_connect_params_get_password (params)), ==, expected);
  g_assert_cmpstr (lg_connect_params_get_method_nick (params), ==, "hmacSha256");
  g_assert_cmpint (lg_connect_params_get_secure_mode (params), ==, 1);
  g_assert_cmpstr (lg_connect_params_get_key_name (params), ==, "deviceSecret");
}

static void
test_custom (void)
{
  g_autoptr (LgCredentials) credentials = lg_credentials_new ();
  g_autoptr (LgConnectParams) anonymous = NULL;
  g_autoptr (LgConnectParams) named = NULL;
  g_autoptr (LgSecret) password = lg_secret_new ("as typed");

  lg_credentials_set_mode (credentials, LG_MODE_CUSTOM);
  lg_credentials_set_mqtt_client_id (credentials, "me");
  anonymous = sign (credentials, LG_SECURITY_TLS);
  g_assert_cmpstr (lg_connect_params_get_client_id (anonymous), ==, "me");
  g_assert_null (lg_connect_params_get_username (anonymous));
  g_assert_null (lg_connect_params_get_password (anonymous));

  lg_credentials_set_mqtt_username (credentials, "user");
  lg_credentials_set_secret (credentials, password);
  named = sign (credentials, LG_SECURITY_TLS);
  g_assert_cmpstr (lg_connect_params_get_username (named), ==, "user");
  g_assert_true (lg_secret_equal (lg_connect_params_get_password (named), password));
}

static void
test_missing (void)
{
  static const struct
  {
    const char *property;
    LgMode      mode;
    const char *names;
  } rows[] = {
    { "product-key", LG_MODE_DEVICE_SECRET, "ProductKey" },
    { "device-name", LG_MODE_DEVICE_SECRET, "DeviceName" },
    { "secret", LG_MODE_DEVICE_SECRET, "DeviceSecret" },
    { "timestamp", LG_MODE_DEVICE_SECRET, "timestamp" },
    { "product-key", LG_MODE_NO_PREREGISTRATION, "ProductKey" },
    { "secret", LG_MODE_NO_PREREGISTRATION, "DeviceToken" },
    { "client-id", LG_MODE_NO_PREREGISTRATION, "clientId" },
    { "secret", LG_MODE_REGISTRATION, "ProductSecret" },
    { "random", LG_MODE_REGISTRATION, "random" },
    { "device-id", LG_MODE_TUYALINK, "deviceId" },
    { "secret", LG_MODE_TUYALINK, "deviceSecret" },
    { "timestamp", LG_MODE_TUYALINK, "timestamp" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgCredentials) credentials = documented_example ();
      g_autoptr (GError) error = NULL;

      lg_credentials_set_mode (credentials, rows[i].mode);
      lg_credentials_set_device_id (credentials, "6c95875d0f5ba69607nzfl");
      g_object_set (credentials, rows[i].property, NULL, NULL);
      g_assert_null (lg_connect_params_new (credentials, LG_SECURITY_TLS, 1, &error));
      g_assert_error (error, LG_DEVICE_ERROR, LG_DEVICE_ERROR_MISSING);
      g_assert_nonnull (strstr (error->message, rows[i].names));
    }
}

static const char *
get_string (JsonObject *object,
            const char *member)
{
  return json_object_get_string_member_with_default (object, member, NULL);
}

/* Dynamic registration signs other names with another secret. */
static gboolean
is_registration (JsonObject *vector)
{
  return json_object_has_member (vector, "random");
}

static LgCredentials *
vector_to_credentials (JsonObject *vector)
{
  g_autoptr (GEnumClass) methods = g_type_class_ref (LG_TYPE_SIGN_METHOD);
  g_autoptr (LgSecret) secret = lg_secret_new (get_string (vector, "secret"));
  const char *timestamp = get_string (vector, "timestamp");
  GEnumValue *method = g_enum_get_value_by_nick (methods, get_string (vector, "signmethod"));

  g_assert_nonnull (method);
  return g_object_new (LG_TYPE_CREDENTIALS,
                       "mode", is_registration (vector) ? LG_MODE_REGISTRATION
                                                        : LG_MODE_DEVICE_SECRET,
                       "random", get_string (vector, "random"),
                       "product-key", get_string (vector, "productKey"),
                       "device-name", get_string (vector, "deviceName"),
                       "secret", secret,
                       "client-id", get_string (vector, "clientId"),
                       "sign-method", method->value,
                       "timestamp-policy", timestamp ? LG_TIMESTAMP_FIXED : LG_TIMESTAMP_NONE,
                       "timestamp", timestamp,
                       NULL);
}

/* Vectors of SDKs that send further parameters, or in another order, agree in all but the ID. */
static gboolean
has_documented_client_id (JsonObject *vector)
{
  const char *id = get_string (vector, "mqttClientId");

  return id != NULL && strchr (id, '\n') == NULL && strstr (id, "_v=") == NULL
         && !is_registration (vector);
}

static void
check_vector (JsonObject *vector)
{
  g_autoptr (LgCredentials) credentials = vector_to_credentials (vector);
  gboolean tcp = json_object_get_int_member_with_default (vector, "securemode", 2) == 3;
  g_autoptr (LgConnectParams) params = sign (credentials, tcp ? LG_SECURITY_TCP : LG_SECURITY_TLS);
  const char *password = lg_secret_peek (lg_connect_params_get_password (params));

  if (json_object_has_member (vector, "content"))
    g_assert_cmpstr (lg_connect_params_get_content (params), ==, get_string (vector, "content"));
  if (json_object_has_member (vector, "username"))
    g_assert_cmpstr (lg_connect_params_get_username (params), ==, get_string (vector, "username"));
  if (has_documented_client_id (vector))
    g_assert_cmpstr (lg_connect_params_get_client_id (params), ==,
                     get_string (vector, "mqttClientId"));
  g_assert_cmpint (g_ascii_strcasecmp (password, get_string (vector, "password")), ==, 0);
}

static void
check_tuyalink_vector (JsonObject *vector)
{
  g_autoptr (LgCredentials) credentials = make_tuyalink (get_string (vector, "deviceId"),
                                                         get_string (vector, "deviceSecret"),
                                                         get_string (vector, "timestamp"));
  g_autoptr (LgConnectParams) params = sign (credentials, LG_SECURITY_TLS);

  g_assert_cmpstr (lg_connect_params_get_content (params), ==, get_string (vector, "content"));
  g_assert_cmpstr (lg_connect_params_get_client_id (params), ==, get_string (vector, "clientId"));
  g_assert_cmpstr (lg_connect_params_get_username (params), ==, get_string (vector, "username"));
  g_assert_cmpstr (lg_secret_peek (lg_connect_params_get_password (params)), ==,
                   get_string (vector, "password"));
  assert_places (params);
}

static void
test_vectors (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "signing.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  JsonObject *root;
  JsonArray *tuyalink;
  guint checked = 0;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));

  for (const char *const *list = (const char *const []) { "device", "independent", NULL };
       *list != NULL;
       list++)
    {
      JsonArray *vectors = json_object_get_array_member (root, *list);

      for (guint i = 0; i < json_array_get_length (vectors); i++)
        {
          JsonObject *vector = json_array_get_object_element (vectors, i);

          g_test_message ("%s %u: %s", *list, i, get_string (vector, "source"));
          check_vector (vector);
          checked++;
        }
    }

  g_assert_cmpuint (checked, ==, 13);

  tuyalink = json_object_get_array_member (root, "tuyalink");
  g_assert_cmpuint (json_array_get_length (tuyalink), >, 0);
  for (guint i = 0; i < json_array_get_length (tuyalink); i++)
    check_tuyalink_vector (json_array_get_object_element (tuyalink, i));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connect-params/documented", test_documented);
  g_test_add_func ("/connect-params/steps", test_steps);
  g_test_add_func ("/connect-params/optional", test_optional);
  g_test_add_func ("/connect-params/no-preregistration", test_no_preregistration);
  g_test_add_func ("/connect-params/registration", test_registration);
  g_test_add_func ("/connect-params/registration-unknown", test_registration_unknown);
  g_test_add_func ("/connect-params/superseded-form", test_superseded_form);
  g_test_add_func ("/connect-params/sha256", test_sha256);
  g_test_add_func ("/connect-params/tuyalink", test_tuyalink);
  g_test_add_func ("/connect-params/custom", test_custom);
  g_test_add_func ("/connect-params/missing", test_missing);
  g_test_add_func ("/connect-params/vectors", test_vectors);

  return g_test_run ();
}
