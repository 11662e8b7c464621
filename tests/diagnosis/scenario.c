/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario.h"

/* A diagnosis that expects events of a link to such a platform. */
LgDiagnosis *
make_diagnosis (const char *platform,
                LgSecurity  security,
                LgHostKind  host_kind)
{
  LgDiagnosis *diagnosis = lg_diagnosis_new ();
  g_autoptr (LgEndpoint) endpoint = lg_endpoint_new ();

  lg_endpoint_set_platform_id (endpoint, platform);
  lg_endpoint_set_host_kind (endpoint, host_kind);
  lg_endpoint_set_port (endpoint, 8883);
  lg_endpoint_set_security (endpoint, security);
  lg_diagnosis_set_target (diagnosis, endpoint, "iot.example", "Test Root");
  return diagnosis;
}

/* Up to the first that is all zero; their ids count from 1. */
void
feed (LgDiagnosis   *diagnosis,
      const LgEvent *events,
      guint          n_events)
{
  for (guint i = 0; i < n_events && events[i].kind != 0; i++)
    {
      LgEvent event = events[i];

      event.id = i + 1;
      lg_diagnosis_feed (diagnosis, &event);
    }
}
