/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-test-cli.h"
#include "trust/lg-pki.h"

#include <glib/gstdio.h>

#define DAY_S (24 * 60 * 60)

static void
test_list (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonArray *roots;
  JsonObject *aliyun;

  lg_test_cli (&run, NULL, NULL, ARGS ("roots", "--json"));
  g_assert_cmpint (run.status, ==, 0);
  roots = json_object_get_array_member (lg_test_parse_json (parser, run.out), "roots");
  g_assert_cmpuint (json_array_get_length (roots), >=, 2);

  aliyun = json_array_get_object_element (roots, 0);
  g_assert_cmpstr (json_object_get_string_member (aliyun, "name"), ==, "aliyun-iot");
  g_assert_cmpstr (json_object_get_string_member (aliyun, "notAfter"), ==, "2053-07-04");
  g_assert_cmpint (json_object_get_int_member (aliyun, "daysLeft"), >, 0);
  g_assert_cmpstr (json_object_get_string_member (aliyun, "sha256"), ==,
                   "7CA438A3976B5242D231F861499822DA855831382735836B361E7E9715661676");
  g_assert_cmpstr (json_object_get_string_member (aliyun, "md5"), ==,
                   "c7a6afb466713832af778a7bcb6d1aef");
  g_assert_nonnull (json_object_get_string_member (aliyun, "file"));
}

static void
test_text (void)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("roots"));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.out, "aliyun-iot"));
  g_assert_nonnull (strstr (run.out, "2053-07-04"));
}

static void
assert_verify (const char *contents,
               int         status,
               const char *says)
{
  g_autofree char *path = NULL;
  g_auto (LgTestRun) run = { 0 };
  int fd = g_file_open_tmp ("linkglass-test-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  lg_test_cli (&run, NULL, NULL, ARGS ("roots", "verify", path));
  g_assert_cmpint (run.status, ==, status);
  g_assert_nonnull (strstr (status == 0 ? run.out : run.err, says));
  g_remove (path);
}

static void
assert_findings (const char *contents,
                 const char *cause)
{
  g_autofree char *path = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };
  JsonArray *findings;
  int fd = g_file_open_tmp ("linkglass-test-XXXXXX", &path, NULL);

  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  lg_test_cli (&run, NULL, NULL, ARGS ("roots", "verify", path, "--json"));
  g_assert_cmpint (run.status, ==, 1);
  findings = json_object_get_array_member (lg_test_parse_json (parser, run.out), "findings");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (findings, 0),
                                                  "cause"), ==, cause);
  g_remove (path);
}

static char *
make_certificate (gint64   not_after,
                  gboolean ca)
{
  const LgPkiSpec spec = {
    .name = "Certificate of the test",
    .not_before = g_get_real_time () / G_USEC_PER_SEC - 10 * DAY_S,
    .not_after = g_get_real_time () / G_USEC_PER_SEC + not_after,
    .ca = ca,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LgKeyPair) pair = lg_key_pair_new (&spec, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (lg_key_pair_get_certificate_pem (pair));
}

static void
test_verify (void)
{
  g_autofree char *good = make_certificate (10 * DAY_S, TRUE);
  g_autofree char *ended = make_certificate (-1, TRUE);
  g_autofree char *leaf = make_certificate (10 * DAY_S, FALSE);

  assert_verify (good, 0, "Certificate of the test");
  assert_verify (ended, 1, "expired");
  assert_verify (leaf, 1, "server");
  assert_verify ("", 1, "empty");
  assert_findings ("", "root.empty");
  assert_findings (ended, "root.expired");
  assert_findings (leaf, "root.not-a-ca");
  assert_findings ("no certificate at all", "root.no-certificate");
  assert_verify ("no certificate at all", 1, "root: ");
  assert_verify ("<!DOCTYPE html><html></html>", 1, "web page");
}

/* The vendor's file and a copy without line breaks: both MD5s are shown, and what is missing. */
static void
test_forms (void)
{
  g_autofree char *path = g_build_filename (ROOTS_DIR, "aliyun-iot-root-ca.pem", NULL);
  g_autofree char *known = NULL, *joined = NULL, *two = NULL;
  g_autofree char *own = make_certificate (10 * DAY_S, TRUE);
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &known, NULL, NULL));
  lines = g_strsplit (known, "\n", -1);
  joined = g_strjoinv ("", lines);
  two = g_strconcat (known, own, NULL);

  assert_verify (known, 0, "MD5 c7a6afb466713832af778a7bcb6d1aef of this file");
  assert_verify (joined, 0, "MD5 c7a6afb466713832af778a7bcb6d1aef of the vendor");
  assert_verify (joined, 0, "lacks its line breaks");
  assert_verify (two, 0, "and CN=Certificate of the test");
}

