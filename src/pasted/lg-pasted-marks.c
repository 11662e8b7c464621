/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines Linkglass has printed on the other computer, and the commands people typed there. */
#include "lg-pasted-private.h"

#include <stdlib.h>
#include <string.h>

#define MARK "^\\s*\\[linkglass\\] "
/* What timeout(1) ends with, and a process that was killed. */
#define TIMED_OUT 124
#define KILLED 143

/* .NET's SocketError. */
static const struct
{
  const char *name;
  int         error;
} socket_errors[] = {
  { "ConnectionRefused", LG_TRANSPORT_ERROR_REFUSED },
  { "TimedOut", LG_TRANSPORT_ERROR_TIMEOUT },
  { "NetworkUnreachable", LG_TRANSPORT_ERROR_UNREACHABLE },
  { "HostUnreachable", LG_TRANSPORT_ERROR_UNREACHABLE },
  { "ConnectionReset", LG_TRANSPORT_ERROR_RESET },
};

static void
read_tcp (LgPastedReader *reader,
          const char     *result,
          const char     *peer)
{
  if (g_str_equal (result, "Success"))
    lg_pasted_record_connect (reader, peer);
  else if (g_str_equal (result, "HostNotFound"))
    lg_pasted_names_fail (reader, LG_TRANSPORT_ERROR_NOT_FOUND, FALSE);
  else if (g_str_equal (result, "TryAgain"))
    lg_pasted_names_fail (reader, LG_TRANSPORT_ERROR_RESOLVER, FALSE);
  else if (g_str_equal (result, "NoData"))
    lg_pasted_names_fail (reader, LG_TRANSPORT_ERROR_NO_ADDRESS, FALSE);
  else
    {
      for (gsize i = 0; i < G_N_ELEMENTS (socket_errors); i++)
        if (g_str_equal (result, socket_errors[i].name))
          {
            lg_pasted_record_fail_tcp (reader, socket_errors[i].error, FALSE);
            return;
          }
      lg_pasted_record_fail_tcp (reader, LG_TRANSPORT_ERROR_FAILED, TRUE);
    }
}

/* A tool that was ended did not get further than what it printed before. */
static void
read_end (LgPastedReader *reader,
          guint           code)
{
  LgPastedRecord *record = reader->current;

  if (record == NULL || (code != TIMED_OUT && code != KILLED) || record->secured)
    return;
  if (record->connected)
    lg_pasted_record_fail_tls (reader, LG_TRANSPORT_ERROR_HANDSHAKE_TIMEOUT, FALSE);
  else
    lg_pasted_record_fail_tcp (reader, LG_TRANSPORT_ERROR_TIMEOUT, FALSE);
}

/**
 * lg_pasted_marks_read:
 *
 * Returns: whether the current line is one of ours
 */
gboolean
lg_pasted_marks_read (LgPastedReader *reader)
{
  g_auto (GStrv) begin = lg_pasted_text_match (reader,
    MARK "begin [a-z]+ (\\S+)(?: ([0-9]{1,5}))?$");
  g_auto (GStrv) end = lg_pasted_text_match (reader, MARK "end(?: ([0-9]+))?$");
  g_auto (GStrv) tcp = lg_pasted_text_match (reader,
    MARK "tcp ([A-Za-z]+)(?: ([0-9a-f.:\\[\\]]+))?$");
  g_auto (GStrv) tls = lg_pasted_text_match (reader,
    MARK "tls Success(?: ([A-Za-z0-9]+))?(?: ([A-Za-z0-9]+))?$");
  g_auto (GStrv) failed = lg_pasted_text_match (reader, MARK "tls Failed ");

  reader->in_answer = begin != NULL || end != NULL ? FALSE : reader->in_answer;
  if (begin != NULL)
    lg_pasted_record_open (reader, begin[1],
                           begin[2] != NULL ? strtoul (begin[2], NULL, 10) : 0);
  else if (end != NULL)
    {
      read_end (reader, end[1] != NULL ? strtoul (end[1], NULL, 10) : 0);
      reader->current = NULL;
    }
  else if (tcp != NULL)
    read_tcp (reader, tcp[1], tcp[2]);
  else if (tls != NULL)
    lg_pasted_record_secure (reader, tls[1], tls[2]);
  else if (failed != NULL && !lg_pasted_phrases_read (reader))
    lg_pasted_record_fail_tls (reader, LG_TRANSPORT_ERROR_TLS, TRUE);
  return begin != NULL || end != NULL || tcp != NULL || tls != NULL || failed != NULL;
}

static guint
find_port_option (LgPastedReader *reader)
{
  g_auto (GStrv) port = lg_pasted_text_match (reader, "\\s-(?:Port|p)[\\s:]+([0-9]{1,5})\\b");

  return port != NULL ? strtoul (port[1], NULL, 10) : 0;
}

/**
 * lg_pasted_commands_read:
 *
 * Commands are typed behind a prompt, and repeated where PowerShell tells of an error.
 *
 * Returns: whether the current line is a command: it names host and port of what follows
 */
gboolean
lg_pasted_commands_read (LgPastedReader *reader)
{
  static const struct { const char *pattern; guint host, port; } rows[] = {
    { "\\bs_client\\b.*\\s-connect\\s+['\"]?\\[?([^\\s'\"\\]]+?)\\]?:([0-9]{1,5})\\b", 1, 2 },
    { "\\bcurl(?:\\.exe)?\\s.*\\b(?:https?|mqtts?|telnet)://\\[?([^\\s/'\"\\]:]+)\\]?:([0-9]{1,5})",
      1, 2 },
    { "\\b(?:Test-NetConnection|tnc)\\s+(?:-ComputerName\\s+)?['\"]?([^\\s'\"-][^\\s'\"]*)", 1, 0 },
    { "[>$#]\\s*(?:nslookup|dig|host)(?:\\.exe)?\\s+(?:-\\S+\\s+)*([^\\s-][^\\s]*\\.[^\\s]+)", 1,
      0 },
    { "[>$#]\\s*(?:telnet|nc|ncat)\\s+(?:-\\S+\\s+)*(\\S+)\\s+([0-9]{1,5})$", 1, 2 },
    { "[>$#]\\s*Resolve-DnsName\\s+(?:-Name\\s+)?['\"]?([^\\s'\"-][^\\s'\"]*)", 1, 0 },
  };

  /* dig repeats its own in a comment. */
  for (gsize i = 0; *reader->line != ';' && i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) groups = lg_pasted_text_match (reader, rows[i].pattern);

      if (groups == NULL)
        continue;
      lg_pasted_record_open (reader, groups[rows[i].host],
                             rows[i].port != 0 ? strtoul (groups[rows[i].port], NULL, 10)
                                               : find_port_option (reader));
      reader->in_answer = FALSE;
      return TRUE;
    }
  return FALSE;
}
