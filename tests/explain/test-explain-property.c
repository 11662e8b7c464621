/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random devices, each with one mistake: the right cause is named. The seed is GTest's. */
#include "explain/lg-explain.h"

#include <string.h>

#include "lib/lg-test-sign.h"

#define ROUNDS 72

/* What a device knows of itself, and what it does with it. */
typedef struct
{
  char       *id;
  char       *product_key;
  char       *device_name;
  char       *secret;
  char       *timestamp;
  const char *method;
  const char *made_with;
  GString    *text;
  GString    *client_id;
  GString    *username;
  GString    *key;
  GString    *password;
} Device;

/* One mistake; made before the password is computed, or on it. */
typedef struct
{
  const char *cause;
  void (*prepare) (Device *device);
  void (*spoil) (Device *device);
} Mistake;

static char *
make_random (const char *letters,
             int         min,
             int         max)
{
  int length = g_test_rand_int_range (min, max + 1);
  char *text = g_malloc0 (length + 1);

  for (int i = 0; i < length; i++)
    text[i] = letters[g_test_rand_int_range (0, strlen (letters))];
  return text;
}

#define ALNUM "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"

static void
set_text (Device     *device,
          const char *format_id,
          const char *id)
{
  g_string_printf (device->text, "%s%sdeviceName%sproductKey%stimestamp%s", format_id, id,
                   device->device_name, device->product_key, device->timestamp);
}

static void
device_init (Device *self)
{
  static const char *const methods[] = { "hmacmd5", "hmacsha1", "hmacsha256" };

  self->id = make_random (ALNUM ".:_", 6, 40);
  self->product_key = make_random (ALNUM, 8, 20);
  self->device_name = make_random (ALNUM "-_@.:", 6, 32);
  self->secret = make_random (ALNUM, 16, 64);
  self->timestamp = g_strdup_printf ("17%011d", g_test_rand_int_range (5000, 2000000000));
  self->method = self->made_with = methods[g_test_rand_int_range (0, 3)];
  self->text = g_string_new (NULL);
  self->key = g_string_new (self->secret);
  self->password = g_string_new (NULL);
  self->username = g_string_new (NULL);
  self->client_id = g_string_new (NULL);
  g_string_printf (self->username, "%s&%s", self->device_name, self->product_key);
  g_string_printf (self->client_id, "%s|securemode=2,signmethod=%s,timestamp=%s|", self->id,
                   self->method, self->timestamp);
  set_text (self, "clientId", self->id);
}

static void
device_clear (Device *self)
{
  g_free (self->id);
  g_free (self->product_key);
  g_free (self->device_name);
  g_free (self->secret);
  g_free (self->timestamp);
  g_string_free (self->text, TRUE);
  g_string_free (self->key, TRUE);
  g_string_free (self->password, TRUE);
  g_string_free (self->username, TRUE);
  g_string_free (self->client_id, TRUE);
}

static void
use_other_method (Device *device)
{
  device->made_with = device->method[4] == 'm' ? "hmacsha1" : "hmacmd5";
}

static void
sign_bars (Device *device)
{
  set_text (device, "clientId", device->client_id->str);
}

static void
sign_no_client_id (Device *device)
{
  set_text (device, "", "");
}

static void
sign_device_name_as_client_id (Device *device)
{
  set_text (device, "clientId", device->device_name);
}

static void
sign_no_timestamp (Device *device)
{
  g_string_truncate (device->text, strstr (device->text->str, "timestamp1") - device->text->str);
}

static void
sign_later (Device *device)
{
  gint64 time = g_ascii_strtoll (device->timestamp, NULL, 10) + g_test_rand_int_range (1, 2000);

  sign_no_timestamp (device);
  g_string_append_printf (device->text, "timestamp%" G_GINT64_FORMAT, time);
}

static void
reorder (Device *device)
{
  g_string_printf (device->text, "productKey%sclientId%stimestamp%sdeviceName%s",
                   device->product_key, device->id, device->timestamp, device->device_name);
}

static void
misspell (Device *device)
{
  g_string_printf (device->text, "clientid%sdevicename%sproductkey%stimestamp%s", device->id,
                   device->device_name, device->product_key, device->timestamp);
}

static void
separate (Device *device)
{
  g_string_printf (device->text, "clientId=%s&deviceName=%s&productKey=%s&timestamp=%s", device->id,
                   device->device_name, device->product_key, device->timestamp);
}

static void
drop_names (Device *device)
{
  g_string_printf (device->text, "%s%s%s%s", device->id, device->device_name, device->product_key,
                   device->timestamp);
}

static void
pad_key (Device *device)
{
  g_string_append_c (device->key, '\n');
}

static void
cut_key (Device *device)
{
  g_string_truncate (device->key, device->key->len - 1);
}

static void
change_key (Device *device)
{
  g_string_assign (device->key, "of another device entirely");
}

static void
use_product_secret (Device *device)
{
  g_string_assign (device->key, "ProductSecretTst");
}

static void
swap_username (Device *device)
{
  g_string_printf (device->username, "%s&%s", device->product_key, device->device_name);
}

