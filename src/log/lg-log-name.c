/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which device a line of a log is about. */
#include "lg-log-name.h"

#include "lg-pattern.h"

#include <string.h>

#define DEVICE "device[ _]?name|dev_?name|设备名称?"
#define CLIENT "(?:mqtt[ _]?)?client[ _]?id|device[ _]?id|dev_?id|iot_?id|客户端 ?id|设备 ?id"
#define ADDRESS \
  "client[ _]?ip|remote[ _]?(?:ip|addr(?:ess)?)|peer_?host|ip(?:[ _]?addr(?:ess)?)?|(?:ip)?地址"
#define FIRMWARE \
  "(?:firmware|fw)(?:[ _]?ver(?:sion)?)?|(?:module|sw)_?ver(?:sion)?|固件(?:版本)?"
#define REGION "region(?:[ _]?id)?|province|city|地域|区域|地区|省份|城市"
#define TIME "time|event_?time|timestamp|date|时间|发生时间|日期"

/* A member of a record, or `name: value` and `name=value`. */
#define MEMBER(names) \
  "(?<![\\w/])[\"']?(?:" names ")[\"']?\\s*[:=：]\\s*[\"']?(?<v>[^\\s\"',;|&{}()\\[\\]]{1,64})"

/* In a terminal and in a broker's own log. */
#define MOSQUITTO "(?:\\d:|\\])\\s+"

/* A name that is no word: it has a digit, and is no part of a device, no number and no address. */
#define NO_PART \
  "(?!(?:wlan|eth|tty|usb|ppp|wwan|mqtt|socket|sock|fd|core|cpu|task|thread|link|port|session|" \
  "sim|slot|line|level|qos|v)[a-z]*[-_]?\\d)"
#define NAME "(?=[\\w.-]*\\d)(?:[a-z][\\w-]{0,63}|\\d{15}|\\d{19,20})"

/* The first that fits counts. */
static const struct
{
  LgLogField  field;
  gboolean    of_record;
  const char *pattern;
} patterns[] = {
  { LG_LOG_FIELD_DEVICE, TRUE, MEMBER (DEVICE) },
  { LG_LOG_FIELD_DEVICE, TRUE, "/(?:as/mqtt/status|sys)/\\w{1,32}/(?<v>[^/\\s\"',;]{1,64})" },
  { LG_LOG_FIELD_DEVICE, TRUE, MEMBER (CLIENT) },
  { LG_LOG_FIELD_DEVICE, FALSE,
    MOSQUITTO "New client connected from \\S+ as (?<v>[^\\s|]{1,64})" },
  { LG_LOG_FIELD_DEVICE, FALSE,
    MOSQUITTO "(?:Client|(?:Socket error|bad socket [\\w/]+) on client) (?<v>[^\\s|,:]{1,64})"
    "(?:\\|[^|\\s]*\\|)?(?:,|:| \\[| has| closed| disconnected| already)" },
  { LG_LOG_FIELD_DEVICE, FALSE,
    "(?<![\\w.@])(?<v>[\\w.:-]{1,64})@(?:\\d{1,3}\\.){3}\\d{1,3}:\\d{2,5}\\b" },
  /* A list with a name on each line, before or after the time. */
  { LG_LOG_FIELD_DEVICE, FALSE,
    "(?:^|[\\s,;|])" NO_PART "(?<v>" NAME ")[\\s,;|:]+(?:is |was |went |goes |has |设备)?"
    "(?:offline|online|disconnected|connected|离线|上线|下线|掉线|断开|已连接)" },
  { LG_LOG_FIELD_DEVICE, FALSE,
    "^" NO_PART "(?<v>" NAME ")[\\s,;|]+(?=\\d{4}[-/.年]\\d|\\d{1,2}:\\d{2})" },
  { LG_LOG_FIELD_ADDRESS, TRUE, MEMBER (ADDRESS) },
  { LG_LOG_FIELD_ADDRESS, FALSE, "\\bfrom (?<v>(?:\\d{1,3}\\.){3}\\d{1,3})\\b" },
  { LG_LOG_FIELD_ADDRESS, FALSE, "@(?<v>(?:\\d{1,3}\\.){3}\\d{1,3}):\\d{2,5}\\b" },
  { LG_LOG_FIELD_FIRMWARE, TRUE, MEMBER (FIRMWARE) },
  { LG_LOG_FIELD_REGION, TRUE, MEMBER (REGION) },
};

