/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-log-story.h"

#include "diagnosis/lg-settle.h"
#include "lg-log-line.h"
#include "lg-log-mask.h"
#include "lg-log-name.h"
#include "lg-pattern.h"

#include <glib/gi18n-lib.h>

/* Lines about one end, or one attempt, come within this time. */
#define SAME_MS 10000

/* So much of the times of ends is kept. */
#define TIMES_MAX (4 * 1024 * 1024)

/* A moment as it was read; which of two was first is known at the end only. */
typedef struct
{
  LgLogMoment  moment;
  gboolean     trying;
} Noted;

/* What is known of one device while its lines are told. */
typedef struct
{
  char         *name;
  LgLogChapter *chapter;
  gboolean      online;
  gboolean      failed;
} Device;

struct _LgLogStory
{
  LgFamily        family;
  LgLogTimeStyle  style;
  guint           n_lines;
  guint           n_moments;
  guint           n_named;
  gboolean        trying;
  LgLogTimeKind   kind;
  char           *time;
  gint64          at_ms;
  GPtrArray      *noted;
  GPtrArray      *devices;
  GPtrArray      *chapters;
  GString        *times;
  char           *timed_line;
};

static void
device_free (gpointer data)
{
  Device *device = data;

  g_free (device->name);
  g_clear_pointer (&device->chapter, lg_log_chapter_free);
  g_free (device);
}

static void
moment_clear (LgLogMoment *self)
{
  g_free (self->time);
  g_free (self->device);
  g_free (self->text);
  g_clear_object (&self->finding);
}

static void
noted_free (gpointer data)
{
  Noted *noted = data;

  moment_clear (&noted->moment);
  g_free (noted);
}

/**
 * lg_log_story_new:
 * @family: whose rules apply
 * @now_s: Unix seconds, for dates without a year
 *
 * Returns: (transfer full): the story of a log of which no line is read yet
 */
LgLogStory *
lg_log_story_new (LgFamily family,
                  gint64   now_s)
{
  LgLogStory *self = g_new0 (LgLogStory, 1);

  self->family = family;
  self->at_ms = -1;
  lg_log_time_style_init (&self->style, "", now_s);
  self->noted = g_ptr_array_new_with_free_func (noted_free);
  self->devices = g_ptr_array_new_with_free_func (device_free);
  self->chapters = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_log_chapter_free);
  self->times = g_string_new (NULL);
  return self;
}

/* A line without a name is the only device's; of several, it is nobody's. */
static Device *
find_device (LgLogStory *self,
             const char *name)
{
  Device *device;

  if (name != NULL && self->n_named == 0 && self->devices->len == 1)
    {
      device = self->devices->pdata[0];
      device->name = g_strdup (name);
      if (device->chapter != NULL)
        device->chapter->device = g_strdup (name);
      self->n_named = 1;
      return device;
    }

  for (guint i = 0; i < self->devices->len; i++)
    {
      device = self->devices->pdata[i];
      if (g_strcmp0 (device->name, name) == 0 || (name == NULL && self->n_named == 1))
        return device;
    }

  device = g_new0 (Device, 1);
  device->name = g_strdup (name);
  self->n_named += name != NULL;
  g_ptr_array_add (self->devices, device);
  return device;
}

static LgLogChapter *
find_last (LgLogStory *self,
           const char *device)
{
  for (guint i = self->chapters->len; i > 0; i--)
    {
      LgLogChapter *chapter = self->chapters->pdata[i - 1];

      if (g_strcmp0 (chapter->device, device) == 0)
        return chapter;
    }

  return NULL;
}

static void
add_chapter (LgLogStory   *self,
             LgLogChapter *chapter)
{
  LgLogChapter *last = find_last (self, chapter->device);

  if (last != NULL && lg_log_chapter_join (last, chapter))
    lg_log_chapter_free (chapter);
  else
    g_ptr_array_add (self->chapters, chapter);
}

