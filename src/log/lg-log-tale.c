/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a whole log tells, lines and times together. */
#include "config.h"

#include "lg-log-tale.h"

#include "lg-drop-fleet.h"

#include <glib/gi18n-lib.h>

static void
device_free (gpointer data)
{
  LgLogTaleDevice *device = data;

  g_free (device->name);
  g_ptr_array_unref (device->findings);
  g_free (device);
}

static gboolean
has_cause (GPtrArray  *findings,
           const char *cause)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (LG_FINDING (findings->pdata[i])->cause, cause))
      return TRUE;

  return FALSE;
}

/* What times alone make possible is no news beside words. */
static void
add_likely (GPtrArray *findings,
            GPtrArray *of_times)
{
  for (guint i = 0; i < of_times->len; i++)
    {
      LgFinding *finding = of_times->pdata[i];

      if (finding->confidence <= LG_CONFIDENCE_LIKELY
          && !has_cause (findings, finding->cause))
        g_ptr_array_add (findings, g_object_ref (finding));
    }
}

static LgDropDevice *
find_drops (LgDropFleet *fleet,
            const char  *name)
{
  for (guint i = 0; i < fleet->devices->len; i++)
    if (g_strcmp0 (lg_drop_device_get_name (fleet->devices->pdata[i]), name) == 0)
      return fleet->devices->pdata[i];

  return NULL;
}

/**
 * lg_log_tale_new:
 * @story: the story, all lines of which are read; it is ended
 * @known: the platform, and what else is known of the devices
 * @now_s: Unix seconds, for dates without a year
 *
 * Puts together what the lines tell and what the times of the ends tell. The story's chapters are
 * shared. Pure; any thread.
 *
 * Returns: (transfer full): what the log tells
 */
LgLogTale *
lg_log_tale_new (LgLogStory       *story,
                 const LgDropCase *known,
                 gint64            now_s)
{
  g_autoptr (LgDropFleet) fleet = NULL;
  g_autoptr (GPtrArray) names = NULL;
  LgLogTale *self;

  g_return_val_if_fail (story != NULL && known != NULL, NULL);

  lg_log_story_end (story);
  fleet = lg_drop_fleet_parse (lg_log_story_get_times (story), now_s);
  lg_drop_fleet_judge (fleet, known);

  self = g_new0 (LgLogTale, 1);
  self->n_lines = lg_log_story_get_n_lines (story);
  self->recognized = lg_log_story_get_n_moments (story) > 0;
  self->summary = lg_log_story_describe (story);
  self->next = _("Look for lines with a number, as rc=4 or -0x2700, or with a reason, as "
                 "“Keepalive timeout”; a log that has none was written with too little detail.");
  self->chapters = g_ptr_array_ref (lg_log_story_get_chapters (story));
  self->findings = lg_log_story_findings (story, NULL);
  add_likely (self->findings, fleet->findings);
  self->devices = g_ptr_array_new_with_free_func (device_free);
  names = lg_log_story_list_devices (story);
  for (guint i = 0; i < names->len; i++)
    {
      LgLogTaleDevice *device = g_new0 (LgLogTaleDevice, 1);
      LgDropDevice *drops = find_drops (fleet, names->pdata[i]);

      device->name = g_strdup (names->pdata[i]);
      device->findings = lg_log_story_findings (story, device->name);
      if (drops != NULL)
        add_likely (device->findings, drops->findings);
      g_ptr_array_add (self->devices, device);
    }

  return self;
}

/**
 * lg_log_tale_free:
 *
 * Frees it.
 */
void
lg_log_tale_free (LgLogTale *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->summary);
  g_ptr_array_unref (self->chapters);
  g_ptr_array_unref (self->devices);
  g_ptr_array_unref (self->findings);
  g_free (self);
}
