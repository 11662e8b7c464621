/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what the ports showed to findings, the worst first. */
#include "config.h"

#include "event/lg-end-reason.h"
#include "lg-check-private.h"
#include "trust/lg-interception.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Hosts for a customer's own network in the cloud have private addresses. */
#define VPC "vpc"

/* A finding and the port it is about; 0: the host. */
typedef struct
{
  LgFinding *finding;
  guint16    port;
} Entry;

static void
entry_clear (gpointer data)
{
  g_object_unref (((Entry *) data)->finding);
}

static void
feed_step (LgDiagnosis       *diagnosis,
           const LgCheckStep *step)
{
  static const LgEventKind kinds[] = {
    [LG_STEP_DNS] = LG_EVENT_DNS,
    [LG_STEP_TCP] = LG_EVENT_TCP,
    [LG_STEP_TLS] = LG_EVENT_TLS,
    [LG_STEP_ALERT] = LG_EVENT_ALERT,
    [LG_STEP_VERIFY] = LG_EVENT_VERIFY,
    [LG_STEP_MQTT] = LG_EVENT_NOTE,
  };
  LgEvent event = {
    .wall_us = step->wall_us, .mono_us = step->mono_us, .kind = kinds[step->kind],
    .code = step->code, .duration_us = MAX (step->duration_us, 0),
  };

  lg_event_say (&event, step->clause);
  if (step->kind == LG_STEP_ALERT)
    {
      event.code = ABS (step->code);
      event.direction = step->code < 0 ? LG_DIRECTION_OUT : LG_DIRECTION_IN;
    }
  lg_diagnosis_feed (diagnosis, &event);
}

static LgEvent
make_end (LgCheckPort    *port,
          int             code,
          const LgClause *clause)
{
  GPtrArray *steps = lg_check_port_get_steps (port);
  const LgCheckStep *last = steps->len > 0 ? steps->pdata[steps->len - 1] : NULL;
  LgEvent end = {
    .wall_us = last != NULL ? last->wall_us : g_get_real_time (),
    .mono_us = last != NULL ? last->mono_us : g_get_monotonic_time (),
    .kind = LG_EVENT_END, .code = code,
  };

  lg_event_say (&end, clause);
  return end;
}

static LgCheckPort *
find_port (LgCheck     *check,
           gboolean   (*matches) (LgCheckPort *port))
{
  GPtrArray *ports = lg_check_get_ports (check);

  for (guint i = 0; i < ports->len; i++)
    if (matches (ports->pdata[i]))
      return ports->pdata[i];
  return NULL;
}

static gboolean
is_connected (LgCheckPort *port)
{
  return lg_check_port_get_seen (port)->connected;
}

static gboolean
is_usable_tls (LgCheckPort *port)
{
  return lg_check_port_get_security (port) == LG_SECURITY_TLS && lg_check_port_is_usable (port);
}

static void
judge_failure (LgCheck     *check,
               LgCheckPort *port,
               LgDiagnosis *diagnosis)
{
  const GError *error = lg_check_port_get_error (port);
  LgTransportError code = LG_TRANSPORT_ERROR_FAILED;
  LgCheckPort *neighbour = find_port (check, is_connected);
  gboolean vague = lg_check_port_get_told (port)->ceiling == LG_CONFIDENCE_POSSIBLE;
  g_autoptr (LgClause) clause = lg_transport_error_dup_clause (error);
  LgEvent end;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error->domain == LG_TRANSPORT_ERROR)
    code = error->code;
  end = make_end (port, LG_END_TRANSPORT + code, clause);
  if (code == LG_TRANSPORT_ERROR_TIMEOUT && neighbour != NULL)
    {
      g_autofree char *number = g_strdup_printf ("%u", lg_check_port_get_port (neighbour));

      lg_event_say (&end, NULL);
      end.text = number;
      lg_diagnosis_conclude (diagnosis, "tcp.port-filtered", &end);
    }
  else if (vague && code == LG_TRANSPORT_ERROR_TIMEOUT)
    {
      lg_diagnosis_conclude (diagnosis, "tcp.timeout", &end);
    }
  else if (vague && code == LG_TRANSPORT_ERROR_NOT_FOUND)
    {
      lg_diagnosis_conclude (diagnosis, "dns.not-found", &end);
    }
  else
    {
      lg_diagnosis_feed (diagnosis, &end);
    }
}

