/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device's own values, or a line of its log, point to. */
#include "config.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

const LgRemark lg_remarks_values[] = {
  { "auth.sign-method-mismatch", LG_FAMILY_ANY,
    N_("The platform computes the password with the method that signmethod announces (Alibaba "
       "Cloud, MQTT-TLS connections), and refuses a wrong one with CONNACK code 4 (document "
       "148610)."),
    N_("Announce in signmethod the method the device computes, or compute the one it announces; "
       "hmacsha256 is the usual choice.") },
  { "auth.timestamp-mismatch", LG_FAMILY_ANY,
    N_("A timestamp is optional. If it is sent, it must be signed with the identical value, and "
       "the reverse (Alibaba Cloud, MQTT-TLS connections; Tuya documents the same)."),
    N_("Read the clock once, and use that one value in the signed text and in the client ID.") },
  { "auth.client-id-mismatch", LG_FAMILY_ANY,
    N_("The clientId before the first bar must be the one that is signed, or that was delivered "
       "with the DeviceToken (Alibaba Cloud, MQTT-TLS connections; Tuya documents the same)."),
    N_("Use one value for both.") },
  { "auth.content-order", LG_FAMILY_ANY,
    N_("The signed text is clientId, deviceName, productKey and timestamp in alphabetical order, "
       "each name followed by its value (Alibaba Cloud, MQTT-TLS connections)."),
    N_("Put the text together in the documented order; the corrected values show it.") },
  { "auth.content-names", LG_FAMILY_ANY,
    N_("The signed text is exactly clientId, deviceName, productKey and timestamp, each name "
       "followed by its value, with nothing between or after them (Alibaba Cloud, MQTT-TLS "
       "connections)."),
    N_("Put the text together as the corrected values show it, letter by letter.") },
  { "auth.bars-included", LG_FAMILY_ANY,
    N_("In the signed text, clientId is what stands before the first bar; the extended "
       "parameters are never signed (Alibaba Cloud, MQTT-TLS connections)."),
    N_("Sign clientId alone, and put the bars around the parameters afterwards.") },
  { "auth.username-swapped", LG_FAMILY_ANY,
    N_("The user name is DeviceName&ProductKey (Alibaba Cloud, MQTT-TLS connections)."),
    N_("Exchange the two parts.") },
  { "auth.username-malformed", LG_FAMILY_TUYA,
    N_("The user name is DeviceName&ProductKey, as in the console (Tuya, MQTT-TLS connections); "
       "in TuyaLink it is the device's ID, a bar and four parameters (Tuya, SDK for TuyaLink)."),
    N_("Send the corrected user name, letter by letter.") },
  { "auth.username-malformed", LG_FAMILY_ANY,
    N_("The user name is DeviceName&ProductKey, as in the console: no blanks, and upper and lower "
       "case matter (Alibaba Cloud, MQTT-TLS connections). A device's nickname is no DeviceName."),
    N_("Send the corrected user name, letter by letter.") },
  { "auth.wrong-secret", LG_FAMILY_ANY,
    N_("The platform computes the same password from the secret it stores, so a single other "
       "character is refused with CONNACK code 4."),
    N_("Copy ProductKey, DeviceName and DeviceSecret from the console once more, and compare them "
       "with those in the device: complete, without blanks, of this device.") },
  { "auth.product-secret-used", LG_FAMILY_ANY,
    N_("ProductSecret belongs to dynamic registration; a login is signed with the DeviceSecret "
       "that registration delivers, or that the console shows (Alibaba Cloud, MQTT-TLS "
       "connections)."),
    N_("Let the device sign with its DeviceSecret.") },
  { "auth.not-this-service", LG_FAMILY_ANY,
    N_("Messaging services of the same vendors, and other clouds, sign with an access key or "
       "write the signature in Base64. This platform takes hexadecimal digits, and signs with the "
       "DeviceSecret."),
    N_("Use the IoT platform's values: the corrected ones, or those of `linkglass-cli sign`.") },
  { "auth.secure-mode-mismatch", LG_FAMILY_ANY,
    N_("securemode is 2 over TLS and 3 over plain TCP (Alibaba Cloud, MQTT-TLS connections). "
       "Some servers have been seen to accept the other one."),
    N_("Announce the transport the device uses.") },
  { "auth.extended-parameters-malformed", LG_FAMILY_ANY,
    N_("The client ID is clientId|securemode=…,signmethod=…,timestamp=…|; an ill-formed one is "
       "refused with CONNACK code 2 (Alibaba Cloud, MQTT-TLS connections and document 148610)."),
    N_("Send the corrected client ID.") },
  { "auth.client-id-too-long", LG_FAMILY_ANY,
    N_("clientId has at most 64 characters (Alibaba Cloud, MQTT-TLS connections)."),
    N_("Use the device's serial number or MAC address, or ProductKey.DeviceName.") },
  { "auth.token-mode-incomplete", LG_FAMILY_ANY,
    N_("Without pre-registration the client ID is clientId|securemode=-2,authType=connwl| and the "
       "password is the DeviceToken as it is (Alibaba Cloud, MQTT-TLS connections)."),
    N_("Send the corrected client ID, and the DeviceToken without signing it.") },
  { "auth.password-malformed", LG_FAMILY_ANY,
    N_("The password is the signature in hexadecimal digits (Alibaba Cloud, MQTT-TLS "
       "connections; Tuya documents the same): by the size of the methods 32 for hmacmd5, 40 for "
       "hmacsha1, 64 for hmacsha256. Upper and lower case are both in use."),
    N_("Look at how the device writes the bytes of the signature, two digits for each of them, "
       "and at the size of its buffer.") },
  { "limit.rate", LG_FAMILY_ANY,
    N_("A device may publish 30 messages a second with QoS 0, and 10 with QoS 1; more are dropped "
       "without an answer (Alibaba Cloud, document 30527)."),
    N_("Send less often, or put several values into one message.") },
  { "topic.invalid", LG_FAMILY_ALIBABA,
    N_("MQTT 3.1.1 does not tell a device that it may not publish to a topic; only the platform's "
       "log does (Alibaba Cloud, document 44542)."),
    N_("Check ProductKey and DeviceName inside the topic, and the product's topic classes.") },
  { "topic.invalid", LG_FAMILY_TUYA,
    N_("The device has no right to this topic; MQTT 3.1.1 does not tell it, only the platform’s "
       "log does, as acl_fail (Tuya, device log)."),
    N_("Compare the topic with the product’s list of topics in the console, and the names inside "
       "it with the device’s.") },
  { "topic.invalid", LG_FAMILY_ANY,
    N_("Before MQTT 5 a server has no way to say that a device may not publish to a topic."),
    N_("Compare the topic with the rights of this device; the server’s log may name it.") },
  { "payload.rejected", LG_FAMILY_ANY,
    N_("The message arrived, and what is in it does not fit the product's definition or the "
       "required form (Alibaba Cloud, document 44542). The link is not affected."),
    N_("Compare the payload with the product's feature definition; the platform's log names the "
       "property.") },
  { NULL },
};
