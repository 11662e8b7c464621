/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many devices: the file they are declared in, and until when each of them works. */
#include "check-fixture.h"

#include "check/lg-fleet-csv.h"
#include "check/lg-fleet.h"
#include "lib/lg-test-peer.h"
#include "lib/lg-test-time.h"
#include "tls-peer.h"

#include <signal.h>
#include <string.h>
#include <sys/socket.h>

#define DAY_S (24 * 60 * 60)
#define TIMEOUT_MS 900
#define HOLE_TIMEOUT_MS lg_test_stretch (150)

typedef struct
{
  const char *text;
  const char *devices;
  const char *errors;
} CsvRow;

/* Devices are `line:host:port:root`, errors their lines. */
static const CsvRow csv_rows[] = {
  { "", "", "" },
  { "h,8883,r", "1:h:8883:r ", "" },
  { "h,8883,r\r\ni,443,s\r\n", "1:h:8883:r 2:i:443:s ", "" },
  { "\xEF\xBB\xBFhost,port,root\nh,1,r\n", "2:h:1:r ", "" },
  { "Root,Name,Host,PORT\nr,lamp,h,1883\n", "2:h:1883:r ", "" },
  { "# fleet of June\n\n  \nh,8883,r # no comment\n #x\n", "4:h:8883:r # no comment ", "" },
  { " h\t, 8883 ,\" my root.pem \"\n", "1:h:8883:my root.pem ", "" },
  { "h,8883,\"a,\"\"b\"\".pem\"\n", "1:h:8883:a,\"b\".pem ", "" },
  { "h,8883,\"a\nb\"\ni,1,s\n", "1:h:8883:a\nb 3:i:1:s ", "" },
  { "h,8883\nh,,r\n,1,r\nh,1,r\n", "4:h:1:r ", "1 2 3 " },
  { "h,0,r\nh,65536,r\nh,x,r\nh,-1,r\nh,65535,r", "5:h:65535:r ", "1 2 3 4 " },
  { "h,1,\"r\ni,1,s\n", "2:i:1:s ", "1 " },
  { "\"h\"x,1,r\ni,1,s\n", "2:i:1:s ", "1 " },
  { "h,1,r\ni,1,\xff\nj,1,s\n", "1:h:1:r ", "2 " },
  { "host,port\nh,1,r\n", "2:h:1:r ", "1 " },
  { "h,1,r,extra,\n", "1:h:1:r ", "" },
};

static void
test_csv (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (csv_rows); i++)
    {
      g_autoptr (GPtrArray) errors = lg_fleet_errors_new ();
      g_autoptr (GPtrArray) devices = lg_fleet_csv_parse (csv_rows[i].text,
                                                          strlen (csv_rows[i].text), errors,
                                                          NULL);
      g_autoptr (GString) seen = g_string_new (NULL);
      g_autoptr (GString) refused = g_string_new (NULL);

      for (guint k = 0; k < devices->len; k++)
        g_string_append_printf (seen, "%u:%s:%u:%s ",
                                lg_fleet_device_get_line (devices->pdata[k]),
                                lg_fleet_device_get_host (devices->pdata[k]),
                                lg_fleet_device_get_port (devices->pdata[k]),
                                lg_fleet_device_get_root (devices->pdata[k]));
      for (guint k = 0; k < errors->len; k++)
        {
          const LgFleetError *error = errors->pdata[k];

          g_string_append_printf (refused, "%u ", error->line);
          g_assert_cmpstr (error->message, !=, "");
        }
      g_assert_cmpstr (seen->str, ==, csv_rows[i].devices);
      g_assert_cmpstr (refused->str, ==, csv_rows[i].errors);
    }
}

