/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explains the values a device sends, in a thread: when nothing fits it takes a moment. */
#include "config.h"

#include "lg-explain-job.h"

typedef struct
{
  LgDeviceValues  values;
  char           *client_id;
  char           *username;
  char           *product_key;
  char           *device_name;
  char           *device_id;
  char           *known_client_id;
  char           *known_timestamp;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->values.password, lg_secret_unref);
  g_clear_pointer (&job->values.secret, lg_secret_unref);
  g_clear_pointer (&job->values.product_secret, lg_secret_unref);
  g_free (job->client_id);
  g_free (job->username);
  g_free (job->product_key);
  g_free (job->device_name);
  g_free (job->device_id);
  g_free (job->known_client_id);
  g_free (job->known_timestamp);
  g_free (job);
}

static char *
dup_filled (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static LgSecret *
ref_filled (LgSecret *secret)
{
  return secret != NULL && lg_secret_get_length (secret) > 0 ? lg_secret_ref (secret) : NULL;
}

/* A broker of one's own knows no signature: there is nothing to compute with. */
static void
take_credentials (Job           *job,
                  LgCredentials *credentials)
{
  LgMode mode = lg_credentials_get_mode (credentials);
  LgSecret *secret = lg_credentials_get_secret (credentials);

  job->values.mode = mode;
  if (mode == LG_MODE_CUSTOM)
    return;

  if (lg_mode_has_product_key (mode))
    {
      job->product_key = dup_filled (lg_credentials_get_product_key (credentials));
      job->device_name = dup_filled (lg_credentials_get_device_name (credentials));
      job->known_client_id = dup_filled (lg_credentials_get_client_id (credentials));
    }
  else
    {
      job->device_id = dup_filled (lg_credentials_get_device_id (credentials));
    }
  if (lg_credentials_get_timestamp_policy (credentials) == LG_TIMESTAMP_FIXED)
    job->known_timestamp = dup_filled (lg_credentials_get_timestamp (credentials));
  if (mode == LG_MODE_REGISTRATION)
    job->values.product_secret = ref_filled (secret);
  else
    job->values.secret = ref_filled (secret);
}

static Job *
job_new (LgProfile            *profile,
         const LgDeviceValues *sent)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
  const LgLimits *limits = lg_platform_get_limits (lg_endpoint_get_platform (endpoint));
  Job *job = g_new0 (Job, 1);

  job->client_id = dup_filled (sent->client_id);
  job->username = dup_filled (sent->username);
  take_credentials (job, lg_profile_get_credentials (profile));

  job->values.client_id = job->client_id;
  job->values.username = job->username;
  job->values.password = ref_filled (sent->password);
  job->values.product_key = job->product_key;
  job->values.device_name = job->device_name;
  job->values.device_id = job->device_id;
  job->values.known_client_id = job->known_client_id;
  job->values.known_timestamp = job->known_timestamp;
  job->values.transport_known = sent->transport_known;
  job->values.security = sent->security;
  job->values.keepalive = sent->keepalive;
  job->values.keepalive_min = limits->keepalive_min;
  job->values.keepalive_max = limits->keepalive_max;
  return job;
}

static void
run_cb (GTask        *task,
        gpointer      source_object,
        gpointer      task_data,
        GCancellable *cancellable)
{
  Job *job = task_data;

  g_task_return_pointer (task, lg_explain_new (&job->values), (GDestroyNotify) lg_explain_free);
}

/**
 * lg_explain_job_async:
 * @profile: the device that should send them
 * @sent: the client ID, user name and password it sends, and how it connects if that is known; what
 *   else is known is taken from @profile. Copied
 * @cancellable: (nullable): a cancellable
 * @callback: called in the main thread
 *
 * Explains what is wrong with them.
 */
void
lg_explain_job_async (LgProfile            *profile,
                      const LgDeviceValues *sent,
                      GCancellable         *cancellable,
                      GAsyncReadyCallback   callback,
                      gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LG_IS_PROFILE (profile) && sent != NULL);

  task = g_task_new (profile, cancellable, callback, user_data);
  g_task_set_source_tag (task, lg_explain_job_async);
  g_task_set_task_data (task, job_new (profile, sent), job_free);
  g_task_run_in_thread (task, run_cb);
}

/**
 * lg_explain_job_finish:
 * @profile: the device
 * @result: the result
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what is wrong
 */
LgExplain *
lg_explain_job_finish (LgProfile     *profile,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, profile), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
