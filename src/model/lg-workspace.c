/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-workspace.h"

#include "link/lg-rivals.h"
#include "profile/lg-platform-folder.h"

struct _LgWorkspace
{
  GObject            parent_instance;
  LgProfileStore    *store;
  LgRootStore       *roots;
  LgPracticeProcess *practice;
  GListStore        *links;
  LgRivals          *rivals;
  LgSecretStore     *secrets;
  GHashTable        *keepers;
  GHashTable        *checkups;
  char              *platform_problem;
};

G_DEFINE_FINAL_TYPE (LgWorkspace, lg_workspace, G_TYPE_OBJECT)

enum
{
  PROP_PROBLEM = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static LgLink *
make_link (LgWorkspace *self,
           LgProfile   *profile)
{
  LgLink *link = lg_link_new (profile, self->roots, NULL);

  lg_reconnector_set_enabled (lg_link_get_reconnector (link), TRUE);
  return link;
}

/* The practice device's link comes first, so a profile's link is one further down. */
static void
store_changed_cb (LgWorkspace *self,
                  guint        position,
                  guint        removed,
                  guint        added,
                  GListModel  *store)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < removed; i++)
    {
      g_autoptr (LgLink) link = g_list_model_get_item (G_LIST_MODEL (self->links),
                                                       position + i + 1);

      g_hash_table_remove (self->keepers, lg_link_get_profile (link));
      g_hash_table_remove (self->checkups, link);
    }

  for (guint i = 0; i < added; i++)
    {
      g_autoptr (LgProfile) profile = g_list_model_get_item (store, position + i);

      g_ptr_array_add (links, make_link (self, profile));
    }

  g_list_store_splice (self->links, position + 1, removed, links->pdata, added);
}

static void
lg_workspace_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  g_assert (prop_id == PROP_PROBLEM);

  g_value_set_string (value, lg_workspace_get_problem (LG_WORKSPACE (object)));
}

