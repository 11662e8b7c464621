/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that look at a host from a computer where nothing can be installed. They print marks, by
 * which the answer is told apart, and every one of them ends by itself. Nothing of the device is in
 * them. ASCII only: consoles differ in everything else. */
#include "lg-remote-lines.h"

#include <gio/gio.h>
#include <string.h>

/* Seconds for a connection, and for a tool as a whole. */
#define CONNECT_S "8"
#define TOOL_S "15"

#define HOST "@HOST@"
#define URL_HOST "@URL_HOST@"
#define PORT "@PORT@"
#define SERVER_NAME "@SERVER_NAME@"

G_DEFINE_ENUM_TYPE (LgRemoteShell, lg_remote_shell,
                    G_DEFINE_ENUM_VALUE (LG_REMOTE_SHELL_POWERSHELL, "powershell"),
                    G_DEFINE_ENUM_VALUE (LG_REMOTE_SHELL_CMD, "cmd"),
                    G_DEFINE_ENUM_VALUE (LG_REMOTE_SHELL_SH, "sh"))

/* What one shell runs: once, then for the name, for each port, and for each port with TLS. */
typedef struct
{
  const char *head;
  const char *name;
  const char *port;
  const char *tls;
} Form;

#define CURL " -v --connect-timeout " CONNECT_S " --max-time 12 "
#define OPENSSL \
  "openssl s_client -connect " URL_HOST ":" PORT SERVER_NAME " -showcerts"
/* A job can be left behind, which s_client, waiting for a silent server, cannot. */
#define OPENSSL_JOB \
  "$j=Start-Job{'' | " OPENSSL " 2>&1 | ForEach-Object{\"$_\"}};" \
  "$n=Wait-Job $j -Timeout " TOOL_S ";Receive-Job $j;Remove-Job -Force $j"
#define TEST \
  "Test-NetConnection -ComputerName " HOST " -Port " PORT " -WarningAction SilentlyContinue"

static const Form forms[] = {
  [LG_REMOTE_SHELL_POWERSHELL] = {
    .head =
      "# Paste into PowerShell, press Enter, wait for '[linkglass] done', and send back all of it."
      "\n"
      "function LgInner($e){while($e.InnerException){$e=$e.InnerException};$e}\n"
      "function LgLook($h,$p,$t){$c=New-Object Net.Sockets.TcpClient;"
      "try{if(-not $c.ConnectAsync($h,$p).Wait(8000)){'[linkglass] tcp TimedOut';return}}"
      "catch{$e=LgInner $_.Exception;\"[linkglass] tcp $($e.SocketErrorCode)\";return};"
      "\"[linkglass] tcp Success $($c.Client.RemoteEndPoint)\";if(-not $t){$c.Close();return};"
      "$global:lgc=@();$v=[Net.Security.RemoteCertificateValidationCallback]{param($o,$x,$k,$r)"
      "$global:lgc+=,$x.GetRawCertData();"
      "foreach($y in $k.ChainPolicy.ExtraStore){$global:lgc+=,$y.RawData};$true};"
      "$s=$c.GetStream();$s.ReadTimeout=8000;$s.WriteTimeout=8000;"
      "try{$l=New-Object Net.Security.SslStream($s,$false,$v);"
      "$l.AuthenticateAsClient($h,$null,[Security.Authentication.SslProtocols]::Tls12,$false);"
      "\"[linkglass] tls Success $($l.SslProtocol) $($l.CipherAlgorithm)\"}"
      "catch{$e=LgInner $_.Exception;"
      "\"[linkglass] tls Failed $('{0:X8}' -f $e.HResult) $($e.Message)\"};"
      "foreach($y in $global:lgc){'-----BEGIN CERTIFICATE-----';"
      "[Convert]::ToBase64String($y,'InsertLineBreaks');'-----END CERTIFICATE-----'};$c.Close()}\n",
    .name =
      "'[linkglass] begin name " HOST "'\n"
      "try{Resolve-DnsName " HOST " -ErrorAction Stop | Format-List Name,Type,IPAddress,NameHost}"
      "catch{$_.FullyQualifiedErrorId;\"$_\"}\n"
      "nslookup -timeout=3 -retry=1 " HOST " 2>&1 | ForEach-Object{\"$_\"}\n"
      "'[linkglass] end'\n",
    .port =
      "'[linkglass] begin test " HOST " " PORT "'\n"
      TEST "\n"
      "'[linkglass] end'\n",
    .tls =
      "if(Get-Command curl.exe -ErrorAction SilentlyContinue){"
      "'[linkglass] begin curl " HOST " " PORT "';"
      "curl.exe" CURL "-o NUL https://" URL_HOST ":" PORT "/ 2>&1 | ForEach-Object{\"$_\"};"
      "'[linkglass] end'}\n"
      "if(Get-Command openssl -ErrorAction SilentlyContinue){"
      "'[linkglass] begin openssl " HOST " " PORT "';" OPENSSL_JOB ";'[linkglass] end'}\n",
  },
  [LG_REMOTE_SHELL_CMD] = {
    .head =
      "rem Paste into cmd, press Enter, wait for [linkglass] done, and send back all of it.\n",
    .name =
      "echo [linkglass] begin name " HOST "\n"
      "nslookup -timeout=3 -retry=1 " HOST " 2>&1\n"
      "echo [linkglass] end\n",
    .port =
      "echo [linkglass] begin test " HOST " " PORT "\n"
      "powershell -NoProfile -Command \"" TEST "\"\n"
      "echo [linkglass] end\n",
    .tls =
      "echo [linkglass] begin curl " HOST " " PORT "\n"
      "curl" CURL "-o NUL https://" URL_HOST ":" PORT "/ 2>&1\n"
      "echo [linkglass] end\n"
      "echo [linkglass] begin openssl " HOST " " PORT "\n"
      "where openssl >NUL 2>NUL && powershell -NoProfile -Command "
      "\"$j=Start-Job{'' | " OPENSSL " 2>&1 | ForEach-Object{[string]$_}};"
      "$n=Wait-Job $j -Timeout " TOOL_S ";Receive-Job $j;Remove-Job -Force $j\"\n"
      "echo [linkglass] end\n",
  },
  [LG_REMOTE_SHELL_SH] = {
    .head =
      "# Paste into a terminal, press Enter, wait for '[linkglass] done', and send back all of it."
      "\n"
      "lg() { command -v \"$1\" >/dev/null 2>&1 || return 127; \"$@\" </dev/null 2>&1 & "
      "lg_p=$!; (sleep " TOOL_S "; kill $lg_p) >/dev/null 2>&1 & lg_w=$!; wait $lg_p; lg_r=$?; "
      "kill $lg_w >/dev/null 2>&1; return $lg_r; }\n",
    .name =
      "echo '[linkglass] begin name " HOST "'\n"
      "lg nslookup " HOST "; lg_e=$?; "
      "[ $lg_e != 127 ] || { lg getent ahosts " HOST "; lg_e=$?; }\n"
      "echo \"[linkglass] end $lg_e\"\n",
    .port = "",
    .tls =
      "echo '[linkglass] begin curl " HOST " " PORT "'\n"
      "lg curl" CURL "-o /dev/null https://" URL_HOST ":" PORT "/\n"
      "echo \"[linkglass] end $?\"\n"
      "echo '[linkglass] begin openssl " HOST " " PORT "'\n"
      "lg " OPENSSL "\n"
      "echo \"[linkglass] end $?\"\n",
  },
};

