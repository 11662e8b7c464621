/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgNameAnswer:
 * @LG_NAME_ANSWER_NONE: none, or nothing that is one
 * @LG_NAME_ANSWER_FOUND: addresses, or an alias
 * @LG_NAME_ANSWER_NO_DATA: the name exists, without an address of the family asked for
 * @LG_NAME_ANSWER_NO_NAME: NXDOMAIN: there is no such name
 * @LG_NAME_ANSWER_SERVER_FAILED: SERVFAIL: the server tried and could not tell
 * @LG_NAME_ANSWER_REFUSED: REFUSED: the server does not answer this computer
 * @LG_NAME_ANSWER_OTHER: another response code
 *
 * What a name server says (RFC 1035, section 4.1.1; RFC 2308, section 2).
 */
typedef enum
{
  LG_NAME_ANSWER_NONE,
  LG_NAME_ANSWER_FOUND,
  LG_NAME_ANSWER_NO_DATA,
  LG_NAME_ANSWER_NO_NAME,
  LG_NAME_ANSWER_SERVER_FAILED,
  LG_NAME_ANSWER_REFUSED,
  LG_NAME_ANSWER_OTHER,
} LgNameAnswer;

LgNameAnswer  lg_name_answer_read     (const guint8  *message,
                                       gsize          length,
                                       guint16        id);
const char   *lg_name_answer_get_code (LgNameAnswer   self);
LgNameAnswer  lg_name_query           (const char    *host,
                                       guint          timeout_ms,
                                       char         **server);

G_END_DECLS
