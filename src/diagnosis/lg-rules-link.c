/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ends of a link that was up. */
#include "config.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

#define CERTAIN LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT
#define LIKELY LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT
#define POSSIBLE LG_CONFIDENCE_POSSIBLE, LG_SEVERITY_FAULT

/* The console's words (Alibaba Cloud, document 44542). */
#define CONSOLE_KICKED "Kicked by the same device"
#define CONSOLE_TIMEOUT "Keepalive timeout"
#define CONSOLE_RESET "Connection reset by peer"
#define CONSOLE_EXCEPTION "Connection occurs exception"
#define CONSOLE_DISCONNECT "Device disconnect"

#define EXPIRED "keepalive.expired", LIKELY, \
    N_("The platform ended a link that was silent too long"), \
    N_("Ended at {end-time}, {silence} s after the timer was last reset ({reset-time}). With a " \
       "Keep Alive of {keepalive} s the platform ends it between {window-from} and " \
       "{window-until} s"), CONSOLE_TIMEOUT
#define HELD_EXPIRED "keepalive.expired", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_RISK, \
    N_("The platform’s keep-alive deadline passed"), \
    N_("You paused PINGREQ. Ended at {end-time}, {silence} s after the timer was last reset " \
       "({reset-time}): with a Keep Alive of {keepalive} s the platform ends it between " \
       "{window-from} and {window-until} s"), CONSOLE_TIMEOUT
#define FLAPPING "kicked.flapping", LIKELY, \
    N_("Two clients seem to take the device's place from each other"), \
    N_("The server closed the link at {end-time} after {up}: the end number {ends} of this kind " \
       "in five minutes"), CONSOLE_KICKED
#define IDLE "network.idle-timeout", LIKELY, \
    N_("Something on the way closes a link nothing passes through"), \
    N_("The last ends came {pauses} s after the last packet, on links that were up for {ups} s; " \
       "the last one at {end-time}")
#define RIVAL "kicked.same-device", LIKELY, \
    N_("Forced offline by another client"), \
    N_("At {rival-time} {rival} began to log in as the same device, in this program. The link " \
       "ended at {end-time}, after {up} online"), CONSOLE_KICKED
#define ASLEEP "network.lost", LIKELY, \
    N_("The link did not outlive the suspend of this computer"), \
    N_("This computer was suspended for {slept} s, until {slept-time}. Nothing arrived after " \
       "that, and the link ended at {end-time}"), CONSOLE_TIMEOUT

#define UNDECIDED "client.ended-early", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_RISK, \
    N_("You ended the attempt before the device was online")

