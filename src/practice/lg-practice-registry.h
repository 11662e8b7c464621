/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-practice-device.h"
#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/**
 * LgPracticeRegistry:
 *
 * The one product of the practice platform and its devices: one that has been in use, one that is
 * added but never was, and those that register themselves.
 */
typedef struct _LgPracticeRegistry LgPracticeRegistry;

LgPracticeRegistry     *lg_practice_registry_new                 (GError             **error);
void                    lg_practice_registry_free                (LgPracticeRegistry  *self);
const LgPracticeDevice *lg_practice_registry_get_device          (LgPracticeRegistry  *self);
const LgPracticeDevice *lg_practice_registry_get_new_device      (LgPracticeRegistry  *self);
LgSecret               *lg_practice_registry_get_product_secret  (LgPracticeRegistry  *self);
LgPracticeDevice       *lg_practice_registry_find                (LgPracticeRegistry  *self,
                                                                  const char          *name);
LgPracticeDevice       *lg_practice_registry_find_by_username    (LgPracticeRegistry  *self,
                                                                  LgSlice              username);
LgPracticeDevice       *lg_practice_registry_add                 (LgPracticeRegistry  *self,
                                                                  const char          *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPracticeRegistry, lg_practice_registry_free)

G_END_DECLS
