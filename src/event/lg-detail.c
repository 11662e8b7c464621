/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-detail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BETWEEN_CLAUSES "; "
#define AFTER_SUBJECT ": "
#define VALUE "%s"

/* What transport, trust, mqtt and session put into events; a test keeps it in step with them. The
 * reasons of MQTT 5 are what the specification calls them; the last ones are OpenSSL's words for
 * the faults of a chain. */
static const char *const clauses[] = {
  N_("trusted until %s"),
  N_("not trusted"),
  N_("%s would fit"),
  N_("issuer %s"),
  N_("valid %s to %s"),
  N_("names %s"),
  N_("and %s more certificates"),
  N_("TLS failed"),
  N_("TLS could not be set up"),
  N_("second look"),
  N_("no answer"),
  N_("no resolver answered within %s ms"),
  N_("the name server %s answered %s"),
  N_("closed before the handshake ended"),
  N_("the handshake did not end in time"),
  N_("the peer sent the alert %s"),
  N_("the peer speaks %s, not TLS"),
  N_("the peer speaks plain MQTT"),
  N_("the peer speaks HTTP"),
  N_("the peer speaks SSH"),
  N_("closed although nothing was sent"),
  N_("the answer to CONNECT is no MQTT"),
  N_("a CONNECT of MQTT 3.1.1 without credentials was answered"),
  N_("the issuer has the name of an inspecting proxy"),
  N_("the peer speaks TLS"),
  N_("the peer answers, but not with TLS"),
  N_("the peer answers in another protocol"),
  N_("the server offers %s"),
  N_("the server takes no version and suite offered"),
  N_("another packet before CONNACK"),
  N_("a second CONNACK"),
  N_("an incomplete packet in place of CONNACK"),
  N_("session present"),
  N_("the payload holds a secret and is not kept"),
  N_("the recording is behind: reading has stopped"),
  N_("the recording has caught up: reading goes on"),
  N_("PINGREQ is paused"),
  N_("PINGREQ goes on"),
  N_("this computer was suspended"),
  N_("another session logs in as this device"),
  N_("the server sets another Keep Alive"),
  N_("AUTH was not asked for"),
  N_("nothing had come for %s s"),
  N_("not sent"),
  N_("the server takes packets of at most %s bytes, this one has %s"),
  N_("the server takes no QoS above %s"),
  N_("No matching subscribers"),
  N_("No subscription existed"),
  N_("Unspecified error"),
  N_("Malformed Packet"),
  N_("Protocol Error"),
  N_("Implementation specific error"),
  N_("Unsupported Protocol Version"),
  N_("Client Identifier not valid"),
  N_("Bad User Name or Password"),
  N_("Not authorized"),
  N_("Server unavailable"),
  N_("Server busy"),
  N_("Banned"),
  N_("Server shutting down"),
  N_("Bad authentication method"),
  N_("Keep Alive timeout"),
  N_("Session taken over"),
  N_("Topic Filter invalid"),
  N_("Topic Name invalid"),
  N_("Packet Identifier in use"),
  N_("Packet Identifier not found"),
  N_("Receive Maximum exceeded"),
  N_("Topic Alias invalid"),
  N_("Packet too large"),
  N_("Message rate too high"),
  N_("Quota exceeded"),
  N_("Administrative action"),
  N_("Payload format invalid"),
  N_("Retain not supported"),
  N_("QoS not supported"),
  N_("Use another server"),
  N_("Server moved"),
  N_("Shared Subscriptions not supported"),
  N_("Connection rate exceeded"),
  N_("Maximum connect time"),
  N_("Subscription Identifiers not supported"),
  N_("Wildcard Subscriptions not supported"),
  N_("Unacceptable protocol version"),
  N_("Normal disconnection"),
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

/* The values of "valid 2024-05-01 to 2027-05-01" in "valid %s to %s"; %NULL: another clause. */
static char **
match (const char *clause,
       const char *text)
{
  g_auto (GStrv) parts = g_strsplit (clause, VALUE, -1);
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();

  if (!g_str_has_prefix (text, parts[0]))
    return NULL;

  text += strlen (parts[0]);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      const char *end = *parts[i] != '\0' ? strstr (text, parts[i]) : text + strlen (text);
      g_autofree char *value = end != NULL ? g_strndup (text, end - text) : NULL;

      if (value == NULL)
        return NULL;
      g_strv_builder_add (values, value);
      text = end + strlen (parts[i]);
    }

  return *text == '\0' ? g_strv_builder_end (values) : NULL;
}

static char *
fill (const char *translation,
      char      **values)
{
  g_auto (GStrv) parts = g_strsplit (translation, VALUE, -1);
  GString *text = g_string_new (parts[0]);

  for (guint i = 1; parts[i] != NULL && values[i - 1] != NULL; i++)
    {
      g_string_append (text, values[i - 1]);
      g_string_append (text, parts[i]);
    }

  return g_string_free (text, FALSE);
}

static char *
translate_clause (const char *text)
{
  const char *subject_end = strstr (text, AFTER_SUBJECT);
  g_autofree char *subject = NULL;
  g_autofree char *rest = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (clauses); i++)
    {
      g_auto (GStrv) values = match (clauses[i], text);

      if (values != NULL)
        return fill (_(clauses[i]), values);
    }
  if (subject_end == NULL)
    return g_strdup (text);

  subject = g_strndup (text, subject_end - text);
  rest = translate_clause (subject_end + strlen (AFTER_SUBJECT));
  return g_strconcat (subject, AFTER_SUBJECT, rest, NULL);
}

/**
 * lg_detail_translate:
 * @detail: (nullable): the text of an event that is no packet
 *
 * Puts what an event says into the operator's language. Events are recorded in English, so that a
 * recording reads the same everywhere; a clause that is not known here stays as it is.
 *
 * Returns: (transfer full) (nullable): the text to show
 */
char *
lg_detail_translate (const char *detail)
{
  g_auto (GStrv) parts = NULL;

  if (detail == NULL)
    return NULL;

  parts = g_strsplit (detail, BETWEEN_CLAUSES, -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *clause = parts[i];

      parts[i] = translate_clause (clause);
      g_free (clause);
    }

  return g_strjoinv (BETWEEN_CLAUSES, parts);
}
