/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-check-port-private.h"

struct _LgCheckPort
{
  GObject       parent_instance;
  guint16       port;
  LgSecurity    security;
  LgRoot       *selected;
  gboolean      wanted;
  gboolean      done;
  GPtrArray    *steps;
  GPtrArray    *cells;
  LgInspection  seen;
  GError       *error;
  gboolean      is_told;
  LgCheckTold   told;
};

G_DEFINE_FINAL_TYPE (LgCheckPort, lg_check_port, G_TYPE_OBJECT)

enum
{
  PROP_PORT = 1,
  PROP_SECURITY,
  PROP_N_STEPS,
  PROP_DONE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
lg_check_port_finalize (GObject *object)
{
  LgCheckPort *self = LG_CHECK_PORT (object);

  g_clear_object (&self->selected);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->cells);
  lg_inspection_clear (&self->seen);
  g_clear_error (&self->error);
  g_free ((char *) self->told.detail);

  G_OBJECT_CLASS (lg_check_port_parent_class)->finalize (object);
}

static void
lg_check_port_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  LgCheckPort *self = LG_CHECK_PORT (object);

  switch (prop_id)
    {
    case PROP_PORT:
      g_value_set_uint (value, self->port);
      break;
    case PROP_SECURITY:
      g_value_set_enum (value, self->security);
      break;
    case PROP_N_STEPS:
      g_value_set_uint (value, self->steps->len);
      break;
    case PROP_DONE:
      g_value_set_boolean (value, self->done);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_check_port_class_init (LgCheckPortClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = lg_check_port_finalize;
  object_class->get_property = lg_check_port_get_property;

  properties[PROP_PORT] = g_param_spec_uint ("port", NULL, NULL, 0, G_MAXUINT16, 0, flags);
  properties[PROP_SECURITY] = g_param_spec_enum ("security", NULL, NULL, LG_TYPE_SECURITY,
                                                 LG_SECURITY_TLS, flags);
  properties[PROP_N_STEPS] = g_param_spec_uint ("n-steps", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_DONE] = g_param_spec_boolean ("done", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_check_port_init (LgCheckPort *self)
{
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_check_step_free);
  self->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_check_cell_free);
}

/**
 * lg_check_port_new:
 * @port: TCP port
 * @security: TLS or plain TCP
 * @roots: a list of [class@Root]: the columns; none for plain TCP
 * @selected: (nullable): the root that must verify; %NULL: any of @roots may
 * @wanted: the operator asked for this very port
 *
 * Returns: (transfer full): a port that was not looked at yet
 */
LgCheckPort *
lg_check_port_new (guint16     port,
                   LgSecurity  security,
                   GListModel *roots,
                   LgRoot     *selected,
                   gboolean    wanted)
{
  LgCheckPort *self = g_object_new (LG_TYPE_CHECK_PORT, NULL);

  self->port = port;
  self->security = security;
  self->wanted = wanted;
  if (security == LG_SECURITY_TCP)
    return self;

  g_set_object (&self->selected, selected);
  for (guint i = 0; i < g_list_model_get_n_items (roots); i++)
    {
      g_autoptr (LgRoot) root = g_list_model_get_item (roots, i);

      g_ptr_array_add (self->cells, lg_check_cell_new (root, LG_CHECK_PENDING));
    }
  return self;
}

/**
 * lg_check_step_free:
 * @self: (transfer full): a step
 */
void
lg_check_step_free (LgCheckStep *self)
{
  g_free (self->subject);
  g_clear_pointer (&self->clause, lg_clause_free);
  g_free (self);
}

/**
 * lg_check_port_set_told:
 * @told: what comes with it
 *
 * Everything known of the port is what somebody else's computer answered. Called once, before it is
 * finished.
 */
void
lg_check_port_set_told (LgCheckPort       *self,
                        const LgCheckTold *told)
{
  self->is_told = TRUE;
  self->told = *told;
  self->told.detail = g_strdup (told->detail);
}

/**
 * lg_check_port_get_told:
 *
 * Returns: (transfer none): what came with it; empty where this computer looked
 */
const LgCheckTold *
lg_check_port_get_told (LgCheckPort *self)
{
  return &self->told;
}

/**
 * lg_check_port_is_told:
 *
 * Returns: whether all that is known of it was told by somebody else's computer: what was not tried
 *   there is not known
 */
gboolean
lg_check_port_is_told (LgCheckPort *self)
{
  g_return_val_if_fail (LG_IS_CHECK_PORT (self), FALSE);

  return self->is_told;
}

/**
 * lg_check_port_has_seen:
 * @kind: a step
 *
 * Returns: whether it was tried, with whatever result
 */
gboolean
lg_check_port_has_seen (LgCheckPort *self,
                        LgStepKind   kind)
{
  g_return_val_if_fail (LG_IS_CHECK_PORT (self), FALSE);

  for (guint i = 0; i < self->steps->len; i++)
    if (((const LgCheckStep *) self->steps->pdata[i])->kind == kind)
      return TRUE;
  return FALSE;
}

/**
 * lg_check_port_take_step:
 * @step: (transfer full): what ended
 *
 * Adds a step.
 */
void
lg_check_port_take_step (LgCheckPort *self,
                         LgCheckStep *step)
{
  g_ptr_array_add (self->steps, step);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_STEPS]);
}

static void
take_cell (LgCheckPort *self,
           guint        position,
           LgCheckCell *cell)
{
  lg_check_cell_free (self->cells->pdata[position]);
  self->cells->pdata[position] = cell;
}

/**
 * lg_check_port_set_verdict:
 * @position: which cell
 * @verdict: the judgement
 * @clause: what is to be said of it
 *
 * Fills a cell.
 */