static void
store_problem_cb (LgWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
lg_workspace_dispose (GObject *object)
{
  LgWorkspace *self = LG_WORKSPACE (object);

  g_clear_pointer (&self->keepers, g_hash_table_unref);
  g_clear_pointer (&self->checkups, g_hash_table_unref);
  g_clear_object (&self->secrets);
  g_clear_object (&self->rivals);
  g_clear_object (&self->links);
  g_clear_object (&self->practice);
  g_clear_object (&self->store);
  g_clear_object (&self->roots);
  g_clear_pointer (&self->platform_problem, g_free);

  G_OBJECT_CLASS (lg_workspace_parent_class)->dispose (object);
}

static void
lg_workspace_class_init (LgWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lg_workspace_get_property;
  object_class->dispose = lg_workspace_dispose;

  properties[PROP_PROBLEM] =
    g_param_spec_string ("problem", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
abandon (gpointer checkup)
{
  lg_checkup_cancel (checkup);
  g_object_unref (checkup);
}

static void
lg_workspace_init (LgWorkspace *self)
{
  self->roots = lg_root_store_new_for_system ();
  self->links = g_list_store_new (LG_TYPE_LINK);
  self->rivals = lg_rivals_new (G_LIST_MODEL (self->links));
  self->keepers = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->checkups = g_hash_table_new_full (NULL, NULL, NULL, abandon);
}

/* Before the devices, which name them. */
static void
load_platforms (LgWorkspace *self,
                const char  *directory)
{
  g_autofree char *path =
    directory != NULL ? g_build_filename (directory, "platforms", NULL) : NULL;
  g_autoptr (GPtrArray) entries = path != NULL
    ? lg_platform_folder_load (path) : g_ptr_array_ref (lg_platform_folder_get_own ());

  self->platform_problem = lg_platform_folder_dup_problem (entries);
}

/**
 * lg_workspace_new:
 * @directory: (nullable): where the saved devices and the folder `platforms` are; %NULL: where this
 *   operator's are
 * @practice_program: `linkglass-cli`, as a path or a name; not started here
 *
 * Loads the operator's own platform files and the saved devices.
 *
 * Returns: (transfer full): a workspace
 */
LgWorkspace *
lg_workspace_new (const char *directory,
                  const char *practice_program)
{
  LgWorkspace *self = g_object_new (LG_TYPE_WORKSPACE, NULL);
  g_autoptr (LgLink) practice = NULL;
  guint n;

  load_platforms (self, directory);
  self->practice = lg_practice_process_new (practice_program);
  practice = make_link (self, lg_practice_process_get_profile (self->practice));
  g_list_store_append (self->links, practice);

  self->store = directory != NULL ? lg_profile_store_new (directory)
                                  : lg_profile_store_new_default ();
  self->secrets = lg_secret_store_new (G_LIST_MODEL (self->store));
  g_signal_connect_object (self->store, "items-changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify::problem", G_CALLBACK (store_problem_cb), self,
                           G_CONNECT_SWAPPED);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  store_changed_cb (self, 0, 0, n, G_LIST_MODEL (self->store));

  return self;
}

/**
 * lg_workspace_get_links:
 *
 * Returns: (transfer none): every device's link, the practice device's first
 */
GListModel *
lg_workspace_get_links (LgWorkspace *self)
{
  g_return_val_if_fail (LG_IS_WORKSPACE (self), NULL);

  return G_LIST_MODEL (self->links);
}

/**
 * lg_workspace_get_profiles:
 *
 * Returns: (transfer none): list model of [class@Profile]: the saved devices, without the practice
 *   device
 */
GListModel *
lg_workspace_get_profiles (LgWorkspace *self)
{
  g_return_val_if_fail (LG_IS_WORKSPACE (self), NULL);

  return G_LIST_MODEL (self->store);
}

/**
 * lg_workspace_get_practice:
 *
 * Returns: (transfer none): the practice platform
 */
LgPracticeProcess *
lg_workspace_get_practice (LgWorkspace *self)
{
  g_return_val_if_fail (LG_IS_WORKSPACE (self), NULL);

  return self->practice;
}

/**
 * lg_workspace_get_roots:
 *
 * Returns: (transfer none): every root a device may be judged against
 */
LgRootStore *
lg_workspace_get_roots (LgWorkspace *self)
{
  g_return_val_if_fail (LG_IS_WORKSPACE (self), NULL);

  return self->roots;
}

/**
 * lg_workspace_get_problem:
 *
 * Returns: (nullable): what went wrong while loading or saving the devices, or what is wrong with
 *   the operator's own platform files
 */
const char *
lg_workspace_get_problem (LgWorkspace *self)
{
  g_return_val_if_fail (LG_IS_WORKSPACE (self), NULL);

  return lg_profile_store_get_problem (self->store) != NULL
         ? lg_profile_store_get_problem (self->store) : self->platform_problem;
}

/**
 * lg_workspace_find:
 * @profile_id: a profile's stable identifier
 *
 * Returns: (transfer none): its link, or the practice device's where there is none
 */
LgLink *
lg_workspace_find (LgWorkspace *self,
                   const char  *profile_id)
{
  g_autoptr (LgLink) practice = NULL;

  g_return_val_if_fail (LG_IS_WORKSPACE (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->links)); i++)
    {
      g_autoptr (LgLink) link = g_list_model_get_item (G_LIST_MODEL (self->links), i);

      if (g_strcmp0 (lg_profile_get_id (lg_link_get_profile (link)), profile_id) == 0)
        return link;
    }

  practice = g_list_model_get_item (G_LIST_MODEL (self->links), 0);
  return practice;
}

/**
 * lg_workspace_get_keeper:
 * @profile: a saved device, or the practice device
 *
 * Returns: (transfer none) (nullable): what keeps its secret; %NULL for the practice device
 */
LgSecretKeeper *
lg_workspace_get_keeper (LgWorkspace *self,
                         LgProfile   *profile)
{
  LgSecretKeeper *keeper;

  g_return_val_if_fail (LG_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (LG_IS_PROFILE (profile), NULL);

  if (lg_profile_is_practice (profile))
    return NULL;

  keeper = g_hash_table_lookup (self->keepers, profile);
  if (keeper == NULL)
    {
      keeper = lg_secret_keeper_new (self->secrets, profile);
      g_hash_table_insert (self->keepers, profile, keeper);
    }
  return keeper;
}

/**
 * lg_workspace_get_checkup:
 * @link: a device of the workspace
 *
 * Returns: (transfer none): its checks, always the same object; cancelled when the device goes
 */
LgCheckup *
lg_workspace_get_checkup (LgWorkspace *self,
                          LgLink      *link)
{
  LgCheckup *checkup;

  g_return_val_if_fail (LG_IS_WORKSPACE (self) && LG_IS_LINK (link), NULL);

  checkup = g_hash_table_lookup (self->checkups, link);
  if (checkup == NULL)
    {
      checkup = lg_checkup_new (link);
      g_hash_table_insert (self->checkups, link, checkup);
    }
  return checkup;
}

/**
 * lg_workspace_add:
 *
 * Adds a device nothing is known of yet, and saves it.
 *
 * Returns: (transfer none): its link
 */
LgLink *
lg_workspace_add (LgWorkspace *self)
{
  LgProfile *profile;

  g_return_val_if_fail (LG_IS_WORKSPACE (self), NULL);

  profile = lg_profile_store_add (self->store);
  /* Submitted, and filled in by the form as soon as ProductKey and DeviceName are known. */
  lg_credentials_set_client_id (lg_profile_get_credentials (profile), "");
  return lg_workspace_find (self, lg_profile_get_id (profile));
}

/**
 * lg_workspace_duplicate:
 * @link: the device to copy
 *
 * Adds a device with the same values, the secret included, and saves it without the secret. The
 * practice device's copy is a device like any other, on the same host and port.
 *
 * Returns: (transfer none): its link
 */
LgLink *
lg_workspace_duplicate (LgWorkspace *self,
                        LgLink      *link)
{
  g_autoptr (LgProfile) copy = NULL;

  g_return_val_if_fail (LG_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (LG_IS_LINK (link), NULL);

  copy = lg_profile_copy (lg_link_get_profile (link));
  if (lg_profile_is_practice (copy))
    lg_endpoint_set_platform_id (lg_profile_get_endpoint (copy), "alibaba");
  return lg_workspace_insert (self, G_MAXUINT, copy);
}

/**
 * lg_workspace_add_all:
 * @profiles: list model of [class@Profile]
 *
 * Adds devices, and saves them; those saved already are left out.
 *
 * Returns: (transfer none) (nullable): the first new one's link, or %NULL if none is new
 */
LgLink *
lg_workspace_add_all (LgWorkspace *self,
                      GListModel  *profiles)
{
  g_autoptr (LgProfile) first = NULL;
  guint n;

  g_return_val_if_fail (LG_IS_WORKSPACE (self), NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  if (lg_profile_store_add_all (self->store, profiles) == 0)
    return NULL;

  first = g_list_model_get_item (G_LIST_MODEL (self->store), n);
  return lg_workspace_find (self, lg_profile_get_id (first));
}

/**
 * lg_workspace_remove:
 * @link: a saved device's link
 *
 * Removes the device; its session ends with the last reference to @link.
 *
 * Returns: the position to give [method@Workspace.insert] to undo it
 */
guint
lg_workspace_remove (LgWorkspace *self,
                     LgLink      *link)
{
  guint position = 0;

  g_return_val_if_fail (LG_IS_WORKSPACE (self), 0);

  if (g_list_store_find (self->links, link, &position) && position > 0)
    lg_profile_store_remove (self->store, lg_link_get_profile (link));
  return position - 1;
}

/**
 * lg_workspace_insert:
 * @position: where; the length of the list or more: at the end
 * @profile: a device that is not in the list
 *
 * Adds the device, and saves it.
 *
 * Returns: (transfer none): its new link
 */
LgLink *
lg_workspace_insert (LgWorkspace *self,
                     guint        position,
                     LgProfile   *profile)
{
  g_return_val_if_fail (LG_IS_WORKSPACE (self), NULL);

  lg_profile_store_insert (self->store, position, profile);
  return lg_workspace_find (self, lg_profile_get_id (profile));
}

/**
 * lg_workspace_close:
 * @error: return location (#GFileError, #GKeyFileError; %G_IO_ERROR_BUSY)
 *
 * Ends every session without waiting for it and writes what is not saved yet.
 *
 * Returns: whether everything was saved
 */
gboolean
lg_workspace_close (LgWorkspace  *self,
                    GError      **error)
{
  g_return_val_if_fail (LG_IS_WORKSPACE (self), FALSE);

  /* Saving may take in what others added: no link for those any more. */
  g_signal_handlers_disconnect_by_func (self->store, store_changed_cb, self);
  g_list_store_remove_all (self->links);
  return lg_profile_store_flush (self->store, error);
}
