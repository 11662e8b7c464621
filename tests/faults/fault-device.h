/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-diagnosis.h"
#include "practice/lg-practice.h"
#include "session/lg-session.h"

G_BEGIN_DECLS

/**
 * FaultDevice:
 * @config: what it connects with; change it before connecting
 * @endpoint: where it connects, as the diagnosis is told
 * @end: the end of its latest link, its times stretched
 * @n_ends: how many there were
 * @n_before: how many findings there were before its latest link
 *
 * The practice device at a practice platform whose times are divided by a scale. Its events are
 * stretched by it again before they are judged: so diagnosis reads the times it would have read
 * without.
 */
typedef struct
{
  LgSession       *session;
  LgMailbox       *mailbox;
  LgDiagnosis     *diagnosis;
  LgEndpoint      *endpoint;
  LgRoot          *root;
  LgSessionConfig  config;
  guint            scale;
  gint64           begin_mono_us;
  gint64           begin_wall_us;
  LgEvent         *end;
  guint            n_ends;
  guint            n_before;
} FaultDevice;

LgPractice  *fault_practice_start       (const char         *fault,
                                         guint               scale);

void         fault_device_open          (FaultDevice        *self,
                                         LgPractice         *practice,
                                         guint               scale,
                                         LgSecurity          security);
void         fault_device_open_as       (FaultDevice        *self,
                                         LgPractice         *practice,
                                         guint               scale,
                                         LgSecurity          security,
                                         const char         *extended_parameters);
void         fault_device_close         (FaultDevice        *self);
void         fault_device_set_params    (FaultDevice        *self,
                                         LgCredentials      *credentials);
void         fault_device_connect       (FaultDevice        *self);
void         fault_device_settle        (FaultDevice        *self,
                                         LgSessionState      state);
void         fault_device_drain         (FaultDevice        *self,
                                         gint64              wait_us);
void         fault_device_run_for       (FaultDevice        *self,
                                         gint64              us);
LgFinding   *fault_device_find          (FaultDevice        *self,
                                         const char         *cause);
void         fault_device_assert_cause  (FaultDevice        *self,
                                         const char         *cause,
                                         LgConfidence        confidence,
                                         LgSeverity          severity,
                                         const char *const  *evidence);
char        *fault_dup_time             (gint64              wall_us);

G_END_DECLS
