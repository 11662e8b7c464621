/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of a client ID: clientId|name=value,name=value| */
#include "config.h"

#include "lg-explain-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MALFORMED "auth.extended-parameters-malformed"
#define FAULT LG_SEVERITY_FAULT, LG_CONFIDENCE_CERTAIN
#define RISK LG_SEVERITY_RISK, LG_CONFIDENCE_POSSIBLE

/* Alibaba Cloud, "MQTT-TLS connections". */
#define CLIENT_ID_MAX 64

static void
check_bars (LgExplain *self)
{
  const LgMqttClientId *parts = self->parts;

  if (parts->n_bars == 0)
    lg_explain_add (self, MALFORMED, FAULT, _("The client ID has no extended parameters"),
                    _("There is no bar in “%s”. The form is clientId|securemode=2,signmethod=…|."),
                    self->values->client_id);
  else if (parts->n_bars == 1)
    lg_explain_add (self, MALFORMED, FAULT, _("The client ID lacks its closing bar"),
                    _("“%s” has one bar; the extended parameters stand between two."),
                    self->values->client_id);
  else if (*parts->after != '\0')
    lg_explain_add (self, MALFORMED, FAULT, _("The client ID goes on after its closing bar"),
                    _("After the last bar comes “%s”."), parts->after);
}

static void
check_separators (LgExplain *self)
{
  const LgMqttClientId *parts = self->parts;

  if (parts->escaped)
    lg_explain_add (self, MALFORMED, FAULT,
                    _("The commas of the client ID are sent with a backslash"),
                    _("“%s” contains \\,. A module's AT command needs it, but only where the "
                      "command is typed; the platform must get the comma alone."),
                    self->values->client_id);
  if (parts->separator != ',')
    lg_explain_add (self, MALFORMED, FAULT,
                    _("The extended parameters are not separated by commas"),
                    _("Between them is “%c”."), parts->separator);
}

static gboolean
is_repeated (const LgMqttClientId *parts,
             guint                 index)
{
  const LgParameter *parameter = parts->parameters->pdata[index];

  for (guint i = 0; i < index; i++)
    if (strcmp (((LgParameter *) parts->parameters->pdata[i])->name, parameter->name) == 0)
      return TRUE;

  return FALSE;
}

/* Users of the vendor's SDK for smart living report authtype=custom-ilop, tokenType and _fy. */
static gboolean
is_smart_living (LgExplain *self)
{
  for (guint i = 0; i < self->parts->parameters->len; i++)
    {
      const LgParameter *parameter = self->parts->parameters->pdata[i];

      if (strcmp (parameter->name, "_fy") == 0
          || (strcmp (parameter->name, "authtype") == 0
           && g_strcmp0 (parameter->value, "custom-ilop") == 0))
        return TRUE;
    }

  return FALSE;
}

static void
check_parameter (LgExplain *self,
                 guint      index)
{
  const LgParameter *parameter = self->parts->parameters->pdata[index];
  const char *name = lg_parameter_find_known (parameter->name);

  if (*parameter->name == '\0' || parameter->value == NULL)
    lg_explain_add (self, MALFORMED, FAULT, _("An extended parameter is not name=value"),
                    _("Parameter %u is “%s”."), index + 1, parameter->name);
  else if (is_repeated (self->parts, index))
    lg_explain_add (self, MALFORMED, FAULT, _("An extended parameter is there twice"),
                    _("It is %s; which one counts is not documented."), parameter->name);
  else if (*parameter->value == '\0')
    lg_explain_add (self, MALFORMED, FAULT, _("An extended parameter has no value"),
                    _("It is %s."), parameter->name);
  else if (name == NULL)
    lg_explain_add (self, MALFORMED, RISK, _("An extended parameter is not a known one"),
                    _("Neither the documents nor the vendor's SDKs have “%s”; it may be a typing "
                      "mistake."), parameter->name);
  else if (strcmp (name, parameter->name) != 0 && !is_smart_living (self)
           && lg_mqtt_client_id_get (self->parts, name) == parameter->value)
    lg_explain_add (self, MALFORMED, LG_SEVERITY_FAULT, LG_CONFIDENCE_LIKELY,
                    _("An extended parameter is spelled differently"),
                    _("“%s” is documented as “%s”."), parameter->name, name);
}

