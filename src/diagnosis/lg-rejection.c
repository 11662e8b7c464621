/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-rejection.h"

#include <glib/gi18n-lib.h>

#define ROOT LG_REJECTION_ROOT
#define NAMESAKE LG_REJECTION_NAMESAKE
#define SELF_SIGNED LG_REJECTION_SELF_SIGNED
#define INTERMEDIATE LG_REJECTION_INTERMEDIATE
#define EXPIRED LG_REJECTION_EXPIRED
#define EARLY LG_REJECTION_EARLY
#define HOST LG_REJECTION_HOST
#define WEAK LG_REJECTION_WEAK
#define PURPOSE LG_REJECTION_PURPOSE
#define SIGNATURE LG_REJECTION_SIGNATURE
#define STORED_ROOT LG_REJECTION_STORED_ROOT
#define CLOCK LG_REJECTION_CLOCK
#define MEMORY LG_REJECTION_MEMORY
#define RECORD LG_REJECTION_RECORD

#define ISSUER (ROOT | NAMESAKE | SELF_SIGNED | INTERMEDIATE)
#define DATES (EXPIRED | EARLY | CLOCK)
#define ANY (ISSUER | DATES | STORED_ROOT | HOST | WEAK | PURPOSE)

/* What a chain that is in order leaves: the device itself. */
#define DEVICE (ROOT | STORED_ROOT | CLOCK | MEMORY | RECORD)

/* Signs beside an alert's number. */
#define SIZE -1
#define LATE -2
#define BARE -3

/* What a stack means by an alert, or by none: measured with mbed TLS 2.16, 2.28 and 3.6 (alone and
   with the decisions of ESP-IDF's esp_crt_bundle.c), wolfSSL 5.5, BearSSL 0.6, axTLS 2.1, OpenSSL
   3.0 (s_client, Python, curl, libmosquitto, Node.js), GnuTLS 3.7, Go 1.19, NSS 3.87, Java 17 and
   Erlang 25 against servers with one fault and with two. */
