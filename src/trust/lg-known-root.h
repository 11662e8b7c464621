/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgKnownRoot:
 * @name: what it is selected by, in platform files too
 * @title: what people call it
 * @sha256: SHA-256 of its DER
 * @resource: its file among the resources
 * @md5: MD5 the vendor publishes for its file, or %NULL
 *
 * A root that platforms name.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *sha256;
  const char *resource;
  const char *md5;
} LgKnownRoot;

const LgKnownRoot *lg_known_root_list (gsize      *length);
const LgKnownRoot *lg_known_root_find (const char *sha256);

G_END_DECLS
