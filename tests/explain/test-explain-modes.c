/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random devices of the other modes, each with one mistake: the right cause is named. */
#include "explain/lg-explain.h"

#include <string.h>

#include "lib/lg-test-sign.h"

#define ROUNDS 4

/* What a device sends, before it is spoilt by a mistake. */
typedef struct
{
  LgMode   mode;
  char    *product_key;
  char    *device_name;
  char    *secret;
  char    *timestamp;
  char    *known_id;
  GString *client_id;
  GString *username;
  GString *text;
  GString *key;
  GString *password;
} Device;

/* One mistake; made before the password is computed, or on it. */
typedef struct
{
  const char *cause;
  void (*prepare) (Device *device);
  void (*spoil) (Device *device);
} Mistake;

static char *
make_random (int min,
             int max)
{
  static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  int length = g_test_rand_int_range (min, max + 1);
  char *text = g_malloc0 (length + 1);

  for (int i = 0; i < length; i++)
    text[i] = letters[g_test_rand_int_range (0, strlen (letters))];
  return text;
}

static void
set_tuyalink_text (Device     *device,
                   const char *id,
                   const char *timestamp)
{
  g_string_printf (device->text, "deviceId=%s,timestamp=%s,secureMode=1,accessType=1", id,
                   timestamp);
}

static void
make_tuyalink (Device *device)
{
  g_string_printf (device->client_id, "tuyalink_%s", device->device_name);
  g_string_printf (device->username,
                   "%s|signMethod=hmacSha256,timestamp=%s,secureMode=1,accessType=1",
                   device->device_name, device->timestamp);
  set_tuyalink_text (device, device->device_name, device->timestamp);
}

static void
make_token (Device *device)
{
  g_string_printf (device->client_id, "%s|securemode=-2,authType=connwl|", device->known_id);
  g_string_printf (device->username, "%s&%s", device->device_name, device->product_key);
}

static void
make_registration (Device *device)
{
  g_string_printf (device->client_id,
                   "%s|securemode=2,authType=register,random=%s,signmethod=hmacsha256|",
                   device->known_id, device->timestamp);
  g_string_printf (device->username, "%s&%s", device->device_name, device->product_key);
  g_string_printf (device->text, "deviceName%sproductKey%srandom%s", device->device_name,
                   device->product_key, device->timestamp);
}

static void
device_init (Device *self,
             LgMode  mode)
{
  gboolean tuyalink = mode == LG_MODE_TUYALINK;

  self->mode = mode;
  self->product_key = make_random (8, 20);
  self->device_name = make_random (tuyalink ? 20 : 6, tuyalink ? 24 : 32);
  self->secret = make_random (16, tuyalink ? 16 : 64);
  self->timestamp = g_strdup_printf ("17%08d", g_test_rand_int_range (5000, 99000000));
  self->known_id = make_random (8, 40);
  self->client_id = g_string_new (NULL);
  self->username = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->key = g_string_new (self->secret);
  self->password = g_string_new (NULL);

  if (tuyalink)
    make_tuyalink (self);
  else if (mode == LG_MODE_REGISTRATION)
    make_registration (self);
  else
    make_token (self);
}

static void
device_clear (Device *self)
{
  g_free (self->product_key);
  g_free (self->device_name);
  g_free (self->secret);
  g_free (self->timestamp);
  g_free (self->known_id);
  g_string_free (self->client_id, TRUE);
  g_string_free (self->username, TRUE);
  g_string_free (self->text, TRUE);
  g_string_free (self->key, TRUE);
  g_string_free (self->password, TRUE);
}

static void
change_nothing (Device *device)
{
}

static void
change_key (Device *device)
{
  g_string_assign (device->key, "of another device entirely");
}

static void
pad_key (Device *device)
{
  g_string_append_c (device->key, '\n');
}

static void
drop_separators (Device *device)
{
  g_string_printf (device->text, "deviceId%stimestamp%ssecureMode1accessType1",
                   device->device_name, device->timestamp);
}

static void
separate_otherwise (Device *device)
{
  g_string_replace (device->text, ",", "&", 0);
}