static const struct
{
  LgTlsStack        stack;
  int               sign;
  LgRejectionReason reasons;
} rows[] = {
  /* ESP-IDF's bundle sends 48 for a clock that is behind, and 49 for a root it does not have. */
  { LG_TLS_STACK_MBEDTLS, 48, ISSUER | EARLY | CLOCK },
  { LG_TLS_STACK_MBEDTLS, 49, ISSUER | MEMORY },
  { LG_TLS_STACK_MBEDTLS, 45, EXPIRED | CLOCK | STORED_ROOT },
  { LG_TLS_STACK_MBEDTLS, 46, EARLY | CLOCK | WEAK },
  { LG_TLS_STACK_MBEDTLS, 42, HOST },
  { LG_TLS_STACK_MBEDTLS, 43, WEAK | PURPOSE },
  { LG_TLS_STACK_MBEDTLS, 51, SIGNATURE },
  { LG_TLS_STACK_MBEDTLS, 80, MEMORY },
  { LG_TLS_STACK_MBEDTLS, LATE, ANY },
  { LG_TLS_STACK_MBEDTLS, BARE, RECORD | MEMORY },

  { LG_TLS_STACK_WOLFSSL, 48, ROOT | NAMESAKE | INTERMEDIATE },
  { LG_TLS_STACK_WOLFSSL, 45, DATES },
  { LG_TLS_STACK_WOLFSSL, 42, HOST | PURPOSE | SELF_SIGNED },
  { LG_TLS_STACK_WOLFSSL, SIZE, ISSUER | DATES | HOST | PURPOSE },
  { LG_TLS_STACK_WOLFSSL, LATE, ANY },
  { LG_TLS_STACK_WOLFSSL, BARE, SIGNATURE | MEMORY | RECORD },

  { LG_TLS_STACK_BEARSSL, LATE, ANY },
  { LG_TLS_STACK_BEARSSL, BARE, ISSUER | DATES | HOST | SIGNATURE | MEMORY | RECORD },

  { LG_TLS_STACK_AXTLS, 48, ROOT | INTERMEDIATE },
  { LG_TLS_STACK_AXTLS, 42, NAMESAKE },
  { LG_TLS_STACK_AXTLS, 46, SELF_SIGNED },
  { LG_TLS_STACK_AXTLS, 45, DATES },
  { LG_TLS_STACK_AXTLS, BARE, MEMORY | RECORD },

  /* libmosquitto answers another name with 80; Node.js judges late and never says why. */
  { LG_TLS_STACK_OPENSSL, 48, ISSUER },
  { LG_TLS_STACK_OPENSSL, 45, EXPIRED | CLOCK | STORED_ROOT },
  { LG_TLS_STACK_OPENSSL, 42, EARLY | CLOCK | HOST | WEAK },
  { LG_TLS_STACK_OPENSSL, 43, PURPOSE },
  { LG_TLS_STACK_OPENSSL, 46, PURPOSE | WEAK },
  { LG_TLS_STACK_OPENSSL, 40, HOST },
  { LG_TLS_STACK_OPENSSL, 80, HOST },
  { LG_TLS_STACK_OPENSSL, 51, SIGNATURE },
  { LG_TLS_STACK_OPENSSL, LATE, ANY },
  { LG_TLS_STACK_OPENSSL, BARE, ANY | MEMORY | RECORD },

  { LG_TLS_STACK_GNUTLS, 42, ANY },
  { LG_TLS_STACK_GNUTLS, 51, SIGNATURE },
  { LG_TLS_STACK_GNUTLS, SIZE, ANY },
  { LG_TLS_STACK_GNUTLS, LATE, ANY },

  { LG_TLS_STACK_GO, 42, ANY },
  { LG_TLS_STACK_GO, 10, SIGNATURE },
  { LG_TLS_STACK_GO, SIZE, ANY },
  { LG_TLS_STACK_GO, LATE, ANY },

  { LG_TLS_STACK_NSS, 48, ISSUER },
  { LG_TLS_STACK_NSS, 45, DATES },
  { LG_TLS_STACK_NSS, 42, HOST },
  { LG_TLS_STACK_NSS, 46, PURPOSE },
  { LG_TLS_STACK_NSS, 51, SIGNATURE },
  { LG_TLS_STACK_NSS, SIZE, ANY },
  { LG_TLS_STACK_NSS, LATE, ANY },

  { LG_TLS_STACK_JAVA, 46, ISSUER | HOST | PURPOSE | WEAK },
  { LG_TLS_STACK_JAVA, 45, EXPIRED | CLOCK | STORED_ROOT },
  { LG_TLS_STACK_JAVA, 42, EARLY | CLOCK },
  { LG_TLS_STACK_JAVA, 40, SIGNATURE },
  { LG_TLS_STACK_JAVA, SIZE, ANY },
  { LG_TLS_STACK_JAVA, LATE, ANY },

  { LG_TLS_STACK_ERLANG, 48, ROOT | NAMESAKE | INTERMEDIATE },
  { LG_TLS_STACK_ERLANG, 42, SELF_SIGNED },
  { LG_TLS_STACK_ERLANG, 45, DATES | STORED_ROOT },
  { LG_TLS_STACK_ERLANG, 40, HOST | PURPOSE },
  { LG_TLS_STACK_ERLANG, 51, SIGNATURE },
  { LG_TLS_STACK_ERLANG, SIZE, ANY },
  { LG_TLS_STACK_ERLANG, LATE, ANY },
};

static const struct
{
  LgRejectionReason  reason;
  const char        *cause;
  const char        *words;
} reasons_told[] = {
  { ROOT, "cert.wrong-root", N_("the device lacks the root this chain needs") },
  { NAMESAKE, "cert.unknown-issuer", N_("the issuer has the root's name and another key") },
  { SELF_SIGNED, "cert.self-signed", N_("the server's certificate is its own issuer") },
  { INTERMEDIATE, "cert.missing-intermediate", N_("the server leaves a certificate out") },
  { EXPIRED, "cert.expired", N_("a certificate of the server has expired") },
  { EARLY, "cert.not-yet-valid", N_("a certificate of the server is not valid yet") },
  { HOST, "cert.host-mismatch", N_("the certificate is for another name") },
  { WEAK, "cert.weak", N_("a key or signature of the chain is too weak") },
  { PURPOSE, "cert.bad-constraint", N_("a certificate may not be used this way") },
  { SIGNATURE, "tls.bad-signature",
    N_("the server's key exchange is not signed by its certificate's key") },
  { STORED_ROOT, "root.expired", N_("the root in the device has expired") },
  { CLOCK, "device.clock", N_("the device's clock is wrong") },
  { MEMORY, "device.memory", N_("the device runs out of memory") },
  { RECORD, "device.record-too-large",
    N_("a record of the server is larger than what the device keeps room for") },
};

