/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-finding.h"

#include "device/lg-printable.h"

/* Characters: more than the longest evidence of ours has with values of ordinary length. */
#define LINE_LENGTH_MAX 4000

G_DEFINE_FINAL_TYPE (LgFinding, lg_finding, G_TYPE_OBJECT)

static void
lg_finding_finalize (GObject *object)
{
  LgFinding *self = LG_FINDING (object);

  g_free ((char *) self->cause);
  g_free ((char *) self->title);
  g_free ((char *) self->evidence);
  g_free ((char *) self->meaning);
  g_free ((char *) self->advice);
  g_free ((char *) self->console);
  g_array_unref (self->events);
  g_ptr_array_unref (self->alternatives);

  G_OBJECT_CLASS (lg_finding_parent_class)->finalize (object);
}

static void
lg_finding_class_init (LgFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lg_finding_finalize;
}

static void
lg_finding_init (LgFinding *self)
{
}

/* A value in it may be as long as a packet. */
static char *
dup_line (const char *text)
{
  g_autofree char *line = lg_printable_line (text, -1);

  return line != NULL ? lg_printable_shorten (line, LINE_LENGTH_MAX) : NULL;
}

static char *
dup_lines (const char *const *lines)
{
  g_autoptr (GStrvBuilder) printable = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = dup_line (lines[i]);

      g_strv_builder_add (printable, line);
    }
  all = g_strv_builder_end (printable);
  return g_strjoinv ("\n", all);
}

/**
 * lg_finding_new:
 * @values: what the finding has to say, its evidence in one line; copied, and of its two arrays a
 *   reference is taken, so that nobody may change them from now on
 *
 * Returns: (transfer full): a finding that says it
 */
LgFinding *
lg_finding_new (const LgFinding *values)
{
  LgFinding *self;

  g_return_val_if_fail (values != NULL, NULL);

  self = g_object_new (LG_TYPE_FINDING, NULL);
  self->cause = g_strdup (values->cause);
  self->severity = values->severity;
  self->confidence = values->confidence;
  self->title = dup_line (values->title);
  self->evidence = dup_line (values->evidence);
  self->meaning = dup_line (values->meaning);
  self->advice = dup_line (values->advice);
  self->wall_us = values->wall_us;
  self->duration_us = values->duration_us;
  self->console = dup_line (values->console);
  self->events = values->events != NULL ? g_array_ref (values->events)
                                        : g_array_new (FALSE, FALSE, sizeof (LgCitation));
  self->alternatives = values->alternatives != NULL ? g_ptr_array_ref (values->alternatives)
                                                    : g_ptr_array_new ();
  return self;
}

/**
 * lg_finding_retell:
 * @severity: how bad it is, seen together with others
 * @confidence: how sure we are, seen together with others
 * @evidence: the lines that tell how we know
 *
 * Tells a finding in another way, without what only a session knows of it.
 *
 * Returns: (transfer full): a finding of the same cause
 */
LgFinding *
lg_finding_retell (const LgFinding   *self,
                   LgSeverity         severity,
                   LgConfidence       confidence,
                   const char *const *evidence)
{
  LgFinding *told;

  g_return_val_if_fail (self != NULL && evidence != NULL, NULL);

  told = lg_finding_new (&(LgFinding) {
    .cause = self->cause,
    .severity = severity,
    .confidence = confidence,
    .title = self->title,
    .meaning = self->meaning,
    .advice = self->advice,
    .wall_us = self->wall_us,
  });
  told->evidence = dup_lines (evidence);
  return told;
}
