/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-finding.h"

#include "device/lg-printable.h"

/* Characters: more than the longest evidence of ours has with values of ordinary length. */
#define LINE_LENGTH_MAX 4000

struct _LgFinding
{
  GObject       parent_instance;
  char         *cause;
  LgSeverity    severity;
  LgConfidence  confidence;
  char         *title;
  char         *evidence;
  char         *meaning;
  char         *advice;
  gint64        wall_us;
  gint64        duration_us;
  char         *console;
  GArray       *events;
  GPtrArray    *alternatives;
};

G_DEFINE_FINAL_TYPE (LgFinding, lg_finding, G_TYPE_OBJECT)

enum
{
  PROP_CAUSE = 1,
  PROP_SEVERITY,
  PROP_CONFIDENCE,
  PROP_TITLE,
  PROP_EVIDENCE,
  PROP_EVIDENCE_LINES,
  PROP_MEANING,
  PROP_ADVICE,
  PROP_WALL_US,
  PROP_DURATION_US,
  PROP_CONSOLE,
  PROP_EVENTS,
  PROP_ALTERNATIVES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* What has no events or alternatives has none of them, and not no array. */
static void
lg_finding_constructed (GObject *object)
{
  LgFinding *self = LG_FINDING (object);

  G_OBJECT_CLASS (lg_finding_parent_class)->constructed (object);

  if (self->events == NULL)
    self->events = g_array_new (FALSE, FALSE, sizeof (LgCitation));
  if (self->alternatives == NULL)
    self->alternatives = g_ptr_array_new ();
}

static void
lg_finding_finalize (GObject *object)
{
  LgFinding *self = LG_FINDING (object);

  g_free (self->cause);
  g_free (self->title);
  g_free (self->evidence);
  g_free (self->meaning);
  g_free (self->advice);
  g_free (self->console);
  g_array_unref (self->events);
  g_ptr_array_unref (self->alternatives);

  G_OBJECT_CLASS (lg_finding_parent_class)->finalize (object);
}

/* A value in it may be as long as a packet. */
static char *
dup_line (const char *text)
{
  g_autofree char *line = lg_printable_line (text, -1);

  return line != NULL ? lg_printable_shorten (line, LINE_LENGTH_MAX) : NULL;
}

static void
set_evidence (LgFinding         *self,
              const char *const *lines)
{
  g_autoptr (GStrvBuilder) printable = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (lines == NULL)
    return;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = dup_line (lines[i]);

      g_strv_builder_add (printable, line);
    }
  all = g_strv_builder_end (printable);
  self->evidence = g_strjoinv ("\n", all);
}

