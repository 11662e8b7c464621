/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be told of values without a secret, and of the logins that sign otherwise. */
#include "explain/lg-explain.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "lib/lg-test-sign.h"

#define PK "a1B2c3D4e5F"
#define DN "device01"
#define USER DN "&" PK
#define ID "SN-1|securemode=2,signmethod=hmacsha256,timestamp=1700000000123|"
#define HEX32 "0123456789abcdef0123456789abcdef"
#define HEX40 HEX32 "01234567"
#define HEX64 HEX32 HEX32
#define TOKEN "^1^1677597746541^9ffd7c5bcf0c87f"

typedef struct
{
  const char *client_id;
  const char *username;
  const char *password;
  const char *cause;
  LgSeverity  severity;
} Row;

static LgExplain *
explain (LgDeviceValues *values,
         const char     *password,
         const char     *secret)
{
  g_autoptr (LgSecret) sent = password != NULL ? lg_secret_new (password) : NULL;
  g_autoptr (LgSecret) key = secret != NULL ? lg_secret_new (secret) : NULL;

  values->password = sent;
  values->secret = key;
  return lg_explain_new (values);
}

static const LgExplanation *
get_only (LgExplain *explain)
{
  GPtrArray *explanations = lg_explain_get_explanations (explain);

  for (guint i = 0; i < explanations->len; i++)
    g_test_message ("%s: %s", ((LgExplanation *) explanations->pdata[i])->cause,
                    ((LgExplanation *) explanations->pdata[i])->evidence);
  g_assert_cmpuint (explanations->len, ==, 1);
  return explanations->pdata[0];
}

static void
assert_nothing (LgExplain *explain,
                gboolean   complete)
{
  if (lg_explain_get_explanations (explain)->len > 0)
    g_assert_cmpstr (get_only (explain)->evidence, ==, "");
  g_assert_cmpint (lg_explain_is_complete (explain), ==, complete);
}

