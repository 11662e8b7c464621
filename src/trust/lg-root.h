/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-firmware.h"

G_BEGIN_DECLS

/**
 * LgRootSource:
 * @LG_ROOT_SHIPPED: compiled into Linkglass
 * @LG_ROOT_FILE: a file of the operator's
 * @LG_ROOT_SYSTEM_STORE: the system store as a whole
 */
typedef enum
{
  LG_ROOT_SHIPPED,
  LG_ROOT_FILE,
  LG_ROOT_SYSTEM_STORE,
} LgRootSource;

#define LG_TYPE_ROOT_SOURCE (lg_root_source_get_type ())
GType lg_root_source_get_type (void) G_GNUC_CONST;

#define LG_TYPE_ROOT (lg_root_get_type ())

/**
 * LgRoot:
 * A trust anchor the operator can select: one certificate, or the system store (many). Immutable
 * and thread-safe once made.
 */
G_DECLARE_FINAL_TYPE (LgRoot, lg_root, LG, ROOT, GObject)

LgRoot            *lg_root_new_from_bytes       (const char    *name,
                                                 LgRootSource   source,
                                                 GBytes        *bytes,
                                                 GError       **error);
const char        *lg_root_get_name             (LgRoot        *self);
const char        *lg_root_get_title            (LgRoot        *self);
LgRootSource       lg_root_get_source           (LgRoot        *self);
GPtrArray         *lg_root_get_certificates     (LgRoot        *self);
LgCertificate     *lg_root_get_certificate      (LgRoot        *self);
const char        *lg_root_get_md5              (LgRoot        *self);
const char        *lg_root_get_vendor_md5       (LgRoot        *self);
LgCertificateForm  lg_root_get_form             (LgRoot        *self);
gboolean           lg_root_is_joined            (LgRoot        *self);
const char        *lg_root_describe_file        (LgRoot        *self);
gint64             lg_root_get_not_after        (LgRoot        *self);
int                lg_root_get_days_left        (LgRoot        *self,
                                                 gint64         now_s);

G_END_DECLS
