/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-link.h"

G_BEGIN_DECLS

gboolean lg_link_is_registering      (LgLink  *self);
gboolean lg_link_refuse_broken_input (LgLink  *self,
                                      GError **error);

G_END_DECLS
