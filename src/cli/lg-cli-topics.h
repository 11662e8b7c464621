/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile.h"

G_BEGIN_DECLS

/** LgCliMessage: a message to publish. */
typedef struct
{
  char   *topic;
  GBytes *payload;
} LgCliMessage;

void       lg_cli_message_free   (LgCliMessage       *self);
char      *lg_cli_parse_topic    (const char         *field,
                                  const char         *text,
                                  LgProfile          *profile);
GPtrArray *lg_cli_parse_filters  (const char *const  *texts,
                                  LgProfile          *profile);
GPtrArray *lg_cli_parse_messages (const char *const  *texts,
                                  LgProfile          *profile);

G_END_DECLS
