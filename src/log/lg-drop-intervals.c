/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-drop-intervals.h"

#include "lg-pattern.h"

#include <string.h>

#define NUMBER "\\d{1,7}(?:\\.\\d{1,3})?(?!\\d)"
#define HOURS "(?:(?<h>" NUMBER ")\\s*(?:h(?:ours?|rs?)?(?![a-z])|小时)\\s*)"
#define MINUTES "(?:(?<m>" NUMBER ")\\s*(?:m(?:in(?:ute)?s?)?(?![a-z])|分钟?)\\s*)"
#define SECONDS "(?:(?<s>" NUMBER ")\\s*(?<u>ms(?![a-z])|s(?:ec(?:ond)?s?)?(?![a-z])|秒)?\\s*)"
#define DURATION \
  "(?:" HOURS MINUTES "?" SECONDS "?|" MINUTES SECONDS "?|" SECONDS ")"
/* What may stand around the numbers and says nothing more. */
#define FILLER \
  "(?:\\s|[,;、，；。~≈+]|\\b(?:every|each|about|approx(?:imately)?|around|roughly|after|ca|and|" \
  "or|drops?|offline|interval)\\b|每隔?|大约|约|左右|一次|掉线|离线|下线)*"

static double
get_number (GMatchInfo *info,
            const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (info, name);

  return text != NULL ? g_ascii_strtod (text, NULL) : 0;
}

static double
get_seconds (GMatchInfo *info)
{
  g_autofree char *unit = g_match_info_fetch_named (info, "u");
  double last = get_number (info, "s");

  if (unit != NULL && g_ascii_strcasecmp (unit, "ms") == 0)
    last /= 1000;
  return get_number (info, "h") * 3600 + get_number (info, "m") * 60 + last;
}

/**
 * lg_drop_intervals_parse:
 * @text: intervals and nothing else: “120”, “every 2 min”, “118 s, 121 s, 120 s”
 *
 * Returns: (transfer full) (element-type double): seconds; empty if the text is anything else
 */
GArray *
lg_drop_intervals_parse (const char *text)
{
  GArray *intervals = g_array_new (FALSE, FALSE, sizeof (double));
  static LgPattern compiled;
  g_autoptr (GMatchInfo) info = NULL;
  int end = 0;

  for (lg_pattern_match (&compiled, "(?J)\\G" FILLER DURATION FILLER, text, &info);
       g_match_info_matches (info); g_match_info_next (info, NULL))
    {
      double seconds = get_seconds (info);

      g_match_info_fetch_pos (info, 0, NULL, &end);
      if (seconds > 0)
        g_array_append_val (intervals, seconds);
    }

  if (text[end] != '\0')
    g_array_set_size (intervals, 0);
  return intervals;
}