static void
close_chapter (LgLogStory *self,
               Device     *device)
{
  if (device->chapter != NULL)
    add_chapter (self, g_steal_pointer (&device->chapter));
  device->online = FALSE;
  device->failed = FALSE;
}

/* What the line is about: a device's way online, the end of its link, or something on a link that
   goes on. */
static LgLogOutcome
find_outcome (const LgLogMoment *moment,
              gboolean           trying,
              const Device      *device)
{
  static const char *const on[] = {
    "limit.", "topic.", "subscribe.", "publish.", "payload.", "register.", NULL,
  };
  const char *cause = moment->finding != NULL ? moment->finding->cause : NULL;

  if (moment->word == LG_LOG_WORD_ONLINE)
    return LG_LOG_OUTCOME_CONNECTED;
  for (guint i = 0; cause != NULL && on[i] != NULL; i++)
    if (g_str_has_prefix (cause, on[i]) && moment->word == LG_LOG_WORD_OTHER)
      return LG_LOG_OUTCOME_FAULT;
  if (moment->word == LG_LOG_WORD_FAILED)
    return LG_LOG_OUTCOME_REFUSED;
  if (trying && !device->online)
    return LG_LOG_OUTCOME_REFUSED;
  if (device->online || moment->word == LG_LOG_WORD_OFFLINE || g_str_has_prefix (cause, "client."))
    return LG_LOG_OUTCOME_DROPPED;
  return lg_settle_find (cause) == LG_SETTLE_CONNECT && device->chapter != NULL
         ? device->chapter->outcome : LG_LOG_OUTCOME_REFUSED;
}

static gboolean
is_near (const LgLogPlace *a,
         const LgLogPlace *b)
{
  return a->at_ms < 0 || b->at_ms < 0 || ABS (b->at_ms - a->at_ms) <= SAME_MS;
}

/* A line that tells more of the attempt that just ended, and not of another one. */
static gboolean
belongs (const Device      *device,
         const LgLogMoment *moment,
         LgLogOutcome       outcome,
         const LgLogPlace  *place)
{
  const LgLogChapter *chapter = device->chapter;

  if (chapter == NULL || device->online || !is_near (&chapter->last, place)
      || (device->failed && moment->word == LG_LOG_WORD_FAILED))
    return FALSE;
  if (chapter->outcome == LG_LOG_OUTCOME_REFUSED && outcome == LG_LOG_OUTCOME_DROPPED)
    return TRUE;
  return chapter->outcome == outcome
         && (moment->finding == NULL || chapter->finding == NULL
             || !g_str_equal (moment->finding->cause,
                              chapter->finding->cause)
             || chapter->last.line + 1 == place->line || place->line + 1 == chapter->last.line);
}

static void
tell (LgLogStory        *self,
      const LgLogMoment *moment,
      gboolean           trying)
{
  Device *device = find_device (self, moment->device);
  const LgLogPlace place = { moment->number, moment->time, moment->at_ms };
  LgLogOutcome outcome = find_outcome (moment, trying, device);
  LgLogChapter *chapter;

  if (outcome == LG_LOG_OUTCOME_FAULT)
    {
      chapter = lg_log_chapter_new (outcome, device->name, &place);
      lg_log_chapter_blame (chapter, moment->finding);
      add_chapter (self, chapter);
    }
  else if (outcome == LG_LOG_OUTCOME_CONNECTED)
    {
      if (device->online && is_near (&device->chapter->first, &place))
        return;
      close_chapter (self, device);
      device->chapter = lg_log_chapter_new (outcome, device->name, &place);
      device->online = TRUE;
    }
  else if (device->online)
    {
      device->chapter->outcome = LG_LOG_OUTCOME_DROPPED;
      lg_log_chapter_end (device->chapter, &place);
      lg_log_chapter_blame (device->chapter, moment->finding);
      device->online = FALSE;
    }
  else
    {
      if (!belongs (device, moment, outcome, &place))
        {
          close_chapter (self, device);
          device->chapter = lg_log_chapter_new (outcome, device->name, &place);
        }
      device->failed |= moment->word == LG_LOG_WORD_FAILED;
      lg_log_chapter_blame (device->chapter, moment->finding);
    }
}

