/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names to addresses: literals, names and being given up. */
#include "transport/lg-resolver.h"
#include "lib/lg-test-time.h"
#include "transport/lg-name-query.h"
#include "transport/lg-transport.h"

#include <netdb.h>

static GArray *
look_up (const char    *host,
         GCancellable  *cancellable,
         int           *code,
         GError       **error)
{
  guint n_found;

  return lg_resolver_look_up (host, 8883, 5000, cancellable, code, &n_found, error);
}

static void
test_literals (void)
{
  static const struct { const char *host, *plain, *with_port; } rows[] = {
    { "127.0.0.1", "127.0.0.1", "127.0.0.1:8883" },
    { "::1", "::1", "[::1]:8883" },
    { "2001:DB8:0:0::1", "2001:db8::1", "[2001:db8::1]:8883" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *plain = NULL;
      g_autofree char *with_port = NULL;
      int code = -1;
      g_autoptr (GArray) addresses = look_up (rows[i].host, NULL, &code, &error);

      g_assert_no_error (error);
      g_assert_cmpint (code, ==, 0);
      g_assert_cmpuint (addresses->len, ==, 1);
      plain = lg_address_to_string (&g_array_index (addresses, LgAddress, 0), FALSE);
      with_port = lg_address_to_string (&g_array_index (addresses, LgAddress, 0), TRUE);
      g_assert_cmpstr (plain, ==, rows[i].plain);
      g_assert_cmpstr (with_port, ==, rows[i].with_port);
    }
}

static void
test_localhost (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  int code = -1;
  g_autoptr (GArray) addresses = look_up ("localhost", NULL, &code, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (addresses->len, >, 0);
  for (guint i = 0; i < addresses->len; i++)
    {
      const LgAddress *address = &g_array_index (addresses, LgAddress, i);

      g_assert_true (g_hash_table_add (seen, lg_address_to_string (address, TRUE)));
    }
}

/* Where there is no resolver at all, the machine cannot know that the name does not exist. */
static void
test_no_such_name (void)
{
  static const char *const hosts[] = { "name.invalid", "two words", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GError) error = NULL;
      int code = 0;

      g_assert_null (look_up (hosts[i], NULL, &code, &error));
      g_assert_cmpint (code, !=, 0);
      g_assert_true (g_error_matches (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_NOT_FOUND)
                     || g_error_matches (error, LG_TRANSPORT_ERROR, LG_TRANSPORT_ERROR_RESOLVER));
    }
}

/* What a blocked name leads to, and what it does not. */
static void
test_no_host (void)
{
  static const struct { const char *host; gboolean no_host; } rows[] = {
    { "0.0.0.0", TRUE }, { "0.1.2.3", TRUE }, { "127.0.0.1", TRUE }, { "127.66.0.9", TRUE },
    { "::", TRUE }, { "::1", TRUE }, { "::ffff:0.0.0.0", TRUE }, { "::ffff:127.0.0.1", TRUE },
    { "1.0.0.0", FALSE }, { "10.0.0.1", FALSE }, { "126.255.255.255", FALSE },
    { "128.0.0.1", FALSE }, { "2001:db8::1", FALSE }, { "::ffff:192.0.2.1", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int code = -1;
      g_autoptr (GArray) addresses = look_up (rows[i].host, NULL, &code, NULL);

      g_test_message ("%s", rows[i].host);
      g_assert_cmpint (lg_address_is_no_host (&g_array_index (addresses, LgAddress, 0)), ==,
                       rows[i].no_host);
    }
}

/* What a name server's message says, whatever else it may be (RFC 1035, section 4.1.1). */
static void
test_answers (void)
{
  static const struct
  {
    guint8       message[13];
    gsize        length;
    LgNameAnswer answer;
    const char  *code;
  } rows[] = {
    { { 0x12, 0x34, 0x81, 0x80, 0, 1, 0, 2 }, 12, LG_NAME_ANSWER_FOUND, NULL },
    { { 0x12, 0x34, 0x81, 0x80, 0, 1, 0, 0 }, 12, LG_NAME_ANSWER_NO_DATA, "NODATA" },
    { { 0x12, 0x34, 0x81, 0x83, 0, 1, 0, 0 }, 12, LG_NAME_ANSWER_NO_NAME, "NXDOMAIN" },
    { { 0x12, 0x34, 0x81, 0x82, 0, 1, 0, 0 }, 12, LG_NAME_ANSWER_SERVER_FAILED, "SERVFAIL" },
    { { 0x12, 0x34, 0x81, 0x85, 0, 1, 0, 0 }, 13, LG_NAME_ANSWER_REFUSED, "REFUSED" },
    { { 0x12, 0x34, 0x81, 0x81, 0, 1, 0, 0 }, 12, LG_NAME_ANSWER_OTHER, NULL },
    /* Another number, a question, and too short. */
    { { 0x12, 0x35, 0x81, 0x83, 0, 1, 0, 0 }, 12, LG_NAME_ANSWER_NONE, NULL },
    { { 0x12, 0x34, 0x01, 0x00, 0, 1, 0, 0 }, 12, LG_NAME_ANSWER_NONE, NULL },
    { { 0x12, 0x34, 0x81, 0x83, 0, 1, 0, 0 }, 11, LG_NAME_ANSWER_NONE, NULL },
    { { 0 }, 0, LG_NAME_ANSWER_NONE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LgNameAnswer answer = lg_name_answer_read (rows[i].message, rows[i].length, 0x1234);

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpint (answer, ==, rows[i].answer);
      g_assert_cmpstr (lg_name_answer_get_code (answer), ==, rows[i].code);
    }
}

/* The thread inside the system's resolver is left behind and frees what it holds by itself. */
static void
test_given_up (void)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      gint64 begin_us = g_get_monotonic_time ();
      int code = 0;
      guint n_found;
      GArray *addresses;

      if (i % 2 == 0)
        g_cancellable_cancel (cancellable);
      addresses = lg_resolver_look_up ("name.invalid", 1883, 0, cancellable, &code, &n_found,
                                       &error);
      g_assert_cmpint (g_get_monotonic_time () - begin_us, <, lg_test_stretch (G_USEC_PER_SEC));

      if (i % 2 == 0)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_true (error->domain == LG_TRANSPORT_ERROR);
      g_assert_null (addresses);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/resolver/literals", test_literals);
  g_test_add_func ("/resolver/localhost", test_localhost);
  g_test_add_func ("/resolver/no-such-name", test_no_such_name);
  g_test_add_func ("/resolver/no-host", test_no_host);
  g_test_add_func ("/resolver/answers", test_answers);
  g_test_add_func ("/resolver/given-up", test_given_up);

  return g_test_run ();
}
