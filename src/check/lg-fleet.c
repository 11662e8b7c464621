/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-fleet.h"

#include "lg-check-root.h"
#include "lg-check.h"

/* Handshakes at the same time. */
#define MAX_RUNNING 8

struct _LgFleet
{
  GObject       parent_instance;

  LgEndpoint   *endpoint;
  LgRootStore  *roots;
  GPtrArray    *devices;
  gint64        at_s;
  gint64        judged_at_s;
  guint         dns_ms;
  guint         tcp_ms;
  guint         tls_ms;

  GQueue        waiting;
  guint         n_running;
  guint         n_done;
  GTask        *task;
};

/* Devices that differ in nothing a server sees are looked at once. */
typedef struct
{
  LgFleet   *fleet;
  GPtrArray *devices;
} Group;

static void lg_fleet_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LgFleet, lg_fleet, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, lg_fleet_list_model_init))

enum
{
  PROP_PROGRESS = 1,
  PROP_RUNNING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
lg_fleet_get_item_type (GListModel *model)
{
  return LG_TYPE_FLEET_DEVICE;
}

static guint
lg_fleet_get_n_items (GListModel *model)
{
  return LG_FLEET (model)->devices->len;
}

static gpointer
lg_fleet_get_item (GListModel *model,
                   guint       position)
{
  GPtrArray *devices = LG_FLEET (model)->devices;

  return position < devices->len ? g_object_ref (devices->pdata[position]) : NULL;
}

static void
lg_fleet_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = lg_fleet_get_item_type;
  iface->get_n_items = lg_fleet_get_n_items;
  iface->get_item = lg_fleet_get_item;
}

static void
lg_fleet_finalize (GObject *object)
{
  LgFleet *self = LG_FLEET (object);

  g_object_unref (self->endpoint);
  g_object_unref (self->roots);
  g_ptr_array_unref (self->devices);

  G_OBJECT_CLASS (lg_fleet_parent_class)->finalize (object);
}

static void
lg_fleet_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  LgFleet *self = LG_FLEET (object);

  switch (prop_id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, self->devices->len > 0
                                 ? (double) self->n_done / self->devices->len : 0);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->task != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_fleet_class_init (LgFleetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = lg_fleet_finalize;
  object_class->get_property = lg_fleet_get_property;

  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_fleet_init (LgFleet *self)
{
  self->devices = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * lg_fleet_new:
 * @endpoint: whose platform the findings are worded for; copied
 * @roots: every known root
 *
 * Returns: (transfer full): a fleet without devices
 */
LgFleet *
lg_fleet_new (LgEndpoint  *endpoint,
              LgRootStore *roots)
{
  LgFleet *self;

  g_return_val_if_fail (LG_IS_ENDPOINT (endpoint), NULL);
  g_return_val_if_fail (LG_IS_ROOT_STORE (roots), NULL);

  self = g_object_new (LG_TYPE_FLEET, NULL);
  self->endpoint = lg_endpoint_copy (endpoint);
  self->roots = g_object_ref (roots);
  return self;
}

/**
 * lg_fleet_add:
 * @device: one more device
 */
void
lg_fleet_add (LgFleet       *self,
              LgFleetDevice *device)
{
  g_return_if_fail (LG_IS_FLEET (self) && self->task == NULL);
  g_return_if_fail (LG_IS_FLEET_DEVICE (device));

  g_ptr_array_add (self->devices, g_object_ref (device));
  g_list_model_items_changed (G_LIST_MODEL (self), self->devices->len - 1, 0, 1);
}

/**
 * lg_fleet_set_at:
 * @at_s: Unix seconds; 0: the time of the run
 *
 * Sets the date certificates are judged at.
 */
void
lg_fleet_set_at (LgFleet *self,
                 gint64   at_s)
{
  g_return_if_fail (LG_IS_FLEET (self));

  self->at_s = at_s;
}

/**
 * lg_fleet_get_at:
 *
 * Returns: the time certificates were judged at, Unix seconds
 */
gint64
lg_fleet_get_at (LgFleet *self)
{
  g_return_val_if_fail (LG_IS_FLEET (self), 0);

  return self->judged_at_s;
}

/**
 * lg_fleet_set_timeouts:
 * @dns_ms: of the DNS step; 0: 15 s
 * @tcp_ms: of the TCP step; 0: 5 s
 * @tls_ms: of the TLS step; 0: 8 s
 *
 * Sets the deadline of each step, ms.
 */
void
lg_fleet_set_timeouts (LgFleet *self,
                       guint    dns_ms,
                       guint    tcp_ms,
                       guint    tls_ms)
{
  g_return_if_fail (LG_IS_FLEET (self));

  self->dns_ms = dns_ms;
  self->tcp_ms = tcp_ms;
  self->tls_ms = tls_ms;
}

static void
group_free (Group *self)
{
  g_object_unref (self->fleet);
  g_ptr_array_unref (self->devices);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Group, group_free)

static void
finish_group (Group     *group,
              gint64     works_until,
              GPtrArray *findings)
{
  for (guint i = 0; i < group->devices->len; i++)
    lg_fleet_device_set_result (group->devices->pdata[i], works_until, findings);
  group->fleet->n_done += group->devices->len;
  g_object_notify_by_pspec (G_OBJECT (group->fleet), properties[PROP_PROGRESS]);
}

/* The end counts only where nothing else stands in the way. */
static void
read_check (Group   *group,
            LgCheck *check)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *found = lg_check_get_findings (check);
  LgCheckPort *port = lg_check_is_healthy (check) ? lg_check_get_best_port (check) : NULL;
  gint64 works_until = port != NULL
    ? lg_check_port_get_choice (port)->valid_until : 0;

  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    g_ptr_array_add (findings, g_list_model_get_item (found, i));
  finish_group (group, works_until, findings);
}

static void start_more (LgFleet *self);

static void
check_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Group) group = user_data;
  g_autoptr (LgFleet) self = g_object_ref (group->fleet);

  if (lg_check_run_finish (LG_CHECK (source), result, NULL))
    read_check (group, LG_CHECK (source));
  self->n_running--;
  start_more (self);
}

