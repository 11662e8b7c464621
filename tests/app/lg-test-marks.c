/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-marks.h"

#include <math.h>
#include <string.h>

#define OWN_ICONS "/org/linkglass/Linkglass/icons/scalable/actions/"

/* WCAG 2.1, 1.4.11: what must be seen to understand a thing has 3:1 against its ground. What is dim
 * is no judgement, and must only be there. */
#define CONTRAST_MIN 3.0
#define CONTRAST_MIN_DIM 1.5

/* Three dots and a thin tick, the smallest shapes, are a few whole pixels and many rims. */
#define SHAPE_MIN 0.02
#define SHAPE_MAX 0.95

/* Pixels around a mark that show what it stands on. */
#define RIM 2

typedef struct
{
  guchar *pixels;
  int     width;
  int     height;
} Picture;

static GdkTexture *
render (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                      &GRAPHENE_RECT_INIT (0, 0, width, height));
}

static double
get_luminance (const guchar *pixel)
{
  static const double weights[] = { 0.0722, 0.7152, 0.2126 };
  double sum = 0;

  /* Cairo's order on a little-endian machine: blue, green, red. */
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      double part = pixel[i] / 255.0;

      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
    }
  return sum;
}

/* As WCAG has it, from 1 to 21. */
static double
get_contrast (const guchar *a,
              const guchar *b)
{
  double one = get_luminance (a) + 0.05, other = get_luminance (b) + 0.05;

  return MAX (one, other) / MIN (one, other);
}

static const guchar *
get_pixel (const Picture *picture,
           int            x,
           int            y)
{
  return picture->pixels + 4 * (CLAMP (y, 0, picture->height - 1) * picture->width
                                + CLAMP (x, 0, picture->width - 1));
}

/* What part of the square in the middle of @bounds, where an icon is drawn, stands out against what
 * is left of it. */
static double
measure_shape (const Picture         *picture,
               const graphene_rect_t *bounds,
               double                 contrast)
{
  int side = MIN (bounds->size.width, bounds->size.height);
  int left = bounds->origin.x + (bounds->size.width - side) / 2;
  int top = bounds->origin.y + (bounds->size.height - side) / 2;
  const guchar *ground = get_pixel (picture, left - RIM, top + side / 2);
  guint n = 0;

  for (int y = top; y < top + side; y++)
    for (int x = left; x < left + side; x++)
      if (get_contrast (get_pixel (picture, x, y), ground) >= contrast)
        n++;

  return (double) n / (side * side);
}

/* Whether all of it is where its page is scrolled to. */
static gboolean
is_in_view (GtkWidget *image)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (image, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds, view;

  for (; scroller != NULL;
       scroller = gtk_widget_get_ancestor (gtk_widget_get_parent (scroller),
                                           GTK_TYPE_SCROLLED_WINDOW))
    {
      view = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (scroller),
                                 gtk_widget_get_height (scroller));
      if (!gtk_widget_compute_bounds (image, scroller, &bounds)
          || !graphene_rect_contains_rect (&view, &bounds))
        return FALSE;
    }
  return TRUE;
}

static void
assert_mark (GtkWidget     *window,
             const Picture *picture,
             GtkWidget     *image)
{
  const char *name = gtk_image_get_icon_name (GTK_IMAGE (image));
  gboolean dim = gtk_widget_has_css_class (image, "dim-label");
  graphene_rect_t bounds;
  double part;

  g_assert_true (gtk_widget_compute_bounds (image, window, &bounds));
  g_assert_cmpfloat (bounds.size.width, >=, 12);
  part = measure_shape (picture, &bounds, dim ? CONTRAST_MIN_DIM : CONTRAST_MIN);
  if (part < SHAPE_MIN || part > SHAPE_MAX)
    g_error ("%.0f %% of %s stand out", part * 100, name);
}

/* Checks every one of the marks @icons below @ancestor, and adds its name to @seen. */
static void
assert_marks (GtkWidget         *window,
              const Picture     *picture,
              GtkWidget         *ancestor,
              const char *const *icons,
              GHashTable        *seen)
{
  for (GtkWidget *child = gtk_widget_get_first_child (ancestor);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *name = GTK_IS_IMAGE (child) ? gtk_image_get_icon_name (GTK_IMAGE (child)) : NULL;

      if (!gtk_widget_get_mapped (child))
        continue;

      if (name != NULL && g_strv_contains (icons, name) && is_in_view (child))
        {
          assert_mark (window, picture, child);
          g_hash_table_add (seen, g_strdup (name));
        }
      assert_marks (window, picture, child, icons, seen);
    }
}

static void
assert_look (GtkWidget         *ancestor,
             const char *const *icons,
             const char        *name)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (ancestor));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guchar *pixels = NULL;
  Picture picture;

  gtk_test_widget_wait_for_draw (window);
  lg_test_save (window, name);
  texture = render (window);
  picture = (Picture) { NULL, gdk_texture_get_width (texture), gdk_texture_get_height (texture) };
  picture.pixels = pixels = g_malloc (4 * picture.width * picture.height);
  gdk_texture_download (texture, pixels, 4 * picture.width);

  assert_marks (window, &picture, ancestor, icons, seen);
  for (; *icons != NULL; icons++)
    {
      g_autofree char *path = g_strconcat (OWN_ICONS, *icons, ".svg", NULL);

      g_assert_true (g_resources_get_info (path, 0, NULL, NULL, NULL));
      if (!g_hash_table_contains (seen, *icons))
        g_error ("%s has no mark %s", name, *icons);
    }
}

/* Checks that each of @icons is shown below @ancestor, comes from the program itself, and that
 * each of them has a shape that stands out against its ground: light, dark and both with
 * high contrast. Each look is kept as a picture. */
void
lg_test_assert_marks (GtkWidget         *ancestor,
                      const char *const *icons,
                      const char        *picture)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autoptr (GSettings) settings = g_settings_new ("org.gnome.desktop.a11y.interface");

  for (int high = FALSE; high <= TRUE; high++)
    for (int dark = FALSE; dark <= TRUE; dark++)
      {
        g_autofree char *name = g_strconcat (picture, dark ? "-dark" : "-light",
                                             high ? "-high-contrast" : "", NULL);

        adw_style_manager_set_color_scheme (style, dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                        : ADW_COLOR_SCHEME_FORCE_LIGHT);
        g_settings_set_boolean (settings, "high-contrast", high);
        lg_test_settle ();
        g_assert_cmpint (adw_style_manager_get_dark (style), ==, dark);
        g_assert_cmpint (adw_style_manager_get_high_contrast (style), ==, high);
        assert_look (ancestor, icons, name);
      }

  g_settings_set_boolean (settings, "high-contrast", FALSE);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
  lg_test_settle ();
}
