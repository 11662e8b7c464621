/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log/lg-drop-fleet.h"
#include "log/lg-rhythm.h"

#include <math.h>

/* 2024-01-15 12:00:00 UTC */
#define NOW G_GINT64_CONSTANT (1705320000)

#define OTHER -12345

/* The only device's. */
static LgDropLog *
get_log (LgDropFleet *fleet)
{
  g_assert_cmpuint (fleet->devices->len, ==, 1);
  return ((LgDropDevice *) fleet->devices->pdata[0])->log;
}

/* Two lines of every usual form, and the seconds between them. */
static void
test_forms (void)
{
  static const struct
  {
    const char *first;
    const char *second;
    double      seconds;
  } rows[] = {
    { "2023-10-04T12:35:35Z gone", "2023-10-04T12:37:35Z gone", 120 },
    { "2023-10-04T12:35:35.250Z", "2023-10-04T12:37:35.750Z", 120.5 },
    { "2023-10-04 12:35:35", "2023-10-04 12:37:36", 121 },
    { "2023-10-04 12:35:35,123 WARN", "2023-10-04 12:37:35,123 WARN", 120 },
    { "2023/10/04 23:59:00", "2023/10/05 00:01:00", 120 },
    { "[2023-10-04 12:35:35]", "[2023-10-04 12:37:35]", 120 },
    { "20231004T123535Z", "20231004T123735Z", 120 },
    { "20231004 12:35:35", "20231004 12:37:35", 120 },
    { "2023年10月4日 12时35分35秒", "2023年10月4日 12时37分35秒", 120 },
    { "2023-10-04 下午 1:05:07", "2023-10-04 下午 1:07:07", 120 },
    { "10月4日 12:35:35", "10月4日 12:37:35", 120 },
    { "Oct  4 12:35:35 host mqtt:", "Oct  4 12:37:35 host mqtt:", 120 },
    { "Dec 31 23:59:00 host mqtt:", "Jan  1 00:01:00 host mqtt:", 120 },
    { "Wed Oct  4 12:35:35 2023", "Wed Oct  4 12:37:35 2023", 120 },
    { "Wed, 04 Oct 2023 12:35:35 +0800", "Wed, 04 Oct 2023 12:37:35 +0800", 120 },
    { "[04/Oct/2023:12:35:35 +0800]", "[04/Oct/2023:12:37:35 +0800]", 120 },
    { "October 4, 2023 12:35:35 PM", "October 4, 2023 12:37:35 PM", 120 },
    { "10/4/2023 12:35:35 PM", "10/4/2023 12:37:35 PM", 120 },
    { "10/13/2023 12:35:35", "10/14/2023 12:35:35", 24 * 3600 },
    { "04/10/2023 12:35:35", "05/10/2023 12:35:35", 24 * 3600 },
    { "04.10.2023 12:35:35", "05.10.2023 12:35:35", 24 * 3600 },
    { "04.10.23 12:35:35", "04.10.23 12:37:35", 120 },
    { "10-04 12:35:35.123 D/mqtt", "10-04 12:37:35.123 D/mqtt", 120 },
    { "12:35:35.123 -> offline", "12:37:35.123 -> offline", 120 },
    { "[12:35:35]", "[12:37:35]", 120 },
    { "12:59:00 AM", "1:01:00 AM", 120 },
    { "11:59:00 am", "12:01:00 pm", 120 },
    { "11:59:00 p.m.", "12:01:00 a.m.", 120 },
    { "23:59:00", "00:01:00", 120 },
    { "12:35", "12:37", 120 },
    { "1696394135", "1696394255", 120 },
    { "1696394135123 offline", "1696394255123 offline", 120 },
    { "[1696394135.500][LK-0313]", "[1696394255.500][LK-0313]", 120 },
    { "I (5000) mqtt: gone", "I (125000) mqtt: gone", 120 },
    { "[    5.123456] link down", "[  125.123456] link down", 120 },
    { "[  5000][E][mqtt.cpp:1]", "[125000][E][mqtt.cpp:1]", 120 },
    { "[18:58:35:083] gone", "[19:00:35:583] gone", 120.5 },
    { "[088330]<V> gone", "[208330]<V> gone", 120 },
    { "[err](71118) gone", "[err](191118) gone", 120 },
    { "(71118) gone", "(191118) gone", 120 },
    { "71118 gone", "191118 gone", 120 },
    { "[71118] gone", "[191118] gone", 120 },
    { "71118: gone", "191118: gone", 120 },
    { "millis=71118 gone", "millis=191118 gone", 120 },
    { "71118 ms gone", "191118 ms gone", 120 },
    { "71118000us gone", "191118000us gone", 120 },
    { "micros: 71118000 gone", "micros: 191118000 gone", 120 },
    { "0 days, 23:59:00 gone", "1 days, 00:01:00 gone", 120 },
    { "4294907296 gone", "60000 gone", 120 },
    { "I (4294907296) mqtt: gone", "I (60000) mqtt: gone", 120 },
    { "4234967296us gone", "60000000us gone", 120 },
    { "2023-10-04T12:35:35+08:00", "2023-10-04T04:37:35Z", 120 },
    { "2023-10-04 12:35:35 +0800", "2023-10-04 13:37:35 +0900", 120 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (rows[i].first, "\n", rows[i].second, "\r\n", NULL);
      g_autoptr (LgDropFleet) fleet = lg_drop_fleet_parse (text, NOW);
      LgDropLog *log = get_log (fleet);

      g_test_message ("%s", rows[i].first);
      g_assert_cmpuint (log->drops->len, ==, 2);
      g_assert_cmpuint (log->intervals->len, ==, 1);
      g_assert_cmpfloat_with_epsilon (g_array_index (log->intervals, double, 0), rows[i].seconds,
                                      0.001);
      g_assert_cmpuint (log->n_untimed, ==, 0);
    }
}

static void
assert_intervals (const LgDropLog *log,
                  const char      *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < log->intervals->len; i++)
    g_string_append_printf (text, "%s%g", i > 0 ? " " : "",
                            g_array_index (log->intervals, double, i));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_intervals (void)
{
  static const struct
  {
    const char *text;
    const char *seconds;
  } rows[] = {
    { "120", "120" },
    { "every 120 s", "120" },
    { "every 2 minutes", "120" },
    { "every 2 min 5 s", "125" },
    { "1h30m", "5400" },
    { "about every 1.5 h", "5400" },
    { "118 s, 121 s, 120 s", "118 121 120" },
    { "118\n121\n120\n", "118 121 120" },
    { "每隔2分钟掉线一次", "120" },
    { "120秒", "120" },
    { "90000 ms", "90" },
    { "0", "" },
    { "", "" },
    { "   \n", "" },
    { "nothing", "" },
    { "120 apples", "" },
    { "Keepalive timeout after 100sec", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgDropFleet) fleet = lg_drop_fleet_parse (rows[i].text, NOW);
      LgDropLog *log = get_log (fleet);

      g_test_message ("%s", rows[i].text);
      assert_intervals (log, rows[i].seconds);
      g_assert_cmpuint (log->drops->len, ==, 0);
    }
}

/* Whole logs, as they are pasted. */
static void
test_logs (void)
{
  static const struct
  {
    const char *name;
    const char *text;
    const char *seconds;
    guint       drops;
    gboolean    sessions;
    guint       restarts;
    guint       steps;
    gboolean    sorted;
    guint       untimed;
  } rows[] = {
    { "newest first", "12:06:00\n12:04:00\n12:02:00\n12:00:00", "120 120 120", 4 },
    { "out of order", "12:00:00\n12:04:00\n12:02:00\n12:06:00\n12:08:00", "120 120 120 120", 5,
      .sorted = TRUE },
    { "clock set back an hour",
      "2023-10-29 02:50:00\n2023-10-29 02:52:00\n2023-10-29 02:54:00\n"
      "2023-10-29 01:55:30\n2023-10-29 01:57:30\n2023-10-29 01:59:30", "120 120 120 120", 6,
      .steps = 1 },
    { "midnight", "23:56:00\n23:58:00\n00:00:00\n00:02:00", "120 120 120", 4 },
    { "midnight, newest first", "00:02:00\n00:00:00\n23:58:00", "120 120", 3 },
    { "logins measured",
      "12:00:00 connected\n12:02:00 disconnected\n12:02:10 connected\n12:04:11 disconnected",
      "120 121", 2, .sessions = TRUE },
    { "console", "2023-10-04 12:04:00 offline Keepalive timeout\n2023-10-04 12:02:05 online\n"
      "2023-10-04 12:02:00 offline Keepalive timeout\n2023-10-04 12:00:00 online", "120 115", 2,
      .sessions = TRUE },
    { "one end, several lines",
      "12:00:00 connection lost\n12:00:00 mqtt disconnected\n12:02:00 connection lost\n"
      "12:02:01 mqtt disconnected", "120", 2 },
    { "attempts that fail are no ends",
      "12:00:00 connected\n12:02:00 disconnected\n12:02:01 connect failed, timeout\n"
      "12:02:05 connected\n12:04:05 disconnected", "120 120", 2, .sessions = TRUE },
    { "the device restarts",
      "I (3000) mqtt: MQTT_EVENT_CONNECTED\nI (123000) mqtt: MQTT_EVENT_DISCONNECTED\n"
      "I (3000) mqtt: MQTT_EVENT_CONNECTED\nI (124000) mqtt: MQTT_EVENT_DISCONNECTED", "120 121", 2,
      .sessions = TRUE, .restarts = 1 },
    { "other lines", "# my log\n12:00:00 offline\n12:01:00 temperature 20\n12:02:00 offline\nend",
      "120", 2, .untimed = 2 },
    { "logins only", "12:00:00 connected\n12:02:00 connected\n12:04:00 connected", "120 120", 3 },
    { "times on lines of their own",
      "Time: 2020-5-13 11:18:24\nmqtt connect success!\nTime: 2020-5-13 11:20:24\n"
      "network is disconnected!\nTime: 2020-5-13 11:20:26\nmqtt connect success!\n"
      "Time: 2020-5-13 11:22:27\nnetwork is disconnected!", "120 121", 2, .sessions = TRUE },
    { "AT words",
      "12:00:00 +QMTCONN: 0,0,0\n12:02:00 +QMTSTAT: 0,1\n12:03:05 +QMTCONN: 0,0,0\n"
      "12:05:05 +QMTSTAT: 0,1", "120 120", 2, .sessions = TRUE },
    { "AT words of another module",
      "12:00:00 +CMQTTCONNECT: 0,0\n12:02:00 +CMQTTCONNLOST: 0,1\n12:02:05 +CMQTTCONNECT: 0,32\n"
      "12:03:05 +CMQTTCONNECT: 0,0\n12:05:05 +CMQTTCONNLOST: 0,1", "120 120", 2, .sessions = TRUE },
    { "records over several lines, their time and not the last one",
      "{\n \"utcTime\": \"2023-10-04T04:00:00Z\",\n \"status\": \"online\",\n"
      " \"time\": \"2023-10-04 12:00:00\",\n \"lastTime\": \"2023-10-04 11:00:00\"\n}\n"
      "{\n \"lastTime\": \"2023-10-04 12:00:30\",\n \"status\": \"offline\",\n"
      " \"time\": \"2023-10-04 12:02:00\"\n}\n"
      "{\"status\":\"online\",\"lastTime\":\"2023-10-04 12:02:00\",\"time\":\"2023-10-04 "
      "12:02:05\"}\n"
      "{\"status\":\"offline\",\"time\":\"2023-10-04 12:04:06\"}", "120 121", 2,
      .sessions = TRUE },
    { "a record without the others' time, which was local",
      "{\"status\":\"online\",\"time\":\"2023-10-04 "
      "12:00:00\",\"utcTime\":\"2023-10-04T04:00:00Z\"}"
      "\n{\"status\":\"offline\",\"time\":\"2023-10-04 12:02:00\"}\n"
      "{\"status\":\"offline\",\"utcTime\":\"2023-10-04T04:04:00Z\"}", "120", 1,
      .sessions = TRUE, .untimed = 1 },
    { "local times, and one in UTC", "2023-10-04 12:00:00 offline\n2023-10-04T04:01:00Z offline\n"
      "2023-10-04 12:02:00 offline\n2023-10-04 12:04:00 offline", "120 120", 3, .untimed = 1 },
    { "a count of ms over its end",
      "4294800000 connected\n4294920000 disconnected\n4294925000 connected\n77704 disconnected",
      "120 120", 2, .sessions = TRUE },
    { "a count of µs over its end, which only its steps tell",
      "4054967296 connected\n4174967296 disconnected\n4179967296 connected\n5000000 disconnected\n"
      "10000000 connected\n130000000 disconnected", "120 120 120", 3, .sessions = TRUE },
    { "a restart long before the count's end is no end of it",
      "3000 connected\n123000 disconnected\n3000 connected\n124000 disconnected", "120 121", 2,
      .sessions = TRUE, .restarts = 1 },
    { "an array of records on one line",
      "[{\"status\":\"online\",\"time\":1696394135000},{\"status\":\"offline\",\"time\":"
      "1696394255000}, {\"status\":\"online\",\"time\":1696394260000},{\"status\":\"offline\","
      "\"time\":1696394381000}]", "120 121", 2, .sessions = TRUE },
    { "an array in a record, over several lines",
      "{\"code\": 200,\n \"data\": [\n  {\n   \"status\": \"online\",\n   \"time\": "
      "\"2023-10-04 12:00:00\"\n  },\n  {\n   \"status\": \"offline\",\n   \"time\": "
      "\"2023-10-04 12:02:00\"\n  }\n ]\n}", "120", 1, .sessions = TRUE, .untimed = 2 },
    { "ends in the second of the login",
      "12:00:00 connected\n12:00:00 disconnected\n12:00:10 connected\n12:00:10 disconnected", "0 0",
      2, .sessions = TRUE },
    { "one line", "12:00:00 offline", "", 1 },
    { "invalid bytes", "12:00:00 \xff\n12:02:00 \xfe", "120", 2 },
    { "no such date", "2023-13-45 offline\n25:61:00 offline", "", 0, .untimed = 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgDropFleet) fleet = lg_drop_fleet_parse (rows[i].text, NOW);
      LgDropLog *log = get_log (fleet);

      g_test_message ("%s", rows[i].name);
      assert_intervals (log, rows[i].seconds);
      g_assert_cmpuint (log->drops->len, ==, rows[i].drops);
      g_assert_cmpint (log->of_sessions, ==, rows[i].sessions);
      g_assert_cmpuint (log->n_restarts, ==, rows[i].restarts);
      g_assert_cmpuint (log->n_steps, ==, rows[i].steps);
      g_assert_cmpint (log->sorted, ==, rows[i].sorted);
      g_assert_cmpuint (log->n_untimed, ==, rows[i].untimed);
    }
}

/* Lines of several devices are told apart by what names them, wherever that stands. */
static void
test_devices (void)
{
  static const struct
  {
    const char *text;
    const char *names;
    const char *seconds;
  } rows[] = {
    { "12:00:00 deviceName=a offline\n12:00:30 deviceName=b offline\n12:02:00 deviceName=a "
      "offline\n"
      "12:03:30 deviceName=b offline", "a b", "120|180" },
    { "{\"deviceName\":\"a\",\"status\":\"offline\",\"time\":\"2023-10-04 12:00:00\"}\n"
      "{\"deviceName\":\"b\",\"status\":\"offline\",\"time\":\"2023-10-04 12:00:30\"}\n"
      "{\"deviceName\":\"a\",\"status\":\"offline\",\"time\":\"2023-10-04 12:02:00\"}", "a b",
      "120|" },
    { "DeviceName,Status,Time,IP\na,offline,2023-10-04 12:00:00,1.2.3.4\n"
      "\"b\",offline,2023-10-04 12:00:30,1.2.3.4\na,offline,2023-10-04 12:02:00,1.2.3.4", "a b",
      "120|" },
    { "设备名称\t状态\t时间\na\t离线\t2023-10-04 12:00:00\nb\t离线\t2023-10-04 12:00:30\n"
      "a\t离线\t2023-10-04 12:02:00", "a b", "120|" },
    { "1610035524: New client connected from 192.0.2.13:5001 as a (p2, c1, k60).\n"
      "1610035525: New client connected from 192.0.2.13:5002 as b (p2, c1, k60).\n"
      "1610035619: Client a has exceeded timeout, disconnecting.\n"
      "1610035645: Client b closed its connection.", "a b", "95|120" },
    { "12:00:00 clientId: a|securemode=3,signmethod=hmacsha1| offline\n"
      "12:00:30 clientId: b|securemode=3| offline\n12:02:00 clientId: a|securemode=3| offline",
      "a b", "120|" },
    { "12:00:00 /as/mqtt/status/a1ZZZZZZZZZ/a offline\n12:01:00 /as/mqtt/status/a1ZZZZZZZZZ/b "
      "offline\n12:02:00 /as/mqtt/status/a1ZZZZZZZZZ/a offline", "a b", "120|" },
    { "12:00:00 offline deviceName=a\n12:02:00 offline", "a", "120" },
    { "12:00:00 deviceName=a offline\n12:01:00 deviceName=b offline\n12:02:00 offline", "a b -",
      "||" },
    { "m1 2023-10-04 12:00:00 offline\nm2 2023-10-04 12:00:30 offline\n"
      "m1 2023-10-04 12:02:00 offline", "m1 m2", "120|" },
    { "12:00:00 pump-01 离线\n12:00:30 pump-02 离线\n12:02:00 pump-01 离线", "pump-01 pump-02",
      "120|" },
    { "12:00:00 eth0 disconnected\n12:01:00 mqtt5 disconnected", "-", "60" },
    { "12:00:00 1.2.3.4:5001 disconnected\n12:01:00 1.2.3.4:5002 disconnected", "-", "60" },
    { "12:00:00 client is disconnected\n12:02:00 client mqtt disconnected", "-", "120" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgDropFleet) fleet = lg_drop_fleet_parse (rows[i].text, NOW);
      g_auto (GStrv) names = g_strsplit (rows[i].names, " ", -1);
      g_auto (GStrv) seconds = g_strsplit (rows[i].seconds, "|", -1);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpuint (fleet->devices->len, ==, g_strv_length (names));
      for (guint k = 0; k < fleet->devices->len; k++)
        {
          LgDropDevice *device = fleet->devices->pdata[k];
          const char *name = lg_drop_device_get_name (device);

          g_assert_cmpstr (name != NULL ? name : "-", ==, names[k]);
          assert_intervals (device->log, seconds[k]);
        }
    }
}

static void
test_rhythms (void)
{
  static const struct
  {
    double       intervals[12];
    guint        n;
    LgRhythmKind kind;
    double       low;
    double       high;
    guint        n_fit;
    guint        n_missed;
  } rows[] = {
    { { 0 }, 0, LG_RHYTHM_NONE },
    { { 120 }, 1, LG_RHYTHM_SINGLE, 120, 120, 1 },
    { { 120, 121, 119 }, 3, LG_RHYTHM_STEADY, 119, 121, 3 },
    { { 95, 118, 102, 110 }, 4, LG_RHYTHM_SPREAD, 95, 118, 4 },
    { { 120, 121, 119, 700, 120 }, 5, LG_RHYTHM_STEADY, 119, 121, 4 },
    { { 120, 240, 119, 361, 120 }, 5, LG_RHYTHM_STEADY, 119, 120, 5, 2 },
    { { 37, 1260, 312, 90, 610 }, 5, LG_RHYTHM_IRREGULAR, OTHER },
    { { 3, 4, 3, 5 }, 4, LG_RHYTHM_STEADY, 3, 5, 4 },
    { { 1, 2, 3, 5, 2 }, 5, LG_RHYTHM_STEADY, 1, 5, 5 },
    { { 60, 300 }, 2, LG_RHYTHM_IRREGULAR, OTHER },
    { { 86390, 86410, 86400 }, 3, LG_RHYTHM_STEADY, 86390, 86410, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LgRhythm rhythm;

      g_test_message ("row %u", i);
      lg_rhythm_measure (&rhythm, rows[i].intervals, rows[i].n, 30);
      g_assert_cmpint (rhythm.kind, ==, rows[i].kind);
      g_assert_cmpuint (rhythm.n, ==, rows[i].n);
      if (rows[i].low == OTHER)
        continue;
      g_assert_cmpfloat (rhythm.low, ==, rows[i].low);
      g_assert_cmpfloat (rhythm.high, ==, rows[i].high);
      g_assert_cmpuint (rhythm.n_fit, ==, rows[i].n_fit);
      g_assert_cmpuint (rhythm.n_missed, ==, rows[i].n_missed);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drop-log/forms", test_forms);
  g_test_add_func ("/drop-log/intervals", test_intervals);
  g_test_add_func ("/drop-log/logs", test_logs);
  g_test_add_func ("/drop-log/devices", test_devices);
  g_test_add_func ("/drop-log/rhythms", test_rhythms);

  return g_test_run ();
}
