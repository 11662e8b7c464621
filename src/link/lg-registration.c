/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-registration.h"


#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

G_DEFINE_QUARK (lg-registration-error-quark, lg_registration_error)
G_DEFINE_BOXED_TYPE (LgRegistration, lg_registration, lg_registration_copy, lg_registration_free)

/* Where the text of a string member is: behind `"name" : "`, up to the next quote. */
static gboolean
find_text (const char  *json,
           const char  *name,
           const char **text,
           gsize       *length)
{
  g_autofree char *key = g_strdup_printf ("\"%s\"", name);
  const char *at = strstr (json, key);

  if (at == NULL || strstr (at + 1, key) != NULL)
    return FALSE;

  at += strlen (key);
  at += strspn (at, " \t\r\n");
  if (*at++ != ':')
    return FALSE;
  at += strspn (at, " \t\r\n");
  if (*at++ != '"')
    return FALSE;

  /* No secret has needed an escape yet. */
  *text = at;
  *length = strcspn (at, "\"\\");
  return *length > 0 && at[*length] == '"';
}

static char *
dup_member (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_dup_string (node) : NULL;
}

/* The rest of the answer is read without the secret: a JSON library keeps copies. */
static gboolean
fill_names (LgRegistration *self,
            const char     *before,
            gsize           length,
            const char     *after)
{
  g_autoptr (GString) json = g_string_new_len (before, length);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  JsonObject *object;

  g_string_append (json, after);
  if (!json_parser_load_from_data (parser, json->str, json->len, NULL))
    return FALSE;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;

  object = json_node_get_object (root);
  self->product_key = dup_member (object, "productKey");
  self->device_name = dup_member (object, "deviceName");
  self->client_id = dup_member (object, "clientId");
  return self->product_key != NULL && self->device_name != NULL;
}

/**
 * lg_registration_new:
 * @answer: the payload of the message that answers a registration
 * @error: return location
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
  g_autoptr (LgRegistration) self = g_new0 (LgRegistration, 1);
  const char *json = lg_secret_peek (answer);
  const char *text = NULL;
  gsize length = 0;
  gboolean token = !find_text (json, "deviceSecret", &text, &length);

  if ((token && !find_text (json, "deviceToken", &text, &length))
      || !fill_names (self, json, text - json, text + length)
      || token != (self->client_id != NULL))
    {
      g_set_error_literal (error, LG_REGISTRATION_ERROR, LG_REGISTRATION_ERROR_ANSWER,
                           _("The platform answered, but what came is no DeviceSecret and no "
                             "DeviceToken with its client ID."));
      return NULL;
    }

  self->secret = lg_secret_new_bytes (text, length);
  return g_steal_pointer (&self);
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
                              lg_finding_get_title (finding));
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
 * @error: return location
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
