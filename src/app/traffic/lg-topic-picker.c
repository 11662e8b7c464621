/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-topic-picker.h"

#include "model/lg-catalogue.h"

struct _LgTopicPicker
{
  AdwBin         parent_instance;
  GtkPopover    *popover;
  GtkListBox    *topics;
  GPtrArray     *shown;  /* of const LgTopic, one a row */
  LgProfile     *profile;
  char          *label;
  gboolean       upstream;
};

G_DEFINE_FINAL_TYPE (LgTopicPicker, lg_topic_picker, ADW_TYPE_BIN)

enum
{
  PROP_UPSTREAM = 1,
  PROP_LABEL,
  N_PROPS,
};

enum
{
  SIGNAL_PICKED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static GtkWidget *
create_label (const char      *text,
              const char *const *css_classes)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "label", text,
                       "xalign", 0.,
                       "ellipsize", PANGO_ELLIPSIZE_MIDDLE,
                       "max-width-chars", 44,
                       "css-classes", css_classes,
                       NULL);
}

static GtkWidget *
create_row (LgTopicPicker *self,
            const LgTopic *topic)
{
  static const char *const plain[] = { NULL };
  static const char *const dim[] = { "caption", "dim-label", NULL };
  g_autofree char *expanded = lg_catalogue_expand (self->profile, topic);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_box_append (GTK_BOX (box), create_label (topic->name, plain));
  gtk_box_append (GTK_BOX (box), create_label (expanded, dim));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, topic->name,
                                  -1);
  return row;
}

/* Anew each time: the device's names may have been edited since. */
static void
fill (LgTopicPicker *self)
{
  GPtrArray *topics;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->topics))) != NULL
         && GTK_IS_LIST_BOX_ROW (row))
    gtk_list_box_remove (self->topics, row);
  g_ptr_array_set_size (self->shown, 0);
  if (self->profile == NULL)
    return;

  topics = lg_platform_get_topics (lg_catalogue_get_platform (self->profile));
  for (guint i = 0; i < topics->len; i++)
    {
      const LgTopic *topic = topics->pdata[i];

      if (topic->upstream != self->upstream)
        continue;
      g_ptr_array_add (self->shown, (gpointer) topic);
      gtk_list_box_append (self->topics, create_row (self, topic));
    }
}

static void
row_activated_cb (LgTopicPicker *self,
                  GtkListBoxRow *row)
{
  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[SIGNAL_PICKED], 0,
                 self->shown->pdata[gtk_list_box_row_get_index (row)]);
}

static void
lg_topic_picker_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  LgTopicPicker *self = LG_TOPIC_PICKER (object);

  switch (prop_id)
    {
    case PROP_UPSTREAM:
      g_value_set_boolean (value, self->upstream);
      break;

    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_topic_picker_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  LgTopicPicker *self = LG_TOPIC_PICKER (object);

  switch (prop_id)
    {
    case PROP_UPSTREAM:
      self->upstream = g_value_get_boolean (value);
      break;

    case PROP_LABEL:
      self->label = g_value_dup_string (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_topic_picker_dispose (GObject *object)
{
  LgTopicPicker *self = LG_TOPIC_PICKER (object);

  g_clear_object (&self->profile);
  gtk_widget_dispose_template (GTK_WIDGET (self), LG_TYPE_TOPIC_PICKER);

  G_OBJECT_CLASS (lg_topic_picker_parent_class)->dispose (object);
}

static void
lg_topic_picker_finalize (GObject *object)
{
  LgTopicPicker *self = LG_TOPIC_PICKER (object);

  g_free (self->label);
  g_ptr_array_unref (self->shown);

  G_OBJECT_CLASS (lg_topic_picker_parent_class)->finalize (object);
}

static void
lg_topic_picker_class_init (LgTopicPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_topic_picker_get_property;
  object_class->set_property = lg_topic_picker_set_property;
  object_class->dispose = lg_topic_picker_dispose;
  object_class->finalize = lg_topic_picker_finalize;

  properties[PROP_UPSTREAM] = g_param_spec_boolean ("upstream", NULL, NULL, FALSE, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_PICKED] =
    g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-topic-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, LgTopicPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, LgTopicPicker, topics);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
lg_topic_picker_init (LgTopicPicker *self)
{
  self->shown = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lg_topic_picker_set_profile:
 * @profile: (nullable): the device whose topics are offered
 */
void
lg_topic_picker_set_profile (LgTopicPicker *self,
                             LgProfile     *profile)
{
  g_return_if_fail (LG_IS_TOPIC_PICKER (self));

  g_set_object (&self->profile, profile);
}
