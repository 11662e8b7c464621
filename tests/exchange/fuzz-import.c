/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for the import of any text. A libFuzzer target, which the test of mutated seeds uses,
 * too. */
#include "fuzz-import.h"

#include "exchange/lg-copy-out.h"
#include "exchange/lg-import.h"

#include <string.h>

#define NOW_MS G_GINT64_CONSTANT (1657367540773)
#define LOOKED_AT_MAX 4

/* What was understood can be shown, and what it sends can be written in every form that takes it,
 * and read back. */
static void
look_at (LgImportDevice *device)
{
  LgCredentials *credentials = lg_import_device_get_credentials (device);
  LgEndpoint *endpoint = lg_import_device_get_endpoint (device);
  GPtrArray *remarks = lg_import_device_get_remarks (device);
  g_autofree char *subtitle = lg_import_device_dup_subtitle (device);
  g_autofree char *host =
    lg_endpoint_resolve_host (endpoint, lg_credentials_get_product_key (credentials));
  g_autoptr (LgConnectParams) params =
    lg_connect_params_new (credentials, lg_endpoint_get_security (endpoint), NOW_MS, NULL);
  LgCopySource source = { .params = params, .endpoint = endpoint, .host = host, .title = "x" };

  g_assert_true (g_utf8_validate (subtitle, -1, NULL));
  g_assert_cmpuint (lg_endpoint_get_port (endpoint), >, 0);
  for (guint i = 0; i < remarks->len; i++)
    g_assert_true (g_utf8_validate (((LgImportRemark *) remarks->pdata[i])->text, -1, NULL));

  for (int form = LG_COPY_JSON; params != NULL && form <= LG_COPY_ESP_AT; form++)
    {
      g_autoptr (LgSecret) text = lg_copy_out_write (form, &source, NULL);
      g_autoptr (GPtrArray) again =
        text != NULL ? lg_import_parse (lg_secret_peek (text), lg_secret_get_length (text), NULL,
                                        NULL)
                     : NULL;

      g_assert_true (text == NULL || again != NULL);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = lg_import_parse ((const char *) data, size, NULL, &error);

  g_assert_true ((devices == NULL) == (error != NULL));
  g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
  g_assert_true (devices == NULL || devices->len > 0);
  for (guint i = 0; devices != NULL && i < MIN (devices->len, LOOKED_AT_MAX); i++)
    look_at (devices->pdata[i]);
  return 0;
}
