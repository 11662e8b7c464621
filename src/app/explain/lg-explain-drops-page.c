/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-explain-drops-page.h"

#include "lg-explain-findings.h"
#include "lg-explain-timeline.h"
#include "log/lg-drop-fleet.h"

#include <glib/gi18n.h>

/* After the last key; a long log takes longer than a keystroke. */
#define DEBOUNCE_MS 150

struct _LgExplainDropsPage
{
  AdwBin             parent_instance;
  GtkTextBuffer     *text;
  GtkWidget         *placeholder;
  GtkLabel          *summary;
  LgExplainTimeline *timeline;
  GtkSpinButton     *keepalive;
  GtkSpinButton     *silence;
  LgExplainFindings *findings;
  LgLink            *link;
  guint              timeout;
};

G_DEFINE_FINAL_TYPE (LgExplainDropsPage, lg_explain_drops_page, ADW_TYPE_BIN)

static char *
dup_text (LgExplainDropsPage *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->text, &start, &end);
  return gtk_text_buffer_get_text (self->text, &start, &end, FALSE);
}

/* What was understood; NULL if that was nothing. */
static char *
summarize (LgDropFleet *fleet)
{
  g_autofree char *devices = lg_drop_fleet_describe (fleet);
  guint n_ends = 0, n_intervals = 0, n_untimed = 0;
  g_autoptr (GString) text = NULL;

  if (!fleet->recognized)
    return NULL;

  for (guint i = 0; i < fleet->devices->len; i++)
    {
      const LgDropLog *log = ((LgDropDevice *) fleet->devices->pdata[i])->log;

      n_ends += log->drops->len;
      n_intervals += log->intervals->len;
      n_untimed += log->n_untimed;
    }

  text = g_string_new (NULL);
  if (n_ends > 0)
    g_string_append_printf (text, _("Ends: %u. "), n_ends);
  g_string_append_printf (text, _("Intervals: %u. "), n_intervals);
  if (n_untimed > 0)
    g_string_append_printf (text, _("Lines without a time: %u. "), n_untimed);
  if (devices != NULL)
    g_string_append (text, devices);
  else if (n_intervals == 0 && n_ends > 0)
    g_string_append (text, _("One time alone tells nothing; two are needed."));
  return g_strdup (g_strchomp (text->str));
}

/* The device with the most ends. */
static LgDropLog *
find_log (LgDropFleet *fleet)
{
  LgDropLog *most = ((LgDropDevice *) fleet->devices->pdata[0])->log;

  for (guint i = 1; i < fleet->devices->len; i++)
    {
      LgDropLog *log = ((LgDropDevice *) fleet->devices->pdata[i])->log;

      if (log->drops->len > most->drops->len)
        most = log;
    }

  return most;
}

static void
show_summary (LgExplainDropsPage *self,
              LgDropFleet        *fleet)
{
  g_autofree char *summary = summarize (fleet);
  gboolean wrong = summary == NULL && gtk_text_buffer_get_char_count (self->text) > 0;

  gtk_label_set_text (self->summary, summary != NULL ? summary
                      : _("No time was found. Paste lines that have one, or write an interval: "
                          "every 120 s."));
  gtk_widget_set_visible (GTK_WIDGET (self->summary), summary != NULL || wrong);
  gtk_widget_set_css_classes (GTK_WIDGET (self->summary),
                              (const char *[]) { "caption", wrong ? "error" : "dim-label", NULL });
}

static gboolean
judge_cb (gpointer user_data)
{
  LgExplainDropsPage *self = user_data;
  LgEndpoint *endpoint = lg_profile_get_endpoint (lg_link_get_profile (self->link));
  const LgPlatform *platform = lg_endpoint_get_platform (endpoint);
  g_autofree char *text = dup_text (self);
  g_autoptr (LgDropFleet) fleet = lg_drop_fleet_parse (text, g_get_real_time ()
                                                             / G_USEC_PER_SEC);

  lg_drop_fleet_judge (fleet, &(LgDropCase) {
                         .family = lg_family_of_platform (platform),
                         .limits = lg_platform_get_limits (platform),
                         .keepalive_s = gtk_spin_button_get_value_as_int (self->keepalive),
                         .silence_s = gtk_spin_button_get_value (self->silence),
                       });
  self->timeout = 0;
  show_summary (self, fleet);
  lg_explain_timeline_show (self->timeline, find_log (fleet));
  lg_explain_findings_show (self->findings, fleet->findings);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (LgExplainDropsPage *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  gtk_widget_set_visible (self->placeholder, gtk_text_buffer_get_char_count (self->text) == 0);
  if (self->link != NULL)
    self->timeout = g_timeout_add (DEBOUNCE_MS, judge_cb, self);
}

static void
lg_explain_drops_page_dispose (GObject *object)
{
  LgExplainDropsPage *self = LG_EXPLAIN_DROPS_PAGE (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->link);

  G_OBJECT_CLASS (lg_explain_drops_page_parent_class)->dispose (object);
}

static void
lg_explain_drops_page_class_init (LgExplainDropsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_explain_drops_page_dispose;
  g_type_ensure (LG_TYPE_EXPLAIN_FINDINGS);
  g_type_ensure (LG_TYPE_EXPLAIN_TIMELINE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               LG_RESOURCES "lg-explain-drops-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LgExplainDropsPage, text);
  gtk_widget_class_bind_template_child (widget_class, LgExplainDropsPage, placeholder);
  gtk_widget_class_bind_template_child (widget_class, LgExplainDropsPage, summary);
  gtk_widget_class_bind_template_child (widget_class, LgExplainDropsPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, LgExplainDropsPage, keepalive);
  gtk_widget_class_bind_template_child (widget_class, LgExplainDropsPage, silence);
  gtk_widget_class_bind_template_child (widget_class, LgExplainDropsPage, findings);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
lg_explain_drops_page_init (LgExplainDropsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lg_explain_drops_page_set_link:
 * @link: the device whose platform's rules apply
 */
void
lg_explain_drops_page_set_link (LgExplainDropsPage *self,
                                LgLink             *link)
{
  g_return_if_fail (LG_IS_EXPLAIN_DROPS_PAGE (self));

  if (g_set_object (&self->link, link))
    changed_cb (self);
}
