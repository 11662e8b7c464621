/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-diagnosis.h"

#include "lg-rule.h"
#include "lg-wording.h"
#include "mqtt/lg-reason-code.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _LgDiagnosis
{
  GObject    parent_instance;
  LgFacts    facts;
  GPtrArray *findings;
  gboolean   ended;
};

static void lg_diagnosis_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LgDiagnosis, lg_diagnosis, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      lg_diagnosis_list_model_init))

enum
{
  PROP_LATEST = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
lg_diagnosis_get_item_type (GListModel *model)
{
  return LG_TYPE_FINDING;
}

static guint
lg_diagnosis_get_n_items (GListModel *model)
{
  return LG_DIAGNOSIS (model)->findings->len;
}

static gpointer
lg_diagnosis_get_item (GListModel *model,
                       guint       position)
{
  LgDiagnosis *self = LG_DIAGNOSIS (model);

  return position < self->findings->len ? g_object_ref (self->findings->pdata[position]) : NULL;
}

static void
lg_diagnosis_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = lg_diagnosis_get_item_type;
  iface->get_n_items = lg_diagnosis_get_n_items;
  iface->get_item = lg_diagnosis_get_item;
}

static void
lg_diagnosis_finalize (GObject *object)
{
  LgDiagnosis *self = LG_DIAGNOSIS (object);

  lg_facts_clear (&self->facts);
  g_ptr_array_unref (self->findings);

  G_OBJECT_CLASS (lg_diagnosis_parent_class)->finalize (object);
}

