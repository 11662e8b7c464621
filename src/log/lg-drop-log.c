/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-drop-log.h"

#include "lg-drop-intervals.h"
#include "lg-log-word.h"
#include "lg-rhythm.h"

#include <string.h>

#define HALF_DAY_MS (12 * 3600 * G_GINT64_CONSTANT (1000))

/* Several lines about one end. */
#define SAME_DROP_MS 1000
#define SAME_OFFLINE_MS 10000

/* No record of a console has more lines. */
#define MOST_MEMBERS 60

typedef struct
{
  LgLogTime  time;
  LgLogWord  word;
  char      *text;
  guint      position;
} Line;

static void
line_clear (gpointer data)
{
  g_free (((Line *) data)->text);
}

static void
drop_free (gpointer data)
{
  LgDrop *drop = data;

  g_free (drop->text);
  g_free (drop);
}

/* How many braces a line leaves open. */
static int
count_braces (const char *line)
{
  int open = 0;

  for (; *line != '\0'; line++)
    open += (*line == '{') - (*line == '}');
  return open;
}

/* A record that is written over several lines becomes one. Takes what it joins from @lines. */
static char *
join_record (char  **lines,
             guint  *position)
{
  g_autoptr (GString) record = g_string_new (g_strstrip (lines[*position]));
  int open = *record->str == '{' ? count_braces (record->str) : 0;

  for (guint i = *position + 1; open > 0 && lines[i] != NULL && i < *position + MOST_MEMBERS; i++)
    {
      g_autofree char *line = g_strstrip (g_strdup (lines[i]));

      open += count_braces (line);
      g_string_append_printf (record, " %s", line);
      if (open == 0)
        *position = i;
    }

  return open > 0 ? g_strdup (lines[*position]) : g_strdup (record->str);
}

/* In a console's record `time` is when it happened; `lastTime` and what is in UTC count
   differently. */
static const char *
find_time (const char *line)
{
  const char *member = *line == '{' ? strstr (line, "\"time\"") : NULL;

  return member != NULL ? member : line;
}

static GArray *
read_lines (LgDropLog  *self,
            const char *whole,
            gint64      now_s)
{
  g_auto (GStrv) lines = g_strsplit (whole, "\n", -1);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Line));
  LgLogTimeStyle style;
  LgLogTime last = { 0 };
  gboolean timed = FALSE;

  g_array_set_clear_func (found, line_clear);
  lg_log_time_style_init (&style, whole, now_s);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *text = join_record (lines, &i);
      Line line = { .position = found->len, .word = lg_log_word_find (text) };

      if (*text == '\0')
        continue;

      if (lg_log_time_parse (&line.time, &style, find_time (text)))
        {
          last = line.time;
          timed = TRUE;
        }
      else if (timed && (line.word == LG_LOG_WORD_OFFLINE || line.word == LG_LOG_WORD_ONLINE))
        {
          /* Some logs write the time on a line of its own. */
          line.time = last;
        }
      else
        {
          self->n_untimed++;
          if (line.word == LG_LOG_WORD_OFFLINE)
            g_ptr_array_add (self->told, g_strdup (text));
          continue;
        }

      line.text = g_steal_pointer (&text);
      g_array_append_val (found, line);
    }

  return found;
}

/* Times can only be compared with others that count from the same moment. */
static void
keep_one_kind (LgDropLog *self,
               GArray    *lines)
{
  guint numbers[3] = { 0 };
  LgLogTimeKind kind = LG_LOG_TIME_DATE;

  for (guint i = 0; i < lines->len; i++)
    numbers[g_array_index (lines, Line, i).time.kind]++;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i] > numbers[kind])
      kind = i;

  for (guint i = lines->len; i > 0; i--)
    if (g_array_index (lines, Line, i - 1).time.kind != kind)
      {
        g_array_remove_index (lines, i - 1);
        self->n_untimed++;
      }
}

/* The lines that tell of an end; if none says so, all do, because they were pasted as such. */
static LgLogWord
find_drop_word (GArray *lines)
{
  static const LgLogWord order[] = {
    LG_LOG_WORD_OFFLINE, LG_LOG_WORD_OTHER, LG_LOG_WORD_ONLINE, LG_LOG_WORD_FAILED,
  };
  guint numbers[LG_LOG_N_WORDS] = { 0 };

  for (guint i = 0; i < lines->len; i++)
    numbers[g_array_index (lines, Line, i).word]++;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (numbers[order[i]] > 0)
      return order[i];

  return LG_LOG_WORD_OFFLINE;
}

