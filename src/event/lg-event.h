/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clause/lg-clause.h"
#include "mqtt/lg-packet.h"

G_BEGIN_DECLS

/**
 * LgEventKind:
 * @LG_EVENT_STATE: the session's state changed; code: a [enum@SessionState]
 * @LG_EVENT_DNS: a DNS step ended; code: `EAI_…`; text: name, then the addresses
 * @LG_EVENT_TCP: one address answered or failed; code: `errno`; text: the address
 * @LG_EVENT_TLS: the handshake ended; code: 0 or a [enum@TransportError]; text: version and cipher
 * @LG_EVENT_VERIFY: the chain was judged; code: `X509_V_ERR_…`; topic: the cause identifier or
 *   %NULL
 * @LG_EVENT_ALERT: a TLS alert; code: its number; direction: who sent it
 * @LG_EVENT_END: the attempt or link ended; code: a [enum@EndReason]; text: detail
 * @LG_EVENT_NOTE: anything else worth recording (pressure, a refused publish); code: a [enum@Note]
 * @LG_EVENT_HANDSHAKE: a handshake message read along on somebody else's TLS; code: its number;
 *   topic: the name a ClientHello asks for; text: version and suite of a ServerHello; payload: what
 *   follows its header, of hellos, certificates and key exchange
 * @LG_EVENT_RECORD: a TLS record read along whose content is not to be read; code: what it is
 *   outwardly; size: bytes of its content
 * @LG_EVENT_PACKET: base of the MQTT packets: kind = base + [enum@PacketType]
 *
 * What an event is about. Values are stored in recordings: never renumber.
 */
typedef enum
{
  LG_EVENT_STATE = 1,
  LG_EVENT_DNS = 2,
  LG_EVENT_TCP = 3,
  LG_EVENT_TLS = 4,
  LG_EVENT_VERIFY = 5,
  LG_EVENT_ALERT = 6,
  LG_EVENT_END = 7,
  LG_EVENT_NOTE = 8,
  LG_EVENT_HANDSHAKE = 9,
  LG_EVENT_RECORD = 10,
  LG_EVENT_PACKET = 16,
} LgEventKind;

/**
 * LgNote:
 * @LG_NOTE_OTHER: its text says it
 * @LG_NOTE_PINGS_HELD: from here on no PINGREQ is sent, on purpose
 * @LG_NOTE_PINGS_RELEASED: PINGREQ is sent again
 * @LG_NOTE_SLEPT: the computer was suspended for @duration_us
 * @LG_NOTE_KEEPALIVE: from here on the Keep Alive is @duration_us, as the server's CONNACK asks
 * @LG_NOTE_RIVAL: another session of this program begins to log in as the same device; topic: what
 *   the operator calls it
 * @LG_NOTE_QUIET: a link ends through which nothing had come for @duration_us
 * @LG_NOTE_SPEAKS: what the other side speaks instead of what was expected; topic: the nick of a
 *   [enum@Speaks], or `hangs-up` when it closes a connection nothing is sent on
 * @LG_NOTE_INTERCEPTED: the chain just judged seems to be an inspecting proxy's
 * @LG_NOTE_NO_SUBACK: a SUBSCRIBE has had no answer for @duration_us; topic: its filter
 * @LG_NOTE_NO_UNSUBACK: the same of an UNSUBSCRIBE
 * @LG_NOTE_NO_PUBACK: the same of a PUBLISH with QoS 1 or 2; topic: its topic
 * @LG_NOTE_IN_FLIGHT: a link ends while a PUBLISH with QoS 1 or 2 waits for its answer
 * @LG_NOTE_STRAY: an answer came to what was not asked; @packet_id: its packet identifier
 * @LG_NOTE_NOT_SENT: this side could not send something; the text says why
 * @LG_NOTE_TOO_LARGE: not sent, because the server takes no packet so large (MQTT 5)
 * @LG_NOTE_NO_QOS: not sent, because the server does not take the QoS (MQTT 5)
 * @LG_NOTE_NO_RETAIN: not sent, because the server retains nothing (MQTT 5)
 * @LG_NOTE_NO_WILDCARD: not sent, because the server takes no wildcards (MQTT 5)
 * @LG_NOTE_LATE: no PINGRESP has come for @duration_us, or it came after so long; the link lives
 * @LG_NOTE_MISSING: bytes of one direction were sent and not seen; size: how many; what is said
 *   there may be missing, too
 * @LG_NOTE_OTHER_PROTOCOL: from here on what one side says cannot be read, for a while
 * @LG_NOTE_CLOCK_BEHIND: the chain just judged has dates that speak for a clock of this computer
 *   that is behind
 * @LG_NOTE_CLOCK_AHEAD: the same of one that is ahead
 *
 * What a note is about. Values are stored in recordings: never renumber.
 */
