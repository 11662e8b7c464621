/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values as they should be, as near to the device's own as the rules allow. */
#include "config.h"

#include "lg-explain-private.h"

#include <string.h>

#define CLIENT_ID_MAX 64

static void
append (GString    *text,
        const char *name,
        const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s%s=%s",
                            strchr (text->str, '|') == text->str + text->len - 1 ? "" : ",",
                            name, value);
}

static gboolean
is_own (const char *name)
{
  static const char *const own[] = {
    "securemode", "signmethod", "timestamp", "authType", "random",
  };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (g_ascii_strcasecmp (own[i], name) == 0)
      return TRUE;

  return FALSE;
}

static void
append_others (LgExplain *self,
               GString   *text)
{
  for (guint i = 0; i < self->parts->parameters->len; i++)
    {
      const LgParameter *parameter = self->parts->parameters->pdata[i];

      /* Of what is there twice, the first counts here. */
      if (!is_own (parameter->name) && *parameter->name != '\0'
          && lg_mqtt_client_id_get (self->parts, parameter->name) == parameter->value)
        append (text, parameter->name, parameter->value);
    }
}

static char *
choose_id (LgExplain *self)
{
  g_autofree char *id = g_strstrip (g_strdup (self->parts->id));

  if (self->scheme == LG_SCHEME_TOKEN && self->values->known_client_id != NULL)
    return g_strdup (self->values->known_client_id);

  if (g_utf8_strlen (id, -1) <= CLIENT_ID_MAX && strstr (id, "@@@") == NULL
      && self->parts->n_bars > 0)
    return g_steal_pointer (&id);

  return g_strconcat (self->product_key, ".", self->device_name, NULL);
}

static const char *
choose_secure_mode (LgExplain *self)
{
  const char *sent = lg_mqtt_client_id_get (self->parts, "securemode");

  if (self->scheme == LG_SCHEME_TOKEN
      || (self->scheme == LG_SCHEME_REGISTRATION && g_strcmp0 (sent, "-2") == 0))
    return "-2";
  if (self->values->transport_known)
    return self->values->security == LG_SECURITY_TLS ? "2" : "3";
  return g_strcmp0 (sent, "3") == 0 ? "3" : "2";
}

static char *
choose_timestamp (LgExplain *self)
{
  const char *sent = lg_mqtt_client_id_get (self->parts, "timestamp");

  return sent != NULL && sent[strspn (sent, "0123456789")] == '\0' ? g_strdup (sent) : NULL;
}

static char *
make_client_id (LgExplain *self,
                const char *id)
{
  g_autofree char *timestamp = choose_timestamp (self);
  GString *text = g_string_new (id);

  g_string_append_c (text, '|');
  append (text, "securemode", choose_secure_mode (self));
  if (self->scheme == LG_SCHEME_TOKEN)
    append (text, "authType", "connwl");
  else if (self->scheme == LG_SCHEME_REGISTRATION)
    {
      append (text, "authType", lg_mqtt_client_id_get (self->parts, "authType"));
      append (text, "random", lg_mqtt_client_id_get (self->parts, "random"));
    }
  append (text, "signmethod", self->method_nick);
  if (self->scheme == LG_SCHEME_DEVICE)
    append (text, "timestamp", timestamp);
  append_others (self, text);
  g_string_append_c (text, '|');

  return g_string_free (text, FALSE);
}

/* The announced method counts, if it is a documented one. */
static void
sign (LgExplain *self)
{
  LgHexCase hex_case = self->scheme == LG_SCHEME_TUYALINK ? LG_HEX_LOWER : LG_HEX_UPPER;
  LgSecret *secret = self->scheme == LG_SCHEME_REGISTRATION && self->values->product_secret != NULL
                     ? self->values->product_secret : self->values->secret;
  g_autoptr (LgSecret) none = lg_secret_new ("");
  g_autoptr (LgWay) way = NULL;
  LgMqttClientId *parts = self->parts;

  /* What was corrected is signed. */
  self->parts = lg_mqtt_client_id_parse (self->scheme == LG_SCHEME_TUYALINK ? self->username
                                                                            : self->client_id);
  way = lg_explain_make_way (self, secret != NULL ? secret : none);
  lg_mqtt_client_id_free (self->parts);
  self->parts = parts;

  way->digest = lg_digest_find (self->method_nick);
  self->content = g_string_free (lg_way_make_content (way), FALSE);
  if (secret != NULL)
    self->right_password = lg_digest_sign (way->digest, secret, self->content,
                                           strlen (self->content), hex_case, NULL);
}

static void
correct_tuyalink (LgExplain *self)
{
  const char *timestamp = lg_mqtt_client_id_get (self->parts, "timestamp");

  self->client_id = g_strconcat (LG_TUYALINK_PREFIX, self->device_name, NULL);
  if (timestamp == NULL)
    return;

  self->username = g_strdup_printf ("%s|signMethod=hmacSha256,timestamp=%s,secureMode=1,"
                                    "accessType=1", self->device_name, timestamp);
  self->method_nick = "hmacsha256";
  sign (self);
}

/**
 * lg_explain_correct:
 *
 * Works out the values as they should be. Nothing, if the device is not known.
 */
void
lg_explain_correct (LgExplain *self)
{
  g_autofree char *id = NULL;

  if (self->device_name == NULL)
    return;

  if (self->scheme == LG_SCHEME_TUYALINK)
    {
      correct_tuyalink (self);
      return;
    }

  if (self->product_key == NULL)
    return;

  self->username = g_strconcat (self->device_name, "&", self->product_key, NULL);
  if (self->scheme != LG_SCHEME_TOKEN)
    self->method_nick = self->announced != NULL && self->announced->kind == LG_DIGEST_HMAC
                        ? self->announced->nick : "hmacsha256";
  id = choose_id (self);
  self->client_id = make_client_id (self, id);

  if (self->scheme != LG_SCHEME_TOKEN)
    sign (self);
  else if (self->values->secret != NULL)
    self->right_password = lg_secret_ref (self->values->secret);
}
