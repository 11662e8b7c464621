/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-check-word.h"

#include "event/lg-clause-words.h"
#include "lg-days-left.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *cause;
  const char *word;
} distrusts[] = {
  /* Translators: a few letters in a table: why a certificate chain is not trusted. */
  { "cert.wrong-root", N_("other root") },
  { "cert.unknown-issuer", N_("unknown issuer") },
  { "cert.missing-intermediate", N_("gap in chain") },
  { "cert.self-signed", N_("self-signed") },
  { "cert.bad-constraint", N_("not allowed") },
  { "cert.weak", N_("too weak") },
  { "cert.not-yet-valid", N_("not valid yet") },
  { "cert.expired", N_("expired") },
  { "cert.host-mismatch", N_("other name") },
  { "root.expired", N_("root expired") },
  { "root.not-a-ca", N_("not a root") },
};

static const char *const failures[] = {
  /* Translators: a few letters in a table: how far a connection got. */
  [LG_TRANSPORT_ERROR_NOT_FOUND] = N_("not found"),
  [LG_TRANSPORT_ERROR_RESOLVER] = N_("no resolver"),
  [LG_TRANSPORT_ERROR_NO_USABLE_ADDRESS] = N_("no usable address"),
  [LG_TRANSPORT_ERROR_REFUSED] = N_("refused"),
  [LG_TRANSPORT_ERROR_UNREACHABLE] = N_("unreachable"),
  [LG_TRANSPORT_ERROR_TIMEOUT] = N_("silent"),
  [LG_TRANSPORT_ERROR_RESET] = N_("reset"),
  [LG_TRANSPORT_ERROR_NOT_TLS] = N_("not TLS"),
  [LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE] = N_("closed"),
  [LG_TRANSPORT_ERROR_HANDSHAKE_TIMEOUT] = N_("silent"),
  [LG_TRANSPORT_ERROR_PROTOCOL_VERSION] = N_("other version"),
  [LG_TRANSPORT_ERROR_NO_COMMON_CIPHER] = N_("no common cipher"),
  [LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE] = N_("wants a certificate"),
  [LG_TRANSPORT_ERROR_ALERT] = N_("alert"),
  [LG_TRANSPORT_ERROR_NAME_SERVER] = N_("not told"),
  [LG_TRANSPORT_ERROR_NO_ADDRESS] = N_("no address"),
  [LG_TRANSPORT_ERROR_BLOCKED] = N_("blocked"),
};

/**
 * lg_check_word_find_fit:
 * @port: a port
 *
 * Returns: (transfer none) (nullable): of the roots that verify the port's chain the device's own,
 *   else the one that does so longest
 */
const LgCheckCell *
lg_check_word_find_fit (LgCheckPort *port)
{
  GPtrArray *cells = lg_check_port_get_cells (port);
  const LgCheckCell *fit = lg_check_port_get_choice (port);

  if (fit != NULL && fit->answer == LG_CHECK_TRUSTED)
    return fit;

  fit = NULL;
  for (guint i = 0; i < cells->len; i++)
    {
      const LgCheckCell *cell = cells->pdata[i];

      if (cell->answer == LG_CHECK_TRUSTED
          && (fit == NULL || cell->valid_until > fit->valid_until))
        fit = cell;
    }
  return fit;
}

static void
set (LgCheckWord *self,
     LgCheckLook  look,
     const char  *text,
     const char  *detail)
{
  self->look = look;
  self->text = g_strdup (text);
  self->detail = g_strdup (detail);
}

/* Where several addresses were tried, the one that answered counts. */
static const LgCheckStep *
find_step (LgCheckPort *port,
           LgStepKind   kind)
{
  GPtrArray *steps = lg_check_port_get_steps (port);
  const LgCheckStep *found = NULL;

  for (guint i = 0; i < steps->len; i++)
    {
      const LgCheckStep *step = steps->pdata[i];

      if (step->kind == kind && (found == NULL || (step->ok && !found->ok)))
        found = step;
    }
  return found;
}

