/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-attempt.h"

#include "event/lg-clause-words.h"
#include "event/lg-end-reason.h"
#include "event/lg-event.h"
#include "event/lg-session-state.h"
#include "mqtt/lg-reason-code.h"

#include <glib/gi18n-lib.h>

struct _LgAttemptStep
{
  GObject   parent_instance;
  char     *title;
  char     *detail;
  char     *told;
  gint64    duration_us;
  gboolean  ok;
};

G_DEFINE_FINAL_TYPE (LgAttemptStep, lg_attempt_step, G_TYPE_OBJECT)

static void
lg_attempt_step_finalize (GObject *object)
{
  LgAttemptStep *self = LG_ATTEMPT_STEP (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->told);

  G_OBJECT_CLASS (lg_attempt_step_parent_class)->finalize (object);
}

static void
lg_attempt_step_class_init (LgAttemptStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lg_attempt_step_finalize;
}

static void
lg_attempt_step_init (LgAttemptStep *self)
{
}

/**
 * lg_attempt_step_get_title:
 *
 * Returns: what was done, translated ("TCP")
 */
const char *
lg_attempt_step_get_title (LgAttemptStep *self)
{
  g_return_val_if_fail (LG_IS_ATTEMPT_STEP (self), NULL);

  return self->title;
}

/**
 * lg_attempt_step_get_detail:
 *
 * Returns: on what, and what came of it; may be empty
 */
const char *
lg_attempt_step_get_detail (LgAttemptStep *self)
{
  g_return_val_if_fail (LG_IS_ATTEMPT_STEP (self), NULL);

  return self->detail;
}

/**
 * lg_attempt_step_get_told:
 *
 * Returns: (nullable): all the server's CONNACK says with MQTT 5, one thing a line
 */
const char *
lg_attempt_step_get_told (LgAttemptStep *self)
{
  g_return_val_if_fail (LG_IS_ATTEMPT_STEP (self), NULL);

  return self->told;
}

/**
 * lg_attempt_step_get_duration_us:
 *
 * Returns: how long it took, µs
 */
gint64
lg_attempt_step_get_duration_us (LgAttemptStep *self)
{
  g_return_val_if_fail (LG_IS_ATTEMPT_STEP (self), 0);

  return self->duration_us;
}

/**
 * lg_attempt_step_get_ok:
 *
 * Returns: whether it went well
 */
gboolean
lg_attempt_step_get_ok (LgAttemptStep *self)
{
  g_return_val_if_fail (LG_IS_ATTEMPT_STEP (self), FALSE);

  return self->ok;
}

struct _LgAttempt
{
  GObject    parent_instance;
  GPtrArray *steps;
};

static GType
lg_attempt_get_item_type (GListModel *model)
{
  return LG_TYPE_ATTEMPT_STEP;
}

static guint
lg_attempt_get_n_items (GListModel *model)
{
  return LG_ATTEMPT (model)->steps->len;
}

static gpointer
lg_attempt_get_item (GListModel *model,
                     guint       position)
{
  GPtrArray *steps = LG_ATTEMPT (model)->steps;

  return position < steps->len ? g_object_ref (steps->pdata[position]) : NULL;
}

static void
lg_attempt_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = lg_attempt_get_item_type;
  iface->get_n_items = lg_attempt_get_n_items;
  iface->get_item = lg_attempt_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LgAttempt, lg_attempt, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      lg_attempt_list_model_init))

static void
lg_attempt_finalize (GObject *object)
{
  g_ptr_array_unref (LG_ATTEMPT (object)->steps);

  G_OBJECT_CLASS (lg_attempt_parent_class)->finalize (object);
}

static void
lg_attempt_class_init (LgAttemptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lg_attempt_finalize;
}

static void
lg_attempt_init (LgAttempt *self)
{
  self->steps = g_ptr_array_new_with_free_func (g_object_unref);
}

static const char *
get_step_title (const LgEvent *event)
{
  switch (event->kind)
    {
    case LG_EVENT_DNS:
      return _("DNS");
    case LG_EVENT_TCP:
      return _("TCP");
    case LG_EVENT_TLS:
      return _("TLS");
    case LG_EVENT_VERIFY:
      return _("Certificate");
    case LG_EVENT_PACKET + LG_PACKET_CONNACK:
      return _("Login");
    default:
      return NULL;
    }
}

