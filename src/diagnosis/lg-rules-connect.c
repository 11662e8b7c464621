/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and TCP. */
#include "config.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

#define REASON(error) (LG_END_TRANSPORT + LG_TRANSPORT_ERROR_##error)

static gboolean
is_plain_on_instance (const LgFacts *facts)
{
  return facts->target.family == LG_FAMILY_ALIBABA && facts->target.instance_host
         && facts->target.security == LG_SECURITY_TCP;
}

static gboolean
is_tcp_connected (const LgFacts *facts)
{
  return facts->tcp_connected;
}

const LgRule lg_rules_connect[] = {
  { REASON (NOT_FOUND), NULL, "dns.not-found", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT,
    N_("The name {host} does not exist"),
    N_("At {end-time} the name service answered that there is no such name: {detail}") },
  { REASON (RESOLVER), NULL, "dns.resolver-unreachable", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT,
    N_("No name server answered"),
    N_("The address of {host} was asked for; by {end-time} there was no answer: {detail}") },
  { REASON (NAME_SERVER), NULL, "dns.server-failed", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT,
    N_("A name server did not tell the address"),
    N_("The address of {host} was asked for; at {end-time}: {detail}") },
  { REASON (BLOCKED), NULL, "dns.blocked", LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT,
    N_("The name {host} is blocked here"),
    N_("The name service gives an address that is no other computer's: {dns}. Nothing answers "
       "there: {tcp}") },
  { REASON (NO_ADDRESS), NULL, "dns.no-usable-address", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT,
    N_("The name {host} exists, but has no address"),
    N_("At {end-time} the name service answered without an address, neither IPv4 nor IPv6: "
       "{detail}") },
  { REASON (NO_USABLE_ADDRESS), NULL, "dns.no-usable-address", LG_CONFIDENCE_CERTAIN,
    LG_SEVERITY_FAULT,
    N_("{host} has no address this computer can reach"),
    N_("The name was found: {dns}. No address is of a family this computer has: {tcp}") },
  { REASON (REFUSED), is_plain_on_instance, "tcp.plain-disabled", LG_CONFIDENCE_LIKELY,
    LG_SEVERITY_FAULT,
    N_("Plain TCP was refused"),
    N_("Port {port} of {host} was tried without TLS until {end-time}: {tcp}") },
  { REASON (REFUSED), NULL, "tcp.refused", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT,
    N_("Port {port} of {host} refuses connections"),
    N_("Tried until {end-time}: {tcp}") },
  { REASON (UNREACHABLE), NULL, "tcp.unreachable", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT,
    N_("There is no route to {host}"),
    N_("Tried until {end-time}: {tcp}") },
  { REASON (TIMEOUT), NULL, "tcp.timeout", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT,
    N_("Port {port} of {host} does not answer"),
    N_("By {end-time} nothing had come back, not even a refusal: {tcp}") },
  { REASON (RESET), is_tcp_connected, "tcp.reset", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT,
    N_("The connection was reset right after it was accepted"),
    N_("TCP was up ({tcp}); at {end-time} it was reset before anything else worked") },
  { REASON (RESET), NULL, "tcp.reset", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT,
    N_("The connection was reset while it was made"),
    N_("Tried until {end-time}: {tcp}") },
  { REASON (FAILED), NULL, "client.failed", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT,
    N_("This computer could not make the connection"),
    N_("At {end-time} the system reported: {detail}") },
  { 0 },
};