const LgRule lg_rules_link[] = {
  { LG_END_OPERATOR, lg_facts_is_undecided_name, UNDECIDED,
    N_("Ended from this side at {end-time}; the name {host} was not found yet") },
  { LG_END_OPERATOR, lg_facts_is_undecided_tcp, UNDECIDED,
    N_("Ended from this side at {end-time}; {host}, port {port}, had not answered TCP by then") },
  { LG_END_OPERATOR, lg_facts_is_undecided_tls, UNDECIDED,
    N_("Ended from this side at {end-time}; {host}, port {port}, had not ended the TLS handshake "
       "by then") },
  { LG_END_OPERATOR, lg_facts_is_undecided_login, UNDECIDED,
    N_("Ended from this side at {end-time}; the CONNECT of {connect-time} had no answer by then") },
  { LG_END_OPERATOR, NULL, "client.disconnected", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_NOTE,
    N_("You disconnected"),
    N_("Ended from this side at {end-time}"), CONSOLE_DISCONNECT },
  { LG_END_DROPPED, NULL, "client.disconnected", LG_CONFIDENCE_CERTAIN, LG_SEVERITY_NOTE,
    N_("You dropped the TCP connection"),
    N_("Reset from this side at {end-time}, after {up} online, without an MQTT DISCONNECT"),
    CONSOLE_RESET },
  { LG_RULE_ANY_END, lg_facts_is_kick_notified, "kicked.same-device", CERTAIN,
    N_("Forced offline by another client"),
    N_("At {notify-time} the platform wrote on /ext/notify: {notify}. The link ended at "
       "{end-time}, after {up} online"), CONSOLE_KICKED },
  { LG_END_SERVER_DISCONNECT, lg_facts_is_taken_over, "kicked.same-device", CERTAIN,
    N_("Forced offline by another client"),
    N_("At {end-time}, after {up} online, the server sent DISCONNECT with the reason {reason}"),
    CONSOLE_KICKED },
  { LG_END_SERVER_DISCONNECT, lg_facts_is_timeout_told, "keepalive.expired", CERTAIN,
    N_("The platform ended a link that was silent too long"),
    N_("At {end-time} the server sent DISCONNECT with the reason {reason}, {silence} s after the "
       "timer was last reset ({reset-time})"), CONSOLE_TIMEOUT },
  { LG_END_SERVER_DISCONNECT, NULL, "server.disconnect", CERTAIN,
    N_("The server ended the session"),
    N_("At {end-time}, after {up} online, it sent DISCONNECT with the reason {reason}") },
  { LG_RULE_ANY_END, lg_facts_is_idle_timeout, IDLE },
  { LG_END_FIN, lg_facts_is_flapping, FLAPPING },
  { LG_END_CLOSE_NOTIFY, lg_facts_is_flapping, FLAPPING },
  { LG_END_FIN, lg_facts_is_rival_seen, RIVAL },
  { LG_END_CLOSE_NOTIFY, lg_facts_is_rival_seen, RIVAL },
  { LG_END_RESET, lg_facts_is_rival_seen, RIVAL },
  { LG_END_FIN, lg_facts_is_asleep, ASLEEP },
  { LG_END_CLOSE_NOTIFY, lg_facts_is_asleep, ASLEEP },
  { LG_END_RESET, lg_facts_is_asleep, ASLEEP },
  { LG_END_LOST, lg_facts_is_asleep, ASLEEP },
  { LG_END_NO_PINGRESP, lg_facts_is_asleep, ASLEEP },
  { LG_RULE_ANY_END, lg_facts_is_payload_refused, "limit.payload", LIKELY,
    N_("The server closed the link on a message that is too large"),
    N_("PUBLISH of {sent-time} to {sent-topic} had {sent-size} bytes, the platform takes "
       "{payload-max}; the link was closed at {end-time}") },
  { LG_RULE_ANY_END, lg_facts_is_topic_refused, "topic.invalid", LIKELY,
    N_("The server closed the link on a topic that breaks its rules"),
    N_("PUBLISH of {sent-time} went to {sent-topic}. {topic-issue} The link was closed at "
       "{end-time}"), NULL,
    N_("Give the topic the form the platform allows, in the device and in the product’s topic "
       "classes.") },
  { LG_RULE_ANY_END, lg_facts_is_qos_refused, "limit.qos", LIKELY,
    N_("The server closed the link on a message with QoS 2"),
    N_("PUBLISH of {sent-time} to {sent-topic} had QoS 2; the link was closed at {end-time}") },
  { LG_RULE_ANY_END, lg_facts_is_retain_refused, "limit.retain", LIKELY,
    N_("The server closed the link on a retained message"),
    N_("PUBLISH of {sent-time} to {sent-topic} was to be retained; the link was closed at "
       "{end-time}") },
  { LG_RULE_ANY_END, lg_facts_is_subscribe_refused, "subscribe.refused", LIKELY,
    N_("The server closed the link on SUBSCRIBE"),
    N_("SUBSCRIBE of {sent-time} for {sent-topic} had no SUBACK; the link was closed "
       "at {end-time}") },
  { LG_END_FIN, lg_facts_is_held_expired, HELD_EXPIRED },
  { LG_END_CLOSE_NOTIFY, lg_facts_is_held_expired, HELD_EXPIRED },
  { LG_END_RESET, lg_facts_is_held_expired, HELD_EXPIRED },
  { LG_END_FIN, lg_facts_is_keepalive_expired, EXPIRED },
  { LG_END_CLOSE_NOTIFY, lg_facts_is_keepalive_expired, EXPIRED },
  { LG_END_RESET, lg_facts_is_keepalive_expired, EXPIRED },
  { LG_END_FIN, NULL, "server.closed", CERTAIN,
    N_("The server closed the link and gave no reason"),
    N_("At {end-time}, after {up} online, TCP was closed (FIN) without an MQTT DISCONNECT"),
    CONSOLE_EXCEPTION },
  { LG_END_CLOSE_NOTIFY, NULL, "server.closed", CERTAIN,
    N_("The server closed the link and gave no reason"),
    N_("At {end-time}, after {up} online, TLS was closed in order (close_notify) without an MQTT "
       "DISCONNECT"), CONSOLE_EXCEPTION },
  { LG_END_RESET, NULL, "network.reset", CERTAIN,
    N_("The connection was reset"),
    N_("At {end-time}, after {up} online, a TCP reset arrived"), CONSOLE_RESET },
  { LG_END_LOST, NULL, "network.lost", CERTAIN,
    N_("The network connection was lost"),
    N_("At {end-time}, after {up} online, the system reported: {detail}"), CONSOLE_TIMEOUT },
  { LG_END_NO_PINGRESP, NULL, "keepalive.no-pingresp", CERTAIN,
    N_("The server no longer answers"),
    N_("PINGREQ of {ping-time} had no answer by {end-time}"), CONSOLE_TIMEOUT },
  { LG_END_LIMIT, NULL, "client.limit", CERTAIN,
    N_("A packet is larger than Linkglass takes"),
    N_("At {end-time} the server began to send it, and the link was ended from this side: "
       "{detail}") },
  { LG_END_INTERNAL, NULL, "client.failed", CERTAIN,
    N_("The MQTT library gave up"),
    N_("At {end-time} libmosquitto reported: {detail}") },
  { LG_RULE_ANY_END, NULL, "client.failed", POSSIBLE,
    N_("The connection ended for a reason this version does not know"),
    N_("The end at {end-time} has the number {code}: {detail}") },
  { 0 },
};

