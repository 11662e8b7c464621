/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of a device's log, or a reason the console shows. */
#include "config.h"

#include "lg-log-line.h"

#include "lg-rule.h"

#include <glib/gi18n-lib.h>

#define CERTAIN LG_SEVERITY_FAULT, LG_CONFIDENCE_CERTAIN
#define LIKELY LG_SEVERITY_FAULT, LG_CONFIDENCE_LIKELY
#define POSSIBLE LG_SEVERITY_FAULT, LG_CONFIDENCE_POSSIBLE

/* A number that is not part of another. */
#define CODE(number) "(?<![\\w.-])" number "(?![\\w.])"
#define RETURN_CODE(number) \
  "(?:connack\\b|\\brc\\b|return[ _-]?code\\b|reason[ _-]?code\\b|\\bstate\\b)[^\\d-]{0,24}" \
  "(?:0x0?)?" number "(?![\\w.])"
#define VERSION_CODE "(?:1|132|84)"
#define CLIENT_ID_CODE "(?:2|133|85)"
#define UNAVAILABLE_CODE "(?:3|136|88)"
#define CREDENTIALS_CODE "(?:4|134|86)"
#define AUTHORIZED_CODE "(?:5|135|87)"

#define SDK4 N_("It is Link SDK for C 4: its names for these numbers are shifted by one, so the " \
                "number counts and not the name beside it.")
#define SDK3 N_("It is the number of the vendor's Link SDK for C 3.")
#define CONNACK N_("It is a CONNACK code, or a client library's word for it.")
#define CONSOLE N_("It is a reason the platform's console writes into the device's log.")
#define PUBSUB N_("It is a state of the library PubSubClient.")

#define SETTLE_VALUES \
  N_("Which value is wrong is told by `linkglass-cli explain` with the device's own client ID, " \
     "user name and password.")
#define SETTLE_CLIENT_ID \
  N_("`linkglass-cli explain --mqtt-client-id … --keepalive …` judges the form and Keep Alive.")
#define SETTLE_CHECK N_("`linkglass-cli check` tries every port and root certificate.")
#define SETTLE_WATCH \
  N_("`linkglass-cli watch` in the device's place shows whether it happens there, too.")

typedef struct
{
  const char   *pattern;
  const char   *cause;
  LgSeverity    severity;
  LgConfidence  confidence;
  const char   *title;
  const char   *origin;
  const char   *settle;
} Row;

#define BAD_VERSION "mqtt.version-refused", CERTAIN, \
    N_("The server does not speak this version of MQTT")
#define BAD_CLIENT_ID "mqtt.client-id-rejected", CERTAIN, N_("The server rejects the client ID")
#define UNAVAILABLE "mqtt.server-unavailable", CERTAIN, N_("The MQTT service is not available")
#define CREDENTIALS "auth.bad-credentials", CERTAIN, N_("User name or password is wrong")
#define AUTHORIZED "auth.not-authorized", CERTAIN, N_("The device is not authorized")
#define CLOSED "server.closed", LIKELY, N_("The server closed the link and gave no reason")

