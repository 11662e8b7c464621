/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody else's computer answered: the output of common tools, read without trust. */
#include "config.h"

#include "lg-pasted-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (lg-pasted-error-quark, lg_pasted_error)

static void
port_free (gpointer data)
{
  LgPastedPort *self = data;

  g_ptr_array_unref (self->steps);
  lg_inspection_clear (&self->seen);
  g_clear_error (&self->error);
  g_free (self->detail);
  g_ptr_array_unref (self->issuers);
  g_free (self);
}

static void
reader_init (LgPastedReader *self,
             const char     *host)
{
  *self = (LgPastedReader) {
    .lines = g_ptr_array_new_with_free_func (g_free),
    .folded = g_ptr_array_new_with_free_func (g_free),
    .joined = g_ptr_array_new_with_free_func (g_free),
    .host = g_strdup (host),
    .other_hosts = g_ptr_array_new_with_free_func (g_free),
    .records = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_pasted_record_free),
    .names = {
      .addresses = g_ptr_array_new_with_free_func (g_free),
      .error = LG_PASTED_NO_ERROR,
    },
  };
}

static void
reader_clear (LgPastedReader *self)
{
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->folded);
  g_ptr_array_unref (self->joined);
  g_free (self->host);
  g_ptr_array_unref (self->other_hosts);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->names.addresses);
  g_free (self->names.detail);
  if (self->pem != NULL)
    g_string_free (self->pem, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LgPastedReader, reader_clear)

static gboolean
read_line (LgPastedReader *reader)
{
  return lg_pasted_openssl_read (reader)
         || lg_pasted_marks_read (reader)
         || lg_pasted_commands_read (reader)
         || lg_pasted_tcp_read (reader)
         || lg_pasted_names_read (reader)
         || lg_pasted_curl_read (reader);
}

static gboolean
is_told (const LgPastedPort *port)
{
  return port->steps->len > 0;
}

/* What names no port is about the device's own. */
static void
give_port (LgPastedReader *reader,
           guint16         own_port)
{
  LgPastedRecord *nameless = NULL;
  gboolean taken = own_port == 0;

  for (guint i = 0; i < reader->records->len; i++)
    {
      LgPastedRecord *record = reader->records->pdata[i];

      if (record->port == 0)
        nameless = record;
      taken |= record->port == own_port && own_port != 0;
    }
  if (nameless != NULL && !taken)
    nameless->port = own_port;
}

static void
finish (LgPasted       *self,
        LgPastedReader *reader,
        guint16         own_port)
{
  give_port (reader, own_port);
  self->names = lg_pasted_names_finish (reader);
  for (guint i = 0; i < reader->records->len; i++)
    {
      LgPastedRecord *record = reader->records->pdata[i];
      LgPastedPort *port = lg_pasted_record_finish (record, reader);

      if (record->port != 0 && is_told (port))
        g_ptr_array_add (self->ports, port);
      else
        port_free (port);
    }
  self->host = g_steal_pointer (&reader->host);
  self->other_hosts = g_ptr_array_ref (reader->other_hosts);
}

/**
 * lg_pasted_read:
 * @bytes: what was pasted, or the file it was sent in
 * @host: (nullable): whom it should be about; %NULL: the first host it names
 * @own_port: the port that output is about which names none; 0: none
 * @error: return location (#LgPastedError)
 *
 * Reads the output of `Test-NetConnection`, `Resolve-DnsName`, `nslookup`, `curl -v`,
 * `openssl s_client` and their like, of any part of them, and in between our own marks where the
 * lines of [func@remote_lines_new] printed them. What it does not tell of stays unknown. Bounded:
 * at most %LG_PASTED_MAX bytes are looked at. Pure; any thread.
 *
 * Returns: (transfer full): what it tells; %NULL with @error
 */
LgPasted *
lg_pasted_read (GBytes      *bytes,
                const char  *host,
                guint16      own_port,
                GError     **error)
{
  g_autoptr (LgPasted) self = g_new0 (LgPasted, 1);
  g_autoptr (GBytes) bounded = NULL;
  g_autofree char *text = NULL;
  g_auto (LgPastedReader) reader;

  g_return_val_if_fail (bytes != NULL, NULL);

  reader_init (&reader, host);
  self->ports = g_ptr_array_new_with_free_func (port_free);
  bounded = g_bytes_new_from_bytes (bytes, 0, MIN (g_bytes_get_size (bytes), LG_PASTED_MAX));
  text = lg_text_decode (bounded, LG_TEXT_DAMAGED, &self->encoding);
  if (text == NULL || *text == '\0')
    {
      g_set_error_literal (error, LG_PASTED_ERROR, LG_PASTED_ERROR_NO_TEXT,
                           _("There is no text in it."));
      return NULL;
    }

  lg_pasted_text_split (&reader, text);
  for (reader.at = 0; reader.at < reader.lines->len; reader.at++)
    {
      reader.line = reader.lines->pdata[reader.at];
      read_line (&reader);
    }
  finish (self, &reader, own_port);

  if (self->ports->len > 0 || is_told (self->names))
    return g_steal_pointer (&self);
  if (self->other_hosts->len > 0)
    g_set_error (error, LG_PASTED_ERROR, LG_PASTED_ERROR_OTHER_HOST,
                 _("It is about another host: %s."), (char *) self->other_hosts->pdata[0]);
  else
    g_set_error_literal (error, LG_PASTED_ERROR, LG_PASTED_ERROR_UNKNOWN,
                         _("It holds no output of the tools that are known: Test-NetConnection, "
                           "Resolve-DnsName, nslookup, curl -v, openssl s_client."));
  return NULL;
}

/**
 * lg_pasted_find_port:
 * @port: TCP port
 *
 * Returns: (transfer none) (nullable): what is told of it; where that is nothing, of the name
 *   alone; %NULL: nothing at all
 */
const LgPastedPort *
lg_pasted_find_port (const LgPasted *self,
                     guint16         port)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->ports->len; i++)
    if (((const LgPastedPort *) self->ports->pdata[i])->port == port)
      return self->ports->pdata[i];
  return is_told (self->names) ? self->names : NULL;
}

/**
 * lg_pasted_free:
 * @self: (transfer full): an answer
 *
 * Frees it.
 */
void
lg_pasted_free (LgPasted *self)
{
  g_free (self->host);
  g_ptr_array_unref (self->ports);
  if (self->names != NULL)
    port_free (self->names);
  if (self->other_hosts != NULL)
    g_ptr_array_unref (self->other_hosts);
  g_free (self);
}
