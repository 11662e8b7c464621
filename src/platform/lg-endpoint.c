/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-endpoint.h"

#include <string.h>

#define DEFAULT_KEEPALIVE 300

G_DEFINE_ENUM_TYPE (LgHostKind, lg_host_kind,
                    G_DEFINE_ENUM_VALUE (LG_HOST_PUBLIC, "public"),
                    G_DEFINE_ENUM_VALUE (LG_HOST_INSTANCE, "instance"),
                    G_DEFINE_ENUM_VALUE (LG_HOST_IPV6, "ipv6"),
                    G_DEFINE_ENUM_VALUE (LG_HOST_TYPED, "typed"))

enum
{
  PROP_PLATFORM = 1,
  PROP_HOST_KIND,
  PROP_PORT,
  PROP_SECURITY,
  PROP_KEEPALIVE,
  PROP_CLEAN_SESSION,
  PROP_PROTOCOL,
  PROP_REGION,
  PROP_INSTANCE_ID,
  PROP_HOST,
  PROP_ROOT,
  N_PROPS,
};

struct _LgEndpoint
{
  GObject           parent_instance;
  const LgPlatform *platform;
  guint             numbers[PROP_REGION]; /* from PROP_HOST_KIND */
  char             *strings[N_PROPS]; /* from PROP_REGION */
};

G_DEFINE_FINAL_TYPE (LgEndpoint, lg_endpoint, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
notify (LgEndpoint *self,
        guint       prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
set_number (LgEndpoint *self,
            guint       prop_id,
            guint       value)
{
  if (self->numbers[prop_id] == value)
    return;

  self->numbers[prop_id] = value;
  notify (self, prop_id);
}

static void
set_string (LgEndpoint *self,
            guint       prop_id,
            const char *value)
{
  if (value == NULL && prop_id != PROP_ROOT)
    value = "";

  if (g_strcmp0 (self->strings[prop_id], value) == 0)
    return;

  g_free (self->strings[prop_id]);
  self->strings[prop_id] = g_strdup (value);
  notify (self, prop_id);
}

static void
lg_endpoint_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  LgEndpoint *self = LG_ENDPOINT (object);

  switch (prop_id)
    {
    case PROP_PLATFORM:
      g_value_set_string (value, lg_platform_get_id (self->platform));
      break;

    case PROP_HOST_KIND:
    case PROP_SECURITY:
    case PROP_PROTOCOL:
      g_value_set_enum (value, self->numbers[prop_id]);
      break;

    case PROP_PORT:
    case PROP_KEEPALIVE:
      g_value_set_uint (value, self->numbers[prop_id]);
      break;

    case PROP_CLEAN_SESSION:
      g_value_set_boolean (value, self->numbers[prop_id]);
      break;

    default:
      g_value_set_string (value, self->strings[prop_id]);
    }
}

static void
lg_endpoint_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  LgEndpoint *self = LG_ENDPOINT (object);

  switch (prop_id)
    {
    case PROP_PLATFORM:
      lg_endpoint_set_platform_id (self, g_value_get_string (value));
      break;

    case PROP_HOST_KIND:
    case PROP_SECURITY:
    case PROP_PROTOCOL:
      set_number (self, prop_id, g_value_get_enum (value));
      break;

    case PROP_PORT:
    case PROP_KEEPALIVE:
      set_number (self, prop_id, g_value_get_uint (value));
      break;

    case PROP_CLEAN_SESSION:
      set_number (self, prop_id, g_value_get_boolean (value));
      break;

    default:
      set_string (self, prop_id, g_value_get_string (value));
    }
}

static void
lg_endpoint_finalize (GObject *object)
{
  LgEndpoint *self = LG_ENDPOINT (object);

  for (guint i = 0; i < N_PROPS; i++)
    g_free (self->strings[i]);

  G_OBJECT_CLASS (lg_endpoint_parent_class)->finalize (object);
}

