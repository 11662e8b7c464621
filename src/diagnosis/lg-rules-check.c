/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only a look at several ports, at a root file or at the calendar tells. */
#include "config.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

#define CERTAIN LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT
#define LIKELY LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT
#define RISK LG_CONFIDENCE_CERTAIN, LG_SEVERITY_RISK
#define NOTE LG_CONFIDENCE_CERTAIN, LG_SEVERITY_NOTE

const LgRule lg_rules_check[] = {
  { 0, NULL, "input.host-malformed", CERTAIN,
    N_("The host is not written as a host name"),
    N_("What was given is “{host}”. {detail}") },
  { 0, NULL, "dns.not-found", LG_CONFIDENCE_POSSIBLE, LG_SEVERITY_FAULT,
    N_("No address of {host} was found"),
    N_("The tool does not tell whether the name is missing or no name server answered: {detail}") },
  { 0, NULL, "tcp.timeout", LG_CONFIDENCE_POSSIBLE, LG_SEVERITY_FAULT,
    N_("Port {port} of {host} could not be connected to"),
    N_("The tool does not tell whether it was refused or not answered: {detail}") },
  { 0, NULL, "dns.blocked", LG_CONFIDENCE_POSSIBLE, LG_SEVERITY_FAULT,
    N_("The name {host} may be blocked here"),
    N_("The name service gives an address of a private network, not one of the platform: "
       "{detail}") },
  { 0, NULL, "tcp.port-filtered", LIKELY,
    N_("Port {port} is likely filtered"),
    N_("Port {port} gives no answer ({tcp}), but port {detail} of the same host does") },
  { 0, NULL, "mqtt.tls-expected", CERTAIN,
    N_("Port {port} expects TLS"),
    N_("A CONNECT without TLS and without credentials got no answer; a ClientHello was answered "
       "with TLS") },
  { 0, NULL, "mqtt.closed-before-connack", LIKELY,
    N_("Port {port} does not answer MQTT without TLS"),
    N_("A CONNECT without TLS and without credentials was sent; the connection was closed at "
       "{end-time} without a CONNACK") },
  { 0, NULL, "mqtt.connack-timeout", LIKELY,
    N_("Port {port} does not answer MQTT without TLS"),
    N_("A CONNECT without TLS and without credentials was sent; by {end-time} nothing had come "
       "back") },
  { 0, NULL, "mqtt.malformed", CERTAIN,
    N_("Port {port} answers, but not with MQTT"),
    N_("A CONNECT without TLS and without credentials was answered at {end-time}: {detail}") },
  { 0, NULL, "mqtt.not-mqtt", CERTAIN,
    N_("Port {port} answers, but not with MQTT"),
    N_("What was sent there without credentials was answered at {end-time} with: {detail}") },
  { 0, NULL, "mqtt.closed-before-connect", LIKELY,
    N_("Port {port} closes before a login begins"),
    N_("By {end-time} the server had closed two connections, the second although nothing was sent "
       "on it") },
  { 0, NULL, "tcp.plain-disabled", LIKELY,
    N_("Port {port} does not take plain TCP"),
    N_("A CONNECT without TLS and without credentials got no CONNACK by {end-time}") },
  { 0, NULL, "cert.wrong-order", NOTE,
    N_("The certificates of {host} are sent in the wrong order"),
    N_("The chain can be verified, but not in the order it came: {detail}") },
  { 0, NULL, "cert.expires-soon", RISK,
    N_("A certificate of {host} ends soon"),
    N_("{detail}") },
  { 0, NULL, "root.expires-soon", RISK,
    N_("The root certificate ends within three years"),
    N_("{detail}") },
  { 0, NULL, "root.unreadable", CERTAIN, N_("The root file cannot be read"), N_("{detail}") },
  { 0, NULL, "root.empty", CERTAIN, N_("The root file is empty"), N_("{detail}") },
  { 0, NULL, "root.damaged", CERTAIN, N_("The root file is damaged"), N_("{detail}") },
  { 0, NULL, "root.no-certificate", CERTAIN,
    N_("The root file holds no certificate"),
    N_("{detail}") },
  { 0, NULL, "root.line-breaks", RISK,
    N_("The root file lacks its line breaks"),
    N_("{detail} can be read, but its PEM has no line breaks behind the first line or in front of "
       "the last") },
  { 0, NULL, "root.not-a-ca", CERTAIN,
    N_("The file holds no root certificate"),
    N_("{detail} is the certificate of a server, not of an authority") },
  { 0, NULL, "root.expired", CERTAIN, N_("The root certificate has expired"), N_("{detail}") },
  { 0, NULL, "root.file-differs", NOTE,
    N_("The root file differs from the vendor's in its bytes only"),
    N_("{detail}") },
  { 0 },
};

