/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User name, password and transport, as far as they tell without a secret. */
#include "config.h"

#include "lg-explain-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FAULT LG_SEVERITY_FAULT, LG_CONFIDENCE_CERTAIN
#define LIKELY LG_SEVERITY_FAULT, LG_CONFIDENCE_LIKELY
#define USERNAME "auth.username-malformed"
#define PASSWORD "auth.password-malformed"

/**
 * lg_explain_check_transport:
 *
 * Compares the secure mode with the transport, and Keep Alive with the platform's range.
 */
void
lg_explain_check_transport (LgExplain *self)
{
  const LgDeviceValues *values = self->values;
  const char *mode = lg_mqtt_client_id_get (self->parts, "securemode");
  gboolean tls = values->security == LG_SECURITY_TLS;

  if (values->transport_known && mode != NULL
      && (strcmp (mode, "2") == 0 || strcmp (mode, "3") == 0) && (strcmp (mode, "2") == 0) != tls)
    lg_explain_add (self, "auth.secure-mode-mismatch", LG_SEVERITY_RISK, LG_CONFIDENCE_CERTAIN,
                    _("The secure mode does not fit the transport"),
                    tls ? _("securemode is %s, but the device connects over TLS, which is 2.")
                        : _("securemode is %s, but the device connects over plain TCP, which is "
                            "3."),
                    mode);

  /* Dynamic registration has no rule for it. */
  if (values->keepalive >= 0 && values->keepalive_max > 0
      && self->scheme != LG_SCHEME_REGISTRATION
      && (values->keepalive < (int) values->keepalive_min
       || values->keepalive > (int) values->keepalive_max))
    lg_explain_add (self, "keepalive.out-of-range", FAULT,
                    _("The keep-alive interval is out of range"),
                    _("The device asks for %d s; the platform accepts %u to %u s."),
                    values->keepalive, values->keepalive_min, values->keepalive_max);
}

static gboolean
is_other_service (LgExplain  *self,
                  const char *username)
{
  static const struct
  {
    const char *part;
    const char *service;
  } services[] = {
    { "Signature|", "ApsaraMQ for MQTT" },
    { "DeviceCredential|", "ApsaraMQ for MQTT" },
    { "Token|", "ApsaraMQ for MQTT" },
    { "/?api-version=", "Azure IoT Hub" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (strstr (username, services[i].part) != NULL)
      {
        lg_explain_add (self, "auth.not-this-service", LIKELY,
                        _("The user name is made for another service"),
                        _("“%s” has the form of %s."), username, services[i].service);
        return TRUE;
      }

  return FALSE;
}

static char *
join_identity (const char *first,
               const char *second)
{
  return g_strconcat (first, "&", second, NULL);
}

static void
compare_usernames (LgExplain     *self,
                   LgExplanation *explanation,
                   const char    *expected)
{
  lg_explanation_compare (explanation, "username", expected, -1, self->values->username, -1);
}

/* Against the identity given. */
static void
compare_username (LgExplain *self)
{
  const char *username = self->values->username;
  g_autofree char *expected = join_identity (self->device_name, self->product_key);
  g_autofree char *swapped = join_identity (self->product_key, self->device_name);
  g_autofree char *stripped = g_strstrip (g_strdup (username));
  LgExplanation *explanation;
  const char *cause = USERNAME;
  const char *title;

  if (strcmp (username, expected) == 0)
    return;

  if (strcmp (username, swapped) == 0)
    {
      cause = "auth.username-swapped";
      title = _("The user name has ProductKey and DeviceName exchanged");
    }
  else if (strcmp (stripped, expected) == 0)
    title = _("The user name has a blank or a line end around it");
  else if (g_ascii_strcasecmp (username, expected) == 0)
    title = _("The user name is written in another case");
  else if (strchr (username, '&') == NULL)
    title = _("The user name has no & between DeviceName and ProductKey");
  else if (g_str_has_prefix (username, expected))
    title = _("The user name goes on after ProductKey");
  else
    title = _("The user name is not that of this device");

  explanation = lg_explain_add (self, cause, FAULT, title,
                                _("It is “%s”; DeviceName&ProductKey is “%s”."),
                                username, expected);
  compare_usernames (self, explanation, expected);
}

/* The usual clientId of the vendor's SDKs is ProductKey.DeviceName. */
static gboolean
looks_swapped (LgExplain *self)
{
  g_autofree char *usual = g_strconcat (self->sent_device_name, ".", self->sent_product_key, NULL);

  return self->scheme == LG_SCHEME_DEVICE && strcmp (self->parts->id, usual) == 0;
}

static void
judge_username (LgExplain *self)
{
  const char *username = self->values->username;
  const char *joint = strchr (username, '&');
  const char *title = NULL;

  if (joint == NULL)
    title = _("The user name has no & between DeviceName and ProductKey");
  else if (joint == username || joint[1] == '\0')
    title = _("The user name lacks DeviceName or ProductKey");
  else if (strchr (joint + 1, '&') != NULL)
    title = _("The user name has more than one &");
  else if (strpbrk (username, " \t\r\n") != NULL)
    title = _("The user name has a blank or a line end in it");

  if (title != NULL)
    {
      lg_explain_add (self, USERNAME, FAULT, title,
                      _("It is “%s”; the form is DeviceName&ProductKey."), username);
    }
  else if (looks_swapped (self))
    {
      g_autofree char *expected = join_identity (self->sent_product_key, self->sent_device_name);

      compare_usernames (self,
                         lg_explain_add (self, "auth.username-swapped", LIKELY,
                                         _("The user name has ProductKey and DeviceName exchanged"),
                                         _("It is “%s”, but clientId is “%s”, which SDKs make of "
                                           "ProductKey and DeviceName in this order."),
                                         username, self->parts->id),
                         expected);
    }
}

/**
 * lg_explain_check_username:
 *
 * Compares the user name with the identity given, or judges its form alone.
 */
void
lg_explain_check_username (LgExplain *self)
{
  const LgDeviceValues *values = self->values;

  if (values->username == NULL || is_other_service (self, values->username))
    return;

  if (self->known.identity_given && self->product_key != NULL && self->device_name != NULL)
    compare_username (self);
  else
    judge_username (self);
}

static gboolean
is_of (const char *text,
       const char *more)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isxdigit (*text) && (more == NULL || (!g_ascii_isalnum (*text)
                                                       && strchr (more, *text) == NULL)))
      return FALSE;

  return TRUE;
}

