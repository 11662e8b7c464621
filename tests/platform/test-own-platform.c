/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "platform/lg-endpoint.h"
#include "platform/lg-own-platform.h"

#include <string.h>

#define HEAD "[Platform]\nname=Acme Cloud\nsource=Acme, 2026\n"

static const char *const roots[] = { "aliyun-iot", "system", NULL };

static LgPlatform *
parse (const char *id,
       const char *text,
       GPtrArray  *faults)
{
  return lg_platform_parse (id, text, "/srv/me/platforms", roots, faults);
}

static GPtrArray *
new_faults (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) lg_platform_fault_free);
}

/* Each is told with its line, its key and the rule. */
static void
test_faults (void)
{
  static const struct
  {
    const char *text;
    guint       line;
    const char *place;
    const char *message;
  } rows[] = {
    /* Its form. */
    { HEAD "gibberish\n", 4, "[Platform]", "no “key=value”" },
    { HEAD "[Platform\n", 4, "[Platform]", "no “key=value”" },
    { HEAD "=3\n", 4, "[Platform]", "no “key=value”" },
    { "name=Acme\n" HEAD, 1, NULL, "before the first group" },
    { HEAD "name=Other\n", 4, "[Platform] name", "second time in its group" },
    { HEAD "[Limits]\n[Hosts]\n[Limits]\n", 6, "[Limits]", "group stands here for the second" },
    { HEAD "[Topic a]\nname=A\ntopic=a\n[Topic a]\nname=B\ntopic=b\n", 7, "[Topic a]",
      "second time" },
    { HEAD "[Port 8883 tls]\n[Port 8883 tls]\n", 5, "[Port 8883 tls]", "second time" },
    { HEAD "[Regions]\neast=East\neast=West\n", 6, "[Regions] east", "second time" },
    /* What is missing. */
    { "[Hosts]\npublic=a.example\n", 0, "[Platform]", "group is missing" },
    { "", 0, "[Platform]", "group is missing" },
    { "[Platform]\nsource=Acme\n", 1, "[Platform] name", "key is missing" },
    { "[Platform]\nname=Acme\n", 1, "[Platform] source", "key is missing" },
    { HEAD "[Topic a]\nname=A\n", 4, "[Topic a] topic", "key is missing" },
    { HEAD "[Topic a]\ntopic=a\n", 4, "[Topic a] name", "key is missing" },
    { HEAD "[Hosts]\npublic=${regionId}.example\n", 5, "[Hosts] public",
      "needs the group [Regions]" },
    { HEAD "[Hosts]\npublic=${regionHost}\n", 5, "[Hosts] public", "[Region hosts]" },
    { HEAD "[Hosts]\nipv6=six.example\n", 5, "[Hosts] ipv6", "ipv6-region and ipv6-port" },
    { HEAD "[Hosts]\nmqtt-5=instance\n", 5, "[Hosts] mqtt-5", "no host “instance”" },
    { HEAD "[Limits]\nkeepalive-min=30\n", 4, "[Limits] keepalive-max", "key is missing" },
    /* What nobody knows. */
    { HEAD "[Limit]\nqos-max=1\n", 4, "[Limit]", "no such group" },
    { HEAD "liek=alibaba\n", 4, "[Platform] liek", "no such key" },
    { HEAD "[Limits]\nqos_max=1\n", 5, "[Limits] qos_max", "no such key" },
    { HEAD "[Limits]\nqos-max[de]=1\n", 5, "[Limits] qos-max[de]", "no such key" },
    { HEAD "[Region hosts]\neast=a.example\n", 5, "[Region hosts] east", "no such region" },
    { HEAD "[Topic a]\nname=A\ntopic=a\nupstream=true\nreply=b\n", 8, "[Topic a] reply",
      "no topic of this file" },
    { HEAD "[Topic a]\nname=A\ntopic=a/${user}\n", 6, "[Topic a] topic", "“${user}” is none of" },
    { HEAD "[Hosts]\npublic=${product}.example\n", 5, "[Hosts] public", "“${product}” is none of" },
    { HEAD "[Hosts]\npublic=${product\n", 5, "[Hosts] public", "“${product” is none of" },
    /* What is of the wrong type. */
    { HEAD "mode=telepathy\n", 4, "[Platform] mode", "“telepathy” is none of device, " },
    { HEAD "like=practice\n", 4, "[Platform] like", "none of alibaba" },
    { HEAD "like=acme\n", 4, "[Platform] like", "none of alibaba" },
    { HEAD "[Limits]\nqos-max=two\n", 5, "[Limits] qos-max", "no number from 0 to 2" },
    { HEAD "[Limits]\nqos-max=3\n", 5, "[Limits] qos-max", "no number from 0 to 2" },
    { HEAD "[Limits]\npayload-max=-1\n", 5, "[Limits] payload-max", "no number from 1" },
    { HEAD "[Limits]\npayload-max=99999999999999999999\n", 5, "[Limits] payload-max", "no number" },
    { HEAD "[Limits]\nretain=maybe\n", 5, "[Limits] retain", "none of true, false" },
    { HEAD "[Limits]\nkeepalive-min=60\nkeepalive-max=30\n", 6, "[Limits] keepalive-max",
      "less than keepalive-min (60)" },
    { HEAD "[Limits]\nkeepalive-max=60\nkeepalive-recommended=90\n", 6,
      "[Limits] keepalive-recommended", "outside" },
    { HEAD "[Hosts]\nmqtt-5=typed\n", 5, "[Hosts] mqtt-5", "none of public" },
    { HEAD "[Hosts]\npublic=mqtts://a.example\n", 5, "[Hosts] public", "neither a scheme" },
    { HEAD "[Hosts]\npublic=a.example:8883\n", 5, "[Hosts] public", "nor a port" },
    { HEAD "[Hosts]\npublic=\n", 5, "[Hosts] public", "empty" },
    { HEAD "[Hosts]\ndomains=\n", 5, "[Hosts] domains", "empty" },
    { HEAD "[Port 0 tls]\n", 4, "[Port 0 tls]", "[Port 8883 tls]" },
    { HEAD "[Port 8883]\n", 4, "[Port 8883]", "[Port 8883 tls]" },
    { HEAD "[Port 8883 ssl]\n", 4, "[Port 8883 ssl]", "[Port 8883 tls]" },
    { HEAD "[Port 1883 tcp]\nroot=system\n", 5, "[Port 1883 tcp] root", "Without TLS" },
    { HEAD "[Port 8883 tls]\nroot=verisign\n", 5, "[Port 8883 tls] root", "none of aliyun-iot" },
    { HEAD "[Regions]\nEast=East\n", 5, "[Regions] East", "small letters" },
    { HEAD "[Topic Über]\nname=A\ntopic=a\n", 4, "[Topic Über]", "small letters" },
    { HEAD "[Topic a]\nname=A\ntopic=a/+/b\nupstream=true\n", 6, "[Topic a] topic", "wildcard" },
    { HEAD "[Topic a]\nname=A\ntopic=a/#/b\n", 6, "[Topic a] topic", "level of its own" },
    { HEAD "[Topic a]\nname=A\ntopic=a/b+\n", 6, "[Topic a] topic", "level of its own" },
    { HEAD "host-hint=In \\console\n", 4, "[Platform] host-hint", "backslash" },
    { "[Platform]\nname=Acme\033[2J\nsource=Acme\n", 2, "[Platform] name", "(U+001B)" },
    { "[Platform]\nname=Acme\xe2\x80\xae\nsource=Acme\n", 2, "[Platform] name", "(U+202E)" },
    /* What contradicts itself. */
    { HEAD "like=alibaba\n[Limits]\nqos-max=1\n", 5, "[Limits]", "leave this group out" },
    { HEAD "like=alibaba\n[Topic a]\nname=A\ntopic=a\n", 5, "[Topic a]", "leave this group out" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) faults = new_faults ();
      g_autoptr (LgPlatform) platform = parse ("acme", rows[i].text, faults);
      const LgPlatformFault *fault;

      g_test_message ("%s", rows[i].text);
      g_assert_null (platform);
      g_assert_cmpuint (faults->len, >, 0);
      fault = faults->pdata[0];
      g_test_message ("%u %s: %s", fault->line, fault->place, fault->message);
      g_assert_cmpuint (fault->line, ==, rows[i].line);
      g_assert_cmpstr (fault->place, ==, rows[i].place);
      g_assert_nonnull (strstr (fault->message, rows[i].message));
      g_assert_null (strchr (fault->message, '\033'));
    }
}