/* As a spreadsheet for Chinese users saves it, and Windows' own tools. */
static void
test_csv_encodings (void)
{
  static const char *const encodings[] = { "UTF-8", "GB18030", "UTF-16" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autoptr (GPtrArray) errors = lg_fleet_errors_new ();
      g_autoptr (GPtrArray) devices = NULL;
      LgTextEncoding encoding;
      gsize length;
      g_autofree char *text = g_convert ("host,port,root,备注\nh,8883,根证书.pem,三号车间的压力机\n", -1,
                                         encodings[i], "UTF-8", NULL, &length, NULL);

      devices = lg_fleet_csv_parse (text, length, errors, &encoding);
      g_assert_cmpuint (errors->len, ==, 0);
      g_assert_cmpuint (devices->len, ==, 1);
      g_assert_cmpstr (lg_fleet_device_get_root (devices->pdata[0]), ==, "根证书.pem");
      g_assert_cmpint (encoding == LG_TEXT_ENCODING_UTF_8, ==, i == 0);
    }
}

static void
test_csv_out (void)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *csv = NULL;

  g_ptr_array_add (devices, lg_fleet_device_new (1, "h", 8883, "a,\"b\".pem"));
  g_ptr_array_add (devices, lg_fleet_device_new (2, "=1+1", 1, "r"));
  lg_fleet_device_set_result (devices->pdata[0], 1832716799, none);
  csv = lg_fleet_csv_write (devices, 1832716799 - 10 * DAY_S);
  g_assert_cmpstr (csv, ==,
                   "\xEF\xBB\xBFhost,port,declared_root,works_until,days_left,verdict,cause,title\n"
                   "h,8883,\"a,\"\"b\"\".pem\",2028-01-28,10,works,,\n"
                   "'=1+1,1,r,,,unknown,,\n");
}

/* No cell is run by a spreadsheet, steers a terminal or makes a line of its own. */
static void
test_csv_harmless (void)
{
  static const struct
  {
    const char *root;
    const char *cell;
  } rows[] = {
    { "=HYPERLINK(1)", ",'=HYPERLINK(1)," },
    { "@SUM(1;2)", ",\"'@SUM(1;2)\"," },
    { "a.pem;=1+1", ",\"a.pem;'=1+1\"," },
    { "a;b; -1", ",\"a;b;' -1\"," },
    { "a,b;+cmd", ",\"a,b;'+cmd\"," },
    { " =1+1", ",' =1+1," },
    { "-inf", ",'-inf," },
    { "+nan", ",'+nan," },
    { "-0x1p3", ",'-0x1p3," },
    { "+1e5", ",'+1e5," },
    { "＝1+1", ",'＝1+1," },
    { "+4", ",+4," },
    { "+cmd", ",'+cmd," },
    { "-cmd", ",'-cmd," },
    { "-4.5", ",-4.5," },
    { "\t=1", ",\\x09=1," },
    { "\r=1", ",\\x0d=1," },
    { "a\nforged", ",a\\x0aforged," },
    { "\033[2J\xe2\x80\xae", ",\\x1b[2J\\u{202e}," },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
      g_autofree char *csv = NULL;

      g_ptr_array_add (devices, lg_fleet_device_new (1, "a.example", 8883, rows[i].root));
      csv = lg_fleet_csv_write (devices, 0);
      g_test_message ("%s", csv);
      g_assert_nonnull (strstr (csv, rows[i].cell));
    }
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  gboolean *good = user_data;

  good[0] = lg_fleet_run_finish (LG_FLEET (source), result, NULL);
  good[1] = TRUE;
}

static gboolean
run (LgFleet      *fleet,
     GCancellable *cancellable)
{
  gint64 deadline_us = lg_test_get_deadline (30 * G_USEC_PER_SEC);
  gboolean good[2] = { FALSE, FALSE };

  lg_fleet_run_async (fleet, cancellable, done_cb, good);
  while (!good[1])
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_main_context_iteration (NULL, TRUE);
    }
  return good[0];
}

static LgFleet *
make_fleet (CheckFixture *self,
            guint         timeout_ms)
{
  g_autoptr (LgEndpoint) endpoint = lg_endpoint_new ();
  LgFleet *fleet;

  lg_endpoint_set_platform_id (endpoint, "custom");
  fleet = lg_fleet_new (endpoint, self->store);
  lg_fleet_set_timeouts (fleet, timeout_ms, timeout_ms, timeout_ms);
  return fleet;
}

