/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgSettle:
 * @LG_SETTLE_NOTHING: nothing Linkglass does would show more
 * @LG_SETTLE_CHECK: a check of ports and certificates
 * @LG_SETTLE_VALUES: judging the client ID, user name and password the device sends
 * @LG_SETTLE_CONNECT: connecting in the device's place
 *
 * What of ours would settle whether a cause is the true one.
 */
typedef enum
{
  LG_SETTLE_NOTHING,
  LG_SETTLE_CHECK,
  LG_SETTLE_VALUES,
  LG_SETTLE_CONNECT,
} LgSettle;

LgSettle    lg_settle_find     (const char *cause);
const char *lg_settle_describe (LgSettle    settle);

G_END_DECLS
