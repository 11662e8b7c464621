/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-ip-packet.h"

G_BEGIN_DECLS

/**
 * LgCaptureNames:
 *
 * Which name an address was looked up by, from the DNS answers of a capture. The last answer
 * counts; at most 4096 addresses.
 */
typedef struct _LgCaptureNames LgCaptureNames;

LgCaptureNames *lg_capture_names_new  (void);
void            lg_capture_names_free (LgCaptureNames    *self);
void            lg_capture_names_add  (LgCaptureNames    *self,
                                       LgSlice            answer);
const char     *lg_capture_names_find (LgCaptureNames    *self,
                                       const LgIpAddress *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgCaptureNames, lg_capture_names_free)

G_END_DECLS
