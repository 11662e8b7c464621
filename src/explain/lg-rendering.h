/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-secret.h"

G_BEGIN_DECLS

/* Writes a digest as text. */
typedef LgSecret *(*LgRenderingFunc) (const guint8 *bytes,
                                      gsize         size);

/* Whether a password of @length characters can be a digest of @size bytes in this writing. */
typedef gboolean (*LgRenderingFitsFunc) (gsize length,
                                         gsize size);

/**
 * LgRendering:
 * @fits: tells from the length whether it is worth computing
 * @render: writes it
 * @any_case: whether the case of letters means nothing
 * @prefix: whether the password is only the beginning
 * @cause: (nullable): the cause's identifier; %NULL: this writing is right
 * @title: what happened; to translate
 *
 * One way of writing a digest as a password.
 */
typedef struct
{
  LgRenderingFitsFunc  fits;
  LgRenderingFunc      render;
  gboolean             any_case;
  gboolean             prefix;
  const char          *cause;
  const char          *title;
} LgRendering;

extern const LgRendering lg_renderings[];
extern const guint lg_n_renderings;

gboolean lg_rendering_matches (const LgRendering *self,
                               const guint8      *bytes,
                               gsize              size,
                               const LgSecret    *password);

G_END_DECLS
