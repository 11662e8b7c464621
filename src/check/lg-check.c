/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-check-private.h"

#include <string.h>

#define USUAL_TLS_PORT 8883

static void lg_check_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LgCheck, lg_check, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, lg_check_list_model_init))

enum
{
  PROP_PROGRESS = 1,
  PROP_RUNNING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
lg_check_get_item_type (GListModel *model)
{
  return LG_TYPE_CHECK_PORT;
}

static guint
lg_check_get_n_items (GListModel *model)
{
  return LG_CHECK (model)->ports->len;
}

static gpointer
lg_check_get_item (GListModel *model,
                   guint       position)
{
  LgCheck *self = LG_CHECK (model);

  return position < self->ports->len ? g_object_ref (self->ports->pdata[position]) : NULL;
}

static void
lg_check_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = lg_check_get_item_type;
  iface->get_n_items = lg_check_get_n_items;
  iface->get_item = lg_check_get_item;
}

static void
lg_check_finalize (GObject *object)
{
  LgCheck *self = LG_CHECK (object);

  g_object_unref (self->endpoint);
  g_free (self->host);
  g_object_unref (self->known_roots);
  g_object_unref (self->roots);
  g_clear_pointer (&self->params, lg_connect_params_unref);
  g_array_unref (self->wishes);
  g_ptr_array_unref (self->ports);
  g_object_unref (self->findings);
  g_clear_object (&self->login);

  G_OBJECT_CLASS (lg_check_parent_class)->finalize (object);
}