static void
lg_endpoint_class_init (LgEndpointClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  /* What an endpoint is at first stands here and nowhere else: construction sets it. */
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_EXPLICIT_NOTIFY
                      | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_endpoint_get_property;
  object_class->set_property = lg_endpoint_set_property;
  object_class->finalize = lg_endpoint_finalize;

  properties[PROP_PLATFORM] = g_param_spec_string ("platform", NULL, NULL, "alibaba", flags);
  properties[PROP_HOST_KIND] =
    g_param_spec_enum ("host-kind", NULL, NULL, LG_TYPE_HOST_KIND, LG_HOST_PUBLIC, flags);
  properties[PROP_PORT] = g_param_spec_uint ("port", NULL, NULL, 0, G_MAXUINT16, 8883, flags);
  properties[PROP_SECURITY] =
    g_param_spec_enum ("security", NULL, NULL, LG_TYPE_SECURITY, LG_SECURITY_TLS, flags);
  properties[PROP_KEEPALIVE] =
    g_param_spec_uint ("keepalive", NULL, NULL, 0, G_MAXUINT, DEFAULT_KEEPALIVE, flags);
  properties[PROP_CLEAN_SESSION] = g_param_spec_boolean ("clean-session", NULL, NULL, TRUE, flags);
  properties[PROP_PROTOCOL] =
    g_param_spec_enum ("protocol", NULL, NULL, LG_TYPE_PROTOCOL, LG_PROTOCOL_MQTT_3_1_1, flags);
  properties[PROP_REGION] = g_param_spec_string ("region", NULL, NULL, "cn-shanghai", flags);
  properties[PROP_INSTANCE_ID] = g_param_spec_string ("instance-id", NULL, NULL, "", flags);
  properties[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, "", flags);
  properties[PROP_ROOT] = g_param_spec_string ("root", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_endpoint_init (LgEndpoint *self)
{
}

/**
 * lg_endpoint_new:
 *
 * Returns: (transfer full): the recommended endpoint of a public instance in China (Shanghai)
 */
LgEndpoint *
lg_endpoint_new (void)
{
  return g_object_new (LG_TYPE_ENDPOINT, NULL);
}

/**
 * lg_endpoint_copy:
 *
 * Returns: (transfer full): another endpoint with the same values
 */
LgEndpoint *
lg_endpoint_copy (LgEndpoint *self)
{
  LgEndpoint *copy;

  g_return_val_if_fail (LG_IS_ENDPOINT (self), NULL);

  copy = lg_endpoint_new ();
  copy->platform = self->platform;
  memcpy (copy->numbers, self->numbers, sizeof copy->numbers);
  for (guint i = PROP_REGION; i < N_PROPS; i++)
    {
      g_free (copy->strings[i]);
      copy->strings[i] = g_strdup (self->strings[i]);
    }

  return copy;
}

/**
 * lg_endpoint_get_platform:
 *
 * Returns: (transfer none): the platform whose rules apply
 */
const LgPlatform *
lg_endpoint_get_platform (LgEndpoint *self)
{
  g_return_val_if_fail (LG_IS_ENDPOINT (self), NULL);

  return self->platform;
}

/**
 * lg_endpoint_set_platform_id:
 * @platform_id: the identifier of a platform there is, see lg_platform_get()
 *
 * Notifies `platform` if it differs from the old one. Nothing else is changed by it.
 */
void
lg_endpoint_set_platform_id (LgEndpoint *self,
                             const char *platform_id)
{
  const LgPlatform *platform;

  g_return_if_fail (LG_IS_ENDPOINT (self));
  g_return_if_fail (platform_id != NULL);

  platform = lg_platform_get (platform_id);
  g_return_if_fail (platform != NULL);

  if (self->platform == platform)
    return;

  self->platform = platform;
  notify (self, PROP_PLATFORM);
}

/**
 * lg_endpoint_get_host_kind:
 *
 * Returns: what makes the host name
 */
LgHostKind
lg_endpoint_get_host_kind (LgEndpoint *self)
{
  g_return_val_if_fail (LG_IS_ENDPOINT (self), 0);

  return self->numbers[PROP_HOST_KIND];
}

/** lg_endpoint_set_host_kind: Notifies if @kind differs from the old value. */
void
lg_endpoint_set_host_kind (LgEndpoint *self,
                           LgHostKind kind)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  set_number (self, PROP_HOST_KIND, kind);
}

/**
 * lg_endpoint_get_region:
 *
 * Returns: the region ID as typed
 */
const char *
lg_endpoint_get_region (LgEndpoint *self)
{
  g_return_val_if_fail (LG_IS_ENDPOINT (self), NULL);

  return self->strings[PROP_REGION];
}

/** lg_endpoint_set_region: Notifies if @region differs from the old value. */
void
lg_endpoint_set_region (LgEndpoint *self,
                        const char *region)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  set_string (self, PROP_REGION, region);
}

