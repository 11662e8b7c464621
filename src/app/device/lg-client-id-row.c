/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-client-id-row.h"

#include "app/widgets/lg-entry.h"

struct _LgClientIdRow
{
  AdwEntryRow    parent_instance;
  GtkSwitch     *submit;
  LgCredentials *credentials;
  GSignalGroup  *signals;
  char          *suggested;
  gboolean       updating;
};

G_DEFINE_FINAL_TYPE (LgClientIdRow, lg_client_id_row, ADW_TYPE_ENTRY_ROW)

enum
{
  PROP_CREDENTIALS = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* `ProductKey.DeviceName`, or empty while either is missing. */
static char *
suggest (LgCredentials *credentials)
{
  const char *product_key = lg_credentials_get_product_key (credentials);
  const char *device_name = lg_credentials_get_device_name (credentials);

  if (*product_key == '\0' || *device_name == '\0')
    return g_strdup ("");

  return g_strdup_printf ("%s.%s", product_key, device_name);
}

static void
show (LgClientIdRow *self)
{
  const char *client_id = lg_credentials_get_client_id (self->credentials);

  self->updating = TRUE;
  lg_entry_set_text (GTK_EDITABLE (self), client_id != NULL ? client_id : "");
  gtk_editable_set_editable (GTK_EDITABLE (self), client_id != NULL);
  gtk_switch_set_active (self->submit, client_id != NULL);
  self->updating = FALSE;
}

static void
credentials_changed_cb (LgClientIdRow *self)
{
  const char *client_id = lg_credentials_get_client_id (self->credentials);
  g_autofree char *last = g_steal_pointer (&self->suggested);

  self->suggested = suggest (self->credentials);
  if (client_id != NULL && !g_str_equal (last, self->suggested)
      && (*client_id == '\0' || g_str_equal (client_id, last)))
    lg_credentials_set_client_id (self->credentials, self->suggested);

  show (self);
}

static void
typed_cb (LgClientIdRow *self)
{
  if (!self->updating && self->credentials != NULL)
    lg_credentials_set_client_id (self->credentials, gtk_editable_get_text (GTK_EDITABLE (self)));
}

static void
submit_toggled_cb (LgClientIdRow *self)
{
  if (!self->updating && self->credentials != NULL)
    lg_credentials_set_client_id (self->credentials,
                                  gtk_switch_get_active (self->submit) ? self->suggested : NULL);
}

static void
lg_client_id_row_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  g_assert (prop_id == PROP_CREDENTIALS);

  g_value_set_object (value, LG_CLIENT_ID_ROW (object)->credentials);
}

static void
lg_client_id_row_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_CREDENTIALS);

  lg_client_id_row_set_credentials (LG_CLIENT_ID_ROW (object), g_value_get_object (value));
}

static void
lg_client_id_row_dispose (GObject *object)
{
  LgClientIdRow *self = LG_CLIENT_ID_ROW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->credentials);
  g_clear_pointer (&self->suggested, g_free);

  G_OBJECT_CLASS (lg_client_id_row_parent_class)->dispose (object);
}

static void
lg_client_id_row_class_init (LgClientIdRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_client_id_row_get_property;
  object_class->set_property = lg_client_id_row_set_property;
  object_class->dispose = lg_client_id_row_dispose;

  properties[PROP_CREDENTIALS] =
    g_param_spec_object ("credentials", NULL, NULL, LG_TYPE_CREDENTIALS,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-client-id-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LgClientIdRow, submit);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_toggled_cb);
}

static void
lg_client_id_row_init (LgClientIdRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (LG_TYPE_CREDENTIALS);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (credentials_changed_cb),
                                  self);
}

/**
 * lg_client_id_row_set_credentials:
 * @credentials: (nullable): what to edit
 */
void
lg_client_id_row_set_credentials (LgClientIdRow *self,
                                  LgCredentials *credentials)
{
  g_return_if_fail (LG_IS_CLIENT_ID_ROW (self));

  if (!g_set_object (&self->credentials, credentials))
    return;

  g_clear_pointer (&self->suggested, g_free);
  g_signal_group_set_target (self->signals, credentials);
  if (credentials != NULL)
    {
      self->suggested = suggest (credentials);
      show (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CREDENTIALS]);
}
