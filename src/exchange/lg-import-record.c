/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-import-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Longer than any name of a value. */
#define NAME_MAX_LENGTH 64

/* Names that a longer one may end in, as in EXAMPLE_PRODUCT_KEY. */
#define N_ENDINGS 4

static const struct
{
  const char    *name;
  LgImportValue  value;
} names[] = {
  { "productkey", LG_IMPORT_PRODUCT_KEY },
  { "devicename", LG_IMPORT_DEVICE_NAME },
  { "devicesecret", LG_IMPORT_DEVICE_SECRET },
  { "productsecret", LG_IMPORT_PRODUCT_SECRET },
  { "pk", LG_IMPORT_PRODUCT_KEY },
  { "产品标识", LG_IMPORT_PRODUCT_KEY },
  { "产品key", LG_IMPORT_PRODUCT_KEY },
  { "dn", LG_IMPORT_DEVICE_NAME },
  { "设备名称", LG_IMPORT_DEVICE_NAME },
  { "设备名", LG_IMPORT_DEVICE_NAME },
  { "ds", LG_IMPORT_DEVICE_SECRET },
  { "secret", LG_IMPORT_DEVICE_SECRET },
  { "设备密钥", LG_IMPORT_DEVICE_SECRET },
  { "devicetoken", LG_IMPORT_DEVICE_TOKEN },
  { "ps", LG_IMPORT_PRODUCT_SECRET },
  { "产品密钥", LG_IMPORT_PRODUCT_SECRET },
  { "title", LG_IMPORT_TITLE },
  { "name", LG_IMPORT_TITLE },
  { "nickname", LG_IMPORT_TITLE },
  { "备注名称", LG_IMPORT_TITLE },
  { "名称", LG_IMPORT_TITLE },
  { "group", LG_IMPORT_GROUP },
  { "devicegroup", LG_IMPORT_GROUP },
  { "分组", LG_IMPORT_GROUP },
  { "clientid", LG_IMPORT_CLIENT_ID },
  { "客户端id", LG_IMPORT_CLIENT_ID },
  { "mqttclientid", LG_IMPORT_MQTT_CLIENT_ID },
  { "username", LG_IMPORT_USERNAME },
  { "user", LG_IMPORT_USERNAME },
  { "mqttusername", LG_IMPORT_USERNAME },
  { "用户名", LG_IMPORT_USERNAME },
  { "passwd", LG_IMPORT_PASSWORD },
  { "password", LG_IMPORT_PASSWORD },
  { "pwd", LG_IMPORT_PASSWORD },
  { "pass", LG_IMPORT_PASSWORD },
  { "mqttpassword", LG_IMPORT_PASSWORD },
  { "mqttpasswd", LG_IMPORT_PASSWORD },
  { "密码", LG_IMPORT_PASSWORD },
  { "mqtthosturl", LG_IMPORT_HOST },
  { "mqtthost", LG_IMPORT_HOST },
  { "host", LG_IMPORT_HOST },
  { "hostname", LG_IMPORT_HOST },
  { "server", LG_IMPORT_HOST },
  { "broker", LG_IMPORT_HOST },
  { "url", LG_IMPORT_HOST },
  { "endpoint", LG_IMPORT_HOST },
  { "接入域名", LG_IMPORT_HOST },
  { "mqtt接入域名", LG_IMPORT_HOST },
  { "域名", LG_IMPORT_HOST },
  { "服务器", LG_IMPORT_HOST },
  { "服务器地址", LG_IMPORT_HOST },
  { "port", LG_IMPORT_PORT },
  { "mqttport", LG_IMPORT_PORT },
  { "端口", LG_IMPORT_PORT },
  { "端口号", LG_IMPORT_PORT },
  { "instanceid", LG_IMPORT_INSTANCE_ID },
  { "iotinstanceid", LG_IMPORT_INSTANCE_ID },
  { "实例id", LG_IMPORT_INSTANCE_ID },
  { "region", LG_IMPORT_REGION },
  { "regionid", LG_IMPORT_REGION },
  { "地域", LG_IMPORT_REGION },
  { "protocol", LG_IMPORT_SECURITY },
  { "scheme", LG_IMPORT_SECURITY },
  { "transport", LG_IMPORT_SECURITY },
  { "ssl", LG_IMPORT_SECURITY },
  { "tls", LG_IMPORT_SECURITY },
  { "signmethod", LG_IMPORT_SIGN_METHOD },
  { "签名算法", LG_IMPORT_SIGN_METHOD },
  { "签名方法", LG_IMPORT_SIGN_METHOD },
  { "timestamp", LG_IMPORT_TIMESTAMP },
  { "时间戳", LG_IMPORT_TIMESTAMP },
  { "keepalive", LG_IMPORT_KEEPALIVE },
  { "保活时间", LG_IMPORT_KEEPALIVE },
  { "clean", LG_IMPORT_CLEAN },
  { "cleansession", LG_IMPORT_CLEAN },
  { "mqttversion", LG_IMPORT_PROTOCOL },
  { "protocolversion", LG_IMPORT_PROTOCOL },
  { "keepalivesec", LG_IMPORT_KEEPALIVE },
  { "keepaliveinterval", LG_IMPORT_KEEPALIVE },
  { "alivetime", LG_IMPORT_KEEPALIVE },
  { "mqttserver", LG_IMPORT_HOST },
  { "mqttbroker", LG_IMPORT_HOST },
  { "mqtturl", LG_IMPORT_HOST },
  { "mqttaddress", LG_IMPORT_HOST },
  { "brokeraddress", LG_IMPORT_HOST },
  { "serveraddress", LG_IMPORT_HOST },
  { "brokerurl", LG_IMPORT_HOST },
  { "brokerhost", LG_IMPORT_HOST },
  { "serverhost", LG_IMPORT_HOST },
  { "ipaddr", LG_IMPORT_HOST },
  { "usetls", LG_IMPORT_SECURITY },
  { "deviceid", LG_IMPORT_DEVICE_ID },
  { "设备id", LG_IMPORT_DEVICE_ID },
};

