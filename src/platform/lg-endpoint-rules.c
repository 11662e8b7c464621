/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-endpoint.h"
#include "lg-platform-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define SYSTEM_ROOT "system"
#define HOST_MAX 253

static void
add (GPtrArray *issues,
     LgIssue   *issue)
{
  g_ptr_array_add (issues, issue);
}

static const LgPort *
find_pairing (LgEndpoint *self)
{
  return lg_platform_find_port (lg_endpoint_get_platform (self),
                                lg_endpoint_get_port (self),
                                lg_endpoint_get_security (self));
}

/**
 * lg_endpoint_get_root_name:
 *
 * Returns: (nullable): the root to judge the server by: the one selected, else the one documented
 *   for the port, else the system's store; %NULL for plain TCP
 */
const char *
lg_endpoint_get_root_name (LgEndpoint *self)
{
  const char *selected;
  const LgPort *pairing;

  g_return_val_if_fail (LG_IS_ENDPOINT (self), NULL);

  if (lg_endpoint_get_security (self) == LG_SECURITY_TCP)
    return NULL;

  selected = lg_endpoint_get_root (self);
  if (selected != NULL && *selected != '\0')
    return selected;

  pairing = find_pairing (self);
  return pairing != NULL ? pairing->root : SYSTEM_ROOT;
}

static gboolean
fill_in (GString    *text,
         const char *variable,
         const char *value)
{
  gboolean missing = value == NULL || *value == '\0';

  return g_string_replace (text, variable, missing ? "" : value, 0) == 0 || !missing;
}

/**
 * lg_endpoint_resolve_host:
 * @product_key: (nullable): ProductKey, part of a public instance's host
 *
 * Returns: (transfer full) (nullable): the host to connect to, as it follows from what was typed;
 *   %NULL if a part of it is missing
 */
char *
lg_endpoint_resolve_host (LgEndpoint *self,
                          const char *product_key)
{
  g_autoptr (GString) host = NULL;
  const char *template;
  LgHostKind kind;

  g_return_val_if_fail (LG_IS_ENDPOINT (self), NULL);

  kind = lg_endpoint_get_host_kind (self);
  if (kind == LG_HOST_TYPED)
    return *lg_endpoint_get_host (self) != '\0' ? g_strdup (lg_endpoint_get_host (self)) : NULL;

  template = lg_endpoint_get_platform (self)->hosts[kind];
  if (template == NULL)
    return NULL;

  host = g_string_new (template);
  if (!fill_in (host, "${productKey}", product_key) ||
      !fill_in (host, "${regionId}", lg_endpoint_get_region (self)) ||
      !fill_in (host, "${instanceId}", lg_endpoint_get_instance_id (self)))
    return NULL;

  return g_string_free (g_steal_pointer (&host), FALSE);
}

/* The port of "name:1883", but not of an IPv6 address. */
static const char *
find_port_part (const char *host)
{
  const char *colon = strrchr (host, ':');

  if (colon == NULL || colon == host || colon[1] == '\0' ||
      colon[1 + strspn (colon + 1, "0123456789")] != '\0')
    return NULL;

  return memchr (host, ':', colon - host) == NULL || colon[-1] == ']' ? colon : NULL;
}

static const char *
find_bad_character (const char *host)
{
  for (; *host != '\0'; host = g_utf8_next_char (host))
    if ((guchar) *host < 0x80 && !g_ascii_isalnum (*host) && strchr ("-._", *host) == NULL)
      return host;

  return NULL;
}

/* What a host copied from somewhere has too much. Each is named, because each looks like a missing
 * name once it is resolved. */
static LgIssue *
check_host_form (LgField     field,
                 const char *host)
{
  const char *bad;

  if (!g_utf8_validate (host, -1, NULL))
    return lg_issue_new (field, LG_ISSUE_ERROR, _("%s is not valid UTF-8."), _("The host"));
  if (strstr (host, "://") != NULL)
    return lg_issue_new (field, LG_ISSUE_ERROR,
                         _("The host begins with a scheme (%.*s); leave it out."),
                         (int) (strstr (host, "://") + 3 - host), host);
  if (strpbrk (host, " \t\r\n") != NULL || strstr (host, "\u00a0") != NULL)
    return lg_issue_new (field, LG_ISSUE_ERROR, _("The host contains a blank."));
  if (strchr (host, '/') != NULL)
    return lg_issue_new (field, LG_ISSUE_ERROR,
                         _("The host contains a path (%s); leave it out."), strchr (host, '/'));
  if (find_port_part (host) != NULL)
    return lg_issue_new (field, LG_ISSUE_ERROR,
                         _("The host contains a port (%s), which has a field of its own."),
                         find_port_part (host));
  if (host[0] == '[')
    return lg_issue_new (field, LG_ISSUE_ERROR, _("An IPv6 address goes without brackets."));
  if (g_hostname_is_ip_address (host))
    return NULL;

  bad = find_bad_character (host);
  if (bad != NULL)
    return lg_issue_new (field, LG_ISSUE_ERROR, _("A host name has no “%c”."), *bad);
  if (strlen (host) > HOST_MAX || host[0] == '.' || strstr (host, "..") != NULL)
    return lg_issue_new (field, LG_ISSUE_ERROR, _("This is not the form of a host name."));

  return NULL;
}

