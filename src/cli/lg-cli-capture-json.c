/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-cli-capture.h"

#include "lg-cli-chain.h"
#include "lg-cli-finding.h"
#include "lg-cli.h"
#include "tls/lg-tls-fingerprint.h"
#include "tls/lg-tls-name.h"
#include "tls/lg-tls-suite.h"

#define SCHEMA "linkglass.capture/1"

typedef const char *(*NameFunc) (guint16 number);

static void
set_number (JsonBuilder *builder,
            const char  *key,
            gint64       value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, value);
}

static void
set_time (JsonBuilder *builder,
          const char  *key,
          gint64       wall_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (wall_us / G_USEC_PER_SEC);
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : NULL;
  g_autofree char *whole = text != NULL
                           ? g_strdup_printf ("%s.%06dZ", text, (int) (wall_us % G_USEC_PER_SEC))
                           : NULL;

  lg_cli_set_string (builder, key, wall_us != 0 ? whole : NULL);
}

static void
set_counts (JsonBuilder   *builder,
            const char    *key,
            const guint64 *counts)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
  set_number (builder, "out", counts[LG_DIRECTION_OUT]);
  set_number (builder, "in", counts[LG_DIRECTION_IN]);
  json_builder_end_object (builder);
}

/* What has no name is told by its number. */
static void
set_names (JsonBuilder  *builder,
           const char   *key,
           const GArray *numbers,
           NameFunc      get_name)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < numbers->len; i++)
    {
      guint16 number = g_array_index (numbers, guint16, i);
      const char *name = get_name (number);
      g_autofree char *text = name != NULL ? g_strdup (name)
                                           : g_strdup_printf ("0x%04x", number);

      json_builder_add_string_value (builder, text);
    }
  json_builder_end_array (builder);
}

static void
set_alpn (JsonBuilder         *builder,
          const LgClientHello *hello)
{
  json_builder_set_member_name (builder, "alpn");
  json_builder_begin_array (builder);
  for (guint i = 0; hello->alpn != NULL && hello->alpn[i] != NULL; i++)
    json_builder_add_string_value (builder, hello->alpn[i]);
  json_builder_end_array (builder);
}

static void
add_hello (JsonBuilder         *builder,
           const LgCliCaptured *link)
{
  const LgClientHello *hello = &link->hello;
  g_autofree char *ja3 = NULL;
  g_autofree char *ja4 = NULL;

  json_builder_set_member_name (builder, "hello");
  if (!link->said_hello)
    {
      json_builder_add_null_value (builder);
      return;
    }

  ja3 = lg_tls_fingerprint_dup_ja3 (hello);
  ja4 = lg_tls_fingerprint_dup_ja4 (hello);
  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "serverName", hello->server_name);
  lg_cli_set_string (builder, "version", lg_tls_version_get_name (hello->version));
  lg_cli_set_string (builder, "newest", lg_tls_version_get_name (hello->newest));
  set_names (builder, "versions", hello->versions, lg_tls_version_get_name);
  set_names (builder, "suites", hello->suites, lg_tls_suite_get_name);
  set_names (builder, "extensions", hello->extensions, lg_tls_extension_get_name);
  set_names (builder, "groups", hello->groups, lg_tls_group_get_name);
  set_names (builder, "signatures", hello->signatures, lg_tls_signature_get_name);
  set_alpn (builder, hello);
  set_number (builder, "recordMax", lg_client_hello_get_record_max (hello));
  json_builder_set_member_name (builder, "ticket");
  json_builder_add_boolean_value (builder, hello->ticket);
  lg_cli_set_string (builder, "stack", lg_tls_stack_get_name (lg_tls_stack_tell (hello)));
  lg_cli_set_string (builder, "ja3", ja3);
  lg_cli_set_string (builder, "ja4", ja4);
  json_builder_end_object (builder);
}

static void
add_rejection (JsonBuilder         *builder,
               const LgCliCaptured *link)
{
  const LgRejection *rejection = &link->rejection;
  LgRejectionReason reasons = lg_rejection_find_reasons (rejection);

  json_builder_set_member_name (builder, "rejection");
  if (!link->is_rejection)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "sign",
                     lg_cli_get_nick (LG_TYPE_REJECTION_SIGN, rejection->sign));
  json_builder_set_member_name (builder, "alert");
  if (rejection->sign == LG_REJECTION_SIGN_ALERT)
    json_builder_add_int_value (builder, rejection->alert);
  else
    json_builder_add_null_value (builder);
  lg_cli_set_string (builder, "stack", lg_tls_stack_get_name (rejection->stack));
  json_builder_set_member_name (builder, "chainKnown");
  json_builder_add_boolean_value (builder, rejection->chain_known);
  lg_cli_set_string (builder, "confidence",
                     lg_cli_get_nick (LG_TYPE_CONFIDENCE,
                                      lg_rejection_get_confidence (rejection)));
  json_builder_set_member_name (builder, "reasons");
  json_builder_begin_array (builder);
  for (guint reason = 1; reason <= reasons; reason <<= 1)
    if (reasons & reason)
      json_builder_add_string_value (builder, lg_rejection_get_cause (reason));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_link (JsonBuilder         *builder,
          const LgCliCaptured *link)
{
  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "device", link->device);
  lg_cli_set_string (builder, "server", link->server);
  lg_cli_set_string (builder, "name", link->name);
  lg_cli_set_string (builder, "transport",
                     link->speech == LG_CAPTURE_SPEECH_TLS ? "tls" : "tcp");
  set_time (builder, "start", link->start_us);
  set_time (builder, "end", link->end_us);
  set_counts (builder, "packets", link->packets);
  set_counts (builder, "messages", link->messages);
  set_counts (builder, "missing", link->missing);
  set_counts (builder, "repeated", link->repeated);
  add_hello (builder, link);
  lg_cli_set_string (builder, "agreed", link->agreed);
  lg_cli_add_chain (builder, link->chain);
  add_rejection (builder, link);
  lg_cli_findings_add_json (link->findings, builder);
  json_builder_end_object (builder);
}

/**
 * lg_cli_captured_print_json:
 * @links: (element-type LgCliCaptured): the connections
 * @findings: (element-type LgFinding): what several of them show together
 * @path: the file
 * @counts: what it holds
 * @error: (nullable): why it was not read to its end (#LgCaptureError)
 *
 * Prints what a capture holds as one object.
 */
void
lg_cli_captured_print_json (GPtrArray             *links,
                            GPtrArray             *findings,
                            const char            *path,
                            const LgCaptureCounts *counts,
                            const char            *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "schema", SCHEMA);
  lg_cli_set_string (builder, "file", path);
  set_number (builder, "frames", counts->frames);
  set_number (builder, "connections", counts->connections);
  set_time (builder, "start", counts->start_us);
  set_time (builder, "end", counts->end_us);
  lg_cli_set_string (builder, "error", error);
  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  for (guint i = 0; i < links->len; i++)
    add_link (builder, links->pdata[i]);
  json_builder_end_array (builder);
  lg_cli_findings_add_json (findings, builder);
  json_builder_end_object (builder);
  lg_cli_print_json (builder);
}
