/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-practice-fault-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Spans that are over, and one far ahead. */
#define PAST .not_before = 1483228800, .not_after = 1546300800 /* 2017 and 2018 */
#define FUTURE .not_before = 4070908800, .not_after = 4102444800 /* 2099 */

#define INTERMEDIATE .name = "Practice Intermediate CA"
#define WORDS(literal) .words = (literal), .n_words = sizeof (literal) - 1

static const char *const elsewhere_names[] = { "elsewhere.example", NULL };
static const char *const below_names[] = { "*.localhost", NULL };
static const char *const host_names[] = { "localhost", NULL };
static const char *const ipv4_names[] = { "127.0.0.1", NULL };
static const char *const no_names[] = { NULL };

static const LgPracticeFault faults[] = {
  { "expired", N_("The server’s certificate has expired"), "cert.expired",
    .chain = { .leaf = { PAST } } },
  { "expired-intermediate", N_("The certificate in the middle of the chain has expired"),
    "cert.expired", .chain = { "li", .intermediate = { INTERMEDIATE, PAST } } },
  { "expired-root", N_("The root has expired"), "root.expired", .chain = { .root = { PAST } } },
  { "expires-soon", N_("The server’s certificate ends in a month"), "cert.expires-soon",
    .chain = { .leaf_days = 30 } },
  { "root-expires-soon", N_("The root ends in two years"), "root.expires-soon",
    .chain = { .root_days = 730 } },
  { "not-yet-valid", N_("The server’s certificate is not valid yet"), "cert.not-yet-valid",
    .chain = { .leaf = { FUTURE } } },

  { "wrong-host", N_("The server’s certificate is for another name"), "cert.host-mismatch",
    .chain = { .leaf = { .name = "elsewhere.example", .names = elsewhere_names } } },
  { "common-name-beside-names", N_("This name is the common name, but not among the names"),
    "cert.host-mismatch", .chain = { .leaf = { .names = elsewhere_names } } },
  { "common-name-only", N_("This name is the common name, and there are no others"), NULL,
    .chain = { .leaf = { .names = no_names } } },
  { "wildcard-depth", N_("A wildcard that covers only names one level below"),
    "cert.host-mismatch", .chain = { .leaf = { .name = "*.localhost", .names = below_names } } },
  { "address-only", N_("The server’s certificate covers an address, not the name"),
    "cert.host-mismatch", .chain = { .leaf = { .name = "127.0.0.1", .names = ipv4_names } } },
  { "name-only-ipv4", N_("Reached by its IPv4 address, which its certificate does not cover"),
    "cert.host-mismatch", .host = "127.0.0.1", .chain = { .leaf = { .names = host_names } } },
  { "name-only-ipv6", N_("Reached by its IPv6 address, which its certificate does not cover"),
    "cert.host-mismatch", .host = "::1", .chain = { .leaf = { .names = ipv4_names } } },

  { "wrong-root", N_("The server’s certificate is under the root of port 443"), "cert.wrong-root",
    .manner = LG_PRACTICE_MANNER_OTHER_ROOT },
  { "unknown-issuer", N_("A complete chain under a root nobody knows"), "cert.unknown-issuer",
    .chain = { "li", LG_PRACTICE_ISSUER_STRANGER, .intermediate = { INTERMEDIATE } } },
  { "fake-root", N_("Signed by a root of the right name with another key"), "cert.unknown-issuer",
    .chain = { .issuer = LG_PRACTICE_ISSUER_NAMESAKE } },
  { "intercepted", N_("The certificate of a proxy that opens TLS on the way"), "tls.intercepted",
    .chain = { "li", LG_PRACTICE_ISSUER_STRANGER, .intermediate = { .name = "FortiGate CA" } } },
  { "self-signed", N_("The server’s certificate is signed by itself"), "cert.self-signed",
    .chain = { .issuer = LG_PRACTICE_ISSUER_ITSELF } },
  { "missing-intermediate", N_("The server leaves out the intermediate"),
    "cert.missing-intermediate", .chain = { .intermediate = { INTERMEDIATE } } },
  { "wrong-order", N_("The certificates are sent in the wrong order"), "cert.wrong-order",
    .chain = { "lri", .intermediate = { INTERMEDIATE } } },
  { "duplicate-leaf", N_("The server’s certificate is sent twice"), NULL,
    .chain = { "lli", .intermediate = { INTERMEDIATE } } },
  { "root-included", N_("The root is sent, too"), NULL,
    .chain = { "lir", .intermediate = { INTERMEDIATE } } },
  { "stray-certificate", N_("A certificate that has nothing to do with it is sent, too"), NULL,
    .chain = { "lis", .intermediate = { INTERMEDIATE } } },
  { "garbage-after-chain", N_("Bytes that are no certificate follow the chain"), "tls.alert",
    .manner = LG_PRACTICE_MANNER_DAMAGES },

  { "sha1", N_("The server’s certificate is signed with SHA-1"), "cert.weak",
    .chain = { .leaf = { .digest = "SHA1" }, .offer = LG_TLS_OFFER_WEAK } },
  { "sha1-intermediate", N_("The intermediate is signed with SHA-1"), "cert.weak",
    .chain = { "li", .intermediate = { INTERMEDIATE, .digest = "SHA1" },
               .offer = LG_TLS_OFFER_WEAK } },
  { "short-key", N_("The server’s key is RSA with 1024 bits"), "cert.weak",
    .chain = { .leaf = { .rsa_bits = 1024 }, .offer = LG_TLS_OFFER_WEAK } },
  { "short-key-intermediate", N_("The intermediate’s key is RSA with 1024 bits"), "cert.weak",
    .chain = { "li", .intermediate = { INTERMEDIATE, .rsa_bits = 1024 },
               .offer = LG_TLS_OFFER_WEAK } },
  { "wrong-usage", N_("The server’s certificate is for clients"), "cert.bad-constraint",
    .chain = { .leaf = { .extended_key_usage = "clientAuth" } } },
  { "issuer-not-a-ca", N_("The intermediate is no CA"), "cert.bad-constraint",
    .chain = { "li", .intermediate = { INTERMEDIATE, .basic_constraints = "critical,CA:FALSE",
                                       .key_usage = "" } } },
  { "issuer-may-not-sign", N_("The intermediate’s key usage leaves out signing certificates"),
    "cert.bad-constraint",
    .chain = { "li", .intermediate = { INTERMEDIATE,
                                       .key_usage = "critical,digitalSignature" } } },
  { "path-length", N_("The root allows no intermediate, but there is one"), "cert.bad-constraint",
    .chain = { "li", .intermediate = { INTERMEDIATE },
               .root = { .basic_constraints = "critical,CA:TRUE,pathlen:0" } } },
  { "name-constraints", N_("The intermediate may sign only for other names"),
    "cert.bad-constraint",
    .chain = { "li", .intermediate = { INTERMEDIATE,
                                       .name_constraints = "critical,permitted;DNS:example" } } },

  { "tls-1.0", N_("Only TLS 1.0 is offered"), "tls.protocol-version",
    .chain = { .offer = LG_TLS_OFFER_TLS_1_0 } },
  { "tls-1.1", N_("Only TLS 1.1 is offered"), "tls.protocol-version",
    .chain = { .offer = LG_TLS_OFFER_TLS_1_1 } },
  { "no-common-cipher", N_("No cipher suite in common"), "tls.no-common-cipher",
    .chain = { .offer = LG_TLS_OFFER_FOREIGN_SUITES } },
  { "client-certificate-1.2", N_("A client certificate is demanded (TLS 1.2)"),
    "tls.client-certificate-required", .chain = { .offer = LG_TLS_OFFER_DEMANDING_1_2 } },
  { "client-certificate-1.3", N_("A client certificate is demanded (TLS 1.3)"),
    "tls.client-certificate-required", .chain = { .offer = LG_TLS_OFFER_DEMANDING_1_3 } },
  { "alert", N_("The server ends the handshake with the alert internal_error"), "tls.alert",
    .manner = LG_PRACTICE_MANNER_ANSWERS, WORDS ("\x15\x03\x03\x00\x02\x02\x50") },
  { "unrecognized-name", N_("The server ends the handshake as it does not know the name"),
    "tls.alert",
    .manner = LG_PRACTICE_MANNER_ANSWERS, WORDS ("\x15\x03\x03\x00\x02\x02\x70") },
  { "closed-in-handshake", N_("The server closes during the handshake"),
    "tls.closed-in-handshake", .manner = LG_PRACTICE_MANNER_ANSWERS },
  { "silent-handshake", N_("The server accepts TCP and never answers the handshake"),
    "tls.handshake-timeout", .manner = LG_PRACTICE_MANNER_SILENT },
  { "plain-mqtt", N_("MQTT without TLS on the TLS port"), "tls.not-tls",
    .manner = LG_PRACTICE_MANNER_OTHER_SECURITY },
  { "http", N_("An HTTP server on the TLS port"), "tls.not-tls",
    .manner = LG_PRACTICE_MANNER_ANSWERS,
    WORDS ("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n") },
  { "other-protocol", N_("A server of another protocol on the TLS port"), "tls.not-tls",
    .manner = LG_PRACTICE_MANNER_GREETS, WORDS ("SSH-2.0-OpenSSH_9.2\r\n") },

  { "refused", N_("Nothing listens on the TLS port"), "tcp.refused",
    .manner = LG_PRACTICE_MANNER_REFUSES },
  { "reset", N_("Every connection is reset right after it was accepted"), "tcp.reset",
    .manner = LG_PRACTICE_MANNER_RESETS },
  { "black-hole", N_("No port answers TCP"), "tcp.timeout",
    .place = LG_PRACTICE_PLACE_EVERYWHERE, .manner = LG_PRACTICE_MANNER_BLACK_HOLE },
  { "port-filtered", N_("The TLS port does not answer TCP, but others do"), "tcp.port-filtered",
    .manner = LG_PRACTICE_MANNER_BLACK_HOLE },

  { "plain-tls", N_("TLS on the port without TLS"), "mqtt.tls-expected",
    .place = LG_PRACTICE_PLACE_PLAIN, .manner = LG_PRACTICE_MANNER_OTHER_SECURITY },
  { "plain-refused", N_("Nothing listens on the port without TLS"), "tcp.refused",
    .place = LG_PRACTICE_PLACE_PLAIN, .manner = LG_PRACTICE_MANNER_REFUSES },
  { "plain-closed", N_("The port without TLS closes on CONNECT"), "mqtt.closed-before-connack",
    .place = LG_PRACTICE_PLACE_PLAIN, .manner = LG_PRACTICE_MANNER_ANSWERS },
  { "plain-silent", N_("The port without TLS never answers CONNECT"), "mqtt.connack-timeout",
    .place = LG_PRACTICE_PLACE_PLAIN, .manner = LG_PRACTICE_MANNER_SILENT },
  { "plain-http", N_("An HTTP server on the port without TLS"), "mqtt.malformed",
    .place = LG_PRACTICE_PLACE_PLAIN, .manner = LG_PRACTICE_MANNER_ANSWERS,
    WORDS ("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n") },
};

