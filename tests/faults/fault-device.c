/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-device.h"
#include "lib/lg-test-time.h"

#include <string.h>

#define DEADLINE_US (30 * G_USEC_PER_SEC)

/* With @fault: the name of one, or %NULL. */
LgPractice *
fault_practice_start (const char *fault,
                      guint       scale)
{
  LgPractice *practice = lg_practice_new (&(LgPracticeOptions) {
    .time_scale = scale,
    .fault = fault != NULL ? lg_practice_fault_find (fault) : NULL,
  });
  g_autoptr (GError) error = NULL;

  lg_practice_start (practice, &error);
  g_assert_no_error (error);
  return practice;
}

static void
stretch (FaultDevice *self,
         LgEvent     *event)
{
  if (self->begin_mono_us == 0)
    {
      self->begin_mono_us = event->mono_us;
      self->begin_wall_us = event->wall_us;
    }
  event->mono_us = self->begin_mono_us + (event->mono_us - self->begin_mono_us) * self->scale;
  event->wall_us = self->begin_wall_us + (event->wall_us - self->begin_wall_us) * self->scale;
  event->duration_us *= self->scale;
}

static void
event_cb (FaultDevice   *self,
          const LgEvent *event)
{
  LgEvent stretched = *event;

  stretch (self, &stretched);
  lg_diagnosis_feed (self->diagnosis, &stretched);
  if (event->kind != LG_EVENT_END)
    return;
  g_clear_pointer (&self->end, lg_event_free);
  self->end = lg_event_copy (&stretched);
  self->n_ends++;
}

static LgCredentials *
make_credentials (LgPractice *practice,
                  const char *extended_parameters)
{
  LgCredentials *credentials = lg_credentials_new ();
  g_autofree char *text = NULL;
  g_autoptr (LgSecret) secret = NULL;

  g_assert_true (g_file_get_contents (lg_practice_get_device_secret_file (practice), &text, NULL,
                                      NULL));
  secret = lg_secret_new (text);
  lg_credentials_set_product_key (credentials, lg_practice_get_product_key (practice));
  lg_credentials_set_device_name (credentials, lg_practice_get_device_name (practice));
  lg_credentials_set_client_id (credentials, "test");
  lg_credentials_set_extended_parameters (credentials, extended_parameters);
  lg_credentials_set_secret (credentials, secret);
  return credentials;
}

static LgRoot *
load_root (const char *file)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  LgRoot *root;

  g_assert_true (g_file_get_contents (file, &text, &length, NULL));
  bytes = g_bytes_new (text, length);
  root = lg_root_new_from_bytes ("root", LG_ROOT_FILE, bytes, &error);
  g_assert_no_error (error);
  return root;
}

static const LgPracticePort *
find_port (LgPractice *practice,
           LgSecurity  security)
{
  gsize n_ports;
  const LgPracticePort *ports = lg_practice_get_ports (practice, &n_ports);

  return security == LG_SECURITY_TLS ? &ports[0] : &ports[n_ports - 1];
}

void
fault_device_open_as (FaultDevice *self,
                      LgPractice  *practice,
                      guint        scale,
                      LgSecurity   security,
                      const char  *extended_parameters)
{
  const LgPracticePort *port = find_port (practice, security);
  g_autoptr (LgCredentials) credentials = make_credentials (practice, extended_parameters);

  *self = (FaultDevice) {
    .session = lg_session_new (),
    .mailbox = lg_mailbox_new (100000, 100 << 20),
    .diagnosis = lg_diagnosis_new (),
    .endpoint = lg_endpoint_new (),
    .root = port->tls ? load_root (port->root_file) : NULL,
    .scale = scale,
  };
  lg_endpoint_set_platform_id (self->endpoint, "practice");
  lg_endpoint_set_security (self->endpoint, security);
  self->config = (LgSessionConfig) {
    .host = lg_practice_get_host (practice),
    .port = port->port,
    .security = security,
    .root = self->root,
    .keepalive = {
      .interval_s = 300, .factor_percent = 150, .scan_period_s = 30, .pingresp_ms = 1000,
    },
    .clean_session = TRUE,
    .connack_timeout_ms = 1000,
  };
  fault_device_set_params (self, credentials);
  lg_session_set_mailbox (self->session, self->mailbox);
  g_signal_connect_swapped (self->session, "event", G_CALLBACK (event_cb), self);
}

/* With a client ID that asks to be told of a kick. */
void
fault_device_open (FaultDevice *self,
                   LgPractice  *practice,
                   guint        scale,
                   LgSecurity   security)
{
  fault_device_open_as (self, practice, scale, security, "ext=3");
}

