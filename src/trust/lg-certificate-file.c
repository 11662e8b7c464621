/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-certificate-file.h"
#include "lg-hex-dump.h"
#include "lg-other-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
set_error (GError               **error,
           const LgFirmwareRest  *rest)
{
  if (rest->other != NULL && !rest->broken)
    g_set_error_literal (error, LG_TRUST_ERROR, LG_TRUST_ERROR_NO_CERTIFICATE, rest->other);
  else if (rest->cut)
    g_set_error_literal (error, LG_TRUST_ERROR, LG_TRUST_ERROR_DAMAGED,
                         _("The certificate is cut off: its end is missing"));
  else if (rest->broken || rest->damaged)
    g_set_error_literal (error, LG_TRUST_ERROR, LG_TRUST_ERROR_DAMAGED,
                         _("The certificate is damaged"));
  else
    g_set_error_literal (error, LG_TRUST_ERROR, LG_TRUST_ERROR_NO_CERTIFICATE,
                         _("There is no certificate in it"));
}

/* One that is damaged fails the whole: what is selected as a root has to be all there. */
static gboolean
is_damaged (GPtrArray *finds)
{
  for (guint i = 0; i < finds->len; i++)
    if (((const LgFirmwareFind *) finds->pdata[i])->certificate == NULL)
      return TRUE;
  return FALSE;
}

/* A program or a key store with certificates somewhere inside is no certificate file. */
static const char *
describe_around (GBytes               *bytes,
                 const LgFirmwareFind *find)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return find->form == LG_CERTIFICATE_FORM_DER && find->offset > 0
         ? lg_other_file_describe (data, length) : NULL;
}

/**
 * lg_certificate_file_read:
 * @bytes: a file
 * @file: (out): what is in it; its certificates are the caller's
 * @error: return location for a #LgTrustError
 *
 * Reads every certificate of a file, however it is written: PEM with any line ends, indented, in a
 * program's strings or in UTF-16, DER with padding, PKCS#7, base64, an array of numbers, or a dump
 * of any of them with offsets, see [func@hex_dump_read]. Other
 * text and keys around them are passed over. What holds no certificate is told by what it is;
 * “damaged” is only what was meant to be one.
 *
 * Returns: whether there is a certificate
 */
gboolean
lg_certificate_file_read (GBytes             *bytes,
                          LgCertificateFile  *file,
                          GError            **error)
{
  g_autoptr (GPtrArray) finds = NULL;
  g_autoptr (GBytes) dumped = NULL;
  const LgFirmwareFind *first;
  LgFirmwareRest rest;

  g_return_val_if_fail (bytes != NULL, FALSE);

  memset (file, 0, sizeof *file);
  if (g_bytes_get_size (bytes) == 0)
    {
      g_set_error_literal (error, LG_TRUST_ERROR, LG_TRUST_ERROR_EMPTY, _("It is empty"));
      return FALSE;
    }

  dumped = lg_hex_dump_read (bytes);
  if (dumped != NULL)
    bytes = dumped;
  finds = lg_firmware_scan_file (bytes, &rest);
  rest.broken |= is_damaged (finds);
  if (finds->len > 0)
    rest.other = describe_around (bytes, finds->pdata[0]);
  if (finds->len == 0 || rest.broken || rest.other != NULL)
    {
      set_error (error, &rest);
      return FALSE;
    }

  first = finds->pdata[0];
  file->form = dumped != NULL ? LG_CERTIFICATE_FORM_NUMBERS : first->form;
  file->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) lg_certificate_unref);
  for (guint i = 0; i < finds->len; i++)
    {
      const LgFirmwareFind *find = finds->pdata[i];

      file->joined |= find->joined;
      g_ptr_array_add (file->certificates, lg_certificate_ref (find->certificate));
    }
  return TRUE;
}

/**
 * lg_certificates_parse:
 * @bytes: a certificate file in any form
 * @error: return location for a #LgTrustError
 *
 * Reads every certificate as [func@certificate_file_read] does.
 *
 * Returns: (transfer full) (element-type LgCertificate): at least one certificate, or %NULL
 */
GPtrArray *
lg_certificates_parse (GBytes  *bytes,
                       GError **error)
{
  LgCertificateFile file;

  g_return_val_if_fail (bytes != NULL, NULL);

  return lg_certificate_file_read (bytes, &file, error) ? file.certificates : NULL;
}
