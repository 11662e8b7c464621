/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that are known by what they look like, wherever they stand. */
#include "config.h"

#include "lg-import-record.h"

#include <string.h>

/* A value that is repeated more often is no more certain for it. */
#define MATCHES_MAX 1000

typedef struct
{
  const char    *pattern;
  LgImportValue  value;
} Form;

/* The vendors' own forms (“Establish MQTT-TLS connections”, “Tuya MQTT Standard Protocol”): the
 * first group is the value. */
static const Form forms[] = {
  { "(?<![\\w.:@&-])([\\w.:@&-]{0,256}\\|"
    "(?=[^|\\s\"']{0,256}(?:securemode|signmethod|authtype)=)[^|\\s\"']{0,512}\\|"
    "[A-Za-z0-9]*)", LG_IMPORT_MQTT_CLIENT_ID },
  { "(?<![\\w])(tuyalink_[A-Za-z0-9]{6,64})", LG_IMPORT_MQTT_CLIENT_ID },
  { "(?<![\\w|])([A-Za-z0-9]{6,64}\\|(?=[^|\\s\"']{0,256}signMethod=)[^|\\s\"']{0,512})"
    "(?=[\\s\"']|$)",
    LG_IMPORT_USERNAME },
  { "(?<![\\w.@:?&=/-])([\\w.:@-]{1,64}&[A-Za-z0-9]{6,20})(?![\\w=&.-])", LG_IMPORT_USERNAME },
  { "(?<![\\w-])((?:[a-z0-9]{1,8}://)?[A-Za-z0-9-]{1,64}\\."
    "(?:iot-as-mqtt\\.[a-z0-9-]+|mqtt\\.iothub|itls\\.[a-z0-9-]+)\\.aliyuncs\\.com(?::\\d{2,5})?)",
    LG_IMPORT_HOST },
  { "(?<![\\w-])((?:[a-z0-9]{1,8}://)?m[0-9][a-z0-9-]*\\.tuya(?:cn|eu|us|in)\\.com(?::\\d{2,5})?)",
    LG_IMPORT_HOST },
  { "((?:mqtts?|ssl|tls|tcp)://[A-Za-z0-9.-]+(?::\\d{2,5})?)", LG_IMPORT_HOST },
};

/* A secret of the vendor's is 32 digits, a signature 32 (HMAC-MD5), 40 (SHA-1) or 64 (SHA-256). */
static const Form secrets[] = {
  { "(?<![\\w])([0-9a-fA-F]{64}|[0-9a-fA-F]{40})(?![\\w])", LG_IMPORT_PASSWORD },
  { "(?<![\\w])([0-9a-f]{32})(?![\\w])", LG_IMPORT_DEVICE_SECRET },
};

/* The one value of this form; %NULL: none, or several that differ. */
static char *
find_only (const char *pattern,
           const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  char *only = NULL;

  g_regex_match (regex, text, 0, &match);
  for (guint n = 0; n < MATCHES_MAX && g_match_info_matches (match); n++)
    {
      char *found = g_match_info_fetch (match, 1);

      if (only != NULL && strcmp (only, found) != 0)
        {
          explicit_bzero (only, strlen (only));
          explicit_bzero (found, strlen (found));
          g_clear_pointer (&only, g_free);
          g_free (found);
          break;
        }
      g_free (only);
      only = found;
      g_match_info_next (match, NULL);
    }
  return only;
}

/* ESP-AT's escapes, as they stand in a program. */
static void
remove_escapes (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != '\\')
      *to++ = *from;
  *to = '\0';
}

static void
complete (LgImportRecord *record,
          const Form     *list,
          guint           n,
          const char     *text)
{
  for (guint i = 0; i < n; i++)
    {
      char *found = NULL;

      if (!lg_import_record_has (record, list[i].value))
        found = find_only (list[i].pattern, text);
      if (found == NULL)
        continue;
      remove_escapes (found);
      lg_import_record_set (record, list[i].value, found, -1);
      explicit_bzero (found, strlen (found));
      g_free (found);
    }
}

