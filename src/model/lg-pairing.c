/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-pairing.h"

#include <glib/gi18n.h>

struct _LgPairing
{
  GObject     parent_instance;
  guint16     port;
  LgSecurity  security;
  char       *root;
  char       *title;
};

G_DEFINE_FINAL_TYPE (LgPairing, lg_pairing, G_TYPE_OBJECT)

enum
{
  PROP_TITLE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* A root that lasts longer than this is named by its year, a shorter one by the days left. */
#define NEAR_END_DAYS 1000

static void
lg_pairing_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  g_assert (prop_id == PROP_TITLE);

  g_value_set_string (value, LG_PAIRING (object)->title);
}

static void
lg_pairing_finalize (GObject *object)
{
  LgPairing *self = LG_PAIRING (object);

  g_free (self->root);
  g_free (self->title);

  G_OBJECT_CLASS (lg_pairing_parent_class)->finalize (object);
}

static void
lg_pairing_class_init (LgPairingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lg_pairing_get_property;
  object_class->finalize = lg_pairing_finalize;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_pairing_init (LgPairing *self)
{
}

/**
 * lg_pairing_new:
 * @port: TCP port
 * @security: TLS or plain TCP
 * @root: (nullable): name or file of the root; %NULL for plain TCP
 * @title: what the operator reads
 *
 * Returns: (transfer full): a pairing
 */
LgPairing *
lg_pairing_new (guint16     port,
                LgSecurity  security,
                const char *root,
                const char *title)
{
  LgPairing *self = g_object_new (LG_TYPE_PAIRING, NULL);

  self->port = port;
  self->security = security;
  self->root = g_strdup (root);
  self->title = g_strdup (title);
  return self;
}

/**
 * lg_pairing_apply:
 *
 * Makes @endpoint use this port, transport and root.
 */
void
lg_pairing_apply (LgPairing  *self,
                  LgEndpoint *endpoint)
{
  g_return_if_fail (LG_IS_PAIRING (self));

  lg_endpoint_set_security (endpoint, self->security);
  lg_endpoint_set_port (endpoint, self->port);
  lg_endpoint_set_root (endpoint, self->root);
}

/**
 * lg_pairing_matches:
 *
 * Returns: whether @endpoint uses exactly this port, transport and root
 */
gboolean
lg_pairing_matches (LgPairing  *self,
                    LgEndpoint *endpoint)
{
  g_return_val_if_fail (LG_IS_PAIRING (self), FALSE);

  return self->port == lg_endpoint_get_port (endpoint)
         && self->security == lg_endpoint_get_security (endpoint)
         && (self->security == LG_SECURITY_TCP
          || g_strcmp0 (self->root, lg_endpoint_get_root_name (endpoint)) == 0);
}

/* "Alibaba IoT root (until 2053)", "GlobalSign R1 (431 days left)". */
static char *
describe_root (const char  *name,
               LgRootStore *roots,
               gint64       now_s)
{
  LgRoot *root = lg_root_store_find (roots, name);
  g_autoptr (GDateTime) end = NULL;
  int days;

  if (root == NULL)
    return g_strdup_printf (_("%s (not on this computer)"), name);
  if (lg_root_get_not_after (root) == 0)
    return g_strdup (lg_root_get_title (root));

  days = lg_root_get_days_left (root, now_s);
  if (days < 0)
    return g_strdup_printf (_("%s (expired)"), lg_root_get_title (root));
  if (days < NEAR_END_DAYS)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s (%d day left)", "%s (%d days left)",
                                         days),
                            lg_root_get_title (root), days);

  end = g_date_time_new_from_unix_utc (lg_root_get_not_after (root));
  return g_strdup_printf (_("%s (until %d)"), lg_root_get_title (root),
                          g_date_time_get_year (end));
}

/**
 * lg_pairings_for_platform:
 * @platform: the platform
 * @roots: to say how long a root is still good
 * @now_s: Unix seconds
 *
 * Returns: (transfer full): a list model of [class@Pairing], in the platform's order
 */
GListModel *
lg_pairings_for_platform (const LgPlatform *platform,
                          LgRootStore      *roots,
                          gint64            now_s)
{
  GListStore *store = g_list_store_new (LG_TYPE_PAIRING);
  GPtrArray *ports = lg_platform_get_ports (platform);

  for (guint i = 0; i < ports->len; i++)
    {
      const LgPort *port = g_ptr_array_index (ports, i);
      g_autoptr (LgPairing) pairing = NULL;
      g_autofree char *root = NULL, *title = NULL;

      root = port->security == LG_SECURITY_TCP ? g_strdup (_("no TLS ⚠"))
                                               : describe_root (port->root, roots, now_s);
      title = g_strdup_printf ("%u · %s", port->port, root);
      pairing = lg_pairing_new (port->port, port->security, port->root, title);
      g_list_store_append (store, pairing);
    }

  return G_LIST_MODEL (store);
}

/**
 * lg_pairings_find:
 * @pairings: a list of [class@Pairing]
 *
 * Returns: the position of the pairing @endpoint uses, or %GTK_INVALID_LIST_POSITION
 */
guint
lg_pairings_find (GListModel *pairings,
                  LgEndpoint *endpoint)
{
  for (guint i = 0; i < g_list_model_get_n_items (pairings); i++)
    {
      g_autoptr (LgPairing) pairing = g_list_model_get_item (pairings, i);

      if (lg_pairing_matches (pairing, endpoint))
        return i;
    }

  return G_MAXUINT;
}
