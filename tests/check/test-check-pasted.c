/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers of somebody else's computer, as the tools of many systems print them. */
#include "check-fixture.h"
#include "lib/lg-test-time.h"

#include <string.h>

#define HOST "iot.example.com"
#define OWN_PORT 8883

/* What the first line of an answer says is to come of it. */
typedef struct
{
  guint16  port;
  char    *values[9];
} Expected;

enum { STEPS, CAUSE, CONFIDENCE, GAPS, ENCODING, CRLF, WRAP, ALSO, SOURCE };

static const char *const names[] = {
  "steps", "cause", "confidence", "gaps", "encoding", "crlf", "wrap", "also", "source",
};

/* Certificates made anew, so that none ends in the tree. */
typedef struct
{
  CheckFixture  check;
  char         *pem[5];
} Fixture;

static const char *const marks[] = { "LEAF", "INTERMEDIATE", "OTHER", "PROXIED", "PROXY" };

static char *
make_pem (LgKeyPair *pair)
{
  return g_strchomp (g_strdup (lg_key_pair_get_certificate_pem (pair)));
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const char *const own[] = { HOST, NULL };
  const char *const others[] = { "www.example.org", NULL };
  g_autoptr (LgKeyPair) issuer = NULL, leaf = NULL, other = NULL, proxy_root = NULL;
  g_autoptr (LgKeyPair) proxy = NULL, proxied = NULL;

  check_fixture_set_up (&self->check, data);
  issuer = check_make_pair (&(LgPkiSpec) { .name = "Good Issuer", .ca = TRUE }, self->check.root);
  leaf = check_make_pair (&(LgPkiSpec) { .name = HOST, .names = own }, issuer);
  other = check_make_pair (&(LgPkiSpec) { .name = "www.example.org", .names = others }, issuer);
  proxy_root = check_make_pair (&(LgPkiSpec) { .name = "Fortinet Root", .ca = TRUE }, NULL);
  proxy = check_make_pair (&(LgPkiSpec) { .name = "Fortinet Inspection CA", .ca = TRUE },
                           proxy_root);
  proxied = check_make_pair (&(LgPkiSpec) { .name = HOST, .names = own }, proxy);
  self->pem[0] = make_pem (leaf);
  self->pem[1] = make_pem (issuer);
  self->pem[2] = make_pem (other);
  self->pem[3] = make_pem (proxied);
  self->pem[4] = make_pem (proxy);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->pem); i++)
    g_free (self->pem[i]);
  check_fixture_tear_down (&self->check, data);
}

static void
read_head (Expected   *self,
           const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  g_assert_cmpstr (words[0], ==, "#!");
  self->port = g_ascii_strtoull (words[1], NULL, 10);
  for (guint i = 2; words[i] != NULL; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (names); k++)
      if (g_str_has_prefix (words[i], names[k]) && words[i][strlen (names[k])] == '=')
        self->values[k] = g_strdup (words[i] + strlen (names[k]) + 1);
  g_assert_nonnull (self->values[CAUSE]);
}

static void
expected_clear (Expected *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->values); i++)
    g_free (self->values[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Expected, expected_clear)

/* As a mail or a console cuts lines, words or not. */
static char *
wrap (const char *text,
      guint       width)
{
  GString *wrapped = g_string_new (NULL);
  guint column = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == '\n')
        column = 0;
      else if (column++ == width)
        {
          g_string_append_c (wrapped, '\n');
          column = 1;
        }
      g_string_append_len (wrapped, p, g_utf8_next_char (p) - p);
    }
  return g_string_free (wrapped, FALSE);
}