GType
lg_rejection_sign_get_type (void)
{
  static const GEnumValue values[] = {
    { LG_REJECTION_SIGN_NONE, "LG_REJECTION_SIGN_NONE", "none" },
    { LG_REJECTION_SIGN_ALERT, "LG_REJECTION_SIGN_ALERT", "alert" },
    { LG_REJECTION_SIGN_SIZE, "LG_REJECTION_SIGN_SIZE", "size" },
    { LG_REJECTION_SIGN_LATE, "LG_REJECTION_SIGN_LATE", "late" },
    { LG_REJECTION_SIGN_BARE, "LG_REJECTION_SIGN_BARE", "bare" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("LgRejectionSign", values));
  return type;
}

static int
get_sign (const LgRejection *self)
{
  switch (self->sign)
    {
    case LG_REJECTION_SIGN_ALERT:
      return self->alert;
    case LG_REJECTION_SIGN_SIZE:
      return SIZE;
    case LG_REJECTION_SIGN_LATE:
      return LATE;
    case LG_REJECTION_SIGN_BARE:
    case LG_REJECTION_SIGN_NONE:
    default:
      return BARE;
    }
}

/* What a stack means by it; of an unknown one, or by a sign it was never seen to give, what any
   stack means. */
static LgRejectionReason
look_up (LgTlsStack stack,
         int        sign)
{
  LgRejectionReason own = 0, all = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].sign == sign)
      {
        all |= rows[i].reasons;
        if (rows[i].stack == stack)
          own |= rows[i].reasons;
      }
  return own != 0 ? own : all;
}

/**
 * lg_rejection_find_reasons:
 * @self: what is known
 *
 * What the stack, its alert and the chain leave as the reason. A fault of the chain that the stack
 * would answer so is reason enough; where the chain is in order, the device is left.
 *
 * Returns: the set; 0: it is no rejection of a certificate
 */
LgRejectionReason
lg_rejection_find_reasons (const LgRejection *self)
{
  LgRejectionReason possible, left;

  if (self->sign == LG_REJECTION_SIGN_NONE)
    return 0;

  possible = look_up (self->stack, get_sign (self));
  if (!self->large_record)
    possible &= ~RECORD;
  if (!self->chain_known)
    return possible;
  if (possible & self->chain_faults)
    return possible & self->chain_faults;

  left = possible & (DEVICE | (self->host_known ? 0 : HOST));
  return left != 0 ? left : possible;
}

/**
 * lg_rejection_get_confidence:
 * @self: what is known
 *
 * Returns: how sure it is that the device does not accept the certificate, for a reason of the set
 */
LgConfidence
lg_rejection_get_confidence (const LgRejection *self)
{
  gboolean explained = self->chain_known
                       && (lg_rejection_find_reasons (self) & self->chain_faults) != 0;

  switch (self->sign)
    {
    case LG_REJECTION_SIGN_ALERT:
      return self->chain_known && lg_rejection_count (lg_rejection_find_reasons (self)) == 1
             ? LG_CONFIDENCE_CERTAIN : LG_CONFIDENCE_LIKELY;
    case LG_REJECTION_SIGN_SIZE:
      return LG_CONFIDENCE_LIKELY;
    case LG_REJECTION_SIGN_LATE:
      return explained ? LG_CONFIDENCE_LIKELY : LG_CONFIDENCE_POSSIBLE;
    case LG_REJECTION_SIGN_BARE:
    case LG_REJECTION_SIGN_NONE:
    default:
      return LG_CONFIDENCE_POSSIBLE;
    }
}

/**
 * lg_rejection_count:
 * @reasons: a set
 *
 * Returns: how many are in it
 */
guint
lg_rejection_count (LgRejectionReason reasons)
{
  guint n = 0;

  for (guint set = reasons; set != 0; set &= set - 1)
    n++;
  return n;
}

/**
 * lg_rejection_get_cause:
 * @reason: one reason
 *
 * Returns: the cause it is called by everywhere
 */
const char *
lg_rejection_get_cause (LgRejectionReason reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons_told); i++)
    if (reasons_told[i].reason == reason)
      return reasons_told[i].cause;
  return NULL;
}

/**
 * lg_rejection_get_words:
 * @reason: one reason
 *
 * Returns: it in translated words
 */
const char *
lg_rejection_get_words (LgRejectionReason reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons_told); i++)
    if (reasons_told[i].reason == reason)
      return _(reasons_told[i].words);
  return NULL;
}
