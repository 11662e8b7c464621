/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-event-view.h"

#include "lg-event-index.h"
#include "lg-recording-private.h"
#include "lg-row-cache.h"

#include <gio/gio.h>

/* What the main loop can spare between two frames. */
#define SLICE_US (4 * G_TIME_SPAN_MILLISECOND)
#define SLICE_CHECK 64

/* While the index is behind, the rows found so far are shown this often. */
#define EMIT_US (33 * G_TIME_SPAN_MILLISECOND)

struct _LgEventView
{
  GObject       parent_instance;
  LgRecording  *recording;
  LgEventKinds  kinds;
  LgRowCache   *cache;
  guint         length;

  /* Only with a filter. */
  LgEventIndex *index;
  gint64        indexed;
  gint64        slice_end_us;
  gint64        emitted_us;
  guint         idle_id;
};

static void lg_event_view_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LgEventView, lg_event_view, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      lg_event_view_list_model_init))

static LgEventKinds
kinds_of (guint8 kind)
{
  if (kind == LG_EVENT_PACKET + LG_PACKET_PUBLISH)
    return LG_EVENT_KINDS_MESSAGES;
  if (kind > LG_EVENT_PACKET)
    return LG_EVENT_KINDS_PACKETS;
  if ((kind >= LG_EVENT_DNS && kind <= LG_EVENT_ALERT) || kind == LG_EVENT_HANDSHAKE
      || kind == LG_EVENT_RECORD)
    return LG_EVENT_KINDS_TRANSPORT;
  return LG_EVENT_KINDS_STATE;
}

static gint64
get_id (LgEventView *self,
        guint        position)
{
  return self->index != NULL ? lg_event_index_get (self->index, position) : (gint64) position + 1;
}

/* A list may not have holes: what cannot be read is a row that says why. */
static LgEvent *
read_event_cb (guint    position,
               gpointer user_data)
{
  LgEventView *self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = get_id (self, position);
  LgEvent *event = lg_recording_read (self->recording, id, &error);

  if (event != NULL)
    return event;

  return lg_event_copy (&(LgEvent) { .id = id, .kind = LG_EVENT_NOTE, .text = error->message });
}

static void
set_length (LgEventView *self,
            guint        length)
{
  guint before = self->length;

  if (length == before)
    return;

  self->length = length;
  self->emitted_us = g_get_monotonic_time ();
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, length - before);
}

static gboolean
index_event_cb (gint64   id,
                guint8   kind,
                gpointer user_data)
{
  LgEventView *self = user_data;

  if (id > (gint64) lg_recording_get_length (self->recording))
    return FALSE;

  self->indexed = id;
  if (self->kinds & kinds_of (kind))
    lg_event_index_append (self->index, id);

  return id % SLICE_CHECK != 0 || g_get_monotonic_time () < self->slice_end_us;
}

/* Returns whether there is more to index. A file that cannot be read has no more rows to show. */
static gboolean
index_slice (LgEventView *self)
{
  gint64 length = lg_recording_get_length (self->recording);
  LgDatabase *reader = lg_recording_get_reader (self->recording, NULL);
  gint64 now = g_get_monotonic_time ();
  gint64 before = self->indexed;
  gboolean more;

  self->slice_end_us = now + SLICE_US;
  more = reader != NULL
    && lg_database_scan (reader, before, index_event_cb, self, NULL)
    && self->indexed > before && self->indexed < length;

  if (!more || now - self->emitted_us >= EMIT_US)
    set_length (self, lg_event_index_get_length (self->index));
  return more;
}

static gboolean
index_cb (gpointer user_data)
{
  LgEventView *self = user_data;

  if (index_slice (self))
    return G_SOURCE_CONTINUE;

  self->idle_id = 0;
  return G_SOURCE_REMOVE;
}

static void
length_changed_cb (LgEventView *self)
{
  if (self->index == NULL)
    set_length (self, MIN (lg_recording_get_length (self->recording), G_MAXUINT));
  else if (self->idle_id == 0 && index_slice (self))
    self->idle_id = g_idle_add (index_cb, self);
}

static GType
lg_event_view_get_item_type (GListModel *model)
{
  return LG_TYPE_EVENT_ROW;
}

static guint
lg_event_view_get_n_items (GListModel *model)
{
  return LG_EVENT_VIEW (model)->length;
}

static gpointer
lg_event_view_get_item (GListModel *model,
                        guint       position)
{
  LgEventView *self = LG_EVENT_VIEW (model);

  if (position >= self->length)
    return NULL;

  return g_object_ref (lg_row_cache_get (self->cache, position, self->length));
}

static void
lg_event_view_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = lg_event_view_get_item_type;
  iface->get_n_items = lg_event_view_get_n_items;
  iface->get_item = lg_event_view_get_item;
}

static void
lg_event_view_finalize (GObject *object)
{
  LgEventView *self = LG_EVENT_VIEW (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  lg_row_cache_free (self->cache);
  g_clear_pointer (&self->index, lg_event_index_free);
  g_clear_object (&self->recording);

  G_OBJECT_CLASS (lg_event_view_parent_class)->finalize (object);
}

static void
lg_event_view_class_init (LgEventViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lg_event_view_finalize;
}

static void
lg_event_view_init (LgEventView *self)
{
  self->cache = lg_row_cache_new (read_event_cb, self);
}

/**
 * lg_event_view_new:
 * @recording: what to show
 * @kinds: which events of it
 *
 * Makes a view. With a filter the rows that match are looked for in slices of a few milliseconds,
 * oldest first, so the view may grow for a while after it was made.
 *
 * Returns: (transfer full): a view that keeps the recording alive
 */
LgEventView *
lg_event_view_new (LgRecording  *recording,
                   LgEventKinds  kinds)
{
  g_return_val_if_fail (LG_IS_RECORDING (recording), NULL);

  LgEventView *self = g_object_new (LG_TYPE_EVENT_VIEW, NULL);

  self->recording = g_object_ref (recording);
  self->kinds = kinds & LG_EVENT_KINDS_ALL;
  if (self->kinds != LG_EVENT_KINDS_ALL)
    self->index = lg_event_index_new ();

  g_signal_connect_object (recording, "notify::length", G_CALLBACK (length_changed_cb), self,
                           G_CONNECT_SWAPPED);
  length_changed_cb (self);
  return self;
}

/**
 * lg_event_view_find:
 * @id: an event's id
 * @position: (out): its position
 *
 * Returns: whether the view shows it, by now
 */
gboolean
lg_event_view_find (LgEventView *self,
                    gint64       id,
                    guint       *position)
{
  guint low = 0, high;

  g_return_val_if_fail (LG_IS_EVENT_VIEW (self) && position != NULL, FALSE);

  high = self->length;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_id (self, middle) < id)
        low = middle + 1;
      else
        high = middle;
    }

  *position = low;
  return low < self->length && get_id (self, low) == id;
}
