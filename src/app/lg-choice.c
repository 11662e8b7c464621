/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-choice.h"

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
  choice->title = g_strdup (title);
  g_list_store_append (choices, choice);
}

/**
 * lg_choice_get_id:
 *
 * Returns: the stable identifier
 */
const char *
lg_choice_get_id (LgChoice *self)
{
  g_return_val_if_fail (LG_IS_CHOICE (self), NULL);

  return self->id;
}

/**
 * lg_choices_find:
 * @choices: list model of [class@Choice]
 * @id: the identifier to look for
 *
 * Returns: its position, or %G_MAXUINT where it is no choice
 */
guint
lg_choices_find (GListModel *choices,
                 const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (LgChoice) choice = g_list_model_get_item (choices, i);

      if (g_strcmp0 (choice->id, id) == 0)
        return i;
    }

  return G_MAXUINT;
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

/**
 * lg_choices_host_kinds:
 *
 * Returns: (transfer full): the ways @platform makes a host; identifiers are nicks of
 *   [enum@HostKind]
 */
GListModel *
lg_choices_host_kinds (const LgPlatform *platform)
{
  GListStore *choices = g_list_store_new (LG_TYPE_CHOICE);

  if (lg_platform_get_regions (platform)->len > 0)
    append (choices, "public", _("Public instance, by region"));
  if (g_str_equal (lg_platform_get_id (platform), "alibaba"))
    {
      append (choices, "instance", _("Enterprise or new public instance"));
      append (choices, "ipv6", _("IPv6, China (Shanghai)"));
    }
  append (choices, "typed", _("Host as typed"));

  return G_LIST_MODEL (choices);
}

/**
 * lg_choices_regions:
 *
 * Returns: (transfer full): the regions of @platform
 */
GListModel *
lg_choices_regions (const LgPlatform *platform)
{
  GListStore *choices = g_list_store_new (LG_TYPE_CHOICE);
  GPtrArray *regions = lg_platform_get_regions (platform);

  for (guint i = 0; i < regions->len; i++)
    {
      const LgRegion *region = g_ptr_array_index (regions, i);
      g_autofree char *title = g_strdup_printf ("%s · %s", region->name, region->id);

      append (choices, region->id, title);
    }

  return G_LIST_MODEL (choices);
}