static gboolean
is_base64 (const char *text)
{
  gsize length = strlen (text);

  return length >= 22 && is_of (text, "+/=-_")
         && (length % 4 == 0 || strpbrk (text, "+/-_") != NULL);
}

static void
judge_digits (LgExplain *self,
              gsize      length)
{
  const LgDigest *digest = length % 2 == 0 ? lg_digest_of_size (length / 2) : NULL;
  g_autofree char *actual = NULL;
  g_autofree char *expected = NULL;

  if (digest == NULL)
    {
      lg_explain_add (self, PASSWORD, FAULT, _("The password has a length no method gives"),
                      _("It has %zu hexadecimal digits; hmacmd5 gives 32, hmacsha1 40 and "
                        "hmacsha256 64."), length);
      return;
    }

  if (self->announced == NULL || self->announced->size == digest->size)
    return;

  expected = g_strdup_printf (_("%zu hexadecimal digits (%s)"), 2 * self->announced->size,
                              self->announced->title);
  actual = g_strdup_printf (_("%zu hexadecimal digits (%s)"), length, digest->title);
  lg_explanation_compare (
    lg_explain_add (self, "auth.sign-method-mismatch", FAULT,
                    _("The password was made with another method than announced"),
                    _("It has %zu hexadecimal digits, as %s gives; announced is %s, which gives "
                      "%zu."),
                    length, digest->title, self->announced->title, 2 * self->announced->size),
    "password", expected, -1, actual, -1);
}

/**
 * lg_explain_check_blanks:
 *
 * Tells what surrounds the password and is left out of every further look.
 */
void
lg_explain_check_blanks (LgExplain *self)
{
  gsize sent = self->password != NULL ? lg_secret_get_length (self->values->password) : 0;
  gsize left = self->password != NULL ? lg_secret_get_length (self->password) : 0;

  if (sent > left && left > 0)
    lg_explain_add (self, PASSWORD, FAULT,
                    _("The password has blanks, a line end or quotation marks around it"),
                    _("It has %zu characters; %zu are left without them."), sent, left);
}

/**
 * lg_explain_check_password:
 *
 * Judges the form of a password of which is not known how it was made.
 */
void
lg_explain_check_password (LgExplain *self)
{
  const char *password;

  if (self->password == NULL)
    return;

  password = lg_secret_peek (self->password);
  if (*password == '\0')
    lg_explain_add (self, PASSWORD, FAULT, _("The password is empty"),
                    _("The platform expects the signature as 32, 40 or 64 hexadecimal digits."));
  else if (lg_secret_equal (self->password, self->values->secret))
    lg_explain_add (self, PASSWORD, FAULT, _("The secret itself is sent as the password"),
                    _("The password is the DeviceSecret, byte for byte. It is the key, and must "
                      "never be sent."));
  else if (is_of (password, NULL))
    judge_digits (self, strlen (password));
  else if (is_base64 (password))
    lg_explain_add (self, "auth.not-this-service", LIKELY,
                    _("The password is Base64 instead of hexadecimal digits"),
                    _("It has %zu characters, letters beyond F among them. Other services sign "
                      "like this, this platform does not."), strlen (password));
  else
    lg_explain_add (self, PASSWORD, FAULT, _("The password is not hexadecimal"),
                    _("Of its %zu characters, number %zu is no hexadecimal digit."),
                    strlen (password), strspn (password, "0123456789abcdefABCDEF") + 1);
}
