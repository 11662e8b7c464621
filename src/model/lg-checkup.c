/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-checkup.h"

#include "lg-check-plan.h"

#include <glib/gi18n.h>

struct _LgCheckup
{
  GObject       parent_instance;
  LgProfile    *profile;
  LgRootStore  *roots;
  GListModel   *practice;
  LgCheck      *check;
  GCancellable *cancellable;
  gint64        at_s;
  gboolean      login;
  gboolean      logging_in;
};

G_DEFINE_FINAL_TYPE (LgCheckup, lg_checkup, G_TYPE_OBJECT)

enum
{
  PROP_CHECK = 1,
  PROP_RUNNING,
  PROP_AT,
  PROP_LOGIN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_cancellable (LgCheckup    *self,
                 GCancellable *cancellable)
{
  if (g_set_object (&self->cancellable, cancellable))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (LgCheckup) self = user_data;

  /* Cancelled or not, what was found until then stays. */
  lg_check_run_finish (LG_CHECK (object), result, NULL);
  if (self->check == LG_CHECK (object))
    set_cancellable (self, NULL);
}

static void
lg_checkup_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  LgCheckup *self = LG_CHECKUP (object);

  switch (prop_id)
    {
    case PROP_CHECK:
      g_value_set_object (value, self->check);
      break;

    case PROP_RUNNING:
      g_value_set_boolean (value, lg_checkup_get_running (self));
      break;

    case PROP_AT:
      g_value_set_int64 (value, self->at_s);
      break;

    case PROP_LOGIN:
      g_value_set_boolean (value, self->login);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_checkup_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  LgCheckup *self = LG_CHECKUP (object);

  switch (prop_id)
    {
    case PROP_AT:
      lg_checkup_set_at (self, g_value_get_int64 (value));
      break;

    case PROP_LOGIN:
      lg_checkup_set_login (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_checkup_dispose (GObject *object)
{
  LgCheckup *self = LG_CHECKUP (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->roots);
  g_clear_object (&self->practice);
  g_clear_object (&self->check);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (lg_checkup_parent_class)->dispose (object);
}

static void
lg_checkup_class_init (LgCheckupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_checkup_get_property;
  object_class->set_property = lg_checkup_set_property;
  object_class->dispose = lg_checkup_dispose;

  properties[PROP_CHECK] = g_param_spec_object ("check", NULL, NULL, LG_TYPE_CHECK,
                                                G_PARAM_READABLE | flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | flags);
  properties[PROP_AT] = g_param_spec_int64 ("at", NULL, NULL, 0, G_MAXINT64, 0,
                                            G_PARAM_READWRITE | flags);
  properties[PROP_LOGIN] = g_param_spec_boolean ("login", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_checkup_init (LgCheckup *self)
{
}

/* A run outlives neither the link nor its threads' deadlines. */
/**
 * lg_checkup_new:
 * @link: a device
 *
 * Returns: (transfer full): its checks; use lg_workspace_get_checkup()
 */
LgCheckup *
lg_checkup_new (LgLink *link)
{
  LgCheckup *self;

  g_return_val_if_fail (LG_IS_LINK (link), NULL);

  self = g_object_new (LG_TYPE_CHECKUP, NULL);
  self->profile = g_object_ref (lg_link_get_profile (link));
  self->roots = g_object_ref (lg_link_get_roots (link));
  return self;
}

/**
 * lg_checkup_set_practice:
 * @practice: (nullable): a list of [class@Pairing], the practice platform's ports
 */
void
lg_checkup_set_practice (LgCheckup  *self,
                         GListModel *practice)
{
  g_return_if_fail (LG_IS_CHECKUP (self));

  g_set_object (&self->practice, practice);
}

/**
 * lg_checkup_dup_host:
 * @problem: (out) (optional) (nullable): why there is none, for the operator
 *
 * Returns: (transfer full) (nullable): the host to check, or %NULL when it is not known yet
 */
char *
lg_checkup_dup_host (LgCheckup  *self,
                     char      **problem)
{
  g_return_val_if_fail (LG_IS_CHECKUP (self), NULL);

  return lg_check_plan_dup_host (self->profile, problem);
}

/**
 * lg_checkup_run:
 * @error: return location (%LG_LINK_ERROR_INPUT): a value is missing; the message names it
 *
 * Starts a new check; it ends when [property@Checkup:running] does.
 *
 * Returns: whether it started
 */
gboolean
lg_checkup_run (LgCheckup  *self,
                GError    **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (LgCheck) check = NULL;

  g_return_val_if_fail (LG_IS_CHECKUP (self), FALSE);
  g_return_val_if_fail (!lg_checkup_get_running (self), FALSE);

  check = lg_check_plan_make (self->profile, self->roots, self->practice, self->login, error);
  if (check == NULL)
    return FALSE;

  self->logging_in = self->login;
  lg_check_set_at (check, self->at_s);
  g_set_object (&self->check, check);
  set_cancellable (self, cancellable);
  lg_check_run_async (check, cancellable, ran_cb, g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECK]);
  lg_checkup_set_login (self, FALSE);
  return TRUE;
}

/**
 * lg_checkup_dup_remote_lines:
 * @shell: where they are pasted into
 * @error: return location (%LG_LINK_ERROR_INPUT): a value is missing; the message names it
 *
 * Returns: (transfer full) (nullable): lines that make the check on somebody else's computer,
 *   without anything secret in them
 */
char *
lg_checkup_dup_remote_lines (LgCheckup      *self,
                             LgRemoteShell   shell,
                             GError        **error)
{
  g_autoptr (LgCheck) check = NULL;
  char *lines;

  g_return_val_if_fail (LG_IS_CHECKUP (self), NULL);

  check = lg_check_plan_make (self->profile, self->roots, self->practice, FALSE, error);
  if (check == NULL)
    return NULL;

  lines = lg_check_dup_remote_lines (check, shell);
  if (lines == NULL)
    g_set_error_literal (error, LG_LINK_ERROR, LG_LINK_ERROR_INPUT,
                         _("No command line can be given this host."));
  return lines;
}

/**
 * lg_checkup_take_pasted:
 * @answer: what somebody else's computer answered
 * @error: return location (%LG_LINK_ERROR_INPUT: a value is missing; #LgPastedError: it is no
 *   answer); the message says so
 *
 * Makes a new check of it, beside which nothing is looked at.
 *
 * Returns: whether it is one
 */
gboolean
lg_checkup_take_pasted (LgCheckup  *self,
                        GBytes     *answer,
                        GError    **error)
{
  g_autoptr (LgCheck) check = NULL;
  g_autoptr (LgPasted) pasted = NULL;

  g_return_val_if_fail (LG_IS_CHECKUP (self) && answer != NULL, FALSE);
  g_return_val_if_fail (!lg_checkup_get_running (self), FALSE);

  check = lg_check_plan_make (self->profile, self->roots, self->practice, FALSE, error);
  if (check == NULL)
    return FALSE;
  pasted = lg_pasted_read (answer, lg_check_get_host (check),
                           lg_endpoint_get_port (lg_profile_get_endpoint (self->profile)), error);
  if (pasted == NULL)
    return FALSE;

  self->logging_in = FALSE;
  lg_check_set_at (check, self->at_s);
  lg_check_take_pasted (check, pasted);
  g_set_object (&self->check, check);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECK]);
  return TRUE;
}

/**
 * lg_checkup_cancel:
 *
 * Ends a running check at once; what it found so far stays.
 */
void
lg_checkup_cancel (LgCheckup *self)
{
  g_return_if_fail (LG_IS_CHECKUP (self));

  g_cancellable_cancel (self->cancellable);
}

/**
 * lg_checkup_use:
 * @port: a port of the latest check
 * @root: a root that fits
 *
 * Makes the device use them.
 */
void
lg_checkup_use (LgCheckup   *self,
                LgCheckPort *port,
                LgRoot      *root)
{
  LgEndpoint *endpoint;

  g_return_if_fail (LG_IS_CHECKUP (self));

  endpoint = lg_profile_get_endpoint (self->profile);
  lg_endpoint_set_security (endpoint, lg_check_port_get_security (port));
  lg_endpoint_set_port (endpoint, lg_check_port_get_port (port));
  lg_endpoint_set_root (endpoint, lg_root_get_name (root));
}

/**
 * lg_checkup_get_endpoint:
 *
 * Returns: (transfer none): where the device is set to connect
 */
LgEndpoint *
lg_checkup_get_endpoint (LgCheckup *self)
{
  g_return_val_if_fail (LG_IS_CHECKUP (self), NULL);

  return lg_profile_get_endpoint (self->profile);
}

/**
 * lg_checkup_get_check:
 *
 * Returns: (transfer none) (nullable): the latest check
 */
LgCheck *
lg_checkup_get_check (LgCheckup *self)
{
  g_return_val_if_fail (LG_IS_CHECKUP (self), NULL);

  return self->check;
}

/**
 * lg_checkup_get_running:
 *
 * Returns: whether a check runs
 */
gboolean
lg_checkup_get_running (LgCheckup *self)
{
  g_return_val_if_fail (LG_IS_CHECKUP (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * lg_checkup_get_logging_in:
 *
 * Returns: whether the latest check logs in too
 */
gboolean
lg_checkup_get_logging_in (LgCheckup *self)
{
  g_return_val_if_fail (LG_IS_CHECKUP (self), FALSE);

  return self->logging_in;
}

/**
 * lg_checkup_get_at:
 *
 * Returns: the day to judge at, Unix seconds; 0: now
 */
gint64
lg_checkup_get_at (LgCheckup *self)
{
  g_return_val_if_fail (LG_IS_CHECKUP (self), 0);

  return self->at_s;
}

/**
 * lg_checkup_set_at:
 * @at_s: the day to judge at, Unix seconds; 0: now
 */
void
lg_checkup_set_at (LgCheckup *self,
                   gint64     at_s)
{
  g_return_if_fail (LG_IS_CHECKUP (self));

  if (self->at_s == at_s)
    return;

  self->at_s = at_s;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT]);
}

/**
 * lg_checkup_get_login:
 *
 * Returns: whether the next check logs in too
 */
gboolean
lg_checkup_get_login (LgCheckup *self)
{
  g_return_val_if_fail (LG_IS_CHECKUP (self), FALSE);

  return self->login;
}

/**
 * lg_checkup_set_login:
 * @login: whether the next check logs in too, which takes the device offline
 */
void
lg_checkup_set_login (LgCheckup *self,
                      gboolean   login)
{
  g_return_if_fail (LG_IS_CHECKUP (self));

  if (self->login == login)
    return;

  self->login = login;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOGIN]);
}
