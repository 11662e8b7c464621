/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody else's link: what a device does on its own. */
#include "config.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

#define REASON(error) (LG_END_TRANSPORT + LG_TRANSPORT_ERROR_##error)

#define CERTAIN LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT
#define LIKELY LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT
#define POSSIBLE LG_CONFIDENCE_POSSIBLE, LG_SEVERITY_FAULT
#define NOTE LG_CONFIDENCE_CERTAIN, LG_SEVERITY_NOTE

/* RFC 8446, 6.2: what a server says to a ClientHello it cannot use. */
#define ALERT_HANDSHAKE_FAILURE 40
#define ALERT_PROTOCOL_VERSION 70
#define ALERT_INSUFFICIENT_SECURITY 71
#define ALERT_INAPPROPRIATE_FALLBACK 86

static gboolean
is_rejection_as (const LgFacts   *facts,
                 LgRejectionSign  sign,
                 LgConfidence     confidence)
{
  return facts->rejection.sign == sign && lg_facts_is_rejection (facts)
         && lg_rejection_get_confidence (&facts->rejection) == confidence;
}

static gboolean
is_told_certain (const LgFacts *facts)
{
  return is_rejection_as (facts, LG_REJECTION_SIGN_ALERT, LG_CONFIDENCE_CERTAIN);
}

static gboolean
is_told (const LgFacts *facts)
{
  return is_rejection_as (facts, LG_REJECTION_SIGN_ALERT, LG_CONFIDENCE_LIKELY);
}

static gboolean
is_sized (const LgFacts *facts)
{
  return is_rejection_as (facts, LG_REJECTION_SIGN_SIZE, LG_CONFIDENCE_LIKELY);
}

static gboolean
is_late_explained (const LgFacts *facts)
{
  return is_rejection_as (facts, LG_REJECTION_SIGN_LATE, LG_CONFIDENCE_LIKELY);
}

static gboolean
is_late (const LgFacts *facts)
{
  return is_rejection_as (facts, LG_REJECTION_SIGN_LATE, LG_CONFIDENCE_POSSIBLE);
}

static gboolean
is_bare (const LgFacts *facts)
{
  return is_rejection_as (facts, LG_REJECTION_SIGN_BARE, LG_CONFIDENCE_POSSIBLE);
}

static gboolean
is_record (const LgFacts *facts)
{
  return (lg_rejection_find_reasons (&facts->rejection) & LG_REJECTION_RECORD) != 0;
}

/* The server chose what was not offered, or an older version than the device takes, and the device
   says so. */
static gboolean
is_choice_refused (const LgFacts *facts)
{
  int alert = facts->alert.code;

  return facts->witness.answered
         && (!lg_witness_is_agreed (&facts->witness) || alert == ALERT_PROTOCOL_VERSION
             || alert == ALERT_INSUFFICIENT_SECURITY);
}

static gboolean
is_choice_left (const LgFacts *facts)
{
  return facts->witness.answered && !lg_witness_is_agreed (&facts->witness);
}

static gboolean
is_offer_refused (const LgFacts *facts)
{
  int alert = facts->alert.code;

  return facts->witness.said_hello && !facts->witness.answered
         && (alert == ALERT_HANDSHAKE_FAILURE || alert == ALERT_PROTOCOL_VERSION
             || alert == ALERT_INSUFFICIENT_SECURITY || alert == ALERT_INAPPROPRIATE_FALLBACK);
}

static gboolean
is_plain_to_tls (const LgFacts *facts)
{
  return facts->connect.mono_us != 0 && lg_facts_has_spoken (facts, "tls");
}

static gboolean
is_silent (const LgFacts *facts)
{
  return facts->tcp_connected && !facts->witness.said_hello && facts->connect.mono_us == 0
         && facts->speaks.mono_us == 0 && facts->n_packets == 0;
}

/* DISCONNECT cannot be seen inside TLS. */
static gboolean
is_tls_used (const LgFacts *facts)
{
  return facts->witness.finished;
}

#define REJECTS "device.rejects-certificate"
#define REJECTED N_("The device does not accept the server's certificate")

