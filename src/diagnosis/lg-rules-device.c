/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Causes that mean something else where a device's own log tells of them than where this computer
   saw them happen. */
#include "config.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

const LgRemark lg_remarks_device[] = {
  { "network.lost", LG_FAMILY_ANY,
    N_("The device's link or its way to the platform went away; the platform has no part in it, "
       "and shows the device online until its own timer ends."),
    N_("Look at the signal, the router and the power supply at the device for this time.") },
  { "network.reset", LG_FAMILY_ANY,
    N_("The server, or a router, firewall or NAT on the way, no longer knows this connection. "
       "After a long silence that is usual."),
    N_("Compare the time with the last packet the device sent. After silence, make its Keep Alive "
       "shorter.") },
  { "client.disconnected", LG_FAMILY_ANY,
    N_("The device ended the connection in order; the platform has no part in it."),
    N_("Look in the device's program for what disconnects: sleep, an update, a mistake that ends "
       "the loop.") },
  { "client.restarted", LG_FAMILY_ANY,
    N_("A device that restarts leaves its connection without an end; the platform notices it by "
       "the new login, or when its own timer ends."),
    N_("Look for the reason of the restart: watchdog, power supply, memory, an update.") },
  { "dns.not-found", LG_FAMILY_ANY,
    N_("The host has a typing mistake, blanks, a scheme or a port in it, or the device's name "
       "server does not answer; the platform was not reached."),
    N_("Compare the host in the device with the one on the Device page, letter by letter.") },
  { "tcp.unreachable", LG_FAMILY_ANY,
    N_("The device's network has no way to the platform; the platform was not reached."),
    N_("Check the device's network: address, router, and whether a firewall lets the port "
       "through.") },
  { "tls.failed", LG_FAMILY_ANY,
    N_("No TLS connection came about. The usual reasons are a root certificate that does not "
       "belong to the port, and a device clock that is not set."),
    N_("Compare the root certificate in the device with the pair of port and root on the Device "
       "page; set the device's clock before it connects.") },
  { "cert.expired", LG_FAMILY_ANY,
    N_("Judged by the device's clock. A clock that is wrong is as likely as a certificate that has "
       "expired."),
    N_("Compare the device's date with today's first.") },
  { "cert.not-yet-valid", LG_FAMILY_ANY,
    N_("Judged by the device's clock: it is not set, as after a start without a time server."),
    N_("Let the device ask a time server before it connects.") },
  { "cert.unknown-issuer", LG_FAMILY_ANY,
    N_("The root certificate in the device does not belong to this port, or it has none. Some "
       "libraries say the same when their clock is not set."),
    N_("Compare the root certificate in the device with the pair of port and root on the Device "
       "page.") },
  { "device.tls-buffer", LG_FAMILY_ANY,
    N_("A record or certificate of the server is larger than what the device's TLS library keeps "
       "room for; a record may have 16 KB."),
    N_("Raise the input buffer of the device's TLS library (mbed TLS: MBEDTLS_SSL_IN_CONTENT_LEN) "
       "to 16384, and look at the free memory before the connection.") },
  { "device.memory", LG_FAMILY_ANY,
    N_("There was not enough free memory for TLS or for MQTT; the platform has no part in it."),
    N_("Write down the free memory before the connection. End an older connection first, and make "
       "the TLS buffers no larger than needed.") },
  { "client.failed", LG_FAMILY_ANY,
    N_("The module or library refused what the device's program asked of it; nothing was sent to "
       "the platform."),
    N_("Compare the command and its order with the module's manual: set up, open, connect.") },
  { NULL },
};
