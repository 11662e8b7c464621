/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The devices a text with times is about. */
#include "config.h"

#include "lg-drop-fleet.h"

#include "lg-drop-common.h"
#include "lg-drop-intervals.h"

/* The lines that tell of an end; if none says so, all do, because they were pasted as such. */
static LgLogWord
find_drop_word (GPtrArray *lines)
{
  static const LgLogWord order[] = {
    LG_LOG_WORD_OFFLINE, LG_LOG_WORD_OTHER, LG_LOG_WORD_ONLINE, LG_LOG_WORD_FAILED,
  };
  guint numbers[LG_LOG_N_WORDS] = { 0 };

  for (guint i = 0; i < lines->len; i++)
    {
      const LgDropLine *line = lines->pdata[i];

      numbers[line->word] += line->timed;
    }
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (numbers[order[i]] > 0)
      return order[i];

  return LG_LOG_WORD_OFFLINE;
}

/* Which devices the lines name, in order. */
static GPtrArray *
list_names (GPtrArray *lines)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      char *name = ((LgDropLine *) lines->pdata[i])->names[LG_LOG_FIELD_DEVICE];

      if (name != NULL && g_hash_table_add (known, name))
        g_ptr_array_add (names, name);
    }

  return names;
}

/* The last address, firmware and region its lines have. */
static void
take_names (LgDropDevice *self,
            GPtrArray    *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const LgDropLine *line = lines->pdata[i];

      for (guint k = LG_LOG_FIELD_DEVICE + 1; k < G_N_ELEMENTS (self->names); k++)
        if (line->names[k] != NULL)
          {
            g_free (self->names[k]);
            self->names[k] = g_strdup (line->names[k]);
          }
    }
}

static void
add_device (LgDropFleet *self,
            const char  *name,
            GPtrArray   *lines,
            LgLogWord    drop_word)
{
  LgDropDevice *device = lg_drop_device_new (name, lg_drop_log_new_for_lines (lines, drop_word));

  take_names (device, lines);
  self->recognized |= device->log->drops->len > 0 || device->log->told->len > 0;
  g_ptr_array_add (self->devices, device);
}

/* What names no device is the only one's; of several, it is nobody's, unless an end is among it. */
static void
split_devices (LgDropFleet *self,
               GPtrArray   *lines)
{
  LgLogWord word = find_drop_word (lines);
  g_autoptr (GPtrArray) names = list_names (lines);
  g_autoptr (GHashTable) of_device
    = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) nobodys = g_ptr_array_new ();
  gboolean ends = FALSE;

  if (names->len <= 1)
    {
      add_device (self, names->len == 1 ? names->pdata[0] : NULL, lines, word);
      return;
    }

  for (guint i = 0; i < names->len; i++)
    g_hash_table_insert (of_device, names->pdata[i], g_ptr_array_new ());
  for (guint i = 0; i < lines->len; i++)
    {
      LgDropLine *line = lines->pdata[i];
      const char *name = line->names[LG_LOG_FIELD_DEVICE];

      g_ptr_array_add (name != NULL ? g_hash_table_lookup (of_device, name) : nobodys, line);
      ends |= name == NULL && line->timed && line->word == word && word == LG_LOG_WORD_OFFLINE;
    }
  for (guint i = 0; i < names->len; i++)
    add_device (self, names->pdata[i], g_hash_table_lookup (of_device, names->pdata[i]), word);
  if (ends)
    add_device (self, NULL, nobodys, word);
}

/**
 * lg_drop_fleet_parse:
 * @text: lines of a log, records of a console, a table, a list of times, or intervals (“every
 *   120 s”), in many usual forms
 * @now_s: Unix seconds, for dates without a year
 *
 * Reads when devices went offline. Lines that say so are taken; if none does, every line with a
 * time is. Where logins are among them, the time from login to end is measured. Lines of several
 * devices are told apart by DeviceName or client ID before anything is measured.
 *
 * Returns: (transfer full): what was understood; a device at least
 */
LgDropFleet *
lg_drop_fleet_parse (const char *text,
                     gint64      now_s)
{
  g_autofree char *valid = NULL;
  g_autoptr (GArray) intervals = NULL;
  LgDropFleet *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (LgDropFleet, 1);
  self->devices = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_drop_device_free);
  self->findings = g_ptr_array_new_with_free_func (g_object_unref);
  valid = g_utf8_make_valid (text, -1);
  intervals = lg_drop_intervals_parse (valid);
  if (intervals->len > 0)
    {
      LgDropLog *log = lg_drop_log_new_for_intervals (g_steal_pointer (&intervals));

      g_ptr_array_add (self->devices, lg_drop_device_new (NULL, log));
      self->recognized = TRUE;
    }
  else
    {
      g_autoptr (GPtrArray) lines = lg_drop_lines_read (valid, now_s);

      split_devices (self, lines);
    }

  return self;
}

/* All its ends, or nearly all, are of one moment with others: its own rhythm is theirs. */
static gboolean
is_together (const LgDropDevice *device)
{
  return device->n_together > 0 && device->n_together * 4 >= device->log->drops->len * 3;
}

static gpointer
copy_finding (gconstpointer finding,
              gpointer      user_data)
{
  return g_object_ref ((gpointer) finding);
}

/**
 * lg_drop_fleet_judge:
 * @known: what else is known of the devices
 *
 * Says which causes fit: what ends many at one moment is the way they share or the platform, one
 * alone is the device; then what those that end have in common by address, firmware or region.
 * What only one device tells comes after it.
 */
void
lg_drop_fleet_judge (LgDropFleet      *self,
                     const LgDropCase *known)
{
  g_return_if_fail (self != NULL && known != NULL);

  g_ptr_array_set_size (self->findings, 0);
  if (self->devices->len > 1)
    lg_drop_common_judge (self->devices, self->findings);
  for (guint i = 0; i < self->devices->len; i++)
    {
      LgDropDevice *device = self->devices->pdata[i];
      LgDropCase one = *known;

      one.only_told = is_together (device);
      g_clear_pointer (&device->findings, g_ptr_array_unref);
      device->findings = lg_drop_times_findings (device->log, &one);
    }

  if (self->devices->len > 1)
    lg_drop_common_add_devices (self->devices, self->findings);
  else
    g_ptr_array_extend (self->findings, ((LgDropDevice *) self->devices->pdata[0])->findings,
                        copy_finding, NULL);
}

/**
 * lg_drop_fleet_describe:
 *
 * Returns: (transfer full) (nullable): which devices go offline and which do not, in translated
 *   sentences; %NULL: there is one device only
 */
char *
lg_drop_fleet_describe (LgDropFleet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->devices->len > 1 ? lg_drop_common_describe (self->devices) : NULL;
}

/**
 * lg_drop_fleet_free:
 *
 * Frees it.
 */
void
lg_drop_fleet_free (LgDropFleet *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->devices);
  g_ptr_array_unref (self->findings);
  g_free (self);
}
