/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-known-root.h"

/* The MD5 is the vendor's (Alibaba Cloud, MQTT-TLS connections, 2023-12). The files of the last two
 * are those of Mozilla's list in Debian's package ca-certificates; a minimal system has none. Go
 * Daddy G2 is the root in Tuya's own examples (TuyaLink SDK for C); USERTrust RSA is above the
 * GoGetSSL RSA CA that Tuya names for port 443 (Device connection authentication). */
static const LgKnownRoot known_roots[] = {
  {
    .name = "aliyun-iot",
    .title = "Aliyun IoT Root CA",
    .sha256 = "7CA438A3976B5242D231F861499822DA855831382735836B361E7E9715661676",
    .resource = "aliyun-iot-root-ca.pem",
    .md5 = "c7a6afb466713832af778a7bcb6d1aef",
  },
  {
    .name = "globalsign-r1",
    .title = "GlobalSign R1",
    .sha256 = "EBD41040E4BB3EC742C9E381D31EF2A41A48B6685C96E7CEF3C1DF6CD4331C99",
    .resource = "globalsign-root-r1.pem",
  },
  {
    .name = "usertrust-rsa",
    .title = "USERTrust RSA",
    .sha256 = "E793C9B02FD8AA13E21C31228ACCB08119643B749C898964B1746D46C3D4CBD2",
    .resource = "usertrust-rsa.pem",
  },
  {
    .name = "godaddy-g2",
    .title = "Go Daddy G2",
    .sha256 = "45140B3247EB9CC8C5B4F0D7B53091F73292089E6E5A63E2749DD3ACA9198EDA",
    .resource = "godaddy-root-g2.pem",
  },
};

/**
 * lg_known_root_list:
 * @length: (out): how many
 *
 * Returns: (array length=length): every root that platforms name
 */
const LgKnownRoot *
lg_known_root_list (gsize *length)
{
  *length = G_N_ELEMENTS (known_roots);
  return known_roots;
}

/**
 * lg_known_root_find:
 * @sha256: SHA-256 of a certificate's DER
 *
 * Returns: (nullable): the known root with that certificate
 */
const LgKnownRoot *
lg_known_root_find (const char *sha256)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_roots); i++)
    if (g_str_equal (known_roots[i].sha256, sha256))
      return &known_roots[i];
  return NULL;
}
