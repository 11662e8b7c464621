/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The host that follows from what was typed, and what is wrong with it. */
#include "config.h"

#include "lg-platform-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define HOST_MAX 253
#define INSTANCE_PREFIX "iot-"

static void
add (GPtrArray *issues,
     LgIssue   *issue)
{
  g_ptr_array_add (issues, issue);
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
 * lg_endpoint_has_host_kind:
 * @kind: what may make the host
 *
 * Returns: whether the platform has hosts of that kind; a host can always be typed
 */
gboolean
lg_endpoint_has_host_kind (LgEndpoint *self,
                           LgHostKind  kind)
{
  g_return_val_if_fail (LG_IS_ENDPOINT (self), FALSE);

  return kind == LG_HOST_TYPED || lg_endpoint_get_platform (self)->hosts[kind] != NULL;
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
  const LgRegion *region;
  const char *template;
  LgHostKind kind;

  g_return_val_if_fail (LG_IS_ENDPOINT (self), NULL);

  kind = lg_endpoint_get_host_kind (self);
  if (kind == LG_HOST_TYPED)
    return *lg_endpoint_get_host (self) != '\0' ? g_strdup (lg_endpoint_get_host (self)) : NULL;

  template = lg_endpoint_get_platform (self)->hosts[kind];
  if (template == NULL)
    return NULL;

  region = lg_platform_find_region (lg_endpoint_get_platform (self), lg_endpoint_get_region (self));
  host = g_string_new (template);
  if (!fill_in (host, "${productKey}", product_key)
      || !fill_in (host, "${regionHost}", region != NULL ? region->host : NULL)
      || !fill_in (host, "${regionId}", lg_endpoint_get_region (self))
      || !fill_in (host, "${instanceId}", lg_endpoint_get_instance_id (self)))
    return NULL;

  return g_string_free (g_steal_pointer (&host), FALSE);
}

/**
 * lg_endpoint_choose_platform:
 * @platform_id: the identifier of a platform there is
 *
 * Makes @self one of another platform: with what usually makes a host there, and with a region it
 * has.
 */
void
lg_endpoint_choose_platform (LgEndpoint *self,
                             const char *platform_id)
{
  const LgPlatform *platform;

  g_return_if_fail (LG_IS_ENDPOINT (self));
  g_return_if_fail (platform_id != NULL);

  platform = lg_platform_get (platform_id);
  g_return_if_fail (platform != NULL);

  /* Nobody is told of a host that is half the old platform's. */
  g_object_freeze_notify (G_OBJECT (self));
  if (platform->regions->len > 0
      && lg_platform_find_region (platform, lg_endpoint_get_region (self)) == NULL)
    lg_endpoint_set_region (self, ((LgRegion *) platform->regions->pdata[0])->id);
  lg_endpoint_set_platform_id (self, platform_id);
  /* Where the platform documents no pattern, the host must be typed. */
  lg_endpoint_set_host_kind (self, platform->hosts[LG_HOST_PUBLIC] != NULL ? LG_HOST_PUBLIC
                                                                           : LG_HOST_TYPED);
  g_object_thaw_notify (G_OBJECT (self));
}

/* The port of "name:1883", but not of an IPv6 address. */
static const char *
find_port_part (const char *host)
{
  const char *colon = strrchr (host, ':');

  if (colon == NULL || colon == host || colon[1] == '\0'
      || colon[1 + strspn (colon + 1, "0123456789")] != '\0')
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

static gboolean
check_form (GPtrArray  *issues,
            LgField     field,
            const char *host)
{
  LgIssue *issue = check_host_form (field, host);

  if (issue != NULL)
    add (issues, issue);
  return issue == NULL;
}

/* A platform that documents no domain may have any. */
static void
check_owner (GPtrArray  *issues,
             LgEndpoint *self,
             const char *host)
{
  const LgPlatform *platform = lg_endpoint_get_platform (self);

  if (platform->domains == NULL || lg_platform_owns_host (platform, host))
    return;

  for (const char *const *id = lg_platform_get_ids (); *id != NULL; id++)
    {
      const LgPlatform *other = lg_platform_get (*id);

      if (lg_platform_owns_host (other, host))
        add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_RISK,
                                   _("This is a host of another platform: %s."), other->name));
    }
}

/* What stands for @variable in @host, if the rest of it is as in @template. */
static char *
find_variable (const char *template,
               const char *variable,
               const char *host)
{
  const char *at = template != NULL ? strstr (template, variable) : NULL;
  const char *after = at != NULL ? at + strlen (variable) : NULL;
  gsize before = at != NULL ? at - template : 0;

  if (at == NULL || strlen (host) <= before + strlen (after)
      || strncmp (host, template, before) != 0 || !g_str_has_suffix (host, after))
    return NULL;

  return g_strndup (host + before, strlen (host) - before - strlen (after));
}