static void
add_device (LgFleet    *fleet,
            guint       line,
            guint16     port,
            const char *root)
{
  g_autoptr (LgFleetDevice) device = lg_fleet_device_new (line, "127.0.0.1", port, root);

  lg_fleet_add (fleet, device);
}

static TlsPeer *
serve (CheckFixture *self,
       gint64        not_after,
       TlsPeerSetup  setup)
{
  const char *const names[] = { "127.0.0.1", NULL };
  g_autoptr (LgKeyPair) pair = check_make_pair (&(LgPkiSpec) {
    .name = "device", .names = names, .not_before = not_after - 400 * DAY_S, .not_after = not_after,
  }, self->root);

  return tls_peer_new (lg_key_pair_get_certificate_pem (pair), lg_key_pair_get_key_pem (pair),
                       AF_INET, setup);
}

static SSL_CTX *shared;

static void
remember (SSL_CTX *context)
{
  shared = context;
}

static void
assert_device (GPtrArray  *sorted,
               guint       position,
               guint       line,
               gint64      works_until,
               const char *cause)
{
  LgFleetDevice *device = sorted->pdata[position];
  LgFinding *fault = lg_fleet_device_get_fault (device);

  g_assert_cmpuint (lg_fleet_device_get_line (device), ==, line);
  g_assert_true (lg_fleet_device_is_done (device));
  g_assert_cmpint (lg_fleet_device_get_works_until (device), ==, works_until);
  g_assert_cmpstr (fault != NULL ? fault->cause : NULL, ==, cause);
}

/* Chains with different ends, what does not work first; one handshake for those alike. */
static void
test_run (CheckFixture  *self,
          gconstpointer  data)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  gint64 near_s = now_s + 30 * DAY_S, far_s = now_s + 200 * DAY_S;
  g_autoptr (TlsPeer) near = serve (self, near_s, NULL);
  g_autoptr (TlsPeer) far = serve (self, far_s, remember);
  g_autoptr (TlsPeer) old = serve (self, now_s - DAY_S, NULL);
  g_autoptr (LgFleet) fleet = make_fleet (self, TIMEOUT_MS);
  g_autoptr (GPtrArray) sorted = NULL;
  const char *root = lg_root_get_name (self->good);
  double progress;

  add_device (fleet, 1, tls_peer_get_port (far), root);
  add_device (fleet, 2, tls_peer_get_port (near), root);
  add_device (fleet, 3, tls_peer_get_port (old), root);
  add_device (fleet, 4, tls_peer_get_port (near), "aliyun-iot");
  add_device (fleet, 5, tls_peer_get_port (near), "/nonexistent/root.pem");
  add_device (fleet, 6, check_find_closed_port (), root);
  add_device (fleet, 7, tls_peer_get_port (far), root);
  add_device (fleet, 8, tls_peer_get_port (far), root);
  g_assert_true (run (fleet, NULL));
  g_object_get (fleet, "progress", &progress, NULL);
  g_assert_cmpfloat (progress, ==, 1);

  sorted = lg_fleet_sort (fleet);
  assert_device (sorted, 0, 3, 0, "cert.expired");
  assert_device (sorted, 1, 4, 0, "cert.wrong-root");
  assert_device (sorted, 2, 5, 0, "root.unreadable");
  assert_device (sorted, 3, 6, 0, "tcp.refused");
  assert_device (sorted, 4, 2, near_s, NULL);
  assert_device (sorted, 5, 1, far_s, NULL);
  assert_device (sorted, 6, 7, far_s, NULL);
  assert_device (sorted, 7, 8, far_s, NULL);
  g_assert_cmpint (SSL_CTX_sess_accept (shared), ==, 1);
  g_assert_cmpstr (LG_FINDING (lg_fleet_device_get_findings (sorted->pdata[4])->pdata[0])->cause,
                   ==, "cert.expires-soon");
}

