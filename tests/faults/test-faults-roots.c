/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be wrong with a root file, and what may be odd about it and is not wrong. */
#include "check-fixture.h"

#include "check/lg-check-root.h"

#include <string.h>

#define LONG_AGO 1546300800 /* 2019-01-01 */
#define DAY 86400

typedef struct
{
  char *sound;
  char *vendor;
  char *leaf;
  char *expired;
} Files;

/* Each returns the contents of a file; %NULL: there is none. */
typedef GBytes *(*MakeFunc) (const Files *files);

static GBytes *
take (char *text)
{
  return g_bytes_new_take (text, strlen (text));
}

static GBytes *
make_sound (const Files *files)
{
  return take (g_strdup (files->sound));
}

static char *
to_crlf (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strjoinv ("\r\n", lines);
}

static GBytes *
make_crlf (const Files *files)
{
  return take (to_crlf (files->sound));
}

static GBytes *
make_bom (const Files *files)
{
  return take (g_strconcat ("\xef\xbb\xbf", files->sound, NULL));
}

static GBytes *
make_der (const Files *files)
{
  g_autoptr (GBytes) pem = make_sound (files);
  g_autoptr (GPtrArray) certificates = lg_certificates_parse (pem, NULL);

  return g_bytes_ref (lg_certificate_get_der (certificates->pdata[0]));
}

static GBytes *
make_several (const Files *files)
{
  return take (g_strconcat (files->sound, files->vendor, NULL));
}

static GBytes *
make_vendor_crlf (const Files *files)
{
  return take (to_crlf (files->vendor));
}

static GBytes *
make_missing (const Files *files)
{
  return NULL;
}

static GBytes *
make_empty (const Files *files)
{
  return g_bytes_new (NULL, 0);
}

static GBytes *
make_truncated (const Files *files)
{
  return g_bytes_new (files->sound, strlen (files->sound) / 2);
}

static GBytes *
make_altered (const Files *files)
{
  char *text = g_strdup (files->sound);

  memset (strchr (text, '\n') + 1, '!', 8);
  return take (text);
}

static GBytes *
make_text (const Files *files)
{
  return take (g_strdup ("<html><body>404 Not Found</body></html>\n"));
}

static GBytes *
make_leaf (const Files *files)
{
  return take (g_strdup (files->leaf));
}

static GBytes *
make_expired (const Files *files)
{
  return take (g_strdup (files->expired));
}

static const struct
{
  const char *path;
  MakeFunc    make;
  const char *cause;
  LgSeverity  severity;
} rows[] = {
  { "/roots/sound", make_sound, NULL, 0 },
  { "/roots/crlf", make_crlf, NULL, 0 },
  { "/roots/bom", make_bom, NULL, 0 },
  { "/roots/der", make_der, NULL, 0 },
  { "/roots/several", make_several, NULL, 0 },
  { "/roots/vendor-crlf", make_vendor_crlf, "root.file-differs", LG_SEVERITY_NOTE },
  { "/roots/missing", make_missing, "root.unreadable", LG_SEVERITY_FAULT },
  { "/roots/empty", make_empty, "root.empty", LG_SEVERITY_FAULT },
  { "/roots/truncated", make_truncated, "root.damaged", LG_SEVERITY_FAULT },
  { "/roots/altered", make_altered, "root.damaged", LG_SEVERITY_FAULT },
  { "/roots/no-certificate", make_text, "root.no-certificate", LG_SEVERITY_FAULT },
  { "/roots/leaf", make_leaf, "root.not-a-ca", LG_SEVERITY_FAULT },
  { "/roots/expired", make_expired, "root.expired", LG_SEVERITY_FAULT },
};

static void
make_files (Files        *files,
            CheckFixture *fixture)
{
  LgRoot *vendor = lg_root_store_find (fixture->store, "aliyun-iot");
  g_autoptr (LgKeyPair) expired = check_make_pair (&(LgPkiSpec) {
                                                     .name = "Old Root", .ca = TRUE,
                                                     .not_before = LONG_AGO,
                                                     .not_after = LONG_AGO + DAY,
                                                   },
                                                   NULL);

  files->sound = g_strdup (lg_key_pair_get_certificate_pem (fixture->root));
  files->vendor = lg_certificate_to_pem (lg_root_get_certificate (vendor));
  files->leaf = g_strdup (lg_key_pair_get_certificate_pem (fixture->pair));
  files->expired = g_strdup (lg_key_pair_get_certificate_pem (expired));
}

static void
clear_files (Files *files)
{
  g_free (files->sound);
  g_free (files->vendor);
  g_free (files->leaf);
  g_free (files->expired);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Files, clear_files)

/* As `roots verify` does: read, then judge. */
static GPtrArray *
judge (LgRootStore *store,
       const char  *path)
{
  g_autoptr (GError) error = NULL;
  LgRoot *root = lg_root_store_load_file (store, path, &error);
  GPtrArray *findings;

  if (root != NULL)
    return lg_check_judge_root_file (root, g_get_real_time () / G_USEC_PER_SEC);

  findings = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (findings, lg_check_judge_root_error (error));
  return findings;
}

static void
test_row (CheckFixture  *self,
          gconstpointer  data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Files) files = { 0 };
  g_autofree char *path = g_build_filename (self->directory, "the-root.pem", NULL);
  g_autoptr (GBytes) contents = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  make_files (&files, self);
  contents = rows[row].make (&files);
  if (contents != NULL)
    g_file_set_contents (path, g_bytes_get_data (contents, NULL) ?: "",
                         g_bytes_get_size (contents), NULL);

  findings = judge (self->store, path);
  for (guint i = rows[row].cause != NULL ? 1 : 0; i < findings->len; i++)
    g_assert_cmpint (LG_FINDING (findings->pdata[i])->severity, !=, LG_SEVERITY_FAULT);
  if (rows[row].cause == NULL)
    return;

  g_assert_cmpuint (findings->len, >, 0);
  g_assert_cmpstr (LG_FINDING (findings->pdata[0])->cause, ==, rows[row].cause);
  g_assert_cmpint (LG_FINDING (findings->pdata[0])->severity, ==, rows[row].severity);
  g_assert_cmpint (LG_FINDING (findings->pdata[0])->confidence, ==, LG_CONFIDENCE_CERTAIN);
  g_assert_cmpstr (LG_FINDING (findings->pdata[0])->evidence, !=, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_test_add (rows[i].path, CheckFixture, GUINT_TO_POINTER (i), check_fixture_set_up, test_row,
                check_fixture_tear_down);

  return g_test_run ();
}
