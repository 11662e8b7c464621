/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The source of a program: definitions, variables, calls of MQTT libraries, and AT commands in its
 * strings. */
#include "config.h"

#include "lg-import-record.h"
#include "lg-import-tokens.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NOTHING LG_IMPORT_N_VALUES
/* No program sets up a client with more than this of commands. */
#define COMMANDS_MAX (64 * 1024)
/* A call's arguments that are looked at. */
#define ARGUMENTS_MAX 6

typedef struct
{
  GPtrArray      *tokens;
  GHashTable     *definitions;
  LgImportRecord *record;
  GString        *commands;
  gboolean        after_ssid;
} Reader;

/* What the arguments of a call are, in the libraries that are used most: MQTTnet, paho, umqtt,
 * PubSubClient. The host is told from the client ID by its form. */
static const struct
{
  const char    *name;
  LgImportValue  values[ARGUMENTS_MAX];
} calls[] = {
  { "WithTcpServer", { LG_IMPORT_HOST, LG_IMPORT_PORT, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "WithConnectionUri", { LG_IMPORT_HOST, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "WithCredentials",
    { LG_IMPORT_USERNAME, LG_IMPORT_PASSWORD, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "FromSeconds", { LG_IMPORT_KEEPALIVE, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "username_pw_set",
    { LG_IMPORT_USERNAME, LG_IMPORT_PASSWORD, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "setServer", { LG_IMPORT_HOST, LG_IMPORT_PORT, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "SetBroker", { LG_IMPORT_HOST, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "AddBroker", { LG_IMPORT_HOST, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "MqttClient", { LG_IMPORT_HOST, LG_IMPORT_CLIENT_ID, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "MqttAsyncClient",
    { LG_IMPORT_HOST, LG_IMPORT_CLIENT_ID, NOTHING, NOTHING, NOTHING, NOTHING } },
  { "MQTTClient",
    { LG_IMPORT_CLIENT_ID, LG_IMPORT_HOST, LG_IMPORT_PORT, LG_IMPORT_USERNAME,
      LG_IMPORT_PASSWORD, LG_IMPORT_KEEPALIVE } },
  { "MQTTClient_create",
    { NOTHING, LG_IMPORT_HOST, LG_IMPORT_CLIENT_ID, NOTHING, NOTHING, NOTHING } },
  { "Client", { LG_IMPORT_CLIENT_ID, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
};

/* Names of other things that end in a word of ours. */
static const char *const other_words[] = {
  "wifi", "ssid", "topic", "uart", "serial", "http", "ota", "ntp", "ftp", "local", "bluetooth",
  "ble", "sql", "redis", "debug", "format", "proxy", NULL,
};

static const LgImportToken *
get_token (Reader *self,
           guint   position)
{
  return position < self->tokens->len ? self->tokens->pdata[position] : NULL;
}

static gboolean
is_other (Reader     *self,
          guint       position,
          const char *text)
{
  const LgImportToken *token = get_token (self, position);

  return token != NULL && token->kind == LG_IMPORT_TOKEN_OTHER && strcmp (token->text, text) == 0;
}

/* What a token stands for in a value: a string, or a definition that is one. */
static const char *
resolve (Reader *self,
         guint   position)
{
  const LgImportToken *token = get_token (self, position);

  if (token == NULL || token->kind == LG_IMPORT_TOKEN_OTHER)
    return NULL;
  if (token->kind == LG_IMPORT_TOKEN_WORD)
    return g_hash_table_lookup (self->definitions, token->text);
  return token->text;
}

/* (void *) and the like in front of a value. */
static guint
skip_cast (Reader *self,
           guint   position)
{
  guint close = position + 1;

  if (!is_other (self, position, "("))
    return position;
  while (close < position + 5 && get_token (self, close) != NULL
         && (get_token (self, close)->kind == LG_IMPORT_TOKEN_WORD || is_other (self, close, "*")))
    close++;
  return is_other (self, close, ")") ? close + 1 : position;
}

/* Strings that stand after one another are one, with “+” between them or without. */
static char *
read_value (Reader *self,
            guint  *position)
{
  guint at = skip_cast (self, *position);
  const LgImportToken *first = get_token (self, at);
  const char *part = resolve (self, at);
  g_autoptr (GString) value = NULL;

  if (part == NULL)
    return first != NULL && first->kind == LG_IMPORT_TOKEN_WORD
           && (g_ascii_strcasecmp (first->text, "true") == 0
            || g_ascii_strcasecmp (first->text, "false") == 0) ? g_strdup (first->text) : NULL;

  value = g_string_new (part);
  for (at++; first->kind != LG_IMPORT_TOKEN_NUMBER; at++)
    {
      guint next = at + is_other (self, at, "+");

      part = resolve (self, next);
      if (part == NULL || get_token (self, next)->kind == LG_IMPORT_TOKEN_NUMBER
          || (next == at && get_token (self, at)->kind == LG_IMPORT_TOKEN_WORD
           && (is_other (self, at + 1, "=") || is_other (self, at + 1, "(")
            || is_other (self, at + 1, "["))))
        break;
      g_string_append (value, part);
      at = next;
    }
  *position = at;
  return g_string_free (g_steal_pointer (&value), FALSE);
}

/* What is filled in at run time: "%s|securemode=%d", `${id}`, "{0}", "{name}". */
static gboolean
is_format (const char *value)
{
  return g_regex_match_simple ("%[-+0#]?[0-9]*(?:\\.[0-9]+)?(?:l{0,2}|z|h)[sdiuxXc]|"
                               "[$#]\\{|\\{(?:\\d|[A-Za-z_][\\w.]*)?\\}", value,
                               G_REGEX_RAW, 0);
}

/* ESP-AT's backslash in front of a comma is no part of the value. */
static void
take_value (Reader        *self,
            LgImportValue  value,
            const char    *text)
{
  g_auto (GStrv) parts = NULL;
  char *plain;

  if (value == NOTHING || is_format (text) || strncmp (text, "AT+", 3) == 0)
    return;
  parts = g_strsplit (text, "\\,", -1);
  plain = g_strjoinv (",", parts);
  lg_import_record_set (self->record, value, plain, -1);
  for (guint i = 0; parts[i] != NULL; i++)
    explicit_bzero (parts[i], strlen (parts[i]));
  explicit_bzero (plain, strlen (plain));
  g_free (plain);
}

/* The whole name, or what follows the first words of it, as in AIOT_MQTTOPT_HOST. */
static LgImportValue
find_name (const char *name)
{
  LgImportValue value = lg_import_value_find (name, -1);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; other_words[i] != NULL; i++)
    if (strstr (lower, other_words[i]) != NULL)
      return NOTHING;
  for (const char *rest = name; value == NOTHING && (rest = strchr (rest, '_')) != NULL;)
    value = lg_import_value_find (++rest, -1);
  for (const char *prefix = "set\0with\0HAL_Set\0\0"; value == NOTHING && *prefix != '\0';
       prefix += strlen (prefix) + 1)
    if (g_ascii_strncasecmp (name, prefix, strlen (prefix)) == 0)
      value = lg_import_value_find (name + strlen (prefix), -1);
  return value == LG_IMPORT_TITLE || value == LG_IMPORT_GROUP ? NOTHING : value;
}

/* A number in a program is no name and no secret: an array set to {0}, a length. */
static gboolean
takes_number (LgImportValue value)
{
  return value == LG_IMPORT_PORT || value == LG_IMPORT_KEEPALIVE || value == LG_IMPORT_CLEAN
         || value == LG_IMPORT_SECURITY || value == LG_IMPORT_PROTOCOL
         || value == LG_IMPORT_TIMESTAMP;
}

static gboolean
is_number (Reader *self,
           guint   position)
{
  const LgImportToken *token = get_token (self, skip_cast (self, position));

  return token != NULL && token->kind == LG_IMPORT_TOKEN_NUMBER;
}

/* The password behind an SSID is that of the Wi-Fi. */
static void
take_pair (Reader     *self,
           const char *name,
           const char *text,
           gboolean    number)
{
  LgImportValue value = find_name (name);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (!(value == LG_IMPORT_PASSWORD && self->after_ssid) && (!number || takes_number (value)))
    take_value (self, value, text);
  self->after_ssid = strstr (lower, "ssid") != NULL;
}

static gboolean
looks_like_host (const char *text)
{
  const char *dot = strchr (text, '.');

  return strstr (text, "://") != NULL
         || (dot != NULL && strpbrk (text, "|&= ") == NULL && g_ascii_isalnum (dot[1]));
}

/* connect (host, port, keep-alive) is paho's, connect (id, user, password) PubSubClient's. */
static LgImportValue
find_connect_value (guint       n,
                    const char *first)
{
  static const LgImportValue paho[] = { LG_IMPORT_HOST, LG_IMPORT_PORT, LG_IMPORT_KEEPALIVE };
  static const LgImportValue others[] = {
    LG_IMPORT_CLIENT_ID, LG_IMPORT_USERNAME, LG_IMPORT_PASSWORD,
  };

  return n >= G_N_ELEMENTS (paho) ? NOTHING : looks_like_host (first) ? paho[n] : others[n];
}

static LgImportValue
find_argument (const char *name,
               guint       n,
               const char *first)
{
  if (g_ascii_strcasecmp (name, "connect") == 0 && first != NULL)
    return find_connect_value (n, first);
  for (guint i = 0; n < ARGUMENTS_MAX && i < G_N_ELEMENTS (calls); i++)
    if (strcmp (name, calls[i].name) == 0)
      return calls[i].values[n];
  return n == 0 ? find_name (name) : NOTHING;
}

/* strcpy (meta.product_key, "…"): the name is the last word of the first argument. */
static const char *
find_copied (Reader     *self,
             const char *function,
             guint       end)
{
  static const char *const functions[] = {
    "strcpy", "strncpy", "strlcpy", "memcpy", "snprintf", "strcpy_s", NULL,
  };
  const LgImportToken *last = get_token (self, end - 1);

  return g_strv_contains (functions, function) && last != NULL
         && last->kind == LG_IMPORT_TOKEN_WORD ? last->text : NULL;
}

/* The arguments up to the closing bracket; one with a name of its own is taken by that. */
static void
take_call (Reader *self,
           guint   position)
{
  const char *name = get_token (self, position)->text;
  char *first = NULL;
  guint at = position + 2;
  const char *option = NULL;

  if (strstr (name, "tls_set") != NULL || strcmp (name, "WithTls") == 0
      || strcmp (name, "WithTlsOptions") == 0 || strcmp (name, "setSocketFactory") == 0)
    lg_import_record_set (self->record, LG_IMPORT_SECURITY, "tls", -1);
  for (guint n = 0; n < ARGUMENTS_MAX && get_token (self, at) != NULL; n++)
    {
      guint next = at;
      char *value = read_value (self, &next);
      const LgImportToken *token = get_token (self, at);

      if (value != NULL && n == 0)
        first = g_strdup (value);
      if (value != NULL && option != NULL)
        take_pair (self, option, value, is_number (self, at));
      else if (value != NULL
               && (!is_number (self, at) || takes_number (find_argument (name, n, first))))
        take_value (self, find_argument (name, n, first), value);
      option = token->kind == LG_IMPORT_TOKEN_WORD && strstr (token->text, "OPT_") != NULL
               ? token->text : NULL;
      if (value != NULL)
        explicit_bzero (value, strlen (value));
      g_free (value);

      at = MAX (next, at);
      while (get_token (self, at) != NULL && !is_other (self, at, ",")
             && !is_other (self, at, ")") && !is_other (self, at, ";") && !is_other (self, at, "("))
        at++;
      if (!is_other (self, at, ","))
        break;
      if (n == 0 && option == NULL)
        option = find_copied (self, name, at);
      at++;
    }
  if (first != NULL)
    explicit_bzero (first, strlen (first));
  g_free (first);
}

/* A type that is told behind a name: `: &str =`, `: String =`, `: char[16] =`. */
static guint
skip_type (Reader *self,
           guint   position)
{
  guint at = position;

  while (at < position + 6 && get_token (self, at) != NULL
         && (get_token (self, at)->kind != LG_IMPORT_TOKEN_STRING)
         && strpbrk (get_token (self, at)->text, ",;(){}=:") == NULL)
    at++;
  return at > position && is_other (self, at, "=") ? at + 1 : position;
}

/* `:=` of Go and Pascal, `=>` of Ruby and PHP. */
static gboolean
is_arrow (Reader *self,
          guint   position)
{
  return (is_other (self, position, ":") && is_other (self, position + 1, "="))
         || (is_other (self, position, "=") && is_other (self, position + 1, ">"));
}

/* Where the value of a name begins: behind `=`, `:`, or the name of a definition; 0: nowhere. */
static guint
find_assignment (Reader *self,
                 guint   position)
{
  guint at = position + 1;

  if (position >= 2 && is_other (self, position - 2, "#")
      && strcmp (get_token (self, position - 1)->text, "define") == 0)
    return at;
  if (is_other (self, at, "["))
    {
      while (get_token (self, at) != NULL && !is_other (self, at, "]") && at < position + 5)
        at++;
      at++;
    }
  if (get_token (self, at) != NULL && strcmp (get_token (self, at)->text, "PROGMEM") == 0)
    at++;
  if (is_other (self, at, "{") && get_token (self, at + 1) != NULL
      && get_token (self, at + 1)->kind == LG_IMPORT_TOKEN_STRING)
    return at + 1;
  if (get_token (self, at) != NULL && strcmp (get_token (self, at)->text, "As") == 0)
    return skip_type (self, at);
  if (!is_other (self, at, "=") && !is_other (self, at, ":"))
    return 0;
  if (is_arrow (self, at))
    return at + 2;
  at = is_other (self, at, ":") ? skip_type (self, at + 1) : at + 1;
  at += is_other (self, at, "{");
  return is_other (self, at, "=") ? 0 : at;
}

/* A key of a dictionary in quotes. */
static guint
find_key_value (Reader *self,
                guint   position)
{
  guint at = position + 1;

  if (lg_import_value_find (get_token (self, position)->text, -1) == NOTHING)
    return 0;
  return is_arrow (self, at) ? at + 2 : is_other (self, at, ":") ? at + 1 : 0;
}

/* Each once: a program often writes one as a string and again for its length. What sets up a client
 * comes first, wherever the program has it. */
static void
add_command (Reader     *self,
             const char *command)
{
  g_autofree char *line = g_strdup_printf ("%s\n", command);

  if (self->commands->len < COMMANDS_MAX && strstr (self->commands->str, line) == NULL)
    {
      gboolean begins = g_str_has_prefix (command, "AT+MQTTUSERCFG=")
                        && strstr (self->commands->str, "AT+MQTTUSERCFG=") == NULL;

      g_string_insert (self->commands, begins ? 0 : -1, line);
    }
  explicit_bzero (line, strlen (line));
}

static void
take_token (Reader *self,
            guint   position)
{
  const LgImportToken *token = get_token (self, position);
  const char *name = NULL;
  char *value;
  gboolean number;
  guint at = 0;

  if (token->kind == LG_IMPORT_TOKEN_STRING)
    {
      at = find_key_value (self, position);
      name = at != 0 ? token->text : NULL;
      if (at == 0)
        at = position;
    }
  else if (token->kind == LG_IMPORT_TOKEN_WORD && is_other (self, position + 1, "("))
    take_call (self, position);
  else if (token->kind == LG_IMPORT_TOKEN_WORD)
    {
      if (strstr (token->text, "V500") != NULL || g_str_has_suffix (token->text, "MQTTv5")
          || strcmp (token->text, "MQTTVERSION_5") == 0)
        lg_import_record_set (self->record, LG_IMPORT_PROTOCOL, "5", -1);
      at = find_assignment (self, position);
      name = token->text;
    }

  number = at != 0 && is_number (self, at);
  value = at != 0 ? read_value (self, &at) : NULL;
  if (value != NULL && name != NULL)
    {
      take_pair (self, name, value, number);
      g_hash_table_insert (self->definitions, g_strdup (name), g_strdup (value));
    }
  if (value != NULL && strstr (value, "AT+") != NULL)
    add_command (self, value);
  if (value != NULL)
    explicit_bzero (value, strlen (value));
  g_free (value);
}

static void
take_commands (Reader    *self,
               GPtrArray *records)
{
  guint first = records->len;

  lg_import_read_esp_at (self->commands->str, self->commands->len, records, NULL);
  if (records->len > first && lg_import_record_is_empty (records->pdata[first]))
    g_ptr_array_set_size (records, first);
  if (records->len == first)
    lg_import_read_at (self->commands->str, self->commands->len, records, NULL);
  for (guint i = first; i < records->len; i++)
    {
      lg_import_record_remark (records->pdata[i], LG_SEVERITY_NOTE,
                               _("It was taken out of a program: the string’s own escapes are "
                                 "left out."));
      lg_import_record_inherit (records->pdata[i], self->record);
    }
}

static void
clear_definition (gpointer data)
{
  explicit_bzero (data, strlen (data));
  g_free (data);
}

static gboolean
is_program (const char *text)
{
  /* Bounded, because a line may be as long as the text. */
  return g_regex_match_simple ("^[^\n\"']{0,16}#\\s*define\\s+\\w+\\s|^\\s{0,64}Dim\\s|"
                               "\\w\\s{0,8}:=\\s{0,8}[\"'`]|\\w\\{\\s?[\"']|"
                               "[\\w\"']\\s{0,8}=>\\s{0,8}[\"']|"
                               "^\\s{0,64}(?:\\.\\w{1,64}){1,4}\\s{0,32}=\\s{0,8}"
                               "(?:\\([\\w *]{1,32}\\)\\s{0,8})?[\"']|"
                               "[\\w\\])]\\s{0,32}=[^\\n\"']{0,96}[\"'][^\\n;]{0,512};|"
                               "\\w\\s?\\(\\s{0,32}(?:[&\\w.>-]{1,64}\\s{0,8},\\s{0,8}){0,2}"
                               "(?:\\([\\w *]{1,32}\\)\\s{0,8})?\\\\?[\"']", text,
                               G_REGEX_MULTILINE | G_REGEX_RAW, 0);
}

/**
 * lg_import_read_program:
 * @text: a text
 * @length: bytes of it
 * @records: (element-type LgImportRecord): gets a record
 * @error: return location (%LG_IMPORT_ERROR_MALFORMED)
 *
 * Reads the definitions, variables and calls of a program in C, C++, C#, Java, JavaScript or
 * Python that are about a login, and the AT commands in its strings. It knows no broken program.
 *
 * Returns: %TRUE
 */
gboolean
lg_import_read_program (const char  *text,
                        gsize        length,
                        GPtrArray   *records,
                        GError     **error)
{
  g_autoptr (LgImportRecord) record = NULL;
  Reader self = { 0 };
  guint first = records->len;

  if (!is_program (text))
    return TRUE;

  record = lg_import_record_new (LG_IMPORT_KIND_PROGRAM, 1);
  self.record = record;
  self.tokens = lg_import_tokens_read (text, length);
  self.definitions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, clear_definition);
  self.commands = g_string_new (NULL);
  for (guint i = 0; i < self.tokens->len; i++)
    take_token (&self, i);

  if (self.commands->len > 0)
    take_commands (&self, records);
  if (records->len == first && !lg_import_record_is_empty (record))
    g_ptr_array_add (records, g_steal_pointer (&record));

  explicit_bzero (self.commands->str, self.commands->len);
  g_string_free (self.commands, TRUE);
  g_hash_table_unref (self.definitions);
  g_ptr_array_unref (self.tokens);
  return TRUE;
}
