/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the values of a record mean together: a device, and what there is to say about it. */
#include "config.h"

#include "device/lg-mqtt-client-id.h"
#include "lg-import-host.h"
#include "lg-import-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Parameters between the bars that credentials have a place of their own for. */
static const char *const own_parameters[] = {
  "securemode", "signmethod", "timestamp", "authType", NULL,
};

typedef struct
{
  LgImportRecord *record;
  LgCredentials  *credentials;
  LgEndpoint     *endpoint;
  LgMqttClientId *parts;
  gboolean        tuyalink;
} Judge;

static const char *
get_parameter (const Judge *self,
               const char  *name)
{
  return self->parts != NULL ? lg_mqtt_client_id_get (self->parts, name) : NULL;
}

/* What stands in two places has to be the same. */
static void
compare (Judge         *self,
         LgImportValue  value,
         const char    *other,
         const char    *place)
{
  const char *have = self->record->texts[value];

  if (have == NULL)
    lg_import_record_set (self->record, value, other, -1);
  else if (strcmp (have, other) != 0)
    lg_import_record_remark (self->record, LG_SEVERITY_RISK,
                             _("%s is “%s”, and the %s says “%s”; the first is used."),
                             lg_import_value_get_name (value), have, place, other);
}

/* deviceName&productKey */
static void
split_username (Judge *self)
{
  const char *username = self->record->texts[LG_IMPORT_USERNAME];
  const char *ampersand = username != NULL ? strchr (username, '&') : NULL;
  g_autofree char *name = NULL;

  if (ampersand == NULL || ampersand == username || ampersand[1] == '\0')
    return;

  name = g_strndup (username, ampersand - username);
  compare (self, LG_IMPORT_DEVICE_NAME, name, _("MQTT user name"));
  compare (self, LG_IMPORT_PRODUCT_KEY, ampersand + 1, _("MQTT user name"));
}

static gboolean
has_identity (const LgImportRecord *record)
{
  return record->texts[LG_IMPORT_PRODUCT_KEY] != NULL
         || record->texts[LG_IMPORT_DEVICE_ID] != NULL
         || record->texts[LG_IMPORT_DEVICE_NAME] != NULL;
}

/* A clientId is an MQTT client ID if it has bars, or if there is nothing to make one of. */
static void
find_mqtt_client_id (Judge *self)
{
  LgImportRecord *record = self->record;
  const char *client_id = record->texts[LG_IMPORT_CLIENT_ID];
  gboolean finished = record->secrets[LG_IMPORT_PASSWORD] != NULL
                      && record->secrets[LG_IMPORT_DEVICE_SECRET] == NULL
                      && record->secrets[LG_IMPORT_DEVICE_TOKEN] == NULL;

  if (record->texts[LG_IMPORT_MQTT_CLIENT_ID] == NULL && client_id != NULL
      && (strchr (client_id, '|') != NULL || g_str_has_prefix (client_id, LG_TUYALINK_PREFIX)
       || finished || !has_identity (record)))
    record->texts[LG_IMPORT_MQTT_CLIENT_ID] =
      g_steal_pointer (&record->texts[LG_IMPORT_CLIENT_ID]);

  client_id = record->texts[LG_IMPORT_MQTT_CLIENT_ID];
  if (client_id == NULL || strchr (client_id, '|') == NULL)
    return;

  self->parts = lg_mqtt_client_id_parse (client_id);
  if (self->parts->n_bars < 2)
    lg_import_record_remark (record, LG_SEVERITY_RISK,
                             _("The MQTT client ID has one bar: the closing one is missing."));
  if (*self->parts->id != '\0')
    compare (self, LG_IMPORT_CLIENT_ID, self->parts->id, _("MQTT client ID"));
}

/* tuyalink_{deviceId}, and {deviceId}|signMethod=…,timestamp=… without a closing bar (Tuya, SDK for
 * TuyaLink). */