/* From one line to the next. A clock without a date begins anew at midnight. */
static gint64
get_step (const Line *from,
          const Line *to)
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

static void
reverse (GArray *lines)
{
  for (guint i = 0, j = lines->len - 1; i < j; i++, j--)
    {
      Line line = g_array_index (lines, Line, i);

      g_array_index (lines, Line, i) = g_array_index (lines, Line, j);
      g_array_index (lines, Line, j) = line;
    }
}

/* Consoles show the newest line first. */
static void
put_oldest_first (GArray *lines)
{
  guint up = 0, down = 0;

  for (guint i = 1; i < lines->len; i++)
    {
      gint64 step = get_step (&g_array_index (lines, Line, i - 1),
                              &g_array_index (lines, Line, i));

      up += step > 0;
      down += step < 0;
    }

  if (lines->len > 1 && down > up && g_array_index (lines, Line, 0).time.kind != LG_LOG_TIME_UPTIME)
    reverse (lines);
}

static void
count_days (GArray *lines)
{
  for (guint i = 1; i < lines->len; i++)
    {
      Line *line = &g_array_index (lines, Line, i);
      gint64 before = g_array_index (lines, Line, i - 1).time.ms;

      if (line->time.kind != LG_LOG_TIME_CLOCK)
        return;
      while (line->time.ms < before - HALF_DAY_MS)
        line->time.ms += 2 * HALF_DAY_MS;
    }
}

static int
compare_times (const void *a,
               const void *b)
{
  const Line *first = a, *second = b;

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
            GArray    *lines,
            LgLogWord  drop_word)
{
  const Line *before = NULL, *login = NULL;
  LgDrop *last = NULL;

  self->drops = g_ptr_array_new_with_free_func (drop_free);
  self->gaps = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

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
                GArray    *lines,
                Reading   *reading)
{
  LgLogWord word = find_drop_word (lines);
  gboolean uptime = lines->len > 0
                    && g_array_index (lines, Line, 0).time.kind == LG_LOG_TIME_UPTIME;
  g_auto (Reading) sorted = { 0 };

  read_drops (reading, lines, word);
  if (reading->n_back > 0 && !uptime)
    {
      qsort (lines->data, lines->len, sizeof (Line), compare_times);
      read_drops (&sorted, lines, word);
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
    known += ((LgDrop *) self->drops->pdata[i])->up_s > 0;

  self->of_sessions = known > 0 && known * 2 >= self->drops->len;
  if (!self->of_sessions)
    {
      g_array_append_vals (self->intervals, reading->gaps->data, reading->gaps->len);
      return;
    }

  for (guint i = 0; i < self->drops->len; i++)
    {
      const LgDrop *drop = self->drops->pdata[i];

      if (drop->up_s > 0)
        g_array_append_val (self->intervals, drop->up_s);
    }
}

static void
read_text (LgDropLog  *self,
           const char *text,
           gint64      now_s)
{
  g_autoptr (GArray) lines = read_lines (self, text, now_s);
  g_auto (Reading) reading = { 0 };

  keep_one_kind (self, lines);
  put_oldest_first (lines);
  count_days (lines);
  for (guint i = 0; i < lines->len; i++)
    {
      const LgLogTime *time = &g_array_index (lines, Line, i).time;

      self->dated = time->kind == LG_LOG_TIME_DATE;
      self->resolution_s = MAX (self->resolution_s, time->resolution_ms / 1000.0);
    }

  read_both_ways (self, lines, &reading);
  self->drops = g_steal_pointer (&reading.drops);
  take_intervals (self, &reading);
  for (guint i = 0; i < self->drops->len; i++)
    g_ptr_array_add (self->told, g_strdup (((LgDrop *) self->drops->pdata[i])->text));
}

/**
 * lg_drop_log_parse:
 * @text: lines of a log, a list of times, or intervals (“every 120 s”), in many usual forms
 * @now_s: Unix seconds, for dates without a year
 *
 * Reads when a device went offline. Lines that say so are taken; if none does, every line with a
 * time is. Where logins are among them, the time from login to end is measured.
 *
 * Returns: (transfer full): what was understood; no interval and no reason if that is nothing
 */
LgDropLog *
lg_drop_log_parse (const char *text,
                   gint64      now_s)
{
  g_autofree char *valid = NULL;
  LgDropLog *self;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  self = g_new0 (LgDropLog, 1);
  self->intervals = lg_drop_intervals_parse (valid);
  self->told = g_ptr_array_new_with_free_func (g_free);
  if (self->intervals->len == 0)
    read_text (self, valid, now_s);
  else
    self->drops = g_ptr_array_new_with_free_func (drop_free);

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
