/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-device-page.h"

#include "app/widgets/lg-columns-layout.h"
#include "lg-copy-menu.h"
#include "app/widgets/lg-copy-row.h"
#include "lg-credentials-form.h"
#include "lg-endpoint-form.h"
#include "lg-host-form.h"
#include "lg-issue-row.h"
#include "lg-ready-card.h"
#include "lg-sign-view.h"
#include "session/lg-session-config.h"
#include "profile/lg-profile-sign.h"

#include <glib/gi18n.h>

/* PubSubClient's buffer was 128 bytes, and is 256 (PubSubClient.h, MQTT_MAX_PACKET_SIZE). */
#define SMALL_BUFFER 128
#define COMMON_BUFFER 256

struct _LgDevicePage
{
  AdwBin             parent_instance;
  GtkScrolledWindow *scroller;
  LgCredentialsForm *credentials;
  LgHostForm        *host;
  LgEndpointForm    *endpoint;
  LgCopyMenu        *copy;
  LgCopyRow         *client_id;
  LgCopyRow         *username;
  LgCopyRow         *password;
  GtkLabel          *size;
  LgSignView        *sign;
  LgReadyCard       *ready;
  LgLink            *link;
  LgReadiness       *readiness;
  LgPracticeProcess *practice;
};

G_DEFINE_FINAL_TYPE (LgDevicePage, lg_device_page, ADW_TYPE_BIN)

enum
{
  PROP_LINK = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
show_size (LgDevicePage    *self,
           LgConnectParams *params)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (lg_link_get_profile (self->link));
  gsize size = lg_session_config_measure_connect (params, endpoint);
  g_autofree char *text = NULL;

  text = g_strdup_printf (size > COMMON_BUFFER
                          ? _("CONNECT is %zu bytes: too long for clients with a buffer of 128 or "
                              "256 bytes, as some libraries have them")
                          : size > SMALL_BUFFER
                          ? _("CONNECT is %zu bytes: too long for clients with a buffer of 128 "
                              "bytes")
                          : _("CONNECT is %zu bytes"), size);

  gtk_label_set_text (self->size, text);
}

static void
show_params (LgDevicePage    *self,
             LgConnectParams *params)
{
  if (params == NULL)
    {
      lg_copy_row_set_value (self->client_id, NULL);
      lg_copy_row_set_value (self->username, NULL);
      lg_copy_row_set_secret (self->password, NULL);
      gtk_label_set_text (self->size, _("Computed as soon as nothing is missing"));
    }
  else
    {
      lg_copy_row_set_value (self->client_id, lg_connect_params_get_client_id (params));
      lg_copy_row_set_value (self->username, lg_connect_params_get_username (params));
      lg_copy_row_set_secret (self->password, lg_connect_params_get_password (params));
      show_size (self, params);
    }

  lg_copy_menu_set_params (self->copy, self->link, params);
  lg_sign_view_set_params (self->sign, params);
}

/* A timestamp of "now" is taken here, at the last change: what is shown fits together, and stays
 * while it is copied. Connecting takes its own. */
static void
compute (LgDevicePage *self)
{
  g_autoptr (LgConnectParams) params = NULL;
  LgProfile *profile;

  if (self->link == NULL)
    return;

  profile = lg_link_get_profile (self->link);
  params = lg_profile_sign (profile,
                            lg_endpoint_get_security (lg_profile_get_endpoint (profile)),
                            g_get_real_time () / 1000, NULL);
  show_params (self, params);
}

static void
judged_cb (LgDevicePage *self)
{
  lg_issue_rows_update (GTK_WIDGET (self), lg_readiness_get_issues (self->readiness));
  compute (self);
}

static void
show_field_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  g_autoptr (GEnumClass) fields = g_type_class_ref (LG_TYPE_FIELD);
  const GEnumValue *field =
    g_enum_get_value_by_nick (fields, g_variant_get_string (parameter, NULL));
  LgIssueRow *row = field != NULL ? lg_issue_rows_find (widget, field->value) : NULL;

  if (row != NULL)
    lg_issue_row_focus_target (row);
}

static void
lg_device_page_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  g_assert (prop_id == PROP_LINK);

  g_value_set_object (value, LG_DEVICE_PAGE (object)->link);
}

