/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-practice-announcement.h"

#include "lg-pairing.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* The object `ready` of the line `linkglass-cli practice` prints. */
struct _LgPracticeAnnouncement
{
  JsonObject *ready;
};

static const char *
get_string (JsonObject *object,
            const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

/**
 * lg_practice_announcement_new:
 * @line: one line of JSON
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL where it is none
 */
LgPracticeAnnouncement *
lg_practice_announcement_new (const char *line)
{
  g_autoptr (JsonNode) root = json_from_string (line, NULL);
  JsonNode *ready = NULL;
  LgPracticeAnnouncement *self;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    ready = json_object_get_member (json_node_get_object (root), "ready");
  if (ready == NULL || !JSON_NODE_HOLDS_OBJECT (ready))
    return NULL;

  self = g_new (LgPracticeAnnouncement, 1);
  self->ready = json_node_dup_object (ready);
  return self;
}

/**
 * lg_practice_announcement_free:
 * @self: (nullable): an answer
 */
void
lg_practice_announcement_free (LgPracticeAnnouncement *self)
{
  if (self == NULL)
    return;

  json_object_unref (self->ready);
  g_free (self);
}

static LgPairing *
read_pairing (JsonObject *port)
{
  guint number = json_object_get_int_member_with_default (port, "port", 0);
  guint vendor = json_object_get_int_member_with_default (port, "vendorPort", number);
  const char *root = get_string (port, "root");
  g_autofree char *file = g_path_get_basename (root);
  g_autofree char *title = NULL;

  if (g_str_equal (get_string (port, "transport"), "tcp"))
    {
      /* Translators: the vendor's port, and the one that stands for it on this computer. */
      title = g_strdup_printf (_("%u · no TLS ⚠ · here %u"), vendor, number);
      return lg_pairing_new (number, LG_SECURITY_TCP, NULL, title);
    }

  /* Translators: the vendor's port, a file name, and the port that stands for it here. */
  title = g_strdup_printf (_("%u · %s · here %u"), vendor, file, number);
  return lg_pairing_new (number, LG_SECURITY_TLS, root, title);
}

/**
 * lg_practice_announcement_dup_pairings:
 *
 * Returns: (transfer full) (element-type LgPairing): the ports, the one to recommend first
 */
GPtrArray *
lg_practice_announcement_dup_pairings (const LgPracticeAnnouncement *self)
{
  GPtrArray *pairings = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *ports;

  if (!json_object_has_member (self->ready, "ports"))
    return pairings;

  ports = json_object_get_array_member (self->ready, "ports");
  for (guint i = 0; i < json_array_get_length (ports); i++)
    g_ptr_array_add (pairings, read_pairing (json_array_get_object_element (ports, i)));

  return pairings;
}

static LgSecret *
read_secret (const char *path)
{
  g_autofree char *text = NULL;
  LgSecret *secret;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;

  secret = lg_secret_new (g_strchomp (text));
  explicit_bzero (text, length);
  return secret;
}

/**
 * lg_practice_announcement_fill:
 * @profile: the practice device
 *
 * Gives it the identity the platform expects and the host it listens on.
 */
void
lg_practice_announcement_fill (const LgPracticeAnnouncement *self,
                               LgProfile              *profile)
{
  LgCredentials *credentials = lg_profile_get_credentials (profile);
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
  const char *product_key = get_string (self->ready, "productKey");
  const char *device_name = get_string (self->ready, "deviceName");
  g_autofree char *client_id = g_strdup_printf ("%s.%s", product_key, device_name);
  g_autoptr (LgSecret) secret = read_secret (get_string (self->ready, "deviceSecretFile"));

  lg_credentials_set_mode (credentials, LG_MODE_DEVICE_SECRET);
  lg_credentials_set_product_key (credentials, product_key);
  lg_credentials_set_device_name (credentials, device_name);
  lg_credentials_set_client_id (credentials, client_id);
  lg_credentials_set_sign_method (credentials, LG_SIGN_METHOD_HMACSHA256);
  lg_credentials_set_timestamp_policy (credentials, LG_TIMESTAMP_NOW);
  lg_credentials_set_secret (credentials, secret);
  /* Bit 1 asks to be told on /ext/notify of being forced offline; bit 0 is RRPC. */
  lg_credentials_set_extended_parameters (credentials, "ext=3");

  lg_endpoint_set_host_kind (endpoint, LG_HOST_TYPED);
  lg_endpoint_set_host (endpoint, get_string (self->ready, "host"));
  lg_endpoint_set_keepalive (endpoint, 300);
}

/**
 * lg_practice_announcement_fill_registration:
 * @profile: the practice device, which is to register
 *
 * Gives it the name of the device that is still to register there, and the ProductSecret.
 */
void
lg_practice_announcement_fill_registration (const LgPracticeAnnouncement *self,
                                            LgProfile              *profile)
{
  LgCredentials *credentials = lg_profile_get_credentials (profile);
  g_autoptr (LgSecret) secret = read_secret (get_string (self->ready, "productSecretFile"));

  lg_credentials_set_device_name (credentials, get_string (self->ready, "newDeviceName"));
  lg_credentials_set_secret (credentials, secret);
}
