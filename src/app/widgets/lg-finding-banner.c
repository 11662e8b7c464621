/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-finding-banner.h"

#include "diagnosis/lg-settle.h"
#include "lg-adaptive-bin.h"

#include <glib/gi18n.h>

struct _LgFindingBanner
{
  AdwBin        parent_instance;
  GtkRevealer  *revealer;
  GtkWidget    *box;
  GtkImage     *image;
  GtkLabel     *title;
  GtkButton    *next;
  GtkWidget    *details;
  LgLink       *link;
  GSignalGroup *session;
  GSignalGroup *diagnosis;
};

G_DEFINE_FINAL_TYPE (LgFindingBanner, lg_finding_banner, ADW_TYPE_BIN)

enum
{
  PROP_LINK = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
show (LgFindingBanner *self,
      const char      *title,
      gboolean         fault,
      gboolean         details)
{
  gtk_label_set_text (self->title, title);
  gtk_image_set_from_icon_name (self->image, fault ? "lg-fault-symbolic"
                                                   : "lg-warning-symbolic");
  gtk_widget_remove_css_class (self->box, fault ? "warning" : "error");
  gtk_widget_add_css_class (self->box, fault ? "error" : "warning");
  gtk_widget_set_visible (self->details, details);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

static void
hide (LgFindingBanner *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

/* What tells more: of a refused login the values the device sends, of all else the checks. */
static void
offer_next (LgFindingBanner *self,
            LgFinding       *finding)
{
  gboolean values = lg_settle_find (finding->cause) == LG_SETTLE_VALUES;

  gtk_button_set_label (self->next, values ? _("Values Sent") : _("Run Checks"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next),
                                  values ? "win.explain-values" : "win.run-checks");
}

static void
found_cb (LgFindingBanner *self)
{
  LgFinding *finding = lg_diagnosis_get_latest (lg_link_get_diagnosis (self->link));
  LgSeverity severity;

  if (finding == NULL)
    return;

  offer_next (self, finding);
  severity = finding->severity;
  /* What the operator ended needs no banner. */
  if (severity != LG_SEVERITY_NOTE
      && !g_str_equal (finding->cause, "client.ended-early"))
    show (self, finding->title, severity == LG_SEVERITY_FAULT, TRUE);
}

static void
show_latest (LgFindingBanner *self)
{
  if (self->link != NULL
      && lg_session_get_state (lg_link_get_session (self->link)) == LG_SESSION_DISCONNECTED)
    found_cb (self);
}

static void
state_changed_cb (LgFindingBanner *self)
{
  if (lg_session_get_state (lg_link_get_session (self->link)) != LG_SESSION_DISCONNECTED)
    hide (self);
}

static void
lg_finding_banner_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  g_assert (prop_id == PROP_LINK);

  g_value_set_object (value, LG_FINDING_BANNER (object)->link);
}

static void
lg_finding_banner_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_LINK);

  lg_finding_banner_set_link (LG_FINDING_BANNER (object), g_value_get_object (value));
}

static void
lg_finding_banner_dispose (GObject *object)
{
  LgFindingBanner *self = LG_FINDING_BANNER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->diagnosis);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (lg_finding_banner_parent_class)->dispose (object);
}

static void
lg_finding_banner_class_init (LgFindingBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_finding_banner_get_property;
  object_class->set_property = lg_finding_banner_set_property;
  object_class->dispose = lg_finding_banner_dispose;

  properties[PROP_LINK] =
    g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (LG_TYPE_ADAPTIVE_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-finding-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, LgFindingBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, LgFindingBanner, box);
  gtk_widget_class_bind_template_child (widget_class, LgFindingBanner, image);
  gtk_widget_class_bind_template_child (widget_class, LgFindingBanner, title);
  gtk_widget_class_bind_template_child (widget_class, LgFindingBanner, next);
  gtk_widget_class_bind_template_child (widget_class, LgFindingBanner, details);
  gtk_widget_class_bind_template_callback (widget_class, hide);
}

static void
lg_finding_banner_init (LgFindingBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->session = g_signal_group_new (LG_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::state",
                                  G_CALLBACK (state_changed_cb), self);
  self->diagnosis = g_signal_group_new (LG_TYPE_DIAGNOSIS);
  g_signal_group_connect_swapped (self->diagnosis, "notify::latest", G_CALLBACK (found_cb), self);
}

/**
 * lg_finding_banner_set_link:
 * @link: (nullable): the link to speak about
 */
void
lg_finding_banner_set_link (LgFindingBanner *self,
                            LgLink          *link)
{
  g_return_if_fail (LG_IS_FINDING_BANNER (self));

  if (!g_set_object (&self->link, link))
    return;

  g_signal_group_set_target (self->session, link != NULL ? lg_link_get_session (link) : NULL);
  g_signal_group_set_target (self->diagnosis, link != NULL ? lg_link_get_diagnosis (link) : NULL);

  hide (self);
  show_latest (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

/**
 * lg_finding_banner_show_error:
 * @message: one sentence, translated
 *
 * Says that something failed that is no finding of the link's.
 */
void
lg_finding_banner_show_error (LgFindingBanner *self,
                              const char      *message)
{
  g_return_if_fail (LG_IS_FINDING_BANNER (self));

  show (self, message, TRUE, FALSE);
}

/**
 * lg_finding_banner_take_back:
 * @message: what [method@FindingBanner.show_error] said
 *
 * Says it no longer, if it is still said; the link's finding shows again where there is one.
 */
void
lg_finding_banner_take_back (LgFindingBanner *self,
                             const char      *message)
{
  g_return_if_fail (LG_IS_FINDING_BANNER (self));
  g_return_if_fail (message != NULL);

  if (!g_str_equal (gtk_label_get_text (self->title), message))
    return;

  hide (self);
  show_latest (self);
}