static void
test_without_secret (void)
{
  static const Row rows[] = {
    { ID, USER, HEX64, NULL },
    { ID, USER, HEX40, "auth.sign-method-mismatch" },
    { ID, USER, HEX32, "auth.sign-method-mismatch" },
    { ID, USER, HEX40 "89", "auth.password-malformed" },
    { ID, USER, HEX64 "00", "auth.password-malformed" },
    { ID, USER, "", "auth.password-malformed" },
    { ID, USER, " " HEX64, "auth.password-malformed" },
    { ID, USER, HEX32 HEX32 "\r\n", "auth.password-malformed" },
    { ID, USER, "2pHTM+ZYZXR1yTxLp6pBo1tPUmg=", "auth.not-this-service" },
    { ID, USER, "what is this", "auth.password-malformed" },
    { ID, DN, NULL, "auth.username-malformed" },
    { ID, "&" PK, NULL, "auth.username-malformed" },
    { ID, USER "&", NULL, "auth.username-malformed" },
    { ID, DN " &" PK, NULL, "auth.username-malformed" },
    { "GID_x@@@1", NULL, NULL, "auth.not-this-service" },
    { ID, "DeviceCredential|x|y", NULL, "auth.not-this-service" },
    { PK "." DN "|securemode=2,signmethod=hmacsha256|", PK "&" DN, NULL, "auth.username-swapped" },
    { "SN-1", NULL, NULL, "auth.extended-parameters-malformed" },
    { "SN-1|securemode=2,signmethod=sha256|", NULL, NULL, "auth.sign-method-mismatch",
      LG_SEVERITY_RISK },
    { "SN-1|securemode=8,signmethod=hmacsha1|", NULL, NULL, "auth.secure-mode-mismatch",
      LG_SEVERITY_RISK },
    { "SN-1|securemode=2,signmethod=hmacsha1,timestamp=now|", NULL, NULL,
      "auth.extended-parameters-malformed", LG_SEVERITY_RISK },
    { "SN-1|securemode=-2,signmethod=hmacsha1,timestamp=132323232|", USER, TOKEN,
      "auth.token-mode-incomplete", LG_SEVERITY_RISK },
    { "SN-1|securemode=2,authType=connwl|", USER, TOKEN, "auth.token-mode-incomplete" },
    { "SN-1|securemode=-2,authType=connwl|", USER, HEX64, "auth.token-mode-incomplete" },
    { "SN-1|securemode=-2,authType=connwl,signmethod=hmacsha1|", USER, TOKEN,
      "auth.token-mode-incomplete", LG_SEVERITY_RISK },
    { "SN-1|securemode=-2,authType=connwl|", USER, TOKEN, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LgDeviceValues values = {
        .client_id = rows[i].client_id, .username = rows[i].username, .keepalive = -1,
      };
      g_autoptr (LgExplain) explained = explain (&values, rows[i].password, NULL);

      g_test_message ("%s, %s, %s", rows[i].client_id, rows[i].username, rows[i].password);
      if (rows[i].cause != NULL)
        {
          g_assert_cmpstr (get_only (explained)->cause, ==, rows[i].cause);
          g_assert_cmpint (get_only (explained)->severity, ==, rows[i].severity);
        }
      else
        {
          assert_nothing (explained, FALSE);
        }
    }
}

static void
test_transport (void)
{
  static const struct
  {
    const char *mode;
    LgSecurity  security;
    int         keepalive;
    const char *cause;
  } rows[] = {
    { "2", LG_SECURITY_TLS, 300, NULL },
    { "3", LG_SECURITY_TCP, 30, NULL },
    { "3", LG_SECURITY_TLS, 1200, "auth.secure-mode-mismatch" },
    { "2", LG_SECURITY_TCP, -1, "auth.secure-mode-mismatch" },
    { "2", LG_SECURITY_TLS, 15, "keepalive.out-of-range" },
    { "2", LG_SECURITY_TLS, 0, "keepalive.out-of-range" },
    { "2", LG_SECURITY_TLS, 1201, "keepalive.out-of-range" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id = g_strdup_printf ("x|securemode=%s,signmethod=hmacmd5|", rows[i].mode);
      LgDeviceValues values = {
        .client_id = id, .transport_known = TRUE, .security = rows[i].security,
        .keepalive = rows[i].keepalive, .keepalive_min = 30, .keepalive_max = 1200,
      };
      g_autoptr (LgExplain) explained = explain (&values, NULL, NULL);

      if (rows[i].cause != NULL)
        g_assert_cmpstr (get_only (explained)->cause, ==, rows[i].cause);
      else
        assert_nothing (explained, FALSE);
    }
}

static void
test_token (void)
{
  static const Row rows[] = {
    { "SN-1|securemode=-2,authType=connwl|", USER, TOKEN, NULL },
    { "SN-1|securemode=-2,authType=connwl|", USER, TOKEN "0", "auth.wrong-secret" },
    { "SN-1|securemode=-2,authType=connwl|", USER, TOKEN "\n", "auth.password-malformed" },
    { "SN-1|securemode=-2,authType=connwl|", USER, HEX40, "auth.token-mode-incomplete" },
    { "SN-2|securemode=-2,authType=connwl|", USER, TOKEN, "auth.client-id-mismatch" },
    { "SN-1|securemode=2|", USER, TOKEN, "auth.token-mode-incomplete" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LgDeviceValues values = {
        .client_id = rows[i].client_id, .username = rows[i].username, .known_client_id = "SN-1",
        .mode = LG_MODE_NO_PREREGISTRATION, .keepalive = -1,
      };
      g_autoptr (LgExplain) explained = explain (&values, rows[i].password, TOKEN);

      if (rows[i].cause != NULL)
        g_assert_cmpstr (get_only (explained)->cause, ==, rows[i].cause);
      else
        assert_nothing (explained, TRUE);
      g_assert_cmpstr (lg_explain_get_client_id (explained), ==,
                       "SN-1|securemode=-2,authType=connwl|");
      g_assert_cmpstr (lg_secret_peek (lg_explain_get_password (explained)), ==, TOKEN);
    }
}

/* Only the user name tells the two names, and it has them exchanged: the signature proves it. */
static void
test_swapped_by_signature (void)
{
  g_autofree char *password = lg_test_hmac (G_CHECKSUM_SHA256, "secret",
                                            "clientIdSN-1deviceName" DN "productKey" PK
                                            "timestamp1700000000123");
  LgDeviceValues values = { .client_id = ID, .username = PK "&" DN, .keepalive = -1 };
  g_autoptr (LgExplain) explained = explain (&values, password, "secret");

  g_assert_cmpstr (get_only (explained)->cause, ==, "auth.username-swapped");
  g_assert_cmpstr (get_only (explained)->expected, ==, USER);
  g_assert_cmpstr (lg_explain_get_username (explained), ==, USER);
}

static JsonObject *
load_vectors (JsonParser *parser)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "signing.json", NULL);
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static const char *
get (JsonObject *object,
     const char *member)
{
  return json_object_get_string_member_with_default (object, member, NULL);
}

/* The documented client ID of a vector that has none. */
static char *
make_client_id (JsonObject *vector)
{
  const char *random = get (vector, "random");

  if (random != NULL)
    return g_strdup_printf ("%s|securemode=2,authType=register,random=%s,signmethod=%s|",
                            get (vector, "clientId"), random, get (vector, "signmethod"));

  return g_strdup_printf ("%s|securemode=2,signmethod=%s,timestamp=%s|", get (vector, "clientId"),
                          get (vector, "signmethod"), get (vector, "timestamp"));
}

/* What the vendors' SDKs send is right: extended parameters, blanks, registration and all. */
static void
test_vectors (void)
{
  static const char *const lists[] = { "device", "independent" };
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *root = load_vectors (parser);
  guint checked = 0;

  for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
    {
      JsonArray *vectors = json_object_get_array_member (root, lists[list]);

      for (guint i = 0; i < json_array_get_length (vectors); i++)
        {
          JsonObject *vector = json_array_get_object_element (vectors, i);
          g_autofree char *made = make_client_id (vector);
          g_autofree char *name = g_strdup_printf ("%s&%s", get (vector, "deviceName"),
                                                   get (vector, "productKey"));
          const char *sent = get (vector, "mqttClientId");
          LgDeviceValues values = {
            .client_id = sent != NULL ? sent : made, .username = name, .keepalive = -1,
          };
          g_autoptr (LgExplain) explained = explain (&values, get (vector, "password"),
                                                     get (vector, "secret"));

          g_test_message ("%s", values.client_id);
          assert_nothing (explained, TRUE);
          if (get (vector, "content") != NULL)
            g_assert_cmpstr (lg_explain_get_content (explained), ==, get (vector, "content"));
          checked++;
        }
    }

  g_assert_cmpuint (checked, ==, 13);
}

/* The SDK that announces hmacsha256 and computes HMAC-SHA1. */
static void
test_known_sdk (void)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *root = load_vectors (parser);
  JsonObject *mismatch = json_object_get_object_member (root, "mismatch");
  LgDeviceValues values = {
    .client_id = get (mismatch, "mqttClientId"), .username = USER, .keepalive = -1,
  };
  g_autoptr (LgExplain) known = NULL;
  g_autoptr (LgExplain) unknown = NULL;

  known = explain (&values, get (mismatch, "password_is_hmac_sha1"),
                   "deviceSecret-For-Tests-0123456789ab");
  g_assert_cmpstr (get_only (known)->cause, ==, "auth.sign-method-mismatch");
  g_assert_cmpint (get_only (known)->confidence, ==, LG_CONFIDENCE_CERTAIN);
  g_assert_nonnull (strstr (get_only (known)->evidence, "Node.js"));
  g_assert_cmpstr (get_only (known)->expected, ==, "HMAC-SHA256");
  g_assert_cmpstr (get_only (known)->actual, ==, "HMAC-SHA1");

  unknown = explain (&values, get (mismatch, "password_is_hmac_sha1"), NULL);
  g_assert_cmpstr (get_only (unknown)->cause, ==, "auth.sign-method-mismatch");
  g_assert_false (lg_explain_is_complete (unknown));
}

static void
test_registration (void)
{
  static const char id[] = "d.p|random=7,authType=register,securemode=2,signmethod=hmacsha1|";
  static const char text[] = "deviceNamedproductKeyprandom7";
  g_autofree char *right = lg_test_hmac (G_CHECKSUM_SHA1, "product", text);
  g_autofree char *wrong = lg_test_hmac (G_CHECKSUM_SHA1, "device", text);
  g_autofree char *order = lg_test_hmac (G_CHECKSUM_SHA1, "product",
                                         "productKeypdeviceNamedrandom7");
  g_autoptr (LgSecret) product_secret = lg_secret_new ("product");
  LgDeviceValues values = {
    .client_id = id, .username = "d&p", .product_secret = product_secret, .keepalive = 5,
    .keepalive_min = 30, .keepalive_max = 1200,
  };
  g_autoptr (LgExplain) good = explain (&values, right, NULL);
  g_autoptr (LgExplain) bad_key = explain (&values, wrong, "device");
  g_autoptr (LgExplain) bad_order = explain (&values, order, NULL);

  assert_nothing (good, TRUE);
  g_assert_cmpstr (get_only (bad_key)->cause, ==, "auth.wrong-secret");
  g_assert_cmpstr (get_only (bad_order)->cause, ==, "auth.content-order");
}

static void
test_tuyalink (void)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonArray *vectors = json_object_get_array_member (load_vectors (parser), "tuyalink");
  JsonObject *vector = json_array_get_object_element (vectors, 0);
  const char *password = get (vector, "password");
  const char *secret = get (vector, "deviceSecret");
  LgDeviceValues values = {
    .client_id = get (vector, "clientId"), .username = get (vector, "username"), .keepalive = -1,
  };
  g_autoptr (LgExplain) good = explain (&values, password, secret);
  g_autoptr (LgExplain) bad_secret = explain (&values, password, "another");
  g_autoptr (LgExplain) bad_id = NULL;
  g_autoptr (LgExplain) bad_name = NULL;

  assert_nothing (good, TRUE);
  g_assert_cmpstr (lg_explain_get_content (good), ==, get (vector, "content"));
  g_assert_cmpstr (get_only (bad_secret)->cause, ==, "auth.wrong-secret");

  values.client_id = "tuyalink_other";
  bad_id = explain (&values, password, secret);
  g_assert_cmpstr (get_only (bad_id)->cause, ==, "auth.client-id-mismatch");

  values.client_id = get (vector, "clientId");
  values.username = "6c95875d0f5ba69607nzfl|signMethod=hmacSha256,timestamp=7258089600,"
                    "secureMode=1";
  bad_name = explain (&values, password, secret);
  g_assert_cmpstr (get_only (bad_name)->cause, ==, "auth.username-malformed");
}

