/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-link.h"

#include "lg-proof.h"
#include "lg-recorded-target.h"
#include "profile/lg-profile-sign.h"
#include "session/lg-session-config.h"

#include <glib/gi18n-lib.h>

/* The platform closes 15 s after CONNACK. */
#define ANSWER_TIMEOUT_MS 10000

G_DEFINE_QUARK (lg-link-error-quark, lg_link_error)

struct _LgLink
{
  GObject          parent_instance;
  LgProfile       *profile;
  LgRootStore     *roots;
  char            *record_path;
  LgProof         *proof;
  LgSession       *session;
  LgRecording     *recording;
  LgDiagnosis     *diagnosis;
  LgAttempt       *attempt;
  LgSubscriptions *subscriptions;
  LgReconnector   *reconnector;
  gboolean         retrying;
  guint            n_disconnects;
  guint            n_attempts;
  guint            answer_timeout_ms;
  char            *will_topic;
  GBytes          *will_payload;
  guint8           will_flags;
};

G_DEFINE_FINAL_TYPE (LgLink, lg_link, G_TYPE_OBJECT)

enum
{
  PROP_PROFILE = 1,
  PROP_ROOTS,
  PROP_RECORD_PATH,
  PROP_SESSION,
  PROP_RECORDING,
  PROP_ATTEMPT,
  PROP_SUBSCRIPTIONS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint connecting_signal;

static void
session_event_cb (LgLink        *self,
                  const LgEvent *event)
{
  lg_attempt_feed (self->attempt, event);
  lg_subscriptions_feed (self->subscriptions, event);
  lg_diagnosis_feed (self->diagnosis, event);
}

static gboolean
ensure_recording (LgLink  *self,
                  GError **error)
{
  if (self->recording != NULL)
    return TRUE;

  self->recording = lg_recording_new (self->record_path, error);
  if (self->recording == NULL)
    return FALSE;

  lg_recording_set_meta (self->recording, "source", "session");
  lg_session_set_mailbox (self->session, lg_recording_get_mailbox (self->recording));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
  return TRUE;
}

/* TuyaLink is a platform and a mode, and neither goes with another one. A finished login may be
 * anyone's, and a broker of one's own may take any. */
static gboolean
is_mode_of_platform (LgMode            mode,
                     const LgPlatform *platform)
{
  LgMode usual = lg_platform_get_mode (platform);

  return mode == LG_MODE_CUSTOM || usual == LG_MODE_CUSTOM
         || (mode == LG_MODE_TUYALINK) == (usual == LG_MODE_TUYALINK);
}

/**
 * lg_link_validate:
 *
 * Judges everything typed: the credentials, then the endpoint, then whether they go together.
 *
 * Returns: (transfer full) (element-type LgIssue): the issues found; empty when there is none
 */
GPtrArray *
lg_link_validate (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  LgProfile *profile = lg_link_get_profile (self);
  LgCredentials *credentials = lg_profile_get_credentials (profile);
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
  const LgPlatform *platform = lg_endpoint_get_platform (endpoint);
  GPtrArray *issues = lg_credentials_validate (credentials);

  g_ptr_array_extend_and_steal (
    issues, lg_endpoint_validate (endpoint, lg_credentials_get_product_key (credentials)));
  if (lg_profile_is_registering (profile) && lg_endpoint_get_security (endpoint) != LG_SECURITY_TLS)
    g_ptr_array_add (issues, lg_issue_new (LG_FIELD_PORT, LG_ISSUE_RULE,
                                           _("Registration is possible over TLS only.")));
  if (!is_mode_of_platform (lg_credentials_get_mode (credentials), platform))
    g_ptr_array_add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_RISK,
                                           _("The mode chosen is made for another platform than "
                                             "“%s”."), lg_platform_get_name (platform)));
  return issues;
}

static gboolean
refuse_broken_input (LgLink  *self,
                     GError **error)
{
  g_autoptr (GPtrArray) issues = lg_link_validate (self);
  const LgIssue *worst = lg_issues_get_worst (issues);

  if (worst == NULL || worst->level < LG_ISSUE_ERROR)
    return TRUE;

  g_set_error_literal (error, LG_LINK_ERROR, LG_LINK_ERROR_INPUT, worst->message);
  return FALSE;
}