static void
find_tuyalink (Judge *self)
{
  const char *client_id = self->record->texts[LG_IMPORT_MQTT_CLIENT_ID];
  const char *username = self->record->texts[LG_IMPORT_USERNAME];
  g_autoptr (LgMqttClientId) parts = NULL;

  if (self->parts != NULL)
    return;

  if (client_id != NULL && g_str_has_prefix (client_id, LG_TUYALINK_PREFIX))
    {
      self->tuyalink = TRUE;
      compare (self, LG_IMPORT_DEVICE_ID, client_id + strlen (LG_TUYALINK_PREFIX),
               _("MQTT client ID"));
    }

  parts = username != NULL ? lg_mqtt_client_id_parse (username) : NULL;
  if (parts != NULL && *parts->id != '\0' && lg_mqtt_client_id_get (parts, "signMethod") != NULL)
    {
      self->tuyalink = TRUE;
      compare (self, LG_IMPORT_DEVICE_ID, parts->id, _("MQTT user name"));
      self->parts = g_steal_pointer (&parts);
    }
}

/* Where the parameters stand. */
static const char *
get_place (const Judge *self)
{
  return self->tuyalink ? _("MQTT user name") : _("MQTT client ID");
}

static void
take_extended_parameters (Judge *self)
{
  g_autoptr (GString) extended = g_string_new (NULL);

  for (guint i = 0; i < self->parts->parameters->len; i++)
    {
      const LgParameter *parameter = self->parts->parameters->pdata[i];
      gboolean own = parameter->value == NULL;

      for (guint k = 0; own_parameters[k] != NULL; k++)
        own |= g_ascii_strcasecmp (parameter->name, own_parameters[k]) == 0;
      if (!own)
        g_string_append_printf (extended, "%s%s=%s", extended->len > 0 ? "," : "",
                                parameter->name, parameter->value);
    }
  lg_credentials_set_extended_parameters (self->credentials, extended->str);
}

static void
take_sign_method (Judge *self)
{
  g_autoptr (GEnumClass) methods = g_type_class_ref (LG_TYPE_SIGN_METHOD);
  const char *method = get_parameter (self, "signmethod");
  const GEnumValue *known;
  g_autofree char *lower = NULL;

  if (method != NULL)
    compare (self, LG_IMPORT_SIGN_METHOD, method, get_place (self));
  method = self->record->texts[LG_IMPORT_SIGN_METHOD];
  if (method == NULL)
    return;

  lower = g_ascii_strdown (method, -1);
  known = g_enum_get_value_by_nick (methods, lower);
  if (known != NULL)
    lg_credentials_set_sign_method (self->credentials, known->value);
  else
    lg_import_record_remark (self->record, LG_SEVERITY_RISK,
                             _("The sign method “%s” is none that can be computed here."), method);
}

static void
take_timestamp (Judge *self)
{
  const char *timestamp = get_parameter (self, "timestamp");

  if (timestamp != NULL)
    compare (self, LG_IMPORT_TIMESTAMP, timestamp, get_place (self));
  timestamp = self->record->texts[LG_IMPORT_TIMESTAMP];

  lg_credentials_set_timestamp_policy (self->credentials,
                                       timestamp != NULL ? LG_TIMESTAMP_FIXED
                                       : self->parts != NULL ? LG_TIMESTAMP_NONE
                                       : LG_TIMESTAMP_NOW);
  lg_credentials_set_timestamp (self->credentials, timestamp);
}

/* Submitted, and made of the other two by the form, where the text has none. */
static void
take_client_id (Judge *self)
{
  LgImportRecord *record = self->record;
  const char *client_id = record->texts[LG_IMPORT_CLIENT_ID];
  const char *product_key = record->texts[LG_IMPORT_PRODUCT_KEY];
  const char *device_name = record->texts[LG_IMPORT_DEVICE_NAME];
  gboolean missing = client_id == NULL && (self->parts == NULL || self->tuyalink);
  g_autofree char *usual = NULL;

  if (missing && product_key != NULL && device_name != NULL)
    usual = g_strdup_printf ("%s.%s", product_key, device_name);
  lg_credentials_set_client_id (self->credentials,
                                usual != NULL ? usual : missing ? "" : client_id);
}

