/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-import-record.h"

G_BEGIN_DECLS

gboolean lg_import_triple_take (LgImportRecord     *record,
                                const char *const  *values);

G_END_DECLS
