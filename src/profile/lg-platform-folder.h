/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "platform/lg-own-platform.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LgPlatformEntry:
 * @path: a file of the operator's
 * @id: (nullable): the identifier its name gives; %NULL where that is none
 * @platform: (nullable): the platform, %NULL where anything is wrong
 * @error: (nullable): (#GFileError) why the file could not be read
 * @faults: (element-type LgPlatformFault): what is wrong with what it says
 *
 * A platform file, read.
 */
typedef struct
{
  char             *path;
  char             *id;
  const LgPlatform *platform;
  GError           *error;
  GPtrArray        *faults;
} LgPlatformEntry;

LgPlatformEntry *lg_platform_entry_read           (const char            *path);
void             lg_platform_entry_free           (LgPlatformEntry       *self);
gboolean         lg_platform_entry_is_good        (LgPlatformEntry       *self);
char            *lg_platform_entry_describe       (LgPlatformEntry       *self,
                                                   const LgPlatformFault *fault);
GPtrArray       *lg_platform_folder_load          (const char            *directory);
GPtrArray       *lg_platform_folder_get_own       (void);
char            *lg_platform_folder_dup_path      (void);
char            *lg_platform_folder_dup_problem   (GPtrArray             *entries);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPlatformEntry, lg_platform_entry_free)

G_END_DECLS
