/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-reason-code.h"

#include <glib/gi18n-lib.h>

/* MQTT 5, table 2-6. */
static const char *const names[256] = {
  [0x00] = N_("Success"),
  [0x01] = N_("Granted QoS 1"),
  [0x02] = N_("Granted QoS 2"),
  [0x04] = N_("Disconnect with Will Message"),
  [0x10] = N_("No matching subscribers"),
  [0x11] = N_("No subscription existed"),
  [0x18] = N_("Continue authentication"),
  [0x19] = N_("Re-authenticate"),
  [0x80] = N_("Unspecified error"),
  [0x81] = N_("Malformed Packet"),
  [0x82] = N_("Protocol Error"),
  [0x83] = N_("Implementation specific error"),
  [0x84] = N_("Unsupported Protocol Version"),
  [0x85] = N_("Client Identifier not valid"),
  [0x86] = N_("Bad User Name or Password"),
  [0x87] = N_("Not authorized"),
  [0x88] = N_("Server unavailable"),
  [0x89] = N_("Server busy"),
  [0x8a] = N_("Banned"),
  [0x8b] = N_("Server shutting down"),
  [0x8c] = N_("Bad authentication method"),
  [0x8d] = N_("Keep Alive timeout"),
  [0x8e] = N_("Session taken over"),
  [0x8f] = N_("Topic Filter invalid"),
  [0x90] = N_("Topic Name invalid"),
  [0x91] = N_("Packet Identifier in use"),
  [0x92] = N_("Packet Identifier not found"),
  [0x93] = N_("Receive Maximum exceeded"),
  [0x94] = N_("Topic Alias invalid"),
  [0x95] = N_("Packet too large"),
  [0x96] = N_("Message rate too high"),
  [0x97] = N_("Quota exceeded"),
  [0x98] = N_("Administrative action"),
  [0x99] = N_("Payload format invalid"),
  [0x9a] = N_("Retain not supported"),
  [0x9b] = N_("QoS not supported"),
  [0x9c] = N_("Use another server"),
  [0x9d] = N_("Server moved"),
  [0x9e] = N_("Shared Subscriptions not supported"),
  [0x9f] = N_("Connection rate exceeded"),
  [0xa0] = N_("Maximum connect time"),
  [0xa1] = N_("Subscription Identifiers not supported"),
  [0xa2] = N_("Wildcard Subscriptions not supported"),
};

/* MQTT 3.1.1, table 3.1. */
static const char *const refusals[] = {
  N_("Success"),
  N_("Unacceptable protocol version"),
  N_("Identifier rejected"),
  N_("Server unavailable"),
  N_("Bad user name or password"),
  N_("Not authorized"),
};

/**
 * lg_reason_code_get_name:
 * @type: the packet that has the code
 * @code: a reason code of MQTT 5, or a return code of MQTT 3.1.1
 *
 * The name the specification uses, in English; a message of the catalogue, not translated here.
 *
 * Returns: (nullable): the name; %NULL when the specification does not define the code
 */
const char *
lg_reason_code_get_name (LgPacketType type,
                         guint8       code)
{
  if (type == LG_PACKET_CONNACK && code < G_N_ELEMENTS (refusals))
    return refusals[code];
  if (type == LG_PACKET_DISCONNECT && code == LG_REASON_SUCCESS)
    return N_("Normal disconnection");
  if (type == LG_PACKET_SUBACK && code == LG_REASON_SUCCESS)
    return N_("Granted QoS 0");

  return names[code];
}
