/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-rivals.h"

struct _LgRivals
{
  GObject     parent_instance;
  GListModel *links;
  GHashTable *identities;
};

G_DEFINE_FINAL_TYPE (LgRivals, lg_rivals, G_TYPE_OBJECT)

/* As what a server knows the client: a platform by the device, a broker by the client ID. */
static char *
dup_identity (LgLink *link)
{
  LgProfile *profile = lg_link_get_profile (link);
  LgCredentials *credentials = lg_profile_get_credentials (profile);
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
  const char *product_key = lg_credentials_get_product_key (credentials);
  const char *name = lg_credentials_get_name (credentials);
  LgMode mode = lg_credentials_get_mode (credentials);
  g_autofree char *host = lg_endpoint_resolve_host (endpoint, product_key);

  if (mode == LG_MODE_CUSTOM)
    return g_strdup_printf ("%s\n%u\n%s", host, lg_endpoint_get_port (endpoint), name);

  return g_strdup_printf ("%s\n%s\n%s", host, lg_mode_has_product_key (mode) ? product_key : "",
                          name);
}

static gboolean
is_known_as (LgRivals   *self,
             LgLink     *link,
             const char *identity)
{
  return g_strcmp0 (g_hash_table_lookup (self->identities, link), identity) == 0;
}

static void
connecting_cb (LgRivals *self,
               LgLink   *link)
{
  g_autofree char *title = lg_profile_dup_title (lg_link_get_profile (link));
  char *identity = dup_identity (link);

  g_hash_table_insert (self->identities, link, identity);
  for (guint i = 0; i < g_list_model_get_n_items (self->links); i++)
    {
      g_autoptr (LgLink) other = g_list_model_get_item (self->links, i);

      if (other != link && is_known_as (self, other, identity))
        lg_session_note_rival (lg_link_get_session (other), title);
    }
}

static void
links_changed_cb (LgRivals   *self,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GListModel *links)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (LgLink) link = g_list_model_get_item (links, i);

      g_hash_table_remove (self->identities, link);
      g_signal_handlers_disconnect_by_func (link, connecting_cb, self);
      g_signal_connect_object (link, "connecting", G_CALLBACK (connecting_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
lg_rivals_dispose (GObject *object)
{
  LgRivals *self = LG_RIVALS (object);

  g_clear_object (&self->links);

  G_OBJECT_CLASS (lg_rivals_parent_class)->dispose (object);
}

static void
lg_rivals_finalize (GObject *object)
{
  g_hash_table_unref (LG_RIVALS (object)->identities);

  G_OBJECT_CLASS (lg_rivals_parent_class)->finalize (object);
}

static void
lg_rivals_class_init (LgRivalsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lg_rivals_dispose;
  object_class->finalize = lg_rivals_finalize;
}

static void
lg_rivals_init (LgRivals *self)
{
  self->identities = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/**
 * lg_rivals_new:
 * @links: (element-type LgLink): the links to watch, now and later
 *
 * Returns: (transfer full): what watches them until it is freed
 */
LgRivals *
lg_rivals_new (GListModel *links)
{
  LgRivals *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (links), NULL);

  self = g_object_new (LG_TYPE_RIVALS, NULL);
  self->links = g_object_ref (links);
  g_signal_connect_object (links, "items-changed", G_CALLBACK (links_changed_cb), self,
                           G_CONNECT_SWAPPED);
  links_changed_cb (self, 0, 0, g_list_model_get_n_items (links), links);
  return self;
}