/* Diagnosis and whoever opens the recording judge by the same. */
static void
set_target (LgLink     *self,
            const char *host,
            LgRoot     *root)
{
  LgRecordedTarget target = {
    .device = (char *) lg_profile_get_name (self->profile),
    .host = (char *) host,
    .root = (char *) (root != NULL ? lg_root_get_title (root) : NULL),
    .endpoint = lg_profile_get_endpoint (self->profile),
  };

  lg_diagnosis_set_target (self->diagnosis, target.endpoint, target.host, target.root);
  lg_recorded_target_write (self->recording, self->n_attempts + 1, &target);
}

static gboolean
connect_session (LgLink                 *self,
                 const LgSessionConfig  *config,
                 GError                **error)
{
  if (!lg_session_connect (self->session, config, error))
    return FALSE;

  self->n_attempts++;
  return TRUE;
}

static gboolean
attempt (LgLink  *self,
         GError **error)
{
  LgCredentials *credentials = lg_profile_get_credentials (self->profile);
  LgEndpoint *endpoint = lg_profile_get_endpoint (self->profile);
  LgSecurity security = lg_endpoint_get_security (endpoint);
  g_autoptr (LgConnectParams) params = NULL;
  g_autofree char *host = NULL;
  LgSessionConfig config = { 0 };
  LgRoot *root = NULL;
  guint n_disconnects = self->n_disconnects;

  if (!refuse_broken_input (self, error))
    return FALSE;

  params = lg_profile_sign (self->profile, security, g_get_real_time () / 1000, error);
  if (params == NULL)
    return FALSE;

  if (security == LG_SECURITY_TLS)
    {
      root = lg_root_store_select (self->roots, lg_endpoint_get_root_name (endpoint), error);
      if (root == NULL)
        return FALSE;
    }

  if (!ensure_recording (self, error))
    return FALSE;

  host = lg_endpoint_resolve_host (endpoint, lg_credentials_get_product_key (credentials));
  set_target (self, host, root);

  config.host = host;
  config.port = lg_endpoint_get_port (endpoint);
  config.security = security;
  config.root = root;
  config.known_roots = G_LIST_MODEL (self->roots);
  config.params = params;
  config.will_topic = self->will_topic;
  config.will_payload = self->will_payload;
  config.will_flags = self->will_flags;
  lg_session_config_set_endpoint (&config, endpoint);
  if (lg_profile_is_registering (self->profile))
    config.answer_timeout_ms = self->answer_timeout_ms;
  g_signal_emit (self, connecting_signal, 0);
  if (self->n_disconnects == n_disconnects)
    return connect_session (self, &config, error);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("You disconnected"));
  return FALSE;
}

