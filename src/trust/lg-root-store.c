/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-input-file.h"
#include "lg-known-root.h"
#include "lg-root-store.h"
#include "lg-trust-resources.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509.h>

#define RESOURCES "/org/linkglass/Linkglass/roots/"
#define SYSTEM_NAME "system"
/* A hundred times a usual file. */
#define MAX_FILE_SIZE (1024 * 1024)
/* The same of a system's store. */
#define MAX_SYSTEM_SIZE (32 * 1024 * 1024)

struct _LgRootStore
{
  GObject     parent_instance;

  GListStore *roots;
  GError     *system_error;
};

static void lg_root_store_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LgRootStore, lg_root_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      lg_root_store_list_model_init))

static GType
lg_root_store_get_item_type (GListModel *model)
{
  return LG_TYPE_ROOT;
}

static guint
lg_root_store_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (LG_ROOT_STORE (model)->roots));
}

static gpointer
lg_root_store_get_item (GListModel *model,
                        guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (LG_ROOT_STORE (model)->roots), position);
}

static void
lg_root_store_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = lg_root_store_get_item_type;
  iface->get_n_items = lg_root_store_get_n_items;
  iface->get_item = lg_root_store_get_item;
}

static void
lg_root_store_finalize (GObject *object)
{
  LgRootStore *self = LG_ROOT_STORE (object);

  g_object_unref (self->roots);
  g_clear_error (&self->system_error);

  G_OBJECT_CLASS (lg_root_store_parent_class)->finalize (object);
}

static void
lg_root_store_class_init (LgRootStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lg_root_store_finalize;
}

