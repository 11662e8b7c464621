/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-check-mark.h"

#include <glib/gi18n.h>

struct _LgCheckMark
{
  AdwBin        parent_instance;
  GtkImage     *image;
  GtkLabel     *label;
  LgCheckPort  *port;
  GSignalGroup *port_signals;
  guint         column;
  char         *title;
};

G_DEFINE_FINAL_TYPE (LgCheckMark, lg_check_mark, ADW_TYPE_BIN)

static const struct
{
  const char *icon;
  const char *css_class;
  const char *name;
} looks[] = {
  [LG_CHECK_LOOK_NONE] = { NULL, "dim-label", NULL },
  [LG_CHECK_LOOK_WAITING] = { NULL, "dim-label", N_("not known yet") },
  [LG_CHECK_LOOK_GOOD] = { "lg-good-symbolic", "success", N_("good") },
  [LG_CHECK_LOOK_RISK] = { "lg-warning-symbolic", "warning", N_("risk") },
  [LG_CHECK_LOOK_FAULT] = { "lg-fault-symbolic", "error", N_("fault") },
};

/* A port is the name of its row, a time is a number: neither is a judgement to be coloured. */
static void
set_look (LgCheckMark *self,
          LgCheckLook  look)
{
  GtkWidget *image = GTK_WIDGET (self->image), *label = GTK_WIDGET (self->label);
  gboolean coloured = look == LG_CHECK_LOOK_FAULT || look == LG_CHECK_LOOK_RISK;
  gboolean dim = self->column != LG_CHECK_COLUMN_PORT && looks[look].icon == NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      gtk_widget_remove_css_class (image, looks[i].css_class);
      gtk_widget_remove_css_class (label, looks[i].css_class);
    }

  gtk_image_set_from_icon_name (self->image, looks[look].icon);
  gtk_widget_set_visible (image, looks[look].icon != NULL);
  gtk_widget_add_css_class (image, looks[look].css_class);
  if (coloured || dim)
    gtk_widget_add_css_class (label, looks[look].css_class);
}

static void
update (LgCheckMark *self)
{
  g_auto (LgCheckWord) word = { 0 };
  g_autofree char *spoken = NULL;

  if (self->port == NULL)
    return;

  lg_check_word_init (&word, self->port, self->column);
  set_look (self, word.look);
  gtk_label_set_text (self->label, word.text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), word.detail);

  /* Translators: a column of the table of ports, a judgement, and the word of the cell. */
  spoken = looks[word.look].name != NULL
    ? g_strdup_printf (_("%s: %s, %s"), self->title, _(looks[word.look].name), word.text)
    : g_strdup_printf ("%s: %s", self->title, word.text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  word.detail != NULL ? word.detail : "",
                                  -1);
}

static void
lg_check_mark_dispose (GObject *object)
{
  LgCheckMark *self = LG_CHECK_MARK (object);

  g_clear_object (&self->port_signals);
  g_clear_object (&self->port);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (lg_check_mark_parent_class)->dispose (object);
}

static void
lg_check_mark_class_init (LgCheckMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_check_mark_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-check-mark.ui");
  gtk_widget_class_bind_template_child (widget_class, LgCheckMark, image);
  gtk_widget_class_bind_template_child (widget_class, LgCheckMark, label);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lg_check_mark_init (LgCheckMark *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->port_signals = g_signal_group_new (LG_TYPE_CHECK_PORT);
  g_signal_group_connect_swapped (self->port_signals, "notify", G_CALLBACK (update), self);
}

/**
 * lg_check_mark_new:
 * @column: a [enum@CheckColumn]
 * @title: what the column is called
 *
 * Returns: (transfer floating): a cell without a port
 */
GtkWidget *
lg_check_mark_new (guint       column,
                   const char *title)
{
  LgCheckMark *self = g_object_new (LG_TYPE_CHECK_MARK, NULL);

  self->column = column;
  self->title = g_strdup (title);
  if (column == LG_CHECK_COLUMN_PORT)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "heading");
  return GTK_WIDGET (self);
}

/**
 * lg_check_mark_set_port:
 * @port: (nullable): the row
 */
void
lg_check_mark_set_port (LgCheckMark *self,
                        LgCheckPort *port)
{
  g_return_if_fail (LG_IS_CHECK_MARK (self));

  if (!g_set_object (&self->port, port))
    return;

  g_signal_group_set_target (self->port_signals, port);
  update (self);
}