static GBytes *
encode (const char     *body,
        const Expected *expected,
        Fixture        *self)
{
  g_autoptr (GString) text = g_string_new (body);
  const char *encoding = expected->values[ENCODING];
  char *encoded;
  gsize length;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *mark = g_strdup_printf ("@%s@", marks[i]);
      g_autofree char *quoted_mark = g_strdup_printf ("@>%s@", marks[i]);
      g_auto (GStrv) lines = g_strsplit (self->pem[i], "\n", -1);
      g_autofree char *quoted = g_strjoinv ("\n> ", lines);

      g_string_replace (text, mark, self->pem[i], 0);
      g_string_replace (text, quoted_mark, "> @@", 0);
      g_string_replace (text, "@@", quoted, 0);
    }
  if (expected->values[WRAP] != NULL)
    {
      char *wrapped = wrap (text->str, g_ascii_strtoull (expected->values[WRAP], NULL, 10));

      g_string_assign (text, wrapped);
      g_free (wrapped);
    }
  if (expected->values[CRLF] != NULL)
    g_string_replace (text, "\n", "\r\n", 0);
  if (encoding == NULL)
    return g_bytes_new (text->str, text->len);

  if (g_str_equal (encoding, "utf16"))
    g_string_prepend (text, "\xEF\xBB\xBF");
  encoded = g_convert (text->str, text->len, g_str_equal (encoding, "utf16") ? "UTF-16LE"
                                                                             : "GB18030",
                       "UTF-8", NULL, &length, NULL);
  g_assert_nonnull (encoded);
  return g_bytes_new_take (encoded, length);
}

static LgCheckPort *
find_port (LgCheck *check,
           guint16  number)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (check)); i++)
    {
      g_autoptr (LgCheckPort) port = g_list_model_get_item (G_LIST_MODEL (check), i);

      if (lg_check_port_get_port (port) == number)
        return port;
    }
  g_assert_not_reached ();
}

static char *
describe_steps (LgCheckPort *port)
{
  static const char *const kinds[] = { "dns", "tcp", "tls" };
  GPtrArray *steps = lg_check_port_get_steps (port);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      const LgCheckStep *step = steps->pdata[i];

      g_string_append_printf (text, "%s%s%c", i > 0 ? "," : "", kinds[step->kind],
                              step->ok ? '+' : '-');
    }
  return g_string_free (text, FALSE);
}

static LgConfidence
parse_confidence (const char *nick)
{
  return g_str_equal (nick, "certain") ? LG_CONFIDENCE_CERTAIN
         : g_str_equal (nick, "likely") ? LG_CONFIDENCE_LIKELY : LG_CONFIDENCE_POSSIBLE;
}

static gboolean
is_refused (const Expected *expected,
            const GError   *error)
{
  if (g_str_equal (expected->values[CAUSE], "unknown"))
    g_assert_error (error, LG_PASTED_ERROR, LG_PASTED_ERROR_UNKNOWN);
  else if (g_str_equal (expected->values[CAUSE], "other-host"))
    g_assert_error (error, LG_PASTED_ERROR, LG_PASTED_ERROR_OTHER_HOST);
  else
    g_assert_no_error (error);
  return error != NULL;
}

static void
assert_judged (LgCheck        *check,
               const Expected *expected)
{
  LgCheckPort *port = find_port (check, expected->port);
  g_autofree char *steps = describe_steps (port);
  const char *cause = expected->values[CAUSE];

  g_assert_cmpstr (steps, ==, expected->values[STEPS]);
  g_assert_true (lg_check_port_is_told (port));
  if (g_str_equal (cause, "none"))
    {
      check_assert_cause (check, NULL, LG_CONFIDENCE_CERTAIN);
      g_assert_cmpint (lg_check_has_gaps (check), ==,
                       g_str_equal (expected->values[GAPS], "yes"));
      g_assert_cmpint (lg_check_is_healthy (check), ==, !lg_check_has_gaps (check));
    }
  else
    {
      check_assert_cause (check, cause, parse_confidence (expected->values[CONFIDENCE]));
      g_assert_false (lg_check_is_healthy (check));
    }
  if (expected->values[ALSO] != NULL)
    g_assert_nonnull (check_find (check, expected->values[ALSO]));
  if (expected->values[SOURCE] != NULL)
    g_assert_cmpstr (lg_check_port_get_seen (port)->local_address, ==,
                     expected->values[SOURCE]);
}

static void
test_answer (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (ANSWERS_DIR, data, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (LgPasted) pasted = NULL;
  g_autoptr (LgCheck) check = check_fixture_make (&self->check, "custom", HOST, self->check.good);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Expected) expected = { 0 };
  char *body;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  body = strchr (contents, '\n');
  *body++ = '\0';
  read_head (&expected, contents);
  bytes = encode (body, &expected, self);

  pasted = lg_pasted_read (bytes, HOST, OWN_PORT, &error);
  if (is_refused (&expected, error))
    return;
  lg_check_add_port (check, OWN_PORT, LG_SECURITY_TLS);
  lg_check_take_pasted (check, pasted);
  assert_judged (check, &expected);
}

