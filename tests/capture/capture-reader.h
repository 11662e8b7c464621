/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "capture/lg-capture.h"

G_BEGIN_DECLS

char *reader_write_file (GBytes         *contents);
char *reader_tell       (GBytes         *contents,
                         const guint16  *ports,
                         gsize           n_ports,
                         GError        **error);

G_END_DECLS
