/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-settle.h"

#include <glib/gi18n-lib.h>

/* The first prefix that fits counts. */
static const struct
{
  const char *prefix;
  LgSettle    settle;
} rows[] = {
  { "dns.", LG_SETTLE_CHECK },
  { "tcp.", LG_SETTLE_CHECK },
  { "tls.", LG_SETTLE_CHECK },
  { "cert.", LG_SETTLE_CHECK },
  { "root.", LG_SETTLE_CHECK },
  { "mqtt.tls-expected", LG_SETTLE_CHECK },
  { "mqtt.connack-timeout", LG_SETTLE_CHECK },
  { "mqtt.malformed", LG_SETTLE_CHECK },
  { "auth.", LG_SETTLE_VALUES },
  { "keepalive.out-of-range", LG_SETTLE_VALUES },
  { "mqtt.client-id-rejected", LG_SETTLE_VALUES },
  { "mqtt.", LG_SETTLE_CONNECT },
  { "kicked.", LG_SETTLE_CONNECT },
  { "keepalive.", LG_SETTLE_CONNECT },
  { "server.", LG_SETTLE_CONNECT },
  { "network.", LG_SETTLE_CONNECT },
};

/**
 * lg_settle_find:
 * @cause: a cause's identifier
 *
 * Returns: what would settle whether it is the true one
 */
LgSettle
lg_settle_find (const char *cause)
{
  g_return_val_if_fail (cause != NULL, LG_SETTLE_NOTHING);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_has_prefix (cause, rows[i].prefix))
      return rows[i].settle;

  return LG_SETTLE_NOTHING;
}

/**
 * lg_settle_describe:
 * @settle: what would settle a cause
 *
 * Returns: (nullable): a translated sentence, for window and command line; %NULL for
 *   %LG_SETTLE_NOTHING
 */
const char *
lg_settle_describe (LgSettle settle)
{
  switch (settle)
    {
    case LG_SETTLE_CHECK:
      return _("Run checks (`linkglass-cli check`) tries every port and root certificate.");

    case LG_SETTLE_VALUES:
      return _("Which value is wrong is told by “Values sent” (`linkglass-cli explain`) from the "
               "client ID, user name and password the device really sends.");

    case LG_SETTLE_CONNECT:
      return _("Connecting in the device's place (`linkglass-cli watch`) shows whether it happens "
               "there, too.");

    case LG_SETTLE_NOTHING:
      break;
    }

  return NULL;
}
