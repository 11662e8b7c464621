/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/lg-credentials.h"
#include "device/lg-issue.h"
#include "lg-test-property.h"

#include <string.h>

#define NONE (-1)

static LgCredentials *
usual (void)
{
  g_autoptr (LgSecret) secret = lg_secret_new ("0123456789abcdef0123456789abcdef");

  return g_object_new (LG_TYPE_CREDENTIALS,
                       "product-key", "a1B2c3D4e5F",
                       "device-name", "press-04",
                       "secret", secret,
                       "client-id", "00:1A:2B:3C:4D:5E",
                       NULL);
}

static void
test_properties (void)
{
  static const char *const strings[] = {
    "product-key", "device-name", "device-id", "client-id", "timestamp", "extended-parameters",
    "mqtt-client-id", "mqtt-username", "random",
  };
  g_autoptr (LgCredentials) self = lg_credentials_new ();
  g_autoptr (LgSecret) one = lg_secret_new ("one");
  g_autoptr (LgSecret) one_again = lg_secret_new ("one");
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    lg_test_string_property (G_OBJECT (self), strings[i]);
  lg_test_number_property (G_OBJECT (self), "mode", LG_MODE_CUSTOM, LG_MODE_DEVICE_SECRET);
  lg_test_number_property (G_OBJECT (self), "sign-method",
                           LG_SIGN_METHOD_HMACMD5, LG_SIGN_METHOD_HMACSHA1);
  lg_test_number_property (G_OBJECT (self), "timestamp-policy",
                           LG_TIMESTAMP_NONE, LG_TIMESTAMP_FIXED);
  lg_test_number_property (G_OBJECT (self), "preregistered", FALSE, TRUE);
  lg_test_number_property (G_OBJECT (self), "superseded-form", TRUE, FALSE);

  g_signal_connect (self, "notify::secret", G_CALLBACK (lg_test_count_cb), &count);
  g_object_set (self, "secret", one, NULL);
  g_object_set (self, "secret", one_again, NULL);
  g_assert_cmpuint (count, ==, 1);
  g_assert_true (lg_credentials_get_secret (self) == one);
  g_object_set (self, "secret", NULL, NULL);
  g_assert_cmpuint (count, ==, 2);
}

static void
test_defaults (void)
{
  g_autoptr (LgCredentials) self = lg_credentials_new ();

  g_assert_cmpint (lg_credentials_get_mode (self), ==, LG_MODE_DEVICE_SECRET);
  g_assert_cmpint (lg_credentials_get_sign_method (self), ==, LG_SIGN_METHOD_HMACSHA256);
  g_assert_cmpint (lg_credentials_get_timestamp_policy (self), ==, LG_TIMESTAMP_NOW);
  g_assert_cmpstr (lg_credentials_get_product_key (self), ==, "");
  g_assert_null (lg_credentials_get_client_id (self));
  g_assert_null (lg_credentials_get_secret (self));
}

static void
test_copy (void)
{
  g_autoptr (LgCredentials) self = usual ();
  g_autoptr (LgCredentials) copy = NULL;
  guint n_properties;
  g_autofree GParamSpec **properties =
    g_object_class_list_properties (G_OBJECT_GET_CLASS (self), &n_properties);

  g_object_set (self,
                "mode", LG_MODE_NO_PREREGISTRATION,
                "device-id", "6c95875d0f5ba69607nzfl",
                "superseded-form", TRUE,
                "sign-method", LG_SIGN_METHOD_HMACMD5,
                "timestamp-policy", LG_TIMESTAMP_FIXED,
                "timestamp", "789",
                "extended-parameters", "ext=3",
                "mqtt-client-id", "id",
                "mqtt-username", "name",
                "preregistered", FALSE,
                "random", "567345",
                NULL);
  copy = lg_credentials_copy (self);

  for (guint i = 0; i < n_properties; i++)
    {
      g_auto (GValue) ours = G_VALUE_INIT;
      g_auto (GValue) theirs = G_VALUE_INIT;
      GType type = G_PARAM_SPEC_VALUE_TYPE (properties[i]);

      g_object_get_property (G_OBJECT (self), properties[i]->name, g_value_init (&ours, type));
      g_object_get_property (G_OBJECT (copy), properties[i]->name, g_value_init (&theirs, type));
      g_assert_cmpint (g_param_values_cmp (properties[i], &ours, &theirs), ==, 0);
    }
}

