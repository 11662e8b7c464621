/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli-import.h"

#include "exchange/lg-import.h"
#include "lg-cli-saved.h"
#include "lg-cli-wait.h"
#include "profile/lg-profile-exchange.h"
#include "profile/lg-profile-file.h"
#include "profile/lg-secret-store.h"
#include "trust/lg-input-file.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  LgProfileStore *store;
  GListStore     *profiles;
  GPtrArray      *devices;
  gboolean        whole;
  guint           n_left_out;
  guint           n_secrets;
  guint           n_kept;
  gboolean        absent;
} Import;

static void
import_clear (Import *self)
{
  g_clear_object (&self->profiles);
  g_clear_pointer (&self->devices, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/* No more than what will be refused for its length. */
static char *
read_text (const char  *path,
           gsize       *length,
           GError     **error)
{
  g_autoptr (GInputStream) stream = NULL;
  char *text;

  if (strcmp (path, "-") != 0)
    return lg_input_file_read (path, LG_IMPORT_LENGTH_MAX + 1, length, error);

  stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  text = g_malloc0 (LG_IMPORT_LENGTH_MAX + 2);
  if (g_input_stream_read_all (stream, text, LG_IMPORT_LENGTH_MAX + 1, length, NULL, error))
    return text;

  explicit_bzero (text, LG_IMPORT_LENGTH_MAX + 2);
  g_free (text);
  return NULL;
}

static gboolean
is_saved (LgProfileStore *store,
          LgImportDevice *device)
{
  return lg_cli_saved_find (store, lg_import_device_get_credentials (device),
                            lg_import_device_get_endpoint (device)) != NULL;
}

static gboolean
understand (Import      *self,
            const char  *text,
            gsize        length,
            GError     **error)
{
  g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);

  if (lg_profile_is_export_text (text))
    {
      self->whole = lg_profile_parse_text (text, length, self->profiles);
      if (!self->whole)
        lg_cli_complain ("file", _("Some devices in this file are damaged and were left out."));
      return TRUE;
    }

  self->devices = lg_import_parse (text, length, left_out, error);
  self->whole = left_out->len == 0;
  for (guint i = 0; self->devices != NULL && i < left_out->len; i++)
    lg_cli_complain ("file", "%s", (char *) left_out->pdata[i]);
  for (guint i = 0; self->devices != NULL && i < self->devices->len; i++)
    {
      g_autoptr (LgProfile) profile = NULL;

      if (is_saved (self->store, self->devices->pdata[i]))
        {
          self->n_left_out++;
          continue;
        }
      profile = lg_profile_new_imported (self->devices->pdata[i]);
      g_list_store_append (self->profiles, profile);
    }
  return self->devices != NULL;
}

static gboolean
keep_secret (LgSecretStore  *secrets,
             LgProfile      *profile,
             GError        **error)
{
  g_autoptr (LgCliWait) wait = lg_cli_wait_new ();
  LgSecret *secret = lg_credentials_get_secret (lg_profile_get_credentials (profile));

  lg_secret_store_save_async (secrets, lg_profile_get_id (profile), secret,
                              lg_cli_wait_get_cancellable (wait), lg_cli_wait_cb, wait);
  if (!lg_secret_store_save_finish (secrets, lg_cli_wait_run (wait), error))
    return FALSE;

  lg_profile_set_secret_place (profile, LG_SECRET_PLACE_KEYRING);
  return TRUE;
}

static gboolean
probe (LgSecretStore  *secrets,
       GError        **error)
{
  g_autoptr (LgCliWait) wait = lg_cli_wait_new ();

  lg_secret_store_probe_async (secrets, lg_cli_wait_get_cancellable (wait), lg_cli_wait_cb, wait);
  return lg_secret_store_probe_finish (secrets, lg_cli_wait_run (wait), error);
}

/* A keyring that is open keeps them; nobody is asked to open one for a command. */
static void
keep_secrets (Import *self)
{
  g_autoptr (LgSecretStore) secrets = lg_secret_store_new (G_LIST_MODEL (self->profiles));
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->profiles)); i++)
    {
      g_autoptr (LgProfile) profile = g_list_model_get_item (G_LIST_MODEL (self->profiles), i);

      if (lg_credentials_get_secret (lg_profile_get_credentials (profile)) == NULL)
        continue;
      if (self->n_secrets++ == 0)
        good = probe (secrets, &error);
      good = good && keep_secret (secrets, profile, &error);
      self->n_kept += good;
    }

  self->absent = g_error_matches (error, LG_SECRET_STORE_ERROR, LG_SECRET_STORE_ERROR_ABSENT);
  if (error != NULL)
    lg_cli_complain ("secret", "%s", error->message);
  if (self->n_kept < self->n_secrets)
    lg_cli_complain ("secret", ngettext ("%u secret is not kept: type it in the window.",
                                         "%u secrets are not kept: type them in the window.",
                                         self->n_secrets - self->n_kept),
                     self->n_secrets - self->n_kept);
}

