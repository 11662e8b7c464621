/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-renderer.h"

#include <unistd.h>

static gboolean
is_true (const char *value)
{
  return value != NULL && (g_str_equal (value, "1") || g_ascii_strcasecmp (value, "true") == 0
                           || g_ascii_strcasecmp (value, "yes") == 0);
}

/* Mesa's own names of what computes on the CPU. */
static gboolean
is_software_driver (const char *gallium)
{
  return g_strcmp0 (gallium, "llvmpipe") == 0 || g_strcmp0 (gallium, "softpipe") == 0;
}

/* "host:0", as an X server that is reached over the network is named. */
static gboolean
is_far (const char *display)
{
  return display != NULL && *display != ':' && *display != '\0' && *display != '/'
         && !g_str_has_prefix (display, "unix:");
}

/**
 * lg_renderer_choose:
 * @graphics: what is known
 *
 * Where OpenGL and Vulkan are computed in software, as on a computer without a graphics processor,
 * drawing with cairo costs a fraction of the processor time and memory, and looks the same. Pure.
 *
 * Returns: (nullable): the renderer to use; %NULL: the operator's choice or GTK's own
 */
const char *
lg_renderer_choose (const LgGraphics *graphics)
{
  gboolean far;

  g_return_val_if_fail (graphics != NULL, NULL);

  if (graphics->renderer != NULL && *graphics->renderer != '\0')
    return NULL;

  far = graphics->wayland == NULL && is_far (graphics->display);
  if (graphics->gpu && !far && !is_true (graphics->software)
      && !is_software_driver (graphics->gallium))
    return NULL;

  return "cairo";
}

/* A render node of the kernel, NVIDIA's own driver, or Windows' below its Linux. */
static gboolean
has_gpu (void)
{
  g_autoptr (GDir) nodes = g_dir_open ("/dev/dri", 0, NULL);
  const char *name;

  while (nodes != NULL && (name = g_dir_read_name (nodes)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/dev/dri", name, NULL);

      if (g_str_has_prefix (name, "renderD") && access (path, R_OK | W_OK) == 0)
        return TRUE;
    }

  return access ("/dev/nvidiactl", R_OK | W_OK) == 0 || access ("/dev/dxg", R_OK | W_OK) == 0;
}

/**
 * lg_renderer_set_up:
 *
 * Chooses the renderer of this process. Called before GTK is initialized and any thread is started:
 * the choice goes through the environment, the only way GTK 4.8 has for it.
 */
void
lg_renderer_set_up (void)
{
  const LgGraphics graphics = {
    .renderer = g_getenv ("GSK_RENDERER"),
    .software = g_getenv ("LIBGL_ALWAYS_SOFTWARE"),
    .gallium = g_getenv ("GALLIUM_DRIVER"),
    .display = g_getenv ("DISPLAY"),
    .wayland = g_getenv ("WAYLAND_DISPLAY"),
    .gpu = has_gpu (),
  };
  const char *renderer = lg_renderer_choose (&graphics);

  if (renderer != NULL)
    g_setenv ("GSK_RENDERER", renderer, TRUE);
}
