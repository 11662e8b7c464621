/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What clauses say. The tree test keeps this table and the identifiers in use in step. */
#include "config.h"

#include "lg-clause-words.h"

#include "device/lg-printable.h"
#include "mqtt/lg-property.h"
#include "mqtt/lg-reason-code.h"
#include "mqtt/lg-topic-fault.h"
#include "trust/lg-verdict.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <netdb.h>
#include <string.h>

#define BETWEEN_CLAUSES "; "

/* Of a clause nobody here knows, as much as a row can show. */
#define RAW_MAX 400

/* Names in braces are arguments, in any order a language needs; those of `kinds` below are numbers
 * with a name of their own. What has no words of ours is not translated. */
static const struct
{
  const char *id;
  const char *english;
} table[] = {
  { "dns.found", "{name}: {addresses}" },
  { "dns.failed", "{name}: {eai}" },
  { "dns.server-failed", N_("{name}: the name server {server} answered {answer}") },
  { "dns.told", "{name}: {words}" },
  { "dns.timeout", N_("{name}: no resolver answered within {ms} ms") },
  { "tcp.connected", "{address}" },
  { "tcp.failed", "{address}: {errno}" },
  { "tcp.told", "{address}: {words}" },
  { "tcp.unreachable", N_("{host} port {port}: {errno}") },
  { "socket.failed", "{errno}" },
  { "tls.secured", "{version}: {cipher}" },
  { "tls.closed", N_("closed before the handshake ended") },
  { "tls.timeout", N_("the handshake did not end in time") },
  { "tls.silent", N_("no answer to ClientHello") },
  { "tls.alert", N_("the peer sent the alert {name} ({number})") },
  { "tls.other-protocol", N_("the peer speaks {protocol}, not TLS") },
  { "tls.no-tls", N_("the peer answers, but not with TLS") },
  { "tls.openssl", "{words}" },
  { "tls.failed", N_("TLS failed") },
  { "tls.not-set-up", N_("TLS could not be set up") },
  { "tls.certificate-unreadable", N_("the server's certificate cannot be read") },
  { "tls.offers", N_("the server offers {version}") },
  { "tls.offers-nothing", N_("the server takes no version and suite offered") },
  { "tls.told", "{said}" },
  { "alert.seen", "{name}" },
  { "look.second", N_("second look: {said}") },
  { "look.hung-up", N_("closed although nothing was sent") },
  { "look.older", N_("a CONNECT of MQTT 3.1.1 without credentials was answered") },
  { "speaks.nothing", N_("no answer") },
  { "speaks.tls", N_("the peer speaks TLS") },
  { "speaks.mqtt", N_("the peer speaks plain MQTT") },
  { "speaks.http", N_("the peer speaks HTTP") },
  { "speaks.ssh", N_("the peer speaks SSH") },
  { "speaks.not-mqtt", N_("the answer to CONNECT is no MQTT: {line}") },
  { "speaks.other", N_("the peer answers in another protocol") },
  { "cert.intercepted", N_("the issuer has the name of an inspecting proxy") },
  { "cert.clock-behind", N_("the clock of this computer seems to be behind") },
  { "cert.clock-ahead", N_("the clock of this computer seems to be ahead") },
  { "cert.judged", "{subject}: {said}" },
  { "cert.trusted", N_("trusted until {until}") },
  { "cert.distrusted", "{said}" },
  { "cert.not-trusted", N_("not trusted") },
  { "cert.fault", "{fault}" },
  { "cert.fault-of", "{fault} ({subject})" },
  { "cert.would-fit", N_("{root} would fit") },
  { "cert.sent", N_("{subject}: issuer {issuer}, valid {from} to {until}") },
  { "cert.sent-leaf", N_("{subject}: issuer {issuer}, valid {from} to {until}, names {names}") },
  { "cert.sent-nameless",
    N_("{subject}: issuer {issuer}, valid {from} to {until}, names none; a common name does "
       "not count (RFC 9525)") },
  { "cert.more", N_("and {count} more certificates") },
  { "check.judged", "{said}" },
  { "check.as-of", N_("judged as of {date}") },
  { "packet.said", "{said}" },
  { "packet.malformed", "{packet}: {said}" },
  { "packet.no-type", N_("{hex} begins no MQTT packet") },
  { "packet.empty", N_("an empty packet") },
  { "packet.too-large", N_("{packet} of {size} bytes, the limit is {max}") },
  { "malformed.ends-inside", N_("the packet ends inside the {field}") },
  { "malformed.long-number", N_("the {field} is longer than four bytes") },
  { "malformed.padded", N_("the {field} is padded") },
  { "malformed.nul", N_("the {field} contains U+0000") },
  { "malformed.not-utf8", N_("the {field} is not valid UTF-8") },
  { "malformed.empty", N_("the {field} is empty") },
  { "malformed.topic", "{field}: {topic-fault}" },
  { "malformed.packet-id", N_("the packet identifier is 0") },
  { "malformed.flags", N_("the reserved flags are {flags} instead of {expected}") },
  { "malformed.cut", N_("the packet is cut off") },
  { "malformed.followed", N_("bytes follow the packet") },
  { "malformed.too-many", N_("{bytes} bytes too many") },
  { "malformed.only-5", N_("this packet exists in MQTT 5 only") },
  { "malformed.not-from-device", N_("a device does not send this packet") },
  { "malformed.not-from-server", N_("a server does not send this packet") },
  { "malformed.protocol-name", N_("the protocol name is not MQTT") },
  { "malformed.level", N_("protocol level {level} is unknown") },
  { "malformed.connect-flag", N_("the reserved connect flag is set") },
  { "malformed.will-qos", N_("the will's QoS is 3") },
  { "malformed.will-flags", N_("will flags without a will") },
  { "malformed.password-alone", N_("a password without a user name") },
  { "malformed.connack-flags", N_("the reserved acknowledge flags are set") },
  { "malformed.session-in-refusal", N_("a session is present in a refusal (code {code})") },
  { "malformed.qos", N_("the QoS is 3") },
  { "malformed.dup", N_("the DUP flag is set with QoS 0") },
  { "malformed.device-subscription-id", N_("a device sends no Subscription Identifier") },
  { "malformed.alias-over", N_("Topic Alias {alias} is over the maximum") },
  { "malformed.alias-unknown", N_("Topic Alias {alias} was never given a topic") },
  { "malformed.options", N_("reserved subscription options are set") },
  { "malformed.asked-qos", N_("the QoS asked for is 3") },
  { "malformed.retain-handling", N_("Retain Handling is 3") },
  { "malformed.no-local", N_("No Local on a shared subscription") },
  { "malformed.no-filter", N_("no topic filter") },
  { "malformed.empty-filter", N_("a topic filter is empty") },
  { "malformed.no-code", N_("no return code") },
  { "malformed.code", N_("return code {hex} is reserved") },
  { "malformed.property-unknown", N_("property {hex} is unknown") },
  { "malformed.property-misplaced", N_("the property {property} does not belong here") },
  { "malformed.property-twice", N_("the property {property} is there twice") },
  { "malformed.property-value", N_("{value} is no value of the property {property}") },
  { "malformed.properties-long", N_("the properties are longer than the packet") },
  { "malformed.auth-data-alone", N_("Authentication Data without Authentication Method") },
  { "packet.secret", N_("the payload holds a secret and is not kept") },
  { "mqtt.session-present", N_("session present") },
  { "mqtt.reason", "{reason}" },
  { "mqtt.reason-string", "“{words}”" },
  { "mqtt.property", "{property} {value}" },
  { "mqtt.property-length", "{property} ({bytes} B)" },
  { "mqtt.user-property", "User Property {name}={value}" },
  { "mqtt.more-properties", "…" },
  { "end.packet-before-connack", N_("another packet before CONNACK") },
  { "end.second-connack", N_("a second CONNACK") },
  { "end.cut-connack", N_("an incomplete packet in place of CONNACK") },
  { "end.auth-not-asked", N_("AUTH was not asked for") },
  { "end.fin", "FIN" },
  { "end.close-notify", "close_notify" },
  { "end.in-packet", N_("{said} in the middle of a packet") },
  { "note.recording-behind", N_("the recording is behind: reading has stopped") },
  { "note.recording-caught-up", N_("the recording has caught up: reading goes on") },
  { "note.pings-paused", N_("PINGREQ is paused") },
  { "note.pings-resumed", N_("PINGREQ goes on") },
  { "note.suspended", N_("this computer was suspended") },
  { "note.quiet", N_("nothing had come for {seconds} s") },
  { "note.rival", N_("another session logs in as this device: {name}") },
  { "note.keepalive", N_("the server sets another Keep Alive") },
  { "note.no-suback", N_("SUBSCRIBE has no answer yet") },
  { "note.no-unsuback", N_("UNSUBSCRIBE has no answer yet") },
  { "note.no-puback", N_("PUBLISH has no answer yet") },
  { "note.in-flight", N_("PUBLISH had no answer when the link ended") },
  { "note.stray", N_("an answer to what was not asked") },
  { "note.late-bytes", N_("no PINGRESP yet, but other bytes come") },
  { "note.late-acks", N_("no PINGRESP yet, but what is sent is acknowledged") },
  { "note.late-pong", N_("PINGRESP came late, after {seconds} s") },
  { "end.session-present", N_("a session is present although a clean one was asked for") },
  { "publish.retain", N_("not sent; the server retains no messages") },
  { "subscribe.wildcard", N_("not sent; the server takes no wildcards") },
  { "publish.too-large",
    N_("not sent; the server takes packets of at most {max} bytes, this one has {size}") },
  { "publish.qos", N_("not sent; the server takes no QoS above {max}") },
  { "other.words", "{words}" },
};

