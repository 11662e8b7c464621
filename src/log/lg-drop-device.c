/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-drop-device.h"

#include <gio/gio.h>

/**
 * lg_drop_device_new:
 * @name: (nullable): its DeviceName or client ID
 * @log: (transfer full): when it went offline
 *
 * Returns: (transfer full): the device, of which nothing is judged yet
 */
LgDropDevice *
lg_drop_device_new (const char *name,
                    LgDropLog  *log)
{
  LgDropDevice *self;

  g_return_val_if_fail (log != NULL, NULL);

  self = g_new0 (LgDropDevice, 1);
  self->names[LG_LOG_FIELD_DEVICE] = g_strdup (name);
  self->log = log;
  self->findings = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

/**
 * lg_drop_device_free:
 *
 * Frees it.
 */
void
lg_drop_device_free (LgDropDevice *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (self->names); i++)
    g_free (self->names[i]);
  lg_drop_log_free (self->log);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

/**
 * lg_drop_device_get_name:
 *
 * Returns: (nullable): its DeviceName or client ID; %NULL: no line names it
 */
const char *
lg_drop_device_get_name (LgDropDevice *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->names[LG_LOG_FIELD_DEVICE];
}
