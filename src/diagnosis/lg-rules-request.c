/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this side asked for and did not get, while the link lives or at its end. */
#include "config.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

#define CERTAIN LG_CONFIDENCE_CERTAIN, LG_SEVERITY_FAULT

static gboolean
is_stray_seen (const LgFacts *facts)
{
  return facts->stray.mono_us != 0;
}

#define NO_SUBACK "subscribe.unanswered", CERTAIN, N_("SUBSCRIBE has no answer")
#define NO_UNSUBACK "subscribe.unanswered", CERTAIN, N_("UNSUBSCRIBE has no answer")
#define NO_PUBACK "publish.unanswered", CERTAIN, N_("A message was not acknowledged")

const LgRule lg_rules_request[] = {
  { LG_RULE_NOTE (LG_NOTE_NO_SUBACK), is_stray_seen, NO_SUBACK,
    N_("SUBSCRIBE for {filter} had no SUBACK within {waited} s; at {stray-time} an answer came "
       "with the packet identifier {stray-id}, which nothing was asked with") },
  { LG_RULE_NOTE (LG_NOTE_NO_SUBACK), NULL, NO_SUBACK,
    N_("SUBSCRIBE for {filter} had no SUBACK within {waited} s, and the link lives") },
  { LG_RULE_NOTE (LG_NOTE_NO_UNSUBACK), NULL, NO_UNSUBACK,
    N_("UNSUBSCRIBE for {filter} had no UNSUBACK within {waited} s, and the link lives") },
  { LG_RULE_NOTE (LG_NOTE_NO_PUBACK), is_stray_seen, NO_PUBACK,
    N_("PUBLISH to {filter} had no answer within {waited} s; at {stray-time} one came with the "
       "packet identifier {stray-id}, which nothing was sent with") },
  { LG_RULE_NOTE (LG_NOTE_NO_PUBACK), NULL, NO_PUBACK,
    N_("PUBLISH to {filter} had no PUBACK, or with QoS 2 no PUBCOMP, within {waited} s, and the "
       "link lives") },
  { LG_RULE_NOTE (LG_NOTE_IN_FLIGHT), NULL, "publish.unanswered", CERTAIN,
    N_("A message was on its way when the link ended"),
    N_("PUBLISH to {in-flight} had no answer by {end-time}. Linkglass does not send it again") },
  { LG_RULE_NOTE (LG_NOTE_TOO_LARGE), NULL, "limit.payload", CERTAIN,
    N_("A packet is too large for the server and was not sent"),
    N_("At {end-time}, {filter}: {detail} (Maximum Packet Size in CONNACK)") },
  { LG_RULE_NOTE (LG_NOTE_NO_QOS), NULL, "limit.qos", CERTAIN,
    N_("A message has a QoS the server does not take, and was not sent"),
    N_("At {end-time}, {filter}: {detail} (Maximum QoS in CONNACK)") },
  { LG_RULE_NOTE (LG_NOTE_NO_RETAIN), NULL, "limit.retain", CERTAIN,
    N_("A message was to be retained and was not sent"),
    N_("At {end-time}, {filter}: {detail} (Retain Available in CONNACK)") },
  { LG_RULE_NOTE (LG_NOTE_NO_WILDCARD), NULL, "topic.invalid", CERTAIN,
    N_("A subscription has a wildcard and was not asked for"),
    N_("At {end-time}, {filter}: {detail} (Wildcard Subscription Available in CONNACK)") },
  { LG_RULE_NOTE (LG_NOTE_NOT_SENT), NULL, "client.limit", CERTAIN,
    N_("Linkglass could not send something"),
    N_("At {end-time}, {filter}: {detail}") },
  { LG_RULE_REPLY_REFUSED, NULL, "payload.rejected", CERTAIN,
    N_("The platform does not take what was sent"),
    N_("At {end-time} it answered on {filter} with the code {reply}") },
  { 0 },
};

const LgRemark lg_remarks_request[] = {
  { "subscribe.unanswered", LG_FAMILY_ANY,
    N_("A server answers each SUBSCRIBE and UNSUBSCRIBE, with the packet identifier of the "
       "request (MQTT 3.1.1, sections 3.8.4 and 3.10.4). Without an answer nobody knows whether "
       "messages will come."),
    N_("Ask again; look into the server's log for this time. Whether a device waits for the "
       "answer, and for how long, is up to its library.") },
  { "publish.unanswered", LG_FAMILY_ANY,
    N_("With QoS 1 and 2 a message counts as delivered only with its answer (MQTT 3.1.1, section "
       "4.3). It may have arrived all the same."),
    N_("Look whether the platform has the message. A device has to send it again after it has "
       "connected again, with the flag DUP.") },
  { "client.limit", LG_FAMILY_ANY,
    N_("It is a limit of Linkglass or of the MQTT library it uses, and says nothing of the "
       "server."),
    N_("Send less at a time.") },
  { NULL },
};
