/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-advice-card.h"

#include "app/widgets/lg-adaptive-bin.h"
#include "model/lg-check-word.h"
#include "model/lg-days-left.h"

#include <glib/gi18n.h>

/* A name server that answers at all does so sooner. */
#define PATIENCE_S 3

struct _LgAdviceCard
{
  AdwBin        parent_instance;
  GtkImage     *image;
  GtkLabel     *title;
  GtkLabel     *subtitle;
  GtkWidget    *use;
  LgCheckup    *checkup;
  GSignalGroup *check_signals;
  GSignalGroup *endpoint_signals;
  guint         tick;
  gint64        begin_us;
};

G_DEFINE_FINAL_TYPE (LgAdviceCard, lg_advice_card, ADW_TYPE_BIN)

static gboolean
is_own (LgEndpoint  *endpoint,
        LgCheckPort *port)
{
  return lg_endpoint_get_port (endpoint) == lg_check_port_get_port (port)
         && lg_endpoint_get_security (endpoint) == lg_check_port_get_security (port);
}

static gboolean
is_used (LgEndpoint        *endpoint,
         LgCheckPort       *port,
         const LgCheckCell *fit)
{
  return is_own (endpoint, port)
         && g_strcmp0 (lg_endpoint_get_root_name (endpoint), lg_root_get_name (fit->root)) == 0;
}

static gboolean
is_recommended (LgEndpoint  *endpoint,
                LgCheckPort *port)
{
  const LgPort *documented = lg_platform_find_port (lg_endpoint_get_platform (endpoint),
                                                    lg_check_port_get_port (port),
                                                    lg_check_port_get_security (port));

  return documented != NULL && documented->recommended;
}

/* The device keeps its port as long as some root fits there, unless the platform recommends another
 * port that works. */
static LgCheckPort *
find_port (LgAdviceCard *self)
{
  LgCheck *check = lg_checkup_get_check (self->checkup);
  LgEndpoint *endpoint = lg_checkup_get_endpoint (self->checkup);
  LgCheckPort *best = lg_check_get_best_port (check);

  if (best != NULL && is_recommended (endpoint, best))
    return best;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr (LgCheckPort) port = g_list_model_get_item (G_LIST_MODEL (check), i);

      if (lg_check_word_find_fit (port) != NULL && (best == NULL || is_own (endpoint, port)))
        best = port;
    }
  return best;
}

static void
show (LgAdviceCard *self,
      const char   *icon,
      const char   *css_class,
      const char   *title,
      const char   *subtitle)
{
  static const char *const css_classes[] = { "success", "warning", "error", "dim-label" };

  for (gsize i = 0; i < G_N_ELEMENTS (css_classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->image), css_classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->image), css_class);
  gtk_image_set_from_icon_name (self->image, icon);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
}

static void
show_port (LgAdviceCard *self,
           LgCheckPort  *port)
{
  const LgCheckCell *fit = lg_check_word_find_fit (port);
  gboolean used = fit != NULL && is_used (lg_checkup_get_endpoint (self->checkup), port, fit);
  g_autofree char *title = NULL, *subtitle = NULL, *date = NULL;

  if (fit == NULL)
    {
      title = g_strdup_printf (_("Only port %u works, without TLS"), lg_check_port_get_port (port));
      show (self, "lg-warning-symbolic", "warning", title,
            _("Anyone on the way can read and change everything"));
    }
  else
    {
      date = lg_days_left_format_date (fit->valid_until);
      title = g_strdup_printf (_("Port %u works with %s"), lg_check_port_get_port (port),
                               lg_root_get_title (fit->root));
      subtitle = used ? g_strdup_printf (_("Until %s · the device uses this port and root"), date)
                      : g_strdup_printf (_("Until %s · the device is set to something else"), date);
      show (self, "lg-good-symbolic", "success", title, subtitle);
    }
  /* Going without encryption is not for a button to propose. */
  gtk_widget_set_visible (self->use, fit != NULL && !used);
}

static gboolean
is_looking_up (LgCheck *check)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr (LgCheckPort) port = g_list_model_get_item (G_LIST_MODEL (check), i);

      if (lg_check_port_get_steps (port)->len > 0 || lg_check_port_is_done (port))
        return FALSE;
    }
  return TRUE;
}

