/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-credentials.h"
#include "lg-issue.h"
#include "lg-mqtt-client-id.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Documented limits: clientId in Alibaba Cloud, "MQTT-TLS connections"; DeviceName in the same
 * vendor's ImportDevice; the others in its C Link SDK 3. */
#define PRODUCT_KEY_MAX 20
#define DEVICE_NAME_MIN 4
#define DEVICE_NAME_MAX 32
#define SECRET_MAX 64
#define CLIENT_ID_MAX 64

/* No rule, but every value seen so far was longer. */
#define PRODUCT_KEY_USUAL_MIN 8
#define SECRET_USUAL_MIN 16
#define TIMESTAMP_USUAL_DIGITS 13

/* Of TuyaLink no limit is documented; its SDK for C takes the first 16 bytes of a secret for the
 * key, and seconds for the timestamp. "Tuya MQTT Standard Protocol" allows milliseconds, too. */
#define TUYALINK_SECRET_USUAL 16
#define TUYALINK_TIMESTAMP_DIGITS 10

/* Two values and what is put between them must fit the 65 535 bytes of an MQTT string. */
#define ENCODABLE_MAX 32000

static void
add (GPtrArray *issues,
     LgIssue   *issue)
{
  g_ptr_array_add (issues, issue);
}

static gboolean
is_ascii_of (const char *text,
             const char *more)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && strchr (more, *text) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
has_outer_blank (const char *text)
{
  return *text != '\0'
         && (g_ascii_isspace (text[0]) || g_ascii_isspace (text[strlen (text) - 1]));
}

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return TRUE;

  return FALSE;
}

/* What goes for every text: whether it can be sent at all, and what a careless copy leaves.
 * Returns whether a further look is worth it. */
static gboolean
check_text (GPtrArray  *issues,
            LgField     field,
            const char *name,
            const char *value)
{
  if (!g_utf8_validate (value, -1, NULL))
    {
      add (issues, lg_issue_new (field, LG_ISSUE_ERROR, _("%s is not valid UTF-8."), name));
      return FALSE;
    }

  if (strlen (value) > ENCODABLE_MAX)
    {
      add (issues, lg_issue_new (field, LG_ISSUE_ERROR, _("%s is too long for MQTT."), name));
      return FALSE;
    }

  if (has_outer_blank (value))
    add (issues, lg_issue_new (field, LG_ISSUE_RISK,
                               _("%s begins or ends with a blank."), name));
  else if (has_control (value))
    add (issues, lg_issue_new (field, LG_ISSUE_RISK,
                               _("%s contains a control character."), name));

  return TRUE;
}

static gboolean
check_present (GPtrArray  *issues,
               LgField     field,
               const char *name,
               const char *value)
{
  if (value != NULL && *value != '\0')
    return check_text (issues, field, name, value);

  add (issues, lg_issue_new_missing (field, _("%s is missing."), name));
  return FALSE;
}

static void
check_product_key (GPtrArray     *issues,
                   LgCredentials *self)
{
  const char *value = lg_credentials_get_product_key (self);
  gsize length = strlen (value);

  if (!check_present (issues, LG_FIELD_PRODUCT_KEY, "ProductKey", value))
    return;

  if (length > PRODUCT_KEY_MAX)
    add (issues, lg_issue_new (LG_FIELD_PRODUCT_KEY, LG_ISSUE_RULE,
                               _("ProductKey has %zu bytes; at most %d are allowed."),
                               length, PRODUCT_KEY_MAX));
  else if (length < PRODUCT_KEY_USUAL_MIN)
    add (issues, lg_issue_new (LG_FIELD_PRODUCT_KEY, LG_ISSUE_RISK,
                               _("ProductKey is unusually short.")));

  if (!is_ascii_of (value, ""))
    add (issues, lg_issue_new (LG_FIELD_PRODUCT_KEY, LG_ISSUE_RISK,
                               _("ProductKey usually has letters and digits only.")));
}

