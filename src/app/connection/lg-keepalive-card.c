/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-keepalive-card.h"

#include "lg-clock-words.h"
#include "lg-keepalive-clock.h"
#include "lg-sparkline.h"

#include <glib/gi18n.h>

#define UPDATE_INTERVAL_MS 500

/* Often enough to be right, seldom enough to be listened to. */
#define DESCRIBE_INTERVAL_US (10 * G_USEC_PER_SEC)

/* What the card says; each is a property, which its labels follow. */
typedef enum
{
  TEXT_TITLE,
  TEXT_SUBTITLE,
  TEXT_COUNTDOWN,
  TEXT_COUNTDOWN_CAPTION,
  TEXT_LAST_OUT,
  TEXT_LAST_IN,
  TEXT_ROUND_TRIP,
  TEXT_MEDIAN,
  TEXT_P99,
  TEXT_PINGS,
  TEXT_PACKETS,
  TEXT_RECORDED,
  N_TEXTS,
} Text;

/* Those with a figure name stand in the grid below the clock. */
static const struct
{
  const char *property;
  const char *figure;
} texts[N_TEXTS] = {
  [TEXT_TITLE] = { "title", NULL },
  [TEXT_SUBTITLE] = { "subtitle", NULL },
  [TEXT_COUNTDOWN] = { "countdown", NULL },
  [TEXT_COUNTDOWN_CAPTION] = { "countdown-caption", NULL },
  [TEXT_LAST_OUT] = { "last-out", N_("Last packet out") },
  [TEXT_LAST_IN] = { "last-in", N_("Last packet in") },
  [TEXT_ROUND_TRIP] = { "round-trip", N_("Round trip") },
  [TEXT_MEDIAN] = { "median", N_("Minimum · median") },
  [TEXT_P99] = { "p99", N_("99 of 100 within") },
  [TEXT_PINGS] = { "pings", N_("PINGs answered") },
  [TEXT_PACKETS] = { "packets", N_("Packets ↑ · ↓") },
  [TEXT_RECORDED] = { "recorded", N_("Recorded") },
};

struct _LgKeepaliveCard
{
  GtkWidget         parent_instance;
  LgLink           *link;
  guint             update_id;
  gint64            described_us;
  gint64            described_reset_us;

  gboolean          running;
  gboolean          counting;
  char             *texts[N_TEXTS];

  GtkLabel         *advice;
  LgKeepaliveClock *clock;
  LgSparkline      *sparkline;
  GtkFlowBox       *figures;
};

G_DEFINE_FINAL_TYPE (LgKeepaliveCard, lg_keepalive_card, GTK_TYPE_WIDGET)

enum
{
  PROP_LINK = 1,
  PROP_RUNNING,
  PROP_COUNTING,
  PROP_TEXTS,
  N_PROPS = PROP_TEXTS + N_TEXTS,
};

static GParamSpec *properties[N_PROPS];

static char *
format_milliseconds (gint64 duration_us)
{
  return g_strdup_printf (duration_us < 10000 ? _("%.1f ms") : _("%.0f ms"), duration_us / 1000.0);
}

static char *
format_two (const LgRoundTripFigures *figures)
{
  g_autofree char *minimum = format_milliseconds (figures->min_us);
  g_autofree char *median = format_milliseconds (figures->median_us);

  return g_strdup_printf ("%s · %s", minimum, median);
}

/* Takes @text. */
static void
set_text (LgKeepaliveCard *self,
          Text             which,
          char            *text)
{
  if (g_strcmp0 (self->texts[which], text) == 0)
    {
      g_free (text);
      return;
    }

  g_free (self->texts[which]);
  self->texts[which] = text;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXTS + which]);
}

static void
update_round_trips (LgKeepaliveCard    *self,
                    const LgRoundTrips *trips)
{
  LgRoundTripFigures figures;
  gboolean any = lg_round_trips_summarize (trips, &figures);

  set_text (self, TEXT_ROUND_TRIP,
            any ? format_milliseconds (figures.last_us) : g_strdup ("–"));
  set_text (self, TEXT_MEDIAN, any ? format_two (&figures) : g_strdup ("–"));
  set_text (self, TEXT_P99, any ? format_milliseconds (figures.p99_us) : g_strdup ("–"));
  lg_sparkline_set_round_trips (self->sparkline, trips);
}

