/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every wrong way to sign in, sent for real: the refusal has its cause, and from the same values
 * the mistake is named. */
#include "fault-device.h"

#include "diagnosis/lg-explained.h"

#include <signal.h>
#include <string.h>

#define PK "a1Practice0"
#define DN "practice-device"
#define TIME "1700000000123"
#define EXTENDED(mode, method) "|securemode=" mode ",signmethod=" method ",timestamp=" TIME "|"
#define ID "SN-1" EXTENDED ("2", "hmacsha256")
#define CONTENT "clientIdSN-1deviceName" DN "productKey" PK "timestamp" TIME
#define LONG_ID "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdefX"
#define PRODUCT_SECRET "the-secret-of-the-whole-product"

/* The documented refusals, as the practice platform gives them. */
#define REFUSED "auth.bad-credentials", LG_CONFIDENCE_CERTAIN, "code 4"
#define UNKNOWN "auth.not-authorized", LG_CONFIDENCE_CERTAIN, "code 5"
#define REJECTED "mqtt.client-id-rejected", LG_CONFIDENCE_CERTAIN, "code 2"
#define OUT_OF_RANGE "keepalive.out-of-range", LG_CONFIDENCE_LIKELY, "30 to 1200"
#define ACCEPTED NULL, 0, NULL

/* What differs from values that are right; %NULL and 0: nothing. */
typedef struct
{
  const char    *name;
  const char    *cause;
  LgConfidence   confidence;
  const char    *evidence;
  const char    *explained;
  const char    *client_id;
  const char    *meant_client_id;
  const char    *username;
  const char    *content;
  const char    *key;
  const char    *password;
  const char    *after_password;
  GChecksumType  checksum;
  guint          keepalive_s;
  LgSecurity     security;
} Row;

#define SIGNED(method) .checksum = G_CHECKSUM_ ## method, .security = LG_SECURITY_TLS
#define RIGHT SIGNED (SHA256)

static const Row rows[] = {
  { "sound", ACCEPTED, NULL, RIGHT },
  { "wrong-secret", REFUSED, "auth.wrong-secret", RIGHT, .key = "the-secret-of-another-device" },
  { "product-secret", REFUSED, "auth.product-secret-used", RIGHT, .key = PRODUCT_SECRET },
  { "order", REFUSED, "auth.content-order", RIGHT,
    .content = "productKey" PK "deviceName" DN "clientIdSN-1timestamp" TIME },
  { "names", REFUSED, "auth.content-names", RIGHT,
    .content = "clientidSN-1devicename" DN "productkey" PK "timestamp" TIME },
  { "bars", REFUSED, "auth.bars-included", RIGHT,
    .content = "clientId" ID "deviceName" DN "productKey" PK "timestamp" TIME },
  { "method-sha1", REFUSED, "auth.sign-method-mismatch", SIGNED (SHA1) },
  { "method-md5", REFUSED, "auth.sign-method-mismatch", SIGNED (MD5) },
  { "timestamp-other", REFUSED, "auth.timestamp-mismatch", RIGHT,
    .content = "clientIdSN-1deviceName" DN "productKey" PK "timestamp1700000000999" },
  { "timestamp-unsigned", REFUSED, "auth.timestamp-mismatch", RIGHT,
    .content = "clientIdSN-1deviceName" DN "productKey" PK },
  { "timestamp-unsent", REFUSED, "auth.timestamp-mismatch", RIGHT,
    .client_id = "SN-1|securemode=2,signmethod=hmacsha256|" },
  { "client-id-other", REFUSED, "auth.client-id-mismatch", RIGHT, .meant_client_id = "SN-2",
    .content = "clientIdSN-2deviceName" DN "productKey" PK "timestamp" TIME },
  { "client-id-unsigned", REFUSED, "auth.client-id-mismatch", RIGHT,
    .content = "deviceName" DN "productKey" PK "timestamp" TIME },
  { "username-swapped", UNKNOWN, "auth.username-swapped", RIGHT, .username = PK "&" DN },
  { "username-cut", REFUSED, "auth.username-malformed", RIGHT, .username = DN },
  { "password-line-feed", REFUSED, "auth.password-malformed", RIGHT, .after_password = "\n" },
  { "other-service", REFUSED, "auth.not-this-service", RIGHT,
    .password = "qK2Cj0mbXgQvPF0WwXkTn1fdJ9M=" },
  { "token-mode-signed", REFUSED, "auth.token-mode-incomplete", RIGHT,
    .client_id = "SN-1|securemode=-2,authType=connwl|" },
  { "bar-missing", REJECTED, "auth.extended-parameters-malformed", RIGHT,
    .client_id = "SN-1|securemode=2,signmethod=hmacsha256,timestamp=" TIME },
  { "client-id-long", REJECTED, "auth.client-id-too-long", RIGHT,
    .client_id = LONG_ID EXTENDED ("2", "hmacsha256"),
    .content = "clientId" LONG_ID "deviceName" DN "productKey" PK "timestamp" TIME },
  { "secure-mode-tls", REJECTED, "auth.secure-mode-mismatch", RIGHT,
    .client_id = "SN-1" EXTENDED ("3", "hmacsha256") },
  { "secure-mode-tcp", REJECTED, "auth.secure-mode-mismatch",
    .checksum = G_CHECKSUM_SHA256, .security = LG_SECURITY_TCP },
  { "keepalive-0", OUT_OF_RANGE, "keepalive.out-of-range", RIGHT, .keepalive_s = G_MAXUINT },
  { "keepalive-29", OUT_OF_RANGE, "keepalive.out-of-range", RIGHT, .keepalive_s = 29 },
  { "keepalive-30", ACCEPTED, NULL, RIGHT, .keepalive_s = 30 },
  { "keepalive-1200", ACCEPTED, NULL, RIGHT, .keepalive_s = 1200 },
  { "keepalive-1201", OUT_OF_RANGE, "keepalive.out-of-range", RIGHT, .keepalive_s = 1201 },
};