static void
check_device_name (GPtrArray     *issues,
                   LgCredentials *self)
{
  const char *value = lg_credentials_get_device_name (self);
  glong length;

  if (!check_present (issues, LG_FIELD_DEVICE_NAME, "DeviceName", value))
    return;

  length = g_utf8_strlen (value, -1);
  if (length < DEVICE_NAME_MIN || length > DEVICE_NAME_MAX)
    add (issues, lg_issue_new (LG_FIELD_DEVICE_NAME, LG_ISSUE_RULE,
                               _("DeviceName has %ld characters; %d to %d are allowed."),
                               length, DEVICE_NAME_MIN, DEVICE_NAME_MAX));

  if (!is_ascii_of (value, "-_@.:"))
    add (issues, lg_issue_new (LG_FIELD_DEVICE_NAME, LG_ISSUE_RISK,
                               _("DeviceName usually has letters, digits and - _ @ . : only.")));
}

static void
check_signing_secret (GPtrArray     *issues,
                      LgCredentials *self,
                      const char    *name)
{
  LgSecret *secret = lg_credentials_get_secret (self);
  gsize length = secret != NULL ? lg_secret_get_length (secret) : 0;

  if (!check_present (issues, LG_FIELD_SECRET, name,
                      secret != NULL ? lg_secret_peek (secret) : NULL))
    return;

  if (length > SECRET_MAX)
    add (issues, lg_issue_new (LG_FIELD_SECRET, LG_ISSUE_RULE,
                               _("%s has %zu bytes; at most %d are allowed."),
                               name, length, SECRET_MAX));
  else if (length < SECRET_USUAL_MIN)
    add (issues, lg_issue_new (LG_FIELD_SECRET, LG_ISSUE_RISK,
                               _("%s is unusually short."), name));
}

static void
check_device_id (GPtrArray     *issues,
                 LgCredentials *self)
{
  const char *value = lg_credentials_get_device_id (self);

  if (!check_present (issues, LG_FIELD_DEVICE_ID, "deviceId", value))
    return;

  if (strpbrk (value, "|,=") != NULL)
    add (issues, lg_issue_new (LG_FIELD_DEVICE_ID, LG_ISSUE_RULE,
                               _("deviceId contains |, a comma or =, which separate the "
                                 "parameters.")));
  else if (g_str_has_prefix (value, LG_TUYALINK_PREFIX))
    add (issues, lg_issue_new (LG_FIELD_DEVICE_ID, LG_ISSUE_RISK,
                               _("deviceId begins with %s, which is added to it anyway."),
                               LG_TUYALINK_PREFIX));
  else if (!is_ascii_of (value, ""))
    add (issues, lg_issue_new (LG_FIELD_DEVICE_ID, LG_ISSUE_RISK,
                               _("deviceId usually has letters and digits only.")));
}

static void
check_tuyalink_secret (GPtrArray     *issues,
                       LgCredentials *self)
{
  LgSecret *secret = lg_credentials_get_secret (self);

  if (check_present (issues, LG_FIELD_SECRET, "deviceSecret",
                     secret != NULL ? lg_secret_peek (secret) : NULL)
      && lg_secret_get_length (secret) != TUYALINK_SECRET_USUAL)
    add (issues, lg_issue_new (LG_FIELD_SECRET, LG_ISSUE_RISK,
                               _("deviceSecret has %zu bytes; TuyaLink’s usually have %d."),
                               lg_secret_get_length (secret), TUYALINK_SECRET_USUAL));
}

static void
check_sign_method (GPtrArray     *issues,
                   LgCredentials *self)
{
  if (!lg_sign_method_is_verified (lg_credentials_get_sign_method (self)))
    add (issues, lg_issue_new (LG_FIELD_SIGN_METHOD, LG_ISSUE_RISK,
                               _("Not verified: older pages of the vendor list sha256 without a "
                                 "formula. SHA-256 of the text followed by the secret is another "
                                 "service’s.")));
}

static void
check_client_id (GPtrArray     *issues,
                 LgCredentials *self)
{
  const char *value = lg_credentials_get_client_id (self);
  glong length;

  if (value == NULL || !check_text (issues, LG_FIELD_CLIENT_ID, "clientId", value))
    return;

  length = g_utf8_strlen (value, -1);
  if (length > CLIENT_ID_MAX)
    add (issues, lg_issue_new (LG_FIELD_CLIENT_ID, LG_ISSUE_RULE,
                               _("clientId has %ld characters; at most %d are allowed."),
                               length, CLIENT_ID_MAX));

  if (strchr (value, '|') != NULL)
    add (issues, lg_issue_new (LG_FIELD_CLIENT_ID, LG_ISSUE_RULE,
                               _("clientId contains |, where the extended parameters begin.")));
}

