/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "platform/lg-platform.h"

G_BEGIN_DECLS

/** LgFamily: whose rules a platform follows; the practice platform follows Alibaba Cloud's. */
typedef enum
{
  LG_FAMILY_ALIBABA = 1 << 0,
  LG_FAMILY_TUYA = 1 << 1,
  LG_FAMILY_TUYALINK = 1 << 2,
  LG_FAMILY_CUSTOM = 1 << 3,
  LG_FAMILY_ANY = LG_FAMILY_ALIBABA | LG_FAMILY_TUYA | LG_FAMILY_TUYALINK | LG_FAMILY_CUSTOM,
} LgFamily;

LgFamily lg_family_of_platform (const LgPlatform *platform);

G_END_DECLS
