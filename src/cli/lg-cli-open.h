/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-cli-event-filter.h"
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
 * @events: whether the events are to be printed
 * @filter: which of them
 * @filtered: whether that is not all of them
 * @export: (nullable): file to write them into
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

  gboolean          events;
  LgCliEventFilter  filter;
  gboolean          filtered;
  const char       *export;
} LgCliOpen;

LgCliExit lg_cli_open_capture   (const LgCliOpen *options);
LgCliExit lg_cli_open_recording (const LgCliOpen *options);

G_END_DECLS
