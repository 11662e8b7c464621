/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/lg-practice-login.h"

#include <string.h>

#define SIGNED "clientId12345deviceNamedeviceproductKeypktimestamp789"
#define WITH_ID "clientId12345deviceNamedeviceproductKeypk"

typedef struct
{
  const char        *name;
  LgPracticeVerdict  verdict;
  const char        *client_id;
  const char        *password; /* or */
  const char        *content; /* signed with "secret" and */
  GChecksumType      digest;
  LgSecurity         security;
  const char        *username; /* NULL: device&pk */
  guint16            keepalive; /* 0: 60 */
  LgMqttVersion      version; /* 0: 3.1.1 */
  guint8             flags;
  gboolean           notify;
} Row;

static const Row rows[] = {
  /* The vendor's own example. */
  { "documented", LG_PRACTICE_ACCEPTED, "12345|securemode=3,signmethod=hmacsha1,timestamp=789|",
    "FAFD82A3D602B37FB0FA8B7892F24A477F851A14", .security = LG_SECURITY_TCP },
  { "lower-case", LG_PRACTICE_ACCEPTED, "12345|securemode=2,signmethod=hmacsha1,timestamp=789|",
    "fafd82a3d602b37fb0fa8b7892f24a477f851a14" },
  { "sha256", LG_PRACTICE_ACCEPTED, "12345|securemode=2,signmethod=hmacsha256,timestamp=789|",
    .content = SIGNED, .digest = G_CHECKSUM_SHA256 },
  { "md5", LG_PRACTICE_ACCEPTED, "12345|securemode=2,signmethod=hmacmd5,timestamp=789|",
    .content = SIGNED, .digest = G_CHECKSUM_MD5 },
  { "md5-is-default", LG_PRACTICE_ACCEPTED, "12345|securemode=2,timestamp=789|",
    .content = SIGNED, .digest = G_CHECKSUM_MD5 },
  { "no-timestamp", LG_PRACTICE_ACCEPTED, "12345|securemode=2,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256 },
  { "empty-id", LG_PRACTICE_ACCEPTED, "|securemode=2,signmethod=hmacsha256|",
    .content = "clientIddeviceNamedeviceproductKeypk", .digest = G_CHECKSUM_SHA256 },
  { "no-id", LG_PRACTICE_ACCEPTED, "|securemode=2,signmethod=hmacsha256|",
    .content = "deviceNamedeviceproductKeypk", .digest = G_CHECKSUM_SHA256 },
  { "sdk-4-comma-and-notify", LG_PRACTICE_ACCEPTED,
    "12345|timestamp=789,_ss=1,_v=sdk-c-4.1.0,securemode=2,signmethod=hmacsha256,ext=3,|",
    .content = SIGNED, .digest = G_CHECKSUM_SHA256, .notify = TRUE },
  { "notify-only", LG_PRACTICE_ACCEPTED, "12345|securemode=2,signmethod=hmacsha256,ext=2|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256, .notify = TRUE },
  { "rrpc-only", LG_PRACTICE_ACCEPTED, "12345|securemode=2,signmethod=hmacsha256,ext=1|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256 },
  { "js-sdk-blanks-and-bar", LG_PRACTICE_ACCEPTED,
    "12345|securemode=2,\n        signmethod=hmacsha1,lan=JS|Ali|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA1 },
  { "mqtt-3.1", LG_PRACTICE_ACCEPTED, "12345|securemode=2,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256, .version = LG_MQTT_3_1 },
  { "token", LG_PRACTICE_ACCEPTED, "12345|securemode=-2,authType=connwl|", "^1^2^token" },
  { "token-older-form", LG_PRACTICE_ACCEPTED,
    "12345|securemode=-2,signmethod=hmacsha1,timestamp=789|", "^1^2^token" },
  { "keepalive-30", LG_PRACTICE_ACCEPTED, "12345|securemode=2,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256, .keepalive = 30 },
  { "keepalive-1200", LG_PRACTICE_ACCEPTED, "12345|securemode=2,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256, .keepalive = 1200 },

  { "mqtt-5", LG_PRACTICE_ACCEPTED, "12345|securemode=2,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256, .version = LG_MQTT_5 },
  { "mqtt-5-and-all-wrong", LG_PRACTICE_BAD_CLIENT_ID, "x", "y", .version = LG_MQTT_5 },

  { "no-bars", LG_PRACTICE_BAD_CLIENT_ID, "12345", .content = WITH_ID },
  { "one-bar", LG_PRACTICE_BAD_CLIENT_ID, "12345|securemode=2,signmethod=hmacsha256",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256 },
  { "after-last-bar", LG_PRACTICE_BAD_CLIENT_ID, "12345|securemode=2,signmethod=hmacsha256|x",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256 },
  { "no-value", LG_PRACTICE_BAD_CLIENT_ID, "12345|securemode,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256 },
  { "no-secure-mode", LG_PRACTICE_BAD_CLIENT_ID, "12345|signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256 },
  { "tcp-mode-over-tls", LG_PRACTICE_BAD_CLIENT_ID, "12345|securemode=3,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256, .security = LG_SECURITY_TLS },
  { "tls-mode-over-tcp", LG_PRACTICE_BAD_CLIENT_ID, "12345|securemode=2,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256, .security = LG_SECURITY_TCP },
  { "unknown-method", LG_PRACTICE_BAD_CLIENT_ID, "12345|securemode=2,signmethod=sha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256 },
  { "registration", LG_PRACTICE_BAD_CLIENT_ID,
    "12345|securemode=2,authType=register,random=1,signmethod=hmacsha256|", .content = WITH_ID },
  { "id-of-65", LG_PRACTICE_BAD_CLIENT_ID,
    "0123456789012345678901234567890123456789012345678901234567890123x"
    "|securemode=2,signmethod=hmacsha256|", .content = WITH_ID },
  { "keepalive-29", LG_PRACTICE_BAD_KEEPALIVE, "12345|securemode=2,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256, .keepalive = 29 },
  { "keepalive-1201", LG_PRACTICE_BAD_KEEPALIVE, "12345|securemode=2,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256, .keepalive = 1201 },
  /* ... and the client ID before the credentials. */
  { "no-bars-and-wrong-password", LG_PRACTICE_BAD_CLIENT_ID, "12345", "wrong" },

  { "unknown-device", LG_PRACTICE_NOT_AUTHORIZED, "12345|securemode=2,signmethod=hmacsha256|",
    .content = "clientId12345deviceNameotherproductKeypk", .digest = G_CHECKSUM_SHA256,
    .username = "other&pk" },
  { "unknown-product", LG_PRACTICE_NOT_AUTHORIZED, "12345|securemode=2,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256, .username = "device&other" },
  { "no-ampersand", LG_PRACTICE_BAD_CREDENTIALS, "12345|securemode=2,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256, .username = "device" },

  { "wrong-digest", LG_PRACTICE_BAD_CREDENTIALS, "12345|securemode=2,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA1 },
  { "wrong-order", LG_PRACTICE_BAD_CREDENTIALS, "12345|securemode=2,signmethod=hmacsha256|",
    .content = "productKeypkdeviceNamedeviceclientId12345", .digest = G_CHECKSUM_SHA256 },
  { "bars-signed", LG_PRACTICE_BAD_CREDENTIALS, "12345|securemode=2,signmethod=hmacsha256|",
    .content = "clientId12345|securemode=2,signmethod=hmacsha256|deviceNamedeviceproductKeypk",
    .digest = G_CHECKSUM_SHA256 },
  { "other-timestamp", LG_PRACTICE_BAD_CREDENTIALS,
    "12345|securemode=2,signmethod=hmacsha256,timestamp=788|",
    .content = SIGNED, .digest = G_CHECKSUM_SHA256 },
  { "timestamp-not-sent", LG_PRACTICE_BAD_CREDENTIALS,
    "12345|securemode=2,signmethod=hmacsha256|",
    .content = SIGNED, .digest = G_CHECKSUM_SHA256 },
  { "id-not-signed", LG_PRACTICE_BAD_CREDENTIALS, "12345|securemode=2,signmethod=hmacsha256|",
    .content = "deviceNamedeviceproductKeypk", .digest = G_CHECKSUM_SHA256 },
  { "no-password", LG_PRACTICE_BAD_CREDENTIALS, "12345|securemode=2,signmethod=hmacsha256|" },
  { "secret-as-token", LG_PRACTICE_BAD_CREDENTIALS, "12345|securemode=-2,authType=connwl|",
    "secret" },
  { "no-token", LG_PRACTICE_BAD_CREDENTIALS, "12345|securemode=-2,authType=connwl|" },

  { "will", LG_PRACTICE_HANG_UP, "12345|securemode=2,signmethod=hmacsha256|",
    .content = WITH_ID, .digest = G_CHECKSUM_SHA256, .flags = 0x04 },
};

static LgSlice
slice (const char *text)
{
  return (LgSlice) { (const guint8 *) text, text != NULL ? strlen (text) : 0 };
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (LgSecret) secret = lg_secret_new ("secret");
  g_autoptr (LgSecret) token = lg_secret_new ("^1^2^token");
  g_autoptr (LgPracticeDevice) device = lg_practice_device_new ("pk", "device", secret, token);
  g_autofree char *password = g_strdup (row->password);
  gboolean notify = FALSE;
  LgPacket connect = LG_PACKET_INIT;

  if (row->content != NULL)
    password = g_compute_hmac_for_string (row->digest, (const guchar *) "secret", 6, row->content,
                                          -1);
  connect.type = LG_PACKET_CONNECT;
  connect.version = row->version != 0 ? row->version : LG_MQTT_3_1_1;
  connect.connect_flags = row->flags;
  connect.keepalive = row->keepalive != 0 ? row->keepalive : 60;
  connect.client_id = slice (row->client_id);
  connect.username = slice (row->username != NULL ? row->username : "device&pk");
  connect.password = slice (password);

  g_assert_cmpint (lg_practice_login_judge (device, &connect, row->security, &notify), ==,
                   row->verdict);
  if (row->verdict == LG_PRACTICE_ACCEPTED)
    g_assert_cmpint (notify, ==, row->notify);
}

/* What each verdict tells a device, in the form of its version. */
static void
test_refusals (void)
{
  static const struct
  {
    LgPracticeVerdict verdict;
    int               code_3; /* -1: no answer */
    guint8            code_5;
  } refusals[] = {
    { LG_PRACTICE_BAD_VERSION, 1, 0x84 },
    { LG_PRACTICE_BAD_CLIENT_ID, 2, 0x85 },
    { LG_PRACTICE_BAD_KEEPALIVE, 2, 0x85 },
    { LG_PRACTICE_UNAVAILABLE, 3, 0x88 },
    { LG_PRACTICE_BAD_CREDENTIALS, 4, 0x86 },
    { LG_PRACTICE_NOT_AUTHORIZED, 5, 0x87 },
    { LG_PRACTICE_HANG_UP, -1, 0x83 },
    { LG_PRACTICE_BAD_METHOD, -1, 0x8c },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GByteArray) three = g_byte_array_new ();
      g_autoptr (GByteArray) five = g_byte_array_new ();
      g_auto (LgPacket) packet = LG_PACKET_INIT;

      lg_practice_login_write_refusal (LG_MQTT_3_1_1, refusals[i].verdict, three);
      if (refusals[i].code_3 < 0)
        {
          g_assert_cmpuint (three->len, ==, 0);
        }
      else
        {
          g_assert_true (lg_packet_dissect (&packet, three->data, three->len, LG_MQTT_3_1_1,
                                            LG_DIRECTION_IN, NULL));
          g_assert_cmpuint (packet.code, ==, refusals[i].code_3);
        }

      lg_practice_login_write_refusal (LG_MQTT_5, refusals[i].verdict, five);
      g_assert_true (lg_packet_dissect (&packet, five->data, five->len, LG_MQTT_5,
                                        LG_DIRECTION_IN, NULL));
      g_assert_cmpuint (packet.code, ==, refusals[i].code_5);
      g_assert_nonnull (lg_packet_find_property (&packet, LG_PROPERTY_REASON_STRING));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/practice/login/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }  g_test_add_func ("/practice/login/refusals", test_refusals);

  return g_test_run ();
}
