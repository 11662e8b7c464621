/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/lg-pki.h"
#include "trust/lg-root-store.h"
#include "trust/lg-verdict.h"

#include <glib/gstdio.h>
#include <openssl/x509_vfy.h>

#define DAY (24 * 60 * 60)
#define N_SHIPPED 4
#define R1_END G_GINT64_CONSTANT (1832673600) /* 2028-01-28 12:00:00 GMT */

static LgKeyPair *
make_root (const char *name)
{
  return lg_key_pair_new (&(LgPkiSpec) { .name = name, .ca = TRUE }, NULL, NULL);
}

static GBytes *
get_bytes (LgKeyPair *pair)
{
  const char *pem = lg_key_pair_get_certificate_pem (pair);

  return g_bytes_new (pem, strlen (pem));
}

static char *
write_file (const char *contents,
            gsize       length)
{
  char *path = NULL;
  int fd = g_file_open_tmp ("linkglass-XXXXXX.pem", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, contents, length, NULL));
  return path;
}

static void
test_shipped (void)
{
  static const struct
  {
    const char *name;
    const char *title;
    const char *sha256;
    const char *md5;
    const char *key;
    gint64      end;
  } roots[] = {
    { "aliyun-iot", "Aliyun IoT Root CA",
      "7CA438A3976B5242D231F861499822DA855831382735836B361E7E9715661676",
      "c7a6afb466713832af778a7bcb6d1aef", "RSA 2048", G_GINT64_CONSTANT (2635223818) },
    { "globalsign-r1", "GlobalSign R1",
      "EBD41040E4BB3EC742C9E381D31EF2A41A48B6685C96E7CEF3C1DF6CD4331C99",
      "7872bab9a5e1a71e3d7f77836a841a04", "RSA 2048", R1_END },
    { "usertrust-rsa", "USERTrust RSA",
      "E793C9B02FD8AA13E21C31228ACCB08119643B749C898964B1746D46C3D4CBD2",
      "3a4c985ef9f8142961ea8ba0c7326d10", "RSA 4096", G_GINT64_CONSTANT (2147471999) },
    { "godaddy-g2", "Go Daddy G2",
      "45140B3247EB9CC8C5B4F0D7B53091F73292089E6E5A63E2749DD3ACA9198EDA",
      "1e8af9a33f6e16fa41e03feb1412ab84", "RSA 2048", G_GINT64_CONSTANT (2145916799) },
  };
  g_autoptr (LgRootStore) store = lg_root_store_new (NULL);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, G_N_ELEMENTS (roots));
  for (gsize i = 0; i < G_N_ELEMENTS (roots); i++)
    {
      LgRoot *root = lg_root_store_find (store, roots[i].name);
      LgCertificate *certificate = lg_root_get_certificate (root);

      g_assert_cmpstr (lg_root_get_title (root), ==, roots[i].title);
      g_assert_cmpint (lg_root_get_source (root), ==, LG_ROOT_SHIPPED);
      g_assert_cmpstr (lg_root_get_md5 (root), ==, roots[i].md5);
      g_assert_cmpint (lg_root_get_not_after (root), ==, roots[i].end);
      g_assert_cmpstr (lg_certificate_get_sha256 (certificate), ==, roots[i].sha256);
      g_assert_cmpstr (lg_certificate_get_key (certificate), ==, roots[i].key);
      g_assert_true (lg_certificate_is_ca (certificate));
    }
}

static void
test_days_left (void)
{
  static const struct
  {
    gint64 now;
    int    days;
  } cases[] = {
    { R1_END - 431 * DAY, 431 }, { R1_END - DAY + 1, 0 }, { R1_END, 0 }, { R1_END + 1, -1 },
    { R1_END + DAY, -1 }, { R1_END + DAY + 1, -2 },
  };
  g_autoptr (LgRootStore) store = lg_root_store_new (NULL);
  LgRoot *root = lg_root_store_find (store, "globalsign-r1");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (lg_root_get_days_left (root, cases[i].now), ==, cases[i].days);
}

static gboolean
is_expired (LgRoot *root,
            gint64  at_s)
{
  g_autoptr (LgVerdict) verdict = lg_verdict_new (lg_root_get_certificates (root), root,
                                                  "example.com", at_s, NULL);

  for (guint i = 0; i < verdict->faults->len; i++)
    {
      LgVerdictFault *fault = g_ptr_array_index (verdict->faults, i);

      if (fault->code == X509_V_ERR_CERT_HAS_EXPIRED)
        return TRUE;
    }
  return FALSE;
}

/* Judged as its own chain, as nobody here can sign under it. */
static void
test_r1_ends (void)
{
  g_autoptr (LgRootStore) store = lg_root_store_new (NULL);
  LgRoot *root = lg_root_store_find (store, "globalsign-r1");

  g_assert_false (is_expired (root, R1_END - DAY));
  g_assert_true (is_expired (root, R1_END + DAY));
}