static void
sort_text (Device *device)
{
  g_string_printf (device->text, "accessType=1,deviceId=%s,secureMode=1,timestamp=%s",
                   device->device_name, device->timestamp);
}

static void
misspell_text (Device *device)
{
  g_string_replace (device->text, "deviceId", "deviceid", 0);
}

static void
forget_access_type (Device *device)
{
  g_string_replace (device->text, ",accessType=1", "", 0);
}

static void
sign_client_id (Device *device)
{
  set_tuyalink_text (device, device->client_id->str, device->timestamp);
}

static void
sign_username (Device *device)
{
  g_string_assign (device->text, device->username->str);
}

static void
sign_milliseconds (Device *device)
{
  g_autofree char *milliseconds = g_strconcat (device->timestamp, "000", NULL);

  set_tuyalink_text (device, device->device_name, milliseconds);
}

static void
sign_later (Device *device)
{
  g_autofree char *later = g_strdup_printf ("%" G_GINT64_FORMAT,
                                            g_ascii_strtoll (device->timestamp, NULL, 10) +
                                            g_test_rand_int_range (1, 2000));

  set_tuyalink_text (device, device->device_name, later);
}

static void
forget_prefix (Device *device)
{
  g_string_assign (device->client_id, device->device_name);
}

static void
forget_parameter (Device *device)
{
  g_string_replace (device->username, ",accessType=1", "", 0);
}

static void
change_parameter (Device *device)
{
  g_string_replace (device->username, "hmacSha256", "hmacsha256", 0);
}

static void
drop_parameters (Device *device)
{
  g_string_assign (device->username, device->device_name);
}

static void
make_upper (Device *device)
{
  g_string_ascii_up (device->password);
}

static void
cut_password (Device *device)
{
  g_string_truncate (device->password, device->password->len - 2);
}

static const Mistake tuyalink_mistakes[] = {
  { NULL, change_nothing },
  { "auth.wrong-secret", change_key },
  { "auth.wrong-secret", pad_key },
  { "auth.content-names", drop_separators },
  { "auth.content-names", separate_otherwise },
  { "auth.content-names", misspell_text },
  { "auth.content-names", forget_access_type },
  { "auth.content-names", sign_username },
  { "auth.content-order", sort_text },
  { "auth.client-id-mismatch", sign_client_id },
  { "auth.client-id-mismatch", forget_prefix },
  { "auth.timestamp-mismatch", sign_milliseconds },
  { "auth.timestamp-mismatch", sign_later },
  { "auth.username-malformed", forget_parameter },
  { "auth.username-malformed", change_parameter },
  { "auth.username-malformed", drop_parameters },
  { "auth.password-malformed", NULL, make_upper },
  { "auth.password-malformed", NULL, cut_password },
};

static void
use_device_secret (Device *device)
{
  g_string_assign (device->key, "the DeviceSecret, not ProductSecret");
}

static void
sign_id (Device *device)
{
  g_autofree char *text = g_strdup (device->text->str);

  g_string_printf (device->text, "clientId%s%s", device->known_id, text);
}

static void
put_random_first (Device *device)
{
  g_string_printf (device->text, "random%sdeviceName%sproductKey%s", device->timestamp,
                   device->device_name, device->product_key);
}

static void
swap_username (Device *device)
{
  g_string_printf (device->username, "%s&%s", device->product_key, device->device_name);
}

static const Mistake registration_mistakes[] = {
  { NULL, change_nothing },
  { "auth.wrong-secret", use_device_secret },
  { "auth.wrong-secret", pad_key },
  { "auth.content-order", put_random_first },
  { "auth.client-id-mismatch", sign_id },
  { "auth.username-swapped", swap_username },
  { "auth.password-malformed", NULL, cut_password },
};

static void
use_superseded_form (Device *device)
{
  g_string_printf (device->client_id, "%s|securemode=-2,signmethod=hmacsha256,timestamp=%s|",
                   device->known_id, device->timestamp);
}

static void
use_tls_mode (Device *device)
{
  g_string_replace (device->client_id, "securemode=-2", "securemode=2", 0);
}

static void
change_id (Device *device)
{
  g_string_prepend_c (device->client_id, 'x');
}

