/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-publish-pane.h"

#include "app/widgets/lg-source.h"
#include "lg-topic-picker.h"
#include "model/lg-catalogue.h"
#include "model/lg-payload.h"
#include "mqtt/lg-topic-rules.h"

#include <glib/gi18n.h>
#include <string.h>

struct _LgPublishPane
{
  AdwBin         parent_instance;
  LgTopicPicker *templates;
  GtkEntry      *topic;
  GtkSourceView *payload;
  GtkLabel      *problem;
  GtkDropDown   *qos;
  GtkLabel      *size;

  LgLink        *link;
  GSignalGroup  *session;
  GSignalGroup  *profile;
  const LgTopic *template;
  char          *template_topic;
};

G_DEFINE_FINAL_TYPE (LgPublishPane, lg_publish_pane, ADW_TYPE_BIN)

enum
{
  PROP_LINK = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *
get_topic (LgPublishPane *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->topic));
}

static void
show_problem (LgPublishPane *self,
              const char    *text,
              gboolean       error)
{
  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *text != '\0');
  gtk_widget_remove_css_class (GTK_WIDGET (self->problem), error ? "warning" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), error ? "error" : "warning");
}

static void
add_line (GString    *lines,
          const char *line)
{
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  g_string_append (lines, line);
}

static void
judge_topic (LgPublishPane *self,
             GString       *lines)
{
  const LgPlatform *platform = lg_catalogue_get_platform (lg_link_get_profile (self->link));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) issues = NULL;

  if (*get_topic (self) == '\0')
    return;

  if (!lg_topic_is_valid_name (get_topic (self), &error))
    {
      add_line (lines, error->message);
      return;
    }

  issues = lg_platform_validate_topic (platform, get_topic (self));
  for (guint i = 0; i < issues->len; i++)
    add_line (lines, ((const LgIssue *) issues->pdata[i])->message);
}

static void
judge_payload (LgPublishPane *self,
               const char    *payload,
               GString       *lines)
{
  const LgLimits *limits =
    lg_platform_get_limits (lg_catalogue_get_platform (lg_link_get_profile (self->link)));
  gboolean json = self->template != NULL && self->template->payload != NULL
    && lg_payload_is_json (self->template->payload, strlen (self->template->payload));

  if (json && !lg_payload_is_json (payload, strlen (payload)))
    add_line (lines, _("The platform expects JSON here; this is not valid JSON."));
  if (limits->payload_max > 0 && strlen (payload) > limits->payload_max)
    add_line (lines, _("The payload is longer than the platform accepts."));
}

static void
show_size (LgPublishPane *self,
           gsize          length)
{
  const LgLimits *limits =
    lg_platform_get_limits (lg_catalogue_get_platform (lg_link_get_profile (self->link)));
  g_autofree char *text = limits->payload_max > 0
    ? g_strdup_printf (_("%'zu of %'u bytes"), length, limits->payload_max)
    : g_strdup_printf (ngettext ("%'zu byte", "%'zu bytes", length), length);

  gtk_label_set_text (self->size, text);
}

static void
update_ready (LgPublishPane *self)
{
  gboolean connected = self->link != NULL
    && lg_session_get_state (lg_link_get_session (self->link)) == LG_SESSION_CONNECTED;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "traffic.publish",
                                 connected && *get_topic (self) != '\0');
}

static void
changed_cb (LgPublishPane *self)
{
  g_autofree char *payload = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);

  update_ready (self);
  if (self->link == NULL)
    return;

  payload = lg_source_dup_text (self->payload);
  show_size (self, strlen (payload));
  judge_topic (self, lines);
  judge_payload (self, payload, lines);
  show_problem (self, lines->str, FALSE);
}

static void
use_template (LgPublishPane *self,
              const LgTopic *template)
{
  self->template = template;
  g_free (self->template_topic);
  self->template_topic = lg_catalogue_expand (lg_link_get_profile (self->link), template);

  gtk_editable_set_text (GTK_EDITABLE (self->topic), self->template_topic);
  lg_source_set_text (self->payload, template->payload != NULL ? template->payload : "");
}

static void
template_picked_cb (LgPublishPane *self,
                    gpointer       template)
{
  use_template (self, template);
  gtk_widget_grab_focus (GTK_WIDGET (self->payload));
}

static const LgTopic *
find_first_template (LgLink *link)
{
  GPtrArray *topics =
    lg_platform_get_topics (lg_catalogue_get_platform (lg_link_get_profile (link)));

  for (guint i = 0; i < topics->len; i++)
    if (((const LgTopic *) topics->pdata[i])->upstream)
      return topics->pdata[i];

  return NULL;
}

