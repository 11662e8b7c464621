/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "recording/lg-recording.h"

G_BEGIN_DECLS

/**
 * LgCliPrinter:
 *
 * Prints the events of a recording as they come, and nobody waits for it.
 */
typedef struct _LgCliPrinter LgCliPrinter;

typedef void (*LgCliPrintFunc) (const LgEvent *event);

LgCliPrinter *lg_cli_printer_new      (LgCliPrintFunc   print,
                                       GSourceFunc      gone,
                                       gpointer         user_data);
gboolean      lg_cli_printer_free     (LgCliPrinter    *self);
void          lg_cli_printer_follow   (LgCliPrinter    *self,
                                       LgRecording     *recording);
gboolean      lg_cli_printer_wait     (LgCliPrinter    *self,
                                       const gboolean  *late);
guint64       lg_cli_printer_give_up  (LgCliPrinter    *self);

G_END_DECLS
