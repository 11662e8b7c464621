/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-inspection.h"
#include "lg-resolver.h"

G_BEGIN_DECLS

LgSpeaks    lg_second_look_guess       (const guint8              *first,
                                        gsize                      length);
char       *lg_second_look_dup_line    (const guint8              *first,
                                        gsize                      length);
LgClause   *lg_second_look_new_clause  (LgSpeaks                   speaks);
void        lg_second_look_report      (const LgTransportOptions  *options,
                                        GCancellable              *cancellable,
                                        LgStepKind                 kind,
                                        gint64                     begin_us,
                                        int                        code,
                                        LgClause                  *clause);
LgSpeaks    lg_second_look_ask         (LgStream                  *stream,
                                        gint64                     deadline_us,
                                        GCancellable              *cancellable,
                                        gboolean                  *closed,
                                        char                     **line);
LgSpeaks    lg_second_look_at_tls      (const LgTransportOptions  *options,
                                        const LgAddress           *peer,
                                        GCancellable              *cancellable);
LgSpeaks    lg_second_look_at_mqtt     (const LgTransportOptions  *options,
                                        const LgAddress           *peer,
                                        GCancellable              *cancellable);
gboolean    lg_second_look_hangs_up    (const LgTransportOptions  *options,
                                        const LgAddress           *peer,
                                        GCancellable              *cancellable);
void        lg_second_look_explain     (const LgTransportOptions  *options,
                                        const LgAddress           *peer,
                                        GCancellable              *cancellable,
                                        LgSpeaks                  *speaks,
                                        GError                   **failure);

G_END_DECLS