/* Run again for a later day, the same devices get another verdict. */
static void
test_at (CheckFixture  *self,
         gconstpointer  data)
{
  gint64 until_s = g_get_real_time () / G_USEC_PER_SEC + 30 * DAY_S;
  g_autoptr (TlsPeer) peer = serve (self, until_s, NULL);
  g_autoptr (LgFleet) fleet = make_fleet (self, TIMEOUT_MS);
  g_autoptr (GPtrArray) devices = NULL;

  add_device (fleet, 1, tls_peer_get_port (peer), lg_root_get_name (self->good));
  devices = lg_fleet_sort (fleet);

  g_assert_true (run (fleet, NULL));
  assert_device (devices, 0, 1, until_s, NULL);
  lg_fleet_set_at (fleet, until_s + DAY_S);
  g_assert_true (run (fleet, NULL));
  g_assert_cmpint (lg_fleet_get_at (fleet), ==, until_s + DAY_S);
  assert_device (devices, 0, 1, 0, "cert.expired");
}

/* Sixteen that never answer: eight at a time, so they take two deadlines. */
static void
test_side_by_side (CheckFixture  *self,
                   gconstpointer  data)
{
  g_autoptr (LgFleet) fleet = make_fleet (self, HOLE_TIMEOUT_MS);
  g_autoptr (GPtrArray) devices = NULL;
  LgTestBlackHole hole;
  gint64 begin_us, took_ms;

  lg_test_black_hole_open (&hole);
  for (guint i = 0; i < 16; i++)
    {
      g_autofree char *name = g_strdup_printf ("root%u.pem", i);
      LgRoot *root = check_fixture_add_root (self, name,
                                             lg_key_pair_get_certificate_pem (self->root));

      add_device (fleet, i + 1, hole.port, lg_root_get_name (root));
    }
  begin_us = g_get_monotonic_time ();
  g_assert_true (run (fleet, NULL));
  took_ms = (g_get_monotonic_time () - begin_us) / 1000;
  lg_test_black_hole_close (&hole);

  g_assert_cmpint (took_ms, >=, 2 * HOLE_TIMEOUT_MS);
  g_assert_cmpint (took_ms, <, 8 * HOLE_TIMEOUT_MS);
  devices = lg_fleet_sort (fleet);
  for (guint i = 0; i < devices->len; i++)
    assert_device (devices, i, i + 1, 0, "tcp.timeout");
}

static void
test_cancel (CheckFixture  *self,
             gconstpointer  data)
{
  g_autoptr (LgFleet) fleet = make_fleet (self, lg_test_stretch (20000));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (LgFleetDevice) device = NULL;
  LgTestBlackHole hole;
  gint64 begin_us = g_get_monotonic_time ();

  lg_test_black_hole_open (&hole);
  add_device (fleet, 1, hole.port, lg_root_get_name (self->good));
  g_timeout_add_once (50, (GSourceOnceFunc) g_cancellable_cancel, cancellable);
  g_assert_false (run (fleet, cancellable));
  lg_test_black_hole_close (&hole);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, lg_test_stretch (10 * G_USEC_PER_SEC));
  device = g_list_model_get_item (G_LIST_MODEL (fleet), 0);
  g_assert_false (lg_fleet_device_is_done (device));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (CheckFixture *, gconstpointer);
  } tests[] = {
    { "/fleet/run", test_run },
    { "/fleet/at", test_at },
    { "/fleet/side-by-side", test_side_by_side },
    { "/fleet/cancel", test_cancel },
  };

  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fleet/csv", test_csv);
  g_test_add_func ("/fleet/csv-out", test_csv_out);
  g_test_add_func ("/fleet/csv-harmless", test_csv_harmless);
  g_test_add_func ("/fleet/csv-encodings", test_csv_encodings);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, CheckFixture, NULL, check_fixture_set_up, tests[i].test,
                check_fixture_tear_down);

  return g_test_run ();
}
