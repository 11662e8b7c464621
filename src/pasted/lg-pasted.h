/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/lg-text-decoder.h"
#include "transport/lg-inspection.h"

G_BEGIN_DECLS

/**
 * LgPastedStep:
 * @kind: what was done
 * @code: 0 when it went well
 * @subject: (nullable): see [struct@Step]
 * @clause: (nullable): what is to be said of it
 *
 * A step as the answer tells of it; how long it took is not known.
 */
typedef struct
{
  LgStepKind  kind;
  int         code;
  char       *subject;
  LgClause   *clause;
} LgPastedStep;

/**
 * LgPastedPort:
 * @port: TCP port
 * @steps: (element-type LgPastedStep): what was tried, in order
 * @seen: what came of it
 * @error: (nullable): why it went no further, in %LG_TRANSPORT_ERROR
 * @cause: (nullable): what a tool says of a chain it does not show, a cause's identifier
 * @detail: (nullable): that in the tool's own words
 * @by_store: @cause depends on which roots that computer trusts
 * @vague: the tool does not tell the reasons of @error apart
 * @issuers: (element-type utf8): the issuers named
 *
 * What the answer tells of one port.
 */
typedef struct
{
  guint16       port;
  GPtrArray    *steps;
  LgInspection  seen;
  GError       *error;
  const char   *cause;
  char         *detail;
  gboolean      by_store;
  gboolean      vague;
  GPtrArray    *issuers;
} LgPastedPort;

/**
 * LgPasted:
 * @host: (nullable): whom it is about; %NULL: it names no host
 * @ports: (element-type LgPastedPort): the ports it tells of
 * @names: (nullable): what it tells of the name alone, as a port without number
 * @other_hosts: (element-type utf8): hosts it tells of, too; what was said of them was left out
 * @encoding: in which encoding it came
 *
 * What somebody else's computer answered.
 */
typedef struct
{
  char           *host;
  GPtrArray      *ports;
  LgPastedPort   *names;
  GPtrArray      *other_hosts;
  LgTextEncoding  encoding;
} LgPasted;

#define LG_PASTED_ERROR (lg_pasted_error_quark ())
GQuark lg_pasted_error_quark (void);

/**
 * LgPastedError:
 * @LG_PASTED_ERROR_NO_TEXT: it is no text
 * @LG_PASTED_ERROR_UNKNOWN: nothing in it is the output of a tool that is known
 * @LG_PASTED_ERROR_OTHER_HOST: all of it is about another host
 */
typedef enum
{
  LG_PASTED_ERROR_NO_TEXT,
  LG_PASTED_ERROR_UNKNOWN,
  LG_PASTED_ERROR_OTHER_HOST,
} LgPastedError;

/* An answer has some ten thousand bytes; a hostile one may have any number. */
#define LG_PASTED_MAX (1024 * 1024)

LgPasted           *lg_pasted_read      (GBytes          *bytes,
                                         const char      *host,
                                         guint16          own_port,
                                         GError         **error);
const LgPastedPort *lg_pasted_find_port (const LgPasted  *self,
                                         guint16          port);
void                lg_pasted_free      (LgPasted        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LgPasted, lg_pasted_free)

G_END_DECLS
