/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-property.h"
#include "platform/lg-endpoint.h"

#include <string.h>

#define NONE (-1)
#define PRODUCT_KEY "a1B2c3D4e5F"

static void
test_properties (void)
{
  g_autoptr (LgEndpoint) self = lg_endpoint_new ();
  GObject *object = G_OBJECT (self);
  GValue platforms[2] = { G_VALUE_INIT, G_VALUE_INIT };

  lg_test_string_property (object, "region");
  lg_test_string_property (object, "instance-id");
  lg_test_string_property (object, "host");
  lg_test_string_property (object, "root");
  lg_test_number_property (object, "host-kind", LG_HOST_INSTANCE, LG_HOST_TYPED);
  lg_test_number_property (object, "port", 1883, 443);
  lg_test_number_property (object, "security", LG_SECURITY_TCP, LG_SECURITY_TLS);
  lg_test_number_property (object, "keepalive", 30, 1200);
  lg_test_number_property (object, "clean-session", FALSE, TRUE);
  lg_test_number_property (object, "protocol", LG_PROTOCOL_MQTT_5, LG_PROTOCOL_MQTT_3_1_1);

  g_value_set_static_string (g_value_init (&platforms[0], G_TYPE_STRING), "tuya");
  g_value_set_static_string (g_value_init (&platforms[1], G_TYPE_STRING), "custom");
  lg_test_property (object, "platform", platforms);
  g_assert_true (lg_endpoint_get_platform (self) == lg_platform_get ("custom"));
}

static void
test_defaults (void)
{
  g_autoptr (LgEndpoint) self = lg_endpoint_new ();
  g_autoptr (GPtrArray) issues = lg_endpoint_validate (self, PRODUCT_KEY);

  g_assert_cmpuint (issues->len, ==, 0);
  g_assert_cmpuint (lg_endpoint_get_port (self), ==, 8883);
  g_assert_cmpuint (lg_endpoint_get_keepalive (self), ==, 300);
  g_assert_true (lg_endpoint_get_clean_session (self));
  g_assert_cmpstr (lg_endpoint_get_region (self), ==, "cn-shanghai");
}

