/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-cli.h"
#include "trust/lg-root-store.h"

G_BEGIN_DECLS

/**
 * LgCliOpen:
 * @path: the file
 * @ports: (nullable) (array length=n_ports): the servers' ports to look at
 * @n_ports: their number
 * @root: (nullable): the root the devices are to have
 * @store: every known root
 * @chain: (nullable) (element-type LgCertificate): the server's chain, for where it is hidden
 * @record: (nullable): where to write a recording of it
 * @json: whether JSON is wanted
 *
 * What `open` was asked for.
 */
typedef struct
{
  const char  *path;
  guint16     *ports;
  gsize        n_ports;
  LgRoot      *root;
  LgRootStore *store;
  GPtrArray   *chain;
  const char  *record;
  gboolean     json;
} LgCliOpen;

LgCliExit lg_cli_open_capture (const LgCliOpen *options);

G_END_DECLS