static void
check_no_instance (GPtrArray  *issues,
                   LgEndpoint *self)
{
  const char *instance_id = lg_endpoint_get_instance_id (self);

  if (*instance_id != '\0')
    add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_RISK,
                               _("This is the host of a public instance, but the device has the "
                                 "instance %s, which makes another host."), instance_id));
}

/* Alibaba Cloud, "Manage instance endpoints": a public instance's host begins with the ProductKey,
 * that of an instance with an ID begins with it. */
static void
check_public_pattern (GPtrArray  *issues,
                      LgEndpoint *self,
                      const char *host,
                      const char *product_key)
{
  const char *template = lg_endpoint_get_platform (self)->hosts[LG_HOST_PUBLIC];
  const char *dot = strchr (host, '.');
  g_autofree char *first = dot != NULL ? g_strndup (host, dot - host) : NULL;
  g_autoptr (GString) own = g_string_new (template);
  g_autofree char *region = NULL;

  if (first == NULL || strstr (own->str, "${productKey}") == NULL)
    return;

  g_string_replace (own, "${productKey}", first, 0);
  region = find_variable (own->str, "${regionId}", host);
  if (region == NULL)
    return;

  check_no_instance (issues, self);
  if (product_key != NULL && *product_key != '\0' && strcmp (first, product_key) != 0)
    add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_RISK,
                               _("This is the host of the ProductKey %s, not of %s."),
                               first, product_key));
  else if (lg_platform_find_region (lg_endpoint_get_platform (self), region) == NULL)
    add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_RISK,
                               _("“%s” is no region with a public instance."), region));
}

static void
check_instance_pattern (GPtrArray  *issues,
                        LgEndpoint *self,
                        const char *host,
                        const char *product_key)
{
  const char *instance_id = lg_endpoint_get_instance_id (self);
  g_autofree char *first = find_variable (lg_endpoint_get_platform (self)->hosts[LG_HOST_INSTANCE],
                                          "${instanceId}", host);

  if (first == NULL)
    return;

  if (*instance_id != '\0' && strcmp (first, instance_id) != 0)
    add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_RISK,
                               _("This is the host of the instance %s, not of %s."),
                               first, instance_id));
  else if (g_strcmp0 (first, product_key) == 0)
    add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_RISK,
                               _("A host of this form begins with the instance ID, not with the "
                                 "ProductKey.")));
}

static void
check_typed_host (GPtrArray  *issues,
                  LgEndpoint *self,
                  const char *product_key)
{
  const char *hint = lg_platform_get_host_hint (lg_endpoint_get_platform (self));
  const char *host = lg_endpoint_get_host (self);

  if (*host != '\0')
    {
      if (!check_form (issues, LG_FIELD_HOST, host))
        return;

      check_owner (issues, self, host);
      check_public_pattern (issues, self, host, product_key);
      check_instance_pattern (issues, self, host, product_key);
    }
  else if (hint != NULL)
    add (issues, lg_issue_new_missing (LG_FIELD_HOST, _("The host is missing. %s."), hint));
  else
    add (issues, lg_issue_new_missing (LG_FIELD_HOST, _("The host is missing.")));
}

/* Where nothing is known of regions, each is as good. */
static void
check_region (GPtrArray  *issues,
              LgEndpoint *self)
{
  const LgPlatform *platform = lg_endpoint_get_platform (self);
  const char *region = lg_endpoint_get_region (self);
  const char *const *enterprise = (const char *const *) platform->instance_regions;

  if (*region == '\0')
    add (issues, lg_issue_new_missing (LG_FIELD_REGION, _("The region is missing.")));
  else if (platform->regions->len == 0 || lg_platform_find_region (platform, region) != NULL)
    return;
  else if (strstr (platform->hosts[LG_HOST_PUBLIC], "${regionHost}") != NULL)
    add (issues, lg_issue_new (LG_FIELD_REGION, LG_ISSUE_ERROR,
                               _("“%s” is no data center of this platform."), region));
  else if (enterprise != NULL && g_strv_contains (enterprise, region))
    add (issues, lg_issue_new (LG_FIELD_REGION, LG_ISSUE_RULE,
                               _("“%s” has Enterprise instances only: the instance ID makes the "
                                 "host."), region));
  else
    add (issues, lg_issue_new (LG_FIELD_REGION, LG_ISSUE_RULE,
                               _("“%s” is no region with a public instance."), region));
}

/* What is wrong with a part of the host is told where that part is typed. Returns whether the
 * ProductKey can begin a host. */
