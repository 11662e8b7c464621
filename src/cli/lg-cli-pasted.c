/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer of somebody else's computer, as a file or on standard input. */
#include "config.h"

#include "lg-cli-pasted.h"

#include "lg-cli-print.h"
#include "platform/lg-platform.h"
#include "trust/lg-input-file.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#define FIELD "pasted"

static char *
read_input (gsize   *length,
            GError **error)
{
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autofree char *text = g_malloc (LG_PASTED_MAX + 1);

  if (!g_input_stream_read_all (stream, text, LG_PASTED_MAX + 1, length, NULL, error))
    return NULL;
  if (*length <= LG_PASTED_MAX)
    return g_steal_pointer (&text);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("It is too large."));
  return NULL;
}

/**
 * lg_cli_pasted_load:
 * @path: a file, or `-` for standard input
 *
 * Returns: (transfer full) (nullable): what is in it; %NULL after saying why there is none
 */
GBytes *
lg_cli_pasted_load (const char *path)
{
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  char *text = g_str_equal (path, "-") ? read_input (&length, &error)
                                       : lg_input_file_read (path, LG_PASTED_MAX, &length, &error);

  if (text != NULL)
    return g_bytes_new_take (text, length);
  lg_cli_complain (FIELD, "%s", error->message);
  return NULL;
}

/**
 * lg_cli_pasted_find_host:
 * @answer: what was pasted
 * @platform: (out) (nullable): the platform that owns the host
 *
 * Returns: (transfer full) (nullable): the first host it names; %NULL after saying that there is
 *   none
 */
char *
lg_cli_pasted_find_host (GBytes      *answer,
                         const char **platform)
{
  g_autoptr (LgPasted) pasted = lg_cli_pasted_read (answer, NULL, 0);

  *platform = NULL;
  if (pasted == NULL)
    return NULL;
  if (pasted->host == NULL)
    {
      lg_cli_complain ("host", _("The answer does not name it; give it with --host."));
      return NULL;
    }

  for (const char *const *id = lg_platform_get_ids (); *id != NULL && *platform == NULL; id++)
    if (lg_platform_owns_host (lg_platform_get (*id), pasted->host))
      *platform = *id;
  return g_strdup (pasted->host);
}

/**
 * lg_cli_pasted_read:
 * @answer: what was pasted
 * @host: (nullable): whom it is about
 * @own_port: the port of output that names none
 *
 * Returns: (transfer full) (nullable): what it tells; %NULL after saying why that is nothing
 */
LgPasted *
lg_cli_pasted_read (GBytes     *answer,
                    const char *host,
                    guint16     own_port)
{
  g_autoptr (GError) error = NULL;
  LgPasted *pasted = lg_pasted_read (answer, host, own_port, &error);

  if (pasted == NULL)
    lg_cli_complain (FIELD, "%s", error->message);
  return pasted;
}
