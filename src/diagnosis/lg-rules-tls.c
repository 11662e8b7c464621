/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The handshake and what it was judged to be worth. */
#include "config.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

#define REASON(error) (LG_END_TRANSPORT + LG_TRANSPORT_ERROR_##error)

/* RFC 8446, 6.2 */
#define ALERT_CERTIFICATE_REQUIRED 116

#define CERTAIN LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT
#define LIKELY LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT
#define POSSIBLE LG_CONFIDENCE_POSSIBLE, LG_SEVERITY_FAULT

static gboolean
is_certificate_required (const LgFacts *facts)
{
  return ABS (facts->alert.code) == ALERT_CERTIFICATE_REQUIRED;
}

static gboolean
is_alert_outgoing (const LgFacts *facts)
{
  return facts->alert.code < 0 || facts->alert_direction == LG_DIRECTION_OUT;
}

static gboolean
is_alert_seen (const LgFacts *facts)
{
  return facts->alert.mono_us != 0;
}

static gboolean
is_clock_behind (const LgFacts *facts)
{
  return facts->clock.mono_us != 0 && facts->clock.code == LG_NOTE_CLOCK_BEHIND;
}

static gboolean
is_clock_ahead (const LgFacts *facts)
{
  return facts->clock.mono_us != 0 && facts->clock.code == LG_NOTE_CLOCK_AHEAD;
}

const LgRule lg_rules_tls[] = {
  { REASON (NOT_TLS), NULL, "tls.not-tls", CERTAIN,
    N_("Port {port} of {host} does not speak TLS"),
    N_("The answer to the ClientHello at {end-time} was no TLS: {detail}") },
  { REASON (CLOSED_IN_HANDSHAKE), NULL, "tls.closed-in-handshake", CERTAIN,
    N_("The server closed the connection during the TLS handshake"),
    N_("TCP was up ({tcp}); at {end-time} it was closed before the handshake ended: {detail}") },
  { REASON (HANDSHAKE_TIMEOUT), NULL, "tls.handshake-timeout", CERTAIN,
    N_("The TLS handshake got no answer"),
    N_("TCP was up ({tcp}); by {end-time} the handshake had not ended") },
  { REASON (PROTOCOL_VERSION), NULL, "tls.protocol-version", CERTAIN,
    N_("No TLS version in common"),
    N_("The handshake ended at {end-time}: {detail}") },
  { REASON (NO_COMMON_CIPHER), NULL, "tls.no-common-cipher", CERTAIN,
    N_("No TLS cipher suite in common"),
    N_("The handshake ended at {end-time}: {detail}") },
  { REASON (CLIENT_CERTIFICATE), NULL, "tls.client-certificate-required", CERTAIN,
    N_("The server demands a client certificate"),
    N_("It asked for one and ended the connection at {end-time}: {detail}") },
  { LG_END_ALERT, is_certificate_required, "tls.client-certificate-required", CERTAIN,
    N_("The server demands a client certificate"),
    N_("At {end-time} it sent the TLS alert {alert}") },
  { LG_END_ALERT, is_alert_outgoing, "tls.alert", CERTAIN,
    N_("TLS broke during the session"),
    N_("What arrived at {end-time} was no valid TLS record; we sent the alert {alert}") },
  { LG_END_ALERT, NULL, "tls.alert", CERTAIN,
    N_("The server ended the session with a TLS alert"),
    N_("At {end-time} it sent the alert {alert}") },
  { REASON (ALERT), is_alert_outgoing, "tls.alert", CERTAIN,
    N_("The TLS handshake failed"),
    N_("At {end-time} we sent the alert {alert}: {detail}") },
  { REASON (ALERT), NULL, "tls.alert", CERTAIN,
    N_("The server ended the TLS handshake with an alert"),
    N_("At {end-time} it sent the alert {alert}") },
  { REASON (TLS), is_alert_seen, "tls.alert", CERTAIN,
    N_("The TLS handshake failed"),
    N_("It ended at {end-time} after the alert {alert}: {detail}") },
  { REASON (TLS), NULL, "tls.failed", CERTAIN,
    N_("The TLS handshake failed"),
    N_("It ended at {end-time}: {detail}") },
  { REASON (NOT_TRUSTED), is_clock_behind, "clock.skew", LIKELY,
    N_("This computer's clock is behind"),
    N_("It says {clock}, and every certificate of the server, up to the root, begins later: "
       "{verify}") },
  { REASON (NOT_TRUSTED), is_clock_ahead, "clock.skew", POSSIBLE,
    N_("This computer's clock may be ahead"),
    N_("It says {clock}; by it the server's certificates ended so long ago that nobody would "
       "still serve them: {verify}") },
  { REASON (NOT_TRUSTED), NULL, "cert.unknown-issuer", POSSIBLE,
    N_("The server's certificate was not accepted"),
    N_("Judged at {end-time}: {verify}") },
  { 0 },
};