static const char *
name_failure (const GError *error)
{
  if (error != NULL && error->domain == LG_TRANSPORT_ERROR
      && (guint) error->code < G_N_ELEMENTS (failures) && failures[error->code] != NULL)
    return _(failures[error->code]);
  return _("failed");
}

static char *
describe (const LgClause *clause)
{
  return clause != NULL ? lg_clause_words_dup (clause) : NULL;
}

static const char *
skip_prefix (const char *text,
             const char *prefix)
{
  return g_str_has_prefix (text, prefix) ? text + strlen (prefix) : text;
}

static void
init_step (LgCheckWord *self,
           LgCheckPort *port,
           LgStepKind   kind)
{
  const LgCheckStep *step = find_step (port, kind);
  g_autofree char *time = NULL, *text = NULL, *detail = NULL;

  if (step == NULL || (!step->ok && !lg_check_port_is_done (port)))
    {
      set (self, lg_check_port_is_done (port) ? LG_CHECK_LOOK_NONE : LG_CHECK_LOOK_WAITING,
           lg_check_port_is_told (port) ? _("not seen")
           : lg_check_port_is_done (port) ? "—" : "…", NULL);
      return;
    }

  time = step->duration_us < 0 ? g_strdup (_("worked"))
    : step->duration_us < 10 * 1000
    ? g_strdup_printf (_("%.1f ms"), MAX (step->duration_us / 1000.0, 0.1))
    : g_strdup_printf (_("%.0f ms"), step->duration_us / 1000.0);
  detail = describe (step->clause);
  if (!step->ok)
    text = g_strdup (name_failure (lg_check_port_get_error (port)));
  else if (kind == LG_STEP_TLS && step->subject != NULL)
    text = g_strdup_printf ("%s · %s", time, skip_prefix (step->subject, "TLSv"));
  set (self, step->ok ? LG_CHECK_LOOK_GOOD : LG_CHECK_LOOK_FAULT, text != NULL ? text : time,
       detail);
}

static void
init_tls (LgCheckWord *self,
          LgCheckPort *port)
{
  if (lg_check_port_get_security (port) == LG_SECURITY_TLS)
    init_step (self, port, LG_STEP_TLS);
  else if (!lg_check_port_is_done (port))
    set (self, LG_CHECK_LOOK_WAITING, "…", NULL);
  else if (lg_check_port_is_usable (port))
    set (self, LG_CHECK_LOOK_RISK, _("plain MQTT"),
         _("It speaks MQTT without TLS: anyone on the way can read and change everything"));
  else
    set (self, LG_CHECK_LOOK_NONE, lg_check_port_is_told (port) ? _("not seen") : "—", NULL);
}

static const char *
name_distrust (const char *cause)
{
  for (gsize i = 0; i < G_N_ELEMENTS (distrusts); i++)
    if (g_strcmp0 (distrusts[i].cause, cause) == 0)
      return _(distrusts[i].word);
  return _("not trusted");
}

static void
init_root (LgCheckWord *self,
           LgCheckPort *port,
           guint        position)
{
  GPtrArray *cells = lg_check_port_get_cells (port);
  const LgCheckCell *cell = position < cells->len ? cells->pdata[position] : NULL;
  LgCheckAnswer answer = cell != NULL ? cell->answer : LG_CHECK_NO_CHAIN;
  g_autofree char *detail = cell != NULL ? describe (cell->clause) : NULL;

  if (answer == LG_CHECK_TRUSTED)
    set (self, LG_CHECK_LOOK_GOOD, _("fits"), detail);
  else if (answer == LG_CHECK_DISTRUSTED)
    set (self, LG_CHECK_LOOK_FAULT, name_distrust (cell->cause), detail);
  else if (answer == LG_CHECK_PENDING)
    set (self, LG_CHECK_LOOK_WAITING, "…", NULL);
  else
    set (self, LG_CHECK_LOOK_NONE, cell != NULL && lg_check_port_is_told (port)
                                   ? _("not seen") : "—", NULL);
}