static const char *
either (const char *given,
        const char *otherwise)
{
  return given != NULL ? given : otherwise;
}

static guint
get_keepalive (const Row *row)
{
  return row->keepalive_s == G_MAXUINT ? 0 : row->keepalive_s != 0 ? row->keepalive_s : 300;
}

static char *
make_password (const Row  *row,
               const char *secret)
{
  const char *key = either (row->key, secret);
  g_autofree char *hmac = g_compute_hmac_for_string (row->checksum, (const guint8 *) key,
                                                     strlen (key), either (row->content, CONTENT),
                                                     -1);

  return g_strconcat (either (row->password, hmac), row->after_password, NULL);
}

static void
assert_refusal (FaultDevice *device,
                const Row   *row)
{
  g_autofree char *end_time = NULL;

  fault_device_connect (device);
  if (row->cause == NULL)
    {
      fault_device_settle (device, LG_SESSION_CONNECTED);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (device->diagnosis)), ==, 0);
      return;
    }

  fault_device_settle (device, LG_SESSION_DISCONNECTED);
  end_time = fault_dup_time (device->end->wall_us);
  fault_device_assert_cause (device, row->cause, row->confidence, LG_SEVERITY_FAULT,
                             (const char *const[]) { row->evidence, end_time, NULL });
}

/* The mistake is named, and no other is certain. */
static void
assert_explained (const Row *row,
                  LgSecret  *secret,
                  LgSecret  *password)
{
  const LgLimits *limits = lg_platform_get_limits (lg_platform_get ("practice"));
  g_autoptr (LgSecret) product_secret = lg_secret_new (PRODUCT_SECRET);
  g_autoptr (LgExplain) explain = lg_explain_new (&(LgDeviceValues) {
    .client_id = either (row->client_id, ID),
    .username = either (row->username, DN "&" PK),
    .password = password,
    .product_key = PK,
    .device_name = DN,
    .known_client_id = row->meant_client_id,
    .known_timestamp = TIME,
    .secret = secret,
    .product_secret = product_secret,
    .transport_known = TRUE,
    .security = row->security,
    .keepalive = get_keepalive (row),
    .keepalive_min = limits->keepalive_min,
    .keepalive_max = limits->keepalive_max,
  });
  g_autoptr (GPtrArray) findings = lg_explained_findings (explain, LG_FAMILY_ALIBABA, FALSE);
  guint n_expected = 0;

  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s (%d): %s | %s", LG_FINDING (findings->pdata[i])->cause,
                    LG_FINDING (findings->pdata[i])->confidence,
                    LG_FINDING (findings->pdata[i])->title,
                    LG_FINDING (findings->pdata[i])->evidence);

  if (row->explained == NULL)
    {
      g_assert_cmpuint (findings->len, ==, 0);
      return;
    }
  for (guint i = 0; i < findings->len; i++)
    {
      gboolean expected = g_str_equal (LG_FINDING (findings->pdata[i])->cause, row->explained);

      n_expected += expected;
      g_assert_true (expected || LG_FINDING (findings->pdata[i])->confidence
                                 != LG_CONFIDENCE_CERTAIN);
    }
  g_assert_cmpuint (n_expected, ==, 1);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (LgPractice) practice = fault_practice_start (NULL, 1);
  g_autoptr (LgCredentials) credentials = lg_credentials_new ();
  g_autofree char *text = NULL;
  g_autofree char *password_text = NULL;
  g_autoptr (LgSecret) secret = NULL;
  g_autoptr (LgSecret) password = NULL;
  FaultDevice device;

  g_assert_true (g_file_get_contents (lg_practice_get_device_secret_file (practice), &text, NULL,
                                      NULL));
  password_text = make_password (row, text);
  secret = lg_secret_new (text);
  password = lg_secret_new (password_text);

  lg_credentials_set_mode (credentials, LG_MODE_CUSTOM);
  lg_credentials_set_mqtt_client_id (credentials, either (row->client_id, ID));
  lg_credentials_set_mqtt_username (credentials, either (row->username, DN "&" PK));
  lg_credentials_set_secret (credentials, password);

  fault_device_open (&device, practice, 1, row->security);
  device.config.keepalive.interval_s = get_keepalive (row);
  fault_device_set_params (&device, credentials);
  assert_refusal (&device, row);
  assert_explained (row, secret, password);
  fault_device_close (&device);
}

int
main (int    argc,
      char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/values/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }

  return g_test_run ();
}
