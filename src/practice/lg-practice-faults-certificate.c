/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with certificates and their chains. */
#include "config.h"

#include "lg-practice-fault-tables.h"

#include <glib/gi18n-lib.h>

/* Spans that are over, and one far ahead. */
#define PAST .not_before = 1483228800, .not_after = 1546300800 /* 2017 and 2018 */
#define FUTURE .not_before = 4070908800, .not_after = 4102444800 /* 2099 */

#define INTERMEDIATE .name = "Practice Intermediate CA"

static const char *const elsewhere_names[] = { "elsewhere.example", NULL };
static const char *const below_names[] = { "*.localhost", NULL };
static const char *const host_names[] = { "localhost", NULL };
static const char *const ipv4_names[] = { "127.0.0.1", NULL };
static const char *const no_names[] = { NULL };

const LgPracticeFault lg_practice_faults_certificate[] = {
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
  { "common-name-only", N_("This name is the common name, and there are no others"),
    "cert.host-mismatch", .chain = { .leaf = { .names = no_names } } },
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
  { NULL },
};
