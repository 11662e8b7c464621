/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AT commands of cellular modules: Quectel (“MQTT Application Note”), SIMCom (“MQTT(S) Application
 * Note”, “AT+SMCONF”), Air (“AT+MCONFIG”), and Alibaba's own (“AT+IDMAU”, Link WAN). */
#include "config.h"

#include "lg-esp-at.h"
#include "lg-import-record.h"
#include "lg-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PREFIX "AT+"
#define NOTHING LG_IMPORT_N_VALUES

/* A command, the quoted word its first argument has to be, and what each argument is. */
static const struct
{
  const char    *command;
  const char    *word;
  LgImportValue  values[6];
} commands[] = {
  { "QMTCFG", "aliauth",
    { NOTHING, NOTHING, LG_IMPORT_PRODUCT_KEY, LG_IMPORT_DEVICE_NAME, LG_IMPORT_DEVICE_SECRET,
      NOTHING } },
  { "QMTCFG", "keepalive",
    { NOTHING, NOTHING, LG_IMPORT_KEEPALIVE, NOTHING, NOTHING, NOTHING } },
  { "QMTCFG", "ssl", { NOTHING, NOTHING, LG_IMPORT_SECURITY, NOTHING, NOTHING, NOTHING } },
  { "QMTCFG", "session", { NOTHING, NOTHING, LG_IMPORT_CLEAN, NOTHING, NOTHING, NOTHING } },
  { "QMTOPEN", NULL, { NOTHING, LG_IMPORT_HOST, LG_IMPORT_PORT, NOTHING, NOTHING, NOTHING } },
  { "QMTCONN", NULL,
    { NOTHING, LG_IMPORT_CLIENT_ID, LG_IMPORT_USERNAME, LG_IMPORT_PASSWORD, NOTHING, NOTHING } },
  { "CMQTTACCQ", NULL,
    { NOTHING, LG_IMPORT_CLIENT_ID, LG_IMPORT_SECURITY, NOTHING, NOTHING, NOTHING } },
  { "CMQTTCONNECT", NULL,
    { NOTHING, LG_IMPORT_HOST, LG_IMPORT_KEEPALIVE, LG_IMPORT_CLEAN, LG_IMPORT_USERNAME,
      LG_IMPORT_PASSWORD } },
  { "SMCONF", "URL", { NOTHING, LG_IMPORT_HOST, LG_IMPORT_PORT, NOTHING, NOTHING, NOTHING } },
  { "SMCONF", "CLIENTID", { NOTHING, LG_IMPORT_CLIENT_ID, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "SMCONF", "USERNAME", { NOTHING, LG_IMPORT_USERNAME, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "SMCONF", "PASSWORD", { NOTHING, LG_IMPORT_PASSWORD, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "SMCONF", "KEEPTIME", { NOTHING, LG_IMPORT_KEEPALIVE, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "SMCONF", "CLEANSS", { NOTHING, LG_IMPORT_CLEAN, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "SMSSL", NULL, { LG_IMPORT_SECURITY, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "MCONFIG", NULL,
    { LG_IMPORT_CLIENT_ID, LG_IMPORT_USERNAME, LG_IMPORT_PASSWORD, NOTHING, NOTHING, NOTHING } },
  { "MIPSTART", NULL, { LG_IMPORT_HOST, LG_IMPORT_PORT, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "SSLMIPSTART", NULL, { LG_IMPORT_HOST, LG_IMPORT_PORT, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "MCONNECT", NULL, { LG_IMPORT_CLEAN, LG_IMPORT_KEEPALIVE, NOTHING, NOTHING, NOTHING,
                        NOTHING } },
  { "IDMAU", NULL,
    { LG_IMPORT_PRODUCT_KEY, LG_IMPORT_DEVICE_NAME, LG_IMPORT_DEVICE_SECRET,
      LG_IMPORT_PRODUCT_SECRET, NOTHING, NOTHING } },
};

static void
take_argument (LgImportRecord        *record,
               LgImportValue          value,
               const LgEspAtArgument *argument)
{
  const char *text = argument->text;

  /* A test of what is set, or of what can be. */
  if (*text == '?')
    return;
  if (value == LG_IMPORT_CLEAN)
    text = strcmp (text, "0") == 0 ? "false" : "true";
  else if (value == LG_IMPORT_SECURITY)
    text = strcmp (text, "0") == 0 ? "tcp" : "tls";
  lg_import_record_replace (record, value, text, -1);
}

static void
take_command (LgImportRecord *record,
              const char     *name,
              gsize           length,
              GPtrArray      *arguments)
{
  const LgEspAtArgument *first = arguments->pdata[0];

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (strlen (commands[i].command) != length
          || g_ascii_strncasecmp (commands[i].command, name, length) != 0
          || (commands[i].word != NULL && g_ascii_strcasecmp (commands[i].word, first->text) != 0))
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (commands[i].values); k++)
        if (k < arguments->len && commands[i].values[k] != NOTHING)
          take_argument (record, commands[i].values[k], arguments->pdata[k]);
    }
  if (length > 3 && g_ascii_strncasecmp (name, "SSLMIPSTART", length) == 0)
    lg_import_record_replace (record, LG_IMPORT_SECURITY, "tls", -1);
}

/* One command of a line, wherever a log or a terminal puts it. */
static gboolean
take_line (LgImportRecord  *record,
           const char      *text,
           gsize            length,
           guint            line,
           GError         **error)
{
  const char *end = text + length;
  g_autoptr (GPtrArray) arguments = NULL;
  const char *name, *equals;
  gboolean bare_comma;

  for (name = text; name < end; name++)
    if ((gsize) (end - name) > strlen (PREFIX)
        && g_ascii_strncasecmp (name, PREFIX, strlen (PREFIX)) == 0)
      break;
  if (name == end || *text == '-')
    return TRUE;
  name += strlen (PREFIX);
  equals = memchr (name, '=', end - name);
  if (equals == NULL)
    return TRUE;

  arguments = lg_esp_at_split_arguments (equals + 1, end - equals - 1, &bare_comma);
  if (arguments != NULL)
    {
      take_command (record, name, equals - name, arguments);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strlen (commands[i].command) == (gsize) (equals - name)
        && g_ascii_strncasecmp (commands[i].command, name, equals - name) == 0)
      {
        g_set_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_MALFORMED,
                     _("Line %u: a quotation mark is not closed."), line);
        return FALSE;
      }
  return TRUE;
}

/**
 * lg_import_read_at:
 * @text: a text
 * @length: bytes of it
 * @records: (element-type LgImportRecord): gets a record
 * @error: return location (%LG_IMPORT_ERROR_MALFORMED)
 *
 * Reads the AT commands of a text that set up a module's MQTT, and passes over what is between
 * them.
 *
 * Returns: %FALSE if there is one, and it is broken
 */
gboolean
lg_import_read_at (const char  *text,
                   gsize        length,
                   GPtrArray   *records,
                   GError     **error)
{
  g_autoptr (LgImportRecord) record = lg_import_record_new (LG_IMPORT_KIND_AT, 1);
  const char *end = text + length;

  for (guint line = 1; text < end; line++)
    {
      gsize n = strcspn (text, "\r\n");

      if (!take_line (record, text, n, line, error))
        return FALSE;
      text += n;
      text += text < end && *text == '\r';
      text += text < end && *text == '\n';
    }
  if (!lg_import_record_is_empty (record))
    g_ptr_array_add (records, g_steal_pointer (&record));
  return TRUE;
}
