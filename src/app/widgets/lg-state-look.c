/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-state-look.h"

#include "model/lg-state-word.h"

static const LgStateLook looks[] = {
  [LG_SESSION_DISCONNECTED] = { "lg-disconnected-symbolic", NULL, "dim-label" },
  [LG_SESSION_RESOLVING] = { "lg-connecting-symbolic", NULL, "accent" },
  [LG_SESSION_CONNECTING] = { "lg-connecting-symbolic", NULL, "accent" },
  [LG_SESSION_SECURING] = { "lg-connecting-symbolic", NULL, "accent" },
  [LG_SESSION_LOGGING_IN] = { "lg-connecting-symbolic", NULL, "accent" },
  [LG_SESSION_CONNECTED] = { "lg-connected-symbolic", NULL, "success" },
  [LG_SESSION_DISCONNECTING] = { "lg-connecting-symbolic", NULL, "dim-label" },
};

/**
 * lg_state_look:
 * @state: a session's state
 *
 * Returns: how it is shown; the title is translated
 */
LgStateLook
lg_state_look (LgSessionState state)
{
  LgStateLook look = looks[state];

  look.title = lg_state_word (state);
  return look;
}

/**
 * lg_state_look_apply:
 * @widget: gets the style class, and loses those of other states
 * @image: gets the shape
 */
void
lg_state_look_apply (const LgStateLook *self,
                     GtkWidget         *widget,
                     GtkImage          *image)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (widget, looks[i].css_class);

  gtk_widget_add_css_class (widget, self->css_class);
  gtk_image_set_from_icon_name (image, self->icon);
}
