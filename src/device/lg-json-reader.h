/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-secret.h"

G_BEGIN_DECLS

/**
 * LgJsonToken:
 * @LG_JSON_BROKEN: what is here is no JSON; nothing follows
 * @LG_JSON_END: the text ends, and it is whole
 * @LG_JSON_OBJECT: an object begins
 * @LG_JSON_OBJECT_END: it ends
 * @LG_JSON_ARRAY: an array begins
 * @LG_JSON_ARRAY_END: it ends
 * @LG_JSON_NAME: the name of a member; its value follows
 * @LG_JSON_STRING: a string
 * @LG_JSON_NUMBER: a number
 * @LG_JSON_TRUE: `true`
 * @LG_JSON_FALSE: `false`
 * @LG_JSON_NULL: `null`
 *
 * What comes next in a JSON text.
 */
typedef enum
{
  LG_JSON_BROKEN,
  LG_JSON_END,
  LG_JSON_OBJECT,
  LG_JSON_OBJECT_END,
  LG_JSON_ARRAY,
  LG_JSON_ARRAY_END,
  LG_JSON_NAME,
  LG_JSON_STRING,
  LG_JSON_NUMBER,
  LG_JSON_TRUE,
  LG_JSON_FALSE,
  LG_JSON_NULL,
} LgJsonToken;

/**
 * LgJsonReader:
 *
 * Reads a JSON text (RFC 8259, strictly) where it lies. For texts with a secret: a JSON library
 * keeps copies of what it reads, this keeps none. Its members are private; it may be copied to go
 * back to where the copy was made.
 */
typedef struct
{
  const char *at;
  const char *end;
  const char *token;
  gsize       length;
  guint64     arrays;
  guint       depth;
  int         state;
} LgJsonReader;

void        lg_json_reader_init     (LgJsonReader       *self,
                                     const char         *text,
                                     gsize               length);
LgJsonToken lg_json_reader_next     (LgJsonReader       *self);
LgJsonToken lg_json_reader_skip     (LgJsonReader       *self,
                                     LgJsonToken         token);
LgSecret   *lg_json_reader_dup_text (const LgJsonReader *self);

G_END_DECLS