/* A silent name server takes its time; the operator sees that something goes on. */
static void
show_running (LgAdviceCard *self,
              LgCheck      *check)
{
  gint64 seconds = (g_get_monotonic_time () - self->begin_us) / G_USEC_PER_SEC;
  g_autofree char *slow = NULL;

  if (is_looking_up (check) && seconds >= PATIENCE_S)
    slow = g_strdup_printf (_("Looking up %s: no answer for %d s, waiting for up to %d s"),
                            lg_check_get_host (check), (int) seconds,
                            LG_TRANSPORT_DNS_TIMEOUT_MS / 1000);
  show (self, "lg-waiting-symbolic", "dim-label", _("Looking at the ports…"),
        slow != NULL ? slow
        : lg_checkup_get_logging_in (self->checkup)
        ? _("Each with one handshake; then one login")
        : _("Each with one handshake; nothing of the device is sent"));
}

/* What somebody else did not try may work or not. */
static void
show_gaps (LgAdviceCard *self,
           gboolean      fault)
{
  show (self, fault ? "lg-fault-symbolic" : "lg-question-symbolic", fault ? "error" : "dim-label",
        _("No port is known to work"),
        fault ? _("The findings below say why, and what to do next")
        : _("What the other computer did not try is not seen"));
}

static void
update (LgAdviceCard *self)
{
  LgCheck *check = self->checkup != NULL ? lg_checkup_get_check (self->checkup) : NULL;
  LgCheckPort *port = check != NULL ? find_port (self) : NULL;

  gtk_widget_set_visible (self->use, FALSE);
  if (check == NULL)
    return;

  if (lg_checkup_get_running (self->checkup))
    show_running (self, check);
  else if (port != NULL)
    show_port (self, port);
  else if (lg_check_has_gaps (check))
    show_gaps (self, lg_check_has_fault (check));
  else
    show (self, "lg-fault-symbolic", "error", _("No port works"),
          _("The findings below say why, and what to do next"));
}

static gboolean
tick_cb (gpointer user_data)
{
  LgAdviceCard *self = user_data;
  LgCheck *check = lg_checkup_get_check (self->checkup);

  if (check != NULL)
    show_running (self, check);
  return G_SOURCE_CONTINUE;
}

static void
stop_ticking (LgAdviceCard *self)
{
  if (self->tick != 0)
    g_source_remove (self->tick);
  self->tick = 0;
}

static void
running_cb (LgAdviceCard *self)
{
  stop_ticking (self);
  if (self->checkup != NULL && lg_checkup_get_running (self->checkup))
    {
      self->begin_us = g_get_monotonic_time ();
      self->tick = g_timeout_add_seconds (1, tick_cb, self);
    }
  update (self);
}

static void
use_clicked_cb (LgAdviceCard *self)
{
  LgCheckPort *port = find_port (self);

  lg_checkup_use (self->checkup, port, lg_check_word_find_fit (port)->root);
}

static void
lg_advice_card_dispose (GObject *object)
{
  LgAdviceCard *self = LG_ADVICE_CARD (object);

  stop_ticking (self);
  g_clear_object (&self->check_signals);
  g_clear_object (&self->endpoint_signals);
  g_clear_object (&self->checkup);

  G_OBJECT_CLASS (lg_advice_card_parent_class)->dispose (object);
}

static void
lg_advice_card_class_init (LgAdviceCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_advice_card_dispose;

  g_type_ensure (LG_TYPE_ADAPTIVE_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-advice-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LgAdviceCard, image);
  gtk_widget_class_bind_template_child (widget_class, LgAdviceCard, title);
  gtk_widget_class_bind_template_child (widget_class, LgAdviceCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, LgAdviceCard, use);
  gtk_widget_class_bind_template_callback (widget_class, use_clicked_cb);
}

static void
lg_advice_card_init (LgAdviceCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->check_signals = g_signal_group_new (LG_TYPE_CHECKUP);
  g_signal_group_connect_swapped (self->check_signals, "notify::check", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->check_signals, "notify::running", G_CALLBACK (running_cb),
                                  self);
  self->endpoint_signals = g_signal_group_new (LG_TYPE_ENDPOINT);
  g_signal_group_connect_swapped (self->endpoint_signals, "notify", G_CALLBACK (update), self);
}

/**
 * lg_advice_card_set_checkup:
 * @checkup: (nullable): whose latest check to sum up
 */
void
lg_advice_card_set_checkup (LgAdviceCard *self,
                            LgCheckup    *checkup)
{
  g_return_if_fail (LG_IS_ADVICE_CARD (self));

  if (!g_set_object (&self->checkup, checkup))
    return;

  g_signal_group_set_target (self->check_signals, checkup);
  g_signal_group_set_target (self->endpoint_signals,
                             checkup != NULL ? lg_checkup_get_endpoint (checkup) : NULL);
  running_cb (self);
}