/* Whether the platform's own name leads into this network, and no further. */
static gboolean
is_led_astray (LgCheck     *check,
               LgCheckPort *port)
{
  const LgPlatform *platform = lg_endpoint_get_platform (lg_check_get_endpoint (check));
  const LgInspection *seen = lg_check_port_get_seen (port);
  g_auto (GStrv) addresses = g_strsplit (seen->addresses != NULL ? seen->addresses : "", ", ", -1);

  if (addresses[0] == NULL || lg_check_port_is_usable (port)
      || !lg_platform_owns_host (platform, lg_check_get_host (check))
      || strstr (lg_check_get_host (check), VPC) != NULL)
    return FALSE;

  for (guint i = 0; addresses[i] != NULL; i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (addresses[i]);

      if (address == NULL || !g_inet_address_get_is_site_local (address))
        return FALSE;
    }
  return TRUE;
}

static void
judge_name (LgCheck     *check,
            LgCheckPort *port,
            LgDiagnosis *diagnosis)
{
  LgEvent found = make_end (port, 0, NULL);

  found.text = lg_check_port_get_seen (port)->addresses;
  if (is_led_astray (check, port))
    lg_diagnosis_conclude (diagnosis, "dns.blocked", &found);
}

static gboolean
is_alibaba_instance (LgCheck *check)
{
  LgEndpoint *endpoint = lg_check_get_endpoint (check);

  return g_str_equal (lg_platform_get_id (lg_endpoint_get_platform (endpoint)), "alibaba")
         && lg_endpoint_get_host_kind (endpoint) == LG_HOST_INSTANCE;
}

static void
judge_plain (LgCheck     *check,
             LgCheckPort *port,
             LgDiagnosis *diagnosis)
{
  const LgInspection *seen = lg_check_port_get_seen (port);
  const char *cause = NULL;
  LgEvent end = make_end (port, 0, NULL);

  if (!lg_check_port_has_seen (port, LG_STEP_MQTT))
    return;
  switch (seen->speaks)
    {
    case LG_SPEAKS_MQTT:
    case LG_SPEAKS_BOTH:
      return;

    case LG_SPEAKS_TLS:
      cause = "mqtt.tls-expected";
      break;

    case LG_SPEAKS_HTTP:
    case LG_SPEAKS_SSH:
      cause = "mqtt.not-mqtt";
      end.text = seen->line;
      break;

    case LG_SPEAKS_UNKNOWN:
      cause = "mqtt.malformed";
      end.text = _("it speaks another protocol");
      break;

    case LG_SPEAKS_NOTHING:
    default:
      cause = !seen->closed ? "mqtt.connack-timeout"
              : is_alibaba_instance (check) ? "tcp.plain-disabled"
              : seen->hangs_up ? "mqtt.closed-before-connect" : "mqtt.closed-before-connack";
    }
  lg_diagnosis_conclude (diagnosis, cause, &end);
}

static LgClause *
describe_distrust (LgCheck           *check,
                   const LgCheckCell *cell)
{
  LgClause *judged = lg_clause_new ("check.judged", NULL);
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (lg_check_get_at (check));
  g_autofree char *date = g_date_time_format (at, "%Y-%m-%d");

  lg_clause_say (judged, lg_clause_copy (cell->clause));
  lg_clause_say (judged, lg_clause_new ("check.as-of", "date", date, NULL));
  return judged;
}

