/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "device/lg-connect-params.h"
#include "event/lg-end-reason.h"
#include "event/lg-event.h"
#include "event/lg-keepalive.h"
#include "event/lg-session-state.h"
#include "lg-detection.h"
#include "lg-family.h"
#include "lg-finding.h"
#include "lg-pauses.h"
#include "lg-witness.h"
#include "transport/lg-transport.h"

G_BEGIN_DECLS

/**
 * LgTarget:
 * @family: whose rules apply
 * @platform: (nullable): whose limits apply
 * @host: what is connected to
 * @port: the port
 * @security: TLS or plain TCP
 * @root: title of the selected root
 * @tls_only_port: the platform documents this port for TLS and not for plain TCP
 * @instance_host: the host of an Enterprise or new public instance
 * @protocol: the MQTT version
 * @version_offered: the platform does not say that the MQTT version is not offered there
 * @keepalive_min: smallest Keep Alive the platform accepts, seconds (0: no rule)
 * @keepalive_max: largest Keep Alive the platform accepts, seconds (0: no rule)
 * @factor_percent: see [struct@KeepaliveRule]
 * @scan_period_s: see [struct@KeepaliveRule]
 *
 * What is known about the peer before anything happens.
 */
typedef struct
{
  LgFamily          family;
  const LgPlatform *platform;
  char             *host;
  guint16           port;
  LgSecurity        security;
  char             *root;
  gboolean          tls_only_port;
  gboolean          instance_host;
  LgProtocol        protocol;
  gboolean          version_offered;
  guint             keepalive_min;
  guint             keepalive_max;
  guint             factor_percent;
  guint             scan_period_s;
} LgTarget;

/**
 * LgMark:
 * @citation: the event
 * @mono_us: `CLOCK_MONOTONIC` µs; 0: it did not happen
 * @code: its code
 * @text: (nullable): the words that came with it
 *
 * One moment.
 */
typedef struct
{
  LgCitation  citation;
  gint64      mono_us;
  int         code;
  char       *text;
} LgMark;

/**
 * LgFacts:
 * @target: the peer
 * @event: the event being judged, borrowed for that time
 * @dns: the DNS step
 * @tcp: the addresses tried and their answers, in words
 * @tcp_tries: (element-type LgMark): the events of that
 * @tcp_connected: whether an address answered
 * @tls: the handshake; the text says version and cipher
 * @verify: the judgement of the chain
 * @verify_cause: the cause it told
 * @clock: the note that this computer's clock is to be doubted; code: its [enum@Note]
 * @alert: the last TLS alert that is an error
 * @alert_direction: who sent it
 * @connect: CONNECT; code: Keep Alive in seconds
 * @connack: CONNACK
 * @notify: a message on `/ext/notify` that tells of a kick
 * @sub_device: a message on `/ext/error` about a sub-device; code: what it says; text: the message
 * @request: the gateway's last message to the platform about a sub-device; text: its topic
 * @disconnect: DISCONNECT from the server
 * @ping: the PINGREQ that waits for its answer
 * @sent: the last PUBLISH or unanswered SUBSCRIBE from this side; code: bytes of its payload; text:
 *   its topic
 * @sent_flags: its [flags@EventFlags]
 * @reset: what last reset the platform's timer, as far as the events tell
 * @rival: another session of this program that begins to log in as the same device
 * @slept: the last suspend of this computer
 * @delivery: the message that delivers the secret a registration asks for
 * @slept_us: for how long it was suspended in this attempt, µs
 * @refused: the code of the last PUBACK that refused a message, or of what was said of a
 *   sub-device; 0: none
 * @pings_held: whether PINGREQ is held back from this side
 * @keepalive: the platform's clock, as far as the events tell
 * @speaks: the note of what the other side speaks; text: its nick
 * @spoken: the same; text: the words
 * @stray: an answer to what was not asked; code: its packet identifier
 * @in_flight: a message without an answer when the link ends; text: its topic
 * @reply: the platform's answer to the payload of a message; text: its code and words
 * @noted: what was found of this link while it lived: a bit for each [enum@Note], 1: a refusal
 * @quiet: the note of how long nothing had arrived before the end
 * @n_packets: how many packets passed after the login, as far as the events tell
 * @kicks: (element-type LgMark): the ends of the last minutes that look like kicks, all attempts
 * @pauses: (element-type LgPause): the pauses before the latest ends, of one length, all attempts
 * @paused: whether the end being judged is the last of them
 * @detection: when the platform looks, learned from all attempts
 * @read_along: whether it is somebody else's link that is judged
 * @missing: bytes of it that were not seen
 * @witness: what is shown of a TLS handshake that was read along on
 * @rejection: what is known, at its end, of the device not accepting the server's certificate
 * @trusted_root: (nullable): the root the device is to have
 * @known_roots: (nullable): every known root
 * @inspected: (nullable) (element-type LgCertificate): the server's chain as an inspection found
 *   it, for where the handshake hides it
 *
 * What the events of one attempt tell, gathered. Private to this folder.
 */