const LgRule lg_rules_verdict[] = {
  { 0, NULL, "cert.expired", CERTAIN,
    N_("A certificate of {host} has expired"),
    N_("Judged by this computer's clock at {clock}: {verify}") },
  { 0, NULL, "cert.not-yet-valid", CERTAIN,
    N_("A certificate of {host} is not valid yet"),
    N_("Judged by this computer's clock at {clock}: {verify}") },
  { 0, NULL, "cert.host-mismatch", CERTAIN,
    N_("The certificate is not for {host}"),
    N_("The server's certificate covers other names: {verify}") },
  { 0, NULL, "cert.wrong-root", CERTAIN,
    N_("The selected root is not this server's"),
    N_("The chain does not end at {root}; another known root fits: {verify}") },
  { 0, NULL, "cert.unknown-issuer", CERTAIN,
    N_("No known root vouches for the server"),
    N_("The chain ends neither at {root} nor at any other known root: {verify}") },
  { 0, NULL, "cert.missing-intermediate", LIKELY,
    N_("The server leaves a certificate out"),
    N_("The issuer of what it sent is neither sent nor a known root: {verify}") },
  { 0, NULL, "tls.intercepted", POSSIBLE,
    N_("The certificate comes from a proxy on the way"),
    N_("The name of its issuer looks like an inspecting proxy's: {verify}") },
  { 0, NULL, "cert.self-signed", CERTAIN,
    N_("The server's certificate is its own issuer"),
    N_("It sent one certificate, signed by itself: {verify}") },
  { 0, NULL, "cert.weak", CERTAIN,
    N_("A certificate of the server is too weak"),
    N_("The key or signature is below what is accepted today: {verify}") },
  { 0, NULL, "cert.bad-constraint", CERTAIN,
    N_("A certificate of the server may not be used this way"),
    N_("The chain breaks a limit one of its certificates sets: {verify}") },
  { 0, NULL, "root.expired", CERTAIN,
    N_("The selected root has expired"),
    N_("Judged at {clock}, {root} is no longer valid: {verify}") },
  { 0, NULL, "root.not-a-ca", CERTAIN,
    N_("The selected root is no root"),
    N_("{root} is a certificate that may not vouch for others, usually a server's own: {verify}") },
  { 0 },
};

#define PAIRS_ALIBABA \
  N_("Port 8883 goes with the platform's own root, valid until 2053; port 1883 with GlobalSign " \
     "R1, until 2028-01-28 (Alibaba Cloud, MQTT-TLS connections).")
#define PAIRS_TUYA \
  N_("Port 8883 goes with the platform's own root, port 443 with GoGetSSL RSA CA, until " \
     "2028-09-05 (Tuya, MQTT-TLS connections).")
#define STOPPED \
  N_("Nothing of the device's login was sent.")

