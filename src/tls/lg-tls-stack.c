/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tls-stack.h"

/* TLS_EMPTY_RENEGOTIATION_INFO_SCSV (RFC 5746, 3.3) */
#define SCSV 0x00ff

#define END G_MAXUINT16
#define ORDER_MAX 20
#define LIST_MAX 8

/* Where a stack puts SCSV among its suites. */
typedef enum
{
  SCSV_ANYWHERE,
  SCSV_NOWHERE,
  SCSV_FIRST,
  SCSV_LAST,
  SCSV_LAST_BEFORE_1_3,
} ScsvPlace;

/* What a stack writes in which order. A firmware's configuration leaves some out and adds some, and
   changes suites; it does not change the order, which is why that tells more than a hash. */
typedef struct
{
  LgTlsStack stack;
  ScsvPlace  scsv;
  guint      max_suites;
  guint16    order[ORDER_MAX];
  guint16    needs[LIST_MAX];
  guint16    lacks[LIST_MAX];
} Shape;

/* As seen in the hellos of Go 1.19, GnuTLS 3.7, NSS 3.87, Java 17, wolfSSL 5.5, BearSSL 0.6, axTLS
   2.1, Erlang 25, mbed TLS 2.16 to 3.6 and OpenSSL 3.0. The first shape that fits counts. */
static const Shape shapes[] = {
  { LG_TLS_STACK_GO, SCSV_NOWHERE, 0,
    { 0, 5, 10, 11, 13, 65281, 18, 43, 51, END }, { 5, 10, 13, 18, 65281, END },
    { 22, 28, 17, END } },
  { LG_TLS_STACK_GNUTLS, SCSV_NOWHERE, 0,
    { 10, 11, 13, 22, 23, 35, 51, 43, 65281, 0, 45, 28, END }, { 10, 13, 22, 23, END }, { END } },
  { LG_TLS_STACK_GNUTLS, SCSV_NOWHERE, 0,
    { END }, { 5, 10, 13, 22, 23, 28, 65281, END }, { END } },
  { LG_TLS_STACK_NSS, SCSV_NOWHERE, 0,
    { 0, 23, 65281, 10, 11, 51, 43, 13, 45, 28, END }, { 23, 65281, 10, 13, END },
    { 22, 18, END } },
  { LG_TLS_STACK_WOLFSSL, SCSV_NOWHERE, 0,
    { 45, 51, 43, 13, 11, 10, 22, END }, { 13, 11, 10, END }, { 65281, END } },
  { LG_TLS_STACK_WOLFSSL, SCSV_NOWHERE, 0,
    { 45, 51, 43, 13, 10, 22, END }, { 51, 43, 13, 10, END }, { 65281, END } },
  { LG_TLS_STACK_BEARSSL, SCSV_NOWHERE, 0,
    { 65281, 0, 1, 13, 10, 11, END }, { 65281, 13, 10, END }, { 43, 22, 23, 35, END } },
  { LG_TLS_STACK_AXTLS, SCSV_NOWHERE, 6,
    { 13, 0, END }, { 13, END }, { 10, 11, 43, 23, END } },
  { LG_TLS_STACK_ERLANG, SCSV_FIRST, 0,
    { 0, 13, 51, 10, 11, 43, END }, { 13, 10, END }, { 22, 35, END } },
  { LG_TLS_STACK_MBEDTLS, SCSV_LAST_BEFORE_1_3, 0,
    { 0, 43, 51, 45, 10, 13, 11, 1, 22, 23, 35, END }, { 10, 13, END }, { 5, 17, 49, 50, END } },
  { LG_TLS_STACK_MBEDTLS, SCSV_LAST, 0,
    { 0, 13, 10, 11, 1, 22, 23, 35, 16, END }, { 13, END }, { 5, 43, 51, END } },
  { LG_TLS_STACK_JAVA, SCSV_ANYWHERE, 0,
    { 0, 5, 10, 13, 43, 51, END }, { 10, 13, 50, END }, { 18, 22, 28, 49, 65281, END } },
  { LG_TLS_STACK_OPENSSL, SCSV_ANYWHERE, 0,
    { 65281, 0, 11, 10, 35, 16, 22, 23, 49, 13, 43, 45, 51, END }, { 11, 10, 13, END },
    { 28, END } },
};