static void
check_form (GPtrArray  *issues,
            LgField     field,
            const char *host)
{
  LgIssue *issue = check_host_form (field, host);

  if (issue != NULL)
    add (issues, issue);
}

static void
check_typed_host (GPtrArray  *issues,
                  LgEndpoint *self)
{
  const char *hint = lg_platform_get_host_hint (lg_endpoint_get_platform (self));
  const char *host = lg_endpoint_get_host (self);

  if (*host != '\0')
    check_form (issues, LG_FIELD_HOST, host);
  else if (hint != NULL)
    add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_ERROR,
                               _("The host is missing. %s."), hint));
  else
    add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_ERROR, _("The host is missing.")));
}

static gboolean
is_known_region (LgEndpoint *self)
{
  GPtrArray *regions = lg_platform_get_regions (lg_endpoint_get_platform (self));

  for (guint i = 0; i < regions->len; i++)
    if (strcmp (((LgRegion *) regions->pdata[i])->id, lg_endpoint_get_region (self)) == 0)
      return TRUE;

  return regions->len == 0;
}

static void
check_public_host (GPtrArray  *issues,
                   LgEndpoint *self,
                   const char *product_key)
{
  g_autofree char *host = lg_endpoint_resolve_host (self, product_key);
  const char *region = lg_endpoint_get_region (self);

  if (*region == '\0')
    add (issues, lg_issue_new (LG_FIELD_REGION, LG_ISSUE_ERROR, _("The region is missing.")));
  else if (host == NULL)
    add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_ERROR,
                               _("The host begins with the ProductKey, which is missing.")));
  else
    check_form (issues, LG_FIELD_HOST, host);

  if (*region != '\0' && !is_known_region (self))
    add (issues, lg_issue_new (LG_FIELD_REGION, LG_ISSUE_RULE,
                               _("“%s” is no region with a public instance."), region));
}

static void
check_instance_host (GPtrArray  *issues,
                     LgEndpoint *self)
{
  const char *instance_id = lg_endpoint_get_instance_id (self);

  if (*instance_id == '\0')
    add (issues, lg_issue_new (LG_FIELD_INSTANCE_ID, LG_ISSUE_ERROR,
                               _("The instance ID is missing.")));
  else if (strchr (instance_id, '.') != NULL)
    add (issues, lg_issue_new (LG_FIELD_INSTANCE_ID, LG_ISSUE_ERROR,
                               _("This is a host name; the instance ID is its first part.")));
  else
    check_form (issues, LG_FIELD_INSTANCE_ID, instance_id);
}

static void
check_ipv6_host (GPtrArray  *issues,
                 LgEndpoint *self)
{
  const LgPlatform *platform = lg_endpoint_get_platform (self);

  if (g_strcmp0 (lg_endpoint_get_region (self), platform->ipv6_region) != 0)
    add (issues, lg_issue_new (LG_FIELD_REGION, LG_ISSUE_ERROR,
                               _("IPv6 is offered in China (Shanghai) (%s) only."),
                               platform->ipv6_region));

  if (lg_endpoint_get_port (self) != platform->ipv6_port)
    add (issues, lg_issue_new (LG_FIELD_PORT, LG_ISSUE_RISK,
                               _("The IPv6 host is documented with port %u only."),
                               platform->ipv6_port));
}

static void
check_host (GPtrArray  *issues,
            LgEndpoint *self,
            const char *product_key)
{
  const LgPlatform *platform = lg_endpoint_get_platform (self);
  LgHostKind kind = lg_endpoint_get_host_kind (self);

  if (kind == LG_HOST_TYPED)
    check_typed_host (issues, self);
  else if (platform->hosts[kind] == NULL)
    add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_ERROR,
                               _("%s documents no such host; type the host."), platform->name));
  else if (kind == LG_HOST_PUBLIC)
    check_public_host (issues, self, product_key);
  else if (kind == LG_HOST_INSTANCE)
    check_instance_host (issues, self);
  else
    check_ipv6_host (issues, self);
}