/**
 * lg_practice_fault_get:
 * @position: from 0
 *
 * Returns: (transfer none) (nullable): the fault at that place of the table; %NULL after the last
 */
const LgPracticeFault *
lg_practice_fault_get (gsize position)
{
  return position < G_N_ELEMENTS (faults) ? &faults[position] : NULL;
}

/**
 * lg_practice_fault_find:
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the fault of that name
 */
const LgPracticeFault *
lg_practice_fault_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    if (g_str_equal (faults[i].name, name))
      return &faults[i];
  return NULL;
}

/**
 * lg_practice_fault_get_name:
 *
 * Returns: its stable name
 */
const char *
lg_practice_fault_get_name (const LgPracticeFault *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * lg_practice_fault_get_description:
 *
 * Returns: what is wrong, in one line for people
 */
const char *
lg_practice_fault_get_description (const LgPracticeFault *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return _(self->description);
}

/**
 * lg_practice_fault_get_cause:
 *
 * Returns: (nullable): identifier of the cause a diagnosis must name; %NULL where no device would
 *   mind
 */
const char *
lg_practice_fault_get_cause (const LgPracticeFault *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cause;
}

/**
 * lg_practice_fault_is_at:
 * @self: (nullable): a fault, if there is one
 * @vendor_port: the vendor's port a port stands for
 * @tls: whether TLS is spoken there as a rule
 *
 * Returns: whether that port has the fault
 */
gboolean
lg_practice_fault_is_at (const LgPracticeFault *self,
                         guint16                vendor_port,
                         gboolean               tls)
{
  if (self == NULL)
    return FALSE;

  switch (self->place)
    {
    case LG_PRACTICE_PLACE_EVERYWHERE:
      return TRUE;

    case LG_PRACTICE_PLACE_PLAIN:
      return !tls;

    case LG_PRACTICE_PLACE_TLS:
    default:
      return tls && vendor_port == 8883;
    }
}

/**
 * lg_practice_fault_is_impostor:
 *
 * Returns: whether it is not the platform at all that sits at the port
 */
gboolean
lg_practice_fault_is_impostor (const LgPracticeFault *self)
{
  return self->manner > LG_PRACTICE_MANNER_OTHER_SECURITY;
}
