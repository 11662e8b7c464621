/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a judgement of drop times is worded. */
#include "config.h"

#include "lg-drop-judge.h"

#include "diagnosis/lg-rule.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What a fit is called; meaning and advice are the cause's own where none is written here. */
static const struct
{
  const char *cause;
  const char *title;
  const char *meaning;
  const char *advice;
} fits[] = {
  [LG_DROP_FIT_EXPIRED] = { "keepalive.expired",
    N_("The platform ended a link that was silent too long"), NULL, NULL },
  [LG_DROP_FIT_NO_PINGRESP] = { "keepalive.no-pingresp",
    N_("The device's library may give up waiting for PINGRESP"), NULL, NULL },
  [LG_DROP_FIT_FLAPPING] = { "kicked.flapping",
    N_("Two clients seem to take the device's place from each other"), NULL, NULL },
  [LG_DROP_FIT_KICK] = { "kicked.same-device",
    N_("Another client may take the device's place"), NULL, NULL },
  [LG_DROP_FIT_AFTER_LOGIN] = { "server.closed",
    N_("Something sent right after login may end the link"),
    N_("A packet that is not allowed can end a link at once; users report it of a subscription "
       "without the right to it."),
    N_("Leave out subscriptions and messages one by one until the link stays.") },
  [LG_DROP_FIT_RESTART] = { "client.restarted", N_("The device itself may restart"), NULL, NULL },
  [LG_DROP_FIT_NAT] = { "network.reset",
    N_("A router or NAT on the way may forget the silent connection"),
    N_("A NAT or firewall keeps a silent connection for a fixed time; the next packet is then "
       "answered with a reset, or not at all. RFC 5382 asks for 2 h 4 min at least; many keep it "
       "for less."),
    N_("Make the device's Keep Alive shorter than that time.") },
  [LG_DROP_FIT_SCHEDULE] = { "network.lost", N_("Something may end the link on a schedule"),
    N_("A router that restarts, an address lease, an Internet access renewed at night and "
       "maintenance end every connection at a fixed time."),
    N_("Look into the router's log for this time, and whether other devices drop with it.") },
  [LG_DROP_FIT_SESSION] = { "network.lost",
    N_("The mobile operator may end every connection after a fixed time"),
    N_("Some operators end a data connection after a fixed time, 4 hours among them, whatever is "
       "sent over it."),
    N_("If the device has a SIM, ask its operator for a limit of the connection's length, and let "
       "the device connect again at once.") },
  [LG_DROP_FIT_NETWORK] = { "network.lost", N_("The device's network may go away"), NULL, NULL },
};

/**
 * lg_drop_judge_format:
 *
 * Returns: (transfer full): a time for people
 */
char *
lg_drop_judge_format (double seconds)
{
  gint64 whole = llround (seconds);

  if (whole >= 2 * 3600)
    return g_strdup_printf (_("%d:%02d:%02d h"), (int) (whole / 3600), (int) (whole / 60 % 60),
                            (int) (whole % 60));
  if (seconds < 60 && fabs (seconds - whole) > 0.05)
    return g_strdup_printf (_("%.1f s"), seconds);
  return g_strdup_printf (_("%d s"), (int) whole);
}

/**
 * lg_drop_judge_place:
 * @seconds: what was measured
 * @from: where a window begins, seconds
 * @until: where it ends
 *
 * Returns: (transfer full): where the measured time is to the window, translated
 */
char *
lg_drop_judge_place (double seconds,
                     double from,
                     double until)
{
  double beside = MAX (from - seconds, seconds - until);
  g_autofree char *time = lg_drop_judge_format (seconds);
  g_autofree char *distance = NULL;

  if (beside < 0.05)
    return g_strdup_printf (from < until ? _("%s is inside") : _("%s is just that"), time);

  distance = lg_drop_judge_format (beside);
  /* Translators: two times */
  return g_strdup_printf (_("%s is %s beside it, within measuring error"), time, distance);
}

