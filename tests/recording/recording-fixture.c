/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recording-fixture.h"

#include <glib/gstdio.h>

gboolean
wake_up_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
fixture_set_up (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("linkglass-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "test.linkglass", NULL);
  self->recording = lg_recording_new (self->path, &error);
  g_assert_no_error (error);
}

void
fixture_tear_down (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (self->recording != NULL)
    g_assert_finalize_object (self->recording);

  folder = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

/* Gives the event the next id. */
void
fixture_push (Fixture       *self,
              const LgEvent *init)
{
  LgEvent *event = lg_event_copy (init);

  event->id = ++self->last_id;
  lg_mailbox_push (lg_recording_get_mailbox (self->recording), event);
}

/* Messages of 100 bytes on a few topics. */
void
fixture_push_many (Fixture *self,
                   guint    n)
{
  LgMailbox *mailbox = lg_recording_get_mailbox (self->recording);
  char payload[100];

  memset (payload, 'x', sizeof payload);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *topic = g_strdup_printf ("/a1/press-04/user/%u", i % 16);

      while (lg_mailbox_is_full (mailbox))
        g_main_context_iteration (NULL, FALSE);
      fixture_push (self, &(LgEvent) {
        .wall_us = i,
        .kind = LG_EVENT_PACKET + LG_PACKET_PUBLISH,
        .direction = LG_DIRECTION_IN,
        .topic = topic,
        .payload = (const guint8 *) payload,
        .payload_length = sizeof payload,
      });
    }
}

void
fixture_wait_length (Fixture *self,
                     guint64  length)
{
  wait_until (lg_recording_get_length (self->recording) >= length);
  g_assert_cmpuint (lg_recording_get_length (self->recording), ==, length);
}
