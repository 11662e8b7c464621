/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-practice-registration.h"

#include "device/lg-mqtt-client-id.h"
#include "mqtt/lg-packet-writer.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* What a CONNECT asks for. */
typedef struct
{
  LgMqttClientId *client_id;
  const char     *random;
  char           *device_name; /* NULL: the user name is not one of the product */
  LgSignMethod    method;
  gboolean        preregistered;
} Request;

static void
request_clear (Request *self)
{
  lg_mqtt_client_id_free (self->client_id);
  g_free (self->device_name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static gboolean
parse_method (const char   *nick,
              LgSignMethod *method)
{
  g_autoptr (GEnumClass) methods = g_type_class_ref (LG_TYPE_SIGN_METHOD);
  const GEnumValue *value = nick != NULL ? g_enum_get_value_by_nick (methods, nick) : NULL;

  if (value == NULL || !lg_sign_method_is_verified (value->value))
    return FALSE;
  *method = value->value;
  return TRUE;
}

/* The documentation has securemode -2 without pre-registration; the vendor's C SDK sends 2. */
static gboolean
is_well_formed (const Request *self)
{
  const char *mode = lg_mqtt_client_id_get (self->client_id, "securemode");

  return self->client_id->n_bars == 2 && *self->client_id->after == '\0'
         && self->random != NULL && *self->random != '\0'
         && (g_strcmp0 (mode, "2") == 0
             || (g_strcmp0 (mode, "-2") == 0 && !self->preregistered));
}

/* `DeviceName&ProductKey` */
static char *
dup_device_name (LgPracticeRegistry *registry,
                 LgSlice             username)
{
  const char *product_key = lg_practice_registry_get_device (registry)->product_key;
  g_autofree char *text = username.data != NULL ? lg_slice_dup_text (username) : g_strdup ("");
  char *bar = strrchr (text, '&');

  if (bar == NULL || bar == text || strcmp (bar + 1, product_key) != 0)
    return NULL;
  return g_strndup (text, bar - text);
}

static gboolean
signature_fits (LgPracticeRegistry *registry,
                const Request      *request,
                LgSlice             password)
{
  g_autoptr (LgConnectParams) params = NULL;
  g_autoptr (LgCredentials) credentials =
    g_object_new (LG_TYPE_CREDENTIALS,
                  "mode", LG_MODE_REGISTRATION,
                  "product-key", lg_practice_registry_get_device (registry)->product_key,
                  "device-name", request->device_name,
                  "secret", lg_practice_registry_get_product_secret (registry),
                  "sign-method", request->method,
                  "random", request->random,
                  NULL);

  params = lg_connect_params_new (credentials, LG_SECURITY_TLS, 0, NULL);
  return params != NULL && lg_practice_login_password_fits (params, password);
}

static void
add (JsonBuilder *builder,
     const char  *name,
     const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static char *
write_names (const LgPracticeDevice *device,
             gboolean                preregistered)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add (builder, "productKey", device->product_key);
  add (builder, "deviceName", device->device_name);
  if (!preregistered)
    add (builder, "clientId", device->client_id);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* A JSON library keeps copies, so the secret, which has nothing to escape, joins the names here. */
static void
write_answer (const LgPracticeDevice *device,
              gboolean                preregistered,
              LgMqttVersion           version,
              GByteArray             *out)
{
  g_autofree char *names = write_names (device, preregistered);
  g_autofree char *before = g_strdup_printf ("%.*s,\"%s\":\"", (int) strlen (names) - 1, names,
                                             preregistered ? "deviceSecret" : "deviceToken");
  LgSecret *secret = preregistered ? device->secret : device->token;
  gsize length = strlen (before) + lg_secret_get_length (secret) + strlen ("\"}");
  g_autofree char *text = g_malloc (length + 1);

  g_snprintf (text, length + 1, "%s%s\"}", before, lg_secret_peek (secret));
  lg_packet_write_publish (out, version, preregistered ? "/ext/register" : "/ext/regnwl",
                           text, length, 0, 0, FALSE);
  explicit_bzero (text, length);
}

/* A device may register again until it has been online, and what it got before is void. */
static gboolean
renew (LgPracticeDevice *device,
       gboolean          preregistered)
{
  if (preregistered)
    return lg_practice_device_renew_secret (device, NULL);

  if (!lg_practice_device_renew_token (device, NULL))
    return FALSE;
  device->client_id = g_strdup_printf ("practice%08x", g_random_int ());
  return TRUE;
}

/**
 * lg_practice_registration_is_asked:
 * @connect: a CONNECT
 *
 * Returns: whether it is not a login, but asks what to log in with
 */
gboolean
lg_practice_registration_is_asked (const LgPacket *connect)
{
  g_autofree char *text = lg_slice_dup_text (connect->client_id);
  g_autoptr (LgMqttClientId) client_id = lg_mqtt_client_id_parse (text);
  const char *auth_type = lg_mqtt_client_id_get (client_id, "authType");

  return g_strcmp0 (auth_type, "register") == 0 || g_strcmp0 (auth_type, "regnwl") == 0;
}

/**
 * lg_practice_registration_judge:
 * @registry: the product and its devices; a device may be added, and gets a new secret
 * @connect: a CONNECT that asks for registration
 * @security: the transport it came over
 * @answer: (nullable): gets the message that delivers the secret; nothing if the device has been
 *   online already. %NULL: only judge
 *
 * Decides about a registration as the vendor documents it ("MQTT-based dynamic registration",
 * document 132111): over TLS only and with every parameter (else CONNACK 2), signed with the
 * ProductSecret over `deviceName`, `productKey` and `random` (else 4). Keep Alive is not judged.
 *
 * Returns: the verdict
 */
LgPracticeVerdict
lg_practice_registration_judge (LgPracticeRegistry *registry,
                                const LgPacket     *connect,
                                LgSecurity          security,
                                GByteArray         *answer)
{
  g_autofree char *text = lg_slice_dup_text (connect->client_id);
  g_auto (Request) request = { .client_id = lg_mqtt_client_id_parse (text) };
  LgPracticeDevice *device;

  request.random = lg_mqtt_client_id_get (request.client_id, "random");
  request.preregistered =
    g_strcmp0 (lg_mqtt_client_id_get (request.client_id, "authType"), "register") == 0;
  if (security != LG_SECURITY_TLS || !is_well_formed (&request)
      || !parse_method (lg_mqtt_client_id_get (request.client_id, "signmethod"), &request.method))
    return LG_PRACTICE_BAD_CLIENT_ID;

  request.device_name = dup_device_name (registry, connect->username);
  if (request.device_name == NULL || !signature_fits (registry, &request, connect->password))
    return LG_PRACTICE_BAD_CREDENTIALS;

  device = lg_practice_registry_find (registry, request.device_name);
  if (device == NULL && request.preregistered)
    return LG_PRACTICE_BAD_CREDENTIALS;
  if (answer == NULL || (device != NULL && device->activated))
    return LG_PRACTICE_ACCEPTED;

  if (device == NULL)
    device = lg_practice_registry_add (registry, request.device_name);
  if (!renew (device, request.preregistered))
    return LG_PRACTICE_UNAVAILABLE;
  write_answer (device, request.preregistered, connect->version, answer);
  return LG_PRACTICE_ACCEPTED;
}
