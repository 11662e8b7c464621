/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which causes fit the times at which a device went offline, each with its arithmetic. */
#include "config.h"

#include "lg-drop-times.h"

#include "lg-drop-judge.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What a broker without a schedule needs to notice. */
#define NOTICE_S 5

/* Without a rule of the platform's own, MQTT's. */
#define FACTOR_PERCENT 150

/* A round trip or two. */
#define AT_LOGIN_S 1.0

#define DAY_S (24 * 3600.0)
#define SAME_TIME_S (5 * 60.0)

#define SESSION_S (4 * 3600.0)
#define SESSION_JITTER_S 60.0

/* How many CONNECTs a minute it makes. */
static double
get_pace (const LgDropJudge *self)
{
  const GPtrArray *drops = self->log->drops;
  double first_ms, last_ms;

  if (drops->len < 2 || self->log->n_restarts > 0 || self->log->n_steps > 0)
    return self->rhythm.median > 0 ? 60 / self->rhythm.median : 0;

  first_ms = ((LgDrop *) drops->pdata[0])->at_ms;
  last_ms = ((LgDrop *) drops->pdata[drops->len - 1])->at_ms;
  return last_ms > first_ms ? 60000 * (drops->len - 1) / (last_ms - first_ms) : 0;
}

/* Within a round trip or two of its login no deadline has passed and hardly another client has
   come: what was sent right after it is the reason. */
static gboolean
judge_at_login (LgDropJudge *self)
{
  const LgRhythm *rhythm = &self->rhythm;
  g_autofree char *interval = lg_drop_judge_format (rhythm->high);

  if (!self->log->of_sessions || rhythm->n == 0
      || rhythm->high > MAX (AT_LOGIN_S, self->log->resolution_s)
      || self->log->resolution_s > AT_LOGIN_S)
    return FALSE;

  lg_drop_judge_add (self, LG_DROP_FIT_AFTER_LOGIN,
                     rhythm->n >= 2 ? LG_CONFIDENCE_LIKELY : LG_CONFIDENCE_POSSIBLE,
                     _("Each end is within %s of the login: what the device sends right after it, "
                       "a subscription or its first message, is the reason rather than another "
                       "client."), interval);
  return TRUE;
}

static void
judge_quick (LgDropJudge *self)
{
  const LgRhythm *rhythm = &self->rhythm;
  guint limit = self->known->limits->connects_per_minute;
  gboolean at_login = judge_at_login (self);
  double pace = get_pace (self);
  g_autoptr (GString) text = NULL;

  if (rhythm->n == 0 || rhythm->median >= LG_DROP_SHORTEST_S)
    return;

  text = g_string_new (NULL);
  g_string_append_printf (text, _("That is shorter than any Keep Alive allows: %.4g × 30 s = %.4g "
                                  "s. "), self->factor, 30 * self->factor);
  if (limit > 0 && rhythm->n >= 2 && pace > limit)
    g_string_append_printf (text, _("It makes %.0f CONNECTs a minute; the platform allows %u. "),
                            pace, limit);

  if (rhythm->n >= 2)
    lg_drop_judge_add (self, LG_DROP_FIT_FLAPPING,
                       rhythm->n >= 3 && rhythm->median <= 15 && self->log->n_restarts == 0
                       && !at_login ? LG_CONFIDENCE_LIKELY : LG_CONFIDENCE_POSSIBLE,
                       _("%sTwo clients that come back after a few seconds force each other "
                         "offline at this pace."), text->str);
  else
    lg_drop_judge_add (self, LG_DROP_FIT_KICK, LG_CONFIDENCE_POSSIBLE,
                       _("%sAnother client with the same identity is one reason; a third end at "
                         "the same pace would say more."), text->str);
  if (!at_login)
    lg_drop_judge_add (self, LG_DROP_FIT_AFTER_LOGIN, LG_CONFIDENCE_POSSIBLE,
                       _("%sWhat the device sends first may be the reason, if it is the same each "
                         "time."), text->str);
}

static void
judge_restarts (LgDropJudge *self)
{
  if (self->log->n_restarts > 0)
    lg_drop_judge_add (self, LG_DROP_FIT_RESTART, LG_CONFIDENCE_LIKELY,
                       _("The time since the start, which the device writes, began anew (%u)."),
                       self->log->n_restarts);
  else if (self->rhythm.kind == LG_RHYTHM_STEADY && self->rhythm.n_fit >= 3
           && self->rhythm.median >= LG_DROP_SHORTEST_S)
    lg_drop_judge_add (self, LG_DROP_FIT_RESTART, LG_CONFIDENCE_POSSIBLE,
                       _("They differ by %.0f s at most: a timer in the device itself, a watchdog "
                         "or sleep, is as regular."),
                       MAX (ceil (self->rhythm.high - self->rhythm.low), 1));
}

