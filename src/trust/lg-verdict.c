/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-verdict.h"
#include "lg-x509.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

/* OpenSSL's level 2: 112 bits, so RSA from 2048 bits and no SHA-1. */
#define AUTH_LEVEL 2

/* What is wrong, the most fundamental first: the first one found is the cause. */
typedef enum
{
  PROBLEM_ROOT_NOT_CA = 1 << 0,
  PROBLEM_NO_ANCHOR   = 1 << 1,
  PROBLEM_CONSTRAINT  = 1 << 2,
  PROBLEM_WEAK        = 1 << 3,
  PROBLEM_ROOT_DATE   = 1 << 4,
  PROBLEM_EARLY       = 1 << 5,
  PROBLEM_LATE        = 1 << 6,
  PROBLEM_HOST        = 1 << 7,
} Problem;

#define UNTRUSTED (PROBLEM_ROOT_NOT_CA | PROBLEM_NO_ANCHOR)

/* Certificates and names of a description. */
#define DESCRIBED_MAX 4
#define NAMES_MAX 8

/* A private authority's certificates, made together, end together, and a test bench goes on with
 * them for a while; a leaf alone is renewed at some time in ten years. */
#define YEAR_S ((gint64) 365 * 24 * 60 * 60)
#define LEAF_LATE_S (10 * YEAR_S)

/* One run of OpenSSL's verification, which goes on after every error. */
typedef struct
{
  GPtrArray *chain;
  LgRoot    *root;
  GPtrArray *faults;
  Problem    problems;
  gint64     valid_until;
  gint64     begins_first;
  gint64     ends_last;
  int        n_verified;
  gboolean   in_order;
  X509      *top;
} Judgement;

static void
free_fault (gpointer data)
{
  LgVerdictFault *fault = data;

  g_free (fault->subject);
  g_free (fault);
}

static void
insert_fault (Judgement *self,
              int        index,
              int        code,
              int        depth,
              X509      *x509)
{
  LgVerdictFault *fault = g_new0 (LgVerdictFault, 1);

  fault->code = code;
  fault->depth = depth;
  fault->subject = x509 != NULL ? lg_x509_describe_name (X509_get_subject_name (x509)) : NULL;
  g_ptr_array_insert (self->faults, index, fault);
}

static gboolean
is_anchor (LgRoot *root,
           X509   *x509)
{
  GPtrArray *anchors = lg_root_get_certificates (root);

  for (guint i = 0; x509 != NULL && i < anchors->len; i++)
    if (X509_cmp (lg_certificate_get_x509 (g_ptr_array_index (anchors, i)), x509) == 0)
      return TRUE;
  return FALSE;
}

/* What OpenSSL has no better place for says that a certificate may not be used so. */
static Problem
classify (int code)
{
  switch (code)
    {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE:
    case X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
    case X509_V_ERR_CERT_REJECTED:
    case X509_V_ERR_SUBJECT_ISSUER_MISMATCH:
    case X509_V_ERR_AKID_SKID_MISMATCH:
    case X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH:
      return PROBLEM_NO_ANCHOR;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return PROBLEM_WEAK;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return PROBLEM_EARLY;
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return PROBLEM_LATE;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return PROBLEM_HOST;
    default:
      return PROBLEM_CONSTRAINT;
    }
}

static int
compare_faults (gconstpointer a,
                gconstpointer b)
{
  const LgVerdictFault *const *left = a;
  const LgVerdictFault *const *right = b;

  return (int) classify ((*left)->code) - (int) classify ((*right)->code);
}

static int
collect_fault_cb (int             ok,
                  X509_STORE_CTX *ctx)
{
  Judgement *self = X509_STORE_CTX_get_app_data (ctx);
  int code = X509_STORE_CTX_get_error (ctx);
  X509 *x509 = X509_STORE_CTX_get_current_cert (ctx);
  Problem problem;

  if (ok)
    return 1;

  problem = classify (code);
  if (problem == PROBLEM_LATE && is_anchor (self->root, x509))
    problem = PROBLEM_ROOT_DATE;
  self->problems |= problem;
  insert_fault (self, -1, code, X509_STORE_CTX_get_error_depth (ctx), x509);
  return 1;
}

