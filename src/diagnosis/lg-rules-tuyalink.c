/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What causes mean in TuyaLink, where a device has an ID and a secret, and the parameters stand in
 * the user name. Only what Tuya's documents say, or what follows from them; the rest is told as of
 * any broker. */
#include "config.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

#define KICK \
  N_("The client ID is tuyalink_ and the device ID, so every client of a device has the same one " \
     "(Tuya, MQTT Standard Protocol), and a broker ends the older of two (MQTT 3.1.1, section " \
     "3.1.4).")
#define KICK_ADVICE \
  N_("Find the other client: a second device with the same device ID, or a test tool. Stop one " \
     "before connecting again.")
#define SIGNED \
  N_("The signed text is deviceId, timestamp, secureMode and accessType, in this order, each " \
     "with its value and with commas between them (Tuya, SDK for TuyaLink).")
#define SIGNED_ADVICE \
  N_("Put the text together as the corrected values show it, letter by letter.")
#define ROOT \
  N_("Tuya's examples carry the root Go Daddy G2, valid until 2037-12-31 (Tuya, SDK for TuyaLink).")
#define TOPICS \
  N_("A device's topics begin with tylink/ and its device ID (Tuya, MQTT Topics). Tuya's device " \
     "log has the code acl_fail for a topic it refuses.")
#define TOPICS_ADVICE \
  N_("Check the device ID inside the topic, and the device's log in the console for this time.")

const LgRemark lg_remarks_tuyalink[] = {
  { "dns.not-found", LG_FAMILY_TUYALINK,
    N_("Each data center has a host of its own (Tuya, MQTT Standard Protocol)."),
    N_("Choose the data center of the product, or compare the host with it.") },
  { "cert.wrong-root", LG_FAMILY_TUYALINK, ROOT,
    N_("Select that root; give the device the same.") },
  { "cert.unknown-issuer", LG_FAMILY_TUYALINK, ROOT,
    N_("Check host and port. If they are right, find out who made this certificate: a proxy on the "
       "way may have replaced the platform's.") },
  { "keepalive.out-of-range", LG_FAMILY_TUYALINK,
    N_("Keep Alive is 30 to 1200 s, and usually 60 s (Tuya, MQTT Standard Protocol). An ill-formed "
       "client ID gets the same code."),
    N_("Set the device's Keep Alive inside the limits.") },
  { "mqtt.client-id-rejected", LG_FAMILY_TUYALINK,
    N_("The client ID is tuyalink_ and the device ID, without bars; the parameters stand in the "
       "user name (Tuya, MQTT Standard Protocol)."),
    N_("Compare the device ID with the console, and the client ID with the one on the Device "
       "page.") },
  { "auth.bad-credentials", LG_FAMILY_TUYALINK,
    N_("The device ID, its secret, the user name or the signature is wrong. The password is the "
       "HMAC-SHA256 of deviceId, timestamp, secureMode and accessType, made with the deviceSecret "
       "(Tuya, MQTT Standard Protocol). Tuya's device log has the code auth_fail for it."),
    N_("Compare device ID and deviceSecret with the console. If they are right, compare what the "
       "device sends with the values on the Device page, one by one.") },
  { "kicked.same-device", LG_FAMILY_TUYALINK, KICK, KICK_ADVICE },
  { "kicked.flapping", LG_FAMILY_TUYALINK, KICK, KICK_ADVICE },
  { "subscribe.refused", LG_FAMILY_TUYALINK, TOPICS, TOPICS_ADVICE },
  { "topic.invalid", LG_FAMILY_TUYALINK, TOPICS, TOPICS_ADVICE },

  { "auth.username-malformed", LG_FAMILY_TUYALINK,
    N_("The user name is the device ID, a bar, and signMethod, timestamp, secureMode and "
       "accessType, with commas between them (Tuya, SDK for TuyaLink)."),
    N_("Send the corrected user name, letter by letter.") },
  { "auth.sign-method-mismatch", LG_FAMILY_TUYALINK,
    N_("The signMethod in the user name is to be the method the password is computed with; Tuya's "
       "examples have hmacSha256 (Tuya, MQTT Standard Protocol)."),
    N_("Compute the password with HMAC-SHA256, and announce hmacSha256.") },
  { "auth.timestamp-mismatch", LG_FAMILY_TUYALINK,
    N_("The timestamp in the user name and in the signed text is the same one; it is never left "
       "out (Tuya, SDK for TuyaLink)."),
    N_("Read the clock once, and use that one value in the signed text and in the user name.") },
  { "auth.client-id-mismatch", LG_FAMILY_TUYALINK,
    N_("The device ID stands in the client ID after tuyalink_, in the user name before the bar, "
       "and in the signed text (Tuya, SDK for TuyaLink)."),
    N_("Use one value for all three.") },
  { "auth.content-order", LG_FAMILY_TUYALINK, SIGNED, SIGNED_ADVICE },
  { "auth.content-names", LG_FAMILY_TUYALINK, SIGNED, SIGNED_ADVICE },
  { "auth.wrong-secret", LG_FAMILY_TUYALINK,
    N_("The platform computes the same password from the secret it stores, so a single other "
       "character is refused. The secret usually has 16 characters (Tuya, SDK for TuyaLink)."),
    N_("Copy device ID and deviceSecret from the console once more, and compare them with those in "
       "the device: complete, without blanks, of this device.") },
  { "auth.password-malformed", LG_FAMILY_TUYALINK,
    N_("The password is the signature in 64 hexadecimal digits (Tuya, MQTT Standard Protocol)."),
    N_("Look at how the device writes the bytes of the signature, two digits for each of them, "
       "and at the size of its buffer.") },
  { NULL },
};