/* The usual idle time the interval is a multiple of, seconds; 0: none. */
static guint
find_idle_time (const LgDropJudge *self,
                double             low,
                double             high,
                guint             *times)
{
  /* What NAT, firewalls and load balancers are set to. */
  static const guint idle_s[] = { 7440, 7200, 3600, 1800, 900, 600, 300, 240, 180 };
  guint keepalive = self->known->keepalive_s;

  for (guint i = 0; i < G_N_ELEMENTS (idle_s); i++)
    for (*times = 1; *times <= 3; (*times)++)
      {
        double at = *times * (double) idle_s[i];
        gboolean kept = keepalive > 0 && keepalive < idle_s[i]
                        && !lg_drop_judge_is_told (self, "network.reset");

        if (low >= at - LG_DROP_JITTER_S && high <= at + 5 + at / 100 && !kept)
          return idle_s[i];
      }

  return 0;
}

/* A constant time that is shorter than the Keep Alive is no deadline of the platform: something on
   the way forgets the connection. */
static void
judge_idle (LgDropJudge *self)
{
  guint keepalive = self->known->keepalive_s;
  g_autofree char *interval = lg_drop_judge_format (self->rhythm.median);

  if (self->rhythm.kind == LG_RHYTHM_STEADY && self->rhythm.median >= LG_DROP_SHORTEST_S
      && self->rhythm.high + LG_DROP_JITTER_S < keepalive)
    lg_drop_judge_add (self, LG_DROP_FIT_NAT, LG_CONFIDENCE_LIKELY,
                       _("%s is constant and shorter than the Keep Alive of %u s: the device had "
                         "no reason to send anything before, and no deadline of the platform is "
                         "so short."), interval, keepalive);
}

/* What users report of SIM cards. */
static void
judge_session (LgDropJudge *self)
{
  if (lg_drop_judge_is_regular (self) && self->rhythm.low >= SESSION_S - SESSION_JITTER_S
      && self->rhythm.high <= SESSION_S + SESSION_JITTER_S)
    lg_drop_judge_add (self, LG_DROP_FIT_SESSION, LG_CONFIDENCE_POSSIBLE,
                       _("It is 4 h, give or take a minute: users report such a limit of mobile "
                         "operators."));
}

static void
judge_nat (LgDropJudge *self)
{
  gboolean told = lg_drop_judge_is_told (self, "network.reset");
  double high = self->rhythm.high, low = self->rhythm.low;
  guint times = 0, idle_s;
  g_autofree char *idle = NULL;
  g_autofree char *place = NULL;

  if (self->silence_s > 0)
    low = high = self->silence_s;
  else if (self->rhythm.kind != LG_RHYTHM_STEADY && self->rhythm.kind != LG_RHYTHM_SINGLE)
    return;

  idle_s = find_idle_time (self, low, high, &times);
  if (idle_s == 0)
    return;

  idle = lg_drop_judge_format (idle_s);
  place = lg_drop_judge_place ((low + high) / 2, times * idle_s, times * idle_s);
  lg_drop_judge_add (self, LG_DROP_FIT_NAT, told ? LG_CONFIDENCE_LIKELY : LG_CONFIDENCE_POSSIBLE,
                     _("%u × %s is an idle time that NAT and firewalls are set to, and %s; if the "
                       "device was silent for so long."), times, idle, place);
}

static double
get_distance (double a,
              double b)
{
  double distance = fmod (fabs (a - b), DAY_S);

  return MIN (distance, DAY_S - distance);
}

/* How many of the drops are at the same time of different days; and which time, ms. */
static guint
count_same_time (const LgDropJudge *self,
                 gint64            *clock_ms)
{
  GPtrArray *drops = self->log->drops;
  guint most = 0;

  for (guint i = 0; self->log->dated && i < MIN (drops->len, 500); i++)
    {
      const LgDrop *drop = drops->pdata[i];
      gint64 last_day = G_MININT64;
      guint days = 0;

      for (guint j = 0; j < drops->len; j++)
        {
          const LgDrop *other = drops->pdata[j];
          gint64 day = llround ((other->at_ms - drop->at_ms) / 1000.0 / DAY_S);

          if (day != last_day
              && get_distance (drop->clock_ms / 1000.0, other->clock_ms / 1000.0) <= SAME_TIME_S)
            {
              days++;
              last_day = day;
            }
        }
      if (days > most)
        {
          most = days;
          *clock_ms = drop->clock_ms;
        }
    }

  return most;
}

