/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-fleet-device.h"

struct _LgFleetDevice
{
  GObject    parent_instance;

  guint      line;
  char      *host;
  guint16    port;
  char      *root;

  gboolean   done;
  gint64     works_until;
  GPtrArray *findings;
};

G_DEFINE_FINAL_TYPE (LgFleetDevice, lg_fleet_device, G_TYPE_OBJECT)

enum
{
  PROP_HOST = 1,
  PROP_ROOT,
  PROP_DONE,
  PROP_WORKS_UNTIL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
lg_fleet_device_finalize (GObject *object)
{
  LgFleetDevice *self = LG_FLEET_DEVICE (object);

  g_free (self->host);
  g_free (self->root);
  g_ptr_array_unref (self->findings);

  G_OBJECT_CLASS (lg_fleet_device_parent_class)->finalize (object);
}

static void
lg_fleet_device_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  LgFleetDevice *self = LG_FLEET_DEVICE (object);

  switch (prop_id)
    {
    case PROP_HOST:
      g_value_set_string (value, self->host);
      break;
    case PROP_ROOT:
      g_value_set_string (value, self->root);
      break;
    case PROP_DONE:
      g_value_set_boolean (value, self->done);
      break;
    case PROP_WORKS_UNTIL:
      g_value_set_int64 (value, self->works_until);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_fleet_device_class_init (LgFleetDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = lg_fleet_device_finalize;
  object_class->get_property = lg_fleet_device_get_property;

  properties[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, NULL, flags);
  properties[PROP_ROOT] = g_param_spec_string ("root", NULL, NULL, NULL, flags);
  properties[PROP_DONE] = g_param_spec_boolean ("done", NULL, NULL, FALSE, flags);
  properties[PROP_WORKS_UNTIL] = g_param_spec_int64 ("works-until", NULL, NULL, 0, G_MAXINT64, 0,
                                                     flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_fleet_device_init (LgFleetDevice *self)
{
  self->findings = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * lg_fleet_device_new:
 * @line: the line of the file it stands in, from 1; 0: in none
 * @host: host name or IP literal
 * @port: TCP port, for TLS
 * @root: name of a root, or a file: what the device is declared to carry
 *
 * Returns: (transfer full): a device nobody looked at yet
 */
LgFleetDevice *
lg_fleet_device_new (guint       line,
                     const char *host,
                     guint16     port,
                     const char *root)
{
  LgFleetDevice *self;

  g_return_val_if_fail (host != NULL && root != NULL, NULL);

  self = g_object_new (LG_TYPE_FLEET_DEVICE, NULL);
  self->line = line;
  self->host = g_strdup (host);
  self->port = port;
  self->root = g_strdup (root);
  return self;
}

/**
 * lg_fleet_device_get_line:
 *
 * Returns: the line of the file it stands in, from 1; 0: in none
 */
guint
lg_fleet_device_get_line (LgFleetDevice *self)
{
  g_return_val_if_fail (LG_IS_FLEET_DEVICE (self), 0);

  return self->line;
}

/**
 * lg_fleet_device_get_host:
 *
 * Returns: the host it connects to
 */
const char *
lg_fleet_device_get_host (LgFleetDevice *self)
{
  g_return_val_if_fail (LG_IS_FLEET_DEVICE (self), NULL);

  return self->host;
}

/**
 * lg_fleet_device_get_port:
 *
 * Returns: the port it connects to
 */
guint16
lg_fleet_device_get_port (LgFleetDevice *self)
{
  g_return_val_if_fail (LG_IS_FLEET_DEVICE (self), 0);

  return self->port;
}

/**
 * lg_fleet_device_get_root:
 *
 * Returns: the root it is declared to carry, as written: nobody read it from the device
 */
const char *
lg_fleet_device_get_root (LgFleetDevice *self)
{
  g_return_val_if_fail (LG_IS_FLEET_DEVICE (self), NULL);

  return self->root;
}

static void
set_result (LgFleetDevice *self,
            gboolean       done,
            gint64         works_until,
            GPtrArray     *findings)
{
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  g_ptr_array_set_size (self->findings, 0);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    g_ptr_array_add (self->findings, g_object_ref (findings->pdata[i]));
  if (self->works_until != works_until)
    {
      self->works_until = works_until;
      g_object_notify_by_pspec (object, properties[PROP_WORKS_UNTIL]);
    }
  if (self->done != done)
    {
      self->done = done;
      g_object_notify_by_pspec (object, properties[PROP_DONE]);
    }
  g_object_thaw_notify (object);
}

/**
 * lg_fleet_device_set_result:
 * @works_until: the earliest end in the chain its root verifies, Unix seconds; 0: it does not work
 * @findings: (element-type LgFinding): what was found, worst first
 *
 * Tells what came of trying it.
 */
void
lg_fleet_device_set_result (LgFleetDevice *self,
                            gint64         works_until,
                            GPtrArray     *findings)
{
  g_return_if_fail (LG_IS_FLEET_DEVICE (self));
  g_return_if_fail (findings != NULL);

  set_result (self, TRUE, works_until, findings);
}

/**
 * lg_fleet_device_reset:
 *
 * Forgets the result.
 */
void
lg_fleet_device_reset (LgFleetDevice *self)
{
  g_return_if_fail (LG_IS_FLEET_DEVICE (self));

  set_result (self, FALSE, 0, NULL);
}

/**
 * lg_fleet_device_is_done:
 *
 * Returns: whether it was looked at
 */
gboolean
lg_fleet_device_is_done (LgFleetDevice *self)
{
  g_return_val_if_fail (LG_IS_FLEET_DEVICE (self), FALSE);

  return self->done;
}

/**
 * lg_fleet_device_get_works_until:
 *
 * Returns: the earliest end in the chain its root verifies, Unix seconds; 0: it does not work, or
 *   was not looked at yet
 */
gint64
lg_fleet_device_get_works_until (LgFleetDevice *self)
{
  g_return_val_if_fail (LG_IS_FLEET_DEVICE (self), 0);

  return self->works_until;
}

/**
 * lg_fleet_device_get_findings:
 *
 * Returns: (transfer none) (element-type LgFinding): what was found, worst first
 */
GPtrArray *
lg_fleet_device_get_findings (LgFleetDevice *self)
{
  g_return_val_if_fail (LG_IS_FLEET_DEVICE (self), NULL);

  return self->findings;
}

/**
 * lg_fleet_device_get_fault:
 *
 * Returns: (transfer none) (nullable): why it does not work
 */
LgFinding *
lg_fleet_device_get_fault (LgFleetDevice *self)
{
  g_return_val_if_fail (LG_IS_FLEET_DEVICE (self), NULL);

  for (guint i = 0; i < self->findings->len; i++)
    if (LG_FINDING (self->findings->pdata[i])->severity == LG_SEVERITY_FAULT)
      return self->findings->pdata[i];
  return NULL;
}

/**
 * lg_fleet_device_compare:
 * @other: another device
 *
 * The order of urgency: what does not work, then what ends first, then as in the file.
 *
 * Returns: as strcmp()
 */
int
lg_fleet_device_compare (LgFleetDevice *self,
                         LgFleetDevice *other)
{
  g_return_val_if_fail (LG_IS_FLEET_DEVICE (self), 0);
  g_return_val_if_fail (LG_IS_FLEET_DEVICE (other), 0);

  if (self->works_until != other->works_until)
    return self->works_until < other->works_until ? -1 : 1;
  return (self->line > other->line) - (self->line < other->line);
}
