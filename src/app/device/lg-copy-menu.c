/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-copy-menu.h"

#include "profile/lg-profile-exchange.h"

#include <glib/gi18n.h>

struct _LgCopyMenu
{
  AdwBin           parent_instance;
  LgLink          *link;
  LgConnectParams *params;
  const char      *note;
};

G_DEFINE_FINAL_TYPE (LgCopyMenu, lg_copy_menu, ADW_TYPE_BIN)

enum
{
  PROP_NOTE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_note (LgCopyMenu *self,
          const char *note)
{
  if (g_strcmp0 (self->note, note) == 0)
    return;

  self->note = note;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTE]);
}

static void
show_error (LgCopyMenu   *self,
            const GError *error)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog = adw_message_dialog_new (window, _("It Cannot Be Copied"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
parse_form (const char *nick,
            LgCopyForm *form)
{
  g_autoptr (GEnumClass) forms = g_type_class_ref (LG_TYPE_COPY_FORM);
  const GEnumValue *value = g_enum_get_value_by_nick (forms, nick);

  if (value != NULL)
    *form = value->value;
  return value != NULL;
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LgCopyMenu *self = LG_COPY_MENU (widget);
  LgProfile *profile = lg_link_get_profile (self->link);
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
  g_autoptr (LgSecret) text = NULL;
  g_autoptr (GError) error = NULL;
  LgCopyForm form;

  if (self->params == NULL || !parse_form (g_variant_get_string (parameter, NULL), &form))
    return;

  text = lg_profile_copy_out (profile, self->params, form, lg_link_get_roots (self->link), &error);
  if (text == NULL)
    {
      show_error (self, error);
      return;
    }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), lg_secret_peek (text));
  gtk_widget_activate_action (widget, "win.toast", "s", _("Copied with the password"));
  set_note (self, lg_copy_out_get_note (form, lg_endpoint_get_security (endpoint)));
}

static void
lg_copy_menu_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  g_assert (prop_id == PROP_NOTE);

  g_value_set_string (value, LG_COPY_MENU (object)->note);
}

static void
lg_copy_menu_dispose (GObject *object)
{
  LgCopyMenu *self = LG_COPY_MENU (object);

  g_clear_object (&self->link);
  g_clear_pointer (&self->params, lg_connect_params_unref);

  G_OBJECT_CLASS (lg_copy_menu_parent_class)->dispose (object);
}

static void
lg_copy_menu_class_init (LgCopyMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_copy_menu_get_property;
  object_class->dispose = lg_copy_menu_dispose;

  properties[PROP_NOTE] =
    g_param_spec_string ("note", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "copy.as", "s", copy_action);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-copy-menu.ui");
}

static void
lg_copy_menu_init (LgCopyMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lg_copy_menu_set_params:
 * @link: (nullable): the device
 * @params: (nullable): what it puts into CONNECT, as it is shown; %NULL: something is missing
 *
 * Sets what is copied.
 */
void
lg_copy_menu_set_params (LgCopyMenu      *self,
                         LgLink          *link,
                         LgConnectParams *params)
{
  g_return_if_fail (LG_IS_COPY_MENU (self));

  if (g_set_object (&self->link, link))
    set_note (self, NULL);
  g_clear_pointer (&self->params, lg_connect_params_unref);
  self->params = params != NULL ? lg_connect_params_ref (params) : NULL;
  gtk_widget_set_sensitive (GTK_WIDGET (self), params != NULL);
}
