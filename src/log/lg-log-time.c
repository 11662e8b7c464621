/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-log-time.h"

#include "lg-pattern.h"

#include <string.h>

#define MS_PER_DAY (24 * 3600 * G_GINT64_CONSTANT (1000))

/* A count in 32 bits: of ms it lasts 49.7 days, of µs 71 minutes. */
#define COUNT_END (G_GINT64_CONSTANT (1) << 32)

#define MONTH "(?<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?"
#define FRACTION "(?:(?:[.,]|:(?=\\d{3}(?!\\d)))(?<f>\\d{1,9}))?"
#define SECONDS "(?:[:分](?<s>\\d{2})秒?" FRACTION ")"
#define HALF "(?:\\s?(?<ap>[ap])\\.?m\\b\\.?)?"
#define ZONE "(?:\\s?(?<z>z|utc|gmt|[+-]\\d{2}(?::?\\d{2})?)(?![\\w:]))?"
#define DAY_BEFORE "(?:(?<cn>上午|下午|凌晨|中午|晚上)\\s?)?"
#define CLOCK DAY_BEFORE "(?<h>\\d{1,2})[:时点](?<mi>\\d{2})" SECONDS "?" HALF ZONE
#define FULL_CLOCK DAY_BEFORE "(?<h>\\d{1,2})[:时点](?<mi>\\d{2})" SECONDS HALF ZONE
#define BEFORE "(?<![\\w:.])"
#define AFTER "(?![\\w:])"

typedef enum
{
  NUMERIC_DATE,
  NAMED_DATE,
  SHORT_DATE,
  CLOCK_ALONE,
  UNIX_SECONDS,
  UNIX_MS,
  UPTIME_DAYS,
  UPTIME_SECONDS,
  UPTIME_MS,
  UPTIME_BARE,
} Form;

/* The first form that fits counts. */
static const struct
{
  Form        form;
  const char *pattern;
} patterns[] = {
  { NUMERIC_DATE, "(?<!\\d)(?<y>\\d{4})\\s?[-/.年]\\s?(?<mo>\\d{1,2})\\s?[-/.月]\\s?(?<d>\\d{1,2})日?"
                  "(?:t|\\s|,|_)*" CLOCK },
  { NUMERIC_DATE, "(?<!\\d)(?<y>20\\d{2})(?<mo>\\d{2})(?<d>\\d{2})[t _-]?"
                  "(?<h>\\d{2}):?(?<mi>\\d{2}):?(?<s>\\d{2})" FRACTION ZONE "(?!\\d)" },
  { NAMED_DATE, "(?<!\\d)(?<d>\\d{1,2})[ /-]" MONTH "[ /-](?<y>\\d{4})[ :t,]+" CLOCK },
  { NAMED_DATE, "\\b" MONTH "\\s+(?<d>\\d{1,2})(?:,?\\s+(?<y>\\d{4}))?,?\\s+" CLOCK
                "(?:\\s+(?<y2>\\d{4})\\b)?" },
  { SHORT_DATE, "(?<!\\d)(?<a>\\d{1,2})(?<dot>[/.])(?<b>\\d{1,2})[/.](?<y>\\d{4}|\\d{2}),?\\s+"
                CLOCK },
  { NUMERIC_DATE, "(?<!\\d)(?<mo>\\d{2})[-/](?<d>\\d{2})\\s+" CLOCK },
  { NUMERIC_DATE, "(?<!\\d)(?<mo>\\d{1,2})月(?<d>\\d{1,2})日\\s*" CLOCK },
  { UPTIME_DAYS, "(?<!\\w)(?<n>\\d{1,4})\\s?d(?:ays?)?,?\\s+(?<h>\\d{1,2}):(?<mi>\\d{2})" SECONDS },
  { CLOCK_ALONE, BEFORE FULL_CLOCK AFTER },
  { UNIX_MS, "(?<![\\d.])(?<n>1\\d{12})(?![\\d.])" },
  { UNIX_SECONDS, "(?<![\\d.])(?<n>1\\d{9})(?:\\.(?<f>\\d{1,9}))?(?!\\d)" },
  { UPTIME_MS, "^\\W{0,8}[IWEDV] \\((?<n>\\d+)\\)" },
  { UPTIME_MS, "^\\s*\\[\\s*(?<n>\\d+)\\]\\s*[[<]" },
  { UPTIME_MS, "^\\s*(?:\\[\\w{1,5}\\]\\s*)?\\((?<n>\\d{3,})\\)" },
  { UPTIME_SECONDS, "^\\s*\\[\\s*(?<n>\\d+)\\.(?<f>\\d{3,9})\\]" },
  { UPTIME_BARE, "^\\s*\\[?\\s*(?:millis|(?<u>micros)|ticks?|ts?)\\W{1,3}"
                 "(?<n>\\d{1,16})(?![\\w.:])" },
  { UPTIME_BARE, "^\\s*\\[?\\s*(?<n>\\d{1,16})\\s?(?<u>ms|us|µs)\\]?[\\s:|>,-]+(?=\\S)" },
  { UPTIME_BARE, "^\\s*\\[?\\s*(?<n>\\d{4,16})(?=[\\]\\s:|>])[\\]\\s:|>,-]*(?=[^\\d\\s])" },
  { CLOCK_ALONE, BEFORE CLOCK AFTER },
};

