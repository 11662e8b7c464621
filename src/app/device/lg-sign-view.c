/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-sign-view.h"

#include "device/lg-printable.h"

#include <glib/gi18n.h>
#include <string.h>

struct _LgSignView
{
  AdwPreferencesGroup  parent_instance;
  GtkWidget           *text;
  GtkGrid             *steps;
  GtkLabel            *layout;
  GtkLabel            *content;
  GtkLabel            *method;
  GtkLabel            *note;
  LgConnectParams     *params;
};

G_DEFINE_FINAL_TYPE (LgSignView, lg_sign_view, ADW_TYPE_PREFERENCES_GROUP)

/* One colour per signed value, on light and on dark; from the GNOME palette. */
static const char *const colors[][2] = {
  { "#1a5fb4", "#99c1f1" },
  { "#1f7a45", "#8ff0a4" },
  { "#813d9c", "#dc8add" },
  { "#a04000", "#ffbe6f" },
};

static void
color_range (PangoAttrList *attributes,
             guint          step,
             guint          start,
             guint          end,
             gboolean       bold)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  const char *color = colors[step % G_N_ELEMENTS (colors)][adw_style_manager_get_dark (style)];
  PangoAttribute *foreground, *weight;
  PangoColor rgb;

  /* A hyphen at the end of a line would look like a part of the value. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));

  pango_color_parse (&rgb, color);
  foreground = pango_attr_foreground_new (rgb.red, rgb.green, rgb.blue);
  foreground->start_index = start;
  foreground->end_index = end;
  pango_attr_list_insert (attributes, foreground);

  if (!bold)
    return;

  weight = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  weight->start_index = start;
  weight->end_index = end;
  pango_attr_list_insert (attributes, weight);
}

static GtkWidget *
make_label (const char *text,
            guint       step,
            gboolean    bold)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GtkWidget *label = gtk_label_new (text);

  color_range (attributes, step, 0, G_MAXUINT, bold);
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), !bold);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
  gtk_widget_add_css_class (label, "monospace");
  return label;
}

static void
clear_steps (LgSignView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->steps))) != NULL)
    gtk_grid_remove (self->steps, child);
}

/* Where the byte of the signed text at @at stands in what is shown of it. */
static guint
get_shown_at (const char *content,
              gsize       at)
{
  g_autofree char *before = lg_printable_line (content, (gssize) at);

  return (guint) strlen (before);
}

static void
show_steps (LgSignView *self)
{
  GPtrArray *steps = lg_connect_params_get_steps (self->params);
  const char *content = lg_connect_params_get_content (self->params);
  g_autofree char *shown = lg_printable_line (content, -1);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  clear_steps (self);
  for (guint i = 0; i < steps->len; i++)
    {
      const LgSignStep *step = g_ptr_array_index (steps, i);
      g_autofree char *value = lg_printable_line (step->value, -1);

      gtk_grid_attach (self->steps, make_label (step->name, i, TRUE), 0, i, 1, 1);
      gtk_grid_attach (self->steps, make_label (value, i, FALSE), 1, i, 1, 1);
      color_range (attributes, i, get_shown_at (content, step->name_at),
                   get_shown_at (content, step->name_at + strlen (step->name)), TRUE);
      color_range (attributes, i, get_shown_at (content, step->value_at),
                   get_shown_at (content, step->value_at + strlen (step->value)), FALSE);
    }

  gtk_label_set_text (self->content, shown);
  gtk_label_set_attributes (self->content, attributes);
}

static char *
describe_method (LgSignView *self)
{
  const LgDigest *digest = lg_connect_params_get_digest (self->params);
  gsize length = lg_connect_params_get_key_length (self->params);
  const char *key = lg_connect_params_get_key_name (self->params);
  gboolean lower = lg_connect_params_get_mode (self->params) == LG_MODE_TUYALINK;

  /* Translators: what was computed (HMAC-SHA256), the name of the secret, and how long that is. */
  return g_strdup_printf (lower ? g_dngettext (GETTEXT_PACKAGE,
                                               "%s, key %s (%d byte), as lower-case hex",
                                               "%s, key %s (%d bytes), as lower-case hex", length)
                                : g_dngettext (GETTEXT_PACKAGE,
                                               "%s, key %s (%d byte), as upper-case hex",
                                               "%s, key %s (%d bytes), as upper-case hex", length),
                          digest->title, key, (int) length);
}