static void
test_copy (void)
{
  g_autoptr (LgEndpoint) self = g_object_new (LG_TYPE_ENDPOINT,
                                              "platform", "tuya",
                                              "host-kind", LG_HOST_TYPED,
                                              "region", "eu-central-1",
                                              "instance-id", "iot-060a0000",
                                              "host", "mqtt.example.com",
                                              "port", 443,
                                              "security", LG_SECURITY_TCP,
                                              "root", "system",
                                              "keepalive", 60,
                                              "clean-session", FALSE,
                                              NULL);
  g_autoptr (LgEndpoint) copy = lg_endpoint_copy (self);
  guint n_properties;
  g_autofree GParamSpec **properties =
    g_object_class_list_properties (G_OBJECT_GET_CLASS (self), &n_properties);

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
test_resolve (void)
{
  static const struct
  {
    const char *platform;
    LgHostKind  kind;
    const char *product_key;
    const char *region;
    const char *instance_id;
    const char *host;
    const char *expected;
  } rows[] = {
    { "alibaba", LG_HOST_PUBLIC, PRODUCT_KEY, "us-west-1", "", "",
      PRODUCT_KEY ".iot-as-mqtt.us-west-1.aliyuncs.com" },
    { "alibaba", LG_HOST_PUBLIC, "", "us-west-1", "", "", NULL },
    { "alibaba", LG_HOST_PUBLIC, NULL, "us-west-1", "", "", NULL },
    { "alibaba", LG_HOST_PUBLIC, PRODUCT_KEY, "", "", "", NULL },
    { "alibaba", LG_HOST_INSTANCE, NULL, "", "iot-060a0000", "",
      "iot-060a0000.mqtt.iothub.aliyuncs.com" },
    { "alibaba", LG_HOST_INSTANCE, PRODUCT_KEY, "cn-shanghai", "", "", NULL },
    { "alibaba", LG_HOST_IPV6, PRODUCT_KEY, "cn-shanghai", "", "",
      "ipv6.itls.cn-shanghai.aliyuncs.com" },
    { "alibaba", LG_HOST_TYPED, PRODUCT_KEY, "", "", "a.example.com", "a.example.com" },
    { "alibaba", LG_HOST_TYPED, PRODUCT_KEY, "", "", "${productKey}", "${productKey}" },
    { "tuya", LG_HOST_PUBLIC, PRODUCT_KEY, "cn-shanghai", "", "", NULL },
    { "tuya", LG_HOST_TYPED, PRODUCT_KEY, "", "", "", NULL },
    { "tuyalink", LG_HOST_PUBLIC, NULL, "ay", "", "", "m1.tuyacn.com" },
    { "tuyalink", LG_HOST_PUBLIC, NULL, "weaz", "", "", "m1-weaz.tuyaeu.com" },
    { "tuyalink", LG_HOST_PUBLIC, NULL, "cn-shanghai", "", "", NULL },
    { "practice", LG_HOST_PUBLIC, PRODUCT_KEY, "", "", "", "localhost" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgEndpoint) self = g_object_new (LG_TYPE_ENDPOINT,
                                                  "platform", rows[i].platform,
                                                  "host-kind", rows[i].kind,
                                                  "region", rows[i].region,
                                                  "instance-id", rows[i].instance_id,
                                                  "host", rows[i].host,
                                                  NULL);
      g_autofree char *host = lg_endpoint_resolve_host (self, rows[i].product_key);

      g_assert_cmpstr (host, ==, rows[i].expected);
    }
}

static void
assert_level (LgEndpoint *self,
              const char *product_key,
              LgField     field,
              int         level,
              const char *says)
{
  g_autoptr (GPtrArray) issues = lg_endpoint_validate (self, product_key);
  const LgIssue *issue = lg_issues_find (issues, field);

  if (issue != NULL)
    g_test_message ("%s", issue->message);
  g_assert_cmpint (issue != NULL ? (int) issue->level : NONE, ==, level);
  if (level != NONE)
    g_assert_nonnull (strstr (issue->message, says));
}

static void
test_typed_host (void)
{
  static const struct
  {
    const char *host;
    int         level;
    const char *says;
  } rows[] = {
    { "", LG_ISSUE_ERROR, "missing" },
    { PRODUCT_KEY ".iot-as-mqtt.cn-shanghai.aliyuncs.com", NONE, NULL },
    { "localhost", NONE, NULL },
    { "192.0.2.1", NONE, NULL },
    { "2001:db8::1883", NONE, NULL },
    { "::1", NONE, NULL },
    { "mqtt.例え.jp", NONE, NULL },
    { "mqtt://a.example.com", LG_ISSUE_ERROR, "mqtt://" },
    { "ssl://a.example.com:1883", LG_ISSUE_ERROR, "ssl://" },
    { "a.example.com:1883", LG_ISSUE_ERROR, ":1883" },
    { "192.0.2.1:1883", LG_ISSUE_ERROR, ":1883" },
    { "[::1]:8883", LG_ISSUE_ERROR, ":8883" },
    { "[::1]", LG_ISSUE_ERROR, "brackets" },
    { " a.example.com", LG_ISSUE_ERROR, "blank" },
    { "a.example.com\n", LG_ISSUE_ERROR, "blank" },
    { "a.example.com\u00a0", LG_ISSUE_ERROR, "blank" },
    { "a.example.com/mqtt", LG_ISSUE_ERROR, "/mqtt" },
    { "${productKey}.example.com", LG_ISSUE_ERROR, "$" },
    { "user@example.com", LG_ISSUE_ERROR, "@" },
    { "a..example.com", LG_ISSUE_ERROR, "form" },
    { ".example.com", LG_ISSUE_ERROR, "form" },
    { "a.example.com\xff", LG_ISSUE_ERROR, "UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgEndpoint) self = g_object_new (LG_TYPE_ENDPOINT,
                                                  "host-kind", LG_HOST_TYPED,
                                                  "host", rows[i].host,
                                                  NULL);

      assert_level (self, PRODUCT_KEY, LG_FIELD_HOST, rows[i].level, rows[i].says);
    }
}

static void
test_missing_host_says_where (void)
{
  g_autoptr (LgEndpoint) self = g_object_new (LG_TYPE_ENDPOINT,
                                              "platform", "tuya",
                                              "host-kind", LG_HOST_TYPED,
                                              NULL);

  assert_level (self, PRODUCT_KEY, LG_FIELD_HOST, LG_ISSUE_ERROR, "Development Configuration");
}

static void
test_hosts (void)
{
  static const struct
  {
    const char *platform;
    LgHostKind  kind;
    const char *product_key;
    const char *region;
    const char *instance_id;
    LgField     field;
    int         level;
    const char *says;
  } rows[] = {
    { "alibaba", LG_HOST_PUBLIC, "", "us-east-1", "", LG_FIELD_PRODUCT_KEY, LG_ISSUE_ERROR,
      "ProductKey" },
    { "alibaba", LG_HOST_PUBLIC, "", "us-east-1", "", LG_FIELD_REGION, NONE, NULL },
    { "alibaba", LG_HOST_PUBLIC, "a b", "cn-shanghai", "", LG_FIELD_PRODUCT_KEY, LG_ISSUE_ERROR,
      "blank" },
    { "alibaba", LG_HOST_PUBLIC, "a b", "cn-shanghai", "", LG_FIELD_REGION, NONE, NULL },
    { "alibaba", LG_HOST_PUBLIC, "a b", "cn-shanghai", "", LG_FIELD_HOST, NONE, NULL },
    { "alibaba", LG_HOST_PUBLIC, "a/b", "cn-shanghai", "", LG_FIELD_PRODUCT_KEY, LG_ISSUE_ERROR,
      "“/”" },
    { "alibaba", LG_HOST_PUBLIC, "pk", "cn shanghai", "", LG_FIELD_REGION, LG_ISSUE_ERROR,
      "blank" },
    { "alibaba", LG_HOST_TYPED, "a b", "", "", LG_FIELD_PRODUCT_KEY, NONE, NULL },
    { "alibaba", LG_HOST_PUBLIC, "pk", "", "", LG_FIELD_REGION, LG_ISSUE_ERROR, "missing" },
    { "alibaba", LG_HOST_PUBLIC, "pk", "mars-1", "", LG_FIELD_REGION, LG_ISSUE_RULE, "mars-1" },
    { "alibaba", LG_HOST_PUBLIC, "pk", "us-east-1", "", LG_FIELD_REGION, NONE, NULL },
    { "alibaba", LG_HOST_PUBLIC, "pk", "cn-beijing", "", LG_FIELD_REGION, LG_ISSUE_RULE,
      "Enterprise" },
    { "alibaba", LG_HOST_PUBLIC, "pk", "us-east-1", "iot-06", LG_FIELD_HOST, LG_ISSUE_RISK,
      "iot-06" },
    { "alibaba", LG_HOST_INSTANCE, "pk", "", "", LG_FIELD_INSTANCE_ID, LG_ISSUE_ERROR, "missing" },
    { "alibaba", LG_HOST_INSTANCE, "pk", "", "iot-06", LG_FIELD_INSTANCE_ID, NONE, NULL },
    { "alibaba", LG_HOST_INSTANCE, "pk", "", "pk", LG_FIELD_INSTANCE_ID, LG_ISSUE_RISK,
      "ProductKey" },
    { "alibaba", LG_HOST_INSTANCE, "pk", "", "06x", LG_FIELD_INSTANCE_ID, LG_ISSUE_RISK, "iot-" },
    { "alibaba", LG_HOST_INSTANCE, "pk", "", "iot-06.mqtt.iothub.aliyuncs.com",
      LG_FIELD_INSTANCE_ID, LG_ISSUE_ERROR, "host name" },
    { "alibaba", LG_HOST_IPV6, "pk", "cn-shanghai", "", LG_FIELD_REGION, NONE, NULL },
    { "alibaba", LG_HOST_IPV6, "pk", "us-east-1", "", LG_FIELD_REGION, LG_ISSUE_ERROR, "Shanghai" },
    { "alibaba", LG_HOST_IPV6, "pk", "cn-shanghai", "", LG_FIELD_PORT, LG_ISSUE_RISK, "1883" },
    { "tuya", LG_HOST_PUBLIC, "pk", "cn-shanghai", "", LG_FIELD_HOST, LG_ISSUE_ERROR, "Tuya" },
    { "tuyalink", LG_HOST_PUBLIC, "", "ueaz", "", LG_FIELD_HOST, NONE, NULL },
    { "tuyalink", LG_HOST_PUBLIC, "", "ueaz", "", LG_FIELD_REGION, NONE, NULL },
    { "tuyalink", LG_HOST_PUBLIC, "", "cn-shanghai", "", LG_FIELD_REGION, LG_ISSUE_ERROR,
      "data center" },
    { "practice", LG_HOST_PUBLIC, "pk", "cn-shanghai", "", LG_FIELD_HOST, NONE, NULL },
    { "practice", LG_HOST_PUBLIC, "pk", "x", "iot-06", LG_FIELD_HOST, NONE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgEndpoint) self = g_object_new (LG_TYPE_ENDPOINT,
                                                  "platform", rows[i].platform,
                                                  "host-kind", rows[i].kind,
                                                  "region", rows[i].region,
                                                  "instance-id", rows[i].instance_id,
                                                  NULL);

      assert_level (self, rows[i].product_key, rows[i].field, rows[i].level, rows[i].says);
    }
}

/* A host that is another's: of another platform, instance or product. */
static void
test_other_host (void)
{
  static const struct
  {
    const char *platform;
    const char *host;
    const char *instance_id;
    int         level;
    const char *says;
  } rows[] = {
    { "alibaba", PRODUCT_KEY ".iot-as-mqtt.us-west-1.aliyuncs.com", "", NONE, NULL },
    { "alibaba", "pk.iot-as-mqtt.us-west-1.aliyuncs.com", "", LG_ISSUE_RISK, "ProductKey pk" },
    { "alibaba", PRODUCT_KEY ".iot-as-mqtt.mars-1.aliyuncs.com", "", LG_ISSUE_RISK, "mars-1" },
    { "alibaba", PRODUCT_KEY ".iot-as-mqtt.us-west-1.aliyuncs.com", "iot-06", LG_ISSUE_RISK,
      "iot-06" },
    { "alibaba", "iot-06.mqtt.iothub.aliyuncs.com", "", NONE, NULL },
    { "alibaba", "iot-06.mqtt.iothub.aliyuncs.com", "iot-06", NONE, NULL },
    { "alibaba", "iot-07.mqtt.iothub.aliyuncs.com", "iot-06", LG_ISSUE_RISK, "iot-07" },
    { "alibaba", PRODUCT_KEY ".mqtt.iothub.aliyuncs.com", "", LG_ISSUE_RISK, "instance ID" },
    { "alibaba", "mqtt.factory.example", "", NONE, NULL },
    { "alibaba", "m1.tuyacn.com", "", LG_ISSUE_RISK, "TuyaLink" },
    { "tuyalink", "m2.tuyaeu.com", "", NONE, NULL },
    { "tuyalink", "iot-06.mqtt.iothub.aliyuncs.com", "", LG_ISSUE_RISK, "Alibaba" },
    { "tuya", "iot-06.mqtt.iothub.aliyuncs.com", "", NONE, NULL },
    { "custom", "m1.tuyacn.com", "", NONE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgEndpoint) self = g_object_new (LG_TYPE_ENDPOINT,
                                                  "platform", rows[i].platform,
                                                  "host-kind", LG_HOST_TYPED,
                                                  "host", rows[i].host,
                                                  "instance-id", rows[i].instance_id,
                                                  NULL);

      assert_level (self, PRODUCT_KEY, LG_FIELD_HOST, rows[i].level, rows[i].says);
    }
}

/* What is chosen has a host at once, where the platform documents one. */
static void
test_choose_platform (void)
{
  g_autoptr (LgEndpoint) self = lg_endpoint_new ();
  g_autofree char *host = NULL;

  lg_endpoint_choose_platform (self, "tuyalink");
  host = lg_endpoint_resolve_host (self, NULL);
  g_assert_cmpstr (host, ==, "m1.tuyacn.com");

  lg_endpoint_choose_platform (self, "custom");
  g_assert_cmpint (lg_endpoint_get_host_kind (self), ==, LG_HOST_TYPED);
  lg_endpoint_choose_platform (self, "alibaba");
  g_assert_cmpint (lg_endpoint_get_host_kind (self), ==, LG_HOST_PUBLIC);
  g_assert_cmpstr (lg_endpoint_get_region (self), ==, "cn-shanghai");
}

static void
test_pairings (void)
{
  static const struct
  {
    const char *platform;
    guint       port;
    LgSecurity  security;
    const char *root;
    const char *root_name;
    int         port_level;
    int         root_level;
  } rows[] = {
    { "alibaba", 8883, LG_SECURITY_TLS, NULL, "aliyun-iot", NONE, NONE },
    { "alibaba", 8883, LG_SECURITY_TLS, "aliyun-iot", "aliyun-iot", NONE, NONE },
    { "alibaba", 8883, LG_SECURITY_TLS, "globalsign-r1", "globalsign-r1", NONE, LG_ISSUE_RISK },
    { "alibaba", 1883, LG_SECURITY_TLS, "", "globalsign-r1", NONE, NONE },
    { "alibaba", 1883, LG_SECURITY_TLS, "/a/file.pem", "/a/file.pem", NONE, LG_ISSUE_RISK },
    { "alibaba", 1883, LG_SECURITY_TCP, "aliyun-iot", NULL, LG_ISSUE_RISK, NONE },
    { "alibaba", 8883, LG_SECURITY_TCP, NULL, NULL, LG_ISSUE_RISK, NONE },
    { "alibaba", 9999, LG_SECURITY_TLS, NULL, "system", LG_ISSUE_RISK, NONE },
    { "alibaba", 0, LG_SECURITY_TLS, NULL, "system", LG_ISSUE_ERROR, NONE },
    { "tuya", 443, LG_SECURITY_TLS, NULL, "usertrust-rsa", NONE, NONE },
    { "custom", 9999, LG_SECURITY_TLS, NULL, "system", NONE, NONE },
    { "practice", 40001, LG_SECURITY_TLS, "/a/file.pem", "/a/file.pem", NONE, NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgEndpoint) self = g_object_new (LG_TYPE_ENDPOINT,
                                                  "platform", rows[i].platform,
                                                  "port", rows[i].port,
                                                  "security", rows[i].security,
                                                  "root", rows[i].root,
                                                  NULL);

      g_assert_cmpstr (lg_endpoint_get_root_name (self), ==, rows[i].root_name);
      assert_level (self, PRODUCT_KEY, LG_FIELD_PORT, rows[i].port_level, "");
      assert_level (self, PRODUCT_KEY, LG_FIELD_ROOT, rows[i].root_level, "root");
    }
}

static void
test_keepalive (void)
{
  g_autoptr (LgEndpoint) self = g_object_new (LG_TYPE_ENDPOINT, "keepalive", 20, NULL);

  assert_level (self, PRODUCT_KEY, LG_FIELD_KEEPALIVE, LG_ISSUE_RULE, "30 to 1200");
}

/* MQTT 5 where the platform documents it, and not where it does not; what it is silent about is
 * left to the server. */
static void
test_protocol (void)
{
  static const struct
  {
    const char *platform;
    LgHostKind  kind;
    const char *host;
    int         level;
  } rows[] = {
    { "alibaba", LG_HOST_PUBLIC, NULL, LG_ISSUE_RULE },
    { "alibaba", LG_HOST_IPV6, NULL, LG_ISSUE_RULE },
    { "alibaba", LG_HOST_INSTANCE, NULL, LG_ISSUE_RISK },
    { "alibaba", LG_HOST_TYPED, "a1.iot-as-mqtt.cn-shanghai.aliyuncs.com", LG_ISSUE_RULE },
    { "alibaba", LG_HOST_TYPED, "iot-1.mqtt.iothub.aliyuncs.com", LG_ISSUE_RISK },
    { "alibaba", LG_HOST_TYPED, "mqtt.example.com", LG_ISSUE_RISK },
    { "tuya", LG_HOST_TYPED, "mqtt.example.com", LG_ISSUE_RISK },
    { "custom", LG_HOST_TYPED, "mqtt.example.com", NONE },
    { "practice", LG_HOST_PUBLIC, NULL, NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgEndpoint) self = g_object_new (LG_TYPE_ENDPOINT,
                                                  "platform", rows[i].platform,
                                                  "host-kind", rows[i].kind,
                                                  "host", rows[i].host,
                                                  "instance-id", "iot-1",
                                                  NULL);

      assert_level (self, PRODUCT_KEY, LG_FIELD_PROTOCOL, NONE, "");
      lg_endpoint_set_protocol (self, LG_PROTOCOL_MQTT_5);
      assert_level (self, PRODUCT_KEY, LG_FIELD_PROTOCOL, rows[i].level, "MQTT 5");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/endpoint/properties", test_properties);
  g_test_add_func ("/endpoint/defaults", test_defaults);
  g_test_add_func ("/endpoint/copy", test_copy);
  g_test_add_func ("/endpoint/resolve", test_resolve);
  g_test_add_func ("/endpoint/typed-host", test_typed_host);
  g_test_add_func ("/endpoint/missing-host-says-where", test_missing_host_says_where);
  g_test_add_func ("/endpoint/hosts", test_hosts);
  g_test_add_func ("/endpoint/other-host", test_other_host);
  g_test_add_func ("/endpoint/choose-platform", test_choose_platform);
  g_test_add_func ("/endpoint/pairings", test_pairings);
  g_test_add_func ("/endpoint/keepalive", test_keepalive);
  g_test_add_func ("/endpoint/protocol", test_protocol);

  return g_test_run ();
}
