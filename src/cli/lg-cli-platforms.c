/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-cli.h"

#include "profile/lg-platform-folder.h"

#include <glib/gi18n.h>
#include <string.h>

static LgPlatformEntry *
find_entry (GPtrArray        *entries,
            const LgPlatform *platform)
{
  for (guint i = 0; i < entries->len; i++)
    if (((LgPlatformEntry *) entries->pdata[i])->platform == platform)
      return entries->pdata[i];

  return NULL;
}

static const char *
get_transport (const LgPort *port)
{
  return port->security == LG_SECURITY_TLS ? "tls" : "tcp";
}

static void
add_platform_json (JsonBuilder      *builder,
                   const LgPlatform *platform,
                   const char       *path)
{
  GPtrArray *ports = lg_platform_get_ports (platform);

  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "id", lg_platform_get_id (platform));
  lg_cli_set_string (builder, "name", lg_platform_get_name (platform));
  lg_cli_set_string (builder, "mode",
                     lg_cli_get_nick (LG_TYPE_MODE, lg_platform_get_mode (platform)));
  lg_cli_set_string (builder, "rules", lg_platform_get_model (platform));
  lg_cli_set_string (builder, "source", lg_platform_get_source (platform));
  lg_cli_set_string (builder, "file", path);
  json_builder_set_member_name (builder, "ports");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ports->len; i++)
    {
      const LgPort *port = ports->pdata[i];

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "port");
      json_builder_add_int_value (builder, port->port);
      lg_cli_set_string (builder, "transport", get_transport (port));
      lg_cli_set_string (builder, "root", port->root);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "topics");
  json_builder_add_int_value (builder, lg_platform_get_topics (platform)->len);
  json_builder_end_object (builder);
}

static void
print_platform (const LgPlatform *platform,
                const char       *path)
{
  GPtrArray *ports = lg_platform_get_ports (platform);

  lg_cli_print ("%s — %s\n", lg_platform_get_id (platform), lg_platform_get_name (platform));
  for (guint i = 0; i < ports->len; i++)
    {
      const LgPort *port = ports->pdata[i];

      lg_cli_print ("  %u %s%s%s\n", port->port, get_transport (port),
                    port->root != NULL ? " · " : "", port->root != NULL ? port->root : "");
    }
  lg_cli_print (_("  Source: %s\n"), lg_platform_get_source (platform));
  if (path != NULL)
    lg_cli_print (_("  File: %s\n"), path);
}

static void
complain_entry (LgPlatformEntry *entry)
{
  if (entry->error != NULL)
    lg_cli_complain ("platform", "%s", entry->error->message);
  for (guint i = 0; i < entry->faults->len; i++)
    {
      g_autofree char *text = lg_platform_entry_describe (entry, entry->faults->pdata[i]);

      lg_cli_complain ("platform", "%s", text);
    }
}

static void
add_faults_json (JsonBuilder *builder,
                 GPtrArray   *entries)
{
  json_builder_set_member_name (builder, "faults");
  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    {
      LgPlatformEntry *entry = entries->pdata[i];

      for (guint k = 0; k < entry->faults->len; k++)
        {
          const LgPlatformFault *fault = entry->faults->pdata[k];

          json_builder_begin_object (builder);
          lg_cli_set_string (builder, "file", entry->path);
          json_builder_set_member_name (builder, "line");
          json_builder_add_int_value (builder, fault->line);
          lg_cli_set_string (builder, "place", fault->place);
          lg_cli_set_string (builder, "message", fault->message);
          json_builder_end_object (builder);
        }
    }
  json_builder_end_array (builder);
}

static LgCliExit
list (gboolean json)
{
  GPtrArray *entries = lg_platform_folder_get_own ();
  g_autofree char *folder = lg_platform_folder_dup_path ();
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  LgCliExit result = LG_CLI_HEALTHY;

  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "folder", folder);
  json_builder_set_member_name (builder, "platforms");
  json_builder_begin_array (builder);
  for (const char *const *id = lg_platform_get_ids (); *id != NULL; id++)
    {
      const LgPlatform *platform = lg_platform_get (*id);
      LgPlatformEntry *entry = find_entry (entries, platform);

      if (json)
        add_platform_json (builder, platform, entry != NULL ? entry->path : NULL);
      else
        print_platform (platform, entry != NULL ? entry->path : NULL);
    }
  json_builder_end_array (builder);
  add_faults_json (builder, entries);
  json_builder_end_object (builder);

  if (json)
    lg_cli_print_json (builder);
  else
    lg_cli_print (_("Platform files of your own belong into %s.\n"), folder);
  for (guint i = 0; i < entries->len; i++)
    if (!lg_platform_entry_is_good (entries->pdata[i]))
      {
        complain_entry (entries->pdata[i]);
        result = LG_CLI_FAULT;
      }

  return result;
}

static LgCliExit
verify (const char *path,
        gboolean    json)
{
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) lg_platform_entry_free);
  LgPlatformEntry *entry = lg_platform_entry_read (path);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean good = lg_platform_entry_is_good (entry);

  g_ptr_array_add (entries, entry);
  complain_entry (entry);
  if (entry->error != NULL)
    return LG_CLI_USAGE;

  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "file", path);
  lg_cli_set_string (builder, "id", entry->id);
  add_faults_json (builder, entries);
  json_builder_end_object (builder);
  if (json)
    lg_cli_print_json (builder);
  else if (good)
    lg_cli_print (_("%s: nothing is wrong with it. Its platform is “%s”.\n"), path, entry->id);

  return good ? LG_CLI_HEALTHY : LG_CLI_FAULT;
}

/**
 * lg_cli_complain_platform:
 * @id: what was given as the platform
 *
 * Says which platforms there are, and what is wrong with the operator's own file of that name.
 */
void
lg_cli_complain_platform (const char *id)
{
  GPtrArray *entries = lg_platform_folder_get_own ();
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      LgPlatformEntry *entry = entries->pdata[i];

      if (g_strcmp0 (entry->id, id) == 0)
        {
          complain_entry (entry);
          return;
        }
    }
  for (const char *const *known = lg_platform_get_ids (); *known != NULL; known++)
    if (!lg_platform_is_stand_in (lg_platform_get (*known)))
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", *known);
  lg_cli_complain ("platform", _("“%s” is none of %s."), id, ids->str);
}

/**
 * lg_cli_platforms:
 *
 * `linkglass-cli platforms`: lists the platforms it knows, or judges a platform file.
 *
 * Returns: the exit status
 */
LgCliExit
lg_cli_platforms (int    argc,
                  char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_("[verify FILE]"));
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };

  g_option_context_set_summary (context,
    _("Lists the platforms Linkglass knows: those it brings along and those of your own platform\n"
      "files. “verify FILE” tells what is wrong with a platform file, and where."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!lg_cli_parse (context, &argc, &argv))
    return LG_CLI_USAGE;

  if (argc == 1)
    return list (json);
  if (argc == 3 && strcmp (argv[1], "verify") == 0)
    return verify (argv[2], json);

  lg_cli_complain ("options", _("Give nothing, or “verify” and a file."));
  return LG_CLI_USAGE;
}