/**
 * lg_drop_judge_is_regular:
 *
 * Returns: whether several intervals are alike
 */
gboolean
lg_drop_judge_is_regular (const LgDropJudge *self)
{
  return self->rhythm.kind == LG_RHYTHM_STEADY || self->rhythm.kind == LG_RHYTHM_SPREAD;
}

static char *
describe_intervals (const LgDropJudge *self)
{
  const LgRhythm *rhythm = &self->rhythm;
  g_autofree char *low = lg_drop_judge_format (rhythm->low);
  g_autofree char *high = lg_drop_judge_format (rhythm->high);
  g_autofree char *min = lg_drop_judge_format (rhythm->min);
  g_autofree char *max = lg_drop_judge_format (rhythm->max);
  g_autofree char *median = lg_drop_judge_format (rhythm->median);

  if (rhythm->kind == LG_RHYTHM_SINGLE)
    return g_strdup_printf (_("one interval of %s"), low);
  if (rhythm->kind == LG_RHYTHM_IRREGULAR)
    return g_strdup_printf (_("%u intervals of %s to %s, the middle one %s"), rhythm->n, min, max,
                            median);
  if (g_str_equal (low, high))
    return g_strdup_printf (_("%u of %u intervals are %s"), rhythm->n_fit, rhythm->n, low);
  return g_strdup_printf (_("%u of %u intervals are %s to %s"), rhythm->n_fit, rhythm->n, low,
                          high);
}

static void
append_sentence (GString    *text,
                 const char *sentence)
{
  g_autofree char *before = g_strdup (text->str);

  if (*before == '\0')
    g_string_append (text, sentence);
  else
    /* Translators: two sentences */
    g_string_printf (text, _("%s %s"), before, sentence);
}

/* What was measured, in words. */
static void
append_measure (const LgDropJudge *self,
                GString           *text)
{
  g_autofree char *intervals = NULL;
  g_autofree char *sentence = NULL;

  if (self->rhythm.n == 0)
    return;

  intervals = describe_intervals (self);
  sentence = g_strdup_printf (self->log->of_sessions ? _("From login to end: %s.")
                                                     : _("From one end to the next: %s."),
                              intervals);
  append_sentence (text, sentence);
  if (lg_drop_judge_is_regular (self) && self->rhythm.n_missed > 0)
    g_string_append_printf (text, _(" In %u of them an end in between is missing."),
                            self->rhythm.n_missed);
  if (self->log->sorted)
    g_string_append (text, _(" The lines were not in order and were sorted."));
  if (self->log->n_steps > 0)
    g_string_append_printf (text, _(" The clock was set back (%u); that interval is left out."),
                            self->log->n_steps);
}

static const LgDropTold *
find_told (const LgDropJudge *self,
           const char        *cause)
{
  for (guint i = 0; i < self->told->len; i++)
    {
      const LgDropTold *told = self->told->pdata[i];

      if (g_str_equal (told->cause, cause))
        return told;
    }

  return NULL;
}

/* What most of the lines say. */
static const LgDropTold *
get_most (const LgDropJudge *self)
{
  return self->told->len > 0 ? self->told->pdata[0] : NULL;
}

/**
 * lg_drop_judge_is_told:
 * @cause: a cause's identifier
 *
 * Returns: whether most of the lines that tell a cause tell this one
 */
gboolean
lg_drop_judge_is_told (const LgDropJudge *self,
                       const char        *cause)
{
  const LgDropTold *most = get_most (self);

  return most != NULL && g_str_equal (most->cause, cause);
}

/**
 * lg_drop_judge_add:
 * @fit: what fits
 * @confidence: how sure the arithmetic alone makes us
 * @format: the arithmetic, translated, in the manner of printf()
 *
 * Adds a finding: what was told, what was measured, and the arithmetic are its evidence.
 */
