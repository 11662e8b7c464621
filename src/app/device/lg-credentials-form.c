/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-credentials-form.h"

#include "app/widgets/lg-entry.h"
#include "lg-client-id-row.h"
#include "lg-hint-row.h"
#include "lg-issue-row.h"
#include "lg-secret-row.h"
#include "model/lg-device-inputs.h"
#include "profile/lg-profile-platform.h"

struct _LgCredentialsForm
{
  AdwPreferencesGroup  parent_instance;

  LgDeviceInputs      *inputs;
  AdwComboRow         *mode;
  GtkWidget           *preregistered_switch;
  GtkWidget           *product_key;
  GtkWidget           *device_name;
  GtkWidget           *device_id;
  GtkWidget           *mqtt_client_id;
  GtkWidget           *mqtt_username;
  GtkWidget           *secret;
  LgSecretRow         *keeping;
  GtkWidget           *superseded_switch;
  GtkWidget           *sign_method;
  GtkWidget           *timestamp_policy;
  GtkWidget           *timestamp;
  GtkWidget           *extended_parameters;

  LgProfile           *profile;
  LgCredentials       *credentials;
  GBindingGroup       *bindings;
  GSignalGroup        *signals;
  gboolean             updating;
};

G_DEFINE_FINAL_TYPE (LgCredentialsForm, lg_credentials_form, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  PROP_CREDENTIALS = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
show_secret (LgCredentialsForm *self)
{
  LgSecret *secret =
    self->credentials != NULL ? lg_credentials_get_secret (self->credentials) : NULL;

  self->updating = TRUE;
  lg_entry_set_text (GTK_EDITABLE (self->secret),
                     secret != NULL ? lg_secret_peek (secret) : "");
  self->updating = FALSE;
}

static void
credentials_changed_cb (LgCredentialsForm *self)
{
  if (self->credentials != NULL)
    {
      self->updating = TRUE;
      adw_combo_row_set_selected (self->mode, lg_credentials_get_mode (self->credentials));
      self->updating = FALSE;
    }
  show_secret (self);
}

static void
mode_chosen_cb (LgCredentialsForm *self)
{
  if (!self->updating && self->profile != NULL)
    lg_profile_choose_mode (self->profile, adw_combo_row_get_selected (self->mode));
}

static void
secret_typed_cb (LgCredentialsForm *self)
{
  g_autoptr (LgSecret) secret = NULL;

  if (self->updating || self->credentials == NULL)
    return;

  secret = lg_secret_new (gtk_editable_get_text (GTK_EDITABLE (self->secret)));
  lg_credentials_set_secret (self->credentials, secret);
}

static void
lg_credentials_form_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  g_assert (prop_id == PROP_CREDENTIALS);

  g_value_set_object (value, LG_CREDENTIALS_FORM (object)->credentials);
}

static void
lg_credentials_form_dispose (GObject *object)
{
  LgCredentialsForm *self = LG_CREDENTIALS_FORM (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->signals);
  g_clear_object (&self->credentials);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (lg_credentials_form_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               LG_RESOURCES "lg-credentials-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, inputs);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, mode);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, preregistered_switch);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, product_key);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, device_name);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, device_id);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, mqtt_client_id);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, mqtt_username);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, secret);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, keeping);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, superseded_switch);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, sign_method);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, timestamp_policy);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, timestamp);
  gtk_widget_class_bind_template_child (widget_class, LgCredentialsForm, extended_parameters);
  gtk_widget_class_bind_template_callback (widget_class, mode_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, secret_typed_cb);
}

static void
lg_credentials_form_class_init (LgCredentialsFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lg_credentials_form_get_property;
  object_class->dispose = lg_credentials_form_dispose;

  properties[PROP_CREDENTIALS] =
    g_param_spec_object ("credentials", NULL, NULL, LG_TYPE_CREDENTIALS,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (LG_TYPE_CLIENT_ID_ROW);
  g_type_ensure (LG_TYPE_DEVICE_INPUTS);
  g_type_ensure (LG_TYPE_HINT_ROW);
  g_type_ensure (LG_TYPE_ISSUE_ROW);
  g_type_ensure (LG_TYPE_SECRET_ROW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
bind (LgCredentialsForm *self,
      const char        *property,
      gpointer           row,
      const char        *row_property)
{
  g_binding_group_bind (self->bindings, property, row, row_property,
                        G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static void
lg_credentials_form_init (LgCredentialsForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lg_entry_name_all (GTK_WIDGET (self));

  self->bindings = g_binding_group_new ();
  bind (self, "preregistered", self->preregistered_switch, "active");
  bind (self, "product-key", self->product_key, "text");
  bind (self, "device-name", self->device_name, "text");
  bind (self, "device-id", self->device_id, "text");
  bind (self, "mqtt-client-id", self->mqtt_client_id, "text");
  bind (self, "mqtt-username", self->mqtt_username, "text");
  bind (self, "superseded-form", self->superseded_switch, "active");
  bind (self, "sign-method", self->sign_method, "selected");
  bind (self, "timestamp-policy", self->timestamp_policy, "selected");
  bind (self, "timestamp", self->timestamp, "text");
  bind (self, "extended-parameters", self->extended_parameters, "text");

  self->signals = g_signal_group_new (LG_TYPE_CREDENTIALS);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (credentials_changed_cb),
                                  self);
}

/* A secret that was looked at is hidden again when it is another device's. */
static void
hide_secret (LgCredentialsForm *self)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->secret));

  if (GTK_IS_TEXT (text))
    gtk_text_set_visibility (GTK_TEXT (text), FALSE);
}

/**
 * lg_credentials_form_set_profile:
 * @profile: (nullable): the device whose credentials to edit
 */
void
lg_credentials_form_set_profile (LgCredentialsForm *self,
                                 LgProfile         *profile)
{
  LgCredentials *credentials = profile != NULL ? lg_profile_get_credentials (profile) : NULL;

  g_return_if_fail (LG_IS_CREDENTIALS_FORM (self));

  if (!g_set_object (&self->profile, profile))
    return;

  lg_device_inputs_set_profile (self->inputs, profile);
  g_set_object (&self->credentials, credentials);
  g_binding_group_set_source (self->bindings, credentials);
  g_signal_group_set_target (self->signals, credentials);
  hide_secret (self);
  credentials_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CREDENTIALS]);
}

/**
 * lg_credentials_form_set_keeper:
 * @keeper: (nullable): keeps the secret; %NULL if it is never kept
 */
void
lg_credentials_form_set_keeper (LgCredentialsForm *self,
                                LgSecretKeeper    *keeper)
{
  g_return_if_fail (LG_IS_CREDENTIALS_FORM (self));

  lg_secret_row_set_keeper (self->keeping, keeper);
}
