/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-login.h"

#include "mqtt/lg-packet-writer.h"
#include "mqtt/lg-reason-code.h"
#include "platform/lg-platform.h"

#include <string.h>

#define CONNECT_FLAG_WILL 0x04
#define EXT_NOTIFY 2 /* bit 1 of `ext`: wants /ext/notify (the vendor's C SDK 4) */

/* `ID|k=v,k=v|`. Values may hold bars (`lan=JS|Ali`), so the first and the last count. Blanks
 * around a parameter and a trailing comma are sent by the vendor's own SDKs. */
static gboolean
parse_client_id (const char  *text,
                 char       **id,
                 GHashTable **parameters)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *between = NULL;
  g_auto (GStrv) items = NULL;
  const char *first = strchr (text, '|');
  const char *last = strrchr (text, '|');

  if (first == NULL || first == last || last[1] != '\0')
    return FALSE;

  between = g_strndup (first + 1, last - first - 1);
  items = g_strsplit (between, ",", -1);
  for (guint i = 0; items[i] != NULL; i++)
    {
      char *item = g_strstrip (items[i]);
      char *equals = strchr (item, '=');

      if (*item == '\0')
        continue;
      if (equals == NULL || equals == item)
        return FALSE;
      g_hash_table_replace (found, g_strndup (item, equals - item), g_strdup (equals + 1));
    }

  *id = g_strndup (text, first - text);
  *parameters = g_steal_pointer (&found);
  return TRUE;
}

/**
 * lg_practice_login_password_fits:
 * @params: what should have been sent
 * @password: what was
 *
 * Returns: whether the two are the same, in either case of hexadecimal: SDKs send both
 */
gboolean
lg_practice_login_password_fits (const LgConnectParams *params,
                                 LgSlice                password)
{
  LgSecret *expected = lg_connect_params_get_password (params);

  return lg_secret_get_length (expected) == password.length
         && g_ascii_strncasecmp (lg_secret_peek (expected), (const char *) password.data,
                                 password.length) == 0;
}

/* The vendor does not say what a securemode that does not fit the transport gets (some users run 2
 * over plain TCP); refusing it with CONNACK 2 is our choice, so that the mismatch is seen. */
static gboolean
secure_mode_fits (const char *mode,
                  LgSecurity  security)
{
  return g_strcmp0 (mode, security == LG_SECURITY_TLS ? "2" : "3") == 0;
}

static gboolean
signature_fits (const LgPracticeDevice *device,
                const char             *id,
                const char             *timestamp,
                LgSignMethod            method,
                LgSlice                 password)
{
  g_autoptr (LgCredentials) credentials = lg_credentials_new ();
  g_autoptr (LgConnectParams) params = NULL;

  lg_credentials_set_product_key (credentials, device->product_key);
  lg_credentials_set_device_name (credentials, device->device_name);
  lg_credentials_set_secret (credentials, device->secret);
  lg_credentials_set_client_id (credentials, id);
  lg_credentials_set_sign_method (credentials, method);
  lg_credentials_set_timestamp_policy (credentials, timestamp != NULL ? LG_TIMESTAMP_FIXED
                                                                      : LG_TIMESTAMP_NONE);
  lg_credentials_set_timestamp (credentials, timestamp != NULL ? timestamp : "");
  params = lg_connect_params_new (credentials, LG_SECURITY_TLS, 0, NULL);
  return params != NULL && lg_practice_login_password_fits (params, password);
}

