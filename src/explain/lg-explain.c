/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-explain-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* In TuyaLink one name is all there is, and it begins the user name. */
static void
find_device_id (LgExplain *self)
{
  const LgDeviceValues *values = self->values;

  if (self->parts->n_bars > 0)
    self->sent_device_name = g_strdup (self->parts->id);
  self->device_name = g_strdup (values->device_id != NULL ? values->device_id
                                : values->device_name != NULL ? values->device_name
                                : self->sent_device_name);
}

/* The given identity counts; what is not given is read from the user name. */
static void
find_identity (LgExplain *self)
{
  const LgDeviceValues *values = self->values;
  const char *username = values->username;
  const char *joint = username != NULL ? strchr (username, '&') : NULL;
  gboolean swapped;

  if (joint != NULL)
    {
      self->sent_device_name = g_strstrip (g_strndup (username, joint - username));
      self->sent_product_key = g_strstrip (g_strdup (joint + 1));
    }

  swapped = self->sent_product_key != NULL
            && (g_strcmp0 (values->product_key, self->sent_device_name) == 0
             || g_strcmp0 (values->device_name, self->sent_product_key) == 0);
  self->product_key = g_strdup (values->product_key != NULL ? values->product_key
                                : swapped ? self->sent_device_name : self->sent_product_key);
  self->device_name = g_strdup (values->device_name != NULL ? values->device_name
                                : swapped ? self->sent_product_key : self->sent_device_name);
}

static gboolean
is_value (LgExplain  *self,
          const char *name,
          const char *value)
{
  const char *sent = lg_mqtt_client_id_get (self->parts, name);

  return sent != NULL && g_ascii_strcasecmp (sent, value) == 0;
}

static LgScheme
find_scheme (LgExplain *self)
{
  const LgDeviceValues *values = self->values;
  gboolean typed = lg_mqtt_client_id_get (self->parts, "authType") != NULL;

  if (g_str_has_prefix (self->parts->id, LG_TUYALINK_PREFIX) || values->mode == LG_MODE_TUYALINK
      || (values->username != NULL && strstr (values->username, "|signMethod=") != NULL))
    return LG_SCHEME_TUYALINK;

  if (is_value (self, "authType", "register") || is_value (self, "authType", "regnwl"))
    return LG_SCHEME_REGISTRATION;

  if (is_value (self, "authType", "connwl") || (!typed && is_value (self, "securemode", "-2"))
      || values->mode == LG_MODE_NO_PREREGISTRATION)
    return LG_SCHEME_TOKEN;

  return LG_SCHEME_DEVICE;
}

/* Blanks and quotation marks around the password are judged once, and then left out. */
static LgSecret *
strip_password (LgSecret *password)
{
  const char *text = lg_secret_peek (password);
  gsize length = lg_secret_get_length (password);

  while (length > 0 && (g_ascii_isspace (text[length - 1]) || strchr ("\"'", text[length - 1])))
    length--;
  while (length > 0 && (g_ascii_isspace (*text) || strchr ("\"'", *text)))
    text++, length--;

  return lg_secret_new_bytes (text, length);
}

/* TuyaLink's parameters are in the user name. */
static void
take_username_apart (LgExplain *self)
{
  const char *username = self->values->username;

  lg_mqtt_client_id_free (self->parts);
  self->parts = lg_mqtt_client_id_parse (username != NULL ? username : "");
}

static void
collect (LgExplain *self)
{
  const LgDeviceValues *values = self->values;
  const char *method;

  self->parts = lg_mqtt_client_id_parse (values->client_id != NULL ? values->client_id : "");
  self->scheme = find_scheme (self);
  if (self->scheme == LG_SCHEME_TUYALINK)
    {
      take_username_apart (self);
      find_device_id (self);
    }
  else
    {
      find_identity (self);
    }
  if (values->password != NULL)
    self->password = strip_password (values->password);

  /* Without a signmethod it is hmacmd5, Alibaba Cloud's older pages say. */
  method = lg_mqtt_client_id_get (self->parts, "signmethod");
  if (method != NULL)
    self->announced = lg_digest_guess (method);
  else
    self->announced = lg_digest_find (self->scheme == LG_SCHEME_TUYALINK ? "hmacsha256"
                                                                         : "hmacmd5");

  self->known = (LgKnown) {
    .sent_username = values->username,
    .sent_client_id = values->client_id != NULL ? values->client_id : "",
    .sent = self->parts,
    .sent_device_name = self->sent_device_name,
    .sent_product_key = self->sent_product_key,
    .product_key = self->product_key,
    .device_name = self->device_name,
    .identity_given = values->product_key != NULL || values->device_name != NULL,
    .product_secret = values->product_secret,
    .client_id = values->known_client_id,
    .timestamp = values->known_timestamp,
  };
}

