/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-choice.h"

#include "device/lg-printable.h"

#include <glib/gi18n.h>

struct _LgChoice
{
  GObject  parent_instance;
  char    *id;
  char    *title;
};

G_DEFINE_FINAL_TYPE (LgChoice, lg_choice, G_TYPE_OBJECT)

enum
{
  PROP_TITLE = 1,
  N_PROPS,
};

static void
lg_choice_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  g_assert (prop_id == PROP_TITLE);

  g_value_set_string (value, LG_CHOICE (object)->title);
}

static void
lg_choice_finalize (GObject *object)
{
  LgChoice *self = LG_CHOICE (object);

  g_free (self->id);
  g_free (self->title);

  G_OBJECT_CLASS (lg_choice_parent_class)->finalize (object);
}

static void
lg_choice_class_init (LgChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lg_choice_get_property;
  object_class->finalize = lg_choice_finalize;

  g_object_class_install_property (object_class, PROP_TITLE,
                                   g_param_spec_string ("title", NULL, NULL, NULL,
                                                        G_PARAM_READABLE |
                                                        G_PARAM_STATIC_STRINGS));
}

static void
lg_choice_init (LgChoice *self)
{
}

static void
append (GListStore *choices,
        const char *id,
        const char *title)
{
  g_autoptr (LgChoice) choice = g_object_new (LG_TYPE_CHOICE, NULL);

  choice->id = g_strdup (id);
  choice->title = lg_printable_line (title, -1);
  g_list_store_append (choices, choice);
}

/**
 * lg_choices_get_chosen:
 * @row: a combo row of choices
 *
 * Returns: (nullable): the identifier of what is chosen
 */
const char *
lg_choices_get_chosen (AdwComboRow *row)
{
  LgChoice *choice = adw_combo_row_get_selected_item (row);

  return choice != NULL ? choice->id : NULL;
}

static gboolean
find (GListModel *choices,
      const char *id,
      guint      *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (LgChoice) choice = g_list_model_get_item (choices, i);

      *position = i;
      if (g_strcmp0 (choice->id, id) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * lg_choices_choose:
 * @row: a combo row of choices
 * @id: the identifier to choose, if it is there
 *
 * GTK 4.8 does not survive an invalid selection whose model then grows, so nothing is never chosen.
 *
 * Returns: whether it is there
 */
gboolean
lg_choices_choose (AdwComboRow *row,
                   const char  *id)
{
  guint position;

  if (!find (adw_combo_row_get_model (row), id, &position))
    return FALSE;

  adw_combo_row_set_selected (row, position);
  return TRUE;
}

/**
 * lg_choices_platforms:
 *
 * Returns: (transfer full): every platform but the practice platform, whose device is given
 */
GListModel *
lg_choices_platforms (void)
{
  GListStore *choices = g_list_store_new (LG_TYPE_CHOICE);

  for (const char *const *id = lg_platform_get_ids (); *id != NULL; id++)
    if (!g_str_equal (*id, "practice"))
      append (choices, *id, lg_platform_get_name (lg_platform_get (*id)));

  return G_LIST_MODEL (choices);
}

static const char *
get_host_kind_title (LgHostKind        kind,
                     const LgPlatform *platform)
{
  switch (kind)
    {
    case LG_HOST_PUBLIC:
      return lg_platform_get_mode (platform) == LG_MODE_TUYALINK
             ? _("By data center") : _("Public instance, by region");
    case LG_HOST_INSTANCE:
      return _("With an instance ID");
    case LG_HOST_IPV6:
      return g_str_equal (lg_platform_get_id (platform), "alibaba")
             ? _("IPv6, China (Shanghai)") : _("IPv6");
    case LG_HOST_TYPED:
    default:
      return _("Host as typed");
    }
}

static void
append_host_kind (GListStore *choices,
                  LgHostKind  kind,
                  LgEndpoint *endpoint)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (LG_TYPE_HOST_KIND);
  const char *nick = g_enum_get_value (klass, kind)->value_nick;
  guint position;

  if (!find (G_LIST_MODEL (choices), nick, &position))
    append (choices, nick, get_host_kind_title (kind, lg_endpoint_get_platform (endpoint)));
}

/**
 * lg_choices_host_kinds:
 *
 * Returns: (transfer full): the ways @endpoint's platform makes a host, and its own where it is
 *   none; identifiers are nicks of [enum@HostKind]
 */
GListModel *
lg_choices_host_kinds (LgEndpoint *endpoint)
{
  GListStore *choices = g_list_store_new (LG_TYPE_CHOICE);

  for (LgHostKind kind = LG_HOST_PUBLIC; kind < LG_HOST_TYPED; kind++)
    if (lg_endpoint_has_host_kind (endpoint, kind))
      append_host_kind (choices, kind, endpoint);
  append_host_kind (choices, LG_HOST_TYPED, endpoint);
  append_host_kind (choices, lg_endpoint_get_host_kind (endpoint), endpoint);

  return G_LIST_MODEL (choices);
}

/**
 * lg_choices_regions:
 *
 * Returns: (transfer full): the regions of @endpoint's platform, and its own where it is none
 */
GListModel *
lg_choices_regions (LgEndpoint *endpoint)
{
  GListStore *choices = g_list_store_new (LG_TYPE_CHOICE);
  GPtrArray *regions = lg_platform_get_regions (lg_endpoint_get_platform (endpoint));
  const char *own = lg_endpoint_get_region (endpoint);
  guint position;

  for (guint i = 0; i < regions->len; i++)
    {
      const LgRegion *region = g_ptr_array_index (regions, i);
      g_autofree char *title = g_strdup_printf ("%s · %s", region->name, region->id);

      append (choices, region->id, title);
    }

  if (!find (G_LIST_MODEL (choices), own, &position))
    append (choices, own, own);

  return G_LIST_MODEL (choices);
}

/**
 * lg_choices_roots:
 * @roots: the roots to choose from
 *
 * Returns: (transfer full): every known root, and @endpoint's own where it is none of them
 */
GListModel *
lg_choices_roots (LgEndpoint  *endpoint,
                  LgRootStore *roots)
{
  GListStore *choices = g_list_store_new (LG_TYPE_CHOICE);
  const char *own = lg_endpoint_get_root_name (endpoint);
  guint position;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (roots)); i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (G_LIST_MODEL (roots), i);

      append (choices, lg_root_get_name (root), lg_root_get_title (root));
    }

  if (!find (G_LIST_MODEL (choices), own, &position))
    {
      g_autofree char *name = own != NULL ? g_path_get_basename (own) : g_strdup (_("None"));

      append (choices, own, name);
    }

  return G_LIST_MODEL (choices);
}
