/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-known.h"
#include "lg-way.h"

G_BEGIN_DECLS

/** LgAspect: what of a way of signing a mistake changes; a way has one mistake of each at most. */
typedef enum
{
  LG_ASPECT_KEY,
  LG_ASPECT_CLIENT_ID,
  LG_ASPECT_TIMESTAMP,
  LG_ASPECT_IDENTITY,
  LG_ASPECT_EXTRA,
  LG_ASPECT_NAMES,
  LG_ASPECT_ORDER,
  LG_ASPECT_LAYOUT,
} LgAspect;

/* Makes one mistake; returns whether it can be made. */
typedef gboolean (*LgMistakeFunc) (LgWay         *way,
                                   const LgKnown *known,
                                   guint          variant);

/**
 * LgMistake:
 * @aspect: what it changes
 * @n_variants: in how many variants it is tried
 * @alone: it has too many variants to be tried together with another mistake
 * @apply: makes it
 * @cause: the cause's identifier
 * @title: what happened; to translate
 *
 * One way of signing wrongly. A table ends with a row without a cause.
 */
typedef struct
{
  LgAspect       aspect;
  guint          n_variants;
  gboolean       alone;
  LgMistakeFunc  apply;
  const char    *cause;
  const char    *title;
} LgMistake;

extern const LgMistake lg_mistakes_key[];
extern const LgMistake lg_mistakes_values[];
extern const LgMistake lg_mistakes_text[];

G_END_DECLS