/**
 * lg_endpoint_get_instance_id:
 *
 * Returns: the instance ID as typed
 */
const char *
lg_endpoint_get_instance_id (LgEndpoint *self)
{
  g_return_val_if_fail (LG_IS_ENDPOINT (self), NULL);

  return self->strings[PROP_INSTANCE_ID];
}

/** lg_endpoint_set_instance_id: Notifies if @instance_id differs from the old value. */
void
lg_endpoint_set_instance_id (LgEndpoint *self,
                             const char *instance_id)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  set_string (self, PROP_INSTANCE_ID, instance_id);
}

/**
 * lg_endpoint_get_host:
 *
 * Returns: the host as typed
 */
const char *
lg_endpoint_get_host (LgEndpoint *self)
{
  g_return_val_if_fail (LG_IS_ENDPOINT (self), NULL);

  return self->strings[PROP_HOST];
}

/** lg_endpoint_set_host: Notifies if @host differs from the old value. */
void
lg_endpoint_set_host (LgEndpoint *self,
                      const char *host)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  set_string (self, PROP_HOST, host);
}

/**
 * lg_endpoint_get_port:
 *
 * Returns: the TCP port; 0: none yet
 */
guint16
lg_endpoint_get_port (LgEndpoint *self)
{
  g_return_val_if_fail (LG_IS_ENDPOINT (self), 0);

  return self->numbers[PROP_PORT];
}

/** lg_endpoint_set_port: Notifies if @port differs from the old value. */
void
lg_endpoint_set_port (LgEndpoint *self,
                      guint16    port)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  set_number (self, PROP_PORT, port);
}

/**
 * lg_endpoint_get_security:
 *
 * Returns: the transport
 */
LgSecurity
lg_endpoint_get_security (LgEndpoint *self)
{
  g_return_val_if_fail (LG_IS_ENDPOINT (self), 0);

  return self->numbers[PROP_SECURITY];
}

/** lg_endpoint_set_security: Notifies if @security differs from the old value. */
void
lg_endpoint_set_security (LgEndpoint *self,
                          LgSecurity security)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  set_number (self, PROP_SECURITY, security);
}

/**
 * lg_endpoint_get_root:
 *
 * Returns: (nullable): the root selected, by name or path; %NULL: the one that fits
 */
const char *
lg_endpoint_get_root (LgEndpoint *self)
{
  g_return_val_if_fail (LG_IS_ENDPOINT (self), NULL);

  return self->strings[PROP_ROOT];
}

/** lg_endpoint_set_root: Notifies if @root differs from the old value. */
void
lg_endpoint_set_root (LgEndpoint *self,
                      const char *root)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  set_string (self, PROP_ROOT, root);
}

/**
 * lg_endpoint_get_keepalive:
 *
 * Returns: Keep Alive, seconds
 */
guint
lg_endpoint_get_keepalive (LgEndpoint *self)
{
  g_return_val_if_fail (LG_IS_ENDPOINT (self), 0);

  return self->numbers[PROP_KEEPALIVE];
}

/** lg_endpoint_set_keepalive: Notifies if @seconds differs from the old value. */
void
lg_endpoint_set_keepalive (LgEndpoint *self,
                           guint      seconds)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  set_number (self, PROP_KEEPALIVE, seconds);
}

/**
 * lg_endpoint_get_clean_session:
 *
 * Returns: the Clean Session flag of MQTT 3.1.1
 */
gboolean
lg_endpoint_get_clean_session (LgEndpoint *self)
{
  g_return_val_if_fail (LG_IS_ENDPOINT (self), 0);

  return self->numbers[PROP_CLEAN_SESSION];
}

/** lg_endpoint_set_clean_session: Notifies if @clean_session differs from the old value. */
void
lg_endpoint_set_clean_session (LgEndpoint *self,
                               gboolean   clean_session)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  set_number (self, PROP_CLEAN_SESSION, clean_session);
}

/**
 * lg_endpoint_get_protocol:
 *
 * Returns: the MQTT version
 */
LgProtocol
lg_endpoint_get_protocol (LgEndpoint *self)
{
  g_return_val_if_fail (LG_IS_ENDPOINT (self), 0);

  return self->numbers[PROP_PROTOCOL];
}

/** lg_endpoint_set_protocol: Notifies if @protocol differs from the old value. */
void
lg_endpoint_set_protocol (LgEndpoint *self,
                          LgProtocol  protocol)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  set_number (self, PROP_PROTOCOL, protocol);
}
