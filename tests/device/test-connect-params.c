/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/lg-connect-params.h"

#include <json-glib/json-glib.h>
#include <string.h>

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
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgCredentials) credentials = documented_example ();
      g_autoptr (GError) error = NULL;

      lg_credentials_set_mode (credentials, rows[i].mode);
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

  return id != NULL && strchr (id, '\n') == NULL && strstr (id, "_v=") == NULL &&
         !is_registration (vector);
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
test_vectors (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "signing.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  JsonObject *root;
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
  g_test_add_func ("/connect-params/custom", test_custom);
  g_test_add_func ("/connect-params/missing", test_missing);
  g_test_add_func ("/connect-params/vectors", test_vectors);

  return g_test_run ();
}
