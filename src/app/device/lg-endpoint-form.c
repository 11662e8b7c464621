/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-endpoint-form.h"

#include "app/widgets/lg-choice-factory.h"
#include "lg-issue-row.h"
#include "lg-own-pairing-row.h"
#include "model/lg-pairing.h"

#include <glib/gi18n.h>

struct _LgEndpointForm
{
  AdwPreferencesGroup  parent_instance;

  AdwComboRow         *pairing;
  LgOwnPairingRow     *own;
  AdwComboRow         *protocol;
  AdwActionRow        *keepalive;
  GtkSpinButton       *keepalive_spin;
  GtkSwitch           *clean_session;

  LgEndpoint          *endpoint;
  LgRootStore         *roots;
  GListModel          *documented;
  const LgPlatform    *shown_platform;
  gboolean             practice;
  GBindingGroup       *bindings;
  GSignalGroup        *signals;
  GSignalGroup        *documented_signals;
  gboolean             updating;
};

G_DEFINE_FINAL_TYPE (LgEndpointForm, lg_endpoint_form, ADW_TYPE_PREFERENCES_GROUP)

/* The documented pairings, then one entry for everything else. */
static void
show_pairings (LgEndpointForm *self)
{
  g_autoptr (GListStore) choices = g_list_store_new (LG_TYPE_PAIRING);
  g_autoptr (LgPairing) other = lg_pairing_new (0, LG_SECURITY_TLS, NULL, _("Another…"));

  for (guint i = 0; i < g_list_model_get_n_items (self->documented); i++)
    {
      g_autoptr (LgPairing) pairing = g_list_model_get_item (self->documented, i);

      g_list_store_append (choices, pairing);
    }

  g_list_store_append (choices, other);
  adw_combo_row_set_model (self->pairing, G_LIST_MODEL (choices));
}

static char *
advise_keepalive (const LgLimits *limits)
{
  if (limits->keepalive_max == 0)
    return g_strdup (_("How often the device shows that it is alive"));

  return g_strdup_printf (_("The platform accepts %u to %u, advises %u or more"),
                          limits->keepalive_min, limits->keepalive_max,
                          limits->keepalive_recommended);
}

static const char *
advise_protocol (const LgPlatform *platform)
{
  const char *note = lg_platform_get_mqtt_5_note (platform);

  return note != NULL ? note : _("MQTT 5 only if the server speaks it");
}

static void
show_platform (LgEndpointForm *self)
{
  const LgPlatform *platform = lg_endpoint_get_platform (self->endpoint);
  g_autofree char *advice = advise_keepalive (lg_platform_get_limits (platform));
  g_autofree char *reasons = lg_platform_dup_keepalive_advice (platform);

  if (platform == self->shown_platform)
    return;

  self->shown_platform = platform;
  if (!self->practice)
    {
      g_clear_object (&self->documented);
      self->documented = lg_pairings_for_platform (platform, self->roots,
                                                   g_get_real_time () / G_USEC_PER_SEC);
    }
  show_pairings (self);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->protocol), advise_protocol (platform));
  adw_action_row_set_subtitle (self->keepalive, advice);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->keepalive), reasons);
}

static void
show_endpoint (LgEndpointForm *self)
{
  guint n, found;

  if (self->endpoint == NULL)
    return;

  self->updating = TRUE;
  show_platform (self);
  n = g_list_model_get_n_items (self->documented);
  found = lg_pairings_find (self->documented, self->endpoint);
  adw_combo_row_set_selected (self->pairing, MIN (found, n));
  self->updating = FALSE;
}

static void
documented_changed_cb (LgEndpointForm *self)
{
  self->shown_platform = NULL;
  show_endpoint (self);
}

static void
pairing_chosen_cb (LgEndpointForm *self)
{
  LgPairing *pairing = adw_combo_row_get_selected_item (self->pairing);
  guint i = adw_combo_row_get_selected (self->pairing);

  if (self->updating || self->endpoint == NULL || pairing == NULL)
    return;

  if (i < g_list_model_get_n_items (self->documented))
    lg_pairing_apply (pairing, self->endpoint);
  else
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->own), TRUE);
}

/* A spin button takes what is typed only when it loses the focus: too late to say what is wrong. */
static void
keepalive_typed_cb (LgEndpointForm *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->keepalive_spin));

  if (self->endpoint != NULL && *text != '\0')
    gtk_spin_button_update (self->keepalive_spin);
}

static void
lg_endpoint_form_dispose (GObject *object)
{
  LgEndpointForm *self = LG_ENDPOINT_FORM (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->signals);
  g_clear_object (&self->documented_signals);
  g_clear_object (&self->documented);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->roots);

  G_OBJECT_CLASS (lg_endpoint_form_parent_class)->dispose (object);
}

static void
lg_endpoint_form_class_init (LgEndpointFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_endpoint_form_dispose;

  g_type_ensure (LG_TYPE_ISSUE_ROW);
  g_type_ensure (LG_TYPE_OWN_PAIRING_ROW);
  g_type_ensure (LG_TYPE_PAIRING);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-endpoint-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LgEndpointForm, pairing);
  gtk_widget_class_bind_template_child (widget_class, LgEndpointForm, own);
  gtk_widget_class_bind_template_child (widget_class, LgEndpointForm, protocol);
  gtk_widget_class_bind_template_child (widget_class, LgEndpointForm, keepalive);
  gtk_widget_class_bind_template_child (widget_class, LgEndpointForm, keepalive_spin);
  gtk_widget_class_bind_template_child (widget_class, LgEndpointForm, clean_session);
  gtk_widget_class_bind_template_callback (widget_class, pairing_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, keepalive_typed_cb);
}

static void
lg_endpoint_form_init (LgEndpointForm *self)
{
  GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  gtk_widget_init_template (GTK_WIDGET (self));
  lg_choice_factory_install (self->pairing);
  lg_choice_factory_install (self->protocol);

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "protocol", self->protocol, "selected", flags);
  g_binding_group_bind (self->bindings, "keepalive", self->keepalive_spin, "value", flags);
  g_binding_group_bind (self->bindings, "clean-session", self->clean_session, "active", flags);
  self->signals = g_signal_group_new (LG_TYPE_ENDPOINT);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (show_endpoint), self);
  self->documented_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->documented_signals, "items-changed",
                                  G_CALLBACK (documented_changed_cb), self);
}

/**
 * lg_endpoint_form_set_endpoint:
 * @endpoint: what to edit
 * @roots: the roots to choose from
 * @practice_pairings: (nullable): the practice platform's ports, when it is the practice device
 */
void
lg_endpoint_form_set_endpoint (LgEndpointForm *self,
                               LgEndpoint     *endpoint,
                               LgRootStore    *roots,
                               GListModel     *practice_pairings)
{
  g_return_if_fail (LG_IS_ENDPOINT_FORM (self));

  self->shown_platform = NULL;
  self->practice = practice_pairings != NULL;
  g_set_object (&self->endpoint, endpoint);
  g_set_object (&self->roots, roots);
  g_set_object (&self->documented, practice_pairings);
  g_binding_group_set_source (self->bindings, endpoint);
  g_signal_group_set_target (self->signals, endpoint);
  g_signal_group_set_target (self->documented_signals, practice_pairings);
  lg_own_pairing_row_set_endpoint (self->own, endpoint, roots);
  show_endpoint (self);
}
