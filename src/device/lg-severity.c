/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-severity.h"

G_DEFINE_ENUM_TYPE (LgSeverity, lg_severity,
                    G_DEFINE_ENUM_VALUE (LG_SEVERITY_FAULT, "fault"),
                    G_DEFINE_ENUM_VALUE (LG_SEVERITY_RISK, "risk"),
                    G_DEFINE_ENUM_VALUE (LG_SEVERITY_NOTE, "note"))

G_DEFINE_ENUM_TYPE (LgConfidence, lg_confidence,
                    G_DEFINE_ENUM_VALUE (LG_CONFIDENCE_CERTAIN, "certain"),
                    G_DEFINE_ENUM_VALUE (LG_CONFIDENCE_LIKELY, "likely"),
                    G_DEFINE_ENUM_VALUE (LG_CONFIDENCE_POSSIBLE, "possible"))
