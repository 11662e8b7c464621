/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `roots scan`: the certificates inside a firmware image. */
#include "config.h"

#include "lg-cli-scan.h"

#include "check/lg-check-root.h"
#include "lg-cli-date.h"
#include "lg-cli-finding.h"
#include "lg-cli-table.h"
#include "trust/lg-input-file.h"
#include "trust/lg-known-root.h"

#include <glib/gi18n.h>
#include <unistd.h>

#define DAY_S (24 * 60 * 60)

static const LgKnownRoot *
find_known (const LgFirmwareFind *find)
{
  return find->certificate != NULL
    ? lg_known_root_find (lg_certificate_get_sha256 (find->certificate)) : NULL;
}

static gint64
get_days_left (const LgFirmwareFind *find,
               gint64                at_s)
{
  gint64 left_s = lg_certificate_get_not_after (find->certificate) - at_s;

  return (left_s < 0 ? left_s - DAY_S + 1 : left_s) / DAY_S;
}

static void
add_find_json (JsonBuilder          *builder,
               const LgFirmwareFind *find,
               gint64                at_s)
{
  g_autoptr (GEnumClass) forms = g_type_class_ref (LG_TYPE_CERTIFICATE_FORM);
  const LgKnownRoot *known = find_known (find);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "offset");
  json_builder_add_int_value (builder, find->offset);
  json_builder_set_member_name (builder, "length");
  json_builder_add_int_value (builder, find->length);
  lg_cli_set_string (builder, "format",
                     g_enum_get_value (forms, find->form)->value_nick);
  json_builder_set_member_name (builder, "readable");
  json_builder_add_boolean_value (builder, find->certificate != NULL);
  if (find->certificate != NULL)
    {
      lg_cli_set_string (builder, "name", lg_certificate_get_name (find->certificate));
      lg_cli_set_string (builder, "subject", lg_certificate_get_subject (find->certificate));
      json_builder_set_member_name (builder, "ca");
      json_builder_add_boolean_value (builder, lg_certificate_is_ca (find->certificate));
      lg_cli_set_date (builder, "notAfter", lg_certificate_get_not_after (find->certificate));
      json_builder_set_member_name (builder, "daysLeft");
      json_builder_add_int_value (builder, get_days_left (find, at_s));
      lg_cli_set_string (builder, "sha256", lg_certificate_get_sha256 (find->certificate));
      lg_cli_set_string (builder, "knownRoot", known != NULL ? known->name : NULL);
    }
  json_builder_end_object (builder);
}

static void
print_json (const char *path,
            GPtrArray  *finds,
            gboolean    complete,
            GPtrArray  *findings,
            gint64      at_s)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "image", path);
  json_builder_set_member_name (builder, "complete");
  json_builder_add_boolean_value (builder, complete);
  json_builder_set_member_name (builder, "certificates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < finds->len; i++)
    add_find_json (builder, finds->pdata[i], at_s);
  json_builder_end_array (builder);
  lg_cli_findings_add_json (findings, builder);
  json_builder_end_object (builder);

  lg_cli_print_json (builder);
}

static void
add_find_line (GPtrArray            *table,
               const LgFirmwareFind *find,
               gint64                at_s)
{
  const LgKnownRoot *known = find_known (find);
  GPtrArray *line = lg_cli_table_add_line (table);
  g_autofree char *date = NULL;

  g_ptr_array_add (line, g_strdup_printf ("0x%08" G_GINT64_MODIFIER "x", (guint64) find->offset));
  g_ptr_array_add (line, g_strdup (lg_certificate_form_get_name (find->form)));
  if (find->certificate == NULL)
    {
      g_ptr_array_add (line, g_strdup ("–"));
      g_ptr_array_add (line, g_strdup ("–"));
      g_ptr_array_add (line, g_strdup ("–"));
      g_ptr_array_add (line, g_strdup (_("damaged or cut off")));
      return;
    }

  date = lg_cli_format_date (lg_certificate_get_not_after (find->certificate));
  g_ptr_array_add (line, g_strdup (date != NULL ? date : "–"));
  g_ptr_array_add (line, g_strdup_printf ("%" G_GINT64_FORMAT, get_days_left (find, at_s)));
  g_ptr_array_add (line, g_strdup (known != NULL ? known->name
                                   : lg_certificate_is_ca (find->certificate) ? _("another CA")
                                   : _("no CA")));
  g_ptr_array_add (line, g_strdup (lg_certificate_get_name (find->certificate)));
}

static void
print_text (GPtrArray *finds,
            GPtrArray *findings,
            gint64     at_s)
{
  const char *const titles[] = {
    _("Offset"), _("Format"), _("Until"), _("Days"), _("Root"), _("Name"),
  };
  g_autoptr (GPtrArray) table = lg_cli_table_new ();
  GPtrArray *head = lg_cli_table_add_line (table);

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    g_ptr_array_add (head, g_strdup (titles[i]));
  for (guint i = 0; i < finds->len; i++)
    add_find_line (table, finds->pdata[i], at_s);

  if (finds->len > 0)
    lg_cli_table_print (table);
  else
    lg_cli_print (_("There is no certificate to be seen. An image that is compressed or encrypted "
                    "has\nto be unpacked first.\n"));
  for (guint i = 0; i < findings->len; i++)
    lg_cli_finding_print_text (findings->pdata[i]);
}

/**
 * lg_cli_scan:
 * @path: a firmware image
 * @at_s: the time to judge at, Unix seconds
 * @json: whether to print JSON
 *
 * Lists the certificates inside an image, and which of them are roots that platforms name.
 *
 * Returns: %LG_CLI_FAULT when every authority in it has ended
 */
LgCliExit
lg_cli_scan (const char *path,
             gint64      at_s,
             gboolean    json)
{
  g_autoptr (GError) error = NULL;
  int fd = lg_input_file_open (path, LG_INPUT_REGULAR, &error);
  g_autoptr (GMappedFile) file = fd >= 0 ? g_mapped_file_new_from_fd (fd, FALSE, &error) : NULL;
  g_autoptr (GBytes) image = NULL;
  g_autoptr (GPtrArray) finds = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  gboolean complete;

  if (fd >= 0)
    close (fd);
  if (file == NULL)
    {
      lg_cli_complain ("image", "%s", error->message);
      return LG_CLI_USAGE;
    }

  image = g_mapped_file_get_bytes (file);
  finds = lg_firmware_scan (image, &complete);
  findings = lg_check_judge_image (finds, at_s);
  if (json)
    print_json (path, finds, complete, findings, at_s);
  else
    print_text (finds, findings, at_s);
  if (!complete)
    lg_cli_complain ("image", _("Given up before its end: it holds too much that only looks like "
                                "a certificate."));

  return lg_cli_findings_have_fault (findings) ? LG_CLI_FAULT : LG_CLI_HEALTHY;
}
