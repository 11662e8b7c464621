/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-practice-process.h"

#include "lg-pairing.h"
#include "lg-practice-announcement.h"

#include <glib/gi18n.h>

struct _LgPracticeProcess
{
  GObject           parent_instance;
  char             *program;
  LgProfile        *profile;
  GListStore       *pairings;
  GSubprocess      *process;
  GCancellable     *cancellable;
  LgPracticeAnnouncement *answer;
  char             *problem;
};

G_DEFINE_FINAL_TYPE (LgPracticeProcess, lg_practice_process, G_TYPE_OBJECT)

enum
{
  PROP_PROFILE = 1,
  PROP_READY,
  PROP_PROBLEM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_problem (LgPracticeProcess *self,
             const char        *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;

  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
set_answer (LgPracticeProcess *self,
            LgPracticeAnnouncement  *answer)
{
  g_clear_pointer (&self->answer, lg_practice_announcement_free);
  self->answer = answer;
  lg_practice_process_restore (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

/* Closing its standard input ends the child. */
static void
stop (LgPracticeProcess *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  if (self->process != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_clear_object (&self->process);
}

static void
fail (LgPracticeProcess *self,
      const char        *problem)
{
  stop (self);
  set_answer (self, NULL);
  set_problem (self, problem);
}

static void
complaint_read_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (object), result, NULL,
                                                    &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (user_data, line != NULL ? line : _("The practice platform ended without a word."));
}

/* The child closed its standard output: it is ending, and standard error says why. */
static void
read_complaint (LgPracticeProcess *self)
{
  g_autoptr (GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stderr_pipe (self->process));

  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, self->cancellable,
                                       complaint_read_cb, self);
}

static void
answer_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  LgPracticeProcess *self = user_data;

  line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (line == NULL)
    {
      read_complaint (self);
      return;
    }

  if (self->answer == NULL)
    {
      LgPracticeAnnouncement *answer = lg_practice_announcement_new (line);

      if (answer == NULL)
        {
          fail (self, _("The practice platform gave an answer Linkglass does not understand."));
          return;
        }
      set_answer (self, answer);
    }

  /* The next line, or the end: then the platform is gone. */
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (object), G_PRIORITY_DEFAULT,
                                       self->cancellable, answer_read_cb, self);
}

static void
lg_practice_process_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  LgPracticeProcess *self = LG_PRACTICE_PROCESS (object);

  switch (prop_id)
    {
    case PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;

    case PROP_READY:
      g_value_set_boolean (value, lg_practice_process_is_ready (self));
      break;

    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lg_practice_process_dispose (GObject *object)
{
  LgPracticeProcess *self = LG_PRACTICE_PROCESS (object);

  stop (self);
  g_clear_object (&self->profile);
  g_clear_object (&self->pairings);
  g_clear_pointer (&self->answer, lg_practice_announcement_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->program, g_free);

  G_OBJECT_CLASS (lg_practice_process_parent_class)->dispose (object);
}

static void
lg_practice_process_class_init (LgPracticeProcessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lg_practice_process_get_property;
  object_class->dispose = lg_practice_process_dispose;

  properties[PROP_PROFILE] =
    g_param_spec_object ("profile", NULL, NULL, LG_TYPE_PROFILE, flags);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* Nobody else knows the ProductSecret. */
static void
mode_notify_cb (LgPracticeProcess *self)
{
  LgCredentials *credentials = lg_profile_get_credentials (self->profile);

  if (self->answer != NULL && lg_credentials_get_mode (credentials) == LG_MODE_REGISTRATION)
    lg_practice_announcement_fill_registration (self->answer, self->profile);
}

static void
lg_practice_process_init (LgPracticeProcess *self)
{
  self->profile = lg_profile_new ("practice");
  lg_profile_set_title (self->profile, _("Practice device"));
  lg_endpoint_set_platform_id (lg_profile_get_endpoint (self->profile), "practice");
  g_signal_connect_object (lg_profile_get_credentials (self->profile), "notify::mode",
                           G_CALLBACK (mode_notify_cb), self, G_CONNECT_SWAPPED);
  self->pairings = g_list_store_new (LG_TYPE_PAIRING);
}

/**
 * lg_practice_process_new:
 * @program: `linkglass-cli`, as a path or a name to look for in PATH
 *
 * Returns: (transfer full): a practice platform that is not started
 */
LgPracticeProcess *
lg_practice_process_new (const char *program)
{
  LgPracticeProcess *self = g_object_new (LG_TYPE_PRACTICE_PROCESS, NULL);

  self->program = g_strdup (program);
  return self;
}

/**
 * lg_practice_process_start:
 *
 * Starts the platform, or starts it again after a failure. Returns at once; `ready` or `problem`
 * tells how it went.
 */
void
lg_practice_process_start (LgPracticeProcess *self)
{
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (LG_IS_PRACTICE_PROCESS (self));

  stop (self);
  set_problem (self, NULL);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                      G_SUBPROCESS_FLAGS_STDERR_PIPE,
                                    &error, self->program, "practice", "--until-eof", NULL);
  if (self->process == NULL)
    {
      set_problem (self, error->message);
      return;
    }

  self->cancellable = g_cancellable_new ();
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, self->cancellable,
                                       answer_read_cb, self);
}

/**
 * lg_practice_process_restore:
 *
 * Fills the practice device with what the platform expects, undoing the operator's experiments.
 */
void
lg_practice_process_restore (LgPracticeProcess *self)
{
  g_autoptr (GPtrArray) pairings = NULL;

  g_return_if_fail (LG_IS_PRACTICE_PROCESS (self));

  g_list_store_remove_all (self->pairings);
  if (self->answer == NULL)
    return;

  pairings = lg_practice_announcement_dup_pairings (self->answer);
  g_list_store_splice (self->pairings, 0, 0, pairings->pdata, pairings->len);
  lg_practice_announcement_fill (self->answer, self->profile);
  if (pairings->len > 0)
    lg_pairing_apply (pairings->pdata[0], lg_profile_get_endpoint (self->profile));
}

/**
 * lg_practice_process_get_profile:
 *
 * Returns: (transfer none): the practice device, the same one however often the platform restarts
 */
LgProfile *
lg_practice_process_get_profile (LgPracticeProcess *self)
{
  g_return_val_if_fail (LG_IS_PRACTICE_PROCESS (self), NULL);

  return self->profile;
}

/**
 * lg_practice_process_get_pairings:
 *
 * Returns: (transfer none): the platform's ports, empty while it does not run
 */
GListModel *
lg_practice_process_get_pairings (LgPracticeProcess *self)
{
  g_return_val_if_fail (LG_IS_PRACTICE_PROCESS (self), NULL);

  return G_LIST_MODEL (self->pairings);
}

/**
 * lg_practice_process_is_ready:
 *
 * Returns: whether the platform runs and the practice device is filled in
 */
gboolean
lg_practice_process_is_ready (LgPracticeProcess *self)
{
  g_return_val_if_fail (LG_IS_PRACTICE_PROCESS (self), FALSE);

  return self->answer != NULL;
}

/**
 * lg_practice_process_get_problem:
 *
 * Returns: (nullable): why the platform does not run, for the operator
 */
const char *
lg_practice_process_get_problem (LgPracticeProcess *self)
{
  g_return_val_if_fail (LG_IS_PRACTICE_PROCESS (self), NULL);

  return self->problem;
}