static void
complain_remarks (Import *self)
{
  for (guint i = 0; self->devices != NULL && i < self->devices->len; i++)
    {
      GPtrArray *remarks = lg_import_device_get_remarks (self->devices->pdata[i]);

      for (guint k = 0; k < remarks->len; k++)
        {
          const LgImportRemark *remark = remarks->pdata[k];
          g_autofree char *field = g_strdup_printf (
            _("line %u"), lg_import_device_get_line (self->devices->pdata[i]));

          lg_cli_complain (field, remark->severity == LG_SEVERITY_NOTE ? "%s" : _("%s (risk)"),
                           remark->text);
        }
    }
}

static void
print (Import   *self,
       gboolean  json)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->profiles));

  if (json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      lg_cli_saved_add_json (builder, G_LIST_MODEL (self->profiles));
      json_builder_set_member_name (builder, "leftOut");
      json_builder_add_int_value (builder, self->n_left_out);
      json_builder_end_object (builder);
      lg_cli_print_json (builder);
      return;
    }

  lg_cli_print (ngettext ("%u device imported.\n", "%u devices imported.\n", n), n);
  if (self->n_left_out > 0)
    lg_cli_print (ngettext ("%u is saved already and was left out.\n",
                            "%u are saved already and were left out.\n", self->n_left_out),
                  self->n_left_out);
}

/**
 * lg_cli_import:
 * @store: this operator's saved devices
 * @path: a file, or `-` for standard input
 * @json: whether to print JSON
 *
 * Adds the devices of a text in any form the window can paste, or of a file that was exported.
 * Secrets go into the keyring, if it is open; otherwise it says that they are not kept. That is a
 * fault only where there is a keyring: without one nothing could be done better. A device that
 * cannot be read is a fault, and the others are imported.
 *
 * Returns: what to exit with
 */
LgCliExit
lg_cli_import (LgProfileStore *store,
               const char     *path,
               gboolean        json)
{
  g_auto (Import) self = { .store = store, .profiles = g_list_store_new (LG_TYPE_PROFILE) };
  g_autoptr (GError) error = NULL;
  gboolean good;
  gsize length;
  char *text = read_text (path, &length, &error);

  good = text != NULL && understand (&self, text, length, &error);
  if (text != NULL)
    explicit_bzero (text, length);
  g_free (text);
  if (!good)
    {
      lg_cli_complain ("file", "%s", error->message);
      return LG_CLI_USAGE;
    }

  complain_remarks (&self);
  /* No secret is kept of a device that cannot be saved. The caller tells why. */
  if (!lg_profile_store_flush (store, NULL))
    return LG_CLI_FAULT;

  /* A window takes devices in as soon as they are saved: then it must be known where their secrets
     are. */
  keep_secrets (&self);
  lg_profile_store_add_all (store, G_LIST_MODEL (self.profiles));
  if (!lg_profile_store_flush (store, NULL))
    return LG_CLI_FAULT;

  print (&self, json);
  return self.whole && (self.n_kept == self.n_secrets || self.absent) ? LG_CLI_HEALTHY
                                                                      : LG_CLI_FAULT;
}