/* None of them takes long, nor is told in more than a line. */
static void
test_hostile_sizes (void)
{
  static const struct
  {
    const char *head;
    const char *line;
    guint       n;
    const char *message;
  } rows[] = {
    { HEAD "host-hint=", "0123456789", 200, "at most 1000" },
    { HEAD "host-hint=", "0123456789", 2000, "at most 8192" },
    { HEAD "[Hosts]\npublic=", "abcdefghi.", 50, "at most 253" },
    { HEAD "[Topic a]\nname=A\ntopic=", "0123456789", 200, "at most 1024" },
    { HEAD "[Topic a]\nname=A\ntopic=a\npayload=", "0123456789", 500, "at most 4000" },
    { HEAD, "[", 9000, "at most 8192" },
  };
  g_autoptr (GString) many = g_string_new (HEAD "[Regions]\n");
  g_autoptr (GPtrArray) many_faults = new_faults ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new (rows[i].head);
      g_autoptr (GPtrArray) faults = new_faults ();
      const LgPlatformFault *fault;

      for (guint k = 0; k < rows[i].n; k++)
        g_string_append (text, rows[i].line);
      g_assert_null (parse ("acme", text->str, faults));
      fault = faults->pdata[0];
      g_assert_nonnull (strstr (fault->message, rows[i].message));
      g_assert_cmpuint (strlen (fault->message), <, 200);
    }

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (many, "r%u=x\n", i);
  g_assert_null (parse ("acme", many->str, many_faults));
  g_assert_cmpuint (many_faults->len, ==, 1);
  g_assert_nonnull (strstr (((LgPlatformFault *) many_faults->pdata[0])->message, "than 2000"));
}

