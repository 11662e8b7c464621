/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-reader.h"

G_BEGIN_DECLS

/* Where properties may stand: a packet type's bit, or the will's. Private to this folder. */
#define LG_PROPERTY_IN(type) (1u << (type))
#define LG_PROPERTY_IN_WILL 1u

gboolean          lg_property_read_all (LgReader     *reader,
                                        guint         place,
                                        GArray      **properties,
                                        GError      **error);
const LgProperty *lg_property_find     (GArray       *properties,
                                        guint8        id);

#define LG_PROPERTY_SUBSCRIPTION_ID 0x0b
#define LG_PROPERTY_AUTH_METHOD 0x15
#define LG_PROPERTY_AUTH_DATA 0x16
#define LG_PROPERTY_REASON_STRING 0x1f
#define LG_PROPERTY_TOPIC_ALIAS 0x23

G_END_DECLS