static void
judge_schedule (LgDropJudge *self)
{
  gint64 clock_ms = 0;
  guint same = count_same_time (self, &clock_ms), drops = self->log->drops->len;
  double days = round (self->rhythm.median / DAY_S);

  if (same >= 2 && same * 4 >= drops * 3)
    lg_drop_judge_add (self, LG_DROP_FIT_SCHEDULE, LG_CONFIDENCE_POSSIBLE,
                       _("%u of %u ends are on different days at about %02d:%02d, give or take 5 "
                         "minutes."),
                       same, drops, (int) (clock_ms / 3600000), (int) (clock_ms / 60000 % 60));
  else if (drops == 0 && days >= 1 && self->rhythm.kind != LG_RHYTHM_IRREGULAR
           && fabs (self->rhythm.median - days * DAY_S) <= SAME_TIME_S)
    lg_drop_judge_add (self, LG_DROP_FIT_SCHEDULE, LG_CONFIDENCE_POSSIBLE,
                       _("It is %.0f × 24 h, give or take 5 minutes: the same time of the day."),
                       days);
}

/* Without a fixed time, or with one that nothing above fits. */
static void
judge_irregular (LgDropJudge *self)
{
  gboolean irregular = self->rhythm.kind == LG_RHYTHM_IRREGULAR;

  if (self->rhythm.n == 0 || self->rhythm.median < LG_DROP_SHORTEST_S
      || (self->findings->len > 0 && !irregular))
    return;

  lg_drop_judge_add (self, LG_DROP_FIT_KICK, LG_CONFIDENCE_POSSIBLE,
                     _("No deadline fits: another client that connects now and then is one "
                       "reason."));
  lg_drop_judge_add (self, LG_DROP_FIT_NETWORK, LG_CONFIDENCE_POSSIBLE,
                     _("No deadline fits: a network that comes and goes is one reason."));
  if (irregular && self->known->keepalive_s == 0)
    lg_drop_judge_add (self, LG_DROP_FIT_NAT, LG_CONFIDENCE_POSSIBLE,
                       _("No deadline fits: a NAT that forgets connections after silences of "
                         "different length is one reason."));
}

static void
judge_rhythm (LgDropJudge *self)
{
  lg_drop_judge_deadline (self);
  judge_quick (self);
  lg_drop_judge_pings (self);
  judge_idle (self);
  judge_session (self);
  judge_restarts (self);
  judge_nat (self);
  judge_schedule (self);
  judge_irregular (self);
}

/* As it is given, or as a keep-alive timeout names it. */
static double
get_silence (const LgDropJudge *self)
{
  if (self->known->silence_s > 0)
    return self->known->silence_s;

  for (guint i = 0; i < self->told->len; i++)
    {
      const LgDropTold *told = self->told->pdata[i];

      if (told->silence_s > 0)
        return told->silence_s;
    }

  return 0;
}

static int
compare_confidence (const void *a,
                    const void *b)
{
  LgFinding *first = *(LgFinding *const *) a, *second = *(LgFinding *const *) b;

  return (int) first->confidence - (int) second->confidence;
}

/**
 * lg_drop_times_findings:
 * @log: when the device went offline
 * @known: what else is known of it
 *
 * Says which causes fit the times, and shows the arithmetic of each: the platform's keep-alive
 * deadline of 1.5 × Keep Alive and up to one period of its scheduled detection (Alibaba Cloud,
 * MQTT-TLS connections; Tuya documents the same), the pace of two clients with one identity,
 * usual idle times of a NAT, and a time of the day. What the lines themselves tell comes first.
 *
 * Returns: (transfer full) (element-type LgFinding): what fits, the surest first; empty if nothing
 *   is known
 */
GPtrArray *
lg_drop_times_findings (const LgDropLog  *log,
                        const LgDropCase *known)
{
  LgDropJudge self = { .log = log, .known = known };

  g_return_val_if_fail (log != NULL && known != NULL && known->limits != NULL, NULL);

  self.findings = g_ptr_array_new_with_free_func (g_object_unref);
  self.factor = (known->limits->keepalive_factor_percent > 0
                 ? known->limits->keepalive_factor_percent : FACTOR_PERCENT) / 100.0;
  self.scan_s = MAX (known->limits->scan_period, NOTICE_S);
  self.told = lg_drop_told_read (log->told, known->family);
  self.silence_s = get_silence (&self);
  lg_rhythm_measure (&self.rhythm, (const double *) log->intervals->data, log->intervals->len,
                     self.scan_s);

  if (!known->only_told)
    judge_rhythm (&self);
  lg_drop_judge_add_told (&self);

  g_ptr_array_sort (self.findings, compare_confidence);
  g_ptr_array_unref (self.told);
  return self.findings;
}