static void
test_nothing_wrong (void)
{
  g_autoptr (LgCredentials) self = usual ();
  g_autoptr (GPtrArray) issues = lg_credentials_validate (self);

  g_assert_cmpuint (issues->len, ==, 0);
}

static void
test_documented_example (void)
{
  g_autoptr (LgCredentials) self = usual ();
  g_autoptr (LgSecret) secret = lg_secret_new ("secret");
  g_autoptr (GPtrArray) issues = NULL;

  g_object_set (self,
                "product-key", "pk",
                "device-name", "device",
                "client-id", "12345",
                "secret", secret,
                "timestamp-policy", LG_TIMESTAMP_FIXED,
                "timestamp", "789",
                NULL);
  issues = lg_credentials_validate (self);
  g_assert_cmpint (lg_issues_get_worst (issues)->level, ==, LG_ISSUE_RISK);
}

static void
assert_level (LgCredentials *self,
              LgField        field,
              int            level,
              const char    *says)
{
  g_autoptr (GPtrArray) issues = lg_credentials_validate (self);
  const LgIssue *issue = lg_issues_find (issues, field);

  if (level == NONE)
    {
      g_assert_null (issue);
      return;
    }

  g_assert_nonnull (issue);
  g_test_message ("%s", issue->message);
  g_assert_cmpint (issue->level, ==, level);
  g_assert_nonnull (strstr (issue->message, says));
}

#define TEN "0123456789"
#define TWENTY TEN TEN
#define SIXTY TWENTY TWENTY TWENTY

