/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-secret.h"

#include "device/lg-byte-order-mark.h"
#include "lg-cli.h"
#include "trust/lg-input-file.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* More than MQTT can send as a password. */
#define SECRET_MAX (64 * 1024)

/* How long who writes into a pipe may think: it may ask for a passphrase first. */
#define WRITER_MS 60000

/* One line ending is an editor's, not the secret's. */
static gsize
without_line_ending (const char *text,
                     gsize       length)
{
  if (length > 0 && text[length - 1] == '\n')
    length--;
  if (length > 0 && text[length - 1] == '\r')
    length--;

  return length;
}

static gssize
read_all (int    fd,
          char  *buffer,
          gsize  size)
{
  struct pollfd pollfd = { .fd = fd, .events = POLLIN };
  gsize length = 0;

  while (length < size)
    {
      gssize n = read (fd, buffer + length, size - length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 && errno == EAGAIN && poll (&pollfd, 1, WRITER_MS) > 0)
        continue;
      if (n < 0 && errno == EAGAIN)
        errno = ETIMEDOUT;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      length += n;
    }

  return length;
}

static LgSecret *
read_descriptor (int fd)
{
  static char buffer[SECRET_MAX];
  LgSecret *secret = NULL;
  gssize length = read_all (fd, buffer, sizeof buffer);

  if (length < 0)
    lg_cli_complain ("secret", _("It cannot be read: %s"), g_strerror (errno));
  else if (length >= (gssize) sizeof buffer)
    lg_cli_complain ("secret", _("The file is too large for a secret."));
  else if (memchr (buffer, '\0', length) != NULL)
    lg_cli_complain ("secret", _("The file contains a zero byte."));
  else
    {
      gsize mark = length >= 3 && memcmp (buffer, LG_BYTE_ORDER_MARK, 3) == 0 ? 3 : 0;

      secret = lg_secret_new_bytes (buffer + mark,
                                    without_line_ending (buffer + mark, length - mark));
    }

  explicit_bzero (buffer, sizeof buffer);
  return secret;
}

static LgSecret *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  LgSecret *secret;
  int fd;

  if (strcmp (path, "-") == 0)
    return read_descriptor (STDIN_FILENO);

  fd = lg_input_file_open (path, LG_INPUT_PIPE, &error);
  if (fd < 0)
    {
      lg_cli_complain ("secret", "%s", error->message);
      return NULL;
    }

  secret = read_descriptor (fd);
  close (fd);
  return secret;
}

/**
 * lg_cli_read_secret:
 * @path: (nullable): a file, `-` for standard input, or %NULL
 * @variable: name of the environment variable that may hold it, too
 * @secret: (out) (nullable) (transfer full): the secret, or %NULL if none is given
 *
 * Reads the secret from @path or, without one, from the environment, which is cleared of it: child
 * processes need not know. Complains if @path cannot be read.
 *
 * Returns: whether all is well
 */
gboolean
lg_cli_read_secret (const char  *path,
                    const char  *variable,
                    LgSecret   **secret)
{
  char *value = getenv (variable);

  *secret = NULL;
  if (path != NULL)
    *secret = read_file (path);
  else if (value != NULL)
    *secret = lg_secret_new (value);

  if (value != NULL)
    {
      explicit_bzero (value, strlen (value));
      g_unsetenv (variable);
    }

  return path == NULL || *secret != NULL;
}

static gboolean
refuse_secret_cb (const char  *option,
                  const char  *value,
                  gpointer     data,
                  GError     **error)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("%.*s: every user of this computer can read a command line; "
                 "use --device-secret-file or LINKGLASS_SECRET"),
               (int) strcspn (option, "="), option);
  return FALSE;
}

/**
 * lg_cli_refuse_secrets:
 * @context: what is understood
 *
 * Adds options that would tell a secret, and are wrong: they are caught, because the message about
 * an unknown option would repeat it.
 */
void
lg_cli_refuse_secrets (GOptionContext *context)
{
  static const char *const names[] = {
    "device-secret", "device-token", "product-secret", "mqtt-password", "password", "secret",
  };
  GOptionEntry entries[G_N_ELEMENTS (names) + 1] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    entries[i] = (GOptionEntry) {
      .long_name = names[i],
      .flags = G_OPTION_FLAG_HIDDEN,
      .arg = G_OPTION_ARG_CALLBACK,
      .arg_data = refuse_secret_cb,
    };

  g_option_context_add_main_entries (context, entries, NULL);
}