const LgRule lg_rules_seen[] = {
  { LG_END_DEVICE_ALERT, is_told_certain, REJECTS, CERTAIN, REJECTED,
    N_("At {end-time} it answered the server's certificate with the alert {alert}. The TLS library "
       "is {stack}, by its ClientHello (likely). What that leaves as the reason: {reasons}") },
  { LG_END_DEVICE_ALERT, is_told, REJECTS, LIKELY, REJECTED,
    N_("At {end-time} it answered the server's certificate with the alert {alert}. The TLS library "
       "is {stack}, by its ClientHello (likely). What that leaves as the reason: {reasons}") },
  { LG_END_DEVICE_ALERT, is_sized, REJECTS, LIKELY, REJECTED,
    N_("At {end-time} it answered the server's certificate with an encrypted record that is as "
       "short as an alert. The TLS library is {stack}, by its ClientHello (likely). What that "
       "leaves as the reason: {reasons}") },
  { LG_RULE_ANY_END, is_late_explained, REJECTS, LIKELY, REJECTED,
    N_("It ended its handshake and then, at {end-time}, the link, without a login between. The "
       "TLS library is {stack}, by its ClientHello (likely). What that leaves as the reason: "
       "{reasons}") },
  { LG_RULE_ANY_END, is_late, REJECTS, POSSIBLE, REJECTED,
    N_("It ended its handshake and then, at {end-time}, the link, without a login between. The "
       "TLS library is {stack}, by its ClientHello (likely). What that leaves as the reason: "
       "{reasons}") },
  { LG_RULE_ANY_END, is_bare, REJECTS, POSSIBLE, REJECTED,
    N_("It closed the link at {end-time}, after the server's certificate and without an alert. The "
       "TLS library is {stack}, by its ClientHello (likely). What that leaves as the reason: "
       "{reasons}") },
  { LG_RULE_ANY_END, is_record, "device.record-too-large", POSSIBLE,
    N_("The device closed the link on a large TLS record"),
    N_("It closed the link at {end-time}, after a record of more than 4 KB and without an alert. "
       "What that leaves as the reason: {reasons}") },
  { REASON (NOT_TLS), NULL, "device.speaks-tls", CERTAIN,
    N_("The device speaks TLS to a port that does not"),
    N_("It sent a ClientHello; what came back by {end-time} was no TLS: {detail}") },
  { LG_RULE_ANY_END, is_plain_to_tls, "device.speaks-plain", CERTAIN,
    N_("The device speaks MQTT without TLS to a port that speaks TLS"),
    N_("It sent CONNECT in clear at {connect-time}; the server answered with TLS") },
  { REASON (PROTOCOL_VERSION), is_offer_refused, "device.no-common-tls", CERTAIN,
    N_("Device and server have no TLS in common"),
    N_("The device offers {offer}; at {end-time} the server answered with the alert {alert}") },
  { REASON (ALERT), is_offer_refused, "device.no-common-tls", CERTAIN,
    N_("Device and server have no TLS in common"),
    N_("The device offers {offer}; at {end-time} the server answered with the alert {alert}") },
  { LG_END_DEVICE_CLOSED, is_choice_left, "device.no-common-tls", LIKELY,
    N_("Device and server have no TLS in common"),
    N_("The device offers {offer}; the server chose something else, and at {end-time} the device "
       "closed the link") },
  { LG_END_DEVICE_RESET, is_choice_left, "device.no-common-tls", LIKELY,
    N_("Device and server have no TLS in common"),
    N_("The device offers {offer}; the server chose something else, and at {end-time} the device "
       "closed the link") },
  { LG_END_DEVICE_ALERT, is_choice_refused, "device.no-common-tls", CERTAIN,
    N_("Device and server have no TLS in common"),
    N_("The device offers {offer}; at {end-time} it answered the server's choice with the alert "
       "{alert}") },
  { LG_END_DEVICE_ALERT, NULL, "tls.alert", CERTAIN,
    N_("The device ended TLS with an alert"),
    N_("At {end-time} the device sent the alert {alert}") },
  { LG_END_DEVICE_DISCONNECT, NULL, "device.closed", NOTE,
    N_("The device ended the link in order"),
    N_("It sent DISCONNECT, and the link ended at {end-time}, after {up} online") },
  { LG_END_DEVICE_CLOSED, is_silent, "device.silent", CERTAIN,
    N_("The device connects and says nothing"),
    N_("TCP was up ({tcp}); by {end-time} neither a ClientHello nor a CONNECT had come, and the "
       "device closed") },
  { LG_END_DEVICE_RESET, is_silent, "device.silent", CERTAIN,
    N_("The device connects and says nothing"),
    N_("TCP was up ({tcp}); by {end-time} neither a ClientHello nor a CONNECT had come, and the "
       "device reset the connection") },
  { LG_END_DEVICE_CLOSED, is_tls_used, "device.closed", NOTE,
    N_("The device ended the link"),
    N_("It closed the connection at {end-time}; whether it sent DISCONNECT before cannot be seen "
       "inside TLS") },
  { LG_END_DEVICE_CLOSED, NULL, "device.closed", CERTAIN,
    N_("The device ended the link without DISCONNECT"),
    N_("It closed the connection (FIN) at {end-time}, after {up} online") },
  { LG_END_DEVICE_RESET, NULL, "device.closed", CERTAIN,
    N_("The device ended the link without DISCONNECT"),
    N_("It reset the connection at {end-time}, after {up} online") },
  { LG_END_UNSEEN, NULL, "capture.incomplete", NOTE,
    N_("The end of the link is not in the capture"),
    N_("The last packet of it is of {end-time}; the link may have gone on") },
  { 0 },
};

