/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ESP-AT commands, as they are typed, logged, or written in a program (Espressif, “MQTT AT
 * Commands”). */
#include "config.h"

#include "lg-esp-at.h"
#include "lg-import-record.h"
#include "lg-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PREFIX "AT+MQTT"

/* The vendor's examples fill with it what a later command sets. */
#define PLACEHOLDER "NULL"

typedef struct
{
  const char     *end;
  guint           line;
  LgImportRecord *record;
  LgImportValue   pending;
  gsize           pending_length;
} Reader;

typedef struct
{
  const char    *command;
  LgImportValue  values[8];
} Command;

#define NOTHING LG_IMPORT_N_VALUES

/* What each argument of a command is. */
static const Command commands[] = {
  { "USERCFG",
    { NOTHING, LG_IMPORT_SECURITY, LG_IMPORT_MQTT_CLIENT_ID, LG_IMPORT_USERNAME,
      LG_IMPORT_PASSWORD, NOTHING, NOTHING, NOTHING } },
  { "CLIENTID",
    { NOTHING, LG_IMPORT_MQTT_CLIENT_ID, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "USERNAME",
    { NOTHING, LG_IMPORT_USERNAME, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "PASSWORD",
    { NOTHING, LG_IMPORT_PASSWORD, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "CONNCFG",
    { NOTHING, LG_IMPORT_KEEPALIVE, LG_IMPORT_CLEAN, NOTHING, NOTHING, NOTHING, NOTHING,
      NOTHING } },
  { "CONN",
    { NOTHING, LG_IMPORT_HOST, LG_IMPORT_PORT, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
};

static const struct
{
  const char    *command;
  LgImportValue  value;
} long_commands[] = {
  { "LONGCLIENTID", LG_IMPORT_MQTT_CLIENT_ID },
  { "LONGUSERNAME", LG_IMPORT_USERNAME },
  { "LONGPASSWORD", LG_IMPORT_PASSWORD },
};

/* The schemes of AT+MQTTUSERCFG: 1 is TCP, 2 to 5 are TLS, 6 to 10 WebSocket. */
static const char *
name_scheme (const char *scheme)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (scheme, 10, 1, 10, &number, NULL))
    return scheme;
  return number == 1 ? "tcp" : number <= 5 ? "tls" : number == 6 ? "ws" : "wss";
}

static void
take_argument (Reader                *self,
               LgImportValue          value,
               const LgEspAtArgument *argument)
{
  const char *text = argument->text;

  if (value == LG_IMPORT_SECURITY)
    text = name_scheme (text);
  else if (value == LG_IMPORT_CLEAN)
    text = strcmp (text, "1") == 0 ? "false" : "true";
  else if (argument->quoted && strcmp (text, PLACEHOLDER) == 0)
    return;
  lg_import_record_replace (self->record, value, text, -1);
}

static void
take_command (Reader        *self,
              const Command *command,
              GPtrArray     *arguments)
{
  for (guint i = 0; i < arguments->len && i < G_N_ELEMENTS (command->values); i++)
    if (command->values[i] != NOTHING)
      take_argument (self, command->values[i], arguments->pdata[i]);
}

static void
expect_long (Reader        *self,
             LgImportValue  value,
             GPtrArray     *arguments)
{
  const LgEspAtArgument *argument = arguments->len > 1 ? arguments->pdata[1] : NULL;
  guint64 length;

  if (argument == NULL
      || !g_ascii_string_to_unsigned (argument->text, 10, 1, LG_ESP_AT_LONG_MAX, &length, NULL))
    return;

  self->pending = value;
  self->pending_length = length;
}

/* In a program the command is a string with escapes of its own. */
static char *
take_out_of_source (Reader     *self,
                    const char *text,
                    gsize       length)
{
  g_autofree char *line = g_strndup (text, length);
  char *end = strstr (line, "\\r"), *plain;

  if (strstr (line, "\\\"") == NULL || strstr (line, "=\"") != NULL
      || strstr (line, ",\"") != NULL)
    return g_steal_pointer (&line);

  if (end == NULL)
    end = line + length;
  /* A backslash with nothing behind it escapes nothing. */
  while (end > line && end[-1] == '\\')
    end--;
  *end = '\0';
  plain = g_strcompress (line);
  explicit_bzero (line, strlen (line));
  lg_import_record_remark (self->record, LG_SEVERITY_NOTE,
                           _("It was taken out of a program: the string’s own escapes are left "
                             "out."));
  return plain;
}

static gboolean
take_line (Reader      *self,
           const char  *name,
           gsize        length,
           GError     **error)
{
  g_autofree char *line = take_out_of_source (self, name, length);
  const char *equals = strchr (line, '=');
  g_autoptr (GPtrArray) arguments = NULL;
  gboolean bare_comma;
  gsize n;

  if (equals != NULL)
    {
      arguments = lg_esp_at_split_arguments (equals + 1, strlen (equals + 1), &bare_comma);
      if (arguments == NULL)
        g_set_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_MALFORMED,
                     _("Line %u: a quotation mark is not closed."), self->line);
    }
  n = equals != NULL ? (gsize) (equals - line) : 0;

  for (guint i = 0; arguments != NULL && i < G_N_ELEMENTS (commands); i++)
    if (strlen (commands[i].command) == n
        && g_ascii_strncasecmp (line, commands[i].command, n) == 0)
      {
        take_command (self, &commands[i], arguments);
        if (bare_comma)
          lg_import_record_remark (self->record, LG_SEVERITY_RISK,
                                   _("AT+MQTT%s has commas without a backslash in quotes: the "
                                     "module ends the value there. Write \\, instead."),
                                   commands[i].command);
      }
  for (guint i = 0; arguments != NULL && i < G_N_ELEMENTS (long_commands); i++)
    if (strlen (long_commands[i].command) == n
        && g_ascii_strncasecmp (line, long_commands[i].command, n) == 0)
      expect_long (self, long_commands[i].value, arguments);

  explicit_bzero (line, strlen (line));
  return equals == NULL || arguments != NULL;
}

/* What the module answers in between is no value. */
static void
take_pending (Reader     *self,
              const char *text,
              gsize       length)
{
  while (length > 0 && (*text == '>' || *text == ' '))
    text++, length--;
  if (length == 0 || (length == 2 && memcmp (text, "OK", 2) == 0))
    return;

  if (length != self->pending_length)
    lg_import_record_remark (self->record, LG_SEVERITY_RISK,
                             _("%s has %zu bytes, and its command announces %zu."),
                             lg_import_value_get_name (self->pending), length,
                             self->pending_length);
  lg_import_record_replace (self->record, self->pending, text, length);
  self->pending = NOTHING;
}

/* Not in a line of an options file, whose value may be anything. */
static const char *
find_command (const char *text,
              gsize       length)
{
  if (length > 0 && *text == '-')
    return NULL;
  for (gsize i = 0; i + strlen (PREFIX) <= length; i++)
    if (g_ascii_strncasecmp (text + i, PREFIX, strlen (PREFIX)) == 0)
      return text + i + strlen (PREFIX);
  return NULL;
}

/* A second AT+MQTTUSERCFG begins another device. */
static void
begin_device (Reader     *self,
              const char *command,
              GPtrArray  *records)
{
  gboolean begins = g_ascii_strncasecmp (command, "USERCFG=", strlen ("USERCFG=")) == 0;

  if (self->record != NULL && (!begins || lg_import_record_is_empty (self->record)))
    return;

  self->record = lg_import_record_new (LG_IMPORT_KIND_ESP_AT, self->line);
  g_ptr_array_add (records, self->record);
}

/**
 * lg_import_read_esp_at:
 * @text: a text
 * @length: bytes of it
 * @records: (element-type LgImportRecord): gets one record for each `AT+MQTTUSERCFG`
 * @error: return location (%LG_IMPORT_ERROR_MALFORMED)
 *
 * Reads the AT+MQTT commands of a text and passes over what is between them.
 *
 * Returns: %FALSE if there is one, and it is broken
 */
gboolean
lg_import_read_esp_at (const char  *text,
                       gsize        length,
                       GPtrArray   *records,
                       GError     **error)
{
  const char *end = text + length;
  Reader self = { .end = end, .pending = NOTHING };

  while (text < end)
    {
      gsize n = strcspn (text, "\r\n");
      const char *command;

      self.line++;
      command = self.pending == NOTHING || n != self.pending_length ? find_command (text, n) : NULL;
      if (command != NULL)
        {
          begin_device (&self, command, records);
          self.pending = NOTHING;
          if (!take_line (&self, command, text + n - command, error))
            return FALSE;
        }
      else if (self.pending != NOTHING)
        take_pending (&self, text, n);

      text += n;
      text += text < end && *text == '\r';
      text += text < end && *text == '\n';
    }
  return TRUE;
}