static void
test_strings (void)
{
  static const struct
  {
    const char *property;
    LgField     field;
    const char *value;
    int         level;
    const char *says;
  } rows[] = {
    { "product-key", LG_FIELD_PRODUCT_KEY, "", LG_ISSUE_ERROR, "missing" },
    { "product-key", LG_FIELD_PRODUCT_KEY, TWENTY, NONE, NULL },
    { "product-key", LG_FIELD_PRODUCT_KEY, TWENTY "1", LG_ISSUE_RULE, "at most 20" },
    { "product-key", LG_FIELD_PRODUCT_KEY, "pk", LG_ISSUE_RISK, "short" },
    { "product-key", LG_FIELD_PRODUCT_KEY, "a1B2c3D4e5F ", LG_ISSUE_RISK, "blank" },
    { "product-key", LG_FIELD_PRODUCT_KEY, "a1B2c3D4e5\xff", LG_ISSUE_ERROR, "UTF-8" },
    { "device-name", LG_FIELD_DEVICE_NAME, "", LG_ISSUE_ERROR, "missing" },
    { "device-name", LG_FIELD_DEVICE_NAME, "abc", LG_ISSUE_RULE, "4 to 32" },
    { "device-name", LG_FIELD_DEVICE_NAME, "abcd", NONE, NULL },
    { "device-name", LG_FIELD_DEVICE_NAME, TWENTY TEN "12", NONE, NULL },
    { "device-name", LG_FIELD_DEVICE_NAME, TWENTY TEN "123", LG_ISSUE_RULE, "has 33" },
    { "device-name", LG_FIELD_DEVICE_NAME, "压力机四号", LG_ISSUE_RISK, "letters" },
    { "device-name", LG_FIELD_DEVICE_NAME, "press\t04", LG_ISSUE_RISK, "control" },
    { "client-id", LG_FIELD_CLIENT_ID, NULL, NONE, NULL },
    { "client-id", LG_FIELD_CLIENT_ID, "", NONE, NULL },
    { "client-id", LG_FIELD_CLIENT_ID, SIXTY "1234", NONE, NULL },
    { "client-id", LG_FIELD_CLIENT_ID, SIXTY "12345", LG_ISSUE_RULE, "at most 64" },
    { "client-id", LG_FIELD_CLIENT_ID, "设备" SIXTY "12", NONE, NULL },
    { "client-id", LG_FIELD_CLIENT_ID, "12345|securemode=2|", LG_ISSUE_RULE, "|" },
    { "extended-parameters", LG_FIELD_EXTENDED_PARAMETERS, "ext=3,_v=1.0", NONE, NULL },
    { "extended-parameters", LG_FIELD_EXTENDED_PARAMETERS, "ext=3,", NONE, NULL },
    { "extended-parameters", LG_FIELD_EXTENDED_PARAMETERS, "ext=3,,gw=1", LG_ISSUE_RULE, "," },
    { "extended-parameters", LG_FIELD_EXTENDED_PARAMETERS, "ext", LG_ISSUE_RULE, "name=value" },
    { "extended-parameters", LG_FIELD_EXTENDED_PARAMETERS, "ext=", LG_ISSUE_RULE, "name=value" },
    { "extended-parameters", LG_FIELD_EXTENDED_PARAMETERS, "=3", LG_ISSUE_RULE, "name=value" },
    { "extended-parameters", LG_FIELD_EXTENDED_PARAMETERS, "lan=JS|Ali,gw=0", NONE, NULL },
    { "extended-parameters", LG_FIELD_EXTENDED_PARAMETERS, "ext=3|", LG_ISSUE_RISK, "bars" },
    { "extended-parameters", LG_FIELD_EXTENDED_PARAMETERS, "|ext=3", LG_ISSUE_RISK, "bars" },
    { "extended-parameters", LG_FIELD_EXTENDED_PARAMETERS, "ext=3,ext=1", LG_ISSUE_RISK, "twice" },
    { "extended-parameters", LG_FIELD_EXTENDED_PARAMETERS, "color=1", LG_ISSUE_RISK, "color" },
    { "extended-parameters", LG_FIELD_EXTENDED_PARAMETERS, "Ext=3", LG_ISSUE_RISK, "as ext" },
    { "extended-parameters", LG_FIELD_EXTENDED_PARAMETERS, "securemode=8", LG_ISSUE_RISK, "mode" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgCredentials) self = usual ();

      g_object_set (self, rows[i].property, rows[i].value, NULL);
      assert_level (self, rows[i].field, rows[i].level, rows[i].says);
    }
}

static void
test_secrets (void)
{
  static const struct
  {
    const char *secret;
    LgMode      mode;
    int         level;
    const char *says;
  } rows[] = {
    { NULL, LG_MODE_DEVICE_SECRET, LG_ISSUE_ERROR, "DeviceSecret" },
    { "", LG_MODE_DEVICE_SECRET, LG_ISSUE_ERROR, "DeviceSecret" },
    { SIXTY "1234", LG_MODE_DEVICE_SECRET, NONE, NULL },
    { SIXTY "12345", LG_MODE_DEVICE_SECRET, LG_ISSUE_RULE, "at most 64" },
    { "secret", LG_MODE_DEVICE_SECRET, LG_ISSUE_RISK, "short" },
    { TWENTY "\n", LG_MODE_DEVICE_SECRET, LG_ISSUE_RISK, "blank" },
    { NULL, LG_MODE_NO_PREREGISTRATION, LG_ISSUE_ERROR, "DeviceToken" },
    { SIXTY SIXTY, LG_MODE_NO_PREREGISTRATION, NONE, NULL },
    { NULL, LG_MODE_TUYALINK, LG_ISSUE_ERROR, "deviceSecret" },
    { "0123456789abcdef", LG_MODE_TUYALINK, NONE, NULL },
    { "0123456789abcdef0", LG_MODE_TUYALINK, LG_ISSUE_RISK, "17 bytes" },
    { NULL, LG_MODE_CUSTOM, NONE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgCredentials) self = usual ();
      g_autoptr (LgSecret) secret = rows[i].secret ? lg_secret_new (rows[i].secret) : NULL;

      g_object_set (self, "secret", secret, "mode", rows[i].mode, NULL);
      assert_level (self, LG_FIELD_SECRET, rows[i].level, rows[i].says);
    }
}

