/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-check-plan.h"

#include "lg-pairing.h"
#include "link/lg-link.h"

#include <glib/gi18n.h>

/**
 * lg_check_plan_dup_host:
 * @profile: a device
 * @problem: (out) (optional) (nullable): why there is none, for the operator
 *
 * Returns: (transfer full) (nullable): the host to check, or %NULL when it is not known yet
 */
char *
lg_check_plan_dup_host (LgProfile  *profile,
                        char      **problem)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
  const char *product_key =
    lg_credentials_get_product_key (lg_profile_get_credentials (profile));
  char *host = lg_endpoint_resolve_host (endpoint, product_key);
  g_autoptr (GPtrArray) issues = NULL;

  if (host == NULL && problem != NULL)
    {
      const LgIssue *worst;

      issues = lg_endpoint_validate (endpoint, product_key);
      worst = lg_issues_get_worst (issues);
      *problem = g_strdup (worst != NULL ? worst->message : _("The host is not known yet"));
    }
  return host;
}

static void
add_root (LgCheck     *check,
          LgRootStore *roots,
          const char  *name)
{
  LgRoot *root = name != NULL ? lg_root_store_select (roots, name, NULL) : NULL;

  if (root != NULL)
    lg_check_add_root (check, root);
}

static void
add_port (LgCheck     *check,
          LgRootStore *roots,
          LgEndpoint  *endpoint)
{
  lg_check_add_port (check, lg_endpoint_get_port (endpoint), lg_endpoint_get_security (endpoint));
  add_root (check, roots, lg_endpoint_get_root (endpoint));
}

static void
add_pairings (LgCheck     *check,
              LgRootStore *roots,
              LgEndpoint  *endpoint,
              GListModel  *pairings)
{
  for (guint i = 0; i < g_list_model_get_n_items (pairings); i++)
    {
      g_autoptr (LgPairing) pairing = g_list_model_get_item (pairings, i);
      g_autoptr (LgEndpoint) paired = lg_endpoint_copy (endpoint);

      lg_pairing_apply (pairing, paired);
      add_port (check, roots, paired);
    }
}

static gboolean
is_paired (LgRoot     *root,
           GListModel *pairings)
{
  g_autoptr (LgEndpoint) endpoint = lg_endpoint_new ();

  for (guint i = 0; pairings != NULL && i < g_list_model_get_n_items (pairings); i++)
    {
      g_autoptr (LgPairing) pairing = g_list_model_get_item (pairings, i);

      lg_pairing_apply (pairing, endpoint);
      if (g_strcmp0 (lg_endpoint_get_root (endpoint), lg_root_get_name (root)) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The platform's own roots, the operator's files, and what this computer trusts anyway; not what
 * belongs to the practice platform. */
static void
add_usual_roots (LgCheck     *check,
                 LgRootStore *roots,
                 LgEndpoint  *endpoint,
                 GListModel  *practice)
{
  GPtrArray *ports = lg_platform_get_ports (lg_endpoint_get_platform (endpoint));
  GListModel *known = G_LIST_MODEL (roots);

  for (guint i = 0; i < ports->len; i++)
    add_root (check, roots, ((const LgPort *) ports->pdata[i])->root);

  for (guint i = 0; i < g_list_model_get_n_items (known); i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (known, i);
      LgRootSource source = lg_root_get_source (root);

      if (is_paired (root, practice))
        continue;
      if (ports->len == 0 || source == LG_ROOT_FILE || source == LG_ROOT_SYSTEM_STORE)
        lg_check_add_root (check, root);
    }
}

/* Whether the device uses a port that its platform, which documents some, does not name. */
static gboolean
is_port_odd (LgEndpoint *endpoint)
{
  const LgPlatform *platform = lg_endpoint_get_platform (endpoint);
  guint16 port = lg_endpoint_get_port (endpoint);

  return port != 0 && lg_platform_get_ports (platform)->len > 0
         && lg_platform_find_port (platform, port, lg_endpoint_get_security (endpoint)) == NULL;
}

static gboolean
set_login (LgCheck    *check,
           LgProfile  *profile,
           GError    **error)
{
  LgCredentials *credentials = lg_profile_get_credentials (profile);
  g_autoptr (GPtrArray) issues = lg_credentials_validate (credentials);
  const LgIssue *worst = lg_issues_get_worst (issues);
  g_autoptr (LgConnectParams) params = NULL;

  if (worst != NULL && worst->level == LG_ISSUE_ERROR)
    {
      g_set_error (error, LG_LINK_ERROR, LG_LINK_ERROR_INPUT, "%s", worst->message);
      return FALSE;
    }

  if (lg_credentials_get_mode (credentials) == LG_MODE_REGISTRATION)
    {
      g_set_error (error, LG_LINK_ERROR, LG_LINK_ERROR_INPUT,
                   _("A login would register the device and lose its secret. Register it first."));
      return FALSE;
    }

  params = lg_connect_params_new (credentials, LG_SECURITY_TLS, g_get_real_time () / 1000, error);
  if (params == NULL)
    return FALSE;

  lg_check_set_login (check, params, LG_SECURITY_TLS);
  return TRUE;
}

/**
 * lg_check_plan_make:
 * @profile: a device
 * @roots: every known root; the files @profile and @practice name are added
 * @practice: (nullable): a list of [class@Pairing], the practice platform's ports
 * @login: whether to log in too; over TLS only
 * @error: return location (%LG_LINK_ERROR_INPUT): a value is missing; the message names it
 *
 * The ports are those the platform documents and the device's own; for the practice device the
 * practice platform's.
 *
 * Returns: (transfer full): a check that is ready to run, or %NULL
 */
LgCheck *
lg_check_plan_make (LgProfile    *profile,
                    LgRootStore  *roots,
                    GListModel   *practice,
                    gboolean      login,
                    GError      **error)
{
  LgEndpoint *endpoint = lg_profile_get_endpoint (profile);
  g_autofree char *problem = NULL;
  g_autofree char *host = lg_check_plan_dup_host (profile, &problem);
  g_autoptr (LgCheck) check = NULL;

  if (host == NULL)
    {
      g_set_error (error, LG_LINK_ERROR, LG_LINK_ERROR_INPUT, "%s", problem);
      return NULL;
    }

  check = lg_check_new (endpoint, host, roots);
  if (lg_profile_is_practice (profile) && practice != NULL
      && g_list_model_get_n_items (practice) > 0)
    {
      add_pairings (check, roots, endpoint, practice);
    }
  else
    {
      add_usual_roots (check, roots, endpoint, practice);
      lg_check_add_usual_ports (check);
      if (is_port_odd (endpoint))
        add_port (check, roots, endpoint);
    }
  add_root (check, roots, lg_endpoint_get_root (endpoint));

  if (login && !set_login (check, profile, error))
    return NULL;
  return g_steal_pointer (&check);
}