static void
lg_root_store_init (LgRootStore *self)
{
  self->roots = g_list_store_new (LG_TYPE_ROOT);
  g_signal_connect_object (self->roots, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

static LgRoot *
load_shipped (const LgKnownRoot *known)
{
  g_autofree char *path = g_strconcat (RESOURCES, known->resource, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (lg_trust_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  LgRoot *root = lg_root_new_from_bytes (known->name, LG_ROOT_SHIPPED, bytes, NULL);

  g_assert (root != NULL);
  return root;
}

/**
 * lg_root_store_new:
 * @system_bundle: (nullable): the system store, PEM
 *
 * The order is: shipped roots, operator's files, the system store.
 *
 * Returns: (transfer full): every root that can be known without reading a file
 */
LgRootStore *
lg_root_store_new (GBytes *system_bundle)
{
  LgRootStore *self = g_object_new (LG_TYPE_ROOT_STORE, NULL);
  g_autoptr (LgRoot) system = NULL;
  gsize length;
  const LgKnownRoot *known = lg_known_root_list (&length);

  if (system_bundle != NULL)
    system = lg_root_new_from_bytes (SYSTEM_NAME, LG_ROOT_SYSTEM_STORE, system_bundle,
                                     &self->system_error);

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (LgRoot) root = load_shipped (&known[i]);

      g_list_store_append (self->roots, root);
    }
  if (system != NULL)
    g_list_store_append (self->roots, system);
  return self;
}

/**
 * lg_root_store_new_for_system:
 *
 * Reads the system store from where OpenSSL looks for it (`SSL_CERT_FILE`, then its own default) or
 * from Debian's place. Blocks for the reading of one file.
 *
 * Returns: (transfer full): every root this computer knows
 */
LgRootStore *
lg_root_store_new_for_system (void)
{
  const char *const paths[] = {
    g_getenv (X509_get_default_cert_file_env ()),
    X509_get_default_cert_file (),
    "/etc/ssl/certs/ca-certificates.crt",
  };
  g_autoptr (GBytes) bundle = NULL;

  for (gsize i = 0; bundle == NULL && i < G_N_ELEMENTS (paths); i++)
    {
      char *contents = NULL;
      gsize length;

      if (paths[i] != NULL)
        contents = lg_input_file_read (paths[i], MAX_SYSTEM_SIZE, &length, NULL);
      if (contents != NULL)
        bundle = g_bytes_new_take (contents, length);
    }
  return lg_root_store_new (bundle);
}

static guint
find_position (LgRootStore *self,
               const char  *name)
{
  guint n_roots = g_list_model_get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n_roots; i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (g_str_equal (lg_root_get_name (root), name))
        return i;
    }
  return n_roots;
}

/**
 * lg_root_store_find:
 * @self: a store
 * @name: a name, or the path of a file that was loaded
 *
 * Returns: (transfer none) (nullable): the root of that name
 */
LgRoot *
lg_root_store_find (LgRootStore *self,
                    const char  *name)
{
  LgRoot *root;

  g_return_val_if_fail (LG_IS_ROOT_STORE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  root = g_list_model_get_item (G_LIST_MODEL (self), find_position (self, name));
  if (root != NULL)
    g_object_unref (root);
  return root;
}

/* Files stand before the system store, so that what names a root names the narrowest one. */
static void
put_file (LgRootStore *self,
          LgRoot      *root)
{
  guint position = find_position (self, lg_root_get_name (root));
  guint n_roots = g_list_model_get_n_items (G_LIST_MODEL (self));

  if (position < n_roots)
    g_list_store_splice (self->roots, position, 1, (gpointer *) &root, 1);
  else
    g_list_store_insert (self->roots, find_position (self, SYSTEM_NAME), root);
}

static GBytes *
read_file (const char  *path,
           GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  gsize length;
  char *contents = lg_input_file_read (path, MAX_FILE_SIZE, &length, &local_error);

  if (contents != NULL)
    return g_bytes_new_take (contents, length);

  if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_FAILED))
    g_set_error (error, LG_TRUST_ERROR, LG_TRUST_ERROR_NO_CERTIFICATE,
                 _("“%s” is too large for a certificate file"), path);
  else
    g_set_error (error, LG_TRUST_ERROR, LG_TRUST_ERROR_UNREADABLE,
                 _("The root file cannot be read: %s"), local_error->message);
  return NULL;
}

/**
 * lg_root_store_load_file:
 * @self: a store
 * @path: a certificate file
 * @error: return location for a #LgTrustError
 *
 * Reads a file of the operator's and adds it, or replaces what was read from the same path before.
 *
 * Returns: (transfer none): the root, or %NULL
 */
LgRoot *
lg_root_store_load_file (LgRootStore  *self,
                         const char   *path,
                         GError      **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LgRoot) root = NULL;
  LgRoot *known;

  g_return_val_if_fail (LG_IS_ROOT_STORE (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  bytes = read_file (path, error);
  if (bytes == NULL)
    return NULL;
  root = lg_root_new_from_bytes (path, LG_ROOT_FILE, bytes, error);
  if (root == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }

  known = lg_root_store_find (self, path);
  if (known != NULL && g_str_equal (lg_root_get_md5 (known), lg_root_get_md5 (root)))
    return known;
  put_file (self, root);
  return root;
}

static gboolean
is_known_name (const char *name)
{
  gsize length;
  const LgKnownRoot *known = lg_known_root_list (&length);

  for (gsize i = 0; i < length; i++)
    if (g_str_equal (known[i].name, name))
      return TRUE;
  return g_str_equal (name, SYSTEM_NAME);
}

/**
 * lg_root_store_select:
 * @self: a store
 * @name_or_path: a name; anything else is the path of a file, read again at each call
 * @error: return location for a #LgTrustError
 *
 * Returns: (transfer none): the root, or %NULL
 */
LgRoot *
lg_root_store_select (LgRootStore  *self,
                      const char   *name_or_path,
                      GError      **error)
{
  g_return_val_if_fail (LG_IS_ROOT_STORE (self), NULL);
  g_return_val_if_fail (name_or_path != NULL, NULL);

  if (is_known_name (name_or_path))
    {
      LgRoot *root = lg_root_store_find (self, name_or_path);

      /* The shipped ones are always there: this is about the system store. */
      if (root == NULL && self->system_error != NULL)
        g_propagate_error (error, g_error_copy (self->system_error));
      else if (root == NULL)
        g_set_error (error, LG_TRUST_ERROR, LG_TRUST_ERROR_UNKNOWN,
                     _("This computer has no certificate store"));
      return root;
    }

  if (strchr (name_or_path, G_DIR_SEPARATOR) == NULL
      && !g_file_test (name_or_path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LG_TRUST_ERROR, LG_TRUST_ERROR_UNKNOWN,
                   _("“%s” is neither a root Linkglass knows nor a file"), name_or_path);
      return NULL;
    }
  return lg_root_store_load_file (self, name_or_path, error);
}
