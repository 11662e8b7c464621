/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-import-row.h"

#include <glib/gi18n.h>

struct _LgImportRow
{
  AdwBin          parent_instance;
  GtkLabel       *title;
  GtkLabel       *identity;
  GtkLabel       *place;
  GtkBox         *remarks;
  LgImportDevice *device;
};

G_DEFINE_FINAL_TYPE (LgImportRow, lg_import_row, ADW_TYPE_BIN)

enum
{
  PROP_DEVICE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* What it signs in with, by name only. */
static const char *
name_secret (LgCredentials *credentials)
{
  if (lg_credentials_get_secret (credentials) == NULL)
    return _("no secret");

  switch ((int) lg_credentials_get_mode (credentials))
    {
    case LG_MODE_NO_PREREGISTRATION:
      return "DeviceToken";

    case LG_MODE_REGISTRATION:
      return "ProductSecret";

    case LG_MODE_CUSTOM:
      return _("MQTT password");

    default:
      return "DeviceSecret";
    }
}

static char *
describe_identity (LgCredentials *credentials)
{
  const char *product_key = lg_credentials_get_product_key (credentials);

  if (*product_key != '\0')
    return g_strdup_printf ("ProductKey %s · %s", product_key, name_secret (credentials));
  return g_strdup_printf ("%s %s · %s", _("MQTT client ID"),
                          lg_credentials_get_mqtt_client_id (credentials),
                          name_secret (credentials));
}

static const char *
get_name (LgImportDevice *device)
{
  LgCredentials *credentials = lg_import_device_get_credentials (device);
  const char *const names[] = {
    lg_import_device_get_title (device), lg_credentials_get_device_name (credentials),
    lg_credentials_get_mqtt_username (credentials),
    lg_credentials_get_mqtt_client_id (credentials),
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL && *names[i] != '\0')
      return names[i];
  return "–";
}

static GtkWidget *
create_remark (const LgRemark *remark)
{
  gboolean risk = remark->severity != LG_SEVERITY_NOTE;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (risk ? "dialog-warning-symbolic"
                                                       : "dialog-information-symbolic");
  GtkWidget *label = gtk_label_new (remark->text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  risk ? _("Risk") : _("Note"), -1);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, risk ? "warning" : "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "small");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
show_device (LgImportRow *self)
{
  LgCredentials *credentials = lg_import_device_get_credentials (self->device);
  GPtrArray *remarks = lg_import_device_get_remarks (self->device);
  g_autofree char *identity = describe_identity (credentials);
  g_autofree char *place = lg_import_device_dup_subtitle (self->device);
  GtkWidget *child;

  gtk_label_set_text (self->title, get_name (self->device));
  gtk_label_set_text (self->identity, identity);
  gtk_label_set_text (self->place, place);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->remarks))) != NULL)
    gtk_box_remove (self->remarks, child);
  for (guint i = 0; i < remarks->len; i++)
    gtk_box_append (self->remarks, create_remark (remarks->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->remarks), remarks->len > 0);
}

static void
lg_import_row_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  g_assert (prop_id == PROP_DEVICE);

  g_value_set_object (value, LG_IMPORT_ROW (object)->device);
}

static void
lg_import_row_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  LgImportRow *self = LG_IMPORT_ROW (object);

  g_assert (prop_id == PROP_DEVICE);

  if (!g_set_object (&self->device, g_value_get_object (value)))
    return;
  if (self->device != NULL)
    show_device (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
lg_import_row_dispose (GObject *object)
{
  g_clear_object (&LG_IMPORT_ROW (object)->device);

  G_OBJECT_CLASS (lg_import_row_parent_class)->dispose (object);
}

static void
lg_import_row_class_init (LgImportRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_import_row_get_property;
  object_class->set_property = lg_import_row_set_property;
  object_class->dispose = lg_import_row_dispose;

  properties[PROP_DEVICE] =
    g_param_spec_object ("device", NULL, NULL, LG_TYPE_IMPORT_DEVICE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-import-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LgImportRow, title);
  gtk_widget_class_bind_template_child (widget_class, LgImportRow, identity);
  gtk_widget_class_bind_template_child (widget_class, LgImportRow, place);
  gtk_widget_class_bind_template_child (widget_class, LgImportRow, remarks);
}

static void
lg_import_row_init (LgImportRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
