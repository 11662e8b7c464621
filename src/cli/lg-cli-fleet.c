/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `check --fleet`: until when does each device of a file work? */
#include "config.h"

#include "lg-cli-fleet.h"

#include "check/lg-fleet-csv.h"
#include "lg-cli-date.h"
#include "lg-cli-finding.h"
#include "lg-cli-table.h"
#include "lg-cli-wait.h"
#include "trust/lg-input-file.h"

#include <glib/gi18n.h>

#define DAY_S (24 * 60 * 60)

/* Hundreds of thousands of devices. */
#define FLEET_MAX (32 * 1024 * 1024)

/* What the subcommand has at its end. */
typedef struct
{
  const char *path;
  gint64      at_s;
  GPtrArray  *devices;
  GPtrArray  *errors;
  GPtrArray  *findings;
} Report;

/* Every finding once, faults first: devices alike share theirs. */
static GPtrArray *
gather_findings (GPtrArray *devices)
{
  GPtrArray *gathered = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (LgSeverity severity = LG_SEVERITY_FAULT; severity <= LG_SEVERITY_NOTE; severity++)
    for (guint i = 0; i < devices->len; i++)
      {
        GPtrArray *findings = lg_fleet_device_get_findings (devices->pdata[i]);

        for (guint k = 0; k < findings->len; k++)
          if (LG_FINDING (findings->pdata[k])->severity == severity
              && g_hash_table_add (seen, findings->pdata[k]))
            g_ptr_array_add (gathered, g_object_ref (findings->pdata[k]));
      }
  return gathered;
}

static void
add_device_json (JsonBuilder   *builder,
                 LgFleetDevice *device,
                 gint64         at_s)
{
  gint64 until_s = lg_fleet_device_get_works_until (device);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "line");
  json_builder_add_int_value (builder, lg_fleet_device_get_line (device));
  lg_cli_set_string (builder, "host", lg_fleet_device_get_host (device));
  json_builder_set_member_name (builder, "port");
  json_builder_add_int_value (builder, lg_fleet_device_get_port (device));
  lg_cli_set_string (builder, "declaredRoot", lg_fleet_device_get_root (device));
  json_builder_set_member_name (builder, "works");
  if (lg_fleet_device_is_done (device))
    json_builder_add_boolean_value (builder, lg_fleet_device_get_fault (device) == NULL);
  else
    json_builder_add_null_value (builder);
  lg_cli_set_date (builder, "worksUntil", until_s);
  json_builder_set_member_name (builder, "daysLeft");
  if (until_s != 0)
    json_builder_add_int_value (builder, (until_s - at_s) / DAY_S);
  else
    json_builder_add_null_value (builder);
  lg_cli_findings_add_json (lg_fleet_device_get_findings (device), builder);
  json_builder_end_object (builder);
}

static void
print_json (const Report *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "fleet", report->path);
  lg_cli_set_date (builder, "at", report->at_s);
  json_builder_set_member_name (builder, "devices");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->devices->len; i++)
    add_device_json (builder, report->devices->pdata[i], report->at_s);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "refused");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->errors->len; i++)
    {
      const LgFleetError *error = report->errors->pdata[i];

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "line");
      json_builder_add_int_value (builder, error->line);
      lg_cli_set_string (builder, "error", error->message);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  lg_cli_findings_add_json (report->findings, builder);
  json_builder_set_member_name (builder, "healthy");
  json_builder_add_boolean_value (builder, !lg_cli_findings_have_fault (report->findings));
  json_builder_end_object (builder);

  lg_cli_print_json (builder);
}

static void
print_csv (const Report *report)
{
  g_autofree char *csv = lg_fleet_csv_write (report->devices, report->at_s);

  lg_cli_print_table (csv);
}

static void
add_device_line (GPtrArray     *table,
                 LgFleetDevice *device,
                 gint64         at_s)
{
  gint64 until_s = lg_fleet_device_get_works_until (device);
  LgFinding *fault = lg_fleet_device_get_fault (device);
  GPtrArray *line = lg_cli_table_add_line (table);
  g_autofree char *date = lg_cli_format_date (until_s);

  g_ptr_array_add (line, g_strdup (date != NULL ? date : "–"));
  g_ptr_array_add (line, until_s != 0
                         ? g_strdup_printf ("%" G_GINT64_FORMAT, (until_s - at_s) / DAY_S)
                         : g_strdup ("–"));
  g_ptr_array_add (line, g_strdup (lg_fleet_device_get_host (device)));
  g_ptr_array_add (line, g_strdup_printf ("%u", lg_fleet_device_get_port (device)));
  g_ptr_array_add (line, g_strdup (lg_fleet_device_get_root (device)));
  if (!lg_fleet_device_is_done (device))
    g_ptr_array_add (line, g_strdup (_("not looked at")));
  else if (fault != NULL)
    g_ptr_array_add (line, g_strdup_printf ("✗ %s", fault->title));
  else
    g_ptr_array_add (line, g_strdup (_("✓ works")));
}