typedef enum
{
  LG_NOTE_OTHER = 0,
  LG_NOTE_PINGS_HELD = 1,
  LG_NOTE_PINGS_RELEASED = 2,
  LG_NOTE_SLEPT = 3,
  LG_NOTE_KEEPALIVE = 4,
  LG_NOTE_RIVAL = 5,
  LG_NOTE_QUIET = 6,
  LG_NOTE_SPEAKS = 7,
  LG_NOTE_INTERCEPTED = 8,
  LG_NOTE_NO_SUBACK = 9,
  LG_NOTE_NO_UNSUBACK = 10,
  LG_NOTE_NO_PUBACK = 11,
  LG_NOTE_IN_FLIGHT = 12,
  LG_NOTE_STRAY = 13,
  LG_NOTE_NOT_SENT = 14,
  LG_NOTE_TOO_LARGE = 15,
  LG_NOTE_NO_QOS = 16,
  LG_NOTE_NO_RETAIN = 17,
  LG_NOTE_NO_WILDCARD = 18,
  LG_NOTE_LATE = 19,
  LG_NOTE_MISSING = 20,
  LG_NOTE_OTHER_PROTOCOL = 21,
  LG_NOTE_CLOCK_BEHIND = 22,
  LG_NOTE_CLOCK_AHEAD = 23,
} LgNote;

/** LgEventFlags: QoS in the two low bits, then retain and dup. */
typedef enum
{
  LG_EVENT_FLAG_QOS_MASK = 3,
  LG_EVENT_FLAG_RETAIN = 1 << 2,
  LG_EVENT_FLAG_DUP = 1 << 3,
} LgEventFlags;

/**
 * LgEvent:
 * @id: dense from 1 within a session
 * @wall_us: wall clock, Unix µs
 * @mono_us: `CLOCK_MONOTONIC` µs
 * @kind: what it is about
 * @direction: out, in or none
 * @flags: a set of [flags@EventFlags] for PUBLISH (and the QoS asked for in SUBSCRIBE)
 * @packet_id: MQTT packet identifier, or 0
 * @code: return code, reason code or error number; see the kind. SUBACK: the granted QoS or 0x80
 * @size: bytes on the wire (packets)
 * @duration_us: how long it took: steps, and answers (CONNACK, SUBACK, PUBACK, PINGRESP): µs since
 *   what they answer; END of a link: µs since the device sent what last reset the platform's
 *   keep-alive timer (see [struct@Keepalive]); else 0
 * @topic: (nullable): topic (PUBLISH) or topic filter (SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK);
 *   of a PUBACK received with MQTT 5, the topic of what it answers
 * @clause: (nullable): what is to be said of it: the identifier of a [struct@Clause]
 * @args: (nullable): the clause's arguments, JSON
 * @text: (nullable): words as they came; an event with a clause needs none
 * @payload: (nullable): payload of a PUBLISH
 * @payload_length: its length in bytes
 *
 * One thing that happened. Immutable once made, one block of memory; never holds a secret.
 * CONNECT: text is the client ID, topic the user name, code the Keep Alive in seconds, flags the
 * protocol level; the password is nowhere. Other packets of MQTT 5: the clause is about their
 * reason and properties.
 */
typedef struct
{
  gint64        id;
  gint64        wall_us;
  gint64        mono_us;
  guint8        kind;
  guint8        direction;
  guint8        flags;
  guint16       packet_id;
  int           code;
  guint32       size;
  gint64        duration_us;
  const char   *topic;
  const char   *clause;
  const char   *args;
  const char   *text;
  const guint8 *payload;
  gsize         payload_length;
} LgEvent;

LgEvent      *lg_event_copy          (const LgEvent *init);
void          lg_event_free          (LgEvent       *self);
gsize         lg_event_get_footprint (const LgEvent *self);
LgPacketType  lg_event_get_packet    (const LgEvent *self);
const char   *lg_event_get_kind_name (const LgEvent *self);
void          lg_event_say           (LgEvent       *init,
                                      const LgClause *clause);
LgClause     *lg_event_dup_clause    (const LgEvent *self);
char         *lg_event_dup_text      (const LgEvent *self);
char         *lg_event_dup_english   (const LgEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgEvent, lg_event_free)

G_END_DECLS