#define KICK_ALIBABA \
  N_("A device identity has one connection: a newly authenticated client forces the one before " \
     "offline (Alibaba Cloud, MQTT-TLS connections). It may also be this device's own earlier " \
     "connection, made again before the platform noticed its end.")
#define KICK_TUYA \
  N_("A device identity has one connection: a new device that authenticates forces the original " \
     "one offline (Tuya, MQTT-TLS connections).")
#define KICK_ANY \
  N_("A client ID has one connection: a broker ends the older one when a client with the same " \
     "client ID connects (MQTT 3.1.1, section 3.1.4).")
#define KICK_ADVICE \
  N_("Find the other client: a second device with the same values, the simulator of the console, " \
     "a test tool. Stop one before connecting again.")

const LgRemark lg_remarks_link[] = {
  { "client.ended-early", LG_FAMILY_ANY,
    N_("Whether the device can connect is not known: nothing was refused, and nothing accepted."),
    N_("Connect again and give it more time: every step has a deadline of its own, of 10 s at "
       "most, and what passes it is named.") },
  { "client.disconnected", LG_FAMILY_ANY,
    N_("Nothing is wrong. The platform shows the device offline until it connects again."),
    N_("Connect again when you need to.") },
  { "kicked.same-device", LG_FAMILY_ALIBABA, KICK_ALIBABA, KICK_ADVICE },
  { "kicked.same-device", LG_FAMILY_TUYA, KICK_TUYA, KICK_ADVICE },
  { "kicked.same-device", LG_FAMILY_ANY, KICK_ANY, KICK_ADVICE },
  { "kicked.flapping", LG_FAMILY_ALIBABA, KICK_ALIBABA, KICK_ADVICE },
  { "kicked.flapping", LG_FAMILY_TUYA, KICK_TUYA, KICK_ADVICE },
  { "kicked.flapping", LG_FAMILY_ANY, KICK_ANY, KICK_ADVICE },
  { "keepalive.expired", LG_FAMILY_ALIBABA,
    N_("Only PUBLISH, SUBSCRIBE, PINGREQ and PUBACK reset the timer. The platform looks every 30 s "
       "and ends a link that was silent for 1.5 times the Keep Alive (Alibaba Cloud, MQTT-TLS "
       "connections). Its log calls this a keep-alive timeout."),
    N_("Let the device send PINGREQ within every Keep Alive interval: look for a blocked loop, "
       "deep sleep, or a library whose loop function is not called.") },
  { "keepalive.expired", LG_FAMILY_TUYA,
    N_("Only PUBLISH, SUBSCRIBE, PINGREQ and PUBACK reset the timer. The platform looks every 30 s "
       "and ends a link that was silent for 1.5 times the Keep Alive (Tuya, MQTT-TLS "
       "connections)."),
    N_("Let the device send PINGREQ within every Keep Alive interval: look for a blocked loop, "
       "deep sleep, or a library whose loop function is not called.") },
  { "keepalive.expired", LG_FAMILY_ANY,
    N_("A broker ends a link that was silent for 1.5 times the Keep Alive (MQTT 3.1.1, section "
       "3.1.2.10)."),
    N_("Let the device send PINGREQ within every Keep Alive interval.") },
  { "keepalive.no-pingresp", LG_FAMILY_ANY,
    N_("The link is dead although nobody closed it: a router or NAT on the way forgot it, or the "
       "network changed. The platform still takes the device for online until its own timer ends."),
    N_("Connect again. If it repeats after the same time of silence, make the Keep Alive shorter "
       "than that.") },
  { "server.closed", LG_FAMILY_ALIBABA,
    N_("The platform closes like this when another client with the same identity may have taken "
       "its place, but also for reasons of its own. A client ID with ext=2 or "
       "ext=3 is told of the first on /ext/notify (Alibaba Cloud, Link SDK for C)."),
    N_("Look at the device's log in the console for this time: it names the reason. To be told "
       "next time, add ext=3 to the extended parameters.") },
  { "server.closed", LG_FAMILY_TUYA | LG_FAMILY_TUYALINK,
    N_("The platform closes like this when another client with the same identity may have taken "
       "its place, but also for reasons of its own. MQTT 3.1.1 cannot say which."),
    N_("Look at the device's log in the console for this time.") },
  { "server.closed", LG_FAMILY_ANY,
    N_("MQTT 3.1.1 gives a server no way to say why. Another client with the same client ID may "
       "have taken it, the broker may have stopped, or it did not like a packet."),
    N_("Look into the broker's log for this time.") },
  { "server.disconnect", LG_FAMILY_ANY,
    N_("The server itself ended the link and gave this reason; it is all the device is told."),
    N_("Look at the platform's log for this time, and at what the device had just sent.") },
  { "network.idle-timeout", LG_FAMILY_ANY,
    N_("A NAT, a load balancer, a proxy or the carrier forgets a connection after a time without "
       "a packet. The platform's own timer takes longer."),
    N_("Make the Keep Alive shorter than {pause} s where the platform takes that; else have the "
       "idle timeout on the way made longer.") },
  { "network.reset", LG_FAMILY_ANY,
    N_("The server, or a firewall or NAT on the way, no longer knows this connection. After a long "
       "silence that is usual; after a large or unexpected packet it can be the server's answer."),
    N_("Compare the time with the last packet sent. After silence, make the Keep Alive shorter.") },
  { "network.lost", LG_FAMILY_ANY,
    N_("This computer's link or route went away; the platform has no part in it."),
    N_("Check cable, Wi-Fi, VPN and sleep of this computer.") },
  { NULL },
};
