/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-endpoint.h"

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
  LgHostKind        host_kind;
  guint16           port;
  LgSecurity        security;
  guint             keepalive;
  gboolean          clean_session;
  char             *strings[N_PROPS];
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
      g_value_set_enum (value, self->host_kind);
      break;

    case PROP_PORT:
      g_value_set_uint (value, self->port);
      break;

    case PROP_SECURITY:
      g_value_set_enum (value, self->security);
      break;

    case PROP_KEEPALIVE:
      g_value_set_uint (value, self->keepalive);
      break;

    case PROP_CLEAN_SESSION:
      g_value_set_boolean (value, self->clean_session);
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
      lg_endpoint_set_host_kind (self, g_value_get_enum (value));
      break;

    case PROP_PORT:
      lg_endpoint_set_port (self, g_value_get_uint (value));
      break;

    case PROP_SECURITY:
      lg_endpoint_set_security (self, g_value_get_enum (value));
      break;

    case PROP_KEEPALIVE:
      lg_endpoint_set_keepalive (self, g_value_get_uint (value));
      break;

    case PROP_CLEAN_SESSION:
      lg_endpoint_set_clean_session (self, g_value_get_boolean (value));
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
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

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
  properties[PROP_REGION] = g_param_spec_string ("region", NULL, NULL, "cn-shanghai", flags);
  properties[PROP_INSTANCE_ID] = g_param_spec_string ("instance-id", NULL, NULL, "", flags);
  properties[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, "", flags);
  properties[PROP_ROOT] = g_param_spec_string ("root", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_endpoint_init (LgEndpoint *self)
{
  self->platform = lg_platform_get ("alibaba");
  self->port = 8883;
  self->keepalive = DEFAULT_KEEPALIVE;
  self->clean_session = TRUE;
  self->strings[PROP_REGION] = g_strdup ("cn-shanghai");
  self->strings[PROP_INSTANCE_ID] = g_strdup ("");
  self->strings[PROP_HOST] = g_strdup ("");
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
  copy->host_kind = self->host_kind;
  copy->port = self->port;
  copy->security = self->security;
  copy->keepalive = self->keepalive;
  copy->clean_session = self->clean_session;
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

  return self->host_kind;
}

/** lg_endpoint_set_host_kind: Notifies if @kind differs from the old value. */
void
lg_endpoint_set_host_kind (LgEndpoint *self,
                           LgHostKind kind)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  if (self->host_kind == kind)
    return;

  self->host_kind = kind;
  notify (self, PROP_HOST_KIND);
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

  return self->port;
}

/** lg_endpoint_set_port: Notifies if @port differs from the old value. */
void
lg_endpoint_set_port (LgEndpoint *self,
                      guint16    port)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  if (self->port == port)
    return;

  self->port = port;
  notify (self, PROP_PORT);
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

  return self->security;
}

/** lg_endpoint_set_security: Notifies if @security differs from the old value. */
void
lg_endpoint_set_security (LgEndpoint *self,
                          LgSecurity security)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  if (self->security == security)
    return;

  self->security = security;
  notify (self, PROP_SECURITY);
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

  return self->keepalive;
}

/** lg_endpoint_set_keepalive: Notifies if @seconds differs from the old value. */
void
lg_endpoint_set_keepalive (LgEndpoint *self,
                           guint      seconds)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  if (self->keepalive == seconds)
    return;

  self->keepalive = seconds;
  notify (self, PROP_KEEPALIVE);
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

  return self->clean_session;
}

/** lg_endpoint_set_clean_session: Notifies if @clean_session differs from the old value. */
void
lg_endpoint_set_clean_session (LgEndpoint *self,
                               gboolean   clean_session)
{
  g_return_if_fail (LG_IS_ENDPOINT (self));

  if (self->clean_session == clean_session)
    return;

  self->clean_session = clean_session;
  notify (self, PROP_CLEAN_SESSION);
}
