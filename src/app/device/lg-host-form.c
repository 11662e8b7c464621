/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-host-form.h"

#include "app/widgets/lg-choice-factory.h"
#include "app/widgets/lg-choice.h"
#include "app/widgets/lg-copy-row.h"
#include "app/widgets/lg-entry.h"
#include "lg-issue-row.h"
#include "model/lg-device-inputs.h"
#include "profile/lg-profile-platform.h"

struct _LgHostForm
{
  AdwPreferencesGroup  parent_instance;

  LgDeviceInputs      *inputs;
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

static const char *
get_host_kind_nick (LgEndpoint *endpoint)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (LG_TYPE_HOST_KIND);

  return g_enum_get_value (klass, lg_endpoint_get_host_kind (endpoint))->value_nick;
}

static void
set_host_kind_nick (LgEndpoint *endpoint,
                    const char *nick)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (LG_TYPE_HOST_KIND);

  lg_endpoint_set_host_kind (endpoint, g_enum_get_value_by_nick (klass, nick)->value);
}

static void
show_platform (LgHostForm *self,
               LgEndpoint *endpoint)
{
  const LgPlatform *platform = lg_endpoint_get_platform (endpoint);
  g_autoptr (GListModel) host_kinds = NULL;
  g_autoptr (GListModel) regions = NULL;

  if (platform == self->shown_platform)
    return;

  self->shown_platform = platform;
  host_kinds = lg_choices_host_kinds (endpoint);
  regions = lg_choices_regions (endpoint);
  adw_combo_row_set_model (self->host_kind, host_kinds);
  adw_combo_row_set_model (self->region, regions);
}

/* A device read later may have a platform that was not there before. */
static void
show_platforms (LgHostForm *self,
                const char *id)
{
  g_autoptr (GListModel) platforms = NULL;

  if (lg_choices_choose (self->platform, id))
    return;

  platforms = lg_choices_platforms ();
  adw_combo_row_set_model (self->platform, platforms);
  lg_choices_choose (self->platform, id);
}

/* A value the platform does not know is one of the list all the same, or another one would be shown
 * in its place. */
static void
show_choices (LgHostForm *self,
              LgEndpoint *endpoint)
{
  if (!lg_choices_choose (self->host_kind, get_host_kind_nick (endpoint)))
    {
      g_autoptr (GListModel) host_kinds = lg_choices_host_kinds (endpoint);

      adw_combo_row_set_model (self->host_kind, host_kinds);
      lg_choices_choose (self->host_kind, get_host_kind_nick (endpoint));
    }
  if (!lg_choices_choose (self->region, lg_endpoint_get_region (endpoint)))
    {
      g_autoptr (GListModel) regions = lg_choices_regions (endpoint);

      adw_combo_row_set_model (self->region, regions);
      lg_choices_choose (self->region, lg_endpoint_get_region (endpoint));
    }
}

static void
show_endpoint (LgHostForm *self)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (self->profile);
  LgCredentials *credentials = lg_profile_get_credentials (self->profile);
  g_autofree char *host =
    lg_endpoint_resolve_host (endpoint, lg_credentials_get_product_key (credentials));

  self->updating = TRUE;
  show_platform (self, endpoint);
  show_platforms (self, lg_platform_get_id (lg_endpoint_get_platform (endpoint)));
  show_choices (self, endpoint);
  lg_copy_row_set_value (self->resolved, host);
  self->updating = FALSE;
}

static void
host_kind_chosen_cb (LgHostForm *self)
{
  const char *nick = lg_choices_get_chosen (self->host_kind);

  if (!self->updating && self->profile != NULL && nick != NULL)
    set_host_kind_nick (lg_profile_get_endpoint (self->profile), nick);
}

static void
platform_chosen_cb (LgHostForm *self)
{
  const char *id = lg_choices_get_chosen (self->platform);

  if (!self->updating && self->profile != NULL && id != NULL)
    lg_profile_choose_platform (self->profile, id);
}

static void
region_chosen_cb (LgHostForm *self)
{
  const char *id = lg_choices_get_chosen (self->region);

  if (!self->updating && self->profile != NULL && id != NULL)
    lg_endpoint_set_region (lg_profile_get_endpoint (self->profile), id);
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

  g_type_ensure (LG_TYPE_CHOICE);
  g_type_ensure (LG_TYPE_COPY_ROW);
  g_type_ensure (LG_TYPE_DEVICE_INPUTS);
  g_type_ensure (LG_TYPE_ISSUE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-host-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LgHostForm, inputs);
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
  g_autoptr (GListModel) platforms = lg_choices_platforms ();

  gtk_widget_init_template (GTK_WIDGET (self));
  lg_entry_name_all (GTK_WIDGET (self));
  adw_combo_row_set_model (self->platform, platforms);
  lg_choice_factory_install (self->platform);
  lg_choice_factory_install (self->host_kind);
  lg_choice_factory_install (self->region);

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

  self->shown_platform = NULL;
  lg_device_inputs_set_profile (self->inputs, profile);
  g_binding_group_set_source (self->bindings,
                              profile != NULL ? lg_profile_get_endpoint (profile) : NULL);
  g_signal_group_set_target (self->endpoint,
                             profile != NULL ? lg_profile_get_endpoint (profile) : NULL);
  g_signal_group_set_target (self->credentials,
                             profile != NULL ? lg_profile_get_credentials (profile) : NULL);
  if (profile != NULL)
    show_endpoint (self);
}
