/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lg-certificate-text.h"
#include "lg-firmware-private.h"
#include "lg-other-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* No array and no base64 of a certificate is shorter. */
#define MIN_BYTES 64
/* An array of numbers may hold PEM, and that what was base64 before. */
#define DEPTH_MAX 3
/* Bytes that may be parsed in vain, for each byte of the image and for a small one. */
#define BUDGET_FACTOR 4
#define BUDGET_MIN (1024 * 1024)

#define TAG_SEQUENCE 0x30
#define TAG_BIT_STRING 0x03
/* 1.2.840.113549.1.7.2, signed data, which PKCS#7 begins with */
#define SIGNED_DATA "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"

G_DEFINE_ENUM_TYPE (LgCertificateForm, lg_certificate_form,
                    G_DEFINE_ENUM_VALUE (LG_CERTIFICATE_FORM_PEM, "pem"),
                    G_DEFINE_ENUM_VALUE (LG_CERTIFICATE_FORM_DER, "der"),
                    G_DEFINE_ENUM_VALUE (LG_CERTIFICATE_FORM_TRUSTED, "trusted"),
                    G_DEFINE_ENUM_VALUE (LG_CERTIFICATE_FORM_PKCS7, "pkcs7"),
                    G_DEFINE_ENUM_VALUE (LG_CERTIFICATE_FORM_QUOTED, "quoted-pem"),
                    G_DEFINE_ENUM_VALUE (LG_CERTIFICATE_FORM_NUMBERS, "numbers"),
                    G_DEFINE_ENUM_VALUE (LG_CERTIFICATE_FORM_BASE64, "base64"))

static gboolean scan_all (LgFirmwareScan *scan);

