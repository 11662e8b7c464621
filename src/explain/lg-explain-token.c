/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The logins that are not "one device one secret" on Alibaba Cloud's rules. */
#include "config.h"

#include "lg-explain-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define INCOMPLETE "auth.token-mode-incomplete"
#define USERNAME "auth.username-malformed"
#define FAULT LG_SEVERITY_FAULT, LG_CONFIDENCE_CERTAIN
#define RISK LG_SEVERITY_RISK, LG_CONFIDENCE_CERTAIN

static void
check_token_parameters (LgExplain *self)
{
  const char *type = lg_mqtt_client_id_get (self->parts, "authType");
  const char *mode = lg_mqtt_client_id_get (self->parts, "securemode");
  gboolean right_mode = g_strcmp0 (mode, "-2") == 0;

  if (type == NULL && right_mode)
    lg_explain_add (self, INCOMPLETE, RISK, _("The client ID has no authType=connwl"),
                    _("Without pre-registration it is clientId|securemode=-2,authType=connwl|. "
                      "An older English page has the form without authType; it is superseded."));
  else if (type == NULL)
    lg_explain_add (self, INCOMPLETE, FAULT, _("The client ID has no authType=connwl"),
                    _("Without pre-registration it is clientId|securemode=-2,authType=connwl|."));
  else if (!right_mode)
    lg_explain_add (self, INCOMPLETE, FAULT, _("The secure mode is not that of a DeviceToken"),
                    _("authType is connwl, but securemode is “%s”; it is -2 without "
                      "pre-registration."), mode != NULL ? mode : "");

  if (type != NULL && lg_mqtt_client_id_get (self->parts, "signmethod") != NULL)
    lg_explain_add (self, INCOMPLETE, RISK, _("A sign method is announced where nothing is signed"),
                    _("With authType=connwl the password is the DeviceToken as it is."));
}

static gboolean
is_digest (const char *password)
{
  gsize length = strlen (password);

  return length % 2 == 0 && lg_digest_of_size (length / 2) != NULL
         && strspn (password, "0123456789abcdefABCDEF") == length;
}

static void
check_token (LgExplain *self)
{
  const LgDeviceValues *values = self->values;
  const char *password = lg_secret_peek (self->password);

  self->complete = values->secret != NULL;
  if (values->secret != NULL && lg_secret_equal (self->password, values->secret))
    return;

  if (is_digest (password))
    lg_explain_add (self, INCOMPLETE, LG_SEVERITY_FAULT,
                    values->secret != NULL ? LG_CONFIDENCE_CERTAIN : LG_CONFIDENCE_LIKELY,
                    _("A signature is sent where the DeviceToken belongs"),
                    _("The password has %zu hexadecimal digits, as a signature has. Without "
                      "pre-registration nothing is signed."), strlen (password));
  else if (values->secret != NULL)
    lg_explain_add (self, "auth.wrong-secret", FAULT, _("The password is not the DeviceToken"),
                    _("The device sends %zu characters, the DeviceToken has %zu."),
                    strlen (password), lg_secret_get_length (values->secret));
}

/**
 * lg_explain_check_token:
 *
 * Judges a login without pre-registration.
 */
void
lg_explain_check_token (LgExplain *self)
{
  const char *known = self->values->known_client_id;

  if (self->values->client_id != NULL && self->parts->n_bars > 0)
    check_token_parameters (self);
  if (self->password != NULL)
    check_token (self);

  if (known != NULL && self->values->client_id != NULL && strcmp (self->parts->id, known) != 0)
    lg_explanation_compare (
      lg_explain_add (self, "auth.client-id-mismatch", FAULT,
                      _("clientId is not the one that was delivered with the DeviceToken"),
                      _("It is “%s” instead of “%s”; registration delivers both as a pair."),
                      self->parts->id, known),
      "clientId", known, -1, self->parts->id, -1);
}

static void
require_parameter (LgExplain  *self,
                   const char *name,
                   const char *value,
                   const char *other)
{
  const char *sent = lg_mqtt_client_id_get (self->parts, name);

  if (sent == NULL)
    lg_explain_add (self, USERNAME, FAULT, _("The user name lacks a parameter"),
                    _("%s is missing after the bar."), name);
  else if (value != NULL && strcmp (sent, value) != 0 && g_strcmp0 (sent, other) != 0)
    lg_explain_add (self, USERNAME, FAULT,
                    _("The user name has another parameter than documented"),
                    _("%s is “%s” instead of “%s”."), name, sent, value);
}