void
lg_drop_judge_add (LgDropJudge  *self,
                   LgDropFit     fit,
                   LgConfidence  confidence,
                   const char   *format,
                   ...)
{
  const LgRemark *remark = lg_remark_find_device (fits[fit].cause, self->known->family);
  const char *meaning = fits[fit].meaning != NULL ? fits[fit].meaning : remark->meaning;
  const char *advice = fits[fit].advice != NULL ? fits[fit].advice : remark->advice;
  g_autoptr (GString) evidence = g_string_new (NULL);
  const LgDropTold *most = get_most (self);
  const LgDropTold *told = find_told (self, fits[fit].cause);
  g_autofree char *arithmetic = NULL;
  va_list arguments;

  va_start (arguments, format);
  arithmetic = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (told != NULL)
    append_sentence (evidence, told->evidence);
  if (told != NULL && told == most)
    confidence = MIN (confidence, told->confidence);
  else if (most != NULL && most->confidence == LG_CONFIDENCE_CERTAIN)
    confidence = LG_CONFIDENCE_POSSIBLE;

  append_measure (self, evidence);
  append_sentence (evidence, arithmetic);
  g_strchomp (evidence->str);
  g_ptr_array_add (self->findings,
                   lg_finding_new (&(LgFinding) {
                     .cause = fits[fit].cause,
                     .severity = LG_SEVERITY_FAULT,
                     .confidence = confidence,
                     .title = _(fits[fit].title),
                     .evidence = evidence->str,
                     .meaning = _(meaning),
                     .advice = _(advice),
                     .console = lg_rule_find_console (fits[fit].cause, self->known->family),
                   }));
}

static gboolean
is_found (const LgDropJudge *self,
          const char        *cause)
{
  for (guint i = 0; i < self->findings->len; i++)
    if (g_str_equal (LG_FINDING (self->findings->pdata[i])->cause, cause))
      return TRUE;

  return FALSE;
}

static LgFinding *
make_told_finding (const LgDropJudge *self,
                   const LgDropTold  *told,
                   LgConfidence       confidence)
{
  const LgRemark *remark = lg_remark_find_device (told->cause, self->known->family);
  g_autoptr (GString) evidence = g_string_new (told->evidence);

  if (told == get_most (self))
    append_measure (self, evidence);
  if (lg_drop_judge_is_told (self, "keepalive.expired") && told == get_most (self)
      && self->rhythm.n > 0)
    g_string_append (evidence, _(" The intervals do not fit it by themselves: the silence begins "
                                 "later than CONNACK."));
  return lg_finding_new (&(LgFinding) {
    .cause = told->cause,
    .severity = told->severity,
    .confidence = confidence,
    .title = told->title,
    .evidence = g_strchomp (evidence->str),
    .meaning = _(remark->meaning),
    .advice = _(remark->advice),
  });
}

/**
 * lg_drop_judge_add_told:
 *
 * Adds what the lines tell, unless the arithmetic led to the same cause: what most of them tell
 * before what fits, and what a few tell for sure, a kick among time-outs, after it.
 */
void
lg_drop_judge_add_told (LgDropJudge *self)
{
  const LgDropTold *most = get_most (self);

  for (guint i = 0; i < self->told->len; i++)
    {
      const LgDropTold *told = self->told->pdata[i];
      LgConfidence confidence = told->confidence;

      if (is_found (self, told->cause) || (told != most && confidence == LG_CONFIDENCE_POSSIBLE))
        continue;

      /* Words that any end may have tell less than arithmetic that fits. */
      if (told != most && most->confidence != LG_CONFIDENCE_POSSIBLE)
        confidence = MAX (confidence, most->confidence);
      g_ptr_array_insert (self->findings,
                          told == most && confidence != LG_CONFIDENCE_POSSIBLE ? 0 : -1,
                          make_told_finding (self, told, confidence));
    }
}
