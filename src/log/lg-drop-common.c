/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the ends of several devices have in common. */
#include "config.h"

#include "lg-drop-common.h"

#include "diagnosis/lg-finding.h"
#include "lg-drop-device.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* One moment. */
#define MOMENT_MS 1000

/* Ends that have nothing to do with each other meet, too: for each of them a second, on average,
   so many more must be in one moment for it to be no chance. */
#define CHANCE 30

/* How many names a sentence holds. */
#define MOST_NAMES 8

/* A group needs as many to be one, and as many others beside it. */
#define LEAST_IN_GROUP 2

typedef struct
{
  gint64        at_ms;
  LgDropDevice *device;
} End;

/* Ends of one moment. */
typedef struct
{
  GHashTable *devices;
  guint       n_moments;
  guint       n_ends;
  guint       most;
} Moments;

static int
compare_ends (gconstpointer a,
              gconstpointer b)
{
  const End *first = a, *second = b;

  return first->at_ms < second->at_ms ? -1 : first->at_ms > second->at_ms;
}

static GArray *
list_ends (GPtrArray *devices)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (End));

  for (guint i = 0; i < devices->len; i++)
    {
      LgDropDevice *device = devices->pdata[i];

      device->n_together = 0;
      for (guint k = 0; k < device->log->drops->len; k++)
        {
          End end = { ((LgDrop *) device->log->drops->pdata[k])->at_ms, device };

          g_array_append_val (ends, end);
        }
    }

  g_array_sort (ends, compare_ends);
  return ends;
}

static guint
count_dropping (GPtrArray *devices)
{
  guint n = 0;

  for (guint i = 0; i < devices->len; i++)
    n += ((LgDropDevice *) devices->pdata[i])->log->drops->len > 0;
  return n;
}

static gint64
get_moment_ms (GPtrArray *devices)
{
  double resolution = 0;

  for (guint i = 0; i < devices->len; i++)
    resolution = MAX (resolution, ((LgDropDevice *) devices->pdata[i])->log->resolution_s);
  return MAX (MOMENT_MS, (gint64) (resolution * 1000));
}

/* The ends from @first to before @last, if enough devices are among them. */
static void
take_moment (Moments *self,
             GArray  *ends,
             guint    first,
             guint    last,
             guint    least)
{
  g_autoptr (GHashTable) devices = g_hash_table_new (NULL, NULL);
  guint n;

  for (guint i = first; i < last; i++)
    g_hash_table_add (devices, g_array_index (ends, End, i).device);
  n = g_hash_table_size (devices);
  if (n < least)
    return;

  self->n_moments++;
  self->n_ends += last - first;
  self->most = MAX (self->most, n);
  for (guint i = first; i < last; i++)
    {
      LgDropDevice *device = g_array_index (ends, End, i).device;

      g_hash_table_add (self->devices, device);
      device->n_together++;
    }
}

