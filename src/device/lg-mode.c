/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-mode.h"

G_DEFINE_ENUM_TYPE (LgMode, lg_mode,
                    G_DEFINE_ENUM_VALUE (LG_MODE_DEVICE_SECRET, "device"),
                    G_DEFINE_ENUM_VALUE (LG_MODE_NO_PREREGISTRATION, "no-preregistration"),
                    G_DEFINE_ENUM_VALUE (LG_MODE_REGISTRATION, "registration"),
                    G_DEFINE_ENUM_VALUE (LG_MODE_TUYALINK, "tuyalink"),
                    G_DEFINE_ENUM_VALUE (LG_MODE_CUSTOM, "custom"))

G_DEFINE_ENUM_TYPE (LgTimestampPolicy, lg_timestamp_policy,
                    G_DEFINE_ENUM_VALUE (LG_TIMESTAMP_NOW, "now"),
                    G_DEFINE_ENUM_VALUE (LG_TIMESTAMP_FIXED, "fixed"),
                    G_DEFINE_ENUM_VALUE (LG_TIMESTAMP_NONE, "none"))
