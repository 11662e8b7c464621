/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-cli.h"

#include <glib/gstdio.h>

#define SECRET "Zx9-secret-of-the-test-0123456789"
#define DEVICE "sign", "--product-key", "a1B2c3D4e5F", "--device-name", "press-04"
#define EXAMPLE "sign", "--product-key", "pk", "--device-name", "device", "--client-id", "12345", \
                "--sign-method", "hmacsha1", "--timestamp", "789"
#define PASSWORD "FAFD82A3D602B37FB0FA8B7892F24A477F851A14"

/* The vendor's documented example ("MQTT-TLS connections"). */
static void
test_documented (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *object;

  lg_test_cli (&run, "secret", NULL, ARGS (EXAMPLE, "--transport", "tcp", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  object = lg_test_parse_json (parser, run.out);
  g_assert_cmpstr (json_object_get_string_member (object, "clientId"), ==,
                   "12345|securemode=3,signmethod=hmacsha1,timestamp=789|");
  g_assert_cmpstr (json_object_get_string_member (object, "username"), ==, "device&pk");
  g_assert_cmpstr (json_object_get_string_member (object, "password"), ==, PASSWORD);
  g_assert_cmpstr (json_object_get_string_member (object, "content"), ==,
                   "clientId12345deviceNamedeviceproductKeypktimestamp789");
  g_assert_cmpstr (json_object_get_string_member (object, "signMethod"), ==, "hmacsha1");
  g_assert_cmpint (json_object_get_int_member (object, "secureMode"), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (object, "host"), ==,
                   "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com");
  g_assert_cmpint (json_object_get_int_member (object, "port"), ==, 1883);
  g_assert_cmpuint (json_object_get_size (object), ==, 9);
}

static void
test_text (void)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, "secret", NULL, ARGS (EXAMPLE));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "12345|securemode=2,signmethod=hmacsha1,timestamp=789|\n"));
  g_assert_nonnull (strstr (run.out, "device&pk\n"));
  g_assert_nonnull (strstr (run.out, PASSWORD "\n"));
  g_assert_nonnull (strstr (run.out, ":8883\n"));
}

static void
test_client_ids (void)
{
  static const struct
  {
    const char *option;
    const char *value;
    const char *expected;
  } rows[] = {
    { NULL, NULL, "a1B2c3D4e5F.press-04|" },
    { "--client-id", "SN-1", "SN-1|" },
    { "--client-id", "", "|" },
    { "--no-client-id", NULL, "|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *expected =
        g_strdup_printf ("{\"clientId\":\"%ssecuremode=2,signmethod=hmacsha256|\"",
                         rows[i].expected);
      g_auto (LgTestRun) run = { 0 };

      lg_test_cli (&run, SECRET, NULL,
                   ARGS (DEVICE, "--json", "--timestamp", "none", rows[i].option, rows[i].value));
      g_assert_cmpint (run.status, ==, 0);
      g_assert_true (g_str_has_prefix (run.out, expected));
      g_assert_cmpint (strstr (run.out, "\"content\":\"clientId") != NULL, ==, i < 3);
    }
}

static void
test_no_preregistration (void)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, "^1^token", NULL,
               ARGS (DEVICE, "--mode", "no-preregistration", "--client-id", "clientId", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "\"clientId|securemode=-2,authType=connwl|\""));
  g_assert_nonnull (strstr (run.out, "\"password\":\"^1^token\",\"content\":null"));
}

