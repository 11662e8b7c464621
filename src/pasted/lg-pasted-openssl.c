/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `openssl s_client`, from 1.0.2 to 3.x. */
#include "lg-pasted-private.h"

#include "trust/lg-certificate.h"

#include <stdlib.h>
#include <string.h>

#define CERTIFICATES_MAX 20
#define PEM_MAX 65536
#define BEGIN "-----BEGIN CERTIFICATE-----"
#define END "-----END CERTIFICATE-----"

static void
add_certificate (LgPastedReader *reader)
{
  LgPastedRecord *record = lg_pasted_record_get (reader);
  g_autoptr (GBytes) bytes = g_bytes_new (reader->pem->str, reader->pem->len);
  g_autoptr (GPtrArray) parsed = lg_certificates_parse (bytes, NULL);

  if (record == NULL || parsed == NULL || record->chain->len == CERTIFICATES_MAX)
    return;

  lg_pasted_record_secure (reader, NULL, NULL);
  for (guint i = 0; i < record->chain->len; i++)
    if (g_str_equal (lg_certificate_get_sha256 (record->chain->pdata[i]),
                     lg_certificate_get_sha256 (parsed->pdata[0])))
      return;
  g_ptr_array_add (record->chain, lg_certificate_ref (parsed->pdata[0]));
}

/* What is between the lines of a certificate is nothing else. */
static gboolean
read_pem (LgPastedReader *reader)
{
  const char *begin = reader->line + strspn (reader->line, " \t");

  /* Where our own lines print it, it stands behind something else. */
  if (g_str_has_prefix (begin, BEGIN))
    {
      if (reader->pem != NULL)
        g_string_free (reader->pem, TRUE);
      reader->pem = g_string_new (NULL);
    }
  if (reader->pem == NULL)
    return FALSE;

  g_string_append (reader->pem, begin);
  g_string_append_c (reader->pem, '\n');
  if (strstr (reader->line, END) != NULL)
    add_certificate (reader);
  else if (reader->pem->len < PEM_MAX)
    return TRUE;

  g_string_free (g_steal_pointer (&reader->pem), TRUE);
  return TRUE;
}

static gboolean
read_chain (LgPastedReader *reader)
{
  g_auto (GStrv) subject = lg_pasted_text_match (reader, "^\\s*([0-9]{1,2}) s:");
  g_auto (GStrv) issuer = lg_pasted_text_match (reader, "^\\s*i:(.+)$");
  g_auto (GStrv) other = lg_pasted_text_match (reader, "^issuer= ?(.+)$");
  LgPastedRecord *record = lg_pasted_record_get (reader);

  if (subject != NULL && record != NULL)
    {
      lg_pasted_record_secure (reader, NULL, NULL);
      record->n_listed = MAX (record->n_listed, strtoul (subject[1], NULL, 10) + 1);
    }
  if (issuer != NULL || other != NULL)
    lg_pasted_record_add_issuer (reader, issuer != NULL ? issuer[1] : other[1]);
  return subject != NULL || issuer != NULL || other != NULL;
}

/* OpenSSL's numbers, X509_V_ERR_…; what depends on a store that many systems do not have is left
 * to the chain. */
static void
take_verdict (LgPastedReader *reader,
              guint           code)
{
  switch (code)
    {
    case 9:
      lg_pasted_record_tell (reader, "cert.not-yet-valid", FALSE);
      break;
    case 10:
      lg_pasted_record_tell (reader, "cert.expired", FALSE);
      break;
    case 18:
      lg_pasted_record_tell (reader, "cert.self-signed", FALSE);
      break;
    case 62:
    case 64:
      lg_pasted_record_tell (reader, "cert.host-mismatch", FALSE);
      break;
    default:
      break;
    }
}

static gboolean
read_session (LgPastedReader *reader)
{
  g_auto (GStrv) made = lg_pasted_text_match (reader, "^New, (\\S+), Cipher is (\\S+)$");
  g_auto (GStrv) version = lg_pasted_text_match (reader, "^\\s+Protocol\\s*: (\\S+)$");
  g_auto (GStrv) verdict = lg_pasted_text_match (reader,
    "^\\s*(?:Verify return code: |verify error:num=)([0-9]+)[ :]");
  LgPastedRecord *record = lg_pasted_record_get (reader);

  if (record == NULL)
    return FALSE;
  if (made != NULL && !g_str_equal (made[2], "(NONE)"))
    lg_pasted_record_secure (reader, strchr (made[1], '/') == NULL ? made[1] : NULL, made[2]);
  if (version != NULL && record->secured)
    lg_pasted_record_secure (reader, version[1], NULL);
  if (verdict != NULL)
    take_verdict (reader, strtoul (verdict[1], NULL, 10));
  if (lg_pasted_text_has (reader, "acceptable client certificate ca names"))
    record->certificate_asked = TRUE;
  return made != NULL || version != NULL || verdict != NULL
         || g_str_has_prefix (reader->line, "Verification error: ");
}

static gboolean
read_failure (LgPastedReader *reader)
{
  LgPastedRecord *record = lg_pasted_record_get (reader);
  g_auto (GStrv) written = lg_pasted_text_match (reader, "^write:errno=([0-9]+)$");
  gboolean reset;

  if (record == NULL)
    return FALSE;
  if (lg_pasted_text_has (reader, "connected(0000"))
    {
      lg_pasted_record_connect (reader, NULL);
      return TRUE;
    }
  if (written == NULL)
    return FALSE;

  reset = strtoul (written[1], NULL, 10) != 0;
  if (!record->secured)
    lg_pasted_record_fail_tls (reader, reset ? LG_TRANSPORT_ERROR_RESET
                                             : LG_TRANSPORT_ERROR_CLOSED_IN_HANDSHAKE, FALSE);
  return TRUE;
}

/**
 * lg_pasted_openssl_read:
 *
 * Returns: whether the current line is s_client's, and all of it is read
 */
gboolean
lg_pasted_openssl_read (LgPastedReader *reader)
{
  return read_pem (reader)
         || (!reader->foreign
             && (read_chain (reader) || read_session (reader) || read_failure (reader)));
}