/* A date the operator gave is not this computer's clock. */
static void
feed_clock (LgCheck        *check,
            LgCheckPort    *port,
            LgVerdictClock  clock,
            LgDiagnosis    *diagnosis)
{
  LgEvent note = make_end (port, 0, NULL);

  if (clock == LG_VERDICT_CLOCK_RIGHT || check->at_s != 0)
    return;
  note.kind = LG_EVENT_NOTE;
  note.code = clock == LG_VERDICT_CLOCK_BEHIND ? LG_NOTE_CLOCK_BEHIND : LG_NOTE_CLOCK_AHEAD;
  lg_diagnosis_feed (diagnosis, &note);
}

static gboolean
is_intercepted (const LgCheckCell *cell,
                GPtrArray         *chain)
{
  static const char *const causes[] = {
    "cert.unknown-issuer", "cert.missing-intermediate", "cert.wrong-root", NULL,
  };
  const char *cause = cell->cause;
  gboolean possible = cause != NULL
    ? g_strv_contains (causes, cause)
    : lg_root_get_source (cell->root) == LG_ROOT_SYSTEM_STORE;

  return possible && lg_interception_is_likely (chain);
}

/* A chain may be fine and what is behind it is no broker. */
static void
judge_answer (LgCheckPort *port,
              LgDiagnosis *diagnosis)
{
  const LgInspection *seen = lg_check_port_get_seen (port);
  LgEvent end = make_end (port, 0, NULL);

  end.text = seen->line;
  if (seen->answer == LG_SPEAKS_HTTP || seen->answer == LG_SPEAKS_SSH)
    lg_diagnosis_conclude (diagnosis, "mqtt.not-mqtt", &end);
  else if (seen->hangs_up)
    lg_diagnosis_conclude (diagnosis, "mqtt.closed-before-connect", &end);
}

/* What a tool says of a chain that it did not show. */
static void
judge_hearsay (LgCheckPort *port,
               LgDiagnosis *diagnosis)
{
  const LgCheckTold *told = lg_check_port_get_told (port);
  g_autoptr (LgClause) words = NULL;
  LgEvent verify, end;

  if (told->cause == NULL)
    return;
  words = lg_clause_new ("other.words", "words", told->detail, NULL);
  verify = make_end (port, 1, words);
  verify.kind = LG_EVENT_VERIFY;
  verify.topic = told->cause;
  end = make_end (port, LG_END_TRANSPORT + LG_TRANSPORT_ERROR_NOT_TRUSTED, words);
  lg_diagnosis_feed (diagnosis, &verify);
  lg_diagnosis_feed (diagnosis, &end);
}

static void
judge_chain (LgCheck     *check,
             LgCheckPort *port,
             LgDiagnosis *diagnosis)
{
  GPtrArray *chain = lg_check_port_get_seen (port)->chain;
  const LgCheckCell *cell = lg_check_port_get_choice (port);
  g_autoptr (LgClause) judged = NULL;
  LgEvent verify, end;
  const char *cause;

  if (cell == NULL || cell->answer == LG_CHECK_NO_CHAIN)
    {
      judge_answer (port, diagnosis);
      judge_hearsay (port, diagnosis);
      return;
    }

  if (cell->answer == LG_CHECK_TRUSTED)
    {
      judge_answer (port, diagnosis);
      verify = make_end (port, 0, cell->clause);
      /* This computer may have been told to trust the proxy; a device was not. */
      if (is_intercepted (cell, chain))
        lg_diagnosis_conclude (diagnosis, "tls.intercepted", &verify);
      if (cell->note != NULL)
        lg_diagnosis_conclude (diagnosis, cell->note, &verify);
      lg_check_judge_dates (check, port, diagnosis);
      return;
    }

  judged = describe_distrust (check, cell);
  cause = cell->cause;
  verify = make_end (port, 1, judged);
  verify.kind = LG_EVENT_VERIFY;
  verify.topic = cause;
  end = make_end (port, LG_END_TRANSPORT + LG_TRANSPORT_ERROR_NOT_TRUSTED, judged);
  lg_diagnosis_feed (diagnosis, &verify);
  feed_clock (check, port, cell->clock, diagnosis);
  if (is_intercepted (cell, chain))
    lg_diagnosis_conclude (diagnosis, "tls.intercepted", &end);
  lg_diagnosis_feed (diagnosis, &end);
}