static int
compare_weights (const void *a,
                 const void *b)
{
  const LgExplanation *first = *(LgExplanation *const *) a;
  const LgExplanation *second = *(LgExplanation *const *) b;

  if (first->severity != second->severity)
    return (int) first->severity - (int) second->severity;
  return (int) first->confidence - (int) second->confidence;
}

/* Its password follows rules of its own, which are not TuyaLink's. */
static gboolean
is_of_tuya_os (LgExplain *self)
{
  for (guint i = 0; self->scheme == LG_SCHEME_TUYALINK && i < self->explanations->len; i++)
    if (g_str_equal (((LgExplanation *) self->explanations->pdata[i])->cause,
                     "auth.not-this-service"))
      return TRUE;

  return FALSE;
}

/**
 * lg_explain_new:
 * @values: what a device sends, and what is known about it
 *
 * Says what is wrong: first what the values' form tells, then, if a secret is known, by recomputing
 * the password in every documented and every commonly wrong way. The rules are those of Alibaba
 * Cloud, "MQTT-TLS connections", and for TuyaLink those of Tuya's own SDK. Takes up to a second if
 * nothing fits.
 *
 * Returns: (transfer full): the explanations
 */
LgExplain *
lg_explain_new (const LgDeviceValues *values)
{
  LgExplain *self;

  g_return_val_if_fail (values != NULL, NULL);

  self = g_new0 (LgExplain, 1);
  self->values = values;
  self->explanations = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_explanation_free);
  collect (self);

  if (self->scheme == LG_SCHEME_TUYALINK)
    {
      lg_explain_check_tuyalink (self);
    }
  else
    {
      lg_explain_check_username (self);
      if (values->client_id != NULL)
        lg_explain_check_client_id (self);
    }
  lg_explain_check_transport (self);
  lg_explain_check_blanks (self);

  if (self->scheme == LG_SCHEME_TOKEN)
    lg_explain_check_token (self);
  else if (!lg_explain_find_way (self) && !is_of_tuya_os (self))
    lg_explain_check_password (self);
  lg_explain_correct (self);

  g_ptr_array_sort (self->explanations, compare_weights);
  self->values = NULL;
  return self;
}

/**
 * lg_explain_free:
 *
 * Frees the explanations.
 */
void
lg_explain_free (LgExplain *self)
{
  g_return_if_fail (self != NULL);

  lg_mqtt_client_id_free (self->parts);
  g_free (self->sent_device_name);
  g_free (self->sent_product_key);
  g_free (self->product_key);
  g_free (self->device_name);
  g_clear_pointer (&self->password, lg_secret_unref);
  g_ptr_array_unref (self->explanations);
  g_free (self->client_id);
  g_free (self->username);
  g_free (self->content);
  g_clear_pointer (&self->right_password, lg_secret_unref);
  g_free (self);
}

/**
 * lg_explain_get_explanations:
 *
 * Returns: (transfer none) (element-type LgExplanation): faults first, the surest of them first
 */
GPtrArray *
lg_explain_get_explanations (const LgExplain *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->explanations;
}

/**
 * lg_explain_is_valid:
 *
 * Returns: whether there is no fault in what could be judged
 */
gboolean
lg_explain_is_valid (const LgExplain *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->explanations->len; i++)
    if (((LgExplanation *) self->explanations->pdata[i])->severity == LG_SEVERITY_FAULT)
      return FALSE;

  return TRUE;
}

/**
 * lg_explain_is_complete:
 *
 * Returns: whether the password could be recomputed or compared; else only forms were judged
 */
gboolean
lg_explain_is_complete (const LgExplain *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->complete;
}

/**
 * lg_explain_get_client_id:
 *
 * Returns: (nullable): the MQTT client ID as it should be; %NULL: not known
 */
const char *
lg_explain_get_client_id (const LgExplain *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->client_id;
}

/**
 * lg_explain_get_username:
 *
 * Returns: (nullable): the user name as it should be; %NULL: not known
 */
const char *
lg_explain_get_username (const LgExplain *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->username;
}

/**
 * lg_explain_get_content:
 *
 * Returns: (nullable): the text to sign; %NULL: not known, or nothing is signed
 */
const char *
lg_explain_get_content (const LgExplain *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->content;
}

/**
 * lg_explain_get_method_nick:
 *
 * Returns: (nullable): the `signmethod` to use; %NULL: not known, or nothing is signed
 */
const char *
lg_explain_get_method_nick (const LgExplain *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->method_nick;
}

/**
 * lg_explain_get_password:
 *
 * Returns: (transfer none) (nullable): the password as it should be; %NULL: no secret is known
 */
LgSecret *
lg_explain_get_password (const LgExplain *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->right_password;
}
