/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgClause:
 *
 * What is to be said of something that happened: a stable dotted identifier (`tcp.failed`) and
 * named arguments, each a string, a number or a list of clauses. It holds no words of ours: those
 * are made where they are shown ([func@ClauseWords.dup]). Of one thread at a time. Bounded: see
 * %LG_CLAUSE_VALUE_MAX and %LG_CLAUSE_ARGS_MAX.
 */
typedef struct _LgClause LgClause;

/* Bytes of a string argument; of a longer one the beginning is kept, and `…`. */
#define LG_CLAUSE_VALUE_MAX 1024

/* Bytes of all arguments as JSON; what does not fit is left out. */
#define LG_CLAUSE_ARGS_MAX (32 << 10)

LgClause   *lg_clause_new           (const char      *id,
                                     ...) G_GNUC_NULL_TERMINATED;
LgClause   *lg_clause_new_from_json (const char      *id,
                                     const char      *args);
LgClause   *lg_clause_copy          (const LgClause  *self);
void        lg_clause_free          (LgClause        *self);
void        lg_clause_set_string    (LgClause        *self,
                                     const char      *name,
                                     const char      *value);
void        lg_clause_set_number    (LgClause        *self,
                                     const char      *name,
                                     gint64           value);
void        lg_clause_say           (LgClause        *self,
                                     LgClause        *part);
const char *lg_clause_get_id        (const LgClause  *self);
const char *lg_clause_get_args      (const LgClause  *self);
gboolean    lg_clause_is            (const LgClause  *self,
                                     const char      *id);
char       *lg_clause_dup_string    (const LgClause  *self,
                                     const char      *name);
gboolean    lg_clause_get_number    (const LgClause  *self,
                                     const char      *name,
                                     gint64          *value);
GPtrArray  *lg_clause_dup_said      (const LgClause  *self);
char       *lg_clause_to_raw        (const LgClause  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgClause, lg_clause_free)

G_END_DECLS
