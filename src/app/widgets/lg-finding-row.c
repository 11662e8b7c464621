/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-finding-row.h"

#include "model/lg-event-text.h"

#include <glib/gi18n.h>

struct _LgFindingRow
{
  AdwExpanderRow  parent_instance;
  GtkImage       *icon;
  GtkLabel       *time;
  GtkLabel       *confidence;
  GtkWidget      *links;
};

G_DEFINE_FINAL_TYPE (LgFindingRow, lg_finding_row, ADW_TYPE_EXPANDER_ROW)

static const struct
{
  const char *icon;
  const char *style;
  const char *name;
} severities[] = {
  [LG_SEVERITY_FAULT] = { "lg-fault-symbolic", "error", N_("fault") },
  [LG_SEVERITY_RISK] = { "lg-warning-symbolic", "warning", N_("risk") },
  [LG_SEVERITY_NOTE] = { "lg-note-symbolic", "dim-label", N_("note") },
};

static const char *const confidences[] = {
  [LG_CONFIDENCE_CERTAIN] = N_("certain"),
  [LG_CONFIDENCE_LIKELY] = N_("likely"),
  [LG_CONFIDENCE_POSSIBLE] = N_("possible"),
};

static char *
format_time (LgFinding *finding)
{
  gint64 wall_us = finding->wall_us;
  gint64 up_s = finding->duration_us / G_USEC_PER_SEC;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (wall_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *end = g_date_time_format (local, "%H:%M:%S");

  if (finding->duration_us == 0)
    return g_steal_pointer (&end);

  return g_strdup_printf (_("%s\nafter %02d:%02d:%02d"), end, (int) (up_s / 3600),
                          (int) (up_s / 60 % 60), (int) (up_s % 60));
}

static GtkWidget *
new_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  return label;
}

static GtkWidget *
add_part (LgFindingRow *self,
          const char   *name,
          const char   *text)
{
  GtkWidget *box, *heading;

  if (text == NULL || *text == '\0')
    return NULL;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  heading = gtk_label_new (name);

  gtk_widget_add_css_class (box, "lg-finding-part");
  gtk_widget_add_css_class (heading, "caption-heading");
  gtk_widget_add_css_class (heading, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), new_text (text));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), box);
  return box;
}

/* Opens the event on the Traffic page. */
static GtkWidget *
new_event_link (const LgCitation *citation)
{
  const LgEvent event = {
    .wall_us = citation->wall_us, .kind = citation->kind, .direction = citation->direction,
  };
  const char *kind = lg_event_get_kind_name (&event);
  g_autofree char *time = lg_event_text_dup_time (&event);
  g_autofree char *label = g_strdup_printf ("%s %s", time, kind);
  /* Translators: what an event is about, and when it happened */
  g_autofree char *name = g_strdup_printf (_("Show %s of %s in Traffic"), kind, time);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_add_css_class (button, "numeric");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", citation->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-event");
  return button;
}

static void
add_event_links (LgFindingRow *self,
                 GtkWidget    *part,
                 GArray       *events)
{
  GtkWidget *links = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (links), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (links), 4);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (links), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (links), 3);
  gtk_widget_set_margin_top (links, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (links),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Events that show it"),
                                  -1);
  for (guint i = 0; i < events->len; i++)
    {
      GtkWidget *link = new_event_link (&g_array_index (events, LgCitation, i));

      gtk_flow_box_append (GTK_FLOW_BOX (links), link);
      gtk_widget_set_focusable (gtk_widget_get_parent (link), FALSE);
    }
  gtk_box_append (GTK_BOX (part), links);
  self->links = links;
}

static void
add_alternatives (LgFindingRow *self,
                  GPtrArray    *alternatives)
{
  for (guint i = 0; i < alternatives->len; i++)
    {
      const LgAlternative *alternative = alternatives->pdata[i];
      /* Translators: what may have happened instead, how sure that is, and why it fits less */
      g_autofree char *text = g_strdup_printf (_("%s (%s). %s."), alternative->title,
                                               _(confidences[alternative->confidence]),
                                               alternative->reason);

      add_part (self, _("Fits, too"), text);
    }
}

static void
set_finding (LgFindingRow *self,
             LgFinding    *finding)
{
  LgSeverity severity = finding->severity;
  const char *title = finding->title;
  g_autofree char *time = format_time (finding);
  GArray *events = finding->events;
  GtkWidget *evidence;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), finding->evidence);
  gtk_image_set_from_icon_name (self->icon, severities[severity].icon);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), severities[severity].style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(severities[severity].name),
                                  -1);
  gtk_label_set_label (self->time, time);
  if (severity != LG_SEVERITY_NOTE)
    gtk_label_set_label (self->confidence, _(confidences[finding->confidence]));

  evidence = add_part (self, _("Evidence"), finding->evidence);
  if (events->len > 0 && evidence != NULL)
    add_event_links (self, evidence, events);
  add_part (self, finding->alternatives->len > 0
                ? _("The console may show") : _("The console says"),
              finding->console);
  add_part (self, _("On this platform"), finding->meaning);
  add_part (self, _("Next step"), finding->advice);
  add_alternatives (self, finding->alternatives);
}

static void
lg_finding_row_class_init (LgFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LgFindingRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LgFindingRow, time);
  gtk_widget_class_bind_template_child (widget_class, LgFindingRow, confidence);
}

static void
lg_finding_row_init (LgFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lg_finding_row_new:
 * @finding: what to show
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
lg_finding_row_new (LgFinding *finding)
{
  LgFindingRow *self;

  g_return_val_if_fail (LG_IS_FINDING (finding), NULL);

  self = g_object_new (LG_TYPE_FINDING_ROW, NULL);
  set_finding (self, finding);
  return GTK_WIDGET (self);
}

/**
 * lg_finding_row_add_action:
 * @label: what it does, translated
 * @action: an action of the window
 *
 * Offers the next step as a button, also while the row is closed.
 */
void
lg_finding_row_add_action (LgFindingRow *self,
                           const char   *label,
                           const char   *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_return_if_fail (LG_IS_FINDING_ROW (self));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), button);
}

/**
 * lg_finding_row_set_compact:
 *
 * Leaves out when it was found, and the evidence as long as the row is closed: for findings of one
 * look, which are the same age. Their events are in no recording that is shown.
 */
void
lg_finding_row_set_compact (LgFindingRow *self)
{
  g_return_if_fail (LG_IS_FINDING_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->time), FALSE);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), "");
  if (self->links != NULL)
    gtk_widget_set_visible (self->links, FALSE);
}
