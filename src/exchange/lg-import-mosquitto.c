/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command lines and options files of mosquitto's clients (mosquitto_sub(1)). */
#include "config.h"

#include "lg-import-record.h"
#include "lg-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What an option's value is about, if anything. */
#define NOTHING LG_IMPORT_N_VALUES

typedef struct
{
  const char    *name;
  gboolean       has_value;
  LgImportValue  value;
  const char    *implied;
} Option;

static const Option options[] = {
  { "-h", TRUE, LG_IMPORT_HOST, NULL },
  { "--host", TRUE, LG_IMPORT_HOST, NULL },
  { "-p", TRUE, LG_IMPORT_PORT, NULL },
  { "--port", TRUE, LG_IMPORT_PORT, NULL },
  { "-u", TRUE, LG_IMPORT_USERNAME, NULL },
  { "--username", TRUE, LG_IMPORT_USERNAME, NULL },
  { "-P", TRUE, LG_IMPORT_PASSWORD, NULL },
  { "--pw", TRUE, LG_IMPORT_PASSWORD, NULL },
  { "-i", TRUE, LG_IMPORT_MQTT_CLIENT_ID, NULL },
  { "--id", TRUE, LG_IMPORT_MQTT_CLIENT_ID, NULL },
  { "-k", TRUE, LG_IMPORT_KEEPALIVE, NULL },
  { "--keepalive", TRUE, LG_IMPORT_KEEPALIVE, NULL },
  { "-V", TRUE, LG_IMPORT_PROTOCOL, NULL },
  { "--protocol-version", TRUE, LG_IMPORT_PROTOCOL, NULL },
  { "-c", FALSE, LG_IMPORT_CLEAN, "false" },
  { "--disable-clean-session", FALSE, LG_IMPORT_CLEAN, "false" },
  { "--cafile", TRUE, LG_IMPORT_SECURITY, "tls" },
  { "--capath", TRUE, LG_IMPORT_SECURITY, "tls" },
  { "--tls-use-os-certs", FALSE, LG_IMPORT_SECURITY, "tls" },
  { "-d", FALSE, NOTHING, NULL }, { "--debug", FALSE, NOTHING, NULL },
  { "-v", FALSE, NOTHING, NULL }, { "--verbose", FALSE, NOTHING, NULL },
  { "-n", FALSE, NOTHING, NULL }, { "--null-message", FALSE, NOTHING, NULL },
  { "-N", FALSE, NOTHING, NULL }, { "-l", FALSE, NOTHING, NULL },
  { "-s", FALSE, NOTHING, NULL }, { "-r", FALSE, NOTHING, NULL },
  { "--retain", FALSE, NOTHING, NULL }, { "-R", FALSE, NOTHING, NULL },
  { "-E", FALSE, NOTHING, NULL }, { "-S", FALSE, NOTHING, NULL },
  { "--insecure", FALSE, NOTHING, NULL }, { "--quiet", FALSE, NOTHING, NULL },
  { "--pretty", FALSE, NOTHING, NULL }, { "--nodelay", FALSE, NOTHING, NULL },
  { "--will-retain", FALSE, NOTHING, NULL }, { "--retained-only", FALSE, NOTHING, NULL },
  { "--remove-retained", FALSE, NOTHING, NULL }, { "--stdin-file", FALSE, NOTHING, NULL },
  { "--stdin-line", FALSE, NOTHING, NULL }, { "--tls-engine-kpass-sha1", TRUE, NOTHING, NULL },
};

static const Option *
find_option (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (strcmp (options[i].name, name) == 0)
      return &options[i];
  return NULL;
}

/* mqtt(s)://[username[:password]@]host[:port]/topic; nothing in it is decoded. */
static void
take_url (LgImportRecord *record,
          const char     *url)
{
  const char *host = strstr (url, "://"), *slash, *at;

  if (host == NULL)
    return;
  lg_import_record_set (record, LG_IMPORT_SECURITY, url, host - url);
  host += strlen ("://");
  slash = strchr (host, '/');
  if (slash == NULL)
    slash = host + strlen (host);

  at = g_strrstr_len (host, slash - host, "@");
  if (at != NULL)
    {
      const char *colon = memchr (host, ':', at - host);

      lg_import_record_set (record, LG_IMPORT_USERNAME, host, (colon ? colon : at) - host);
      if (colon != NULL)
        lg_import_record_set (record, LG_IMPORT_PASSWORD, colon + 1, at - colon - 1);
      host = at + 1;
    }
  lg_import_record_set (record, LG_IMPORT_HOST, host, slash - host);
}

static void
take_option (LgImportRecord *record,
             const Option   *option,
             const char     *value)
{
  if (option == NULL || option->value == NOTHING)
    return;

  if (option->value == LG_IMPORT_PASSWORD && strchr (value, '$') == value)
    lg_import_record_remark (record, LG_SEVERITY_RISK,
                             _("The password is in a variable of the shell: it is not known "
                               "here."));
  else
    lg_import_record_set (record, option->value,
                          option->implied != NULL ? option->implied : value, -1);
  if (option->implied != NULL && option->has_value)
    lg_import_record_remark (record, LG_SEVERITY_NOTE,
                             _("The root certificate in “%s” was not taken over: choose it on the "
                               "Device page."), value);
}