static void
moments_clear (Moments *self)
{
  g_clear_pointer (&self->devices, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Moments, moments_clear)

static void
find_moments (Moments   *self,
              GPtrArray *devices,
              GArray    *ends,
              guint      least)
{
  gint64 moment_ms = get_moment_ms (devices);
  guint first = 0;

  moments_clear (self);
  *self = (Moments) { .devices = g_hash_table_new (NULL, NULL) };
  for (guint i = 0; i < devices->len; i++)
    ((LgDropDevice *) devices->pdata[i])->n_together = 0;
  for (guint i = 1; i <= ends->len; i++)
    if (i == ends->len || g_array_index (ends, End, i).at_ms
                          - g_array_index (ends, End, first).at_ms > moment_ms)
      {
        take_moment (self, ends, first, i, least);
        first = i;
      }
}

/* Those moments that are no chance: most ends are in them, or they hold far more than the others,
   spread over the time, would. */
static void
find_common_moments (Moments   *self,
                     GPtrArray *devices,
                     GArray    *ends)
{
  guint least = count_dropping (devices) > 2 ? 3 : 2;
  double span_s;

  find_moments (self, devices, ends, least);
  if (self->n_moments == 0 || self->n_ends * 2 >= ends->len)
    return;

  span_s = (g_array_index (ends, End, ends->len - 1).at_ms - g_array_index (ends, End, 0).at_ms)
           / 1000.0;
  find_moments (self, devices, ends,
                MAX (3, ceil (CHANCE * (ends->len - self->n_ends) / span_s) + 2));
}

/* The value all of @devices have; NULL: they differ, or one has none. */
static const char *
find_same (GHashTable *devices,
           LgLogField  field)
{
  const char *same = NULL;
  GHashTableIter iter;
  gpointer device;

  g_hash_table_iter_init (&iter, devices);
  while (g_hash_table_iter_next (&iter, &device, NULL))
    {
      const char *value = ((LgDropDevice *) device)->names[field];

      if (value == NULL || (same != NULL && !g_str_equal (value, same)))
        return NULL;
      same = value;
    }

  return same;
}

/* Names of those that are in @listed, as many as a sentence holds. */
static char *
list_names (GPtrArray  *devices,
            GHashTable *listed)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < devices->len; i++)
    {
      LgDropDevice *device = devices->pdata[i];
      const char *name = lg_drop_device_get_name (device);

      if (name == NULL || !g_hash_table_contains (listed, device))
        continue;
      if (++n <= MOST_NAMES)
        g_string_append_printf (text, "%s%s", n > 1 ? _(", ") : "", name);
    }
  if (n > MOST_NAMES)
    g_string_append (text, _(" …"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static LgFinding *
make_finding (const char   *cause,
              LgConfidence  confidence,
              const char   *title,
              const char   *evidence,
              const char   *meaning,
              const char   *advice,
              GPtrArray    *alternatives)
{
  return lg_finding_new (&(LgFinding) {
    .cause = cause,
    .severity = LG_SEVERITY_FAULT,
    .confidence = confidence,
    .title = title,
    .evidence = evidence,
    .meaning = meaning,
    .advice = advice,
    .alternatives = alternatives,
  });
}

/* A rival of @cause that ends many links, too. */
static GPtrArray *
list_rivals (const char *cause)
{
  GPtrArray *rivals = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_alternative_free);

  if (g_str_equal (cause, "network.lost"))
    g_ptr_array_add (rivals, lg_alternative_new ("server.closed", LG_CONFIDENCE_POSSIBLE,
                                                 _("The platform ended all these links"),
                                                 _("A restart or maintenance at the platform ends "
                                                   "many links in one moment, too.")));
  else
    g_ptr_array_add (rivals, lg_alternative_new ("network.lost", LG_CONFIDENCE_POSSIBLE,
                                                 _("The way all these devices share was cut"),
                                                 _("A mobile operator or a network the addresses "
                                                   "do not show may be what they share.")));
  return rivals;
}

static void
append_share (GString     *evidence,
              const char  *address,
              const char  *region)
{
  if (address != NULL)
    g_string_append_printf (evidence, _(" All of them come from one address, %s."), address);
  else if (region != NULL)
    g_string_append_printf (evidence, _(" All of them are in one region, %s."), region);
}

/* Their addresses are known and differ. */
static gboolean
have_addresses (GHashTable *devices)
{
  GHashTableIter iter;
  gpointer device;

  g_hash_table_iter_init (&iter, devices);
  while (g_hash_table_iter_next (&iter, &device, NULL))
    if (((LgDropDevice *) device)->names[LG_LOG_FIELD_ADDRESS] == NULL)
      return FALSE;

  return find_same (devices, LG_LOG_FIELD_ADDRESS) == NULL;
}

static void
judge_moments (GPtrArray     *devices,
               GPtrArray     *findings,
               const Moments *moments,
               guint          n_ends)
{
  guint n = g_hash_table_size (moments->devices);
  const char *address = find_same (moments->devices, LG_LOG_FIELD_ADDRESS);
  const char *region = find_same (moments->devices, LG_LOG_FIELD_REGION);
  const char *cause = have_addresses (moments->devices) && region == NULL ? "server.closed"
                                                                            : "network.lost";
  g_autofree char *names = list_names (devices, moments->devices);
  g_autoptr (GString) evidence = g_string_new (NULL);
  g_autoptr (GPtrArray) rivals = list_rivals (cause);
  g_autoptr (LgFinding) finding = NULL;

  /* Translators: numbers of ends, how often that was, a number of devices, and their names */
  g_string_append_printf (evidence, _("%u of %u ends are within a second of those of other "
                                      "devices (%u times, up to %u devices at once): %s."),
                          moments->n_ends, n_ends, moments->n_moments, moments->most, names);
  append_share (evidence, address, region);
  finding = make_finding (cause, n > 2 || moments->n_moments > 1 ? LG_CONFIDENCE_LIKELY
                                                                 : LG_CONFIDENCE_POSSIBLE,
                          _("Several devices go offline in the same moment"), evidence->str,
                          _("What ends many links at once is what they share: the way to the "
                            "platform, or the platform itself. Another client or a device's own "
                            "fault ends one link only."),
                          _("Ask what else lost its connection at that time at the site, look at "
                            "its router and at the operator, and at the platform's announcements "
                            "of maintenance."), rivals);
  g_ptr_array_add (findings, g_steal_pointer (&finding));
}

typedef struct
{
  LgLogField  field;
  const char *cause;
  const char *title;
  const char *meaning;
  const char *advice;
} Group;

static const Group groups[] = {
  { LG_LOG_FIELD_ADDRESS, "network.lost", N_("Only the devices of one address go offline"),
    N_("What these devices share is their way to the platform."),
    N_("Look at the router and the Internet access of this address.") },
  { LG_LOG_FIELD_REGION, "network.lost", N_("Only the devices of one region go offline"),
    N_("What these devices share is a mobile operator's or the platform's part for this region."),
    N_("Ask the operator, and look at the platform's announcements for this region.") },
  { LG_LOG_FIELD_FIRMWARE, "client.failed", N_("Only the devices with one firmware go offline"),
    N_("What these devices share is their program, and others live on with another one."),
    N_("Compare what this firmware does differently: its Keep Alive, its topics, its memory.") },
};

/* Translators of these: a number of devices, a value, and the number of the others */
static char *
describe_group (const Group *group,
                guint        n,
                const char  *same,
                guint        n_others)
{
  if (group->field == LG_LOG_FIELD_ADDRESS)
    return g_strdup_printf (_("All %u devices with the address %s go offline; of %u with another "
                              "one, none."), n, same, n_others);
  if (group->field == LG_LOG_FIELD_REGION)
    return g_strdup_printf (_("All %u devices in the region %s go offline; of %u in another one, "
                              "none."), n, same, n_others);
  return g_strdup_printf (_("All %u devices with the firmware %s go offline; of %u with another "
                            "one, none."), n, same, n_others);
}

/* A value that all devices that end have, and none of the others. */
static void
judge_group (GPtrArray   *devices,
             GPtrArray   *findings,
             const Group *group)
{
  g_autoptr (GHashTable) ending = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) others = g_hash_table_new (NULL, NULL);
  g_autofree char *evidence = NULL;
  const char *same;

  for (guint i = 0; i < devices->len; i++)
    {
      LgDropDevice *device = devices->pdata[i];

      g_hash_table_add (device->log->drops->len > 0 ? ending : others, device);
    }
  same = find_same (ending, group->field);
  if (same == NULL || g_hash_table_size (ending) < LEAST_IN_GROUP
      || g_hash_table_size (others) < LEAST_IN_GROUP)
    return;

  for (guint i = 0; i < devices->len; i++)
    {
      LgDropDevice *device = devices->pdata[i];

      if (g_hash_table_contains (others, device)
          && (device->names[group->field] == NULL
              || g_str_equal (device->names[group->field], same)))
        return;
    }

  evidence = describe_group (group, g_hash_table_size (ending), same, g_hash_table_size (others));
  g_ptr_array_add (findings,
                   make_finding (group->cause, LG_CONFIDENCE_LIKELY, _(group->title), evidence,
                                 _(group->meaning), _(group->advice), NULL));
}