/* As the remarks call them: the vendor's spelling, or MQTT's. */
static const char *const value_names[LG_IMPORT_N_VALUES] = {
  [LG_IMPORT_TITLE] = N_("Title"),
  [LG_IMPORT_GROUP] = N_("Group"),
  [LG_IMPORT_PRODUCT_KEY] = "ProductKey",
  [LG_IMPORT_DEVICE_NAME] = "DeviceName",
  [LG_IMPORT_DEVICE_ID] = "DeviceID",
  [LG_IMPORT_CLIENT_ID] = "clientId",
  [LG_IMPORT_MQTT_CLIENT_ID] = N_("MQTT client ID"),
  [LG_IMPORT_USERNAME] = N_("MQTT user name"),
  [LG_IMPORT_HOST] = N_("Host"),
  [LG_IMPORT_PORT] = N_("Port"),
  [LG_IMPORT_INSTANCE_ID] = N_("Instance ID"),
  [LG_IMPORT_REGION] = N_("Region"),
  [LG_IMPORT_SECURITY] = N_("Transport"),
  [LG_IMPORT_SIGN_METHOD] = N_("Sign method"),
  [LG_IMPORT_TIMESTAMP] = "timestamp",
  [LG_IMPORT_KEEPALIVE] = "Keep Alive",
  [LG_IMPORT_CLEAN] = "Clean Session",
  [LG_IMPORT_PROTOCOL] = "MQTT",
  [LG_IMPORT_DEVICE_SECRET] = "DeviceSecret",
  [LG_IMPORT_DEVICE_TOKEN] = "DeviceToken",
  [LG_IMPORT_PRODUCT_SECRET] = "ProductSecret",
  [LG_IMPORT_PASSWORD] = N_("MQTT password"),
};

static void
remark_free (gpointer data)
{
  LgImportRemark *remark = data;

  g_free (remark->text);
  g_free (remark);
}

/**
 * lg_import_record_new:
 * @kind: the form
 * @line: the line, from 1
 *
 * Returns: (transfer full): a record without a value
 */
LgImportRecord *
lg_import_record_new (LgImportKind kind,
                      guint        line)
{
  LgImportRecord *self = g_new0 (LgImportRecord, 1);

  self->kind = kind;
  self->line = line;
  self->remarks = g_ptr_array_new_with_free_func (remark_free);
  return self;
}

/**
 * lg_import_record_free:
 *
 * Frees the record.
 */
void
lg_import_record_free (LgImportRecord *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < LG_IMPORT_FIRST_SECRET; i++)
    g_free (self->texts[i]);
  for (guint i = LG_IMPORT_FIRST_SECRET; i < LG_IMPORT_N_VALUES; i++)
    g_clear_pointer (&self->secrets[i], lg_secret_unref);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

/**
 * lg_import_record_has:
 * @value: a value
 *
 * Returns: whether the text gave it
 */
gboolean
lg_import_record_has (const LgImportRecord *self,
                      LgImportValue         value)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return value < LG_IMPORT_FIRST_SECRET ? self->texts[value] != NULL
                                        : self->secrets[value] != NULL;
}

/**
 * lg_import_record_is_empty:
 *
 * Returns: whether nothing in it says which device it is
 */
