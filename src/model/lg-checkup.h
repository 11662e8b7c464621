/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/lg-check.h"
#include "link/lg-link.h"

G_BEGIN_DECLS

#define LG_TYPE_CHECKUP (lg_checkup_get_type ())

/**
 * LgCheckup:
 *
 * The checks of one device's ports: what the next one shall do, and the latest one. The workspace
 * has one for each device.
 *
 * Properties, notifying: `check` (read-only; %NULL before the first), `running` (read-only), `at`
 * (the day to judge at, Unix seconds; 0: now) and `login` (log in too; back to %FALSE once it was
 * done).
 */
G_DECLARE_FINAL_TYPE (LgCheckup, lg_checkup, LG, CHECKUP, GObject)

LgCheckup  *lg_checkup_new            (LgLink       *link);
void        lg_checkup_set_practice   (LgCheckup    *self,
                                       GListModel   *practice);
char       *lg_checkup_dup_host       (LgCheckup    *self,
                                       char        **problem);
gboolean    lg_checkup_run            (LgCheckup    *self,
                                       GError      **error);
char       *lg_checkup_dup_remote_lines (LgCheckup     *self,
                                         LgRemoteShell  shell,
                                         GError       **error);
gboolean    lg_checkup_take_pasted    (LgCheckup    *self,
                                       GBytes       *answer,
                                       GError      **error);
void        lg_checkup_cancel         (LgCheckup    *self);
void        lg_checkup_use            (LgCheckup    *self,
                                       LgCheckPort  *port,
                                       LgRoot       *root);
LgEndpoint *lg_checkup_get_endpoint   (LgCheckup    *self);
LgCheck    *lg_checkup_get_check      (LgCheckup    *self);
gboolean    lg_checkup_get_running    (LgCheckup    *self);
gboolean    lg_checkup_get_logging_in (LgCheckup    *self);
gint64      lg_checkup_get_at         (LgCheckup    *self);
void        lg_checkup_set_at         (LgCheckup    *self,
                                       gint64        at_s);
gboolean    lg_checkup_get_login      (LgCheckup    *self);
void        lg_checkup_set_login      (LgCheckup    *self,
                                       gboolean      login);

G_END_DECLS