/**
 * lg_drop_common_judge:
 * @devices: (element-type LgDropDevice): several devices
 * @findings: (element-type LgFinding): where it is put
 *
 * Adds what their ends have in common, and notes with each device how many of its ends that is.
 */
void
lg_drop_common_judge (GPtrArray *devices,
                      GPtrArray *findings)
{
  g_autoptr (GArray) ends = list_ends (devices);
  g_auto (Moments) moments = { NULL };

  find_common_moments (&moments, devices, ends);
  if (moments.n_moments > 0)
    judge_moments (devices, findings, &moments, ends->len);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    judge_group (devices, findings, &groups[i]);
}

/* The same cause at several devices is one finding, with the evidence of the first. */
typedef struct
{
  LgFinding  *finding;
  GHashTable *devices;
} Shared;

static void
shared_free (gpointer data)
{
  Shared *shared = data;

  g_hash_table_unref (shared->devices);
  g_free (shared);
}

static Shared *
find_shared (GPtrArray  *all,
             const char *cause)
{
  for (guint i = 0; i < all->len; i++)
    {
      Shared *shared = all->pdata[i];

      if (g_str_equal (shared->finding->cause, cause))
        return shared;
    }

  return NULL;
}

static int
compare_shared (gconstpointer a,
                gconstpointer b)
{
  const Shared *first = *(Shared *const *) a, *second = *(Shared *const *) b;
  int confidence = (int) first->finding->confidence
                   - (int) second->finding->confidence;

  if (confidence != 0)
    return confidence;
  return (int) g_hash_table_size (second->devices) - (int) g_hash_table_size (first->devices);
}

