/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a stack's reaction leaves as the reason, against what was measured with each. */
#include "diagnosis/lg-rejection.h"

#include <string.h>

/* The faults of a server, in the order of a row's cells, and what a look at its chain finds. */
static const struct
{
  const char        *name;
  LgRejectionReason  found;
  LgRejectionReason  truth;
} faults[] = {
  { "unknown CA", LG_REJECTION_ROOT | LG_REJECTION_INTERMEDIATE, LG_REJECTION_ROOT },
  { "same name", LG_REJECTION_NAMESAKE, LG_REJECTION_NAMESAKE },
  { "self-signed", LG_REJECTION_SELF_SIGNED, LG_REJECTION_SELF_SIGNED },
  { "no intermediate", LG_REJECTION_ROOT | LG_REJECTION_INTERMEDIATE, LG_REJECTION_INTERMEDIATE },
  { "expired", LG_REJECTION_EXPIRED, LG_REJECTION_EXPIRED },
  { "future", LG_REJECTION_EARLY, LG_REJECTION_EARLY },
  { "wrong host", LG_REJECTION_HOST, LG_REJECTION_HOST },
  { "RSA-1024", LG_REJECTION_WEAK, LG_REJECTION_WEAK },
  { "SHA-1", LG_REJECTION_WEAK, LG_REJECTION_WEAK },
  { "EKU", LG_REJECTION_PURPOSE, LG_REJECTION_PURPOSE },
  { "root expired", 0, LG_REJECTION_STORED_ROOT },
  { "bad signature", LG_REJECTION_SIGNATURE, LG_REJECTION_SIGNATURE },
  { "clock in 1970", 0, LG_REJECTION_CLOCK },
};

/* A number: an alert in clear; s: one by its size; l: late; b: a bare close; a: it accepts, or it
   was not tried. */
static const struct
{
  LgTlsStack  stack;
  const char *cells;
} rows[] = {
  { LG_TLS_STACK_MBEDTLS, "48 48 48 48 45 46 42 43 46 43 45 51 46" },
  { LG_TLS_STACK_MBEDTLS, "49 49 49 49 45 48 42 43 a 43 a a 48" },
  { LG_TLS_STACK_MBEDTLS, "l a a a a a a a a a a a a" },
  { LG_TLS_STACK_WOLFSSL, "48 48 42 48 45 45 42 a a 42 a b 45" },
  { LG_TLS_STACK_WOLFSSL, "s s s s s s s a a s a a a" },
  { LG_TLS_STACK_BEARSSL, "b b b b b b b a a a a b a" },
  { LG_TLS_STACK_AXTLS, "48 42 46 48 45 45 a a a a a a 45" },
  { LG_TLS_STACK_OPENSSL, "48 a 48 48 45 42 80 42 42 43 45 51 42" },
  { LG_TLS_STACK_OPENSSL, "48 48 48 48 45 42 42 42 42 43 45 51 a" },
  { LG_TLS_STACK_OPENSSL, "48 a a a a a l a a a a a a" },
  { LG_TLS_STACK_OPENSSL, "l l l l l l l a l l l 51 a" },
  { LG_TLS_STACK_OPENSSL, "b b b b b b b a b b b a a" },
  { LG_TLS_STACK_GNUTLS, "42 42 42 42 42 42 42 a 42 42 42 51 a" },
  { LG_TLS_STACK_GNUTLS, "s s s s s s s a s s s a a" },
  { LG_TLS_STACK_NSS, "l a l l l l l a a l a a a" },
  { LG_TLS_STACK_NSS, "s a s s s s s a a s a a a" },
  { LG_TLS_STACK_GO, "42 42 42 42 42 42 42 a 42 42 42 10 a" },
  { LG_TLS_STACK_GO, "s s s s s s s a s s s a a" },
  { LG_TLS_STACK_JAVA, "46 a 46 46 45 42 46 a a 46 a 40 a" },
  { LG_TLS_STACK_JAVA, "s a s s s s s a a s a a a" },
  { LG_TLS_STACK_ERLANG, "48 a 42 48 45 45 40 a a 40 a a a" },
  { LG_TLS_STACK_ERLANG, "s a s s s s s a a s a a a" },
};

static gboolean
read_cell (const char  *cell,
           LgRejection *rejection)
{
  rejection->sign = *cell == 's' ? LG_REJECTION_SIGN_SIZE
                    : *cell == 'l' ? LG_REJECTION_SIGN_LATE
                    : *cell == 'b' ? LG_REJECTION_SIGN_BARE : LG_REJECTION_SIGN_ALERT;
  rejection->alert = (int) g_ascii_strtoll (cell, NULL, 10);
  return *cell != 'a';
}

/* The true reason is always named, whether the stack is known or not and the chain or not; with
   both known there are few, and the root alone is certain for a missing root only. */
