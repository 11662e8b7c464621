/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-copy-row.h"

#include "device/lg-printable.h"

#include <glib/gi18n.h>

struct _LgCopyRow
{
  AdwPreferencesRow  parent_instance;
  GtkLabel          *label;
  GtkToggleButton   *reveal;
  GtkWidget         *copy;
  char              *value;
  LgSecret          *secret;
};

G_DEFINE_FINAL_TYPE (LgCopyRow, lg_copy_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  PROP_VALUE = 1,
  PROP_SECRET,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *
get_text (LgCopyRow *self)
{
  if (self->secret != NULL)
    return lg_secret_peek (self->secret);

  return self->value != NULL ? self->value : "";
}

static void
update (LgCopyRow *self)
{
  const char *text = get_text (self);
  /* What is copied is exact. A secret is hexadecimal digits or the operator's own, and makes no
   * copies. */
  g_autofree char *shown = self->secret == NULL ? lg_printable_line (text, -1) : NULL;
  gboolean hidden = self->secret != NULL && !gtk_toggle_button_get_active (self->reveal);

  gtk_widget_set_visible (GTK_WIDGET (self->reveal), self->secret != NULL);
  gtk_widget_set_sensitive (self->copy, *text != '\0');
  gtk_label_set_selectable (self->label, !hidden);
  gtk_label_set_text (self->label, *text == '\0' ? "—" : hidden ? "••••••••••••••••"
                                   : shown != NULL ? shown : text);
}

static void
copy_clicked_cb (LgCopyRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), get_text (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _("Copied"));
}

/* The buttons' names say what they act on, so that a list of them makes sense when read aloud. */
static void
title_changed_cb (LgCopyRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *copy = g_strdup_printf (_("Copy %s"), title);
  g_autofree char *reveal = g_strdup_printf (_("Show %s"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, copy, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reveal),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, reveal, -1);
}

static void
lg_copy_row_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  LgCopyRow *self = LG_COPY_ROW (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;

    case PROP_SECRET:
      g_value_set_boxed (value, self->secret);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_copy_row_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  LgCopyRow *self = LG_COPY_ROW (object);

  switch (prop_id)
    {
    case PROP_VALUE:
      lg_copy_row_set_value (self, g_value_get_string (value));
      break;

    case PROP_SECRET:
      lg_copy_row_set_secret (self, g_value_get_boxed (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_copy_row_dispose (GObject *object)
{
  LgCopyRow *self = LG_COPY_ROW (object);

  g_clear_pointer (&self->value, g_free);
  g_clear_pointer (&self->secret, lg_secret_unref);

  G_OBJECT_CLASS (lg_copy_row_parent_class)->dispose (object);
}

static void
lg_copy_row_class_init (LgCopyRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_copy_row_get_property;
  object_class->set_property = lg_copy_row_set_property;
  object_class->dispose = lg_copy_row_dispose;

  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, flags);
  properties[PROP_SECRET] = g_param_spec_boxed ("secret", NULL, NULL, LG_TYPE_SECRET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-copy-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LgCopyRow, label);
  gtk_widget_class_bind_template_child (widget_class, LgCopyRow, reveal);
  gtk_widget_class_bind_template_child (widget_class, LgCopyRow, copy);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
lg_copy_row_init (LgCopyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
  update (self);
}

/**
 * lg_copy_row_set_value:
 * @value: (nullable): what to show, instead of a secret
 */
void
lg_copy_row_set_value (LgCopyRow  *self,
                       const char *value)
{
  g_return_if_fail (LG_IS_COPY_ROW (self));

  if (self->secret == NULL && g_strcmp0 (self->value, value) == 0)
    return;

  g_clear_pointer (&self->secret, lg_secret_unref);
  g_free (self->value);
  self->value = g_strdup (value);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

/**
 * lg_copy_row_set_secret:
 * @secret: (nullable): what to show once revealed, instead of a value
 */
void
lg_copy_row_set_secret (LgCopyRow *self,
                        LgSecret  *secret)
{
  g_return_if_fail (LG_IS_COPY_ROW (self));

  if (self->secret == secret && self->value == NULL)
    return;

  g_clear_pointer (&self->value, g_free);
  g_clear_pointer (&self->secret, lg_secret_unref);
  self->secret = secret != NULL ? lg_secret_ref (secret) : NULL;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECRET]);
}

/**
 * lg_copy_row_hide:
 *
 * Hides a secret that was revealed.
 */
void
lg_copy_row_hide (LgCopyRow *self)
{
  g_return_if_fail (LG_IS_COPY_ROW (self));

  gtk_toggle_button_set_active (self->reveal, FALSE);
}
