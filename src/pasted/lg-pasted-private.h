/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-pasted.h"

G_BEGIN_DECLS

#define LG_PASTED_NO_ERROR -1

/**
 * LgPastedRecord:
 * @port: TCP port; 0: the answer does not name it
 * @connected: TCP was up
 * @peer: (nullable): the address that was tried
 * @local: (nullable): the address of that computer
 * @interface: (nullable): its network interface
 * @tcp_error: a [enum@TransportError], or %LG_PASTED_NO_ERROR
 * @tcp_detail: (nullable): the same in the tool's words
 * @tcp_vague: the tool does not say why
 * @secured: the handshake came to its end
 * @version: (nullable): the TLS version
 * @cipher: (nullable): the cipher suite
 * @tls_error: a [enum@TransportError], or %LG_PASTED_NO_ERROR
 * @tls_detail: (nullable): the same in the tool's words
 * @tls_vague: the tool does not say why
 * @cause: (nullable): what a tool says of the chain
 * @cause_detail: (nullable): the same in the tool's words
 * @by_store: @cause depends on that computer's roots
 * @chain: (element-type LgCertificate): the certificates shown
 * @n_listed: how many there are, as far as the tool tells
 * @issuers: (element-type utf8): the issuers named
 * @certificate_asked: the server asked for a client certificate
 * @http: (nullable): the first line of an answer in HTTP
 *
 * What is known of one port so far.
 */
typedef struct
{
  guint16     port;
  gboolean    connected;
  char       *peer;
  char       *local;
  char       *interface;
  int         tcp_error;
  char       *tcp_detail;
  gboolean    tcp_vague;
  gboolean    secured;
  char       *version;
  char       *cipher;
  int         tls_error;
  char       *tls_detail;
  gboolean    tls_vague;
  const char *cause;
  char       *cause_detail;
  gboolean    by_store;
  GPtrArray  *chain;
  guint       n_listed;
  GPtrArray  *issuers;
  gboolean    certificate_asked;
  char       *http;
} LgPastedRecord;

/**
 * LgPastedNames:
 * @addresses: (element-type utf8): the addresses found
 * @n_found: how many there are
 * @error: a [enum@TransportError], or %LG_PASTED_NO_ERROR
 * @detail: (nullable): the same in the tool's words
 * @vague: the tool does not say why
 *
 * What is known of the host's name so far.
 */
typedef struct
{
  GPtrArray *addresses;
  guint      n_found;
  int        error;
  char      *detail;
  gboolean   vague;
} LgPastedNames;

/**
 * LgPastedReader:
 * @lines: (element-type utf8): the text
 * @folded: (element-type utf8): each line joined to the next by a blank, in lower case: terminals
 *   and mails wrap
 * @joined: (element-type utf8): the same without the blank
 * @at: the current line
 * @line: the current line
 * @host: (nullable): whom it is about
 * @other_hosts: (element-type utf8): whom else
 * @names: the name
 * @records: (element-type LgPastedRecord): the ports
 * @current: (nullable): the port the current line is about
 * @foreign: the current line is about another host
 * @in_answer: the current line is among a name's addresses
 * @columns: the booleans of a table that is being read: the place of TcpTestSucceeded, from 1
 * @pem: (nullable): the certificate that is being read
 *
 * The reading of one answer.
 */
typedef struct
{
  GPtrArray      *lines;
  GPtrArray      *folded;
  GPtrArray      *joined;
  guint           at;
  const char     *line;
  char           *host;
  GPtrArray      *other_hosts;
  LgPastedNames   names;
  GPtrArray      *records;
  LgPastedRecord *current;
  gboolean        foreign;
  gboolean        in_answer;
  guint           columns;
  GString        *pem;
} LgPastedReader;

void            lg_pasted_text_split       (LgPastedReader  *reader,
                                            const char      *text);
gboolean        lg_pasted_text_has         (LgPastedReader  *reader,
                                            const char      *phrase);
GStrv           lg_pasted_text_match       (LgPastedReader  *reader,
                                            const char      *pattern);
char           *lg_pasted_text_quote       (LgPastedReader  *reader);

void            lg_pasted_record_open      (LgPastedReader  *reader,
                                            const char      *host,
                                            guint            port);
LgPastedRecord *lg_pasted_record_get       (LgPastedReader  *reader);
void            lg_pasted_record_connect   (LgPastedReader  *reader,
                                            const char      *peer);
void            lg_pasted_record_fail_tcp  (LgPastedReader  *reader,
                                            int              error,
                                            gboolean         vague);
void            lg_pasted_record_secure    (LgPastedReader  *reader,
                                            const char      *version,
                                            const char      *cipher);
void            lg_pasted_record_fail_tls  (LgPastedReader  *reader,
                                            int              error,
                                            gboolean         vague);
void            lg_pasted_record_tell      (LgPastedReader  *reader,
                                            const char      *cause,
                                            gboolean         by_store);
void            lg_pasted_record_add_issuer (LgPastedReader *reader,
                                            const char      *issuer);
void            lg_pasted_record_free      (LgPastedRecord  *self);
LgPastedPort   *lg_pasted_record_finish    (LgPastedRecord  *self,
                                            LgPastedReader  *reader);

void            lg_pasted_port_add_step    (LgPastedPort    *port,
                                            LgStepKind       kind,
                                            int              code,
                                            const char      *subject,
                                            LgClause        *clause);
void            lg_pasted_names_add        (LgPastedReader  *reader,
                                            const char      *address);
void            lg_pasted_names_fail       (LgPastedReader  *reader,
                                            int              error,
                                            gboolean         vague);
LgPastedPort   *lg_pasted_names_finish     (LgPastedReader  *reader);
gboolean        lg_pasted_names_read       (LgPastedReader  *reader);

gboolean        lg_pasted_marks_read       (LgPastedReader  *reader);
gboolean        lg_pasted_commands_read    (LgPastedReader  *reader);
gboolean        lg_pasted_tcp_read         (LgPastedReader  *reader);
gboolean        lg_pasted_curl_read        (LgPastedReader  *reader);
gboolean        lg_pasted_openssl_read     (LgPastedReader  *reader);
gboolean        lg_pasted_phrases_read     (LgPastedReader  *reader);

G_END_DECLS
