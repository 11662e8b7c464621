/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Test-NetConnection, as a list and as a table; telnet and nc. */
#include "lg-pasted-private.h"

#include <stdlib.h>
#include <string.h>

static void
set_result (LgPastedReader *reader,
            const char     *result)
{
  LgPastedRecord *record = lg_pasted_record_get (reader);

  if (g_ascii_strcasecmp (result, "True") == 0)
    lg_pasted_record_connect (reader, NULL);
  else if (record != NULL)
    lg_pasted_record_fail_tcp (reader, LG_TRANSPORT_ERROR_TIMEOUT, TRUE);
}

static void
set_port (LgPastedReader *reader,
          guint           port)
{
  LgPastedRecord *before = reader->current;
  LgPastedRecord *record;

  lg_pasted_record_open (reader, NULL, port);
  record = lg_pasted_record_get (reader);
  if (before == NULL || record == NULL || before == record || before->port != 0)
    return;
  /* What stood above the port in the list is about it. */
  if (record->peer == NULL)
    record->peer = g_steal_pointer (&before->peer);
}

static void
set_value (LgPastedReader *reader,
           const char     *name,
           const char     *value)
{
  LgPastedRecord *record;

  if (g_ascii_strcasecmp (name, "ComputerName") == 0)
    {
      lg_pasted_record_open (reader, value, 0);
      return;
    }
  if (g_ascii_strcasecmp (name, "RemotePort") == 0)
    {
      set_port (reader, strtoul (value, NULL, 10));
      return;
    }

  record = lg_pasted_record_get (reader);
  if (record == NULL)
    return;
  if (g_ascii_strcasecmp (name, "RemoteAddress") == 0)
    {
      lg_pasted_names_add (reader, value);
      if (g_hostname_is_ip_address (value) && record->peer == NULL)
        record->peer = g_strdup (value);
    }
  else if (g_ascii_strcasecmp (name, "SourceAddress") == 0 && record->local == NULL)
    record->local = g_strdup (g_hostname_is_ip_address (value) ? value : NULL);
  else if (g_ascii_strcasecmp (name, "InterfaceAlias") == 0 && record->interface == NULL)
    record->interface = lg_pasted_text_quote (reader);
  else if (g_ascii_strcasecmp (name, "TcpTestSucceeded") == 0)
    set_result (reader, value);
  else if (g_ascii_strcasecmp (name, "NameResolutionSucceeded") == 0
           && g_ascii_strcasecmp (value, "False") == 0)
    lg_pasted_names_fail (reader, LG_TRANSPORT_ERROR_NOT_FOUND, TRUE);
}

/* The place of the result among a table's columns of True and False. */
static guint
find_result_column (const char *header)
{
  static const char *const booleans[] = {
    "PingSucceeded", "NameResolutionSucceeded", "TcpTestSucceeded",
  };
  const char *end = strstr (header, "TcpTestSucceeded");
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (booleans); i++)
    {
      const char *at = strstr (header, booleans[i]);

      n += at != NULL && at <= end;
    }
  return n;
}

static void
read_row (LgPastedReader *reader)
{
  g_auto (GStrv) cells = g_strsplit_set (reader->line, " \t", -1);
  const char *host = NULL, *result = NULL, *address = NULL;
  guint port = 0, n = 0;

  for (guint i = 0; cells[i] != NULL; i++)
    {
      char *end;
      guint64 number = g_ascii_strtoull (cells[i], &end, 10);

      if (*cells[i] == '\0')
        continue;
      if (g_hostname_is_ip_address (cells[i]))
        address = address != NULL ? address : cells[i];
      else if (*end == '\0' && number > 0 && number <= G_MAXUINT16)
        port = number;
      else if (g_str_equal (cells[i], "True") || g_str_equal (cells[i], "False"))
        result = ++n == reader->columns ? cells[i] : result;
      else if (host == NULL && strchr (cells[i], '.') != NULL)
        host = cells[i];
    }
  if (result == NULL)
    return;

  lg_pasted_record_open (reader, host, port);
  lg_pasted_names_add (reader, address);
  if (lg_pasted_record_get (reader) != NULL && address != NULL)
    set_value (reader, "RemoteAddress", address);
  set_result (reader, result);
}

static gboolean
read_table (LgPastedReader *reader)
{
  if (strstr (reader->line, "TcpTestSucceeded ") != NULL
      || (g_str_has_suffix (reader->line, "TcpTestSucceeded")
          && strpbrk (reader->line, " \t:") != NULL && strchr (reader->line, ':') == NULL))
    {
      if (strchr (reader->line, ':') != NULL)
        return FALSE;
      reader->columns = find_result_column (reader->line);
      return TRUE;
    }
  if (reader->columns == 0 || strspn (reader->line, "- ") == strlen (reader->line))
    {
      reader->columns = *reader->line == '\0' ? 0 : reader->columns;
      return FALSE;
    }
  read_row (reader);
  return TRUE;
}

static gboolean
read_other_tools (LgPastedReader *reader)
{
  static const struct { const char *pattern; guint host, port; int error; } rows[] = {
    { "TCP connect to \\(?([^\\s()]+?)\\s*:\\s*([0-9]+)\\)? failed", 1, 2,
      LG_TRANSPORT_ERROR_TIMEOUT },
    { "on port ([0-9]+): Connect failed", 0, 1, LG_TRANSPORT_ERROR_TIMEOUT },
    { "在端口 ?([0-9]+) ?[:：] ?连接失败", 0, 1, LG_TRANSPORT_ERROR_TIMEOUT },
    { "^(?:Ncat: )?Connection to (\\S+) (?:\\S+ )?([0-9]+) port .*succeeded", 1, 2,
      LG_PASTED_NO_ERROR },
    { "^Ncat: Connected to ([^:\\s]+):([0-9]+)", 1, 2, LG_PASTED_NO_ERROR },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) groups = lg_pasted_text_match (reader, rows[i].pattern);

      if (groups == NULL)
        continue;
      lg_pasted_record_open (reader, rows[i].host != 0 ? groups[rows[i].host] : NULL,
                             strtoul (groups[rows[i].port], NULL, 10));
      if (rows[i].error == LG_PASTED_NO_ERROR)
        lg_pasted_record_connect (reader, NULL);
      else
        lg_pasted_record_fail_tcp (reader, rows[i].error, TRUE);
      return TRUE;
    }
  return FALSE;
}

/**
 * lg_pasted_tcp_read:
 *
 * Returns: whether the current line is one of these tools'
 */
gboolean
lg_pasted_tcp_read (LgPastedReader *reader)
{
  g_auto (GStrv) pair = lg_pasted_text_match (reader,
    "^\\s*(ComputerName|RemoteAddress|RemotePort|InterfaceAlias|SourceAddress|TcpTestSucceeded"
    "|NameResolutionSucceeded)\\s*:\\s*(.*?)\\s*$");

  if (pair != NULL)
    {
      set_value (reader, pair[1], pair[2]);
      return TRUE;
    }
  return read_table (reader) || read_other_tools (reader);
}