/* A password that is sent as it is was a DeviceToken: without pre-registration nothing is signed
 * (Alibaba Cloud, “Establish MQTT-TLS connections”). */
static gboolean
is_token (const Judge *self)
{
  const char *auth_type = get_parameter (self, "authType");

  return g_strcmp0 (auth_type, "connwl") == 0
         || g_strcmp0 (get_parameter (self, "securemode"), "-2") == 0;
}

static void
use_secret (Judge         *self,
            LgMode         mode,
            LgImportValue  value)
{
  lg_credentials_set_mode (self->credentials, mode);
  lg_credentials_set_secret (self->credentials, self->record->secrets[value]);
}

static void
remark_no_secret (Judge *self)
{
  lg_import_record_remark (self->record, LG_SEVERITY_RISK,
                           _("There is no secret: type the DeviceSecret before connecting."));
}

/* In this mode a device is not called by its DeviceName unless it is told so, and its user name is
 * not made of the two that make it. */
static void
use_password (Judge *self)
{
  LgImportRecord *record = self->record;
  const char *product_key = record->texts[LG_IMPORT_PRODUCT_KEY];
  const char *device_name = record->texts[LG_IMPORT_DEVICE_NAME];
  const char *device_id = record->texts[LG_IMPORT_DEVICE_ID];

  if (record->texts[LG_IMPORT_TITLE] == NULL)
    record->texts[LG_IMPORT_TITLE] = g_strdup (self->tuyalink ? device_id : device_name);
  if (record->texts[LG_IMPORT_USERNAME] == NULL && product_key != NULL && device_name != NULL)
    record->texts[LG_IMPORT_USERNAME] = g_strdup_printf ("%s&%s", device_name, product_key);
  if (record->texts[LG_IMPORT_MQTT_CLIENT_ID] == NULL && self->tuyalink)
    record->texts[LG_IMPORT_MQTT_CLIENT_ID] = g_strconcat (LG_TUYALINK_PREFIX, device_id, NULL);
  else if (record->texts[LG_IMPORT_MQTT_CLIENT_ID] == NULL && has_identity (record))
    lg_import_record_remark (record, LG_SEVERITY_RISK,
                             _("The MQTT client ID that the password was signed with is missing."));

  use_secret (self, LG_MODE_CUSTOM, LG_IMPORT_PASSWORD);
  lg_credentials_set_mqtt_client_id (self->credentials, record->texts[LG_IMPORT_MQTT_CLIENT_ID]);
  lg_credentials_set_mqtt_username (self->credentials, record->texts[LG_IMPORT_USERNAME]);
  if (record->secrets[LG_IMPORT_PASSWORD] == NULL)
    {
      if (self->tuyalink || self->parts != NULL)
        remark_no_secret (self);
    }
  else if (self->tuyalink)
    lg_import_record_remark (record, LG_SEVERITY_NOTE,
                             _("It is a TuyaLink login, and the MQTT password is signed already; "
                               "no deviceSecret can be computed from it. It is sent as it is, in "
                               "the mode “Custom”."));
  else if (self->parts != NULL)
    lg_import_record_remark (record, LG_SEVERITY_NOTE,
                             _("The MQTT password is signed already; no DeviceSecret can be "
                               "computed from it. It is sent as it is, in the mode “Custom”."));
}

/* A password is of use only with what is sent beside it. */
static gboolean
has_login (const LgImportRecord *record)
{
  return record->texts[LG_IMPORT_USERNAME] != NULL
         || record->texts[LG_IMPORT_MQTT_CLIENT_ID] != NULL
         || (record->texts[LG_IMPORT_PRODUCT_KEY] != NULL
          && record->texts[LG_IMPORT_DEVICE_NAME] != NULL);
}

/* TuyaLink knows a device by its ID alone. Its secret is worth more than a password it signed. */
static gboolean
is_of_tuyalink (const LgImportRecord *record)
{
  return record->texts[LG_IMPORT_DEVICE_ID] != NULL
         && record->texts[LG_IMPORT_DEVICE_NAME] == NULL
         && (record->secrets[LG_IMPORT_PASSWORD] == NULL
          || record->secrets[LG_IMPORT_DEVICE_SECRET] != NULL);
}