/* The number of that name, or -1. */
static gint64
get_number (GMatchInfo *info,
            const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (info, name);

  return text != NULL && *text != '\0' ? g_ascii_strtoll (text, NULL, 10) : -1;
}

/* Digits after the point, as ms. */
static guint
get_fraction (GMatchInfo *info)
{
  g_autofree char *text = g_match_info_fetch_named (info, "f");
  guint ms = 0;

  for (guint i = 0; text != NULL && *text != '\0' && i < 3; i++)
    ms = ms * 10 + (i < strlen (text) ? text[i] - '0' : 0);
  return ms;
}

static gboolean
has (GMatchInfo *info,
     const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (info, name);

  return text != NULL && *text != '\0';
}

static gboolean
is_afternoon (GMatchInfo *info,
              gint64      hour)
{
  g_autofree char *half = g_match_info_fetch_named (info, "ap");
  g_autofree char *word = g_match_info_fetch_named (info, "cn");

  if (half != NULL && g_ascii_tolower (*half) == 'p')
    return TRUE;
  return word != NULL && (g_str_equal (word, "下午") || g_str_equal (word, "晚上")
                          || (g_str_equal (word, "中午") && hour < 10));
}

static gboolean
read_clock (LgLogTime  *self,
            GMatchInfo *info)
{
  gint64 hour = get_number (info, "h"), minute = get_number (info, "mi");
  gint64 second = get_number (info, "s");

  if (is_afternoon (info, hour) && hour < 12)
    hour += 12;
  else if (hour == 12 && (has (info, "ap") || has (info, "cn")) && !is_afternoon (info, hour))
    hour = 0;

  /* A leap second is the last one of its minute. */
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;

  self->clock_ms = ((hour * 60 + minute) * 60 + CLAMP (second, 0, 59)) * 1000 + get_fraction (info);
  self->resolution_ms = second < 0 ? 60000 : has (info, "f") ? 1 : 1000;
  return TRUE;
}

/* How far the zone told is east of UTC, ms. */
static gint64
get_zone (GMatchInfo *info)
{
  g_autofree char *zone = g_match_info_fetch_named (info, "z");
  guint hours, minutes = 0;

  if (zone == NULL || (*zone != '+' && *zone != '-'))
    return 0;

  hours = (zone[1] - '0') * 10 + zone[2] - '0';
  if (strlen (zone) > 3)
    minutes = atoi (zone + strlen (zone) - 2);
  return (*zone == '-' ? -1 : 1) * (gint64) (hours * 60 + minutes) * 60 * 1000;
}

static int
get_month (GMatchInfo *info)
{
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  g_autofree char *name = g_match_info_fetch_named (info, "mon");
  g_autofree char *lower = NULL;

  if (name == NULL || *name == '\0')
    return get_number (info, "mo");

  lower = g_ascii_strdown (name, 3);
  return (strstr (names, lower) - names) / 3 + 1;
}

/* Midnight of a date; of the last such date before now if the year is not told. */
static gint64
find_day (const LgLogTimeStyle *style,
          int                   year,
          int                   month,
          int                   day)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (style->now_s);
  g_autoptr (GDateTime) date = NULL;

  for (int i = 0; date == NULL && i < 5; i++)
    {
      date = g_date_time_new_utc (year > 0 ? year : g_date_time_get_year (now) - i, month, day, 0,
                                  0, 0);
      if (date != NULL && year <= 0
          && g_date_time_to_unix (date) > style->now_s + 2 * MS_PER_DAY / 1000)
        g_clear_pointer (&date, g_date_time_unref);
    }

  return date != NULL ? g_date_time_to_unix (date) * 1000 : -1;
}

static gboolean
read_date (LgLogTime            *self,
           const LgLogTimeStyle *style,
           Form                  form,
           GMatchInfo           *info)
{
  gint64 year = MAX (get_number (info, "y"), get_number (info, "y2"));
  int month = get_month (info), day = get_number (info, "d");
  gint64 midnight;

  if (form == SHORT_DATE)
    {
      g_autofree char *dot = g_match_info_fetch_named (info, "dot");
      gboolean month_first = *dot == '/' && style->month_first;

      month = get_number (info, month_first ? "a" : "b");
      day = get_number (info, month_first ? "b" : "a");
      year += year < 100 ? 2000 : 0;
    }

  midnight = find_day (style, year, month, day);
  if (midnight < 0 || !read_clock (self, info))
    return FALSE;

  self->kind = LG_LOG_TIME_DATE;
  self->ms = midnight + self->clock_ms - get_zone (info);
  self->zoned = has (info, "z");
  return TRUE;
}