static void
test_measured (void)
{
  guint n = 0, n_reasons = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i].cells, " ", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, G_N_ELEMENTS (faults));
      for (guint j = 0; j < G_N_ELEMENTS (faults); j++)
        {
          LgRejection rejection = {
            .stack = rows[i].stack, .chain_known = TRUE, .chain_faults = faults[j].found,
            .root_known = TRUE, .host_known = TRUE,
          };
          LgRejectionReason reasons;

          if (!read_cell (cells[j], &rejection))
            continue;
          reasons = lg_rejection_find_reasons (&rejection);
          g_test_message ("%s %s: %s: %x", lg_tls_stack_get_name (rows[i].stack), faults[j].name,
                          cells[j], reasons);
          g_assert_true (reasons & faults[j].truth);
          g_assert_true (reasons != LG_REJECTION_ROOT
                         || lg_rejection_get_confidence (&rejection) != LG_CONFIDENCE_CERTAIN
                         || faults[j].truth == LG_REJECTION_ROOT);
          n++;
          n_reasons += lg_rejection_count (reasons);

          rejection.stack = LG_TLS_STACK_UNKNOWN;
          g_assert_true (lg_rejection_find_reasons (&rejection) & faults[j].truth);
          rejection.chain_known = FALSE;
          g_assert_true (lg_rejection_find_reasons (&rejection) & faults[j].truth);
        }
    }
  g_assert_cmpuint (n, >, 150);
  g_assert_cmpuint (n_reasons, <=, 2 * n);
}

/* Two faults at once, of which an alert names one: that one is told. */
static void
test_two_faults (void)
{
  static const struct
  {
    LgTlsStack        stack;
    int               alert;
    LgRejectionReason found;
    LgRejectionReason named;
  } pairs[] = {
    { LG_TLS_STACK_MBEDTLS, 42, LG_REJECTION_ROOT | LG_REJECTION_HOST, LG_REJECTION_HOST },
    { LG_TLS_STACK_MBEDTLS, 45, LG_REJECTION_ROOT | LG_REJECTION_EXPIRED, LG_REJECTION_EXPIRED },
    { LG_TLS_STACK_WOLFSSL, 48, LG_REJECTION_ROOT | LG_REJECTION_HOST, LG_REJECTION_ROOT },
    { LG_TLS_STACK_WOLFSSL, 45, LG_REJECTION_HOST | LG_REJECTION_EARLY, LG_REJECTION_EARLY },
    { LG_TLS_STACK_OPENSSL, 48, LG_REJECTION_ROOT | LG_REJECTION_EXPIRED, LG_REJECTION_ROOT },
    { LG_TLS_STACK_AXTLS, 45, LG_REJECTION_ROOT | LG_REJECTION_EARLY, LG_REJECTION_EARLY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const LgRejection rejection = {
        .sign = LG_REJECTION_SIGN_ALERT, .alert = pairs[i].alert, .stack = pairs[i].stack,
        .chain_known = TRUE, .chain_faults = pairs[i].found, .root_known = TRUE,
        .host_known = TRUE,
      };

      g_assert_cmpuint (lg_rejection_find_reasons (&rejection), ==, pairs[i].named);
    }
}

/* What has nothing to do with the certificate is no rejection of it, in any stack. */
static void
test_other_alerts (void)
{
  static const int alerts[] = { 20, 22, 47, 50, 70, 71, 86, 109, 120 };

  for (guint i = 0; i < G_N_ELEMENTS (alerts); i++)
    for (LgTlsStack stack = 0; stack <= LG_TLS_STACK_ERLANG; stack++)
      {
        const LgRejection rejection = {
          .sign = LG_REJECTION_SIGN_ALERT, .alert = alerts[i], .stack = stack,
        };

        g_assert_cmpuint (lg_rejection_find_reasons (&rejection), ==, 0);
      }
}

/* A chain in order and a name that fits leave the device; without the name's being known it may be
   the name, too. */
static void
test_device_left (void)
{
  LgRejection rejection = {
    .sign = LG_REJECTION_SIGN_ALERT, .alert = 42, .stack = LG_TLS_STACK_OPENSSL,
    .chain_known = TRUE, .root_known = TRUE, .host_known = TRUE,
  };

  g_assert_cmpuint (lg_rejection_find_reasons (&rejection), ==, LG_REJECTION_CLOCK);
  rejection.host_known = FALSE;
  g_assert_cmpuint (lg_rejection_find_reasons (&rejection), ==,
                    LG_REJECTION_CLOCK | LG_REJECTION_HOST);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rejection/measured", test_measured);
  g_test_add_func ("/rejection/two-faults", test_two_faults);
  g_test_add_func ("/rejection/other-alerts", test_other_alerts);
  g_test_add_func ("/rejection/device-left", test_device_left);

  return g_test_run ();
}