static void
lg_check_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  LgCheck *self = LG_CHECK (object);

  switch (prop_id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, self->n_steps > 0 ? (double) self->n_done / self->n_steps : 0);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->task != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_check_class_init (LgCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = lg_check_finalize;
  object_class->get_property = lg_check_get_property;

  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_check_init (LgCheck *self)
{
  self->roots = g_list_store_new (LG_TYPE_ROOT);
  self->wishes = g_array_new (FALSE, FALSE, sizeof (LgCheckWish));
  self->ports = g_ptr_array_new_with_free_func (g_object_unref);
  self->findings = g_list_store_new (LG_TYPE_FINDING);
}

/**
 * lg_check_notify_progress:
 *
 * Tells that a step of the whole is done, or that it began or ended.
 */
void
lg_check_notify_progress (LgCheck *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

/**
 * lg_check_new:
 * @endpoint: whose rules apply; copied
 * @host: host name or IP literal, an IPv6 one with or without brackets
 * @roots: every known root
 *
 * Makes a check without ports. Without roots added, every known one is a column.
 *
 * Returns: (transfer full): a new check
 */
LgCheck *
lg_check_new (LgEndpoint  *endpoint,
              const char  *host,
              LgRootStore *roots)
{
  LgCheck *self;
  gsize length;

  g_return_val_if_fail (LG_IS_ENDPOINT (endpoint), NULL);
  g_return_val_if_fail (host != NULL, NULL);
  g_return_val_if_fail (LG_IS_ROOT_STORE (roots), NULL);

  self = g_object_new (LG_TYPE_CHECK, NULL);
  self->endpoint = lg_endpoint_copy (endpoint);
  length = strlen (host);
  self->host = host[0] == '[' && host[length - 1] == ']' ? g_strndup (host + 1, length - 2)
                                                         : g_strdup (host);
  self->known_roots = g_object_ref (roots);
  return self;
}

/**
 * lg_check_add_root:
 * @root: one more column, unless it is one
 */
void
lg_check_add_root (LgCheck *self,
                   LgRoot  *root)
{
  g_return_if_fail (LG_IS_CHECK (self) && self->task == NULL);

  if (!g_list_store_find (self->roots, root, NULL))
    g_list_store_append (self->roots, root);
}

static void
add_wish (LgCheck    *self,
          guint16     port,
          LgSecurity  security,
          gboolean    wanted)
{
  g_array_append_val (self->wishes, ((LgCheckWish) { port, security, wanted }));
}

/**
 * lg_check_add_port:
 * @port: TCP port
 * @security: TLS or plain TCP
 *
 * Adds a port the operator asks for.
 */
void
lg_check_add_port (LgCheck    *self,
                   guint16     port,
                   LgSecurity  security)
{
  g_return_if_fail (LG_IS_CHECK (self) && self->task == NULL);

  add_wish (self, port, security, TRUE);
}

/**
 * lg_check_add_usual_ports:
 *
 * Adds every port the platform documents; where it documents none, the endpoint's.
 */
void
lg_check_add_usual_ports (LgCheck *self)
{
  GPtrArray *ports;
  guint16 own;

  g_return_if_fail (LG_IS_CHECK (self) && self->task == NULL);

  ports = lg_platform_get_ports (lg_endpoint_get_platform (self->endpoint));
  for (guint i = 0; i < ports->len; i++)
    {
      const LgPort *port = ports->pdata[i];

      add_wish (self, port->port, port->security, FALSE);
    }

  own = lg_endpoint_get_port (self->endpoint);
  if (ports->len == 0)
    add_wish (self, own != 0 ? own : USUAL_TLS_PORT, lg_endpoint_get_security (self->endpoint),
              TRUE);
}

/**
 * lg_check_set_at:
 * @at_s: Unix seconds; 0: the time of the check
 *
 * Sets the date certificates are judged at.
 */
void
lg_check_set_at (LgCheck *self,
                 gint64   at_s)
{
  g_return_if_fail (LG_IS_CHECK (self));

  self->at_s = at_s;
}

/**
 * lg_check_set_timeouts:
 * @dns_ms: of the DNS step; 0: 15 s
 * @tcp_ms: of the TCP step; 0: 5 s
 * @tls_ms: of the TLS step, and of the answer on a plain port; 0: 8 s
 * @connack_ms: of the answer to the login; 0: 10 s
 *
 * Sets the deadline of each step, ms.
 */
void
lg_check_set_timeouts (LgCheck *self,
                       guint    dns_ms,
                       guint    tcp_ms,
                       guint    tls_ms,
                       guint    connack_ms)
{
  g_return_if_fail (LG_IS_CHECK (self));

  self->dns_ms = dns_ms;
  self->tcp_ms = tcp_ms;
  self->tls_ms = tls_ms;
  self->connack_ms = connack_ms;
}

/**
 * lg_check_set_login:
 * @params: (nullable): whom to log in as, once a run, where it is safe; %NULL: not at all
 * @security: what @params were made for
 *
 * A login takes the device offline, so it is off unless asked for.
 */
void
lg_check_set_login (LgCheck         *self,
                    LgConnectParams *params,
                    LgSecurity       security)
{
  g_return_if_fail (LG_IS_CHECK (self) && self->task == NULL);

  g_clear_pointer (&self->params, lg_connect_params_unref);
  self->params = params != NULL ? lg_connect_params_ref (params) : NULL;
  self->params_security = security;
}

/**
 * lg_check_get_host:
 *
 * Returns: the host, without brackets
 */
const char *
lg_check_get_host (LgCheck *self)
{
  g_return_val_if_fail (LG_IS_CHECK (self), NULL);

  return self->host;
}

/**
 * lg_check_get_endpoint:
 *
 * Returns: (transfer none): whose rules apply
 */
LgEndpoint *
lg_check_get_endpoint (LgCheck *self)
{
  g_return_val_if_fail (LG_IS_CHECK (self), NULL);

  return self->endpoint;
}

/**
 * lg_check_get_at:
 *
 * Returns: the time certificates were judged at, Unix seconds
 */
gint64
lg_check_get_at (LgCheck *self)
{
  g_return_val_if_fail (LG_IS_CHECK (self), 0);

  return self->judged_at_s;
}

/**
 * lg_check_get_roots:
 *
 * Returns: (transfer none): the columns, a list of [class@Root]
 */
GListModel *
lg_check_get_roots (LgCheck *self)
{
  g_return_val_if_fail (LG_IS_CHECK (self), NULL);

  return g_list_model_get_n_items (G_LIST_MODEL (self->roots)) > 0
    ? G_LIST_MODEL (self->roots) : G_LIST_MODEL (self->known_roots);
}

/**
 * lg_check_get_findings:
 *
 * Returns: (transfer none): what was found so far, a list of [class@Finding], worst first
 */
GListModel *
lg_check_get_findings (LgCheck *self)
{
  g_return_val_if_fail (LG_IS_CHECK (self), NULL);

  return G_LIST_MODEL (self->findings);
}

/**
 * lg_check_has_tried_login:
 *
 * Returns: whether a login was asked for, and there was a port to try it on
 */
gboolean
lg_check_has_tried_login (LgCheck *self)
{
  g_return_val_if_fail (LG_IS_CHECK (self), FALSE);

  return self->login != NULL;
}

/**
 * lg_check_has_logged_in:
 *
 * Returns: whether the login was asked for and the device was let in
 */
gboolean
lg_check_has_logged_in (LgCheck *self)
{
  g_return_val_if_fail (LG_IS_CHECK (self), FALSE);

  return self->logged_in;
}

/**
 * lg_check_get_ports:
 *
 * Returns: (transfer none) (element-type LgCheckPort): the ports
 */
GPtrArray *
lg_check_get_ports (LgCheck *self)
{
  return self->ports;
}

/**
 * lg_check_is_pasted:
 *
 * Returns: whether it was made of what somebody else's computer answered
 */
gboolean
lg_check_is_pasted (LgCheck *self)
{
  g_return_val_if_fail (LG_IS_CHECK (self), FALSE);

  return self->pasted;
}
