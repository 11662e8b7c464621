/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/lg-renderer.h"

/* With a graphics processor GTK knows best; without one, cairo; what was chosen stays chosen. */
static void
test_choose (void)
{
  static const struct
  {
    LgGraphics  graphics;
    const char *renderer;
  } rows[] = {
    { { .display = ":0", .gpu = TRUE }, NULL },
    { { .display = ":0", .gpu = FALSE }, "cairo" },
    { { .wayland = "wayland-0", .display = ":0", .gpu = TRUE }, NULL },
    { { .wayland = "wayland-0", .gpu = FALSE }, "cairo" },
    { { .renderer = "gl", .display = ":0", .gpu = FALSE }, NULL },
    { { .renderer = "", .display = ":0", .gpu = FALSE }, "cairo" },
    { { .software = "1", .display = ":0", .gpu = TRUE }, "cairo" },
    { { .software = "true", .display = ":0", .gpu = TRUE }, "cairo" },
    { { .software = "0", .display = ":0", .gpu = TRUE }, NULL },
    { { .gallium = "llvmpipe", .display = ":0", .gpu = TRUE }, "cairo" },
    { { .gallium = "radeonsi", .display = ":0", .gpu = TRUE }, NULL },
    { { .display = "localhost:10.0", .gpu = TRUE }, "cairo" },
    { { .display = "unix:0", .gpu = TRUE }, NULL },
    { { .wayland = "wayland-0", .display = "localhost:10.0", .gpu = TRUE }, NULL },
    { { .gpu = TRUE }, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (lg_renderer_choose (&rows[i].graphics), ==, rows[i].renderer);
}

/* What the operator chose is not touched. */
static void
test_set_up (void)
{
  g_unsetenv ("GSK_RENDERER");
  g_setenv ("LIBGL_ALWAYS_SOFTWARE", "1", TRUE);
  lg_renderer_set_up ();
  g_assert_cmpstr (g_getenv ("GSK_RENDERER"), ==, "cairo");

  g_setenv ("GSK_RENDERER", "gl", TRUE);
  lg_renderer_set_up ();
  g_assert_cmpstr (g_getenv ("GSK_RENDERER"), ==, "gl");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/renderer/choose", test_choose);
  g_test_add_func ("/renderer/set-up", test_set_up);

  return g_test_run ();
}