static void
pad_username (Device *device)
{
  g_string_append_c (device->username, '\n');
}

static void
drop_closing_bar (Device *device)
{
  g_string_truncate (device->client_id, device->client_id->len - 1);
}

static void
drop_bars (Device *device)
{
  g_string_assign (device->client_id, device->id);
  g_string_printf (device->text, "clientId%sdeviceName%sproductKey%s", device->id,
                   device->device_name, device->product_key);
  device->made_with = "hmacmd5";
}

static void
misspell_parameter (Device *device)
{
  g_string_replace (device->client_id, "|securemode", "|SecureMode", 1);
}

static void
lengthen_id (Device *device)
{
  g_autofree char *more = make_random (ALNUM, 65, 90);
  g_autofree char *id = g_strconcat (device->id, more, NULL);

  g_string_printf (device->client_id, "%s|securemode=2,signmethod=%s,timestamp=%s|", id,
                   device->method, device->timestamp);
  set_text (device, "clientId", id);
}

static void
cut_password (Device *device)
{
  g_string_truncate (device->password, device->password->len - g_test_rand_int_range (1, 5));
}

static void
pad_password (Device *device)
{
  g_string_append (device->password, "\r\n");
}

static void
write_base64 (Device *device)
{
  gsize size = device->password->len / 2;
  g_autofree guint8 *bytes = g_malloc (size);
  g_autofree char *base64 = NULL;

  for (gsize i = 0; i < size; i++)
    bytes[i] = g_ascii_xdigit_value (device->password->str[2 * i]) << 4 |
               g_ascii_xdigit_value (device->password->str[2 * i + 1]);
  base64 = g_base64_encode (bytes, size);
  g_string_assign (device->password, base64);
}

static void
change_nothing (Device *device)
{
}

static const Mistake mistakes[] = {
  { NULL, change_nothing },
  { "auth.sign-method-mismatch", use_other_method },
  { "auth.bars-included", sign_bars },
  { "auth.client-id-mismatch", sign_no_client_id },
  { "auth.client-id-mismatch", sign_device_name_as_client_id },
  { "auth.timestamp-mismatch", sign_no_timestamp },
  { "auth.timestamp-mismatch", sign_later },
  { "auth.content-order", reorder },
  { "auth.content-names", misspell },
  { "auth.content-names", separate },
  { "auth.content-names", drop_names },
  { "auth.wrong-secret", pad_key },
  { "auth.wrong-secret", cut_key },
  { "auth.wrong-secret", change_key },
  { "auth.product-secret-used", use_product_secret },
  { "auth.username-swapped", swap_username },
  { "auth.username-malformed", pad_username },
  { "auth.extended-parameters-malformed", drop_closing_bar },
  { "auth.extended-parameters-malformed", drop_bars },
  { "auth.extended-parameters-malformed", misspell_parameter },
  { "auth.client-id-too-long", lengthen_id },
  { "auth.password-malformed", NULL, cut_password },
  { "auth.password-malformed", NULL, pad_password },
  { "auth.not-this-service", NULL, write_base64 },
};

static LgExplain *
explain (const Device *device)
{
  g_autoptr (LgSecret) password = lg_secret_new (device->password->str);
  g_autoptr (LgSecret) secret = lg_secret_new (device->secret);
  g_autoptr (LgSecret) product_secret = lg_secret_new ("ProductSecretTst");
  const LgDeviceValues values = {
    .client_id = device->client_id->str,
    .username = device->username->str,
    .password = password,
    .product_key = device->product_key,
    .device_name = device->device_name,
    .secret = secret,
    .product_secret = product_secret,
    .transport_known = TRUE,
    .security = LG_SECURITY_TLS,
    .keepalive = 300,
    .keepalive_min = 30,
    .keepalive_max = 1200,
  };

  return lg_explain_new (&values);
}

static void
check (const Mistake *mistake)
{
  Device device;
  g_autofree char *hex = NULL;
  g_autoptr (LgExplain) explained = NULL;
  GPtrArray *explanations;

  device_init (&device);
  if (mistake->prepare != NULL)
    mistake->prepare (&device);
  hex = lg_test_hmac (lg_test_hash_of_method (device.made_with), device.key->str,
                      device.text->str);
  g_string_assign (device.password, hex);
  if (mistake->spoil != NULL)
    mistake->spoil (&device);

  explained = explain (&device);
  explanations = lg_explain_get_explanations (explained);
  g_test_message ("%s: %s as %s, signed %s", mistake->cause, device.client_id->str,
                  device.username->str, device.text->str);
  for (guint i = 0; i < explanations->len; i++)
    g_assert_cmpstr (((LgExplanation *) explanations->pdata[i])->cause, ==, mistake->cause);
  g_assert_cmpuint (explanations->len, ==, mistake->cause != NULL);

  device_clear (&device);
}

static void
test_single_mistakes (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    check (&mistakes[i % G_N_ELEMENTS (mistakes)]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/explain/single-mistakes", test_single_mistakes);

  return g_test_run ();
}
