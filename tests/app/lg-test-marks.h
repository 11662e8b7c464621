/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-test-window.h"

G_BEGIN_DECLS

void lg_test_assert_marks (GtkWidget         *ancestor,
                           const char *const *icons,
                           const char        *picture);

G_END_DECLS
