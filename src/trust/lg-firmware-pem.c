/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PEM in an image, in a program, or in a file (RFC 7468). */
#include "lg-certificate-text.h"
#include "lg-firmware-private.h"

#include <string.h>

#define BEGIN "-----BEGIN "
#define END "-----END"
#define DASHES "-----"

/* The longest label is CERTIFICATE REQUEST; an end line is not much longer. */
#define LABEL_MAX 32
#define END_LINE_MAX 48
/* What stands in front of PEM in its line, as in a comment. */
#define PREFIX_MAX 16
/* A TLS library in the image holds the begin line, too; what follows it there is no certificate. */
#define MIN_PEM_LENGTH 64

/**
 * lg_firmware_add:
 * @offset: where it begins
 * @length: bytes it takes there
 * @form: how it is written
 * @certificate: (transfer full) (nullable): the certificate; %NULL: damaged
 *
 * Adds what was found.
 */
void
lg_firmware_add (LgFirmwareScan    *scan,
                 gsize              offset,
                 gsize              length,
                 LgCertificateForm  form,
                 LgCertificate     *certificate)
{
  LgFirmwareFind *find = g_new0 (LgFirmwareFind, 1);

  find->offset = offset;
  find->length = length;
  find->form = form;
  find->certificate = certificate;
  g_ptr_array_add (scan->found, find);
}

/**
 * lg_firmware_bytes_free:
 * @bytes: (transfer full): bytes
 *
 * Clears and frees them: they may have been a key.
 */
void
lg_firmware_bytes_free (GByteArray *bytes)
{
  if (bytes->len > 0)
    explicit_bzero (bytes->data, bytes->len);
  g_byte_array_unref (bytes);
}

/* The label of a begin line, or 0: it is none. */
static gsize
measure_label (const char *label,
               const char *end)
{
  gsize n = 0;

  while (n < LABEL_MAX && label + n < end
         && (g_ascii_isupper (label[n]) || g_ascii_isdigit (label[n]) || strchr (" #", label[n])))
    n++;
  return (gsize) (end - label) >= n + strlen (DASHES)
         && memcmp (label + n, DASHES, strlen (DASHES)) == 0 ? n : 0;
}

static gboolean
find_form (const char        *label,
           gsize              length,
           LgCertificateForm *form)
{
  static const struct
  {
    const char        *label;
    LgCertificateForm  form;
  } labels[] = {
    { "CERTIFICATE", LG_CERTIFICATE_FORM_PEM },
    { "X509 CERTIFICATE", LG_CERTIFICATE_FORM_PEM },
    { "TRUSTED CERTIFICATE", LG_CERTIFICATE_FORM_TRUSTED },
    { "PKCS7", LG_CERTIFICATE_FORM_PKCS7 },
    { "PKCS #7 SIGNED DATA", LG_CERTIFICATE_FORM_PKCS7 },
    { "CMS", LG_CERTIFICATE_FORM_PKCS7 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strlen (labels[i].label) == length && memcmp (labels[i].label, label, length) == 0)
      {
        *form = labels[i].form;
        return TRUE;
      }
  return FALSE;
}

/* What a comment or a quotation puts in front of each line. */
static gsize
measure_prefix (const char *begin,
                const char *text)
{
  gsize n = 0;

  while (n < PREFIX_MAX && begin - n > text && begin[-1 - (gssize) n] != '\n'
         && !g_ascii_isalnum (begin[-1 - (gssize) n])
         && strchr ("\"'`\\", begin[-1 - (gssize) n]) == NULL)
    n++;
  if (begin - n > text && begin[-(gssize) n - 1] != '\n')
    return 0;
  return n;
}

/* Up to the dashes that end an end line. */
static gsize
measure_end (const char *at,
             const char *end)
{
  gsize limit = MIN ((gsize) (end - at), END_LINE_MAX);
  const char *dashes;

  if (limit < strlen (END) || memcmp (at, END, strlen (END)) != 0)
    return 0;
  dashes = memmem (at + strlen (END), limit - strlen (END), DASHES, strlen (DASHES));
  return dashes != NULL ? (gsize) (dashes + strlen (DASHES) - at) : 0;
}

/* A begin line and its end line with something else between them; an ellipsis is a placeholder. */
static gboolean
is_broken (const char *body,
           const char *end)
{
  const char *close = memmem (body, MIN ((gsize) (end - body), MAX_LENGTH), DASHES,
                              strlen (DASHES));

  while (body < end && (g_ascii_isspace (*body) || *body == '.'))
    body++;
  return close != NULL && body < close && measure_end (close, end) > 0;
}

/* The words a line of a comment begins with, without the blanks around them. */
static void
trim (const char **prefix,
      gsize       *length)
{
  while (*length > 0 && g_ascii_isspace (**prefix))
    ++*prefix, --*length;
  while (*length > 0 && g_ascii_isspace ((*prefix)[*length - 1]))
    --*length;
}

/* What stands behind a begin line. Returns where it ends. */
static const char *
take_body (LgFirmwareScan    *scan,
           const char        *begin,
           const char        *body,
           LgCertificateForm  form)
{
  const char *text = (const char *) scan->data, *end = text + scan->length;
  gsize offset = begin - text, n_prefix = measure_prefix (begin, text), n_end;
  const char *prefix = begin - n_prefix, *close;
  guint first = scan->found->len;
  LgCertificateText seen;
  GByteArray *bytes;

  trim (&prefix, &n_prefix);
  bytes = lg_certificate_text_read_base64 (body, MIN ((gsize) (end - body), MAX_LENGTH), prefix,
                                           n_prefix, &seen);
  if (form == LG_CERTIFICATE_FORM_PEM && seen.quoted)
    form = LG_CERTIFICATE_FORM_QUOTED;
  n_end = measure_end (body + seen.length, end);
  close = body + seen.length + n_end;

  if (n_end > 0 && scan->within (scan, bytes, offset, close - begin, form))
    {
      for (guint i = first; i < scan->found->len; i++)
        ((LgFirmwareFind *) scan->found->pdata[i])->joined = seen.joined;
    }
  else
    {
      if (seen.n_digits >= MIN_PEM_LENGTH)
        lg_firmware_add (scan, offset, close - begin, form, NULL);
      scan->rest.broken |= n_end > 0 ? seen.n_digits > 0
                           : seen.n_digits >= MIN_PEM_LENGTH || close == end
                             || is_broken (body, end);
      scan->rest.cut |= n_end == 0 && close == end;
    }
  lg_firmware_bytes_free (bytes);
  return close;
}

/* A begin line. Returns how much of the text it and its certificate take. */
static gsize
take_pem (LgFirmwareScan *scan,
          const char     *at)
{
  const char *end = (const char *) scan->data + scan->length;
  const char *label = at + strlen (BEGIN);
  gsize length = measure_label (label, end);
  LgCertificateForm form;

  if (length == 0 || !find_form (label, length, &form))
    return strlen (BEGIN);
  return take_body (scan, at, label + length + strlen (DASHES), form) - at;
}

/**
 * lg_firmware_scan_pem:
 * @scan: an image
 *
 * Takes every block of PEM, in one pass.
 */
void
lg_firmware_scan_pem (LgFirmwareScan *scan)
{
  const char *text = (const char *) scan->data, *end = text + scan->length, *at = text;

  while ((at = memmem (at, end - at, BEGIN, strlen (BEGIN))) != NULL)
    at += take_pem (scan, at);
}