typedef struct
{
  LgTarget       target;
  const LgEvent *event;
  LgMark         dns;
  GString       *tcp;
  GArray        *tcp_tries;
  gboolean       tcp_connected;
  LgMark         tls;
  LgMark         verify;
  char          *verify_cause;
  LgMark         clock;
  LgMark         alert;
  LgDirection    alert_direction;
  LgMark         connect;
  LgMark         connack;
  LgMark         notify;
  LgMark         sub_device;
  LgMark         request;
  LgMark         disconnect;
  LgMark         ping;
  LgMark         sent;
  guint8         sent_flags;
  LgMark         reset;
  LgMark         rival;
  LgMark         slept;
  LgMark         delivery;
  LgMark         speaks;
  LgMark         spoken;
  LgMark         stray;
  LgMark         in_flight;
  LgMark         reply;
  guint32        noted;
  LgMark         quiet;
  guint          n_packets;
  gint64         slept_us;
  int            refused;
  gboolean       pings_held;
  LgKeepalive    keepalive;
  GArray        *kicks;
  GArray        *pauses;
  gboolean       paused;
  LgDetection    detection;
  gboolean       read_along;
  guint64        missing;
  LgWitness      witness;
  LgRejection    rejection;
  LgRoot        *trusted_root;
  GListModel    *known_roots;
  GPtrArray     *inspected;
} LgFacts;

LgCitation lg_facts_cite                 (const LgEvent  *event);
void       lg_facts_init                 (LgFacts        *self);
void       lg_facts_clear                (LgFacts        *self);
void       lg_facts_begin_attempt        (LgFacts        *self);
void       lg_facts_gather               (LgFacts        *self,
                                          const LgEvent  *event);
void       lg_facts_remember_kick        (LgFacts        *self);
gboolean   lg_facts_is_online            (const LgFacts  *self);
gboolean   lg_facts_is_undecided_name    (const LgFacts  *self);
gboolean   lg_facts_is_undecided_tcp     (const LgFacts  *self);
gboolean   lg_facts_is_undecided_tls     (const LgFacts  *self);
gboolean   lg_facts_is_undecided_login   (const LgFacts  *self);
gboolean   lg_facts_is_registering       (const LgFacts  *self);
gboolean   lg_facts_is_kick_notified     (const LgFacts  *self);
gboolean   lg_facts_is_taken_over        (const LgFacts  *self);
gboolean   lg_facts_has_request          (const LgFacts  *self);
gboolean   lg_facts_is_timeout_told      (const LgFacts  *self);
gboolean   lg_facts_is_keepalive_range   (const LgFacts  *self);
gboolean   lg_facts_is_keepalive_expired (const LgFacts  *self);
gboolean   lg_facts_is_held_expired      (const LgFacts  *self);
gboolean   lg_facts_is_flapping          (const LgFacts  *self);
void       lg_facts_remember_pause       (LgFacts        *self);
gint64     lg_facts_get_last_packet_us   (const LgFacts  *self);
gboolean   lg_facts_is_idle_timeout      (const LgFacts  *self);
gboolean   lg_facts_is_fixed_time        (const LgFacts  *self);
gboolean   lg_facts_has_spoken           (const LgFacts  *self,
                                          const char     *nick);
gboolean   lg_facts_is_reply_refused     (const LgFacts  *self);
gboolean   lg_facts_is_rival_seen        (const LgFacts  *self);
gboolean   lg_facts_is_asleep            (const LgFacts  *self);
gboolean   lg_facts_is_interval_silent   (const LgFacts  *self);
gboolean   lg_facts_is_sent_refused      (const LgFacts  *self);
gboolean   lg_facts_is_payload_refused   (const LgFacts  *self);
gboolean   lg_facts_is_topic_refused     (const LgFacts  *self);
gboolean   lg_facts_is_qos_refused       (const LgFacts  *self);
gboolean   lg_facts_is_retain_refused    (const LgFacts  *self);
gboolean   lg_facts_is_subscribe_refused (const LgFacts  *self);
char      *lg_facts_dup_topic_issue      (const LgFacts  *self);
guint      lg_facts_count_kicks          (const LgFacts  *self);
gint64     lg_facts_get_reset_us         (const LgFacts  *self);

/* Of a link read along on: lg-facts-seen.c. */
void       lg_facts_judge_rejection      (LgFacts        *self);
gboolean   lg_facts_is_rejection         (const LgFacts  *self);
char      *lg_facts_dup_reasons          (const LgFacts  *self);
char      *lg_facts_dup_needed_root      (const LgFacts  *self);
char      *lg_facts_dup_offer            (const LgFacts  *self);

G_END_DECLS
