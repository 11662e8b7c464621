/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-family.h"

/**
 * lg_family_of_platform:
 *
 * Returns: whose rules the platform follows
 */
LgFamily
lg_family_of_platform (const LgPlatform *platform)
{
  static const struct
  {
    const char *id;
    LgFamily    family;
  } families[] = {
    { "alibaba", LG_FAMILY_ALIBABA },
    { "tuya", LG_FAMILY_TUYA },
    { "tuyalink", LG_FAMILY_TUYALINK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (g_strcmp0 (lg_platform_get_model (platform), families[i].id) == 0)
      return families[i].family;

  return LG_FAMILY_CUSTOM;
}
