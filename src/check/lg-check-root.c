/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Root certificates on their own, before any server is asked. */
#include "lg-check-root.h"

#include "lg-check-private.h"
#include "trust/lg-known-root.h"

#define SOON_S (G_GINT64_CONSTANT (3) * 365 * 24 * 60 * 60)

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
 * @error: why a root could not be loaded (#LgTrustError)
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
  else if (g_error_matches (error, LG_TRUST_ERROR, LG_TRUST_ERROR_DAMAGED))
    cause = "root.damaged";
  else if (g_error_matches (error, LG_TRUST_ERROR, LG_TRUST_ERROR_NO_CERTIFICATE))
    cause = "root.no-certificate";

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

/* The authorities among @certificates, each once. */
static GPtrArray *
list_authorities (GPtrArray *certificates)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *authorities = g_ptr_array_new ();

  for (guint i = 0; i < certificates->len; i++)
    if (lg_certificate_is_ca (certificates->pdata[i])
        && g_hash_table_add (seen, (char *) lg_certificate_get_sha256 (certificates->pdata[i])))
      g_ptr_array_add (authorities, certificates->pdata[i]);
  return authorities;
}

/* Of several, one that lasts is enough, and only those that platforms name are worth a warning. */
static void
judge_ends (LgDiagnosis *diagnosis,
            GPtrArray   *certificates,
            gint64       at_s)
{
  g_autoptr (GPtrArray) authorities = list_authorities (certificates);
  LgCertificate *last = NULL;

  for (guint i = 0; i < authorities->len; i++)
    {
      LgCertificate *each = authorities->pdata[i];
      gint64 end_s = lg_certificate_get_not_after (each);

      if (last == NULL || end_s > lg_certificate_get_not_after (last))
        last = each;
      if (end_s >= at_s && end_s - at_s < SOON_S
          && (authorities->len == 1 || lg_known_root_find (lg_certificate_get_sha256 (each))))
        lg_check_conclude_end (diagnosis, "root.expires-soon", each, at_s);
    }
  if (last != NULL && lg_certificate_get_not_after (last) < at_s)
    lg_check_conclude_end (diagnosis, "root.expired", last, at_s);
}

static GPtrArray *
list_findings (LgDiagnosis *diagnosis)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (diagnosis)); i++)
    g_ptr_array_add (findings, g_list_model_get_item (G_LIST_MODEL (diagnosis), i));
  return findings;
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
  GPtrArray *certificates = lg_root_get_certificates (root);

  if (!lg_certificate_is_ca (certificates->pdata[0]))
    conclude (diagnosis, "root.not-a-ca", lg_certificate_get_name (certificates->pdata[0]));
  judge_ends (diagnosis, certificates, at_s);
  if (lg_root_is_joined (root))
    conclude (diagnosis, "root.line-breaks", lg_certificate_get_name (certificates->pdata[0]));
  if (certificates->len == 1 && is_other_file (root))
    conclude (diagnosis, "root.file-differs", lg_root_describe_file (root));
  return list_findings (diagnosis);
}

/**
 * lg_check_judge_image:
 * @finds: (element-type LgFirmwareFind): what was found in a firmware image
 * @at_s: the time to judge at, Unix seconds
 *
 * An image without a certificate is not judged: it may be compressed.
 *
 * Returns: (transfer full) (element-type LgFinding): what is wrong or odd with it
 */
GPtrArray *
lg_check_judge_image (GPtrArray *finds,
                      gint64     at_s)
{
  g_autoptr (LgDiagnosis) diagnosis = lg_diagnosis_new ();
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();

  for (guint i = 0; i < finds->len; i++)
    {
      const LgFirmwareFind *find = finds->pdata[i];

      if (find->certificate != NULL)
        g_ptr_array_add (certificates, find->certificate);
    }
  judge_ends (diagnosis, certificates, at_s);
  return list_findings (diagnosis);
}
