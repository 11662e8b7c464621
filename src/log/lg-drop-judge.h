/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-drop-times.h"
#include "lg-drop-told.h"
#include "lg-rhythm.h"

G_BEGIN_DECLS

/* A log's rounding, and how long it takes to notice an end. */
#define LG_DROP_JITTER_S 2

/* The shortest Keep Alive a platform accepts is 30 s, and nothing silent ends before 1.5 × that. */
#define LG_DROP_SHORTEST_S 45

/** LgDropFit: a cause that may fit, and the way it is told. */
typedef enum
{
  LG_DROP_FIT_EXPIRED,
  LG_DROP_FIT_NO_PINGRESP,
  LG_DROP_FIT_FLAPPING,
  LG_DROP_FIT_KICK,
  LG_DROP_FIT_AFTER_LOGIN,
  LG_DROP_FIT_RESTART,
  LG_DROP_FIT_NAT,
  LG_DROP_FIT_SCHEDULE,
  LG_DROP_FIT_SESSION,
  LG_DROP_FIT_NETWORK,
} LgDropFit;

/**
 * LgDropJudge:
 * @log: when the device went offline
 * @known: what else is known
 * @told: (element-type LgDropTold): what the lines say themselves, what most of them say first
 * @rhythm: the intervals, measured
 * @factor: the deadline of a silent link as a multiple of its Keep Alive
 * @scan_s: how much later it may end, seconds
 * @silence_s: how long the device was silent, seconds; 0: not known
 * @findings: (element-type LgFinding): what fits
 *
 * The judgement of one log at work. Private to this folder.
 */
typedef struct
{
  const LgDropLog  *log;
  const LgDropCase *known;
  GPtrArray        *told;
  LgRhythm          rhythm;
  double            factor;
  double            scan_s;
  double            silence_s;
  GPtrArray        *findings;
} LgDropJudge;

char     *lg_drop_judge_format     (double             seconds);
char     *lg_drop_judge_place      (double             seconds,
                                    double             from,
                                    double             until);
gboolean  lg_drop_judge_is_regular (const LgDropJudge *self);
gboolean  lg_drop_judge_is_told    (const LgDropJudge *self,
                                    const char        *cause);
void      lg_drop_judge_add        (LgDropJudge       *self,
                                    LgDropFit          fit,
                                    LgConfidence       confidence,
                                    const char        *format,
                                    ...) G_GNUC_PRINTF (4, 5);
void      lg_drop_judge_add_told   (LgDropJudge       *self);
void      lg_drop_judge_deadline   (LgDropJudge       *self);
void      lg_drop_judge_pings      (LgDropJudge       *self);

G_END_DECLS