/* An end that follows the attempt to connect is no end of a link. */
static gboolean
begins_attempt (const char *line)
{
  static LgPattern compiled;

  return lg_pattern_match (&compiled, "\\bconnecting\\b|正在连接|开始连接|"
                           "\\bAT\\+(?:QMTCONN|MQTTCONN|CMQTTCONNECT|SMCONN|MCONNECT)\\b(?!\\?)",
                           line, NULL);
}

/* The time of the line, or of one before it. */
static void
take_time (LgLogStory *self,
           const char *line)
{
  LgLogTime time;

  if (!lg_log_time_parse (&time, &self->style, line))
    return;

  g_free (self->timed_line);
  self->timed_line = g_strdup (line);
  g_free (self->time);
  self->time = g_strstrip (g_strndup (line + time.start, time.end - time.start));
  self->at_ms = time.ms;
  self->kind = time.kind;
}

static void
note (LgLogStory        *self,
      const LgLogMoment *moment)
{
  Noted *noted = g_new (Noted, 1);

  *noted = (Noted) { .moment = *moment, .trying = self->trying };
  noted->moment.text = NULL;
  noted->moment.time = g_strdup (moment->time);
  noted->moment.device = g_strdup (moment->device);
  if (moment->finding != NULL)
    g_object_ref (moment->finding);
  g_ptr_array_add (self->noted, noted);
}

/* Keeps a line that tells of a login or an end for the arithmetic, and before it the one that its
   time is from. */
static void
keep_time (LgLogStory *self,
           const char *line)
{
  if (self->time == NULL || self->times->len > TIMES_MAX)
    return;

  if (self->timed_line != NULL && !g_str_equal (self->timed_line, line))
    g_string_append_printf (self->times, "%s\n", self->timed_line);
  g_clear_pointer (&self->timed_line, g_free);
  g_string_append_printf (self->times, "%s\n", line);
}

/**
 * lg_log_story_take:
 * @line: the next line of the log, UTF-8
 *
 * Reads a line. Its secrets are masked before anything of it is kept. Pure.
 *
 * Returns: (transfer full) (nullable): what matters of it; %NULL for the many lines that do not
 */
LgLogMoment *
lg_log_story_take (LgLogStory *self,
                   const char *line)
{
  g_autofree char *masked = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  LgLogMoment *moment;
  LgLogWord word;

  g_return_val_if_fail (self != NULL && line != NULL, NULL);

  self->n_lines++;
  masked = g_strstrip (lg_log_mask (line));
  take_time (self, masked);
  word = lg_log_word_find (masked);
  findings = lg_log_line_findings (masked, self->family);
  if (findings->len == 0 && word == LG_LOG_WORD_OTHER)
    {
      self->trying |= begins_attempt (masked);
      return NULL;
    }

  self->n_moments++;
  moment = g_new (LgLogMoment, 1);
  *moment = (LgLogMoment) {
    .number = self->n_lines,
    .word = word,
    .time = g_strdup (self->time),
    .at_ms = self->at_ms,
    .device = lg_log_name_find (LG_LOG_FIELD_DEVICE, NULL, masked),
    .finding = findings->len > 0 ? g_object_ref (findings->pdata[0]) : NULL,
  };
  if (word != LG_LOG_WORD_OTHER)
    keep_time (self, masked);
  moment->text = g_steal_pointer (&masked);
  note (self, moment);
  if (word != LG_LOG_WORD_OTHER)
    self->trying = FALSE;
  return moment;
}

static int
compare_chapters (gconstpointer a,
                  gconstpointer b)
{
  const LgLogChapter *first = *(LgLogChapter *const *) a, *second = *(LgLogChapter *const *) b;

  return (int) first->first.line - (int) second->first.line;
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  return compare_chapters (b, a);
}

/* Consoles show the newest line first. What counts from the device's start goes back with each
   restart. */