static void
lg_finding_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  LgFinding *self = LG_FINDING (object);

  switch (prop_id)
    {
    case PROP_CAUSE:
      g_value_set_string (value, self->cause);
      break;
    case PROP_SEVERITY:
      g_value_set_enum (value, self->severity);
      break;
    case PROP_CONFIDENCE:
      g_value_set_enum (value, self->confidence);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_EVIDENCE:
      g_value_set_string (value, self->evidence);
      break;
    case PROP_MEANING:
      g_value_set_string (value, self->meaning);
      break;
    case PROP_ADVICE:
      g_value_set_string (value, self->advice);
      break;
    case PROP_WALL_US:
      g_value_set_int64 (value, self->wall_us);
      break;
    case PROP_DURATION_US:
      g_value_set_int64 (value, self->duration_us);
      break;
    case PROP_CONSOLE:
      g_value_set_string (value, self->console);
      break;
    case PROP_EVENTS:
      g_value_set_boxed (value, self->events);
      break;
    case PROP_ALTERNATIVES:
      g_value_set_boxed (value, self->alternatives);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_finding_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  LgFinding *self = LG_FINDING (object);

  switch (prop_id)
    {
    case PROP_CAUSE:
      self->cause = g_value_dup_string (value);
      break;
    case PROP_SEVERITY:
      self->severity = g_value_get_enum (value);
      break;
    case PROP_CONFIDENCE:
      self->confidence = g_value_get_enum (value);
      break;
    case PROP_TITLE:
      self->title = dup_line (g_value_get_string (value));
      break;
    case PROP_EVIDENCE:
      if (g_value_get_string (value) != NULL)
        set_evidence (self, (const char *[]) { g_value_get_string (value), NULL });
      break;
    case PROP_EVIDENCE_LINES:
      set_evidence (self, g_value_get_boxed (value));
      break;
    case PROP_MEANING:
      self->meaning = dup_line (g_value_get_string (value));
      break;
    case PROP_ADVICE:
      self->advice = dup_line (g_value_get_string (value));
      break;
    case PROP_WALL_US:
      self->wall_us = g_value_get_int64 (value);
      break;
    case PROP_DURATION_US:
      self->duration_us = g_value_get_int64 (value);
      break;
    case PROP_CONSOLE:
      self->console = dup_line (g_value_get_string (value));
      break;
    case PROP_EVENTS:
      self->events = g_value_dup_boxed (value);
      break;
    case PROP_ALTERNATIVES:
      self->alternatives = g_value_dup_boxed (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_finding_class_init (LgFindingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags
    = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const struct
  {
    guint       id;
    const char *name;
  } texts[] = {
    { PROP_CAUSE, "cause" }, { PROP_TITLE, "title" }, { PROP_EVIDENCE, "evidence" },
    { PROP_MEANING, "meaning" }, { PROP_ADVICE, "advice" }, { PROP_CONSOLE, "console" },
  };

  object_class->constructed = lg_finding_constructed;
  object_class->finalize = lg_finding_finalize;
  object_class->get_property = lg_finding_get_property;
  object_class->set_property = lg_finding_set_property;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    properties[texts[i].id] = g_param_spec_string (texts[i].name, NULL, NULL, NULL, flags);
  properties[PROP_SEVERITY] = g_param_spec_enum ("severity", NULL, NULL, LG_TYPE_SEVERITY,
                                                 LG_SEVERITY_FAULT, flags);
  properties[PROP_CONFIDENCE] = g_param_spec_enum ("confidence", NULL, NULL, LG_TYPE_CONFIDENCE,
                                                   LG_CONFIDENCE_CERTAIN, flags);
  properties[PROP_WALL_US] = g_param_spec_int64 ("wall-us", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_DURATION_US] = g_param_spec_int64 ("duration-us", NULL, NULL, 0, G_MAXINT64, 0,
                                                     flags);
  properties[PROP_EVIDENCE_LINES] = g_param_spec_boxed ("evidence-lines", NULL, NULL, G_TYPE_STRV,
                                                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY
                                                        | G_PARAM_STATIC_STRINGS);
  properties[PROP_EVENTS] = g_param_spec_boxed ("events", NULL, NULL, G_TYPE_ARRAY, flags);
  properties[PROP_ALTERNATIVES] = g_param_spec_boxed ("alternatives", NULL, NULL, G_TYPE_PTR_ARRAY,
                                                      flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_finding_init (LgFinding *self)
{
}

/**
 * lg_finding_get_cause:
 *
 * Returns: the cause's identifier (`cert.wrong-root`), stable and never translated
 */
const char *
lg_finding_get_cause (LgFinding *self)
{
  g_return_val_if_fail (LG_IS_FINDING (self), NULL);

  return self->cause;
}

/**
 * lg_finding_get_severity:
 *
 * Returns: whether it is a fault, a risk or a note
 */
LgSeverity
lg_finding_get_severity (LgFinding *self)
{
  g_return_val_if_fail (LG_IS_FINDING (self), LG_SEVERITY_FAULT);

  return self->severity;
}

/**
 * lg_finding_get_confidence:
 *
 * Returns: how sure the evidence makes us of the cause
 */
LgConfidence
lg_finding_get_confidence (LgFinding *self)
{
  g_return_val_if_fail (LG_IS_FINDING (self), LG_CONFIDENCE_POSSIBLE);

  return self->confidence;
}

/**
 * lg_finding_get_title:
 *
 * Returns: what happened, translated
 */
const char *
lg_finding_get_title (LgFinding *self)
{
  g_return_val_if_fail (LG_IS_FINDING (self), NULL);

  return self->title;
}

/**
 * lg_finding_get_evidence:
 *
 * Returns: how we know, translated; times are local; what concerns several ports has a line each
 */
const char *
lg_finding_get_evidence (LgFinding *self)
{
  g_return_val_if_fail (LG_IS_FINDING (self), NULL);

  return self->evidence;
}

/**
 * lg_finding_get_meaning:
 *
 * Returns: what it means on this platform, translated
 */
const char *
lg_finding_get_meaning (LgFinding *self)
{
  g_return_val_if_fail (LG_IS_FINDING (self), NULL);

  return self->meaning;
}

/**
 * lg_finding_get_advice:
 *
 * Returns: what to do next, translated
 */
const char *
lg_finding_get_advice (LgFinding *self)
{
  g_return_val_if_fail (LG_IS_FINDING (self), NULL);

  return self->advice;
}

/**
 * lg_finding_get_wall_us:
 *
 * Returns: when it happened, wall clock, Unix µs
 */
gint64
lg_finding_get_wall_us (LgFinding *self)
{
  g_return_val_if_fail (LG_IS_FINDING (self), 0);

  return self->wall_us;
}

/**
 * lg_finding_get_duration_us:
 *
 * Returns: how long the link had been up, µs; 0: never
 */
gint64
lg_finding_get_duration_us (LgFinding *self)
{
  g_return_val_if_fail (LG_IS_FINDING (self), 0);

  return self->duration_us;
}

/**
 * lg_finding_get_console:
 *
 * The words with which the platform's console and log name such an end, so that both sides can be
 * matched (Alibaba Cloud, document 44542). Never translated.
 *
 * Returns: (nullable): the words; %NULL where none are documented
 */
const char *
lg_finding_get_console (LgFinding *self)
{
  g_return_val_if_fail (LG_IS_FINDING (self), NULL);

  return self->console;
}

/**
 * lg_finding_get_events:
 *
 * Which events of the session the evidence speaks of, in their order.
 *
 * Returns: (transfer none) (element-type LgCitation): them; none for what no session told
 */
GArray *
lg_finding_get_events (LgFinding *self)
{
  g_return_val_if_fail (LG_IS_FINDING (self), NULL);

  return self->events;
}

/**
 * lg_finding_get_alternatives:
 *
 * Which other causes fit what was seen, the likeliest first.
 *
 * Returns: (transfer none) (element-type LgAlternative): them; often none
 */
GPtrArray *
lg_finding_get_alternatives (LgFinding *self)
{
  g_return_val_if_fail (LG_IS_FINDING (self), NULL);

  return self->alternatives;
}
