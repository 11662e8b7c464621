/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-drop-log.h"

#include "lg-rhythm.h"

#define HALF_DAY_MS (12 * 3600 * G_GINT64_CONSTANT (1000))

/* Several lines about one end. */
#define SAME_DROP_MS 1000
#define SAME_OFFLINE_MS 10000

/* A count of 32 bits has come to its end if it goes on within this part of it, or a day. */
#define WRAP_PART 16

/* A count whose unit is not told, with steps of hours between ends, counts µs. */
#define MICROS_STEP (10 * 1000 * 1000)

static void
drop_free (gpointer data)
{
  LgDrop *drop = data;

  g_free (drop->text);
  g_free (drop);
}

/* Times can only be compared with others that count from the same moment: a local time and one
   in UTC do not. */
static guint
get_count (const LgDropLine *line)
{
  return line->time.kind * 2 + line->time.zoned;
}

/* The lines with a time of the kind that most have. */
static void
take_timed (LgDropLog *self,
            GPtrArray *lines,
            GPtrArray *timed)
{
  guint numbers[2 * (LG_LOG_TIME_UPTIME + 1)] = { 0 };
  guint most = 0;

  for (guint i = 0; i < lines->len; i++)
    if (((LgDropLine *) lines->pdata[i])->timed)
      numbers[get_count (lines->pdata[i])]++;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i] > numbers[most])
      most = i;

  for (guint i = 0; i < lines->len; i++)
    {
      LgDropLine *line = lines->pdata[i];

      if (line->timed && get_count (line) == most)
        {
          g_ptr_array_add (timed, line);
          continue;
        }
      self->n_untimed++;
      if (line->word == LG_LOG_WORD_OFFLINE)
        g_ptr_array_add (self->told, g_strdup (line->text));
    }
}

/* From one line to the next. A clock without a date begins anew at midnight. */
static gint64
get_step (const LgDropLine *from,
          const LgDropLine *to)
{
  gint64 step = to->time.ms - from->time.ms;

  if (to->time.kind != LG_LOG_TIME_CLOCK)
    return step;
  if (step < -HALF_DAY_MS)
    return step + 2 * HALF_DAY_MS;
  if (step > HALF_DAY_MS)
    return step - 2 * HALF_DAY_MS;
  return step;
}

static LgLogTimeKind
get_kind (GPtrArray *lines)
{
  return lines->len > 0 ? ((LgDropLine *) lines->pdata[0])->time.kind : LG_LOG_TIME_DATE;
}

static void
reverse (GPtrArray *lines)
{
  for (guint i = 0, j = lines->len; i + 1 < j; i++)
    {
      gpointer line = lines->pdata[i];

      lines->pdata[i] = lines->pdata[--j];
      lines->pdata[j] = line;
    }
}

/* Consoles show the newest line first. */
static void
put_oldest_first (GPtrArray *lines)
{
  guint up = 0, down = 0;

  for (guint i = 1; i < lines->len; i++)
    {
      gint64 step = get_step (lines->pdata[i - 1], lines->pdata[i]);

      up += step > 0;
      down += step < 0;
    }

  if (down > up && get_kind (lines) != LG_LOG_TIME_UPTIME)
    reverse (lines);
}

static void
count_days (GPtrArray *lines)
{
  for (guint i = 1; i < lines->len && get_kind (lines) == LG_LOG_TIME_CLOCK; i++)
    {
      LgDropLine *line = lines->pdata[i];
      gint64 before = ((LgDropLine *) lines->pdata[i - 1])->time.ms;

      while (line->time.ms < before - HALF_DAY_MS)
        line->time.ms += 2 * HALF_DAY_MS;
    }
}

static int
compare_steps (gconstpointer a,
               gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/* The middle one of the steps forward and the longest, ms. */
static gint64
measure_steps (GPtrArray *lines,
               gint64    *longest)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 1; i < lines->len; i++)
    {
      gint64 step = get_step (lines->pdata[i - 1], lines->pdata[i]);

      if (step > 0)
        g_array_append_val (steps, step);
    }

  *longest = 0;
  if (steps->len == 0)
    return 0;

  g_array_sort (steps, compare_steps);
  *longest = g_array_index (steps, gint64, steps->len - 1);
  return g_array_index (steps, gint64, steps->len / 2);
}

/* A count of 32 bits that comes to its end goes on from zero; the device did not restart. */
static void
count_wraps (LgDropLog *self,
             GPtrArray *lines)
{
  gint64 longest, middle = measure_steps (lines, &longest), past = 0, before = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      LgDropLine *line = lines->pdata[i];
      gint64 wrap = line->time.wrap_ms, at = line->time.ms;

      if (at < before && before > wrap / 2
          && wrap - before + at <= MAX (MIN (wrap / WRAP_PART, 2 * HALF_DAY_MS), 2 * longest))
        {
          past += wrap;
          self->n_wraps++;
        }
      before = at;
      line->time.ms += past;
    }

  for (guint i = 0; self->n_wraps > 0 && middle >= MICROS_STEP && i < lines->len; i++)
    {
      LgDropLine *line = lines->pdata[i];

      if (line->time.bare)
        line->time.ms /= 1000;
    }
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const LgDropLine *first = *(LgDropLine *const *) a, *second = *(LgDropLine *const *) b;

  if (first->time.ms != second->time.ms)
    return first->time.ms < second->time.ms ? -1 : 1;
  return (int) first->position - (int) second->position;
}

