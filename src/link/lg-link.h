/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "diagnosis/lg-diagnosis.h"
#include "lg-attempt.h"
#include "lg-reconnector.h"
#include "lg-subscriptions.h"
#include "profile/lg-profile.h"
#include "recording/lg-recording.h"
#include "trust/lg-root-store.h"

G_BEGIN_DECLS

#define LG_LINK_ERROR (lg_link_error_quark ())
GQuark lg_link_error_quark (void);

/** LgLinkError: @LG_LINK_ERROR_INPUT: a value is missing or broken; the message names it. */
typedef enum
{
  LG_LINK_ERROR_INPUT,
} LgLinkError;

#define LG_TYPE_LINK (lg_link_get_type ())

/**
 * LgLink:
 *
 * One device at work: its profile, the session made from it, the recording the session fills and
 * the diagnosis that reads along. A link that was up and ended is made again by the reconnector,
 * with what was subscribed on it. The window has one for each device of the list, `watch` has one.
 *
 * Properties: `profile`, `roots`, `record-path` (construct-only; %NULL: a file in the user's
 * cache), `recording` (notifying; %NULL until the first connect), and from the start `session`,
 * `attempt` and `subscriptions`.
 *
 * Signal `connecting ()`: an attempt is about to be made.
 */
G_DECLARE_FINAL_TYPE (LgLink, lg_link, LG, LINK, GObject)

LgLink          *lg_link_new               (LgProfile    *profile,
                                            LgRootStore  *roots,
                                            const char   *record_path);
LgProfile       *lg_link_get_profile       (LgLink       *self);
LgRootStore     *lg_link_get_roots         (LgLink       *self);
LgSession       *lg_link_get_session       (LgLink       *self);
LgRecording     *lg_link_get_recording     (LgLink       *self);
LgDiagnosis     *lg_link_get_diagnosis     (LgLink       *self);
LgAttempt       *lg_link_get_attempt       (LgLink       *self);
LgSubscriptions *lg_link_get_subscriptions (LgLink       *self);
LgReconnector   *lg_link_get_reconnector   (LgLink       *self);
gboolean         lg_link_is_proven         (LgLink       *self);
GPtrArray       *lg_link_validate          (LgLink       *self);
gboolean         lg_link_connect           (LgLink       *self,
                                            GError      **error);
void             lg_link_set_answer_timeout (LgLink      *self,
                                             guint        ms);
void             lg_link_set_will          (LgLink       *self,
                                            const char   *topic,
                                            GBytes       *payload,
                                            guint8        flags);
void             lg_link_disconnect        (LgLink       *self);

G_END_DECLS
