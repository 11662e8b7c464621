/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-open.h"

#include "capture/lg-capture-file.h"
#include "lg-cli-number.h"
#include "trust/lg-certificate-file.h"
#include "trust/lg-input-file.h"

#include <glib/gi18n.h>
#include <unistd.h>

#define PORT_MAX 65535
#define CHAIN_MAX_BYTES (1 << 20)
#define MAGIC 4

/* What was given. */
typedef struct
{
  GStrv     ports;
  char     *root;
  char     *chain;
  char     *record;
  gboolean  json;
  GStrv     files;
} Given;

static void
given_clear (Given *self)
{
  g_strfreev (self->ports);
  g_free (self->root);
  g_free (self->chain);
  g_free (self->record);
  g_strfreev (self->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Given, given_clear)

static void
open_clear (LgCliOpen *self)
{
  g_free (self->ports);
  g_clear_object (&self->root);
  g_clear_object (&self->store);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LgCliOpen, open_clear)

static gboolean
parse_options (Given *given,
               int    argc,
               char **argv)
{
  const GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_STRING_ARRAY, &given->ports,
      N_("look at connections to this port only; may be repeated"), N_("PORT") },
    { "root", 0, 0, G_OPTION_ARG_STRING, &given->root,
      N_("root certificate the devices are to have: its name, or a file"), N_("ROOT") },
    { "chain", 0, 0, G_OPTION_ARG_FILENAME, &given->chain,
      N_("the server’s certificates, for where TLS 1.3 hides them"), N_("FILE") },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &given->record,
      N_("write what is read into a recording"), N_("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &given->json, N_("print JSON"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &given->files, NULL, N_("FILE") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context,
                                _("Reads a packet capture (pcap or pcapng) and says what devices "
                                  "and servers do on\ntheir connections, and why these end."));
  g_option_context_set_description (context,
                                    _("Captures hold what passed over the network, passwords "
                                      "included: Linkglass shows\nthose nowhere. Make one with: "
                                      "tcpdump -i INTERFACE -s 0 -w FILE"));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!lg_cli_parse (context, &argc, &argv))
    return FALSE;
  if (given->files != NULL && g_strv_length (given->files) == 1)
    return TRUE;

  lg_cli_complain ("file", _("Give one file."));
  return FALSE;
}

static gboolean
parse_ports (LgCliOpen   *self,
             const Given *given)
{
  gboolean good = TRUE;

  self->n_ports = given->ports != NULL ? g_strv_length (given->ports) : 0;
  if (self->n_ports == 0)
    return TRUE;

  self->ports = g_new0 (guint16, self->n_ports);
  for (gsize i = 0; i < self->n_ports; i++)
    {
      guint port = 0;

      good &= lg_cli_parse_number ("port", given->ports[i], 1, PORT_MAX, &port);
      self->ports[i] = port;
    }
  return good;
}

static gboolean
read_trust (LgCliOpen   *self,
            const Given *given)
{
  g_autoptr (GError) error = NULL;

  self->store = lg_root_store_new_for_system ();
  if (given->root != NULL)
    {
      LgRoot *root = lg_root_store_select (self->store, given->root, &error);

      if (root == NULL)
        {
          lg_cli_complain ("root", "%s", error->message);
          return FALSE;
        }
      self->root = g_object_ref (root);
    }
  if (given->chain != NULL)
    {
      gsize length;
      char *text = lg_input_file_read (given->chain, CHAIN_MAX_BYTES, &length, &error);
      g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_take (text, length) : NULL;

      self->chain = bytes != NULL ? lg_certificates_parse (bytes, &error) : NULL;
      if (self->chain == NULL)
        {
          lg_cli_complain ("chain", "%s", error->message);
          return FALSE;
        }
    }
  return TRUE;
}

/* What a file holds is told by its first bytes, never by its name. */
static gboolean
is_capture (const char  *path,
            gboolean    *capture,
            GError     **error)
{
  guint8 magic[MAGIC];
  int fd = lg_input_file_open (path, LG_INPUT_REGULAR, error);
  gssize length;

  if (fd < 0)
    return FALSE;

  length = read (fd, magic, sizeof magic);
  close (fd);
  *capture = length > 0 && lg_capture_file_is_magic (magic, length);
  return TRUE;
}

/**
 * lg_cli_open:
 *
 * `linkglass-cli open`: what a file of somebody's link holds.
 *
 * Returns: the exit status
 */
LgCliExit
lg_cli_open (int    argc,
             char **argv)
{
  g_auto (Given) given = { 0 };
  g_auto (LgCliOpen) self = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean capture;

  if (!parse_options (&given, argc, argv) || !parse_ports (&self, &given)
      || !read_trust (&self, &given))
    return LG_CLI_USAGE;

  self.path = given.files[0];
  self.record = given.record;
  self.json = given.json;
  if (!is_capture (self.path, &capture, &error))
    {
      lg_cli_complain ("file", "%s", error->message);
      return LG_CLI_USAGE;
    }
  if (capture)
    return lg_cli_open_capture (&self);

  lg_cli_complain ("file", _("%s is no packet capture: neither pcap nor pcapng."), self.path);
  return LG_CLI_USAGE;
}
