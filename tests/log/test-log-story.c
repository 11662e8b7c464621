/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log/lg-log-tale.h"

#include <string.h>

/* 2024-01-15 12:00:00 UTC */
#define NOW G_GINT64_CONSTANT (1705320000)

static LgLogTale *
read_log (const char *text)
{
  const LgPlatform *platform = lg_platform_get ("alibaba");
  g_autoptr (LgLogStory) story = lg_log_story_new (LG_FAMILY_ALIBABA, NOW);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (LgLogMoment) moment = lg_log_story_take (story, lines[i]);

      if (moment != NULL)
        g_assert_cmpuint (moment->number, ==, i + 1);
    }
  return lg_log_tale_new (story, &(LgDropCase) {
                            .family = LG_FAMILY_ALIBABA,
                            .limits = lg_platform_get_limits (platform),
                          }, NOW);
}

/* One row an attempt: how often, how it ended, why, and from which line to which. */
static char *
draw_story (const LgLogTale *tale)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < tale->chapters->len; i++)
    {
      const LgLogChapter *chapter = tale->chapters->pdata[i];

      g_string_append_printf (text, "%s%s%s%u %s %s %u-%u", i > 0 ? "; " : "",
                              chapter->device != NULL ? chapter->device : "",
                              chapter->device != NULL ? ": " : "", chapter->number,
                              lg_log_chapter_get_nick (chapter),
                              chapter->finding != NULL ? chapter->finding->cause
                                                       : "-",
                              chapter->first.line, chapter->last.line);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_stories (void)
{
  static const struct
  {
    const char *name;
    const char *log;
    const char *story;
    const char *first;
  } rows[] = {
    { "refused, then dropped by its network",
      "12:00:00 boot\n12:00:01 +QMTCONN: 0,0,4\n12:00:21 +QMTCONN: 0,0,4\n"
      "12:00:41 +QMTCONN: 0,0,0\n12:02:41 +QMTSTAT: 0,1",
      "2 refused auth.bad-credentials 2-3; 1 dropped server.closed 4-5",
      "auth.bad-credentials" },
    { "the lines of one attempt are one, and the one that tells most counts",
      "I (5000) tls: connecting\nE (5200) mbedtls_ssl_handshake returned -0x2700\n"
      "E (5210) mqtt_client: Error transport connect\nE (5220) Last esp error code: 0x801a\n"
      "I (15000) tls: connecting\nE (15200) mbedtls_ssl_handshake returned -0x2700\n"
      "E (15220) Last esp error code: 0x801a",
      "2 refused cert.unknown-issuer 2-6", "cert.unknown-issuer" },
    { "no login is told by a network of its own",
      "I (3500) wifi: connected with ap, rssi: -36\nI (4500) mqtt: MQTT_EVENT_CONNECTED\n"
      "E (124500) mqtt_client: No PING_RESP, disconnected\n"
      "I (124510) mqtt: MQTT_EVENT_DISCONNECTED",
      "1 dropped keepalive.no-pingresp 2-3", "keepalive.no-pingresp" },
    { "attempts alike are one row",
      "12:00:00 mqtt connected\n12:02:00 Kicked by the same device\n12:02:05 mqtt connected\n"
      "12:04:00 Kicked by the same device\n12:04:05 mqtt connected\n12:06:00 mqtt disconnected\n"
      "12:06:05 mqtt connected", "2 dropped kicked.same-device 1-4; 1 dropped - 5-6; "
      "1 connected - 7-7", "kicked.same-device" },
    { "something failed on a link that goes on",
      "12:00:00 mqtt connected\n12:00:05 Rate limit:{30},current qps:{40}\n12:00:06 Rate "
      "limit:{30},current qps:{41}\n12:05:00 Device disconnect",
      "1 dropped client.disconnected 1-4; 2 fault limit.rate 2-3", "limit.rate" },
    { "each device by itself",
      "1610035524: New client connected from 192.0.2.13:5001 as a (p2, c1, k60).\n"
      "1610035525: New client connected from 192.0.2.13:5002 as b (p2, c1, k60).\n"
      "1610035619: Client a has exceeded timeout, disconnecting.\n"
      "1610035625: New client connected from 192.0.2.13:5003 as b (p2, c1, k60).\n"
      "1610035625: Client b already connected, closing old connection.",
      "a: 1 dropped keepalive.expired 1-3; b: 1 connected - 2-2; "
      "b: 1 dropped kicked.same-device 4-5",
      "keepalive.expired" },
    { "an end that follows the attempt is a refusal",
      "AT+MQTTCONN=0,\"h\",1883,1\n+MQTTDISCONNECTED:0\nERROR\nAT+MQTTCONN=0,\"h\",1883,1\n"
      "+MQTTCONNECTED:0,1,\"h\",\"1883\",\"\",1\nOK\n+MQTTDISCONNECTED:0",
      "1 refused - 2-2; 1 dropped - 5-7", NULL },
    { "modules with words of their own",
      "+MQTTURC: \"conn\",0,3\n+MQTTURC: \"conn\",0,0\n+MQTTURC: \"disc\",0,5\n"
      "mqtt connected\n+MQTTDISCONNED: Link Closed",
      "1 refused auth.bad-credentials 1-1; 1 dropped keepalive.no-pingresp 2-3; "
      "1 dropped server.closed 4-5", "keepalive.no-pingresp" },
    { "the newest line first, as consoles have it",
      "2023-10-04 12:04:10 offline Kicked by the same device\n2023-10-04 12:02:05 online\n"
      "2023-10-04 12:02:00 offline Keepalive timeout after 100sec\n2023-10-04 12:00:00 online",
      "1 dropped keepalive.expired 4-3; 1 dropped kicked.same-device 2-1", "keepalive.expired" },
    { "an end without a login",
      "12:00:00 network is disconnected\n12:10:00 network is disconnected",
      "2 dropped - 1-2", NULL },
    { "the time of a line of its own",
      "Time: 2020-5-13 11:18:24\nmqtt connect success!\nTime: 2020-5-13 11:20:24\n"
      "Keepalive timeout after 100sec", "1 dropped keepalive.expired 2-4", "keepalive.expired" },
    { "a secret stays out of it", "12:00:00 mqtt disconnected, password=hidden-value",
      "1 dropped - 1-1", NULL },
    { "nothing", "boot ok\nready\n", "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgLogTale) tale = read_log (rows[i].log);
      g_autofree char *story = draw_story (tale);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (story, ==, rows[i].story);
      g_assert_cmpint (tale->recognized, ==, *rows[i].story != '\0');
      g_assert_cmpstr (tale->summary, !=, "");
      if (rows[i].first == NULL)
        g_assert_cmpuint (tale->findings->len, ==, 0);
      else
        g_assert_cmpstr (LG_FINDING (tale->findings->pdata[0])->cause, ==, rows[i].first);
    }
}

/* In words: when, where in the log, after how long, by whom. */
static void
test_words (void)
{
  static const struct
  {
    const char *log;
    const char *places;
    const char *words;
  } rows[] = {
    { "2023-10-04 12:00:00,120 mqtt connected\n2023-10-04 12:02:00,120 Kicked by the same device",
      "2023-10-04 12:00:00,120 (line 1) to 2023-10-04 12:02:00,120 (line 2)",
      "Dropped after 120 s by another client: Forced offline by another client" },
    { "I (3000) mqtt connected\nI (4000) mqtt disconnected\nI (9000) mqtt connected\n"
      "I (12000) mqtt disconnected", "3000 (line 1) to 12000 (line 4)",
      "Dropped after 1 to 3 s, for a reason the log does not tell (2 times)" },
    { "2023-10-04 12:02:00 Kicked by the same device\n2023-10-04 12:00:00 mqtt connected",
      "2023-10-04 12:00:00 (line 2) to 2023-10-04 12:02:00 (line 1)",
      "Dropped after 120 s by another client: Forced offline by another client" },
    { "mqtt connect failed, rc=5", "line 1",
      "Refused by the platform: The device is not authorized" },
    { "[    5.120] certificate is not yet valid", "5.120 (line 1)",
      "Refused by the device, because of the certificate: "
      "A certificate of the server is not yet valid" },
    { "[18:58:35:083] mqtt connected", "18:58:35:083 (line 1)", "Connected, no end seen" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgLogTale) tale = read_log (rows[i].log);
      g_autofree char *places = lg_log_chapter_describe_places (tale->chapters->pdata[0]);
      g_autofree char *words = lg_log_chapter_describe (tale->chapters->pdata[0]);

      g_assert_cmpuint (tale->chapters->len, ==, 1);
      g_assert_cmpstr (places, ==, rows[i].places);
      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

/* Where no line tells a reason the times may, in whatever form; the lines of thousands are a few
   rows. */
static void
test_long (void)
{
  static const char *const forms[] = {
    "I (%u000) mqtt: %s", "[%5u.000000] mqtt: %s", "%u000 mqtt %s", "%u000 ms\nmqtt %s",
  };

  for (guint k = 0; k < G_N_ELEMENTS (forms); k++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (LgLogTale) tale = NULL;
      const LgLogChapter *chapter;

      for (guint i = 0; i < 500; i++)
        for (guint end = 0; end < 2; end++)
          {
            g_autofree char *at = g_strdup_printf ("%u", 130 * i + 1
                                                   + end * (95 + (i * 7 + i / 5) % 29));
            g_auto (GStrv) around = g_strsplit (forms[k], k == 1 ? "%5u" : "%u", 2);
            g_auto (GStrv) words = g_strsplit (around[1], "%s", 2);

            g_string_append_printf (text, "%s%s%s%s\nD app: rssi -36\n", around[0], at, words[0],
                                    end ? "disconnected" : "connected");
          }
      tale = read_log (text->str);
      g_test_message ("%s", forms[k]);
      g_assert_cmpuint (tale->chapters->len, ==, 1);
      chapter = tale->chapters->pdata[0];
      g_assert_cmpuint (chapter->number, ==, 500);
      g_assert_cmpuint (tale->findings->len, ==, 1);
      g_assert_cmpstr (LG_FINDING (tale->findings->pdata[0])->cause, ==, "keepalive.expired");
    }
}

/* Each device of a log has its own reasons. */
static void
test_devices (void)
{
  g_autoptr (LgLogTale) tale = read_log ("12:00:00 deviceName=a connect failed rc=4\n"
                                         "12:00:10 deviceName=b connect failed rc=2\n"
                                         "12:00:20 something disconnected");
  const LgLogTaleDevice *first, *second;

  g_assert_cmpuint (tale->devices->len, ==, 2);
  first = tale->devices->pdata[0];
  second = tale->devices->pdata[1];
  g_assert_cmpstr (first->name, ==, "a");
  g_assert_cmpuint (first->findings->len, ==, 1);
  g_assert_cmpstr (LG_FINDING (first->findings->pdata[0])->cause, ==, "auth.bad-credentials");
  g_assert_nonnull (strstr (LG_FINDING (first->findings->pdata[0])->evidence,
                            "Once, 12:00:00 (line 1)."));
  g_assert_cmpstr (LG_FINDING (second->findings->pdata[0])->cause, ==,
                   "mqtt.client-id-rejected");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/log-story/stories", test_stories);
  g_test_add_func ("/log-story/words", test_words);
  g_test_add_func ("/log-story/long", test_long);
  g_test_add_func ("/log-story/devices", test_devices);

  return g_test_run ();
}