/* A root is judged as of the day it will be needed on. */
static void
test_at (void)
{
  g_autofree char *path = NULL;
  g_autofree char *good = make_certificate (10 * DAY_S, TRUE);
  g_auto (LgTestRun) run = { 0 };
  int fd = g_file_open_tmp ("linkglass-test-XXXXXX", &path, NULL);

  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, good, -1, NULL));
  lg_test_cli (&run, NULL, NULL, ARGS ("roots", "verify", path, "--at", "2090-01-01"));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.err, "was valid until"));
  lg_test_cli (&run, NULL, NULL, ARGS ("roots", "verify", path, "--at", "2090-13-01"));
  g_assert_cmpint (run.status, ==, 2);
  g_remove (path);
}

static void
assert_scan (const char *contents,
             gsize       length,
             const char *at,
             int         status,
             JsonParser *parser)
{
  g_autofree char *path = NULL;
  g_auto (LgTestRun) run = { 0 };
  int fd = g_file_open_tmp ("linkglass-test-XXXXXX", &path, NULL);

  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, contents, length, NULL));
  lg_test_cli (&run, NULL, NULL, ARGS ("roots", "scan", path, "--at", at));
  g_assert_cmpint (run.status, ==, status);
  lg_test_cli (&run, NULL, NULL, ARGS ("roots", "scan", path, "--at", at, "--json"));
  g_assert_cmpint (run.status, ==, status);
  lg_test_parse_json (parser, run.out);
  g_remove (path);
}

/* Which roots a device carries, from its image: a known one, and one of the operator's. */
static void
test_scan (void)
{
  g_autofree char *path = g_build_filename (ROOTS_DIR, "globalsign-root-r1.pem", NULL);
  g_autofree char *own = make_certificate (10 * DAY_S, TRUE);
  g_autofree char *known = NULL;
  g_autofree char *both = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;
  JsonArray *found;

  g_assert_true (g_file_get_contents (path, &known, NULL, NULL));
  both = g_strconcat ("code\xff", known, own, NULL);
  assert_scan (both, strlen (both), "2027-06-01", 0, parser);
  object = json_node_get_object (json_parser_get_root (parser));
  found = json_object_get_array_member (object, "certificates");
  g_assert_cmpuint (json_array_get_length (found), ==, 2);
  g_assert_null (json_object_get_string_member (json_array_get_object_element (found, 1),
                                                "knownRoot"));
  object = json_array_get_object_element (found, 0);
  g_assert_cmpstr (json_object_get_string_member (object, "knownRoot"), ==, "globalsign-r1");
  g_assert_cmpint (json_object_get_int_member (object, "offset"), ==, 5);
  g_assert_cmpstr (json_object_get_string_member (object, "notAfter"), ==, "2028-01-28");
  g_assert_cmpint (json_object_get_int_member (object, "daysLeft"), ==, 241);

  assert_scan (known, strlen (known), "2028-01-29", 1, parser);
  object = json_node_get_object (json_parser_get_root (parser));
  object = json_array_get_object_element (json_object_get_array_member (object, "findings"), 0);
  g_assert_cmpstr (json_object_get_string_member (object, "cause"), ==, "root.expired");

  assert_scan ("nothing", 7, "2028-01-29", 0, parser);
  assert_scan ("", 0, "2028-01-29", 0, parser);
}

static void
test_usage (void)
{
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL, ARGS ("roots", "verify", "/nonexistent/file"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_true (g_str_has_prefix (run.err, "root: "));

  lg_test_cli (&run, NULL, NULL, ARGS ("roots", "scan", "/nonexistent/image"));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_true (g_str_has_prefix (run.err, "image: "));

  lg_test_cli (&run, NULL, NULL, ARGS ("roots", "verify"));
  g_assert_cmpint (run.status, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli/roots/list", test_list);
  g_test_add_func ("/cli/roots/text", test_text);
  g_test_add_func ("/cli/roots/verify", test_verify);
  g_test_add_func ("/cli/roots/forms", test_forms);
  g_test_add_func ("/cli/roots/at", test_at);
  g_test_add_func ("/cli/roots/scan", test_scan);
  g_test_add_func ("/cli/roots/usage", test_usage);

  return g_test_run ();
}
