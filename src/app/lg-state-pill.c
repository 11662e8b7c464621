/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-state-pill.h"

#include "lg-state-look.h"

struct _LgStatePill
{
  AdwBin        parent_instance;
  GtkImage     *image;
  GtkLabel     *label;
  LgLink       *link;
  GSignalGroup *session;
  guint         timer;
};

G_DEFINE_FINAL_TYPE (LgStatePill, lg_state_pill, ADW_TYPE_BIN)

enum
{
  PROP_LINK = 1,
  PROP_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static gboolean
tick_cb (gpointer user_data)
{
  LgStatePill *self = user_data;
  LgSession *session = lg_link_get_session (self->link);
  g_autofree char *text = lg_state_look_to_text (lg_session_get_state (session),
                                                 lg_session_get_connected_at (session),
                                                 g_get_real_time ());

  gtk_label_set_text (self->label, text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  return G_SOURCE_CONTINUE;
}

static void
update (LgStatePill *self)
{
  LgSessionState state;
  LgStateLook look;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->link == NULL)
    return;

  state = lg_session_get_state (lg_link_get_session (self->link));
  look = lg_state_look (state);
  lg_state_look_apply (&look, GTK_WIDGET (self), self->image);
  tick_cb (self);

  if (state == LG_SESSION_CONNECTED && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timer = g_timeout_add_seconds (1, tick_cb, self);
}

static void
lg_state_pill_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  LgStatePill *self = LG_STATE_PILL (object);

  switch (prop_id)
    {
    case PROP_LINK:
      g_value_set_object (value, self->link);
      break;

    case PROP_TEXT:
      g_value_set_string (value, lg_state_pill_get_text (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_state_pill_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_LINK);

  lg_state_pill_set_link (LG_STATE_PILL (object), g_value_get_object (value));
}

static void
lg_state_pill_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lg_state_pill_parent_class)->map (widget);
  update (LG_STATE_PILL (widget));
}

static void
lg_state_pill_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lg_state_pill_parent_class)->unmap (widget);
  update (LG_STATE_PILL (widget));
}

static void
lg_state_pill_dispose (GObject *object)
{
  LgStatePill *self = LG_STATE_PILL (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (lg_state_pill_parent_class)->dispose (object);
}

static void
lg_state_pill_class_init (LgStatePillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_state_pill_get_property;
  object_class->set_property = lg_state_pill_set_property;
  object_class->dispose = lg_state_pill_dispose;
  widget_class->map = lg_state_pill_map;
  widget_class->unmap = lg_state_pill_unmap;

  properties[PROP_LINK] =
    g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK, G_PARAM_READWRITE | flags);
  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-state-pill.ui");
  gtk_widget_class_bind_template_child (widget_class, LgStatePill, image);
  gtk_widget_class_bind_template_child (widget_class, LgStatePill, label);
}

static void
lg_state_pill_init (LgStatePill *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->session = g_signal_group_new (LG_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (update), self);
}

/**
 * lg_state_pill_set_link:
 * @link: (nullable): the link to show
 */
void
lg_state_pill_set_link (LgStatePill *self,
                        LgLink      *link)
{
  g_return_if_fail (LG_IS_STATE_PILL (self));

  if (!g_set_object (&self->link, link))
    return;

  g_signal_group_set_target (self->session, link != NULL ? lg_link_get_session (link) : NULL);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

/**
 * lg_state_pill_get_text:
 *
 * Returns: what the pill says
 */
const char *
lg_state_pill_get_text (LgStatePill *self)
{
  g_return_val_if_fail (LG_IS_STATE_PILL (self), NULL);

  return gtk_label_get_text (self->label);
}
