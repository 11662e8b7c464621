/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgImportTokenKind:
 * @LG_IMPORT_TOKEN_STRING: a string or character
 * @LG_IMPORT_TOKEN_WORD: a name or a keyword
 * @LG_IMPORT_TOKEN_NUMBER: a number
 * @LG_IMPORT_TOKEN_OTHER: one sign
 *
 * What a token is.
 */
typedef enum
{
  LG_IMPORT_TOKEN_STRING,
  LG_IMPORT_TOKEN_WORD,
  LG_IMPORT_TOKEN_NUMBER,
  LG_IMPORT_TOKEN_OTHER,
} LgImportTokenKind;

/**
 * LgImportToken:
 * @kind: what it is
 * @text: it, and of a string its value, without quotes and escapes
 *
 * A piece of a program's source.
 */
typedef struct
{
  LgImportTokenKind  kind;
  char              *text;
} LgImportToken;

GPtrArray *lg_import_tokens_read (const char *text,
                                  gsize       length);

G_END_DECLS