/* OpenSSL's words for the faults of a chain that are met; the others stay as they are. */
G_GNUC_UNUSED static const char *const faults[] = {
  N_("certificate has expired"),
  N_("certificate is not yet valid"),
  N_("hostname mismatch"),
  N_("IP address mismatch"),
  N_("self-signed certificate"),
  N_("self-signed certificate in certificate chain"),
  N_("unable to get issuer certificate"),
  N_("unable to get local issuer certificate"),
  N_("unable to verify the first certificate"),
};

/* The fields of a packet that are not a name of the specification, as `field` has them. */
static const char *const fields[] = {
  N_("acknowledge flags"),
  N_("client ID"),
  N_("connect flags"),
  N_("packet identifier"),
  N_("password"),
  N_("property identifier"),
  N_("property length"),
  N_("protocol level"),
  N_("protocol name"),
  N_("reason code"),
  N_("remaining length"),
  N_("return code"),
  N_("subscription options"),
  N_("topic"),
  N_("topic filter"),
  N_("user name"),
  N_("will payload"),
  N_("will topic"),
};

typedef struct
{
  const LgClause *clause;
  gboolean        english;
  GString        *text;
} Wording;

static void append_clause (GString        *text,
                           const LgClause *clause,
                           gboolean        english);

/* What the C library says, whatever language it was told to speak. */
static locale_t
get_plain_locale (void)
{
  static gsize plain;

  if (g_once_init_enter (&plain))
    g_once_init_leave (&plain, (gsize) newlocale (LC_ALL_MASK, "C", (locale_t) 0));
  return (locale_t) plain;
}