static void
update_figures (LgKeepaliveCard      *self,
                const LgClockDrawing *clock)
{
  const LgKeepalive *keepalive = &clock->keepalive;
  LgSession *session = lg_link_get_session (self->link);
  LgRecording *recording = lg_link_get_recording (self->link);

  set_text (self, TEXT_LAST_OUT, lg_clock_words_dup_ago (clock, keepalive->last_out_us));
  set_text (self, TEXT_LAST_IN, lg_clock_words_dup_ago (clock, keepalive->last_in_us));
  update_round_trips (self, &keepalive->round_trips);
  set_text (self, TEXT_PINGS,
            /* Translators: how many PINGREQ were answered, and how many were sent */
            g_strdup_printf (_("%u of %u"), (guint) keepalive->answered,
                             (guint) keepalive->pings));
  set_text (self, TEXT_PACKETS,
            g_strdup_printf ("%'" G_GUINT64_FORMAT " · %'" G_GUINT64_FORMAT,
                             lg_session_get_packets_out (session),
                             lg_session_get_packets_in (session)));
  set_text (self, TEXT_RECORDED,
            g_strdup_printf ("%'" G_GUINT64_FORMAT,
                             recording != NULL ? lg_recording_get_length (recording) : 0));
}

/* Until what the countdown runs, and what to say of it. */
static gint64
get_next_moment (const LgClockDrawing  *clock,
                 const char           **caption)
{
  gint64 from_us, until_us;

  if (clock->held && lg_keepalive_get_window (&clock->keepalive, &from_us, &until_us))
    {
      *caption = _("until the platform may close");
      return from_us;
    }
  if (clock->keepalive.ping_us != 0 && !clock->held)
    {
      *caption = _("waiting for PINGRESP");
      return lg_keepalive_get_pong_due (&clock->keepalive);
    }

  *caption = _("until the next PINGREQ");
  return lg_keepalive_get_next_ping (&clock->keepalive);
}

static void
update_countdown (LgKeepaliveCard      *self,
                  const LgClockDrawing *clock)
{
  const char *caption;
  gint64 left_s = (get_next_moment (clock, &caption) - clock->now_us) / G_USEC_PER_SEC;

  left_s = MAX (left_s, 0);
  set_text (self, TEXT_COUNTDOWN,
            g_strdup_printf ("%02d:%02d", (int) (left_s / 60), (int) (left_s % 60)));
  set_text (self, TEXT_COUNTDOWN_CAPTION, g_strdup (caption));
}

static void
update_description (LgKeepaliveCard      *self,
                    const LgClockDrawing *clock)
{
  g_autofree char *description = NULL;

  if (clock->now_us < self->described_us + DESCRIBE_INTERVAL_US
      && clock->keepalive.reset_us == self->described_reset_us)
    return;

  self->described_us = clock->now_us;
  self->described_reset_us = clock->keepalive.reset_us;
  description = lg_clock_words_dup_description (clock);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clock),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}

static gboolean
is_connected (LgKeepaliveCard *self)
{
  return self->link != NULL
         && lg_session_get_state (lg_link_get_session (self->link)) == LG_SESSION_CONNECTED;
}

static void
show_idle (LgKeepaliveCard *self)
{
  set_text (self, TEXT_TITLE, g_strdup (_("Keep-alive clock")));
  set_text (self, TEXT_SUBTITLE,
            g_strdup (_("It starts when the platform accepts the login (CONNACK).")));
}

static void
show_clock (LgKeepaliveCard      *self,
            const LgClockDrawing *clock)
{
  set_text (self, TEXT_TITLE,
            g_strdup_printf (_("Keep-alive %u s"), clock->keepalive.rule.interval_s));
  set_text (self, TEXT_SUBTITLE, lg_clock_words_dup_summary (clock));
  if (!clock->ended)
    update_countdown (self, clock);
  update_figures (self, clock);
  update_description (self, clock);
}

static void
set_flag (LgKeepaliveCard *self,
          gboolean        *flag,
          guint            prop_id,
          gboolean         on)
{
  if (*flag == on)
    return;

  *flag = on;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static gboolean
update_cb (gpointer user_data)
{
  LgKeepaliveCard *self = user_data;
  LgClockDrawing clock = { 0 };
  gboolean running = lg_keepalive_clock_look (self->clock, &clock);

  if (running)
    show_clock (self, &clock);
  else
    show_idle (self);
  set_flag (self, &self->running, PROP_RUNNING, running);
  set_flag (self, &self->counting, PROP_COUNTING, running && !clock.ended);
  return G_SOURCE_CONTINUE;
}

static void
update_timer (LgKeepaliveCard *self)
{
  gboolean wanted = is_connected (self) && gtk_widget_get_mapped (GTK_WIDGET (self));

  self->described_us = 0;
  update_cb (self);
  if (wanted && self->update_id == 0)
    self->update_id = g_timeout_add (UPDATE_INTERVAL_MS, update_cb, self);
  else if (!wanted)
    g_clear_handle_id (&self->update_id, g_source_remove);
}

static void
advise_cb (LgKeepaliveCard *self)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (lg_link_get_profile (self->link));
  g_autofree char *advice = lg_platform_dup_keepalive_advice (lg_endpoint_get_platform (endpoint));

  gtk_label_set_label (self->advice, advice);
}

