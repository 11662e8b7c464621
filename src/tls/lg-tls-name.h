/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *lg_tls_version_get_name   (guint16 version);
const char *lg_tls_group_get_name     (guint16 group);
const char *lg_tls_signature_get_name (guint16 signature);
const char *lg_tls_extension_get_name (guint16 extension);

G_END_DECLS