static gboolean
ends_command (const char *argument)
{
  static const char *const ends[] = { "|", "||", "&", "&&", ";", ">", ">>", "<", "2>&1", NULL };

  return g_strv_contains (ends, argument) || *argument == '>' || *argument == '#';
}

static void
take_arguments (LgImportRecord  *record,
                char           **argv)
{
  for (guint i = 0; argv[i] != NULL && !ends_command (argv[i]); i++)
    {
      const Option *option = find_option (argv[i]);
      gboolean is_option = argv[i][0] == '-' && argv[i][1] != '\0';
      const char *value = argv[i + 1];

      if (!is_option)
        continue;
      if (option != NULL && !option->has_value)
        {
          take_option (record, option, NULL);
          continue;
        }
      if (value == NULL || (option == NULL && *value == '-'))
        continue;
      i++;
      if (strcmp (argv[i - 1], "-L") == 0 || strcmp (argv[i - 1], "--url") == 0)
        take_url (record, value);
      else
        take_option (record, option, value);
    }
}

static void
clear_strv (char **argv)
{
  for (guint i = 0; argv != NULL && argv[i] != NULL; i++)
    explicit_bzero (argv[i], strlen (argv[i]));
  g_strfreev (argv);
}

/* A line of an options file: the value is all that follows, without quoting. */
static void
take_file_line (LgImportRecord *record,
                const char     *line)
{
  gsize n = strcspn (line, " ");
  g_autofree char *name = g_strndup (line, n);

  take_option (record, find_option (name), line[n] != '\0' ? line + n + 1 : "");
}

/* Joins what a backslash continues in a shell, but not in an options file. */
static char *
read_line (const char **text,
           const char  *end,
           guint       *n_lines)
{
  GString *line = g_string_sized_new (256);
  gboolean of_file = *text < end && **text == '-';

  *n_lines = 0;
  while (*text < end)
    {
      gsize n = strcspn (*text, "\r\n");
      gboolean continued = !of_file && n > 0 && (*text)[n - 1] == '\\';

      g_string_append_len (line, *text, n - continued);
      *text += n;
      *text += *text < end && **text == '\r';
      *text += *text < end && **text == '\n';
      ++*n_lines;
      if (!continued)
        break;
      g_string_append_c (line, ' ');
    }
  return g_string_free (line, FALSE);
}

static const char *
find_command (const char *line)
{
  static const char *const programs[] = { "mosquitto_sub", "mosquitto_pub", "mosquitto_rr" };

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      const char *found = strstr (line, programs[i]);

      if (found == NULL)
        continue;
      found += strlen (programs[i]);
      if (*found == '.' && g_ascii_strncasecmp (found, ".exe", 4) == 0)
        found += 4;
      if (*found == ' ' || *found == '\t')
        return found;
    }
  return NULL;
}

static gboolean
take_line (const char      *line,
           guint            number,
           LgImportRecord  *file,
           GPtrArray       *records,
           GError         **error)
{
  const char *command = *line != '#' && *line != '-' ? find_command (line) : NULL;
  LgImportRecord *record;
  char **argv = NULL;

  if (command == NULL)
    {
      if (*line == '-')
        take_file_line (file, line);
      return TRUE;
    }

  if (!g_shell_parse_argv (command, NULL, &argv, NULL))
    {
      g_set_error (error, LG_IMPORT_ERROR, LG_IMPORT_ERROR_MALFORMED,
                   _("Line %u: the command line has no options, or a quotation mark is not "
                     "closed."), number);
      return FALSE;
    }

  record = lg_import_record_new (LG_IMPORT_KIND_MOSQUITTO, number);
  take_arguments (record, argv);
  g_ptr_array_add (records, record);
  clear_strv (argv);
  return TRUE;
}

/**
 * lg_import_read_mosquitto:
 * @text: a text
 * @length: bytes of it
 * @records: (element-type LgImportRecord): gets one record for each command
 * @error: return location (%LG_IMPORT_ERROR_MALFORMED)
 *
 * Reads every command line of `mosquitto_sub`, `mosquitto_pub` and `mosquitto_rr`, quoted as for a
 * shell. Lines that begin with an option are those of an options file and go for every command.
 *
 * Returns: %FALSE if there is one, and it is broken
 */
gboolean
lg_import_read_mosquitto (const char  *text,
                          gsize        length,
                          GPtrArray   *records,
                          GError     **error)
{
  g_autoptr (LgImportRecord) file = lg_import_record_new (LG_IMPORT_KIND_MOSQUITTO, 1);
  const char *end = text + length;
  guint first = records->len, line = 1, n_lines;
  gboolean good = TRUE;

  while (good && text < end)
    {
      char *joined = read_line (&text, end, &n_lines);

      good = take_line (joined, line, file, records, error);
      explicit_bzero (joined, strlen (joined));
      g_free (joined);
      line += n_lines;
    }

  for (guint i = first; i < records->len; i++)
    lg_import_record_inherit (records->pdata[i], file);
  if (records->len == first && !lg_import_record_is_empty (file))
    g_ptr_array_add (records, g_steal_pointer (&file));
  return good;
}