/* Whether something on the way from the server to its root ends soon. */
static gboolean
ends_soon (LgCheckPort *port,
           LgRoot      *root)
{
  GPtrArray *chain = lg_check_port_get_seen (port)->chain;
  LgCertificate *certificate = lg_root_get_certificate (root);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; chain != NULL && i < chain->len; i++)
    if (lg_days_left_is_few (chain->pdata[i], now_s))
      return TRUE;
  return certificate != NULL && lg_days_left_is_few (certificate, now_s);
}

static void
init_until (LgCheckWord *self,
            LgCheckPort *port)
{
  const LgCheckCell *fit = lg_check_word_find_fit (port);
  LgRoot *root = fit != NULL ? fit->root : NULL;
  g_autofree char *date = NULL;

  if (fit == NULL)
    {
      set (self, LG_CHECK_LOOK_NONE, "—", NULL);
      return;
    }

  date = lg_days_left_format_date (fit->valid_until);
  set (self, ends_soon (port, root) ? LG_CHECK_LOOK_RISK : LG_CHECK_LOOK_GOOD, date,
       lg_root_get_title (root));
}

/* On a plain port the same step is a look at whether it speaks MQTT at all: as nobody. */
static void
init_login (LgCheckWord *self,
            LgCheckPort *port)
{
  const LgCheckStep *step = lg_check_port_get_security (port) == LG_SECURITY_TLS
    ? find_step (port, LG_STEP_MQTT) : NULL;
  g_autofree char *refusal = NULL;

  if (step == NULL)
    {
      set (self, LG_CHECK_LOOK_NONE, _("not asked"), NULL);
      return;
    }

  if (!step->ok && step->code > 0)
    refusal = g_strdup_printf ("CONNACK %d", step->code);
  set (self, step->ok ? LG_CHECK_LOOK_GOOD : LG_CHECK_LOOK_FAULT,
       step->ok ? _("let in") : refusal != NULL ? refusal : _("failed"), NULL);
}

static void
init_port (LgCheckWord *self,
           LgCheckPort *port)
{
  g_autofree char *text = NULL;

  text = lg_check_port_get_security (port) == LG_SECURITY_TLS
    ? g_strdup_printf ("%u", lg_check_port_get_port (port))
    : g_strdup_printf (_("%u plain"), lg_check_port_get_port (port));
  set (self, LG_CHECK_LOOK_NONE, text, NULL);
}

/**
 * lg_check_word_init:
 * @self: (out caller-allocates): the word
 * @port: a row of the matrix
 * @column: a [enum@CheckColumn]
 *
 * Says what is known of @port so far.
 */
void
lg_check_word_init (LgCheckWord *self,
                    LgCheckPort *port,
                    guint        column)
{
  switch (column)
    {
    case LG_CHECK_COLUMN_PORT:
      init_port (self, port);
      break;

    case LG_CHECK_COLUMN_DNS:
      init_step (self, port, LG_STEP_DNS);
      break;

    case LG_CHECK_COLUMN_TCP:
      init_step (self, port, LG_STEP_TCP);
      break;

    case LG_CHECK_COLUMN_TLS:
      init_tls (self, port);
      break;

    case LG_CHECK_COLUMN_UNTIL:
      init_until (self, port);
      break;

    case LG_CHECK_COLUMN_LOGIN:
      init_login (self, port);
      break;

    default:
      init_root (self, port, column - LG_CHECK_COLUMN_ROOTS);
    }
}

/**
 * lg_check_word_clear:
 *
 * Frees what @self holds.
 */
void
lg_check_word_clear (LgCheckWord *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->detail, g_free);
}