/* The first row that fits counts. */
static const Row rows[] = {
  { "kicked by the same device", "kicked.same-device", CERTAIN,
    N_("Forced offline by another client"), CONSOLE, SETTLE_WATCH },
  { "keep-?\\s?alive timeout", "keepalive.expired", CERTAIN,
    N_("The platform ended a link that was silent too long"), CONSOLE, SETTLE_WATCH },
  { "connection reset by peer", "network.reset", CERTAIN, N_("The connection was reset"), CONSOLE,
    SETTLE_WATCH },
  { "connection occurs exception", CLOSED, CONSOLE, SETTLE_WATCH },
  { "gateway offline", "network.lost", LIKELY,
    N_("The gateway this device connects through went offline"), CONSOLE, SETTLE_WATCH },
  { "device disconnect", "client.disconnected", LG_SEVERITY_NOTE, LG_CONFIDENCE_CERTAIN,
    N_("The device itself disconnected"), CONSOLE, NULL },
  { "rate limit\\s*:", "limit.rate", CERTAIN, N_("The device sends too much"), CONSOLE, NULL },
  { "no authorization", "topic.invalid", LIKELY,
    N_("The device may not publish to this topic"), CONSOLE, NULL },
  { CODE ("-0x0*303"), BAD_CLIENT_ID, SDK4, SETTLE_CLIENT_ID },
  { CODE ("-0x0*304"), UNAVAILABLE, SDK4, SETTLE_WATCH },
  { CODE ("-0x0*305"), CREDENTIALS, SDK4, SETTLE_VALUES },
  { CODE ("-0x0*503"), "register.timeout", CERTAIN,
    N_("Dynamic registration got no answer"), N_("It is a number of Link SDK for C 4."), NULL },
  { CODE ("-0x0*7880"), CLOSED,
    N_("It is mbed TLS for close_notify: the peer ended TLS in order."), SETTLE_WATCH },
  { CODE ("-0x0*2700"), "cert.unknown-issuer", LIKELY,
    N_("The server's certificate was not trusted"),
    N_("It is mbed TLS for a certificate that failed verification."), SETTLE_CHECK },
  { CODE ("-35"), CREDENTIALS, SDK3, SETTLE_VALUES },
  { CODE ("-34"), AUTHORIZED, SDK3, SETTLE_VALUES },
  { CODE ("-36"), UNAVAILABLE, SDK3, SETTLE_WATCH },
  { CODE ("-37"), BAD_CLIENT_ID, SDK3, SETTLE_CLIENT_ID },
  { CODE ("-38"), BAD_VERSION, SDK3, SETTLE_WATCH },
  { "code\\W{0,4}6288(?!\\w)", "register.refused", CERTAIN,
    N_("Dynamic registration is not switched on"), N_("It is a code of the platform."), NULL },
  { "code\\W{0,4}6289(?!\\w)", "register.already-active", CERTAIN,
    N_("The device was activated before"), N_("It is a code of the platform."), NULL },
  { "code\\W{0,4}6287(?!\\w)", CREDENTIALS, N_("It is a code of the platform."), SETTLE_VALUES },
  { "code\\W{0,4}52[12](?!\\w)", AUTHORIZED, N_("It is a code of the platform."), NULL },
  { "\\b(?:rc|state)\\b\\s*[=:]?\\s*-4(?![\\w.])", "mqtt.connack-timeout", LIKELY,
    N_("The server does not answer CONNECT"), PUBSUB, SETTLE_CHECK },
  { "\\b(?:rc|state)\\b\\s*[=:]?\\s*-3(?![\\w.])", "network.lost", LIKELY,
    N_("The network connection was lost"), PUBSUB, SETTLE_WATCH },
  { "\\b(?:rc|state)\\b\\s*[=:]?\\s*-2(?![\\w.])", "tcp.unreachable", POSSIBLE,
    N_("The server was not reached"), PUBSUB, SETTLE_CHECK },
  { RETURN_CODE (VERSION_CODE), BAD_VERSION, CONNACK, SETTLE_WATCH },
  { RETURN_CODE (CLIENT_ID_CODE), BAD_CLIENT_ID, CONNACK, SETTLE_CLIENT_ID },
  { RETURN_CODE (UNAVAILABLE_CODE), UNAVAILABLE, CONNACK, SETTLE_WATCH },
  { RETURN_CODE (CREDENTIALS_CODE), CREDENTIALS, CONNACK, SETTLE_VALUES },
  { RETURN_CODE (AUTHORIZED_CODE), AUTHORIZED, CONNACK, SETTLE_VALUES },
  { "unacceptable protocol|unsupported protocol version", BAD_VERSION, CONNACK, SETTLE_WATCH },
  { "identifier[ _]rejected|client identifier not valid", BAD_CLIENT_ID, CONNACK,
    SETTLE_CLIENT_ID },
  { "(?:server|broker)[ _]unavailable", UNAVAILABLE, CONNACK, SETTLE_WATCH },
  { "bad[ _]user[ _]?name|bad[ _]userdata", CREDENTIALS, CONNACK, SETTLE_VALUES },
  { "not[ _]authori[sz]ed", AUTHORIZED, CONNACK, SETTLE_VALUES },
};

static LgFinding *
make_finding (const Row  *row,
              const char *match,
              LgFamily    family)
{
  const LgRemark *remark = lg_remark_find (row->cause, family);
  /* Translators: the part of the line, and a sentence on where such lines come from */
  g_autofree char *evidence = g_strdup_printf (_("The line has “%s”. %s"), match, _(row->origin));
  g_autofree char *advice = g_strdup_printf ("%s%s%s", _(remark->advice),
                                             row->settle != NULL ? " " : "",
                                             row->settle != NULL ? _(row->settle) : "");

  return g_object_new (LG_TYPE_FINDING,
                       "cause", row->cause,
                       "severity", row->severity,
                       "confidence", row->confidence,
                       "title", _(row->title),
                       "evidence", evidence,
                       "meaning", _(remark->meaning),
                       "advice", advice,
                       NULL);
}

/**
 * lg_log_line_findings:
 * @line: a line of a device's log, a return code or a reason of the console
 * @family: whose rules apply
 *
 * Says what a line means on this platform, and what would settle it.
 *
 * Returns: (transfer full) (element-type LgFinding): the finding; empty if nothing is recognized
 */
GPtrArray *
lg_log_line_findings (const char *line,
                      LgFamily    family)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *valid = g_utf8_make_valid (line, -1);

  for (guint i = 0; findings->len == 0 && i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (rows[i].pattern, G_REGEX_CASELESS, 0, NULL);
      g_autoptr (GMatchInfo) info = NULL;

      g_assert (regex != NULL);
      if (g_regex_match (regex, valid, 0, &info))
        {
          g_autofree char *match = g_match_info_fetch (info, 0);

          g_ptr_array_add (findings, make_finding (&rows[i], match, family));
        }
    }

  return findings;
}
