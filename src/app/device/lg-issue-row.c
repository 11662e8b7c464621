/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-issue-row.h"

struct _LgIssueRow
{
  AdwPreferencesRow  parent_instance;
  GtkImage          *icon;
  GtkLabel          *label;
  LgField            field;
  GtkWidget         *target;
};

G_DEFINE_FINAL_TYPE (LgIssueRow, lg_issue_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  PROP_FIELD = 1,
  PROP_TARGET,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* How an issue looks: the icon tells the levels apart without colour. */
static const struct
{
  const char *icon;
  const char *css_class;
} looks[] = {
  [LG_ISSUE_RISK] = { "lg-note-symbolic", "dim-label" },
  [LG_ISSUE_RULE] = { "lg-warning-symbolic", "warning" },
  [LG_ISSUE_ERROR] = { "lg-fault-symbolic", "error" },
};

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
update (LgIssueRow *self,
        GPtrArray  *issues)
{
  const LgIssue *issue = lg_issues_find (issues, self->field);
  /* What nobody has filled in yet is no mistake: it is named, but not in red. */
  gboolean calm = issue != NULL && issue->missing;

  for (LgIssueLevel level = LG_ISSUE_RISK; level <= LG_ISSUE_ERROR; level++)
    {
      gboolean on = issue != NULL && (calm ? LG_ISSUE_RISK : issue->level) == level;

      set_class (GTK_WIDGET (self), looks[level].css_class, on);
      if (self->target != NULL && level != LG_ISSUE_RISK)
        set_class (self->target, looks[level].css_class, on);
      if (on)
        gtk_image_set_from_icon_name (self->icon, looks[level].icon);
    }

  if (self->target != NULL)
    set_class (self->target, "explained", issue != NULL);
  gtk_label_set_text (self->label, issue != NULL ? issue->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self), issue != NULL);
}

static void
lg_issue_row_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  LgIssueRow *self = LG_ISSUE_ROW (object);

  switch (prop_id)
    {
    case PROP_FIELD:
      g_value_set_enum (value, self->field);
      break;

    case PROP_TARGET:
      g_value_set_object (value, self->target);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_issue_row_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  LgIssueRow *self = LG_ISSUE_ROW (object);

  switch (prop_id)
    {
    case PROP_FIELD:
      self->field = g_value_get_enum (value);
      break;

    case PROP_TARGET:
      g_set_weak_pointer (&self->target, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_issue_row_dispose (GObject *object)
{
  LgIssueRow *self = LG_ISSUE_ROW (object);

  g_clear_weak_pointer (&self->target);

  G_OBJECT_CLASS (lg_issue_row_parent_class)->dispose (object);
}

static void
lg_issue_row_class_init (LgIssueRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_issue_row_get_property;
  object_class->set_property = lg_issue_row_set_property;
  object_class->dispose = lg_issue_row_dispose;

  properties[PROP_FIELD] =
    g_param_spec_enum ("field", NULL, NULL, LG_TYPE_FIELD, LG_FIELD_PRODUCT_KEY, flags);
  properties[PROP_TARGET] =
    g_param_spec_object ("target", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, LG_RESOURCES "lg-issue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LgIssueRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LgIssueRow, label);
}

static void
lg_issue_row_init (LgIssueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lg_issue_rows_update:
 * @ancestor: a form
 * @issues: (element-type LgIssue): everything known to be wrong
 *
 * Shows what @issues say at every input below @ancestor.
 */
void
lg_issue_rows_update (GtkWidget *ancestor,
                      GPtrArray *issues)
{
  for (GtkWidget *child = gtk_widget_get_first_child (ancestor);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (LG_IS_ISSUE_ROW (child))
        update (LG_ISSUE_ROW (child), issues);
      else
        lg_issue_rows_update (child, issues);
    }
}

/**
 * lg_issue_rows_find:
 * @ancestor: a form
 * @field: an input
 *
 * Returns: (transfer none) (nullable): the row below @ancestor that speaks about @field
 */
LgIssueRow *
lg_issue_rows_find (GtkWidget *ancestor,
                    LgField    field)
{
  for (GtkWidget *child = gtk_widget_get_first_child (ancestor);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      LgIssueRow *row = LG_IS_ISSUE_ROW (child) ? LG_ISSUE_ROW (child)
                                                : lg_issue_rows_find (child, field);

      if (row != NULL && row->field == field)
        return row;
    }

  return NULL;
}

/**
 * lg_issue_row_focus_target:
 *
 * Puts the keyboard where what is wrong is typed, or on the nearest row above it in which the
 * operator can change it, where another choice has hidden the input itself.
 */
void
lg_issue_row_focus_target (LgIssueRow *self)
{
  GtkWidget *row, *expander;

  g_return_if_fail (LG_IS_ISSUE_ROW (self));

  expander = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_EXPANDER_ROW);
  if (expander != NULL)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);

  row = self->target != NULL ? self->target : GTK_WIDGET (self);
  while (row != NULL && (LG_IS_ISSUE_ROW (row) || !gtk_widget_get_visible (row)))
    row = gtk_widget_get_prev_sibling (row);
  if (row != NULL && !gtk_widget_grab_focus (row))
    gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}
