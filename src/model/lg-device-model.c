/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-device-model.h"

#include "lg-device-group.h"
#include "profile/lg-profile-search.h"

#include <string.h>

/* One link, whether it is shown or not. */
typedef struct
{
  LgDeviceModel *model;
  LgLink        *link;
  char          *search_text;
  gulong         changed_handler;
  gulong         group_handler;
} Entry;

struct _LgDeviceModel
{
  GObject     parent_instance;
  GListModel *links;
  GPtrArray  *entries;
  GPtrArray  *shown;
  GHashTable *groups;
  GStrv       words;
  guint       update_source;
};

static GType
lg_device_model_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
lg_device_model_get_n_items (GListModel *model)
{
  return LG_DEVICE_MODEL (model)->shown->len;
}

static gpointer
lg_device_model_get_item (GListModel *model,
                          guint       position)
{
  GPtrArray *shown = LG_DEVICE_MODEL (model)->shown;

  return position < shown->len ? g_object_ref (shown->pdata[position]) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = lg_device_model_get_item_type;
  iface->get_n_items = lg_device_model_get_n_items;
  iface->get_item = lg_device_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LgDeviceModel, lg_device_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static const char *
get_group (Entry *entry)
{
  return lg_profile_get_group (lg_link_get_profile (entry->link));
}

static gboolean
matches (LgDeviceModel *self,
         Entry         *entry)
{
  if (self->words == NULL)
    return TRUE;

  if (entry->search_text == NULL)
    entry->search_text = lg_profile_dup_search_text (lg_link_get_profile (entry->link));
  return lg_profile_search_matches (entry->search_text, (const char *const *) self->words);
}

/* The heading stays the same object, so that its row stays where it is. */
static LgDeviceGroup *
get_heading (LgDeviceModel *self,
             const char    *title)
{
  LgDeviceGroup *heading = g_hash_table_lookup (self->groups, title);

  if (heading == NULL)
    {
      heading = lg_device_group_new (title);
      g_hash_table_insert (self->groups, (char *) lg_device_group_get_title (heading), heading);
    }
  return heading;
}

static int
compare_headings (gconstpointer a,
                  gconstpointer b)
{
  GPtrArray *const *one = a;
  GPtrArray *const *other = b;

  return g_utf8_collate (lg_device_group_get_title ((*one)->pdata[0]),
                         lg_device_group_get_title ((*other)->pdata[0]));
}

/* Every array begins with the group's heading. */
static GPtrArray *
collect (LgDeviceModel *self)
{
  GPtrArray *shown = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) by_title = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];
      const char *title = get_group (entry);
      GPtrArray *group = *title == '\0' ? shown : g_hash_table_lookup (by_title, title);

      if (!matches (self, entry))
        continue;

      if (group == NULL)
        {
          group = g_ptr_array_new_with_free_func (g_object_unref);
          g_ptr_array_add (group, g_object_ref (get_heading (self, title)));
          g_ptr_array_add (groups, group);
          g_hash_table_insert (by_title, (char *) title, group);
        }
      g_ptr_array_add (group, g_object_ref (entry->link));
    }

  g_ptr_array_sort (groups, compare_headings);
  for (guint i = 0; i < groups->len; i++)
    g_ptr_array_extend_and_steal (shown, groups->pdata[i]);
  return shown;
}

/* Tells of no more than what lies between the first and the last difference. */
static void
update (LgDeviceModel *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->shown);
  guint begin = 0, removed = old->len, added;

  g_clear_handle_id (&self->update_source, g_source_remove);
  self->shown = collect (self);
  added = self->shown->len;
  while (begin < MIN (removed, added) && old->pdata[begin] == self->shown->pdata[begin])
    begin++;
  while (removed > begin && added > begin
         && old->pdata[removed - 1] == self->shown->pdata[added - 1])
    {
      removed--;
      added--;
    }

  if (removed > begin || added > begin)
    g_list_model_items_changed (G_LIST_MODEL (self), begin, removed - begin, added - begin);
}

static gboolean
update_cb (gpointer user_data)
{
  LgDeviceModel *self = user_data;

  self->update_source = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

/* What is being typed into the selected device does not make the list jump with every key. */
static void
update_later (LgDeviceModel *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, update_cb, self, NULL);
}

static void
profile_changed_cb (Entry *entry)
{
  g_clear_pointer (&entry->search_text, g_free);
  if (entry->model->words != NULL)
    update_later (entry->model);
}

static void
group_changed_cb (Entry *entry)
{
  update_later (entry->model);
}

