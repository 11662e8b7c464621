/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** LgSeverity: nicks `fault`, `risk`, `note`. */
typedef enum
{
  LG_SEVERITY_FAULT,
  LG_SEVERITY_RISK,
  LG_SEVERITY_NOTE,
} LgSeverity;

/** LgConfidence: nicks `certain`, `likely`, `possible`. */
typedef enum
{
  LG_CONFIDENCE_CERTAIN,
  LG_CONFIDENCE_LIKELY,
  LG_CONFIDENCE_POSSIBLE,
} LgConfidence;

#define LG_TYPE_SEVERITY (lg_severity_get_type ())
#define LG_TYPE_CONFIDENCE (lg_confidence_get_type ())
GType lg_severity_get_type (void) G_GNUC_CONST;
GType lg_confidence_get_type (void) G_GNUC_CONST;

G_END_DECLS
