/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lib/lg-test-tree.h"
#include "profile/lg-profile-store.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* A directory for saved devices, not made yet. */
typedef struct
{
  char *top;
  char *directory;
  char *path;
} Fixture;

static inline void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->top = g_dir_make_tmp ("linkglass-test-XXXXXX", NULL);
  g_assert_nonnull (fixture->top);
  fixture->directory = g_build_filename (fixture->top, "not", "there", NULL);
  fixture->path = g_build_filename (fixture->directory, "devices.ini", NULL);
}

static inline void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  lg_test_remove_tree (fixture->top);
  g_free (fixture->top);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static inline void
write_file (Fixture    *fixture,
            const char *text)
{
  g_assert_cmpint (g_mkdir_with_parents (fixture->directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
}

static inline char *
read_file (Fixture *fixture)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  return text;
}

/* Holds the saved devices as another process does while it writes; close() lets go. */
static inline int
hold_lock (const char *directory)
{
  int lock = g_open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  g_assert_cmpint (lock, >=, 0);
  g_assert_cmpint (flock (lock, LOCK_EX), ==, 0);
  return lock;
}

/* The only file beside the saved devices. */
static inline char *
find_kept_aside (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "devices.ini.damaged-"))
      return g_build_filename (fixture->directory, name, NULL);

  return NULL;
}

static inline void
assert_names (LgProfileStore     *store,
              const char *const  *names)
{
  GListModel *model = G_LIST_MODEL (store);

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, g_strv_length ((GStrv) names));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (LgProfile) profile = g_list_model_get_item (model, i);
      g_autofree char *title = lg_profile_dup_title (profile);

      g_assert_cmpstr (title, ==, names[i]);
    }
}

#define NAMES(...) ((const char *const []) { __VA_ARGS__, NULL })

static inline LgProfile *
add_named (LgProfileStore *store,
           const char     *name)
{
  LgProfile *profile = lg_profile_store_add (store);

  lg_credentials_set_device_name (lg_profile_get_credentials (profile), name);
  return profile;
}

static inline gboolean
deadline_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}
