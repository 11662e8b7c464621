/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-mqtt-error.h"

typedef struct
{
  LgClause *clause;
} LgMqttErrorPrivate;

static void
lg_mqtt_error_private_init (LgMqttErrorPrivate *priv)
{
}

static void
lg_mqtt_error_private_copy (const LgMqttErrorPrivate *from,
                            LgMqttErrorPrivate       *to)
{
  to->clause = from->clause != NULL ? lg_clause_copy (from->clause) : NULL;
}

static void
lg_mqtt_error_private_clear (LgMqttErrorPrivate *priv)
{
  g_clear_pointer (&priv->clause, lg_clause_free);
}

G_DEFINE_EXTENDED_ERROR (LgMqttError, lg_mqtt_error)

/**
 * lg_mqtt_error_set:
 * @error: (out) (nullable): return location (%LG_MQTT_ERROR_MALFORMED, %LG_MQTT_ERROR_TOO_LARGE)
 * @code: a code of the domain
 * @clause: (transfer full): what is to be said of the packet
 *
 * Sets an error that has no words, but a clause; its message is for a programmer.
 */
void
lg_mqtt_error_set (GError      **error,
                   LgMqttError   code,
                   LgClause     *clause)
{
  g_autoptr (LgClause) owned = clause;
  g_autofree char *raw = NULL;

  if (error == NULL)
    return;

  raw = lg_clause_to_raw (clause);
  g_set_error_literal (error, LG_MQTT_ERROR, code, raw);
  lg_mqtt_error_get_private (*error)->clause = g_steal_pointer (&owned);
}

/**
 * lg_mqtt_error_dup_clause:
 * @error: what is wrong with a packet (%LG_MQTT_ERROR_MALFORMED, %LG_MQTT_ERROR_TOO_LARGE)
 *
 * Returns: (transfer full): what is to be said of the packet
 */
LgClause *
lg_mqtt_error_dup_clause (const GError *error)
{
  const LgMqttErrorPrivate *priv = lg_mqtt_error_get_private (error);

  g_return_val_if_fail (priv != NULL && priv->clause != NULL, NULL);

  return lg_clause_copy (priv->clause);
}