void
fault_device_close (FaultDevice *self)
{
  lg_session_disconnect (self->session);
  fault_device_settle (self, LG_SESSION_DISCONNECTED);
  g_assert_finalize_object (self->session);
  lg_mailbox_unref (self->mailbox);
  g_clear_pointer (&self->config.params, lg_connect_params_unref);
  g_clear_pointer (&self->end, lg_event_free);
  g_clear_object (&self->root);
  g_object_unref (self->endpoint);
  g_object_unref (self->diagnosis);
}

void
fault_device_set_params (FaultDevice   *self,
                         LgCredentials *credentials)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->config.params, lg_connect_params_unref);
  self->config.params = lg_connect_params_new (credentials, self->config.security,
                                               g_get_real_time () / 1000, &error);
  g_assert_no_error (error);
}

void
fault_device_connect (FaultDevice *self)
{
  g_autoptr (GError) error = NULL;

  lg_endpoint_set_keepalive (self->endpoint, self->config.keepalive.interval_s);
  lg_diagnosis_set_target (self->diagnosis, self->endpoint, self->config.host, "root");
  self->n_before = g_list_model_get_n_items (G_LIST_MODEL (self->diagnosis));
  lg_session_connect (self->session, &self->config, &error);
  g_assert_no_error (error);
}

/* One look at everything; the recording would take the events. */
void
fault_device_drain (FaultDevice *self,
                    gint64       wait_us)
{
  g_autoptr (GPtrArray) events = lg_mailbox_take (self->mailbox, 1, wait_us);

  g_ptr_array_set_free_func (events, (GDestroyNotify) lg_event_free);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
fault_device_settle (FaultDevice    *self,
                     LgSessionState  state)
{
  gint64 deadline = lg_test_get_deadline (DEADLINE_US);

  while (lg_session_get_state (self->session) != state)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      fault_device_drain (self, 2000);
    }
}

/* Lets it live for that long, unless its link ends. */
void
fault_device_run_for (FaultDevice *self,
                      gint64       us)
{
  gint64 deadline = lg_test_get_deadline (us);
  guint n_ends = self->n_ends;

  while (g_get_monotonic_time () < deadline && self->n_ends == n_ends)
    fault_device_drain (self, 2000);
}

/* The newest finding with that cause, or %NULL; the caller owns nothing. */
LgFinding *
fault_device_find (FaultDevice *self,
                   const char  *cause)
{
  GListModel *findings = G_LIST_MODEL (self->diagnosis);

  for (guint i = g_list_model_get_n_items (findings); i > 0; i--)
    {
      g_autoptr (LgFinding) finding = g_list_model_get_item (findings, i - 1);

      if (g_str_equal (finding->cause, cause))
        return finding;
    }
  return NULL;
}

/* As evidence writes it. */
char *
fault_dup_time (gint64 wall_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (wall_us / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (time, "%H:%M:%S");

  return g_strdup_printf ("%s.%03d", text, (int) (wall_us / 1000 % 1000));
}

/* A finding names events, in order; the end is the last of them where it is about the end. */
static void
assert_events (FaultDevice *self,
               LgFinding   *finding)
{
  GArray *events = finding->events;
  gint64 last_id = 0;

  g_assert_cmpuint (events->len, >, 0);
  for (guint i = 0; i < events->len; i++)
    {
      const LgCitation *citation = &g_array_index (events, LgCitation, i);

      g_assert_cmpint (citation->id, >, last_id);
      last_id = citation->id;
    }
  if (self->end != NULL)
    g_assert_cmpint (last_id, ==, self->end->id);
}

/* Of the latest link @cause is found, its evidence says all of @evidence, and nothing else is said
   to be certain. */
void
fault_device_assert_cause (FaultDevice       *self,
                           const char        *cause,
                           LgConfidence       confidence,
                           LgSeverity         severity,
                           const char *const *evidence)
{
  GListModel *findings = G_LIST_MODEL (self->diagnosis);
  LgFinding *expected = fault_device_find (self, cause);

  for (guint i = self->n_before; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (LgFinding) finding = g_list_model_get_item (findings, i);

      g_test_message ("%s (%d): %s | %s", finding->cause,
                      finding->confidence, finding->title,
                      finding->evidence);
      if (!g_str_equal (finding->cause, cause))
        g_assert_cmpint (finding->confidence, !=, LG_CONFIDENCE_CERTAIN);
    }

  g_assert_nonnull (expected);
  g_assert_cmpint (expected->confidence, ==, confidence);
  g_assert_cmpint (expected->severity, ==, severity);
  for (guint i = 0; evidence[i] != NULL; i++)
    if (strstr (expected->evidence, evidence[i]) == NULL)
      g_error ("“%s” is not in “%s”", evidence[i], expected->evidence);
  assert_events (self, expected);
  g_assert_cmpstr (expected->title, !=, "");
  g_assert_cmpstr (expected->meaning, !=, "");
  g_assert_cmpstr (expected->advice, !=, "");
}