/* What is older or not verified is computed all the same, and said to be so. */
static void
test_registration (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonObject *object;

  lg_test_cli (&run, "product secret", NULL,
               ARGS (DEVICE, "--mode", "registration", "--random", "567345", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  object = lg_test_parse_json (parser, run.out);
  g_assert_cmpstr (json_object_get_string_member (object, "content"), ==,
                   "deviceNamepress-04productKeya1B2c3D4e5Frandom567345");

  /* The instance that makes the host is the one to register with; a random value is made up. */
  lg_test_cli (&run, "product secret", NULL,
               ARGS (DEVICE, "--mode", "registration", "--not-preregistered", "--instance-id",
                     "iot-123", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  object = lg_test_parse_json (parser, run.out);
  g_assert_cmpint (json_object_get_int_member (object, "secureMode"), ==, -2);
  g_assert_true (g_str_has_suffix (json_object_get_string_member (object, "clientId"),
                                   "signmethod=hmacsha256,instanceId=iot-123|"));
  g_assert_null (strstr (json_object_get_string_member (object, "clientId"), "random=,"));
}

static void
test_older_ways (void)
{
  g_auto (LgTestRun) superseded = { 0 };
  g_auto (LgTestRun) plain = { 0 };

  lg_test_cli (&superseded, "^1^token", NULL,
               ARGS (DEVICE, "--mode", "no-preregistration", "--client-id", "clientId",
                     "--superseded-form", "--sign-method", "hmacsha1", "--timestamp", "789",
                     "--json"));
  g_assert_cmpint (superseded.status, ==, 0);
  g_assert_nonnull (strstr (superseded.out,
                            "\"clientId|securemode=-2,signmethod=hmacsha1,timestamp=789|\""));
  g_assert_nonnull (strstr (superseded.err, "superseded-form: "));

  lg_test_cli (&plain, SECRET, NULL,
               ARGS (DEVICE, "--sign-method", "sha256", "--timestamp", "none", "--json"));
  g_assert_cmpint (plain.status, ==, 0);
  g_assert_nonnull (strstr (plain.out, "\"signMethod\":\"sha256\""));
  g_assert_nonnull (strstr (plain.err, "sign-method: Not verified"));
}

/* The vector of tests/data/signing.json; the platform follows from the mode, and the reverse. */
static void
test_tuyalink (void)
{
  g_auto (LgTestRun) nothing = { 0 };
  static const char *const options[][2] = {
    { "--platform", "tuyalink" },
    { "--mode", "tuyalink" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_auto (LgTestRun) run = { 0 };

      lg_test_cli (&run, "fb803786602df760", NULL,
                   ARGS ("sign", options[i][0], options[i][1], "--json", "--device-id",
                         "6c95875d0f5ba69607nzfl", "--timestamp", "7258089600", "--region", "eu"));
      g_assert_cmpint (run.status, ==, 0);
      g_assert_cmpstr (run.err, ==, "");
      g_assert_true (g_str_has_prefix (
        run.out,
        "{\"clientId\":\"tuyalink_6c95875d0f5ba69607nzfl\",\"username\":"
        "\"6c95875d0f5ba69607nzfl|signMethod=hmacSha256,timestamp=7258089600,"
        "secureMode=1,accessType=1\",\"password\":"
        "\"d4e2d498e4195db3ed213b33d662e3b7bf434dc3d5a1f2e63b602ac9248ba72c\","
        "\"content\":\"deviceId=6c95875d0f5ba69607nzfl,timestamp=7258089600,"
        "secureMode=1,accessType=1\",\"signMethod\":\"hmacSha256\","
        "\"secureMode\":1,\"host\":\"m1.tuyaeu.com\",\"port\":8883"));
    }

  lg_test_cli (&nothing, NULL, NULL,
               ARGS ("sign", "--platform", "tuyalink", "--timestamp", "none"));
  g_assert_cmpint (nothing.status, ==, 2);
  g_assert_cmpstr (nothing.err, ==,
                   "device-id: deviceId is missing.\n"
                   "secret: deviceSecret is missing.\n"
                   "timestamp: timestamp is missing.\n");
}

/* Never signed; a bar inside a value is right, and an unknown name is only a risk. */
static void
test_extended_parameters (void)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, SECRET, NULL,
               ARGS (DEVICE, "--timestamp", "none", "--no-client-id", "--json",
                     "--extended-parameters", "lan=JS|Ali,color=1"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "signmethod=hmacsha256,lan=JS|Ali,color=1|\""));
  g_assert_null (strstr (strstr (run.out, "\"content\":"), "color"));
  g_assert_true (g_str_has_prefix (run.err, "extended-parameters: color"));
}

static void
test_custom (void)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL,
               ARGS ("sign", "--platform", "custom", "--mqtt-client-id", "me", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "{\"clientId\":\"me\",\"username\":null,\"password\":null"));
}

/* From standard input, a file and the environment the same password comes; one line ending and an
 * editor's byte order mark are not part of it. */
static void
test_secret_sources (void)
{
  static const char *const contents[] = {
    "secret", "secret\n", "secret\r\n", "\xef\xbb\xbfsecret\r\n",
  };
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("linkglass-test-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_assert_true (g_close (fd, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_auto (LgTestRun) run = { 0 };

      lg_test_cli (&run, NULL, contents[i], ARGS (EXAMPLE, "--device-secret-file", "-"));
      g_assert_nonnull (strstr (run.out, PASSWORD));

      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      lg_test_cli (&run, "another", NULL, ARGS (EXAMPLE, "--device-secret-file", path));
      g_assert_nonnull (strstr (run.out, PASSWORD));
    }

  g_remove (path);
}

static void
test_secret_with_two_line_endings (void)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, "secret\n\n", ARGS (EXAMPLE, "--device-secret-file", "-"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_null (strstr (run.out, PASSWORD));
  g_assert_nonnull (strstr (run.err, "secret: "));
}

typedef struct
{
  const char *field;
  const char *says;
  const char *arguments[12];
} Usage;

static void
assert_usage (const Usage *row)
{
  g_autofree char *line = g_strdup_printf ("%s: ", row->field);
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, SECRET, NULL, row->arguments);
  g_assert_cmpint (run.status, ==, 2);
  g_assert_cmpstr (run.out, ==, "");
  g_assert_true (g_str_has_prefix (run.err, line));
  g_assert_nonnull (strstr (run.err, row->says));
  g_assert_null (strstr (run.err, SECRET));
  /* One error, one line. */
  g_assert_cmpint (strchr (run.err, '\n') - run.err, ==, strlen (run.err) - 1);
}