gboolean
lg_import_record_is_empty (const LgImportRecord *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return !lg_import_record_has (self, LG_IMPORT_PRODUCT_KEY)
         && !lg_import_record_has (self, LG_IMPORT_DEVICE_NAME)
         && !lg_import_record_has (self, LG_IMPORT_DEVICE_ID)
         && !lg_import_record_has (self, LG_IMPORT_CLIENT_ID)
         && !lg_import_record_has (self, LG_IMPORT_MQTT_CLIENT_ID)
         && !lg_import_record_has (self, LG_IMPORT_USERNAME);
}

/**
 * lg_import_record_remark:
 * @severity: how much it matters
 * @format: translated, in the manner of printf(); one sentence without a secret
 * @...: arguments of @format
 *
 * Adds a remark, unless it is there already.
 */
void
lg_import_record_remark (LgImportRecord *self,
                         LgSeverity      severity,
                         const char     *format,
                         ...)
{
  g_autofree LgImportRemark *remark = g_new0 (LgImportRemark, 1);
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  for (guint i = 0; i < self->remarks->len; i++)
    if (strcmp (((LgImportRemark *) self->remarks->pdata[i])->text, text) == 0)
      return;

  remark->severity = severity;
  remark->text = g_steal_pointer (&text);
  g_ptr_array_add (self->remarks, g_steal_pointer (&remark));
}

static gboolean
is_blank (const char *text,
          const char *end)
{
  return text < end && g_unichar_isspace (g_utf8_get_char_validated (text, end - text));
}

/* White space as Unicode has it, because a web page copies that, too. */
static void
strip (const char **text,
       const char **end)
{
  while (is_blank (*text, *end))
    *text = g_utf8_next_char (*text);

  while (*end > *text)
    {
      const char *last = g_utf8_find_prev_char (*text, *end);

      if (last == NULL || !is_blank (last, *end))
        break;
      *end = last;
    }
}

/* A quotation mark at an end is left over from a program, unless the value has others within: then
 * they are its own. */
static void
unquote (const char **text,
         const char **end)
{
  const char *first = *text, *last = *end;

  while (first < last && (last[-1] == '"' || last[-1] == '\\'))
    last--;
  while (first < last && (*first == '"' || (first + 1 < last && memcmp (first, "\\\"", 2) == 0)))
    first++;
  for (const char *p = first; p < last; p++)
    if (*p == '"')
      return;

  *text = first;
  *end = last;
}

/* What programs and consoles show in place of a secret. */
static gboolean
is_mask (const char *text,
         const char *end)
{
  gsize length = end - text;

  for (const char *p = text; p < end; p++)
    if (*p != '*' && *p != '.' && (*p != 'x' || length < 6) && (*p != 'X' || length < 6)
        && (guchar) *p < 0x80)
      return FALSE;
  return length > 0 && (*text == '*' || g_ascii_strncasecmp (text, "xxxxxx", 6) == 0
                        || g_str_has_prefix (text, "…") || g_str_has_prefix (text, "...")
                        || g_str_has_prefix (text, "•") || g_str_has_prefix (text, "●"));
}

/* What is to be filled in by hand or at run time: <DeviceSecret>, ${SECRET}, YOUR_SECRET, %s. */
static gboolean
is_placeholder (const char *text,
                const char *end)
{
  g_autofree char *value = g_strndup (text, end - text);
  gboolean placeholder = g_regex_match_simple (
    "^(?:<[^<>]*>|\\[[A-Za-z][^\\]]*\\]|[$#]?\\{+[^{}]*\\}+|%\\w+%|%[sd]|"
    "your[-_ ]?(?:own[-_ ])?(?:product|device|client|user|pass|secret|host|mqtt|iot).*|"
    "(?:请|你的|您的).{0,24}|(?:todo|changeme|replace_?me))$", value,
    G_REGEX_CASELESS | G_REGEX_RAW, 0);

  explicit_bzero (value, strlen (value));
  return placeholder;
}

static gboolean
equals (const LgImportRecord *self,
        LgImportValue         value,
        const char           *text,
        gsize                 length)
{
  const char *have = value < LG_IMPORT_FIRST_SECRET ? self->texts[value]
                                                    : lg_secret_peek (self->secrets[value]);

  return strlen (have) == length && memcmp (have, text, length) == 0;
}

static void
store (LgImportRecord *self,
       LgImportValue   value,
       const char     *text,
       gsize           length)
{
  if (value < LG_IMPORT_FIRST_SECRET)
    {
      g_free (self->texts[value]);
      self->texts[value] = g_strndup (text, length);
    }
  else
    {
      g_clear_pointer (&self->secrets[value], lg_secret_unref);
      self->secrets[value] = lg_secret_new_bytes (text, length);
    }
}

