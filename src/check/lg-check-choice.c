/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a check comes down to: which port and root to use, and what to ask for where none works. */
#include "config.h"

#include "lg-check-private.h"

#include "device/lg-printable.h"

#include <glib/gi18n-lib.h>

/**
 * lg_check_find_selected:
 * @port: a TLS port
 *
 * Returns: (transfer none) (nullable): the root the operator chose for this port, or the one
 *   documented for it, if it is a column
 */
LgRoot *
lg_check_find_selected (LgCheck *self,
                        guint16  port)
{
  LgEndpoint *endpoint = lg_check_get_endpoint (self);
  GListModel *columns = lg_check_get_roots (self);
  const LgPort *pairing = lg_platform_find_port (lg_endpoint_get_platform (endpoint), port,
                                                 LG_SECURITY_TLS);
  const char *name = pairing != NULL ? pairing->root : NULL;

  if (lg_endpoint_get_port (endpoint) == port && lg_endpoint_get_root (endpoint) != NULL)
    name = lg_endpoint_get_root (endpoint);
  for (guint i = 0; name != NULL && i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (columns, i);

      if (g_str_equal (lg_root_get_name (root), name))
        return root;
    }
  return NULL;
}

static gboolean
is_recommended (LgCheck     *self,
                LgCheckPort *port)
{
  const LgPlatform *platform = lg_endpoint_get_platform (lg_check_get_endpoint (self));
  const LgPort *documented = lg_platform_find_port (platform, lg_check_port_get_port (port),
                                                    lg_check_port_get_security (port));

  return documented != NULL && documented->recommended;
}

static gint64
get_end (LgCheckPort *port)
{
  const LgCheckCell *cell = lg_check_port_get_choice (port);

  return cell != NULL ? cell->valid_until : 0;
}

static gboolean
is_better (LgCheck     *self,
           LgCheckPort *port,
           LgCheckPort *than)
{
  if (than == NULL)
    return TRUE;
  if (is_recommended (self, port) != is_recommended (self, than))
    return is_recommended (self, port);
  return get_end (port) > get_end (than);
}

/**
 * lg_check_get_best_port:
 *
 * The verdict: of the ports that can be used the one the platform recommends, else the one whose
 * certificates last longest; plain TCP only where there is no other. Its
 * [method@CheckPort.get_choice] is the root to use with it.
 *
 * Returns: (transfer none) (nullable): the port to use
 */
LgCheckPort *
lg_check_get_best_port (LgCheck *self)
{
  LgCheckPort *best = NULL;
  GPtrArray *ports;

  g_return_val_if_fail (LG_IS_CHECK (self), NULL);

  ports = lg_check_get_ports (self);
  for (guint i = 0; i < ports->len; i++)
    if (lg_check_port_is_usable (ports->pdata[i]) && is_better (self, ports->pdata[i], best))
      best = ports->pdata[i];
  return best;
}

/**
 * lg_check_get_speaks:
 * @port: TCP port
 *
 * Returns: what the port speaks, its looks with and without TLS taken together
 */
LgSpeaks
lg_check_get_speaks (LgCheck *self,
                     guint16  port)
{
  LgSpeaks speaks = LG_SPEAKS_NOTHING;
  GPtrArray *ports;

  g_return_val_if_fail (LG_IS_CHECK (self), LG_SPEAKS_NOTHING);

  ports = lg_check_get_ports (self);
  for (guint i = 0; i < ports->len; i++)
    if (lg_check_port_get_port (ports->pdata[i]) == port)
      {
        LgSpeaks seen = lg_check_port_get_seen (ports->pdata[i])->speaks;

        if ((seen & LG_SPEAKS_BOTH) != 0)
          speaks = (speaks & LG_SPEAKS_BOTH) | seen;
        else if (speaks == LG_SPEAKS_NOTHING)
          speaks = seen;
      }
  return speaks;
}

/**
 * lg_check_has_gaps:
 *
 * Returns: whether it was made of somebody else's answer that tells of no port that it works
 */
gboolean
lg_check_has_gaps (LgCheck *self)
{
  g_return_val_if_fail (LG_IS_CHECK (self), FALSE);

  return lg_check_is_pasted (self) && lg_check_get_best_port (self) == NULL;
}

/**
 * lg_check_has_fault:
 *
 * Returns: whether a finding is a fault
 */
gboolean
lg_check_has_fault (LgCheck *self)
{
  GListModel *findings;

  g_return_val_if_fail (LG_IS_CHECK (self), FALSE);

  findings = lg_check_get_findings (self);
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (LgFinding) finding = g_list_model_get_item (findings, i);

      if (finding->severity == LG_SEVERITY_FAULT)
        return TRUE;
    }
  return FALSE;
}

/**
 * lg_check_is_healthy:
 *
 * Returns: whether no finding is a fault, and, of an answer that was pasted, a port is known to
 *   work
 */
gboolean
lg_check_is_healthy (LgCheck *self)
{
  g_return_val_if_fail (LG_IS_CHECK (self), FALSE);

  return !lg_check_has_fault (self) && !lg_check_has_gaps (self);
}

static gboolean
is_silent (LgCheckPort *port)
{
  return g_error_matches (lg_check_port_get_error (port), LG_TRANSPORT_ERROR,
                          LG_TRANSPORT_ERROR_TIMEOUT);
}

static void
append_answering_ports (GString   *text,
                        GPtrArray *ports)
{
  for (guint i = 0; i < ports->len; i++)
    if (lg_check_port_get_seen (ports->pdata[i])->connected)
      g_string_append_printf (text, _("Port %u of the same host answers.\n"),
                              lg_check_port_get_port (ports->pdata[i]));
}

/**
 * lg_check_dup_firewall_request:
 *
 * Returns: (transfer full) (nullable): a ready text for whoever runs the firewall, when a port gave
 *   no answer
 */
char *
lg_check_dup_firewall_request (LgCheck *self)
{
  g_autoptr (GString) text = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H:%M UTC");
  gboolean vague = FALSE;
  GPtrArray *ports;

  g_return_val_if_fail (LG_IS_CHECK (self), NULL);

  ports = lg_check_get_ports (self);
  for (guint i = 0; i < ports->len; i++)
    {
      const LgInspection *seen = lg_check_port_get_seen (ports->pdata[i]);

      if (!is_silent (ports->pdata[i]))
        continue;
      vague |= lg_check_port_get_told (ports->pdata[i])->ceiling != LG_CONFIDENCE_CERTAIN;

      if (text == NULL)
        {
          text = g_string_new (_("Please allow this outgoing connection:\n"));
          lg_printable_append (text, _("Host: %s\nAddresses: %s\n"), lg_check_get_host (self),
                               seen->addresses);
          if (seen->local_address != NULL)
            lg_printable_append (text, _("From: %s\n"), seen->local_address);
        }
      g_string_append_printf (text, _("Protocol: TCP, port %u (MQTT)\n"),
                              lg_check_port_get_port (ports->pdata[i]));
    }
  if (text == NULL)
    return NULL;

  if (vague)
    g_string_append_printf (text, _("Told on %s by another computer: the connection failed.\n"),
                            time);
  else
    g_string_append_printf (text, _("Tested on %s: no answer within the time allowed.\n"), time);
  append_answering_ports (text, ports);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