typedef struct
{
  GPtrArray *drops;
  GArray    *gaps;
  guint      n_back;
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->drops, g_ptr_array_unref);
  g_clear_pointer (&self->gaps, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* One way to read the lines: a step back means that nothing is known about the time between. */
static void
read_drops (Reading   *self,
            GPtrArray *lines,
            LgLogWord  drop_word)
{
  const LgDropLine *before = NULL, *login = NULL;
  LgDrop *last = NULL;

  self->drops = g_ptr_array_new_with_free_func (drop_free);
  self->gaps = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < lines->len; i++)
    {
      const LgDropLine *line = lines->pdata[i];

      if (before != NULL && line->time.ms < before->time.ms)
        {
          self->n_back++;
          last = NULL;
          login = NULL;
        }
      before = line;

      if (line->word == drop_word)
        {
          if (login == NULL && last != NULL
              && line->time.ms - last->at_ms <= (last->up_s < 0 ? SAME_DROP_MS : SAME_OFFLINE_MS))
            continue;

          if (last != NULL)
            {
              double gap = (line->time.ms - last->at_ms) / 1000.0;

              g_array_append_val (self->gaps, gap);
            }
          last = g_new (LgDrop, 1);
          *last = (LgDrop) {
            .at_ms = line->time.ms,
            .clock_ms = line->time.clock_ms,
            .up_s = login != NULL ? (line->time.ms - login->time.ms) / 1000.0 : -1,
            .text = g_strdup (line->text),
          };
          g_ptr_array_add (self->drops, last);
          login = NULL;
        }
      else if (line->word == LG_LOG_WORD_ONLINE)
        login = line;
    }
}

static double
get_spread (const Reading *self)
{
  return self->gaps->len > 0
         ? lg_rhythm_get_spread ((const double *) self->gaps->data, self->gaps->len) : G_MAXDOUBLE;
}

/* Lines out of order and a clock that was set back look alike; what gives the more regular times
   is taken for what happened. */
static void
read_both_ways (LgDropLog *self,
                GPtrArray *lines,
                LgLogWord  drop_word,
                Reading   *reading)
{
  gboolean uptime = get_kind (lines) == LG_LOG_TIME_UPTIME;
  g_auto (Reading) sorted = { 0 };

  read_drops (reading, lines, drop_word);
  if (reading->n_back > 0 && !uptime)
    {
      g_ptr_array_sort (lines, compare_times);
      read_drops (&sorted, lines, drop_word);
      if (reading->gaps->len < 2 || get_spread (&sorted) <= get_spread (reading))
        {
          Reading other = *reading;

          *reading = sorted;
          sorted = other;
          self->sorted = TRUE;
        }
    }

  self->n_restarts = uptime ? reading->n_back : 0;
  self->n_steps = uptime ? 0 : reading->n_back;
}

/* How long it was online tells more than when it went; but not of only a few of many drops. */
static void
take_intervals (LgDropLog *self,
                Reading   *reading)
{
  guint known = 0;

  for (guint i = 0; i < self->drops->len; i++)
    known += ((LgDrop *) self->drops->pdata[i])->up_s >= 0;

  self->of_sessions = known > 0 && known * 2 >= self->drops->len;
  if (!self->of_sessions)
    {
      g_array_append_vals (self->intervals, reading->gaps->data, reading->gaps->len);
      return;
    }

  for (guint i = 0; i < self->drops->len; i++)
    {
      const LgDrop *drop = self->drops->pdata[i];

      if (drop->up_s >= 0)
        g_array_append_val (self->intervals, drop->up_s);
    }
}

static LgDropLog *
make_log (void)
{
  LgDropLog *self = g_new0 (LgDropLog, 1);

  self->drops = g_ptr_array_new_with_free_func (drop_free);
  self->intervals = g_array_new (FALSE, FALSE, sizeof (double));
  self->told = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * lg_drop_log_new_for_intervals:
 * @intervals: (transfer full) (element-type double): seconds
 *
 * Returns: (transfer full): a log of which only the intervals are known
 */
LgDropLog *
lg_drop_log_new_for_intervals (GArray *intervals)
{
  LgDropLog *self = make_log ();

  g_array_unref (self->intervals);
  self->intervals = intervals;
  return self;
}

/**
 * lg_drop_log_new_for_lines:
 * @lines: (element-type LgDropLine): the lines about one device, as they stand in the log; their
 *   times are changed so that they count on
 * @drop_word: which lines tell of an end
 *
 * Measures the times of the ends, or, where logins are among the lines, from login to end.
 *
 * Returns: (transfer full): what the lines tell
 */
LgDropLog *
lg_drop_log_new_for_lines (GPtrArray *lines,
                           LgLogWord  drop_word)
{
  LgDropLog *self = make_log ();
  g_autoptr (GPtrArray) timed = g_ptr_array_new ();
  g_auto (Reading) reading = { 0 };

  take_timed (self, lines, timed);
  put_oldest_first (timed);
  count_days (timed);
  if (get_kind (timed) == LG_LOG_TIME_UPTIME)
    count_wraps (self, timed);
  self->dated = get_kind (timed) == LG_LOG_TIME_DATE;
  for (guint i = 0; i < timed->len; i++)
    self->resolution_s = MAX (self->resolution_s,
                              ((LgDropLine *) timed->pdata[i])->time.resolution_ms / 1000.0);

  read_both_ways (self, timed, drop_word, &reading);
  g_ptr_array_unref (self->drops);
  self->drops = g_steal_pointer (&reading.drops);
  take_intervals (self, &reading);
  for (guint i = 0; i < self->drops->len; i++)
    g_ptr_array_add (self->told, g_strdup (((LgDrop *) self->drops->pdata[i])->text));
  return self;
}

/**
 * lg_drop_log_free:
 *
 * Frees it.
 */
void
lg_drop_log_free (LgDropLog *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->drops);
  g_array_unref (self->intervals);
  g_ptr_array_unref (self->told);
  g_free (self);
}
