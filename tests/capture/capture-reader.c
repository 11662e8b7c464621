/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "capture-reader.h"

#include <glib/gstdio.h>

/* Returns the path of a new file with @contents. */
char *
reader_write_file (GBytes *contents)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("linkglass-test-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_file_set_contents (path, g_bytes_get_data (contents, NULL), g_bytes_get_size (contents),
                       &error);
  g_assert_no_error (error);
  return path;
}

/* `>CONNECT(id)`, `<CONNACK`, `>PUBLISH(topic)`, `end 22` … */
static void
note_cb (LgCaptureLink *link,
         const LgEvent *event,
         gpointer       user_data)
{
  GString *story = user_data;

  if (event == NULL)
    {
      g_string_append_printf (story, "%s | ", lg_capture_link_get_name (link) != NULL
                                              ? lg_capture_link_get_name (link) : "-");
      return;
    }
  if (event->kind == LG_EVENT_STATE || event->kind == LG_EVENT_RECORD)
    return;

  if (event->direction != LG_DIRECTION_NONE)
    g_string_append_c (story, event->direction == LG_DIRECTION_OUT ? '>' : '<');
  g_string_append (story, lg_event_get_kind_name (event));
  if (event->kind > LG_EVENT_PACKET && (event->topic != NULL || event->text != NULL))
    g_string_append_printf (story, "(%s)", event->kind == LG_EVENT_PACKET + LG_PACKET_CONNECT
                                           ? event->text : event->topic);
  else if (event->kind < LG_EVENT_PACKET && event->kind != LG_EVENT_TCP)
    g_string_append_printf (story, "%d", event->code);
  g_string_append_c (story, ' ');
}

/* What is read of a capture, in one line. */
char *
reader_tell (GBytes         *contents,
             const guint16  *ports,
             gsize           n_ports,
             GError        **error)
{
  GString *story = g_string_new (NULL);
  g_autofree char *path = reader_write_file (contents);
  const LgCaptureOptions options = { ports, n_ports, note_cb, story };

  lg_capture_read (path, &options, NULL, NULL, error);
  g_remove (path);
  return g_string_free (story, FALSE);
}