/* What Linkglass brings along keeps the rules it asks of others. */
static void
test_shipped_files (void)
{
  static const char *const names[] = { "alibaba", "tuya", "tuyalink", "custom", "practice" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strconcat (names[i], ".ini", NULL);
      g_autofree char *path =
        g_test_build_filename (G_TEST_DIST, "..", "data", "platforms", name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GPtrArray) faults = new_faults ();
      g_autoptr (LgPlatform) platform = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      platform = lg_platform_parse ("copy", text, "/", NULL, faults);
      g_assert_nonnull (platform);
      g_assert_cmpstr (lg_platform_get_name (platform), ==,
                       lg_platform_get_name (lg_platform_get (names[i])));
      g_assert_cmpuint (lg_platform_get_topics (platform)->len, ==,
                        lg_platform_get_topics (lg_platform_get (names[i]))->len);
    }
}

static const char acme[] =
  "# Ours.\r\n"
  "[Platform]\r\n"
  "name = Acme Cloud\r\n"
  "name[zh_CN] = 极致云\r\n"
  "source = Acme, “Connecting devices”, 2026\r\n"
  "like = alibaba\r\n"
  "\r\n"
  "[Hosts]\n"
  "public=${productKey}.mqtt.${regionId}.acme.example\n"
  "domains=acme.example;acme.test\n"
  "[Regions]\n"
  "east-1=East\n"
  "[Port 8883 tls]\n"
  "root=acme-ca.pem\n"
  "recommended=true\n"
  "[Port 1883 tls]\n"
  "root=aliyun-iot\n";

