/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of somebody else's link. */
#include "config.h"

#include "lg-facts.h"

#include "tls/lg-tls-name.h"

#include <glib/gi18n-lib.h>

/* What many small stacks keep room for. */
#define SMALL_RECORD 4096

static const char *
get_name (const LgFacts *self)
{
  return self->witness.hello.server_name != NULL ? self->witness.hello.server_name
                                                 : self->target.host;
}

/**
 * lg_facts_judge_rejection:
 *
 * At the end of a link: gathers what is known of the device not accepting the server's certificate.
 * The chain is judged as of that time.
 */
void
lg_facts_judge_rejection (LgFacts *self)
{
  const LgWitness *witness = &self->witness;
  GPtrArray *chain = witness->chain != NULL ? witness->chain : self->inspected;
  LgRejection *rejection = &self->rejection;

  if (!self->read_along || !witness->said_hello)
    return;

  *rejection = (LgRejection) {
    .sign = lg_witness_get_sign (witness, self->event->code),
    .alert = witness->alert,
    .stack = lg_tls_stack_tell (&witness->hello),
    .chain_known = chain != NULL,
    .host_known = get_name (self) != NULL,
    .large_record = witness->largest_record > SMALL_RECORD,
  };
  if (rejection->sign == LG_REJECTION_SIGN_NONE)
    return;

  if (chain != NULL)
    rejection->chain_faults = lg_chain_faults_find (chain, self->trusted_root, self->known_roots,
                                                    get_name (self),
                                                    self->event->wall_us / G_USEC_PER_SEC);
  if (witness->signed_by == LG_SIGNED_BY_OTHER)
    rejection->chain_faults |= LG_REJECTION_SIGNATURE;
}

/**
 * lg_facts_is_rejection:
 *
 * Returns: whether the device ended the link over the server's certificate, as far as can be told:
 *   what may as well be its memory alone is not called so
 */
gboolean
lg_facts_is_rejection (const LgFacts *self)
{
  LgRejectionReason reasons = lg_rejection_find_reasons (&self->rejection);

  return (reasons & ~(LG_REJECTION_MEMORY | LG_REJECTION_RECORD)) != 0;
}

/**
 * lg_facts_dup_reasons:
 *
 * Returns: (transfer full): the reasons left for a rejection, in words
 */
char *
lg_facts_dup_reasons (const LgFacts *self)
{
  LgRejectionReason reasons = lg_rejection_find_reasons (&self->rejection);
  GString *text = g_string_new (NULL);

  for (guint reason = 1; reason <= reasons; reason <<= 1)
    if (reasons & reason)
      /* Translators: what stands between two possible reasons */
      g_string_append_printf (text, "%s%s", text->len > 0 ? _(", or ") : "",
                              lg_rejection_get_words (reason));
  return g_string_free (text, FALSE);
}

/**
 * lg_facts_dup_offer:
 *
 * Returns: (transfer full): the TLS versions a ClientHello offers, and how many suites
 */
char *
lg_facts_dup_offer (const LgFacts *self)
{
  const LgClientHello *hello = &self->witness.hello;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < hello->versions->len; i++)
    {
      const char *name = lg_tls_version_get_name (g_array_index (hello->versions, guint16, i));

      if (name != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
    }
  if (text->len == 0)
    {
      const char *name = lg_tls_version_get_name (hello->newest);

      g_string_append_printf (text, _("at most %s"), name != NULL ? name : "?");
    }
  g_string_append_printf (text, ngettext (" with %u cipher suite", " with %u cipher suites",
                                          hello->suites->len), hello->suites->len);
  return g_string_free (text, FALSE);
}
