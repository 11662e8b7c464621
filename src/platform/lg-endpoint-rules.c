/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-endpoint.h"
#include "lg-platform-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define SYSTEM_ROOT "system"

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

static void
check_port (GPtrArray  *issues,
            LgEndpoint *self)
{
  const LgPlatform *platform = lg_endpoint_get_platform (self);
  guint16 port = lg_endpoint_get_port (self);
  gboolean tls = lg_endpoint_get_security (self) == LG_SECURITY_TLS;

  if (port == 0)
    {
      add (issues, lg_issue_new_missing (LG_FIELD_PORT, _("The port is missing.")));
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

/**
 * lg_endpoint_is_protocol_offered:
 *
 * Returns: %FALSE when the platform documents that the MQTT version is not offered on this host;
 *   where nothing is documented, the server itself will tell
 */
gboolean
lg_endpoint_is_protocol_offered (LgEndpoint *self)
{
  const LgPlatform *platform;
  LgHostKind kind;

  g_return_val_if_fail (LG_IS_ENDPOINT (self), FALSE);

  platform = lg_endpoint_get_platform (self);
  kind = guess_host_kind (self);
  return lg_endpoint_get_protocol (self) != LG_PROTOCOL_MQTT_5 || platform->mqtt_5_note == NULL
         || kind == LG_HOST_TYPED || platform->mqtt_5[kind];
}

/**
 * lg_endpoint_get_mqtt_5_lock:
 *
 * Returns: (nullable): what the device loses by a login with the chosen MQTT version, as the vendor
 *   says it, translated; %NULL where it loses nothing
 */
const char *
lg_endpoint_get_mqtt_5_lock (LgEndpoint *self)
{
  g_return_val_if_fail (LG_IS_ENDPOINT (self), NULL);

  return lg_endpoint_get_protocol (self) == LG_PROTOCOL_MQTT_5
         ? lg_platform_get_mqtt_5_lock (lg_endpoint_get_platform (self)) : NULL;
}

static void
check_protocol (GPtrArray  *issues,
                LgEndpoint *self)
{
  const LgPlatform *platform = lg_endpoint_get_platform (self);

  if (lg_endpoint_get_protocol (self) != LG_PROTOCOL_MQTT_5 || platform->ports->len == 0)
    return;

  if (platform->mqtt_5_note == NULL)
    add (issues, lg_issue_new (LG_FIELD_PROTOCOL, LG_ISSUE_RISK, _("%s documents no MQTT 5."),
                               platform->name));
  else if (!lg_endpoint_is_protocol_offered (self))
    add (issues, lg_issue_new (LG_FIELD_PROTOCOL, LG_ISSUE_RULE,
                               _("%s does not offer MQTT 5 on this host, only on one that begins "
                                 "with the instance ID."), platform->name));
  else if (platform->mqtt_5_lock != NULL)
    add (issues, lg_issue_new (LG_FIELD_PROTOCOL, LG_ISSUE_RISK, "%s", platform->mqtt_5_lock));
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
  lg_endpoint_check_host (self, product_key, issues);
  check_port (issues, self);
  check_root (issues, self);
  check_protocol (issues, self);

  keepalive = lg_platform_validate_keepalive (lg_endpoint_get_platform (self),
                                              lg_endpoint_get_keepalive (self));
  if (keepalive != NULL)
    add (issues, keepalive);

  return issues;
}