const LgRemark lg_remarks_tls[] = {
  { "tls.not-tls", LG_FAMILY_TUYA,
    N_("Port 1883 is plain TCP, for testing only; TLS is on 8883 and 443 (Tuya, MQTT-TLS "
       "connections)."),
    N_("Connect to port 8883.") },
  { "tls.not-tls", LG_FAMILY_ALIBABA,
    N_("The platform speaks TLS on 8883 and 1883 (Alibaba Cloud, MQTT-TLS connections): something "
       "else answers here."),
    N_("Check host and port. A captive portal or a proxy can answer in the platform's name.") },
  { "tls.not-tls", LG_FAMILY_ANY,
    N_("The port belongs to another protocol, or to MQTT without TLS."),
    N_("Use the port where this broker speaks TLS, or choose plain TCP.") },
  { "tls.closed-in-handshake", LG_FAMILY_ANY,
    N_("A server that expects plain MQTT closes like this, and so do some firewalls that look into "
       "TLS."),
    N_("Check that this port speaks TLS; try from another network.") },
  { "tls.handshake-timeout", LG_FAMILY_ANY,
    N_("The port accepts connections, but nothing behind it speaks TLS; or a firewall holds the "
       "handshake back."),
    N_("Check the port; try from another network.") },
  { "tls.protocol-version", LG_FAMILY_ANY,
    N_("Linkglass uses TLS 1.2 and 1.3; older versions are broken and not offered."),
    N_("Update the server, or find out what stands between: the platforms speak TLS 1.2.") },
  { "tls.no-common-cipher", LG_FAMILY_ANY,
    N_("The server accepts none of the suites a current TLS library offers."),
    N_("Check the server's TLS settings; try from another network.") },
  { "tls.client-certificate-required",
    LG_FAMILY_ALIBABA | LG_FAMILY_TUYA | LG_FAMILY_TUYALINK,
    N_("A device that signs in with its secret needs no certificate of its own: this host serves "
       "devices with X.509 certificates, or it is not the platform."),
    N_("Check the host.") },
  { "tls.client-certificate-required", LG_FAMILY_ANY,
    N_("The server identifies its clients by certificate, before MQTT."),
    N_("Use a port without this demand; Linkglass sends no client certificate.") },
  { "tls.alert", LG_FAMILY_ANY,
    N_("The name of the alert says what one side did not accept in the other."),
    N_("Look the alert up in RFC 8446, section 6, and check what it names.") },
  { "tls.failed", LG_FAMILY_ANY,
    N_("TLS ended without an alert that would name the reason."),
    N_("Connect again; try from another network.") },
  { "cert.expired", LG_FAMILY_ALIBABA,
    N_("The platform's own root is valid until 2053, GlobalSign R1 until 2028-01-28 (Alibaba "
       "Cloud, MQTT-TLS connections). A clock that is wrong makes a good certificate look "
       "expired."),
    N_("Check this computer's date first. Devices need a root that is valid, or port 8883.") },
  { "cert.expired", LG_FAMILY_ANY,
    N_("A clock that is wrong makes a good certificate look expired."),
    N_("Check this computer's date first, then renew the certificate named.") },
  { "cert.not-yet-valid", LG_FAMILY_ANY,
    N_("A clock that is behind is the usual reason; devices without a battery start in 1970."),
    N_("Set this computer's date, or let it ask a time server.") },
  { "clock.skew", LG_FAMILY_ANY,
    N_("A wrong clock makes good certificates and roots look bad; computers without a battery "
       "start in 1970. The server and the root are judged only after that."),
    N_("Set this computer's date, or let it ask a time server, and connect again.") },
  { "cert.host-mismatch", LG_FAMILY_ANY,
    N_("The server is another one than the host field says, or it is reached by another name or by "
       "its number. The common name (CN) does not count (RFC 9525), though some devices accept "
       "it."),
    N_("Use a name the certificate covers.") },
  { "cert.wrong-root", LG_FAMILY_ALIBABA, PAIRS_ALIBABA,
    N_("Select the root that fits, or the port that fits the root; give the device the same "
       "pair.") },
  { "cert.wrong-root", LG_FAMILY_TUYA, PAIRS_TUYA,
    N_("Select the root that fits, or the port that fits the root; give the device the same "
       "pair.") },
  { "cert.wrong-root", LG_FAMILY_ANY, STOPPED,
    N_("Select the root that fits; give the device the same.") },
  { "cert.unknown-issuer", LG_FAMILY_ALIBABA, PAIRS_ALIBABA,
    N_("Check host and port. If they are right, find out who made this certificate: a proxy on the "
       "way may have replaced the platform's.") },
  { "cert.unknown-issuer", LG_FAMILY_TUYA, PAIRS_TUYA,
    N_("Import the platform's root from a file and select it. If it is selected already, a proxy "
       "on the way may have replaced the certificate.") },
  { "cert.unknown-issuer", LG_FAMILY_ANY, STOPPED,
    N_("Ask who runs the server for its root certificate, and select it from a file.") },
  { "cert.missing-intermediate", LG_FAMILY_ANY,
    N_("A device cannot build the chain by itself. Some programs fetch what is missing, so it may "
       "work elsewhere."),
    N_("Let the server send the whole chain up to, but without, its root.") },
  { "tls.intercepted", LG_FAMILY_ANY,
    N_("A proxy that reads TLS stands between this computer and the platform. A device in this "
       "network meets the same one."),
    N_("Ask for this host to be exempt from inspection; try from another network.") },
  { "cert.self-signed", LG_FAMILY_ANY, STOPPED,
    N_("If the server is yours, save its certificate and select it as the root.") },
  { "cert.weak", LG_FAMILY_ANY, STOPPED,
    N_("Let the server have a certificate with RSA 2048 or EC 256 and SHA-256.") },
  { "cert.bad-constraint", LG_FAMILY_ANY, STOPPED,
    N_("Let the server have a certificate that is meant for TLS servers, from an issuer that is a "
       "CA.") },
  { "root.expired", LG_FAMILY_ALIBABA, PAIRS_ALIBABA,
    N_("Check this computer's date first. Devices need a root that is valid, or port 8883.") },
  { "root.expired", LG_FAMILY_ANY,
    N_("Every device that has only this root refuses the server from now on, unless it does not "
       "look at dates."),
    N_("Check this computer's date first. Give the devices the server's newer root.") },
  { "root.not-a-ca", LG_FAMILY_ANY, STOPPED,
    N_("Select the certificate at the top of the server's chain, or the vendor's root file.") },
  { NULL },
};