/* It is a platform as any other: host, ports, roots, rules and topics. */
static void
test_use (void)
{
  g_autoptr (GPtrArray) faults = new_faults ();
  g_autoptr (LgEndpoint) endpoint = lg_endpoint_new ();
  g_autoptr (LgIssue) keepalive = NULL;
  g_autofree char *host = NULL;
  const LgPlatform *platform;

  g_assert_true (lg_platform_add (parse ("acme", acme, faults)));
  platform = lg_platform_get ("acme");
  g_assert_cmpstr (lg_platform_get_name (platform), ==, "Acme Cloud");
  g_assert_cmpstr (lg_platform_get_model (platform), ==, "alibaba");
  g_assert_true (g_strv_contains (lg_platform_get_ids (), "acme"));
  g_assert_false (lg_platform_is_shipped ("acme"));

  lg_endpoint_choose_platform (endpoint, "acme");
  host = lg_endpoint_resolve_host (endpoint, "a1B2c3D4e5F");
  g_assert_cmpstr (host, ==, "a1B2c3D4e5F.mqtt.east-1.acme.example");
  g_assert_true (lg_endpoint_has_host_kind (endpoint, LG_HOST_PUBLIC));
  g_assert_false (lg_endpoint_has_host_kind (endpoint, LG_HOST_INSTANCE));
  g_assert_cmpstr (lg_platform_find_port (platform, 8883, LG_SECURITY_TLS)->root, ==,
                   "/srv/me/platforms/acme-ca.pem");
  g_assert_cmpstr (lg_platform_find_port (platform, 1883, LG_SECURITY_TLS)->root, ==, "aliyun-iot");
  g_assert_cmpmem (lg_platform_get_limits (platform), sizeof (LgLimits),
                   lg_platform_get_limits (lg_platform_get ("alibaba")), sizeof (LgLimits));
  keepalive = lg_platform_validate_keepalive (platform, 15);
  g_assert_cmpint (keepalive->level, ==, LG_ISSUE_RULE);

  /* One of a name there is takes nothing away. */
  g_assert_false (lg_platform_add (parse ("acme", HEAD, faults)));
  g_assert_false (lg_platform_add (parse ("alibaba", HEAD, faults)));
  g_assert_cmpstr (lg_platform_get_name (lg_platform_get ("alibaba")), ==,
                   "Alibaba Cloud IoT Platform");
  g_assert_true (lg_platform_get ("acme") == platform);
}

static void
test_stand_in (void)
{
  const LgPlatform *platform = lg_platform_need ("gone");

  g_assert_true (lg_platform_is_stand_in (platform));
  g_assert_true (platform == lg_platform_need ("gone"));
  g_assert_nonnull (strstr (lg_platform_get_name (platform), "gone"));
  g_assert_false (lg_platform_is_stand_in (lg_platform_need ("alibaba")));
  g_assert_null (lg_platform_need ("No where"));
  g_assert_null (lg_platform_need ("../../etc/passwd"));
  g_assert_null (lg_platform_need (""));
}

/* Last: nothing is added behind the last one there may be, and all before it stay. */
static void
test_too_many (void)
{
  guint n = 0;

  for (guint i = 0; i < 2 * LG_OWN_PLATFORMS_MAX; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%u", i);

      lg_platform_need (id);
    }
  for (const char *const *id = lg_platform_get_ids (); *id != NULL; id++, n++)
    g_assert_nonnull (lg_platform_get (*id));
  g_assert_cmpuint (n, ==, LG_OWN_PLATFORMS_MAX + 5);
  g_assert_null (lg_platform_need ("one-more"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/own-platform/faults", test_faults);
  g_test_add_func ("/own-platform/hostile-sizes", test_hostile_sizes);
  g_test_add_func ("/own-platform/shipped-files", test_shipped_files);
  g_test_add_func ("/own-platform/use", test_use);
  g_test_add_func ("/own-platform/stand-in", test_stand_in);
  g_test_add_func ("/own-platform/too-many", test_too_many);

  return g_test_run ();
}
