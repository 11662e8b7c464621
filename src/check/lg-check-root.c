/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A root file on its own, before any server is asked. */
#include "config.h"

#include "lg-check-root.h"

#include "diagnosis/lg-diagnosis.h"
#include "trust/lg-known-root.h"

#include <glib/gi18n-lib.h>

#define SOON_DAYS (3 * 365)

static void
conclude (LgDiagnosis *diagnosis,
          const char  *cause,
          const char  *text)
{
  lg_diagnosis_conclude (diagnosis, cause, &(LgEvent) {
    .wall_us = g_get_real_time (), .text = text,
  });
}

/**
 * lg_check_judge_root_error:
 * @error: why a root could not be loaded
 *
 * Returns: (transfer full): the same as a finding
 */
LgFinding *
lg_check_judge_root_error (const GError *error)
{
  g_autoptr (LgDiagnosis) diagnosis = lg_diagnosis_new ();
  const char *cause = "root.unreadable";

  if (g_error_matches (error, LG_TRUST_ERROR, LG_TRUST_ERROR_EMPTY))
    cause = "root.empty";
  else if (g_error_matches (error, LG_TRUST_ERROR, LG_TRUST_ERROR_DAMAGED)
           || g_error_matches (error, LG_TRUST_ERROR, LG_TRUST_ERROR_NO_CERTIFICATE))
    cause = "root.damaged";

  conclude (diagnosis, cause, error->message);
  return g_object_ref (lg_diagnosis_get_latest (diagnosis));
}

/* The vendor publishes the MD5 of its file: the same certificate may come in other bytes. */
static gboolean
is_other_file (LgRoot *root)
{
  const LgKnownRoot *known
    = lg_known_root_find (lg_certificate_get_sha256 (lg_root_get_certificate (root)));

  return known != NULL && known->md5 != NULL && !g_str_equal (known->md5, lg_root_get_md5 (root));
}

/**
 * lg_check_judge_root_file:
 * @root: a root of one file
 * @at_s: the time to judge at, Unix seconds
 *
 * Returns: (transfer full) (element-type LgFinding): what is wrong or odd with it
 */
GPtrArray *
lg_check_judge_root_file (LgRoot *root,
                          gint64  at_s)
{
  g_autoptr (LgDiagnosis) diagnosis = lg_diagnosis_new ();
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *certificates = lg_root_get_certificates (root);
  LgCertificate *certificate = certificates->pdata[0];
  const char *name = lg_certificate_get_name (certificate);
  int days = lg_root_get_days_left (root, at_s);

  if (!lg_certificate_is_ca (certificate))
    conclude (diagnosis, "root.not-a-ca", name);
  if (certificates->len == 1 && days < 0)
    conclude (diagnosis, "root.expired", name);
  else if (certificates->len == 1 && days < SOON_DAYS)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%s: %d day left", "%s: %d days left",
                                                         days), name, days);

      conclude (diagnosis, "root.expires-soon", text);
    }
  if (certificates->len == 1 && is_other_file (root))
    conclude (diagnosis, "root.file-differs", lg_root_describe_file (root));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (diagnosis)); i++)
    g_ptr_array_add (findings, g_list_model_get_item (G_LIST_MODEL (diagnosis), i));
  return findings;
}