static char *
dup_errno (const Wording *wording,
           int            number)
{
  return g_strdup (wording->english ? strerror_l (number, get_plain_locale ())
                                    : g_strerror (number));
}

static char *
dup_eai (const Wording *wording,
         int            number)
{
  locale_t before = wording->english ? uselocale (get_plain_locale ()) : (locale_t) 0;
  char *words = g_strdup (gai_strerror (number));

  if (wording->english)
    uselocale (before);
  return words;
}

static char *
dup_named (const Wording *wording,
           const char    *name,
           int            number)
{
  if (name == NULL)
    return g_strdup_printf ("0x%02X", number);
  return g_strdup (wording->english ? name : _(name));
}

static char *
dup_fault (const Wording *wording,
           int            number)
{
  return dup_named (wording, lg_verdict_name_fault (number), number);
}

static char *
dup_property (const Wording *wording,
              int            number)
{
  return g_strdup (lg_property_get_name (number) != NULL ? lg_property_get_name (number) : "?");
}

static char *
dup_hex (const Wording *wording,
         int            number)
{
  return g_strdup_printf ("0x%02x", number);
}

static char *
dup_flags (const Wording *wording,
           int            number)
{
  return g_strdup_printf ("0x%x", number);
}

static char *
dup_topic_fault (const Wording *wording,
                 int            number)
{
  return dup_named (wording, lg_topic_fault_get_text (number), number);
}

