/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-event-row.h"

struct _LgEventRow
{
  GObject  parent_instance;
  LgEvent *event;
};

G_DEFINE_FINAL_TYPE (LgEventRow, lg_event_row, G_TYPE_OBJECT)

static void
lg_event_row_finalize (GObject *object)
{
  lg_event_free (LG_EVENT_ROW (object)->event);

  G_OBJECT_CLASS (lg_event_row_parent_class)->finalize (object);
}

static void
lg_event_row_class_init (LgEventRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lg_event_row_finalize;
}

static void
lg_event_row_init (LgEventRow *self)
{
}

/**
 * lg_event_row_new:
 * @event: (transfer full): an event
 *
 * Returns: (transfer full): a row that owns the event
 */
LgEventRow *
lg_event_row_new (LgEvent *event)
{
  g_return_val_if_fail (event != NULL, NULL);

  LgEventRow *self = g_object_new (LG_TYPE_EVENT_ROW, NULL);

  self->event = event;
  return self;
}

/**
 * lg_event_row_get_event:
 *
 * Returns: (transfer none): the event, valid as long as the row
 */
const LgEvent *
lg_event_row_get_event (LgEventRow *self)
{
  g_return_val_if_fail (LG_IS_EVENT_ROW (self), NULL);

  return self->event;
}
