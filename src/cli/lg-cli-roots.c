/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "check/lg-check-root.h"
#include "lg-cli-date.h"
#include "lg-cli-finding.h"
#include "lg-cli-scan.h"
#include "lg-cli.h"
#include "trust/lg-known-root.h"
#include "trust/lg-root-store.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a file holds, every one of it. */
static void
add_contents_json (JsonBuilder *builder,
                   LgRoot      *root)
{
  GPtrArray *certificates = lg_root_get_certificates (root);

  json_builder_set_member_name (builder, "contents");
  json_builder_begin_array (builder);
  for (guint i = 0; i < certificates->len; i++)
    {
      LgCertificate *certificate = certificates->pdata[i];
      const char *sha256 = lg_certificate_get_sha256 (certificate);
      const LgKnownRoot *known = lg_known_root_find (sha256);

      json_builder_begin_object (builder);
      lg_cli_set_string (builder, "name", lg_certificate_get_name (certificate));
      lg_cli_set_string (builder, "subject", lg_certificate_get_subject (certificate));
      json_builder_set_member_name (builder, "ca");
      json_builder_add_boolean_value (builder, lg_certificate_is_ca (certificate));
      lg_cli_set_date (builder, "notAfter", lg_certificate_get_not_after (certificate));
      lg_cli_set_string (builder, "sha256", sha256);
      lg_cli_set_string (builder, "knownRoot", known != NULL ? known->name : NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_root_json (JsonBuilder *builder,
               LgRoot      *root,
               gint64       at_s)
{
  g_autoptr (GEnumClass) sources = g_type_class_ref (LG_TYPE_ROOT_SOURCE);
  g_autoptr (GEnumClass) forms = g_type_class_ref (LG_TYPE_CERTIFICATE_FORM);
  LgCertificate *certificate = lg_root_get_certificate (root);
  const char *subject = certificate != NULL ? lg_certificate_get_subject (certificate) : NULL;

  json_builder_begin_object (builder);
  lg_cli_set_string (builder, "name", lg_root_get_name (root));
  lg_cli_set_string (builder, "title", lg_root_get_title (root));
  lg_cli_set_string (builder, "source",
                     g_enum_get_value (sources, lg_root_get_source (root))->value_nick);
  lg_cli_set_string (builder, "subject", subject);
  json_builder_set_member_name (builder, "certificates");
  json_builder_add_int_value (builder, lg_root_get_certificates (root)->len);
  if (certificate != NULL)
    {
      lg_cli_set_date (builder, "notAfter", lg_root_get_not_after (root));
      json_builder_set_member_name (builder, "daysLeft");
      json_builder_add_int_value (builder, lg_root_get_days_left (root, at_s));
      lg_cli_set_string (builder, "sha256", lg_certificate_get_sha256 (certificate));
    }
  if (lg_root_get_source (root) == LG_ROOT_FILE)
    add_contents_json (builder, root);
  lg_cli_set_string (builder, "format",
                     g_enum_get_value (forms, lg_root_get_form (root))->value_nick);
  lg_cli_set_string (builder, "md5", lg_root_get_md5 (root));
  lg_cli_set_string (builder, "vendorMd5", lg_root_get_vendor_md5 (root));
  lg_cli_set_string (builder, "file", lg_root_describe_file (root));
  json_builder_end_object (builder);
}

/* One of a bundle behind the first. */
static void
print_other (LgCertificate *certificate)
{
  g_autofree char *until = lg_cli_format_date (lg_certificate_get_not_after (certificate));

  lg_cli_print (_("  and %s\n  until %s\n"), lg_certificate_get_subject (certificate), until);
  lg_cli_print ("  SHA-256 %s\n", lg_certificate_get_sha256 (certificate));
}

static void
print_root_text (LgRoot *root,
                 gint64  at_s)
{
  LgCertificate *certificate = lg_root_get_certificate (root);
  guint n = lg_root_get_certificates (root)->len;
  int days = lg_root_get_days_left (root, at_s);
  g_autofree char *until = NULL;

  lg_cli_print ("%s — %s\n", lg_root_get_name (root), lg_root_get_title (root));
  if (certificate == NULL)
    {
      lg_cli_print (ngettext ("  %u certificate\n", "  %u certificates\n", n), n);
      return;
    }

  until = lg_cli_format_date (lg_root_get_not_after (root));
  lg_cli_print ("  %s\n", lg_certificate_get_subject (certificate));
  if (days < 0)
    lg_cli_print (_("  ended on %s\n"), until);
  else
    lg_cli_print (ngettext ("  until %s, %d day left\n", "  until %s, %d days left\n", days),
                  until, days);
  lg_cli_print ("  SHA-256 %s\n", lg_certificate_get_sha256 (certificate));
  for (guint i = 1; i < n; i++)
    print_other (lg_root_get_certificates (root)->pdata[i]);
  if (lg_root_get_source (root) == LG_ROOT_FILE)
    lg_cli_print (_("  Written as %s\n"), lg_certificate_form_get_name (lg_root_get_form (root)));
  lg_cli_print (_("  MD5 %s of this file\n"), lg_root_get_md5 (root));
  if (lg_root_describe_file (root) != NULL)
    lg_cli_print (_("  MD5 %s of the vendor’s file: %s\n"), lg_root_get_vendor_md5 (root),
                  lg_root_describe_file (root));
}

static void
print_roots (GListModel *roots,
             GPtrArray  *findings,
             gint64      at_s,
             gboolean    json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "roots");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (roots); i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (roots, i);

      if (json)
        add_root_json (builder, root, at_s);
      else
        print_root_text (root, at_s);
    }
  json_builder_end_array (builder);
  if (findings != NULL)
    lg_cli_findings_add_json (findings, builder);
  json_builder_end_object (builder);

  if (json)
    lg_cli_print_json (builder);
}

static LgCliExit
verify (LgRootStore *store,
        const char  *path,
        gint64       at_s,
        gboolean     json)
{
  g_autoptr (GListStore) roots = g_list_store_new (LG_TYPE_ROOT);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  LgRoot *root = lg_root_store_load_file (store, path, &error);

  if (root == NULL)
    g_ptr_array_add (findings, lg_check_judge_root_error (error));
  else
    {
      g_ptr_array_unref (findings);
      findings = lg_check_judge_root_file (root, at_s);
      g_list_store_append (roots, root);
    }

  print_roots (G_LIST_MODEL (roots), findings, at_s, json);
  for (guint i = 0; i < findings->len; i++)
    if (!json && LG_FINDING (findings->pdata[i])->severity != LG_SEVERITY_FAULT)
      lg_cli_finding_print_text (findings->pdata[i]);
    else if (LG_FINDING (findings->pdata[i])->severity == LG_SEVERITY_FAULT)
      lg_cli_complain ("root", "%s: %s", LG_FINDING (findings->pdata[i])->title,
                       LG_FINDING (findings->pdata[i])->evidence);

  if (g_error_matches (error, LG_TRUST_ERROR, LG_TRUST_ERROR_UNREADABLE))
    return LG_CLI_USAGE;
  return lg_cli_findings_have_fault (findings) ? LG_CLI_FAULT : LG_CLI_HEALTHY;
}

/**
 * lg_cli_roots:
 *
 * `linkglass-cli roots`: lists the roots it knows, judges a file, or scans an image.
 *
 * Returns: the exit status
 */
LgCliExit
lg_cli_roots (int    argc,
              char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_("[verify FILE | scan IMAGE]"));
  g_autoptr (LgRootStore) store = NULL;
  g_autofree char *at = NULL;
  gint64 at_s = g_get_real_time () / G_USEC_PER_SEC;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { "at", 0, 0, G_OPTION_ARG_STRING, &at,
      N_("Judge the certificates as of this day"), N_("YYYY-MM-DD") },
    { NULL },
  };

  g_option_context_set_summary (context,
    _("Lists the root certificates Linkglass knows: those it brings along and those found in\n"
      "the system’s store. “verify FILE” tells what is in a file, and whether it is the\n"
      "vendor’s file byte by byte. “scan IMAGE” finds the certificates inside a device’s firmware\n"
      "image, and which of them are roots that platforms need."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!lg_cli_parse (context, &argc, &argv))
    return LG_CLI_USAGE;
  if (at != NULL && !lg_cli_parse_date ("at", at, &at_s))
    return LG_CLI_USAGE;

  store = lg_root_store_new_for_system ();
  if (argc == 1)
    {
      print_roots (G_LIST_MODEL (store), NULL, at_s, json);
      return LG_CLI_HEALTHY;
    }

  if (argc == 3 && strcmp (argv[1], "verify") == 0)
    return verify (store, argv[2], at_s, json);
  if (argc == 3 && strcmp (argv[1], "scan") == 0)
    return lg_cli_scan (argv[2], at_s, json);

  lg_cli_complain ("options", _("Give nothing, or “verify” and a file, or “scan” and an image."));
  return LG_CLI_USAGE;
}