/* What to do is the same for every device with the same trouble. */
static void
print_advice (GPtrArray *findings)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < findings->len; i++)
    {
      const char *cause = LG_FINDING (findings->pdata[i])->cause;

      if (LG_FINDING (findings->pdata[i])->severity == LG_SEVERITY_FAULT
          && g_hash_table_add (told, (char *) cause))
        lg_cli_print ("  %s: %s\n", cause, LG_FINDING (findings->pdata[i])->advice);
    }
}

static void
print_text (const Report *report)
{
  g_autoptr (GPtrArray) table = lg_cli_table_new ();
  const char *const titles[] = {
    _("Works until"), _("Days"), _("Host"), _("Port"), _("Declared root"), _("Verdict"),
  };
  GPtrArray *head = lg_cli_table_add_line (table);
  guint n_works = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    g_ptr_array_add (head, g_strdup (titles[i]));
  for (guint i = 0; i < report->devices->len; i++)
    {
      n_works += lg_fleet_device_get_works_until (report->devices->pdata[i]) != 0;
      add_device_line (table, report->devices->pdata[i], report->at_s);
    }
  lg_cli_table_print (table);

  lg_cli_print (ngettext ("\n%u of %u device works. ", "\n%u of %u devices work. ",
                          report->devices->len), n_works, report->devices->len);
  lg_cli_print (_("The root is the one the file declares; it was not read from the device.\n"));
  print_advice (report->findings);
}

static gboolean
read_fleet (LgFleet    *fleet,
            const char *path,
            GPtrArray  *errors)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GError) error = NULL;
  LgTextEncoding encoding;
  gsize length;

  text = lg_input_file_read (path, FLEET_MAX, &length, &error);
  if (text == NULL)
    {
      lg_cli_complain ("fleet", "%s", error->message);
      return FALSE;
    }

  devices = lg_fleet_csv_parse (text, length, errors, &encoding);
  if (encoding != LG_TEXT_ENCODING_UTF_8)
    lg_cli_complain ("fleet", _("The text was read as %s."),
                     lg_text_encoding_get_name (encoding));
  for (guint i = 0; i < devices->len; i++)
    lg_fleet_add (fleet, devices->pdata[i]);
  for (guint i = 0; i < errors->len; i++)
    {
      const LgFleetError *refused = errors->pdata[i];

      lg_cli_complain ("fleet", _("Line %u: %s"), refused->line, refused->message);
    }
  if (devices->len == 0)
    lg_cli_complain ("fleet", _("There is no device in “%s”: host, port and root in each line."),
                     path);
  return devices->len > 0;
}

/**
 * lg_cli_fleet:
 * @fleet: without devices
 * @path: the file they stand in
 * @format: how to print what was found
 *
 * Tells until when each device of a file works. Lines that cannot be used are told and passed over.
 *
 * Returns: %LG_CLI_FAULT when a device does not work, %LG_CLI_USAGE when a line cannot be used
 */
LgCliExit
lg_cli_fleet (LgFleet          *fleet,
              const char       *path,
              LgCliFleetFormat  format)
{
  g_autoptr (GPtrArray) errors = lg_fleet_errors_new ();
  g_autoptr (LgCliWait) wait = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  Report report;
  gboolean cancelled;

  if (!read_fleet (fleet, path, errors))
    return LG_CLI_USAGE;

  wait = lg_cli_wait_new ();
  lg_fleet_run_async (fleet, lg_cli_wait_get_cancellable (wait), lg_cli_wait_cb, wait);
  cancelled = !lg_fleet_run_finish (fleet, lg_cli_wait_run (wait), NULL);

  /* While it prints, a signal ends it at once, however slow the reader. */
  g_clear_pointer (&wait, lg_cli_wait_free);
  devices = lg_fleet_sort (fleet);
  findings = gather_findings (devices);
  report = (Report) { path, lg_fleet_get_at (fleet), devices, errors, findings };
  if (format == LG_CLI_FLEET_JSON)
    print_json (&report);
  else if (format == LG_CLI_FLEET_CSV)
    print_csv (&report);
  else
    print_text (&report);
  if (cancelled)
    lg_cli_complain ("fleet", _("Interrupted; what is missing was not looked at."));

  if (cancelled || lg_cli_findings_have_fault (findings))
    return LG_CLI_FAULT;
  return errors->len > 0 ? LG_CLI_USAGE : LG_CLI_HEALTHY;
}
