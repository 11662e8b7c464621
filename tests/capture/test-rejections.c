/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every connection of the data read through a capture, with the rules knowing what the wire shows
   and nothing of who the client was or what was wrong. */
#include "capture-reader.h"
#include "diagnosis/lg-diagnosis.h"

#include <glib/gstdio.h>
#include <string.h>

#define REJECTS "device.rejects-certificate"

/* What was truly wrong; one of the causes has to be named. */
static const struct
{
  const char *fault;
  const char *chain;
  const char *causes[2];
} truths[] = {
  { "unknownca", "unknownca", { "cert.wrong-root" } },
  { "samename", "samename", { "cert.unknown-issuer" } },
  { "selfsigned", "selfsigned", { "cert.self-signed" } },
  { "noint", "noint", { "cert.missing-intermediate" } },
  { "expired", "expired", { "cert.expired" } },
  { "future", "future", { "cert.not-yet-valid" } },
  { "wronghost", "wronghost", { "cert.host-mismatch" } },
  { "weakkey", "weakkey", { "cert.weak" } },
  { "sha1", "sha1", { "cert.weak" } },
  { "eku", "eku", { "cert.bad-constraint" } },
  { "rootexp", "ok", { "root.expired" } },
  { "badske", "ok", { "tls.bad-signature" } },
  { "uw", "uw", { "cert.wrong-root", "cert.host-mismatch" } },
  { "ue", "ue", { "cert.wrong-root", "cert.expired" } },
  { "wf", "wf", { "cert.host-mismatch", "cert.not-yet-valid" } },
};

typedef struct
{
  guint        port;
  char       **fields;
  gboolean     seen;
  LgDiagnosis *diagnosis;
} Row;

typedef struct
{
  GPtrArray  *rows;
  LgRoot     *root;
  GHashTable *chains;
  gboolean    inspected;
  guint       n_rejections;
  guint       n_named;
  guint       n_reasons;
} Trial;

enum { FIELD_PORT, FIELD_CLIENT, FIELD_TLS, FIELD_FAULT, FIELD_GOES_ON, N_FIELDS };

static void
row_free (gpointer data)
{
  Row *row = data;

  g_strfreev (row->fields);
  g_clear_object (&row->diagnosis);
  g_free (row);
}

static char *
dup_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "capture", "data", name, NULL);
}

static GPtrArray *
read_rows (void)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);
  g_autofree char *path = dup_path ("rows.txt");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      Row *row = g_new0 (Row, 1);

      row->fields = g_strsplit (lines[i], " ", -1);
      g_assert_cmpuint (g_strv_length (row->fields), ==, N_FIELDS);
      row->port = g_ascii_strtoull (row->fields[FIELD_PORT], NULL, 10);
      g_ptr_array_add (rows, row);
    }
  return rows;
}

static GPtrArray *
read_chain (const char *fault)
{
  g_autofree char *name = g_strconcat ("chains/", fault, ".pem", NULL);
  g_autofree char *path = dup_path (name);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *chain;
  char *text;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;

  bytes = g_bytes_new_take (text, length);
  chain = lg_certificates_parse (bytes, &error);
  g_assert_no_error (error);
  return chain;
}

static LgRoot *
read_root (void)
{
  g_autofree char *path = dup_path ("chains/root.pem");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  LgRoot *root;
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  bytes = g_bytes_new_take (text, length);
  root = lg_root_new_from_bytes ("test", LG_ROOT_FILE, bytes, &error);
  g_assert_no_error (error);
  return root;
}

static int
find_truth (const char *fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (truths); i++)
    if (g_str_equal (truths[i].fault, fault))
      return (int) i;
  return -1;
}

static Row *
find_row (Trial *self,
          guint  port)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (((Row *) self->rows->pdata[i])->port == port)
      return self->rows->pdata[i];
  return NULL;
}

/* The chain of a server is known from a look at it, whatever its clients think. */
static GPtrArray *
find_chain (Trial     *self,
            const Row *row)
{
  const char *fault = row->fields[FIELD_FAULT];
  int truth = find_truth (fault);

  return g_hash_table_lookup (self->chains, truth >= 0 ? truths[truth].chain : fault);
}

static void
event_cb (LgCaptureLink *link,
          const LgEvent *event,
          gpointer       user_data)
{
  Trial *self = user_data;
  Row *row = find_row (self, lg_capture_link_get_ends (link)->server_port);

  if (row == NULL || row->seen)
    return;
  if (event == NULL)
    {
      row->seen = TRUE;
      return;
    }
  if (row->diagnosis == NULL)
    {
      row->diagnosis = lg_diagnosis_new ();
      lg_diagnosis_read_along (row->diagnosis, self->root, NULL,
                               self->inspected ? find_chain (self, row) : NULL);
    }
  lg_diagnosis_feed (row->diagnosis, event);
}

