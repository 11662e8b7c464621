/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A saved device in the place of options, with its secret from the keyring. */
#include "config.h"

#include "lg-cli-saved.h"

#include "lg-cli-number.h"
#include "lg-cli-secret.h"
#include "lg-cli-wait.h"
#include "lg-cli.h"
#include "profile/lg-secret-store.h"

#include <glib/gi18n.h>
#include <string.h>

/* A saved device is taken as it is; what it connects through may still be chosen. */
static gboolean
is_alone (LgCliOptions *options)
{
  const char *const others[] = {
    options->platform, options->mode, options->product_key, options->device_name,
    options->device_id, options->client_id, options->timestamp, options->sign_method,
    options->extended_parameters, options->random, options->mqtt_client_id,
    options->mqtt_username, options->region, options->instance_id, options->host,
    options->transport, options->keepalive, options->mqtt,
  };
  gboolean alone = !options->no_client_id && !options->ipv6 && !options->superseded_form
                   && !options->not_preregistered;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    alone &= others[i] == NULL;

  if (!alone)
    lg_cli_complain ("device", _("--device takes a saved device as it is; besides it, only --port, "
                                 "--root and --device-secret-file tell something of the device."));
  return alone;
}

static LgProfile *
find (LgProfileStore *store,
      const char     *name)
{
  LgProfile *found = NULL;
  guint n_found = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (LgProfile) profile = g_list_model_get_item (G_LIST_MODEL (store), i);
      g_autofree char *title = lg_profile_dup_title (profile);

      if (strcmp (lg_profile_get_id (profile), name) == 0)
        return profile;
      if (strcmp (title, name) == 0 || strcmp (lg_profile_get_name (profile), name) == 0)
        {
          found = profile;
          n_found++;
        }
    }

  if (n_found == 0)
    lg_cli_complain ("device", _("There is no saved device “%s”; `linkglass-cli devices` lists "
                                 "them."), name);
  if (n_found > 1)
    lg_cli_complain ("device", _("Several saved devices are called “%s”; give the ID that "
                                 "`linkglass-cli devices --json` prints."), name);
  return n_found == 1 ? found : NULL;
}

