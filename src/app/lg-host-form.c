/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-host-form.h"

#include "lg-copy-row.h"
#include "lg-entry.h"
#include "lg-issue-row.h"
#include "lg-pairing.h"

#include <glib/gi18n.h>

struct _LgHostForm
{
  AdwPreferencesGroup  parent_instance;

  AdwComboRow         *platform;
  AdwComboRow         *host_kind;
  AdwComboRow         *region;
  GtkWidget           *instance_id;
  GtkWidget           *host;
  LgCopyRow           *resolved;

  LgProfile           *profile;
  const LgPlatform    *shown_platform;
  GBindingGroup       *bindings;
  GSignalGroup        *endpoint;
  GSignalGroup        *credentials;
  gboolean             updating;
};

G_DEFINE_FINAL_TYPE (LgHostForm, lg_host_form, ADW_TYPE_PREFERENCES_GROUP)

/* Every platform but the practice platform, which is no choice: its device is given. */
static GListModel *
list_platforms (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (const char *const *id = lg_platform_get_ids (); *id != NULL; id++)
    if (!g_str_equal (*id, "practice"))
      gtk_string_list_append (list, lg_platform_get_name (lg_platform_get (*id)));

  return G_LIST_MODEL (list);
}

static const LgPlatform *
get_platform (guint position)
{
  for (const char *const *id = lg_platform_get_ids (); *id != NULL; id++)
    if (!g_str_equal (*id, "practice") && position-- == 0)
      return lg_platform_get (*id);

  return NULL;
}

static guint
find_platform (const LgPlatform *platform)
{
  const LgPlatform *found;

  for (guint i = 0; (found = get_platform (i)) != NULL; i++)
    if (found == platform)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

static GListModel *
list_regions (const LgPlatform *platform)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GPtrArray *regions = lg_platform_get_regions (platform);

  for (guint i = 0; i < regions->len; i++)
    {
      const LgRegion *region = g_ptr_array_index (regions, i);

      gtk_string_list_take (list, g_strdup_printf ("%s · %s", region->name, region->id));
    }

  return G_LIST_MODEL (list);
}