static void
lg_diagnosis_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  LgDiagnosis *self = LG_DIAGNOSIS (object);

  switch (prop_id)
    {
    case PROP_LATEST:
      g_value_set_object (value, lg_diagnosis_get_latest (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_diagnosis_class_init (LgDiagnosisClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = lg_diagnosis_finalize;
  object_class->get_property = lg_diagnosis_get_property;

  properties[PROP_LATEST] = g_param_spec_object ("latest", NULL, NULL, LG_TYPE_FINDING,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_diagnosis_init (LgDiagnosis *self)
{
  self->findings = g_ptr_array_new_with_free_func (g_object_unref);
  lg_facts_init (&self->facts);
}

/**
 * lg_diagnosis_new:
 *
 * Makes a diagnosis without findings.
 *
 * Returns: (transfer full): a new diagnosis
 */
LgDiagnosis *
lg_diagnosis_new (void)
{
  return g_object_new (LG_TYPE_DIAGNOSIS, NULL);
}

/**
 * lg_diagnosis_set_target:
 * @endpoint: (nullable): where the device connects: which platform's rules apply
 * @host: (nullable): the host name or address
 * @root_title: (nullable): title of the selected root
 *
 * Tells what the next attempt connects to. Without it the words are those for any broker.
 */
void
lg_diagnosis_set_target (LgDiagnosis *self,
                         LgEndpoint  *endpoint,
                         const char  *host,
                         const char  *root_title)
{
  LgTarget *target;

  g_return_if_fail (LG_IS_DIAGNOSIS (self));
  g_return_if_fail (endpoint == NULL || LG_IS_ENDPOINT (endpoint));

  target = &self->facts.target;
  if (g_strcmp0 (target->host, host) != 0)
    {
      self->facts.detection = (LgDetection) { 0 };
      g_array_set_size (self->facts.pauses, 0);
    }
  g_free (target->host);
  g_free (target->root);
  *target = (LgTarget) {
    .family = LG_FAMILY_CUSTOM,
    .version_offered = TRUE,
    .host = g_strdup (host),
    .root = g_strdup (root_title),
  };

  if (endpoint != NULL)
    {
      const LgPlatform *platform = lg_endpoint_get_platform (endpoint);
      const LgLimits *limits = lg_platform_get_limits (platform);

      target->family = lg_family_of_platform (platform);
      target->platform = platform;
      target->port = lg_endpoint_get_port (endpoint);
      target->security = lg_endpoint_get_security (endpoint);
      target->tls_only_port
        = lg_platform_find_port (platform, target->port, LG_SECURITY_TLS) != NULL
          && lg_platform_find_port (platform, target->port, LG_SECURITY_TCP) == NULL;
      target->instance_host = lg_endpoint_get_host_kind (endpoint) == LG_HOST_INSTANCE;
      target->protocol = lg_endpoint_get_protocol (endpoint);
      target->version_offered = lg_endpoint_is_protocol_offered (endpoint);
      target->keepalive_min = limits->keepalive_min;
      target->keepalive_max = limits->keepalive_max;
      target->factor_percent = limits->keepalive_factor_percent;
      target->scan_period_s = limits->scan_period;
    }
}

/* What the platform itself would call it, and what fits, too; only Alibaba Cloud documents that. */
static char *
dup_console (const LgFacts *facts,
             const LgRule  *rule,
             GPtrArray     *alternatives)
{
  g_autofree char *console = NULL;

  if (facts->target.family != LG_FAMILY_ALIBABA || rule->console == NULL)
    return NULL;

  console = g_strdup (rule->console);
  for (guint i = 0; i < alternatives->len; i++)
    {
      const LgAlternative *alternative = alternatives->pdata[i];
      const char *other = lg_rule_find_console (alternative->cause, facts->target.family);
      g_autofree char *one = g_steal_pointer (&console);

      console = other == NULL || strstr (one, other) != NULL ? g_steal_pointer (&one)
                /* Translators: words of a console, quoted */
                : g_strdup_printf (_("%s or %s"), one, other);
    }

  return g_steal_pointer (&console);
}

/* The reasons for a rejection, when several are left; what the chain itself shows comes first. */
static void
add_reasons (GPtrArray         *alternatives,
             const LgRejection *rejection)
{
  LgRejectionReason reasons = lg_rejection_find_reasons (rejection);
  gboolean shown = rejection->chain_known && (reasons & rejection->chain_faults) != 0;
  LgConfidence confidence = lg_rejection_count (reasons) == 1
                            ? lg_rejection_get_confidence (rejection) : LG_CONFIDENCE_POSSIBLE;

  for (guint reason = 1; reason <= reasons; reason <<= 1)
    if (reasons & reason)
      g_ptr_array_add (alternatives,
                       lg_alternative_new (lg_rejection_get_cause (reason), confidence,
                                           lg_rejection_get_words (reason),
                                           shown ? _("The server's certificates show it")
                                           : rejection->chain_known
                                           ? _("The server's certificates are in order")
                                           : _("The server's certificates are not to be read "
                                               "here")));
}

static GPtrArray *
find_alternatives (const LgFacts *facts,
                   const LgRule  *rule)
{
  GPtrArray *alternatives = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_alternative_free);
  g_autoptr (GPtrArray) rivals = NULL;

  if (rule->severity == LG_SEVERITY_NOTE)
    return alternatives;
  if (g_str_equal (rule->cause, "device.rejects-certificate"))
    {
      add_reasons (alternatives, &facts->rejection);
      return alternatives;
    }

  rivals = lg_rule_find_rivals (facts, rule->cause);
  for (guint i = 0; i < rivals->len; i++)
    {
      const LgRule *rival = rivals->pdata[i];
      g_autofree char *title = lg_wording_fill (_(rival->title), facts, NULL);
      g_autofree char *reason = lg_wording_fill (_(rival->evidence), facts, NULL);

      g_ptr_array_add (alternatives,
                       lg_alternative_new (rival->cause, rival->confidence, title, reason));
    }

  return alternatives;
}

/* A cut-off on time teaches when the platform looks; returns a sentence on that, or NULL. */
static const char *
learn_detection (LgFacts      *facts,
                 const LgRule *rule)
{
  if (facts->event->kind != LG_EVENT_END || facts->target.scan_period_s == 0
      || g_strcmp0 (rule->cause, "keepalive.expired") != 0
      || !lg_facts_is_keepalive_expired (facts))
    return NULL;

  switch (lg_detection_observe (&facts->detection, facts->target.scan_period_s,
                                facts->event->mono_us))
    {
    case LG_DETECTION_CONFIRMED:
      return _("The end came when the platform was estimated to look");
    case LG_DETECTION_CONTRADICTED:
      return _("The end came between the moments the platform was estimated to look at: that "
               "estimate is dropped");
    case LG_DETECTION_LEARNED:
    default:
      return _("From this end it is estimated when the platform looks: every {scan-period} s");
    }
}

static char *
dup_evidence (LgFacts      *facts,
              const LgRule *rule,
              GArray       *events)
{
  const char *news = learn_detection (facts, rule);
  g_autofree char *evidence = lg_wording_fill (_(rule->evidence), facts, events);
  g_autofree char *more = NULL;

  if (news == NULL)
    return g_steal_pointer (&evidence);

  more = lg_wording_fill (news, facts, NULL);
  /* Translators: two sentences; the second has no full stop of its own */
  return g_strdup_printf (_("%s. %s"), evidence, more);
}

/* That nothing is wrong is said only where nothing was found before. */
static const char *
get_meaning (const LgFacts  *facts,
             const LgRule   *rule,
             const LgRemark *remark)
{
  return rule->severity == LG_SEVERITY_NOTE && facts->noted != 0
         ? _("The link ended as you wanted; what was found before stands.") : _(remark->meaning);
}

static void
add_finding (LgDiagnosis  *self,
             const LgRule *rule)
{
  LgFacts *facts = &self->facts;
  const LgRemark *remark = lg_remark_find (rule->cause, facts->target.family);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (LgCitation));
  g_autoptr (GPtrArray) alternatives = find_alternatives (facts, rule);
  g_autofree char *console = dup_console (facts, rule, alternatives);
  g_autofree char *title = lg_wording_fill (_(rule->title), facts, NULL);
  g_autofree char *evidence = dup_evidence (facts, rule, events);
  g_autofree char *meaning = lg_wording_fill (get_meaning (facts, rule, remark), facts, NULL);
  g_autofree char *advice = lg_wording_fill (
    _(rule->advice != NULL ? rule->advice : remark->advice), facts, NULL);
  gint64 online_us = facts->keepalive.online_us;

  g_ptr_array_add (self->findings,
                   lg_finding_new (&(LgFinding) {
                     .cause = rule->cause,
                     .severity = rule->severity,
                     .confidence = rule->confidence,
                     .title = title,
                     .evidence = evidence,
                     .meaning = meaning,
                     .advice = advice,
                     .console = console,
                     .events = events,
                     .alternatives = alternatives,
                     .wall_us = MAX (facts->event->wall_us, 0),
                     .duration_us = online_us != 0 ? MAX (facts->event->mono_us - online_us, 0) : 0,
                   }));
  g_list_model_items_changed (G_LIST_MODEL (self), self->findings->len - 1, 0, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LATEST]);
}

/* Of messages refused for one reason, the first tells it all: there may be thousands. */
static gboolean
is_refused_request (LgFacts       *facts,
                    const LgEvent *event)
{
  LgPacketType type = lg_event_get_packet (event);

  if (type == LG_PACKET_PUBLISH)
    {
      gboolean told = event->direction == LG_DIRECTION_IN && facts->sub_device.code != 0
                      && facts->sub_device.mono_us == event->mono_us
                      && facts->refused != facts->sub_device.code;

      if (told)
        facts->refused = facts->sub_device.code;
      return told;
    }
  if (event->code < LG_REASON_FAILURE || event->direction != LG_DIRECTION_IN)
    return FALSE;
  if (type != LG_PACKET_PUBACK && type != LG_PACKET_PUBREC)
    return type == LG_PACKET_SUBACK;
  if (facts->refused == event->code)
    return FALSE;

  facts->refused = event->code;
  return TRUE;
}

/* The same of notes, and of the platform's answers to a payload. */
static gboolean
is_told (LgFacts       *facts,
         const LgEvent *event)
{
  guint32 bit = 1u << (event->code & 31);

  if (lg_event_get_packet (event) == LG_PACKET_PUBLISH)
    return event->direction == LG_DIRECTION_IN && facts->reply.mono_us == event->mono_us
           && lg_facts_is_reply_refused (facts);
  if (event->kind != LG_EVENT_NOTE || (facts->noted & bit) != 0
      || event->code == LG_NOTE_IN_FLIGHT || lg_rule_find_note (facts, event->code) == NULL)
    return FALSE;

  facts->noted |= bit;
  return TRUE;
}

/* What the end of a link adds to its reason: messages it took along, unless one was its reason. */
static void
add_in_flight (LgDiagnosis *self)
{
  LgFacts *facts = &self->facts;

  if (facts->in_flight.mono_us == 0 || lg_facts_is_sent_refused (facts))
    return;

  add_finding (self, lg_rule_find_note (facts, LG_NOTE_IN_FLIGHT));
  facts->noted |= 1u << LG_NOTE_IN_FLIGHT;
}

/**
 * lg_diagnosis_read_along:
 * @root: (nullable): the root the device is to have
 * @known_roots: (nullable): every known root, to judge a chain by where none was chosen
 * @chain: (nullable) (element-type LgCertificate): the server's chain as an inspection found it,
 *   for where TLS 1.3 hides it
 *
 * Tells that the events are those of somebody else's link.
 */
void
lg_diagnosis_read_along (LgDiagnosis *self,
                         LgRoot      *root,
                         GListModel  *known_roots,
                         GPtrArray   *chain)
{
  LgFacts *facts;

  g_return_if_fail (LG_IS_DIAGNOSIS (self));

  facts = &self->facts;
  facts->read_along = TRUE;
  g_set_object (&facts->trusted_root, root);
  g_set_object (&facts->known_roots, known_roots);
  g_clear_pointer (&facts->inspected, g_ptr_array_unref);
  facts->inspected = chain != NULL ? g_ptr_array_ref (chain) : NULL;
}

/**
 * lg_diagnosis_get_rejection:
 * @rejection: (out): what is known of it
 *
 * Returns: whether the link that ended last was ended by a device that does not accept the server's
 *   certificate, as far as can be told
 */
gboolean
lg_diagnosis_get_rejection (LgDiagnosis *self,
                            LgRejection *rejection)
{
  g_return_val_if_fail (LG_IS_DIAGNOSIS (self) && rejection != NULL, FALSE);

  *rejection = self->facts.rejection;
  return lg_facts_is_rejection (&self->facts);
}

/* What is seen of a link besides its end. */
static void
conclude_link (LgDiagnosis   *self,
               const LgEvent *event)
{
  const LgWitness *witness = &self->facts.witness;

  if (witness->said_hello
      && !lg_client_hello_has_extension (&witness->hello, LG_TLS_EXTENSION_SERVER_NAME))
    lg_diagnosis_conclude (self, "device.no-server-name", event);
  if (self->facts.missing > 0)
    lg_diagnosis_conclude (self, "capture.incomplete", event);
}

/**
 * lg_diagnosis_feed:
 * @event: the next event of a session, borrowed for the call
 *
 * Reads one event. The end of an attempt or link gives one finding, and so does a refused
 * subscription, or message, what had no answer or was not sent, and a chain that seems to come from
 * an inspecting proxy.
 */
void
lg_diagnosis_feed (LgDiagnosis   *self,
                   const LgEvent *event)
{
  LgFacts *facts;

  g_return_if_fail (LG_IS_DIAGNOSIS (self));
  g_return_if_fail (event != NULL);

  facts = &self->facts;
  if (self->ended)
    lg_facts_begin_attempt (facts);
  self->ended = event->kind == LG_EVENT_END;

  lg_facts_gather (facts, event);
  if (event->kind == LG_EVENT_NOTE && event->code == LG_NOTE_INTERCEPTED)
    lg_diagnosis_conclude (self, "tls.intercepted", event);
  facts->event = event;
  if (!self->ended && !is_refused_request (facts, event) && !is_told (facts, event))
    {
      facts->event = NULL;
      return;
    }

  if (self->ended)
    {
      add_in_flight (self);
      lg_facts_remember_kick (facts);
      lg_facts_remember_pause (facts);
      lg_facts_judge_rejection (facts);
    }
  else
    {
      facts->noted |= 1;
    }
  add_finding (self, lg_rule_find (facts));
  facts->event = NULL;
  if (self->ended && facts->read_along)
    conclude_link (self, event);
}

/**
 * lg_diagnosis_conclude:
 * @cause: a cause of [the check's](lg-rules-check.c), or one a chain is judged with
 * @event: when it was seen, and in its text how; borrowed for the call
 *
 * Adds a finding whose cause no single attempt tells, but a comparison of several does.
 */
void
lg_diagnosis_conclude (LgDiagnosis   *self,
                       const char    *cause,
                       const LgEvent *event)
{
  g_return_if_fail (LG_IS_DIAGNOSIS (self));
  g_return_if_fail (cause != NULL && event != NULL);

  self->facts.event = event;
  add_finding (self, lg_rule_find_cause (cause));
  self->facts.event = NULL;
}

/**
 * lg_diagnosis_get_latest:
 *
 * Returns: (transfer none) (nullable): the newest finding
 */
LgFinding *
lg_diagnosis_get_latest (LgDiagnosis *self)
{
  g_return_val_if_fail (LG_IS_DIAGNOSIS (self), NULL);

  return self->findings->len > 0 ? self->findings->pdata[self->findings->len - 1] : NULL;
}

/**
 * lg_diagnosis_get_detection:
 * @detection: (out): when the platform looks for silent devices, as far as the ends so far tell
 *
 * What was learned stays over reconnects to the same host; it is an estimate, and dropped when an
 * end contradicts it.
 *
 * Returns: whether anything is known
 */
gboolean
lg_diagnosis_get_detection (LgDiagnosis *self,
                            LgDetection *detection)
{
  g_return_val_if_fail (LG_IS_DIAGNOSIS (self) && detection != NULL, FALSE);

  *detection = self->facts.detection;
  return detection->period_us != 0;
}