const LgRemark lg_remarks_connect[] = {
  { "dns.not-found", LG_FAMILY_ALIBABA,
    N_("The host of a public instance is made of the ProductKey and the region; an Enterprise or "
       "new public instance has one of its own (Alibaba Cloud, Manage instance endpoints). A "
       "typing error, the wrong region or a deleted instance give a name that does not exist."),
    N_("Compare the host with the console (Overview › the instance › Instance Details › View "
       "Development Configurations › MQTT), or the ProductKey and region it is made of.") },
  { "dns.not-found", LG_FAMILY_TUYA,
    N_("The platform names no pattern for its hosts; the console shows the one to use (Tuya, "
       "MQTT-TLS connections)."),
    N_("Copy the host from Development Configuration › MQTT in the console.") },
  { "dns.not-found", LG_FAMILY_ANY,
    N_("Without an address there is nothing to connect to."),
    N_("Check the spelling of the host, without scheme, port or blanks.") },
  { "dns.resolver-unreachable", LG_FAMILY_ANY,
    N_("The name service of this network is the obstacle; the platform was not reached at all."),
    N_("Check this computer's network and its name servers, or try another network.") },
  { "dns.server-failed", LG_FAMILY_ANY,
    N_("SERVFAIL: the server asked others and got no answer it believes. REFUSED: it does not "
       "serve this network. Neither says anything about the name; the platform was not reached at "
       "all."),
    N_("Ask who runs the name servers of this network, or try another network.") },
  { "dns.blocked", LG_FAMILY_ANY,
    N_("Name servers, filters and hosts files that block a name have it lead to 0.0.0.0 or to this "
       "very computer; the platform was not reached at all."),
    N_("Ask for this name to be allowed, look into the hosts file of this computer, or try another "
       "network.") },
  { "dns.no-usable-address", LG_FAMILY_ALIBABA,
    N_("IPv6 is offered in China (Shanghai) only, with a host of its own (Alibaba Cloud, MQTT over "
       "IPv6)."),
    N_("Use the host that fits this network, or give the network the missing family.") },
  { "dns.no-usable-address", LG_FAMILY_ANY,
    N_("The host has no address of a family (IPv4 or IPv6) that this computer's network has."),
    N_("Give this network the missing family, or try from another one; check the spelling of the "
       "host.") },
  { "tcp.plain-disabled", LG_FAMILY_ANY,
    N_("Unencrypted TCP is off by default for new Enterprise instances (Alibaba Cloud, MQTT-TLS "
       "connections). A wrong port looks the same."),
    N_("Connect with TLS to port 8883.") },
  { "tcp.refused", LG_FAMILY_ALIBABA,
    N_("The documented ports are 8883 (TLS, the platform's own root), and 1883 and 443 (TLS with "
       "GlobalSign R1, or plain TCP) (Alibaba Cloud, MQTT-TLS connections; Manage instance "
       "endpoints). A firewall can refuse in the platform's name, too."),
    N_("Check the port. If it is right, ask who runs the firewall of this network.") },
  { "tcp.refused", LG_FAMILY_TUYA,
    N_("The documented ports are 8883 and 443 with TLS, and 1883 with plain TCP for testing (Tuya, "
       "MQTT-TLS connections). A firewall can refuse in the platform's name, too."),
    N_("Check the port. If it is right, ask who runs the firewall of this network.") },
  { "tcp.refused", LG_FAMILY_ANY,
    N_("The address is reached, but nothing listens on this port; or a firewall refuses."),
    N_("Check the port, and that the broker runs and listens on this address.") },
  { "tcp.unreachable", LG_FAMILY_ANY,
    N_("This computer's network has no way there; the platform was not reached."),
    N_("Check cable, Wi-Fi, VPN and the default route of this computer.") },
  { "tcp.timeout", LG_FAMILY_ALIBABA | LG_FAMILY_TUYA,
    N_("A firewall that drops packets looks like this; so does a host that is down. The platform "
       "also listens on port 443, which most firewalls let pass."),
    N_("Try port 443 with the root that fits it, or ask for this port to be opened.") },
  { "tcp.timeout", LG_FAMILY_ANY,
    N_("A firewall that drops packets looks like this; so does a host that is down."),
    N_("Check the host and port, or ask for this port to be opened.") },
  { "tcp.reset", LG_FAMILY_ANY,
    N_("Something on the way, or the server itself, cuts the connection: an inspecting firewall, a "
       "proxy, or a port that expects another protocol."),
    N_("Check the port and whether it speaks TLS; try from another network.") },
  { "client.failed", LG_FAMILY_ANY,
    N_("The platform has no part in this."),
    N_("Connect again. If it happens again, keep the recording and report it as a fault of "
       "Linkglass.") },
  { NULL },
};