static void
set (LgImportRecord *self,
     LgImportValue   value,
     const char     *text,
     gssize          length,
     gboolean        replace)
{
  const char *begin = text, *end;
  const char *name = _(value_names[value]);

  if (length < 0)
    length = strlen (text);
  end = text + length;
  strip (&begin, &end);
  unquote (&begin, &end);
  if (value == LG_IMPORT_PORT && begin < end && strchr ("[(", *begin) != NULL)
    begin++, end -= end > begin && strchr ("])", end[-1]) != NULL;
  if (begin == end || !g_utf8_validate_len (begin, end - begin, NULL))
    return;
  if (is_mask (begin, end))
    {
      lg_import_record_remark (self, LG_SEVERITY_NOTE,
                               _("%s is masked in the text and was left out."), name);
      return;
    }

  if (is_placeholder (begin, end))
    {
      lg_import_record_remark (self, LG_SEVERITY_NOTE,
                               _("%s is a placeholder in the text and was left out."), name);
      return;
    }

  if (end - begin != length)
    lg_import_record_remark (self, LG_SEVERITY_NOTE, _("%s: the blanks around it were left out."),
                             name);
  if (!replace && lg_import_record_has (self, value))
    {
      if (!equals (self, value, begin, end - begin))
        lg_import_record_remark (self, LG_SEVERITY_RISK,
                                 _("%s stands there more than once and differs; the first is "
                                   "used."), name);
      return;
    }
  store (self, value, begin, end - begin);
}

/**
 * lg_import_record_set:
 * @value: which value
 * @text: what stands there
 * @length: bytes of @text, or -1
 *
 * Takes a value without the blanks around it. An empty one counts as none. The first one stays;
 * another that differs is remarked upon.
 */
void
lg_import_record_set (LgImportRecord *self,
                      LgImportValue   value,
                      const char     *text,
                      gssize          length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (value < LG_IMPORT_N_VALUES);

  set (self, value, text, length, FALSE);
}

/**
 * lg_import_record_replace:
 * @value: which value
 * @text: what stands there
 * @length: bytes of @text, or -1
 *
 * As [func@import_record_set], in forms where a later value takes an earlier one's place.
 */
void
lg_import_record_replace (LgImportRecord *self,
                          LgImportValue   value,
                          const char     *text,
                          gssize          length)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (value < LG_IMPORT_N_VALUES);

  set (self, value, text, length, TRUE);
}

/**
 * lg_import_record_inherit:
 * @from: what goes for every device of a text
 *
 * Takes the values that are missing, and the remarks.
 */
void
lg_import_record_inherit (LgImportRecord       *self,
                          const LgImportRecord *from)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (from != NULL);

  for (guint i = 0; i < LG_IMPORT_FIRST_SECRET; i++)
    if (self->texts[i] == NULL)
      self->texts[i] = g_strdup (from->texts[i]);
  for (guint i = LG_IMPORT_FIRST_SECRET; i < LG_IMPORT_N_VALUES; i++)
    if (self->secrets[i] == NULL && from->secrets[i] != NULL)
      self->secrets[i] = lg_secret_ref (from->secrets[i]);
  for (guint i = 0; i < from->remarks->len; i++)
    {
      const LgImportRemark *remark = from->remarks->pdata[i];

      lg_import_record_remark (self, remark->severity, "%s", remark->text);
    }
}

/* Lower case and without what people put between words. FALSE: too long for a name. */
static gboolean
simplify (const char *name,
          gsize       length,
          char       *simple)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (strchr (" \t_-.\"'*`", name[i]) != NULL)
        continue;
      if (n == NAME_MAX_LENGTH)
        return FALSE;
      simple[n++] = g_ascii_tolower (name[i]);
    }
  simple[n] = '\0';
  return n > 0;
}

/**
 * lg_import_value_find:
 * @name: what a value is called; case, blanks, `_` and `-` do not matter
 * @length: bytes of @name, or -1
 *
 * Returns: the value, or %LG_IMPORT_N_VALUES if none is called so
 */
LgImportValue
lg_import_value_find (const char *name,
                      gssize      length)
{
  char simple[NAME_MAX_LENGTH + 1];

  if (!simplify (name, length >= 0 ? (gsize) length : strlen (name), simple))
    return LG_IMPORT_N_VALUES;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (simple, names[i].name) == 0
        || (i < N_ENDINGS && g_str_has_suffix (simple, names[i].name)))
      return names[i].value;
  return LG_IMPORT_N_VALUES;
}

/**
 * lg_import_value_get_name:
 * @value: a value
 *
 * Returns: what the operator knows it as, translated
 */
const char *
lg_import_value_get_name (LgImportValue value)
{
  g_return_val_if_fail (value < LG_IMPORT_N_VALUES, NULL);

  return _(value_names[value]);
}