/* A code means what the packet says it in makes of it. */
static char *
dup_reason (const Wording *wording,
            int            number)
{
  g_autofree char *packet = lg_clause_dup_string (wording->clause, "packet");
  LgPacketType type = LG_PACKET_AUTH;

  while (type > LG_PACKET_CONNECT && g_strcmp0 (packet, lg_packet_type_get_name (type)) != 0)
    type--;
  return dup_named (wording, number >= 0 && number <= G_MAXUINT8
                             ? lg_reason_code_get_name (type, number) : NULL, number);
}

/* Arguments that are numbers to others, and words to people. */
static const struct
{
  const char *name;
  char     *(*dup) (const Wording *wording, int number);
} kinds[] = {
  { "errno", dup_errno },
  { "eai", dup_eai },
  { "fault", dup_fault },
  { "property", dup_property },
  { "hex", dup_hex },
  { "flags", dup_flags },
  { "expected", dup_flags },
  { "topic-fault", dup_topic_fault },
  { "reason", dup_reason },
};

static gboolean
append_kind (Wording    *wording,
             const char *name)
{
  gint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name)
        && lg_clause_get_number (wording->clause, name, &number)
        && number >= G_MININT && number <= G_MAXINT)
      {
        g_autofree char *words = kinds[i].dup (wording, number);

        g_string_append (wording->text, words);
        return TRUE;
      }
  return FALSE;
}

static const char *
find_field (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_strcmp0 (fields[i], name) == 0)
      return fields[i];
  return NULL;
}

static void
append_said (Wording *wording)
{
  g_autoptr (GPtrArray) said = lg_clause_dup_said (wording->clause);

  for (guint i = 0; i < said->len; i++)
    {
      if (i > 0)
        g_string_append (wording->text, BETWEEN_CLAUSES);
      append_clause (wording->text, said->pdata[i], wording->english);
    }
}

static void
append_argument (Wording    *wording,
                 const char *name)
{
  g_autofree char *value = NULL, *line = NULL;
  const char *field;

  if (g_str_equal (name, "said"))
    {
      append_said (wording);
      return;
    }
  if (append_kind (wording, name))
    return;

  value = lg_clause_dup_string (wording->clause, name);
  field = !wording->english && g_str_equal (name, "field") ? find_field (value) : NULL;
  if (field != NULL)
    {
      g_string_append (wording->text, _(field));
      return;
    }
  line = lg_printable_line (value, -1);
  g_string_append (wording->text, line != NULL ? line : "?");
}

static void
append_raw (GString        *text,
            const LgClause *clause)
{
  g_autofree char *raw = lg_clause_to_raw (clause);
  g_autofree char *line = lg_printable_line (raw, -1);
  g_autofree char *shown = lg_printable_shorten (line, RAW_MAX);

  g_string_append (text, shown);
}

static const char *
find_words (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].id, id))
      return table[i].english;
  return NULL;
}

static void
append_clause (GString        *text,
               const LgClause *clause,
               gboolean        english)
{
  Wording wording = { .clause = clause, .english = english, .text = text };
  const char *words = find_words (lg_clause_get_id (clause));

  if (words == NULL)
    {
      append_raw (text, clause);
      return;
    }

  for (const char *at = english ? words : _(words); *at != '\0';)
    {
      const char *end = *at == '{' ? strchr (at, '}') : NULL;

      if (end != NULL)
        {
          g_autofree char *name = g_strndup (at + 1, end - at - 1);

          append_argument (&wording, name);
          at = end + 1;
        }
      else
        {
          g_string_append_c (text, *at++);
        }
    }
}

/**
 * lg_clause_words_dup:
 * @clause: a clause
 *
 * Says it in the reader's language. What others wrote is made printable; a clause that is not known
 * here is shown as its identifier and arguments.
 *
 * Returns: (transfer full): one line
 */
char *
lg_clause_words_dup (const LgClause *clause)
{
  GString *text;

  g_return_val_if_fail (clause != NULL, NULL);

  text = g_string_new (NULL);
  append_clause (text, clause, FALSE);
  return g_string_free (text, FALSE);
}

/**
 * lg_clause_words_dup_english:
 * @clause: a clause
 *
 * As [func@ClauseWords.dup], but in English whatever the language: for scripts.
 *
 * Returns: (transfer full): one line
 */
char *
lg_clause_words_dup_english (const LgClause *clause)
{
  GString *text;

  g_return_val_if_fail (clause != NULL, NULL);

  text = g_string_new (NULL);
  append_clause (text, clause, TRUE);
  return g_string_free (text, FALSE);
}