static X509_STORE *
make_store (LgRoot *root)
{
  X509_STORE *store = X509_STORE_new ();
  GPtrArray *anchors = lg_root_get_certificates (root);

  for (guint i = 0; i < anchors->len; i++)
    X509_STORE_add_cert (store, lg_certificate_get_x509 (g_ptr_array_index (anchors, i)));
  return store;
}

static STACK_OF (X509) *
make_stack (GPtrArray *chain)
{
  STACK_OF (X509) *stack = sk_X509_new_null ();

  for (guint i = 0; i < chain->len; i++)
    sk_X509_push (stack, lg_certificate_get_x509 (g_ptr_array_index (chain, i)));
  return stack;
}

static void
set_rules (X509_VERIFY_PARAM *param,
           const char        *host,
           gint64             at_s)
{
  X509_VERIFY_PARAM_set_flags (param, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST);
  X509_VERIFY_PARAM_set_purpose (param, X509_PURPOSE_SSL_SERVER);
  X509_VERIFY_PARAM_set_trust (param, X509_TRUST_SSL_SERVER);
  X509_VERIFY_PARAM_set_auth_level (param, AUTH_LEVEL);
  X509_VERIFY_PARAM_set_time (param, at_s);
  /* RFC 9525 has no place for a common name; OpenSSL would take one where there are no others. */
  X509_VERIFY_PARAM_set_hostflags (param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS
                                          | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  if (!X509_VERIFY_PARAM_set1_ip_asc (param, host))
    X509_VERIFY_PARAM_set1_host (param, host, 0);
}

/* A leaf as root vouches for nobody, except a self-signed one for itself: a pinned server. */
static gboolean
can_anchor (LgRoot    *root,
            GPtrArray *chain)
{
  LgCertificate *leaf = g_ptr_array_index (chain, 0);
  GPtrArray *anchors = lg_root_get_certificates (root);

  for (guint i = 0; i < anchors->len; i++)
    if (lg_certificate_is_ca (g_ptr_array_index (anchors, i)))
      return TRUE;
  return lg_certificate_is_self_signed (leaf)
         && is_anchor (root, lg_certificate_get_x509 (leaf));
}

static void
judge_root (Judgement *self)
{
  LgCertificate *first = g_ptr_array_index (lg_root_get_certificates (self->root), 0);

  if (can_anchor (self->root, self->chain))
    return;
  self->problems |= PROBLEM_ROOT_NOT_CA;
  insert_fault (self, 0, X509_V_ERR_INVALID_CA, (int) self->chain->len,
                lg_certificate_get_x509 (first));
}

static int
find_sent (GPtrArray *chain,
           X509      *x509)
{
  for (guint i = 0; i < chain->len; i++)
    if (X509_cmp (lg_certificate_get_x509 (g_ptr_array_index (chain, i)), x509) == 0)
      return (int) i;
  return -1;
}

static void
read_verified_chain (Judgement       *self,
                     STACK_OF (X509) *verified)
{
  int last = -1;

  self->in_order = TRUE;
  self->valid_until = self->begins_first = G_MAXINT64;
  self->ends_last = G_MININT64;
  self->n_verified = sk_X509_num (verified);
  for (int i = 0; i < sk_X509_num (verified); i++)
    {
      X509 *x509 = sk_X509_value (verified, i);
      int position = find_sent (self->chain, x509);
      gint64 begins = lg_x509_read_time (X509_get0_notBefore (x509));
      gint64 ends = lg_x509_read_time (X509_get0_notAfter (x509));

      if (position >= 0)
        {
          self->in_order &= position > last;
          last = position;
        }
      self->valid_until = MIN (self->valid_until, ends);
      self->begins_first = MIN (self->begins_first, begins);
      self->ends_last = MAX (self->ends_last, ends);
      self->top = x509;
    }
}

static void
judge (Judgement  *self,
       GPtrArray  *chain,
       LgRoot     *root,
       const char *host,
       gint64      at_s)
{
  X509_STORE *store = make_store (root);
  STACK_OF (X509) *sent = make_stack (chain);
  X509_STORE_CTX *ctx = X509_STORE_CTX_new ();

  *self = (Judgement) {
    .chain = chain,
    .root = root,
    .faults = g_ptr_array_new_with_free_func (free_fault),
    .top = sk_X509_value (sent, 0),
  };

  ERR_set_mark ();
  X509_STORE_CTX_init (ctx, store, sk_X509_value (sent, 0), sent);
  set_rules (X509_STORE_CTX_get0_param (ctx), host, at_s);
  X509_STORE_CTX_set_app_data (ctx, self);
  X509_STORE_CTX_set_verify_cb (ctx, collect_fault_cb);
  if (X509_verify_cert (ctx) != 1 && self->problems == 0)
    {
      self->problems |= PROBLEM_CONSTRAINT;
      insert_fault (self, -1, X509_V_ERR_UNSPECIFIED, 0, NULL);
    }
  read_verified_chain (self, X509_STORE_CTX_get0_chain (ctx));
  ERR_pop_to_mark ();
  g_ptr_array_sort (self->faults, compare_faults);
  judge_root (self);

  X509_STORE_CTX_free (ctx);
  sk_X509_free (sent);
  X509_STORE_free (store);
}

static void
clear_judgement (Judgement *self)
{
  g_clear_pointer (&self->faults, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judgement, clear_judgement)

/* A root that verifies everything is named before one that only anchors the chain. */
static char *
find_fitting_root (GListModel *known_roots,
                   LgRoot     *selected,
                   GPtrArray  *chain,
                   const char *host,
                   gint64      at_s)
{
  guint n_roots = known_roots != NULL ? g_list_model_get_n_items (known_roots) : 0;
  g_autoptr (LgRoot) fitting = NULL;

  for (guint i = 0; i < n_roots; i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (known_roots, i);
      g_auto (Judgement) judgement = { 0 };

      if (root == selected)
        continue;
      judge (&judgement, chain, root, host, at_s);
      if ((judgement.problems & UNTRUSTED) == 0
          && (fitting == NULL || judgement.problems == 0))
        g_set_object (&fitting, root);
      if (judgement.problems == 0)
        break;
    }
  return fitting != NULL ? g_strdup (lg_root_get_name (fitting)) : NULL;
}

static gboolean
has_issuers_name (LgCertificate *candidate,
                  X509          *x509)
{
  return X509_NAME_cmp (X509_get_subject_name (lg_certificate_get_x509 (candidate)),
                        X509_get_issuer_name (x509)) == 0;
}

/* The certificate among @candidates that bears the name of @x509's issuer, or %NULL. */
static X509 *
find_namesake (GPtrArray *candidates,
               X509      *x509)
{
  for (guint i = 0; i < candidates->len; i++)
    if (has_issuers_name (g_ptr_array_index (candidates, i), x509))
      return lg_certificate_get_x509 (g_ptr_array_index (candidates, i));
  return NULL;
}

static X509 *
find_namesake_root (LgRoot     *selected,
                    GListModel *known_roots,
                    X509       *x509)
{
  X509 *namesake = find_namesake (lg_root_get_certificates (selected), x509);
  guint n_roots = known_roots != NULL ? g_list_model_get_n_items (known_roots) : 0;

  for (guint i = 0; namesake == NULL && i < n_roots; i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (known_roots, i);

      namesake = find_namesake (lg_root_get_certificates (root), x509);
    }
  return namesake;
}

static gboolean
has_signed (X509 *issuer,
            X509 *x509)
{
  gboolean signed_it;

  ERR_set_mark ();
  signed_it = X509_verify (x509, X509_get0_pubkey (issuer)) > 0;
  ERR_pop_to_mark ();
  return signed_it;
}

/* The chain ends in @self->top, which nothing known has verified: why? */
static const char *
explain_no_anchor (Judgement  *self,
                   GListModel *known_roots)
{
  LgCertificate *leaf = g_ptr_array_index (self->chain, 0);
  X509 *top = self->top;
  int depth = (int) self->chain->len;
  gboolean lone = top == lg_certificate_get_x509 (leaf);
  X509 *sent = find_namesake (self->chain, top);
  X509 *root = find_namesake_root (self->root, known_roots, top);

  if (lg_certificate_is_self_signed (leaf))
    return "cert.self-signed";
  /* It has the issuer's name and no key identifier, and yet another key. */
  if (is_anchor (self->root, top))
    return "cert.unknown-issuer";

  /* OpenSSL passes over an issuer whose key usage forbids signing. */
  if (sent != NULL && sent != top && has_signed (sent, top))
    {
      insert_fault (self, 0, X509_V_ERR_INVALID_CA, depth, sent);
      return "cert.bad-constraint";
    }
  if (root != NULL)
    {
      gboolean signed_it = has_signed (root, top);

      insert_fault (self, 0, signed_it ? X509_V_ERR_INVALID_CA : X509_V_ERR_AKID_SKID_MISMATCH,
                    depth, root);
      return signed_it ? "cert.bad-constraint" : "cert.unknown-issuer";
    }
  return lone ? "cert.missing-intermediate" : "cert.unknown-issuer";
}

static const char *
choose_cause (Judgement  *self,
              const char *fitting_root,
              GListModel *known_roots)
{
  static const struct
  {
    Problem     problem;
    const char *cause;
  } causes[] = {
    { PROBLEM_CONSTRAINT, "cert.bad-constraint" },
    { PROBLEM_WEAK, "cert.weak" },
    { PROBLEM_ROOT_DATE, "root.expired" },
    { PROBLEM_EARLY, "cert.not-yet-valid" },
    { PROBLEM_LATE, "cert.expired" },
    { PROBLEM_HOST, "cert.host-mismatch" },
  };

  if (self->problems & PROBLEM_ROOT_NOT_CA)
    return "root.not-a-ca";
  if (self->problems & PROBLEM_NO_ANCHOR)
    return fitting_root != NULL ? "cert.wrong-root" : explain_no_anchor (self, known_roots);
  for (gsize i = 0; i < G_N_ELEMENTS (causes); i++)
    if (self->problems & causes[i].problem)
      return causes[i].cause;
  return NULL;
}

/* Nobody makes a whole chain for a time to come, or serves one long after all of it has ended. */
static LgVerdictClock
judge_clock (const Judgement *self,
             gint64           at_s)
{
  gint64 leaf_ends = lg_certificate_get_not_after (self->chain->pdata[0]);

  if (self->n_verified > 1 && self->begins_first > at_s)
    return LG_VERDICT_CLOCK_BEHIND;
  if ((self->n_verified > 1 && at_s - self->ends_last > YEAR_S)
      || at_s - leaf_ends > LEAF_LATE_S)
    return LG_VERDICT_CLOCK_AHEAD;
  return LG_VERDICT_CLOCK_RIGHT;
}

static gboolean
is_about_dates (const char *cause)
{
  static const char *const causes[] = {
    "root.expired", "cert.not-yet-valid", "cert.expired", NULL,
  };

  return cause != NULL && g_strv_contains (causes, cause);
}

/**
 * lg_verdict_new:
 * @chain: (element-type LgCertificate): what the server sent, its own certificate first
 * @root: the selected root; an intermediate, or the store of many roots, is an anchor too
 * @host: the host name or IP literal that was asked for
 * @at_s: the time to judge at, Unix seconds
 * @known_roots: (nullable): every known root, to name one that would have fitted; it must not
 *   change meanwhile
 *
 * Judges as a careful device would: path, purpose, strength (112 bits, no SHA-1), dates and name;
 * a common name is none (RFC 9525), even where there are no alternative names.
 * Every fault at every depth is collected; the most fundamental one gives the cause. No revocation.
 * A pure function, usable in any thread.
 *
 * Returns: (transfer full): the verdict
 */
LgVerdict *
lg_verdict_new (GPtrArray  *chain,
                LgRoot     *root,
                const char *host,
                gint64      at_s,
                GListModel *known_roots)
{
  g_auto (Judgement) judgement = { 0 };
  LgVerdict *self;

  g_return_val_if_fail (chain != NULL && chain->len > 0, NULL);
  g_return_val_if_fail (LG_IS_ROOT (root), NULL);
  g_return_val_if_fail (host != NULL && *host != '\0', NULL); /* no name would be no check */

  self = g_new0 (LgVerdict, 1);
  judge (&judgement, chain, root, host, at_s);
  if (judgement.problems & UNTRUSTED)
    self->fitting_root = find_fitting_root (known_roots, root, chain, host, at_s);
  self->cause = choose_cause (&judgement, self->fitting_root, known_roots);
  if (is_about_dates (self->cause))
    self->clock = judge_clock (&judgement, at_s);
  self->faults = g_steal_pointer (&judgement.faults);
  if (self->cause == NULL)
    {
      self->valid_until = judgement.valid_until;
      self->note = judgement.in_order ? NULL : "cert.wrong-order";
    }
  return self;
}

/**
 * lg_verdict_free:
 * @self: (transfer full): a verdict
 */
void
lg_verdict_free (LgVerdict *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->faults);
  g_free (self->fitting_root);
  g_free (self);
}

/**
 * lg_verdict_name_fault:
 * @code: an `X509_V_ERR_…` number, or any
 *
 * Returns: (transfer none): OpenSSL's English words for it
 */
const char *
lg_verdict_name_fault (int code)
{
  return X509_verify_cert_error_string (code);
}

static char *
format_date (gint64 at_s)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (at_s);

  return g_date_time_format (date, "%Y-%m-%d");
}