/* The keyring asks for its password only where it is locked. */
static LgSecret *
load_secret (LgProfile  *profile,
             GError    **error)
{
  g_autoptr (LgSecretStore) secrets = lg_secret_store_new (NULL);
  g_autoptr (LgCliWait) wait = lg_cli_wait_new ();
  g_autoptr (LgCliWait) unlocking = lg_cli_wait_new ();
  const char *id = lg_profile_get_id (profile);
  g_autoptr (GError) local_error = NULL;
  LgSecret *secret;

  lg_secret_store_load_async (secrets, id, lg_cli_wait_get_cancellable (wait), lg_cli_wait_cb,
                              wait);
  secret = lg_secret_store_load_finish (secrets, lg_cli_wait_run (wait), &local_error);
  if (local_error == NULL)
    return secret;

  if (!g_error_matches (local_error, LG_SECRET_STORE_ERROR, LG_SECRET_STORE_ERROR_LOCKED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  lg_secret_store_unlock_async (secrets, id, lg_cli_wait_get_cancellable (unlocking),
                                lg_cli_wait_cb, unlocking);
  return lg_secret_store_load_finish (secrets, lg_cli_wait_run (unlocking), error);
}

static gboolean
fill_secret (LgCliOptions *options,
             LgProfile    *profile)
{
  g_autoptr (LgSecret) secret = NULL;
  g_autoptr (GError) error = NULL;

  if (!lg_cli_read_secret (options->secret_file, "LINKGLASS_SECRET", &secret))
    return FALSE;

  if (secret == NULL && lg_profile_get_secret_place (profile) == LG_SECRET_PLACE_KEYRING)
    secret = load_secret (profile, &error);
  lg_credentials_set_secret (lg_profile_get_credentials (profile), secret);
  if (error == NULL)
    return TRUE;

  lg_cli_complain ("keyring", "%s", error->message);
  return FALSE;
}

static gboolean
fill_endpoint (LgCliOptions *options,
               LgProfile    *profile)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
  guint port;

  if (options->root != NULL)
    lg_endpoint_set_root (endpoint, options->root);
  if (options->port == NULL)
    return TRUE;

  if (!lg_cli_parse_number ("port", options->port, 1, G_MAXUINT16, &port))
    return FALSE;

  lg_endpoint_set_port (endpoint, port);
  return TRUE;
}

/**
 * lg_cli_saved_open:
 *
 * Reads this operator's saved devices. Waits at most a second for another program that holds them;
 * that, too, is then a problem of the store, which can be read all the same.
 *
 * Returns: (transfer full): the saved devices
 */
LgProfileStore *
lg_cli_saved_open (void)
{
  LgProfileStore *store = lg_profile_store_new_default ();

  /* The problem property tells what goes wrong. */
  lg_profile_store_flush (store, NULL);
  return store;
}

/**
 * lg_cli_saved_make_profile:
 * @options: options with `--device`
 *
 * Takes the saved device `--device` names. Its secret comes from a file or the environment, if that
 * is given, and else from the keyring. Complains about what is wrong.
 *
 * Returns: (transfer full) (nullable): a copy of the device, or %NULL
 */
LgProfile *
lg_cli_saved_make_profile (LgCliOptions *options)
{
  g_autoptr (LgProfileStore) store = NULL;
  g_autoptr (LgProfile) profile = NULL;

  if (!is_alone (options))
    return NULL;

  store = lg_cli_saved_open ();
  if (lg_profile_store_get_problem (store) != NULL)
    lg_cli_complain ("devices", "%s", lg_profile_store_get_problem (store));

  g_set_object (&profile, find (store, options->saved));
  if (profile == NULL || !fill_secret (options, profile))
    return NULL;

  /* What is chosen here for once is not to be saved. */
  g_clear_object (&store);
  return fill_endpoint (options, profile) ? g_steal_pointer (&profile) : NULL;
}

/**
 * lg_cli_saved_find:
 * @store: this operator's saved devices
 * @credentials: those of a device
 * @endpoint: where it logs in
 *
 * Returns: (transfer none) (nullable): the saved device with the same ProductKey, DeviceName and
 *   host; %NULL if there is none, or one of them is not typed yet
 */
LgProfile *
lg_cli_saved_find (LgProfileStore *store,
                   LgCredentials  *credentials,
                   LgEndpoint     *endpoint)
{
  const char *product_key = lg_credentials_get_product_key (credentials);
  const char *device_name = lg_credentials_get_device_name (credentials);
  g_autofree char *host = lg_endpoint_resolve_host (endpoint, product_key);

  if (*product_key == '\0' || *device_name == '\0')
    return NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (LgProfile) profile = g_list_model_get_item (G_LIST_MODEL (store), i);
      LgCredentials *saved = lg_profile_get_credentials (profile);
      g_autofree char *saved_host = lg_endpoint_resolve_host (lg_profile_get_endpoint (profile),
                                                              product_key);

      if (strcmp (product_key, lg_credentials_get_product_key (saved)) == 0
          && strcmp (device_name, lg_credentials_get_device_name (saved)) == 0
          && g_strcmp0 (host, saved_host) == 0)
        return profile;
    }

  return NULL;
}

/**
 * lg_cli_saved_add_json:
 * @builder: an object being built
 * @profiles: list model of [class@Profile]
 *
 * Adds the member `devices`: what is known of each, but never its secret.
 */
void
lg_cli_saved_add_json (JsonBuilder *builder,
                       GListModel  *profiles)
{
  json_builder_set_member_name (builder, "devices");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr (LgProfile) profile = g_list_model_get_item (profiles, i);
      LgCredentials *credentials = lg_profile_get_credentials (profile);
      LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
      const char *product_key = lg_credentials_get_product_key (credentials);
      g_autofree char *host = lg_endpoint_resolve_host (endpoint, product_key);

      json_builder_begin_object (builder);
      lg_cli_set_string (builder, "id", lg_profile_get_id (profile));
      lg_cli_set_string (builder, "title", lg_profile_get_name (profile));
      lg_cli_set_string (builder, "group", lg_profile_get_group (profile));
      lg_cli_set_string (builder, "platform",
                         lg_platform_get_id (lg_endpoint_get_platform (endpoint)));
      lg_cli_set_string (builder, "mode",
                         lg_cli_get_nick (LG_TYPE_MODE, lg_credentials_get_mode (credentials)));
      lg_cli_set_string (builder, "productKey", product_key);
      lg_cli_set_string (builder, "deviceName", lg_credentials_get_device_name (credentials));
      lg_cli_set_string (builder, "host", host);
      json_builder_set_member_name (builder, "port");
      json_builder_add_int_value (builder, lg_endpoint_get_port (endpoint));
      lg_cli_set_string (builder, "secretPlace",
                         lg_cli_get_nick (LG_TYPE_SECRET_PLACE,
                                          lg_profile_get_secret_place (profile)));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}