static gboolean
is_connack (const LgEvent *event)
{
  return event->kind == LG_EVENT_PACKET + LG_PACKET_CONNACK;
}

/* Of what it is told a device must keep, the Keep Alive is what the rest of the page is about. */
static gboolean
is_server_keepalive (const LgClause *clause)
{
  gint64 property;

  return lg_clause_is (clause, "mqtt.property")
         && lg_clause_get_number (clause, "property", &property)
         && property == LG_PROPERTY_SERVER_KEEPALIVE;
}

static GPtrArray *
dup_said (const LgEvent *connack)
{
  g_autoptr (LgClause) clause = lg_event_dup_clause (connack);

  return clause != NULL ? lg_clause_dup_said (clause) : g_ptr_array_new ();
}

static char *
dup_accepted (const LgEvent *event)
{
  g_autoptr (GPtrArray) said = dup_said (event);

  for (guint i = 0; i < said->len; i++)
    if (is_server_keepalive (said->pdata[i]))
      {
        g_autofree char *words = lg_clause_words_dup (said->pdata[i]);

        return g_strdup_printf ("%s · %s", _("accepted"), words);
      }

  return g_strdup (_("accepted"));
}

/* With MQTT 5 a refusal has words. */
static char *
dup_refused (const LgEvent *event)
{
  g_autofree char *text = lg_event_dup_text (event);
  g_autofree char *code = g_strdup_printf (_("refused, CONNACK %d"), event->code);

  if (event->code < LG_REASON_FAILURE || text == NULL)
    return g_steal_pointer (&code);

  return g_strdup_printf ("0x%02X %s", event->code, text);
}

static char *
dup_told (const LgEvent *event)
{
  g_autoptr (GPtrArray) said = NULL;
  GString *lines;

  if (!is_connack (event) || event->clause == NULL)
    return NULL;

  said = dup_said (event);
  lines = g_string_new (NULL);
  for (guint i = 0; i < said->len; i++)
    {
      g_autofree char *line = lg_clause_words_dup (said->pdata[i]);

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", line);
    }
  return g_string_free (lines, FALSE);
}

static char *
dup_step_detail (const LgEvent *event)
{
  g_autofree char *text = NULL;

  if (is_connack (event))
    return event->code == 0 ? dup_accepted (event) : dup_refused (event);

  text = lg_event_dup_text (event);
  return text != NULL ? g_steal_pointer (&text) : g_strdup ("");
}

static void
clear (LgAttempt *self)
{
  guint n_steps = self->steps->len;

  if (n_steps == 0)
    return;

  g_ptr_array_set_size (self->steps, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_steps, 0);
}

/**
 * lg_attempt_new:
 *
 * Returns: (transfer full): an attempt without steps
 */
LgAttempt *
lg_attempt_new (void)
{
  return g_object_new (LG_TYPE_ATTEMPT, NULL);
}

/**
 * lg_attempt_feed:
 * @event: the session's next event
 *
 * Reads one event: a new attempt clears the steps, a finished step adds one, all else is ignored.
 */
void
lg_attempt_feed (LgAttempt     *self,
                 const LgEvent *event)
{
  g_return_if_fail (LG_IS_ATTEMPT (self));
  g_return_if_fail (event != NULL);

  const char *title = get_step_title (event);
  LgAttemptStep *step = NULL;

  if (event->kind == LG_EVENT_STATE && event->code == LG_SESSION_RESOLVING)
    clear (self);

  if (title == NULL)
    return;

  step = g_object_new (LG_TYPE_ATTEMPT_STEP, NULL);
  step->title = g_strdup (title);
  step->detail = dup_step_detail (event);
  step->told = dup_told (event);
  step->duration_us = event->duration_us;
  step->ok = event->code == 0;

  g_ptr_array_add (self->steps, step);
  g_list_model_items_changed (G_LIST_MODEL (self), self->steps->len - 1, 0, 1);
}