/* No message may quote a secret. */
static void
test_secret_stays_secret (void)
{
  g_autoptr (LgCredentials) self = usual ();
  g_autoptr (LgSecret) secret = lg_secret_new (" Zx\t" SIXTY SIXTY);
  g_autoptr (GPtrArray) issues = NULL;

  g_object_set (self, "secret", secret, NULL);
  issues = lg_credentials_validate (self);
  g_assert_cmpuint (issues->len, >, 0);
  for (guint i = 0; i < issues->len; i++)
    g_assert_null (strstr (((LgIssue *) issues->pdata[i])->message, "Zx"));
}

static void
test_timestamps (void)
{
  static const struct
  {
    LgTimestampPolicy  policy;
    const char        *timestamp;
    int                level;
  } rows[] = {
    { LG_TIMESTAMP_NOW, "", NONE },
    { LG_TIMESTAMP_NONE, "", NONE },
    { LG_TIMESTAMP_FIXED, "", LG_ISSUE_ERROR },
    { LG_TIMESTAMP_FIXED, "2524608000000", NONE },
    { LG_TIMESTAMP_FIXED, "32472115200", LG_ISSUE_RISK },
    { LG_TIMESTAMP_FIXED, "2024-01-01", LG_ISSUE_RULE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgCredentials) self = usual ();

      g_object_set (self,
                    "timestamp-policy", rows[i].policy,
                    "timestamp", rows[i].timestamp,
                    NULL);
      assert_level (self, LG_FIELD_TIMESTAMP, rows[i].level, "timestamp");
    }
}

static void
test_tuyalink (void)
{
  static const struct
  {
    const char        *device_id;
    LgTimestampPolicy  policy;
    const char        *timestamp;
    LgField            field;
    int                level;
    const char        *says;
  } rows[] = {
    { "6c95875d0f5ba69607nzfl", LG_TIMESTAMP_NOW, "", LG_FIELD_DEVICE_ID, NONE, NULL },
    { "", LG_TIMESTAMP_NOW, "", LG_FIELD_DEVICE_ID, LG_ISSUE_ERROR, "deviceId" },
    { "tuyalink_6c95", LG_TIMESTAMP_NOW, "", LG_FIELD_DEVICE_ID, LG_ISSUE_RISK, "tuyalink_" },
    { "6c95|x", LG_TIMESTAMP_NOW, "", LG_FIELD_DEVICE_ID, LG_ISSUE_RULE, "|" },
    { "6c95-x", LG_TIMESTAMP_NOW, "", LG_FIELD_DEVICE_ID, LG_ISSUE_RISK, "letters" },
    { "6c95", LG_TIMESTAMP_NOW, "", LG_FIELD_TIMESTAMP, NONE, NULL },
    { "6c95", LG_TIMESTAMP_NONE, "", LG_FIELD_TIMESTAMP, LG_ISSUE_ERROR, "missing" },
    { "6c95", LG_TIMESTAMP_FIXED, "", LG_FIELD_TIMESTAMP, LG_ISSUE_ERROR, "missing" },
    { "6c95", LG_TIMESTAMP_FIXED, "7258089600", LG_FIELD_TIMESTAMP, NONE, NULL },
    { "6c95", LG_TIMESTAMP_FIXED, "1700000000123", LG_FIELD_TIMESTAMP, NONE, NULL },
    { "6c95", LG_TIMESTAMP_FIXED, "17000000001", LG_FIELD_TIMESTAMP, LG_ISSUE_RISK, "seconds" },
    { "6c95", LG_TIMESTAMP_FIXED, "now", LG_FIELD_TIMESTAMP, LG_ISSUE_RULE, "seconds" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgCredentials) self = lg_credentials_new ();

      /* Neither ProductKey nor DeviceName is asked for. */
      g_object_set (self,
                    "mode", LG_MODE_TUYALINK,
                    "device-id", rows[i].device_id,
                    "timestamp-policy", rows[i].policy,
                    "timestamp", rows[i].timestamp,
                    NULL);
      assert_level (self, rows[i].field, rows[i].level, rows[i].says);
      assert_level (self, LG_FIELD_PRODUCT_KEY, NONE, NULL);
      assert_level (self, LG_FIELD_DEVICE_NAME, NONE, NULL);
    }
}