/* "signMethod: HMACSHA1 and HMACSHA256" (Tuya, "Tuya MQTT Standard Protocol"); every example and
 * SDK has the second, in this spelling. */
static void
check_tuyalink_username (LgExplain *self)
{
  const char *timestamp = lg_mqtt_client_id_get (self->parts, "timestamp");

  if (self->parts->n_bars == 0)
    {
      lg_explain_add (self, USERNAME, FAULT, _("The user name has no parameters"),
                      _("There is no bar in “%s”. The form is deviceId|signMethod=hmacSha256,"
                        "timestamp=…,secureMode=1,accessType=1."), self->values->username);
      return;
    }

  require_parameter (self, "signMethod", "hmacSha256", "hmacSha1");
  require_parameter (self, "timestamp", NULL, NULL);
  require_parameter (self, "secureMode", "1", NULL);
  require_parameter (self, "accessType", "1", NULL);
  if (timestamp != NULL && timestamp[strspn (timestamp, "0123456789")] != '\0')
    lg_explain_add (self, USERNAME, FAULT, _("The timestamp is not a number"),
                    _("timestamp is “%s”; it is a time in seconds."), timestamp);

  if (self->device_name != NULL && strcmp (self->parts->id, self->device_name) != 0)
    lg_explain_add (self, USERNAME, FAULT, _("The user name is not that of this device"),
                    _("It begins with “%s” instead of “%s”."), self->parts->id, self->device_name);
}

/* The vendor's page asks for "a 64-bit hexadecimal value"; its SDK and examples write it so. */
static void
check_tuyalink_digits (LgExplain *self)
{
  const char *password = self->password != NULL ? lg_secret_peek (self->password) : "";
  gsize length = strlen (password);

  if (strspn (password, "0123456789ABCDEFabcdef") == length
      && strcspn (password, "ABCDEF") < length)
    lg_explain_add (self, "auth.password-malformed", LG_SEVERITY_RISK, LG_CONFIDENCE_POSSIBLE,
                    _("The password has upper-case digits"),
                    _("Tuya’s SDK and examples send lower-case ones; whether the platform takes "
                      "the others is not known."));
}

/* Devices of Tuya's own operating system log in with uuid|pv=version (tuya/TuyaOpen). */
static gboolean
is_tuya_os (LgExplain *self)
{
  const char *username = self->values->username;
  const char *bar = username != NULL ? strchr (username, '|') : NULL;

  if (bar == NULL || !g_str_has_prefix (bar, "|pv="))
    return FALSE;

  lg_explain_add (self, "auth.not-this-service", LG_SEVERITY_FAULT, LG_CONFIDENCE_LIKELY,
                  _("The user name is made for TuyaOS devices"),
                  _("“%s” has the form that TuyaOS and TuyaOpen log in with; TuyaLink has another "
                    "one, with signMethod and timestamp."), username);
  return TRUE;
}

/**
 * lg_explain_check_tuyalink:
 *
 * Judges client ID and user name of TuyaLink: `tuyalink_{deviceId}` and
 * `{deviceId}|signMethod=hmacSha256,timestamp={seconds},secureMode=1,accessType=1`.
 */
void
lg_explain_check_tuyalink (LgExplain *self)
{
  const LgDeviceValues *values = self->values;
  g_autofree char *expected = g_strconcat (LG_TUYALINK_PREFIX, self->device_name, NULL);

  if (is_tuya_os (self))
    return;
  if (values->username != NULL)
    check_tuyalink_username (self);
  check_tuyalink_digits (self);

  if (values->client_id != NULL && self->device_name != NULL
      && strcmp (values->client_id, expected) != 0)
    lg_explanation_compare (
      lg_explain_add (self, "auth.client-id-mismatch", FAULT,
                      _("The client ID is not that of the device in the user name"),
                      _("It is “%s” instead of “%s”."), values->client_id, expected),
      "clientId", expected, -1, values->client_id, -1);
}
