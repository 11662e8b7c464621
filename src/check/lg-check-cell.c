/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-check-cell.h"

struct _LgCheckCell
{
  GObject        parent_instance;
  LgRoot        *root;
  LgCheckAnswer  answer;
  const char    *cause;
  const char    *note;
  LgClause      *clause;
  char          *fitting_root;
  gint64         valid_until;
};

G_DEFINE_ENUM_TYPE (LgCheckAnswer, lg_check_answer,
                    G_DEFINE_ENUM_VALUE (LG_CHECK_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (LG_CHECK_TRUSTED, "trusted"),
                    G_DEFINE_ENUM_VALUE (LG_CHECK_DISTRUSTED, "distrusted"),
                    G_DEFINE_ENUM_VALUE (LG_CHECK_NO_CHAIN, "no-chain"))

G_DEFINE_FINAL_TYPE (LgCheckCell, lg_check_cell, G_TYPE_OBJECT)

enum
{
  PROP_ROOT = 1,
  PROP_ANSWER,
  PROP_CAUSE,
  PROP_FITTING_ROOT,
  PROP_VALID_UNTIL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
lg_check_cell_finalize (GObject *object)
{
  LgCheckCell *self = LG_CHECK_CELL (object);

  g_object_unref (self->root);
  g_clear_pointer (&self->clause, lg_clause_free);
  g_free (self->fitting_root);

  G_OBJECT_CLASS (lg_check_cell_parent_class)->finalize (object);
}

static void
lg_check_cell_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  LgCheckCell *self = LG_CHECK_CELL (object);

  switch (prop_id)
    {
    case PROP_ROOT:
      g_value_set_object (value, self->root);
      break;
    case PROP_ANSWER:
      g_value_set_enum (value, self->answer);
      break;
    case PROP_CAUSE:
      g_value_set_string (value, self->cause);
      break;
    case PROP_FITTING_ROOT:
      g_value_set_string (value, self->fitting_root);
      break;
    case PROP_VALID_UNTIL:
      g_value_set_int64 (value, self->valid_until);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_check_cell_class_init (LgCheckCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = lg_check_cell_finalize;
  object_class->get_property = lg_check_cell_get_property;

  properties[PROP_ROOT] = g_param_spec_object ("root", NULL, NULL, LG_TYPE_ROOT, flags);
  properties[PROP_ANSWER] = g_param_spec_enum ("answer", NULL, NULL, LG_TYPE_CHECK_ANSWER,
                                               LG_CHECK_PENDING, flags);
  properties[PROP_CAUSE] = g_param_spec_string ("cause", NULL, NULL, NULL, flags);
  properties[PROP_FITTING_ROOT] = g_param_spec_string ("fitting-root", NULL, NULL, NULL, flags);
  properties[PROP_VALID_UNTIL] = g_param_spec_int64 ("valid-until", NULL, NULL, 0, G_MAXINT64, 0,
                                                     flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lg_check_cell_init (LgCheckCell *self)
{
}

/**
 * lg_check_cell_new:
 * @root: whose answer it will be
 *
 * Returns: (transfer full): a cell without an answer
 */
LgCheckCell *
lg_check_cell_new (LgRoot *root)
{
  LgCheckCell *self = g_object_new (LG_TYPE_CHECK_CELL, NULL);

  self->root = g_object_ref (root);
  return self;
}

/**
 * lg_check_cell_set_verdict:
 * @verdict: (nullable): the judgement; %NULL: there was no chain
 * @clause: (nullable): what is to be said of it
 *
 * Fills the cell, once.
 */
void
lg_check_cell_set_verdict (LgCheckCell     *self,
                           const LgVerdict *verdict,
                           const LgClause  *clause)
{
  g_return_if_fail (LG_IS_CHECK_CELL (self));
  g_return_if_fail (self->answer == LG_CHECK_PENDING);

  if (verdict == NULL)
    {
      self->answer = LG_CHECK_NO_CHAIN;
    }
  else
    {
      self->answer = verdict->cause == NULL ? LG_CHECK_TRUSTED : LG_CHECK_DISTRUSTED;
      self->cause = verdict->cause;
      self->note = verdict->note;
      self->clause = lg_clause_copy (clause);
      self->fitting_root = g_strdup (verdict->fitting_root);
      self->valid_until = verdict->valid_until;
    }

  for (guint i = PROP_ANSWER; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/**
 * lg_check_cell_get_root:
 *
 * Returns: (transfer none): whose answer it is
 */
LgRoot *
lg_check_cell_get_root (LgCheckCell *self)
{
  g_return_val_if_fail (LG_IS_CHECK_CELL (self), NULL);

  return self->root;
}

/**
 * lg_check_cell_get_answer:
 *
 * Returns: whether the root verifies the chain
 */
LgCheckAnswer
lg_check_cell_get_answer (LgCheckCell *self)
{
  g_return_val_if_fail (LG_IS_CHECK_CELL (self), LG_CHECK_PENDING);

  return self->answer;
}

/**
 * lg_check_cell_get_cause:
 *
 * Returns: (nullable): identifier of the cause of distrust
 */
const char *
lg_check_cell_get_cause (LgCheckCell *self)
{
  g_return_val_if_fail (LG_IS_CHECK_CELL (self), NULL);

  return self->cause;
}

/**
 * lg_check_cell_get_note:
 *
 * Returns: (nullable): identifier of what is odd about a chain that is trusted
 */
const char *
lg_check_cell_get_note (LgCheckCell *self)
{
  g_return_val_if_fail (LG_IS_CHECK_CELL (self), NULL);

  return self->note;
}

/**
 * lg_check_cell_get_clause:
 *
 * Returns: (transfer none) (nullable): what is to be said of the judgement
 */
const LgClause *
lg_check_cell_get_clause (LgCheckCell *self)
{
  g_return_val_if_fail (LG_IS_CHECK_CELL (self), NULL);

  return self->clause;
}

/**
 * lg_check_cell_get_fitting_root:
 *
 * Returns: (nullable): name of another known root that verifies the chain
 */
const char *
lg_check_cell_get_fitting_root (LgCheckCell *self)
{
  g_return_val_if_fail (LG_IS_CHECK_CELL (self), NULL);

  return self->fitting_root;
}

/**
 * lg_check_cell_get_valid_until:
 *
 * Returns: the earliest end in the verified chain, Unix seconds; 0 unless trusted
 */
gint64
lg_check_cell_get_valid_until (LgCheckCell *self)
{
  g_return_val_if_fail (LG_IS_CHECK_CELL (self), 0);

  return self->valid_until;
}
