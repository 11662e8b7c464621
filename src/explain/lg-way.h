/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-digest.h"

G_BEGIN_DECLS

#define LG_WAY_FIELDS_MAX 32

/**
 * LgWayField:
 * @name: the documented name of a signed value; never owned
 * @spelling: (nullable): how the way spells it; %NULL: as documented
 * @value: the value
 */
typedef struct
{
  const char *name;
  char       *spelling;
  char       *value;
} LgWayField;

/**
 * LgWayLayout:
 * @bare: the values without their names
 * @equals: what stands between a name and its value
 * @between: what stands between two of them
 * @end: what ends the text
 * @end_length: its length, bytes: it may be a zero byte
 */
typedef struct
{
  gboolean    bare;
  const char *equals;
  const char *between;
  const char *end;
  gsize       end_length;
} LgWayLayout;

/**
 * LgWay:
 * @digest: what is computed
 * @key: the key
 * @fields: what is signed, in order
 * @n_fields: how many
 * @layout: what stands between
 *
 * One way of signing: the documented one, or one with mistakes.
 */
typedef struct
{
  const LgDigest *digest;
  LgSecret       *key;
  LgWayField      fields[LG_WAY_FIELDS_MAX];
  guint           n_fields;
  LgWayLayout     layout;
} LgWay;

LgWay      *lg_way_new          (const LgDigest *digest,
                                 LgSecret       *key);
LgWay      *lg_way_copy         (const LgWay    *self);
void        lg_way_free         (LgWay          *self);
void        lg_way_add          (LgWay          *self,
                                 const char     *name,
                                 const char     *value);
LgWayField *lg_way_find         (LgWay          *self,
                                 const char     *name);
void        lg_way_set          (LgWay          *self,
                                 const char     *name,
                                 const char     *value);
void        lg_way_remove       (LgWay          *self,
                                 const char     *name);
void        lg_way_sort         (LgWay          *self);
void        lg_way_set_key      (LgWay          *self,
                                 gconstpointer   key,
                                 gsize           length);
GString    *lg_way_make_content (const LgWay    *self);
gboolean    lg_way_compute      (const LgWay    *self,
                                 guint8          bytes[LG_DIGEST_MAX]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgWay, lg_way_free)

G_END_DECLS
