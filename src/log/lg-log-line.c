/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of a device's log, or a reason the console shows. */
#include "config.h"

#include "lg-log-line.h"

#include "lg-log-mask.h"
#include "lg-log-row.h"
#include "lg-log-word.h"
#include "lg-pattern.h"
#include "diagnosis/lg-rule.h"
#include "diagnosis/lg-settle.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Room for each table. */
#define MOST_TABLES 9
#define MOST_ROWS 96

/* What a row makes of a line. */
typedef struct
{
  const LgLogRow     *row;
  const LgLogReading *readings;
  LgConfidence        confidence;
  char               *match;
} Answer;

static gint64
read_number (GMatchInfo *info)
{
  g_autofree char *code = g_match_info_fetch_named (info, "code");
  g_autofree char *hex = NULL;
  gboolean negative;
  gint64 number;

  if (code == NULL || *code == '\0')
    {
      hex = g_match_info_fetch_named (info, "hex");
      return hex != NULL ? g_ascii_strtoll (hex, NULL, 16) : 0;
    }

  negative = *code == '-';
  number = g_str_has_prefix (code + negative, "0x") || g_str_has_prefix (code + negative, "0X")
           ? g_ascii_strtoll (code + negative, NULL, 16)
           : g_ascii_strtoll (code + negative, NULL, 10);
  return negative ? -number : number;
}

static const LgLogCode *
find_code (const LgLogCode *codes,
           gint64           number)
{
  for (guint i = 0; codes[i].readings[0] != LG_LOG_NOTHING; i++)
    if (number >= codes[i].from && number <= codes[i].to)
      return &codes[i];

  return NULL;
}

static gboolean
fits (const LgLogRow *row,
      GMatchInfo     *info,
      Answer         *answer)
{
  const LgLogCode *code = NULL;

  if (row->codes != NULL)
    {
      code = find_code (row->codes, read_number (info));
      if (code == NULL)
        return FALSE;
    }

  answer->row = row;
  answer->readings = code != NULL ? code->readings : row->readings;
  answer->confidence = code != NULL ? code->confidence : row->confidence;
  /* With a second reading nothing is certain. */
  if (answer->readings[1] != LG_LOG_NOTHING)
    answer->confidence = MAX (answer->confidence, LG_CONFIDENCE_LIKELY);
  answer->match = g_strstrip (g_match_info_fetch (info, 0));
  return TRUE;
}

/* Parts of a device whose numbers look like those of its link to a platform. */
static gboolean
is_of_other_part (const char *line)
{
  static LgPattern compiled;

  return lg_pattern_match (&compiled,
                           "(?<![a-z])(?:wi-?fi|wlan|wpa|sta|assoc\\w*|deauth\\w*|ssid|ble|gap|"
                           "gatt|hci|bluetooth|bt|https?|ftp|ssh|smtp|sip|rtsp|coap|"
                           "modbus|can|i2c|spi|"
                           "uart|usb|nvs|flash|sd(?:card|mmc)?|fat(?:fs)?|spiffs|littlefs|file|ota|"
                           "boot|reset|adc|gpio|lcd|camera|audio|codec|hap|zigbee|lora\\w*|nfc|"
                           "pci\\w*|sql\\w*|ldap|kernel|systemd|dhcp\\w*|ntp|sntp)(?![a-z])",
                           line, NULL);
}

/* The first row that fits. */
static gboolean
find_answer (const char *line,
             Answer     *answer)
{
  static LgPattern compiled[MOST_TABLES][MOST_ROWS];
  gboolean other = is_of_other_part (line), ascii = g_str_is_ascii (line);

  for (guint i = 0; lg_log_tables[i] != NULL; i++)
    for (guint k = 0; lg_log_tables[i][k].pattern != NULL; k++)
      {
        const LgLogRow *row = &lg_log_tables[i][k];
        g_autoptr (GMatchInfo) info = NULL;

        g_assert (i < MOST_TABLES && k < MOST_ROWS);
        if ((row->own && other) || (ascii && lg_log_tables[i] == lg_log_rows_chinese))
          continue;
        if (lg_pattern_match (&compiled[i][k], row->pattern, line, &info)
            && fits (row, info, answer))
          return TRUE;
      }

  return FALSE;
}

static GPtrArray *
list_alternatives (const Answer *answer)
{
  GPtrArray *alternatives = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_alternative_free);
  const char *first = lg_log_reading_get_cause (answer->readings[0]);

  for (guint i = 1; i < LG_LOG_READINGS && answer->readings[i] != LG_LOG_NOTHING; i++)
    {
      const char *cause = lg_log_reading_get_cause (answer->readings[i]);

      if (cause != NULL && g_strcmp0 (cause, first) != 0)
        g_ptr_array_add (alternatives,
                         lg_alternative_new (cause, LG_CONFIDENCE_POSSIBLE,
                                             lg_log_reading_get_title (answer->readings[i]),
                                             _("The same line stands for it, too; only what came "
                                               "before it tells which it was.")));
    }

  return alternatives;
}