static guint
find_region (const LgPlatform *platform,
             const char       *id)
{
  GPtrArray *regions = lg_platform_get_regions (platform);

  for (guint i = 0; i < regions->len; i++)
    {
      const LgRegion *region = g_ptr_array_index (regions, i);

      if (g_str_equal (region->id, id))
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

/* The ways this platform makes a host, in the order of the combo row. */
static guint
list_host_kinds (const LgPlatform *platform,
                 LgHostKind       *kinds)
{
  guint n = 0;

  if (lg_platform_get_regions (platform)->len > 0)
    kinds[n++] = LG_HOST_PUBLIC;
  if (g_str_equal (lg_platform_get_id (platform), "alibaba"))
    {
      kinds[n++] = LG_HOST_INSTANCE;
      kinds[n++] = LG_HOST_IPV6;
    }
  kinds[n++] = LG_HOST_TYPED;
  return n;
}

static void
show_platform (LgHostForm       *self,
               const LgPlatform *platform)
{
  static const char *const titles[] = {
    [LG_HOST_PUBLIC] = N_("Public instance, by region"),
    [LG_HOST_INSTANCE] = N_("Enterprise or new public instance"),
    [LG_HOST_IPV6] = N_("IPv6, China (Shanghai)"),
    [LG_HOST_TYPED] = N_("Host as typed"),
  };
  LgHostKind kinds[G_N_ELEMENTS (titles)];
  guint n = list_host_kinds (platform, kinds);
  g_autoptr (GtkStringList) hosts = gtk_string_list_new (NULL);
  g_autoptr (GListModel) regions = list_regions (platform);

  if (platform == self->shown_platform)
    return;

  self->shown_platform = platform;
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (hosts, _(titles[kinds[i]]));
  adw_combo_row_set_model (self->host_kind, G_LIST_MODEL (hosts));
  adw_combo_row_set_model (self->region, regions);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         lg_platform_get_host_hint (platform));
}

static guint
find_host_kind (const LgPlatform *platform,
                LgHostKind        kind)
{
  LgHostKind kinds[4];
  guint n = list_host_kinds (platform, kinds);

  for (guint i = 0; i < n; i++)
    if (kinds[i] == kind)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

static void
show_relevant_rows (LgHostForm *self,
                    LgEndpoint *endpoint)
{
  LgHostKind kind = lg_endpoint_get_host_kind (endpoint);
  gboolean practice = lg_profile_is_practice (self->profile);
  gboolean several = g_list_model_get_n_items (adw_combo_row_get_model (self->host_kind)) > 1;

  gtk_widget_set_visible (GTK_WIDGET (self->platform), !practice);
  gtk_widget_set_visible (GTK_WIDGET (self->host_kind), !practice && several);
  gtk_widget_set_visible (GTK_WIDGET (self->region),
                          !practice && (kind == LG_HOST_PUBLIC || kind == LG_HOST_IPV6));
  gtk_widget_set_visible (self->instance_id, !practice && kind == LG_HOST_INSTANCE);
  gtk_widget_set_visible (self->host, !practice && kind == LG_HOST_TYPED);
  gtk_widget_set_visible (GTK_WIDGET (self->resolved), practice || kind != LG_HOST_TYPED);
}

static void
show_endpoint (LgHostForm *self)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (self->profile);
  LgCredentials *credentials = lg_profile_get_credentials (self->profile);
  const LgPlatform *platform = lg_endpoint_get_platform (endpoint);
  g_autofree char *host =
    lg_endpoint_resolve_host (endpoint, lg_credentials_get_product_key (credentials));

  self->updating = TRUE;
  show_platform (self, platform);
  adw_combo_row_set_selected (self->platform, find_platform (platform));
  adw_combo_row_set_selected (self->host_kind,
                              find_host_kind (platform, lg_endpoint_get_host_kind (endpoint)));
  adw_combo_row_set_selected (self->region,
                              find_region (platform, lg_endpoint_get_region (endpoint)));
  lg_copy_row_set_value (self->resolved, host);
  show_relevant_rows (self, endpoint);
  self->updating = FALSE;
}

static void
choose_region (LgEndpoint *endpoint,
               guint       position)
{
  GPtrArray *regions = lg_platform_get_regions (lg_endpoint_get_platform (endpoint));

  if (position < regions->len)
    {
      const LgRegion *region = g_ptr_array_index (regions, position);

      lg_endpoint_set_region (endpoint, region->id);
    }
}

/* A platform brings its own ports and its own way of making a host. */
static void
platform_chosen_cb (LgHostForm *self)
{
  const LgPlatform *platform = get_platform (adw_combo_row_get_selected (self->platform));
  LgEndpoint *endpoint;
  LgHostKind kinds[4];

  if (self->updating || self->profile == NULL || platform == NULL)
    return;

  endpoint = lg_profile_get_endpoint (self->profile);
  list_host_kinds (platform, kinds);
  lg_endpoint_set_platform_id (endpoint, lg_platform_get_id (platform));
  lg_endpoint_set_host_kind (endpoint, kinds[0]);
  choose_region (endpoint, 0);
  lg_pairing_apply_recommended (endpoint);
}

static void
host_kind_chosen_cb (LgHostForm *self)
{
  guint i = adw_combo_row_get_selected (self->host_kind);
  LgEndpoint *endpoint;
  LgHostKind kinds[4];

  if (self->updating || self->profile == NULL || i == GTK_INVALID_LIST_POSITION)
    return;

  endpoint = lg_profile_get_endpoint (self->profile);
  if (i < list_host_kinds (lg_endpoint_get_platform (endpoint), kinds))
    lg_endpoint_set_host_kind (endpoint, kinds[i]);
}

static void
region_chosen_cb (LgHostForm *self)
{
  if (!self->updating && self->profile != NULL)
    choose_region (lg_profile_get_endpoint (self->profile),
                   adw_combo_row_get_selected (self->region));
}

static void
lg_host_form_dispose (GObject *object)
{
  LgHostForm *self = LG_HOST_FORM (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->credentials);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (lg_host_form_parent_class)->dispose (object);
}

static void
lg_host_form_class_init (LgHostFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_host_form_dispose;

  g_type_ensure (LG_TYPE_COPY_ROW);
  g_type_ensure (LG_TYPE_ISSUE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-host-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LgHostForm, platform);
  gtk_widget_class_bind_template_child (widget_class, LgHostForm, host_kind);
  gtk_widget_class_bind_template_child (widget_class, LgHostForm, region);
  gtk_widget_class_bind_template_child (widget_class, LgHostForm, instance_id);
  gtk_widget_class_bind_template_child (widget_class, LgHostForm, host);
  gtk_widget_class_bind_template_child (widget_class, LgHostForm, resolved);
  gtk_widget_class_bind_template_callback (widget_class, platform_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, host_kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, region_chosen_cb);
}

static void
lg_host_form_init (LgHostForm *self)
{
  GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;
  g_autoptr (GListModel) platforms = list_platforms ();

  gtk_widget_init_template (GTK_WIDGET (self));
  lg_entry_name_all (GTK_WIDGET (self));
  adw_combo_row_set_model (self->platform, platforms);

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "instance-id", self->instance_id, "text", flags);
  g_binding_group_bind (self->bindings, "host", self->host, "text", flags);
  self->endpoint = g_signal_group_new (LG_TYPE_ENDPOINT);
  g_signal_group_connect_swapped (self->endpoint, "notify", G_CALLBACK (show_endpoint), self);
  self->credentials = g_signal_group_new (LG_TYPE_CREDENTIALS);
  g_signal_group_connect_swapped (self->credentials, "notify::product-key",
                                  G_CALLBACK (show_endpoint), self);
}

/**
 * lg_host_form_set_profile:
 * @profile: (nullable): the device to edit
 */
void
lg_host_form_set_profile (LgHostForm *self,
                          LgProfile  *profile)
{
  g_return_if_fail (LG_IS_HOST_FORM (self));

  if (!g_set_object (&self->profile, profile))
    return;

  g_binding_group_set_source (self->bindings,
                              profile != NULL ? lg_profile_get_endpoint (profile) : NULL);
  g_signal_group_set_target (self->endpoint,
                             profile != NULL ? lg_profile_get_endpoint (profile) : NULL);
  g_signal_group_set_target (self->credentials,
                             profile != NULL ? lg_profile_get_credentials (profile) : NULL);
  if (profile != NULL)
    show_endpoint (self);
}
