/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What developers paste, one text a kind: tests/data/import/kinds.txt. */
#include "exchange/lg-import.h"

#include <string.h>

#define MARK "=== "
#define KINDS_MIN 60

/* Columns of the line before a text. */
enum { NAME, PRODUCT_KEY, DEVICE_NAME, SECRET, HOST, PORT, TRANSPORT, CLIENT_ID, N_COLUMNS };

/* "-" is not looked at, "none" is not there. */
static gboolean
is_equal (const char *what,
          const char *is,
          const char *should)
{
  gboolean equal = strcmp (should, "-") == 0
                   || g_strcmp0 (is, strcmp (should, "none") == 0 ? NULL : should) == 0;

  if (!equal)
    g_printerr ("  %s is “%s”, not “%s”\n", what, is, should);
  return equal;
}

/* Neither a quotation mark that was left over, a mask nor a part of a format. */
static gboolean
is_clean (const char *what,
          const char *value)
{
  static const char *const dirt[] = { "\"", "'", "`", "***", "%s", "%d", "${", "\\", "<", ">" };

  for (guint i = 0; value != NULL && i < G_N_ELEMENTS (dirt); i++)
    if (strstr (value, dirt[i]) != NULL)
      {
        g_printerr ("  %s has “%s”: %s\n", what, dirt[i], value);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_device (LgImportDevice *device,
              char          **columns)
{
  LgCredentials *credentials = lg_import_device_get_credentials (device);
  LgEndpoint *endpoint = lg_import_device_get_endpoint (device);
  LgSecret *secret = lg_credentials_get_secret (credentials);
  gboolean custom = lg_credentials_get_mode (credentials) == LG_MODE_CUSTOM;
  const char *client_id = custom ? lg_credentials_get_mqtt_client_id (credentials)
                                 : lg_credentials_get_client_id (credentials);
  const char *text = secret != NULL ? lg_secret_peek (secret) : NULL;
  g_autofree char *host =
    lg_endpoint_resolve_host (endpoint, lg_credentials_get_product_key (credentials));
  g_autofree char *port = g_strdup_printf ("%u", lg_endpoint_get_port (endpoint));
  const char *transport = lg_endpoint_get_security (endpoint) == LG_SECURITY_TLS ? "tls" : "tcp";
  gboolean good = TRUE;

  good &= is_equal ("ProductKey", lg_credentials_get_product_key (credentials),
                    columns[PRODUCT_KEY]);
  good &= is_equal ("DeviceName", lg_credentials_get_device_name (credentials),
                    columns[DEVICE_NAME]);
  good &= is_equal ("the secret", text, columns[SECRET]);
  good &= is_equal ("the host", host, columns[HOST]);
  good &= is_equal ("the port", port, columns[PORT]);
  good &= is_equal ("the transport", transport, columns[TRANSPORT]);
  good &= is_equal ("the client ID", client_id, columns[CLIENT_ID]);
  good &= is_clean ("the client ID", client_id);
  good &= is_clean ("the user name", lg_credentials_get_mqtt_username (credentials));
  good &= is_clean ("the secret", text);
  good &= is_clean ("the host", host);
  return good;
}

static gboolean
check_kind (const char *block)
{
  const char *end = strchr (block, '\n');
  g_autofree char *head = g_strndup (block, end - block);
  g_auto (GStrv) columns = g_strsplit (head, "\t", -1);
  g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  gboolean good;

  g_assert_cmpuint (g_strv_length (columns), ==, N_COLUMNS);
  devices = lg_import_parse (end + 1, strlen (end + 1), left_out, &error);
  good = devices != NULL && devices->len == 1 && check_device (devices->pdata[0], columns);
  if (!good)
    g_printerr ("%s: %u devices; %s\n", columns[NAME], devices != NULL ? devices->len : 0,
                error != NULL ? error->message : "");
  return good;
}

/* All that are read wrong are told at once. */
static void
test_kinds (void)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "data", "import", "kinds.txt", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) blocks = NULL;
  guint n, wrong = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  blocks = g_strsplit (text, "\n" MARK, -1);
  for (n = 1; blocks[n] != NULL; n++)
    wrong += !check_kind (blocks[n]);
  g_assert_cmpuint (wrong, ==, 0);
  g_assert_cmpuint (n, >, KINDS_MIN);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/kinds", test_kinds);

  return g_test_run ();
}
