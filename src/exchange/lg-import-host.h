/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-import-record.h"

G_BEGIN_DECLS

void lg_import_host_take (LgImportRecord *record,
                          const char     *secure_mode,
                          LgCredentials  *credentials,
                          LgEndpoint     *endpoint);

G_END_DECLS
