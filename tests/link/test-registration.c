/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dynamic registration at the practice platform, over TLS and IPv4, and every way it is refused. */
#include "link-fixture.h"

#include "link/lg-registration.h"

#include <string.h>

#define UNKNOWN_DEVICE "never-seen-before"

typedef struct
{
  LgPractice *practice;
  LgLink     *link;
} Fixture;

static LgSecret *
read_secret (const char *path)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return lg_secret_new (text);
}

static void
open_fixture (Fixture    *self,
              const char *fault,
              gboolean    preregistered,
              LgProtocol  protocol)
{
  const LgPracticeOptions options = {
    .fault = fault != NULL ? lg_practice_fault_find (fault) : NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LgSecret) secret = NULL;
  const LgPracticePort *ports;
  LgCredentials *credentials;
  LgEndpoint *endpoint;
  gsize n_ports;

  self->practice = lg_practice_new (&options);
  lg_practice_start (self->practice, &error);
  g_assert_no_error (error);
  self->link = link_new_practice (self->practice);

  secret = read_secret (lg_practice_get_product_secret_file (self->practice));
  credentials = lg_profile_get_credentials (lg_link_get_profile (self->link));
  g_object_set (credentials,
                "mode", LG_MODE_REGISTRATION,
                "preregistered", preregistered,
                "secret", secret,
                "device-name", preregistered ? lg_practice_get_new_device_name (self->practice)
                                             : UNKNOWN_DEVICE,
                NULL);

  ports = lg_practice_get_ports (self->practice, &n_ports);
  endpoint = lg_profile_get_endpoint (lg_link_get_profile (self->link));
  lg_root_store_load_file (lg_link_get_roots (self->link), ports[0].root_file, &error);
  g_assert_no_error (error);
  lg_endpoint_set_protocol (endpoint, protocol);
  lg_endpoint_set_security (endpoint, LG_SECURITY_TLS);
  lg_endpoint_set_port (endpoint, ports[0].port);
  lg_endpoint_set_root (endpoint, ports[0].root_file);
}

static void
close_fixture (Fixture *self)
{
  link_close (self->link);
  g_object_unref (self->practice);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **done = user_data;

  *done = g_object_ref (result);
}

static gboolean
is_done (gpointer user_data)
{
  GAsyncResult **done = user_data;

  return *done != NULL;
}

static LgRegistration *
try_to_register (LgLink        *link,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (GAsyncResult) done = NULL;

  lg_link_register_async (link, cancellable, done_cb, &done);
  link_wait (is_done, &done);
  return lg_link_register_finish (link, done, error);
}

