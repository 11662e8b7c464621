/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-database.h"

G_BEGIN_DECLS

LgDatabase *lg_recording_get_reader (LgRecording  *self,
                                     GError      **error);

G_END_DECLS