static void
lg_device_page_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_LINK);

  lg_device_page_set_link (LG_DEVICE_PAGE (object), g_value_get_object (value));
}

static void
lg_device_page_dispose (GObject *object)
{
  LgDevicePage *self = LG_DEVICE_PAGE (object);

  g_clear_object (&self->link);
  g_clear_object (&self->readiness);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (lg_device_page_parent_class)->dispose (object);
}

static void
lg_device_page_class_init (LgDevicePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_device_page_get_property;
  object_class->set_property = lg_device_page_set_property;
  object_class->dispose = lg_device_page_dispose;

  properties[PROP_LINK] =
    g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "device.show-field", "s", show_field_action);

  g_type_ensure (LG_TYPE_COLUMNS_LAYOUT);
  g_type_ensure (LG_TYPE_COPY_MENU);
  g_type_ensure (LG_TYPE_COPY_ROW);
  g_type_ensure (LG_TYPE_CREDENTIALS_FORM);
  g_type_ensure (LG_TYPE_ENDPOINT_FORM);
  g_type_ensure (LG_TYPE_HOST_FORM);
  g_type_ensure (LG_TYPE_READY_CARD);
  g_type_ensure (LG_TYPE_SIGN_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-device-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LgDevicePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LgDevicePage, credentials);
  gtk_widget_class_bind_template_child (widget_class, LgDevicePage, host);
  gtk_widget_class_bind_template_child (widget_class, LgDevicePage, endpoint);
  gtk_widget_class_bind_template_child (widget_class, LgDevicePage, copy);
  gtk_widget_class_bind_template_child (widget_class, LgDevicePage, client_id);
  gtk_widget_class_bind_template_child (widget_class, LgDevicePage, username);
  gtk_widget_class_bind_template_child (widget_class, LgDevicePage, password);
  gtk_widget_class_bind_template_child (widget_class, LgDevicePage, size);
  gtk_widget_class_bind_template_child (widget_class, LgDevicePage, sign);
  gtk_widget_class_bind_template_child (widget_class, LgDevicePage, ready);
  gtk_widget_class_bind_template_callback (widget_class, compute);
}

static void
lg_device_page_init (LgDevicePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lg_device_page_set_link:
 * @link: (nullable): the device to edit
 */
void
lg_device_page_set_link (LgDevicePage *self,
                         LgLink       *link)
{
  LgProfile *profile = link != NULL ? lg_link_get_profile (link) : NULL;

  g_return_if_fail (LG_IS_DEVICE_PAGE (self));

  if (!g_set_object (&self->link, link))
    return;

  lg_credentials_form_set_profile (self->credentials, profile);
  lg_host_form_set_profile (self->host, profile);
  if (link != NULL)
    {
      gboolean practice = lg_profile_is_practice (profile);

      lg_endpoint_form_set_endpoint (
        self->endpoint, lg_profile_get_endpoint (profile), lg_link_get_roots (link),
        practice ? lg_practice_process_get_pairings (self->practice) : NULL);
      judged_cb (self);
    }
  lg_copy_row_hide (self->password);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

/**
 * lg_device_page_set_keeper:
 * @keeper: (nullable): keeps the device's secret; %NULL for the practice device
 */
void
lg_device_page_set_keeper (LgDevicePage   *self,
                           LgSecretKeeper *keeper)
{
  g_return_if_fail (LG_IS_DEVICE_PAGE (self));

  lg_credentials_form_set_keeper (self->credentials, keeper);
}

/**
 * lg_device_page_set_readiness:
 * @readiness: the judge of the link this page shows
 * @practice: the practice platform
 *
 * Called once, before the first link is set.
 */
void
lg_device_page_set_readiness (LgDevicePage      *self,
                              LgReadiness       *readiness,
                              LgPracticeProcess *practice)
{
  g_return_if_fail (LG_IS_DEVICE_PAGE (self));
  g_return_if_fail (self->readiness == NULL);

  self->readiness = g_object_ref (readiness);
  self->practice = g_object_ref (practice);
  lg_ready_card_set_readiness (self->ready, readiness, practice);
  g_signal_connect_object (readiness, "notify::issues", G_CALLBACK (judged_cb), self,
                           G_CONNECT_SWAPPED);
}
