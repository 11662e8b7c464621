/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-platform.h"

G_BEGIN_DECLS

/* How large a platform file may be, in bytes, and how many platforms there may be. */
#define LG_OWN_PLATFORM_LENGTH_MAX (64 * 1024)
#define LG_OWN_PLATFORMS_MAX 64

/**
 * LgPlatformFault:
 * @line: where it stands, from 1; 0 where something is missing from the whole file
 * @place: group and key, `[Limits] keepalive-min`, or only the group; %NULL for the whole line
 * @message: the rule that is broken, translated
 *
 * What is wrong with a platform file.
 */
typedef struct
{
  guint  line;
  char  *place;
  char  *message;
} LgPlatformFault;

gboolean          lg_platform_is_id         (const char         *text);
LgPlatform       *lg_platform_parse         (const char         *id,
                                             const char         *text,
                                             const char         *directory,
                                             const char *const  *roots,
                                             GPtrArray          *faults);
void              lg_platform_free          (LgPlatform         *self);
gboolean          lg_platform_add           (LgPlatform         *self);
const LgPlatform *lg_platform_need          (const char         *id);
gboolean          lg_platform_is_stand_in   (const LgPlatform   *self);
gboolean          lg_platform_is_shipped    (const char         *id);
LgPlatformFault  *lg_platform_fault_new     (guint               line,
                                             const char         *group,
                                             const char         *key,
                                             const char         *format,
                                             ...) G_GNUC_PRINTF (4, 5);
void              lg_platform_fault_free    (LgPlatformFault    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPlatform, lg_platform_free)

G_END_DECLS