static LgRegistration *
do_register (LgLink *link)
{
  g_autoptr (GError) error = NULL;
  LgRegistration *registration = try_to_register (link, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (lg_session_get_state (lg_link_get_session (link)), ==,
                   LG_SESSION_DISCONNECTED);
  return registration;
}

static const char *
get_cause (LgLink *link)
{
  return lg_diagnosis_get_latest (lg_link_get_diagnosis (link))->cause;
}

static void
assert_not_recorded (LgLink   *link,
                     LgSecret *secret)
{
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (lg_recording_close (lg_link_get_recording (link), NULL));
  g_object_get (link, "record-path", &path, NULL);
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_assert_nonnull (memmem (bytes, length, "/ext/reg", strlen ("/ext/reg")));
  g_assert_null (memmem (bytes, length, lg_secret_peek (secret), lg_secret_get_length (secret)));
}

typedef struct
{
  const char *name;
  gboolean    preregistered;
  LgProtocol  protocol;
} Kind;

static const Kind kinds[] = {
  { "preregistered/3.1.1", TRUE, LG_PROTOCOL_MQTT_3_1_1 },
  { "preregistered/5", TRUE, LG_PROTOCOL_MQTT_5 },
  { "unknown/3.1.1", FALSE, LG_PROTOCOL_MQTT_3_1_1 },
  { "unknown/5", FALSE, LG_PROTOCOL_MQTT_5 },
};

/* What it gets is different each time until it has been online, and is what it can log in with. */
static void
test_registered (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (LgRegistration) first = NULL;
  g_autoptr (LgRegistration) second = NULL;
  LgCredentials *credentials;
  Fixture fixture;

  open_fixture (&fixture, NULL, kind->preregistered, kind->protocol);
  credentials = lg_profile_get_credentials (lg_link_get_profile (fixture.link));

  first = do_register (fixture.link);
  g_assert_cmpstr (get_cause (fixture.link), ==, "client.disconnected");
  g_assert_cmpstr (first->product_key, ==, lg_practice_get_product_key (fixture.practice));
  g_assert_cmpstr (first->device_name, ==, lg_credentials_get_device_name (credentials));
  g_assert_cmpint (first->client_id == NULL, ==, kind->preregistered);

  second = do_register (fixture.link);
  g_assert_false (lg_secret_equal (first->secret, second->secret));

  lg_registration_apply (first, credentials);
  g_assert_cmpint (lg_credentials_get_mode (credentials), ==,
                   kind->preregistered ? LG_MODE_DEVICE_SECRET : LG_MODE_NO_PREREGISTRATION);
  link_connect (fixture.link);
  link_settle (fixture.link, LG_SESSION_DISCONNECTED);
  g_assert_cmpstr (get_cause (fixture.link), ==, "auth.bad-credentials");

  lg_registration_apply (second, credentials);
  link_connect (fixture.link);
  link_settle (fixture.link, LG_SESSION_CONNECTED);
  lg_link_disconnect (fixture.link);
  link_settle (fixture.link, LG_SESSION_DISCONNECTED);

  assert_not_recorded (fixture.link, first->secret);
  assert_not_recorded (fixture.link, second->secret);
  close_fixture (&fixture);
}

static void
test_activated (void)
{
  g_autoptr (LgRegistration) registration = NULL;
  g_autoptr (GError) error = NULL;
  LgCredentials *credentials;
  Fixture fixture;

  open_fixture (&fixture, NULL, TRUE, LG_PROTOCOL_MQTT_3_1_1);
  credentials = lg_profile_get_credentials (lg_link_get_profile (fixture.link));
  lg_credentials_set_device_name (credentials, lg_practice_get_device_name (fixture.practice));
  registration = try_to_register (fixture.link, NULL, &error);
  g_assert_null (registration);
  g_assert_error (error, LG_REGISTRATION_ERROR, LG_REGISTRATION_ERROR_REFUSED);
  g_assert_cmpstr (get_cause (fixture.link), ==, "register.already-active");
  close_fixture (&fixture);
}

/* What a recording of it tells whoever opens it later. */
static void
assert_same_verdict (LgLink     *link,
                     const char *cause)
{
  g_autoptr (LgDiagnosis) diagnosis = lg_diagnosis_new ();
  LgEndpoint *endpoint = lg_profile_get_endpoint (lg_link_get_profile (link));
  LgRecording *recording = lg_link_get_recording (link);

  g_assert_true (lg_recording_close (recording, NULL));
  lg_diagnosis_set_target (diagnosis, endpoint, "127.0.0.1", NULL);
  for (guint64 id = 1; id <= lg_recording_get_length (recording); id++)
    {
      g_autoptr (LgEvent) event = lg_recording_read (recording, id, NULL);

      g_assert_nonnull (event);
      lg_diagnosis_feed (diagnosis, event);
    }
  g_assert_cmpstr (lg_diagnosis_get_latest (diagnosis)->cause, ==, cause);
}

typedef struct
{
  const char *name;
  const char *fault;
  gboolean    plain;
  const char *secret;
  gboolean    odd_method;
  const char *cause;
  LgProtocol  protocol;
} Refusal;

static const Refusal refusals[] = {
  { "plain-tcp", NULL, TRUE, NULL, FALSE, "register.plain-tcp" },
  { "wrong-product-secret", NULL, FALSE, "0123456789abcdef", FALSE, "register.bad-signature" },
  { "ill-formed", NULL, FALSE, NULL, TRUE, "register.refused" },
  { "refused", "registration-refused", FALSE, NULL, FALSE, "register.bad-signature" },
  { "switched-off", "registration-off", FALSE, NULL, FALSE, "register.refused" },
  { "already-active", "registration-active", FALSE, NULL, FALSE, "register.already-active" },
  { "no-answer", "registration-silent", FALSE, NULL, FALSE, "register.timeout" },
  { "expired", "expired", FALSE, NULL, FALSE, "cert.expired" },
  { "plain-tcp/5", NULL, TRUE, NULL, FALSE, "register.plain-tcp", LG_PROTOCOL_MQTT_5 },
  { "wrong-product-secret/5", NULL, FALSE, "0123456789abcdef", FALSE, "register.bad-signature",
    LG_PROTOCOL_MQTT_5 },
  { "ill-formed/5", NULL, FALSE, NULL, TRUE, "register.refused", LG_PROTOCOL_MQTT_5 },
  { "switched-off/5", "registration-off", FALSE, NULL, FALSE, "register.refused",
    LG_PROTOCOL_MQTT_5 },
  { "already-active/5", "registration-active", FALSE, NULL, FALSE, "register.already-active",
    LG_PROTOCOL_MQTT_5 },
  { "no-answer/5", "registration-silent", FALSE, NULL, FALSE, "register.timeout",
    LG_PROTOCOL_MQTT_5 },
};

static void
test_refused (gconstpointer data)
{
  const Refusal *row = data;
  g_autoptr (LgRegistration) registration = NULL;
  g_autoptr (LgSecret) secret = row->secret != NULL ? lg_secret_new (row->secret) : NULL;
  g_autoptr (GError) error = NULL;
  LgCredentials *credentials;
  Fixture fixture;

  open_fixture (&fixture, row->fault, TRUE, row->protocol);
  credentials = lg_profile_get_credentials (lg_link_get_profile (fixture.link));
  lg_link_set_answer_timeout (fixture.link, 400);
  if (secret != NULL)
    lg_credentials_set_secret (credentials, secret);
  if (row->odd_method)
    lg_credentials_set_sign_method (credentials, LG_SIGN_METHOD_SHA256);
  if (row->plain)
    {
      LgEndpoint *endpoint = lg_profile_get_endpoint (lg_link_get_profile (fixture.link));
      const LgPracticePort *ports;
      gsize n_ports;

      ports = lg_practice_get_ports (fixture.practice, &n_ports);
      lg_endpoint_set_security (endpoint, LG_SECURITY_TCP);
      lg_endpoint_set_port (endpoint, ports[n_ports - 1].port);
    }

  registration = try_to_register (fixture.link, NULL, &error);
  g_assert_null (registration);
  g_assert_error (error, LG_REGISTRATION_ERROR, LG_REGISTRATION_ERROR_REFUSED);
  g_assert_cmpstr (get_cause (fixture.link), ==, row->cause);
  g_assert_cmpint (lg_reconnector_get_seconds_left (lg_link_get_reconnector (fixture.link)), ==,
                   -1);
  assert_same_verdict (fixture.link, row->cause);
  close_fixture (&fixture);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (LgRegistration) registration = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  open_fixture (&fixture, "registration-silent", TRUE, LG_PROTOCOL_MQTT_3_1_1);
  lg_link_register_async (fixture.link, cancellable, done_cb, &done);
  link_settle (fixture.link, LG_SESSION_CONNECTED);
  g_cancellable_cancel (cancellable);
  link_wait (is_done, &done);
  registration = lg_link_register_finish (fixture.link, done, &error);
  g_assert_null (registration);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&done);
  close_fixture (&fixture);
}