static const char *
describe_layout (LgMode mode)
{
  return mode == LG_MODE_TUYALINK
         ? _("In this order, each name=value, joined with commas, as UTF-8:")
         : _("Sorted by name, names and values joined without separators, as UTF-8:");
}

static const char *
describe_rest (LgSignView *self)
{
  if (lg_connect_params_get_digest (self->params)->kind != LG_DIGEST_HMAC)
    return _("Not verified: older pages of the vendor list sha256 without a formula. This is "
             "SHA-256 of the text followed by the secret, another service’s.");

  switch (lg_connect_params_get_mode (self->params))
    {
    case LG_MODE_TUYALINK:
      return _("Only these values are signed; signMethod is not. secureMode and accessType are "
               "always 1.");

    case LG_MODE_REGISTRATION:
      return _("Only these values are signed; clientId and the extended parameters never are.");

    case LG_MODE_DEVICE_SECRET:
    case LG_MODE_NO_PREREGISTRATION:
    case LG_MODE_CUSTOM:
    default:
      return _("Only these values are signed; securemode, signmethod and other extended parameters "
               "never are.");
    }
}

static void
show_signature (LgSignView *self)
{
  g_autofree char *method = describe_method (self);

  show_steps (self);
  gtk_label_set_text (self->layout,
                      describe_layout (lg_connect_params_get_mode (self->params)));
  gtk_label_set_text (self->method, method);
  gtk_label_set_text (self->note, describe_rest (self));
}

/* Registration has signed before; what it delivered is sent as it is. */
static void
show_token (LgSignView *self)
{
  gtk_label_set_text (self->method, _("Nothing is signed: the password is the DeviceToken."));
  gtk_label_set_text (self->note,
                      _("clientId and DeviceToken are the pair that registration delivered; "
                        "neither may be changed."));
}

static void
show (LgSignView *self)
{
  gboolean signs = self->params != NULL && lg_connect_params_get_content (self->params) != NULL;
  gboolean token = self->params != NULL
                   && lg_connect_params_get_mode (self->params) == LG_MODE_NO_PREREGISTRATION;

  gtk_widget_set_visible (GTK_WIDGET (self), signs || token);
  gtk_widget_set_visible (self->text, signs);
  if (signs)
    show_signature (self);
  else if (token)
    show_token (self);
}

static void
lg_sign_view_dispose (GObject *object)
{
  LgSignView *self = LG_SIGN_VIEW (object);

  g_clear_pointer (&self->params, lg_connect_params_unref);

  G_OBJECT_CLASS (lg_sign_view_parent_class)->dispose (object);
}

static void
lg_sign_view_class_init (LgSignViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_sign_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-sign-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LgSignView, text);
  gtk_widget_class_bind_template_child (widget_class, LgSignView, steps);
  gtk_widget_class_bind_template_child (widget_class, LgSignView, layout);
  gtk_widget_class_bind_template_child (widget_class, LgSignView, content);
  gtk_widget_class_bind_template_child (widget_class, LgSignView, method);
  gtk_widget_class_bind_template_child (widget_class, LgSignView, note);
}

static void
lg_sign_view_init (LgSignView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (show),
                           self, G_CONNECT_SWAPPED);
}

/**
 * lg_sign_view_set_params:
 * @params: (nullable): what was computed; the view is hidden where that was nothing
 */
void
lg_sign_view_set_params (LgSignView      *self,
                         LgConnectParams *params)
{
  g_return_if_fail (LG_IS_SIGN_VIEW (self));

  g_clear_pointer (&self->params, lg_connect_params_unref);
  if (params != NULL)
    self->params = lg_connect_params_ref (params);
  show (self);
}