/* Whatever comes, it ends soon, within bounds, and claims nothing. */
static void
test_hostile (void)
{
  static const char *const parts[] = {
    "curl ", "https://", "-----BEGIN CERTIFICATE-----\n", "MIIB", "ComputerName : ", "\n",
    "[linkglass] begin x ", " s_client -connect ", "iot.example.com", ":8883 ", "* Trying ",
    "203.0.113.10", "...\n", " 0 s:", "TcpTestSucceeded ", "True ", "\x1b[", "Name:\t", "> ",
    "\xff\xfe", "CONNECTED(0000", "SSL alert number 99999999999999999999", "RemotePort : 70000\n",
  };
  gint64 begin_us = g_get_monotonic_time ();

  for (guint seed = 0; seed < 24; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (LgPasted) pasted = NULL;

      while (text->len < (seed % 8 == 0 ? 2 * LG_PASTED_MAX : 20000))
        {
          const char *part = parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))];

          for (guint n = seed % 3 == 0 ? g_rand_int_range (random, 1, 400) : 1; n > 0; n--)
            g_string_append (text, part);
          if (seed % 2 == 0)
            g_string_append_c (text, g_rand_int_range (random, 0, 256));
        }
      bytes = g_bytes_new (text->str, text->len);
      pasted = lg_pasted_read (bytes, HOST, OWN_PORT, NULL);
      if (pasted != NULL)
        {
          g_assert_cmpuint (pasted->ports->len, <=, 64);
          g_assert_cmpuint (pasted->other_hosts->len, <=, 8);
        }
    }
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, lg_test_stretch (30 * G_USEC_PER_SEC));
}

/* An answer of thousands of addresses is counted, not kept. */
static void
test_many_addresses (void)
{
  g_autoptr (GString) text = g_string_new ("Name:    iot.example.com\nAddresses:  \n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LgPasted) pasted = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "          10.%u.%u.1\n", i / 250, i % 250);
  bytes = g_bytes_new (text->str, text->len);
  pasted = lg_pasted_read (bytes, HOST, OWN_PORT, NULL);
  g_assert_true (g_str_has_suffix (pasted->names->seen.addresses, "10.0.15.1, … +2984"));
}

/* What stands in a line for a shell is a word or nothing. */
static void
test_lines (void)
{
  static const char *const hosts[] = {
    "a b", "a;reboot", "$(id)", "a'b", "a\"b", "a|b", "-v", "a`b`", "a&b", "a\nb", "", "é.example",
  };
  const LgRemotePort ports[] = { { 8883, TRUE }, { 1883, FALSE } };

  for (LgRemoteShell shell = LG_REMOTE_SHELL_POWERSHELL; shell <= LG_REMOTE_SHELL_SH; shell++)
    {
      g_autofree char *lines = lg_remote_lines_new (shell, HOST, ports, 2);
      g_autofree char *literal = lg_remote_lines_new (shell, "2001:db8::1", ports, 2);

      g_assert_true (g_str_is_ascii (lines));
      g_assert_nonnull (strstr (lines, "[linkglass] begin name " HOST));
      g_assert_nonnull (strstr (lines, "openssl s_client -connect " HOST ":8883 -servername " HOST
                                       " -showcerts"));
      g_assert_nonnull (strstr (lines, "https://" HOST ":8883/"));
      g_assert_null (strstr (lines, "https://" HOST ":1883/"));
      g_assert_null (strstr (lines, "@HOST@"));
      g_assert_null (strstr (lines, "@PORT@"));
      g_assert_nonnull (strstr (literal, "https://[2001:db8::1]:8883/"));
      g_assert_null (strstr (literal, "-servername"));
      for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
        g_assert_null (lg_remote_lines_new (shell, hosts[i], ports, 2));
    }
}

static void
add_answers (void)
{
  g_autoptr (GDir) dir = g_dir_open (ANSWERS_DIR, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_strconcat ("/pasted/", name, NULL);

      g_test_add (path, Fixture, g_intern_string (name), set_up, test_answer, tear_down);
      n++;
    }
  g_assert_cmpuint (n, >=, 40);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_answers ();
  g_test_add_func ("/pasted/hostile", test_hostile);
  g_test_add_func ("/pasted/many-addresses", test_many_addresses);
  g_test_add_func ("/pasted/lines", test_lines);

  return g_test_run ();
}
