/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "transport/lg-stream.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * LgRemoteShell:
 * @LG_REMOTE_SHELL_POWERSHELL: PowerShell 5 or 7 of Windows
 * @LG_REMOTE_SHELL_CMD: the command prompt of Windows
 * @LG_REMOTE_SHELL_SH: a POSIX shell
 *
 * Where lines are pasted into; nicks `powershell`, `cmd`, `sh`.
 */
typedef enum
{
  LG_REMOTE_SHELL_POWERSHELL,
  LG_REMOTE_SHELL_CMD,
  LG_REMOTE_SHELL_SH,
} LgRemoteShell;

#define LG_TYPE_REMOTE_SHELL (lg_remote_shell_get_type ())
GType lg_remote_shell_get_type (void) G_GNUC_CONST;

/**
 * LgRemotePort:
 * @port: TCP port
 * @tls: whether to try TLS there
 *
 * A port to look at.
 */
typedef struct
{
  guint16  port;
  gboolean tls;
} LgRemotePort;

char *lg_remote_lines_new (LgRemoteShell        shell,
                           const char          *host,
                           const LgRemotePort  *ports,
                           gsize                n_ports);

G_END_DECLS
