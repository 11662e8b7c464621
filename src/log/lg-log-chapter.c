/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attempts of a device that followed each other and went alike, as a log tells of them. */
#include "config.h"

#include "lg-log-chapter.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
copy_place (LgLogPlace       *self,
            const LgLogPlace *other)
{
  char *time = g_strdup (other->time);

  g_free (self->time);
  *self = *other;
  self->time = time;
}

/**
 * lg_log_chapter_new:
 * @outcome: how it ended, as far as that is known
 * @device: (nullable): which device
 * @first: where it begins
 *
 * Returns: (transfer full): one attempt
 */
LgLogChapter *
lg_log_chapter_new (LgLogOutcome      outcome,
                    const char       *device,
                    const LgLogPlace *first)
{
  LgLogChapter *self;

  g_return_val_if_fail (first != NULL, NULL);

  self = g_new0 (LgLogChapter, 1);
  self->outcome = outcome;
  self->device = g_strdup (device);
  self->number = 1;
  copy_place (&self->first, first);
  copy_place (&self->last, first);
  self->shortest_s = self->longest_s = -1;
  return self;
}

/**
 * lg_log_chapter_end:
 * @last: where it ends
 *
 * Notes the end of a link that was up.
 */
void
lg_log_chapter_end (LgLogChapter     *self,
                    const LgLogPlace *last)
{
  g_return_if_fail (self != NULL && last != NULL);

  copy_place (&self->last, last);
  if (self->first.at_ms >= 0 && last->at_ms >= self->first.at_ms
      && self->first.line != last->line)
    self->shortest_s = self->longest_s = (last->at_ms - self->first.at_ms) / 1000.0;
}

/* Words that stand for many reasons, of which another line may tell the one. */
static gboolean
is_general (LgFinding *finding)
{
  static const char *const causes[] = {
    "network.lost", "server.closed", "tls.failed", "tcp.unreachable", "client.disconnected",
    "client.failed", NULL,
  };

  return g_strv_contains (causes, finding->cause);
}

/**
 * lg_log_chapter_blame:
 * @finding: (nullable): what a line about it means
 *
 * Takes it for the reason unless another line told more.
 */
void
lg_log_chapter_blame (LgLogChapter *self,
                      LgFinding    *finding)
{
  g_return_if_fail (self != NULL);

  if (finding == NULL)
    return;

  if (self->finding == NULL || is_general (finding) < is_general (self->finding)
      || (is_general (finding) == is_general (self->finding)
          && finding->confidence < self->finding->confidence))
    g_set_object (&self->finding, finding);
}

static const char *
get_cause (const LgLogChapter *self)
{
  return self->finding != NULL ? self->finding->cause : NULL;
}

/**
 * lg_log_chapter_join:
 * @next: the attempt that followed
 *
 * Makes two that went alike one.
 *
 * Returns: whether they did
 */
gboolean
lg_log_chapter_join (LgLogChapter       *self,
                     const LgLogChapter *next)
{
  g_return_val_if_fail (self != NULL && next != NULL, FALSE);

  if (self->outcome != next->outcome || g_strcmp0 (self->device, next->device) != 0
      || g_strcmp0 (get_cause (self), get_cause (next)) != 0)
    return FALSE;

  self->number += next->number;
  copy_place (&self->last, &next->last);
  if (next->shortest_s >= 0)
    {
      self->shortest_s = self->shortest_s < 0 ? next->shortest_s
                                              : MIN (self->shortest_s, next->shortest_s);
      self->longest_s = MAX (self->longest_s, next->longest_s);
    }
  return TRUE;
}

/**
 * lg_log_chapter_get_nick:
 *
 * Returns: how it ended, as scripts read it
 */
const char *
lg_log_chapter_get_nick (const LgLogChapter *self)
{
  static const char *const nicks[] = {
    [LG_LOG_OUTCOME_CONNECTED] = "connected",
    [LG_LOG_OUTCOME_REFUSED] = "refused",
    [LG_LOG_OUTCOME_DROPPED] = "dropped",
    [LG_LOG_OUTCOME_FAULT] = "fault",
  };

  g_return_val_if_fail (self != NULL, NULL);

  return nicks[self->outcome];
}