static void
take_secret (Judge *self)
{
  LgSecret **secrets = self->record->secrets;

  if (is_of_tuyalink (self->record))
    {
      use_secret (self, LG_MODE_TUYALINK, LG_IMPORT_DEVICE_SECRET);
      self->tuyalink = TRUE;
      if (secrets[LG_IMPORT_DEVICE_SECRET] == NULL)
        remark_no_secret (self);
    }
  else if (secrets[LG_IMPORT_DEVICE_SECRET] != NULL)
    use_secret (self, LG_MODE_DEVICE_SECRET, LG_IMPORT_DEVICE_SECRET);
  else if (secrets[LG_IMPORT_DEVICE_TOKEN] != NULL)
    use_secret (self, LG_MODE_NO_PREREGISTRATION, LG_IMPORT_DEVICE_TOKEN);
  else if (secrets[LG_IMPORT_PASSWORD] != NULL && is_token (self))
    use_secret (self, LG_MODE_NO_PREREGISTRATION, LG_IMPORT_PASSWORD);
  else if ((secrets[LG_IMPORT_PASSWORD] != NULL && has_login (self->record))
           || !has_identity (self->record))
    use_password (self);
  else if (secrets[LG_IMPORT_PRODUCT_SECRET] != NULL)
    {
      use_secret (self, LG_MODE_REGISTRATION, LG_IMPORT_PRODUCT_SECRET);
      lg_import_record_remark (self->record, LG_SEVERITY_NOTE,
                               _("There is a ProductSecret and no DeviceSecret: the device has to "
                                 "be registered first."));
    }
  else
    remark_no_secret (self);
}

static void
take_identity (Judge *self)
{
  LgImportRecord *record = self->record;
  LgCredentials *credentials = self->credentials;

  split_username (self);
  find_mqtt_client_id (self);
  find_tuyalink (self);
  take_secret (self);
  take_sign_method (self);
  take_timestamp (self);
  if (self->parts != NULL && !self->tuyalink)
    take_extended_parameters (self);
  take_client_id (self);
  lg_credentials_set_product_key (credentials, record->texts[LG_IMPORT_PRODUCT_KEY]);
  lg_credentials_set_device_name (credentials, record->texts[LG_IMPORT_DEVICE_NAME]);
  lg_credentials_set_device_id (credentials, record->texts[LG_IMPORT_DEVICE_ID]);
}

static int
compare_remarks (gconstpointer a,
                 gconstpointer b)
{
  const LgImportRemark *const *first = a, *const *second = b;

  return (int) (*first)->severity - (int) (*second)->severity;
}

/**
 * lg_import_record_judge:
 *
 * Makes a device of the values, and remarks upon what contradicts itself, is missing, or cannot be
 * used. The record has no use afterwards.
 *
 * Returns: (transfer full): the device
 */
LgImportDevice *
lg_import_record_judge (LgImportRecord *self)
{
  g_autoptr (LgCredentials) credentials = lg_credentials_new ();
  g_autoptr (LgEndpoint) endpoint = lg_endpoint_new ();
  Judge judge = { .record = self, .credentials = credentials, .endpoint = endpoint };
  LgImportDevice *device;

  g_return_val_if_fail (self != NULL, NULL);

  take_identity (&judge);
  if (judge.tuyalink)
    lg_endpoint_choose_platform (endpoint, "tuyalink");
  lg_import_host_take (self, get_parameter (&judge, "securemode"), credentials, endpoint);
  g_clear_pointer (&judge.parts, lg_mqtt_client_id_free);

  g_ptr_array_sort (self->remarks, compare_remarks);
  device = lg_import_device_new (self->kind, self->line, self->texts[LG_IMPORT_TITLE],
                                 self->texts[LG_IMPORT_GROUP], credentials, endpoint,
                                 self->remarks);
  return device;
}
