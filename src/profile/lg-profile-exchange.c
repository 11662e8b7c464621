/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-profile-exchange.h"

#include <string.h>

/**
 * lg_profile_new_imported:
 * @device: what was understood of a text
 *
 * Returns: (transfer full): a new device with these values, the secret included
 */
LgProfile *
lg_profile_new_imported (LgImportDevice *device)
{
  LgProfile *self = lg_profile_new (NULL);

  lg_profile_set_group (self, lg_import_device_get_group (device));
  lg_profile_fill (self, device);
  return self;
}

/**
 * lg_profile_fill:
 * @device: what was understood of a text
 *
 * Gives a device these values in place of its own. Its group stays, and so does its title unless
 * the text has another.
 */
void
lg_profile_fill (LgProfile      *self,
                 LgImportDevice *device)
{
  g_return_if_fail (LG_IS_PROFILE (self));
  g_return_if_fail (LG_IS_IMPORT_DEVICE (device));

  lg_profile_set_values (self, lg_import_device_get_credentials (device),
                         lg_import_device_get_endpoint (device));
  if (lg_import_device_get_title (device) != NULL)
    lg_profile_set_title (self, lg_import_device_get_title (device));
}

/* A topic of the device's own that the platform lets it use. */
static char *
dup_topic (LgProfile  *self,
           LgCopyForm  form)
{
  const char *id = form == LG_COPY_MOSQUITTO_PUB ? "user-update" : "user-get";
  LgEndpoint *endpoint = lg_profile_get_endpoint (self);
  LgCredentials *credentials = lg_profile_get_credentials (self);
  const char *product_key = lg_credentials_get_product_key (credentials);
  const char *device_name = lg_credentials_get_device_name (credentials);
  GPtrArray *topics = lg_platform_get_topics (lg_endpoint_get_platform (endpoint));

  for (guint i = 0; *product_key != '\0' && *device_name != '\0' && i < topics->len; i++)
    {
      const LgTopic *topic = topics->pdata[i];

      if (strcmp (topic->id, id) == 0)
        return lg_topic_expand (topic, credentials);
    }
  return NULL;
}

/* %NULL: without TLS, or the system's store, which every program has, or a file that is gone. */
static char *
dup_root (LgEndpoint  *endpoint,
          LgRootStore *roots)
{
  const char *name = lg_endpoint_get_root_name (endpoint);
  LgRoot *root = NULL;
  LgCertificate *certificate;

  if (name != NULL && lg_endpoint_get_security (endpoint) == LG_SECURITY_TLS)
    root = lg_root_store_select (roots, name, NULL);
  certificate = root != NULL ? lg_root_get_certificate (root) : NULL;
  return certificate != NULL ? lg_certificate_to_pem (certificate) : NULL;
}

/**
 * lg_profile_copy_out:
 * @params: what the device puts into CONNECT
 * @form: the form to write it in
 * @roots: where the root certificate is found that the device is set to
 * @error: return location (#LgCopyOutError)
 *
 * Writes how a device connects, for another program.
 *
 * Returns: (transfer full) (nullable): the text, which holds the password
 */
LgSecret *
lg_profile_copy_out (LgProfile              *self,
                     const LgConnectParams  *params,
                     LgCopyForm              form,
                     LgRootStore            *roots,
                     GError                **error)
{
  LgEndpoint *endpoint;
  g_autofree char *host = NULL, *topic = NULL, *pem = NULL;
  LgCopySource source = { .params = params };

  g_return_val_if_fail (LG_IS_PROFILE (self), NULL);
  g_return_val_if_fail (params != NULL, NULL);

  endpoint = lg_profile_get_endpoint (self);
  host = lg_endpoint_resolve_host (
    endpoint, lg_credentials_get_product_key (lg_profile_get_credentials (self)));
  topic = dup_topic (self, form);
  pem = dup_root (endpoint, roots);

  source.endpoint = endpoint;
  source.host = host;
  source.title = lg_profile_get_name (self);
  source.topic = topic;
  source.root_pem = pem;
  return lg_copy_out_write (form, &source, error);
}