/* Side by side: the character that differs, and control characters that can be seen. */
static void
test_difference (void)
{
  g_autofree char *password = lg_test_hmac (G_CHECKSUM_SHA256, "secret",
                                            "clientIdé-1deviceName" DN "productKey" PK "\n");
  LgDeviceValues values = {
    .client_id = "é-1|securemode=2,signmethod=hmacsha256|", .username = USER, .keepalive = -1,
  };
  g_autoptr (LgExplain) explained = explain (&values, password, "secret");
  const LgExplanation *only = get_only (explained);

  g_assert_cmpstr (only->subject, ==, "content");
  g_assert_cmpstr (only->expected, ==, "clientIdé-1deviceName" DN "productKey" PK);
  g_assert_cmpstr (only->actual, ==, "clientIdé-1deviceName" DN "productKey" PK "\\n");
  g_assert_cmpint (only->difference, ==, g_utf8_strlen (only->expected, -1));
}

static void
test_nothing (void)
{
  LgDeviceValues values = { .keepalive = -1 };
  g_autoptr (LgExplain) explained = explain (&values, NULL, NULL);

  assert_nothing (explained, FALSE);
  g_assert_null (lg_explain_get_client_id (explained));
  g_assert_null (lg_explain_get_username (explained));
  g_assert_null (lg_explain_get_content (explained));
  g_assert_null (lg_explain_get_password (explained));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/explain-forms/without-secret", test_without_secret);
  g_test_add_func ("/explain-forms/transport", test_transport);
  g_test_add_func ("/explain-forms/token", test_token);
  g_test_add_func ("/explain-forms/swapped-by-signature", test_swapped_by_signature);
  g_test_add_func ("/explain-forms/vectors", test_vectors);
  g_test_add_func ("/explain-forms/known-sdk", test_known_sdk);
  g_test_add_func ("/explain-forms/registration", test_registration);
  g_test_add_func ("/explain-forms/tuyalink", test_tuyalink);
  g_test_add_func ("/explain-forms/difference", test_difference);
  g_test_add_func ("/explain-forms/nothing", test_nothing);

  return g_test_run ();
}
