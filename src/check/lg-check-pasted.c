/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A check that somebody else's computer made: its answer takes the place of our own look. */
#include "lg-check-private.h"

#include "trust/lg-interception.h"

static gboolean
is_wished (LgCheck *self,
           guint16  port)
{
  for (guint i = 0; i < self->wishes->len; i++)
    if (g_array_index (self->wishes, LgCheckWish, i).port == port)
      return TRUE;
  return FALSE;
}

static void
add_ports (LgCheck        *self,
           const LgPasted *pasted)
{
  for (guint i = 0; i < pasted->ports->len; i++)
    {
      const LgPastedPort *port = pasted->ports->pdata[i];

      if (!is_wished (self, port->port))
        g_array_append_val (self->wishes, ((LgCheckWish) { port->port, LG_SECURITY_TLS, TRUE }));
    }
}

/* Without TLS nobody's tool asked for MQTT: there is no more to know than whether it connects. */
static gboolean
is_known (LgCheckPort        *port,
          const LgPastedStep *step)
{
  return step->kind <= LG_STEP_TCP || lg_check_port_get_security (port) == LG_SECURITY_TLS;
}

static void
take_steps (LgCheckPort        *port,
            const LgPastedPort *told,
            gint64              now_us)
{
  for (guint i = 0; i < told->steps->len; i++)
    {
      const LgPastedStep *step = told->steps->pdata[i];
      LgCheckStep *copy;

      if (!is_known (port, step))
        continue;
      copy = g_new0 (LgCheckStep, 1);
      *copy = (LgCheckStep) {
        .kind = step->kind, .ok = step->code == 0, .wall_us = now_us,
        .mono_us = g_get_monotonic_time (), .code = step->code,
        .duration_us = LG_CHECK_DURATION_UNKNOWN,
        .subject = g_strdup (step->subject),
        .clause = step->clause != NULL ? lg_clause_copy (step->clause) : NULL,
      };
      lg_check_port_take_step (port, copy);
    }
}

static GPtrArray *
ref_chain (GPtrArray *chain)
{
  return chain != NULL ? g_ptr_array_ref (chain) : NULL;
}

static LgInspection
copy_seen (LgCheckPort        *port,
           const LgPastedPort *told)
{
  const LgInspection *seen = &told->seen;
  LgInspection copy = {
    .connected = seen->connected,
    .addresses = g_strdup (seen->addresses),
    .peer_address = g_strdup (seen->peer_address),
    .local_address = g_strdup (seen->local_address),
    .interface = g_strdup (seen->interface),
  };

  if (lg_check_port_get_security (port) == LG_SECURITY_TLS)
    {
      copy.chain = ref_chain (seen->chain);
      copy.tls_version = g_strdup (seen->tls_version);
      copy.tls_cipher = g_strdup (seen->tls_cipher);
      copy.speaks = seen->speaks;
      copy.answer = seen->answer;
      copy.line = g_strdup (seen->line);
    }
  return copy;
}

static void
judge_chain (LgCheck     *self,
             LgCheckPort *port,
             GPtrArray   *chain)
{
  GPtrArray *cells = lg_check_port_get_cells (port);

  for (guint i = 0; chain != NULL && i < cells->len; i++)
    {
      const LgCheckCell *cell = cells->pdata[i];
      g_autoptr (LgVerdict) verdict =
        lg_verdict_new (chain, cell->root, self->host, self->judged_at_s,
                        G_LIST_MODEL (self->known_roots));
      g_autoptr (LgClause) clause = lg_verdict_dup_clause (verdict, chain);

      lg_check_port_set_verdict (port, i, verdict, clause);
    }
}

static gboolean
has_certificate (LgRoot        *store,
                 LgCertificate *certificate)
{
  GPtrArray *certificates = lg_root_get_certificates (store);

  for (guint i = 0; i < certificates->len; i++)
    if (g_str_equal (lg_certificate_get_sha256 (certificates->pdata[i]),
                     lg_certificate_get_sha256 (certificate)))
      return TRUE;
  return FALSE;
}

/* A computer's store does not hold a platform's own root: that it does not verify is as it should
 * be, and says nothing. */
static gboolean
is_expected (LgCheck     *self,
             LgCheckPort *port)
{
  LgRoot *selected = lg_check_port_get_selected (port);
  LgCertificate *root = selected != NULL ? lg_root_get_certificate (selected) : NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->known_roots)); i++)
    {
      g_autoptr (LgRoot) known = g_list_model_get_item (G_LIST_MODEL (self->known_roots), i);

      if (root != NULL && lg_root_get_source (known) == LG_ROOT_SYSTEM_STORE)
        return !has_certificate (known, root);
    }
  return FALSE;
}

