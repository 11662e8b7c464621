/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-log-mask.h"

#include "lg-pattern.h"

#include <string.h>

#define MASK "\xE2\x80\xA6"

#define QUOTED "\"(?:[^\"\\\\]|\\\\.)*\""
#define ARGUMENT "(?:" QUOTED "|[^,\\s]+)"

/**
 * lg_log_mask:
 * @line: a line of a log
 *
 * Puts … in the place of what may be a secret: passwords, secrets, tokens and keys by their names,
 * the credentials of AT commands by their place, and any run of 32 or more hexadecimal digits by
 * its form. What is returned is valid UTF-8. Pure; any thread.
 *
 * Returns: (transfer full): the line without them
 */
char *
lg_log_mask (const char *line)
{
  /* Each hides the group `secret`; a group `more` follows it and is hidden, too. */
  static const char *const patterns[] = {
    "(?:pass(?:word|wd|phrase)?|passwd|pwd|psk|secret|token|auth[_-]?key|api[_-]?key|"
    "access[_-]?key|"
    "signature|\\bsign|密码|密钥)\\w*[\"']?\\s*(?:[:=]|\\bis\\b)\\s*(?<secret>" QUOTED "|'[^']*'|"
    "[^\\s,;&|\"'}]+)",
    "AT\\+CWJAP\\w*=" ARGUMENT ",(?<secret>" ARGUMENT ")",
    "AT\\+(?:QMTCONN|MQTTCONN|MQTTCONNPARAM|"
    "MQTTUSERCFG)\\s*=(?:[^,]*,){1,3}\\s*" ARGUMENT "\\s*,\\s*(?<secret>"
    ARGUMENT ")(?:\\s*,\\s*(?<more>" QUOTED "))?",
    "AT\\+CMQTTCONNECT\\s*=(?:[^,]*,){4,5}\\s*" ARGUMENT "\\s*,\\s*(?<secret>" ARGUMENT ")",
    "AT\\+(?:UMQTT\\s*=\\s*4|MCONFIG\\s*=\\s*" ARGUMENT ")\\s*,\\s*" ARGUMENT "\\s*,\\s*(?<secret>"
    ARGUMENT ")",
    "AT\\+SMCONF\\s*=\\s*\"PASSWORD\"\\s*,\\s*(?<secret>" ARGUMENT ")",
    "AT\\+QMTCFG\\s*=\\s*\"aliauth\"\\s*,[^,]*,(?:[^,]*,){2}\\s*(?<secret>" ARGUMENT ")",
    "AT\\+(?:DS|PS|MQTTPASSWORD|MQTTLONGPASSWORD)\\w*\\s*=\\s*(?<secret>.+)",
    "(?<![0-9a-fA-F])(?<secret>[0-9a-fA-F]{32,})(?![0-9a-fA-F])",
  };
  static LgPattern compiled[G_N_ELEMENTS (patterns)];
  g_autofree char *text = NULL;

  g_return_val_if_fail (line != NULL, NULL);

  text = g_utf8_make_valid (line, -1);
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GMatchInfo) info = NULL;
      g_autoptr (GString) masked = NULL;
      int done = 0;

      if (!lg_pattern_match (&compiled[i], patterns[i], text, &info))
        continue;

      masked = g_string_new (NULL);
      for (; g_match_info_matches (info); g_match_info_next (info, NULL))
        {
          int start, end, from, until;

          g_match_info_fetch_named_pos (info, "secret", &start, &end);
          g_string_append_len (masked, text + done, start - done);
          g_string_append (masked, MASK);
          done = end;
          if (strstr (patterns[i], "<more>") != NULL
              && g_match_info_fetch_named_pos (info, "more", &from, &until) && from >= end)
            {
              g_string_append_len (masked, text + done, from - done);
              g_string_append (masked, MASK);
              done = until;
            }
        }
      g_string_append (masked, text + done);
      explicit_bzero (text, strlen (text));
      g_free (text);
      text = g_string_free (g_steal_pointer (&masked), FALSE);
    }

  return g_steal_pointer (&text);
}
