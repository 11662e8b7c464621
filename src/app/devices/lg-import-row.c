/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-import-row.h"

#include "device/lg-printable.h"

#include <glib/gi18n.h>

struct _LgImportRow
{
  GtkListBoxRow  parent_instance;
  GtkLabel      *title;
  GtkLabel      *identity;
  GtkLabel      *place;
  GtkBox        *remarks;
};

G_DEFINE_FINAL_TYPE (LgImportRow, lg_import_row, GTK_TYPE_LIST_BOX_ROW)

/* What it signs in with, by name only. */
static const char *
name_secret (LgCredentials *credentials)
{
  const char *name = lg_mode_get_secret_name (lg_credentials_get_mode (credentials));

  if (lg_credentials_get_secret (credentials) == NULL)
    return _("no secret");

  return name != NULL ? name : _("MQTT password");
}

static char *
describe_identity (LgCredentials *credentials)
{
  const char *product_key = lg_credentials_get_product_key (credentials);

  if (*product_key != '\0')
    return lg_printable_format ("ProductKey %s · %s", product_key, name_secret (credentials));
  return lg_printable_format ("%s %s · %s", _("MQTT client ID"),
                              lg_credentials_get_mqtt_client_id (credentials),
                              name_secret (credentials));
}

static char *
dup_name (LgImportDevice *device)
{
  LgCredentials *credentials = lg_import_device_get_credentials (device);
  const char *const names[] = {
    lg_import_device_get_title (device), lg_credentials_get_device_name (credentials),
    lg_credentials_get_mqtt_username (credentials),
    lg_credentials_get_mqtt_client_id (credentials),
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL && *names[i] != '\0')
      return lg_printable_line (names[i], -1);
  return g_strdup ("–");
}

static GtkWidget *
create_remark (const LgImportRemark *remark)
{
  gboolean risk = remark->severity != LG_SEVERITY_NOTE;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (risk ? "lg-warning-symbolic"
                                                       : "lg-note-symbolic");
  g_autofree char *text = lg_printable_lines (remark->text);
  GtkWidget *label = gtk_label_new (text);

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
lg_import_row_class_init (LgImportRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

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

/**
 * lg_import_row_new:
 * @device: what was understood
 *
 * Returns: (transfer floating): a row that shows it
 */
GtkWidget *
lg_import_row_new (LgImportDevice *device)
{
  LgImportRow *self = g_object_new (LG_TYPE_IMPORT_ROW, NULL);
  GPtrArray *remarks = lg_import_device_get_remarks (device);
  g_autofree char *identity = describe_identity (lg_import_device_get_credentials (device));
  g_autofree char *place = lg_import_device_dup_subtitle (device);
  g_autofree char *shown_place = lg_printable_line (place, -1);
  g_autofree char *name = dup_name (device);

  gtk_label_set_text (self->title, name);
  gtk_label_set_text (self->identity, identity);
  gtk_label_set_text (self->place, shown_place);
  for (guint i = 0; i < remarks->len; i++)
    gtk_box_append (self->remarks, create_remark (remarks->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->remarks), remarks->len > 0);
  return GTK_WIDGET (self);
}

/**
 * lg_import_row_new_left_out:
 * @reason: a sentence, translated
 *
 * Returns: (transfer floating): a row that says which part of a text is about no device
 */
GtkWidget *
lg_import_row_new_left_out (const char *reason)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = create_remark (&(LgImportRemark) { LG_SEVERITY_RISK, (char *) reason });

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}