const LgRemark lg_remarks_check[] = {
  { "input.host-malformed", LG_FAMILY_ANY,
    N_("Such a name cannot be looked up, and looks like one that does not exist."),
    N_("Give the name or the address alone, without scheme, blank, path or port.") },
  { "tcp.port-filtered", LG_FAMILY_ALIBABA,
    N_("The host is there, so something on the way drops the packets to this port: a firewall, a "
       "mobile network's filter. Port 443 takes GlobalSign R1, until 2028-01-28 (Alibaba Cloud, C "
       "Link SDK 4.1.0)."),
    N_("Send the firewall request to whoever runs this network, or use the port that answers with "
       "its root.") },
  { "tcp.port-filtered", LG_FAMILY_TUYA,
    N_("The host is there, so something on the way drops the packets to this port: a firewall, a "
       "mobile network's filter. Port 443 takes GoGetSSL RSA CA, until 2028-09-05 (Tuya, Device "
       "connection authentication)."),
    N_("Send the firewall request to whoever runs this network, or use the port that answers with "
       "its root.") },
  { "tcp.port-filtered", LG_FAMILY_ANY,
    N_("The host is there, so something on the way drops the packets to this port: a firewall, a "
       "mobile network's filter."),
    N_("Send the firewall request to whoever runs this network, or use the port that answers.") },
  { "cert.wrong-order", LG_FAMILY_ANY,
    N_("A small TLS library in a device may not sort them and refuse the server (RFC 5246, section "
       "7.4.2 asks for the order)."),
    N_("Let the server send its own certificate first, then the issuer of each.") },
  { "cert.expires-soon", LG_FAMILY_ALIBABA | LG_FAMILY_TUYA | LG_FAMILY_TUYALINK,
    N_("The platform renews its own certificate; devices notice only if they pin it instead of the "
       "root."),
    N_("Check again nearer to the date; do not pin this certificate.") },
  { "cert.expires-soon", LG_FAMILY_ANY,
    N_("After that day every client refuses the server."),
    N_("Renew it before, with the same root.") },
  { "root.expires-soon", LG_FAMILY_ALIBABA,
    N_("Devices in the field keep the root they were made with. Port 8883 goes with the platform's "
       "own root, valid until 2053 (Alibaba Cloud, MQTT-TLS connections)."),
    N_("Use port 8883 where the network lets it pass; make sure devices can update their root.") },
  { "root.expires-soon", LG_FAMILY_ANY,
    N_("Devices in the field keep the root they were made with; after that day they refuse the "
       "server."),
    N_("Make sure devices can update their root, or give them a second one that lasts longer.") },
  { "root.unreadable", LG_FAMILY_ANY,
    N_("Nothing can be verified with it."),
    N_("Check the path and the permissions of the file.") },
  { "root.empty", LG_FAMILY_ANY,
    N_("Nothing can be verified with it."),
    N_("Copy or download the file again.") },
  { "root.damaged", LG_FAMILY_ANY,
    N_("Nothing can be verified with it; a device that is given this file fails at its first "
       "handshake."),
    N_("Copy or download the file again, as binary; it begins with -----BEGIN CERTIFICATE-----.") },
  { "root.no-certificate", LG_FAMILY_ANY,
    N_("Nothing can be verified with it."),
    N_("Give the root certificate itself: a file of it begins with -----BEGIN CERTIFICATE-----.") },
  { "root.line-breaks", LG_FAMILY_ANY,
    N_("The TLS libraries of most devices read PEM line by line and refuse such a text (RFC 7468, "
       "section 2)."),
    N_("Put the line breaks back: one behind the first line, one in front of the last, and one "
       "after 64 characters each; in a program’s string they are \\n.") },
  { "root.file-differs", LG_FAMILY_ANY,
    N_("The certificate is the same. A device that compares or embeds the file's bytes may care "
       "about line endings."),
    N_("Nothing, unless a device reads this very file.") },
  { NULL },
};