static void
check_secure_mode (LgExplain *self)
{
  const char *mode = lg_mqtt_client_id_get (self->parts, "securemode");

  if (mode == NULL)
    lg_explain_add (self, MALFORMED, FAULT, _("The client ID has no securemode"),
                    _("It is 2 for TLS and 3 for plain TCP."));
  else if (strcmp (mode, "8") == 0 || strcmp (mode, "-1") == 0)
    lg_explain_add (self, "auth.secure-mode-mismatch", RISK, _("The secure mode is a special one"),
                    _("securemode is %s, which is neither for TLS (2) nor for plain TCP (3) with "
                      "a DeviceSecret."), mode);
  else if (strcmp (mode, "2") != 0 && strcmp (mode, "3") != 0 && strcmp (mode, "-2") != 0)
    lg_explain_add (self, MALFORMED, FAULT, _("The secure mode is none of the documented ones"),
                    _("securemode is “%s”; it is 2 for TLS and 3 for plain TCP."), mode);
}

static void
check_method (LgExplain *self)
{
  const char *method = lg_mqtt_client_id_get (self->parts, "signmethod");
  const LgDigest *digest = method != NULL ? lg_digest_find (method) : NULL;

  if (self->scheme == LG_SCHEME_TOKEN)
    return;

  if (method == NULL)
    lg_explain_add (self, MALFORMED, RISK, _("The client ID has no signmethod"),
                    _("The vendor's older pages take it for hmacmd5 then; the current ones do not "
                      "say so."));
  else if (digest == NULL)
    lg_explain_add (self, MALFORMED, FAULT, _("The sign method is none of the documented ones"),
                    _("signmethod is “%s”; it is hmacmd5, hmacsha1 or hmacsha256, in lower case."),
                    method);
  else if (digest->kind != LG_DIGEST_HMAC)
    lg_explain_add (self, "auth.sign-method-mismatch", RISK,
                    _("The sign method is not verified"),
                    _("The vendor's older pages list sha256 without a formula; the current ones "
                      "have hmacmd5, hmacsha1 and hmacsha256 only."));
}

static void
check_timestamp (LgExplain *self)
{
  const char *timestamp = lg_mqtt_client_id_get (self->parts, "timestamp");

  if (timestamp != NULL && timestamp[strspn (timestamp, "0123456789")] != '\0')
    lg_explain_add (self, MALFORMED, RISK, _("The timestamp is not a number"),
                    _("timestamp is “%s”; it is a time in milliseconds."), timestamp);
}

static void
check_id (LgExplain *self)
{
  const char *id = self->parts->id;
  glong length = g_utf8_validate (id, -1, NULL) ? g_utf8_strlen (id, -1) : (glong) strlen (id);

  if (length > CLIENT_ID_MAX && self->parts->n_bars > 0)
    lg_explain_add (self, "auth.client-id-too-long", FAULT, _("clientId is too long"),
                    _("It has %ld characters before the first bar; at most %d are allowed."),
                    length, CLIENT_ID_MAX);
}

static gboolean
is_other_service (LgExplain *self)
{
  if (strstr (self->values->client_id, "@@@") == NULL)
    return FALSE;

  lg_explain_add (self, "auth.not-this-service", LG_SEVERITY_FAULT, LG_CONFIDENCE_LIKELY,
                  _("The client ID is made for another service"),
                  _("“%s” has the form GroupID@@@DeviceID of ApsaraMQ for MQTT."),
                  self->values->client_id);
  return TRUE;
}

/**
 * lg_explain_check_client_id:
 *
 * Tells what breaks the form of an MQTT client ID.
 */
void
lg_explain_check_client_id (LgExplain *self)
{
  if (is_other_service (self))
    return;

  check_id (self);
  check_bars (self);
  if (self->parts->n_bars == 0)
    return;

  check_separators (self);
  if (is_smart_living (self))
    lg_explain_add (self, "auth.not-this-service", LG_SEVERITY_NOTE, LG_CONFIDENCE_LIKELY,
                    _("The client ID is one of the smart-living platform"),
                    _("It has parameters of the SDK for smart living (飞燕), as users report: its "
                      "products belong to that platform's own hosts."));
  for (guint i = 0; i < self->parts->parameters->len; i++)
    check_parameter (self, i);
  check_secure_mode (self);
  check_method (self);
  check_timestamp (self);
}
