/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trust/lg-certificate-file.h"
#include "trust/lg-hex-dump.h"
#include "trust/lg-pki.h"

#include <string.h>

/* How a tool prints: its offsets, what stands between two bytes, and the characters' column. */
typedef struct
{
  const char *name;
  guint       width;
  guint       base;
  const char *behind;
  guint       group;
  gboolean    words;
  gboolean    halves;
  const char *before;
  const char *after;
  gboolean    last;
} Tool;

static const Tool tools[] = {
  { "xxd", 8, 16, ":", 2, FALSE, FALSE, "  ", "", FALSE },
  { "xxd -g1", 8, 16, ":", 1, FALSE, FALSE, "  ", "", FALSE },
  { "xxd, CR LF", 8, 16, ":", 2, FALSE, FALSE, "  ", "\r", FALSE },
  { "hexdump -C", 8, 16, " ", 1, FALSE, TRUE, "  |", "|", TRUE },
  { "hexdump", 7, 16, "", 2, TRUE, FALSE, NULL, "", TRUE },
  { "od -A x -t x1", 6, 16, "", 1, FALSE, FALSE, NULL, "", TRUE },
  { "od -t x1", 7, 8, "", 1, FALSE, FALSE, NULL, "", TRUE },
  { "od -x", 7, 8, "", 2, TRUE, FALSE, NULL, "", TRUE },
  { "certutil", 4, 16, " ", 1, FALSE, TRUE, "   ", "", FALSE },
  { "Format-Hex", 8, 16, "  ", 1, FALSE, FALSE, "  ", "", FALSE },
};

/* The column of characters looks as much like bytes as it can. */
static void
append_characters (GString      *text,
                   const guint8 *bytes,
                   gsize         n)
{
  for (gsize i = 0; i < n; i++)
    g_string_append_c (text, g_ascii_isalnum (bytes[i]) ? (char) bytes[i] : i % 3 ? 'a' : ' ');
}

static void
append_offset (GString    *text,
               const Tool *tool,
               gsize       offset)
{
  if (tool->base == 8)
    g_string_append_printf (text, "%0*o", tool->width, (guint) offset);
  else
    g_string_append_printf (text, "%0*x", tool->width, (guint) offset);
}

static void
append_line (GString      *text,
             const Tool   *tool,
             gsize         offset,
             const guint8 *bytes,
             gsize         n)
{
  append_offset (text, tool, offset);
  g_string_append (text, tool->behind);
  for (gsize i = 0; i < n; i++)
    {
      gsize at = tool->words ? i ^ 1 : i;

      if (i % tool->group == 0)
        g_string_append (text, tool->halves && i == 8 ? "  " : " ");
      g_string_append_printf (text, "%02x", at < n ? bytes[at] : 0);
      if (tool->words && at >= n)
        g_string_append_printf (text, "%02x", bytes[i]);
    }
  if (tool->before != NULL)
    {
      g_string_append (text, tool->before);
      append_characters (text, bytes, n);
    }
  g_string_append_printf (text, "%s\n", tool->after);
}

