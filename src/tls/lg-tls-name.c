/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-tls-name.h"

typedef struct
{
  guint16     number;
  const char *name;
} Name;

static const Name versions[] = {
  { 0x0300, "SSLv3" },
  { 0x0301, "TLSv1" },
  { 0x0302, "TLSv1.1" },
  { 0x0303, "TLSv1.2" },
  { 0x0304, "TLSv1.3" },
};

/* IANA's "TLS Supported Groups". */
static const Name groups[] = {
  { 15, "secp160k1" },
  { 16, "secp160r1" },
  { 17, "secp160r2" },
  { 18, "secp192k1" },
  { 19, "secp192r1" },
  { 20, "secp224k1" },
  { 21, "secp224r1" },
  { 22, "secp256k1" },
  { 23, "secp256r1" },
  { 24, "secp384r1" },
  { 25, "secp521r1" },
  { 26, "brainpoolP256r1" },
  { 27, "brainpoolP384r1" },
  { 28, "brainpoolP512r1" },
  { 29, "x25519" },
  { 30, "x448" },
  { 31, "brainpoolP256r1tls13" },
  { 32, "brainpoolP384r1tls13" },
  { 33, "brainpoolP512r1tls13" },
  { 41, "curveSM2" },
  { 256, "ffdhe2048" },
  { 257, "ffdhe3072" },
  { 258, "ffdhe4096" },
  { 259, "ffdhe6144" },
  { 260, "ffdhe8192" },
  { 4587, "SecP256r1MLKEM768" },
  { 4588, "X25519MLKEM768" },
  { 4589, "SecP384r1MLKEM1024" },
};

/* IANA's "TLS SignatureScheme", and the pairs of hash and signature of TLS 1.2 beside it. */
static const Name signatures[] = {
  { 0x0101, "rsa_pkcs1_md5" },
  { 0x0201, "rsa_pkcs1_sha1" },
  { 0x0202, "dsa_sha1" },
  { 0x0203, "ecdsa_sha1" },
  { 0x0301, "rsa_pkcs1_sha224" },
  { 0x0302, "dsa_sha224" },
  { 0x0303, "ecdsa_sha224" },
  { 0x0401, "rsa_pkcs1_sha256" },
  { 0x0402, "dsa_sha256" },
  { 0x0403, "ecdsa_secp256r1_sha256" },
  { 0x0501, "rsa_pkcs1_sha384" },
  { 0x0503, "ecdsa_secp384r1_sha384" },
  { 0x0601, "rsa_pkcs1_sha512" },
  { 0x0603, "ecdsa_secp521r1_sha512" },
  { 0x0708, "sm2sig_sm3" },
  { 0x0804, "rsa_pss_rsae_sha256" },
  { 0x0805, "rsa_pss_rsae_sha384" },
  { 0x0806, "rsa_pss_rsae_sha512" },
  { 0x0807, "ed25519" },
  { 0x0808, "ed448" },
  { 0x0809, "rsa_pss_pss_sha256" },
  { 0x080a, "rsa_pss_pss_sha384" },
  { 0x080b, "rsa_pss_pss_sha512" },
  { 0x081a, "ecdsa_brainpoolP256r1tls13_sha256" },
  { 0x081b, "ecdsa_brainpoolP384r1tls13_sha384" },
  { 0x081c, "ecdsa_brainpoolP512r1tls13_sha512" },
};

/* IANA's "TLS ExtensionType Values". */
static const Name extensions[] = {
  { 0, "server_name" },
  { 1, "max_fragment_length" },
  { 2, "client_certificate_url" },
  { 3, "trusted_ca_keys" },
  { 4, "truncated_hmac" },
  { 5, "status_request" },
  { 10, "supported_groups" },
  { 11, "ec_point_formats" },
  { 12, "srp" },
  { 13, "signature_algorithms" },
  { 14, "use_srtp" },
  { 15, "heartbeat" },
  { 16, "application_layer_protocol_negotiation" },
  { 17, "status_request_v2" },
  { 18, "signed_certificate_timestamp" },
  { 19, "client_certificate_type" },
  { 20, "server_certificate_type" },
  { 21, "padding" },
  { 22, "encrypt_then_mac" },
  { 23, "extended_master_secret" },
  { 27, "compress_certificate" },
  { 28, "record_size_limit" },
  { 34, "delegated_credential" },
  { 35, "session_ticket" },
  { 41, "pre_shared_key" },
  { 42, "early_data" },
  { 43, "supported_versions" },
  { 44, "cookie" },
  { 45, "psk_key_exchange_modes" },
  { 47, "certificate_authorities" },
  { 48, "oid_filters" },
  { 49, "post_handshake_auth" },
  { 50, "signature_algorithms_cert" },
  { 51, "key_share" },
  { 54, "connection_id" },
  { 13172, "next_protocol_negotiation" },
  { 65281, "renegotiation_info" },
};

static const char *
find (const Name *names,
      gsize       n_names,
      guint16     number)
{
  for (gsize i = 0; i < n_names; i++)
    if (names[i].number == number)
      return names[i].name;
  return NULL;
}

/**
 * lg_tls_version_get_name:
 * @version: a number
 *
 * Returns: (nullable): the name OpenSSL gives a protocol version; %NULL: none
 */
const char *
lg_tls_version_get_name (guint16 version)
{
  return find (versions, G_N_ELEMENTS (versions), version);
}

/**
 * lg_tls_group_get_name:
 * @group: a number
 *
 * Returns: (nullable): the name IANA's registry gives a named group; %NULL: none
 */
const char *
lg_tls_group_get_name (guint16 group)
{
  return find (groups, G_N_ELEMENTS (groups), group);
}

/**
 * lg_tls_signature_get_name:
 * @signature: a number
 *
 * Returns: (nullable): the name IANA's registry gives a signature algorithm; %NULL: none
 */
const char *
lg_tls_signature_get_name (guint16 signature)
{
  return find (signatures, G_N_ELEMENTS (signatures), signature);
}

/**
 * lg_tls_extension_get_name:
 * @extension: a number
 *
 * Returns: (nullable): the name IANA's registry gives an extension; %NULL: none
 */
const char *
lg_tls_extension_get_name (guint16 extension)
{
  return find (extensions, G_N_ELEMENTS (extensions), extension);
}
