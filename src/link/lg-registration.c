/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-registration.h"


#include "device/lg-json-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (lg-registration-error-quark, lg_registration_error)
G_DEFINE_BOXED_TYPE (LgRegistration, lg_registration, lg_registration_copy, lg_registration_free)

/* The members of an answer that are known. */
enum
{
  PRODUCT_KEY,
  DEVICE_NAME,
  CLIENT_ID,
  DEVICE_SECRET,
  DEVICE_TOKEN,
  N_MEMBERS,
};

typedef struct
{
  LgSecret *values[N_MEMBERS];
  gboolean  seen[N_MEMBERS];
} Answer;

static void
answer_clear (Answer *self)
{
  for (guint i = 0; i < N_MEMBERS; i++)
    g_clear_pointer (&self->values[i], lg_secret_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static guint
find_member (const LgJsonReader *reader)
{
  static const char *const names[N_MEMBERS] = {
    [PRODUCT_KEY] = "productKey",
    [DEVICE_NAME] = "deviceName",
    [CLIENT_ID] = "clientId",
    [DEVICE_SECRET] = "deviceSecret",
    [DEVICE_TOKEN] = "deviceToken",
  };
  g_autoptr (LgSecret) name = lg_json_reader_dup_text (reader);
  guint i = 0;

  while (i < N_MEMBERS && strcmp (lg_secret_peek (name), names[i]) != 0)
    i++;
  return i;
}

/* A member that comes twice says nothing for certain; an empty text is none. */
static gboolean
take_member (Answer       *self,
             LgJsonReader *reader)
{
  guint member = find_member (reader);
  LgJsonToken token = lg_json_reader_next (reader);

  if (member < N_MEMBERS)
    {
      if (self->seen[member])
        return FALSE;
      self->seen[member] = TRUE;
      if (token == LG_JSON_STRING && reader->length > 0)
        self->values[member] = lg_json_reader_dup_text (reader);
    }
  return lg_json_reader_skip (reader, token) != LG_JSON_BROKEN;
}

static gboolean
read_answer (Answer   *self,
             LgSecret *text)
{
  LgJsonReader reader;
  LgJsonToken token;

  lg_json_reader_init (&reader, lg_secret_peek (text), lg_secret_get_length (text));
  if (lg_json_reader_next (&reader) != LG_JSON_OBJECT)
    return FALSE;

  while ((token = lg_json_reader_next (&reader)) == LG_JSON_NAME)
    if (!take_member (self, &reader))
      return FALSE;
  return token == LG_JSON_OBJECT_END && lg_json_reader_next (&reader) == LG_JSON_END;
}

/**
 * lg_registration_new:
 * @answer: the payload of the message that answers a registration
 * @error: return location (%LG_REGISTRATION_ERROR_ANSWER)
 *
 * Reads the answer: a JSON object with `productKey`, `deviceName` and either `deviceSecret`, or
 * `clientId` and `deviceToken` (Alibaba Cloud, "MQTT-based dynamic registration"; the topic does
 * not tell which, as SDKs have seen both on either).
 *
 * Returns: (transfer full): the result, or %NULL with %LG_REGISTRATION_ERROR_ANSWER, whose message
 *   quotes nothing
 */
LgRegistration *
lg_registration_new (LgSecret  *answer,
                     GError   **error)
{
  g_auto (Answer) members = { 0 };
  LgRegistration *self;
  LgSecret *const *values = members.values;
  gboolean whole = read_answer (&members, answer);
  gboolean token = values[DEVICE_SECRET] == NULL;

  if (!whole || values[PRODUCT_KEY] == NULL || values[DEVICE_NAME] == NULL
      || (token && (values[DEVICE_TOKEN] == NULL || values[CLIENT_ID] == NULL)))
    {
      g_set_error_literal (error, LG_REGISTRATION_ERROR, LG_REGISTRATION_ERROR_ANSWER,
                           _("The platform answered, but what came is no DeviceSecret and no "
                             "DeviceToken with its client ID."));
      return NULL;
    }

  self = g_new0 (LgRegistration, 1);
  self->product_key = g_strdup (lg_secret_peek (values[PRODUCT_KEY]));
  self->device_name = g_strdup (lg_secret_peek (values[DEVICE_NAME]));
  self->client_id = token ? g_strdup (lg_secret_peek (values[CLIENT_ID])) : NULL;
  self->secret = lg_secret_ref (values[token ? DEVICE_TOKEN : DEVICE_SECRET]);
  return self;
}

/**
 * lg_registration_copy:
 *
 * Returns: (transfer full): a copy; the secret is shared
 */
LgRegistration *
lg_registration_copy (const LgRegistration *self)
{
  LgRegistration *copy = g_new (LgRegistration, 1);

  copy->product_key = g_strdup (self->product_key);
  copy->device_name = g_strdup (self->device_name);
  copy->client_id = g_strdup (self->client_id);
  copy->secret = lg_secret_ref (self->secret);
  return copy;
}

/**
 * lg_registration_free:
 * @self: (transfer full): a result
 */
void
lg_registration_free (LgRegistration *self)
{
  g_free (self->product_key);
  g_free (self->device_name);
  g_free (self->client_id);
  g_clear_pointer (&self->secret, lg_secret_unref);
  g_free (self);
}

/**
 * lg_registration_apply:
 * @credentials: those of the device that registered
 *
 * Makes them log in with what was delivered: with a DeviceSecret, or without pre-registration with
 * the client ID and DeviceToken.
 */
void
lg_registration_apply (const LgRegistration *self,
                       LgCredentials        *credentials)
{
  gboolean token = self->client_id != NULL;

  g_object_freeze_notify (G_OBJECT (credentials));
  lg_credentials_set_mode (credentials, token ? LG_MODE_NO_PREREGISTRATION
                                              : LG_MODE_DEVICE_SECRET);
  lg_credentials_set_secret (credentials, self->secret);
  lg_credentials_set_random (credentials, NULL);
  if (token)
    lg_credentials_set_client_id (credentials, self->client_id);
  g_object_thaw_notify (G_OBJECT (credentials));
}

/* One registration under way. */
typedef struct
{
  LgRegistration *result;
  GError         *error;
  gulong          cancelled;
} Job;

static void
job_free (Job *self)
{
  g_clear_pointer (&self->result, lg_registration_free);
  g_clear_error (&self->error);
  g_free (self);
}

static void
delivered_cb (LgSession *session,
              LgSecret  *answer,
              GTask     *task)
{
  Job *job = g_task_get_task_data (task);

  if (job->result != NULL || job->error != NULL)
    return;

  job->result = lg_registration_new (answer, &job->error);
  lg_link_disconnect (g_task_get_source_object (task));
}

static void
cancelled_cb (GCancellable *cancellable,
              GTask        *task)
{
  lg_link_disconnect (g_task_get_source_object (task));
}

static GError *
make_refusal (LgLink *link)
{
  LgFinding *finding = lg_diagnosis_get_latest (lg_link_get_diagnosis (link));

  return g_error_new_literal (LG_REGISTRATION_ERROR, LG_REGISTRATION_ERROR_REFUSED,
                              finding->title);
}

static void
state_cb (LgSession  *session,
          GParamSpec *pspec,
          GTask      *owned)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_task_get_task_data (owned);

  if (lg_session_get_state (session) != LG_SESSION_DISCONNECTED)
    return;

  task = owned;
  g_signal_handlers_disconnect_by_data (session, task);
  g_cancellable_disconnect (g_task_get_cancellable (task), job->cancelled);
  if (job->result != NULL)
    g_task_return_pointer (task, g_steal_pointer (&job->result),
                           (GDestroyNotify) lg_registration_free);
  else if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_error (task, make_refusal (g_task_get_source_object (task)));
}

/**
 * lg_link_register_async:
 * @link: a link that is not up, of a device in the mode %LG_MODE_REGISTRATION
 * @cancellable: (nullable): ends the attempt
 * @callback: called when the link has ended, for better or worse
 * @user_data: closure
 *
 * Registers the device: makes one attempt, waits for the answer and disconnects. Nothing is tried
 * again, for a second registration voids the first. All that happens is recorded and judged as on
 * any link, but for the secret.
 */
void
lg_link_register_async (LgLink              *link,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (link, cancellable, callback, user_data);
  LgSession *session;
  GError *error = NULL;
  Job *job;

  g_return_if_fail (LG_IS_LINK (link));

  g_task_set_source_tag (task, lg_link_register_async);
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!lg_link_connect (link, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job = g_new0 (Job, 1);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  session = lg_link_get_session (link);
  g_signal_connect (session, "delivered", G_CALLBACK (delivered_cb), task);
  g_signal_connect (session, "notify::state", G_CALLBACK (state_cb), task);
  if (cancellable != NULL)
    job->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), task, NULL);
  g_steal_pointer (&task);
}

/**
 * lg_link_register_finish:
 * @result: what the callback got
 * @error: return location (#LgRegistrationError, %G_IO_ERROR_CANCELLED, or as lg_link_connect())
 *
 * Returns: (transfer full): what the platform gave; or %NULL with #LgRegistrationError, an error of
 *   lg_link_connect() or %G_IO_ERROR_CANCELLED
 */
LgRegistration *
lg_link_register_finish (LgLink        *link,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, link), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
