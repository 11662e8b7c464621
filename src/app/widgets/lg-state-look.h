/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event/lg-session-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** LgStateLook: how a state is shown: a shape and words tell it, the style class only helps. */
typedef struct
{
  const char *icon;
  const char *title;
  const char *css_class;
} LgStateLook;

LgStateLook lg_state_look       (LgSessionState     state);
void        lg_state_look_apply (const LgStateLook *self,
                                 GtkWidget         *widget,
                                 GtkImage          *image);

G_END_DECLS