static LgPracticeVerdict
judge_signature (const LgPracticeDevice *device,
                 const char             *id,
                 GHashTable             *parameters,
                 LgSlice                 password)
{
  g_autoptr (GEnumClass) methods = g_type_class_ref (LG_TYPE_SIGN_METHOD);
  const char *timestamp = g_hash_table_lookup (parameters, "timestamp");
  const char *nick = g_hash_table_lookup (parameters, "signmethod");
  const GEnumValue *method;

  /* "Default value: hmacmd5" (Alibaba Cloud, MQTT connections over TCP). It lists sha256, too,
   * but no page says how to compute it. */
  method = g_enum_get_value_by_nick (methods, nick != NULL ? nick : "hmacmd5");
  if (method == NULL || !lg_sign_method_is_verified (method->value))
    return LG_PRACTICE_BAD_CLIENT_ID;
  if (signature_fits (device, id, timestamp, method->value, password))
    return LG_PRACTICE_ACCEPTED;
  /* On the wire an empty clientId and none look the same; SDKs sign either way. */
  if (*id == '\0' && signature_fits (device, NULL, timestamp, method->value, password))
    return LG_PRACTICE_ACCEPTED;
  return LG_PRACTICE_BAD_CREDENTIALS;
}

static LgPracticeVerdict
judge_token (const LgPracticeDevice *device,
             const char             *id,
             LgSlice                 password)
{
  g_autoptr (LgSecret) given = lg_secret_new_bytes (password.data, password.length);

  /* Registration delivers the two as a pair. */
  if (device->client_id != NULL && strcmp (id, device->client_id) != 0)
    return LG_PRACTICE_BAD_CREDENTIALS;
  return lg_secret_equal (given, device->token) ? LG_PRACTICE_ACCEPTED
                                                : LG_PRACTICE_BAD_CREDENTIALS;
}

static LgPracticeVerdict
judge_username (const LgPracticeDevice *device,
                LgSlice                 username)
{
  g_autofree char *text = username.data != NULL ? lg_slice_dup_text (username) : g_strdup ("");
  g_autofree char *expected = g_strdup_printf ("%s&%s", device->device_name, device->product_key);

  if (strchr (text, '&') == NULL)
    return LG_PRACTICE_BAD_CREDENTIALS;
  return strcmp (text, expected) == 0 ? LG_PRACTICE_ACCEPTED : LG_PRACTICE_NOT_AUTHORIZED;
}

/**
 * lg_practice_login_judge:
 * @device: the device that the user name names, or any other
 * @connect: a CONNECT
 * @security: the transport it came over
 * @notify: (out): whether the client asked to be told on `/ext/notify` why it is closed
 *
 * Decides about a login as the vendor documents it ("MQTT-TLS connections", 2023-12; CONNACK
 * codes: document 148610), in this order: form of the client ID; Keep Alive;
 * device; signature over `clientId`, `deviceName`, `productKey` and `timestamp` as submitted.
 * Without pre-registration (`securemode=-2`; `authType=connwl`, absent in older documentation) the
 * password is the DeviceToken.
 *
 * Pure.
 *
 * Returns: the verdict
 */
LgPracticeVerdict
lg_practice_login_judge (const LgPracticeDevice *device,
                         const LgPacket         *connect,
                         LgSecurity              security,
                         gboolean               *notify)
{
  const LgLimits *limits = lg_platform_get_limits (lg_platform_get ("alibaba"));
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  const char *mode, *auth, *ext;
  gboolean token;
  LgPracticeVerdict verdict;

  g_return_val_if_fail (connect->type == LG_PACKET_CONNECT, LG_PRACTICE_HANG_UP);

  if (lg_packet_find_property (connect, LG_PROPERTY_AUTH_METHOD) != NULL)
    return LG_PRACTICE_BAD_METHOD;
  /* No will message is supported (document 30540); no CONNACK code says so. */
  if (connect->connect_flags & CONNECT_FLAG_WILL)
    return LG_PRACTICE_HANG_UP;

  text = lg_slice_dup_text (connect->client_id);
  if (!parse_client_id (text, &id, &parameters)
      || g_utf8_strlen (id, -1) > (glong) limits->client_id_max)
    return LG_PRACTICE_BAD_CLIENT_ID;
  mode = g_hash_table_lookup (parameters, "securemode");
  auth = g_hash_table_lookup (parameters, "authType");
  token = g_strcmp0 (mode, "-2") == 0;
  if (token ? auth != NULL && strcmp (auth, "connwl") != 0
            : auth != NULL || !secure_mode_fits (mode, security))
    return LG_PRACTICE_BAD_CLIENT_ID;
  if (connect->keepalive < limits->keepalive_min || connect->keepalive > limits->keepalive_max)
    return LG_PRACTICE_BAD_KEEPALIVE;

  ext = g_hash_table_lookup (parameters, "ext");
  *notify = ext != NULL && (g_ascii_strtoull (ext, NULL, 10) & EXT_NOTIFY) != 0;

  verdict = judge_username (device, connect->username);
  if (verdict != LG_PRACTICE_ACCEPTED)
    return verdict;
  return token ? judge_token (device, id, connect->password)
               : judge_signature (device, id, parameters, connect->password);
}