void
lg_check_port_set_verdict (LgCheckPort     *self,
                           guint            position,
                           const LgVerdict *verdict,
                           const LgClause  *clause)
{
  const LgCheckCell *cell = self->cells->pdata[position];

  take_cell (self, position, lg_check_cell_tell (cell->root, verdict, clause));
}

/**
 * lg_check_port_finish:
 * @seen: (transfer full): what was seen; left empty
 * @error: (nullable): why it went no further (#LgTransportError)
 *
 * Ends the look at the port.
 */
void
lg_check_port_finish (LgCheckPort  *self,
                      LgInspection *seen,
                      const GError *error)
{
  self->seen = *seen;
  *seen = (LgInspection) { 0 };
  self->error = error != NULL ? g_error_copy (error) : NULL;

  for (guint i = 0; i < self->cells->len; i++)
    {
      const LgCheckCell *cell = self->cells->pdata[i];

      if (cell->answer == LG_CHECK_PENDING)
        take_cell (self, i, lg_check_cell_new (cell->root, LG_CHECK_NO_CHAIN));
    }

  self->done = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
}

/**
 * lg_check_port_get_port:
 *
 * Returns: the TCP port
 */
guint16
lg_check_port_get_port (LgCheckPort *self)
{
  g_return_val_if_fail (LG_IS_CHECK_PORT (self), 0);

  return self->port;
}

/**
 * lg_check_port_get_security:
 *
 * Returns: TLS or plain TCP
 */
LgSecurity
lg_check_port_get_security (LgCheckPort *self)
{
  g_return_val_if_fail (LG_IS_CHECK_PORT (self), LG_SECURITY_TLS);

  return self->security;
}

/**
 * lg_check_port_is_done:
 *
 * Returns: whether nothing more will come
 */
gboolean
lg_check_port_is_done (LgCheckPort *self)
{
  g_return_val_if_fail (LG_IS_CHECK_PORT (self), FALSE);

  return self->done;
}

/**
 * lg_check_port_is_wanted:
 *
 * Returns: whether the operator asked for this very port
 */
gboolean
lg_check_port_is_wanted (LgCheckPort *self)
{
  return self->wanted;
}

/**
 * lg_check_port_get_selected:
 *
 * Returns: (transfer none) (nullable): the root that must verify; %NULL: any may
 */
LgRoot *
lg_check_port_get_selected (LgCheckPort *self)
{
  return self->selected;
}

/**
 * lg_check_port_get_steps:
 *
 * Returns: (transfer none) (element-type LgCheckStep): the steps ended so far, in order
 */
GPtrArray *
lg_check_port_get_steps (LgCheckPort *self)
{
  g_return_val_if_fail (LG_IS_CHECK_PORT (self), NULL);

  return self->steps;
}

/**
 * lg_check_port_get_cells:
 *
 * Returns: (transfer none) (element-type LgCheckCell): the answers of the roots, in their order; of
 *   plain TCP there are none
 */
GPtrArray *
lg_check_port_get_cells (LgCheckPort *self)
{
  g_return_val_if_fail (LG_IS_CHECK_PORT (self), NULL);

  return self->cells;
}

/**
 * lg_check_port_get_seen:
 *
 * Returns: (transfer none): addresses, chain and what the port speaks; empty until done
 */
const LgInspection *
lg_check_port_get_seen (LgCheckPort *self)
{
  g_return_val_if_fail (LG_IS_CHECK_PORT (self), NULL);

  return &self->seen;
}

/**
 * lg_check_port_get_error:
 *
 * Returns: (transfer none) (nullable): why DNS, TCP or TLS failed
 */
const GError *
lg_check_port_get_error (LgCheckPort *self)
{
  g_return_val_if_fail (LG_IS_CHECK_PORT (self), NULL);

  return self->error;
}

/* A root the chain ends in says more about what is wrong than one it does not. */
static int
get_rank (const LgCheckCell *cell)
{
  if (cell->answer == LG_CHECK_TRUSTED)
    return 2;
  return g_strcmp0 (cell->cause, "cert.wrong-root") != 0;
}

static gboolean
is_better (const LgCheckCell *cell,
           const LgCheckCell *than)
{
  if (than == NULL || get_rank (cell) != get_rank (than))
    return than == NULL || get_rank (cell) > get_rank (than);
  return cell->valid_until > than->valid_until;
}

/**
 * lg_check_port_get_choice:
 *
 * Which root to use on this port: the selected one, else the one that verifies longest, else the
 * one that fails at the least.
 *
 * Returns: (transfer none) (nullable): its cell; %NULL for plain TCP
 */
const LgCheckCell *
lg_check_port_get_choice (LgCheckPort *self)
{
  const LgCheckCell *choice = NULL;

  g_return_val_if_fail (LG_IS_CHECK_PORT (self), NULL);

  for (guint i = 0; i < self->cells->len; i++)
    {
      const LgCheckCell *cell = self->cells->pdata[i];

      if (cell->root == self->selected)
        return cell;
      if (is_better (cell, choice))
        choice = cell;
    }
  return choice;
}

/**
 * lg_check_port_is_usable:
 *
 * Returns: whether a device can log in here: over TLS with the chosen root, or plain MQTT answers
 */
gboolean
lg_check_port_is_usable (LgCheckPort *self)
{
  const LgCheckCell *choice;

  g_return_val_if_fail (LG_IS_CHECK_PORT (self), FALSE);

  if (self->security == LG_SECURITY_TCP)
    return self->seen.speaks == LG_SPEAKS_MQTT;

  choice = lg_check_port_get_choice (self);
  return choice != NULL && choice->answer == LG_CHECK_TRUSTED
         && self->seen.answer != LG_SPEAKS_HTTP && self->seen.answer != LG_SPEAKS_SSH
         && !self->seen.hangs_up;
}
