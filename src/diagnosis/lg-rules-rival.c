/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What else fits the end of a link, and why it fits less. */
#include "config.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

#define LIKELY LG_CONFIDENCE_LIKELY, LG_SEVERITY_FAULT
#define POSSIBLE LG_CONFIDENCE_POSSIBLE, LG_SEVERITY_FAULT

static gboolean
is_notified_in_window (const LgFacts *facts)
{
  return lg_facts_is_kick_notified (facts) && lg_facts_is_keepalive_expired (facts);
}

static gboolean
is_lost_in_window (const LgFacts *facts)
{
  return !facts->pings_held && lg_facts_is_keepalive_expired (facts);
}

static gboolean
is_closed_once (const LgFacts *facts)
{
  return !facts->pings_held && lg_facts_count_kicks (facts) <= 1;
}

static gboolean
is_closed_again (const LgFacts *facts)
{
  return lg_facts_count_kicks (facts) > 1 && !lg_facts_is_flapping (facts);
}

static gboolean
is_idle_again (const LgFacts *facts)
{
  return lg_facts_is_idle_timeout (facts) && lg_facts_is_flapping (facts);
}

/* Brokers in general keep to the standard's 1.5; the older page is Alibaba Cloud's. */
static gboolean
is_interval_silent_there (const LgFacts *facts)
{
  return facts->target.family == LG_FAMILY_ALIBABA && lg_facts_is_interval_silent (facts);
}

#define NOT_TRUSTED (LG_END_TRANSPORT + LG_TRANSPORT_ERROR_NOT_TRUSTED)

static gboolean
is_root_ended (const LgFacts *facts)
{
  return g_strcmp0 (facts->verify_cause, "root.expired") == 0;
}

static gboolean
is_certificate_ended (const LgFacts *facts)
{
  return g_strcmp0 (facts->verify_cause, "cert.expired") == 0;
}

static gboolean
is_certificate_early (const LgFacts *facts)
{
  return g_strcmp0 (facts->verify_cause, "cert.not-yet-valid") == 0;
}

#define IF_CLOCK_RIGHT N_("Only if this computer's date is right")

#define KICKED "kicked.same-device", POSSIBLE, N_("Forced offline by another client")
#define KICKED_IN_WINDOW KICKED, \
    N_("A server closes like this for a newer client, too; but the end fell into the window of " \
       "the keep-alive timer")
#define KICKED_AGAIN KICKED, \
    N_("It is the end number {ends} of this kind in five minutes; three make a pattern")
#define KICKED_ONCE KICKED, \
    N_("A server closes like this for a newer client, too; but nothing told of one, and it " \
       "happened once")
#define KICKED_BY_RIVAL "kicked.same-device", LIKELY, N_("Forced offline by another client"), \
    N_("At {rival-time} {rival} began to log in as the same device, in this program: one of " \
       "several such ends")
#define FLAPPING "kicked.flapping", LIKELY, \
    N_("Two clients seem to take the device's place from each other"), \
    N_("It is the end number {ends} of this kind in five minutes; but this one has a reason of " \
       "its own")
#define FLAPPING_IDLE "kicked.flapping", POSSIBLE, \
    N_("Two clients seem to take the device's place from each other"), \
    N_("Another client that connects again after a fixed time looks the same; but it would have " \
       "to count from this device's last packet")
#define FIXED "network.idle-timeout", POSSIBLE, \
    N_("Something on the way closes a link nothing passes through"), \
    N_("The last ends came {pauses} s after the last packet; but that is the login or just after " \
       "it, so a client that connects again after this time fits as well")
#define EXPIRED "keepalive.expired", POSSIBLE, \
    N_("The platform ended a link that was silent too long")
#define OLDER_PAGE EXPIRED, \
    N_("Silent for {silence} s, which is less than the {window-from} s the platform waits. Only " \
       "an older, superseded page of the vendor ends a link after {keepalive} s")
#define CLOSED "server.closed", POSSIBLE, \
    N_("The server closed the link and gave no reason"), \
    N_("A server that restarts or sheds connections closes like this, too; other devices would " \
       "then be cut off at the same time")

const LgRule lg_rules_rival[] = {
  { LG_RULE_ANY_END, is_idle_again, FLAPPING_IDLE },
  { LG_RULE_ANY_END, lg_facts_is_fixed_time, FIXED },
  { LG_RULE_ANY_END, lg_facts_is_flapping, FLAPPING },
  { NOT_TRUSTED, is_root_ended, "root.expired", POSSIBLE,
    N_("The selected root has expired"), IF_CLOCK_RIGHT },
  { NOT_TRUSTED, is_certificate_ended, "cert.expired", POSSIBLE,
    N_("A certificate of {host} has expired"), IF_CLOCK_RIGHT },
  { NOT_TRUSTED, is_certificate_early, "cert.not-yet-valid", POSSIBLE,
    N_("A certificate of {host} is not valid yet"), IF_CLOCK_RIGHT },
  { LG_END_FIN, lg_facts_is_rival_seen, KICKED_BY_RIVAL },
  { LG_END_CLOSE_NOTIFY, lg_facts_is_rival_seen, KICKED_BY_RIVAL },
  { LG_RULE_ANY_END, is_notified_in_window, EXPIRED,
    N_("The end also fell into the window of the keep-alive timer; but the platform told its "
       "reason") },
  { LG_RULE_ANY_END, lg_facts_is_keepalive_expired, EXPIRED,
    N_("The link was silent for {silence} s, long enough for the platform’s window; but another "
       "reason came before that") },
  { LG_END_FIN, is_interval_silent_there, OLDER_PAGE },
  { LG_END_CLOSE_NOTIFY, is_interval_silent_there, OLDER_PAGE },
  { LG_END_RESET, is_interval_silent_there, OLDER_PAGE },
  { LG_END_RESET, is_lost_in_window, "network.reset", POSSIBLE,
    N_("The connection was reset"),
    N_("A NAT or firewall that forgot a silent connection resets it, too; the moment fits the "
       "platform’s window better") },
  { LG_END_FIN, lg_facts_is_flapping, CLOSED },
  { LG_END_CLOSE_NOTIFY, lg_facts_is_flapping, CLOSED },
  { LG_END_FIN, is_lost_in_window, KICKED_IN_WINDOW },
  { LG_END_CLOSE_NOTIFY, is_lost_in_window, KICKED_IN_WINDOW },
  { LG_END_FIN, is_closed_again, KICKED_AGAIN },
  { LG_END_CLOSE_NOTIFY, is_closed_again, KICKED_AGAIN },
  { LG_END_FIN, is_closed_once, KICKED_ONCE },
  { LG_END_CLOSE_NOTIFY, is_closed_once, KICKED_ONCE },
  { LG_END_NO_PINGRESP, NULL, "network.lost", POSSIBLE,
    N_("The network connection was lost"),
    N_("When only this computer’s network is gone it looks the same; but the system reported "
       "nothing of that") },
  { 0 },
};
