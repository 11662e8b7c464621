/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-mqtt-client-id.h"

#include <string.h>

static void
lg_parameter_free (LgParameter *parameter)
{
  g_free (parameter->name);
  g_free (parameter->value);
  g_free (parameter);
}

static LgParameter *
parse_parameter (const char *text)
{
  const char *equals = strchr (text, '=');
  LgParameter *parameter = g_new0 (LgParameter, 1);

  parameter->name = g_strndup (text, equals != NULL ? (gsize) (equals - text) : strlen (text));
  g_strstrip (parameter->name);
  if (equals != NULL)
    parameter->value = g_strstrip (g_strdup (equals + 1));

  return parameter;
}

/* A device that separates by something else has one long parameter with more than one "=". */
static char
guess_separator (const char *text)
{
  static const char others[] = ";& ";
  const char *equals = strchr (text, '=');

  if (strchr (text, ',') != NULL || equals == NULL || strchr (equals + 1, '=') == NULL)
    return ',';

  for (const char *other = others; *other != '\0'; other++)
    if (strchr (text, *other) != NULL)
      return *other;

  return ',';
}

static void
parse_parameters (LgMqttClientId *self,
                  const char     *text)
{
  const char separator[] = { guess_separator (text), '\0' };
  g_auto (GStrv) parts = g_strsplit (text, separator, -1);

  self->separator = *separator;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gsize length = strlen (parts[i]);

      if (length > 0 && parts[i][length - 1] == '\\' && parts[i + 1] != NULL)
        {
          parts[i][length - 1] = '\0';
          self->escaped = TRUE;
        }

      /* The vendor's own SDK leaves a comma at the end. */
      if (*parts[i] != '\0' || parts[i + 1] != NULL)
        g_ptr_array_add (self->parameters, parse_parameter (parts[i]));
    }
}

/**
 * lg_mqtt_client_id_parse:
 * @text: what a device sends
 *
 * Splits at the first and the last bar, because some SDKs put bars into a value between them
 * (`lan=JS|Ali`). Never fails: what breaks the form shows in the parts.
 *
 * Returns: (transfer full): the parts
 */
LgMqttClientId *
lg_mqtt_client_id_parse (const char *text)
{
  LgMqttClientId *self = g_new0 (LgMqttClientId, 1);
  const char *first = strchr (text, '|');
  const char *last = strrchr (text, '|');
  g_autofree char *between = NULL;

  self->parameters = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_parameter_free);
  self->separator = ',';
  self->n_bars = first == NULL ? 0 : first == last ? 1 : 2;
  self->id = first != NULL ? g_strndup (text, first - text) : g_strdup (text);
  self->after = g_strdup (self->n_bars == 2 ? last + 1 : "");

  if (self->n_bars == 2)
    between = g_strndup (first + 1, last - first - 1);
  else if (self->n_bars == 1)
    between = g_strdup (first + 1);
  if (between != NULL)
    parse_parameters (self, between);

  return self;
}

/**
 * lg_mqtt_client_id_free:
 *
 * Frees the parts.
 */
void
lg_mqtt_client_id_free (LgMqttClientId *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->after);
  g_ptr_array_unref (self->parameters);
  g_free (self);
}

/**
 * lg_mqtt_client_id_get:
 * @name: name of an extended parameter
 *
 * Compares names without their case: a name in another case is judged elsewhere, but its value is
 * what the device means.
 *
 * Returns: (nullable): its value
 */
const char *
lg_mqtt_client_id_get (const LgMqttClientId *self,
                       const char           *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->parameters->len; i++)
    {
      const LgParameter *parameter = self->parameters->pdata[i];

      if (g_ascii_strcasecmp (parameter->name, name) == 0)
        return parameter->value;
    }

  return NULL;
}

/**
 * lg_parameter_find_known:
 * @name: name of an extended parameter, in any case
 *
 * Returns: (nullable): how the documents and SDKs of Alibaba Cloud spell it, if they have it
 */
const char *
lg_parameter_find_known (const char *name)
{
  static const char *const known[] = {
    "securemode", "signmethod", "timestamp", "authType", "random", "instanceId", "ext", "lan",
    "_v", "_ss", "_conn", "_fy", "gw", "v", "pid", "mid", "os", "token", "tokenType",
    "deviceModel",
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strcasecmp (known[i], name) == 0)
      return known[i];

  return NULL;
}
