/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-test-cli.h"

/* `linkglass-cli practice`, running until its standard input is closed. */
typedef struct
{
  GSubprocess *process;
  JsonParser  *parser;
  JsonObject  *ready;
} LgTestPractice;

static inline GDataInputStream *
lg_test_open_lines (GSubprocess *process)
{
  GDataInputStream *lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  return lines;
}

static inline char *
lg_test_read_line (GDataInputStream *lines)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

static inline void
lg_test_practice_start (LgTestPractice     *self,
                        const char *const  *arguments)
{
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  self->process = lg_test_spawn (NULL, arguments);
  lines = lg_test_open_lines (self->process);
  line = lg_test_read_line (lines);
  self->parser = json_parser_new ();
  self->ready = json_object_get_object_member (lg_test_parse_json (self->parser, line), "ready");
}

static inline void
lg_test_practice_stop (LgTestPractice *self)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait_check (self->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&self->process);
  g_clear_object (&self->parser);
}

static inline const char *
lg_test_practice_get (LgTestPractice *self,
                      const char     *member)
{
  return json_object_get_string_member (self->ready, member);
}

/* The port that stands for a vendor's port, and its root. */
static inline char *
lg_test_practice_dup_port (LgTestPractice  *self,
                           int              vendor_port,
                           gboolean         tls,
                           const char     **root)
{
  JsonArray *ports = json_object_get_array_member (self->ready, "ports");

  for (guint i = 0; i < json_array_get_length (ports); i++)
    {
      JsonObject *port = json_array_get_object_element (ports, i);
      const char *transport = json_object_get_string_member (port, "transport");

      if (json_object_get_int_member (port, "vendorPort") != vendor_port
          || strcmp (transport, tls ? "tls" : "tcp") != 0)
        continue;
      if (root != NULL)
        *root = json_object_get_string_member_with_default (port, "root", NULL);
      return g_strdup_printf ("%d", (int) json_object_get_int_member (port, "port"));
    }

  g_assert_not_reached ();
}
