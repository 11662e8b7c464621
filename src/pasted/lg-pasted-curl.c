/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `curl -v`, with OpenSSL and with schannel. */
#include "lg-pasted-private.h"

#include <stdlib.h>

/* curl's exit codes where no phrase in the same line says more (curl(1), “Exit codes”). */
static const struct
{
  guint    code;
  gboolean tls;
  int      error;
} exits[] = {
  { 7, FALSE, LG_TRANSPORT_ERROR_TIMEOUT },
  { 35, TRUE, LG_TRANSPORT_ERROR_TLS },
  { 58, TRUE, LG_TRANSPORT_ERROR_CLIENT_CERTIFICATE },
};

static gboolean
read_connection (LgPastedReader *reader)
{
  static const struct
  {
    const char *pattern;
    guint       host, address, port;
    gboolean    up;
    gboolean    failed; /* the rest of the line says why */
  } rows[] = {
    { "^\\*\\s+Trying \\[?([0-9a-f.:]+?)\\]?:([0-9]+)\\.\\.\\.", 0, 1, 2, FALSE },
    { "^\\*\\s+Trying ([0-9a-f.:]+?)\\.\\.\\.$", 0, 1, 0, FALSE },
    { "^\\* Connected to (\\S+) \\(([0-9a-f.:]+)\\) port ([0-9]+)", 1, 2, 3, TRUE },
    { "^\\* Established connection to (\\S+) \\(([0-9a-f.:]+) port ([0-9]+)\\)", 1, 2, 3, TRUE },
    { "^\\* Host (\\S+?):([0-9]+) was resolved", 1, 0, 2, FALSE },
    { "^\\* connect to ([0-9a-f.:]+) port ([0-9]+) (?:from \\S+ port [0-9]+ )?failed", 0, 1, 2,
      FALSE, TRUE },
    { "^\\* schannel: (?:checking|SSL/TLS connection with) (\\S+) port ([0-9]+)", 1, 0, 2, TRUE },
    { "Failed to connect to (\\S+) port ([0-9]+)", 1, 0, 2, FALSE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) groups = lg_pasted_text_match (reader, rows[i].pattern);
      g_autofree char *peer = NULL;

      if (groups == NULL)
        continue;
      if (rows[i].port != 0)
        lg_pasted_record_open (reader, rows[i].host != 0 ? groups[rows[i].host] : NULL,
                               strtoul (groups[rows[i].port], NULL, 10));
      if (rows[i].address != 0)
        {
          lg_pasted_names_add (reader, groups[rows[i].address]);
          peer = g_strdup_printf ("%s:%s", groups[rows[i].address],
                                  rows[i].port != 0 ? groups[rows[i].port] : "?");
        }
      if (rows[i].up)
        lg_pasted_record_connect (reader, peer);
      return !rows[i].failed;
    }
  return FALSE;
}

static gboolean
read_handshake (LgPastedReader *reader)
{
  g_auto (GStrv) secured = lg_pasted_text_match (reader,
    "^\\* SSL connection using (\\S+) / (\\S+)");
  g_auto (GStrv) request = lg_pasted_text_match (reader, "^> (?:GET|HEAD) \\S+ HTTP/");
  g_auto (GStrv) answer = lg_pasted_text_match (reader, "^< (HTTP/[0-9.]+ [0-9]{3}.*)$");
  g_auto (GStrv) issuer = lg_pasted_text_match (reader, "^\\*\\s+issuer: (.+)$");
  g_auto (GStrv) address = lg_pasted_text_match (reader, "^\\* IPv[46]: (.+)$");
  g_auto (GStrv) exit = lg_pasted_text_match (reader,
    "^curl: \\((52|56|1)\\) (?:Empty reply|schannel: server closed|OpenSSL SSL_read|"
    "Received HTTP/0|Recv failure)");
  LgPastedRecord *record = NULL;

  if (secured != NULL)
    lg_pasted_record_secure (reader, secured[1], secured[2]);
  else if (issuer != NULL)
    lg_pasted_record_add_issuer (reader, issuer[1]);
  else if (address != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (address[1], ", ", 64);

      for (guint i = 0; parts[i] != NULL; i++)
        lg_pasted_names_add (reader, parts[i]);
    }
  /* A request is sent, and read for an answer, when the handshake is over. */
  else if ((request != NULL || exit != NULL || answer != NULL)
           && (record = lg_pasted_record_get (reader)) != NULL
           && record->tls_error == LG_PASTED_NO_ERROR)
    {
      lg_pasted_record_secure (reader, NULL, NULL);
      if (answer != NULL && record->http == NULL)
        record->http = g_strdup (answer[1]);
    }
  return secured != NULL || issuer != NULL || address != NULL || record != NULL;
}

/* Which deadline was it? */
static gboolean
read_timeout (LgPastedReader *reader)
{
  g_auto (GStrv) exit = lg_pasted_text_match (reader, "^curl: \\(28\\)");
  LgPastedRecord *record = exit != NULL ? lg_pasted_record_get (reader) : NULL;

  if (exit == NULL || lg_pasted_text_has (reader, "resolving timed out"))
    return FALSE;
  if (record == NULL || record->secured)
    return TRUE;

  if (record->connected)
    lg_pasted_record_fail_tls (reader, LG_TRANSPORT_ERROR_HANDSHAKE_TIMEOUT, FALSE);
  else
    lg_pasted_record_fail_tcp (reader, LG_TRANSPORT_ERROR_TIMEOUT, FALSE);
  return TRUE;
}

/**
 * lg_pasted_curl_read:
 *
 * Returns: whether the current line is curl's, and all of it is read
 */
gboolean
lg_pasted_curl_read (LgPastedReader *reader)
{
  g_auto (GStrv) exit = NULL;

  if (read_connection (reader) || read_handshake (reader) || read_timeout (reader))
    return TRUE;
  if (lg_pasted_phrases_read (reader))
    return TRUE;

  exit = lg_pasted_text_match (reader, "^curl: \\(([0-9]+)\\)");
  for (gsize i = 0; exit != NULL && i < G_N_ELEMENTS (exits); i++)
    if (strtoul (exit[1], NULL, 10) == exits[i].code)
      {
        if (exits[i].tls)
          lg_pasted_record_fail_tls (reader, exits[i].error, TRUE);
        else
          lg_pasted_record_fail_tcp (reader, exits[i].error, TRUE);
        return TRUE;
      }
  return FALSE;
}
