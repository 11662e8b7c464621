/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-ready-card.h"

#include <glib/gi18n.h>

struct _LgReadyCard
{
  AdwPreferencesGroup  parent_instance;
  GtkImage            *image;
  GtkLabel            *title;
  GtkLabel            *body;
  GtkWidget           *show;
  GtkWidget           *send_as_typed;
  GtkWidget           *retry;
  GtkWidget           *restore;
  LgReadiness         *readiness;
  LgPracticeProcess   *practice;
};

G_DEFINE_FINAL_TYPE (LgReadyCard, lg_ready_card, ADW_TYPE_PREFERENCES_GROUP)

static void
say (LgReadyCard *self,
     const char  *icon,
     const char  *css_class,
     const char  *title,
     const char  *body)
{
  static const char *const classes[] = { "accent", "warning", "error", "dim-label" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->image), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->image), css_class);

  gtk_image_set_from_icon_name (self->image, icon);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->body, body);
}

static void
say_takeover (LgReadyCard *self,
              LgProfile   *profile)
{
  g_autofree char *name = lg_profile_dup_title (profile);
  g_autofree char *title = g_strdup_printf (_("Connecting takes %s’s place"), name);

  say (self, "lg-note-symbolic", "accent", title,
       _("The device goes offline meanwhile; messages waiting for it may arrive here or be lost."));
}

static gboolean
registers (LgProfile *profile)
{
  return lg_credentials_get_mode (lg_profile_get_credentials (profile)) == LG_MODE_REGISTRATION;
}

static void
say_ready (LgReadyCard *self,
           LgProfile   *profile)
{
  if (registers (profile))
    say (self, "lg-note-symbolic", "accent", _("Registering gives a new secret"),
         _("The platform sends it at once, and the device logs in with it from then on. What an "
           "earlier registration gave is void. A device that has been online is not registered "
           "again."));
  else if (lg_profile_is_practice (profile))
    say (self, "lg-note-symbolic", "accent", _("Practice as much as you like"),
         _("The practice platform runs on this computer and behaves as the vendor documents, but "
           "without its limits for CONNECTs a minute and messages down. Change any value to see "
           "what the platform makes of it."));
  else if (lg_endpoint_get_platform (lg_profile_get_endpoint (profile)) ==
           lg_platform_get ("custom"))
    say (self, "lg-note-symbolic", "accent", _("Ready to connect"),
         _("Another client with the same client ID goes offline meanwhile."));
  else
    say_takeover (self, profile);
}

/* From what is wrong to where it is typed. */
static void
show_link (LgReadyCard   *self,
           const LgIssue *worst)
{
  gboolean blocks = worst != NULL && worst->level != LG_ISSUE_RISK;

  gtk_widget_set_visible (self->show, blocks);
  if (blocks)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->show), "s",
                                      lg_field_get_nick (worst->field));
}

/* The practice platform comes first: without it the practice device has no values to judge. */
static void
update (LgReadyCard *self)
{
  LgLink *link = self->readiness != NULL ? lg_readiness_get_link (self->readiness) : NULL;
  LgProfile *profile = link != NULL ? lg_link_get_profile (link) : NULL;
  gboolean practice = profile != NULL && lg_profile_is_practice (profile);
  gboolean running = lg_practice_process_is_ready (self->practice);
  const char *problem = lg_practice_process_get_problem (self->practice);
  const LgIssue *worst;

  if (profile == NULL)
    return;

  worst = lg_readiness_get_worst (self->readiness);
  if (practice && problem != NULL)
    say (self, "lg-fault-symbolic", "error", _("The practice platform does not run"), problem);
  else if (practice && !running)
    say (self, "lg-note-symbolic", "dim-label", _("The practice platform is starting"),
         _("It needs a moment."));
  else if (worst != NULL && worst->level == LG_ISSUE_ERROR)
    say (self, worst->missing ? "lg-note-symbolic" : "lg-fault-symbolic",
         worst->missing ? "dim-label" : "error", _("Not ready to connect"), worst->message);
  else if (worst != NULL && worst->level == LG_ISSUE_RULE)
    say (self, "lg-warning-symbolic", "warning", _("This breaks a rule of the platform"),
         worst->message);
  else
    say_ready (self, profile);

  show_link (self, worst);
  gtk_widget_set_visible (self->send_as_typed, worst != NULL && worst->level == LG_ISSUE_RULE);
  gtk_widget_set_visible (self->retry, practice && problem != NULL);
  gtk_widget_set_visible (self->restore, practice && running);
}

static void
retry_clicked_cb (LgReadyCard *self)
{
  lg_practice_process_start (self->practice);
}

static void
restore_clicked_cb (LgReadyCard *self)
{
  lg_practice_process_restore (self->practice);
}

static void
lg_ready_card_dispose (GObject *object)
{
  LgReadyCard *self = LG_READY_CARD (object);

  g_clear_object (&self->readiness);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (lg_ready_card_parent_class)->dispose (object);
}

static void
lg_ready_card_class_init (LgReadyCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_ready_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-ready-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LgReadyCard, image);
  gtk_widget_class_bind_template_child (widget_class, LgReadyCard, title);
  gtk_widget_class_bind_template_child (widget_class, LgReadyCard, body);
  gtk_widget_class_bind_template_child (widget_class, LgReadyCard, show);
  gtk_widget_class_bind_template_child (widget_class, LgReadyCard, send_as_typed);
  gtk_widget_class_bind_template_child (widget_class, LgReadyCard, retry);
  gtk_widget_class_bind_template_child (widget_class, LgReadyCard, restore);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_clicked_cb);
}

static void
lg_ready_card_init (LgReadyCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lg_ready_card_set_readiness:
 * @readiness: the judge of the selected device
 * @practice: the practice platform
 *
 * Called once.
 */
void
lg_ready_card_set_readiness (LgReadyCard       *self,
                             LgReadiness       *readiness,
                             LgPracticeProcess *practice)
{
  g_return_if_fail (LG_IS_READY_CARD (self));
  g_return_if_fail (self->readiness == NULL);

  self->readiness = g_object_ref (readiness);
  self->practice = g_object_ref (practice);
  g_object_bind_property (readiness, "send-as-typed", self->send_as_typed, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (readiness, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (practice, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