/**
 * lg_check_make_diagnosis:
 * @port: a port of the check
 *
 * Returns: (transfer full): a diagnosis that knows which platform, port and root it is about
 */
LgDiagnosis *
lg_check_make_diagnosis (LgCheck     *check,
                         LgCheckPort *port)
{
  g_autoptr (LgEndpoint) endpoint = lg_endpoint_copy (lg_check_get_endpoint (check));
  const LgCheckCell *cell = lg_check_port_get_choice (port);
  LgRoot *root = lg_check_port_get_selected (port);
  LgDiagnosis *diagnosis = lg_diagnosis_new ();

  if (root == NULL && cell != NULL)
    root = cell->root;
  lg_endpoint_set_port (endpoint, lg_check_port_get_port (port));
  lg_endpoint_set_security (endpoint, lg_check_port_get_security (port));
  lg_diagnosis_set_target (diagnosis, endpoint, lg_check_get_host (check),
                           root != NULL ? lg_root_get_title (root) : NULL);
  return diagnosis;
}

/* What concerns the way there also says where it began: this network may not be the device's. A
 * plain port nobody asked for is no fault where TLS works. */
static LgFinding *
adapt (LgCheck     *check,
       LgCheckPort *port,
       LgFinding   *finding)
{
  const LgInspection *seen = lg_check_port_get_seen (port);
  const char *text = finding->evidence;
  g_auto (GStrv) evidence = g_strsplit (text != NULL ? text : "", "\n", -1);
  gboolean optional = lg_check_port_get_security (port) == LG_SECURITY_TCP
                      && !lg_check_port_is_wanted (port)
                      && find_port (check, is_usable_tls) != NULL;
  g_autofree char *plain = NULL;

  if (lg_check_is_pasted (check) && evidence[0] != NULL)
    {
      plain = evidence[0];
      evidence[0] = seen->local_address != NULL
        ? g_strdup_printf (_("Told by another computer, with the address %s; the time is "
                             "that of pasting: %s"),
                           seen->local_address, plain)
        : g_strdup_printf (_("Told by another computer; the time is that of pasting: %s"), plain);
    }
  else if (g_str_has_prefix (finding->cause, "tcp.")
           && seen->local_address != NULL && evidence[0] != NULL)
    {
      plain = evidence[0];
      evidence[0] = g_strdup_printf (_("%s. Tried from this computer's address %s (%s)"), plain,
                                     seen->local_address,
                                     seen->interface != NULL ? seen->interface : "?");
    }
  return lg_finding_retell (finding, optional ? LG_SEVERITY_NOTE : finding->severity,
                            MAX (finding->confidence, lg_check_port_get_told (port)->ceiling),
                            (const char *const *) evidence);
}

static gboolean
is_about_host (const char *cause)
{
  return g_str_has_prefix (cause, "dns.") || g_str_has_prefix (cause, "input.");
}

/* The same of several ports is one finding; that a name does not exist is no news at the second. */
static void
add_entry (GArray    *entries,
           LgFinding *finding,
           guint16    port)
{
  const char *cause = finding->cause;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);
      g_autofree char *joined = NULL;
      g_auto (GStrv) evidence = NULL;
      LgFinding *merged;

      if (!g_str_equal (entry->finding->cause, cause)
          || !g_str_equal (entry->finding->title, finding->title))
        continue;
      if (is_about_host (cause))
        return;

      joined = entry->port != 0
        ? g_strdup_printf (_("Port %u: %s\nPort %u: %s"), entry->port,
                           entry->finding->evidence, port, finding->evidence)
        : g_strdup_printf (_("%s\nPort %u: %s"), entry->finding->evidence, port, finding->evidence);
      evidence = g_strsplit (joined, "\n", -1);
      merged = lg_finding_retell (entry->finding,
                                  MIN (entry->finding->severity, finding->severity),
                                  MAX (entry->finding->confidence, finding->confidence),
                                  (const char *const *) evidence);
      g_object_unref (entry->finding);
      *entry = (Entry) { .finding = merged };
      return;
    }

  g_array_append_val (entries, ((Entry) { g_object_ref (finding), port }));
}

