/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-state-pill.h"

#include "lg-state-look.h"

#include <glib/gi18n.h>

struct _LgStatePill
{
  AdwBin        parent_instance;
  GtkImage     *image;
  GtkLabel     *label;
  LgLink       *link;
  GSignalGroup *session;
  GSignalGroup *reconnector;
  char         *summary;
  guint         timer;
};

G_DEFINE_FINAL_TYPE (LgStatePill, lg_state_pill, ADW_TYPE_BIN)

enum
{
  PROP_LINK = 1,
  PROP_SUMMARY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static char *
format_elapsed (gint64 since_us)
{
  gint64 now_us = g_get_real_time ();
  gint64 s = MAX (now_us - since_us, 0) / G_USEC_PER_SEC;

  return g_strdup_printf ("%02d:%02d:%02d", (int) (s / 3600), (int) (s / 60 % 60), (int) (s % 60));
}

static void
say (LgStatePill *self,
     const char  *text,
     char        *summary)
{
  gtk_label_set_text (self->label, text);
  g_free (self->summary);
  self->summary = summary;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static gboolean
tick_cb (gpointer user_data)
{
  LgStatePill *self = user_data;
  LgStateLook look = lg_state_look (LG_SESSION_CONNECTED);
  g_autofree char *elapsed =
    format_elapsed (lg_session_get_connected_at (lg_link_get_session (self->link)));
  g_autofree char *text = g_strdup_printf ("%s %s", look.title, elapsed);

  say (self, text, g_strdup_printf ("● %s", elapsed));
  return G_SOURCE_CONTINUE;
}

static void
update (LgStatePill *self)
{
  LgSessionState state;
  LgStateLook look;
  int seconds;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->link == NULL)
    return;

  state = lg_session_get_state (lg_link_get_session (self->link));
  look = lg_state_look (state);
  lg_state_look_apply (&look, GTK_WIDGET (self), self->image);

  seconds = lg_reconnector_get_seconds_left (lg_link_get_reconnector (self->link));
  if (seconds >= 0)
    {
      g_autofree char *text = g_strdup_printf (_("Reconnecting in %d s"), seconds);

      say (self, text, g_strdup (text));
      return;
    }

  if (state != LG_SESSION_CONNECTED)
    {
      say (self, look.title, g_strdup (look.title));
      return;
    }

  tick_cb (self);
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

    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
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
lg_state_pill_dispose (GObject *object)
{
  LgStatePill *self = LG_STATE_PILL (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->reconnector);
  g_clear_object (&self->link);
  g_clear_pointer (&self->summary, g_free);

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

  properties[PROP_LINK] =
    g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK, G_PARAM_READWRITE | flags);
  properties[PROP_SUMMARY] =
    g_param_spec_string ("summary", NULL, NULL, NULL, G_PARAM_READABLE | flags);
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
  self->reconnector = g_signal_group_new (LG_TYPE_RECONNECTOR);
  g_signal_group_connect_swapped (self->reconnector, "notify::seconds-left", G_CALLBACK (update),
                                  self);
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
  g_signal_group_set_target (self->reconnector,
                             link != NULL ? lg_link_get_reconnector (link) : NULL);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}