static const char *
find_proxy (const LgPastedPort *told)
{
  for (guint i = 0; i < told->issuers->len; i++)
    if (lg_interception_is_maker (told->issuers->pdata[i]))
      return told->issuers->pdata[i];
  return NULL;
}

static void
set_told (LgCheck            *self,
          LgCheckPort        *port,
          const LgPastedPort *told)
{
  const char *proxy = told != NULL && told->seen.chain == NULL ? find_proxy (told) : NULL;
  LgCheckTold copy = { .ceiling = LG_CONFIDENCE_CERTAIN };

  if (told != NULL && lg_check_port_get_security (port) == LG_SECURITY_TLS)
    {
      if (proxy != NULL || !told->by_store || !is_expected (self, port))
        {
          copy.cause = proxy != NULL ? "tls.intercepted" : told->cause;
          copy.detail = proxy != NULL ? proxy : told->detail;
        }
      if (copy.cause != NULL)
        copy.ceiling = told->by_store ? LG_CONFIDENCE_POSSIBLE : LG_CONFIDENCE_LIKELY;
    }
  /* HTTP was asked for: a gateway may speak both. */
  if (told != NULL && told->seen.answer != LG_SPEAKS_NOTHING)
    copy.ceiling = MAX (copy.ceiling, LG_CONFIDENCE_LIKELY);
  if (told != NULL && told->vague)
    copy.ceiling = LG_CONFIDENCE_POSSIBLE;
  lg_check_port_set_told (port, &copy);
}

static gboolean
concerns (LgCheckPort  *port,
          const GError *error)
{
  return lg_check_port_get_security (port) == LG_SECURITY_TLS
         || !lg_check_port_has_seen (port, LG_STEP_TCP)
         || g_error_matches (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_BLOCKED)
         || (error->code >= LG_TRANSPORT_ERROR_REFUSED
             && error->code <= LG_TRANSPORT_ERROR_TIMEOUT);
}

static void
fill_port (LgCheck        *self,
           LgCheckPort    *port,
           const LgPasted *pasted)
{
  const LgPastedPort *told = lg_pasted_find_port (pasted, lg_check_port_get_port (port));
  LgInspection seen = { 0 };
  const GError *error = NULL;

  set_told (self, port, told);
  if (told != NULL)
    {
      take_steps (port, told, self->judged_at_s * G_USEC_PER_SEC);
      seen = copy_seen (port, told);
      judge_chain (self, port, seen.chain);
      if (told->error != NULL && concerns (port, told->error))
        error = told->error;
    }
  lg_check_port_finish (port, &seen, error);
}

/**
 * lg_check_take_pasted:
 * @pasted: what somebody else's computer answered about this host
 *
 * Makes the check of an answer instead of a look of our own: the same matrix, the same judgement,
 * and every port the answer tells of beside those asked for. What was not tried there is not known,
 * and never good.
 */
void
lg_check_take_pasted (LgCheck        *self,
                      const LgPasted *pasted)
{
  g_return_if_fail (LG_IS_CHECK (self) && self->task == NULL);
  g_return_if_fail (pasted != NULL);

  self->pasted = TRUE;
  self->judged_at_s = self->at_s != 0 ? self->at_s : g_get_real_time () / G_USEC_PER_SEC;
  add_ports (self, pasted);
  g_list_store_remove_all (self->findings);
  lg_check_make_ports (self);
  if (lg_check_refuse_host (self))
    return;

  for (guint i = 0; i < self->ports->len; i++)
    fill_port (self, self->ports->pdata[i], pasted);
}

/**
 * lg_check_dup_remote_lines:
 * @shell: where they are pasted into
 *
 * Returns: (transfer full) (nullable): lines by which somebody else's computer looks at the ports
 *   that are asked for; %NULL: the host is not written as one
 */
char *
lg_check_dup_remote_lines (LgCheck       *self,
                           LgRemoteShell  shell)
{
  g_autoptr (GArray) ports = g_array_new (FALSE, FALSE, sizeof (LgRemotePort));

  g_return_val_if_fail (LG_IS_CHECK (self), NULL);

  for (guint i = 0; i < self->wishes->len; i++)
    {
      const LgCheckWish *wish = &g_array_index (self->wishes, LgCheckWish, i);
      LgRemotePort port = { wish->port, wish->security == LG_SECURITY_TLS };
      gboolean known = FALSE;

      for (guint k = 0; k < ports->len; k++)
        {
          LgRemotePort *other = &g_array_index (ports, LgRemotePort, k);

          known |= other->port == port.port;
          if (other->port == port.port)
            other->tls |= port.tls;
        }
      if (!known)
        g_array_append_val (ports, port);
    }
  return lg_remote_lines_new (shell, self->host, (const LgRemotePort *) ports->data, ports->len);
}