static LgClause *
new_fault (const LgVerdictFault *fault)
{
  LgClause *clause = lg_clause_new (fault->subject != NULL ? "cert.fault-of" : "cert.fault",
                                    "subject", fault->subject, NULL);

  lg_clause_set_number (clause, "fault", fault->code);
  return clause;
}

static char *
join_first (char **names)
{
  guint n = g_strv_length (names);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, NAMES_MAX); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", names[i]);
  if (n > NAMES_MAX)
    g_string_append_printf (text, ", … (+%u)", n - NAMES_MAX);
  return g_string_free (text, FALSE);
}

static LgClause *
new_sent (const LgCertificate *certificate,
          gboolean             leaf)
{
  g_auto (GStrv) names = lg_certificate_dup_names (certificate);
  g_autofree char *covered = leaf ? join_first (names) : NULL;
  g_autofree char *from = format_date (lg_certificate_get_not_before (certificate));
  g_autofree char *until = format_date (lg_certificate_get_not_after (certificate));
  gboolean named = leaf && *covered != '\0';

  return lg_clause_new (named ? "cert.sent-leaf" : leaf ? "cert.sent-nameless" : "cert.sent",
                        "subject", lg_certificate_get_name (certificate),
                        "issuer", lg_certificate_get_issuer (certificate),
                        "from", from, "until", until,
                        "names", named ? covered : NULL, NULL);
}