static LgFinding *
make_finding (const Answer *answer,
              LgFamily      family)
{
  const char *cause = lg_log_reading_get_cause (answer->readings[0]);
  const LgRemark *remark =
    lg_remark_find_device (cause, answer->row->owner == LG_LOG_OWNER_TUYA_CONSOLE
                                  ? LG_FAMILY_TUYA : family);
  const char *meaning = lg_log_reading_get_meaning (answer->readings[0]);
  const char *next = lg_log_reading_get_advice (answer->readings[0]);
  /* What has words of its own needs no other place to look. */
  const char *settle = next == NULL ? lg_settle_describe (lg_settle_find (cause)) : NULL;
  g_autofree char *owner = lg_log_owner_describe (answer->row->owner);
  /* Translators: the part of the line, and a sentence on where such lines come from */
  g_autofree char *evidence = g_strdup_printf (_("The line has “%s”. %s"), answer->match, owner);
  const char *step = next != NULL ? next : _(remark->advice);
  g_autofree char *advice = settle != NULL
                           /* Translators: two sentences */
                           ? g_strdup_printf (_("%s %s"), step, settle) : g_strdup (step);
  g_autoptr (GPtrArray) alternatives = list_alternatives (answer);

  return lg_finding_new (&(LgFinding) {
    .cause = cause,
    .severity = lg_log_reading_get_severity (answer->readings[0]),
    .confidence = answer->confidence,
    .title = lg_log_reading_get_title (answer->readings[0]),
    .evidence = evidence,
    .meaning = meaning != NULL ? meaning : _(remark->meaning),
    .advice = advice,
    .alternatives = alternatives,
  });
}

/* By what such a line looks like. */
static const char *
find_next (const char *line)
{
  static const struct
  {
    const char *pattern;
    const char *next;
  } rows[] = {
    { "^\\W*AT\\+", N_("It is a command to the module. Look for the module's answer to it: a line "
                       "that begins with + and ends in a number.") },
    { "^\\W*(?:ERROR|FAIL)\\W*$", N_("ERROR alone tells nothing. Switch the module's error numbers "
                                     "on (AT+CMEE=1, with ESP-AT AT+SYSLOG=1) and try again.") },
    { "\\bstate\\b|\\bstatus\\b", N_("A state means something only with the name of the library "
                                     "that counts it. Look for the line before it that says what "
                                     "failed.") },
  };
  static LgPattern compiled[G_N_ELEMENTS (rows)];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (lg_pattern_match (&compiled[i], rows[i].pattern, line, NULL))
      return _(rows[i].next);

  return _("Look for a line with a number, as rc=4 or -0x2700, or with a reason, as “Keepalive "
           "timeout”, close to the moment of the failure.");
}

/**
 * lg_log_line_read:
 * @line: a line of a device's log, a return code or a reason of the console
 * @family: whose rules apply
 *
 * Says what a line means on this platform, and what would settle it. A number counts only where
 * the line shows whose it is; where several may be meant, all are named and none is certain.
 * Secrets in the line are masked before anything of it is kept. Pure; any thread.
 *
 * Returns: (transfer full): what it means
 */
LgLogLine *
lg_log_line_read (const char *line,
                  LgFamily    family)
{
  LgLogLine *self;
  g_autofree char *masked = NULL;
  Answer answer = { NULL };

  g_return_val_if_fail (line != NULL, NULL);

  self = g_new0 (LgLogLine, 1);
  self->findings = g_ptr_array_new_with_free_func (g_object_unref);
  masked = lg_log_mask (line);
  self->recognized = find_answer (masked, &answer);
  if (!self->recognized)
    self->recognized = lg_log_word_find (masked) == LG_LOG_WORD_ONLINE;
  else if (lg_log_reading_get_cause (answer.readings[0]) != NULL)
    g_ptr_array_add (self->findings, make_finding (&answer, family));

  if (answer.row != NULL && answer.row->next != NULL)
    self->next = _(answer.row->next);
  else if (!self->recognized)
    self->next = find_next (masked);
  g_free (answer.match);
  return self;
}

/**
 * lg_log_line_free:
 *
 * Frees it.
 */
void
lg_log_line_free (LgLogLine *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->findings);
  g_free (self);
}

/**
 * lg_log_line_findings:
 * @line: a line of a device's log, a return code or a reason of the console
 * @family: whose rules apply
 *
 * As [func@log_line_read], for who needs only what it means.
 *
 * Returns: (transfer full) (element-type LgFinding): the finding; empty if there is none
 */
GPtrArray *
lg_log_line_findings (const char *line,
                      LgFamily    family)
{
  g_autoptr (LgLogLine) self = lg_log_line_read (line, family);

  return g_ptr_array_ref (self->findings);
}