static gboolean
is_newest_first (LgLogStory *self)
{
  guint up = 0, down = 0;

  for (guint i = 1; i < self->noted->len; i++)
    {
      gint64 before = ((Noted *) self->noted->pdata[i - 1])->moment.at_ms;
      gint64 at = ((Noted *) self->noted->pdata[i])->moment.at_ms;

      up += at > before;
      down += at < before;
    }

  return down > up && self->kind != LG_LOG_TIME_UPTIME;
}

/**
 * lg_log_story_end:
 *
 * Notes that no line follows, and tells what happened, the oldest first.
 */
void
lg_log_story_end (LgLogStory *self)
{
  gboolean newest_first;

  g_return_if_fail (self != NULL);

  newest_first = is_newest_first (self);
  for (guint i = 0; i < self->noted->len; i++)
    {
      guint k = newest_first ? self->noted->len - 1 - i : i;
      const Noted *noted = self->noted->pdata[k];

      tell (self, &noted->moment, noted->trying && !newest_first);
    }
  g_ptr_array_set_size (self->noted, 0);
  for (guint i = 0; i < self->devices->len; i++)
    close_chapter (self, self->devices->pdata[i]);
  g_ptr_array_sort (self->chapters, newest_first ? compare_newest_first : compare_chapters);
}

/**
 * lg_log_story_get_n_lines:
 *
 * Returns: how many lines were read
 */
guint
lg_log_story_get_n_lines (LgLogStory *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_lines;
}

/**
 * lg_log_story_get_n_moments:
 *
 * Returns: how many of them matter
 */
guint
lg_log_story_get_n_moments (LgLogStory *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_moments;
}

/**
 * lg_log_story_get_chapters:
 *
 * Returns: (transfer none) (element-type LgLogChapter): what happened, in order; whole after
 *   [func@log_story_end]
 */
GPtrArray *
lg_log_story_get_chapters (LgLogStory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->chapters;
}

/**
 * lg_log_story_list_devices:
 *
 * Returns: (transfer container) (element-type utf8): the devices the log is about; %NULL alone if
 *   no line names one
 */
GPtrArray *
lg_log_story_list_devices (LgLogStory *self)
{
  GPtrArray *names;

  g_return_val_if_fail (self != NULL, NULL);

  names = g_ptr_array_new ();
  for (guint i = 0; i < self->devices->len; i++)
    {
      Device *device = self->devices->pdata[i];

      if (device->name != NULL || self->devices->len == 1)
        g_ptr_array_add (names, device->name);
    }
  return names;
}

/* The chapters of one cause. */
typedef struct
{
  const LgLogChapter *first;
  const LgLogChapter *last;
  guint               number;
} Cause;

static void
count_cause (GArray             *causes,
             const LgLogChapter *chapter)
{
  Cause fresh = { chapter, chapter, chapter->number };

  for (guint i = 0; i < causes->len; i++)
    {
      Cause *cause = &g_array_index (causes, Cause, i);

      if (!g_str_equal (cause->first->finding->cause,
                        chapter->finding->cause))
        continue;
      cause->last = chapter;
      cause->number += chapter->number;
      return;
    }

  g_array_append_val (causes, fresh);
}

/* Faults first, then what happened most, then the surer, then what came first. */
static int
compare_causes (gconstpointer a,
                gconstpointer b)
{
  const Cause *first = a, *second = b;
  LgFinding *one = first->first->finding, *other = second->first->finding;

  if (one->severity != other->severity)
    return one->severity == LG_SEVERITY_FAULT ? -1 : 1;
  if (first->number != second->number)
    return first->number > second->number ? -1 : 1;
  return (int) one->confidence - (int) other->confidence;
}

