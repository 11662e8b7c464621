/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-hint-row.h"

struct _LgHintRow
{
  AdwPreferencesRow  parent_instance;
  char              *text;
};

G_DEFINE_FINAL_TYPE (LgHintRow, lg_hint_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  PROP_TEXT = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* GtkListBox goes no further than the next row. */
static gboolean
lg_hint_row_focus (GtkWidget        *widget,
                   GtkDirectionType  direction)
{
  gboolean back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP;
  GtkWidget *row = widget;

  do
    row = back ? gtk_widget_get_prev_sibling (row) : gtk_widget_get_next_sibling (row);
  while (row != NULL && !gtk_widget_get_mapped (row));

  return row != NULL && gtk_widget_child_focus (row, direction);
}

static void
lg_hint_row_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  g_assert (prop_id == PROP_TEXT);

  g_value_set_string (value, LG_HINT_ROW (object)->text);
}

static void
lg_hint_row_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  LgHintRow *self = LG_HINT_ROW (object);

  g_assert (prop_id == PROP_TEXT);

  if (g_strcmp0 (self->text, g_value_get_string (value)) == 0)
    return;

  g_free (self->text);
  self->text = g_value_dup_string (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
lg_hint_row_finalize (GObject *object)
{
  g_free (LG_HINT_ROW (object)->text);

  G_OBJECT_CLASS (lg_hint_row_parent_class)->finalize (object);
}

static void
lg_hint_row_class_init (LgHintRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_hint_row_get_property;
  object_class->set_property = lg_hint_row_set_property;
  object_class->finalize = lg_hint_row_finalize;
  widget_class->focus = lg_hint_row_focus;

  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-hint-row.ui");
}

static void
lg_hint_row_init (LgHintRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