/* No message may quote a secret. */
static void
test_answers (void)
{
  static const struct
  {
    const char *json;
    const char *secret;
    const char *client_id;
  } rows[] = {
    { "{\"productKey\":\"pk\",\"deviceName\":\"dn\",\"deviceSecret\":\"Zx9\"}", "Zx9", NULL },
    { "{ \"deviceSecret\" : \"Zx9\" , \"deviceName\":\"dn\",\n\"productKey\":\"pk\" }", "Zx9",
      NULL },
    { "{\"productKey\":\"pk\",\"deviceName\":\"dn\",\"clientId\":\"id\","
      "\"deviceToken\":\"^1^Zx9\"}", "^1^Zx9", "id" },
    { "{\"productKey\":\"pk\",\"deviceName\":\"dn\",\"deviceToken\":\"Zx9\"}", NULL, NULL },
    { "{\"productKey\":\"pk\",\"deviceName\":\"dn\",\"deviceSecret\":\"\"}", NULL, NULL },
    { "{\"productKey\":\"pk\",\"deviceName\":\"dn\","
      "\"deviceSecret\":\"Zx9\\u0041\\/\\u003d\"}", "Zx9A/=", NULL },
    { "{\"\\u0070roductKey\":\"p\\u006b\",\"deviceName\":\"\\u0064n\","
      "\"clientId\":\"i\\u0064\",\"device\\u0054oken\":\"^1^\\ud83d\\ude00\"}", "^1^😀", "id" },
    /* Another member, whatever it holds and is called, takes nothing away. */
    { "{\"data\":{\"deviceSecret\":\"no\"},\"note\":\"\\\"deviceSecret\\\":\","
      "\"productKey\":\"pk\",\"deviceName\":\"dn\",\"deviceSecret\":\"Zx9\",\"clientId\":\"id\","
      "\"deviceToken\":null}", "Zx9", NULL },
    { "{\"productKey\":\"pk\",\"deviceName\":\"dn\",\"clientId\":\"id\",\"deviceSecret\":\"\","
      "\"deviceToken\":\"Zx9\"}", "Zx9", "id" },
    { "{\"data\":{\"productKey\":\"pk\",\"deviceName\":\"dn\",\"deviceSecret\":\"Zx9\"}}", NULL,
      NULL },
    { "{\"productKey\":\"pk\",\"deviceName\":\"dn\",\"deviceSecret\":\"Zx9\"},", NULL, NULL },
    { "{\"productKey\":\"pk\",\"deviceName\":\"dn\",\"deviceSecret\":\"Zx9\\ud83d\"}", NULL, NULL },
    { "{\"productKey\":\"pk\",\"deviceName\":\"dn\",\"deviceSecret\":\"Zx9\\u0000\"}", NULL, NULL },
    { "{\"productKey\":\"pk\",\"deviceName\":\"dn\",\"deviceSecret\":[\"Zx9\"]}", NULL, NULL },
    { "{\"productKey\":\"pk\",\"deviceName\":\"dn\",\"deviceSecret\":\"Zx9\"", NULL, NULL },
    { "{\"deviceSecret\":\"Zx9\",\"deviceSecret\":\"Zx9\",\"productKey\":\"pk\","
      "\"deviceName\":\"dn\"}", NULL, NULL },
    { "{\"deviceSecret\":\"Zx9\"}", NULL, NULL },
    { "Zx9", NULL, NULL },
    { "", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LgSecret) answer = lg_secret_new (rows[i].json);
      g_autoptr (GError) error = NULL;
      g_autoptr (LgRegistration) self = lg_registration_new (answer, &error);

      if (rows[i].secret == NULL)
        {
          g_assert_null (self);
          g_assert_error (error, LG_REGISTRATION_ERROR, LG_REGISTRATION_ERROR_ANSWER);
          g_assert_null (strstr (error->message, "Zx9"));
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (self->product_key, ==, "pk");
      g_assert_cmpstr (self->device_name, ==, "dn");
      g_assert_cmpstr (self->client_id, ==, rows[i].client_id);
      g_assert_cmpstr (lg_secret_peek (self->secret), ==, rows[i].secret);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/registration/answers", test_answers);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/registration/registered/%s", kinds[i].name);

      g_test_add_data_func (path, &kinds[i], test_registered);
    }
  g_test_add_func ("/registration/activated", test_activated);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/registration/refused/%s", refusals[i].name);

      g_test_add_data_func (path, &refusals[i], test_refused);
    }
  g_test_add_func ("/registration/cancelled", test_cancelled);

  return g_test_run ();
}