static void
take_findings (GPtrArray    *all,
               LgDropDevice *device)
{
  for (guint i = 0; i < device->findings->len; i++)
    {
      LgFinding *finding = device->findings->pdata[i];
      Shared *shared = find_shared (all, finding->cause);

      if (shared == NULL)
        {
          shared = g_new0 (Shared, 1);
          shared->finding = finding;
          shared->devices = g_hash_table_new (NULL, NULL);
          g_ptr_array_add (all, shared);
        }
      else if (finding->confidence < shared->finding->confidence)
        {
          shared->finding = finding;
        }
      g_hash_table_add (shared->devices, device);
    }
}

static LgFinding *
name_devices (GPtrArray    *devices,
              const Shared *shared)
{
  g_autofree char *names = list_names (devices, shared->devices);
  g_autofree char *evidence = NULL;

  /* Translators: numbers of devices, their names, and a sentence about one of them */
  evidence = g_strdup_printf (_("%u of %u devices (%s): %s"), g_hash_table_size (shared->devices),
                              devices->len, names,
                              shared->finding->evidence);
  return lg_finding_new (&(LgFinding) {
    .cause = shared->finding->cause,
    .severity = shared->finding->severity,
    .confidence = shared->finding->confidence,
    .title = shared->finding->title,
    .evidence = evidence,
    .meaning = shared->finding->meaning,
    .advice = shared->finding->advice,
    .console = shared->finding->console,
    .alternatives = shared->finding->alternatives,
  });
}

/**
 * lg_drop_common_add_devices:
 * @devices: (element-type LgDropDevice): several devices whose own ends are judged
 * @findings: (element-type LgFinding): where it is put
 *
 * Adds what was found at each of several devices to what they have in common: one finding for each
 * cause, the surest first, then that of the most devices.
 */
void
lg_drop_common_add_devices (GPtrArray *devices,
                            GPtrArray *findings)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (shared_free);

  for (guint i = 0; i < devices->len; i++)
    take_findings (all, devices->pdata[i]);

  g_ptr_array_sort (all, compare_shared);
  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (findings, name_devices (devices, all->pdata[i]));
}

/**
 * lg_drop_common_describe:
 * @devices: (element-type LgDropDevice): several devices
 *
 * Returns: (transfer full): which go offline and which do not, translated
 */
char *
lg_drop_common_describe (GPtrArray *devices)
{
  g_autoptr (GHashTable) ending = g_hash_table_new (NULL, NULL);
  g_autofree char *names = NULL;
  guint n;

  for (guint i = 0; i < devices->len; i++)
    {
      LgDropDevice *device = devices->pdata[i];

      if (device->log->drops->len > 0)
        g_hash_table_add (ending, device);
    }

  n = g_hash_table_size (ending);
  names = list_names (devices, ending);
  if (n == 1 && *names != '\0')
    return g_strdup_printf (_("Of %u devices only %s goes offline: the reason is at this device or "
                              "at its own place, not on the way all share."),
                            devices->len, names);
  return g_strdup_printf (_("Of %u devices %u go offline; each is judged by its own times."),
                          devices->len, n);
}