/* A line of a table, split; a field in quotation marks is one. */
static GStrv
split (const char *line,
       char        separator)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GString) field = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (;; line++)
    {
      if (*line == '"')
        {
          quoted = !quoted;
        }
      else if (*line == '\0' || (*line == separator && !quoted))
        {
          g_strv_builder_add (builder, g_strstrip (field->str));
          g_string_truncate (field, 0);
          if (*line == '\0')
            return g_strv_builder_end (builder);
        }
      else
        {
          g_string_append_c (field, *line);
        }
    }
}

/* Which field a column's title names; -1: none. */
static int
find_field (const char *title)
{
  static const struct
  {
    LgLogField  field;
    const char *pattern;
  } titles[] = {
    { LG_LOG_FIELD_DEVICE, "^(?:" DEVICE "|" CLIENT "|设备|device)$" },
    { LG_LOG_FIELD_ADDRESS, "^(?:" ADDRESS ")$" },
    { LG_LOG_FIELD_FIRMWARE, "^(?:" FIRMWARE ")$" },
    { LG_LOG_FIELD_REGION, "^(?:" REGION ")$" },
    { LG_LOG_FIELD_TIME, "^(?:" TIME ")$" },
  };
  static LgPattern compiled[G_N_ELEMENTS (titles)];

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (lg_pattern_match (&compiled[i], titles[i].pattern, title, NULL))
      return titles[i].field;

  return -1;
}

/**
 * lg_log_columns_read:
 * @line: a line, UTF-8
 *
 * Reads the titles of a table, as spreadsheets and consoles write them.
 *
 * Returns: whether the line has titles of columns, one of them the device's
 */
gboolean
lg_log_columns_read (LgLogColumns *self,
                     const char   *line)
{
  static const char separators[] = ",;\t|";

  g_return_val_if_fail (self != NULL && line != NULL, FALSE);

  for (const char *separator = separators; *separator != '\0'; separator++)
    {
      g_auto (GStrv) titles = split (line, *separator);

      *self = (LgLogColumns) { .separator = *separator, .column = { -1, -1, -1, -1, -1 } };
      for (guint i = 0; titles[1] != NULL && titles[i] != NULL; i++)
        {
          int field = find_field (titles[i]);

          if (field >= 0 && self->column[field] < 0)
            self->column[field] = i;
        }
      if (self->column[LG_LOG_FIELD_DEVICE] >= 0)
        return TRUE;
    }

  *self = (LgLogColumns) { .separator = 0, .column = { -1, -1, -1, -1, -1 } };
  return FALSE;
}

static char *
find_in_column (LgLogField          field,
                const LgLogColumns *columns,
                const char         *line)
{
  g_auto (GStrv) fields = split (line, columns->separator);
  int column = columns->column[field];

  return column >= 0 && (guint) column < g_strv_length (fields) && *fields[column] != '\0'
         ? g_strdup (fields[column]) : NULL;
}

/**
 * lg_log_name_find:
 * @field: what is asked for
 * @columns: (nullable): the columns of the table the line is of
 * @line: a line of a log, or a record of a console; UTF-8
 *
 * Finds what a line names: in its column, by the names of members, in the vendor's topics, and
 * where mosquitto and others put it. Of a client ID, what follows the first bar is left out. Pure.
 *
 * Returns: (transfer full) (nullable): the name; %NULL: the line has none
 */
char *
lg_log_name_find (LgLogField          field,
                  const LgLogColumns *columns,
                  const char         *line)
{
  static LgPattern compiled[G_N_ELEMENTS (patterns)];

  g_return_val_if_fail (line != NULL, NULL);

  if (columns != NULL && columns->separator != 0)
    return find_in_column (field, columns, line);

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GMatchInfo) info = NULL;

      /* A record names what it is about in a member, or in a topic. */
      if (*line == '{' && !patterns[i].of_record)
        continue;
      if (patterns[i].field == field
          && lg_pattern_match (&compiled[i], patterns[i].pattern, line, &info))
        return g_match_info_fetch_named (info, "v");
    }

  return NULL;
}
