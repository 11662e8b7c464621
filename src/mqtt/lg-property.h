/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-byte-reader.h"

G_BEGIN_DECLS

/* Where properties may stand: a packet type's bit, or the will's. Private to this folder. */
#define LG_PROPERTY_IN(type) (1u << (type))
#define LG_PROPERTY_IN_WILL 1u

gboolean    lg_property_read_all (LgReader          *reader,
                                  guint              place,
                                  GArray           **properties,
                                  GError           **error);
void        lg_property_write    (GByteArray        *out,
                                  const LgProperty  *property);
const char *lg_property_get_name (LgPropertyId       id);

G_END_DECLS