static gboolean
has_cause (LgFinding  *finding,
           const char *cause)
{
  GPtrArray *alternatives = lg_finding_get_alternatives (finding);

  for (guint i = 0; i < alternatives->len; i++)
    if (g_strcmp0 (((const LgAlternative *) alternatives->pdata[i])->cause, cause) == 0)
      return TRUE;
  return FALSE;
}

static LgFinding *
find_rejection (const Row *row)
{
  GListModel *findings = G_LIST_MODEL (row->diagnosis);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (LgFinding) finding = g_list_model_get_item (findings, i);

      if (g_str_equal (lg_finding_get_cause (finding), REJECTS))
        return finding;
    }
  return NULL;
}

static void
judge_row (Trial     *self,
           const Row *row)
{
  int truth = find_truth (row->fields[FIELD_FAULT]);
  gboolean rejects = truth >= 0 && g_str_equal (row->fields[FIELD_GOES_ON], "refuses");
  g_autofree char *name = g_strjoinv (" ", row->fields);
  LgFinding *finding;
  guint n;

  g_test_message ("%s", name);
  g_assert_nonnull (row->diagnosis);
  finding = find_rejection (row);
  self->n_rejections += rejects;
  if (!rejects)
    {
      g_assert_null (finding);
      return;
    }

  g_assert_nonnull (finding);
  n = lg_finding_get_alternatives (finding)->len;
  self->n_named++;
  self->n_reasons += n;
  g_assert_true (has_cause (finding, truths[truth].causes[0])
                 || (truths[truth].causes[1] != NULL
                     && has_cause (finding, truths[truth].causes[1])));
  if (lg_finding_get_confidence (finding) == LG_CONFIDENCE_CERTAIN)
    {
      g_assert_cmpuint (n, ==, 1);
      g_assert_true (!has_cause (finding, "cert.wrong-root")
                     || g_str_equal (row->fields[FIELD_FAULT], "unknownca"));
    }
}

static char *
unpack (void)
{
  g_autofree char *path = dup_path ("reactions.pcap.gz");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) packed = g_file_read (file, NULL, NULL);
  g_autoptr (GConverter) gunzip
    = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) unpacked = NULL;
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (packed);
  unpacked = g_converter_input_stream_new (G_INPUT_STREAM (packed), gunzip);
  g_output_stream_splice (memory, unpacked, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  return reader_write_file (bytes);
}

static void
run_trial (Trial    *self,
           gboolean  inspected)
{
  g_autoptr (LgRoot) root = read_root ();
  g_autoptr (GHashTable) chains
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autofree char *path = unpack ();
  const LgCaptureOptions options = { NULL, 0, event_cb, self };
  g_autoptr (GPtrArray) rows = read_rows ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = rows->pdata[i];
      GPtrArray *chain = read_chain (row->fields[FIELD_FAULT]);

      if (chain != NULL)
        g_hash_table_replace (chains, g_strdup (row->fields[FIELD_FAULT]), chain);
    }
  self->rows = rows;
  self->root = root;
  self->chains = chains;
  self->inspected = inspected;
  lg_capture_read (path, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_remove (path);
  g_assert_cmpuint (rows->len, ==, 367);
  for (guint i = 0; i < rows->len; i++)
    judge_row (self, rows->pdata[i]);
  g_test_message ("%u rejections, %u named, %.2f reasons each", self->n_rejections, self->n_named,
                  self->n_reasons / (double) self->n_named);
}

/* The chain is known, from the wire or from a look at the server: no rejection stays unnamed, the
   true reason is among those named, and they are few. */
static void
test_known (void)
{
  Trial trial = { 0 };

  run_trial (&trial, TRUE);
  g_assert_cmpuint (trial.n_rejections, ==, 221);
  g_assert_cmpuint (trial.n_named, ==, 221);
  g_assert_cmpuint (trial.n_reasons, <=, 2 * trial.n_named);
}

/* With the wire alone, where TLS 1.3 hides the chain: as many are named, with more reasons left. */
static void
test_wire (void)
{
  Trial trial = { 0 };

  run_trial (&trial, FALSE);
  g_assert_cmpuint (trial.n_named, ==, 221);
  g_assert_cmpuint (trial.n_reasons, <=, 4 * trial.n_named);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rejections/known", test_known);
  g_test_add_func ("/rejections/wire", test_wire);

  return g_test_run ();
}