static gboolean
read_count (LgLogTime  *self,
            Form        form,
            GMatchInfo *info)
{
  gboolean seconds = form == UNIX_SECONDS || form == UPTIME_SECONDS;
  gint64 number = get_number (info, "n");
  g_autofree char *unit = g_match_info_fetch_named (info, "u");
  gboolean micros = unit != NULL && *unit != '\0' && g_ascii_strcasecmp (unit, "ms") != 0;

  if (number > G_MAXINT64 / 1000)
    return FALSE;

  self->kind = form <= UNIX_MS ? LG_LOG_TIME_DATE : LG_LOG_TIME_UPTIME;
  self->ms = seconds ? number * 1000 + get_fraction (info) : micros ? number / 1000 : number;
  self->zoned = form <= UNIX_MS;
  self->wrap_ms = form <= UNIX_MS || seconds ? 0 : micros ? COUNT_END / 1000 : COUNT_END;
  self->bare = form == UPTIME_BARE && !micros;
  self->clock_ms = form <= UNIX_MS ? self->ms % MS_PER_DAY : -1;
  self->resolution_ms = form == UNIX_SECONDS && !has (info, "f") ? 1000 : 1;
  return TRUE;
}

static gboolean
read_match (LgLogTime            *self,
            const LgLogTimeStyle *style,
            Form                  form,
            GMatchInfo           *info)
{
  *self = (LgLogTime) { 0 };
  switch (form)
    {
    case NUMERIC_DATE:
    case NAMED_DATE:
    case SHORT_DATE:
      return read_date (self, style, form, info);

    case CLOCK_ALONE:
      self->kind = LG_LOG_TIME_CLOCK;
      if (!read_clock (self, info))
        return FALSE;
      self->ms = self->clock_ms - get_zone (info);
      self->zoned = has (info, "z");
      return TRUE;

    case UPTIME_DAYS:
      if (!read_clock (self, info))
        return FALSE;
      self->kind = LG_LOG_TIME_UPTIME;
      self->ms = get_number (info, "n") * MS_PER_DAY + self->clock_ms;
      self->clock_ms = -1;
      return TRUE;

    case UNIX_SECONDS:
    case UNIX_MS:
    case UPTIME_SECONDS:
    case UPTIME_MS:
    case UPTIME_BARE:
      return read_count (self, form, info);
    }

  return FALSE;
}

/**
 * lg_log_time_style_init:
 * @text: the whole log
 * @now_s: Unix seconds
 *
 * Finds out how the log writes its dates: 4/10 and 10/4 look alike, 10/13 does not.
 */
void
lg_log_time_style_init (LgLogTimeStyle *self,
                        const char     *text,
                        gint64          now_s)
{
  g_return_if_fail (self != NULL && text != NULL);

  self->now_s = now_s;
  self->month_first
    = g_regex_match_simple ("(?<!\\d)\\d{1,2}/(?:1[3-9]|2\\d|3[01])/\\d{2}", text, 0, 0)
      || (g_regex_match_simple ("\\d\\s?[ap]m\\b", text, G_REGEX_CASELESS, 0)
          && !g_regex_match_simple ("(?<!\\d)(?:1[3-9]|2\\d|3[01])/\\d{1,2}/\\d{2}", text, 0, 0));
}

/**
 * lg_log_time_parse:
 * @style: how to read it
 * @line: a line of a log, UTF-8
 *
 * Finds the time in a line: ISO 8601, syslog, what consoles and terminal programs write, English
 * and Chinese dates, 12 or 24 hours, Unix time, and the time since the start that ESP-IDF and
 * others count, in days and hours, seconds, ms or µs.
 *
 * Returns: whether there is one
 */
gboolean
lg_log_time_parse (LgLogTime            *self,
                   const LgLogTimeStyle *style,
                   const char           *line)
{
  static LgPattern compiled[G_N_ELEMENTS (patterns)];

  g_return_val_if_fail (self != NULL && style != NULL && line != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GMatchInfo) info = NULL;

      if (lg_pattern_match (&compiled[i], patterns[i].pattern, line, &info)
          && read_match (self, style, patterns[i].form, info))
        {
          /* Of a count, its number. */
          if (self->kind == LG_LOG_TIME_UPTIME && patterns[i].form != UPTIME_DAYS)
            g_match_info_fetch_named_pos (info, "n", &self->start, NULL);
          else
            g_match_info_fetch_pos (info, 0, &self->start, NULL);
          g_match_info_fetch_pos (info, 0, NULL, &self->end);
          while (self->end > self->start && !g_ascii_isalnum (line[self->end - 1])
                 && (guchar) line[self->end - 1] < 0x80)
            self->end--;
          return TRUE;
        }
    }

  return FALSE;
}
