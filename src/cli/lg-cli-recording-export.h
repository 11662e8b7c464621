/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-cli-open.h"
#include "recording/lg-recording.h"

G_BEGIN_DECLS

gboolean lg_cli_export_is_possible (const LgCliOpen *options);
gboolean lg_cli_export             (const LgCliOpen *options,
                                    LgRecording     *recording);

G_END_DECLS
