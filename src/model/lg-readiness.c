/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-readiness.h"

struct _LgReadiness
{
  GObject       parent_instance;
  LgLink       *link;
  GPtrArray    *issues;
  GSignalGroup *credentials;
  GSignalGroup *endpoint;
  gboolean      send_as_typed;
};

G_DEFINE_FINAL_TYPE (LgReadiness, lg_readiness, G_TYPE_OBJECT)

enum
{
  PROP_LINK = 1,
  PROP_ISSUES,
  PROP_READY,
  PROP_REASON,
  PROP_SEND_AS_TYPED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
notify_verdict (LgReadiness *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
}

static void
judge (LgReadiness *self)
{
  g_clear_pointer (&self->issues, g_ptr_array_unref);
  self->issues = self->link != NULL ? lg_link_validate (self->link) : g_ptr_array_new ();

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ISSUES]);
  notify_verdict (self);
}

static void
lg_readiness_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  LgReadiness *self = LG_READINESS (object);

  switch (prop_id)
    {
    case PROP_LINK:
      g_value_set_object (value, self->link);
      break;

    case PROP_ISSUES:
      g_value_set_boxed (value, self->issues);
      break;

    case PROP_READY:
      g_value_set_boolean (value, lg_readiness_get_ready (self));
      break;

    case PROP_REASON:
      g_value_set_string (value, lg_readiness_get_reason (self));
      break;

    case PROP_SEND_AS_TYPED:
      g_value_set_boolean (value, self->send_as_typed);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_readiness_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  LgReadiness *self = LG_READINESS (object);

  switch (prop_id)
    {
    case PROP_LINK:
      lg_readiness_set_link (self, g_value_get_object (value));
      break;

    case PROP_SEND_AS_TYPED:
      lg_readiness_set_send_as_typed (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_readiness_dispose (GObject *object)
{
  LgReadiness *self = LG_READINESS (object);

  g_clear_object (&self->credentials);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->link);
  g_clear_pointer (&self->issues, g_ptr_array_unref);

  G_OBJECT_CLASS (lg_readiness_parent_class)->dispose (object);
}

static void
lg_readiness_class_init (LgReadinessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = readable | G_PARAM_WRITABLE;

  object_class->get_property = lg_readiness_get_property;
  object_class->set_property = lg_readiness_set_property;
  object_class->dispose = lg_readiness_dispose;

  properties[PROP_LINK] = g_param_spec_object ("link", NULL, NULL, LG_TYPE_LINK, writable);
  properties[PROP_ISSUES] =
    g_param_spec_boxed ("issues", NULL, NULL, G_TYPE_PTR_ARRAY, readable);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, readable);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, readable);
  properties[PROP_SEND_AS_TYPED] =
    g_param_spec_boolean ("send-as-typed", NULL, NULL, FALSE, writable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_readiness_init (LgReadiness *self)
{
  self->issues = g_ptr_array_new ();
  self->credentials = g_signal_group_new (LG_TYPE_CREDENTIALS);
  g_signal_group_connect_swapped (self->credentials, "notify", G_CALLBACK (judge), self);
  self->endpoint = g_signal_group_new (LG_TYPE_ENDPOINT);
  g_signal_group_connect_swapped (self->endpoint, "notify", G_CALLBACK (judge), self);
}

/**
 * lg_readiness_new:
 *
 * Returns: (transfer full): a judge without a link: not ready
 */
LgReadiness *
lg_readiness_new (void)
{
  return g_object_new (LG_TYPE_READINESS, NULL);
}

/**
 * lg_readiness_get_link:
 *
 * Returns: (transfer none) (nullable): the link judged
 */
LgLink *
lg_readiness_get_link (LgReadiness *self)
{
  g_return_val_if_fail (LG_IS_READINESS (self), NULL);

  return self->link;
}

/**
 * lg_readiness_set_link:
 * @link: (nullable): the link to judge from now on
 */
void
lg_readiness_set_link (LgReadiness *self,
                       LgLink      *link)
{
  LgProfile *profile = link != NULL ? lg_link_get_profile (link) : NULL;

  g_return_if_fail (LG_IS_READINESS (self));

  if (!g_set_object (&self->link, link))
    return;

  g_signal_group_set_target (self->credentials,
                             profile != NULL ? lg_profile_get_credentials (profile) : NULL);
  g_signal_group_set_target (self->endpoint,
                             profile != NULL ? lg_profile_get_endpoint (profile) : NULL);
  lg_readiness_set_send_as_typed (self, FALSE);
  judge (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

/**
 * lg_readiness_get_issues:
 *
 * Returns: (transfer none) (element-type LgIssue): everything known to be wrong
 */
GPtrArray *
lg_readiness_get_issues (LgReadiness *self)
{
  g_return_val_if_fail (LG_IS_READINESS (self), NULL);

  return self->issues;
}

/**
 * lg_readiness_get_worst:
 *
 * Returns: (nullable): the issue that matters most
 */
const LgIssue *
lg_readiness_get_worst (LgReadiness *self)
{
  g_return_val_if_fail (LG_IS_READINESS (self), NULL);

  return lg_issues_get_worst (self->issues);
}

/**
 * lg_readiness_get_ready:
 *
 * Returns: whether Connect may be offered
 */
gboolean
lg_readiness_get_ready (LgReadiness *self)
{
  g_return_val_if_fail (LG_IS_READINESS (self), FALSE);

  return self->link != NULL && lg_readiness_get_reason (self) == NULL;
}

/**
 * lg_readiness_get_reason:
 *
 * Returns: (nullable): the sentence that says why Connect is not offered
 */
const char *
lg_readiness_get_reason (LgReadiness *self)
{
  const LgIssue *worst;

  g_return_val_if_fail (LG_IS_READINESS (self), NULL);

  worst = lg_issues_get_worst (self->issues);
  if (worst == NULL || worst->level == LG_ISSUE_RISK)
    return NULL;
  if (worst->level == LG_ISSUE_RULE && self->send_as_typed)
    return NULL;

  return worst->message;
}

/**
 * lg_readiness_set_send_as_typed:
 * @send_as_typed: whether the operator breaks the platform's rules on purpose
 */
void
lg_readiness_set_send_as_typed (LgReadiness *self,
                                gboolean     send_as_typed)
{
  g_return_if_fail (LG_IS_READINESS (self));

  if (self->send_as_typed == send_as_typed)
    return;

  self->send_as_typed = send_as_typed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEND_AS_TYPED]);
  notify_verdict (self);
}
