/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-practice-fault-tables.h"

#include <glib/gi18n-lib.h>

static const LgPracticeFault *const tables[] = {
  lg_practice_faults_certificate,
  lg_practice_faults_transport,
  lg_practice_faults_login,
  lg_practice_faults_registration,
  lg_practice_faults_link,
  lg_practice_faults_reason,
};

/**
 * lg_practice_fault_get:
 * @position: from 0
 *
 * Returns: (transfer none) (nullable): the fault at that place of the list; %NULL after the last
 */
const LgPracticeFault *
lg_practice_fault_get (gsize position)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const LgPracticeFault *fault = tables[i]; fault->name != NULL; fault++)
      if (position-- == 0)
        return fault;
  return NULL;
}

/**
 * lg_practice_fault_find:
 * @name: a name
 *
 * Returns: (transfer none) (nullable): the fault of that name
 */
const LgPracticeFault *
lg_practice_fault_find (const char *name)
{
  const LgPracticeFault *fault;

  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; (fault = lg_practice_fault_get (i)) != NULL; i++)
    if (g_str_equal (fault->name, name))
      return fault;
  return NULL;
}

/**
 * lg_practice_fault_get_name:
 *
 * Returns: its stable name
 */
const char *
lg_practice_fault_get_name (const LgPracticeFault *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * lg_practice_fault_get_description:
 *
 * Returns: what is wrong, in one line for people
 */
const char *
lg_practice_fault_get_description (const LgPracticeFault *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return _(self->description);
}

/**
 * lg_practice_fault_get_cause:
 *
 * Returns: (nullable): identifier of the cause a diagnosis must name; %NULL where no device would
 *   mind
 */
const char *
lg_practice_fault_get_cause (const LgPracticeFault *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cause;
}

/**
 * lg_practice_fault_is_at:
 * @self: (nullable): a fault, if there is one
 * @vendor_port: the vendor's port a port stands for
 * @tls: whether TLS is spoken there as a rule
 *
 * Returns: whether that port has the fault
 */
gboolean
lg_practice_fault_is_at (const LgPracticeFault *self,
                         guint16                vendor_port,
                         gboolean               tls)
{
  if (self == NULL)
    return FALSE;

  switch (self->place)
    {
    case LG_PRACTICE_PLACE_EVERYWHERE:
      return TRUE;

    case LG_PRACTICE_PLACE_PLAIN:
      return !tls;

    case LG_PRACTICE_PLACE_TLS:
    default:
      return tls && vendor_port == 8883;
    }
}

/**
 * lg_practice_fault_is_impostor:
 *
 * Returns: whether it is not the platform at all that sits at the port
 */
gboolean
lg_practice_fault_is_impostor (const LgPracticeFault *self)
{
  return self->manner > LG_PRACTICE_MANNER_OTHER_SECURITY;
}

/**
 * lg_practice_fault_is_conduct:
 *
 * Returns: whether it shows only after the handshake, to a device that logs in or registers
 */
gboolean
lg_practice_fault_is_conduct (const LgPracticeFault *self)
{
  return self->conduct.moment != LG_PRACTICE_MOMENT_NEVER;
}
