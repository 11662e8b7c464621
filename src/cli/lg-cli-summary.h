/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-diagnosis.h"

G_BEGIN_DECLS

/**
 * LgCliSummary:
 * @connected: whether the device was ever online
 * @messages_in: PUBLISH packets from the platform
 * @messages_out: PUBLISH packets to the platform
 * @reconnects: how often a link that had ended was tried again
 * @not_printed: how many events were not printed, as the end did not wait for it
 * @findings: (element-type LgFinding): what was found, faults first
 *
 * What a run of `watch` comes to.
 */
typedef struct
{
  gboolean   connected;
  guint64    messages_in;
  guint64    messages_out;
  guint      reconnects;
  guint64    not_printed;
  GPtrArray *findings;
} LgCliSummary;

GPtrArray *lg_cli_sort_findings      (GListModel         *model);
gboolean   lg_cli_summary_has_fault  (const LgCliSummary *self);
void       lg_cli_summary_print_json (const LgCliSummary *self);
void       lg_cli_summary_print_text (const LgCliSummary *self);

G_END_DECLS
