/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lg-link.h"

G_BEGIN_DECLS

struct _LgLink
{
  GObject          parent_instance;
  LgProfile       *profile;
  LgRootStore     *roots;
  char            *record_path;
  LgSession       *session;
  LgRecording     *recording;
  LgDiagnosis     *diagnosis;
  LgAttempt       *attempt;
  LgSubscriptions *subscriptions;
  LgReconnector   *reconnector;
  gboolean         retrying;
  guint            n_disconnects;
  guint            answer_timeout_ms;
};

gboolean lg_link_is_registering      (LgLink  *self);
gboolean lg_link_refuse_broken_input (LgLink  *self,
                                      GError **error);

G_END_DECLS
