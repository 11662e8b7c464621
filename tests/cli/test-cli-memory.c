/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A secret and what is computed from it are in no memory of a running command but the locked heap:
 * neither while it is connected nor in its last moment, when nothing is cleared any more. */
#include "lg-test-practice.h"
#include "lib/lg-test-tree.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHUNK (1 << 20)

/* What must not be found. */
typedef struct
{
  const char *name;
  GBytes     *bytes;
} Needle;

/* A command at work, and what it must keep to itself. */
typedef struct
{
  GPid              pid;
  int               in;
  FILE             *out;
  GArray           *needles;
} Subject;

static LgTestPractice practice;

static void
needle_clear (gpointer data)
{
  g_bytes_unref (((Needle *) data)->bytes);
}

static void
subject_init (Subject *self)
{
  *self = (Subject) { .in = -1, .needles = g_array_new (FALSE, FALSE, sizeof (Needle)) };
  g_array_set_clear_func (self->needles, needle_clear);
}

static void
subject_clear (Subject *self)
{
  g_clear_pointer (&self->out, fclose);
  g_array_unref (self->needles);
}

static void
add_needle (Subject       *self,
            const char    *name,
            gconstpointer  data,
            gsize          length)
{
  Needle needle = { name, g_bytes_new (data, length) };

  g_assert_cmpuint (length, >=, 16);
  g_array_append_val (self->needles, needle);
}

static void
add_password (Subject    *self,
              const char *password)
{
  g_autoptr (GByteArray) digest = g_byte_array_new ();

  for (const char *at = password; *at != '\0'; at += 2)
    {
      guint8 byte = g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]);

      g_byte_array_append (digest, &byte, 1);
    }
  add_needle (self, "the password", password, strlen (password));
  add_needle (self, "the digest", digest->data, digest->len);
}

static gboolean
is_found (const guint8 *data,
          gsize         length,
          GBytes       *needle)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (needle, &size);

  return memmem (data, length, bytes, size) != NULL;
}

/* What is on the border of two chunks is in the overlap. */
static guint
scan_mapping (Subject    *self,
              int         memory,
              guint64     start,
              guint64     end,
              const char *title,
              gsize      *scanned)
{
  static guint8 chunk[CHUNK];
  guint found = 0;

  for (guint64 at = start; at < end; at += CHUNK - 4096)
    {
      gssize length = pread (memory, chunk, MIN (CHUNK, end - at), at);

      for (guint i = 0; length > 0 && i < self->needles->len; i++)
        {
          const Needle *needle = &g_array_index (self->needles, Needle, i);

          if (!is_found (chunk, length, needle->bytes))
            continue;
          g_test_message ("%s is in %s", needle->name, title);
          found++;
        }
      if (length <= 0 || at + length >= end)
        {
          *scanned += MAX (length, 0);
          break;
        }
      *scanned += length;
    }
  return found;
}

/* How often a needle is in the mappings that are locked, or are not. */
static guint
scan (Subject  *self,
      gboolean  locked)
{
  g_autofree char *smaps_path = g_strdup_printf ("/proc/%d/smaps", self->pid);
  g_autofree char *memory_path = g_strdup_printf ("/proc/%d/mem", self->pid);
  g_autofree char *smaps = NULL;
  g_auto (GStrv) lines = NULL;
  const char *title = NULL;
  guint64 start = 0, end = 0;
  gsize scanned = 0;
  guint found = 0;
  int memory = g_open (memory_path, O_RDONLY | O_CLOEXEC, 0);

  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents (smaps_path, &smaps, NULL, NULL));
  lines = g_strsplit (smaps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint64 from, to;
      char readable;

      /* A mapping, or what is said of the one above. */
      if (sscanf (lines[i], "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x %c",
                  &from, &to, &readable) == 3)
        {
          title = readable == 'r' ? lines[i] : NULL;
          start = from;
          end = to;
        }
      else if (title != NULL && g_str_has_prefix (lines[i], "VmFlags:")
               && (strstr (lines[i], " lo") != NULL) == locked)
        {
          found += scan_mapping (self, memory, start, end, title, &scanned);
        }
    }

  close (memory);
  g_assert_cmpuint (scanned, >, locked ? 4096 : 1 << 20);
  return found;
}

