/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-chain-view.h"

#include "lg-certificate-card.h"
#include "model/lg-check-word.h"

#include <glib/gi18n.h>

struct _LgChainView
{
  AdwBin               parent_instance;
  AdwPreferencesGroup *group;
  GtkLabel            *none;
  GtkBox              *chain;
  GtkLabel            *tls;
  LgCheckPort         *port;
  GSignalGroup        *port_signals;
  gint64               at_s;
};

G_DEFINE_FINAL_TYPE (LgChainView, lg_chain_view, ADW_TYPE_BIN)

static void
clear_chain (LgChainView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chain))) != NULL)
    gtk_box_remove (self->chain, child);
}

static const char *
get_role (GPtrArray *chain,
          guint      position)
{
  if (lg_certificate_is_self_signed (chain->pdata[position]))
    return position == 0 ? _("server’s own, self-signed") : _("root, sent along");
  return position == 0 ? _("server") : _("intermediate");
}

static gboolean
is_sent (GPtrArray     *chain,
         LgCertificate *certificate)
{
  for (guint i = 0; i < chain->len; i++)
    if (g_str_equal (lg_certificate_get_sha256 (chain->pdata[i]),
                     lg_certificate_get_sha256 (certificate)))
      return TRUE;
  return FALSE;
}

static void
append (LgChainView   *self,
        LgCertificate *certificate,
        const char    *role)
{
  gtk_box_append (self->chain, lg_certificate_card_new (certificate, role, self->at_s));
}

static void
append_chain (LgChainView *self,
              GPtrArray   *chain)
{
  const LgCheckCell *fit = lg_check_word_find_fit (self->port);
  LgCertificate *root = fit != NULL ? lg_root_get_certificate (fit->root) : NULL;

  for (guint i = 0; i < chain->len; i++)
    append (self, chain->pdata[i], get_role (chain, i));
  if (root != NULL && !is_sent (chain, root))
    append (self, root, _("root, known here"));
}

static char *
describe_tls (const LgInspection *seen)
{
  if (seen->tls_version == NULL)
    return NULL;
  return g_strdup_printf (_("%s · %s · from %s"), seen->tls_version,
                          seen->tls_cipher != NULL ? seen->tls_cipher : "?",
                          seen->peer_address != NULL ? seen->peer_address : "?");
}

static const char *
explain_none (LgCheckPort *port)
{
  if (port == NULL)
    return _("Select a port to see its certificates.");
  if (!lg_check_port_is_done (port))
    return _("Waiting for the port’s answer…");
  if (lg_check_port_get_security (port) == LG_SECURITY_TCP)
    return _("Without TLS there are no certificates.");
  return lg_check_port_is_told (port) ? _("Its certificates were not seen.")
                                      : _("The port sent no certificates.");
}

static void
update (LgChainView *self)
{
  const LgInspection *seen = self->port != NULL ? lg_check_port_get_seen (self->port) : NULL;
  gboolean some = seen != NULL && seen->chain != NULL && seen->chain->len > 0;
  g_autofree char *title = NULL, *tls = NULL;

  title = self->port != NULL
    ? g_strdup_printf (_("Certificates of port %u"), lg_check_port_get_port (self->port))
    : g_strdup (_("Certificates"));
  adw_preferences_group_set_title (self->group, title);

  clear_chain (self);
  if (some)
    append_chain (self, seen->chain);
  tls = some ? describe_tls (seen) : NULL;
  gtk_label_set_text (self->tls, tls != NULL ? tls : "");
  gtk_widget_set_visible (GTK_WIDGET (self->tls), tls != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->chain), some);
  gtk_label_set_text (self->none, explain_none (self->port));
  gtk_widget_set_visible (GTK_WIDGET (self->none), !some);
}

static void
lg_chain_view_dispose (GObject *object)
{
  LgChainView *self = LG_CHAIN_VIEW (object);

  g_clear_object (&self->port_signals);
  g_clear_object (&self->port);

  G_OBJECT_CLASS (lg_chain_view_parent_class)->dispose (object);
}

static void
lg_chain_view_class_init (LgChainViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lg_chain_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-chain-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LgChainView, group);
  gtk_widget_class_bind_template_child (widget_class, LgChainView, none);
  gtk_widget_class_bind_template_child (widget_class, LgChainView, chain);
  gtk_widget_class_bind_template_child (widget_class, LgChainView, tls);
}

static void
lg_chain_view_init (LgChainView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->port_signals = g_signal_group_new (LG_TYPE_CHECK_PORT);
  g_signal_group_connect_swapped (self->port_signals, "notify::done", G_CALLBACK (update), self);
  update (self);
}

/**
 * lg_chain_view_set_port:
 * @port: (nullable): whose certificates to show
 * @at_s: the time to count their days from, Unix seconds
 */
void
lg_chain_view_set_port (LgChainView *self,
                        LgCheckPort *port,
                        gint64       at_s)
{
  g_return_if_fail (LG_IS_CHAIN_VIEW (self));

  self->at_s = at_s;
  if (!g_set_object (&self->port, port))
    return;

  g_signal_group_set_target (self->port_signals, port);
  update (self);
}