static void
test_usage (void)
{
  static const Usage rows[] = {
    { "command", "--help", { NULL } },
    { "command", "dance", { "dance", NULL } },
    { "options", "--dance", { DEVICE, "--dance", NULL } },
    { "options", "argument", { DEVICE, SECRET, NULL } },
    { "options", "--device-secret-file", { DEVICE, "--device-secret", SECRET, NULL } },
    { "options", "--device-secret-file", { DEVICE, "--device-secret=" SECRET, NULL } },
    { "options", "LINKGLASS_SECRET", { DEVICE, "--password", SECRET, NULL } },
    { "product-key", "missing", { "sign", "--device-name", "press-04", NULL } },
    { "device-name", "missing", { "sign", "--product-key", "a1B2c3D4e5F", NULL } },
    { "secret", "read: No such",
      { DEVICE, "--device-secret-file", "/nonexistent/file", NULL } },
    { "secret", "read", { DEVICE, "--device-secret-file", "/", NULL } },
    { "secret", "no regular file", { DEVICE, "--device-secret-file", "/dev/urandom", NULL } },
    { "secret", "missing", { DEVICE, "--device-secret-file", "-", NULL } },
    { "mode", "no-preregistration", { DEVICE, "--mode", "telepathy", NULL } },
    { "sign-method", "hmacsha1", { DEVICE, "--sign-method", "sha512", NULL } },
    { "client-id", "exclude", { DEVICE, "--client-id", "a", "--no-client-id", NULL } },
    { "client-id", "missing", { DEVICE, "--mode", "no-preregistration", NULL } },
    { "platform", "tuya", { DEVICE, "--platform", "mars", NULL } },
    { "transport", "tcp", { DEVICE, "--transport", "udp", NULL } },
    { "port", "65535", { DEVICE, "--port", "65536", NULL } },
    { "port", "number", { DEVICE, "--port", "mqtt", NULL } },
    { "keepalive", "number", { DEVICE, "--keepalive", "-1", NULL } },
    { "mqtt", "3.1.1", { DEVICE, "--mqtt", "4", NULL } },
    { "host", "exclude", { DEVICE, "--host", "a", "--instance-id", "b", NULL } },
    { "host", "mqtt://", { DEVICE, "--host", "mqtt://a.example.com", NULL } },
    { "region", "Shanghai", { DEVICE, "--ipv6", "--region", "us-east-1", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_usage (&rows[i]);
}

static void
test_every_error_is_told (void)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("sign"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_cmpstr (run.err, ==,
                   "product-key: ProductKey is missing.\n"
                   "device-name: DeviceName is missing.\n"
                   "secret: DeviceSecret is missing.\n");
}

static void
test_broken_rule_is_sent (void)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, SECRET, NULL, ARGS (DEVICE, "--keepalive", "20"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_str_has_prefix (run.err, "keepalive: "));
  g_assert_nonnull (strstr (run.err, "30 to 1200"));
}

/* What the version costs in bytes; where the platform does not offer it, that is said. */
static void
test_versions (void)
{
  g_auto (LgTestRun) three = { 0 };
  g_auto (LgTestRun) five = { 0 };
  g_auto (LgTestRun) refused = { 0 };

  lg_test_cli (&three, NULL, NULL,
               ARGS ("sign", "--platform", "custom", "--mqtt-client-id", "me", "--json"));
  g_assert_cmpint (three.status, ==, 0);
  g_assert_nonnull (strstr (three.out, "\"connectSize\":16"));
  lg_test_cli (&five, NULL, NULL, ARGS ("sign", "--platform", "custom", "--mqtt-client-id", "me",
                                        "--json", "--mqtt", "5"));
  g_assert_cmpint (five.status, ==, 0);
  g_assert_nonnull (strstr (five.out, "\"connectSize\":20"));

  lg_test_cli (&refused, SECRET, NULL, ARGS (DEVICE, "--mqtt", "5"));
  g_assert_cmpint (refused.status, ==, 0);
  g_assert_true (g_str_has_prefix (refused.err, "mqtt: "));
  g_assert_nonnull (strstr (refused.err, "does not offer MQTT 5 on this host"));
}

static void
test_help (void)
{
  static const char *const commands[] = { "sign", "watch", "register", "roots", "practice" };
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("--help"));
  g_assert_cmpint (run.status, ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (LgTestRun) help = { 0 };

      g_assert_nonnull (strstr (run.out, commands[i]));
      lg_test_cli (&help, NULL, NULL, ARGS (commands[i], "--help"));
      g_assert_cmpint (help.status, ==, 0);
      g_assert_nonnull (strstr (help.out, "--json"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/sign/documented", test_documented);
  g_test_add_func ("/cli/sign/text", test_text);
  g_test_add_func ("/cli/sign/client-ids", test_client_ids);
  g_test_add_func ("/cli/sign/no-preregistration", test_no_preregistration);
  g_test_add_func ("/cli/sign/registration", test_registration);
  g_test_add_func ("/cli/sign/older-ways", test_older_ways);
  g_test_add_func ("/cli/sign/tuyalink", test_tuyalink);
  g_test_add_func ("/cli/sign/extended-parameters", test_extended_parameters);
  g_test_add_func ("/cli/sign/custom", test_custom);
  g_test_add_func ("/cli/sign/secret-sources", test_secret_sources);
  g_test_add_func ("/cli/sign/secret-with-two-line-endings", test_secret_with_two_line_endings);
  g_test_add_func ("/cli/sign/usage", test_usage);
  g_test_add_func ("/cli/sign/every-error-is-told", test_every_error_is_told);
  g_test_add_func ("/cli/sign/broken-rule-is-sent", test_broken_rule_is_sent);
  g_test_add_func ("/cli/sign/versions", test_versions);
  g_test_add_func ("/cli/sign/help", test_help);

  return g_test_run ();
}
