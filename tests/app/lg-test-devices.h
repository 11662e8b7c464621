/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/lg-profile-file.h"

G_BEGIN_DECLS

/* Writes @n devices, `device-0000` and so on, in ten groups, `Hall 0` and so on, as saved devices
 * into @directory. Returns how many. */
static inline guint
lg_test_save_devices (const char *directory,
                      guint       n)
{
  g_autoptr (GListStore) profiles = g_list_store_new (LG_TYPE_PROFILE);
  g_autofree char *path = g_build_filename (directory, "devices.ini", NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%u", i);
      g_autofree char *name = g_strdup_printf ("device-%04u", i);
      g_autofree char *group = g_strdup_printf ("Hall %u", i % 10);
      g_autoptr (LgProfile) profile = lg_profile_new (id);

      lg_profile_set_group (profile, group);
      lg_credentials_set_product_key (lg_profile_get_credentials (profile), "a1B2c3D4e5F");
      lg_credentials_set_device_name (lg_profile_get_credentials (profile), name);
      g_list_store_append (profiles, profile);
    }

  return lg_profile_export_file (G_LIST_MODEL (profiles), path, NULL) ? n : 0;
}

G_END_DECLS