static void
judge_port (LgCheck     *check,
            LgCheckPort *port,
            GArray      *entries)
{
  g_autoptr (LgDiagnosis) diagnosis = lg_check_make_diagnosis (check, port);
  GPtrArray *steps = lg_check_port_get_steps (port);

  for (guint i = 0; i < steps->len; i++)
    feed_step (diagnosis, steps->pdata[i]);

  if (lg_check_port_get_error (port) != NULL)
    judge_failure (check, port, diagnosis);
  else if (lg_check_port_get_security (port) == LG_SECURITY_TCP)
    judge_plain (check, port, diagnosis);
  else
    judge_chain (check, port, diagnosis);
  judge_name (check, port, diagnosis);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (diagnosis)); i++)
    {
      g_autoptr (LgFinding) finding = g_list_model_get_item (G_LIST_MODEL (diagnosis), i);
      g_autoptr (LgFinding) adapted = adapt (check, port, finding);

      add_entry (entries, adapted, lg_check_port_get_port (port));
    }
}

/**
 * lg_check_judge_host:
 *
 * Returns: (transfer full) (nullable): what is wrong with the way the host is written
 */
LgFinding *
lg_check_judge_host (LgCheck *check)
{
  g_autoptr (LgEndpoint) typed = lg_endpoint_copy (lg_check_get_endpoint (check));
  g_autoptr (GPtrArray) issues = NULL;
  g_autoptr (LgDiagnosis) diagnosis = lg_diagnosis_new ();
  const LgIssue *issue;

  lg_endpoint_set_host_kind (typed, LG_HOST_TYPED);
  lg_endpoint_set_host (typed, lg_check_get_host (check));
  issues = lg_endpoint_validate (typed, NULL);
  issue = lg_issues_find (issues, LG_FIELD_HOST);
  if (issue == NULL || issue->level != LG_ISSUE_ERROR)
    return NULL;

  lg_diagnosis_set_target (diagnosis, typed, lg_check_get_host (check), NULL);
  lg_diagnosis_conclude (diagnosis, "input.host-malformed", &(LgEvent) {
    .wall_us = g_get_real_time (), .text = issue->message,
  });
  return g_object_ref (lg_diagnosis_get_latest (diagnosis));
}

/* Along the way: what comes earlier is the root of what comes later. */
static int
get_stage (LgFinding *finding)
{
  static const char *const stages[] = {
    "input.", "dns.", "tcp.", "tls.", "root.", "cert.", "mqtt.", "auth.",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_str_has_prefix (finding->cause, stages[i]))
      return i;
  return G_N_ELEMENTS (stages);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  LgFinding *one = ((const Entry *) a)->finding;
  LgFinding *other = ((const Entry *) b)->finding;

  if (one->severity != other->severity)
    return (int) one->severity - (int) other->severity;
  if (one->confidence != other->confidence)
    return (int) one->confidence - (int) other->confidence;
  return get_stage (one) - get_stage (other);
}

/**
 * lg_check_judge:
 *
 * Judges everything seen so far. Pure: what was seen decides.
 *
 * Returns: (transfer full) (element-type LgFinding): the findings, worst first, root causes before
 *   their consequences
 */
GPtrArray *
lg_check_judge (LgCheck *check)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  GPtrArray *ports = lg_check_get_ports (check);
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  g_array_set_clear_func (entries, entry_clear);
  for (guint i = 0; i < ports->len; i++)
    if (lg_check_port_is_done (ports->pdata[i]))
      judge_port (check, ports->pdata[i], entries);

  g_array_sort (entries, compare);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (findings, g_object_ref (g_array_index (entries, Entry, i).finding));
  return findings;
}
