/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lg-firmware.h"

#include <string.h>

#define BEGIN_LINE "-----BEGIN CERTIFICATE-----"
#define END_LINE "-----END CERTIFICATE-----"
#define DASHES "-----"

/* Far more than any certificate a device can hold. */
#define MAX_LENGTH (64 * 1024)
/* A TLS library in the image holds the begin line, too; what follows it there is no certificate. */
#define MIN_PEM_LENGTH 64
/* Bytes that may be parsed in vain, for each byte of the image and for a small one. */
#define BUDGET_FACTOR 4
#define BUDGET_MIN (1024 * 1024)

#define TAG_SEQUENCE 0x30
#define TAG_BIT_STRING 0x03

typedef struct
{
  const guint8 *data;
  gsize         length;
  gsize         budget;
  GPtrArray    *found;
} Scan;

static void
find_free (gpointer data)
{
  LgFirmwareFind *self = data;

  g_clear_pointer (&self->certificate, lg_certificate_unref);
  g_free (self);
}

static void
add (Scan          *scan,
     gsize          offset,
     gsize          length,
     gboolean       pem,
     LgCertificate *certificate)
{
  LgFirmwareFind *find = g_new0 (LgFirmwareFind, 1);

  find->offset = offset;
  find->length = length;
  find->pem = pem;
  find->certificate = certificate;
  g_ptr_array_add (scan->found, find);
}

/* Steps over the header of a DER element of @tag. Only lengths up to 64 KiB are understood. */
static gboolean
read_header (const guint8 **at,
             const guint8  *end,
             guint8         tag,
             gsize         *length)
{
  const guint8 *p = *at;
  gsize left = end - p;
  gsize header;

  if (left < 4 || p[0] != tag)
    return FALSE;

  if (p[1] < 0x80)
    header = 2, *length = p[1];
  else if (p[1] == 0x81)
    header = 3, *length = p[2];
  else if (p[1] == 0x82)
    header = 4, *length = p[2] << 8 | p[3];
  else
    return FALSE;

  *at = p + header;
  return *length <= left - header;
}

/* A certificate is a SEQUENCE of a SEQUENCE, a SEQUENCE and a BIT STRING that end together (RFC
 * 5280, section 4.1): this alone passes over nearly everything that is none. */
static gsize
measure_der (const guint8 *at,
             const guint8 *end)
{
  const guint8 *begin = at;
  gsize length;

  if (!read_header (&at, end, TAG_SEQUENCE, &length))
    return 0;
  end = at + length;
  if (!read_header (&at, end, TAG_SEQUENCE, &length))
    return 0;
  at += length;
  if (!read_header (&at, end, TAG_SEQUENCE, &length))
    return 0;
  at += length;
  if (!read_header (&at, end, TAG_BIT_STRING, &length) || at + length != end)
    return 0;
  return end - begin;
}

/* Counts bytes that were no certificate, so that an image made for it cannot keep us busy. */
static gboolean
spend (Scan  *scan,
       gsize  length)
{
  gboolean enough = scan->budget >= length;

  scan->budget -= MIN (scan->budget, length);
  return enough;
}

static gboolean
scan_der (Scan *scan)
{
  const guint8 *end = scan->data + scan->length;
  const guint8 *at = scan->data;

  while (at < end && (at = memchr (at, TAG_SEQUENCE, end - at)) != NULL)
    {
      gsize length = measure_der (at, end);
      LgCertificate *certificate = length > 0 ? lg_certificate_new_from_der (at, length, NULL)
                                              : NULL;

      if (certificate != NULL)
        add (scan, at - scan->data, length, FALSE, certificate);
      else if (!spend (scan, length))
        return FALSE;
      at += certificate != NULL ? length : 1;
    }
  return TRUE;
}

/* The certificate between the begin line at @at and the next dashes, and how long all of it is. */
static LgCertificate *
read_pem (const guint8 *at,
          const guint8 *end,
          gsize        *length)
{
  const guint8 *body = at + strlen (BEGIN_LINE);
  gsize limit = MIN ((gsize) (end - body), MAX_LENGTH);
  const guint8 *close = memmem (body, limit, DASHES, strlen (DASHES));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) certificates = NULL;

  if (close == NULL || (gsize) (end - close) < strlen (END_LINE)
      || memcmp (close, END_LINE, strlen (END_LINE)) != 0)
    {
      *length = (close != NULL ? close : body + limit) - at;
      return NULL;
    }

  *length = close + strlen (END_LINE) - at;
  bytes = g_bytes_new_static (at, *length);
  certificates = lg_certificates_parse (bytes, NULL);
  return certificates != NULL ? lg_certificate_ref (certificates->pdata[0]) : NULL;
}

/* Whether what follows a begin line was meant to be a certificate. */
static gboolean
is_base64 (const guint8 *text,
           const guint8 *end)
{
  gsize n = 0;

  for (; text < end && n < MIN_PEM_LENGTH; text++)
    if (g_ascii_isalnum (*text) || *text == '+' || *text == '/')
      n++;
    else if (!g_ascii_isspace (*text))
      return FALSE;
  return n == MIN_PEM_LENGTH;
}

static void
scan_pem (Scan *scan)
{
  const guint8 *end = scan->data + scan->length;
  const guint8 *at = scan->data;

  while ((at = memmem (at, end - at, BEGIN_LINE, strlen (BEGIN_LINE))) != NULL)
    {
      const guint8 *body = at + strlen (BEGIN_LINE);
      LgCertificate *certificate = NULL;
      gsize length = strlen (BEGIN_LINE);

      if (is_base64 (body, end))
        {
          certificate = read_pem (at, end, &length);
          add (scan, at - scan->data, length, TRUE, certificate);
        }
      at += length;
    }
}

static int
compare_offsets (gconstpointer a,
                 gconstpointer b)
{
  const LgFirmwareFind *one = *(LgFirmwareFind *const *) a;
  const LgFirmwareFind *other = *(LgFirmwareFind *const *) b;

  return (one->offset > other->offset) - (one->offset < other->offset);
}

/**
 * lg_firmware_scan:
 * @image: bytes of any kind
 * @complete: (out) (optional): whether all of it was looked at
 *
 * Finds the X.509 certificates that stand in an image, as DER or as PEM, at any offset. What is
 * compressed or encrypted is not seen. The work grows with the size of the image: one that was made
 * of nothing but beginnings of certificates is given up, and @complete is %FALSE.
 *
 * Returns: (transfer full) (element-type LgFirmwareFind): what was found, by offset; @image is not
 *   needed for it
 */
GPtrArray *
lg_firmware_scan (GBytes   *image,
                  gboolean *complete)
{
  Scan scan = { .found = g_ptr_array_new_with_free_func (find_free) };
  gboolean all = TRUE;

  g_return_val_if_fail (image != NULL, NULL);

  scan.data = g_bytes_get_data (image, &scan.length);
  scan.budget = BUDGET_MIN + scan.length * BUDGET_FACTOR;
  if (scan.length > 0)
    {
      scan_pem (&scan);
      all = scan_der (&scan);
    }
  g_ptr_array_sort (scan.found, compare_offsets);

  if (complete != NULL)
    *complete = all;
  return scan.found;
}