/* @star: equal lines are one line and a star, as hexdump and od have it. */
static char *
dump (const Tool   *tool,
      const guint8 *bytes,
      gsize         length,
      gsize         base,
      gboolean      star)
{
  GString *text = g_string_new (NULL);
  gboolean starred = FALSE;

  for (gsize i = 0; i < length; i += 16)
    {
      gsize n = MIN (16, length - i);

      if (star && i > 0 && n == 16 && memcmp (bytes + i, bytes + i - 16, 16) == 0)
        {
          if (!starred)
            g_string_append (text, "*\n");
          starred = TRUE;
          continue;
        }
      starred = FALSE;
      append_line (text, tool, base + i, bytes + i, n);
    }
  if (tool->last)
    {
      append_offset (text, tool, base + length);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static GBytes *
read_dump (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return lg_hex_dump_read (bytes);
}

/* Every tool's dump of every length, from the beginning of a flash memory or of a file. */
static void
test_tools (void)
{
  guint8 bytes[100];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = i * 37 + 11;

  for (guint k = 0; k < G_N_ELEMENTS (tools); k++)
    for (gsize length = 17; length <= sizeof bytes; length++)
      {
        g_autofree char *text = dump (&tools[k], bytes, length, k % 2 * 0x1000, FALSE);
        g_autoptr (GBytes) is = read_dump (text);

        if (is == NULL)
          g_error ("%s, %zu bytes:\n%s", tools[k].name, length, text);
        g_assert_cmpmem (g_bytes_get_data (is, NULL), g_bytes_get_size (is), bytes, length);
      }
}

static void
test_stars (void)
{
  guint8 bytes[16 * 40] = { 1, 2, 3 };

  bytes[16 * 30] = 0xff;
  for (guint k = 0; k < G_N_ELEMENTS (tools); k++)
    if (tools[k].last)
      {
        g_autofree char *text = dump (&tools[k], bytes, sizeof bytes, 0, TRUE);
        g_autoptr (GBytes) is = read_dump (text);

        g_assert_nonnull (strchr (text, '*'));
        g_assert_nonnull (is);
        g_assert_cmpmem (g_bytes_get_data (is, NULL), g_bytes_get_size (is), bytes, sizeof bytes);
      }
}

/* A root certificate comes back as one, in DER and in PEM. */
static void
test_certificates (void)
{
  g_autoptr (LgKeyPair) root =
    lg_key_pair_new (&(LgPkiSpec) { .name = "Root", .ca = TRUE }, NULL, NULL);
  const char *pem = lg_key_pair_get_certificate_pem (root);
  g_autoptr (GBytes) pem_bytes = g_bytes_new (pem, strlen (pem));
  LgCertificateFile whole;
  g_autoptr (GPtrArray) certificates = NULL;

  g_assert_true (lg_certificate_file_read (pem_bytes, &whole, NULL));
  certificates = whole.certificates;
  for (guint k = 0; k < G_N_ELEMENTS (tools); k++)
    {
      g_autofree char *text = dump (&tools[k], (const guint8 *) pem, strlen (pem), 0, FALSE);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (GPtrArray) found = NULL;
      LgCertificateFile file;

      g_assert_true (lg_certificate_file_read (bytes, &file, NULL));
      found = file.certificates;
      g_assert_cmpuint (found->len, ==, 1);
      g_assert_cmpint (file.form, ==, LG_CERTIFICATE_FORM_NUMBERS);
      g_assert_cmpstr (lg_certificate_get_sha256 (found->pdata[0]), ==,
                       lg_certificate_get_sha256 (certificates->pdata[0]));
    }
}

/* What is no dump, or one with a hole, stays what it is; nothing takes long. */
static void
test_others (void)
{
  static const char *const texts[] = {
    "", "\n", "00000000", "00000000: 3082\n", "-----BEGIN CERTIFICATE-----\n",
    "deadbeef\ncafebabe\n", "12:30:01 connected\n12:30:02 lost\n",
    "00000000: 3082 03df\n00000010: 3082 03df\n",
    "00000000: 3082 03df\nhello\n00000004: 3082\n",
    "*\n00000000: 3082\n", "00000000: 30\n*\nffffffff: 30\n",
    "00000000: 30\n*\nffffffffffffffff: 30\n", "00000010: 30\n00000000: 30\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = read_dump (texts[i]);

      g_test_message ("%s", texts[i]);
      g_assert_null (bytes);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trust/hex-dump/tools", test_tools);
  g_test_add_func ("/trust/hex-dump/stars", test_stars);
  g_test_add_func ("/trust/hex-dump/certificates", test_certificates);
  g_test_add_func ("/trust/hex-dump/others", test_others);

  return g_test_run ();
}
