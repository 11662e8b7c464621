/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"


#include "lg-cli-import.h"
#include "lg-cli-saved.h"
#include "lg-cli-table.h"
#include "lg-cli.h"
#include "profile/lg-profile-file.h"
#include "profile/lg-profile-store.h"

#include <glib/gi18n.h>
#include <string.h>

static void
print_json (GListModel *profiles)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lg_cli_saved_add_json (builder, profiles);
  json_builder_end_object (builder);
  lg_cli_print_json (builder);
}

static void
print_table (GListModel *profiles)
{
  g_autoptr (GPtrArray) table = lg_cli_table_new ();
  GPtrArray *line = lg_cli_table_add_line (table);
  const char *const titles[] = {
    _("Device"), _("Group"), "ProductKey", _("Host"), _("Port"), _("Secret"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_ptr_array_add (line, g_strdup (titles[i]));

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr (LgProfile) profile = g_list_model_get_item (profiles, i);
      LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
      const char *product_key =
        lg_credentials_get_product_key (lg_profile_get_credentials (profile));
      char *host = lg_endpoint_resolve_host (endpoint, product_key);
      gboolean kept = lg_profile_get_secret_place (profile) == LG_SECRET_PLACE_KEYRING;

      line = lg_cli_table_add_line (table);
      g_ptr_array_add (line, lg_profile_dup_title (profile));
      g_ptr_array_add (line, g_strdup (lg_profile_get_group (profile)));
      g_ptr_array_add (line, g_strdup (product_key));
      g_ptr_array_add (line, host != NULL ? host : g_strdup (""));
      g_ptr_array_add (line, g_strdup_printf ("%u", lg_endpoint_get_port (endpoint)));
      g_ptr_array_add (line, g_strdup (kept ? _("in the keyring") : _("not kept")));
    }

  lg_cli_table_print (table);
}

static LgCliExit
list (LgProfileStore *store,
      gboolean        json)
{
  if (json)
    print_json (G_LIST_MODEL (store));
  else if (g_list_model_get_n_items (G_LIST_MODEL (store)) == 0)
    lg_cli_print (_("There is no saved device.\n"));
  else
    print_table (G_LIST_MODEL (store));

  return LG_CLI_HEALTHY;
}

static LgCliExit
export (LgProfileStore *store,
        const char     *path,
        gboolean        json)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (json && path != NULL)
    {
      lg_cli_complain ("options", _("--json prints; give no file with it."));
      return LG_CLI_USAGE;
    }

  if (json)
    {
      print_json (G_LIST_MODEL (store));
      return LG_CLI_HEALTHY;
    }

  if (path == NULL)
    {
      text = lg_profile_export_text (G_LIST_MODEL (store));
      lg_cli_print_lines (text);
      return LG_CLI_HEALTHY;
    }

  if (lg_profile_export_file (G_LIST_MODEL (store), path, &error))
    return LG_CLI_HEALTHY;

  lg_cli_complain ("file", "%s", error->message);
  return LG_CLI_USAGE;
}

static LgCliExit
run (LgProfileStore  *store,
     int              argc,
     char           **argv,
     gboolean         json)
{
  if (argc == 1 || (argc == 2 && strcmp (argv[1], "list") == 0))
    return list (store, json);
  if ((argc == 2 || argc == 3) && strcmp (argv[1], "export") == 0)
    return export (store, argv[2], json);

  if (argc == 3 && strcmp (argv[1], "import") == 0)
    return lg_cli_import (store, argv[2], json);

  lg_cli_complain ("options", _("Give “list”, “export” or “import” and a file; --help explains "
                                "them."));
  return LG_CLI_USAGE;
}

/**
 * lg_cli_devices:
 *
 * `linkglass-cli devices`: lists, exports and imports saved devices.
 *
 * Returns: the exit status
 */
LgCliExit
lg_cli_devices (int    argc,
                char **argv)
{
  g_autoptr (GOptionContext) context =
    g_option_context_new (_("[list | export [FILE] | import FILE]"));
  g_autoptr (LgProfileStore) store = NULL;
  LgCliExit status;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };

  g_option_context_set_summary (context,
    _("Shows the devices saved in the window. “export” writes them to a file, or prints them, for\n"
      "another computer. Secrets are in the keyring, and are neither shown nor exported.\n"
      "“import” adds devices from such a file, or from what the console, a table, mosquitto’s\n"
      "clients, ESP-AT or MQTTX write; - reads standard input. Secrets go into the keyring, if it\n"
      "is open."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!lg_cli_parse (context, &argc, &argv))
    return LG_CLI_USAGE;

  store = lg_cli_saved_open ();
  status = run (store, argc, argv, json);
  if (lg_profile_store_get_problem (store) == NULL)
    return status;

  lg_cli_complain ("devices", "%s", lg_profile_store_get_problem (store));
  return status == LG_CLI_HEALTHY ? LG_CLI_FAULT : status;
}
