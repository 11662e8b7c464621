/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-secret.h"

G_BEGIN_DECLS

/** LgCliSecretFile: a file that is to hold a secret, made before there is one. */
typedef struct _LgCliSecretFile LgCliSecretFile;

LgCliSecretFile *lg_cli_secret_file_new  (const char       *path,
                                          gboolean          overwrite);
gboolean         lg_cli_secret_file_fill (LgCliSecretFile  *self,
                                          LgSecret         *secret);
void             lg_cli_secret_file_free (LgCliSecretFile  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgCliSecretFile, lg_cli_secret_file_free)

G_END_DECLS