static void
test_describe_file (void)
{
  g_autofree char *path = g_build_filename (ROOTS_DIR, "aliyun-iot-root-ca.pem", NULL);
  g_autofree char *pem = NULL;
  g_autofree char *crlf = NULL;
  g_autofree char *crlf_path = NULL;
  g_autoptr (LgRootStore) store = lg_root_store_new (NULL);
  LgRoot *shipped = lg_root_store_find (store, "aliyun-iot");

  g_assert_true (g_file_get_contents (path, &pem, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (pem, "\n", -1);

  crlf = g_strjoinv ("\r\n", lines);
  crlf_path = write_file (crlf, strlen (crlf));

  LgRoot *same = lg_root_store_load_file (store, path, NULL);
  LgRoot *other = lg_root_store_load_file (store, crlf_path, NULL);

  g_assert_cmpstr (lg_root_describe_file (shipped), ==, "Identical to the vendor's file");
  g_assert_cmpstr (lg_root_describe_file (same), ==, "Identical to the vendor's file");
  g_assert_cmpstr (lg_root_get_title (other), ==, "Aliyun IoT Root CA");
  g_assert_cmpstr (lg_root_get_md5 (other), !=, lg_root_get_md5 (shipped));
  g_assert_nonnull (strstr (lg_root_describe_file (other), "line endings"));
  g_assert_null (lg_root_describe_file (lg_root_store_find (store, "globalsign-r1")));
  g_unlink (crlf_path);
}

static void
test_system_bundle (void)
{
  g_autoptr (LgKeyPair) one = make_root ("One");
  g_autoptr (LgKeyPair) two = make_root ("Two");
  g_autofree char *bundle = g_strconcat (lg_key_pair_get_certificate_pem (one),
                                         lg_key_pair_get_certificate_pem (two), NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (bundle, strlen (bundle));
  g_autoptr (LgRootStore) store = lg_root_store_new (bytes);
  g_autoptr (GError) error = NULL;
  LgRoot *system = lg_root_store_select (store, "system", NULL);

  g_assert_cmpint (lg_root_get_source (system), ==, LG_ROOT_SYSTEM_STORE);
  g_assert_cmpuint (lg_root_get_certificates (system)->len, ==, 2);
  g_assert_null (lg_root_get_certificate (system));
  g_assert_cmpint (lg_root_get_not_after (system), ==, 0);
  g_assert_nonnull (lg_root_store_select (store, "usertrust-rsa", &error));
  g_assert_no_error (error);
}

static void
test_damaged_system_bundle (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("-----BEGIN CERTIFICATE-----\n", 28);
  g_autoptr (LgRootStore) store = lg_root_store_new (bytes);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (lg_root_store_select (store, "aliyun-iot", NULL));
  g_assert_null (lg_root_store_select (store, "system", &error));
  g_assert_error (error, LG_TRUST_ERROR, LG_TRUST_ERROR_DAMAGED);
}

static void
count_cb (GListModel *model,
          guint       position,
          guint       removed,
          guint       added,
          gpointer    user_data)
{
  int *changes = user_data;

  *changes += 1;
}

/* A file stands before the system store and is read again when it is selected again. */
static void
test_file (void)
{
  g_autoptr (LgKeyPair) system = make_root ("System");
  g_autoptr (LgKeyPair) first = make_root ("First");
  g_autoptr (LgKeyPair) second = make_root ("Second");
  g_autoptr (GBytes) bundle = get_bytes (system);
  g_autoptr (LgRootStore) store = lg_root_store_new (bundle);
  const char *pem = lg_key_pair_get_certificate_pem (first);
  g_autofree char *path = write_file (pem, strlen (pem));
  int changes = 0;

  g_signal_connect (store, "items-changed", G_CALLBACK (count_cb), &changes);

  LgRoot *root = lg_root_store_select (store, path, NULL);
  g_autoptr (LgRoot) third = g_list_model_get_item (G_LIST_MODEL (store), N_SHIPPED);

  g_assert_cmpstr (lg_root_get_title (root), ==, "First");
  g_assert_cmpint (lg_root_get_source (root), ==, LG_ROOT_FILE);
  g_assert_true (root == third);
  g_assert_true (lg_root_store_select (store, path, NULL) == root);
  g_assert_cmpint (changes, ==, 1);

  pem = lg_key_pair_get_certificate_pem (second);
  g_assert_true (g_file_set_contents (path, pem, -1, NULL));
  g_assert_cmpstr (lg_root_get_title (lg_root_store_select (store, path, NULL)), ==, "Second");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, N_SHIPPED + 2);
  g_assert_cmpint (changes, ==, 2);
  g_unlink (path);
}

static void
test_bad_file (void)
{
  static const struct
  {
    const char *contents;
    int         code;
  } cases[] = {
    { "", LG_TRUST_ERROR_EMPTY },
    { "hello", LG_TRUST_ERROR_NO_CERTIFICATE },
    { "-----BEGIN CERTIFICATE-----\nAAAA\n", LG_TRUST_ERROR_DAMAGED },
  };
  static const struct
  {
    const char *path;
    int         code;
  } paths[] = {
    { "/nonexistent/root.pem", LG_TRUST_ERROR_UNREADABLE },
    { "/", LG_TRUST_ERROR_UNREADABLE },
    { "/dev/zero", LG_TRUST_ERROR_UNREADABLE },
    { "no-such-root", LG_TRUST_ERROR_UNKNOWN },
  };
  g_autoptr (LgRootStore) store = lg_root_store_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_file (cases[i].contents, strlen (cases[i].contents));
      g_autoptr (GError) error = NULL;

      g_assert_null (lg_root_store_select (store, path, &error));
      g_assert_error (error, LG_TRUST_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, path));
      g_unlink (path);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lg_root_store_select (store, paths[i].path, &error));
      g_assert_error (error, LG_TRUST_ERROR, paths[i].code);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, N_SHIPPED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/root/shipped", test_shipped);
  g_test_add_func ("/trust/root/days-left", test_days_left);
  g_test_add_func ("/trust/root/r1-ends", test_r1_ends);
  g_test_add_func ("/trust/root/describe-file", test_describe_file);
  g_test_add_func ("/trust/root-store/system-bundle", test_system_bundle);
  g_test_add_func ("/trust/root-store/damaged-system-bundle", test_damaged_system_bundle);
  g_test_add_func ("/trust/root-store/file", test_file);
  g_test_add_func ("/trust/root-store/bad-file", test_bad_file);
  return g_test_run ();
}