static void
send_other_token (Device *device)
{
  g_string_append_c (device->password, 'x');
}

static void
send_signature (Device *device)
{
  g_autofree char *hex = lg_test_hmac (G_CHECKSUM_SHA256, device->secret, device->client_id->str);

  g_string_assign (device->password, hex);
}

static const Mistake token_mistakes[] = {
  { NULL, change_nothing },
  { "auth.token-mode-incomplete", use_superseded_form },
  { "auth.token-mode-incomplete", use_tls_mode },
  { "auth.token-mode-incomplete", NULL, send_signature },
  { "auth.client-id-mismatch", change_id },
  { "auth.username-swapped", swap_username },
  { "auth.wrong-secret", NULL, send_other_token },
};

static LgExplain *
explain (const Device *device)
{
  g_autoptr (LgSecret) password = lg_secret_new (device->password->str);
  g_autoptr (LgSecret) secret = lg_secret_new (device->secret);
  gboolean tuyalink = device->mode == LG_MODE_TUYALINK;
  const LgDeviceValues values = {
    .client_id = device->client_id->str,
    .username = device->username->str,
    .password = password,
    .mode = device->mode,
    .product_key = tuyalink ? NULL : device->product_key,
    .device_name = tuyalink ? NULL : device->device_name,
    .device_id = tuyalink ? device->device_name : NULL,
    .secret = device->mode == LG_MODE_REGISTRATION ? NULL : secret,
    .product_secret = device->mode == LG_MODE_REGISTRATION ? secret : NULL,
    .known_client_id = tuyalink ? NULL : device->known_id,
    .transport_known = TRUE,
    .security = LG_SECURITY_TLS,
    .keepalive = 60,
    .keepalive_min = 30,
    .keepalive_max = 1200,
  };

  return lg_explain_new (&values);
}

static void
compute_password (Device *device)
{
  g_autofree char *hex = lg_test_hmac (G_CHECKSUM_SHA256, device->key->str, device->text->str);

  g_string_assign (device->password,
                   device->mode == LG_MODE_NO_PREREGISTRATION ? device->secret : hex);
}

static void
check (LgMode         mode,
       const Mistake *mistake)
{
  Device device;
  g_autoptr (LgExplain) explained = NULL;
  GPtrArray *explanations;

  device_init (&device, mode);
  if (mistake->prepare != NULL)
    mistake->prepare (&device);
  compute_password (&device);
  if (mistake->spoil != NULL)
    mistake->spoil (&device);

  explained = explain (&device);
  explanations = lg_explain_get_explanations (explained);
  g_test_message ("%s: %s as %s, signed %s", mistake->cause, device.client_id->str,
                  device.username->str, device.text->str);
  for (guint i = 0; i < explanations->len; i++)
    {
      const LgExplanation *explanation = explanations->pdata[i];

      g_test_message ("%s: %s", explanation->cause, explanation->evidence);
      g_assert_cmpstr (explanation->cause, ==, mistake->cause);
    }
  g_assert_cmpuint (explanations->len, ==, mistake->cause != NULL);

  device_clear (&device);
}

static void
test_tuyalink (void)
{
  for (guint i = 0; i < ROUNDS * G_N_ELEMENTS (tuyalink_mistakes); i++)
    check (LG_MODE_TUYALINK, &tuyalink_mistakes[i % G_N_ELEMENTS (tuyalink_mistakes)]);
}

static void
test_registration (void)
{
  for (guint i = 0; i < ROUNDS * G_N_ELEMENTS (registration_mistakes); i++)
    check (LG_MODE_REGISTRATION, &registration_mistakes[i % G_N_ELEMENTS (registration_mistakes)]);
}

static void
test_token (void)
{
  for (guint i = 0; i < ROUNDS * G_N_ELEMENTS (token_mistakes); i++)
    check (LG_MODE_NO_PREREGISTRATION, &token_mistakes[i % G_N_ELEMENTS (token_mistakes)]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/explain-modes/tuyalink", test_tuyalink);
  g_test_add_func ("/explain-modes/registration", test_registration);
  g_test_add_func ("/explain-modes/token", test_token);

  return g_test_run ();
}