static void
check_port (GPtrArray  *issues,
            LgEndpoint *self)
{
  const LgPlatform *platform = lg_endpoint_get_platform (self);
  guint16 port = lg_endpoint_get_port (self);
  gboolean tls = lg_endpoint_get_security (self) == LG_SECURITY_TLS;

  if (port == 0)
    {
      add (issues, lg_issue_new (LG_FIELD_PORT, LG_ISSUE_ERROR, _("The port is missing.")));
      return;
    }

  if (!tls)
    add (issues, lg_issue_new (LG_FIELD_PORT, LG_ISSUE_RISK,
                               _("Plain TCP: anyone on the way can read and change everything.")));

  if (platform->ports->len > 0 && find_pairing (self) == NULL)
    add (issues, lg_issue_new (LG_FIELD_PORT, LG_ISSUE_RISK,
                               tls ? _("%s documents no TLS on port %u.")
                                   : _("%s documents no plain TCP on port %u."),
                               platform->name, port));
}

static void
check_root (GPtrArray  *issues,
            LgEndpoint *self)
{
  const LgPort *pairing = find_pairing (self);
  const char *root = lg_endpoint_get_root_name (self);

  if (root == NULL || pairing == NULL || strcmp (root, pairing->root) == 0)
    return;

  add (issues, lg_issue_new (LG_FIELD_ROOT, LG_ISSUE_RISK,
                             _("Port %u is documented with the root “%s”."),
                             pairing->port, pairing->root));
}

/* Whether a typed host could be one the platform's templates make. */
static gboolean
fits_template (const char *host,
               const char *template)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *pattern = NULL;

  if (template == NULL)
    return FALSE;

  parts = g_strsplit (template, "${", -1);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      char *part = g_strconcat ("*", strchr (parts[i], '}') + 1, NULL);

      g_free (parts[i]);
      parts[i] = part;
    }
  pattern = g_strjoinv ("", parts);
  return g_pattern_match_simple (pattern, host);
}

static LgHostKind
guess_host_kind (LgEndpoint *self)
{
  const LgPlatform *platform = lg_endpoint_get_platform (self);
  LgHostKind kind = lg_endpoint_get_host_kind (self);

  for (guint i = 0; kind == LG_HOST_TYPED && i < LG_HOST_TYPED; i++)
    if (fits_template (lg_endpoint_get_host (self), platform->hosts[i]))
      kind = i;

  return kind;
}

/* Where nothing is documented for any host, the server itself will tell. */
static void
check_protocol (GPtrArray  *issues,
                LgEndpoint *self)
{
  const LgPlatform *platform = lg_endpoint_get_platform (self);
  LgHostKind kind = guess_host_kind (self);

  if (lg_endpoint_get_protocol (self) != LG_PROTOCOL_MQTT_5 || platform->ports->len == 0)
    return;

  if (platform->mqtt_5_note == NULL)
    add (issues, lg_issue_new (LG_FIELD_PROTOCOL, LG_ISSUE_RISK, _("%s documents no MQTT 5."),
                               platform->name));
  else if (kind != LG_HOST_TYPED && !platform->mqtt_5[kind])
    add (issues, lg_issue_new (LG_FIELD_PROTOCOL, LG_ISSUE_RULE,
                               _("%s does not offer MQTT 5 on this host, only on one that begins "
                                 "with the instance ID."), platform->name));
}

/**
 * lg_endpoint_validate:
 * @product_key: (nullable): ProductKey, part of a public instance's host
 *
 * Judges where the device connects, field by field.
 *
 * Returns: (transfer full) (element-type LgIssue): the issues found; empty when there is none
 */
GPtrArray *
lg_endpoint_validate (LgEndpoint *self,
                      const char *product_key)
{
  GPtrArray *issues;
  LgIssue *keepalive;

  g_return_val_if_fail (LG_IS_ENDPOINT (self), NULL);

  issues = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_issue_free);
  check_host (issues, self, product_key);
  check_port (issues, self);
  check_root (issues, self);
  check_protocol (issues, self);

  keepalive = lg_platform_validate_keepalive (lg_endpoint_get_platform (self),
                                              lg_endpoint_get_keepalive (self));
  if (keepalive != NULL)
    add (issues, keepalive);

  return issues;
}