/* What the operator wrote stays; the topic of a template is made the device's that it is now. */
static void
adapt_topic (LgPublishPane *self)
{
  if (self->template == NULL || g_strcmp0 (get_topic (self), self->template_topic) != 0)
    return;

  g_free (self->template_topic);
  self->template_topic = lg_catalogue_expand (lg_link_get_profile (self->link), self->template);
  gtk_editable_set_text (GTK_EDITABLE (self->topic), self->template_topic);
}

static void
adapt_template (LgPublishPane *self)
{
  const LgTopic *template = find_first_template (self->link);
  gboolean untouched = g_strcmp0 (get_topic (self), self->template_topic) == 0;

  if (template != NULL && template != self->template
      && (untouched || *get_topic (self) == '\0'))
    use_template (self, template);
  else
    adapt_topic (self);
}

static void
publish_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  LgPublishPane *self = LG_PUBLISH_PANE (widget);
  char *payload = lg_source_dup_text (self->payload);
  g_autoptr (GBytes) bytes = g_bytes_new_take (payload, strlen (payload));
  g_autoptr (GError) error = NULL;

  changed_cb (self);
  if (!lg_session_publish (lg_link_get_session (self->link), get_topic (self), bytes,
                           gtk_drop_down_get_selected (self->qos), &error))
    show_problem (self, error->message, TRUE);
}

static void
lg_publish_pane_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  g_assert (prop_id == PROP_LINK);

  g_value_set_object (value, LG_PUBLISH_PANE (object)->link);
}

static void
lg_publish_pane_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_LINK);

  lg_publish_pane_set_link (LG_PUBLISH_PANE (object), g_value_get_object (value));
}

static void
lg_publish_pane_dispose (GObject *object)
{
  LgPublishPane *self = LG_PUBLISH_PANE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->profile);
  g_clear_object (&self->link);
  gtk_widget_dispose_template (GTK_WIDGET (self), LG_TYPE_PUBLISH_PANE);

  G_OBJECT_CLASS (lg_publish_pane_parent_class)->dispose (object);
}

static void
lg_publish_pane_finalize (GObject *object)
{
  g_free (LG_PUBLISH_PANE (object)->template_topic);

  G_OBJECT_CLASS (lg_publish_pane_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (LG_TYPE_TOPIC_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-publish-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LgPublishPane, templates);
  gtk_widget_class_bind_template_child (widget_class, LgPublishPane, topic);
  gtk_widget_class_bind_template_child (widget_class, LgPublishPane, payload);
  gtk_widget_class_bind_template_child (widget_class, LgPublishPane, problem);
  gtk_widget_class_bind_template_child (widget_class, LgPublishPane, qos);
  gtk_widget_class_bind_template_child (widget_class, LgPublishPane, size);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_picked_cb);
}

static void
lg_publish_pane_class_init (LgPublishPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_publish_pane_get_property;
  object_class->set_property = lg_publish_pane_set_property;
  object_class->dispose = lg_publish_pane_dispose;
  object_class->finalize = lg_publish_pane_finalize;

  properties[PROP_LINK] =
    g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "traffic.publish", NULL, publish_action);
  bind_template (widget_class);
}

static void
lg_publish_pane_init (LgPublishPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lg_source_follow_style (self->payload);
  lg_source_set_json (self->payload, TRUE);

  self->session = g_signal_group_new (LG_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (update_ready), self);
  self->profile = g_signal_group_new (LG_TYPE_PROFILE);
  g_signal_group_connect_swapped (self->profile, "changed", G_CALLBACK (adapt_topic), self);
  update_ready (self);
}

/**
 * lg_publish_pane_set_link:
 * @link: (nullable): the device to publish as
 */
void
lg_publish_pane_set_link (LgPublishPane *self,
                          LgLink        *link)
{
  g_return_if_fail (LG_IS_PUBLISH_PANE (self));

  if (!g_set_object (&self->link, link))
    return;

  g_signal_group_set_target (self->session, link != NULL ? lg_link_get_session (link) : NULL);
  g_signal_group_set_target (self->profile, link != NULL ? lg_link_get_profile (link) : NULL);
  lg_topic_picker_set_profile (self->templates, link != NULL ? lg_link_get_profile (link) : NULL);
  if (link != NULL)
    adapt_template (self);
  changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}
