/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deadlines of platform and library for a silent link. */
#include "config.h"

#include "lg-drop-judge.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gboolean
has_time (const LgDropJudge *self)
{
  return self->rhythm.kind == LG_RHYTHM_SINGLE || lg_drop_judge_is_regular (self);
}

/* The times of silence that are known: told, or else from login to end. */
static void
get_silence (const LgDropJudge *self,
             double            *low,
             double            *high)
{
  double resolution = self->log->resolution_s > 1 ? self->log->resolution_s : 0;

  *low = (self->silence_s > 0 ? self->silence_s : self->rhythm.low) + resolution;
  *high = (self->silence_s > 0 ? self->silence_s : self->rhythm.high) - resolution;
}

static LgConfidence
judge_silence (const LgDropJudge *self)
{
  const LgRhythm *rhythm = &self->rhythm;
  gboolean sure;

  /* Ends spread over a scan's period are what a schedule makes of one deadline. */
  if (self->known->keepalive_s > 0)
    sure = self->silence_s > 0 || lg_drop_judge_is_regular (self);
  else
    sure = rhythm->kind == LG_RHYTHM_SPREAD && rhythm->n_fit >= 3;

  return sure ? LG_CONFIDENCE_LIKELY : LG_CONFIDENCE_POSSIBLE;
}

static void
add_fit (LgDropJudge *self,
         double       from,
         double       until)
{
  double seconds = self->silence_s > 0 ? self->silence_s : self->rhythm.median;
  g_autofree char *place = lg_drop_judge_place (seconds, from, until);

  lg_drop_judge_add (self, LG_DROP_FIT_EXPIRED, judge_silence (self),
                     _("%.4g × Keep Alive %u s = %.4g s, + 0…%.4g s until the platform looks: it "
                       "ends a silent link after %.4g to %.4g s, and %s."),
                     self->factor, self->known->keepalive_s, from, self->scan_s, from, until,
                     place);
}

static void
add_older_rule (LgDropJudge *self,
                double       from,
                double       until)
{
  double seconds = self->silence_s > 0 ? self->silence_s : self->rhythm.median;
  g_autofree char *silence = lg_drop_judge_format (seconds);

  lg_drop_judge_add (self, LG_DROP_FIT_EXPIRED, LG_CONFIDENCE_POSSIBLE,
                     _("%s is outside %.4g × Keep Alive %u s + 0…%.4g s, which is %.4g to %.4g s. "
                       "An older page of the vendor (MQTT-TCP connections), superseded since, "
                       "ended a session after 1 × Keep Alive = %u s: only that rule fits."),
                     silence, self->factor, self->known->keepalive_s, self->scan_s, from, until,
                     self->known->keepalive_s);
}

static gboolean
has_older_page (const LgDropJudge *self)
{
  return (self->known->family & LG_FAMILY_ALIBABA) != 0;
}

/* With the Keep Alive known: does the silence end inside its window? */
static void
judge_known_deadline (LgDropJudge *self)
{
  guint keepalive = self->known->keepalive_s;
  double from = keepalive * self->factor, until = from + self->scan_s, low, high;

  get_silence (self, &low, &high);
  if (low >= from - LG_DROP_JITTER_S && high <= until + LG_DROP_JITTER_S)
    add_fit (self, from, until);
  else if (has_older_page (self) && low >= keepalive - LG_DROP_JITTER_S
           && high <= keepalive + self->scan_s)
    add_older_rule (self, from, until);
}

static void
append_range (const LgDropJudge *self,
              GString           *text,
              guint              from,
              guint              to)
{
  if (from == to)
    g_string_append_printf (text, _("%.4g × Keep Alive + 0…%.4g s fits a Keep Alive of %u s, if "
                                    "the device is silent from CONNACK on."),
                            self->factor, self->scan_s, from);
  else
    g_string_append_printf (text, _("%.4g × Keep Alive + 0…%.4g s fits a Keep Alive of %u to %u s, "
                                    "if the device is silent from CONNACK on."),
                            self->factor, self->scan_s, from, to);
  if (from <= 60 && to >= 60 && from < to)
    g_string_append (text, _(" 60 s, which many libraries use unless told, is among them."));
}

/* Without: which would fit? */
static void
judge_unknown_deadline (LgDropJudge *self)
{
  const LgLimits *limits = self->known->limits;
  guint min = MAX (limits->keepalive_min, 1);
  guint max = limits->keepalive_max > 0 ? limits->keepalive_max : G_MAXUINT16;
  g_autoptr (GString) text = g_string_new (NULL);
  double low, high, slack;
  guint from, to;

  get_silence (self, &low, &high);
  slack = high - low > self->scan_s ? LG_DROP_JITTER_S : 0;
  if (low <= 0 || low / self->factor < min || (high - self->scan_s) / self->factor > max)
    return;

  from = CLAMP (ceil ((high - slack - self->scan_s) / self->factor - 1e-6), min, max);
  to = CLAMP (floor ((low + slack) / self->factor + 1e-6), min, max);
  if (from > to)
    return;

  append_range (self, text, from, to);
  if (has_older_page (self) && low >= min && high <= max + self->scan_s)
    g_string_append_printf (text, _(" (By an older page of the vendor, MQTT-TCP connections, "
                                    "superseded since, it would be 1 × Keep Alive: about %.0f s.)"),
                            floor (low));
  lg_drop_judge_add (self, LG_DROP_FIT_EXPIRED, judge_silence (self), "%s", text->str);
}

/**
 * lg_drop_judge_deadline:
 *
 * Adds the platform's keep-alive deadline, if it fits.
 */
void
lg_drop_judge_deadline (LgDropJudge *self)
{
  if (self->silence_s <= 0 && !has_time (self))
    return;

  if (self->known->keepalive_s > 0)
    judge_known_deadline (self);
  else
    judge_unknown_deadline (self);
}

/**
 * lg_drop_judge_pings:
 *
 * Adds the deadline of the device's own library, if it fits: many send PINGREQ after one Keep Alive
 * and wait up to another for the answer.
 */
void
lg_drop_judge_pings (LgDropJudge *self)
{
  guint keepalive = self->known->keepalive_s;

  if (keepalive == 0 || !has_time (self))
    return;

  for (guint times = 1; times <= 2; times++)
    {
      double from = times * (double) keepalive;
      g_autofree char *place = NULL;

      if (self->rhythm.low >= from - LG_DROP_JITTER_S
          && self->rhythm.high <= from + MIN (10 + LG_DROP_JITTER_S, keepalive / 4.0))
        {
          place = lg_drop_judge_place (self->rhythm.median, from, from + 10);
          lg_drop_judge_add (self, LG_DROP_FIT_NO_PINGRESP, LG_CONFIDENCE_POSSIBLE,
                             _("%u × Keep Alive %u s = %.0f s: many libraries end a link by "
                               "themselves when a PINGREQ has no answer by then or 10 s later, and "
                               "%s."), times, keepalive, from, place);
        }
    }
}