/* What is told besides the end. */
const LgRule lg_rules_seen_besides[] = {
  { 0, NULL, "device.no-server-name", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_RISK,
    N_("The device does not say which server it wants"),
    N_("Its ClientHello has no server name (SNI)") },
  { 0, NULL, "capture.incomplete", NOTE,
    N_("The capture lacks a part of the link"),
    N_("{missing} bytes were acknowledged or passed over and are not in it; what they said is not "
       "known") },
  { 0 },
};

const LgRemark lg_remarks_seen[] = {
  { "device.rejects-certificate", LG_FAMILY_ALIBABA,
    N_("Port 8883 goes with the platform's own root, valid until 2053; port 1883 with GlobalSign "
       "R1, until 2028-01-28 (Alibaba Cloud, MQTT-TLS connections)."),
    N_("Compare the root certificate in the device with what the chain needs, and set the device's "
       "clock before it connects. The error number in the device's own log tells more.") },
  { "device.rejects-certificate", LG_FAMILY_TUYA,
    N_("Port 8883 goes with the platform's own root, port 443 with GoGetSSL RSA CA, until "
       "2028-09-05 (Tuya, MQTT-TLS connections)."),
    N_("Compare the root certificate in the device with what the chain needs, and set the device's "
       "clock before it connects. The error number in the device's own log tells more.") },
  { "device.rejects-certificate", LG_FAMILY_ANY,
    N_("The same alert means another thing in another TLS library, and with two faults at once it "
       "names one of them."),
    N_("Compare the root certificate in the device with what the chain needs, and set the device's "
       "clock before it connects. The error number in the device's own log tells more.") },
  { "device.record-too-large", LG_FAMILY_ANY,
    N_("A TLS library with a small input buffer can hold no record that is larger, and closes "
       "without a word; a record may have 16 KB."),
    N_("Raise the input buffer of the device's TLS library (mbed TLS: MBEDTLS_SSL_IN_CONTENT_LEN) "
       "to 16384, and look at the free memory before the connection.") },
  { "device.speaks-tls", LG_FAMILY_ANY,
    N_("The port belongs to MQTT without TLS, or to another protocol."),
    N_("Give the device the port where the server speaks TLS.") },
  { "device.speaks-plain", LG_FAMILY_ANY,
    N_("The login, with user name and password, went over the network in clear."),
    N_("Switch TLS on in the device, or give it the port for plain TCP.") },
  { "device.no-common-tls", LG_FAMILY_ANY,
    N_("The two lists of versions, suites and groups do not meet."),
    N_("Compare what the device offers with what the server takes; “check” shows the server's "
       "side.") },
  { "device.silent", LG_FAMILY_ANY,
    N_("The device's program waits for something else, or ran out of memory or time before it "
       "could speak."),
    N_("Look into the device's log at this time.") },
  { "device.closed", LG_FAMILY_ANY,
    N_("The platform has no part in it."),
    N_("Look in the device's program for what disconnects: sleep, an update, a mistake that ends "
       "the loop, a restart.") },
  { "device.no-server-name", LG_FAMILY_ANY,
    N_("A server with several certificates cannot tell which one is wanted, and may send another "
       "one."),
    N_("Have the device set the host's name in its TLS library.") },
  { "capture.incomplete", LG_FAMILY_ANY,
    N_("What is not in the capture can be no evidence, for or against."),
    N_("Capture nearer to the device, from before it connects, and whole packets (tcpdump -s "
       "0).") },
  { NULL },
};