/* @digits: how many a time in the unit of the platform has. */
static void
check_timestamp (GPtrArray     *issues,
                 LgCredentials *self,
                 const char    *unit,
                 gsize          digits)
{
  const char *value = lg_credentials_get_timestamp (self);

  if (lg_credentials_get_timestamp_policy (self) != LG_TIMESTAMP_FIXED
      || !check_present (issues, LG_FIELD_TIMESTAMP, "timestamp", value))
    return;

  if (value[strspn (value, "0123456789")] != '\0')
    add (issues, lg_issue_new (LG_FIELD_TIMESTAMP, LG_ISSUE_RULE,
                               _("timestamp is not a number of %s."), unit));
  else if (strlen (value) != digits && strlen (value) != TIMESTAMP_USUAL_DIGITS)
    add (issues, lg_issue_new (LG_FIELD_TIMESTAMP, LG_ISSUE_RISK,
                               _("timestamp has %zu digits; a time in %s has %zu."),
                               strlen (value), unit, digits));
}

static void
check_milliseconds (GPtrArray     *issues,
                    LgCredentials *self)
{
  check_timestamp (issues, self, _("milliseconds"), TIMESTAMP_USUAL_DIGITS);
}

static gboolean
is_set_elsewhere (const char *name)
{
  static const char *const own[] = { "securemode", "signmethod", "timestamp", "authType", "random",
                                     NULL };

  return g_strv_contains (own, name);
}

static gboolean
is_repeated (GStrv  names,
             guint  index)
{
  for (guint i = 0; i < index; i++)
    if (strcmp (names[i], names[index]) == 0)
      return TRUE;

  return FALSE;
}

static void
check_extended_name (GPtrArray *issues,
                     GStrv      names,
                     guint      index)
{
  const char *name = names[index];
  const char *known = lg_parameter_find_known (name);
  LgField field = LG_FIELD_EXTENDED_PARAMETERS;

  if (is_set_elsewhere (name))
    add (issues, lg_issue_new (field, LG_ISSUE_RISK,
                               _("%s is one of the parameters Linkglass sets."), name));
  else if (is_repeated (names, index))
    add (issues, lg_issue_new (field, LG_ISSUE_RISK,
                               _("%s is there twice; which one counts is not documented."), name));
  else if (known == NULL)
    add (issues, lg_issue_new (field, LG_ISSUE_RISK,
                               _("%s is in none of the vendor’s documents and SDKs."), name));
  else if (strcmp (known, name) != 0)
    add (issues, lg_issue_new (field, LG_ISSUE_RISK, _("%s is documented as %s."), name, known));
}

static void
check_extended_form (GPtrArray  *issues,
                     const char *value)
{
  g_auto (GStrv) names = g_strsplit (value, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      char *equals = strchr (names[i], '=');

      /* The vendor's own SDK leaves a comma at the end. */
      if (*names[i] == '\0' && names[i + 1] == NULL)
        break;

      if (equals == NULL || equals == names[i] || equals[1] == '\0')
        {
          add (issues, lg_issue_new (LG_FIELD_EXTENDED_PARAMETERS, LG_ISSUE_RULE,
                                     _("Extended parameters are name=value, separated by "
                                       "commas.")));
          return;
        }

      *equals = '\0';
      check_extended_name (issues, names, i);
    }
}

/* A value may have a bar in it, as the vendor's own SDK has one (`lan=JS|Ali`): the first and the
 * last one count. */
static void
check_extended_parameters (GPtrArray     *issues,
                           LgCredentials *self)
{
  const char *value = lg_credentials_get_extended_parameters (self);

  if (!check_text (issues, LG_FIELD_EXTENDED_PARAMETERS, _("The extended parameters"), value))
    return;

  if (g_str_has_prefix (value, "|") || g_str_has_suffix (value, "|"))
    add (issues, lg_issue_new (LG_FIELD_EXTENDED_PARAMETERS, LG_ISSUE_RISK,
                               _("The bars around the extended parameters are added anyway; leave "
                                 "them out.")));
  check_extended_form (issues, value);
}