/**
 * lg_practice_login_write_refusal:
 * @version: what the device speaks
 * @verdict: why it is refused
 * @out: gets the CONNACK, if there is one for it
 *
 * Writes what the device is told. With MQTT 5 that has a reason string; the vendor documents the
 * codes, not the words.
 */
void
lg_practice_login_write_refusal (LgMqttVersion      version,
                                 LgPracticeVerdict  verdict,
                                 GByteArray        *out)
{
  static const struct
  {
    LgPracticeVerdict  verdict;
    guint8             code;
    const char        *reason;
  } rows[] = {
    { LG_PRACTICE_BAD_VERSION, LG_REASON_BAD_VERSION, "This MQTT version is not spoken" },
    { LG_PRACTICE_BAD_CLIENT_ID, LG_REASON_BAD_CLIENT_ID, "The client ID is ill-formed" },
    { LG_PRACTICE_UNAVAILABLE, LG_REASON_UNAVAILABLE, "The service is not available" },
    { LG_PRACTICE_BAD_CREDENTIALS, LG_REASON_BAD_CREDENTIALS, "The signature does not fit" },
    { LG_PRACTICE_NOT_AUTHORIZED, LG_REASON_NOT_AUTHORIZED, "There is no such device" },
    { LG_PRACTICE_BAD_KEEPALIVE, LG_REASON_BAD_CLIENT_ID, "Keep Alive must be 30 to 1200 s" },
    { LG_PRACTICE_BAD_METHOD, LG_REASON_BAD_AUTH_METHOD, "No method but the password is known" },
    { LG_PRACTICE_HANG_UP, LG_REASON_IMPLEMENTATION, "A will is not supported" },
  };
  LgProperty reason = { LG_PROPERTY_REASON_STRING };
  guint8 code = verdict == LG_PRACTICE_BAD_KEEPALIVE ? LG_PRACTICE_BAD_CLIENT_ID : verdict;

  if (version != LG_MQTT_5 && verdict > G_MAXUINT8 && verdict != LG_PRACTICE_BAD_KEEPALIVE)
    return;

  for (guint i = 0; version == LG_MQTT_5 && i < G_N_ELEMENTS (rows); i++)
    if (rows[i].verdict == verdict)
      {
        code = rows[i].code;
        reason.text = (LgSlice) { (const guint8 *) rows[i].reason, strlen (rows[i].reason) };
      }
  lg_packet_write_connack (out, version, FALSE, code, &reason, reason.text.data != NULL ? 1 : 0);
}

/**
 * lg_practice_login_write_connect:
 * @device: a device that may log in
 * @version: what it speaks
 * @clean_session: what it asked for
 * @session_expiry_s: what it asked for, with MQTT 5
 * @out: gets the CONNECT for the broker
 *
 * Toward the broker a device is `PK.DN` without a password, and without a keep-alive: the scan is
 * the gateway's.
 */
void
lg_practice_login_write_connect (const LgPracticeDevice *device,
                                 LgMqttVersion           version,
                                 gboolean                clean_session,
                                 guint32                 session_expiry_s,
                                 GByteArray             *out)
{
  g_autofree char *client_id = g_strdup_printf ("%s.%s", device->product_key, device->device_name);
  const LgConnect connect = {
    .version = version,
    .client_id = client_id,
    .clean_session = clean_session,
    .session_expiry_s = session_expiry_s,
  };

  lg_packet_write_connect (out, &connect);
}
