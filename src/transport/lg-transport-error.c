/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-transport-error.h"

#include <errno.h>

typedef struct
{
  LgClause *clause;
} LgTransportErrorPrivate;

static void
lg_transport_error_private_init (LgTransportErrorPrivate *self)
{
  self->clause = NULL;
}

static void
lg_transport_error_private_copy (const LgTransportErrorPrivate *self,
                                 LgTransportErrorPrivate       *copy)
{
  copy->clause = self->clause != NULL ? lg_clause_copy (self->clause) : NULL;
}

static void
lg_transport_error_private_clear (LgTransportErrorPrivate *self)
{
  g_clear_pointer (&self->clause, lg_clause_free);
}

G_DEFINE_EXTENDED_ERROR (LgTransportError, lg_transport_error)

/**
 * lg_transport_error_set:
 * @error: return location (#LgTransportError)
 * @code: which one
 * @clause: (transfer full): what is to be said of it
 *
 * Sets an error that carries a clause. Its message is the clause without words, for developers.
 */
void
lg_transport_error_set (GError           **error,
                        LgTransportError   code,
                        LgClause          *clause)
{
  g_autoptr (LgClause) owned = clause;
  g_autofree char *raw = lg_clause_to_raw (clause);

  if (error == NULL)
    return;

  *error = g_error_new_literal (LG_TRANSPORT_ERROR, code, raw);
  lg_transport_error_get_private (*error)->clause = g_steal_pointer (&owned);
}

/**
 * lg_transport_error_set_errno:
 * @error: return location (#LgTransportError)
 * @saved_errno: what a system call said
 *
 * Sets an error of the socket: %LG_TRANSPORT_ERROR_RESET, or %LG_TRANSPORT_ERROR_FAILED.
 */
void
lg_transport_error_set_errno (GError **error,
                              int      saved_errno)
{
  gboolean reset = saved_errno == ECONNRESET || saved_errno == EPIPE;
  LgClause *clause = lg_clause_new ("socket.failed", NULL);

  lg_clause_set_number (clause, "errno", saved_errno);
  lg_transport_error_set (error, reset ? LG_TRANSPORT_ERROR_RESET : LG_TRANSPORT_ERROR_FAILED,
                          clause);
}

/**
 * lg_transport_error_dup_clause:
 * @error: an error of any domain
 *
 * Returns: (transfer full): what is to be said of it: its clause, or what others call it
 */
LgClause *
lg_transport_error_dup_clause (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == LG_TRANSPORT_ERROR && lg_transport_error_get_private (error)->clause != NULL)
    return lg_clause_copy (lg_transport_error_get_private (error)->clause);
  return lg_clause_new ("other.words", "words", error->message, NULL);
}
