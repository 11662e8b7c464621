/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** LgPracticeFault: something wrong with a server, to be practised by name. Static. */
typedef struct _LgPracticeFault LgPracticeFault;

const LgPracticeFault *lg_practice_fault_get             (gsize                  position);
const LgPracticeFault *lg_practice_fault_find            (const char            *name);
const char            *lg_practice_fault_get_name        (const LgPracticeFault *self);
const char            *lg_practice_fault_get_description (const LgPracticeFault *self);
const char            *lg_practice_fault_get_cause       (const LgPracticeFault *self);

G_END_DECLS