/* Registration delivers clientId and DeviceToken as a pair: neither may be left out. */
static void
check_token (GPtrArray     *issues,
             LgCredentials *self)
{
  LgSecret *token = lg_credentials_get_secret (self);
  const char *client_id = lg_credentials_get_client_id (self);

  check_present (issues, LG_FIELD_SECRET, "DeviceToken",
                 token != NULL ? lg_secret_peek (token) : NULL);
  if (client_id == NULL || *client_id == '\0')
    add (issues, lg_issue_new_missing (LG_FIELD_CLIENT_ID, _("%s is missing."), "clientId"));

  if (!lg_credentials_get_superseded_form (self))
    return;

  check_milliseconds (issues, self);
  add (issues, lg_issue_new (LG_FIELD_SUPERSEDED_FORM, LG_ISSUE_RISK,
                             _("An older English page has this form; the current ones have "
                               "securemode=-2,authType=connwl instead.")));
}

static void
check_tuyalink (GPtrArray     *issues,
                LgCredentials *self)
{
  check_device_id (issues, self);
  check_tuyalink_secret (issues, self);
  check_timestamp (issues, self, _("seconds"), TUYALINK_TIMESTAMP_DIGITS);
  if (lg_credentials_get_timestamp_policy (self) == LG_TIMESTAMP_NONE)
    add (issues, lg_issue_new (LG_FIELD_TIMESTAMP, LG_ISSUE_ERROR,
                               _("%s is missing."), "timestamp"));
}

/* What stands between the bars ends at a comma or a bar. */
static void
check_random (GPtrArray     *issues,
              LgCredentials *self)
{
  const char *value = lg_credentials_get_random (self);

  if (check_text (issues, LG_FIELD_RANDOM, "random", value) && strpbrk (value, ",|") != NULL)
    add (issues, lg_issue_new (LG_FIELD_RANDOM, LG_ISSUE_RULE,
                               _("random contains a character that ends it: , or |.")));
}

static void
check_custom (GPtrArray     *issues,
              LgCredentials *self)
{
  LgSecret *password = lg_credentials_get_secret (self);
  const char *username = lg_credentials_get_mqtt_username (self);
  const char *client_id = lg_credentials_get_mqtt_client_id (self);

  if (check_text (issues, LG_FIELD_MQTT_CLIENT_ID, _("The client ID"), client_id)
      && *client_id == '\0')
    add (issues, lg_issue_new (LG_FIELD_MQTT_CLIENT_ID, LG_ISSUE_RISK,
                               _("Without a client ID the broker chooses one, or refuses.")));

  check_text (issues, LG_FIELD_MQTT_USERNAME, _("The user name"), username);

  if (password == NULL || lg_secret_get_length (password) == 0)
    return;

  if (*username == '\0')
    add (issues, lg_issue_new (LG_FIELD_MQTT_USERNAME, LG_ISSUE_ERROR,
                               _("MQTT 3.1.1 sends no password without a user name.")));
  if (lg_secret_get_length (password) > G_MAXUINT16)
    add (issues, lg_issue_new (LG_FIELD_SECRET, LG_ISSUE_ERROR,
                               _("%s is too long for MQTT."), _("The password")));
}

/* What every mode of a platform has in common. */
static void
check_device (GPtrArray     *issues,
              LgCredentials *self)
{
  check_product_key (issues, self);
  check_device_name (issues, self);
  check_client_id (issues, self);
  check_extended_parameters (issues, self);
}

/**
 * lg_credentials_validate:
 *
 * Judges every value that the mode uses, field by field.
 *
 * Returns: (transfer full) (element-type LgIssue): the issues found; empty when there is none
 */
GPtrArray *
lg_credentials_validate (LgCredentials *self)
{
  GPtrArray *issues;

  g_return_val_if_fail (LG_IS_CREDENTIALS (self), NULL);

  issues = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_issue_free);
  switch (lg_credentials_get_mode (self))
    {
    case LG_MODE_NO_PREREGISTRATION:
      check_device (issues, self);
      check_token (issues, self);
      break;

    case LG_MODE_REGISTRATION:
      check_device (issues, self);
      check_signing_secret (issues, self, "ProductSecret");
      check_sign_method (issues, self);
      check_random (issues, self);
      break;

    case LG_MODE_TUYALINK:
      check_tuyalink (issues, self);
      break;

    case LG_MODE_CUSTOM:
      check_custom (issues, self);
      break;

    case LG_MODE_DEVICE_SECRET:
    default:
      check_device (issues, self);
      check_signing_secret (issues, self, "DeviceSecret");
      check_sign_method (issues, self);
      check_milliseconds (issues, self);
    }

  return issues;
}