static void
start_group (LgFleet *self,
             Group   *group)
{
  LgFleetDevice *device = group->devices->pdata[0];
  const char *host = lg_fleet_device_get_host (device);
  g_autoptr (GError) error = NULL;
  g_autoptr (LgCheck) check = NULL;
  LgRoot *root = lg_root_store_select (self->roots, lg_fleet_device_get_root (device), &error);

  if (root == NULL)
    {
      g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);

      g_ptr_array_add (findings, lg_check_judge_root_error (error));
      finish_group (group, 0, findings);
      group_free (group);
      return;
    }

  check = lg_check_new (self->endpoint, host, self->roots);
  lg_check_add_port (check, lg_fleet_device_get_port (device), LG_SECURITY_TLS);
  lg_check_add_root (check, root);
  lg_check_set_at (check, self->judged_at_s);
  lg_check_set_timeouts (check, self->dns_ms, self->tcp_ms, self->tls_ms, 0);
  self->n_running++;
  lg_check_run_async (check, g_task_get_cancellable (self->task), check_cb, group);
}

static void
start_more (LgFleet *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  while (self->n_running < MAX_RUNNING && !g_queue_is_empty (&self->waiting)
         && !g_cancellable_is_cancelled (cancellable))
    start_group (self, g_queue_pop_head (&self->waiting));

  if (self->n_running == 0)
    {
      g_autoptr (GTask) task = g_steal_pointer (&self->task);

      g_queue_clear_full (&self->waiting, (GDestroyNotify) group_free);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
      if (!g_task_return_error_if_cancelled (task))
        g_task_return_boolean (task, TRUE);
    }
}

static void
make_groups (LgFleet *self)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->devices->len; i++)
    {
      LgFleetDevice *device = self->devices->pdata[i];
      g_autofree char *key = g_strdup_printf ("%s\n%u\n%s", lg_fleet_device_get_host (device),
                                              lg_fleet_device_get_port (device),
                                              lg_fleet_device_get_root (device));
      Group *group = g_hash_table_lookup (groups, key);

      if (group == NULL)
        {
          group = g_new0 (Group, 1);
          group->fleet = g_object_ref (self);
          group->devices = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (groups, g_steal_pointer (&key), group);
          g_queue_push_tail (&self->waiting, group);
        }
      g_ptr_array_add (group->devices, g_object_ref (device));
      lg_fleet_device_reset (device);
    }
}

/**
 * lg_fleet_run_async:
 * @cancellable: (nullable): ends it; devices that were not looked at stay so
 * @callback: called when every device is done
 * @user_data: closure for @callback
 *
 * Looks at every device, anew if it ran before: eight handshakes at a time, and one for all devices
 * with the same host, port and root. Nothing of a device is sent.
 */
void
lg_fleet_run_async (LgFleet             *self,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GCancellable) own = NULL;

  g_return_if_fail (LG_IS_FLEET (self) && self->task == NULL);

  own = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  self->task = g_task_new (self, own, callback, user_data);
  self->n_done = 0;
  self->judged_at_s = self->at_s != 0 ? self->at_s : g_get_real_time () / G_USEC_PER_SEC;
  make_groups (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  start_more (self);
}

/**
 * lg_fleet_run_finish:
 * @result: what the callback was given
 * @error: return location; only %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it ran to its end; what it found is in the devices
 */
gboolean
lg_fleet_run_finish (LgFleet       *self,
                     GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return lg_fleet_device_compare (*(LgFleetDevice *const *) a, *(LgFleetDevice *const *) b);
}

/**
 * lg_fleet_sort:
 *
 * Returns: (transfer full) (element-type LgFleetDevice): the devices in the order of urgency, see
 *   [method@FleetDevice.compare]
 */
GPtrArray *
lg_fleet_sort (LgFleet *self)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (LG_IS_FLEET (self), NULL);

  for (guint i = 0; i < self->devices->len; i++)
    g_ptr_array_add (sorted, g_object_ref (self->devices->pdata[i]));
  g_ptr_array_sort (sorted, compare);
  return sorted;
}