static int
find_place (const guint16 *list,
            guint16        value)
{
  for (int i = 0; list[i] != END; i++)
    if (list[i] == value)
      return i;
  return -1;
}

static gboolean
is_in_order (const GArray  *extensions,
             const guint16 *order)
{
  int last = -1;

  for (guint i = 0; i < extensions->len; i++)
    {
      int place = find_place (order, g_array_index (extensions, guint16, i));

      if (place < 0)
        continue;
      if (place < last)
        return FALSE;
      last = place;
    }
  return TRUE;
}

static guint
count_of (const GArray  *extensions,
          const guint16 *list)
{
  guint n = 0;

  for (guint i = 0; list[i] != END; i++)
    n += lg_tls_list_has (extensions, list[i]);
  return n;
}

static gboolean
has_scsv_at (const LgClientHello *hello,
             ScsvPlace            place)
{
  guint n = hello->suites->len;

  switch (place)
    {
    case SCSV_NOWHERE:
      return !lg_tls_list_has (hello->suites, SCSV);
    case SCSV_FIRST:
      return g_array_index (hello->suites, guint16, 0) == SCSV;
    case SCSV_LAST:
      return g_array_index (hello->suites, guint16, n - 1) == SCSV;
    case SCSV_LAST_BEFORE_1_3:
      return hello->newest >= LG_TLS_1_3
             || g_array_index (hello->suites, guint16, n - 1) == SCSV;
    case SCSV_ANYWHERE:
    default:
      return TRUE;
    }
}

static gboolean
fits (const Shape         *shape,
      const LgClientHello *hello)
{
  guint n_needs = 0;

  while (shape->needs[n_needs] != END)
    n_needs++;
  return count_of (hello->extensions, shape->needs) == n_needs
         && count_of (hello->extensions, shape->lacks) == 0
         && (shape->max_suites == 0 || hello->suites->len <= shape->max_suites)
         && has_scsv_at (hello, shape->scsv)
         && is_in_order (hello->extensions, shape->order);
}

/**
 * lg_tls_stack_tell:
 * @hello: what a client says
 *
 * Which TLS library writes like this, which is likely and no more: programs can change what their
 * library writes, and what uses a library decides much of how it reacts.
 *
 * Returns: the stack; %LG_TLS_STACK_UNKNOWN: none that is known here
 */
LgTlsStack
lg_tls_stack_tell (const LgClientHello *hello)
{
  g_return_val_if_fail (hello != NULL && hello->suites->len > 0, LG_TLS_STACK_UNKNOWN);

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (fits (&shapes[i], hello))
      return shapes[i].stack;
  return LG_TLS_STACK_UNKNOWN;
}

/**
 * lg_tls_stack_get_name:
 * @stack: a stack
 *
 * Returns: (nullable): its name; %NULL of %LG_TLS_STACK_UNKNOWN
 */
const char *
lg_tls_stack_get_name (LgTlsStack stack)
{
  static const char *const names[] = {
    [LG_TLS_STACK_MBEDTLS] = "mbed TLS",
    [LG_TLS_STACK_WOLFSSL] = "wolfSSL",
    [LG_TLS_STACK_BEARSSL] = "BearSSL",
    [LG_TLS_STACK_AXTLS] = "axTLS",
    [LG_TLS_STACK_OPENSSL] = "OpenSSL",
    [LG_TLS_STACK_GNUTLS] = "GnuTLS",
    [LG_TLS_STACK_GO] = "Go",
    [LG_TLS_STACK_NSS] = "NSS",
    [LG_TLS_STACK_JAVA] = "Java",
    [LG_TLS_STACK_ERLANG] = "Erlang",
  };

  return stack < G_N_ELEMENTS (names) ? names[stack] : NULL;
}