static char *
describe_place (const LgLogPlace *place)
{
  if (place->time == NULL)
    return g_strdup_printf (_("line %u"), place->line);
  /* Translators: a time, and the number of a line */
  return g_strdup_printf (_("%s (line %u)"), place->time, place->line);
}

/**
 * lg_log_chapter_describe_places:
 *
 * Returns: (transfer full): where it is in the log, and when that was, translated
 */
char *
lg_log_chapter_describe_places (const LgLogChapter *self)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  first = describe_place (&self->first);
  if (self->first.line == self->last.line)
    return g_steal_pointer (&first);

  last = describe_place (&self->last);
  /* Translators: two places in a log */
  return g_strdup_printf (_("%s to %s"), first, last);
}

/* Who ended or refused it, as far as a cause tells. */
static const char *
find_actor (const char *cause)
{
  static const struct
  {
    const char *prefix;
    const char *actor;
  } actors[] = {
    { "keepalive.no-pingresp", N_("by the device, which had no answer") },
    { "network.", N_("by the network") },
    { "tcp.", N_("by the network") },
    { "dns.", N_("by the network") },
    { "kicked.", N_("by another client") },
    { "cert.", N_("by the device, because of the certificate") },
    { "root.", N_("by the device, because of its root certificate") },
    { "tls.", N_("during TLS") },
    { "device.", N_("by the device") },
    { "client.", N_("by the device") },
    { "", N_("by the platform") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actors); i++)
    if (g_str_has_prefix (cause, actors[i].prefix))
      return _(actors[i].actor);

  return NULL;
}

static char *
describe_length (const LgLogChapter *self)
{
  if (self->shortest_s < 0)
    return g_strdup ("");
  if (llround (self->shortest_s) == llround (self->longest_s))
    return g_strdup_printf (_(" after %.0f s"), self->longest_s);
  return g_strdup_printf (_(" after %.0f to %.0f s"), self->shortest_s, self->longest_s);
}

static char *
describe_outcome (const LgLogChapter *self)
{
  g_autofree char *length = describe_length (self);
  const char *actor = self->finding != NULL ? find_actor (get_cause (self)) : NULL;

  switch (self->outcome)
    {
    case LG_LOG_OUTCOME_CONNECTED:
      return g_strdup (_("Connected, no end seen"));

    case LG_LOG_OUTCOME_REFUSED:
      /* Translators: by whom */
      return actor != NULL ? g_strdup_printf (_("Refused %s"), actor)
                           : g_strdup (_("Refused, for a reason the log does not tell"));

    case LG_LOG_OUTCOME_DROPPED:
      /* Translators: after how long, and by whom */
      return actor != NULL ? g_strdup_printf (_("Dropped%s %s"), length, actor)
                           : g_strdup_printf (_("Dropped%s, for a reason the log does not tell"),
                                              length);

    case LG_LOG_OUTCOME_FAULT:
      return g_strdup (_("Failed on a link that went on"));
    }

  g_return_val_if_reached (NULL);
}

/**
 * lg_log_chapter_describe:
 *
 * Returns: (transfer full): what happened, how often and by whom, translated
 */
char *
lg_log_chapter_describe (const LgLogChapter *self)
{
  g_autofree char *outcome = NULL;
  g_autofree char *times = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  outcome = describe_outcome (self);
  /* Translators: how often, after what happened */
  times = self->number > 1 ? g_strdup_printf (_(" (%u times)"), self->number) : g_strdup ("");
  if (self->finding == NULL)
    return g_strconcat (outcome, times, NULL);
  /* Translators: what happened, how often, and what that was */
  return g_strdup_printf (_("%s%s: %s"), outcome, times, self->finding->title);
}

/**
 * lg_log_chapter_free:
 *
 * Frees it.
 */
void
lg_log_chapter_free (LgLogChapter *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->device);
  g_free (self->first.time);
  g_free (self->last.time);
  g_clear_object (&self->finding);
  g_free (self);
}