static void
die_with_parent_cb (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* As a user runs it: what overwrites freed memory in a test would hide what is left there. */
static void
forget_test_settings (void)
{
  static const char *const variables[] = { "MALLOC_PERTURB_", "MALLOC_CHECK_", "G_DEBUG",
                                           "G_SLICE" };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_unsetenv (variables[i]);
}

static void
spawn (Subject           *self,
       char             **environment,
       const char *const *arguments)
{
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  g_autoptr (GError) error = NULL;
  int out;

  g_strv_builder_add (argv, g_getenv ("LINKGLASS_CLI"));
  g_strv_builder_addv (argv, (const char **) arguments);
  strv = g_strv_builder_end (argv);
  g_spawn_async_with_pipes (NULL, strv, environment, G_SPAWN_DO_NOT_REAP_CHILD,
                            die_with_parent_cb, NULL,
                            &self->pid, &self->in, &out, NULL, &error);
  g_assert_no_error (error);
  self->out = fdopen (out, "r");
}

/* Reads on until a line has @text in it. */
static void
await_line (Subject    *self,
            const char *text)
{
  g_autofree char *line = NULL;
  gsize size = 0;

  do
    {
      char *copy = NULL;

      g_assert_cmpint (getline (&copy, &size, self->out), >, 0);
      g_free (line);
      line = g_strdup (copy);
      free (copy);
      size = 0;
    }
  while (strstr (line, text) == NULL);
}

static void
follow (Subject *self)
{
  const int options = PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL;

  g_assert_cmpint (ptrace (PTRACE_SEIZE, self->pid, NULL, options), ==, 0);
}

/* Lets it go on until it has called exit() and done all that is done there. */
static void
await_last_moment (Subject *self)
{
  int status;

  while (waitpid (self->pid, &status, 0) == self->pid && WIFSTOPPED (status))
    {
      int event = status >> 16;

      if (event == PTRACE_EVENT_EXIT)
        return;
      ptrace (PTRACE_CONT, self->pid, NULL, event == 0 ? WSTOPSIG (status) : 0);
    }
  g_assert_not_reached ();
}

static void
assert_clean_at_exit (Subject *self)
{
  int status;

  await_last_moment (self);
  g_assert_cmpuint (scan (self, FALSE), ==, 0);
  ptrace (PTRACE_CONT, self->pid, NULL, 0);
  g_assert_cmpint (waitpid (self->pid, &status, 0), ==, self->pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static char *
read_file (const char *path)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* What the practice device's CONNECT has in it, as `sign` computes it. */
static char *
compute_password (const char *secret_file)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (LgTestRun) run = { 0 };

  lg_test_cli (&run, NULL, NULL,
               ARGS ("sign", "--json", "--platform", "practice", "--timestamp", "none",
                     "--product-key", lg_test_practice_get (&practice, "productKey"),
                     "--device-name", lg_test_practice_get (&practice, "deviceName"),
                     "--device-secret-file", secret_file));
  g_assert_cmpint (run.status, ==, 0);
  return g_strdup (json_object_get_string_member (lg_test_parse_json (parser, run.out),
                                                  "password"));
}

typedef struct
{
  const char *name;
  const char *file;      /* as --device-secret-file; NULL: the environment */
  gboolean    tls;
  const char *mqtt;
  gboolean    json;
} Way;

static const Way ways[] = {
  { "file", "", TRUE, "3.1.1", TRUE },
  { "standard-input", "-", TRUE, "3.1.1", FALSE },
  { "environment", NULL, TRUE, "3.1.1", TRUE },
  { "mqtt-5", "", TRUE, "5", TRUE },
  { "tcp", "", FALSE, "3.1.1", TRUE },
};

static void
start_watch (Subject    *self,
             const Way  *way,
             const char *file,
             const char *secret)
{
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_auto (GStrv) strv = NULL;
  g_auto (GStrv) environment = g_get_environ ();
  const char *root = NULL;
  g_autofree char *port =
    lg_test_practice_dup_port (&practice, way->tls ? 8883 : 1883, way->tls, &root);

  g_strv_builder_add_many (arguments, "watch", "--platform", "practice", "--timestamp", "none",
                           "--product-key", lg_test_practice_get (&practice, "productKey"),
                           "--device-name", lg_test_practice_get (&practice, "deviceName"),
                           "--host", "localhost", "--port", port, "--mqtt", way->mqtt, NULL);
  if (way->tls)
    g_strv_builder_add_many (arguments, "--root", root, NULL);
  else
    g_strv_builder_add_many (arguments, "--transport", "tcp", NULL);
  if (way->json)
    g_strv_builder_add (arguments, "--json");
  if (way->file != NULL)
    g_strv_builder_add_many (arguments, "--device-secret-file", *way->file != '\0' ? way->file
                                                                                   : file, NULL);
  else
    environment = g_environ_setenv (environment, "LINKGLASS_SECRET", secret, TRUE);

  strv = g_strv_builder_end (arguments);
  spawn (self, environment, (const char *const *) strv);
  if (g_strcmp0 (way->file, "-") == 0)
    g_assert_cmpint (write (self->in, secret, strlen (secret)), ==, (gssize) strlen (secret));
  close (self->in);
}

static void
test_watch (gconstpointer data)
{
  const Way *way = data;
  const char *file = lg_test_practice_get (&practice, "deviceSecretFile");
  g_autofree char *secret = read_file (file);
  g_autofree char *password = compute_password (file);
  Subject subject;

  subject_init (&subject);
  add_needle (&subject, "the secret", secret, strlen (secret));
  add_password (&subject, password);
  start_watch (&subject, way, file, secret);
  await_line (&subject, way->json ? "\"connected\"" : "CONNACK");

  /* That it is found where it belongs shows that the search finds it. */
  g_assert_cmpuint (scan (&subject, TRUE), >, 0);
  g_assert_cmpuint (scan (&subject, FALSE), ==, 0);

  follow (&subject);
  kill (subject.pid, SIGTERM);
  assert_clean_at_exit (&subject);
  subject_clear (&subject);
}

/* The one file of that name in the only folder of @directory. */
static char *
find_file (const char *directory,
           const char *prefix,
           const char *name)
{
  g_autoptr (GDir) folders = g_dir_open (directory, 0, NULL);
  const char *folder;

  while ((folder = g_dir_read_name (folders)) != NULL)
    if (g_str_has_prefix (folder, prefix))
      return g_build_filename (directory, folder, name, NULL);
  g_assert_not_reached ();
}

/* The platform of its own is in the same process: it has the secret and gets the password, too. */
static void
test_own_platform (void)
{
  g_autofree char *directory = g_dir_make_tmp ("linkglass-memory-test-XXXXXX", NULL);
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "TMPDIR", directory, TRUE);
  g_autofree char *file = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *password = NULL;
  Subject subject;

  subject_init (&subject);
  spawn (&subject, environment,
         ARGS ("watch", "--platform", "practice", "--json", "--timestamp", "none"));
  close (subject.in);
  await_line (&subject, "\"connected\"");
  file = find_file (directory, "linkglass-practice-", "practice-device-secret");
  secret = read_file (file);
  password = compute_password (file);
  add_needle (&subject, "the secret", secret, strlen (secret));
  add_password (&subject, password);
  g_assert_cmpuint (scan (&subject, TRUE), >, 0);
  g_assert_cmpuint (scan (&subject, FALSE), ==, 0);

  follow (&subject);
  kill (subject.pid, SIGTERM);
  assert_clean_at_exit (&subject);
  subject_clear (&subject);
  lg_test_remove_tree (directory);
}

/* Not at the platform that issued it, either. */
static void
assert_platform_is_clean (const char *secret)
{
  Subject platform;

  subject_init (&platform);
  platform.pid = atoi (g_subprocess_get_identifier (practice.process));
  add_needle (&platform, "the secret", secret, strlen (secret));
  g_assert_cmpuint (scan (&platform, TRUE), >, 0);
  g_assert_cmpuint (scan (&platform, FALSE), ==, 0);
  subject_clear (&platform);
}

/* What the platform issues is nowhere but in the file it was asked to be in. */
static void
test_register (void)
{
  g_autofree char *directory = g_dir_make_tmp ("linkglass-memory-test-XXXXXX", NULL);
  g_autofree char *out = g_build_filename (directory, "secret", NULL);
  const char *product_secret_file = lg_test_practice_get (&practice, "productSecretFile");
  g_autofree char *product_secret = read_file (product_secret_file);
  const char *root = NULL;
  g_autofree char *port = lg_test_practice_dup_port (&practice, 8883, TRUE, &root);
  g_autofree char *secret = NULL;
  Subject subject;

  subject_init (&subject);
  spawn (&subject, NULL,
         ARGS ("register", "--json", "--platform", "practice", "--host", "127.0.0.1",
               "--port", port, "--root", root, "--out", out,
               "--product-key", lg_test_practice_get (&practice, "productKey"),
               "--device-name", lg_test_practice_get (&practice, "newDeviceName"),
               "--product-secret-file", product_secret_file));
  follow (&subject);
  close (subject.in);
  await_last_moment (&subject);
  secret = read_file (out);
  add_needle (&subject, "the secret", secret, strlen (secret));
  add_needle (&subject, "the product’s secret", product_secret, strlen (product_secret));
  g_assert_cmpuint (scan (&subject, FALSE), ==, 0);
  ptrace (PTRACE_DETACH, subject.pid, NULL, 0);
  g_assert_cmpint (waitpid (subject.pid, NULL, 0), ==, subject.pid);
  subject_clear (&subject);
  assert_platform_is_clean (secret);
  lg_test_remove_tree (directory);
}

/* Commands that end by themselves, with a device's secret on standard input. */
static void
assert_command_is_clean (const char        *secret,
                         const char        *password,
                         const char *const *arguments)
{
  Subject subject;

  subject_init (&subject);
  add_needle (&subject, "the secret", secret, strlen (secret));
  if (password != NULL)
    add_password (&subject, password);
  spawn (&subject, NULL, arguments);
  follow (&subject);
  g_assert_cmpint (write (subject.in, secret, strlen (secret)), ==, (gssize) strlen (secret));
  close (subject.in);
  assert_clean_at_exit (&subject);
  subject_clear (&subject);
}

static void
test_check (void)
{
  const char *file = lg_test_practice_get (&practice, "deviceSecretFile");
  g_autofree char *secret = read_file (file);
  g_autofree char *password = compute_password (file);
  const char *root = NULL;
  g_autofree char *port = lg_test_practice_dup_port (&practice, 8883, TRUE, &root);

  assert_command_is_clean (
    secret, password,
    ARGS ("check", "--json", "--platform", "practice", "--login", "--timestamp", "none",
          "--product-key", lg_test_practice_get (&practice, "productKey"),
          "--device-name", lg_test_practice_get (&practice, "deviceName"),
          "--host", "localhost", "--port", port, "--root", root, "--device-secret-file", "-"));
}

/* It tells how the password is made, not the secret; it tries many ways to make one. */
static void
test_explain (void)
{
  const char *file = lg_test_practice_get (&practice, "deviceSecretFile");
  g_autofree char *secret = read_file (file);
  g_autofree char *password = compute_password (file);
  g_autofree char *directory = g_dir_make_tmp ("linkglass-memory-test-XXXXXX", NULL);
  g_autofree char *password_file = g_build_filename (directory, "password", NULL);
  const char *product_key = lg_test_practice_get (&practice, "productKey");
  const char *device_name = lg_test_practice_get (&practice, "deviceName");
  g_autofree char *client_id = g_strdup_printf ("%s.%s|securemode=2,signmethod=hmacsha256|",
                                                product_key, device_name);
  g_autofree char *username = g_strdup_printf ("%s&%s", device_name, product_key);

  g_assert_true (g_file_set_contents (password_file, password, -1, NULL));
  assert_command_is_clean (
    secret, password,
    ARGS ("explain", "--json", "--platform", "practice", "--product-key", product_key,
          "--device-name", device_name, "--device-secret-file", "-",
          "--mqtt-client-id", client_id, "--mqtt-username", username,
          "--mqtt-password-file", password_file));
  lg_test_remove_tree (directory);
}

int
main (int    argc,
      char **argv)
{
  int result;

  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  forget_test_settings ();
  lg_test_practice_start (&practice, ARGS ("practice", "--until-eof"));

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli-memory/watch/%s", ways[i].name);

      g_test_add_data_func (path, &ways[i], test_watch);
    }

  g_test_add_func ("/cli-memory/own-platform", test_own_platform);
  g_test_add_func ("/cli-memory/register", test_register);
  g_test_add_func ("/cli-memory/check", test_check);
  g_test_add_func ("/cli-memory/explain", test_explain);

  result = g_test_run ();
  lg_test_practice_stop (&practice);
  return result;
}