static Entry *
entry_new (LgDeviceModel *self,
           LgLink        *link)
{
  Entry *entry = g_new0 (Entry, 1);
  LgProfile *profile = lg_link_get_profile (link);

  entry->model = self;
  entry->link = link;
  entry->changed_handler = g_signal_connect_swapped (profile, "changed",
                                                     G_CALLBACK (profile_changed_cb), entry);
  entry->group_handler = g_signal_connect_swapped (profile, "notify::group",
                                                   G_CALLBACK (group_changed_cb), entry);
  return entry;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  LgProfile *profile = lg_link_get_profile (entry->link);

  g_clear_signal_handler (&entry->changed_handler, profile);
  g_clear_signal_handler (&entry->group_handler, profile);
  g_free (entry->search_text);
  g_object_unref (entry->link);
  g_free (entry);
}

static void
links_changed_cb (LgDeviceModel *self,
                  guint          position,
                  guint          removed,
                  guint          added)
{
  if (removed > 0)
    g_ptr_array_remove_range (self->entries, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->entries, position + i,
                        entry_new (self, g_list_model_get_item (self->links, position + i)));
  update (self);
}

static void
lg_device_model_dispose (GObject *object)
{
  LgDeviceModel *self = LG_DEVICE_MODEL (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  if (self->links != NULL)
    g_signal_handlers_disconnect_by_func (self->links, links_changed_cb, self);
  g_clear_object (&self->links);
  g_ptr_array_set_size (self->entries, 0);

  G_OBJECT_CLASS (lg_device_model_parent_class)->dispose (object);
}

static void
lg_device_model_finalize (GObject *object)
{
  LgDeviceModel *self = LG_DEVICE_MODEL (object);

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->shown);
  g_hash_table_unref (self->groups);
  g_strfreev (self->words);

  G_OBJECT_CLASS (lg_device_model_parent_class)->finalize (object);
}

static void
lg_device_model_class_init (LgDeviceModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lg_device_model_dispose;
  object_class->finalize = lg_device_model_finalize;
}

static void
lg_device_model_init (LgDeviceModel *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
}

/**
 * lg_device_model_new:
 *
 * Returns: (transfer full): an empty list
 */
LgDeviceModel *
lg_device_model_new (void)
{
  return g_object_new (LG_TYPE_DEVICE_MODEL, NULL);
}

/**
 * lg_device_model_set_links:
 * @links: (nullable): list model of [class@Link]
 */
void
lg_device_model_set_links (LgDeviceModel *self,
                           GListModel    *links)
{
  g_return_if_fail (LG_IS_DEVICE_MODEL (self));

  if (self->links == links)
    return;

  if (self->links != NULL)
    g_signal_handlers_disconnect_by_func (self->links, links_changed_cb, self);
  g_set_object (&self->links, links);
  if (links != NULL)
    g_signal_connect_object (links, "items-changed", G_CALLBACK (links_changed_cb), self,
                             G_CONNECT_SWAPPED);
  links_changed_cb (self, 0, self->entries->len,
                    links != NULL ? g_list_model_get_n_items (links) : 0);
}

/**
 * lg_device_model_set_search:
 * @typed: (nullable): what the operator typed
 *
 * Shows only the devices that match every word of it; all where there is none.
 */
void
lg_device_model_set_search (LgDeviceModel *self,
                            const char    *typed)
{
  g_return_if_fail (LG_IS_DEVICE_MODEL (self));

  g_strfreev (self->words);
  self->words = lg_profile_search_words (typed);
  update (self);
}

/**
 * lg_device_model_find:
 * @link: one of the links
 * @position: (out): where it is shown
 *
 * Returns: whether it is shown
 */
gboolean
lg_device_model_find (LgDeviceModel *self,
                      LgLink        *link,
                      guint         *position)
{
  g_return_val_if_fail (LG_IS_DEVICE_MODEL (self), FALSE);

  return g_ptr_array_find (self->shown, link, position);
}

/**
 * lg_device_model_get_near:
 * @position: where a link was
 *
 * Returns: (transfer none) (nullable): the link shown there, or the next one after it, or the last
 *   one before it
 */
LgLink *
lg_device_model_get_near (LgDeviceModel *self,
                          guint          position)
{
  g_return_val_if_fail (LG_IS_DEVICE_MODEL (self), NULL);

  for (guint i = position; i < self->shown->len; i++)
    if (LG_IS_LINK (self->shown->pdata[i]))
      return self->shown->pdata[i];

  for (guint i = MIN (position, self->shown->len); i > 0; i--)
    if (LG_IS_LINK (self->shown->pdata[i - 1]))
      return self->shown->pdata[i - 1];

  return NULL;
}