static void
retry_cb (LgLink *self)
{
  g_autoptr (GError) error = NULL;

  self->retrying = TRUE;
  if (!attempt (self, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lg_reconnector_fail (self->reconnector, error);
}

/* What the operator was asked before connecting was asked of other values. */
static void
profile_changed_cb (LgLink *self)
{
  if (lg_reconnector_get_stop (self->reconnector) == LG_RECONNECT_GOES_ON)
    lg_reconnector_end (self->reconnector, LG_RECONNECT_EDITED);
}

static void
state_cb (LgLink *self)
{
  if (self->retrying && lg_session_get_state (self->session) == LG_SESSION_CONNECTED)
    lg_subscriptions_renew (self->subscriptions, self->session);
}

static void
lg_link_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  LgLink *self = LG_LINK (object);

  switch (prop_id)
    {
    case PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;

    case PROP_ROOTS:
      g_value_set_object (value, self->roots);
      break;

    case PROP_RECORD_PATH:
      g_value_set_string (value, self->record_path);
      break;

    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;

    case PROP_RECORDING:
      g_value_set_object (value, self->recording);
      break;

    case PROP_ATTEMPT:
      g_value_set_object (value, self->attempt);
      break;

    case PROP_SUBSCRIPTIONS:
      g_value_set_object (value, self->subscriptions);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_link_set_property (GObject      *object,
                      guint         prop_id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  LgLink *self = LG_LINK (object);

  switch (prop_id)
    {
    case PROP_PROFILE:
      self->profile = g_value_dup_object (value);
      break;

    case PROP_ROOTS:
      self->roots = g_value_dup_object (value);
      break;

    case PROP_RECORD_PATH:
      self->record_path = g_value_dup_string (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_link_constructed (GObject *object)
{
  LgLink *self = LG_LINK (object);

  G_OBJECT_CLASS (lg_link_parent_class)->constructed (object);

  self->proof = lg_proof_new (self->session, self->profile);
  g_signal_connect_object (self->profile, "changed", G_CALLBACK (profile_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
lg_link_dispose (GObject *object)
{
  LgLink *self = LG_LINK (object);

  g_clear_object (&self->reconnector);
  g_clear_pointer (&self->proof, lg_proof_free);
  g_clear_object (&self->session);
  g_clear_object (&self->recording);
  g_clear_object (&self->diagnosis);
  g_clear_object (&self->attempt);
  g_clear_object (&self->subscriptions);
  g_clear_object (&self->profile);
  g_clear_object (&self->roots);

  G_OBJECT_CLASS (lg_link_parent_class)->dispose (object);
}

static void
lg_link_finalize (GObject *object)
{
  LgLink *self = LG_LINK (object);

  g_free (self->record_path);
  g_free (self->will_topic);
  g_clear_pointer (&self->will_payload, g_bytes_unref);

  G_OBJECT_CLASS (lg_link_parent_class)->finalize (object);
}

static void
lg_link_class_init (LgLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_link_get_property;
  object_class->set_property = lg_link_set_property;
  object_class->constructed = lg_link_constructed;
  object_class->dispose = lg_link_dispose;
  object_class->finalize = lg_link_finalize;

  properties[PROP_PROFILE] =
    g_param_spec_object ("profile", NULL, NULL, LG_TYPE_PROFILE, construct);
  properties[PROP_ROOTS] =
    g_param_spec_object ("roots", NULL, NULL, LG_TYPE_ROOT_STORE, construct);
  properties[PROP_RECORD_PATH] =
    g_param_spec_string ("record-path", NULL, NULL, NULL, construct);
  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, LG_TYPE_SESSION, readable);
  properties[PROP_RECORDING] =
    g_param_spec_object ("recording", NULL, NULL, LG_TYPE_RECORDING, readable);
  properties[PROP_ATTEMPT] =
    g_param_spec_object ("attempt", NULL, NULL, LG_TYPE_ATTEMPT, readable);
  properties[PROP_SUBSCRIPTIONS] =
    g_param_spec_object ("subscriptions", NULL, NULL, LG_TYPE_SUBSCRIPTIONS, readable);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  connecting_signal = g_signal_new ("connecting", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lg_link_init (LgLink *self)
{
  self->answer_timeout_ms = ANSWER_TIMEOUT_MS;
  self->diagnosis = lg_diagnosis_new ();
  self->attempt = lg_attempt_new ();
  self->subscriptions = lg_subscriptions_new ();
  self->session = lg_session_new ();
  g_signal_connect_object (self->session, "event", G_CALLBACK (session_event_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);

  /* After our own handlers: it asks the diagnosis they feed. */
  self->reconnector = lg_reconnector_new (self->session, self->diagnosis);
  g_signal_connect_object (self->reconnector, "retry", G_CALLBACK (retry_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * lg_link_new:
 * @profile: the device
 * @roots: every root it may be judged against
 * @record_path: (nullable): file to record into; %NULL for one in the user's cache directory
 *
 * Makes a link that is not connected. Main thread only, as everything here.
 *
 * Returns: (transfer full): a new link
 */
LgLink *
lg_link_new (LgProfile   *profile,
             LgRootStore *roots,
             const char  *record_path)
{
  g_return_val_if_fail (LG_IS_PROFILE (profile) && LG_IS_ROOT_STORE (roots), NULL);

  return g_object_new (LG_TYPE_LINK,
                       "profile", profile,
                       "roots", roots,
                       "record-path", record_path,
                       NULL);
}

/**
 * lg_link_get_profile:
 *
 * Returns: (transfer none): the device this link is for
 */
LgProfile *
lg_link_get_profile (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->profile;
}

/**
 * lg_link_get_roots:
 *
 * Returns: (transfer none): the roots given at construction
 */
LgRootStore *
lg_link_get_roots (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->roots;
}

/**
 * lg_link_get_session:
 *
 * Returns: (transfer none): the session, the same one for every attempt
 */
LgSession *
lg_link_get_session (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->session;
}

/**
 * lg_link_get_recording:
 *
 * Returns: (transfer none) (nullable): what is recorded, or %NULL before the first attempt
 */
LgRecording *
lg_link_get_recording (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->recording;
}

/**
 * lg_link_get_diagnosis:
 *
 * Returns: (transfer none): the findings of every attempt so far
 */
LgDiagnosis *
lg_link_get_diagnosis (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->diagnosis;
}

/**
 * lg_link_get_attempt:
 *
 * Returns: (transfer none): the steps of the latest attempt to connect
 */
LgAttempt *
lg_link_get_attempt (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->attempt;
}

/**
 * lg_link_get_subscriptions:
 *
 * Returns: (transfer none): what was subscribed to on this link, and what came of it
 */
LgSubscriptions *
lg_link_get_subscriptions (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->subscriptions;
}

/**
 * lg_link_is_proven:
 *
 * Returns: whether the device logged in from here with its credentials as they are now
 */
gboolean
lg_link_is_proven (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), FALSE);

  return lg_proof_is_given (self->proof);
}

/**
 * lg_link_get_reconnector:
 *
 * Returns: (transfer none): what makes the link again; enable it
 */
LgReconnector *
lg_link_get_reconnector (LgLink *self)
{
  g_return_val_if_fail (LG_IS_LINK (self), NULL);

  return self->reconnector;
}

/**
 * lg_link_connect:
 * @error: return location (%LG_LINK_ERROR_INPUT, #LgDeviceError, #LgTrustError, #LgRecordingError,
 *   #LgSessionError)
 *
 * Signs with the current time and starts one attempt; how it goes is told by the session and the
 * diagnosis. Broken platform rules are sent as typed; only a value that cannot be sent at all
 * (%LG_LINK_ERROR_INPUT), a root that cannot be read (#LgTrustError), a recording that cannot be
 * made (#LgRecordingError), a link that is up (#LgSessionError), a computer without a thread or a
 * descriptor left, or a disconnect from inside a handler (%G_IO_ERROR_CANCELLED) is an error. A
 * registration is tried once only.
 *
 * Returns: whether an attempt was started
 */
gboolean
lg_link_connect (LgLink  *self,
                 GError **error)
{
  g_return_val_if_fail (LG_IS_LINK (self), FALSE);

  /* Who hears of the attempt may drop the link. */
  g_autoptr (LgLink) alive = g_object_ref (self);
  LgEndpoint *endpoint = lg_profile_get_endpoint (self->profile);
  guint n_disconnects = self->n_disconnects;

  if (!attempt (self, error))
    return FALSE;

  self->retrying = FALSE;
  if (self->n_disconnects != n_disconnects)
    return TRUE;
  lg_reconnector_start (self->reconnector,
                        lg_platform_get_limits (lg_endpoint_get_platform (endpoint))
                          ->connects_per_minute);
  if (lg_profile_is_registering (self->profile))
    lg_reconnector_end (self->reconnector, LG_RECONNECT_NOT_WANTED);
  return TRUE;
}

/**
 * lg_link_set_answer_timeout:
 * @ms: how long a registration waits for its answer once it is accepted (10 s at first)
 */
void
lg_link_set_answer_timeout (LgLink *self,
                            guint   ms)
{
  g_return_if_fail (LG_IS_LINK (self) && ms > 0);

  self->answer_timeout_ms = ms;
}

/**
 * lg_link_set_will:
 * @topic: (nullable): a valid topic name; %NULL: no will
 * @payload: (nullable): what the server publishes when the link ends without DISCONNECT
 * @flags: QoS and %LG_EVENT_FLAG_RETAIN
 *
 * Has each further CONNECT carry a will, as some devices do by mistake.
 */
void
lg_link_set_will (LgLink     *self,
                  const char *topic,
                  GBytes     *payload,
                  guint8      flags)
{
  g_return_if_fail (LG_IS_LINK (self));

  g_free (self->will_topic);
  g_clear_pointer (&self->will_payload, g_bytes_unref);
  self->will_topic = g_strdup (topic);
  self->will_payload = payload != NULL ? g_bytes_ref (payload) : NULL;
  self->will_flags = flags;
}

/**
 * lg_link_disconnect:
 *
 * Ends the link, or the attempt under way or planned. Returns at once; the session tells when it is
 * done.
 */
void
lg_link_disconnect (LgLink *self)
{
  g_return_if_fail (LG_IS_LINK (self));

  g_autoptr (LgLink) alive = g_object_ref (self);

  self->n_disconnects++;
  lg_reconnector_end (self->reconnector, LG_RECONNECT_NOT_WANTED);
  lg_session_disconnect (self->session);
}