/* What is older or not verified says so. */
static void
test_older_ways (void)
{
  g_autoptr (LgCredentials) self = usual ();

  assert_level (self, LG_FIELD_SIGN_METHOD, NONE, NULL);
  lg_credentials_set_sign_method (self, LG_SIGN_METHOD_SHA256);
  assert_level (self, LG_FIELD_SIGN_METHOD, LG_ISSUE_RISK, "Not verified");

  lg_credentials_set_mode (self, LG_MODE_NO_PREREGISTRATION);
  assert_level (self, LG_FIELD_SIGN_METHOD, NONE, NULL);
  assert_level (self, LG_FIELD_SUPERSEDED_FORM, NONE, NULL);
  g_object_set (self, "superseded-form", TRUE, "timestamp-policy", LG_TIMESTAMP_FIXED, NULL);
  assert_level (self, LG_FIELD_SUPERSEDED_FORM, LG_ISSUE_RISK, "authType=connwl");
  assert_level (self, LG_FIELD_TIMESTAMP, LG_ISSUE_ERROR, "missing");
}

static void
test_modes (void)
{
  g_autoptr (LgCredentials) self = usual ();

  g_object_set (self, "mode", LG_MODE_NO_PREREGISTRATION, "client-id", "", NULL);
  assert_level (self, LG_FIELD_CLIENT_ID, LG_ISSUE_ERROR, "clientId");

  g_object_set (self, "mode", LG_MODE_REGISTRATION, NULL);
  assert_level (self, LG_FIELD_RANDOM, NONE, NULL);
  assert_level (self, LG_FIELD_CLIENT_ID, NONE, NULL);
  g_object_set (self, "random", "5,6", NULL);
  assert_level (self, LG_FIELD_RANDOM, LG_ISSUE_RULE, "random");

  g_object_set (self, "mode", LG_MODE_CUSTOM, "product-key", "", "device-name", "", NULL);
  assert_level (self, LG_FIELD_PRODUCT_KEY, NONE, NULL);
  assert_level (self, LG_FIELD_DEVICE_NAME, NONE, NULL);
  assert_level (self, LG_FIELD_MQTT_CLIENT_ID, LG_ISSUE_RISK, "broker");
  assert_level (self, LG_FIELD_MQTT_USERNAME, LG_ISSUE_ERROR, "password");
}

static void
test_nicks (void)
{
  g_assert_cmpstr (lg_field_get_nick (LG_FIELD_PRODUCT_KEY), ==, "product-key");
  g_assert_cmpstr (lg_field_get_nick (LG_FIELD_KEEPALIVE), ==, "keepalive");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/credentials/properties", test_properties);
  g_test_add_func ("/credentials/defaults", test_defaults);
  g_test_add_func ("/credentials/copy", test_copy);
  g_test_add_func ("/credentials/nothing-wrong", test_nothing_wrong);
  g_test_add_func ("/credentials/documented-example", test_documented_example);
  g_test_add_func ("/credentials/strings", test_strings);
  g_test_add_func ("/credentials/secrets", test_secrets);
  g_test_add_func ("/credentials/secret-stays-secret", test_secret_stays_secret);
  g_test_add_func ("/credentials/timestamps", test_timestamps);
  g_test_add_func ("/credentials/tuyalink", test_tuyalink);
  g_test_add_func ("/credentials/older-ways", test_older_ways);
  g_test_add_func ("/credentials/modes", test_modes);
  g_test_add_func ("/credentials/nicks", test_nicks);

  return g_test_run ();
}