static gboolean
check_product_key_part (GPtrArray  *issues,
                        const char *product_key)
{
  const char *bad;

  if (product_key == NULL || *product_key == '\0')
    {
      add (issues, lg_issue_new_missing (LG_FIELD_PRODUCT_KEY,
                                         _("The host begins with the ProductKey, which is "
                                           "missing.")));
      return FALSE;
    }

  bad = find_bad_character (product_key);
  if (bad == NULL)
    return TRUE;

  if (g_ascii_isspace (*bad))
    add (issues, lg_issue_new (LG_FIELD_PRODUCT_KEY, LG_ISSUE_ERROR,
                               _("ProductKey contains a blank, and the host begins with it.")));
  else
    add (issues, lg_issue_new (LG_FIELD_PRODUCT_KEY, LG_ISSUE_ERROR,
                               _("ProductKey contains “%c”, and the host begins with it."), *bad));
  return FALSE;
}

static void
check_public_host (GPtrArray  *issues,
                   LgEndpoint *self,
                   const char *product_key)
{
  const char *template = lg_endpoint_get_platform (self)->hosts[LG_HOST_PUBLIC];
  g_autofree char *host = NULL;

  check_region (issues, self);
  if (strstr (template, "${productKey}") != NULL && !check_product_key_part (issues, product_key))
    return;

  host = lg_endpoint_resolve_host (self, product_key);
  if (host != NULL && check_form (issues, LG_FIELD_REGION, host)
      && lg_endpoint_get_platform (self)->hosts[LG_HOST_INSTANCE] != NULL)
    check_no_instance (issues, self);
}

static void
check_instance_host (GPtrArray  *issues,
                     LgEndpoint *self,
                     const char *product_key)
{
  const char *instance_id = lg_endpoint_get_instance_id (self);

  if (*instance_id == '\0')
    add (issues, lg_issue_new_missing (LG_FIELD_INSTANCE_ID, _("The instance ID is missing.")));
  else if (strchr (instance_id, '.') != NULL)
    add (issues, lg_issue_new (LG_FIELD_INSTANCE_ID, LG_ISSUE_ERROR,
                               _("This is a host name; the instance ID is its first part.")));
  else if (!check_form (issues, LG_FIELD_INSTANCE_ID, instance_id))
    return;
  else if (g_strcmp0 (instance_id, product_key) == 0)
    add (issues, lg_issue_new (LG_FIELD_INSTANCE_ID, LG_ISSUE_RISK,
                               _("This is the ProductKey; a public instance without an ID has its "
                                 "host by region.")));
  else if (!g_str_has_prefix (instance_id, INSTANCE_PREFIX))
    add (issues, lg_issue_new (LG_FIELD_INSTANCE_ID, LG_ISSUE_RISK,
                               _("An instance ID usually begins with %s."), INSTANCE_PREFIX));
}

static void
check_ipv6_host (GPtrArray  *issues,
                 LgEndpoint *self)
{
  const LgPlatform *platform = lg_endpoint_get_platform (self);
  const LgRegion *region = lg_platform_find_region (platform, platform->ipv6_region);

  if (g_strcmp0 (lg_endpoint_get_region (self), platform->ipv6_region) != 0)
    add (issues, lg_issue_new (LG_FIELD_REGION, LG_ISSUE_ERROR,
                               _("IPv6 is offered in %s (%s) only."),
                               region != NULL ? region->name : platform->name,
                               platform->ipv6_region));

  if (lg_endpoint_get_port (self) != platform->ipv6_port)
    add (issues, lg_issue_new (LG_FIELD_PORT, LG_ISSUE_RISK,
                               _("The IPv6 host is documented with port %u only."),
                               platform->ipv6_port));
}

/*
 * lg_endpoint_check_host:
 * @product_key: (nullable): ProductKey, part of a public instance's host
 * @issues: (element-type LgIssue): where what is wrong with the host goes
 */
void
lg_endpoint_check_host (LgEndpoint *self,
                        const char *product_key,
                        GPtrArray  *issues)
{
  const LgPlatform *platform = lg_endpoint_get_platform (self);
  LgHostKind kind = lg_endpoint_get_host_kind (self);

  if (kind == LG_HOST_TYPED)
    check_typed_host (issues, self, product_key);
  else if (platform->hosts[kind] == NULL && platform->stand_in)
    add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_ERROR,
                               _("The platform file %s.ini is missing or has a fault; it makes the "
                                 "host."), platform->id));
  else if (platform->hosts[kind] == NULL)
    add (issues, lg_issue_new (LG_FIELD_HOST, LG_ISSUE_ERROR,
                               _("%s documents no such host; type the host."), platform->name));
  else if (kind == LG_HOST_PUBLIC)
    check_public_host (issues, self, product_key);
  else if (kind == LG_HOST_INSTANCE)
    check_instance_host (issues, self, product_key);
  else
    check_ipv6_host (issues, self);
}