/* The look of .NET tells refused and silent apart, which Test-NetConnection does not; a shell
 * without it asks curl. */
static const char *
get_look (LgRemoteShell shell,
          gboolean      tls)
{
  switch (shell)
    {
    case LG_REMOTE_SHELL_POWERSHELL:
      return tls ? "'[linkglass] begin look " HOST " " PORT "'\n"
                   "LgLook '" HOST "' " PORT " $true\n'[linkglass] end'\n"
                 : "'[linkglass] begin look " HOST " " PORT "'\n"
                   "LgLook '" HOST "' " PORT " $false\n'[linkglass] end'\n";

    case LG_REMOTE_SHELL_SH:
      return tls ? ""
                 : "echo '[linkglass] begin curl " HOST " " PORT "'\n"
                   "lg curl" CURL "telnet://" URL_HOST ":" PORT "\n"
                   "echo \"[linkglass] end $?\"\n";

    case LG_REMOTE_SHELL_CMD:
    default:
      return tls ? ""
                 : "echo [linkglass] begin curl " HOST " " PORT "\n"
                   "curl" CURL "telnet://" URL_HOST ":" PORT " 2>&1 <NUL\n"
                   "echo [linkglass] end\n";
    }
}

static void
append (GString    *text,
        const char *template,
        const char *host,
        guint16     port)
{
  g_autoptr (GString) lines = g_string_new (template);
  gboolean ip = g_hostname_is_ip_address (host);
  g_autofree char *number = g_strdup_printf ("%u", port);
  g_autofree char *url_host = strchr (host, ':') != NULL ? g_strdup_printf ("[%s]", host)
                                                         : g_strdup (host);
  g_autofree char *server_name = ip ? g_strdup ("") : g_strconcat (" -servername ", host, NULL);

  g_string_replace (lines, SERVER_NAME, server_name, 0);
  g_string_replace (lines, URL_HOST, url_host, 0);
  g_string_replace (lines, HOST, host, 0);
  g_string_replace (lines, PORT, number, 0);
  g_string_append_len (text, lines->str, lines->len);
}

/* What a shell would take for anything but a word is no host name. */
static gboolean
is_word (const char *host)
{
  return *host != '\0' && *host != '-'
         && strspn (host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:")
            == strlen (host);
}

/**
 * lg_remote_lines_new:
 * @shell: where they are pasted into
 * @host: a host name or IP literal
 * @ports: (array length=n_ports): the ports to look at
 * @n_ports: how many
 *
 * Composes lines for somebody else's computer. What they print is read by [func@pasted_read].
 *
 * Returns: (transfer full) (nullable): the lines; %NULL: no shell can be given such a host
 */
char *
lg_remote_lines_new (LgRemoteShell       shell,
                     const char         *host,
                     const LgRemotePort *ports,
                     gsize               n_ports)
{
  const Form *form = &forms[shell];
  GString *text;

  g_return_val_if_fail (host != NULL, NULL);
  g_return_val_if_fail (ports != NULL || n_ports == 0, NULL);

  if (!is_word (host))
    return NULL;

  text = g_string_new (form->head);
  if (!g_hostname_is_ip_address (host))
    append (text, form->name, host, 0);
  for (gsize i = 0; i < n_ports; i++)
    {
      append (text, get_look (shell, ports[i].tls), host, ports[i].port);
      append (text, form->port, host, ports[i].port);
      if (ports[i].tls)
        append (text, form->tls, host, ports[i].port);
    }
  g_string_append (text, shell == LG_REMOTE_SHELL_POWERSHELL ? "'[linkglass] done'\n"
                         : shell == LG_REMOTE_SHELL_CMD ? "echo [linkglass] done\n"
                         : "echo '[linkglass] done'\n");
  return g_string_free (text, FALSE);
}
