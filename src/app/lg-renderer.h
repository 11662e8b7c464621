/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LgGraphics:
 * @renderer: (nullable): GSK_RENDERER, what the operator chose
 * @software: (nullable): LIBGL_ALWAYS_SOFTWARE
 * @gallium: (nullable): GALLIUM_DRIVER, the driver Mesa is told to use
 * @display: (nullable): DISPLAY
 * @wayland: (nullable): WAYLAND_DISPLAY
 * @gpu: whether there is a graphics processor this process may use
 *
 * What can be known of how pictures get on the screen before GTK is asked.
 */
typedef struct
{
  const char *renderer;
  const char *software;
  const char *gallium;
  const char *display;
  const char *wayland;
  gboolean    gpu;
} LgGraphics;

const char *lg_renderer_choose (const LgGraphics *graphics);
void        lg_renderer_set_up (void);

G_END_DECLS