static void
find_free (gpointer data)
{
  LgFirmwareFind *self = data;

  g_clear_pointer (&self->certificate, lg_certificate_unref);
  g_free (self);
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
spend (LgFirmwareScan *scan,
       gsize           length)
{
  gboolean enough = scan->budget >= length;

  scan->budget -= MIN (scan->budget, length);
  return enough;
}

static gboolean
scan_der (LgFirmwareScan *scan)
{
  const guint8 *end = scan->data + scan->length;
  const guint8 *at = scan->data;

  while (at < end && (at = memchr (at, TAG_SEQUENCE, end - at)) != NULL)
    {
      gsize length = measure_der (at, end);
      LgCertificate *certificate = length > 0 ? lg_certificate_new_from_der (at, length, NULL)
                                              : NULL;

      if (certificate != NULL)
        lg_firmware_add (scan, at - scan->data, length, LG_CERTIFICATE_FORM_DER, certificate);
      else if (!spend (scan, length))
        return FALSE;
      at += certificate != NULL ? length : 1;
    }
  return TRUE;
}

/*
 * @bytes: what a text in the image stands for
 * @offset: where the text begins
 * @length: bytes of the text
 * @form: how certificates in @bytes are written; %SAME_FORM: as they are there
 *
 * Looks for certificates in bytes that were a text in the image.
 *
 * Returns: whether there is one
 */
static gboolean
scan_within (LgFirmwareScan *scan,
                         GByteArray     *bytes,
                         gsize           offset,
                         gsize           length,
                         int             form)
{
  LgFirmwareScan inner = {
    .data = bytes->data, .length = bytes->len, .budget = scan->budget, .depth = scan->depth + 1,
    .found = scan->found, .within = scan_within,
  };
  guint first = scan->found->len;

  inner.rest.complete = inner.depth > DEPTH_MAX || scan_all (&inner);
  scan->budget = inner.budget;
  scan->rest.complete &= inner.rest.complete;
  scan->rest.broken |= inner.rest.broken;
  scan->rest.damaged |= inner.rest.damaged;
  scan->rest.cut |= inner.rest.cut;
  if (scan->rest.other == NULL)
    scan->rest.other = inner.rest.other;
  for (guint i = first; i < scan->found->len; i++)
    {
      LgFirmwareFind *find = scan->found->pdata[i];

      find->offset = offset;
      find->length = length;
      if (form != SAME_FORM)
        find->form = form;
    }
  return scan->found->len > first;
}

/* Whether it begins as DER does, and says that it is longer than it is. */
static gboolean
is_cut (const guint8 *data,
        gsize         length)
{
  return length > 4 && data[0] == TAG_SEQUENCE && data[1] == 0x82
         && (gsize) (data[2] << 8 | data[3]) + 4 > length;
}

/* Bytes in which there is no certificate are something else, or damaged. */
static void
note_rest (LgFirmwareScan *scan,
           const guint8   *data,
           gsize           length,
           gsize           least)
{
  if (scan->rest.other == NULL)
    scan->rest.other = lg_other_file_describe (data, length);
  if (scan->rest.other != NULL || length < least || data[0] != TAG_SEQUENCE
      || (data[1] & 0x80) == 0)
    return;

  scan->rest.damaged = TRUE;
  scan->rest.cut |= is_cut (data, length);
}

/* Whether a certificate was found over this place already, as PEM. */
static gboolean
is_found (LgFirmwareScan *scan,
          gsize           offset)
{
  for (guint i = scan->first; i < scan->found->len; i++)
    {
      const LgFirmwareFind *find = scan->found->pdata[i];

      if (offset >= find->offset && offset < find->offset + find->length)
        return TRUE;
    }
  return FALSE;
}

/* How much of the text was base64 with a certificate in it; 0: none. */
static gsize
take_base64 (LgFirmwareScan *scan,
             const char     *at,
             gsize           length)
{
  LgCertificateText seen;
  GByteArray *bytes = lg_certificate_text_read_base64 (at, MIN (length, MAX_LENGTH), NULL, 0,
                                                       &seen);
  gsize offset = (const guint8 *) at - scan->data;
  gboolean found = scan_within (scan, bytes, offset, seen.length,
                                            LG_CERTIFICATE_FORM_BASE64);

  if (!found)
    note_rest (scan, bytes->data, bytes->len, MIN_BYTES);
  lg_firmware_bytes_free (bytes);
  return found ? seen.length : 0;
}

/* Base64 of a certificate, or of PEM, without a begin line. */
static gboolean
scan_base64 (LgFirmwareScan *scan,
             const char     *sign)
{
  const char *text = (const char *) scan->data, *end = text + scan->length, *at = text;

  while ((at = memmem (at, end - at, sign, strlen (sign))) != NULL)
    {
      gboolean begins = at == text || !(g_ascii_isalnum (at[-1]) || at[-1] == '+' || at[-1] == '/');
      gsize n = 0;

      if (begins && !is_found (scan, at - text))
        {
          n = take_base64 (scan, at, end - at);
          if (n == 0 && !spend (scan, MIN ((gsize) (end - at), MAX_LENGTH)))
            return FALSE;
        }
      at += MAX (n, strlen (sign));
    }
  return TRUE;
}

/* Where a number may begin, and no other word or number ends. */
static gboolean
begins_number (const char *at,
               const char *text)
{
  if (memchr ("024\\3", *at, strlen ("024\\3")) == NULL)
    return FALSE;
  return *at == '\\' || at == text
         || !(g_ascii_isalnum (at[-1]) || at[-1] == '_' || at[-1] == '.' || at[-1] == '-');
}

static void
scan_numbers (LgFirmwareScan *scan)
{
  const char *text = (const char *) scan->data, *end = text + scan->length, *at = text;

  while (at < end)
    {
      gsize n = 1;
      GByteArray *bytes =
        begins_number (at, text) ? lg_certificate_text_read_numbers (at, end - at, &n) : NULL;

      if (bytes != NULL && bytes->len >= MIN_BYTES
          && !scan_within (scan, bytes, at - text, n, LG_CERTIFICATE_FORM_NUMBERS))
        note_rest (scan, bytes->data, bytes->len, MIN_BYTES);
      g_clear_pointer (&bytes, lg_firmware_bytes_free);
      at += n;
    }
}

/* The characters of PEM have nothing in their upper bytes; @whole: the others count, too. */
static GByteArray *
narrow (const guint8 *at,
        const guint8 *end,
        gboolean      whole)
{
  GByteArray *narrow = g_byte_array_new ();

  for (; at < end && (whole || at + 1 == end || at[1] == 0); at += 2)
    g_byte_array_append (narrow, at + 1 == end || at[1] == 0 ? at : (const guint8 *) "?", 1);
  return narrow;
}

static gsize
take_wide (LgFirmwareScan *scan,
           const guint8   *at,
           gboolean        whole)
{
  GByteArray *text = narrow (at, scan->data + scan->length, whole);
  gsize length = MIN (text->len * 2, scan->length - (at - scan->data));

  if (!scan_within (scan, text, at - scan->data, length, SAME_FORM))
    note_rest (scan, text->data, text->len, MIN_BYTES);
  lg_firmware_bytes_free (text);
  return MAX (length, 2);
}

/* Texts in UTF-16, in either order: the one is the other, a byte later. */
static void
scan_wide (LgFirmwareScan *scan)
{
  static const char begin[] = "-\0-\0B\0E\0G\0I\0N\0 ";
  const guint8 *end = scan->data + scan->length, *at = scan->data;

  if (scan->length > 4 && (memcmp (at, "\xFF\xFE", 2) == 0 || memcmp (at, "\xFE\xFF", 2) == 0))
    {
      take_wide (scan, at + (at[0] == 0xFF ? 2 : 3), TRUE);
      return;
    }
  while ((at = memmem (at, end - at, begin, sizeof begin - 1)) != NULL)
    {
      while (at - scan->data >= 2 && at[-1] == 0 && at[-2] != 0 && at[-2] < 0x80)
        at -= 2;
      at += take_wide (scan, at, FALSE);
    }
}

static gboolean
scan_all (LgFirmwareScan *scan)
{
  scan->first = scan->found->len;
  if (scan->length == 0)
    return TRUE;

  lg_firmware_scan_pem (scan);
  if (!scan_der (scan))
    return FALSE;
  if (scan->length > 32
      && memmem (scan->data, 32, SIGNED_DATA, strlen (SIGNED_DATA)) != NULL)
    for (guint i = scan->first; i < scan->found->len; i++)
      ((LgFirmwareFind *) scan->found->pdata[i])->form = LG_CERTIFICATE_FORM_PKCS7;
  scan_wide (scan);
  scan_numbers (scan);
  /* A certificate, and PEM that is base64 once more. */
  return scan_base64 (scan, "MII") && scan_base64 (scan, "LS0tLS1CRUdJTi");
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
 * lg_firmware_scan_file:
 * @file: bytes of any kind
 * @rest: (out): what is told of the file beside
 *
 * As [func@firmware_scan], and tells what else the file is.
 *
 * Returns: (transfer full) (element-type LgFirmwareFind): what was found, by offset; @file is not
 *   needed for it
 */
GPtrArray *
lg_firmware_scan_file (GBytes         *file,
                       LgFirmwareRest *rest)
{
  LgFirmwareScan scan = { .rest.complete = TRUE, .within = scan_within };

  g_return_val_if_fail (file != NULL, NULL);

  scan.found = g_ptr_array_new_with_free_func (find_free);
  scan.data = g_bytes_get_data (file, &scan.length);
  scan.budget = BUDGET_MIN + scan.length * BUDGET_FACTOR;
  scan.rest.complete &= scan_all (&scan);
  if (scan.found->len == 0 && scan.length > 0)
    note_rest (&scan, scan.data, scan.length, 3);
  g_ptr_array_sort (scan.found, compare_offsets);

  *rest = scan.rest;
  return scan.found;
}

/**
 * lg_firmware_scan:
 * @image: bytes of any kind
 * @complete: (out) (optional): whether all of it was looked at
 *
 * Finds the X.509 certificates that stand in an image, at any offset: as DER, as PEM in the many
 * ways that files and programs write it, in UTF-16, as base64 alone, as an array of numbers, or in
 * PKCS#7. What is compressed or encrypted is not seen. The work grows with the size of the image:
 * one that was made of nothing but beginnings of certificates is given up, and @complete is
 * %FALSE.
 *
 * Returns: (transfer full) (element-type LgFirmwareFind): what was found, by offset; @image is not
 *   needed for it
 */
GPtrArray *
lg_firmware_scan (GBytes   *image,
                  gboolean *complete)
{
  LgFirmwareRest rest;
  GPtrArray *found;

  g_return_val_if_fail (image != NULL, NULL);

  found = lg_firmware_scan_file (image, &rest);
  if (complete != NULL)
    *complete = rest.complete;
  return found;
}

/**
 * lg_certificate_form_get_name:
 * @form: a form
 *
 * Returns: what people call it, translated
 */
const char *
lg_certificate_form_get_name (LgCertificateForm form)
{
  switch (form)
    {
    case LG_CERTIFICATE_FORM_DER:
      return "DER";

    case LG_CERTIFICATE_FORM_TRUSTED:
      return "TRUSTED PEM";

    case LG_CERTIFICATE_FORM_PKCS7:
      return "PKCS#7";

    case LG_CERTIFICATE_FORM_QUOTED:
      return _("PEM in quotes");

    case LG_CERTIFICATE_FORM_NUMBERS:
      return _("numbers");

    case LG_CERTIFICATE_FORM_BASE64:
      return "base64";

    case LG_CERTIFICATE_FORM_PEM:
    default:
      return "PEM";
    }
}