static gboolean
has_secret (const LgImportRecord *record)
{
  for (guint i = LG_IMPORT_FIRST_SECRET; i < LG_IMPORT_N_VALUES; i++)
    if (record->secrets[i] != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
has_client_id (const LgImportRecord *record)
{
  return lg_import_record_has (record, LG_IMPORT_MQTT_CLIENT_ID)
         || lg_import_record_has (record, LG_IMPORT_CLIENT_ID);
}

/* The text is searched once, however many devices are in it. */
static void
complete_hosts (GPtrArray  *records,
                const char *text)
{
  for (guint k = 0; k < G_N_ELEMENTS (forms); k++)
    {
      g_autofree char *host =
        forms[k].value == LG_IMPORT_HOST ? find_only (forms[k].pattern, text) : NULL;

      for (guint i = 0; host != NULL && i < records->len; i++)
        if (!lg_import_record_has (records->pdata[i], LG_IMPORT_HOST)
            && !lg_import_record_has (records->pdata[i], LG_IMPORT_INSTANCE_ID))
          lg_import_record_set (records->pdata[i], LG_IMPORT_HOST, host, -1);
    }
}

/* A number that follows the host, as an argument of its own. */
static void
complete_port (LgImportRecord *record,
               const char     *text)
{
  const char *host = record->texts[LG_IMPORT_HOST];
  const char *colon = host != NULL ? strrchr (host, ':') : NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *pattern = NULL;

  if (host == NULL || strchr (host, '.') == NULL || (colon != NULL && g_ascii_isdigit (colon[1])))
    return;

  escaped = g_regex_escape_string (host, -1);
  pattern = g_strconcat (escaped, "\\\\?[\"'`]\\s{0,16},\\s{0,16}\\\\?[\"']?(\\d{2,5})"
                         "(?![\\w.])", NULL);
  complete (record, &(Form) { pattern, LG_IMPORT_PORT }, 1, text);
}

/* What a host and a client ID say beside: the public host begins with the ProductKey, and a client
 * ID is made of ProductKey and DeviceName by the vendor's SDKs. */
static void
complete_identity (LgImportRecord *record)
{
  const char *host = record->texts[LG_IMPORT_HOST];
  const char *client_id = record->texts[LG_IMPORT_MQTT_CLIENT_ID];
  const char *key;

  if (host != NULL && record->texts[LG_IMPORT_USERNAME] == NULL)
    complete (record, &(Form) { "^(?:[a-z0-9]+://)?([A-Za-z0-9]{6,20})\\.iot-as-mqtt\\.",
                                LG_IMPORT_PRODUCT_KEY }, 1, host);
  if (client_id == NULL)
    client_id = record->texts[LG_IMPORT_CLIENT_ID];
  key = record->texts[LG_IMPORT_PRODUCT_KEY];
  if (client_id == NULL || key == NULL || record->texts[LG_IMPORT_USERNAME] != NULL
      || !g_str_has_prefix (client_id, key) || client_id[strlen (key)] != '.')
    return;

  client_id += strlen (key) + 1;
  lg_import_record_set (record, LG_IMPORT_DEVICE_NAME, client_id, strcspn (client_id, "|"));
}

/**
 * lg_import_form_complete:
 * @records: (element-type LgImportRecord): what the readers found; gets a record if they found
 *   nothing
 * @text: the whole text
 *
 * Finds the values that nothing names and that can only be one thing: an MQTT client ID with its
 * bars, `deviceName&productKey`, a host of the vendors', a signature beside them. What is named
 * stays, and what comes in several values is not guessed. Of several devices only the host is
 * completed.
 */
void
lg_import_form_complete (GPtrArray  *records,
                         const char *text)
{
  LgImportRecord *record;

  if (records->len > 1)
    {
      complete_hosts (records, text);
      return;
    }

  if (records->len == 0)
    g_ptr_array_add (records, lg_import_record_new (LG_IMPORT_KIND_LINES, 1));
  record = records->pdata[0];
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (forms[i].value != LG_IMPORT_MQTT_CLIENT_ID || !has_client_id (record))
      complete (record, &forms[i], 1, text);
  complete_identity (record);
  complete_port (record, text);
  if (!has_secret (record) && !lg_import_record_is_empty (record))
    complete (record, &secrets[has_client_id (record) ? 0 : 1], 1, text);
}