static LgFinding *
make_finding (const Cause *cause)
{
  LgFinding *finding = cause->first->finding;
  g_autofree char *first = lg_log_chapter_describe_places (cause->first);
  g_autofree char *last = lg_log_chapter_describe_places (cause->last);
  g_autofree char *where = NULL;
  g_autofree char *evidence = NULL;

  if (cause->first == cause->last && cause->number == 1)
    /* Translators: a place in a log */
    where = g_strdup_printf (_("Once, %s."), first);
  else if (cause->first == cause->last)
    where = g_strdup_printf (_("%u times, %s."), cause->number, first);
  else
    /* Translators: a number, and two places in a log */
    where = g_strdup_printf (_("%u times, the first %s, the last %s."), cause->number, first, last);
  /* Translators: two sentences */
  evidence = g_strdup_printf (_("%s %s"), finding->evidence, where);
  return lg_finding_new (&(LgFinding) {
    .cause = finding->cause,
    .severity = finding->severity,
    .confidence = finding->confidence,
    .title = finding->title,
    .evidence = evidence,
    .meaning = finding->meaning,
    .advice = finding->advice,
    .alternatives = finding->alternatives,
  });
}

/**
 * lg_log_story_findings:
 * @device: (nullable): of which device; %NULL: of all
 *
 * Returns: (transfer full) (element-type LgFinding): the reasons, one for each cause, each with how
 *   often and where; what happened most comes first
 */
GPtrArray *
lg_log_story_findings (LgLogStory *self,
                       const char *device)
{
  g_autoptr (GArray) causes = g_array_new (FALSE, FALSE, sizeof (Cause));
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (self != NULL, findings);

  for (guint i = 0; i < self->chapters->len; i++)
    {
      const LgLogChapter *chapter = self->chapters->pdata[i];

      if (chapter->finding != NULL
          && (device == NULL || g_strcmp0 (chapter->device, device) == 0))
        count_cause (causes, chapter);
    }

  g_array_sort (causes, compare_causes);
  for (guint i = 0; i < causes->len; i++)
    g_ptr_array_add (findings, make_finding (&g_array_index (causes, Cause, i)));
  return findings;
}

/**
 * lg_log_story_get_times:
 *
 * Returns: (transfer none): the lines that tell of a login, an end or a failed attempt, with
 *   those their times are from, for [func@drop_fleet_parse]
 */
const char *
lg_log_story_get_times (LgLogStory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->times->str;
}

/* How often a device connected, was refused and was dropped. */
static void
count (LgLogStory   *self,
       LgLogOutcome  outcome,
       guint        *number)
{
  for (guint i = 0; i < self->chapters->len; i++)
    {
      const LgLogChapter *chapter = self->chapters->pdata[i];

      if (chapter->outcome == outcome)
        *number += chapter->number;
    }
}

/**
 * lg_log_story_describe:
 *
 * Returns: (transfer full): how many links the log tells of and how they ended, in one translated
 *   sentence; whole after [func@log_story_end]
 */
char *
lg_log_story_describe (LgLogStory *self)
{
  guint connected = 0, refused = 0, dropped = 0;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->n_moments == 0)
    return g_strdup_printf (_("None of %u lines tells of a login, a refusal or an end."),
                            self->n_lines);

  count (self, LG_LOG_OUTCOME_CONNECTED, &connected);
  count (self, LG_LOG_OUTCOME_REFUSED, &refused);
  count (self, LG_LOG_OUTCOME_DROPPED, &dropped);
  return g_strdup_printf (_("Lines: %u. Attempts refused: %u. Links dropped: %u. Links without an "
                            "end: %u."), self->n_lines, refused, dropped, connected);
}

/**
 * lg_log_story_free:
 *
 * Frees it.
 */
void
lg_log_story_free (LgLogStory *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->time);
  g_ptr_array_unref (self->noted);
  g_ptr_array_unref (self->devices);
  g_ptr_array_unref (self->chapters);
  g_string_free (self->times, TRUE);
  g_free (self->timed_line);
  g_free (self);
}

/**
 * lg_log_moment_free:
 *
 * Frees it.
 */
void
lg_log_moment_free (LgLogMoment *self)
{
  g_return_if_fail (self != NULL);

  moment_clear (self);
  g_free (self);
}