static LgClause *
new_more (guint count)
{
  LgClause *clause = lg_clause_new ("cert.more", NULL);

  lg_clause_set_number (clause, "count", count);
  return clause;
}

/**
 * lg_verdict_dup_clause:
 * @verdict: a verdict
 * @chain: (element-type LgCertificate): the chain it is about
 *
 * What an operator needs of the judgement: the faults and whose they are, then issuer, dates and
 * names of the certificates that are not trusted: of a server that sends or names hundreds, the
 * first ones.
 *
 * Returns: (transfer full): a clause
 */
LgClause *
lg_verdict_dup_clause (const LgVerdict *verdict,
                       GPtrArray       *chain)
{
  LgClause *clause;

  if (verdict->cause == NULL)
    {
      g_autofree char *until = format_date (verdict->valid_until);

      return lg_clause_new ("cert.trusted", "until", until, NULL);
    }

  clause = lg_clause_new ("cert.distrusted", NULL);
  for (guint i = 0; i < verdict->faults->len; i++)
    lg_clause_say (clause, new_fault (verdict->faults->pdata[i]));
  if (verdict->faults->len == 0)
    lg_clause_say (clause, lg_clause_new ("cert.not-trusted", NULL));
  if (verdict->fitting_root != NULL)
    lg_clause_say (clause, lg_clause_new ("cert.would-fit", "root", verdict->fitting_root, NULL));
  for (guint i = 0; i < MIN (chain->len, DESCRIBED_MAX); i++)
    lg_clause_say (clause, new_sent (chain->pdata[i], i == 0));
  if (chain->len > DESCRIBED_MAX)
    lg_clause_say (clause, new_more (chain->len - DESCRIBED_MAX));
  return clause;
}