static void
lg_keepalive_card_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lg_keepalive_card_parent_class)->map (widget);
  update_timer (LG_KEEPALIVE_CARD (widget));
}

static void
lg_keepalive_card_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lg_keepalive_card_parent_class)->unmap (widget);
  update_timer (LG_KEEPALIVE_CARD (widget));
}

static void
add_figure (LgKeepaliveCard *self,
            Text             which)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *name = gtk_label_new (_(texts[which].figure));
  GtkWidget *value = gtk_label_new (NULL);

  g_object_bind_property (self, texts[which].property, value, "label", G_BINDING_SYNC_CREATE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_widget_add_css_class (name, "dim-label");
  gtk_widget_add_css_class (name, "caption");
  gtk_widget_add_css_class (value, "heading");
  gtk_widget_add_css_class (value, "numeric");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, value, NULL,
                                  -1);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), value);
  gtk_flow_box_append (self->figures, box);
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
}

static void
lg_keepalive_card_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  LgKeepaliveCard *self = LG_KEEPALIVE_CARD (object);

  if (prop_id == PROP_LINK)
    g_value_set_object (value, self->link);
  else if (prop_id == PROP_RUNNING)
    g_value_set_boolean (value, self->running);
  else if (prop_id == PROP_COUNTING)
    g_value_set_boolean (value, self->counting);
  else
    g_value_set_string (value, self->texts[prop_id - PROP_TEXTS]);
}

static void
lg_keepalive_card_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_LINK);

  lg_keepalive_card_set_link (LG_KEEPALIVE_CARD (object), g_value_get_object (value));
}

static void
lg_keepalive_card_dispose (GObject *object)
{
  LgKeepaliveCard *self = LG_KEEPALIVE_CARD (object);
  GtkWidget *child;

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->link != NULL)
    g_signal_handlers_disconnect_by_data (lg_link_get_session (self->link), self);
  g_clear_object (&self->link);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lg_keepalive_card_parent_class)->dispose (object);
}

static void
lg_keepalive_card_finalize (GObject *object)
{
  LgKeepaliveCard *self = LG_KEEPALIVE_CARD (object);

  for (Text which = 0; which < N_TEXTS; which++)
    g_free (self->texts[which]);

  G_OBJECT_CLASS (lg_keepalive_card_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_LINK] = g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK,
                                               G_PARAM_WRITABLE | flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_COUNTING] = g_param_spec_boolean ("counting", NULL, NULL, FALSE, flags);
  for (Text which = 0; which < N_TEXTS; which++)
    properties[PROP_TEXTS + which] = g_param_spec_string (texts[which].property, NULL, NULL, NULL,
                                                          flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_keepalive_card_class_init (LgKeepaliveCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lg_keepalive_card_get_property;
  object_class->set_property = lg_keepalive_card_set_property;
  object_class->dispose = lg_keepalive_card_dispose;
  object_class->finalize = lg_keepalive_card_finalize;
  install_properties (object_class);

  widget_class->map = lg_keepalive_card_map;
  widget_class->unmap = lg_keepalive_card_unmap;

  g_type_ensure (LG_TYPE_KEEPALIVE_CLOCK);
  g_type_ensure (LG_TYPE_SPARKLINE);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-keepalive-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LgKeepaliveCard, advice);
  gtk_widget_class_bind_template_child (widget_class, LgKeepaliveCard, clock);
  gtk_widget_class_bind_template_child (widget_class, LgKeepaliveCard, sparkline);
  gtk_widget_class_bind_template_child (widget_class, LgKeepaliveCard, figures);
  gtk_widget_class_bind_template_callback (widget_class, advise_cb);
}

static void
lg_keepalive_card_init (LgKeepaliveCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (Text which = 0; which < N_TEXTS; which++)
    if (texts[which].figure != NULL)
      add_figure (self, which);
  update_timer (self);
}

/**
 * lg_keepalive_card_set_link:
 * @link: (nullable): the device whose clock to show
 *
 * Shows the clock of another link.
 */
void
lg_keepalive_card_set_link (LgKeepaliveCard *self,
                            LgLink          *link)
{
  g_return_if_fail (LG_IS_KEEPALIVE_CARD (self));
  g_return_if_fail (link == NULL || LG_IS_LINK (link));

  if (self->link == link)
    return;

  if (self->link != NULL)
    g_signal_handlers_disconnect_by_data (lg_link_get_session (self->link), self);
  g_set_object (&self->link, link);
  lg_keepalive_clock_set_link (self->clock, link);
  if (link != NULL)
    {
      g_signal_connect_object (lg_link_get_session (link), "notify::state",
                               G_CALLBACK (update_timer), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (lg_link_get_session (link), "notify::hold-pings",
                               G_CALLBACK (update_timer), self, G_CONNECT_SWAPPED);
    }

  g_clear_handle_id (&self->update_id, g_source_remove);
  update_timer (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}
